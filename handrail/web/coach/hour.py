"""The hour of a session: its sections with their minutes, by the clock, and what each is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.agenda import Agenda
from handrail.trajectory.sections import Section, minutes_of
from handrail.trajectory.session import Session

IS_FOR: "Mapping[Section, Promise]" = {
    Section.OPENING: _("How they are right now, and the best thing since last time."),
    Section.WEEKLY_GOALS: _("They choose the first one. Begin with what went best."),
    Section.THREE_MONTH_GOALS: _("Still right? What was learned, and how much it matters now."),
    Section.GENERATIVE: _("Their topic: what they really want, what they are good at, what could be tried."),
    Section.GOAL_SETTING: _("What they choose to do, how sure they are, and what would make it smaller."),
    Section.CLOSE: _("What they take along, in their words. What served them. When you meet again."),
}


@dataclass(frozen=True)
class Timed:
    """One section, from when it is meant to begin."""

    section: Section
    begins_at: datetime
    minutes: int

    @property
    def label(self) -> str:
        return str(self.section.label)

    @property
    def is_for(self) -> str:
        return str(IS_FOR[self.section])


def hour(session: Session, agenda: Agenda) -> list[Timed]:
    """What is not on the table today takes no time [17]. A guide; nothing here stops anybody."""
    without = set()
    if not agenda.weekly_goals:
        without.add(Section.WEEKLY_GOALS)
    if not agenda.goal_reviews:
        without.add(Section.THREE_MONTH_GOALS)
    timed, begins_at = [], session.starts_at
    for section, minutes in minutes_of(session.minutes, without=without).items():
        timed.append(Timed(section, begins_at, minutes))
        begins_at += timedelta(minutes=minutes)
    return timed
