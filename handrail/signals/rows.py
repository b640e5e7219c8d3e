"""The rows that facts are made of, of many trajectories at once: one statement a noun, however many there are.

Values and no objects, and of a long history the last year: a practice of 1,000 clients is read in seconds."""

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Length

from handrail.practice.invitation import Invitation
from handrail.practice.invitation import State as InvitationState
from handrail.trajectory.action import OPEN as OPEN_ACTIONS
from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.check_in import Kind as CheckInKind
from handrail.trajectory.goal import Goal
from handrail.trajectory.goal import State as GoalState
from handrail.trajectory.lapse import Kind as LapseKind
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.note import Note
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.pause import Pause
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.scale_answer import Scale, ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import State as WeekState
from handrail.trajectory.weekly_goal import WeeklyGoal

YEAR = timedelta(days=366)
# Weeks of a weekly goal that anything is said of.
WEEKS = timedelta(days=84)
COUNTED = frozenset({*OPEN_ACTIONS, ActionState.DONE, ActionState.RELEASED, ActionState.REPLACED})
TRIED = frozenset({WeekState.AGREED, WeekState.RUNNING, WeekState.REVIEWED})

# Rows of a noun by trajectory, in the order they were made. Ids are texts, as `text_of` writes them: making an object
# of each would take as long as all the rest.
Found = dict[str, list[tuple[Any, ...]]]


def text_of(each: UUID) -> str:
    """An id as this database writes it."""
    return str(each) if connection.features.has_native_uuid_field else each.hex


class Rows:
    """Each noun is read when it is asked for."""

    def __init__(self, trajectory_ids: Collection[UUID], *, today: date) -> None:
        self._ids, self._today = list(trajectory_ids), today

    def _by_trajectory(self, rows: "QuerySet[Any]", *columns: Any, of: str = "trajectory_id") -> Found:
        found: Found = defaultdict(list)
        here = rows.filter(**{f"{of}__in": self._ids}).order_by("pk")
        texts = [Cast(each, TextField()) if str(each).endswith(("pk", "_id")) else each for each in (of, *columns)]
        for trajectory_id, *values in here.values_list(*texts):
            found[trajectory_id].append(tuple(values))
        return found

    @property
    def _year(self) -> date:
        return self._today - YEAR

    @property
    def _year_at(self) -> datetime:
        return datetime.combine(self._year, time(), UTC)

    @cached_property
    def pauses(self) -> Found:
        return self._by_trajectory(Pause.objects.all(), "coachee_id", "from_on", "until_on", "ended_on")

    @cached_property
    def breaks(self) -> Found:
        """From everything, and with an end."""
        all_of_it = Lapse.objects.filter(kind=LapseKind.PLANNED, until_on__isnull=False)
        all_of_it = all_of_it.filter(habit=None, weekly_goal=None, domain=None)
        return self._by_trajectory(all_of_it, "coachee_id", "from_on", "until_on")

    @cached_property
    def sessions(self) -> Found:
        noted = Exists(Note.objects.filter(session=OuterRef("pk")).exclude(text=""))
        return self._by_trajectory(
            Session.objects.filter(starts_at__gte=self._year_at), "pk", "coachee_id", "starts_at", "state", "side",
            "next_step", "impressions__energy", noted,
        )  # fmt: skip

    @cached_property
    def attendances(self) -> Found:
        of_clients = Attendance.objects.filter(coachee__isnull=False, session__starts_at__gte=self._year_at)
        return self._by_trajectory(of_clients, "coachee_id", "session_id", "state")

    @cached_property
    def actions(self) -> Found:
        lately = Q(ended_on=None) | Q(ended_on__gte=self._year) | Q(due_on__gte=self._year)
        return self._by_trajectory(
            Action.objects.filter(lately, state__in=COUNTED),
            "coachee_id", "owner_id", "session__starts_at", "made_on", "due_on", "ended_on", "state",
        )  # fmt: skip

    @cached_property
    def goals(self) -> Found:
        return self._by_trajectory(
            Goal.objects.filter(state=GoalState.ACTIVE),
            "pk", "coachee_id", "text", "active_since", "progress_at_start", "achievement", "review_due_on",
        )  # fmt: skip

    @cached_property
    def reviews(self) -> Found:
        return self._by_trajectory(
            Review.objects.filter(goal__state=GoalState.ACTIVE), "goal_id", "held_on", "progress"
        )

    @cached_property
    def numbers(self) -> Found:
        towards = MeasureEntry.objects.filter(measure__goal__state=GoalState.ACTIVE, measure__target__isnull=False)
        return self._by_trajectory(
            towards.filter(measure__state="active"), "measure__goal_id", "measure_id", "measure__start_value",
            "measure__target", "measure__cumulative", "measured_on", "value",
        )  # fmt: skip

    @cached_property
    def confidences(self) -> Found:
        of_goals = ScaleAnswer.objects.filter(goal__state=GoalState.ACTIVE, scale=Scale.CONFIDENCE, reflection=None)
        return self._by_trajectory(of_goals, "goal_id", "answered_on", "value")

    @cached_property
    def weeks(self) -> Found:
        lately = WeeklyGoal.objects.filter(state__in=TRIED, ends_on__gte=self._today - WEEKS)
        ticked = Count("ticks", filter=Q(ticks__kept=True))
        columns = ("pk", "coachee_id", "follows_id", "text", "starts_on", "ends_on", "percent", "fit", "_ticked")
        return self._by_trajectory(lately.annotate(_ticked=ticked), *columns)

    @cached_property
    def reports(self) -> Found:
        weekly = CheckIn.objects.filter(kind=CheckInKind.WEEKLY, period_on__gte=self._year)
        return self._by_trajectory(weekly, "pk", "coachee_id", "period_on", "state", "replied_on")

    @cached_property
    def reflections(self) -> Found:
        """When each was asked and written; how long it is only of those that are shared [89, 1O]."""
        rows = Reflection.objects.filter(asked_on__gte=self._year)
        length = Case(When(rows.read_by_coach(), then=Length("text")), default=Value(None))
        return self._by_trajectory(rows, "coachee_id", "asked_on", "written_on", "state", length)

    @cached_property
    def words(self) -> Found:
        """Which the coach wrote to them."""
        return self._by_trajectory(Outreach.objects.filter(sent_at__gte=self._year_at), "coachee_id", "sent_at")

    @cached_property
    def stages(self) -> Found:
        return self._by_trajectory(
            StageEntry.objects.all(), "coachee_id", "domain_id", "domain__name", "stage", "entered_on"
        )

    @cached_property
    def visions(self) -> Found:
        return self._by_trajectory(Vision.objects.all(), "coachee_id", "revisited_on")

    @cached_property
    def invitations(self) -> Found:
        sent = Invitation.objects.filter(state=InvitationState.SENT)
        return self._by_trajectory(sent, "person_id", "last_sent_at", of="joins_id")
