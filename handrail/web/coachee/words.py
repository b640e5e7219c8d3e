"""What the coach wrote to a client of themselves, and the place to write back [79, 82]."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now_said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.clock import now
from handrail.trajectory.draft import Draft
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, one, trajectory
from handrail.web.coachee.page import page
from handrail.web.drafts import begun, draft_url
from handrail.web.fields import WordsField
from handrail.web.request import Request


class ReplyForm(forms.Form):
    """`Outreach.answer`."""

    text = WordsField(label=_("Write back"), rows=4)

    @classmethod
    def to(cls, word: Outreach, text: str) -> "ReplyForm":
        form = cls(initial={"text": text})
        form.fields["text"].widget.attrs |= {
            "data-draft-url": draft_url(_place(word), word.trajectory_id),
            "data-kept-word": _now_said("Kept as a draft"),
        }  # fmt: skip
        return form


@require_safe
@for_consenting
def words(request: Request, trajectory_id: UUID) -> HttpResponse:
    return _page(request, trajectory(request, trajectory_id))


@require_POST
@for_consenting
def reply(request: Request, outreach_id: UUID) -> HttpResponse:
    word, form = one(request, Outreach, outreach_id), ReplyForm(request.POST)
    if carry_out(request, form, word.answer) is None:
        return _page(request, trajectory(request, word.trajectory_id), refused=(word, form))
    Draft.drop(request.person, _place(word))
    messages.success(request, _now_said("Sent. It stands here for you both."))
    return redirect("coachee:words", word.trajectory_id)


def _page(request: Request, of: Trajectory, *, refused: tuple[Outreach, ReplyForm] | None = None) -> HttpResponse:
    """The newest first; to that one a reply stands open, to the others it is folded away."""
    here = Whole.of(of, request.person, at=now(), nouns=(Vision, Goal, Milestone, Outreach))
    mine = [each for each in here.every(Outreach) if each.coachee_id == request.person.pk]
    newest = sorted(mine, key=lambda each: (each.sent_at, each.pk), reverse=True)
    said = [(each, _form(request, each, refused), bool(refused and refused[0].pk == each.pk)) for each in newest]
    return page(
        request, "words", trajectory=of, place="today", words=said, status=REFUSED if refused else 200, **strip(here),
    )  # fmt: skip


def _form(request: Request, word: Outreach, refused: tuple[Outreach, ReplyForm] | None) -> ReplyForm:
    if refused and refused[0].pk == word.pk:
        return refused[1]
    text, _base, _is_draft = begun(request.person, place=_place(word), text="")
    return ReplyForm.to(word, text)


def _place(word: Outreach) -> str:
    return f"reply:{word.pk}"
