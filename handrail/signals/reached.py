"""Whether reaching out works, as far as a practice can know: what followed its words, all together, beside what
followed where something showed as well, and the coach put it off or left it. For whoever runs the practice: numbers
alone [143, 1O "s"].

It is no proof. Somebody is written to when they have gone quiet, and who has gone quiet often comes back by themselves:
so the two weeks after are never told without those to whom nobody wrote. And a coach chooses whom to write to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from handrail.ledger.signs import days_of_life, first_of
from handrail.practice.person import Person
from handrail.signals.followed import WITHIN, Followed, followed
from handrail.signals.rules import OF_CLIENT
from handrail.trajectory.handling import Handling
from handrail.trajectory.handling import State as Handled
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import State

YEAR = timedelta(days=366)
# Of fewer, every single one would make the figure.
ENOUGH = 10


@dataclass(frozen=True)
class Reach:
    """What followed several, each of which lies two weeks back. `livelier`: more days with a sign of life after than
    before; `quieter`: fewer."""

    number: int = 0
    answered: int = 0
    livelier: int = 0
    quieter: int = 0
    before: int = 0
    after: int = 0

    @property
    def is_enough(self) -> bool:
        return self.number >= ENOUGH


@dataclass(frozen=True)
class ReachedOut:
    """Of a year. `waiting`: words of the last two weeks, of which nobody can say yet; `besides`: words that were sent
    because the coach felt like it."""

    words: Reach = Reach()
    without: Reach = Reach()
    waiting: int = 0
    besides: int = 0


def together(told: Iterable[Followed]) -> Reach:
    over = [each for each in told if each.is_over]
    return Reach(
        len(over), answered=sum(each.answered_in is not None for each in over),
        livelier=sum(each.after > each.before for each in over),
        quieter=sum(each.after < each.before for each in over),
        before=sum(each.before for each in over), after=sum(each.after for each in over),
    )  # fmt: skip


@dataclass(frozen=True)
class _Moment:
    """A client, and the moment that somebody wrote to them or did not."""

    trajectory_id: UUID
    coachee_id: UUID
    zone: str
    at: datetime
    replied_on: date | None = None

    @property
    def who(self) -> tuple[UUID, UUID]:
        return self.trajectory_id, self.coachee_id


def reached_out(manager: Person, *, at: datetime) -> ReachedOut:
    """Three statements, and a fourth where there is anything."""
    if not manager.is_manager:
        return ReachedOut()
    words, because = list(_words(manager, at=at)), _because(manager, at=at)
    about = [moment for moment, word_id in words if word_id in because]
    written = defaultdict(list)
    for moment, _ in words:
        written[moment.who].append(moment.at)
    silent = [each for each in _without(manager, at=at) if not _near(each.at, written[each.who])]
    told = _followed([*about, *silent], at=at)
    said, unsaid = told[: len(about)], told[len(about) :]
    return ReachedOut(
        together(said), together(unsaid), waiting=sum(not each.is_over for each in said),
        besides=len(words) - len(about),
    )  # fmt: skip


def _words(manager: Person, *, at: datetime) -> Iterator[tuple[_Moment, UUID]]:
    sent = Outreach.objects.filter(practice_id=manager.practice_id, sent_at__gt=at - YEAR)
    here = sent.exclude(trajectory__state=State.ERASED).order_by("sent_at", "pk")
    columns = ("trajectory_id", "coachee_id", "coachee__zone", "sent_at", "replied_on", "pk")
    for *moment, pk in here.values_list(*columns):
        yield _Moment(*moment), pk


def _because(manager: Person, *, at: datetime) -> set[UUID]:
    """The words that were sent because of something that showed."""
    mine = Handling.objects.filter(practice_id=manager.practice_id, outreach__sent_at__gt=at - YEAR)
    return set(mine.values_list("outreach_id", flat=True))


def _without(manager: Person, *, at: datetime) -> list[_Moment]:
    """Where the coach saw that something showed and did nothing about it, of one client on one day once."""
    here = Handling.objects.filter(practice_id=manager.practice_id, kind__in=OF_CLIENT, outreach=None)
    here = here.filter(coachee__isnull=False).exclude(state=Handled.ACTED).exclude(trajectory__state=State.ERASED)
    seen = here.annotate(_first=first_of(row="pk", practice="practice_id")).filter(_first__gt=at - YEAR)
    columns = ("trajectory_id", "coachee_id", "coachee__zone", "_first")
    moments = (_Moment(*row) for row in seen.order_by("_first", "pk").values_list(*columns))
    return list({(each.who, each.at.date()): each for each in moments}.values())


def _near(moment: datetime, words: Iterable[datetime]) -> bool:
    """They were written to anyway, a little before or after."""
    return any(abs(word - moment) <= WITHIN for word in words)


def _followed(moments: list[_Moment], *, at: datetime) -> list[Followed]:
    if not moments:
        return []
    zones = {each.coachee_id: each.zone for each in moments}
    since = min(each.at for each in moments) - WITHIN - timedelta(days=1)
    active = days_of_life(zones, streams={each.trajectory_id for each in moments}, but_of=(), since=since)
    return [_told(each, active.get(each.who, []), at=at) for each in moments]


def _told(moment: _Moment, active: list[date], *, at: datetime) -> Followed:
    zone = ZoneInfo(moment.zone)
    then, today = moment.at.astimezone(zone).date(), at.astimezone(zone).date()
    return followed(then, active, today=today, replied_on=moment.replied_on)
