"""The front door: where whoever comes belongs."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.web.arriving import may_choose
from handrail.web.request import Visit


@require_safe
def home(request: Visit) -> HttpResponse:
    if request.person:
        return redirect(entrance(request.person))
    if may_choose(request):
        return redirect("practices")
    return redirect("sign-in" if Practice.objects.exists() else "start")


def entrance(person: Person) -> str:
    """The name of the page that somebody of these roles begins with."""
    if person.is_coach:
        return "coach:morning"
    if person.is_coachee:
        return "coachee:today"
    return "manager:people" if person.is_manager else "me"
