"""What goes out in the coach's name is theirs to read beforehand and to say in their own words [81]."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.refusal import NotUnderstood, NotYours, Refusal, TooLong
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.reminders.kinds.every import KINDS
from handrail.reminders.preview import previews, say
from handrail.reminders.sweep import sweep
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.sentence import Sentence, UnknownMark, filled
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.clock import Clock
from tests.post import Post
from tests.reminders.conftest import WEDNESDAY, round_at

Phone = Callable[[Person], Client]
OWN = "{name}, on {day} we spoke of this one:"


def page_of(walk: Trajectory, jonas: Person) -> str:
    return f"/coach/trajectories/{walk.pk}/reminders/{jonas.pk}/words"


def test_the_coach_s_sentence_is_what_the_client_reads(
    post: Post, phone: Phone, walk: Trajectory, mara: Person, jonas: Person, call_ann: Action
) -> None:
    here = page_of(walk, jonas)
    assert phone(mara).post(here, {"kind": "action", "text": OWN}).status_code == 302
    round_at(WEDNESDAY)
    (letter,) = post.letters
    assert "Jonas, on tomorrow we spoke of this one:" in letter.text
    assert "By tomorrow you wanted" not in letter.text
    assert "Jonas, on tomorrow" in letter.html
    link = Message.objects.get().link
    assert "we spoke of this one" in Client().get("/a/" + link.rpartition("/")[2]).content.decode()
    assert list(verify_all()) == []


def test_emptied_it_is_handrail_s_own_again(
    walk: Trajectory, mara: Person, jonas: Person, call_ann: Action, clock: Clock
) -> None:
    say(walk, by=mara, at=now(), kind="action", text=OWN)
    say(walk, by=mara, at=now(), kind="action", text="")
    sweep(at=clock.to(WEDNESDAY))
    assert "By tomorrow you wanted to do this:" in Message.objects.get().text
    assert Sentence.objects.count() == 1


def test_the_page_shows_each_message_with_what_it_would_be_about(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, call_ann: Action
) -> None:
    page = phone(mara).get(page_of(walk, jonas)).content.decode()
    assert "Call Ann about the evening shift" in page
    assert "How is it today?" in page
    worded = [kind for kind in KINDS.values() if str(kind.sentence)]
    assert page.count('name="kind"') == len(worded)


def test_nothing_that_a_client_keeps_private_is_shown_as_an_example(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, sleep: Goal, clock: Clock
) -> None:
    asked = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helps?", goal=sleep)
    asked.save_words(by=jonas, at=now(), text="That I drink")
    clock.go(days=1, hours=10)
    page = phone(mara).get(page_of(walk, jonas)).content.decode()
    assert "What helps?" not in page
    assert "drink" not in page


@pytest.mark.parametrize("text", ["{day} and {nmae}", "{", "}", "{name.email}", "{0}", "{{name}}", "{name!r}"])
def test_a_brace_that_means_nothing_is_refused_before_anybody_reads_it(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, text: str
) -> None:
    with pytest.raises(UnknownMark):
        say(walk, by=mara, at=now(), kind="action", text=text)
    answer = phone(mara).post(page_of(walk, jonas), {"kind": "action", "text": text})
    assert answer.status_code == 422


def test_what_was_filled_in_is_not_filled_in_again() -> None:
    assert filled("{name}: {day}", {"name": "{day}", "day": "Friday"}) == "{day}: Friday"


def test_what_nobody_words_anew_stays_as_it_is(walk: Trajectory, mara: Person, jonas: Person) -> None:
    wrongs: list[tuple[type[Refusal], Person, dict[str, str]]] = [
        (NotUnderstood, mara, {"kind": "session_moved", "text": "x"}),
        (NotUnderstood, mara, {"kind": "nothing", "text": "x"}),
        (TooLong, mara, {"kind": "action", "text": "x" * 301}),
        (UnknownMark, mara, {"kind": "habit", "text": "{day}"}),
        (NotYours, jonas, {"kind": "action", "text": "x"}),
    ]
    for wrong, by, given in wrongs:
        with pytest.raises(wrong):
            say(walk, by=by, at=now(), **given)
    assert not Sentence.objects.exists()


def test_only_the_coach_of_it_opens_the_page(
    phone: Phone, walk: Trajectory, jonas: Person, mara: Person, tomas: Person, amina: Person, next_door: NextDoor
) -> None:
    assert phone(jonas).get(page_of(walk, jonas)).status_code == 404
    assert phone(tomas).get(page_of(walk, jonas)).status_code == 404
    assert phone(next_door.coach).post(page_of(walk, jonas), {"kind": "action", "text": "x"}).status_code == 404
    assert phone(mara).get(page_of(walk, amina)).status_code == 404
    assert phone(mara).get(page_of(next_door.trajectory, next_door.client)).status_code == 404
    assert not Sentence.objects.exists()


def test_a_sentence_cannot_break_out_of_the_mail(post: Post, walk: Trajectory, mara: Person, call_ann: Action) -> None:
    say(walk, by=mara, at=now(), kind="action", text="<b>Now</b>\r\nBcc: x@example.com")
    round_at(WEDNESDAY)
    (letter,) = post.letters
    assert "&lt;b&gt;Now" in letter.html
    assert letter.mail["Bcc"] is None


def test_every_kind_is_previewed_in_a_known_number_of_statements(
    walk: Trajectory,
    mara: Person,
    jonas: Person,
    call_ann: Action,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(40):
        shown = previews(walk, jonas, coach=mara, at=WEDNESDAY)
    assert {each.kind for each in shown if each.is_real} >= {"action", "check_in"}


def test_with_the_trajectory_it_is_erased(walk: Trajectory, mara: Person, jonas: Person) -> None:
    say(walk, by=mara, at=now(), kind="action", text="Jonas, your drinking:")
    walk.erase(by=mara, at=now())
    assert Sentence.objects.get().text == ""
