"""A trajectory as a whole: every row of it that somebody may reach, today or as it was.

Pages read this and ask no more: the same page shows the present and any day before, for the
rows come from the tables or from the fold and are the same objects."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from handrail.ledger.book import Reach, as_it_was, row_as
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda_item import AgendaItem
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.belonging import Belonging, Sides
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.domain import Domain
from handrail.trajectory.due_date_change import DueDateChange
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.exploration import Exploration
from handrail.trajectory.fact import Fact
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.guest import Guest
from handrail.trajectory.habit import Habit
from handrail.trajectory.handling import Handling
from handrail.trajectory.idea import Idea
from handrail.trajectory.impression import Impression
from handrail.trajectory.intention import Intention
from handrail.trajectory.kept import Narrowing, Place, Selection, kept, place_of, rows_of, rows_of_each
from handrail.trajectory.landings import Booked, Kind, Landing, Plan, plan
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.pause import Pause
from handrail.trajectory.photo import Photo
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reach import reach_of
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.sentence import Sentence
from handrail.trajectory.session import Session
from handrail.trajectory.session import State as SessionState
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.summary import Summary
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import ENDED, Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win

# What is worked on: most pages show some of it.
WORK: tuple[type[Belonging], ...] = (
    Vision, Goal, Milestone, WeeklyGoal, Session, Note, Action, DueDateChange,
    Exercise, Prompt, Reflection, Review, Win,
)  # fmt: skip
# What goes on between sessions: asked for by name.
RHYTHM: tuple[type[Belonging], ...] = (
    CheckIn, Tick, Habit, Measure, MeasureEntry, Domain, StageEntry, Lapse, Pause, Photo,
)  # fmt: skip
# What is said and laid out in a session besides: asked for by name too.
HELD: tuple[type[Belonging], ...] = (
    AgendaItem, Exploration, ScaleAnswer, CopingPlan, Preparation, Fact, Intention, Impression, Feedback, Summary,
    Sentence, Brainstorm, Idea,
)  # fmt: skip
# What only the page of one session, or of all that came and went, shows.
AROUND: tuple[type[Belonging], ...] = (Attendance, Guest)
# What a coach wrote to somebody of themselves, and what they did about a signal.
REACHED: tuple[type[Belonging], ...] = (Outreach, Handling)
NOUNS = WORK + RHYTHM + HELD + AROUND + REACHED

ALL_WORK: Mapping[type[Belonging], Narrowing | None] = dict.fromkeys(WORK)
Row = TypeVar("Row", bound=Belonging)
Made = TypeVar("Made")
# What a session has to say to be a landing.
ON_A_LINE = ("trajectory_id", "coachee_id", "starts_at", "minutes", "state")
ON_THE_LINE = {
    SessionState.IN_PROGRESS: Kind.NOW,
    SessionState.HELD: Kind.HELD,
    SessionState.CLOSED: Kind.HELD,
    SessionState.REQUESTED: Kind.BOOKED,
    SessionState.SCHEDULED: Kind.BOOKED,
}


@dataclass
class Whole:
    """Rows by noun, in the order they were made, tied to each other; `today` is the reader's."""

    trajectory: Trajectory
    reader: Person
    today: date
    rows: dict[type[Belonging], dict[UUID, Any]] = field(default_factory=dict)
    place: Place = field(default_factory=Place)

    @classmethod
    def of(
        cls, trajectory: Trajectory, reader: Person, *, at: datetime, nouns: Iterable[type[Belonging]] = WORK
    ) -> "Whole":
        """As it is now, in one statement, whatever the length of the history."""
        return cls.of_each([trajectory], reader, at=at, nouns=dict.fromkeys(nouns))[0]

    @classmethod
    def of_each(
        cls, trajectories: Iterable[Trajectory], reader: Person, *, at: datetime,
        nouns: Mapping[type[Belonging], Narrowing | None] = ALL_WORK,
    ) -> "list[Whole]":  # fmt: skip
        """Several, in one statement too."""
        trajectories = list(trajectories)
        sides = Sides.of(reader, trajectories)
        wholes = {each.pk: cls(each, reader, reader.today(at)) for each in trajectories}
        for noun, rows in rows_of_each(nouns, sides, today=reader.today(at)).items():
            for whole in wholes.values():
                whole.rows[noun] = {}
            for row in rows:
                wholes[row.trajectory_id].rows[noun][row.pk] = row
        for whole in wholes.values():
            whole._tie()
        return list(wholes.values())

    @classmethod
    def of_some(cls, trajectory: Trajectory, reader: Person, *, at: datetime, rows: Selection) -> "Whole":
        """Only the rows that a page about the present shows, so that a long history costs it nothing. They are
        kept in memory until the trajectory's history goes on: look at them, and perform no verb on them."""
        whole = cls(trajectory, reader, reader.today(at))
        whole.place = place_of(trajectory, reader, today=whole.today, page=rows.page)
        remade = kept(whole.place, Sides.of(reader, [trajectory]), today=whole.today, selection=rows)
        remade.made, whole.rows = whole._tie_rows, remade
        return whole

    @classmethod
    def around(cls, row: Belonging, reader: Person, *, at: datetime) -> "Whole":
        """One row that was found for this reader as a participant, and the line it is on: enough to say of the row
        where it came from and how it got here."""
        sides = Sides(reader, (), [row.trajectory_id])
        whole = cls(row.trajectory, reader, reader.today(at))
        sessions = rows_of(Session, sides, today=whole.today, narrowing=lambda rows, today: rows.only(*ON_A_LINE))
        whole.rows = {type(row): {row.pk: row}, Session: {session.pk: session for session in sessions}}
        whole._tie()
        return whole

    @classmethod
    def on(cls, trajectory: Trajectory, reader: Person, *, day: date, reach: Reach | None = None) -> "Whole":
        """As it was recorded at the end of that day, where the reader is. `reach`: where less is to be seen than the
        reader may."""
        end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(reader.zone)) - timedelta(microseconds=1)
        state = as_it_was(trajectory.pk, reach=reach or reach_of(reader), at=end)
        then = next((row_as(t, i, f) for (t, i), f in state.items() if t == "trajectory"), None)
        if not isinstance(then, Trajectory):
            then = Trajectory(id=trajectory.pk, practice_id=trajectory.practice_id, coach=trajectory.coach)
        whole = cls(then, reader, day)
        for noun in NOUNS:
            mine = (row_as(t, i, f) for (t, i), f in state.items() if t == noun._meta.model_name)
            whole.rows[noun] = {row.pk: row for row in sorted(mine, key=lambda row: row.pk)}
        whole._tie()
        return whole

    def _tie(self) -> None:
        """Point rows at each other, so that following a relation asks the database nothing."""
        for noun in self.rows:
            self._tie_rows(noun)

    def _tie_rows(self, noun: type[Belonging]) -> None:
        relations = [(r.name, r.attname, known) for r in _relations(noun) if (known := self.rows.get(r.related_model))]
        for row in self.rows[noun].values():
            # Each names its own already: what is said here is only that it need not be asked for.
            tied = row._state.fields_cache
            tied["trajectory"] = self.trajectory
            for name, attname, known in relations:
                if (other := known.get(row.__dict__.get(attname))) is not None:
                    tied[name] = other

    def every(self, noun: type[Row]) -> list[Row]:
        return list(self.rows.get(noun, {}).values())

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What is made of this whole, once for as long as its rows are kept (`Place.once`)."""
        return self.place.once(name, make)

    # What pages ask

    @cached_property
    def people(self) -> dict[UUID, Person]:
        """The coach and everybody who takes part: asked once, when somebody has to be named."""
        return {person.pk: person for person in [self.trajectory.coach, *self.trajectory.coachees()]}

    @property
    def visions(self) -> list[Vision]:
        return self.every(Vision)

    @property
    def goals(self) -> list[Goal]:
        return self.every(Goal)

    @cached_property
    def open_goals(self) -> list[Goal]:
        return [goal for goal in self.goals if goal.is_open]

    @cached_property
    def sessions(self) -> list[Session]:
        return sorted(self.every(Session), key=lambda session: (session.starts_at, session.pk))

    @cached_property
    def actions(self) -> list[Action]:
        return sorted(self.every(Action), key=lambda action: (action.due_on, action.pk))

    @cached_property
    def open_actions(self) -> list[Action]:
        return [action for action in self.actions if action.is_open]

    @cached_property
    def next_session(self) -> Session | None:
        """The one going on, or the next one ahead; today's stays "next" until it is dealt with."""
        return next((s for s in self.sessions if s.is_ahead or s.state == SessionState.IN_PROGRESS), None)

    def weekly_goals_of(self, goal: Goal) -> list[WeeklyGoal]:
        mine = [weekly for weekly in self.every(WeeklyGoal) if weekly.goal_id == goal.pk]
        return sorted(mine, key=lambda weekly: (weekly.starts_on, weekly.pk))

    def next_milestone(self, goal: Goal) -> Milestone | None:
        ahead = [m for m in self.every(Milestone) if m.goal_id == goal.pk and m.state == "open"]
        return min(ahead, key=lambda m: (m.due_on or date.max, m.pk), default=None)

    def postponements(self, action: Action) -> list[DueDateChange]:
        return [change for change in self.every(DueDateChange) if change.action_id == action.pk]

    def successor(self, action: Action) -> Action | None:
        return next((other for other in self.every(Action) if other.replaces_id == action.pk), None)

    def reflections_on(self, prompt: Prompt) -> list[Reflection]:
        return [reflection for reflection in self.every(Reflection) if reflection.prompt_id == prompt.pk]

    # The line

    @cached_property
    def plan(self) -> Plan[UUID]:
        """Where everything is on the line."""
        return self.once("plan", self._plan)

    def _plan(self) -> Plan[UUID]:
        sessions = [
            Booked(s.pk, self.day_of(s), ON_THE_LINE[SessionState(s.state)])
            for s in self.sessions
            # What one of a group has alone with the coach is no step of the others: coach and clients count alike.
            if s.state in ON_THE_LINE and s.coachee_id is None
        ]
        trajectory = self.trajectory
        return plan(
            sessions, starts_on=trajectory.starts_on, ends_on=trajectory.ends_on,
            cadence_days=trajectory.cadence_days, today=self.today, goes_on=trajectory.state not in ENDED,
        )  # fmt: skip

    def landing(self, session: Session) -> Landing[UUID] | None:
        return self._landings.get(session.pk)

    @cached_property
    def _landings(self) -> dict[UUID | None, Landing[UUID]]:
        return {landing.ref: landing for landing in self.plan.landings}

    def day_of(self, session: Session) -> date:
        """The session's day where the reader is."""
        return self.reader.today(session.starts_at)


def _relations(noun: type[Belonging]) -> list[Any]:
    """The columns of a noun that name a row of another noun."""
    return [field for field in noun._meta.concrete_fields if field.is_relation]
