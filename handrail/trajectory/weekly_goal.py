"""WeeklyGoal: a behaviour tried for a week, as an experiment: expected, happened, learned [48]."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotYours, OutOfRange
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.goal import Goal

WEEK = timedelta(days=7)


class State(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    RUNNING = "running", _("This week")
    REVIEWED = "reviewed", _("Looked back on")


OPEN = frozenset({State.AGREED, State.RUNNING})


class Fit(models.TextChoices):
    """How the client found its size; it shapes the next one [23]."""

    AMBITIOUS = "ambitious", _("A bit much")
    RIGHT = "right", _("Just right")
    CAUTIOUS = "cautious", _("Could have been more")


class WeeklyGoalQuerySet(BelongingQuerySet["WeeklyGoal"]):
    def open(self) -> "WeeklyGoalQuerySet":
        return self.filter(state__in=OPEN)


class WeeklyGoal(Belonging):
    """Its result is a percentage and what was learned; "learned" can be whole at 0 %."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"goal_id", "follows_id", "proposed_by_id"})

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="weekly_goals")
    # The same experiment, the period before: so percentages line up over time.
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = Words(limit=500, required=True)
    expectation = Words(limit=2_000)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=16, choices=State, default=State.PROPOSED)
    percent = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(100)])
    # The routine it is tied to: "after my nine o'clock coffee" [67].
    anchor = Words(limit=500)
    # How it went, in the order it is asked: the best first, what could be more last [21, 22].
    best = Words(limit=4_000)
    happened = Words(limit=4_000)
    contributed = Words(limit=4_000)
    not_lower = Words(limit=4_000)
    higher = Words(limit=4_000)
    learned = Words(limit=4_000)
    fit = models.CharField(max_length=16, choices=Fit, blank=True, default="")

    objects = WeeklyGoalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["trajectory", "starts_on"], name="weekly_goal_by_start")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="weekly_goal_state"),
            models.CheckConstraint(
                condition=models.Q(percent=None) | models.Q(percent__lte=100), name="weekly_goal_percent"
            ),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="weekly_goal_period"),
        ]

    @classmethod
    def propose(
        cls, goal: Goal, *, by: Person, at: datetime, text: str, expectation: str = "",
        starts_on: date | None = None, ends_on: date | None = None, agreed: bool = False,
        follows: "WeeklyGoal | None" = None, anchor: str = "",
    ) -> "WeeklyGoal":  # fmt: skip
        """A week's experiment. The client's own is agreed; a coach's waits, unless the two
        agreed it together (`agreed`)."""
        first = starts_on or by.said_on(at)
        last = ends_on or first + WEEK - timedelta(days=1)
        if last < first:
            raise OutOfRange("ends_on", low=first, high=None)
        weekly_goal = cls(
            practice_id=goal.practice_id, trajectory_id=goal.trajectory_id, coachee_id=goal.coachee_id,
            goal=goal, proposed_by=by, text=text, expectation=expectation, starts_on=first, ends_on=last,
            follows=follows, anchor=anchor,
            state=State.AGREED if agreed or by.pk == goal.coachee_id else State.PROPOSED,
        )  # fmt: skip
        with write(Verb.WEEKLY_GOAL_PROPOSED, by=by, at=at, subject=weekly_goal) as writing:
            return writing.add(weekly_goal)

    def agree(self, *, by: Person, at: datetime) -> "WeeklyGoal":
        if by.pk != self.coachee_id:
            raise NotYours
        return self._move({State.PROPOSED}, State.AGREED, Verb.WEEKLY_GOAL_AGREED, by=by, at=at)

    def start(self, *, by: Person, at: datetime) -> "WeeklyGoal":
        return self._move({State.AGREED}, State.RUNNING, Verb.WEEKLY_GOAL_STARTED, by=by, at=at)

    def adjust(self, *, by: Person, at: datetime, text: str, expectation: str, base: str | None = None) -> "WeeklyGoal":
        """Another version of the same experiment, while it runs."""
        with write(Verb.WEEKLY_GOAL_ADJUSTED, by=by, at=at, subject=self) as writing:
            self._check_base("text", words=text, base=base)
            open_states = {State.PROPOSED, State.AGREED, State.RUNNING}
            writing.change(self, when=open_states, text=text, expectation=expectation)
        return self

    def shrink(self, *, by: Person, at: datetime, text: str) -> "WeeklyGoal":
        """The smallest, easiest thing instead; what was expected stays [66]."""
        return self.adjust(by=by, at=at, text=text, expectation=self.expectation)

    def review(
        self, *, by: Person, at: datetime, percent: int, best: str = "", happened: str = "", contributed: str = "",
        not_lower: str = "", higher: str = "", learned: str = "", fit: str = "",
    ) -> "WeeklyGoal":  # fmt: skip
        """How it went, the best of it first: a percentage and what was learned. Reviewed again, the newest stands."""
        with write(Verb.WEEKLY_GOAL_REVIEWED, by=by, at=at, subject=self) as writing:
            result: dict[str, Any] = {
                "percent": percent, "best": best, "happened": happened, "contributed": contributed,
                "not_lower": not_lower, "higher": higher, "learned": learned, "fit": fit,
            }  # fmt: skip
            if not writing.move(self, OPEN | {State.REVIEWED}, State.REVIEWED, **result):
                writing.change(self, **result)
        return self

    def again(
        self, *, by: Person, at: datetime, text: str = "", expectation: str = "", anchor: str = ""
    ) -> "WeeklyGoal":
        """One more week, from the day after this one's last, or from today: the same, or smaller or bigger as its
        review found it [23]."""
        starts_on = max(self.ends_on + timedelta(days=1), by.today(at))
        return WeeklyGoal.propose(
            self.goal,
            by=by,
            at=at,
            starts_on=starts_on,
            text=text.strip() or self.text,
            expectation=expectation.strip() or self.expectation,
            anchor=anchor.strip() or self.anchor,
            agreed=True,
            follows=self,
        )
