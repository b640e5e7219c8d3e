"""Invitation: a link by which somebody joins the practice."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import Refusal
from handrail.practice.agreement import Agreement
from handrail.practice.consent import Consent, Kind
from handrail.practice.person import Person
from handrail.practice.practice import Practice

OPEN_FOR = timedelta(days=30)
SALT = "handrail.invitation"


class LinkExpired(Refusal):
    """The invitation's link no longer opens anything; a new one can be asked for."""


class State(models.TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InvitationQuerySet(CoveredQuerySet["Invitation"]):
    def visible_to(self, person: Person) -> "InvitationQuerySet":
        """Managers see all, coaches those they sent."""
        here = self.filter(practice_id=person.practice_id)
        if person.is_manager:
            return here
        return here.filter(sent_by=person) if person.is_coach else here.none()

    def at(self, token: str, *, at: datetime) -> "Invitation":
        """The open invitation that this link stands for."""
        try:
            invitation_id, times = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            raise LinkExpired from None
        found = self.filter(pk=invitation_id).select_related("person__account", "practice", "sent_by").first()
        if found is None or found.times_sent != times or found.state == State.WITHDRAWN:
            raise LinkExpired
        if found.state == State.SENT and at > found.last_sent_at + OPEN_FOR:
            raise LinkExpired
        return found


class Invitation(Covered):
    """One invitation of one person. Sent again, its earlier links stop working."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="sent_invitations")
    # What is joined besides the practice: the trajectory's id, for a client.
    joins_id = models.UUIDField(null=True)
    times_sent = models.PositiveIntegerField(default=1)
    last_sent_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State, default=State.SENT)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="invitation_state")]

    @property
    def token(self) -> str:
        return signing.dumps([str(self.pk), self.times_sent], salt=SALT)

    @property
    def is_enough(self) -> bool:
        """Whether the link alone lets its holder in: only as somebody who is nobody here yet. Who
        is here already, and may reach more than this invitation gives, signs in first."""
        accepted = Invitation.objects.filter(person_id=self.person_id, state=State.ACCEPTED)
        more = self.person.roles - {"coachee"} if self.joins_id else frozenset()
        return not more and not accepted.exists()

    @classmethod
    def send(cls, person: Person, *, by: Person, at: datetime, joins_id: UUID | None = None) -> "Invitation":
        """Invite, or invite again: one invitation for each person and thing joined."""
        if earlier := cls.objects.filter(person=person, joins_id=joins_id).exclude(state=State.WITHDRAWN).first():
            return earlier.renew(by=by, at=at)
        invitation = cls(practice_id=by.practice_id, person=person, sent_by=by, joins_id=joins_id, last_sent_at=at)
        with write(Verb.INVITATION_SENT, by=by, at=at, subject=invitation) as writing:
            return writing.add(invitation)

    def renew(self, *, by: Person, at: datetime) -> "Invitation":
        with write(Verb.INVITATION_RENEWED, by=by, at=at, subject=self) as writing:
            writing.change(self, when={State.SENT}, times_sent=self.times_sent + 1, last_sent_at=at)
        return self

    def accept(self, *, by: Person, at: datetime) -> "Invitation":
        """The invited person says yes. A client says the two yeses of consent with it, in one entry."""
        with write(Verb.INVITATION_ACCEPTED, by=by, at=at, subject=self) as writing:
            if writing.move(self, {State.SENT}, State.ACCEPTED) and self.joins_id:
                agreement = Agreement.objects.current(self.practice_id)
                for kind in Kind:
                    writing.add(Consent(practice_id=self.practice_id, person=by, agreement=agreement, kind=kind))
        return self

    def withdraw(self, *, by: Person, at: datetime) -> "Invitation":
        with write(Verb.INVITATION_WITHDRAWN, by=by, at=at, subject=self) as writing:
            writing.move(self, {State.SENT}, State.WITHDRAWN)
        return self
