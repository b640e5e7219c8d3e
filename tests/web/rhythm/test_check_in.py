"""Jonas checks in: a few taps, and no backlog."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.cast import begin
from tests.clock import Clock
from tests.web.coachee.paths import ODD, TODAY, Phone, at, words


@pytest.fixture
def week(jonas: Person, sleep: Goal) -> WeeklyGoal:
    return WeeklyGoal.propose(sleep, by=jonas, at=now(), text="Phone in the kitchen")


@pytest.fixture
def walking(walk: Trajectory, jonas: Person) -> Habit:
    return Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk at noon")


def test_a_tap_for_each_thing_one_for_the_energy_and_send(
    phone: Phone, jonas: Person, walk: Trajectory, week: WeeklyGoal, walking: Habit
) -> None:
    browser = phone(jonas)
    page = words(browser.get(at("check-in", walk)))
    assert "Phone in the kitchen" in page
    assert "Walk at noon" in page
    # What a thumb does: two things, a number, Send. Four taps.
    taps = {f"tick-{week.pk}": "yes", f"tick-{walking.pk}": "no", "energy": "6"}
    answer = browser.post(at("check-in", walk), taps, follow=True)
    assert len(taps) + 1 <= 4
    assert "Kept today: “Phone in the kitchen”." in words(answer)
    assert {(tick.weekly_goal or tick.habit, tick.kept) for tick in Tick.objects.all()} == {
        (week, True),
        (walking, False),
    }
    assert CheckIn.objects.get().energy == 6
    assert "checked" in words(browser.get(at("check-in", walk))), "what was said is there to be changed"


def test_leaving_it_out_is_one_tap_and_the_page_stays(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    browser = phone(jonas)
    assert "That is fine" in words(browser.post(at("check-in-omission", walk), follow=True))
    assert CheckIn.objects.get().state == "skipped"
    assert browser.get(at("check-in", walk)).status_code == 200


def test_a_bad_day_is_met_kindly(phone: Phone, jonas: Person, walk: Trajectory, week: WeeklyGoal) -> None:
    page = words(phone(jonas).post(at("check-in", walk), {f"tick-{week.pk}": "no", "energy": "2"}, follow=True))
    assert "nothing is lost" in page


def test_a_page_left_open_over_midnight_keeps_its_words(
    phone: Phone, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    browser, yesterday = phone(jonas), jonas.today(now())
    clock.go(days=1)
    late = browser.post(at("check-in", walk), {"period_on": yesterday.isoformat(), "line": ODD})
    assert late.status_code == 422
    assert "A new one has opened" in words(late)
    assert "🧗🏽‍♀️ مرحبا &lt;b&gt;" in words(late)
    assert not CheckIn.objects.exists()
    again = browser.post(at("check-in", walk), {"period_on": jonas.today(now()).isoformat(), "line": ODD})
    assert again.status_code == 302


def test_what_waited_on_a_phone_without_a_network_belongs_to_its_own_day(
    phone: Phone, jonas: Person, walk: Trajectory, week: WeeklyGoal, clock: Clock
) -> None:
    """It was made on the Wednesday, on the page that was kept on the Monday; or on that Monday itself."""
    made = {"period_on": "2026-03-02", f"tick-{week.pk}": "yes", "line": "In the tunnel"}
    clock.go(days=8)
    browser, hours = phone(jonas), 8 * 24
    for ago, day in ((hours - 40, date(2026, 3, 4)), (hours, date(2026, 3, 2))):
        sent = browser.post(at("check-in", walk), made, HTTP_X_SECONDS_AGO=str(ago * 3600))
        assert sent.status_code == 302
        assert CheckIn.objects.filter(period_on=day).exists()
        assert Tick.objects.filter(weekly_goal=week, ticked_on=day).exists()
    assert CheckIn.objects.count() == Tick.objects.count() == 2


def test_a_line_that_is_too_long_comes_back_whole(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    long = "so " * 400
    refused = phone(jonas).post(at("check-in", walk), {"line": long, "energy": "11"})
    assert refused.status_code == 422
    assert long.strip() in words(refused)


def test_yesterday_is_not_asked_for(phone: Phone, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    clock.go(days=6)
    page = words(phone(jonas).get(TODAY))
    assert page.count("Check in<") == 1
    assert "missed" not in page


def test_somebody_else_s_things_cannot_be_ticked(
    phone: Phone, mara: Person, jonas: Person, amina: Person, walk: Trajectory
) -> None:
    hers = Habit.add(begin(mara, amina), by=amina, at=now(), coachee=amina, text="Swim")
    browser = phone(jonas)
    assert browser.post(at("check-in", walk), {f"tick-{hers.pk}": "yes", "line": "Hm"}).status_code == 302
    assert not Tick.objects.exists()
    assert phone(amina).post(at("check-in", walk), {"line": "Hm"}).status_code == 404


def test_in_a_group_each_sees_only_their_own(phone: Phone, mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    CheckIn.submit(group, by=jonas, at=now(), kind="daily", line="Slept in the car")
    CheckIn.submit(group, by=amina, at=now(), kind="daily", line="Swam far")
    said = reverse("rhythm:check-ins", args=[group.pk])
    assert "Swam far" not in words(phone(jonas).get(said))
    both = words(phone(mara).get(said))
    assert "Swam far" in both
    assert "Slept in the car" in both
    his = CheckIn.objects.get(coachee=jonas)
    for who, status in ((amina, 404), (jonas, 200), (mara, 200)):
        assert phone(who).get(reverse("rhythm:check-in", args=[group.pk, his.pk])).status_code == status


def test_two_trajectories_have_a_check_in_each(
    phone: Phone, tomas: Person, jonas: Person, walk: Trajectory, week: WeeklyGoal
) -> None:
    other = begin(tomas, jonas)
    browser = phone(jonas)
    assert browser.get("/my/check-in")["Location"] == at("check-in", other)
    assert "Phone in the kitchen" not in words(browser.get(at("check-in", other)))
    assert "Phone in the kitchen" in words(browser.get(at("check-in", walk)))


def test_the_day_is_the_client_s_own(phone: Phone, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    """Half past ten in the evening in Amsterdam is the next day already in Tokyo."""
    clock.go(hours=12)
    browser = phone(jonas)
    browser.post(at("check-in", walk), {"line": "Late"})
    jonas.move(by=jonas, at=now(), zone="Asia/Tokyo")
    browser.post(at("check-in", walk), {"line": "Early"})
    assert [said.period_on for said in CheckIn.objects.order_by("pk")] == [date(2026, 3, 2), date(2026, 3, 3)]


@pytest.mark.parametrize("days", [3, 25])
def test_the_list_costs_the_same_for_a_few_and_for_many(
    phone: Phone, jonas: Person, walk: Trajectory, walking: Habit, clock: Clock, days: int
) -> None:
    for _ in range(days):
        CheckIn.submit(walk, by=jonas, at=now(), kind="daily", energy=5, line="So", ticks={walking.pk: True})
        clock.go(days=1)
    browser = phone(jonas)
    browser.get(TODAY)
    with CaptureQueriesContext(connection) as asked:
        page = words(browser.get(reverse("rhythm:check-ins", args=[walk.pk])))
    assert page.count("Kept: Walk at noon") == days
    assert len(asked) == 7
    assert "<svg" in page, "energy over time"


def test_what_is_older_stands_on_the_next_page(phone: Phone, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    first = jonas.today(now())
    for _ in range(33):
        CheckIn.submit(walk, by=jonas, at=now(), kind="daily", line="So")
        clock.go(days=1)
    browser, said = phone(jonas), reverse("rhythm:check-ins", args=[walk.pk])
    page = words(browser.get(said))
    oldest = first + timedelta(days=3)
    assert f"?before={oldest}" in page
    assert words(browser.get(f"{said}?before={oldest}")).count("<time") == 3
    assert browser.get(f"{said}?before=nonsense").status_code == 200
    assert date(2026, 3, 2) == first
