"""What rows of the time between sessions say in a few words on paper: days kept, numbers measured, stages."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.domain import Domain
from handrail.trajectory.feedback import QUESTIONS, Feedback
from handrail.trajectory.habit import Habit
from handrail.trajectory.impression import Impression
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.tick import Tick
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole


def between_facts(whole: Whole, row: Any) -> Iterator[str]:
    """In the order of the days."""
    if isinstance(row, Habit | WeeklyGoal):
        yield from _kept(whole, row)
    elif isinstance(row, Measure):
        yield from _measured(whole, row)
    elif isinstance(row, Domain):
        yield from _stages(whole, row)
    elif isinstance(row, CopingPlan):
        yield row.about.text
    elif isinstance(row, ScaleAnswer):
        yield _day(row.answered_on)
        of = row.action or row.weekly_goal or row.habit
        yield from [of.text] if of else []
    elif isinstance(row, Session):
        yield from _brought(whole, row)
        yield from _found(whole, row)
    elif isinstance(row, Lapse):
        about = row.habit or row.weekly_goal or row.domain
        yield (about.name if isinstance(about, Domain) else about.text) if about else _("in all of it")


def _kept(whole: Whole, row: Habit | WeeklyGoal) -> Iterator[str]:
    days = sum(tick.kept for tick in whole.every(Tick) if row.pk in (tick.habit_id, tick.weekly_goal_id))
    if days:
        yield ngettext("kept on %(days)d day", "kept on %(days)d days", days) % {"days": days}


def _brought(whole: Whole, session: Session) -> Iterator[str]:
    for said in whole.every(Preparation):
        if said.session_id == session.pk and said.energy is not None:
            yield _("came with energy %(number)d of 10") % {"number": said.energy}


def _found(whole: Whole, session: Session) -> Iterator[str]:
    """How it was, as the client says and, where their own words are read, as the coach kept it."""
    for said in whole.every(Feedback):
        if said.session_id == session.pk:
            given = [f"{QUESTIONS[name]} {number}/5" for name, number in said.answers.items() if number]
            yield from given
    for kept in whole.every(Impression):
        if kept.session_id == session.pk:
            yield from [_("the coach saw energy %(number)d of 5") % {"number": kept.energy}] if kept.energy else []
            yield from [kept.get_stands_display()] if kept.stands else []


def _measured(whole: Whole, measure: Measure) -> Iterator[str]:
    mine = (entry for entry in whole.every(MeasureEntry) if entry.measure_id == measure.pk)
    for entry in sorted(mine, key=lambda entry: (entry.measured_on, entry.pk)):
        said = f"{_day(entry.measured_on)}: {entry.value.normalize():f} {measure.unit}".rstrip()
        yield f"{said} ({entry.remark})" if entry.remark else said


def _stages(whole: Whole, area: Domain) -> Iterator[str]:
    for entry in whole.every(StageEntry):
        if entry.domain_id == area.pk:
            shade = f", {entry.get_shade_display()}" if entry.shade else ""
            yield f"{_day(entry.entered_on)}: {entry.get_stage_display()}{shade} ({entry.get_source_display()})"


def _day(day: date) -> str:
    return date_format(day, "j F Y")
