"""What a calendar would bring, as the page shows it: a line for each series or single event."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now

from handrail.practice.person import Person
from handrail.trajectory.calendars.carry import Decision, unattended
from handrail.trajectory.calendars.plan import Chosen, Plan, Step, What, plan
from handrail.trajectory.calendars.standing import Standing
from handrail.trajectory.calendars.taking_in import read_for

OUT = "out"
# Lines of each kind that are shown; beyond that a calendar is brought in by command.
SHOWN = 200
# What a client can still be chosen for.
OPEN = frozenset({What.BOOK, What.ADOPT, What.PAST, What.UNMATCHED, What.LEFT_OUT})
ASKED = frozenset({What.ASK_MOVE, What.ASK_CANCEL, What.ASK_GONE})
BRINGS = frozenset({What.BOOK, What.MOVE, What.CANCEL})


@dataclass(frozen=True)
class Asking:
    """One date that the coach decides about, by ticking a box."""

    name: str
    step: Step
    client: str
    is_ticked: bool


@dataclass
class Line:
    """One event or series: its dates, whose it is, what becomes of it."""

    # Names of fields of the form end so: one series, as far as it is found to be somebody's.
    key: str
    summary: str
    steps: list[Step]
    chosen: str
    client: str
    why: str = ""
    is_past_ticked: bool = False

    @property
    def select(self) -> str:
        return f"whose-{self.key}"

    @property
    def past_name(self) -> str:
        return f"past-{self.key}"

    @property
    def can_choose(self) -> bool:
        return any(step.what in OPEN for step in self.steps)

    @property
    def first(self) -> Step:
        return self.steps[0]

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def past(self) -> list[Step]:
        return [step for step in self.steps if step.what == What.PAST]

    @property
    def tally(self) -> str:
        """In words: "5 new, 1 moves"."""
        counts = {what: sum(1 for step in self.steps if step.what == what) for what in What}
        words = {
            What.BOOK: _now("%(n)d new"), What.MOVE: _now("%(n)d moves"), What.CANCEL: _now("%(n)d cancelled"),
            What.STAYS: _now("%(n)d took place"), What.PAST: _now("%(n)d over"),
            What.LEFT_OUT: _now("%(n)d left out by you"),
        }  # fmt: skip
        same = sum(counts[what] for what in (What.SAME, What.ADOPT, What.OLDER))
        said = [word % {"n": counts[what]} for what, word in words.items() if counts[what]]
        return ", ".join([*said, *([_now("%(n)d here already") % {"n": same}] if same else [])])


@dataclass
class Preview:
    plan: Plan
    choices: list[tuple[str, str]]
    lines: list[Line] = field(default_factory=list)
    nobodys: list[Line] = field(default_factory=list)
    asking: list[Asking] = field(default_factory=list)
    more: int = 0

    @property
    def brings(self) -> int:
        return sum(self.plan.counts[what] for what in BRINGS)

    @property
    def aside(self) -> list[tuple[str, int]]:
        return [(str(why.label), many) for why, many in sorted(self.plan.reading.ignored.items())]


def chosen_in(given: Mapping[str, Any], *, coach: Person) -> Chosen:
    """Which dates go to whom, as the form says; only what the coach has open."""
    open_ = {str(pk): pk for pk in Standing.of(coach).open}
    chosen: dict[tuple[str, UUID | None], UUID | None] = {}
    for name in given:
        kind, _, key = name.partition("-")
        uid, _, found = key.partition("-")
        value = str(given[name])
        if kind == "whose" and (value == OUT or value in open_) and (found in open_ or not found):
            chosen[uid, open_.get(found)] = open_.get(value)
    return chosen


def decision(given: Mapping[str, Any]) -> Callable[[Step], Decision]:
    """What the boxes of the form say; without a tick nothing is followed that was asked about."""

    def decide(step: Step) -> Decision:
        if step.what == What.LEFT_OUT and given.get(f"whose-{_key(step)}") == OUT:
            return Decision.STAY
        if step.what == What.PAST:
            return Decision.FOLLOW if f"past-{_key(step)}" in given else Decision.LATER
        if step.is_gone:
            # Seen and not ticked: it stays, and neither a command nor an address cancels it later.
            return Decision.FOLLOW if _name(step) in given else Decision.STAY
        if step.what in ASKED:
            return Decision.FOLLOW if _name(step) in given else Decision.LATER
        return unattended(step)

    return decide


def preview(content: bytes, *, coach: Person, at: datetime, given: Mapping[str, Any]) -> Preview:
    """Raises Unreadable."""
    reading = read_for(coach, content, at=at)
    chosen = chosen_in(given, coach=coach)
    planned = plan(reading, coach=coach, at=at, chosen=chosen)
    names = _names(coach)
    shown = Preview(planned, [(str(pk), name) for pk, name in names.items()])
    shown.asking = [_asking(step, names, given) for step in planned.steps if step.what in ASKED or step.is_gone]
    for line in _lines(planned.steps, names, given):
        (shown.nobodys if _is_nobodys(line) else shown.lines).append(line)
    shown.more = sum(max(len(lines) - SHOWN, 0) for lines in (shown.lines, shown.nobodys, shown.asking))
    shown.lines, shown.nobodys, shown.asking = shown.lines[:SHOWN], shown.nobodys[:SHOWN], shown.asking[:SHOWN]
    return shown


def _lines(steps: Iterable[Step], names: dict[UUID, str], given: Mapping[str, Any]) -> Iterator[Line]:
    # What is asked about stands further up; what is off and never was here is no line.
    told = [step for step in steps if step.event and step.what != What.OFF and step.what not in ASKED]
    groups = [list(group) for _, group in groupby(sorted(told, key=_key), key=_key)]
    for group in sorted(groups, key=lambda group: group[0].starts_at):
        yield _line(group, names, given)


def _line(group: list[Step], names: dict[UUID, str], given: Mapping[str, Any]) -> Line:
    first = next((step for step in group if step.match.trajectory_id or step.session), group[0])
    whose = first.match.trajectory_id or (first.session.trajectory_id if first.session else None)
    is_out = all(step.what == What.LEFT_OUT for step in group)
    key = _key(first)
    assert first.event
    return Line(
        key=key, summary=first.event.said.summary or _now("(without a title)"), steps=group,
        chosen=OUT if is_out else str(whose or ""), client=names.get(whose, "") if whose else "",
        why=str(first.match.why.label) if first.match.why else "", is_past_ticked=f"past-{key}" in given,
    )  # fmt: skip


def _key(step: Step) -> str:
    return f"{step.uid}-{step.found or ''}"


def _is_nobodys(line: Line) -> bool:
    return all(step.what in (What.UNMATCHED, What.LEFT_OUT) for step in line.steps)


def _asking(step: Step, names: dict[UUID, str], given: Mapping[str, Any]) -> Asking:
    assert step.session
    return Asking(_name(step), step, names.get(step.session.trajectory_id, ""), _name(step) in given)


def _name(step: Step) -> str:
    return f"follow-{step.row.pk}" if step.row else ""


def _names(coach: Person) -> dict[UUID, str]:
    """Whom each open trajectory is with."""
    names: dict[UUID, list[str]] = {}
    for client in Standing.of(coach).clients:
        for trajectory_id in client.open:
            names.setdefault(trajectory_id, []).append(client.name)
    said = {trajectory_id: ", ".join(each) for trajectory_id, each in names.items()}
    return dict(sorted(said.items(), key=lambda item: item[1].casefold()))
