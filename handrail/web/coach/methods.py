"""The library of methods: looking, writing, sharing as a file and bringing one in [106]."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.ledger.refusals import Stale
from handrail.lib.difference import fingerprint
from handrail.lib.refusal import Refusal
from handrail.trajectory.method import Method
from handrail.trajectory.methods.file import LARGEST, read, written
from handrail.trajectory.methods.form import Form
from handrail.trajectory.participant import State as Joining
from handrail.trajectory.trajectory import Trajectory
from handrail.web.acting import REFUSED, perform
from handrail.web.coach.library import Listed, library, listed, put_away
from handrail.web.coach.method_form import MethodForm
from handrail.web.coach.page import page
from handrail.web.doors import for_coach, found
from handrail.web.fields import WordsField
from handrail.web.request import Request
from handrail.web.sheet import SheetForm
from handrail.web.wording import word

CONFLICT = 409


class FileForm(forms.Form):
    """A file, or what stood in one. Looked at first; kept only after a yes."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=_("The file"),
        widget=forms.FileInput(attrs={"class": "input", "accept": ".toml,.txt"}),
    )
    text = WordsField(label=_("Or paste what stands in it"), rows=6)

    def clean(self) -> dict[str, str]:
        upload: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if upload is None:
            return {"text": self.cleaned_data.get("text", "")}
        try:
            # One more than fits is enough to see that it is too large.
            return {"text": upload.read(4 * LARGEST + 1).decode("utf-8")}
        except UnicodeDecodeError:
            raise forms.ValidationError(_("This is not a text. A method is a text file that ends in .toml.")) from None


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def methods(request: Request) -> HttpResponse:
    """The list; POST writes a new one."""
    if request.method == "POST":
        return _write(request, MethodForm(request.POST, of=_begun_from(request)), Method.write)
    mine = library(request.person)
    return page(
        request, "methods", own=[each for each in mine if each.row], shipped=[each for each in mine if not each.row],
        put_away=put_away(request.person),
    )  # fmt: skip


@require_safe
@for_coach
def new(request: Request) -> HttpResponse:
    """From nothing, or from one that is there already."""
    return page(request, "method_form", form=MethodForm(of=_begun_from(request)), row=None, begun=_begun(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def method(request: Request, method_id: UUID) -> HttpResponse:
    row = found(Method.objects.visible_to(request.person), method_id)
    if request.method == "POST":
        return _write(request, MethodForm(request.POST, of=row.form), row.change, row)
    return _shown(request, Listed(row.pk.hex, row.form or Form("", "", ""), row))


@require_safe
@for_coach
def wording(request: Request, method_id: UUID) -> HttpResponse:
    row = found(Method.objects.visible_to(request.person), method_id)
    return page(request, "method_form", form=MethodForm(of=row.form, base=fingerprint(row.text)), row=row, begun="")


@require_POST
@for_coach
def standing(request: Request, method_id: UUID) -> HttpResponse:
    """Put away, or taken out again."""
    row = found(Method.objects.visible_to(request.person), method_id)
    perform(request, row.take_out if request.POST.get("state") == "kept" else row.put_away)
    return redirect("coach:method", row.pk)


@require_safe
@for_coach
def shipped(request: Request, key: str) -> HttpResponse:
    return _shown(request, _shipped(request, key))


@require_safe
@for_coach
def file(request: Request, method_id: UUID) -> HttpResponse:
    row = found(Method.objects.visible_to(request.person), method_id)
    return _download(row.form.title if row.form else "", row.text)


@require_safe
@for_coach
def shipped_file(request: Request, key: str) -> HttpResponse:
    one = _shipped(request, key)
    return _download(one.form.title, one.text)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def bringing(request: Request) -> HttpResponse:
    """A file is looked at, and kept after a yes."""
    if request.method != "POST":
        return page(request, "method_file", form=FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, "method_file", form=form, status=REFUSED)
    text = form.cleaned_data["text"]
    try:
        seen = read(text)
        if request.POST.get("kept") == "on":
            return redirect("coach:method", perform(request, Method.write, text=text).pk)
    except Refusal as refusal:
        form.add_error(None, word(refusal))
        return page(request, "method_file", form=form, status=REFUSED)
    return page(request, "method_file", form=form, seen=seen, sheet=SheetForm(seen), text=written(seen))


def _write(request: Request, form: MethodForm, verb: Callable[..., Method], row: Method | None = None) -> HttpResponse:
    status = REFUSED
    if form.is_valid():
        more = {"base": form.cleaned_data["base"] or None} if row else {}
        try:
            done = perform(request, partial(verb, **more), text=written(form.form))
            messages.success(request, _now("Kept in the library."))
            return redirect("coach:method", done.pk)
        except Stale as stale:
            form.add_error(None, _now("Another coach changed this meanwhile. Copy what you need, and open it again."))
            status = CONFLICT if stale else REFUSED
        except Refusal as refusal:
            form.add_error(None, word(refusal))
    return page(request, "method_form", form=form, row=row, begun=_begun(request), status=status)


def _shown(request: Request, one: Listed) -> HttpResponse:
    led = Trajectory.objects.led_by(request.person).running().prefetch_related("participants__person").order_by("pk")
    clients = [(each.pk, _names(each)) for each in led]
    return page(request, "method", one=one, form=one.form, sheet=SheetForm(one.form), clients=clients)


def _names(trajectory: Trajectory) -> str:
    return ", ".join(each.person.name for each in trajectory.participants.all() if each.state != Joining.LEFT)


def _shipped(request: Request, key: str) -> Listed:
    one = listed(request.person, key)
    if one is None or one.row:
        raise Http404
    return one


def _begun(request: Request) -> str:
    return request.POST.get("begun") or request.GET.get("from", "")


def _begun_from(request: Request) -> Form | None:
    one = listed(request.person, _begun(request))
    return one.form if one else None


def _download(title: str, text: str) -> HttpResponse:
    name = slugify(title) or "method"
    return HttpResponse(
        text.rstrip("\n") + "\n", content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.toml"'},
    )  # fmt: skip
