"""Two people wrote in one place: which of their texts are two, for parts/_both.html to show."""

from django import forms

from handrail.lib.difference import fingerprint
from handrail.web.acting import REFUSED
from handrail.web.notes import CONFLICT, Both


def both_of(form: forms.Form | None, *, theirs: str, field: str = "text") -> Both | None:
    """Both texts, when a form was refused because its words began from others than there are now."""
    if form is None or not form.is_bound:
        return None
    yours, base = str(form[field].value() or ""), str(form["base"].value() or "")
    if not base or fingerprint(theirs) in (base, fingerprint(yours)):
        return None
    return Both(theirs, yours)


def status_of(refused: object, both: Both | None) -> int:
    """What a page answers with that shows a form again, or for the first time."""
    return CONFLICT if both else REFUSED if refused else 200
