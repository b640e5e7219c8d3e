"""The whole way on one page; the numbers are the coach's as well."""

import re
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.goal import Goal
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from tests.web.coachee.paths import Phone, at, words


def test_jonas_and_mara_count_alike(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session
) -> None:
    first_session.start(by=mara, at=now()).hold(by=mara, at=now())
    his = words(phone(jonas).get(at("map", walk)))
    hers = words(phone(mara).get(f"/coach/trajectories/{walk.pk}"))
    landings = [
        re.findall(r"<strong>(Session \d+)</strong> <span class=\"when\">(\d+ \w+)", page) for page in (his, hers)
    ]
    assert landings[0] == landings[1]
    assert landings[0]
    assert f"1 of {Whole.of(walk, jonas, at=now()).plan.total} sessions held" in his
    assert "You are here" in his


def test_weeks_stand_there_with_their_percentages(phone: Phone, jonas: Person, walk: Trajectory, sleep: Goal) -> None:
    week = WeeklyGoal.propose(sleep, by=jonas, at=now(), text="Lights out at ten")
    week.review(by=jonas, at=now(), percent=70)
    assert "70 %" in words(phone(jonas).get(at("map", walk)))


def test_the_map_costs_the_same_however_long_the_way(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session
) -> None:
    browser = phone(jonas)
    browser.get(at("map", walk))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as statements:
            browser.get(at("map", walk))
        counts.append(len(statements))
        for number in range(8):
            Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=number + 1))
    assert counts[0] == counts[1]
