"""What waits for the coach's own hand: reports without a word, promises, sessions to close, notes. A few of each are in
view and the others folded, so that a full Monday stays one screen."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from handrail.signals.signal import Kind
from handrail.trajectory.session import Session
from handrail.trajectory.session import State as SessionState
from handrail.web.coach.client_line import Roll
from handrail.web.coach.standing import Booked, Promise
from handrail.web.days import by

IN_VIEW = 4
# A promise stands here from a few days before its day. On a week so long ago nobody waits for a word any more.
SOON, STALE = timedelta(days=3), timedelta(weeks=5)


@dataclass(frozen=True)
class Task:
    """One line. A promise is ticked where it stands."""

    words: str
    href: str
    when: str = ""
    promise: Promise | None = None
    name: str = ""


@dataclass(frozen=True)
class Group:
    label: str
    tasks: tuple[Task, ...]

    @property
    def in_view(self) -> tuple[Task, ...]:
        return self.tasks[:IN_VIEW]

    @property
    def folded(self) -> tuple[Task, ...]:
        return self.tasks[IN_VIEW:]


def waiting(roll: Roll, *, calendar_asks: bool, begun: Iterable[Session]) -> list[Group]:
    groups = [
        Group(_("To decide"), (*_of_calendar(calendar_asks), *_sessions(roll, {SessionState.REQUESTED}))),
        Group(_("Sessions to close"), tuple(_sessions(roll, {SessionState.HELD, SessionState.SCHEDULED}))),
        Group(_("Reports to answer"), tuple(_reports(roll))),
        Group(_("What you promised"), tuple(_promises(roll))),
        Group(_("Notes to write"), (*_begun(begun), *_notes(roll))),
        Group(_("To invite"), tuple(_drafts(roll))),
    ]
    return [group for group in groups if group.tasks]


def _of_calendar(asks: bool) -> Iterator[Task]:
    if asks:
        yield Task(_("Your calendar says otherwise about a session"), reverse("coach:calendar"))


SAID: Mapping[str, Callable[[str], str]] = {
    SessionState.REQUESTED: lambda name: _("%(name)s asks for a session") % {"name": name},
    SessionState.HELD: lambda name: _("Close the session with %(name)s") % {"name": name},
    SessionState.SCHEDULED: lambda name: _("Say what became of the session with %(name)s") % {"name": name},
}


def _sessions(roll: Roll, states: Collection[str]) -> Iterator[Task]:
    found = [(each, line) for line in roll.lines for each in line.standing.to_do if each.state in states]
    for session, line in sorted(found, key=lambda each: each[0].starts_at):
        yield Task(SAID[session.state](line.names), _session(session), _moment(session))


def _reports(roll: Roll) -> Iterator[Task]:
    """The newest of each client: a word to that is a word to all."""
    newest = {(line.trajectory.pk, report.by): (report, name) for line in roll.lines for report, name in line.reports}
    for report, name in sorted(newest.values(), key=lambda each: (each[0].period_on, each[1])):
        if report.period_on > roll.today - STALE:
            week = _("week of %(day)s") % {"day": date_format(report.period_on, "j M")}
            href = reverse("rhythm:check-in", args=[report.trajectory_id, report.pk])
            yield Task(_("%(name)s wrote how the week was") % {"name": name}, href, week)


def _promises(roll: Roll) -> Iterator[Task]:
    mine = [(each, line) for line in roll.lines if line.is_under_way for each in line.standing.promises]
    for promise, line in sorted(mine, key=lambda each: each[0].due_on):
        if promise.due_on <= roll.today + SOON:
            href = reverse("coach:action", args=[promise.pk])
            yield Task(promise.text, href, by(promise.due_on, roll.today), promise, line.names)


def _begun(sessions: Iterable[Session]) -> Iterator[Task]:
    for session in sessions:
        yield Task(_("A note that you began and have not saved"), f"{_session(session)}#notes", _moment(session))


def _notes(roll: Roll) -> Iterator[Task]:
    found = [
        (raised, line) for line in roll.lines for judged in line.judged for raised in judged.of_coach
        if raised.kind == Kind.NOTE_OPEN and raised.ref
    ]  # fmt: skip
    for raised, line in sorted(found, key=lambda each: each[0].since):
        href = reverse("coach:session", args=[raised.ref])
        words = _("A note of the session with %(name)s") % {"name": line.names}
        yield Task(words, f"{href}#notes", _("%(days)d days ago") % {"days": raised.signal.number("days")})


def _session(session: Booked | Session) -> str:
    return reverse("coach:session", args=[session.pk])


def _moment(session: Booked | Session) -> str:
    return date_format(session.starts_at.astimezone(get_current_timezone()), "D j M, H:i")


def _drafts(roll: Roll) -> Iterator[Task]:
    for line in roll.lines:
        if line.is_draft:
            words = _("%(name)s is not invited yet") % {"name": line.names}
            yield Task(words, reverse("coach:trajectory", args=[line.trajectory.pk]))
