"""Reflection: what a client writes in answer to a prompt. Private until they share it [89]."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import Writing, write
from handrail.lib.refusal import Missing, NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet, check_theirs
from handrail.trajectory.goal import Goal
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory

if TYPE_CHECKING:
    from handrail.trajectory.exercise import Exercise


class State(models.TextChoices):
    PROMPTED = "prompted", _("Asked")
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Written")
    SKIPPED = "skipped", _("Skipped")


OPEN = frozenset({State.PROMPTED, State.DRAFT})
# What sharing brings along into the same entry.
Besides = Callable[[Writing], None] | None


class Visibility(models.TextChoices):
    PRIVATE = "private", _("Only you read this")
    SHARED = "shared", _("You and your coach read this")


class ReflectionQuerySet(BelongingQuerySet["Reflection"]):
    def read_by_coach(self) -> Q:
        """What was finished and shared, for as long as it is. That one was asked or written at
        all is `status_for`."""
        return Q(state=State.SUBMITTED, visibility=Visibility.SHARED)

    def read_by_participant(self, person: Person) -> Q:
        """The writer's own, and nobody else's."""
        return Q(coachee=person.pk)

    def told_to_coach(self, trajectory: Trajectory, person: Person) -> Any:
        """Every reflection of a trajectory as its coach is told of it, in one statement: the status of all, and
        the words of those that are shared. Rows are dicts with `question` and `words`."""
        told = self.filter(trajectory_id=trajectory.pk) if trajectory.is_led_by(person) else self.none()
        words = Case(When(self.read_by_coach(), then=F("text")), default=Value(""), output_field=models.TextField())
        return told.values(
            "id", "asked_on", "written_on", "state", "visibility", question=F("prompt__question"), words=words
        )

    def status_for(self, person: Person) -> Any:
        """Table 1O, "s": that it was asked, written or skipped and when, and never a word."""
        led = self.filter(trajectory__in=Trajectory.objects.led_by(person), practice_id=person.practice_id)
        return led.values("id", "prompt_id", "coachee_id", "asked_on", "written_on", "state", "visibility")

    def open(self) -> "ReflectionQuerySet":
        return self.filter(state__in=OPEN)


class Reflection(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"prompt_id", "asked_on"})
    # The drafts before it was shared stay the writer's alone, in every version.
    OPEN_WHILE: ClassVar[Mapping[str, str]] = {"state": State.SUBMITTED, "visibility": Visibility.SHARED}

    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="reflections")
    asked_on = models.DateField()
    written_on = models.DateField(null=True)
    state = models.CharField(max_length=16, choices=State, default=State.PROMPTED)
    visibility = models.CharField(max_length=16, choices=Visibility, default=Visibility.PRIVATE)
    text = Words()

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["trajectory", "asked_on"], name="reflection_by_day"),
            models.Index(fields=["asked_on"], name="reflection_waits", condition=Q(written_on=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="reflection_state"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="reflection_visibility"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_shared(self) -> bool:
        return self.state == State.SUBMITTED and self.visibility == Visibility.SHARED

    @classmethod
    def to(cls, prompt: Prompt, *, asked_on: date) -> "Reflection":
        """The place to write in answer to this prompt; not yet written to the database."""
        return cls(
            practice_id=prompt.practice_id, trajectory_id=prompt.trajectory_id, coachee_id=prompt.coachee_id,
            prompt=prompt, asked_on=asked_on,
        )  # fmt: skip

    @classmethod
    def ask(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, question: str,
        session: Session | None = None, goal: Goal | None = None, exercise: "Exercise | None" = None,
    ) -> "Reflection":  # fmt: skip
        """Ask a question that belongs to a session, a goal or an exercise."""
        if session is None and goal is None and exercise is None:
            raise Missing("session")
        check_theirs(coachee.pk, session=session, goal=goal, exercise=exercise)
        prompt = Prompt(
            practice_id=trajectory.practice_id, trajectory=trajectory, coachee=coachee,
            question=question, session=session, goal=goal, exercise=exercise,
        )  # fmt: skip
        with write(Verb.PROMPT_ASKED, by=by, at=at, subject=prompt) as writing:
            return writing.add(cls.to(writing.add(prompt), asked_on=by.today(at)))

    @classmethod
    def ask_again(cls, prompt: Prompt, *, by: Person, at: datetime) -> "Reflection":
        """The same question later, to be read beside the earlier answers [87]."""
        reflection = cls.to(prompt, asked_on=by.today(at))
        with write(Verb.PROMPT_ASKED, by=by, at=at, subject=reflection) as writing:
            return writing.add(reflection)

    def save_words(self, *, by: Person, at: datetime, text: str, base: str | None = None) -> "Reflection":
        """Keep what is written so far as a revision; it stays the writer's alone."""
        self._only_writer(by)
        with write(Verb.REFLECTION_SAVED, by=by, at=at, subject=self) as writing:
            self._check_base("text", words=text, base=base)
            if self.state == State.SUBMITTED or not writing.move(self, OPEN | {State.SKIPPED}, State.DRAFT, text=text):
                writing.change(self, text=text)
        return self

    def submit(
        self, *, by: Person, at: datetime, text: str, visibility: str, base: str | None = None, besides: Besides = None
    ) -> "Reflection":
        """Finished, and either private or shared with the coach. `besides`: what else it writes, in the same entry."""
        self._only_writer(by)
        if not text.strip():
            raise Missing("text")
        with write(Verb.REFLECTION_SUBMITTED, by=by, at=at, subject=self) as writing:
            self._check_base("text", words=text, base=base)
            words = {"text": text, "visibility": visibility}
            finished = dict(words, written_on=by.said_on(at))
            if not writing.move(self, OPEN | {State.SKIPPED}, State.SUBMITTED, **finished):
                writing.change(self, **words)
            if besides and visibility == Visibility.SHARED:
                besides(writing)
        return self

    def share(self, *, by: Person, at: datetime, besides: Besides = None) -> "Reflection":
        self._only_writer(by)
        with write(Verb.REFLECTION_SHARED, by=by, at=at, subject=self) as writing:
            if writing.change(self, when={State.SUBMITTED}, visibility=Visibility.SHARED) and besides:
                besides(writing)
        return self

    def withdraw(self, *, by: Person, at: datetime) -> "Reflection":
        """Private again: hidden from the coach, in every version; that it was shared stays known."""
        self._only_writer(by)
        return self._change(
            Verb.REFLECTION_WITHDRAWN, by=by, at=at, when={State.SUBMITTED}, visibility=Visibility.PRIVATE
        )

    def skip(self, *, by: Person, at: datetime) -> "Reflection":
        """Not this one. A valid end, and no reason is asked."""
        self._only_writer(by)
        return self._move(OPEN, State.SKIPPED, Verb.REFLECTION_SKIPPED, by=by, at=at)

    def _only_writer(self, by: Person) -> None:
        if by.pk != self.coachee_id:
            raise NotYours
