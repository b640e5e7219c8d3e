"""Agenda: what comes onto a session's table by itself. A plain list for now; the timed one
comes with the issue about the session. Pure: everything is read from the whole."""

from dataclasses import dataclass
from datetime import date

from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.due_date_change import DueDateChange
from handrail.trajectory.goal import Goal
from handrail.trajectory.review import Kind as ReviewKind
from handrail.trajectory.review import Review
from handrail.trajectory.session import Session
from handrail.trajectory.weekly_goal import State as WeeklyState
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole


@dataclass(frozen=True)
class Carried:
    """An action that came into this session open, with all that happened to it on the way."""

    action: Action
    origin: Session | None
    origin_number: int | None
    postponements: tuple[DueDateChange, ...]
    # Sessions since it was agreed into which it came open, this one included.
    times: int
    successor: Action | None

    @property
    def original_due_on(self) -> date:
        return self.action.original_due_on


@dataclass(frozen=True)
class Agenda:
    carried: tuple[Carried, ...]
    weekly_goals: tuple[WeeklyGoal, ...]
    goal_reviews: tuple[Goal, ...]
    vision_is_due: bool
    midpoint_is_due: bool

    @property
    def is_empty(self) -> bool:
        due = self.vision_is_due or self.midpoint_is_due
        return not (self.carried or self.weekly_goals or self.goal_reviews or due)


def agenda(whole: Whole, session: Session) -> Agenda:
    """What lies on the table of this session, held or ahead."""
    on = whole.day_of(session)
    return Agenda(
        carried=tuple(carried_into(whole, session)),
        weekly_goals=tuple(
            w for w in whole.every(WeeklyGoal) if _is_theirs(w, session) and _is_open_on(w, on, session)
        ),
        goal_reviews=tuple(goal for goal in whole.goals if _is_theirs(goal, session) and goal.is_review_due(on)),
        vision_is_due=any(vision.is_due(on) for vision in whole.visions if _is_theirs(vision, session)),
        midpoint_is_due=_midpoint_is_due(whole, session),
    )


def carried_into(whole: Whole, session: Session) -> list[Carried]:
    """Actions agreed before this session and open when it began, oldest first. One that was
    ended in this very session was still on its table."""
    on = whole.day_of(session)
    return [
        carried(whole, action, upto=session)
        for action in sorted(whole.every(Action), key=lambda action: action.pk)
        if action.state not in ("proposed", "declined")
        and _is_theirs(action, session)
        and _came_before(whole, action, session)
        and (action.is_open or (action.ended_on is not None and action.ended_on >= on))
    ]


def carried(whole: Whole, action: Action, *, upto: Session | None = None) -> Carried:
    """An action with its way so far."""
    origin = action.session if action.session_id in whole.rows.get(Session, {}) else None
    landing = whole.landing(origin) if origin else None
    return Carried(
        action=action,
        origin=origin,
        origin_number=landing.number if landing else None,
        postponements=tuple(whole.postponements(action)),
        times=times_carried(whole, action, upto=upto),
        successor=whole.successor(action),
    )


def times_carried(whole: Whole, action: Action, *, upto: Session | None = None) -> int:
    """Into how many sessions it came open."""
    return len(sessions_carried_into(whole, action, upto=upto))


def sessions_carried_into(whole: Whole, action: Action, *, upto: Session | None = None) -> list[Session]:
    """The sessions it came into open: those that took place, and `upto`."""
    until = action.ended_on or date.max
    return [
        session
        for session in whole.sessions
        if (session.pk == (upto and upto.pk) or session.took_place)
        # Into what one of a group has alone with the coach comes nothing of the others: coach and client count alike.
        and session.coachee_id in (None, action.coachee_id)
        and (upto is None or session.starts_at <= upto.starts_at)
        and _came_before(whole, action, session)
        and whole.day_of(session) <= until
    ]


def _is_theirs(row: Belonging, session: Session) -> bool:
    """Whether it is of those whose session this is: of one alone with the coach, theirs; else everybody's."""
    return session.coachee_id is None or row.coachee_id in (None, session.coachee_id)


def _came_before(whole: Whole, action: Action, session: Session) -> bool:
    if action.session_id in whole.rows.get(Session, {}) and action.session is not None:
        return action.session.starts_at < session.starts_at
    return action.made_on < whole.day_of(session)


def _is_open_on(weekly: WeeklyGoal, on: date, session: Session) -> bool:
    return weekly.state in (WeeklyState.AGREED, WeeklyState.RUNNING) and weekly.starts_on < on and not session.fell_out


def _midpoint_is_due(whole: Whole, session: Session) -> bool:
    middle = next((landing for landing in whole.plan.landings if landing.is_midpoint), None)
    looked_back = any(review.kind == ReviewKind.MIDPOINT for review in whole.every(Review))
    return middle is not None and not looked_back and whole.day_of(session) >= middle.on and not session.fell_out
