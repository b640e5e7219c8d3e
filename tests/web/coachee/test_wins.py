"""What went well gathers by itself, and Jonas adds to it."""

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.win import Win
from tests.web.coachee.paths import ODD, TOO_LONG, Phone, at, words


def test_what_was_done_is_there_by_itself(phone: Phone, jonas: Person, walk: Trajectory, call_ann: Action) -> None:
    assert "The first one will come" in words(phone(jonas).get(at("wins", walk)))
    call_ann.complete(by=jonas, at=now(), remark="It took ten minutes")
    page = words(phone(jonas).get(at("wins", walk)))
    assert "Call Ann" in page
    assert "It took ten minutes" in page


def test_one_is_added_once(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    for _ in range(2):
        phone(jonas).post(at("wins", walk), {"text": ODD, "key": "the-same"})
    assert [(win.text, win.coachee) for win in Win.objects.all()] == [(ODD, jonas)]


def test_too_many_words_come_back_whole(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    answer = phone(jonas).post(at("wins", walk), {"text": TOO_LONG})
    assert answer.status_code == 422
    assert TOO_LONG.strip() in words(answer)
