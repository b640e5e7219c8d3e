"""The weekly report, written from the facts of the week: what moved, what got stuck, what is next, in the client's
voice and theirs to change [74]. Pure.

Three rules. Only what was said, ticked or measured is told: of a day that nothing is known of, nothing is claimed.
What went less well is told as a fact beside its reason, never as a debt. Nothing that is kept private gets in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.lib.amount import plain

# Lines of one part: a week in which more happened is told by its first so many.
LINES = 8
# Characters of one line, so that eight of the longest still fit.
LINE = 300


@dataclass(frozen=True)
class Done:
    text: str
    remark: str = ""


@dataclass(frozen=True)
class Tried:
    """A weekly goal or a habit: kept on `days` of the `of` days of the week that it was meant for. `said`: something
    was ticked at all. `told`: the percentage it was given already."""

    id: UUID
    text: str
    days: int
    of: int
    said: bool
    told: int | None = None
    learned: str = ""
    # It goes on after this week: it is told of, and looked back on later.
    goes_on: bool = False

    @property
    def percent(self) -> int | None:
        """What it was given, else what the ticks say, to the nearest five; nothing where nothing was ticked."""
        if self.told is not None:
            return self.told
        return round(20 * self.days / self.of) * 5 if self.said and self.of else None


@dataclass(frozen=True)
class Number:
    """A measure's number of this week, and the last one before."""

    name: str
    unit: str
    value: Decimal
    was: Decimal | None = None
    adds_up: bool = False
    remark: str = ""


@dataclass(frozen=True)
class Slip:
    what: str
    learned: str


@dataclass(frozen=True)
class Stuck:
    text: str
    obstacle: str = ""


@dataclass(frozen=True)
class Week:
    done: tuple[Done, ...] = ()
    won: tuple[str, ...] = ()
    goals: tuple[Tried, ...] = ()
    habits: tuple[Tried, ...] = ()
    numbers: tuple[Number, ...] = ()
    # What was said on which day.
    lines: tuple[tuple[date, str], ...] = ()
    # The questions that were answered and shared.
    shared: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    # What is agreed for the days after.
    ahead: tuple[tuple[str, date], ...] = ()
    session_on: date | None = None

    @property
    def tried(self) -> tuple[Tried, ...]:
        return tuple(each for each in (*self.goals, *self.habits) if each.said and each.of)


@dataclass(frozen=True)
class Draft:
    moved: str = ""
    stuck: str = ""
    next_step: str = ""


def draft(week: Week) -> Draft:
    """The three parts, each empty where there is nothing to say."""
    return Draft(_lines(_moved(week)), _lines(_stuck(week)), _lines(_next(week)))


def _lines(lines: list[str]) -> str:
    return "\n".join(line if len(line) <= LINE else line[: LINE - 1].rstrip() + "…" for line in lines[:LINES])


def _moved(week: Week) -> list[str]:
    lines = [_with(_("I did what I had agreed: “%s”.") % each.text, each.remark) for each in week.done]
    lines += [_("What went well: %s") % text for text in week.won]
    lines += [_kept(each) for each in week.tried if 2 * each.days >= each.of]
    lines += [_with(number_said(each), each.remark) for each in week.numbers]
    lines += [_("What I learned: %s") % each.learned for each in week.goals if each.learned]
    lines += [_("I answered “%s”.") % question for question in week.shared]
    return lines + [f"{date_format(day, 'l')}: {line}" for day, line in week.lines]


def _kept(tried: Tried) -> str:
    facts = {"text": tried.text, "days": tried.days, "of": tried.of}
    return ngettext("“%(text)s” on %(days)d of %(of)d day.", "“%(text)s” on %(days)d of %(of)d days.", tried.of) % facts


def _stuck(week: Week) -> list[str]:
    lines = [_in_the_way(each) for each in week.stuck]
    lines += [_kept(each) for each in week.tried if 2 * each.days < each.of]
    lines += [_with(_("I slipped: %s") % each.what, each.learned) for each in week.slips if each.what]
    return lines


def _in_the_way(stuck: Stuck) -> str:
    if stuck.obstacle:
        return _("“%(what)s”: in the way is %(obstacle)s") % {"what": stuck.text, "obstacle": stuck.obstacle}
    return _("“%s” is still open.") % stuck.text


def _next(week: Week) -> list[str]:
    lines = [_("“%(what)s”, by %(day)s.") % {"what": what, "day": date_format(day, "l")} for what, day in week.ahead]
    going_on = [_("“%s”") % each.text for each in week.goals]
    if going_on and not lines:
        lines.append(_("I go on with %s.") % get_text_list(going_on[:3], _("and")))
    if week.session_on:
        lines.append(_("We meet on %s.") % date_format(week.session_on, "l j F"))
    return lines


def _with(line: str, more: str) -> str:
    return f"{line} {more}" if more else line


def number_said(number: Number) -> str:
    """ "Hours slept: 7.5 h, 6 h before." """
    facts = {"name": number.name, "value": worded(number.value, number.unit)}
    if number.adds_up:
        return _("%(name)s: %(value)s this week.") % facts
    if number.was is None or number.was == number.value:
        return _("%(name)s: %(value)s.") % facts
    return _("%(name)s: %(value)s, %(was)s before.") % {**facts, "was": worded(number.was, number.unit)}


def worded(value: Decimal, unit: str = "") -> str:
    """A number as it is read here, with its unit behind: "1,234.5 km"."""
    said = str(number_format(plain(value), use_l10n=True, force_grouping=True))
    return f"{said} {unit}" if unit else said
