"""Action: one thing somebody commits to by a day. It never closes or disappears by itself [62]."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import FIRST_DAY
from handrail.ledger.surface import Surface, current, said_at
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.composed import Composed
from handrail.lib.refusal import Missing, NotYours, OutOfRange
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet, check_theirs
from handrail.trajectory.due_date_change import DueDateChange
from handrail.trajectory.goal import Goal
from handrail.trajectory.session import TOOK_PLACE, Session
from handrail.trajectory.trajectory import Trajectory

# Below this the plan is made smaller or gets support before it is agreed; the client may keep it [28].
CONFIDENT = 7


class State(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Open")
    IN_PROGRESS = "in_progress", _("Begun")
    BLOCKED = "blocked", _("Something is in the way")
    DONE = "done", _("Done")
    RELEASED = "released", _("Let go")
    REPLACED = "replaced", _("Made smaller")
    DECLINED = "declined", _("Not taken up")


OPEN = frozenset({State.AGREED, State.IN_PROGRESS, State.BLOCKED})
UNDER_WAY = frozenset({State.AGREED, State.IN_PROGRESS})


class ActionQuerySet(BelongingQuerySet["Action"]):
    def open(self) -> "ActionQuerySet":
        return self.filter(state__in=OPEN)

    def standing(self, number: int) -> "ActionQuerySet":
        """What has not ended; and of one trajectory's ended ones the last so many."""
        ended = self.filter(ended_on__isnull=False).order_by("-ended_on", "-pk")[number - 1 : number]
        # By day an index finds them; of the day of the last one, however much ended on it, those that count.
        since = Coalesce(Subquery(ended.values("ended_on")), models.Value(FIRST_DAY), output_field=models.DateField())
        last = Q(ended_on=Subquery(ended.values("ended_on")), pk__gte=Subquery(ended.values("pk")))
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=since) | last)

    def on_the_day(self, today: date) -> "ActionQuerySet":
        """What has not ended, or ended that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on=today))

    def by_day(self) -> "ActionQuerySet":
        return self.order_by("due_on", "pk")


class Action(Belonging):
    """Where it came from (`session`), what it serves (`goal`), whose it is (`owner`: a client,
    or the coach for a promise of their own [72]), and the day it was first meant for."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"original_due_on", "session_id", "owner_id", "replaces_id", "made_on"})

    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="actions")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="actions")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="actions")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    text = Words(limit=500, required=True)
    made_on = models.DateField()
    due_on = models.DateField()
    original_due_on = models.DateField()
    ended_on = models.DateField(null=True)
    # The routine it is tied to: "after my nine o'clock coffee" [67].
    anchor = Words(limit=500)
    confidence = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    state = models.CharField(max_length=16, choices=State, default=State.PROPOSED)
    obstacle = Words(limit=2_000)
    remark = Words(limit=2_000)
    reason = Words(limit=2_000)

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="action_state"),
            models.CheckConstraint(
                condition=models.Q(confidence=None) | models.Q(confidence__lte=10), name="action_confidence"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "state", "due_on"], name="action_of_owner"),
            models.Index(fields=["trajectory", "ended_on"], name="action_by_end"),
            # Reminders find what is due by its day, and never look at what has ended.
            models.Index(fields=["due_on"], name="action_due", condition=Q(ended_on=None)),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def has_moved(self) -> bool:
        """Whether it is meant for another day than at first. Which days lay between is in its due date changes."""
        return self.due_on != self.original_due_on

    @property
    def is_promise(self) -> bool:
        """The coach's own, to the client."""
        return self.owner_id != self.coachee_id

    def was_carried(self, *, zone: str) -> bool:
        """Whether it came open into a session later than the one it is from, asked of the database: for where this
        row alone is at hand. Of a whole trajectory `agenda.times_carried` says it."""
        if self.session_id is not None:
            return bool(_AFTER_ITS_SESSION.values((self.trajectory_id, self.session_id)))
        next_day = datetime.combine(self.made_on + timedelta(days=1), time(), ZoneInfo(zone))
        return _took_place(self.trajectory_id).filter(starts_at__gte=next_day).exists()

    @classmethod
    def propose(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, owner: Person, text: str, due_on: date,
        session: Session | None = None, goal: Goal | None = None, confidence: int | None = None, agreed: bool = False,
        anchor: str = "",
    ) -> "Action":  # fmt: skip
        """A commitment. One's own is agreed at once; what a coach proposes waits for the client,
        unless the two agreed it together (`agreed`)."""
        today = by.said_on(at)
        _check_day(due_on, first=first_day(session, by, owner, at=at))
        whose = None if owner.pk == trajectory.coach_id else owner.pk
        if trajectory.is_group:
            # A promise is read by all of them; one to somebody alone, by nobody else.
            of: tuple[Session | Goal | None, ...] = (session, goal)
            whose = whose or next((each.coachee_id for each in of if each and each.coachee_id), None)
            check_theirs(whose, session=session, goal=goal)
        action = cls(
            practice_id=trajectory.practice_id, trajectory=trajectory,
            coachee_id=whose, owner=owner, session=session, goal=goal,
            text=text, made_on=today, due_on=due_on, original_due_on=due_on, confidence=confidence, anchor=anchor,
            state=State.AGREED if agreed or by.pk == owner.pk else State.PROPOSED,
        )  # fmt: skip
        with write(Verb.ACTION_PROPOSED, by=by, at=at, subject=action) as writing:
            return writing.add(action)

    def agree(self, *, by: Person, at: datetime) -> "Action":
        self._only_owner(by)
        return self._move({State.PROPOSED}, State.AGREED, Verb.ACTION_AGREED, by=by, at=at)

    def decline(self, *, by: Person, at: datetime, reason: str = "") -> "Action":
        self._only_owner(by)
        ended = by.said_on(at)
        return self._move(
            {State.PROPOSED}, State.DECLINED, Verb.ACTION_DECLINED, by=by, at=at, reason=reason, ended_on=ended
        )

    def start(self, *, by: Person, at: datetime) -> "Action":
        return self._move({State.AGREED}, State.IN_PROGRESS, Verb.ACTION_STARTED, by=by, at=at)

    def change(self, *, by: Person, at: datetime, text: str, goal: Goal | None, base: str | None = None) -> "Action":
        """Other words or another goal for the same commitment."""
        with write(Verb.ACTION_CHANGED, by=by, at=at, subject=self) as writing:
            self._check_base("text", words=text, base=base)
            if self.trajectory.is_group:
                check_theirs(self.coachee_id, goal=goal)
            writing.change(self, when=OPEN | {State.PROPOSED}, text=text, goal_id=goal.pk if goal else None)
        return self

    def postpone(self, *, by: Person, at: datetime, due_on: date, reason: str = "") -> "Action":
        """A new day. The first one stays, and so does every day in between."""
        with write(Verb.ACTION_POSTPONED, by=by, at=at, subject=self) as writing:
            self.refresh_from_db()
            said_on, before = by.said_on(at), self.due_on
            if due_on < said_on:
                raise OutOfRange("due_on", low=said_on, high=None)
            if writing.change(self, when=UNDER_WAY, due_on=due_on):
                writing.add(
                    DueDateChange(
                        practice_id=self.practice_id, trajectory_id=self.trajectory_id, coachee_id=self.coachee_id,
                        action=self, from_on=before, to_on=due_on, reason=reason, made_on=said_on,
                    )
                )  # fmt: skip
        return self

    def move_on(self, *, by: Person, at: datetime, due_on: date, reason: str = "") -> "Action":
        """Another day, also where something was in the way: a new day is a way past it. Then two
        steps are taken, and two entries written."""
        if self.state == State.BLOCKED:
            self.unblock(by=by, at=at)
        return self.postpone(by=by, at=at, due_on=due_on, reason=reason)

    def block(self, *, by: Person, at: datetime, obstacle: str) -> "Action":
        """Something is in the way, and this is what [73]."""
        if not obstacle.strip():
            raise Missing("obstacle")
        return self._move(UNDER_WAY, State.BLOCKED, Verb.ACTION_BLOCKED, by=by, at=at, obstacle=obstacle)

    def unblock(self, *, by: Person, at: datetime) -> "Action":
        return self._move({State.BLOCKED}, State.AGREED, Verb.ACTION_UNBLOCKED, by=by, at=at)

    def complete(self, *, by: Person, at: datetime, remark: str = "") -> "Action":
        """Mark the action done. A second tap changes nothing."""
        # Done again after an undo, an earlier remark stays unless there is a new one.
        said = {"remark": remark} if remark.strip() else {}
        return self._move(OPEN, State.DONE, Verb.ACTION_COMPLETED, by=by, at=at, ended_on=by.said_on(at), **said)

    def reopen(self, *, by: Person, at: datetime) -> "Action":
        """Undo: it was tapped by mistake, or is not quite done."""
        return self._move({State.DONE}, State.AGREED, Verb.ACTION_REOPENED, by=by, at=at, ended_on=None)

    def release(self, *, by: Person, at: datetime, reason: str) -> "Action":
        """End it without doing it: a decision, with its reason, and no completion [64]."""
        if not reason.strip():
            raise Missing("reason")
        ended = by.said_on(at)
        return self._move(OPEN, State.RELEASED, Verb.ACTION_RELEASED, by=by, at=at, reason=reason, ended_on=ended)

    def replace(
        self, *, by: Person, at: datetime, text: str, due_on: date, session: Session | None = None, reason: str = ""
    ) -> "Action":
        """The smallest, easiest thing instead [66]. Returns the successor, already agreed."""
        today = by.said_on(at)
        _check_day(due_on, first=first_day(session, by, self.owner, at=at))
        successor = Action(
            practice_id=self.practice_id, trajectory_id=self.trajectory_id, coachee_id=self.coachee_id,
            owner_id=self.owner_id, session=session, goal_id=self.goal_id, replaces=self,
            text=text, anchor=self.anchor, made_on=today, due_on=due_on, original_due_on=due_on, state=State.AGREED,
        )  # fmt: skip
        with write(Verb.ACTION_REPLACED, by=by, at=at, subject=self) as writing:
            if writing.move(self, OPEN, State.REPLACED, reason=reason, ended_on=today):
                return writing.add(successor)
        return self.replaced_by.get()

    def _only_owner(self, by: Person) -> None:
        if by.pk != self.owner_id:
            raise NotYours


def first_day(session: Session | None, *of: Person, at: datetime) -> date:
    """No commitment is for a day before this one: that on which it is said, for whichever of them is further behind; or
    that of the session it is from, which may be noted afterwards. A file brings in what was."""
    if current().surface == Surface.FILE:
        return FIRST_DAY
    said = min(said_at(at), session.starts_at) if session else said_at(at)
    return min(person.today(said) for person in of)


def _check_day(due_on: date, *, first: date) -> None:
    if due_on < first:
        raise OutOfRange("due_on", low=first, high=None)


def _took_place(trajectory_id: UUID) -> models.QuerySet[Session]:
    return Session.objects.filter(trajectory_id=trajectory_id, state__in=TOOK_PLACE)


def _after_its_session(ids: Sequence[UUID], _today: date) -> models.QuerySet[Session]:
    """A session that took place later than one, by trajectory and that one."""
    agreed_at = Session.objects.filter(pk=ids[1]).values("starts_at")
    return _took_place(ids[0]).filter(starts_at__gt=Subquery(agreed_at))[:1]


_AFTER_ITS_SESSION = Composed(_after_its_session)
