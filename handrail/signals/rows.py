"""The rows that facts are made of, of many trajectories at once: one statement for all of it, however many there are.

Values and no objects, and of a long history the last year: a practice of 1,000 clients is read in seconds."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When, Window
from django.db.models.functions import Cast, Length, RowNumber

from handrail.ledger.signs import first_time
from handrail.ledger.verbs import Verb
from handrail.lib.among import Among
from handrail.lib.at_once import at_once
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
from handrail.trajectory.handling import Handling
from handrail.trajectory.impression import Impression
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
# So many sessions say what somebody's energy is as a rule.
FIRST = 3
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


@dataclass(frozen=True)
class Rows:
    """Of each noun what was found; see `_Asked` for the columns."""

    pauses: Found
    breaks: Found
    sessions: Found
    first_energies: Found
    attendances: Found
    actions: Found
    goals: Found
    reviews: Found
    numbers: Found
    confidences: Found
    weeks: Found
    reports: Found
    reflections: Found
    words: Found
    stages: Found
    visions: Found
    invitations: Found
    handled: Found
    joined: Found

    @classmethod
    def of(cls, trajectory_ids: Collection[UUID], *, today: date, groups: Collection[UUID]) -> "Rows":
        """`groups`: of which trajectories it is asked when each joined."""
        asked, names = _Asked(trajectory_ids, today, groups), [field.name for field in fields(cls)]
        answers = at_once(*(getattr(asked, name)() for name in names)) if trajectory_ids else [[] for _ in names]
        return cls(*map(_by_trajectory, answers))


def _by_trajectory(lines: Iterable[Any]) -> Found:
    """A line names the trajectory first and last what it is ordered by."""
    found: Found = defaultdict(list)
    for line in lines:
        found[line[0]].append(line)
    for each, mine in found.items():
        found[each] = [tuple(line[1:-1]) for line in sorted(mine, key=_order)]
    return found


_order = itemgetter(-1)


class _Asked:
    """What is asked of each noun: the columns, the trajectory left out."""

    def __init__(self, trajectory_ids: Collection[UUID], today: date, groups: Collection[UUID]) -> None:
        self._ids, self._today, self._groups = Among(trajectory_ids), today, groups

    def _of(self, rows: "QuerySet[Any]", *columns: Any, of: str = "trajectory_id", by: str = "pk") -> Any:
        named = (of, *columns, by)
        texts = [Cast(each, TextField()) if str(each).endswith(("pk", "_id")) else each for each in named]
        return rows.filter(**{f"{of}__in": self._ids}).values_list(*texts)

    @property
    def _year(self) -> date:
        return self._today - YEAR

    @property
    def _year_at(self) -> datetime:
        return datetime.combine(self._year, time(), UTC)

    def pauses(self) -> Any:
        return self._of(Pause.objects.all(), "coachee_id", "from_on", "until_on", "ended_on")

    def breaks(self) -> Any:
        """From everything, and with an end."""
        all_of_it = Lapse.objects.filter(kind=LapseKind.PLANNED, until_on__isnull=False)
        all_of_it = all_of_it.filter(habit=None, weekly_goal=None, domain=None)
        return self._of(all_of_it, "coachee_id", "from_on", "until_on")

    def sessions(self) -> Any:
        noted = Exists(Note.objects.filter(session=OuterRef("pk")).exclude(text=""))
        return self._of(
            Session.objects.filter(starts_at__gte=self._year_at), "pk", "coachee_id", "starts_at", "state", "side",
            "next_step", "impressions__energy", noted,
        )  # fmt: skip

    def first_energies(self) -> Any:
        """Of the very first sessions, where they lie before the year: what somebody is compared with for good."""
        before = Impression.objects.filter(energy__isnull=False, session__starts_at__lt=self._year_at)
        whose = [F("trajectory_id"), F("session__coachee_id")]
        nth = Window(RowNumber(), partition_by=whose, order_by=["session__starts_at", "pk"])
        first = before.annotate(_nth=nth).filter(_nth__lte=FIRST)
        return self._of(first, "session__coachee_id", "energy", by="session__starts_at")

    def attendances(self) -> Any:
        of_clients = Attendance.objects.filter(coachee__isnull=False, session__starts_at__gte=self._year_at)
        return self._of(of_clients, "coachee_id", "session_id", "state")

    def actions(self) -> Any:
        lately = Q(ended_on=None) | Q(ended_on__gte=self._year) | Q(due_on__gte=self._year)
        return self._of(
            Action.objects.filter(lately, state__in=COUNTED),
            "coachee_id", "owner_id", "session__starts_at", "made_on", "due_on", "ended_on", "state",
        )  # fmt: skip

    def goals(self) -> Any:
        return self._of(
            Goal.objects.filter(state=GoalState.ACTIVE),
            "pk", "coachee_id", "text", "active_since", "progress_at_start", "achievement", "review_due_on",
        )  # fmt: skip

    def reviews(self) -> Any:
        return self._of(Review.objects.filter(goal__state=GoalState.ACTIVE), "goal_id", "held_on", "progress")

    def numbers(self) -> Any:
        towards = MeasureEntry.objects.filter(measure__goal__state=GoalState.ACTIVE, measure__target__isnull=False)
        return self._of(
            towards.filter(measure__state="active"), "measure__goal_id", "measure_id", "measure__start_value",
            "measure__target", "measure__cumulative", "measured_on", "value",
        )  # fmt: skip

    def confidences(self) -> Any:
        of_goals = ScaleAnswer.objects.filter(goal__state=GoalState.ACTIVE, scale=Scale.CONFIDENCE, reflection=None)
        return self._of(of_goals, "goal_id", "answered_on", "value")

    def weeks(self) -> Any:
        lately = WeeklyGoal.objects.filter(state__in=TRIED, ends_on__gte=self._today - WEEKS)
        ticked = Count("ticks", filter=Q(ticks__kept=True))
        columns = ("pk", "coachee_id", "follows_id", "text", "starts_on", "ends_on", "percent", "fit", "_ticked")
        return self._of(lately.annotate(_ticked=ticked), *columns)

    def reports(self) -> Any:
        weekly = CheckIn.objects.filter(kind=CheckInKind.WEEKLY, period_on__gte=self._year)
        return self._of(weekly, "pk", "coachee_id", "period_on", "state", "replied_on")

    def reflections(self) -> Any:
        """When each was asked and written; how long it is only of those that are shared [89, 1O]."""
        rows = Reflection.objects.filter(asked_on__gte=self._year)
        length = Case(When(rows.read_by_coach(), then=Length("text")), default=Value(None))
        return self._of(rows, "coachee_id", "asked_on", "written_on", "state", length)

    def words(self) -> Any:
        """Which the coach wrote to them."""
        return self._of(Outreach.objects.filter(sent_at__gte=self._year_at), "coachee_id", "sent_at")

    def stages(self) -> Any:
        return self._of(StageEntry.objects.all(), "coachee_id", "domain_id", "domain__name", "stage", "entered_on")

    def visions(self) -> Any:
        return self._of(Vision.objects.all(), "coachee_id", "revisited_on")

    def invitations(self) -> Any:
        sent = Invitation.objects.filter(state=InvitationState.SENT)
        return self._of(sent, "person_id", "last_sent_at", of="joins_id")

    def handled(self) -> Any:
        """What the coach did about each evidence, the last at the end."""
        columns = ("coachee_id", "kind", "evidence", "state", "until", "reason")
        return self._of(Handling.objects.all(), *columns, by="turn")

    def joined(self) -> Any:
        return first_time(Verb.TRAJECTORY_STARTED, streams=self._groups)
