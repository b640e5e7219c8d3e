"""Draft: words on their way. The author's alone, kept by the server until they become a revision."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Q

from handrail.lib.difference import fingerprint
from handrail.lib.ids import uuid7
from handrail.lib.words import LONG, Words
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory

# More than any text keeps: what is too long is still being worked on, and is told so when it is saved.
_limits = Words(limit=20 * LONG)
_limits.name = "text"


class Draft(models.Model):
    """A machine table: no entry, no history. One for each person and place; where several pages may lie open at once
    (a note on the phone and at the desk), one for each of them, so that neither writes over the other."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    practice_id = models.UUIDField()
    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    # Which form: "note:<session id>:shared", "reflection:<id>"; behind a "#" which page it was open on.
    place = models.CharField(max_length=120)
    text = models.TextField()
    # What the form showed when the writing began (handrail.lib.difference.fingerprint).
    base = models.CharField(max_length=16, default="")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="draft_once_per_place")]

    @classmethod
    def keep(
        cls, person: Person, *, trajectory: Trajectory, place: str, text: str, base: str, at: datetime, page: str = "",
        seen: str = "",
    ) -> None:  # fmt: skip
        """Keep what is typed so far; of one page the newest wins. `seen` is the fingerprint of what the page showed
        when it was opened: a draft with these words goes on in this one."""
        mine = f"{place}#{page}" if page else place
        if seen:
            cls._drop(each for each in cls.at(person, place) if each.place != mine and fingerprint(each.text) == seen)
        cls.objects.update_or_create(
            person=person, place=mine,
            defaults={
                "practice_id": person.practice_id, "trajectory": trajectory,
                "text": _limits.tidy(text), "base": base[:16], "kept_at": at,
            },
        )  # fmt: skip

    @classmethod
    def at(cls, person: Person, place: str) -> "models.QuerySet[Draft]":
        """Of every page that lies open there, the newest first."""
        mine = cls.objects.filter(Q(place=place) | Q(place__startswith=f"{place}#"), person=person)
        return mine.order_by("-kept_at", "-pk")

    @classmethod
    def of(cls, person: Person, place: str) -> "Draft | None":
        return cls.at(person, place).first()

    @property
    def page(self) -> str:
        return self.place.partition("#")[2]

    @classmethod
    def drop(cls, person: Person, place: str) -> None:
        """The words became a revision."""
        cls.at(person, place).delete()

    @classmethod
    def settle(cls, person: Person, place: str, *, page: str, seen: str, text: str) -> None:
        """What was written on this page became a revision: this page's draft goes, the one it began with, and any that
        says no more than this. What another page holds besides stays."""
        cls._drop(
            each for each in cls.at(person, place)
            if each.page == page or fingerprint(each.text) == seen or each.says_no_more_than(text)
        )  # fmt: skip

    def says_no_more_than(self, text: str) -> bool:
        return self.text.replace("\r\n", "\n").strip() in text.replace("\r\n", "\n")

    @classmethod
    def _drop(cls, drafts: "Iterable[Draft]") -> None:
        cls.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
