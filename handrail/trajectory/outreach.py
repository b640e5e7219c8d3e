"""Outreach: a word from the coach to one client, sent when the coach felt like it or thought it was needed [79, 82]. It
goes where the client wants to hear of things, stands on their page, and they write back in the same place.

Why it was sent is no part of it: that is the coach's alone, and stands on a row of its own (handling.py) [115]."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import Missing, NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.trajectory import Trajectory

LIMIT = 4_000
# Nobody writes the same words to somebody again so soon: they were sent from a second window.
TWICE = timedelta(hours=1)


class Outreach(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"coachee_id", "text", "sent_at"})

    text = Words(limit=LIMIT, required=True)
    sent_at = models.DateTimeField()
    reply = Words(limit=LIMIT)
    replied_on = models.DateField(null=True)

    objects = BelongingQuerySet["Outreach"].as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(coachee__isnull=False), name="outreach_is_somebodys")]
        indexes = [models.Index(fields=["sent_at"], name="outreach_by_moment")]

    @classmethod
    def of(cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, text: str) -> "Outreach":
        """One to be written: by the coach, to somebody who takes part by their own yes."""
        if by.pk != trajectory.coach_id:
            raise NotYours
        if not trajectory.participants.filter(person=coachee, state="agreed").exists():
            raise NotYours("coachee")
        return cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, coachee=coachee, text=text, sent_at=at,
        )  # fmt: skip

    @classmethod
    def send(cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, text: str) -> "Outreach":
        word = cls.of(trajectory, by=by, at=at, coachee=coachee, text=text)
        with write(Verb.OUTREACH_SENT, by=by, at=at, subject=word) as writing:
            lately = cls.objects.filter(trajectory=trajectory, coachee=coachee, sent_at__gt=at - TWICE)
            before = next((each for each in lately if each.is_again(text, at=at)), None)
            return before or writing.add(word)

    def is_again(self, text: str, *, at: datetime) -> bool:
        """Whether these words are this word, sent once more."""
        return self.sent_at > at - TWICE and self.text.split() == text.split()

    def answer(self, *, by: Person, at: datetime, text: str) -> "Outreach":
        """The client writes back; what they write later stands below what they wrote before."""
        if by.pk != self.coachee_id:
            raise NotYours
        if not text.strip():
            raise Missing("text")
        with write(Verb.OUTREACH_ANSWERED, by=by, at=at, subject=self) as writing:
            self.refresh_from_db(fields=["reply", "revision"])
            words = f"{self.reply}\n\n{text}" if self.reply else text
            writing.change(self, reply=words, replied_on=by.said_on(at))
        return self
