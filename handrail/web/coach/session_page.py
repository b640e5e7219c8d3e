"""A session on one page: where it stands, what lies on its table, what was agreed, and the notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda import Agenda, Carried, agenda
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.impression import Impression, Stands
from handrail.trajectory.landings import Landing
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.review import Kind, Review
from handrail.trajectory.session import Session
from handrail.trajectory.session import State as SessionState
from handrail.trajectory.summary import Summary
from handrail.trajectory.whole import Whole
from handrail.web.actions import ActionRow, action_row
from handrail.web.coach.trend import Trend, said_of_sessions
from handrail.web.notes import Sheet, open_sheet


@dataclass(frozen=True)
class OnItsWay:
    """An open action and how it came here."""

    row: ActionRow
    way: Carried


@dataclass(frozen=True)
class Agreed:
    """An action from this session, and what came in its place."""

    row: ActionRow
    action: Action
    successor: Action | None


@dataclass(frozen=True)
class SessionPage:
    whole: Whole
    session: Session
    people: Sequence[Person]

    @property
    def landing(self) -> Landing[Any] | None:
        return self.whole.landing(self.session)

    @property
    def title(self) -> str:
        if self.landing is None:
            return str(SessionState(self.session.state).label)
        return _("Session %(number)d") % {"number": self.landing.number}

    @property
    def given_names(self) -> str:
        return get_text_list([person.given_name for person in self.people], _("and"))

    @property
    def place(self) -> str:
        """Where it stands in the arc [4]: "5 of 8, three before the three-month review"."""
        if self.landing is None:
            return ""
        words = _("%(number)d of %(total)d") % {"number": self.landing.number, "total": self.whole.plan.total}
        return f"{words}, {self._until_review}" if self._until_review else words

    @property
    def _until_review(self) -> str:
        here, plan = self.landing, self.whole.plan
        if here is None:
            return ""
        if here.is_midpoint:
            return _("the look back halfway")
        middle = next((landing.number for landing in plan.landings if landing.is_midpoint), 0)
        if here.number < middle:
            return _before(middle - here.number, _("the look back halfway"))
        months = self.whole.trajectory.length_months
        closing = _("the three-month review") if months == 3 else _("the closing review")
        return closing if here.number == plan.total else _before(plan.total - here.number, closing)

    @property
    def serves(self) -> list[Goal]:
        """The goals that something of this session is about, in their own order [4]."""
        about: list[Any] = [row.action for row in self.agenda.carried]
        about += [r for noun in (Action, Prompt, Exercise, Review) for r in self._of_this(noun)]
        about += self.agenda.weekly_goals
        served = {row.goal_id for row in about} | {goal.pk for goal in self.agenda.goal_reviews}
        return [goal for goal in self.whole.goals if goal.pk in served]

    @cached_property
    def agenda(self) -> Agenda:
        return agenda(self.whole, self.session)

    @property
    def has_arc(self) -> bool:
        """While it is ahead or going on."""
        return self.session.is_ahead or self.session.state == SessionState.IN_PROGRESS

    @property
    def carried(self) -> list[OnItsWay]:
        row = partial(action_row, self.whole, space="coach", upto=self.session)
        return [OnItsWay(row(way.action), way) for way in self.agenda.carried]

    @property
    def agreed(self) -> list[Agreed]:
        rows = [action for action in self.whole.actions if action.session_id == self.session.pk]
        return [Agreed(action_row(self.whole, a, space="coach"), a, self.whole.successor(a)) for a in rows]

    @property
    def questions(self) -> list[Prompt]:
        """Asked in this session by themselves; those of an exercise come with it."""
        return [prompt for prompt in self._of_this(Prompt) if prompt.exercise_id is None]

    @property
    def exercises(self) -> list[Exercise]:
        return self._of_this(Exercise)

    @property
    def brainstorms(self) -> list[Brainstorm]:
        return self._of_this(Brainstorm)

    @property
    def midpoint(self) -> Review | None:
        """The look back, where it was held in this session."""
        return next((review for review in self._of_this(Review) if review.kind == Kind.MIDPOINT), None)

    @property
    def summaries(self) -> list[Summary]:
        return self._of_this(Summary)

    @property
    def unsummed(self) -> list[Person]:
        """Who has no summary of this session yet."""
        sent = {each.coachee_id for each in self.summaries if each.is_sent}
        return [person for person in self.people if person.pk not in sent]

    @property
    def is_earlier(self) -> bool:
        return any(each.stands == Stands.EARLIER for each in self._of_this(Impression))

    @cached_property
    def said(self) -> Trend:
        return said_of_sessions(self.whole)

    @property
    def is_booked(self) -> bool:
        """Whether the next session of the same people stands already."""
        same = (s for s in self.whole.sessions if s.coachee_id == self.session.coachee_id)
        return any(s.is_ahead and s.starts_at > self.session.starts_at for s in same)

    @property
    def is_due(self) -> bool:
        """Its day has come."""
        return self.whole.day_of(self.session) <= self.whole.today

    @property
    def is_on(self) -> bool:
        """Going on, or just held: what is agreed now, the two agree together."""
        return self.session.state in (SessionState.IN_PROGRESS, SessionState.HELD)

    def sheets(self, refused: Sheet | None = None) -> list[Sheet]:
        """The note that both read and the coach's own, as they lie open."""
        kinds = (Visibility.SHARED, Visibility.COACH_ONLY)
        return [refused if refused and refused.visibility == kind else self._sheet(kind) for kind in kinds]

    def _sheet(self, visibility: str) -> Sheet:
        note = next((note for note in self._of_this(Note) if note.visibility == visibility), None)
        return open_sheet(self.session, visibility, note=note, reader=self.whole.reader)

    def _of_this(self, noun: Any) -> list[Any]:
        return [row for row in self.whole.every(noun) if row.session_id == self.session.pk]


def _before(number: int, what: str) -> str:
    if number == 1:
        return _("one before %(what)s") % {"what": what}
    return ngettext("%(number)d before %(what)s", "%(number)d before %(what)s", number) % {
        "number": number, "what": what,
    }  # fmt: skip
