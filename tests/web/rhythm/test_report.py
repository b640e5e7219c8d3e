"""Jonas tells Mara how the week was, and she answers in two clicks."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn, open_period
from handrail.trajectory.goal import Goal
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win
from tests.cast import begin
from tests.clock import Clock
from tests.web.coachee.paths import TODAY, Phone, at, words

MONDAY = "2026-03-02"


@pytest.fixture
def week(jonas: Person, sleep: Goal, clock: Clock, call_ann: Action, walk: Trajectory) -> WeeklyGoal:
    """A week of Jonas's, until its Friday: ticked four times of five, called Ann, slept better."""
    week = WeeklyGoal.propose(sleep, by=jonas, at=now(), text="Phone in the kitchen")
    hours = Measure.add(walk, by=jonas, at=now(), coachee=jonas, name="Sleep", unit="h")
    MeasureEntry.record(hours, by=jonas, at=now(), value=Decimal("6.5"), remark="Windows open.")
    for day in range(5):
        Tick.put(week, by=jonas, at=now(), kept=day != 2)
        if day < 4:
            clock.go(days=1)
    call_ann.complete(by=jonas, at=now(), remark="She laughed.")
    CheckIn.submit(walk, by=jonas, at=now(), kind="daily", line="Slept like a stone")
    return week


def report_of(trajectory: Trajectory) -> str:
    return at("report", trajectory)


def said(**more: str) -> dict[str, str]:
    return {"period_on": MONDAY, "moved": "I said no to Ann.", "stuck": "", "next_step": "", **more}


def test_it_writes_itself_from_the_week(phone: Phone, jonas: Person, walk: Trajectory, week: WeeklyGoal) -> None:
    page = words(phone(jonas).get(report_of(walk)))
    assert "I did what I had agreed: “Call Ann about the evening shift”. She laughed." in page
    assert "“Phone in the kitchen” on 4 of 5 days." in page
    assert "Slept like a stone" in page
    assert "Sleep: 6.5 h. Windows open." in page
    assert "We meet on" not in page, "the only session has been"
    assert f'name="percent-{week.pk}" value="80"' in page


def test_a_goal_that_goes_on_is_told_of_and_not_looked_back_on_yet(
    phone: Phone, jonas: Person, walk: Trajectory, sleep: Goal, clock: Clock
) -> None:
    clock.go(days=3)
    reading = WeeklyGoal.propose(sleep, by=jonas, at=now(), text="Read in the evening")
    Tick.put(reading, by=jonas, at=now())
    clock.go(days=1)
    browser = phone(jonas)
    page = words(browser.get(report_of(walk)))
    assert "“Read in the evening” on 1 of 1 day." in page
    assert f"percent-{reading.pk}" not in page
    browser.post(report_of(walk), said())
    reading.refresh_from_db()
    assert reading.state == "agreed"


def test_what_is_private_never_gets_in(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, week: WeeklyGoal, first_session: Session
) -> None:
    for question, visibility in (("What stays here?", "private"), ("What went well?", "shared")):
        asked = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question=question, session=first_session)
        asked.submit(by=jonas, at=now(), text="Words", visibility=visibility)
    page = words(phone(jonas).get(report_of(walk)))
    assert "I answered “What went well?”" in page
    assert "What stays here?" not in page


def test_sent_it_stands_for_both_with_its_percentage_and_can_be_kept_as_a_win(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, week: WeeklyGoal
) -> None:
    browser = phone(jonas)
    sent = browser.post(report_of(walk), said(**{f"percent-{week.pk}": "70"}), follow=True)
    assert "Sent to Mara, with “I said no to Ann” in it." in words(sent)
    assert "Keep “I said no to Ann” as a win" in words(sent)
    week.refresh_from_db()
    assert (week.state, week.percent) == ("reviewed", 70)
    report = CheckIn.objects.get(kind="weekly")
    kept = browser.post(at("report-win", report), follow=True)
    assert "I said no to Ann" in words(kept)
    browser.post(at("report-win", report))
    assert Win.objects.count() == 1
    assert "as a win" not in words(browser.get(reverse("rhythm:check-in", args=[walk.pk, report.pk])))
    assert "I said no to Ann." in words(phone(mara).get(reverse("rhythm:check-ins", args=[walk.pk])))


