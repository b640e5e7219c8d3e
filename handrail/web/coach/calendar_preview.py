"""What a calendar would bring, as the page shows it: a line for each series or single event."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from handrail.practice.person import Person
from handrail.trajectory.calendars.carry import Decision, unattended
from handrail.trajectory.calendars.plan import Plan, Step, What, plan
from handrail.trajectory.calendars.standing import Standing
from handrail.trajectory.calendars.taking_in import read_for

OUT = "out"
# Lines of each kind that are shown; beyond that a calendar is brought in by command.
SHOWN = 200
# What a client can still be chosen for.
OPEN = frozenset({What.BOOK, What.ADOPT, What.PAST, What.UNMATCHED, What.LEFT_OUT})
ASKED = frozenset({What.ASK_MOVE, What.ASK_CANCEL})
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

    uid: str
    summary: str
    steps: list[Step]
    chosen: str
    client: str
    why: str = ""
    is_past_ticked: bool = False

    @property
    def select(self) -> str:
        return f"whose-{self.uid}"

    @property
    def past_name(self) -> str:
        return f"past-{self.uid}"

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
            What.BOOK: _("%(n)d new"), What.MOVE: _("%(n)d moves"), What.CANCEL: _("%(n)d cancelled"),
            What.STAYS: _("%(n)d took place"), What.PAST: _("%(n)d over"), What.LEFT_OUT: _("%(n)d left out by you"),
        }  # fmt: skip
        same = sum(counts[what] for what in (What.SAME, What.ADOPT, What.OLDER))
        said = [word % {"n": counts[what]} for what, word in words.items() if counts[what]]
        return ", ".join([*said, *([_("%(n)d here already") % {"n": same}] if same else [])])


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


def chosen_in(given: Mapping[str, Any], *, coach: Person) -> dict[str, UUID | None]:
    """Which series go to whom, as the form says; only what the coach has open."""
    open_ = {str(pk): pk for pk in Standing.of(coach).open}
    said = {name.removeprefix("whose-"): str(given[name]) for name in given if name.startswith("whose-")}
    return {uid: open_.get(value) for uid, value in said.items() if value == OUT or value in open_}


def decision(given: Mapping[str, Any]) -> Any:
    """What the boxes of the form say; without a tick nothing is followed that was asked about."""

    def decide(step: Step) -> Decision:
        if step.what == What.LEFT_OUT and given.get(f"whose-{step.uid}") == OUT:
            return Decision.STAY
        if step.what == What.PAST:
            return Decision.FOLLOW if f"past-{step.uid}" in given else Decision.LATER
        if step.what in ASKED or step.is_gone:
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
    for line in _lines(planned.steps, names, chosen, given):
        (shown.nobodys if _is_nobodys(line) else shown.lines).append(line)
    shown.more = sum(max(len(lines) - SHOWN, 0) for lines in (shown.lines, shown.nobodys))
    shown.lines, shown.nobodys = shown.lines[:SHOWN], shown.nobodys[:SHOWN]
    return shown


def _lines(
    steps: Iterable[Step], names: dict[UUID, str], chosen: dict[str, UUID | None], given: Mapping[str, Any]
) -> Iterator[Line]:
    # What is asked about stands further up; what is off and never was here is no line.
    told = (step for step in steps if step.event and step.what != What.OFF and step.what not in ASKED)
    by_uid = sorted(told, key=lambda step: step.uid)
    groups = [list(group) for _, group in groupby(by_uid, key=lambda step: step.uid)]
    for group in sorted(groups, key=lambda group: group[0].starts_at):
        first = next((step for step in group if step.match.trajectory_id or step.session), group[0])
        whose = first.match.trajectory_id or (first.session.trajectory_id if first.session else None)
        is_out = all(step.what == What.LEFT_OUT for step in group)
        assert first.event
        yield Line(
            uid=first.uid, summary=first.event.said.summary or _("(without a title)"), steps=group,
            chosen=OUT if is_out else str(whose or ""), client=names.get(whose, "") if whose else "",
            why=str(first.match.why.label) if first.match.why else "", is_past_ticked=f"past-{first.uid}" in given,
        )  # fmt: skip


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
