"""Actions as both sides see them: a row to tick, the way one came, the word when it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from secrets import token_urlsafe
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.trajectory.action import CONFIDENT, Action, State
from handrail.trajectory.agenda import sessions_carried_into, times_carried
from handrail.trajectory.session import Session
from handrail.trajectory.whole import Whole
from handrail.web import days
from handrail.web.words import day_said, session_said

# What a row's state is called besides open and done, which the ring to tick says already.
SAID = frozenset(State) - {State.AGREED, State.DONE}


@dataclass(frozen=True)
class ActionRow:
    """The context of parts/_action.html."""

    id: UUID
    title: str
    href: str
    by_words: str
    from_words: str
    notes: tuple[str, ...]
    state: str
    state_words: str
    completion_href: str

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE

    @property
    def key(self) -> str:
        return token_urlsafe(18)


def action_row(
    whole: Whole, action: Action, *, space: str, upto: Session | None = None, with_notes: bool = True
) -> ActionRow:
    """`space` is whose pages the links lead to: coach or coachee. `upto` is the session on whose table it lies."""
    can_tick = action.is_open or action.state == State.DONE
    return ActionRow(
        id=action.pk,
        title=action.text,
        href=reverse(f"{space}:action", args=[action.pk]),
        by_words=_when(whole, action),
        from_words=_origin(whole, action),
        notes=tuple(_notes(whole, action, upto)) if with_notes else (),
        state=action.state,
        state_words=str(State(action.state).label) if action.state in SAID else "",
        completion_href=reverse(f"{space}:completion", args=[action.pk]) if can_tick else "",
    )


def action_rows(whole: Whole, actions: list[Action], *, space: str) -> list[ActionRow]:
    return [action_row(whole, action, space=space) for action in actions]


def done_row(action: Action) -> ActionRow:
    """A client's row as it stands where it was just ticked: its words and the way back, and no more is asked for."""
    return ActionRow(
        id=action.pk, title=action.text, href=reverse("coachee:action", args=[action.pk]), by_words="", from_words="",
        notes=(), state=action.state, state_words="", completion_href=reverse("coachee:completion", args=[action.pk]),
    )  # fmt: skip


def acknowledged(action: Action, *, was_carried: bool) -> str:
    """The word that a completion gets at once: about this very thing, and about what it took [59]."""
    said = _("Done: “%(text)s”.") % {"text": action.text}
    if action.replaces_id:
        return f"{said} {_('Small enough to happen, and it did.')}"
    if action.obstacle:
        return f"{said} {_('There was something in the way, and there was a way past it.')}"
    if action.has_moved or was_carried:
        return f"{said} {_('It took more than one run, and nobody let go of it.')}"
    if action.ended_on and action.ended_on < action.due_on:
        early = (action.due_on - action.ended_on).days
        return (
            said
            + " "
            + ngettext("A day before it was due.", "%(days)d days before it was due.", early) % {"days": early}
        )
    return f"{said} {_('As agreed.')}"


# The way an action came


@dataclass(frozen=True)
class Step:
    """One thing that happened to an action, as it hangs on its line (templates/parts/_way.html)."""

    on: date | None
    title: str
    text: str = ""
    meta: str = ""
    href: str = ""
    kind: str = "action"
    is_now: bool = False
    is_ahead: bool = False


def way(whole: Whole, action: Action, *, space: str) -> list[Step]:
    """From where it was agreed over every postponement and session to now, and to the day it is meant for."""
    been = [*_been(whole, action, space)]
    past = sorted(been, key=lambda step: step.on or date.min)
    if action.state in (State.DONE, State.RELEASED, State.REPLACED, State.DECLINED):
        return [*past, *_end(whole, action, space)]
    now = Step(whole.today, _("Today"), is_now=True)
    obstacle = [Step(None, _("Still in the way"), text=action.obstacle)] if action.state == State.BLOCKED else []
    if action.due_on < whole.today:
        return [*past, *obstacle, now]
    return [*past, *obstacle, now, Step(action.due_on, _("The day it is meant for"), is_ahead=True)]


def _been(whole: Whole, action: Action, space: str) -> Iterator[Step]:
    origin = action.session
    before = action.replaces
    meant = _("for %(day)s") % {"day": day_said(action.original_due_on)}
    if origin is not None:
        title = _("From %(session)s") % {"session": session_said(whole, origin)}
        yield Step(action.made_on, title, meta=meant, href=_session(origin, space), kind="session")
    else:
        yield Step(action.made_on, _("Written down between sessions"), meta=meant)
    if before is not None:
        href = reverse(f"{space}:action", args=[before.pk])
        yield Step(action.made_on, _("The smaller part of “%(text)s”") % {"text": before.text}, href=href)
    for change in whole.postponements(action):
        title = _("Moved from %(before)s to %(after)s") % {
            "before": day_said(change.from_on),
            "after": day_said(change.to_on),
        }
        yield Step(change.made_on, title, text=change.reason)
    for session in sessions_carried_into(whole, action):
        title = _("Carried into %(session)s") % {"session": session_said(whole, session)}
        yield Step(whole.day_of(session), title, href=_session(session, space), kind="session")


def _end(whole: Whole, action: Action, space: str) -> Iterator[Step]:
    successor = whole.successor(action)
    if action.state == State.REPLACED and successor is not None:
        href = reverse(f"{space}:action", args=[successor.pk])
        yield Step(action.ended_on, _("Made smaller: “%(text)s”") % {"text": successor.text}, action.reason, href=href)
    else:
        words = action.remark if action.state == State.DONE else action.reason
        yield Step(action.ended_on, str(State(action.state).label), text=words)


def _session(session: Session, space: str) -> str:
    return reverse(f"{space}:session", args=[session.pk])


# Words beside a row


def _when(whole: Whole, action: Action) -> str:
    if action.ended_on is not None:
        return days.said(action.ended_on, whole.today)
    return days.by(action.due_on, whole.today)


def _origin(whole: Whole, action: Action) -> str:
    if action.session is None:
        return ""
    landing = whole.landing(action.session)
    if landing is None:
        return ""
    says = _("promised in session %(number)d") if action.is_promise else _("from session %(number)d")
    return says % {"number": landing.number}


def _notes(whole: Whole, action: Action, upto: Session | None) -> Iterator[str]:
    if action.is_promise:
        mine = action.owner_id == whole.reader.pk
        name = whole.people[action.owner_id].given_name
        yield _("your promise") if mine else _("%(name)s’s promise") % {"name": name}
    elif whole.trajectory.is_group and whole.reader.pk == whole.trajectory.coach_id:
        yield whole.people[action.owner_id].given_name
    if times := times_carried(whole, action, upto=upto):
        yield ngettext("carried over once", "carried over %(times)d times", times) % {"times": times}
    if moves := len(whole.postponements(action)):
        yield ngettext("moved once", "moved %(moves)d times", moves) % {"moves": moves}
    elif action.has_moved:
        # A page that does not hold the days between.
        yield _("first meant for %(day)s") % {"day": days.said(action.original_due_on, whole.today)}
    if action.is_open and action.confidence is not None and action.confidence < CONFIDENT:
        yield _("%(confidence)d of 10 sure") % {"confidence": action.confidence}
    if action.replaces_id:
        yield _("a smaller step")
