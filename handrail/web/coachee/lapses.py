"""A slip, a longer slide, a break on purpose; and the way back, which begins with what is there already [57]."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.clock import now
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.slide import note_lapse
from handrail.trajectory.stage_entry import Stage, StageEntry
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, one, trajectory
from handrail.web.coachee.page import page
from handrail.web.lapses import NOUNS, LapseForm, LearningForm, about, newest_first
from handrail.web.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def lapses(request: Request, trajectory_id: UUID) -> HttpResponse:
    here = _whole(request, trajectory(request, trajectory_id))
    form = LapseForm(request.POST if request.method == "POST" else None, whole=here)
    if request.method == "POST":
        noted = carry_out(request, form, note_lapse, trajectory=here.trajectory, coachee=request.person)
        if noted is not None:
            messages.success(request, _("Kept, to learn from. All that was is still there."))
            return redirect("coachee:lapse", noted.pk)
    return page(
        request, "lapses", trajectory=here.trajectory, place="map", status=REFUSED if form.errors else 200, form=form,
        lapses=newest_first(here), today=here.today, **strip(here),
    )  # fmt: skip


@require_safe
@for_consenting
def lapse(request: Request, lapse_id: UUID) -> HttpResponse:
    return _page(request, one(request, Lapse, lapse_id))


@require_POST
@for_consenting
def learning(request: Request, lapse_id: UUID) -> HttpResponse:
    row, form = one(request, Lapse, lapse_id), LearningForm(request.POST)
    if carry_out(request, form, row.learn) is None:
        return _page(request, row, form)
    messages.success(request, _("Kept."))
    return redirect("coachee:lapse", row.pk)


def _page(request: Request, row: Lapse, form: LearningForm | None = None) -> HttpResponse:
    here = _whole(request, row.trajectory)
    row = here.rows[Lapse][row.pk]
    typed: Any = {"learned": row.learned, "until_on": row.until_on}
    stages = [entry.stage for entry in here.every(StageEntry) if entry.domain_id == row.domain_id]
    return page(
        request, "lapse", trajectory=here.trajectory, place="map", status=REFUSED if form else 200, lapse=row,
        form=form or LearningForm(auto_id="learning-%s", initial=typed), about=about(row), today=here.today,
        can_prepare=row.domain_id and stages[-1:] != [Stage.PREPARATION], **strip(here),
    )  # fmt: skip


def _whole(request: Request, of: Trajectory) -> Whole:
    return Whole.of(of, request.person, at=now(), nouns=NOUNS)
