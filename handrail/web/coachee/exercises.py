"""An exercise as a client meets it again: what to do, what was answered each time, and how its numbers went."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from handrail.lib.clock import now
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.whole import WORK, Whole
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, one
from handrail.web.coachee.page import page
from handrail.web.over_time import scales
from handrail.web.request import Request


@require_safe
@for_consenting
def exercise(request: Request, exercise_id: UUID) -> HttpResponse:
    row = one(request, Exercise, exercise_id)
    here = Whole.of(row.trajectory, request.person, at=now(), nouns=(*WORK, ScaleAnswer, Brainstorm))
    row = here.rows[Exercise][row.pk]
    mine = [each for each in reversed(here.every(Reflection)) if each.prompt.exercise_id == row.pk]
    return page(
        request, "exercise", trajectory=here.trajectory, place="reflect", today=here.today, exercise=row,
        waiting=[each for each in mine if each.is_open], written=[each for each in mine if each.state == "submitted"],
        skipped=[each for each in mine if each.state == "skipped"], scales=scales(here, row),
        storms=[each for each in here.every(Brainstorm) if each.exercise_id == row.pk], **strip(here),
    )  # fmt: skip
