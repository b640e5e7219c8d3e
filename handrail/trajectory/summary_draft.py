"""What a session's summary begins with: the records, in the order in which they hang together, from what it is all for
to who does what by when [31]. Pure: everything is read from the whole."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.coping_plan import State as PlanState
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.exercise import State as ExerciseState
from handrail.trajectory.goal import State as GoalState
from handrail.trajectory.habit import Habit
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.session import Session
from handrail.trajectory.summary_text import ASIDE, joined, section
from handrail.trajectory.weekly_goal import State as WeeklyState
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import WORK, Whole
from handrail.trajectory.wins import Won, wins

# What it is drafted from.
DRAFTED_FROM: tuple[type[Belonging], ...] = (*WORK, CopingPlan, Habit)
# What went well is a reminder of it, and no list of everything.
WON = 5


def drafted(whole: Whole, session: Session, coachee: Person) -> str:
    """For one client: what is everybody's in the trajectory, and what is theirs. Nothing that only one side reads."""
    return joined(
        [
            section(_("What went well"), [_won(won) for won in went_well(whole, session, coachee)]),
            section(_("Your vision"), _vision(whole, coachee.pk), mark="> "),
            section(_("Your three-month goals"), list(_goals(whole, coachee.pk))),
            section(_("This week"), list(_weeks(whole, coachee.pk))),
            section(_("What you do"), list(_actions(whole, session, coachee))),
            section(_("If something comes in the way"), list(_plans(whole, coachee))),
            section(_("What I do"), list(_promises(whole, coachee))),
            section(_("To take along"), list(_along(whole, session, coachee.pk))),
        ]
    )


def letter(draft: str, *, appreciation: str = "", learned: str = "", next_time: str = "") -> str:
    """The draft with what was said at the close around it."""
    return joined(
        [
            appreciation,
            section(_("What you take away"), learned.splitlines(), mark="> "),
            draft,
            section(_("When we meet again"), [next_time], mark=""),
        ]
    )


def next_time(session: Session, coachee: Person) -> str:
    """When the two meet again, by the client's clock."""
    when = session.starts_at.astimezone(ZoneInfo(coachee.zone))
    return _("%(day)s at %(hour)s, %(minutes)d minutes") % {
        "day": date_format(when, "l j F Y"), "hour": date_format(when, "H:i"), "minutes": session.minutes,
    }  # fmt: skip


def went_well(whole: Whole, session: Session, coachee: Person) -> list[Won]:
    """Since the session before, newest first: it comes back at the close [59]. A week tried again is named once, with
    how it went last."""
    before = [each for each in whole.sessions if each.took_place and each.starts_at < session.starts_at]
    since = whole.day_of(before[-1]) if before else date.min
    dated = [won for won in wins(whole, days={}) if won.kind in ("action", "weekly_goal", "win")]
    theirs = [won for won in dated if won.on >= since and _is_theirs(won.row, coachee.pk)]
    again = {won.row.follows_id for won in theirs if isinstance(won.row, WeeklyGoal)}
    return [won for won in theirs if won.row.pk not in again][:WON]


def _won(won: Won) -> str:
    percent = _("%(percent)d %%") % {"percent": won.percent} if won.percent else ""
    return _item(won.text, percent)


def _vision(whole: Whole, coachee_id: UUID) -> list[str]:
    return [line for vision in whole.visions if _is_theirs(vision, coachee_id) for line in vision.text.splitlines()]


def _goals(whole: Whole, coachee_id: UUID) -> Iterator[str]:
    for goal in whole.goals:
        if goal.state in (GoalState.ACTIVE, GoalState.PROPOSED) and _is_theirs(goal, coachee_id):
            step = whole.next_milestone(goal)
            aside = _("next: %(step)s") % {"step": step.text} if step else ""
            yield _item(goal.text, _("for you to say yes to") if goal.state == GoalState.PROPOSED else aside)


def _weeks(whole: Whole, coachee_id: UUID) -> Iterator[str]:
    for week in sorted(whole.every(WeeklyGoal), key=lambda week: (week.starts_on, week.pk)):
        if week.state != WeeklyState.REVIEWED and _is_theirs(week, coachee_id):
            before = whole.rows[WeeklyGoal].get(week.follows_id) if week.follows_id else None
            percent = before.percent if before else None
            yield _item(week.text, "" if percent is None else _("last time %(percent)d %%") % {"percent": percent})


def _actions(whole: Whole, session: Session, coachee: Person) -> Iterator[str]:
    for action in whole.actions:
        is_new = action.state == ActionState.PROPOSED and action.session_id == session.pk
        if action.owner_id == coachee.pk and (action.is_open or is_new):
            yield _dated(action, today=whole.today)


def _plans(whole: Whole, coachee: Person) -> Iterator[str]:
    """Of what is not over yet: the words as they are to come back, and beside them what they are for."""
    for plan in whole.every(CopingPlan):
        about = plan.about
        is_ahead = about.state != WeeklyState.REVIEWED if isinstance(about, WeeklyGoal) else about.is_open
        if plan.state == PlanState.KEPT and is_ahead and _is_theirs(plan, coachee.pk):
            yield _item(plan.sentence, about.text)


def _promises(whole: Whole, coachee: Person) -> Iterator[str]:
    for action in whole.open_actions:
        if action.owner_id == whole.trajectory.coach_id and _is_theirs(action, coachee.pk):
            yield _dated(action, today=whole.today)


def _along(whole: Whole, session: Session, coachee_id: UUID) -> Iterator[str]:
    for exercise in whole.every(Exercise):
        is_given = exercise.session_id == session.pk and exercise.state == ExerciseState.GIVEN
        if is_given and _is_theirs(exercise, coachee_id):
            yield exercise.title
    for prompt in whole.every(Prompt):
        if prompt.session_id == session.pk and prompt.exercise_id is None and _is_theirs(prompt, coachee_id):
            yield f"“{prompt.question}”"


def _dated(action: Action, *, today: date) -> str:
    """A day that has gone by is nothing to do it by any more."""
    day = date_format(action.due_on, "l j F")
    words = _("by %(day)s") if action.due_on >= today else _("still open, was for %(day)s")
    return _item(action.text, words % {"day": day})


def _item(text: str, aside: str = "") -> str:
    return f"{text}{ASIDE}{aside}" if aside else text


def _is_theirs(row: Belonging, coachee_id: UUID) -> bool:
    return row.coachee_id in (None, coachee_id)
