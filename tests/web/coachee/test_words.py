"""A word from the coach on the client's pages: found on Today, read, answered [79, 82]; and no trace of why [115]."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.handling import Handling
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import Clock
from tests.web.history.conftest import consents

Phone = Callable[[Person], Client]
WORD = "I was thinking of the walk along the canal. How are you?"


@pytest.fixture
def word(walk: Trajectory, mara: Person, jonas: Person) -> Outreach:
    consents(jonas)
    because = Handling.of(walk, kind="completion_falling", evidence=":12:0", coachee=jonas)
    return because.reach_out(by=mara, at=now(), text=WORD)


def shown(device: Client, address: str) -> str:
    answer = device.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_today_leads_to_the_word_and_the_answer_goes_back(
    phone: Phone, word: Outreach, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    words = reverse("coachee:words", args=[walk.pk])
    assert "Mara wrote to you" in shown(phone(jonas), reverse("coachee:today"))
    assert WORD in shown(phone(jonas), words)
    answer = phone(jonas).post(reverse("coachee:reply", args=[word.pk]), {"text": "Slowly, and gladly."})
    assert answer["Location"] == words
    assert "Slowly, and gladly." in shown(phone(jonas), words)
    assert "Mara wrote to you" not in shown(phone(jonas), reverse("coachee:today"))
    assert "Slowly, and gladly." in shown(phone(mara), reverse("coach:words", args=[walk.pk]))


def test_after_a_week_today_leaves_them_in_peace(phone: Phone, word: Outreach, jonas: Person, clock: Clock) -> None:
    clock.go(days=8)
    assert "Mara wrote to you" not in shown(phone(jonas), reverse("coachee:today"))


def test_no_page_of_the_client_says_why_it_was_sent(
    phone: Phone, word: Outreach, walk: Trajectory, jonas: Person
) -> None:
    pages = [
        reverse("coachee:today"), reverse("coachee:words", args=[walk.pk]), reverse("history:timeline", args=[walk.pk]),
        reverse("history:as-it-was", args=[walk.pk]),
        reverse("history:versions", args=[walk.pk, "outreach", word.pk]),
    ]  # fmt: skip
    for address in pages:
        page = shown(phone(jonas), address)
        for trace in ("completion_falling", "signal", "handling", "Something was done"):
            assert trace not in page, (address, trace)
    assert WORD in shown(phone(jonas), reverse("history:timeline", args=[walk.pk]))


def test_the_coach_s_timeline_says_what_was_done_about_what(
    phone: Phone, word: Outreach, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    kept = Handling.of(walk, kind="silence", evidence=":12:0", coachee=jonas)
    kept.dismiss(by=mara, at=now(), reason="He is at sea")
    page = shown(phone(mara), reverse("history:timeline", args=[walk.pk]))
    for told in ("found a signal not needed", "Silence", "He is at sea", "sent a word", WORD):
        assert told in page, told


def test_a_refused_answer_is_given_back_in_its_place(phone: Phone, word: Outreach, jonas: Person) -> None:
    address = reverse("coachee:reply", args=[word.pk])
    answer = phone(jonas).post(address, {"text": "x" * 4001})
    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()
    assert phone(jonas).post(address, {"text": " "}).status_code == 422


def test_others_of_a_group_and_strangers_find_nothing(phone: Phone, mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    for person in (jonas, amina):
        consents(person)
    word = Outreach.send(group, by=mara, at=now(), coachee=jonas, text=WORD)
    words = reverse("coachee:words", args=[group.pk])
    assert WORD in shown(phone(jonas), words)
    assert WORD not in shown(phone(amina), words)
    assert "Mara wrote" not in shown(phone(amina), reverse("coachee:today"))
    assert phone(amina).post(reverse("coachee:reply", args=[word.pk]), {"text": "Me too"}).status_code == 404
    assert phone(mara).post(reverse("coachee:reply", args=[word.pk]), {"text": "Me too"}).status_code == 404
