"""Mara and the weeks: an experiment is expected, tried, looked back on, and done once more."""

from typing import Any

import pytest

from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.goal import Goal
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.clock import Clock
from tests.web.coach.paths import Phone, at, on_behalf_of, words


def proposed(**more: Any) -> dict[str, Any]:
    return {"text": "No phone in bed", "expectation": "Asleep by eleven", "agreed": "on", **more}


@pytest.fixture
def week(phone: Phone, mara: Person, sleep: Goal) -> WeeklyGoal:
    """Agreed by Mara and Jonas in the room."""
    phone(mara).post(at("weekly-goals", sleep), proposed())
    return WeeklyGoal.objects.get()


def test_agreed_together_it_is_the_clients_word_too(week: WeeklyGoal, jonas: Person) -> None:
    assert week.state == "agreed"
    assert on_behalf_of("weekly_goal.proposed") == jonas.pk
    assert (week.ends_on - week.starts_on).days == 6


def test_only_proposed_it_waits(phone: Phone, mara: Person, sleep: Goal) -> None:
    page = words(phone(mara).post(at("weekly-goals", sleep), proposed(agreed=""), follow=True))
    assert WeeklyGoal.objects.get().state == "proposed"
    assert "Waiting for Jonas" in page
    assert on_behalf_of("weekly_goal.proposed") is None


def test_a_week_that_ends_before_it_begins_is_refused_and_stays_typed(phone: Phone, mara: Person, sleep: Goal) -> None:
    days = {"starts_on": "2026-03-09", "ends_on": "2026-03-02"}
    answer = phone(mara).post(at("weekly-goals", sleep), proposed(**days))
    assert answer.status_code == 422
    assert "Asleep by eleven" in words(answer)
    assert 'value="2026-03-02"' in words(answer)


def test_what_was_learned_can_be_whole_at_nought_per_cent(phone: Phone, mara: Person, week: WeeklyGoal) -> None:
    phone(mara).post(at("weekly-goal-start", week))
    form = {"percent": "0", "happened": "It lay there", "learned": "The charger has to move out", "fit": "ambitious"}
    page = words(phone(mara).post(at("weekly-goal-review", week), form, follow=True))
    week.refresh_from_db()
    assert (week.state, week.percent) == ("reviewed", 0)
    assert "The charger has to move out" in page
    assert "a bit much" in page
    assert "failed" not in page.lower()
    assert "The charger has to move out" in words(phone(mara).get(at("wins", week.trajectory)))


@pytest.mark.parametrize("percent", ["101", "-1", "a lot", ""])
def test_a_number_that_is_no_percentage_loses_no_word(
    phone: Phone, mara: Person, week: WeeklyGoal, percent: str
) -> None:
    form = {"percent": percent, "happened": "Three nights", "learned": "Books help"}
    answer = phone(mara).post(at("weekly-goal-review", week), form)
    assert answer.status_code == 422
    assert "Three nights" in words(answer)
    assert "Books help" in words(answer)
    week.refresh_from_db()
    assert week.state == "agreed"


def test_once_more_lines_up_with_the_week_before(
    phone: Phone, mara: Person, week: WeeklyGoal, clock: Clock, jonas: Person
) -> None:
    phone(mara).post(at("weekly-goal-review", week), {"percent": "40", "learned": "Books help"})
    clock.go(days=7)
    phone(mara).post(at("weekly-goal-repetition", week))
    second = WeeklyGoal.objects.get(follows=week)
    assert on_behalf_of("weekly_goal.proposed") == jonas.pk
    phone(mara).post(at("weekly-goal-review", second), {"percent": "70", "learned": ""})
    page = words(phone(mara).get(at("weekly-goal", second)))
    assert "M4 60L96 30" in page
    assert page.index('<td class="number">40 %</td>') < page.index('<td class="number">70 %</td>')


def test_adjusting_keeps_both_when_two_do_it(
    phone: Phone, mara: Person, jonas: Person, week: WeeklyGoal, clock: Clock
) -> None:
    seen = fingerprint(week.text)
    week.adjust(by=jonas, at=clock.now, text="Phone in the hall", expectation="")
    form = {"text": "Phone in the kitchen", "expectation": "", "base": seen}
    answer = phone(mara).post(at("weekly-goal-adjustment", week), form)
    assert answer.status_code == 409
    assert "Phone in the hall" in words(answer)
    assert "Phone in the kitchen" in words(answer)
    phone(mara).post(at("weekly-goal-adjustment", week), {**form, "base": fingerprint("Phone in the hall")})
    week.refresh_from_db()
    assert week.text == "Phone in the kitchen"
