"""A session's summary on its way: one yes, and it is kept and goes to both, as a mail and as paper [31]."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handrail.export.summary_page import Letter, summary_page
from handrail.outbox.message import Message
from handrail.outbox.message import State as MessageState
from handrail.practice.person import Person
from handrail.trajectory.draft import Draft
from handrail.trajectory.feedback import QUESTIONS
from handrail.trajectory.session import Session
from handrail.trajectory.summary import State, Summary
from handrail.trajectory.trajectory import ENDED
from handrail.trajectory.whole import Whole

Row = TypeVar("Row")


def summary_place(session: Session, coachee: Person) -> str:
    return f"summary:{session.pk}:{coachee.pk}"


def send_summary(
    *,
    by: Person,
    at: datetime,
    session: Session,
    coachee: Person,
    text: str,
    base: str | None,
    number: int | None,
    edition: int | None = None,
) -> Summary:
    """In `perform`: the edition, and a mail to each of the two, or none of it. A client who has not said yes to what is
    kept of them gets no mail before they do (`with_what_waits`). `edition`: the one that was sent last when the page
    was opened; the same words are not sent anew unless that was meant."""
    there = Summary.objects.select_for_update(of=("self",)).filter(session=session, coachee=coachee).first()
    if there and edition is not None and there.edition > edition and there.text == text:
        # Another tab sent it.
        return there
    summary = Summary.send(session, by=by, at=at, coachee=coachee, text=text, base=base)
    Draft.drop(by, summary_place(session, coachee))
    letter = letter_of(summary, number=number)
    if is_mailed_to(coachee):
        _queue(summary, letter, to=coachee, at=at)
    _queue(summary, letter, to=by, at=at)
    return summary


def with_what_waits(verb: Callable[..., Row]) -> Callable[..., Row]:
    """A yes that is the last one needed brings the summary that was not mailed for want of it."""

    def both(*, by: Person, at: datetime, **given: Any) -> Row:
        row = verb(by=by, at=at, **given)
        _send_what_waited(by, at=at)
        return row

    return both


def _send_what_waited(coachee: Person, *, at: datetime) -> None:
    """The newest of each trajectory that goes on and that never went to them; the earlier ones lie on its pages."""
    if not is_mailed_to(Person.objects.get(pk=coachee.pk)):
        return
    sent = Summary.objects.visible_to_participant(coachee).filter(coachee=coachee, state=State.SENT)
    going = sent.exclude(trajectory__state__in=ENDED).select_related(
        "session", "trajectory__coach", "trajectory__practice"
    )
    newest = {each.trajectory_id: each for each in going.order_by("session__starts_at")}
    mailed = Message.objects.filter(about__in=[each.pk for each in newest.values()], to=coachee.email)
    there = set(mailed.exclude(state=MessageState.CANCELLED).values_list("about", flat=True))
    for each in newest.values():
        if each.pk not in there:
            landing = Whole.of(each.trajectory, coachee, at=at, nouns=(Session,)).landing(each.session)
            _queue(each, letter_of(each, number=landing.number if landing else None), to=coachee, at=at)


def is_mailed_to(coachee: Person) -> bool:
    return coachee.account_id is not None and coachee.consents_now


def letter_of(summary: Summary, *, number: int | None) -> Letter:
    session, coachee = summary.session, summary.coachee
    assert coachee, "a summary is somebody's"
    return Letter(
        summary.text, summary.edition, number, coachee.today(session.starts_at), coachee,
        summary.trajectory.coach, summary.trajectory.practice.name,
    )  # fmt: skip


def feedback_url(summary: Summary) -> str:
    return f"{settings.HANDRAIL_URL}{reverse('feedback', args=[_seal().sign(summary.pk.hex)])}"


def summary_of(token: str) -> Summary | None:
    """The sent summary whose mail this link was in."""
    try:
        summary_id = UUID(hex=_seal().unsign(token))
    except (BadSignature, ValueError):
        return None
    rows = Summary.objects.select_related("session", "trajectory__coach", "coachee__practice")
    return rows.filter(pk=summary_id, edition__gt=0).first()


def _seal() -> Signer:
    return Signer(salt="handrail.feedback", sep=".")


def _queue(summary: Summary, letter: Letter, *, to: Person, at: datetime) -> None:
    is_coach = to.pk == letter.coach.pk
    question = next(iter(QUESTIONS.values()))
    context = {
        "letter": letter, "to": to, "is_coach": is_coach, "feedback": feedback_url(summary), "question": question,
        "steps": range(1, 6), "here": _here(summary, is_coach=is_coach),
    }  # fmt: skip
    said = {"title": letter.title, "name": letter.coachee.name, "day": date_format(letter.on, "l j F")}
    subject = _("%(name)s: %(title)s, %(day)s") if is_coach else _("%(title)s, %(day)s: what we agreed")
    Message.queue(
        practice_id=summary.practice_id, to=to.email, subject=subject % said, at=at, about=summary.pk,
        text=render_to_string("mail/summary.txt", context), html=render_to_string("mail/summary.html", context),
        thread=summary.trajectory_id, reply_to="" if is_coach else letter.coach.email,
        paper=summary_page(letter), paper_name=letter.file_name,
    )  # fmt: skip


def _here(summary: Summary, *, is_coach: bool) -> str:
    space = "coach" if is_coach else "coachee"
    return f"{settings.HANDRAIL_URL}{reverse(f'{space}:summary', args=[summary.session_id])}"
