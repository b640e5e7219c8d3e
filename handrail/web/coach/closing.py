"""Closing a session: what the client takes away, and when the two meet again [30]."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.practice.person import Person
from handrail.trajectory.draft import Draft
from handrail.trajectory.session import NextStep, Session
from handrail.web.drafts import begun, draft_url
from handrail.web.fields import WordsField
from handrail.web.moment import MINUTES, MomentForm

MOMENT = ("day", "time", "minutes")
NEXT = [(NextStep.BOOKED, _("Book the next one")), (NextStep.NONE, _("None is planned, on purpose"))]


class ClosingForm(MomentForm):
    """Cleans to what `wrap_up` takes. Where the next session is booked already, it only asks for the words."""

    learned = WordsField(label=_("What does your client take away?"), hint=_("In their words; they read it too."))
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    next_step = forms.ChoiceField(required=False, choices=NEXT, widget=forms.RadioSelect, label=_("And next?"))

    field_order = ["learned", "base", "next_step", "day", "time", "minutes"]

    def __init__(self, data: Any = None, *, is_booked: bool, **given: Any) -> None:
        super().__init__(data, name="closing", **given)
        if is_booked:
            for name in ("next_step", *MOMENT):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("next_step") != NextStep.BOOKED:
            # The moment stays in the form as it was filled in; it just is not asked for.
            for name in MOMENT:
                self.errors.pop(name, None)
                self.cleaned_data.pop(name, None)
        return super().clean() | {"base": self.cleaned_data.get("base") or None}


def closing_form(session: Session, data: Any = None, *, by: Person, is_booked: bool, next_one: Any) -> ClosingForm:
    words, base, _is_draft = begun(by, place=learned_place(session), text=session.learned)
    initial = {"learned": words, "base": base, "minutes": MINUTES, **next_one}
    form = ClosingForm(data, is_booked=is_booked, zone=by.zone, initial=initial)
    form.fields["learned"].widget.attrs["data-draft-url"] = draft_url(learned_place(session), session.trajectory_id)
    return form


def wrap_up(
    session: Session, *, by: Person, at: datetime, learned: str, base: str | None = None, next_step: str = "",
    starts_at: datetime | None = None, minutes: int = MINUTES,
) -> Session:  # fmt: skip
    """The client's words, the next session, and the end of this one: together or not at all."""
    session.change(by=by, at=at, learned=learned, base=base)
    if next_step == NextStep.BOOKED and starts_at is not None:
        Session.book(session.trajectory, by=by, at=at, starts_at=starts_at, minutes=minutes)
    closed = session.close(by=by, at=at, next_step=next_step)
    Draft.drop(by, learned_place(session))
    return closed


def learned_place(session: Session) -> str:
    return f"learned:{session.pk}"
