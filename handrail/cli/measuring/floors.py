"""The floors: the least that a signed-in request, a signed-in write and a list of so many rows can cost here.

They are served by the same workers, from the same database, behind the same middleware as the pages that are
measured against them. They exist while a bench runs and at no other time.
"""

from base64 import b64encode
from os import urandom as random_bytes
from typing import ClassVar
from uuid import UUID, uuid4

from django.db import connection, models
from django.http import Http404, HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import include, path, resolve
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.clock import now
from handrail.lib.memory import forget

# Where the pages are when the floors lie beside them.
PRODUCT = "handrail.config.urls"
# Before the address of a page that is to be looked at for the first time, again and again.
FIRST_LOOK = "floor/first"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ row.text }}</title></head><body>
<h1>{{ row.text }}</h1><p>{{ row.at|date:"j F Y" }}</p></body></html>"""
LIST = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ rows|length }}</title></head><body><ul>
{% for row in rows %}<li><a href="/floor/{{ row.id }}">{{ row.text }}</a> {{ row.at|date:"j F Y" }}</li>{% endfor %}
</ul></body></html>"""
_engine = Engine()
_page, _list = _engine.from_string(PAGE), _engine.from_string(LIST)


class FloorRow(models.Model):
    """The plainest row there is. Its table is made and dropped with the bench's own database."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    person_id = models.UUIDField(db_index=True)
    text = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar["models.Manager[FloorRow]"] = models.Manager()

    class Meta:
        app_label = "measuring"


def lay(person_ids: list[UUID], rows: int) -> None:
    """Make the table, with so many rows for the first of these people and one for each other."""
    with connection.schema_editor() as editor:
        editor.create_model(FloorRow)
    first, *others = person_ids
    whose = [first] * rows + others
    FloorRow.objects.bulk_create(FloorRow(person_id=each, text="Call Ann about the shift", at=now()) for each in whose)


def _who(request: HttpRequest) -> UUID:
    """Who is signed in, as the product's own middleware found it; a stranger meets nothing here."""
    if (person := getattr(request, "person", None)) is None:
        raise Http404
    found: UUID = person.pk
    return found


@require_safe
def select(request: HttpRequest) -> HttpResponse:
    """One SELECT, a small template."""
    row = FloorRow.objects.filter(person_id=_who(request)).first()
    return HttpResponse(_page.render(Context({"row": row})))


@require_POST
def insert(request: HttpRequest) -> HttpResponse:
    """One INSERT, the same small template."""
    row = FloorRow.objects.create(person_id=_who(request), text=request.POST.get("text", ""), at=now())
    return HttpResponse(_page.render(Context({"row": row})))


@require_safe
def bare_list(request: HttpRequest, n: int) -> HttpResponse:
    """One SELECT of n rows, a line each."""
    return HttpResponse(_list.render(Context({"rows": list(FloorRow.objects.filter(person_id=_who(request))[:n])})))


@require_safe
def bare_page(request: HttpRequest, size: int) -> HttpResponse:
    """A page of so many bytes that do not compress (a third of base64 does), all of them before its words."""
    filling = b64encode(random_bytes(size)).decode()
    return HttpResponse(f"<!doctype html><title>Bare</title><!-- {filling} --><h1>Good morning</h1>")


@require_safe
def first_look(request: HttpRequest, page: str) -> HttpResponse:
    """No floor: a page of the product as it is drawn when nothing is kept, neither of its trajectory nor of another."""
    forget()
    match = resolve(f"/{page}", PRODUCT)
    drawn: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return drawn


urlpatterns = [
    path("floor/bytes/<int:size>", bare_page),
    path("floor/select", select),
    path("floor/insert", insert),
    path("floor/list/<int:n>", bare_list),
    path(f"{FIRST_LOOK}/<path:page>", first_look),
    path("", include(PRODUCT)),
]
