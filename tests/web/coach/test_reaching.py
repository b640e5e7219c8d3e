"""From a signal to a word in the client's hand: two clicks; and what else a coach does about it [79, 114, 115]."""

from collections.abc import Callable
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.signals.signal import Kind
from handrail.trajectory.action import Action
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.goal import Goal
from handrail.trajectory.handling import Handling
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.web.coach.reaching import Ways
from tests.cast import NextDoor, begin
from tests.web.history.conftest import consents

Phone = Callable[[Person], Client]
KEY = ":12:0"


def ways(walk: Trajectory, client: Person, kind: str = Kind.SILENCE, evidence: str = KEY) -> Ways:
    return Ways(walk.pk, kind, evidence, client.pk)


def shown(device: Client, address: str) -> str:
    answer = device.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_a_word_is_begun_with_a_thing_of_theirs_and_sent_with_one_press(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, call_ann: Action
) -> None:
    consents(jonas)
    address = ways(walk, jonas).words + "&back=/coach/"
    page = shown(phone(mara), address)
    assert "I was thinking of “Call Ann about the evening shift”." in page
    assert "by mail" in page
    answer = phone(mara).post(address, {"text": "How are you, Jonas?", "back": "/coach/"})
    assert answer["Location"] == "/coach/"
    word = Outreach.objects.get()
    assert (word.text, word.coachee, word.sent_at) == ("How are you, Jonas?", jonas, now())
    kept = Handling.objects.get()
    assert (kept.kind, kept.evidence, kept.state, kept.outreach, kept.coachee) == ("silence", KEY, "acted", word, jonas)
    assert "How are you, Jonas?" in shown(phone(mara), reverse("coach:words", args=[walk.pk]))


def test_the_goal_that_the_evidence_is_about_is_named(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, sleep: Goal
) -> None:
    page = shown(phone(mara), ways(walk, jonas, Kind.WEEK_6_HALF, f"{sleep.pk}:42:0").words)
    assert "“Sleep through the night”" in page


def test_of_a_week_with_too_much_in_it_something_of_that_week_is_named(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, sleep: Goal
) -> None:
    WeeklyGoal.propose(sleep, by=jonas, at=now(), text="Lights out at eleven")
    page = shown(phone(mara), ways(walk, jonas, Kind.OVERLOAD, ":42:0").words)
    assert "would “Lights out at eleven” be among them?" in page


def test_a_word_without_a_signal_is_only_a_word(phone: Phone, walk: Trajectory, mara: Person, jonas: Person) -> None:
    address = reverse("coach:words", args=[walk.pk])
    assert "Hello Jonas," in shown(phone(mara), address)
    form = {"text": "Enjoy the hills!", "key": "once"}
    assert phone(mara).post(address, form).status_code == 302
    assert phone(mara).post(address, form).status_code == 302
    assert Outreach.objects.count() == 1
    assert not Handling.objects.exists()


def test_a_word_that_was_refused_is_given_back(phone: Phone, walk: Trajectory, mara: Person, jonas: Person) -> None:
    address = ways(walk, jonas).words
    answer = phone(mara).post(address, {"text": "x" * 4001, "back": "/coach/"})
    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()
    assert 'value="/coach/"' in answer.content.decode()
    assert phone(mara).post(address, {"text": "  "}).status_code == 422
    assert not Outreach.objects.exists()


def test_who_has_not_said_yes_is_not_written_to(phone: Phone, mara: Person, amina: Person) -> None:
    waiting = draft_trajectory(by=mara, at=now(), coachees=[amina])
    address = ways(waiting, amina).words
    assert "Nobody to write to yet" in shown(phone(mara), address)
    phone(mara).post(address, {"text": "Hello"})
    assert not Outreach.objects.exists()


def test_in_a_group_one_says_to_whom(phone: Phone, mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    address = reverse("coach:words", args=[group.pk])
    assert phone(mara).post(address, {"text": "Hello"}).status_code == 422
    phone(mara).post(address, {"text": "Hello", "coachee": str(amina.pk)})
    phone(mara).post(ways(group, jonas).words, {"text": "Hello Jonas"})
    assert {(each.coachee, each.text) for each in Outreach.objects.all()} == {(amina, "Hello"), (jonas, "Hello Jonas")}
    page = shown(phone(mara), ways(group, jonas).words)
    assert "Hello Jonas" in page


@pytest.mark.parametrize(
    ("form", "state", "days"),
    [
        ({"state": "acted"}, "acted", 14),
        ({"state": "snoozed", "days": "1"}, "snoozed", 1),
        ({"state": "snoozed", "days": "7"}, "snoozed", 7),
        ({"state": "snoozed", "days": "900"}, "snoozed", 7),
        ({"state": "dismissed", "reason": "We spoke about it"}, "dismissed", 14),
    ],
)
def test_later_done_and_not_needed_let_it_rest_and_can_be_taken_back(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, form: dict[str, str], state: str, days: int
) -> None:
    device, address = phone(mara), ways(walk, jonas).signal
    answer = device.post(address, form | {"back": "/coach/"})
    assert answer["Location"] == "/coach/"
    kept = Handling.objects.get()
    assert kept.until is not None
    assert (kept.state, (kept.until - mara.today(now())).days) == (state, days)
    (said,) = get_messages(answer.wsgi_request)
    assert str(said).startswith("It rests until")
    device.post(said.extra_tags)
    back = Handling.objects.get()
    assert (back.state, back.until, back.coachee) == ("seen", None, jonas)


def test_not_needed_wants_a_reason_and_an_unknown_wish_is_none(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    address = ways(walk, jonas).signal
    (said,) = get_messages(phone(mara).post(address, {"state": "dismissed"}).wsgi_request)
    assert "Say in a few words why" in str(said)
    assert phone(mara).post(address, {"state": "exploded"}).status_code == 404
    assert phone(mara).post(ways(walk, jonas, "no_such_kind").signal, {"state": "acted"}).status_code == 404
    assert phone(mara).get(ways(walk, jonas, "no_such_kind").words).status_code == 404
    assert phone(mara).get(address).status_code == 405
    assert not Handling.objects.exists()


def test_nobody_else_comes_to_either(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, tomas: Person, ines: Person, next_door: NextDoor,
    amina: Person,
) -> None:  # fmt: skip
    for address in (ways(walk, jonas).words, ways(walk, jonas).signal):
        for somebody in (tomas, jonas, ines, next_door.coach):
            assert phone(somebody).post(address, {"text": "Hello", "state": "acted"}).status_code == 404
    # A client of another trajectory, or of another practice, cannot be named here.
    for stranger in (amina, next_door.client):
        assert phone(mara).post(ways(walk, stranger).words, {"text": "Hello"}).status_code == 404
        assert phone(mara).post(ways(walk, stranger).signal, {"state": "acted"}).status_code == 404
    assert not Outreach.objects.exists()
    assert not Handling.objects.exists()
