"""How the clients of a trajectory are reminded: their choice, shown as one; what would be said next; and holding it
all back [81]."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.clock import now
from handrail.reminders.choice import Choice
from handrail.reminders.told import told
from handrail.trajectory.trajectory import Trajectory
from handrail.web.acting import perform
from handrail.web.doors import for_coach, found
from handrail.web.request import Request


@require_safe
@for_coach
def reminders(request: Request, trajectory_id: UUID) -> HttpResponse:
    trajectory = found(Trajectory.objects.led_by(request.person), trajectory_id)
    context = {"trajectory": trajectory, "everybody": told(trajectory, trajectory.coachees(), at=now())}
    return render(request, "coach/reminders.html", context)


@require_POST
@for_coach
def holding(request: Request, trajectory_id: UUID, person_id: UUID) -> HttpResponse:
    """Nothing goes out in my name to this client, or it does again."""
    trajectory = found(Trajectory.objects.led_by(request.person), trajectory_id)
    client = next((each for each in trajectory.coachees() if each.pk == person_id), None)
    if client is None:
        raise Http404
    perform(request, partial(Choice.hold, client), held=request.POST.get("held") == "on")
    return redirect("coach:reminders", trajectory.pk)
