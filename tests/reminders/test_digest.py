"""Who needs their coach comes to the coach once a day, in the morning, and only when there is something new [114]."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from handrail.lib.clock import now
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.reminders import sweep as sweeping
from handrail.reminders.choice import Choice
from handrail.reminders.sweep import weigh
from handrail.reminders.wall import Walls
from handrail.signals import judged as reading
from handrail.signals.handful import MOST
from handrail.signals.judged import judged
from handrail.signals.read import read
from handrail.trajectory.handling import Handling
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import Clock
from tests.post import Post
from tests.reminders.conftest import outcomes, round_at

Phone = Callable[[Person], Client]
# A week and more without a word; eight in the morning in Amsterdam.
TUESDAY = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)


def letters(post: Post, mara: Person) -> list[str]:
    return [letter.text for letter in post.letters if letter.to == mara.email]


def client(mara: Person, number: int) -> Person:
    who = {"name": f"Client {number}", "email": f"c{number}@home.example"}
    return add_person(by=mara, at=now(), roles=("coachee",), **who)


def day_by_day(clock: Clock, start: datetime, days: int) -> None:
    for day in range(days):
        round_at(clock.to(start + timedelta(days=day)))


def test_in_the_morning_with_the_evidence_and_where_to_go_on(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    clock.to(TUESDAY - timedelta(minutes=1))
    assert [raised.kind for raised in judged(mara, at=now())[0].signals] == ["silent_start"]
    round_at(now())
    assert letters(post, mara) == []
    round_at(clock.to(TUESDAY))
    round_at(clock.go(minutes=1))
    (told,) = letters(post, mara)
    assert "One of your clients may want a word from you:" in told
    assert "Jonas Lind: Joined 8 days ago, and nothing since." in told
    assert "/coach/" in told


def test_the_same_is_not_said_every_day_and_on_a_monday_what_still_stands(
    post: Post, walk: Trajectory, mara: Person, clock: Clock
) -> None:
    day_by_day(clock, TUESDAY, 6)
    assert len(letters(post, mara)) == 1
    assert outcomes(kind="digest")[-1] == ("digest", "withheld", "nothing")
    day_by_day(clock, TUESDAY + timedelta(days=6), 1)
    assert len(letters(post, mara)) == 2


@pytest.mark.parametrize("how", ["see", "dismiss", "reach_out", "pause"])
def test_what_was_looked_at_or_rests_is_not_told(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock, how: str
) -> None:
    clock.to(TUESDAY - timedelta(hours=1))
    (raised,) = judged(mara, at=now())[0].signals
    handling = Handling.of(walk, kind=raised.kind, evidence=raised.evidence, coachee=jonas)
    if how == "pause":
        walk.pause(by=mara, at=now(), reason="client")
    elif how == "reach_out":
        handling.reach_out(by=mara, at=now(), text="How are you?")
    elif how == "dismiss":
        handling.dismiss(by=mara, at=now(), reason="We spoke")
    else:
        handling.see(by=mara, at=now())
    round_at(clock.to(TUESDAY))
    assert letters(post, mara) == []


def test_where_nothing_is_amiss_there_is_no_letter(post: Post, walk: Trajectory, mara: Person, clock: Clock) -> None:
    day_by_day(clock, TUESDAY - timedelta(days=7), 3)
    assert letters(post, mara) == []
    assert {outcome for _kind, outcome, _reason in outcomes(kind="digest")} == {"withheld"}


def test_a_coach_leaves_it_out_and_takes_it_up_again(post: Post, walk: Trajectory, mara: Person, clock: Clock) -> None:
    Choice.stop(mara, by=mara, at=now(), kind="digest")
    round_at(clock.to(TUESDAY))
    assert letters(post, mara) == []
    Choice.resume(mara, by=mara, at=now(), kind="digest")
    round_at(clock.to(TUESDAY + timedelta(days=1)))
    assert len(letters(post, mara)) == 1


def test_a_coach_who_works_is_told_for_as_long_as_they_do(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    """What nobody ever answers ends by itself; whoever coaches here is somebody who answers."""
    for week in range(14):
        monday = datetime(2026, 3, 16, 7, 0, tzinfo=UTC) + timedelta(weeks=week)
        clock.to(monday - timedelta(days=3))
        Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="How are you?")
        clock.to(monday)
        if judged(mara, at=now())[0].signals:
            round_at(monday)
    assert ("digest", "withheld", "handed_over") not in outcomes(kind="digest")


def test_another_coach_and_a_client_hear_nothing_of_it(
    post: Post, walk: Trajectory, mara: Person, tomas: Person, jonas: Person, clock: Clock
) -> None:
    round_at(clock.to(TUESDAY))
    assert {letter.to for letter in post.letters} == {mara.email}


def test_what_came_up_after_the_letter_is_told_the_next_morning_and_what_it_told_is_not(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, amina: Person, clock: Clock
) -> None:
    """Also what has been true since the very day of the letter."""
    clock.to(TUESDAY - timedelta(days=6))
    begin(mara, amina)
    day_by_day(clock, TUESDAY, 2)
    first, then = letters(post, mara)
    assert ("Jonas" in first, "Amina" in first) == (True, False)
    assert ("Jonas" in then, "Amina" in then) == (False, True)
    assert "And one more." in then


def test_at_the_hour_they_chose_also_where_it_is_quiet_otherwise(
    post: Post, walk: Trajectory, mara: Person, phone: Phone, clock: Clock
) -> None:
    device = phone(mara)
    assert '<option value="480" selected>08:00</option>' in device.get("/me/mails").content.decode()
    assert device.post("/me/mails", {"minute": "390"}).status_code == 302
    assert '<option value="390" selected>06:30</option>' in device.get("/me/mails").content.decode()
    assert device.post("/me/mails", {"minute": "half past"}).status_code == 422
    half_past_six = TUESDAY - timedelta(minutes=90)
    round_at(clock.to(half_past_six - timedelta(minutes=1)))
    assert letters(post, mara) == []
    round_at(clock.to(half_past_six))
    assert len(letters(post, mara)) == 1


def test_what_is_more_than_a_handful_comes_the_next_morning(post: Post, mara: Person, clock: Clock) -> None:
    for number in range(7):
        begin(mara, client(mara, number))
    day_by_day(clock, TUESDAY, 3)
    first, then = letters(post, mara)
    assert [f"Client {number}" in first for number in range(7)] == [True] * 5 + [False] * 2
    assert "And 2 more." in first
    assert [f"Client {number}" in then for number in range(7)] == [False] * 5 + [True] * 2


def test_who_has_seen_to_a_handful_today_hears_of_the_others_tomorrow(post: Post, mara: Person, clock: Clock) -> None:
    for number in range(7):
        begin(mara, client(mara, number))
    clock.to(TUESDAY - timedelta(hours=1))
    for each in judged(mara, at=now())[:MOST]:
        trajectory = Trajectory.objects.get(pk=each.life.trajectory_id)
        raised = each.signals[0]
        of = Person.objects.get(pk=each.life.coachee_id)
        Handling.of(trajectory, kind=raised.kind, evidence=raised.evidence, coachee=of).act(by=mara, at=now())
    round_at(clock.to(TUESDAY))
    assert letters(post, mara) == []
    round_at(clock.to(TUESDAY + timedelta(days=1)))
    (told,) = letters(post, mara)
    assert told.count("Client ") == 2


def test_not_on_a_day_they_do_not_want_to_hear_anything_though_something_else_is_due_that_day(
    post: Post, walk: Trajectory, mara: Person, tomas: Person, clock: Clock
) -> None:
    Choice.choose(
        mara, by=mara, at=now(), channel="email", hour=1080, days="13", quiet_from=1260, quiet_until=480, a_week=3,
        report_day=7,
    )  # fmt: skip
    walls = Walls.at_once(clock.to(TUESDAY))
    assert weigh([mara.pk], ["digest"], walls, back=1) == []


def test_their_clients_are_judged_before_anybody_is_locked(
    post: Post, walk: Trajectory, mara: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite nobody else could write meanwhile, and a thousand clients take seconds."""
    seen: list[str] = []

    def noted(what: str, do: Callable[..., object]) -> Callable[..., object]:
        def noting(*given: object, **named: object) -> object:
            seen.append(what)
            return do(*given, **named)

        return noting

    monkeypatch.setattr(reading, "read", noted("judged", read))
    monkeypatch.setattr(sweeping, "_locked", noted("locked", sweeping._locked))
    sweeping.sweep(at=clock.to(TUESDAY))
    assert seen == ["judged", "locked"]
