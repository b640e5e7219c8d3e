"""A reflection as its coach may see it: shared, with the earlier answers beside it; private, as a date [89]."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from handrail.trajectory.reflection import Reflection
from handrail.web.coach.answers import answers
from handrail.web.coach.work_page import led_whole, work_page
from handrail.web.doors import for_coach
from handrail.web.request import Request


@require_safe
@for_coach
def reflection(request: Request, reflection_id: UUID) -> HttpResponse:
    known = Reflection.objects.filter(pk=reflection_id).status_for(request.person)
    trajectory_id = known.values_list("trajectory_id", flat=True).first()
    if trajectory_id is None:
        raise Http404
    whole = led_whole(request, trajectory_id)
    told = answers(whole)
    this = next((answer for answer in told if answer.id == reflection_id), None)
    if this is None:
        raise Http404
    others = [answer for answer in told if answer.prompt == this.prompt and answer.id != this.id]
    return work_page(
        request, "reflection", whole, this=this, others=others,
        before=next((each.words for each in others if each.is_shared and each.id < this.id), ""),
        writer=whole.people[this.prompt.coachee_id].given_name if this.prompt.coachee_id else "",
    )  # fmt: skip
