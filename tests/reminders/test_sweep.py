"""From a row that is due to a letter in the post, with a real mail server and a virtual clock."""

from datetime import timedelta

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from tests.post import Post
from tests.reminders.conftest import WEDNESDAY, outcomes, round_at


def test_an_agreed_action_is_reminded_once_the_evening_before(post: Post, call_ann: Action, jonas: Person) -> None:
    round_at(WEDNESDAY - timedelta(minutes=1))
    assert post.letters == []
    round_at(WEDNESDAY)
    round_at(WEDNESDAY + timedelta(seconds=1))
    round_at(WEDNESDAY + timedelta(days=1))
    (letter,) = post.letters
    assert letter.to == jonas.email
    assert letter.subject == "A short reminder"
    assert "Call Ann about the evening shift" in letter.text
    assert "Call Ann" in letter.html
    assert outcomes(kind="action") == [("action", "sent", "")]
