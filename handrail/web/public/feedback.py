"""Where the summary's mail asks how the session was: answered without signing in. Looking changes nothing; a tap in the
mail only marks the first answer, and sending it is a POST. The token opens this one thing and nothing else, and needs
no CSRF token: who can post here knows it, and that is all there is to know."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.trajectory.feedback import OPEN_FOR, OVER, Feedback
from handrail.trajectory.summary import Summary
from handrail.web.acting import REFUSED
from handrail.web.feedback_form import FeedbackForm
from handrail.web.public.answer import small
from handrail.web.public.sign_in import ASKED_OR_SENT, GONE
from handrail.web.summary_mail import summary_of
from handrail.web.wording import word

NOT_HERE = _("This link opens nothing here, or does not any more.")


@csrf_exempt
@require_http_methods(ASKED_OR_SENT)
@never_cache
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST" and "noted" in request.GET:
        return small(request, "noted", said=_("Thank you. Your coach reads it before the next session."))
    summary, at = summary_of(token), now()
    person = _still_asked(summary, at=at)
    if summary is None or person is None:
        return small(request, "gone", said=NOT_HERE, status=GONE)
    said = Feedback.objects.filter(session=summary.session_id, coachee=person).first()
    if request.method != "POST":
        form = FeedbackForm(said=said, first=request.GET.get("useful", ""))
        return _page(request, summary, form)
    form = FeedbackForm(request.POST, said=said)
    if not form.is_valid() or not _given(form, summary, person, at=at, before=said.revision if said else 0):
        return _page(request, summary, form, status=REFUSED)
    answer = HttpResponse(status=303)
    answer["Location"] = f"{request.path}?noted"
    return answer


def _page(request: HttpRequest, summary: Summary, form: FeedbackForm, *, status: int = 200) -> HttpResponse:
    coach = summary.trajectory.coach
    return small(request, "feedback", form=form, coach=coach, session=summary.session, status=status)


def _still_asked(summary: Summary | None, *, at: datetime) -> Person | None:
    """The one who was sent it, if they are still here, their yes stands, and it is not long ago."""
    if summary is None or summary.coachee is None:
        return None
    person, session = summary.coachee, summary.session
    is_here = person.account_id is not None and person in summary.trajectory.coachees() and person.consents_now
    is_asked = session.state in OVER and at < session.ends_at + OPEN_FOR and bool(summary.text)
    return person if is_here and is_asked else None


def _given(form: FeedbackForm, summary: Summary, person: Person, *, at: datetime, before: int) -> bool:
    """Once: the same in two tabs, or posted twice, is said one time."""
    key = sha256(f"{summary.pk} {form.cleaned_data!r} {before}".encode()).hexdigest()
    try:
        perform(
            lambda **who: Feedback.give(summary.session, **who, **form.cleaned_data),
            by=person, at=at, surface=Surface.LINK, key=key,
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, word(refusal))
        return False
    return True
