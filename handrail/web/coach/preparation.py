"""Preparing a session: one screen that says what moved, what got stuck, what they wrote and bring [13, 19]."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.kept import Selection
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.questions.bank import fitting
from handrail.trajectory.questions.question import Question
from handrail.trajectory.questions.situations import situations
from handrail.trajectory.sections import Section
from handrail.trajectory.session import Session
from handrail.trajectory.since_last import ROWS, SinceLast, Tried
from handrail.trajectory.stage_entry import Stage
from handrail.trajectory.whole import Whole
from handrail.web.coach.facts import FactForm
from handrail.web.coach.led import led_session
from handrail.web.coach.page import page, strip
from handrail.web.doors import for_coach
from handrail.web.percents import Plot, plot
from handrail.web.request import Request

PRESENT = Selection("coach.preparation", ROWS)
OPENING_QUESTIONS = 3


@dataclass(frozen=True)
class PreparationPage:
    whole: Whole
    session: Session
    people: Sequence[Person]

    @cached_property
    def since(self) -> SinceLast:
        return SinceLast(self.whole, self.session)

    @property
    def names(self) -> str:
        return ", ".join(person.name for person in self.people)

    @property
    def given_names(self) -> str:
        return ", ".join(person.given_name for person in self.people)

    @property
    def number(self) -> int | None:
        landing = self.whole.landing(self.session)
        return landing.number if landing else None

    @property
    def said(self) -> list[tuple[str, Preparation]]:
        """What each brings; by name where there are several."""
        names: dict[UUID | None, str] = {person.pk: person.given_name for person in self.people}
        several = len(self.people) > 1
        return [(names.get(each.coachee_id, "") if several else "", each) for each in self.since.said]

    @property
    def tried(self) -> list[tuple[Tried, Plot | None]]:
        return [(each, plot(each.reviewed)) for each in self.since.tried]

    @property
    def questions(self) -> Sequence[Question]:
        stages = [Stage(entry.stage) for entry in self.since.stages]
        return fitting(
            Section.OPENING, situations=situations(self.since), stages=stages, number=OPENING_QUESTIONS,
            turn=self.number or 0,
        )  # fmt: skip


@require_safe
@for_coach
def preparation(request: Request, session_id: UUID) -> HttpResponse:
    trajectory, people = led_session(request, session_id)
    whole = Whole.of_some(trajectory, request.person, at=now(), rows=PRESENT)
    session = whole.rows[Session][session_id]
    shown = PreparationPage(whole, session, people)
    return page(
        request, "preparation", trajectory=trajectory, session=session, whole=whole, shown=shown, today=whole.today,
        fact_form=lambda: FactForm(people=people), **whole.once("strip", lambda: strip(whole)),
    )  # fmt: skip