def test_the_coach_finds_it_on_the_list_and_answers_in_two_clicks(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="I said no to Ann.", stuck="Sunday evening")
    desk = phone(mara)
    to_do = "Jonas Lind wrote how the week was"
    assert to_do in words(desk.get("/coach/"))
    assert "waits for a word" in words(desk.get(reverse("coach:trajectory", args=[walk.pk])))
    report = CheckIn.objects.get()
    # The first click: the line. The second: Send, with the words that stand there.
    page = desk.get(reverse("rhythm:check-in", args=[walk.pk, report.pk]))
    proposed = page.context["form"]["text"].value()
    assert "“I said no to Ann”" in proposed
    assert "“Sunday evening”" in proposed
    desk.post(reverse("rhythm:answer", args=[walk.pk, report.pk]), {"text": proposed})
    assert CheckIn.objects.get().reply == proposed
    assert to_do not in words(desk.get("/coach/"))
    assert "waits for a word" not in words(desk.get(reverse("coach:trajectory", args=[walk.pk])))
    assert "Mara answered you" in words(phone(jonas).get(TODAY))
    assert "I said no to Ann" in words(phone(jonas).get(reverse("rhythm:check-in", args=[walk.pk, report.pk])))


def test_only_the_coach_answers(phone: Phone, tomas: Person, mara: Person, jonas: Person, walk: Trajectory) -> None:
    CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="I said no to Ann.")
    answer = reverse("rhythm:answer", args=[walk.pk, CheckIn.objects.get().pk])
    for who in (jonas, tomas):
        assert phone(who).post(answer, {"text": "Well done, me"}).status_code == 404
    refused = phone(mara).post(answer, {"text": "  "})
    assert refused.status_code == 422
    assert CheckIn.objects.get().reply == ""


