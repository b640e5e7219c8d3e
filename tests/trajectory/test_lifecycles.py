"""Each lifecycle as a table: from every state, what every verb leads to, or that it is refused.

A path of verbs brings the row to a state; then each verb is tried there. What is not in the
table has to be refused, and a verb that leads where the row is already changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from handrail.ledger.covered import Covered
from handrail.ledger.entry import Stream
from handrail.ledger.refusals import CannotMove
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.handling import Handling
from handrail.trajectory.measure import Measure
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.participant import Participant
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal

DAY = date(2026, 3, 9)
LATER = date(2026, 3, 16)


@dataclass(frozen=True)
class Step:
    """A verb with what it is given, by the client or by the coach."""

    method: str
    given: dict[str, Any]
    coach: bool = False


def client(method: str, **given: Any) -> Step:
    return Step(method, given)


def coach(method: str, **given: Any) -> Step:
    return Step(method, given, coach=True)


@dataclass(frozen=True)
class Lifecycle:
    """`make` gives the row in the first state; `paths` the verbs to each other state; `table`
    what a verb leads to from a state."""

    make: Callable[[Trajectory, Person, Person], Any]
    steps: dict[str, Step]
    paths: dict[str, list[str]]
    table: dict[str, dict[str, str]]


def _goal(walk: Trajectory, mara: Person, jonas: Person) -> Goal:
    return Goal.propose(walk, by=mara, at=now(), coachee=jonas, text="Sleep", sign="Before eleven")


def _active_goal(walk: Trajectory, mara: Person, jonas: Person) -> Goal:
    return Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text="Sleep", sign="Before eleven")


def _session(walk: Trajectory, mara: Person, jonas: Person) -> Session:
    return Session.request(walk, by=jonas, at=now(), starts_at=now() + timedelta(days=1))


def _reflection(walk: Trajectory, mara: Person, jonas: Person) -> Reflection:
    goal = _active_goal(walk, mara, jonas)
    return Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helped?", goal=goal)


LIFECYCLES = {
    "action": Lifecycle(
        make=lambda walk, mara, jonas: Action.propose(
            walk, by=mara, at=now(), owner=jonas, text="Call Ann", due_on=DAY
        ),
        steps={
            "agree": client("agree"),
            "decline": client("decline"),
            "start": client("start"),
            "postpone": client("postpone", due_on=LATER, reason="Ann is away"),
            "block": client("block", obstacle="No number"),
            "unblock": client("unblock"),
            "complete": client("complete"),
            "reopen": client("reopen"),
            "release": client("release", reason="Not needed"),
            "replace": client("replace", text="Find the number", due_on=DAY),
        },
        paths={
            "proposed": [],
            "agreed": ["agree"],
            "in_progress": ["agree", "start"],
            "blocked": ["agree", "block"],
            "done": ["agree", "complete"],
            "released": ["agree", "release"],
            "replaced": ["agree", "replace"],
            "declined": ["decline"],
        },
        table={
            "proposed": {"agree": "agreed", "decline": "declined"},
            "agreed": {
                "agree": "agreed", "start": "in_progress", "postpone": "agreed", "block": "blocked",
                "unblock": "agreed", "complete": "done", "reopen": "agreed", "release": "released",
                "replace": "replaced",
            },
            "in_progress": {
                "start": "in_progress", "postpone": "in_progress", "block": "blocked", "complete": "done",
                "release": "released", "replace": "replaced",
            },
            "blocked": {
                "block": "blocked", "unblock": "agreed", "complete": "done", "release": "released",
                "replace": "replaced",
            },
            "done": {"complete": "done", "reopen": "agreed"},
            "released": {"release": "released"},
            "replaced": {"replace": "replaced"},
            "declined": {"decline": "declined"},
        },
    ),
    "goal": Lifecycle(
        make=_goal,
        steps={
            "confirm": client("confirm"),
            "decline": client("decline"),
            "put_on_hold": client("put_on_hold"),
            "take_up": client("take_up"),
            "achieve": client("achieve"),
            "maintain": client("maintain"),
            "relapse": client("relapse"),
            "drop": client("drop", reason="Life changed"),
        },
        paths={
            "proposed": [],
            "active": ["confirm"],
            "on_hold": ["confirm", "put_on_hold"],
            "achieved": ["confirm", "achieve"],
            "maintaining": ["confirm", "achieve", "maintain"],
            "dropped": ["drop"],
            "declined": ["decline"],
        },
        table={
            "proposed": {"confirm": "active", "decline": "declined", "drop": "dropped"},
            "active": {
                "confirm": "active", "put_on_hold": "on_hold", "take_up": "active", "achieve": "achieved",
                "relapse": "active", "drop": "dropped",
            },
            "on_hold": {"put_on_hold": "on_hold", "take_up": "active", "drop": "dropped"},
            "achieved": {"achieve": "achieved", "maintain": "maintaining"},
            "maintaining": {"maintain": "maintaining", "relapse": "active"},
            "dropped": {"drop": "dropped"},
            "declined": {"decline": "declined"},
        },
    ),
    "milestone": Lifecycle(
        make=lambda walk, mara, jonas: Milestone.add(
            _active_goal(walk, mara, jonas), by=jonas, at=now(), text="A week of it"
        ),
        steps={"reach": client("reach"), "reopen": client("reopen"), "drop": client("drop")},
        paths={"open": [], "reached": ["reach"], "dropped": ["drop"]},
        table={
            "open": {"reach": "reached", "drop": "dropped", "reopen": "open"},
            "reached": {"reach": "reached", "reopen": "open"},
            "dropped": {"drop": "dropped", "reopen": "open"},
        },
    ),
    "weekly goal": Lifecycle(
        make=lambda walk, mara, jonas: WeeklyGoal.propose(
            _active_goal(walk, mara, jonas), by=mara, at=now(), text="Phone out of the bedroom"
        ),
        steps={
            "agree": client("agree"),
            "start": client("start"),
            "review": client("review", percent=60, learned="A book helps"),
        },
        paths={
            "proposed": [],
            "agreed": ["agree"],
            "running": ["agree", "start"],
            "reviewed": ["agree", "review"],
        },
        table={
            "proposed": {"agree": "agreed"},
            "agreed": {"agree": "agreed", "start": "running", "review": "reviewed"},
            "running": {"start": "running", "review": "reviewed"},
            "reviewed": {"review": "reviewed"},
        },
    ),
    "session": Lifecycle(
        make=_session,
        steps={
            "confirm": coach("confirm"),
            "reschedule": coach("reschedule", starts_at=now() + timedelta(days=400)),
            "cancel": coach("cancel", side="client"),
            "start": coach("start"),
            "hold": coach("hold"),
            "miss": coach("miss", side="client"),
            "close": coach("close", next_step="none"),
        },
        paths={
            "requested": [],
            "scheduled": ["confirm"],
            "in_progress": ["confirm", "start"],
            "held": ["confirm", "hold"],
            "closed": ["confirm", "hold", "close"],
            "cancelled": ["cancel"],
            "no_show": ["confirm", "miss"],
        },
        table={
            "requested": {"confirm": "scheduled", "reschedule": "requested", "cancel": "cancelled"},
            "scheduled": {
                "confirm": "scheduled", "reschedule": "scheduled", "cancel": "cancelled", "start": "in_progress",
                "hold": "held", "miss": "no_show",
            },
            "in_progress": {"start": "in_progress", "hold": "held", "miss": "no_show"},
            "held": {"hold": "held", "close": "closed"},
            "closed": {"close": "closed"},
            "cancelled": {"cancel": "cancelled"},
            "no_show": {"miss": "no_show"},
        },
    ),
    "reflection": Lifecycle(
        make=_reflection,
        steps={
            "save_words": client("save_words", text="A walk"),
            "submit": client("submit", text="A walk at noon", visibility="private"),
            "share": client("share"),
            "withdraw": client("withdraw"),
            "skip": client("skip"),
        },
        paths={
            "prompted": [],
            "draft": ["save_words"],
            "submitted": ["submit"],
            "skipped": ["skip"],
        },
        table={
            "prompted": {"save_words": "draft", "submit": "submitted", "skip": "skipped"},
            "draft": {"save_words": "draft", "submit": "submitted", "skip": "skipped"},
            "submitted": {
                "save_words": "submitted", "submit": "submitted", "share": "submitted", "withdraw": "submitted"
            },
            "skipped": {"skip": "skipped", "save_words": "draft", "submit": "submitted"},
        },
    ),
    "exercise": Lifecycle(
        make=lambda walk, mara, jonas: Exercise.give(
            walk, by=mara, at=now(), coachee=jonas, title="The best hour", instructions="Think", question="Which?"
        ),
        steps={"set_aside": client("set_aside")},
        paths={"given": [], "set_aside": ["set_aside"]},
        table={"given": {"set_aside": "set_aside"}, "set_aside": {"set_aside": "set_aside"}},
    ),
    "brainstorm": Lifecycle(
        make=lambda walk, mara, jonas: Brainstorm.begin(walk, by=mara, at=now(), coachee=jonas, topic="Evenings"),
        steps={"permit": client("permit"), "extend": coach("extend", minutes=30), "close": coach("close")},
        paths={"open": [], "closed": ["close"]},
        table={"open": {"permit": "open", "extend": "open", "close": "closed"}, "closed": {"close": "closed"}},
    ),
    "habit": Lifecycle(
        make=lambda walk, mara, jonas: Habit.add(walk, by=mara, at=now(), coachee=jonas, text="Walk at noon"),
        steps={
            "agree": client("agree"),
            "decline": client("decline"),
            "settle": client("settle"),
            "resume": client("resume"),
            "end": client("end"),
        },
        paths={
            "proposed": [],
            "running": ["agree"],
            "steady": ["agree", "settle"],
            "ended": ["agree", "end"],
            "declined": ["decline"],
        },
        table={
            "proposed": {"agree": "running", "decline": "declined"},
            "running": {"agree": "running", "settle": "steady", "resume": "running", "end": "ended"},
            "steady": {"settle": "steady", "resume": "running", "end": "ended"},
            "ended": {"resume": "running", "end": "ended"},
            "declined": {"decline": "declined"},
        },
    ),
    "copingplan": Lifecycle(
        make=lambda walk, mara, jonas: CopingPlan.make(
            Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home"), by=jonas, at=now(),
            obstacle="it rains", response="take the tram halfway",
        ),
        steps={
            "change": client("change", obstacle="it pours", response="take the tram"), "let_go": client("let_go"),
        },
        paths={"kept": [], "let_go": ["let_go"]},
        table={"kept": {"change": "kept", "let_go": "let_go"}, "let_go": {"let_go": "let_go"}},
    ),
    "measure": Lifecycle(
        make=lambda walk, mara, jonas: Measure.add(walk, by=mara, at=now(), coachee=jonas, name="Hours slept"),
        steps={"end": client("end"), "take_up": client("take_up")},
        paths={"active": [], "ended": ["end"]},
        table={
            "active": {"end": "ended", "take_up": "active"},
            "ended": {"end": "ended", "take_up": "active"},
        },
    ),
    "participant": Lifecycle(
        make=lambda walk, mara, jonas: draft_trajectory(by=mara, at=now(), coachees=[jonas]).participants.get(),
        steps={"leave": coach("leave")},
        paths={"invited": [], "left": ["leave"]},
        table={"invited": {"leave": "left"}, "left": {"leave": "left"}},
    ),
    "fact": Lifecycle(
        make=lambda walk, mara, jonas: Fact.keep(walk, by=mara, at=now(), coachee=jonas, text="Ann is his sister"),
        steps={
            "change": coach("change", text="Ann is his elder sister"),
            "let_go": coach("let_go"),
            "take_back": coach("take_back"),
        },
        paths={"kept": [], "let_go": ["let_go"]},
        table={
            "kept": {"change": "kept", "let_go": "let_go", "take_back": "kept"},
            "let_go": {"let_go": "let_go", "take_back": "kept"},
        },
    ),
    # Whichever is said last stands; that it was raised, and that it is over, is derived and no state of a row.
    "handling": Lifecycle(
        make=lambda walk, mara, jonas: Handling.of(walk, kind="silence", coachee=jonas).see(by=mara, at=now()),
        steps={
            "see": coach("see"),
            "act": coach("act"),
            "snooze": coach("snooze", until=LATER),
            "dismiss": coach("dismiss", reason="She is on night shifts"),
            "reach_out": coach("reach_out", text="I was thinking of you."),
        },
        paths={"seen": [], "acted": ["act"], "snoozed": ["snooze"], "dismissed": ["dismiss"]},
        table={
            state: {"see": "seen", "act": "acted", "snooze": "snoozed", "dismiss": "dismissed", "reach_out": "acted"}
            for state in ("seen", "acted", "snoozed", "dismissed")
        },
    ),
    "trajectory": Lifecycle(
        make=lambda walk, mara, jonas: draft_trajectory(by=mara, at=now(), coachees=[jonas]),
        steps={
            "start": client("start"),
            "pause": coach("pause", reason="client"),
            "resume": coach("resume"),
            "begin_closing": coach("begin_closing"),
            "complete": coach("complete"),
            "end_early": coach("end_early"),
            "follow_up": client("follow_up"),
            "erase": coach("erase"),
        },
        paths={
            "draft": [],
            "active": ["start"],
            "paused": ["start", "pause"],
            "closing": ["start", "begin_closing"],
            "completed": ["start", "begin_closing", "complete"],
            "ended_early": ["start", "end_early"],
            "follow_up": ["start", "end_early", "follow_up"],
            "erased": ["erase"],
        },
        table={
            "draft": {"start": "active", "erase": "erased"},
            "active": {
                "start": "active", "pause": "paused", "resume": "active", "begin_closing": "closing",
                "end_early": "ended_early", "erase": "erased",
            },
            "paused": {
                "start": "paused", "pause": "paused", "resume": "active", "end_early": "ended_early",
                "erase": "erased",
            },
            "closing": {
                "start": "closing", "resume": "active", "begin_closing": "closing", "complete": "completed",
                "erase": "erased",
            },
            "completed": {"complete": "completed", "follow_up": "follow_up", "erase": "erased"},
            "ended_early": {
                "end_early": "ended_early", "follow_up": "follow_up", "erase": "erased"
            },
            "follow_up": {"follow_up": "follow_up", "erase": "erased"},
            "erased": {"erase": "erased"},
        },
    ),
}  # fmt: skip


def _take(step: Step, row: Covered, mara: Person, jonas: Person) -> None:
    getattr(row, step.method)(by=mara if step.coach else jonas, at=now(), **step.given)


def _row_in(cycle: Lifecycle, state: str, walk: Trajectory, mara: Person, jonas: Person) -> Any:
    row = cycle.make(walk, mara, jonas)
    for name in cycle.paths[state]:
        _take(cycle.steps[name], row, mara, jonas)
    return type(row)._base_manager.get(pk=row.pk)


@pytest.mark.parametrize(
    ("noun", "state"), [(noun, state) for noun, cycle in LIFECYCLES.items() for state in cycle.paths]
)
def test_from_this_state_each_verb_leads_where_the_table_says(
    noun: str, state: str, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    cycle = LIFECYCLES[noun]
    for name, step in cycle.steps.items():
        row = _row_in(cycle, state, walk, mara, jonas)
        assert row.state == state
        leads_to = cycle.table[state].get(name)
        if leads_to is None:
            with pytest.raises(CannotMove):
                _take(step, row, mara, jonas)
        else:
            _take(step, row, mara, jonas)
        kept = type(row)._base_manager.get(pk=row.pk)
        assert kept.state == (leads_to or state), f"{noun}: {state} –{name}→"


@pytest.mark.parametrize("noun", LIFECYCLES)
def test_the_table_knows_every_state(noun: str, walk: Trajectory, mara: Person, jonas: Person) -> None:
    cycle = LIFECYCLES[noun]
    row = cycle.make(walk, mara, jonas)
    states = set(dict(row._meta.get_field("state").flatchoices))
    # A trajectory comes to "invited" by an invitation, a participant agrees by beginning it.
    elsewhere = {"trajectory": {"invited"}, "participant": {"agreed"}}
    assert set(cycle.paths) | elsewhere.get(noun, set()) == states


@pytest.mark.parametrize(
    ("noun", "name", "state"),
    [
        (noun, name, state)
        for noun, cycle in LIFECYCLES.items()
        for name in cycle.steps
        for state, path in cycle.paths.items()
        if path[-1:] == [name] and cycle.table[state].get(name) == state
    ],
)
def test_a_second_tap_changes_nothing(
    noun: str, name: str, state: str, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    cycle = LIFECYCLES[noun]
    row = _row_in(cycle, state, walk, mara, jonas)
    before = Stream.objects.get(pk=row.stream_id).seq
    _take(cycle.steps[name], row, mara, jonas)
    assert Stream.objects.get(pk=row.stream_id).seq == before


def test_an_invitation_brings_the_trajectory_to_invited_and_the_yes_to_under_way(mara: Person, jonas: Person) -> None:
    trajectory = draft_trajectory(by=mara, at=now(), coachees=[jonas])
    assert Trajectory.objects.visible_to(jonas).count() == 0
    trajectory.invite(jonas, by=mara, at=now())
    assert trajectory.state == "invited"
    trajectory.start(by=jonas, at=now())
    assert (trajectory.state, trajectory.starts_on) == ("active", date(2026, 3, 2))
    assert Participant.objects.get(trajectory=trajectory).state == "agreed"
    assert Trajectory.objects.visible_to(jonas).get() == trajectory
