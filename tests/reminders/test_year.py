"""The real sweep on a real database, killed and begun again wherever it hurts, by a virtual clock."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.outbox.delivery import deliver
from handrail.outbox.message import Message
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.reminders.again import judge_again
from handrail.reminders.choice import Choice
from handrail.reminders.claim import Claim
from handrail.reminders.judge import Class
from handrail.reminders.kinds.every import KINDS
from handrail.reminders.letter import Letters
from handrail.reminders.sweep import sweep
from handrail.trajectory.action import OPEN, Action
from handrail.trajectory.leaving import erase_person
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import START, Clock
from tests.other_process import Elsewhere
from tests.post import Post
from tests.reminders.conftest import WEDNESDAY, outcomes, round_at, say_yes

SWEEPER = Path(__file__).with_name("sweeper.py")
EVENTS = ("agree", "agree", "done", "postpone", "pause", "resume", "stop", "again", "killed")
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("hours"), st.integers(1, 30)),
        st.tuples(st.just("fly"), st.sampled_from(["America/New_York", "Asia/Tokyo", "Europe/Amsterdam"])),
        st.tuples(st.sampled_from(EVENTS), st.just(0)),
    ),
    min_size=8, max_size=16,
)  # fmt: skip


class Killed(BaseException):
    """As kill -9: nobody catches it."""


@pytest.mark.django_db
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(moves=MOVES)
def test_whatever_happens_each_thing_is_said_once_or_not_at_all(
    moves: list[tuple[str, object]], post: Post, mara: Person
) -> None:
    from django.db import transaction

    post.empty()
    with transaction.atomic():
        jonas = add_person(by=mara, at=START, name="Jo", email=f"jo{len(moves)}@post.example", roles=("coachee",))
        walk = begin(mara, jonas)
        say_yes(jonas, at=START)
        at = START
        for what, value in moves:
            at = _live(what, value, walk, jonas, at)
            _sweep(at, killed=what == "killed")
            _check(walk, at)
        # By day and by night: what is over is written down once it is day where they are.
        for hours in (0, 12):
            sweep(at=at + timedelta(days=9, hours=hours), back=14)
        due = Action.objects.filter(state__in=OPEN, due_on__lt=at.date() + timedelta(days=7))
        judged = set(Claim.objects.filter(kind="action").values_list("object_id", "moment"))
        assert {(action.pk, action.due_on) for action in due} <= judged
        assert [str(difference) for difference in verify_all()] == []
        transaction.set_rollback(True)


def _live(what: str, value: object, walk: Trajectory, jonas: Person, at: datetime) -> datetime:
    action = Action.objects.filter(owner=jonas, state__in=OPEN).order_by("pk").first()
    walk.refresh_from_db()
    match what, value:
        case "hours", int(hours):
            return at + timedelta(hours=hours)
        case "fly", str(zone):
            jonas.move(by=jonas, at=at, zone=zone)
        case "agree", _:
            due_on = jonas.today(at) + timedelta(days=2)
            Action.propose(walk, by=jonas, at=at, owner=jonas, text="Call", due_on=due_on)
        case "done", _ if action:
            action.complete(by=jonas, at=at)
        case "postpone", _ if action:
            action.move_on(by=jonas, at=at, due_on=jonas.today(at) + timedelta(days=3))
        case "pause", _ if walk.state == "active":
            walk.pause(by=jonas, at=at, reason="holiday", resumes_on=jonas.today(at) + timedelta(days=3))
        case "resume", _ if walk.state == "paused":
            walk.resume(by=jonas, at=at)
        case "stop", _:
            Choice.stop(jonas, by=jonas, at=at)
        case "again", _:
            Choice.resume(jonas, by=jonas, at=at)
    return at


def _sweep(at: datetime, *, killed: bool) -> None:
    if killed:
        with mock.patch.object(Letters, "post", side_effect=Killed), suppress(Killed):
            sweep(at=at)
    sweep(at=at)
    deliver(at=at, judge=judge_again)


def _check(walk: Trajectory, at: datetime) -> None:
    claims = Claim.objects.filter(trajectory_id=walk.pk)
    said = Message.objects.filter(pk__in=claims.filter(outcome="sent").values("message_id"))
    # Each message is of a claim, and each claim that was said has its message.
    assert said.count() == claims.filter(outcome="sent").values("message_id").distinct().count()
    prompts = claims.filter(outcome="sent", counts_as=Class.PROMPT)
    week = {claim.message_id for claim in prompts.filter(at__gt=at - timedelta(days=6))}
    assert len(week) <= 3


def test_erased_while_two_are_queued_nothing_is_sent(
    call_ann: Action, jonas: Person, mara: Person, walk: Trajectory, post: Post
) -> None:
    """G8, as far as reminders go."""
    sweep(at=WEDNESDAY)
    assert Message.waiting_count() == 1
    erase_person(by=mara, at=WEDNESDAY, person=jonas)
    deliver(at=WEDNESDAY, judge=judge_again)
    assert post.letters == []
    assert not Message.objects.exclude(text="").exists()


@pytest.mark.parametrize(
    ("meanwhile", "reason"),
    [
        (lambda action, jonas, at: action.complete(by=jonas, at=at), "done"),
        (lambda action, jonas, at: action.release(by=jonas, at=at, reason="x"), "ended"),
        (lambda action, jonas, at: action.postpone(by=jonas, at=at, due_on=date(2026, 3, 20)), "moved"),
        (lambda action, jonas, at: action.trajectory.pause(by=jonas, at=at, reason="holiday"), "paused"),
        (lambda action, jonas, at: Choice.stop(jonas, by=jonas, at=at), "stopped"),
    ],
)
def test_what_became_of_it_while_the_mail_server_was_down_is_honoured(
    call_ann: Action, jonas: Person, post: Post, meanwhile: Callable[..., object], reason: str
) -> None:
    sweep(at=WEDNESDAY)
    meanwhile(call_ann, jonas, WEDNESDAY + timedelta(minutes=5))
    deliver(at=WEDNESDAY + timedelta(hours=1), judge=judge_again)
    assert post.letters == []
    assert outcomes(kind="action") == [("action", "withheld", reason)]
    assert Message.objects.get().state == "cancelled"


def test_a_server_that_is_down_until_the_night_is_waited_for_until_the_morning(
    call_ann: Action, jonas: Person, post: Post
) -> None:
    sweep(at=WEDNESDAY)
    night = WEDNESDAY + timedelta(hours=5)
    assert deliver(at=night, judge=judge_again) == 0
    assert deliver(at=night + timedelta(hours=8, minutes=59), judge=judge_again) == 0
    assert deliver(at=night + timedelta(hours=9), judge=judge_again) == 1
    assert len(post.letters) == 1


def test_a_message_of_two_things_goes_without_the_one_that_is_done(
    call_ann: Action, jonas: Person, walk: Trajectory, post: Post
) -> None:
    other = Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Buy curtains", due_on=call_ann.due_on)
    sweep(at=WEDNESDAY)
    assert Message.objects.count() == 1
    call_ann.complete(by=jonas, at=WEDNESDAY)
    deliver(at=WEDNESDAY, judge=judge_again)
    (letter,) = post.letters
    assert "Buy curtains" in letter.text
    assert "Call Ann" not in letter.text + letter.html
    assert Counter(Claim.objects.filter(kind="action").values_list("object_id", "outcome")) == {
        (call_ann.pk, "withheld"): 1, (other.pk, "sent"): 1,
    }  # fmt: skip


def test_an_outage_of_days_ends_with_one_message(call_ann: Action, jonas: Person, walk: Trajectory, post: Post) -> None:
    for day in range(6, 9):
        Action.propose(walk, by=jonas, at=now(), owner=jonas, text=f"Due on {day}", due_on=date(2026, 3, day))
    for day in range(3):
        sweep(at=WEDNESDAY + timedelta(days=day))
    assert Message.waiting_count() >= 2
    deliver(at=WEDNESDAY + timedelta(days=2, hours=1), judge=judge_again)
    assert len(post.letters) == 1


def test_finding_takes_as_many_statements_for_three_people_as_for_one(
    call_ann: Action, walk: Trajectory, jonas: Person, mara: Person, clock: Clock
) -> None:
    counts = []
    # What the coach is told once a day is said, and is another matter.
    sweep(at=WEDNESDAY)
    for more in (1, 6):
        for number in range(more):
            email = f"c{number}.{more}@x.example"
            client = add_person(by=mara, at=now(), name=f"C{number}", email=email, roles=("coachee",))
            other = begin(mara, client)
            say_yes(client, at=now())
            Action.propose(other, by=client, at=now(), owner=client, text="One", due_on=call_ann.due_on)
        at = WEDNESDAY + timedelta(minutes=more)
        with CaptureQueriesContext(connection) as queries:
            sweep(at=at)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    # One to find each kind by, and as many for the rest as there are things to know of a person.
    assert counts[0] <= len(KINDS) + 17


@pytest.mark.parametrize("kill", [False, True])
def test_two_workers_at_once_say_each_thing_once(
    elsewhere: Elsewhere, post: Post, walk: Trajectory, mara: Person, jonas: Person, kill: bool
) -> None:
    due_on, people = date(2026, 3, 5), []
    for number in range(120):
        client = add_person(by=mara, at=START, name=f"C{number}", email=f"c{number}@x.example", roles=("coachee",))
        other = begin(mara, client)
        say_yes(client, at=START)
        Action.propose(other, by=client, at=START, owner=client, text="One", due_on=due_on)
        people.append(client.email)
    workers = [elsewhere(SWEEPER, WEDNESDAY.isoformat(), HANDRAIL_SMTP=post.url) for _ in range(2)]
    if kill:
        workers[0].kill()
    for worker in workers:
        worker.communicate(timeout=60)
    later = WEDNESDAY + timedelta(minutes=3)
    round_at(later)
    assert {letter.to for letter in post.letters} == set(people)
    assert len({letter.message_id for letter in post.letters}) == 120
    assert Claim.objects.filter(kind="action", outcome="sent").count() == 120
    if not kill:
        assert len(post.letters) == 120