def test_nothing_that_is_typed_is_lost(phone: Phone, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    browser = phone(jonas)
    page = browser.get(report_of(walk))
    place = page.context["form"].fields["stuck"].widget.attrs["data-draft-url"]
    browser.post(place, {"text": "The evenings are long", "base": ""})
    assert "The evenings are long" in words(browser.get(report_of(walk)))
    too_long = browser.post(report_of(walk), said(moved="so " * 2_000, stuck="The evenings", period_on=_open(jonas)))
    assert too_long.status_code == 422
    assert ("so " * 2_000).strip() in words(too_long)
    clock.go(days=4)
    assert "The evenings are long" in words(browser.get(report_of(walk))), "of the week before, and not sent"
    assert parse_qs(urlsplit(place).query)["place"][0].endswith(":stuck")


def _open(jonas: Person) -> str:
    return open_period("weekly", jonas.today(now())).isoformat()


def test_two_devices_lose_no_word(phone: Phone, jonas: Person, walk: Trajectory, week: WeeklyGoal) -> None:
    browser = phone(jonas)
    base = browser.get(report_of(walk)).context["sheet"].base
    browser.post(report_of(walk), said(base=base, moved="From the phone"))
    second = browser.post(report_of(walk), said(base=base, moved="From the desk"))
    assert second.status_code == 409
    assert "From the phone" in words(second)
    assert "From the desk" in words(second)
    assert CheckIn.objects.get(kind="weekly").moved == "From the phone"
    browser.post(report_of(walk), said(base=second.context["sheet"].base, moved="From the desk"))
    assert CheckIn.objects.get(kind="weekly").moved == "From the desk"
    report = CheckIn.objects.get(kind="weekly")
    assert report.revision == 2
    versions = browser.get(reverse("history:versions", args=[walk.pk, "checkin", report.pk]))
    assert "From the phone" in words(versions), "nothing is ever written over"


def test_sent_as_the_week_turns_it_keeps_its_words(
    phone: Phone, jonas: Person, walk: Trajectory, week: WeeklyGoal, clock: Clock
) -> None:
    clock.go(days=7)
    late = phone(jonas).post(report_of(walk), said())
    assert late.status_code == 422
    assert "I said no to Ann." in words(late)
    assert 'name="period_on" value="2026-03-09"' in words(late)
    assert not CheckIn.objects.filter(kind="weekly").exists()


def test_written_in_a_tunnel_and_sent_as_the_week_has_turned_it_is_of_its_own_week(
    phone: Phone, jonas: Person, walk: Trajectory, week: WeeklyGoal, clock: Clock
) -> None:
    clock.go(days=7)
    waited = str(7 * 24 * 3600)
    sent = phone(jonas).post(report_of(walk), said(**{f"percent-{week.pk}": "70"}), HTTP_X_SECONDS_AGO=waited)
    assert sent.status_code == 302
    week.refresh_from_db()
    assert (CheckIn.objects.get(kind="weekly").period_on, week.percent) == (date(2026, 3, 2), 70)


def test_an_empty_one_and_impossible_numbers_are_refused(
    phone: Phone, jonas: Person, walk: Trajectory, week: WeeklyGoal
) -> None:
    browser = phone(jonas)
    assert "a single one is plenty" in words(browser.post(report_of(walk), said(moved=" ")))
    for number in ("101", "-1", "NaN", "7.5"):
        assert browser.post(report_of(walk), said(**{f"percent-{week.pk}": number})).status_code == 422
    assert not CheckIn.objects.filter(kind="weekly").exists(), "refused as a whole"


@pytest.mark.parametrize("period_on", ["9999-12-31", "0001-01-01"])
def test_a_week_beyond_all_years_is_this_week(
    phone: Phone, jonas: Person, walk: Trajectory, clock: Clock, period_on: str
) -> None:
    assert phone(jonas).post(report_of(walk), said(period_on=period_on)).status_code == 302
    assert CheckIn.objects.get().period_on == open_period("weekly", jonas.today(now()))


def test_today_says_it_in_one_line_until_it_is_sent_or_left_out(
    phone: Phone, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    browser = phone(jonas)
    line = "How the week was, for Mara"
    assert line not in words(browser.get(TODAY)), "it began today: there was no week before"
    clock.go(days=4)
    assert line in words(browser.get(TODAY))
    browser.post(at("report-omission", walk))
    assert line not in words(browser.get(TODAY))
    clock.go(days=7)
    page = words(browser.get(TODAY))
    assert page.count(line) == 1, "the newest alone"


def test_paused_nothing_is_asked(phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    clock.go(days=4)
    Measure.add(walk, by=jonas, at=now(), coachee=jonas, name="Hours of sleep")
    walk.pause(by=mara, at=now(), reason="client", resumes_on=date(2026, 3, 20))
    browser = phone(jonas)
    page = words(browser.get(TODAY))
    assert "How the week was" not in page
    assert "Hours of sleep" not in page
    clock.go(days=14)
    assert "How the week was" in words(browser.get(TODAY)), "the planned end of it has come"


@pytest.mark.parametrize("clients", [2, 6])
def test_the_coach_s_list_costs_the_same_for_two_reports_and_for_six(
    phone: Phone, mara: Person, jonas: Person, amina: Person, clients: int
) -> None:
    for _ in range(clients):
        trajectory = begin(mara, jonas)
        CheckIn.submit(trajectory, by=jonas, at=now(), kind="weekly", moved="So")
    desk = phone(mara)
    assert words(desk.get("/coach/")).count("wrote how the week was") == clients
    with CaptureQueriesContext(connection) as asked:
        page = words(desk.get("/coach/"))
    assert page.count("wrote how the week was") == clients
    assert len(asked) <= 6


def test_the_report_costs_the_same_after_a_long_week(
    phone: Phone, jonas: Person, walk: Trajectory, week: WeeklyGoal, sleep: Goal
) -> None:
    browser = phone(jonas)
    browser.get(report_of(walk))
    with CaptureQueriesContext(connection) as few:
        browser.get(report_of(walk))
    for number in range(8):
        more = WeeklyGoal.propose(sleep, by=jonas, at=now(), text=f"Thing {number}")
        Tick.put(more, by=jonas, at=now())
    with CaptureQueriesContext(connection) as many:
        browser.get(report_of(walk))
    assert len(few) == len(many)
