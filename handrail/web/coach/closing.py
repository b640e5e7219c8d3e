"""Closing a session: everything said at its end on one page, and one yes for all of it [30–34, 59, 112]."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.ledger.refusals import CannotMove
from handrail.lib.difference import fingerprint
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.draft import Draft
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.impression import Impression, Stands
from handrail.trajectory.session import NextStep, Session, State
from handrail.trajectory.summary import Summary
from handrail.trajectory.summary_draft import drafted, letter, next_time
from handrail.trajectory.whole import Whole
from handrail.web.drafts import begun, draft_url
from handrail.web.fields import PickField, ScaleField, WordsField
from handrail.web.moment import MINUTES, MomentForm
from handrail.web.notes import Both
from handrail.web.summary_mail import send_summary, summary_place

MOMENT = ("day", "time", "minutes")
NEXT = [(NextStep.BOOKED, _("Book the next one")), (NextStep.NONE, _("None is planned, on purpose"))]
# Before these there is nothing to close, after them nothing more.
CLOSABLE = frozenset({State.SCHEDULED, State.IN_PROGRESS, State.HELD})


# What a page is asked for that shows what stayed of a session.
CLOSED: tuple[type[Belonging], ...] = (Summary, Feedback, Impression)


@dataclass(frozen=True)
class Sheet:
    """One client's summary as it lies open."""

    coachee: Person
    text: str
    base: str
    is_draft: bool = False
    # What the client wrote on it, or was sent.
    theirs: str = ""

    @property
    def field(self) -> str:
        return f"summary-{self.coachee.pk}"


@dataclass(frozen=True)
class Written:
    """What a coach wrote on one sheet."""

    sheet: Sheet
    text: str
    base: str | None


def open_sheets(whole: Whole, session: Session, people: Sequence[Person], *, anew: bool = False) -> list[Sheet]:
    """Each with what the client or the coach began, else with the records. `anew`: with the records all the same."""
    return [_sheet(whole, session, coachee, anew=anew) for coachee in people]


def _sheet(whole: Whole, session: Session, coachee: Person, *, anew: bool) -> Sheet:
    row = next((s for s in whole.every(Summary) if s.session_id == session.pk and s.coachee_id == coachee.pk), None)
    records = drafted(whole, session, coachee)
    text, base, is_draft = begun(whole.reader, place=summary_place(session, coachee), text=row.text if row else records)
    theirs = row.text if row else ""
    return Sheet(coachee, records, base, False, theirs) if anew else Sheet(coachee, text, base, is_draft, theirs)


class ClosingForm(MomentForm):
    """Cleans to what `wrap_up` takes. Where the next session is booked already, it asks for none."""

    appreciation = WordsField(
        label=_("What do you appreciate?"),
        hint=_("In them, or in what they did. Their summary begins with it."),
        rows=2,
    )
    learned = WordsField(
        label=_("What does your client take away?"), hint=_("In their words; they read it too."), rows=2
    )
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    next_step = forms.ChoiceField(required=False, choices=NEXT, widget=forms.RadioSelect, label=_("And next?"))
    energy = ScaleField(
        label=_("How much energy was there?"), low=_("hardly any"), high=_("a lot"), first=1, last=5,
    )  # fmt: skip
    stands = PickField(Stands, label=_("Are they in the stage you think?"), required=False)
    send = forms.BooleanField(required=False)

    field_order = ["appreciation", "learned", "base", "next_step", "day", "time", "minutes", "energy", "stands"]

    def __init__(
        self, data: Any = None, *, after: datetime, is_booked: bool, sheets: Sequence[Sheet], **given: Any
    ) -> None:
        super().__init__(data, name="closing", **given)
        self.after = after
        self.sheets = sheets
        for sheet in sheets:
            self.fields[sheet.field] = WordsField(label=_now("What you agreed"), rows=14, initial=sheet.text)
            self.fields[f"{sheet.field}-base"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=sheet.base
            )
        if is_booked:
            for name in ("next_step", *MOMENT):
                del self.fields[name]

    @property
    def letters(self) -> Iterator[dict[str, Any]]:
        """Each sheet with its field; and with both texts, where the client wrote on it while the coach did."""
        for sheet in self.sheets:
            field, base = self[sheet.field], str(self[f"{sheet.field}-base"].value() or "")
            yours = str(field.value() or "")
            is_stale = self.is_bound and sheet.theirs and fingerprint(sheet.theirs) not in (base, fingerprint(yours))
            both = Both(sheet.theirs, yours) if is_stale else None
            yield {"sheet": sheet, "field": field, "both": both, "base": both.base if both else base}

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("next_step") != NextStep.BOOKED:
            # The moment stays in the form as it was filled in; it just is not asked for.
            for name in MOMENT:
                self.errors.pop(name, None)
                self.cleaned_data.pop(name, None)
        given = super().clean()
        if (next_at := given.get("starts_at")) and next_at <= self.after:
            self.add_error("day", _now("That is before this session. When do you meet next?"))
        written = [
            Written(sheet, given.pop(sheet.field, ""), given.pop(f"{sheet.field}-base", "") or None)
            for sheet in self.sheets
        ]
        return given | {"base": given.get("base") or None, "written": written}


