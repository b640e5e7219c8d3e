"""What waits for the coach's own hand: reports without a word, promises, sessions to close, notes. A few of each are in
view and the others folded, so that a full Monday stays one screen."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from handrail.practice.person import Person
from handrail.signals.signal import Kind
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.session import Session
from handrail.trajectory.session import State as SessionState
from handrail.web.coach.client_line import ClientLine, Roll, roll
from handrail.web.coach.reaching import Ways
from handrail.web.coach.reports import is_stale, meets_soon
from handrail.web.coach.standing import Booked, Promise, Report
from handrail.web.days import by

IN_VIEW = 4
# Answered with care a report takes half a minute, and on a Monday they all come at once: a handful of words to clients
# and these are a morning. Those that nobody answered for days are in view however many.
REPORTS_A_DAY = 3
# A promise stands here from a few days before its day.
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Task:
    """One line. A promise is ticked where it stands."""

    words: str
    href: str
    when: str = ""
    promise: Promise | None = None
    # Whom it is about: under its heading that says enough.
    name: str = ""
    # Where a press says that nothing more is to be done, and what the press says.
    ends: str = ""
    ends_words: str = ""
    ends_given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Group:
    """`most`: how many are in view. `has_time`: what is folded can be done tomorrow as well."""

    label: str
    tasks: tuple[Task, ...]
    most: int = IN_VIEW
    has_time: bool = False

    @property
    def in_view(self) -> tuple[Task, ...]:
        return self.tasks[: self.most]

    @property
    def folded(self) -> tuple[Task, ...]:
        return self.tasks[self.most :]


def waiting(roll: Roll, *, calendar_asks: bool, begun: Iterable[Session]) -> list[Group]:
    groups = [
        Group(_("To decide"), (*_of_calendar(calendar_asks), *_sessions(roll, {SessionState.REQUESTED}))),
        Group(_("Sessions to close"), tuple(_sessions(roll, {SessionState.HELD, SessionState.SCHEDULED}))),
        Group(_("They wrote back"), tuple(_answers(roll))),
        Group(_("Reports to answer"), tuple(_reports(roll)), most=_reports_of_today(roll), has_time=True),
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


def _answers(roll: Roll) -> Iterator[Task]:
    """To a word of the coach's; opened, it stands below the place for another one."""
    found = [(answer, name, line) for line in roll.lines for answer, name in line.answers]
    for answer, name, line in sorted(found, key=lambda each: (each[0].replied_on, each[1])):
        of, here = line.trajectory.pk, reverse("coach:morning")
        href = reverse("coach:words", args=[of]) + "?" + urlencode({"to": answer.by, "back": here})
        yield Task(
            _("%(name)s wrote back to you") % {"name": name}, href, date_format(answer.replied_on, "D j M"), name=name,
            ends=reverse("coach:answer-read", args=[of, answer.pk]), ends_words=_("Read"),
            ends_given=(("state", "acted"),),
        )  # fmt: skip


def reports(roll: Roll) -> list[tuple[Report, str]]:
    """Those to be answered in writing: of whom the coach meets at once, what was reported is talked about."""
    return _newest(roll, (line for line in roll.lines if not _meets_soon(line, roll)))


def _reports_of_today(roll: Roll) -> int:
    """What is left of the day's number, and in any case what waited long enough to be a signal."""
    everybody = [judged for line in roll.lines for judged in line.judged]
    answered = sum(each.answered == judged.facts.today for judged in everybody for each in judged.facts.reports)
    late = {raised.ref for judged in everybody for raised in judged.of_coach if raised.kind == Kind.REPORT_UNANSWERED}
    return max(REPORTS_A_DAY - answered, sum(str(report.pk) in late for report, _name in reports(roll)), 0)


def in_preparation(roll: Roll) -> int:
    """How many reports wait for a session of today or tomorrow."""
    return len(_newest(roll, (line for line in roll.lines if _meets_soon(line, roll))))


def _newest(roll: Roll, lines: Iterable[ClientLine]) -> list[tuple[Report, str]]:
    """The newest of each client: a word to that is a word to all."""
    newest = {(line.trajectory.pk, report.by): (report, name) for line in lines for report, name in line.reports}
    fresh = (each for each in newest.values() if not is_stale(each[0].period_on, today=roll.today))
    return sorted(fresh, key=lambda each: (each[0].period_on, each[1]))


def _meets_soon(line: ClientLine, roll: Roll) -> bool:
    following = line.standing.after_today
    return bool(line.standing.today) or meets_soon([_day(following)] if following else [], today=roll.today)


def report_after(coach: Person, report: CheckIn, *, at: datetime) -> str:
    """The next one of today's to answer; none, and it is the start page again."""
    known = roll(coach, at=at)
    left = [each for each, _name in reports(known)[: _reports_of_today(known)]]
    places = [number for number, each in enumerate(left) if each.pk == report.pk]
    following = left[places[0] + 1 :][:1] if places else left[:1]
    return _report(following[0]) if following else reverse("coach:morning")


def _report(report: Report) -> str:
    address = reverse("rhythm:check-in", args=[report.trajectory_id, report.pk])
    return f"{address}?{urlencode({'back': reverse('coach:morning')})}"


def _reports(roll: Roll) -> Iterator[Task]:
    for report, name in reports(roll):
        week = _("week of %(day)s") % {"day": date_format(report.period_on, "j M")}
        yield Task(_("%(name)s wrote how the week was") % {"name": name}, _report(report), week, name=name)


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
        (raised, judged, line) for line in roll.lines for judged in line.judged for raised in judged.of_coach
        if raised.kind == Kind.NOTE_OPEN and raised.ref
    ]  # fmt: skip
    for raised, judged, line in sorted(found, key=lambda each: each[0].since):
        href = reverse("coach:session", args=[raised.ref])
        words = _("A note of the session with %(name)s") % {"name": line.names}
        ways = Ways(line.trajectory.pk, raised.kind, raised.evidence, judged.life.coachee_id)
        yield Task(
            words, f"{href}#notes", _("%(days)d days ago") % {"days": raised.signal.number("days")}, name=line.names,
            ends=ways.signal, ends_words=_("No note"), ends_given=(("state", "dismissed"), ("reason", _("No note"))),
        )  # fmt: skip


def _session(session: Booked | Session) -> str:
    return reverse("coach:session", args=[session.pk])


def _day(session: Booked) -> date:
    return session.starts_at.astimezone(get_current_timezone()).date()


def _moment(session: Booked | Session) -> str:
    return date_format(session.starts_at.astimezone(get_current_timezone()), "D j M, H:i")


def _drafts(roll: Roll) -> Iterator[Task]:
    for line in roll.lines:
        if line.is_draft:
            words = _("%(name)s is not invited yet") % {"name": line.names}
            yield Task(words, reverse("coach:trajectory", args=[line.trajectory.pk]))
