"""What a client typed about a session is there again when it could not be kept, and nothing is taken for done."""

import pytest
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.guest import Guest
from handrail.trajectory.session import Session, Side, State
from tests.web.coach.paths import Phone, words

TOO_MUCH = "Lena, " * 100


def at(name: str, session: Session) -> str:
    return reverse(f"coachee:{name}", args=[session.pk])


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("session-guests", {"name": "Lena", "hears": "anything"}, 'value="Lena"'),
        ("session-moment", {"day": "2026-03-20", "time": "half past"}, 'value="half past"'),
        ("cancellation", {"reason": TOO_MUCH * 20}, TOO_MUCH),
    ],
)
def test_what_was_refused_stays_in_its_form(
    phone: Phone, jonas: Person, first_session: Session, name: str, typed: dict[str, str], kept: str
) -> None:
    answer = phone(jonas).post(at(name, first_session), {**typed, "key": "one"})
    assert answer.status_code == 422, "no device takes it for done"
    assert kept in words(answer)
    assert 'class="more" open' in words(answer)
    assert not Guest.objects.exists()
    assert Session.objects.get(pk=first_session.pk).state == State.SCHEDULED


def test_of_a_session_that_was_cancelled_meanwhile_the_words_stand_above_it(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    first_session.cancel(by=mara, at=now(), side=Side.COACH)
    answer = phone(jonas).post(at("session-guests", first_session), {"name": "Lena", "hears": "part", "key": "one"})
    assert answer.status_code == 422
    assert "You had typed: Lena" in words(answer)


def test_why_a_session_falls_out_is_kept_also_when_the_coach_cancelled_it_a_moment_ago(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    first_session.cancel(by=mara, at=now(), side=Side.COACH)
    device = phone(jonas)
    assert device.post(at("cancellation", first_session), {"reason": "The shift was changed"}).status_code == 302
    first_session.refresh_from_db()
    assert (first_session.reason, first_session.side) == ("The shift was changed", Side.COACH)
    answer = device.post(at("cancellation", first_session), {"reason": "And I am ill", "key": "two"})
    assert answer.status_code == 422
    assert "And I am ill" in words(answer)


def test_a_coach_s_guest_stays_in_the_form_too(phone: Phone, mara: Person, first_session: Session) -> None:
    answer = phone(mara).post(
        reverse("coach:session-guests", args=[first_session.pk]), {"name": "Lena", "hears": "anything", "key": "one"}
    )
    assert answer.status_code == 422
    assert 'value="Lena"' in words(answer)
    assert not Guest.objects.exists()
