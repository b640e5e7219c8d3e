"""The two yeses, where one is not there yet or was taken back: nothing is shown or asked. One form, one yes."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from handrail.practice.agreement import Agreement
from handrail.practice.consent import Consent, Kind
from handrail.practice.consent import State as ConsentState
from handrail.web.acting import REFUSED, perform
from handrail.web.coachee.page import page
from handrail.web.doors import for_coachee
from handrail.web.request import Request
from handrail.web.summary_mail import with_what_waits


@require_http_methods(["GET", "HEAD", "POST"])
@for_coachee
def consent(request: Request) -> HttpResponse:
    person = request.person
    agreement = Agreement.objects.current(person.practice_id)
    status = 200
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind in Kind.values:
            perform(request, with_what_waits(Consent.give), agreement=agreement, kind=kind)
            # Where one yes is still open, Today leads back here.
            return redirect("coachee:today")
        status = REFUSED
    mine = Consent.objects.filter(person=person)
    given = set(mine.filter(state=ConsentState.GIVEN).values_list("kind", flat=True))
    if len(given) == len(Kind) and status == 200:
        return redirect("coachee:today")
    return page(
        request, "consent", trajectory=None, status=status, agreement=agreement,
        missing=[kind for kind in Kind if kind not in given],
        was_taken_back=mine.filter(state=ConsentState.WITHDRAWN).exists(),
    )  # fmt: skip
