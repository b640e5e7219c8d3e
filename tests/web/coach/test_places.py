"""From each signal one click leads to the thing itself; and the thing is there [113]."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.signals.judged import Judged, Raised, judged_in
from handrail.signals.outreach_words import WORDS
from handrail.signals.signal import Kind, Signal
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.web.coach.places import PLACES, place_of
from tests.cast import begin
from tests.clock import Clock

Phone = Callable[[Person], Client]


def of(walk: Trajectory, mara: Person) -> Judged:
    return judged_in(walk.pk, mara, at=now())[0]


def raised(kind: Kind, ref: object = "") -> Raised:
    return Raised(Signal(kind, 0, ref=str(ref) if ref else ""), since=now().date())


def test_whatever_shows_has_a_place_or_a_word() -> None:
    assert set(Kind) == {*PLACES, *WORDS}
    assert set(Kind) - set(PLACES) == {Kind.SILENCE, Kind.SILENT_START, Kind.CHECKINS_MISSED}


@pytest.mark.parametrize("kind", PLACES)
def test_the_place_is_there_for_one_client_and_for_a_group(
    kind: Kind, phone: Phone, mara: Person, jonas: Person, amina: Person, walk: Trajectory
) -> None:
    for trajectory in (walk, begin(mara, jonas, amina)):
        place = place_of(raised(kind), of(trajectory, mara)) if kind != Kind.NOT_ATTEMPTING else None
        assert place is None or phone(mara).get(place.href.split("#")[0]).status_code == 200, kind


def test_what_it_is_about_is_opened_itself(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, first_session: Session, clock: Clock
) -> None:
    area = Domain.add(walk, by=jonas, at=now(), coachee=jonas, name="Moving")
    report = CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="The garden")
    week = WeeklyGoal.propose(sleep, by=jonas, at=now(), text="Lights out at eleven")
    week.review(by=jonas, at=clock.go(days=7), percent=0)
    again = week.again(by=jonas, at=now())
    led = of(walk, mara)
    things = {
        Kind.FLAT_3_WEEKS: (sleep, "Sleep through the night"), Kind.GOAL_UNREVIEWED: (sleep, 'id="review"'),
        Kind.NOT_ATTEMPTING: (week, str(again.pk)), Kind.LONG_CONTEMPLATION: (area, f'id="area-{area.pk}"'),
        Kind.NOTE_OPEN: (first_session, 'id="notes"'), Kind.REPORT_UNANSWERED: (report, "The garden"),
    }  # fmt: skip
    for kind, (row, sign) in things.items():
        place = place_of(raised(kind, row.pk), led)
        assert place
        assert sign in place.href + phone(mara).get(place.href.split("#")[0]).content.decode(), kind


def test_low_energy_leads_to_preparing_the_next_session_or_to_booking_one(
    mara: Person, walk: Trajectory, clock: Clock
) -> None:
    place = place_of(raised(Kind.ENERGY_LOW), of(walk, mara))
    assert place
    assert place.href.endswith("/sessions")
    booked = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=3))
    place = place_of(raised(Kind.ENERGY_LOW), of(walk, mara))
    assert place
    assert str(booked.pk) in place.href
