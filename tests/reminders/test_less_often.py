"""Less often, of what somebody asked for themselves: every other one, or on the days they choose."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.test import Client

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.refusal import NotUnderstood
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.reminders.claim import Claim
from handrail.reminders.sweep import sweep
from handrail.trajectory.habit import Habit
from handrail.trajectory.measure import Cadence, Measure
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock

Phone = Callable[[Person], Client]
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def asks_daily(jonas: Person, daily_days: str = "1234567") -> None:
    Choice.choose(
        jonas, by=jonas, at=now(), channel="email", hour=1080, days="1234567", quiet_from=1260, quiet_until=480,
        a_week=3, report_day=7, daily_at=600, daily_days=daily_days,
    )  # fmt: skip


def days_of(kind: str, clock: Clock, jonas: Person, *, days: int = 14, answers: bool = True) -> list[str]:
    """On which days something of this kind was said, as the weeks go by, to somebody who is there."""
    for _ in range(days):
        sweep(at=clock.go(hours=4))
        if answers:
            Claim.objects.sent().filter(answered_at=None).update(answered_at=now())
        clock.go(hours=20)
    return [
        f"{each:%a}"
        for each in Claim.objects.sent().filter(kind=kind).order_by("moment").values_list("moment", flat=True)
    ]


@pytest.fixture
def tea(walk: Trajectory, jonas: Person) -> Habit:
    return Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="A walk", days="135", cue_at=time(12))


def test_every_other_day_instead_of_every_day(walk: Trajectory, jonas: Person, clock: Clock) -> None:
    asks_daily(jonas)
    sweep(at=clock.go(hours=1))
    claim = Claim.objects.get(kind="check_in")
    assert Client().post(f"/a/{claim.token}/stop", {"what": "every_other"}).status_code == 303
    clock.go(hours=23)
    assert days_of("check_in", clock, jonas, days=6) == ["Mon", "Wed", "Fri", "Sun"]
    assert Claim.objects.filter(kind="check_in", reason="eased").count() == 3
    assert Choice.of(jonas).a_week == 3
    assert list(verify_all()) == []


def test_every_other_cue_of_a_habit_on_its_own_days(tea: Habit, jonas: Person, clock: Clock) -> None:
    Choice.less_often(jonas, by=jonas, at=now(), kind="habit")
    assert days_of("habit", clock, jonas) == ["Mon", "Fri", "Wed"]


def test_two_habits_take_turns_by_themselves(tea: Habit, walk: Trajectory, jonas: Person, clock: Clock) -> None:
    Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Stretch", days="1234567", cue_at=time(12))
    Choice.less_often(jonas, by=jonas, at=now(), kind="habit")
    days_of("habit", clock, jonas)
    said = Claim.objects.sent().filter(kind="habit")
    assert sorted(said.filter(object_id=tea.pk).values_list("moment", flat=True)) == [
        date(2026, 3, 2), date(2026, 3, 6), date(2026, 3, 11),
    ]  # fmt: skip
    assert said.exclude(object_id=tea.pk).count() == 7


def test_the_number_of_the_day_keeps_company_with_the_check_in(walk: Trajectory, jonas: Person, clock: Clock) -> None:
    asks_daily(jonas)
    Measure.add(walk, by=jonas, at=now(), coachee=jonas, name="Pages", cadence=Cadence.DAILY, target=Decimal(3))
    Choice.less_often(jonas, by=jonas, at=now(), kind="daily_measure")
    days = days_of("check_in", clock, jonas, days=8)
    assert days == ["Mon", "Wed", "Fri", "Sun"]
    assert [
        f"{each:%a}"
        for each in Claim.objects.sent()
        .filter(kind="daily_measure")
        .order_by("moment")
        .values_list("moment", flat=True)
    ] == days
    assert Claim.objects.sent().filter(kind="check_in").values("message_id").distinct().count() == 4


def test_the_check_in_comes_on_the_days_that_were_chosen(walk: Trajectory, jonas: Person, clock: Clock) -> None:
    asks_daily(jonas, "15")
    assert days_of("check_in", clock, jonas) == ["Mon", "Fri", "Mon", "Fri"]
    with pytest.raises(NotUnderstood):
        asks_daily(jonas, "51")


def test_who_asked_for_less_and_then_for_all_again_gets_all_again(tea: Habit, jonas: Person, clock: Clock) -> None:
    Choice.less_often(jonas, by=jonas, at=now(), kind="habit")
    Choice.resume(jonas, by=jonas, at=now())
    assert days_of("habit", clock, jonas, days=7) == ["Mon", "Wed", "Fri"]


def test_a_prompt_is_not_eased_as_if_it_had_been_asked_for(
    walk: Trajectory, jonas: Person, call_ann: object, clock: Clock
) -> None:
    sweep(at=clock.to(datetime(2026, 3, 4, 17, tzinfo=UTC)))
    claim = Claim.objects.get(kind="action")
    page = Client().get(f"/a/{claim.token}/stop").content.decode()
    assert "at most one a week" in page
    assert "every other" not in page
    assert Client().post(f"/a/{claim.token}/stop", {"what": "every_other"}).status_code == 200
    assert not Choice.objects.exists()


def test_the_page_asks_for_days_and_shows_what_comes_every_other_time(phone: Phone, tea: Habit, jonas: Person) -> None:
    Choice.less_often(jonas, by=jonas, at=now(), kind="habit")
    page = phone(jonas).get("/me/reminders").content.decode()
    assert "Every other time" in page
    assert "The check-in comes on" in page
    chosen = {
        "channel": "email", "hour": "1170", "days": ["1", "3"], "a_week": "2", "quiet_from": "1260",
        "quiet_until": "420", "report_day": "5", "daily_at": "480", "daily_days": ["2", "4"],
    }  # fmt: skip
    assert phone(jonas).post("/me/reminders", chosen).status_code == 302
    assert Choice.of(jonas).daily_days == "24"
