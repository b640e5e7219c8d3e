"""The request as the views of signed-in people know it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from handrail.practice.person import Person


class Request(HttpRequest):
    """One whose person is known: every view behind a door of handrail.web.doors."""

    person: Person
    htmx: HtmxDetails


class Visit(HttpRequest):
    """One by anybody: a stranger too."""

    person: Person | None
    htmx: HtmxDetails
