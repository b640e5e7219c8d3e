"""The mails that pages cause: written here, queued in the transaction of what they are about."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from handrail.lib.said import Said
from handrail.outbox.message import Message
from handrail.practice.account import Account, address
from handrail.practice.consent import Consent
from handrail.practice.consent import State as ConsentState
from handrail.practice.invitation import Invitation
from handrail.practice.invitation import State as InvitationState
from handrail.practice.joining import add_person, invite_colleague
from handrail.practice.person import Person
from handrail.practice.sign_in import WayIn
from handrail.trajectory.trajectory import ENDED, Trajectory
from handrail.trajectory.trajectory import State as TrajectoryState
from handrail.web.acting import perform
from handrail.web.request import Request

NOBODY, UNKNOWN = UUID(int=0), "nobody@handrail.invalid"


def sign_in(way_in: WayIn, *, at: datetime) -> None:
    """The link and the code. For an address that nobody here has as much is done, down to the row
    in the outbox, and then undone: how long the answer takes is not to say who is known."""
    account_id = way_in.account.pk if way_in.account else NOBODY
    people = Person.objects.filter(account_id=account_id).select_related("practice")
    person = way_in.person or people.order_by("practice__is_demo", "pk").first()
    code = f"{way_in.code[:3]} {way_in.code[3:]}"
    words = _words("sign_in", url=_link("sign-in-link", way_in.token), code=code, person=person)
    with transaction.atomic():
        _queue(person or Person(practice_id=NOBODY, email=UNKNOWN), _("Your way in to Handrail"), words, at=at)
        transaction.set_rollback(person is None)


def invitation(invitation: Invitation, *, at: datetime) -> None:
    """To a client, or to somebody who is to coach or manage."""
    inviter, person = invitation.sent_by, invitation.person
    name = "invitation" if invitation.joins_id else "colleague"
    url = _link("invitation", invitation.token)
    words = _words(name, url=url, inviter=inviter, person=person, practice=invitation.practice)
    subject = _("%(inviter)s would like to work with you") if invitation.joins_id else _("%(inviter)s invites you")
    _queue(person, subject % {"inviter": inviter.name}, words, at=at)


def send_invitation(*, by: Person, at: datetime, trajectory: Trajectory, person: Person) -> Invitation:
    """Invite a client into a trajectory, or again, with the mail that says so: one transaction, in `perform`."""
    sent = trajectory.invite(person, by=by, at=at)
    invitation(sent, at=at)
    return sent


def invite_by_mail(request: Request, trajectory: Trajectory, person: Person) -> Invitation:
    """What the button on a coach's page does."""
    return perform(request, send_invitation, trajectory=trajectory, person=person)


def waits_for_a_server() -> bool:
    """Whether mail only waits here. Then people are told so, and not to look into their mail."""
    return not settings.HANDRAIL_SMTP


def links_to_hand_over(trajectory: Trajectory) -> list[str]:
    """The open invitations of a trajectory, for a coach whose installation cannot send mail yet. Where it can, no
    page shows them: who holds the link answers for the client."""
    if not waits_for_a_server() or trajectory.state != TrajectoryState.INVITED:
        return []
    sent = Invitation.objects.filter(joins_id=trajectory.pk, state=InvitationState.SENT)
    return [_link("invitation", invitation.token) for invitation in sent.order_by("pk")]


def send_to_colleague(*, by: Person, at: datetime, name: str, email: str, role: str) -> Person:
    """Invite somebody to coach or manage. Who is here already has the role at once, and needs no link."""
    known = Person.objects.filter(practice_id=by.practice_id, account__email=address(email)).first()
    if known and known.roles:
        return add_person(by=by, at=at, name=name, email=email, roles=(role,))
    sent = invite_colleague(by=by, at=at, name=name, email=email, role=role)
    invitation(sent, at=at)
    return sent.person


def send_again(*, by: Person, at: datetime, again: Invitation) -> Invitation:
    """A new link by a new mail; the earlier one closes."""
    again.renew(by=by, at=at)
    invitation(again, at=at)
    return again


def take_consent_back(*, by: Person, at: datetime, consent: Consent) -> Consent:
    """A yes is withdrawn, and the coaches whom it concerns hear of it: what they do next cannot wait for a look."""
    if consent.state == ConsentState.GIVEN:
        consent.withdraw(by=by, at=at)
        # Whoever's client they are, or were until their role here ended: their words lie there all the same.
        concerned = Trajectory.objects.filter(participants__person=by, participants__state="agreed")
        concerned = concerned.exclude(state__in=ENDED)
        for coach in Person.objects.filter(pk__in=concerned.values("coach"), account__isnull=False):
            words = _words("consent_withdrawn", person=by, coach=coach, kind=consent.get_kind_display())
            _queue(coach, _("%(name)s took a consent back") % {"name": by.name}, words, at=at)
    return consent


PASSKEY_ADDED = _lazy("A passkey was added: “%(name)s”. With it one signs in without a mail.")
PASSKEY_REMOVED = _lazy("A passkey was removed: “%(name)s”.")
SECOND_STEP_ADDED = _lazy("A second step was added. From now on, the code of an app is asked after the mailed link.")
SECOND_STEP_REMOVED = _lazy("The second step was removed. The mailed link is enough again.")
RECOVERY_CODES_MADE = _lazy("New recovery codes were made. The earlier ones open nothing any more.")
RECOVERY_CODE_USED = _lazy("A recovery code was used in place of the app. There are %(left)s left.")


def tell_of_keys(account: Account, happened: Said, *, at: datetime, **named: object) -> None:
    """How somebody signs in was changed: they hear of it, in case it was somebody else."""
    people = Person.objects.filter(account=account).select_related("practice")
    if person := people.order_by("practice__is_demo", "pk").first():
        words = _words("keys", person=person, happened=str(happened) % named, place=settings.HANDRAIL_URL)
        _queue(person, _("How you sign in to Handrail has changed"), words, at=at)


def _queue(person: Person, subject: str, words: dict[str, str], *, at: datetime) -> None:
    text, html = words["text"], words["html"]
    practice_id, to = person.practice_id, person.email
    Message.queue(practice_id=practice_id, to=to, subject=subject, text=text, html=html, at=at, about=person.pk)


def _words(name: str, **context: Any) -> dict[str, str]:
    return {
        "text": render_to_string(f"mail/{name}.txt", context),
        "html": render_to_string(f"mail/{name}.html", context),
    }


def _link(name: str, token: str) -> str:
    return f"{settings.HANDRAIL_URL}{reverse(name, args=[token])}"
