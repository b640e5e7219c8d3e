"""How somebody is reminded is theirs to choose, and their coach sees a choice."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.trajectory.trajectory import Trajectory
from tests.reminders.conftest import walk

__all__ = ["walk"]
Phone = Callable[[Person], Client]
CHOSEN = {
    "channel": "email", "hour": "1170", "days": ["1", "3"], "a_week": "2", "quiet_from": "1260", "quiet_until": "420",
    "report_day": "5", "daily_at": "480",
}  # fmt: skip


def test_a_client_chooses_hour_days_and_how_often(phone: Phone, walk: Trajectory, jonas: Person) -> None:
    device = phone(jonas)
    assert device.get("/me/reminders").status_code == 200
    assert device.post("/me/reminders", CHOSEN).status_code == 302
    choice = Choice.of(jonas)
    assert (choice.hour, choice.days, choice.a_week, choice.report_day, choice.daily_at) == (1170, "13", 2, 5, 480)
    page = device.get("/me/reminders").content.decode()
    assert '<option value="1170" selected>19:30</option>' in page


def test_an_hour_within_the_quiet_hours_and_no_day_at_all_are_asked_again(
    phone: Phone, walk: Trajectory, jonas: Person
) -> None:
    wrongs: list[dict[str, object]] = [
        {"hour": "1320"}, {"days": []}, {"daily_at": "60"}, {"a_week": "9"}, {"channel": "apprise"},
    ]  # fmt: skip
    for wrong in wrongs:
        assert phone(jonas).post("/me/reminders", CHOSEN | wrong).status_code == 422
    assert not Choice.objects.exists()


def test_stopped_put_off_and_all_of_it_again(phone: Phone, walk: Trajectory, jonas: Person) -> None:
    device = phone(jonas)
    device.post("/me/reminders/rest", {"until": "2026-03-20"})
    device.post("/me/reminders/rest", {"what": "stop"})
    choice = Choice.of(jonas)
    assert (choice.stopped, choice.later_until) == (True, date(2026, 3, 20))
    assert "All of them again" in device.get("/me/reminders").content.decode()
    device.post("/me/reminders/rest", {"what": "again"})
    assert not Choice.of(jonas).stopped
    assert device.post("/me/reminders/rest", {}).status_code == 422


def test_the_coach_sees_the_choice_and_can_hold_back_what_goes_out_in_their_name(
    phone: Phone, walk: Trajectory, jonas: Person, mara: Person, tomas: Person
) -> None:
    Choice.less_often(jonas, by=jonas, at=now())
    here = f"/coach/trajectories/{walk.pk}/reminders"
    assert "at most 1 in seven days" in phone(mara).get(here).content.decode()
    phone(mara).post(f"{here}/{jonas.pk}", {"held": "on"})
    assert Choice.of(jonas).held
    assert "held them back" in phone(jonas).get("/me/reminders").content.decode()
    phone(mara).post(f"{here}/{jonas.pk}", {})
    assert not Choice.of(jonas).held
    assert phone(mara).post(f"{here}/{tomas.pk}", {"held": "on"}).status_code == 404
