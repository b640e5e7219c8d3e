"""The cards of the generative moment as they lie open, and writing on one: as with a note, drafts are kept, leaving the
card makes a version, and nobody is written over."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse

from handrail.ledger.refusals import Stale
from handrail.lib.difference import fingerprint
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.trajectory.draft import Draft
from handrail.trajectory.exploration import Card, Exploration
from handrail.trajectory.session import Session
from handrail.web.acting import REFUSED, perform
from handrail.web.drafts import draft_url
from handrail.web.holding_forms import CARDS, Refused
from handrail.web.notes import CONFLICT, Both
from handrail.web.request import Request
from handrail.web.wording import word


@dataclass(frozen=True)
class CardSheet:
    session: Session
    person: Person
    card: Card
    text: str
    base: str
    is_draft: bool = False
    error: str = ""
    both: Both | None = None

    @property
    def name(self) -> str:
        return f"card-{self.person.pk}-{self.card.value}"

    @property
    def label(self) -> str:
        return str(self.card.label)

    @property
    def asks(self) -> str:
        return str(CARDS[self.card])

    @property
    def draft_url(self) -> str:
        return draft_url(place(self.session, self.person, self.card), self.session.trajectory_id)


class CardForm(forms.Form):
    text = forms.CharField(required=False, strip=False)
    base = forms.CharField(required=False, max_length=16)


def place(session: Session, person: Person, card: str) -> str:
    return f"card:{session.pk}:{person.pk}:{card}"


def open_cards(
    session: Session, people: Iterable[Person], explorations: Iterable[Exploration], *, reader: Person,
    refused: Refused,
) -> list[tuple[Person, list[CardSheet]]]:  # fmt: skip
    """For each client all cards, with the reader's own drafts over what stands there: one statement for all drafts."""
    drafts = {d.place: d for d in Draft.objects.filter(person=reader, place__startswith=f"card:{session.pk}:")}
    written = {each.coachee_id: each for each in explorations if each.session_id == session.pk}

    def sheet(person: Person, card: Card) -> CardSheet:
        text = getattr(written[person.pk], card.value) if person.pk in written else ""
        draft = drafts.get(place(session, person, card))
        if draft is None or fingerprint(draft.text) == fingerprint(text):
            return CardSheet(session, person, card, text, fingerprint(text))
        return CardSheet(session, person, card, draft.text, draft.base or fingerprint(text), is_draft=True)

    found = [(person, [sheet(person, card) for card in Card]) for person in people]
    return [(person, [refused.forms.get(each.name, each) for each in sheets]) for person, sheets in found]


def write_card(request: Request, session: Session, person: Person, card: Card) -> CardSheet | str:
    """One version of one card: the fingerprint of what stands there now, or the sheet with what was amiss."""
    form, typed = CardForm(request.POST), request.POST.get("text", "")
    sheet = CardSheet(session, person, card, typed, request.POST.get("base", "")[:16])
    try:
        if not form.is_valid():
            return _but(sheet, error=str(form.errors))
        given: dict[str, Any] = {"coachee": person, "card": card.value, "text": typed, "base": sheet.base or None}
        perform(request, Exploration.write, session=session, on_behalf_of_id=person.pk, **given)
    except Stale as stale:
        return _but(sheet, error=word(stale), both=Both(stale.theirs, stale.yours))
    except Refusal as refusal:
        return _but(sheet, error=word(refusal))
    Draft.drop(request.person, place(session, person, card))
    return fingerprint(typed)


def quietly(written: "CardSheet | str") -> HttpResponse:
    """js/draft.js wants no page, only what its next version is compared with."""
    if isinstance(written, str):
        return HttpResponse(status=204, headers={"X-Base": written})
    return HttpResponse(status=CONFLICT if written.both else REFUSED)


def _but(sheet: CardSheet, *, error: str, both: Both | None = None) -> CardSheet:
    return CardSheet(sheet.session, sheet.person, sheet.card, sheet.text, sheet.base, error=error, both=both)
