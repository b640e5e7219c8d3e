"""What a client is asked of a session: three taps, and a line if they like [34]. The same from a mail and here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.feedback import QUESTIONS, Feedback
from handrail.web.fields import ScaleField, WordsField

STEPS = frozenset("12345")


class FeedbackForm(forms.Form):
    """Cleans to what `Feedback.give` takes."""

    useful = ScaleField(label=QUESTIONS["useful"], low=_("little"), high=_("a lot"), first=1, last=5)
    room = ScaleField(label=QUESTIONS["room"], low=_("little"), high=_("as much as I wanted"), first=1, last=5)
    energy = ScaleField(label=QUESTIONS["energy"], low=_("hardly any"), high=_("a lot"), first=1, last=5)
    wish = WordsField(label=_("What would make the next one better for you?"), hint=_("If you like."), rows=2)

    def __init__(self, data: Any = None, *, said: Feedback | None, first: str = "") -> None:
        """`first`: what was tapped in the mail already."""
        given = {**said.answers, "wish": said.wish} if said else {}
        if first in STEPS:
            given["useful"] = int(first)
        super().__init__(data, auto_id="feedback-%s", initial=given)