def closing_form(
    session: Session, data: Any = None, *, by: Person, is_booked: bool, next_one: Mapping[str, Any],
    sheets: Sequence[Sheet],
) -> ClosingForm:  # fmt: skip
    words, base, _is_draft = begun(by, place=learned_place(session), text=session.learned)
    appreciation = Draft.of(by, appreciation_place(session))
    initial = {
        "learned": words, "base": base, "minutes": MINUTES, "appreciation": appreciation.text if appreciation else "",
        **next_one,
    }  # fmt: skip
    form = ClosingForm(data, after=session.starts_at, is_booked=is_booked, sheets=sheets, zone=by.zone, initial=initial)
    places = {"learned": learned_place(session), "appreciation": appreciation_place(session)}
    places |= {sheet.field: summary_place(session, sheet.coachee) for sheet in sheets}
    for name, place in places.items():
        attrs = form.fields[name].widget.attrs
        attrs["data-draft-url"] = draft_url(place, session.trajectory_id)
        attrs["data-kept-word"] = _now("Kept as a draft, for you")
    for sheet in sheets:
        form.fields[sheet.field].widget.attrs["data-base"] = f"{sheet.field}-base"
    return form


def wrap_up(
    session: Session, *, by: Person, at: datetime, written: Sequence[Written] = (), send: bool = False,
    number: int | None = None, appreciation: str = "", learned: str = "", base: str | None = None, next_step: str = "",
    starts_at: datetime | None = None, minutes: int = MINUTES, energy: int | None = None, stands: str = "",
) -> Session:  # fmt: skip
    """All that is said at the close, and the end of the session: together or not at all, and once. Of two that press at
    the same moment the second waits here, and finds it closed."""
    session = Session.objects.select_for_update(of=("self",)).select_related("trajectory__coach").get(pk=session.pk)
    if session.state not in CLOSABLE:
        raise CannotMove(session.table, state=session.state, to=State.CLOSED)
    if session.state != State.HELD:
        session.hold(by=by, at=at)
    session.change(by=by, at=at, learned=learned, base=base)
    if next_step == NextStep.BOOKED and starts_at is not None:
        same = session.coachee
        Session.book(session.trajectory, by=by, at=at, starts_at=starts_at, minutes=minutes, coachee=same)
    if energy is not None or stands:
        Impression.keep(session, by=by, at=at, energy=energy, stands=stands)
    closed = session.close(by=by, at=at, next_step=next_step)
    for each in written:
        words = letter(
            each.text, appreciation=appreciation, learned=learned, next_time=_when(closed, each.sheet.coachee)
        )
        if send:
            _send(session, each, words, by=by, at=at, number=number)
        else:
            _lay_aside(session, each, words, by=by, at=at)
    Draft.drop(by, learned_place(session))
    Draft.drop(by, appreciation_place(session))
    return closed


def lay_aside(session: Session, form: ClosingForm, *, by: Person, at: datetime) -> None:
    """Of a page that lay open in two windows, and was closed in the other: what is written on this one is kept."""
    given = form.cleaned_data
    said = {name: given.get(name, "") for name in ("appreciation", "learned")}
    for each in given.get("written", ()):
        words = letter(each.text, **said, next_time="")
        if words.strip() not in each.sheet.theirs:
            _lay_aside(session, each, words, by=by, at=at)


def _lay_aside(session: Session, each: Written, words: str, *, by: Person, at: datetime) -> None:
    if words.strip():
        kept = {"text": words, "base": each.base or "", "place": summary_place(session, each.sheet.coachee)}
        Draft.keep(by, trajectory=session.trajectory, at=at, **kept)


def _send(session: Session, each: Written, words: str, *, by: Person, at: datetime, number: int | None) -> None:
    """What is refused is said beside the sheet it is about."""
    coachee = each.sheet.coachee
    try:
        send_summary(by=by, at=at, session=session, coachee=coachee, text=words, base=each.base, number=number)
    except Refusal as refusal:
        refusal.field = each.sheet.field
        raise


def _when(session: Session, coachee: Person) -> str:
    later = Session.objects.filter(trajectory_id=session.trajectory_id, starts_at__gt=session.starts_at)
    # Of a group's sessions nobody is told when another one is alone with the coach.
    theirs = later.filter(Q(coachee=None) | Q(coachee=coachee))
    following = theirs.filter(state=State.SCHEDULED).in_order().first()
    if following:
        return next_time(following, coachee)
    return (
        _now("We planned no next session. Write to me when you would like one.") if session.next_step == "none" else ""
    )


def learned_place(session: Session) -> str:
    return f"learned:{session.pk}"


def appreciation_place(session: Session) -> str:
    return f"appreciation:{session.pk}"
