"""What a client may say before a session (`Preparation.say`): the same three fields in the app and by a link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.preparation import Preparation
from handrail.web.fields import ScaleField, WordsField


class PreparationForm(forms.Form):
    topic = WordsField(label=_("What I want to talk about"), rows=2)
    energy = ScaleField(label=_("My energy right now"), low=_("none"), high=_("full of it"))
    wish = WordsField(label=_("What I wish for from this session"), rows=2)

    def __init__(self, data: Any = None, *, said: Preparation | None = None) -> None:
        initial = {"topic": said.topic, "energy": said.energy, "wish": said.wish} if said else {}
        super().__init__(data, auto_id="brings-%s", initial=initial)
