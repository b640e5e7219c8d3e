"""What came in could not be read at all: too much of it, or in no known writing."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache


@never_cache
def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own answer reads the form once more, and falls over it. This one reads nothing: no form, no session;
    whoever wrote the text still has it one step back."""
    return HttpResponse(render_to_string("400.html"), status=400)
