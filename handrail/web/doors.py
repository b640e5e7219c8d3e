"""The doors: who may come to a view at all. What they then reach is `visible_to`'s to say."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from handrail.practice.person import Person
from handrail.web.request import Visit

View = Callable[..., HttpResponse]
Row = TypeVar("Row", bound=models.Model)


def _door(opens: Callable[[Person], bool]) -> Callable[[View], View]:
    def guarded(view: View) -> View:
        @wraps(view)
        def at_the_door(request: Visit, *args: Any, **kwargs: Any) -> HttpResponse:
            person = request.person
            if person is None:
                leads_to = {"leads_to": request.get_full_path()} if request.method == "GET" else {}
                return redirect(f"{reverse('sign-in')}?{urlencode(leads_to)}" if leads_to else reverse("sign-in"))
            if not opens(person):
                raise Http404
            return view(request, *args, **kwargs)

        return at_the_door

    return guarded


for_coach = _door(lambda person: person.is_coach)
for_coachee = _door(lambda person: person.is_coachee)
for_manager = _door(lambda person: person.is_manager)
for_coach_or_manager = _door(lambda person: person.is_coach or person.is_manager)
for_anyone_here = _door(lambda person: True)


def found(rows: "models.QuerySet[Row]", row_id: UUID) -> Row:
    """The row of this id among those one may reach; anything else is 404, whatever it is."""
    for row in rows.filter(pk=row_id):
        return row
    raise Http404
