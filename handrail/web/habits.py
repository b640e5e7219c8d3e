"""Habits as both sides see them: a row with its "x of the last y", the days behind it, and what can be written.

Never a streak: a day without it takes nothing away from the days with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from handrail.practice.person import Person
from handrail.trajectory.away import days_off, kept
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import EVERY_DAY, Habit, State
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.pause import Pause
from handrail.trajectory.tick import BACK, Tick
from handrail.trajectory.vision import Vision
from handrail.trajectory.whole import Whole
from handrail.web.action_forms import goal_field
from handrail.web.days import said as day_said
from handrail.web.fields import WEEKDAYS, HourField, LineField, RowField, WeekdaysField

# What a page about habits asks of a trajectory.
NOUNS: tuple[type[Belonging], ...] = (Vision, Goal, Milestone, Domain, Habit, Tick, Lapse, Pause)


class HabitForm(forms.Form):
    """`Habit.add` and `Habit.change`."""

    text = LineField(label=_("What"), hint=_("Small enough for a full day, too."))
    anchor = LineField(
        label=_("Tied to what?"),
        hint=_("Something that happens anyway: “after my nine o’clock coffee”. May stay open."),
    )
    days = WeekdaysField(label=_("On which days?"))
    cue_at = HourField(label=_("A reminder at"), hint=_("Only if you want one; at this hour, where you are."))

    def __init__(self, data: Any = None, *, whole: Whole, **given: Any) -> None:
        super().__init__(data, auto_id="habit-%s", **given)
        self.fields["goal"] = goal_field(whole)
        if areas := whole.every(Domain):
            self.fields["domain"] = RowField(
                areas,
                says=lambda area: str(area.name),
                label=_("Which area is it in?"),
                nothing=_("The goal’s, or none"),
            )


class JointHabitForm(HabitForm):
    """The coach's. The hour of a reminder is the client's to choose."""

    agreed = forms.BooleanField(
        required=False, initial=False, label=_("We agreed this together"),
        help_text=_("Otherwise it waits until your client takes it up."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, coachees: list[Person], **given: Any) -> None:
        super().__init__(data, **given)
        del self.fields["cue_at"]
        if len(coachees) > 1:
            self.fields["coachee"] = RowField(coachees, says=lambda person: person.name, label=_("Whose habit?"))
        self.coachees = coachees

    def clean(self) -> dict[str, Any]:
        return {"coachee": self.coachees[0], **self.cleaned_data} if self.coachees else self.cleaned_data


class CoachHabitForm(HabitForm):
    """Other words by the coach; the hour stays what the client chose."""

    def __init__(self, data: Any = None, *, cue_at: time | None, **given: Any) -> None:
        super().__init__(data, **given)
        del self.fields["cue_at"]
        self.chosen = cue_at

    def clean(self) -> dict[str, Any]:
        return {**self.cleaned_data, "cue_at": self.chosen}


class EndForm(forms.Form):
    """`Habit.end`."""

    reason = LineField(label=_("Why"), hint=_("If you like."))


def as_written(habit: Habit) -> dict[str, Any]:
    """What the form of a habit shows at first."""
    names = ("text", "anchor", "days", "cue_at", "goal", "domain")
    return {name: getattr(habit, name) for name in names}


@dataclass(frozen=True)
class HabitRow:
    """The context of parts/_habit.html."""

    id: UUID
    text: str
    href: str
    says: str
    meta: tuple[str, ...]
    state: str
    state_words: str
    is_kept: bool
    on: date
    # Where a tick is sent; empty where nothing is to be ticked.
    ticks_href: str

    @property
    def key(self) -> str:
        return token_urlsafe(18)


def habit_row(whole: Whole, habit: Habit, *, space: str, ticked_on: date | None = None) -> HabitRow:
    """`space` is whose pages the links lead to: coach or coachee; ticking is the client's. Today's, or of the day that
    was just ticked."""
    on = ticked_on or whole.today
    meant = habit.is_meant_for(on)
    can_tick = space == "coachee" and habit.is_open
    return HabitRow(
        id=habit.pk,
        text=habit.text,
        href=reverse(f"{space}:habit", args=[habit.pk]),
        says=kept_said(whole, habit) if habit.is_open else "",
        meta=tuple(
            filter(
                None,
                (
                    habit.anchor,
                    "" if meant else _now("not a day of it, and counts all the same"),
                    "" if on == whole.today else _now("said of %(day)s") % {"day": day_said(on, whole.today)},
                ),
            )
        ),
        state=habit.state,
        state_words="" if habit.state == State.RUNNING else str(State(habit.state).label),
        is_kept=any(t.kept for t in whole.every(Tick) if t.habit_id == habit.pk and t.ticked_on == on),
        on=on,
        ticks_href=reverse("coachee:ticks", args=[habit.pk]) if can_tick else "",
    )


def habit_rows(whole: Whole, habits: Iterable[Habit], *, space: str) -> list[HabitRow]:
    return [habit_row(whole, habit, space=space) for habit in habits]


def kept_said(whole: Whole, habit: Habit) -> str:
    """ "5 of the last 7"; nothing before the first day that could count."""
    found = kept(whole, habit)
    if not found.of:
        return ""
    if not found.days:
        return _now("still to come")
    return ngettext("%(kept)d of the last day", "%(kept)d of the last %(days)d", found.of) % {
        "kept": found.days, "days": found.of,
    }  # fmt: skip


@dataclass(frozen=True)
class Day:
    """A day of a habit, to fill in. `kept` is None where nothing was said of it."""

    on: date
    kept: bool | None
    is_meant: bool
    is_off: bool

    @property
    def key(self) -> str:
        return token_urlsafe(18)


def last_days(whole: Whole, habit: Habit) -> list[Day]:
    """Today and the seven before it, newest first."""
    said = {tick.ticked_on: tick.kept for tick in whole.every(Tick) if tick.habit_id == habit.pk}
    off = days_off(whole, habit, first=whole.today - BACK, last=whole.today)
    days = (whole.today - timedelta(days=back) for back in range(BACK.days + 1))
    return [Day(day, said.get(day), habit.is_meant_for(day), day in off) for day in days]


def when_said(habit: Habit) -> str:
    """ "every day", or its days by name."""
    if habit.days == EVERY_DAY:
        return _now("every day")
    return ", ".join(str(dict(WEEKDAYS)[day]) for day in habit.days)


def cue_said(habit: Habit) -> str:
    return _now("a reminder at %(hour)s") % {"hour": time_format(habit.cue_at, "H:i")} if habit.cue_at else ""


def since_said(habit: Habit) -> str:
    return date_format(habit.started_on, "j F")
