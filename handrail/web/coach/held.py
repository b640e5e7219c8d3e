"""A session while it is on: its arc, one section at a time, and what lies in each. All is read from the whole."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from handrail.ledger.book import timeline
from handrail.ledger.verbs import Verb
from handrail.practice.person import Person
from handrail.trajectory.agenda_item import AgendaItem
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.exploration import Exploration
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.intention import Intention
from handrail.trajectory.preparation import Preparation, brought
from handrail.trajectory.questions.bank import fitting
from handrail.trajectory.questions.question import Question, Situation, ask
from handrail.trajectory.reach import reach_of
from handrail.trajectory.review import Review
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.sections import Section
from handrail.trajectory.session import Session
from handrail.trajectory.session import State as SessionState
from handrail.trajectory.tick import Tick
from handrail.trajectory.weekly_goal import State as WeekState
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import WORK, Whole
from handrail.web.coach.cards import CardSheet, open_cards
from handrail.web.coach.hour import Timed, hour
from handrail.web.coach.session_page import SessionPage
from handrail.web.coach.things import Things
from handrail.web.goal_forms import GoalReviewForm
from handrail.web.holding_forms import AgainForm, Refused
from handrail.web.weekly_goal_forms import WeeklyReviewForm, as_reviewed

# What its page is made of in any case.
AFTERWARDS: tuple[type[Belonging], ...] = (*WORK, Brainstorm)
# What lies on the table while a session is on, besides.
ON_THE_TABLE: tuple[type[Belonging], ...] = (
    *AFTERWARDS, AgendaItem, Exploration, ScaleAnswer, CopingPlan, Preparation, Intention, Habit, Tick,
)  # fmt: skip


def nouns_of(session: Session) -> tuple[type[Belonging], ...]:
    """What its page is made of: more while it is on, no more than the work when it is over."""
    if session.state == SessionState.IN_PROGRESS:
        return ON_THE_TABLE
    return (*AFTERWARDS, AgendaItem) if session.is_ahead else AFTERWARDS


def begun_at(session: Session, reader: Person) -> datetime | None:
    """When it was begun, which only the history knows."""
    found = timeline(
        session.trajectory_id, reach=reach_of(reader), verbs=[Verb.SESSION_STARTED], rows=[session.pk], limit=1
    )  # fmt: skip
    return found[0].happened_at if found else None


@dataclass(frozen=True)
class Part:
    """One section of the arc."""

    timed: Timed
    is_open: bool
    is_now: bool
    questions: tuple[Question, ...] = ()

    @property
    def name(self) -> str:
        return self.timed.section.value

    @property
    def template(self) -> str:
        return f"coach/arc/{self.timed.section.value}.html"


@dataclass(frozen=True)
class Week:
    """A weekly goal to look back on: what the days say, beside how it felt [22]."""

    row: WeeklyGoal
    form: WeeklyReviewForm
    again: AgainForm
    kept: int
    days: int
    is_refused: bool
    has_follower: bool


@dataclass(frozen=True)
class Held:
    shown: SessionPage
    at: datetime
    begun_at: datetime | None
    asked_part: str = ""
    asked_of: str = ""
    refused: Refused = field(default_factory=Refused)

    @property
    def whole(self) -> Whole:
        return self.shown.whole

    @property
    def things(self) -> Things:
        return Things(self.shown, self.refused, self.asked_of)

    @cached_property
    def hour(self) -> list[Timed]:
        items = [item for item in self.whole.every(AgendaItem) if item.session_id == self.shown.session.pk]
        without = set()
        if not self.weeks:
            without.add(Section.WEEKLY_GOALS)
        if not (self.shown.agenda.goal_reviews or self.reviewed_goals):
            without.add(Section.THREE_MONTH_GOALS)
        return hour(self.shown.session, items, without=without, begun_at=self.begun_at)

    @property
    def parts(self) -> list[Part]:
        """One is open: the one that was asked for, else the one whose time it is, else the first."""
        inside = [timed for timed in self.hour if not timed.is_out]
        now = next((timed for timed in inside if timed.is_on(self.at)), None)
        asked = next((timed for timed in inside if timed.section == self.asked_part), None)
        shown = asked or now or (inside[-1 if self.is_over else 0] if inside else None)
        return [Part(timed, timed is shown, timed is now, self._questions(timed.section)) for timed in inside]

    def _questions(self, section: Section) -> tuple[Question, ...]:
        """Two that fit, others each time. A week is looked back on from its best, and from nothing else [21]."""
        if section == Section.OPENING and self.intention and self.intention.openers:
            return tuple(ask(section, chosen) for chosen in self.intention.openers)
        if section == Section.WEEKLY_GOALS:
            return fitting(section, situations=[Situation.WENT_WELL], number=1)
        number = self.shown.landing.number if self.shown.landing else 0
        cases = {
            Situation.FIRST: number == 1, Situation.HALFWAY: self.shown.agenda.midpoint_is_due,
            Situation.CARRIED: bool(self.shown.agenda.carried), Situation.VISION: self.shown.agenda.vision_is_due,
        }  # fmt: skip
        return fitting(section, situations=[case for case, holds in cases.items() if holds], number=2, turn=number)

    @property
    def out(self) -> list[Timed]:
        return [timed for timed in self.hour if timed.is_out]

    @property
    def ends_at(self) -> datetime:
        return self.hour[-1].ends_at

    @property
    def is_over(self) -> bool:
        return self.at >= self.ends_at

    # What lies in the sections

    @cached_property
    def weeks(self) -> list[Week]:
        """Those to look back on, and those that were since last time."""
        since = self._last_day
        seen = [
            week for week in self.whole.every(WeeklyGoal)
            if week.state == WeekState.REVIEWED and week.ends_on >= since and week.starts_on < self.whole.today
        ]  # fmt: skip
        return [self._week(week) for week in [*self.shown.agenda.weekly_goals, *seen]]

    @property
    def _last_day(self) -> date:
        before = [s for s in self.whole.sessions if s.took_place and s.starts_at < self.shown.session.starts_at]
        return self.whole.day_of(before[-1]) if before else date.min

    def _week(self, week: WeeklyGoal) -> Week:
        ticks = [tick for tick in self.whole.every(Tick) if tick.weekly_goal_id == week.pk]
        name = f"review-{week.pk}"
        return Week(
            week,
            self.refused.form(name, WeeklyReviewForm(initial=as_reviewed(week))),
            self.refused.form(f"again-{week.pk}", AgainForm.after(week)),
            kept=sum(tick.kept for tick in ticks), days=len(ticks), is_refused=name in self.refused,
            has_follower=any(other.follows_id == week.pk for other in self.whole.every(WeeklyGoal)),
        )  # fmt: skip

    @property
    def reviewed_goals(self) -> list[Goal]:
        """Looked at in this very session."""
        seen = {review.goal_id for review in self.whole.every(Review) if review.session_id == self.shown.session.pk}
        return [goal for goal in self.whole.goals if goal.pk in seen]

    @property
    def goal_reviews(self) -> list[tuple[Goal, GoalReviewForm, bool]]:
        """Each with its form, and whether that was refused."""
        found = []
        for goal in self.shown.agenda.goal_reviews:
            name, known = f"goal-review-{goal.pk}", {"progress": goal.progress, "session": self.shown.session}
            form = self.refused.form(name, GoalReviewForm(whole=self.whole, initial=known))
            found.append((goal, form, name in self.refused))
        return found

    @property
    def brought(self) -> list[Preparation]:
        """What the clients said beforehand: the session starts from their topic [19]."""
        return brought(self.shown.session, self.whole.sessions, self.whole.every(Preparation))

    @property
    def intention(self) -> Intention | None:
        """How the coach wanted to be here: for them alone."""
        return next((i for i in self.whole.every(Intention) if i.session_id == self.shown.session.pk), None)

    @property
    def cards(self) -> list[tuple[Person, list[CardSheet]]]:
        """For each client the cards of the generative moment."""
        return open_cards(
            self.shown.session, self.shown.people, self.whole.every(Exploration), reader=self.whole.reader,
            refused=self.refused,
        )  # fmt: skip
