"""Photos on pages: how one comes in and how it is handed out. Coach and client have addresses of their own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from handrail.lib.picture import LARGEST, Picture, picture
from handrail.lib.refusal import Refusal
from handrail.trajectory.action import Action
from handrail.trajectory.photo import Photo
from handrail.trajectory.photo_content import PhotoContent
from handrail.web.wording import word

HEADERS = {
    # Never in a shared cache, and not left behind on a shared phone.
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": 'inline; filename="photo.jpg"',
}


class PhotoField(forms.FileField):
    """Cleans to the picture as it is kept, or to None. What is sent is looked at, and not what it is called."""

    def __init__(self, *, required: bool) -> None:
        super().__init__(
            required=required, label=_("A photo"), allow_empty_file=True,
            help_text=_("JPEG, PNG or WebP. Where and with what it was taken is left out; your coach and you see it."),
            widget=forms.FileInput(attrs={"class": "input", "accept": "image/jpeg,image/png,image/webp"}),
            error_messages={"required": _("Choose a photo first."), "invalid": _("Choose a photo first.")},
        )  # fmt: skip

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        sent = super().clean(data, initial)
        if not sent:
            return None
        try:
            return picture(sent.read(LARGEST + 1))
        except Refusal as refusal:
            raise forms.ValidationError(word(refusal)) from None


class PhotoForm(forms.Form):
    """`Photo.add`."""

    picture = PhotoField(required=True)


def photos_of(action: Action, rows: Any) -> Sequence[Photo]:
    """Those of one action among the rows somebody reaches."""
    return list(rows.kept().filter(action=action).order_by("pk"))


def shown(photo_id: UUID, rows: Any) -> HttpResponse:
    """The picture itself; 404 for what is not reached, or was taken away."""
    if not rows.kept().filter(pk=photo_id).exists() or (content := PhotoContent.of(photo_id)) is None:
        raise Http404
    return HttpResponse(content, content_type="image/jpeg", headers=HEADERS)
