"""What Today says of the time between sessions: the open report, what was answered, a number that is due. Lines, not
forms; nothing is counted, and what was left out before is not there [76]."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, Max, Q, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.trajectory.belonging import Sides
from handrail.trajectory.check_in import CheckIn, Kind, open_period
from handrail.trajectory.measure import Measure
from handrail.trajectory.measuring import is_due
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.whole import Whole

SUNDAY = timedelta(days=6)
# How long an answer is news.
NEWS = timedelta(days=4)
# How long a word that was not answered stands there.
WORD = timedelta(days=7)
# Numbers that are asked for at once; the page of all numbers has the rest.
NUMBERS = 3


@dataclass(frozen=True)
class Line:
    href: str
    text: str
    more: str = ""


@dataclass(frozen=True)
class Said:
    """A check-in, as far as Today tells of it."""

    id: UUID
    kind: str
    state: str
    period_on: date
    replied_on: date | None


@dataclass(frozen=True)
class Between:
    lines: tuple[Line, ...]
    has_checked_in: bool
    # What the coach wrote, until it is written back to: it stands above all else.
    word: Line | None = None


def between(whole: Whole) -> Between:
    """Made once for as long as the trajectory's history does not go on: it costs one statement."""
    return whole.once("between", lambda: _between(whole))


def _between(whole: Whole) -> Between:
    rows = list(_rows(whole))
    said = [Said(row[1], row[2], row[3], row[4], row[5]) for row in rows if row[0] == "said"]
    numbers = [(row[1], row[2], row[3], row[4]) for row in rows if row[0] == "number"]
    words = [row[1] for row in rows if row[0] == "word"]
    lines = [*_answers(whole, said), *_report(whole, said), *_numbers(whole, numbers)]
    daily = any(each.kind == Kind.DAILY and each.period_on == whole.today for each in said)
    return Between(tuple(lines), daily, _word(whole) if words else None)


def _rows(whole: Whole) -> Any:
    """Check-ins, measures and words of the coach in one statement, each as (what, id, text, text, day, day)."""
    sides = Sides.of(whole.reader, [whole.trajectory])
    open_now = Q(kind=Kind.WEEKLY, period_on=open_period(Kind.WEEKLY, whole.today))
    recent = Q(kind=Kind.DAILY, period_on=whole.today) | Q(replied_on__gte=whole.today - NEWS)
    mine = CheckIn.objects.visible_in(sides).filter(open_now | recent, coachee=whole.reader)
    said = mine.annotate(
        a=_text("said"), b=F("id"), c=_as_text("kind"), d=_as_text("state"), e=F("period_on"), f=F("replied_on")
    )
    active = Measure.objects.visible_in(sides).active()
    last_on = Max("entries__measured_on")
    no_day = Value(None, DateField())
    numbers = active.annotate(
        a=_text("number"), b=F("id"), c=_as_text("name"), d=_as_text("cadence"), e=last_on, f=no_day
    )
    words = _unanswered(whole, sides).annotate(a=_text("word"), b=F("id"), c=_text(""), d=_text(""), e=no_day, f=no_day)
    columns = ("a", "b", "c", "d", "e", "f")
    others = (numbers.values_list(*columns), words.values_list(*columns))
    return said.values_list(*columns).union(*others, all=True)


def _unanswered(whole: Whole, sides: Sides) -> Any:
    """What the coach wrote lately, and the client has not written back to."""
    since = datetime.combine(whole.today - WORD, time(), UTC)
    mine = Outreach.objects.visible_in(sides).filter(coachee=whole.reader, sent_at__gte=since, replied_on=None)
    return mine.order_by()


def _text(words: str) -> Value:
    return Value(words, TextField())


def _as_text(column: str) -> Any:
    return Cast(column, TextField())


def _word(whole: Whole) -> Line:
    href = reverse("coachee:words", args=[whole.trajectory.pk])
    return Line(href, _("%(coach)s wrote to you") % {"coach": whole.trajectory.coach.given_name})


def _answers(whole: Whole, said: list[Said]) -> Iterator[Line]:
    answered = [each for each in said if each.replied_on]
    if newest := max(answered, key=lambda each: (each.replied_on, each.period_on), default=None):
        href = reverse("rhythm:check-in", args=[whole.trajectory.pk, newest.id])
        yield Line(href, _("%(coach)s answered you") % {"coach": whole.trajectory.coach.given_name})


def _report(whole: Whole, said: list[Said]) -> Iterator[Line]:
    """The open one, until it is sent or left out; not for a week before it all began."""
    monday, begun = open_period(Kind.WEEKLY, whole.today), whole.trajectory.starts_on
    is_dealt_with = any(each.kind == Kind.WEEKLY and each.period_on == monday for each in said)
    if is_dealt_with or (begun and begun > monday + SUNDAY) or whole.trajectory.is_paused_on(whole.today):
        return
    coach = {"coach": whole.trajectory.coach.given_name}
    yield Line(
        reverse("coachee:report", args=[whole.trajectory.pk]), _("How the week was, for %(coach)s") % coach,
        _("drafted; a look is enough"),
    )  # fmt: skip


def _numbers(whole: Whole, numbers: list[tuple[UUID, str, str, date | None]]) -> Iterator[Line]:
    if whole.trajectory.is_paused_on(whole.today):
        return
    due = [each for each in numbers if is_due(each[2], last_on=each[3], today=whole.today)]
    for measure_id, name, _cadence, _last_on in sorted(due, key=lambda each: str(each[0]))[:NUMBERS]:
        href = reverse("rhythm:measure", args=[whole.trajectory.pk, measure_id])
        yield Line(href + "#record", name, _("write the number down"))
