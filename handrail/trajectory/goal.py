"""Goal: a three-month goal (a "Rock" where the practice says so). Serves the vision, is the client's own."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import Missing, NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.domain import Domain
from handrail.trajectory.trajectory import Trajectory

# A goal is looked at together at least monthly [41].
REVIEW_EVERY = timedelta(days=31)
WORDS = 2_000


class State(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    ON_HOLD = "on_hold", _("On hold")
    ACHIEVED = "achieved", _("Reached")
    MAINTAINING = "maintaining", _("Keeping it going")
    DROPPED = "dropped", _("Let go")
    DECLINED = "declined", _("Not taken up")


OPEN = frozenset({State.PROPOSED, State.ACTIVE, State.ON_HOLD})


class Achievement(models.TextChoices):
    """The second axis, set at reviews: how it goes, apart from whether it is worked on."""

    IN_PROGRESS = "in_progress", _("Under way")
    IMPROVING = "improving", _("Moving forward")
    NO_CHANGE = "no_change", _("About the same")
    WORSENING = "worsening", _("Harder than before")
    ACHIEVED = "achieved", _("Reached")
    SUSTAINING = "sustaining", _("Holding")
    NOT_ATTAINABLE = "not_attainable", _("Out of reach for now")


class Source(models.TextChoices):
    """Where the motivation comes from [53]."""

    OWN = "own", _("It is my own wish")
    OTHER = "other", _("Somebody else wants it of me")


class GoalQuerySet(BelongingQuerySet["Goal"]):
    def open(self) -> "GoalQuerySet":
        return self.filter(state__in=OPEN)

    def active(self) -> "GoalQuerySet":
        return self.filter(state=State.ACTIVE)


class Goal(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"proposed_by_id"})

    text = Words(limit=500, required=True)
    why = Words(limit=WORDS)
    # How one will see that it is reached: a measure or an observable sign [45].
    sign = Words(limit=WORDS)
    # The three questions that a vague goal opens [46].
    differently = Words(limit=WORDS)
    noticed = Words(limit=WORDS)
    situation = Words(limit=WORDS)
    source = models.CharField(max_length=8, choices=Source, default=Source.OWN)
    # The area it is in; how ready the client is there decides what is nudged.
    domain = models.ForeignKey(Domain, models.PROTECT, null=True, related_name="goals")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=State, default=State.PROPOSED)
    achievement = models.CharField(max_length=16, choices=Achievement, default=Achievement.IN_PROGRESS)
    # The client's own number, 0 to 10, then and now.
    progress_at_start = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    progress = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    active_since = models.DateField(null=True)
    review_due_on = models.DateField(null=True)
    # Why the last change of wording or state was made [54].
    reason = Words(limit=WORDS)

    objects = GoalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="goal_state"),
            models.CheckConstraint(condition=models.Q(achievement__in=Achievement.values), name="goal_achievement"),
            models.CheckConstraint(
                condition=models.Q(progress=None) | models.Q(progress__lte=10), name="goal_progress"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_vague(self) -> bool:
        """Nothing yet says how one would see it. Presence is checked, never quality [45]."""
        return not self.sign

    @classmethod
    def propose(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, text: str, why: str = "",
        sign: str = "", differently: str = "", noticed: str = "", situation: str = "", source: str = Source.OWN,
        progress: int | None = None,
    ) -> "Goal":  # fmt: skip
        """A goal somebody names. The client's own, with a sign to know it by, is active at once."""
        goal = cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, coachee=coachee, proposed_by=by,
            text=text, why=why, sign=sign, differently=differently, noticed=noticed, situation=situation,
            source=source, progress=progress, progress_at_start=progress,
        )  # fmt: skip
        if by == coachee and sign.strip():
            goal.state, goal.active_since = State.ACTIVE, by.said_on(at)
            goal.review_due_on = by.said_on(at) + REVIEW_EVERY
        with write(Verb.GOAL_PROPOSED, by=by, at=at, subject=goal) as writing:
            return writing.add(goal)

    def confirm(self, *, by: Person, at: datetime, sign: str | None = None) -> "Goal":
        """The client makes it theirs [44]: nobody else can, and it needs a sign to know it by."""
        self._only_coachee(by)
        sign = self.sign if sign is None else sign
        if not sign.strip():
            raise Missing("sign")
        today = by.said_on(at)
        return self._move(
            {State.PROPOSED}, State.ACTIVE, Verb.GOAL_CONFIRMED, by=by, at=at,
            sign=sign, active_since=today, review_due_on=today + REVIEW_EVERY,
        )  # fmt: skip

    def decline(self, *, by: Person, at: datetime, reason: str = "") -> "Goal":
        self._only_coachee(by)
        return self._move({State.PROPOSED}, State.DECLINED, Verb.GOAL_DECLINED, by=by, at=at, reason=reason)

    def revise(self, *, by: Person, at: datetime, base: str | None = None, **words: Any) -> "Goal":
        """New words for the same goal; the old ones and the reason stay readable [54].
        `words`: text, why, sign, differently, noticed, situation, source, reason."""
        unknown = set(words) - {"text", "why", "sign", "differently", "noticed", "situation", "source", "reason"}
        if unknown:
            raise TypeError(f"a goal has no {sorted(unknown)} to revise")
        with write(Verb.GOAL_REVISED, by=by, at=at, subject=self) as writing:
            self._check_base("text", words=str(words.get("text", "")), base=base)
            writing.change(self, when=OPEN | {State.ACHIEVED, State.MAINTAINING}, **words)
        return self

    def place(self, *, by: Person, at: datetime, domain: Domain | None) -> "Goal":
        """Say in which area it is, or in none."""
        return self._change(Verb.GOAL_PLACED, by=by, at=at, domain_id=domain.pk if domain else None)

    def put_on_hold(self, *, by: Person, at: datetime, reason: str = "") -> "Goal":
        return self._move({State.ACTIVE}, State.ON_HOLD, Verb.GOAL_PUT_ON_HOLD, by=by, at=at, reason=reason)

    def take_up(self, *, by: Person, at: datetime) -> "Goal":
        due = by.today(at) + REVIEW_EVERY
        return self._move({State.ON_HOLD}, State.ACTIVE, Verb.GOAL_TAKEN_UP, by=by, at=at, review_due_on=due)

    def achieve(self, *, by: Person, at: datetime) -> "Goal":
        return self._move(
            {State.ACTIVE}, State.ACHIEVED, Verb.GOAL_ACHIEVED, by=by, at=at, achievement=Achievement.ACHIEVED
        )

    def maintain(self, *, by: Person, at: datetime) -> "Goal":
        """After about six months and with confidence it is kept going rather than worked on [55]."""
        return self._move(
            {State.ACHIEVED}, State.MAINTAINING, Verb.GOAL_MAINTAINED, by=by, at=at,
            achievement=Achievement.SUSTAINING,
        )  # fmt: skip

    def relapse(self, *, by: Person, at: datetime, reason: str = "") -> "Goal":
        """Back to working on it. Nothing that was reached is taken away [56]."""
        due = by.today(at) + REVIEW_EVERY
        return self._move(
            {State.MAINTAINING}, State.ACTIVE, Verb.GOAL_RELAPSED, by=by, at=at,
            achievement=Achievement.IN_PROGRESS, reason=reason, review_due_on=due,
        )  # fmt: skip

    def drop(self, *, by: Person, at: datetime, reason: str) -> "Goal":
        """Let it go, with the reason: a decision, cleanly made."""
        if not reason.strip():
            raise Missing("reason")
        return self._move(OPEN, State.DROPPED, Verb.GOAL_DROPPED, by=by, at=at, reason=reason)

    def is_review_due(self, today: date) -> bool:
        return self.state == State.ACTIVE and self.review_due_on is not None and self.review_due_on <= today

    def _only_coachee(self, by: Person) -> None:
        if by.pk != self.coachee_id:
            raise NotYours
