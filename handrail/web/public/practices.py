"""One address, several practices: choose which one to be in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handrail.web.arriving import LEADS_TO, own_path
from handrail.web.request import Visit
from handrail.web.who import people_of, proven_at, sign_in


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def practices(request: Visit) -> HttpResponse:
    people = list(people_of(request).with_roles())
    if not people:
        return redirect("home" if request.person else "sign-in")
    if request.method != "POST":
        return render(request, "public/practices.html", {"people": people})
    chosen = next((person for person in people if str(person.pk) == request.POST.get("person")), None)
    if chosen is None:
        return redirect("practices")
    leads_to, proven = own_path(request.session.get(LEADS_TO, "")), proven_at(request)
    sign_in(request, chosen, account_id=chosen.account_id, several=len(people) > 1, proven_at=proven)
    return redirect(leads_to or "home")
