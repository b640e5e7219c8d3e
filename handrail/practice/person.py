"""Person: somebody within one practice. The same address elsewhere is another person."""

from datetime import date, datetime
from functools import cache, cached_property
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.surface import said_at
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotUnderstood
from handrail.lib.words import SHORT, Words
from handrail.practice.account import Account, address
from handrail.practice.practice import Practice


class PersonQuerySet(CoveredQuerySet["Person"]):
    def visible_to(self, person: "Person") -> "PersonQuerySet":
        """Managers see everyone; coaches their clients, and other coaches; clients their coach."""
        here = self.filter(practice_id=person.practice_id)
        if person.is_manager:
            return here
        reach = Q(pk=person.pk) | Q(led__participants__person=person)
        if person.is_coach:
            reach |= Q(participations__trajectory__coach=person) | Q(invitations__sent_by=person)
        return here.filter(pk__in=here.filter(reach).values("pk"))

    def coaches_of(self, practice_id: Any) -> "PersonQuerySet":
        return self.filter(practice_id=practice_id, memberships__role="coach", memberships__state="active")

    def first_coach(self, practice_id: Any) -> "Person | None":
        """Whoever has coached here longest: in whose name a file is taken in."""
        return self.coaches_of(practice_id).order_by("memberships__pk").first()

    def as_visitors(self) -> "PersonQuerySet":
        """Each person with all that the doors ask: their roles, and whether their two yeses stand."""
        given = Person._meta.get_field("consents").related_model._base_manager.filter(state="given")
        # One yes joined with the other: cheaper to compose than two questions.
        both = given.filter(kind="agreement", person__consents__kind="personal", person__consents__state="given")
        return self.with_roles().annotate(_consents=Exists(both.filter(person=OuterRef("pk"))))

    def with_roles(self) -> "PersonQuerySet":
        """Each person with the roles they hold now, in one statement."""

        def holds(role: str) -> Exists:
            held = Person._meta.get_field("memberships").related_model
            return Exists(held._base_manager.filter(person=OuterRef("pk"), role=role, state="active"))

        return self.annotate(_coach=holds("coach"), _manager=holds("manager"), _coachee=holds("coachee"))


class Person(Covered):
    """One person of one practice: coach, manager, client, or more than one of these."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="people")
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="people")
    name = Words(limit=SHORT, required=True, one_line=True)
    email = Words(limit=254)
    # An IANA name. The browser tells it at the first visit; then it is the person's to change.
    zone = models.CharField(max_length=64, default="UTC")
    zone_is_chosen = models.BooleanField(default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "account"], name="person_once_per_practice")]
        indexes = [models.Index(fields=["zone"], name="person_by_zone")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> frozenset[str]:
        if "_coach" in self.__dict__:
            return frozenset(role for role in ("coach", "manager", "coachee") if self.__dict__[f"_{role}"])
        return frozenset(self.memberships.filter(state="active").values_list("role", flat=True))

    @property
    def consents_now(self) -> bool:
        """Whether both yeses stand, so that content may be written and read."""
        if "_consents" in self.__dict__:
            return bool(self.__dict__["_consents"])
        given = self.consents.filter(state="given").values_list("kind", flat=True)
        return {"agreement", "personal"} <= set(given)

    @property
    def is_coach(self) -> bool:
        return "coach" in self.roles

    @property
    def is_manager(self) -> bool:
        return "manager" in self.roles

    @property
    def is_coachee(self) -> bool:
        return "coachee" in self.roles

    @property
    def given_name(self) -> str:
        return self.name.split(" ")[0] if self.name else ""

    def today(self, at: datetime) -> date:
        """The day it is where this person is."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def said_on(self, at: datetime) -> date:
        """The day on which they said or did it: of what waited on a phone without a network, the day of the tap."""
        return self.today(said_at(at))

    @classmethod
    def new(cls, practice: Practice, *, name: str, email: str, zone: str) -> "Person":
        """A person not yet written, with the account of the address."""
        account = Account.objects.at(email)
        return cls(practice=practice, account=account, name=name, email=address(email), zone=known_zone(zone))

    def change(self, *, by: "Person", at: datetime, name: str) -> "Person":
        with write(Verb.PERSON_CHANGED, by=by, at=at, subject=self) as writing:
            writing.change(self, name=name)
        return self

    def move(self, *, by: "Person", at: datetime, zone: str, chosen: bool = True) -> "Person":
        """Live by another time zone. What the browser says never undoes what was chosen."""
        zone = known_zone(zone)
        with write(Verb.PERSON_MOVED, by=by, at=at, subject=self) as writing:
            if chosen or not self.zone_is_chosen:
                writing.change(self, zone=zone, zone_is_chosen=self.zone_is_chosen or chosen)
        return self

    def erase(self, *, by: "Person", at: datetime) -> "Person":
        """Take name and address out of the practice's whole history. The trajectories this
        person had are erased by themselves, before."""
        with write(Verb.PERSON_ERASED, by=by, at=at, subject=self) as writing:
            account = self.account
            writing.change(self, name="", email="", account_id=None)
            for membership in self.memberships.filter(state="active"):
                writing.move(membership, {"active"}, "ended")
            writing.erase_texts(of_rows=[self.pk])
            if account and not account.people.exists():
                account.delete()
        return self


@cache
def zones() -> frozenset[str]:
    """Every time zone there is. Finding out reads some six hundred files."""
    # Two names mean whatever this machine says, which another would not.
    return frozenset(available_timezones() - {"localtime", "Factory"})


def zones_in_use() -> list[str]:
    """The zones that anybody here lives by. Steps from one to the next in an index, so that a million people cost no
    more than a few."""
    table = Person._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE step (zone) AS (SELECT min(zone) FROM {table} UNION ALL SELECT "
            f"(SELECT min(p.zone) FROM {table} p WHERE p.zone > step.zone) FROM step WHERE step.zone IS NOT NULL) "
            "SELECT zone FROM step WHERE zone IS NOT NULL"
        )
        # A zone that this machine has not heard of must not keep everybody else waiting.
        return [zone for (zone,) in cursor.fetchall() if zone in zones()]


def known_zone(zone: str) -> str:
    """The zone, when there is one of this name."""
    if zone not in zones():
        raise NotUnderstood("zone")
    return zone
