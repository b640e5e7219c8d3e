"""What is judged: one client's side of one trajectory, as it stands at the end of one day. Pure and frozen.

All days are lived days (`lived.Lived`): whole numbers since the start, the paused ones cut out. Facts may hold what
lies after `today`, as a schedule is known beforehand; whoever asks them is never told of anything that was not known by
then. So one set of facts can be asked about every day of its past (`as_of`), and a log that ends earlier gives the same
answer."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True)
class Due:
    """One thing that was to be done by a day: an action, a report. `done` and `left` (let go, replaced, skipped: from
    then on it counts nowhere) are days, None where it did not happen. `weight`: how much of the whole it is."""

    day: int
    done: int | None = None
    left: int | None = None
    weight: float = 1.0

    def is_done(self, today: int) -> bool:
        return self.done is not None and self.done <= today

    def counts(self, today: int) -> bool:
        return self.left is None or self.left > today

    def is_open(self, today: int) -> bool:
        """Its day has come, and it is neither done nor let go of."""
        return self.day <= today and not self.is_done(today) and self.counts(today)


@dataclass(frozen=True)
class Meeting:
    """A session that took place (`kept`), fell out (`fell_out`) or is ahead. `late`: the client came later than it
    began. `energy`: as the coach found it, 1–5."""

    day: int
    kept: bool = False
    fell_out: bool = False
    # It fell out because of the coach.
    by_coach: bool = False
    late: bool = False
    energy: int | None = None
    # Held and wrapped up; written about; with no next one on purpose.
    closed: bool = True
    noted: bool = True
    none_planned: bool = False
    ref: str = ""


@dataclass(frozen=True)
class Aim:
    """A three-month goal that is active: `progress` in percent by day, `reviewed` days, in order of their days. What
    was said of it at its start is a first figure of progress; `started` is the day it became the client's own."""

    name: str
    started: int
    progress: tuple[tuple[int, float], ...] = ()
    reviewed: tuple[int, ...] = ()
    # The client found it within reach when last asked; None: never said.
    realistic: bool | None = None
    ref: str = ""

    def known(self, today: int) -> tuple[tuple[int, float], ...]:
        return tuple(each for each in self.progress if each[0] <= today)


@dataclass(frozen=True)
class Week:
    """One period of a weekly goal, both days included. `line` is the experiment that it continues."""

    line: str
    starts: int
    ends: int
    percent: int | None = None
    # On how many days it was ticked as kept.
    ticked: int = 0
    too_ambitious: bool = False
    name: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Asked:
    """A question that was asked, and when it was written about. `length` in characters; None of private words, which
    nobody but the writer knows [89]."""

    day: int
    written: int | None = None
    skipped: int | None = None
    length: int | None = None


@dataclass(frozen=True)
class Report:
    """A weekly report: due on a day; sent, left out on purpose or neither; answered by the coach."""

    due: int
    sent: int | None = None
    skipped: int | None = None
    answered: int | None = None
    ref: str = ""


@dataclass(frozen=True)
class Stage:
    """How ready somebody is in an area, since a day."""

    area: str
    stage: str
    since: int
    ref: str = ""


@dataclass(frozen=True)
class Opened:
    """An action that is open now: the day it was agreed, and the days of the sessions it came into since."""

    made: int
    carried: tuple[int, ...] = ()


@dataclass(frozen=True)
class Facts:
    """`active`: days with a sign of life from the client, in order, each once. `contact`: from either side.
    `wrote`: days with reflections. `dues`, `meetings`, `reports`, `asked`: in the order of their days."""

    today: int
    cadence: int = 14
    active: tuple[int, ...] = ()
    contact: tuple[int, ...] = ()
    wrote: tuple[int, ...] = ()
    dues: tuple[Due, ...] = ()
    opened: tuple[Opened, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    aims: tuple[Aim, ...] = ()
    weeks: tuple[Week, ...] = ()
    asked: tuple[Asked, ...] = ()
    reports: tuple[Report, ...] = ()
    stages: tuple[Stage, ...] = ()
    # The energy of the very first sessions, of which those of `meetings` are the next.
    energy_first: tuple[int, ...] = ()
    # What the coach promised.
    promises: tuple[Due, ...] = ()
    vision_read: int | None = None
    # The client said yes on this day; None: they have not. An invitation waits since `invited`.
    joined: int | None = 0
    invited: int | None = None
    # Under way: neither paused, nor coming to a close, nor over.
    is_running: bool = True

    def as_of(self, day: int) -> "Facts":
        """The same life, on an earlier day. Copied and not made anew: a log is asked about hundreds of thousands."""
        then = object.__new__(type(self))
        then.__dict__.update(self.__dict__, today=day)
        return then

    # What the client did

    @property
    def last_active(self) -> int | None:
        seen = bisect_right(self.active, self.today)
        return self.active[seen - 1] if seen else None

    def active_in(self, days: int, *, before: int = 0) -> int:
        """On how many of the last so many days, the last of them `before` days ago, there was a sign of life."""
        return _within(self.active, self.today - before - days, self.today - before)

    @property
    def last_contact(self) -> int | None:
        """From either side."""
        until = bisect_right(self.contact, self.today)
        known = [*self.contact[until - 1 : until], self.last_active]
        return max((day for day in known if day is not None), default=None)

    def wrote_in(self, days: int) -> int:
        return _within(self.wrote, self.today - days, self.today)

    # Sessions

    @property
    def kept(self) -> list[Meeting]:
        return [each for each in self.meetings if each.kept and each.day <= self.today]

    @property
    def ahead(self) -> list[Meeting]:
        return [each for each in self.meetings if not each.kept and not each.fell_out and each.day >= self.today]

    # What was to be done

    def due(self, *, since: int | None = None) -> list[Due]:
        """What has come due by today and still counts; since a day, that day not included."""
        return [
            due for due in self.dues
            if due.day <= self.today and (since is None or due.day > since) and due.counts(self.today)
        ]  # fmt: skip


def _within(days: tuple[int, ...], after: int, until: int) -> int:
    return bisect_right(days, until) - bisect_left(days, after + 1)
