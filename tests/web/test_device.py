"""What the queue on a device is told: whose it is, where a redirect leads, and when a thing was done."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from handrail.ledger.entry import Entry
from handrail.lib.clock import now
from handrail.practice.consent import Consent
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.journeys.cast import consents

Phone = Callable[[Person], Client]


def agreed(walk: Trajectory, jonas: Person) -> Action:
    return Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Buy curtains", due_on=jonas.today(now()))


def test_what_waited_happened_when_it_was_done(phone: Phone, walk: Trajectory, jonas: Person) -> None:
    place = reverse("coachee:completion", args=[agreed(walk, jonas).pk])
    form = {"done": "on", "key": "k"}
    for ago in ("3600", "3700"):
        answer = phone(jonas).post(place, form, headers={"X-For": str(jonas.pk), "X-Seconds-Ago": ago})
        assert (answer.status_code, answer["X-Leads-To"]) == (204, f"/my/#action-{Action.objects.get().pk}")
    entry = Entry.objects.get(verb="action.completed")
    assert (entry.recorded_at, entry.happened_at) == (now(), now() - timedelta(hours=1))


def test_no_clock_is_believed_that_makes_no_sense(phone: Phone, walk: Trajectory, jonas: Person) -> None:
    action = agreed(walk, jonas)
    place = reverse("coachee:completion", args=[action.pk])
    for ago, done in (("-60", "on"), ("soon", "off"), ("9" * 30, "on"), ("٣", "off")):
        headers = {"X-For": str(jonas.pk), "X-Seconds-Ago": ago}
        assert phone(jonas).post(place, {"done": done}, headers=headers).status_code == 204
    told = Entry.objects.filter(subject_id=action.pk)
    assert {entry.happened_at for entry in told} == {now()}


def test_what_is_meant_for_one_is_not_done_by_another(
    phone: Phone, walk: Trajectory, jonas: Person, mara: Person
) -> None:
    place = reverse("coachee:completion", args=[agreed(walk, jonas).pk])
    for device in (Client(), phone(mara)):
        answer = device.post(place, {"done": "on"}, headers={"X-For": str(jonas.pk)})
        assert (answer.status_code, answer.content) == (401, b"")
    assert phone(jonas).post(place, {"done": "on"}, headers={"X-For": str(mara.pk)}).status_code == 401
    assert Action.objects.get().state == "agreed"


def test_a_refusal_that_would_be_a_message_is_told_in_words(phone: Phone, walk: Trajectory, jonas: Person) -> None:
    action = agreed(walk, jonas)
    action.release(by=jonas, at=now(), reason="Not now")
    place = reverse("coachee:agreement", args=[action.pk])
    headers = {"X-For": str(jonas.pk), "X-Seconds-Ago": "60"}
    device = phone(jonas)
    answer = device.post(place, {"agreed": "on"}, headers=headers)
    assert answer.status_code == 422
    assert "moved on meanwhile" in answer.content.decode()
    assert "moved on meanwhile" not in device.get("/my/").content.decode()


def test_without_a_yes_nothing_is_taken_and_nothing_is_lost(phone: Phone, walk: Trajectory, jonas: Person) -> None:
    action = agreed(walk, jonas)
    for yes in Consent.objects.filter(person=jonas):
        yes.withdraw(by=jonas, at=now())
    answer = phone(jonas).post(
        reverse("coachee:completion", args=[action.pk]), {"done": "on"}, headers={"X-For": str(jonas.pk)}
    )
    assert answer.status_code == 403


def test_what_is_fetched_unseen_takes_no_message_away(phone: Phone, walk: Trajectory, jonas: Person) -> None:
    device = phone(jonas)
    device.post(reverse("coachee:wins", args=[walk.pk]), {"text": "I called"})
    assert "It comes back when you look back" not in device.get("/my/", headers={"X-Unseen": "1"}).content.decode()
    assert "It comes back when you look back" in device.get("/my/").content.decode()


def test_every_answer_says_whose_it_is(phone: Phone, walk: Trajectory, jonas: Person) -> None:
    consents(jonas)
    device = phone(jonas)
    assert device.get("/my/")["X-Person"] == str(jonas.pk)
    assert device.get("/offline/token").json()["home"] == "/my/"
    assert Client().get("/sign-in")["X-Person"] == ""
    assert Client().get("/offline/token").json() == {"person": "", "home": "", "token": ""}


def test_the_shells_hold_nobody_s_words(phone: Phone, jonas: Person) -> None:
    for place in ("/offline", "/waiting"):
        assert jonas.name not in Client().get(place).content.decode()
    assert phone(jonas).get("/worker.js")["Content-Type"].startswith("text/javascript")
    manifest = Client().get("/manifest.webmanifest").json()
    assert {icon.get("purpose", "any") for icon in manifest["icons"]} == {"any", "maskable"}


def test_a_page_kept_since_yesterday_takes_the_check_in_of_today(
    phone: Phone, walk: Trajectory, jonas: Person, clock: Clock
) -> None:
    """Opened in the morning, on a train without a network."""
    consents(jonas)
    yesterday = jonas.today(now())
    clock.go(days=1)
    place = reverse("coachee:check-in", args=[walk.pk])
    form = {"energy": "7", "period_on": yesterday.isoformat(), "key": "k"}
    answer = phone(jonas).post(place, form, headers={"X-For": str(jonas.pk), "X-Seconds-Ago": "600"})
    assert answer.status_code == 204
    assert CheckIn.objects.get().period_on == jonas.today(now())
