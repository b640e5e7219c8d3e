"""Handling: what a coach did about a signal [114, 3B]. That it was raised, and that it is over, is derived and no row;
that it was seen, acted on, put off or found not needed is. For the coach alone: no sign of a client's life, and never
shown to them [115].

One row for each evidence; when the same evidence was answered with a second word to the client, that is its next turn,
so that each word stays tied to what it was about."""

import re
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import Writing, write
from handrail.lib.refusal import Missing, NotUnderstood, NotYours, OutOfRange
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory

# For so long the same evidence does not come back [3B].
QUIET = timedelta(days=14)
PUT_OFF_AT_MOST = timedelta(days=92)
# What names evidence holds no words: it stays when they are erased.
MARK = re.compile(r"[a-z0-9_.:=|-]{0,120}")


class State(models.TextChoices):
    SEEN = "seen", _("Seen")
    ACTED = "acted", _("Something was done")
    SNOOZED = "snoozed", _("Later")
    DISMISSED = "dismissed", _("Not needed")


class HandlingQuerySet(BelongingQuerySet["Handling"]):
    def read_by_participant(self, person: Person) -> Q:
        """For the one who leads the trajectory: nobody else, not even as a trace."""
        return Q(pk__in=[])


class Handling(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"coachee_id", "kind", "evidence", "turn"})

    # A kind of signal by its name (signals/signal.py), and what its evidence is known again by: the same for as long as
    # it is the same (what it is about and since which lived day, say), and not a number that grows every day.
    kind = models.CharField(max_length=32)
    evidence = models.CharField(max_length=120, blank=True, default="")
    turn = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=16, choices=State, default=State.SEEN)
    reason = Words(limit=500)
    # The first day on which the same evidence may come back; empty, it never went.
    until = models.DateField(null=True)
    # The word that was sent because of it.
    outreach = models.ForeignKey(Outreach, models.PROTECT, null=True, related_name="+")

    objects = HandlingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "coachee", "kind", "evidence", "turn"], name="handling_once_each",
                condition=Q(coachee__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["trajectory", "kind", "evidence", "turn"], name="handling_once",
                condition=Q(coachee__isnull=True),
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="handling_state"),
            models.CheckConstraint(
                condition=Q(state=State.SEEN, until=None) | (~Q(state=State.SEEN) & Q(until__isnull=False)),
                name="handling_until",
            ),
        ]  # fmt: skip

    def is_quiet(self, today: date) -> bool:
        """Whether the same evidence stays where it is; `today` is the coach's."""
        return self.until is not None and today < self.until

    @classmethod
    def of(cls, trajectory: Trajectory, *, kind: str, evidence: str = "", coachee: Person | None = None) -> "Handling":
        """What was done about this evidence last, or a row that is not written yet. `coachee`: whom it is about; nobody
        where it is about the coach's own side."""
        there = cls.objects.filter(trajectory=trajectory, coachee=coachee, kind=kind, evidence=evidence)
        place = {"practice_id": trajectory.practice_id, "trajectory": trajectory, "coachee": coachee}
        return there.order_by("-turn").first() or cls(**place, kind=kind, evidence=evidence)

    # Whichever is said last stands; so each takes the others back.

    def see(self, *, by: Person, at: datetime) -> "Handling":
        """Known, and still there to be done something about."""
        return self._say(Verb.SIGNAL_SEEN, State.SEEN, by=by, at=at)

    def act(self, *, by: Person, at: datetime, reason: str = "") -> "Handling":
        """Something was done about it: a call, a word in passing."""
        return self._say(Verb.SIGNAL_ACTED, State.ACTED, by=by, at=at, until=by.today(at) + QUIET, reason=reason)

    def snooze(self, *, by: Person, at: datetime, until: date, reason: str = "") -> "Handling":
        first, last = by.today(at) + timedelta(days=1), by.today(at) + PUT_OFF_AT_MOST
        if not first <= until <= last:
            raise OutOfRange("until", low=first, high=last)
        return self._say(Verb.SIGNAL_SNOOZED, State.SNOOZED, by=by, at=at, until=until, reason=reason)

    def dismiss(self, *, by: Person, at: datetime, reason: str) -> "Handling":
        if not reason.strip():
            raise Missing("reason")
        until = by.today(at) + QUIET
        return self._say(Verb.SIGNAL_DISMISSED, State.DISMISSED, by=by, at=at, until=until, reason=reason)

    def reach_out(self, *, by: Person, at: datetime, text: str) -> Outreach:
        """Send the client a word because of it: one entry, of which the client reads the word alone."""
        if self.coachee is None:
            raise NotYours("coachee")
        word = Outreach.of(self.trajectory, by=by, at=at, coachee=self.coachee, text=text)
        with write(Verb.OUTREACH_SENT, by=by, at=at, subject=word) as writing:
            mine = self._under_lock(writing)
            if mine.outreach and mine.outreach.is_again(text, at=at):
                return mine.outreach
            writing.add(word)
            if mine.outreach_id:
                mine = self._next_turn(mine)
            self._put(writing, mine, State.ACTED, until=by.today(at) + QUIET, reason="", outreach_id=word.pk)
        return word

    def _say(
        self, verb: Verb, state: State, *, by: Person, at: datetime, until: date | None = None, reason: str = ""
    ) -> "Handling":
        if by.pk != self.trajectory.coach_id:
            raise NotYours
        if self.coachee is not None and self.coachee not in self.trajectory.coachees():
            raise NotYours("coachee")
        with write(verb, by=by, at=at, subject=self) as writing:
            mine = writing.about(self._under_lock(writing))
            self._put(writing, mine, state, until=until, reason=reason)
        return mine

    def _under_lock(self, writing: Writing) -> "Handling":
        """Of two taps at once, the second finds the first one's row."""
        return self.of(self.trajectory, kind=self.kind, evidence=self.evidence, coachee=self.coachee)

    def _next_turn(self, last: "Handling") -> "Handling":
        return Handling(
            practice_id=last.practice_id, trajectory=self.trajectory, coachee=self.coachee, kind=last.kind,
            evidence=last.evidence, turn=last.turn + 1,
        )  # fmt: skip

    def _put(self, writing: Writing, mine: "Handling", state: State, **columns: Any) -> None:
        if mine.revision:
            writing.change(mine, state=state, **columns)
            return
        for name, mark in (("kind", mine.kind), ("evidence", mine.evidence)):
            if not MARK.fullmatch(mark) or (name == "kind" and not mark):
                raise NotUnderstood(name)
        for name, value in {"state": state, **columns}.items():
            setattr(mine, name, value)
        writing.add(mine)
