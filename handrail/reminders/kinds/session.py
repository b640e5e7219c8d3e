"""A booked session: two days ahead and two hours ahead; and at once when it is moved or cancelled. All essential: an
appointment that one does not know of costs two people an hour."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.ledger.signs import Done
from handrail.reminders.days import day_and_hour
from handrail.reminders.item import Item, Someone, Way, Words
from handrail.reminders.judge import Class, Due, Reason
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import Walls
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.attendance import State as Was
from handrail.trajectory.calendars.invite import invitation
from handrail.trajectory.session import AHEAD, Session, State

# A move that nobody was told of for so long is no news: it was brought in from elsewhere, or happened before this was.
NEWS = timedelta(days=2)
DAY = timedelta(days=1)


class _OfSession(Kind):
    """Everybody who takes part is told."""

    class_ = Class.ESSENTIAL

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._now(walls, back=back).filter(who__in=people)

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._told(Session.objects.filter(pk__in=objects)).filter(who__in=people)

    def found(self, walls: Walls, *, back: int) -> Rows:
        return self._now(walls, back=back).filter(self.unclaimed(turn="turn"))

    @abstractmethod
    def _now(self, walls: Walls, *, back: int) -> Rows:
        """Those that there may be something to say of, each with whom it is told to."""

    def _told(self, rows: Rows) -> Rows:
        """In a group everybody of a session with all, and one of a session alone with the coach."""
        taking_part = rows.filter(trajectory__participants__state="agreed")
        told = taking_part.annotate(who=F("trajectory__participants__person_id"), turn=F("sequence"))
        return told.filter(Q(coachee=None) | Q(coachee=F("who")))

    def _when(self, item: Item, someone: Someone) -> str:
        return day_and_hour(item.row.starts_at, someone.person.zone)

    def _with_another_time(self, said: str, item: Item, someone: Someone) -> Words:
        when = {"when": self._when(item, someone), "minutes": item.row.minutes}
        ways = (Way(_("Another time, please"), "another"),)
        return Words(said=said, quote=_("%(when)s, %(minutes)d minutes") % when, ways=ways)

    def _due(self, row: Any, *, opens: datetime, closes: datetime, over: Reason | None) -> Due:
        return Due(
            row.who, self.name, self.class_, row.pk, row.starts_at.astimezone(UTC).date(), turn=row.sequence,
            trajectory_id=row.trajectory_id, opens=opens, closes=closes, over=over,
        )  # fmt: skip


class _Booked(_OfSession):
    sentence = gettext_lazy("Our next session is near:")
    ahead: ClassVar[timedelta]
    until: ClassVar[timedelta]

    def _now(self, walls: Walls, *, back: int) -> Rows:
        near = Session.objects.filter(starts_at__gt=walls.at - DAY * back, starts_at__lte=walls.at + self.ahead)
        return self._told(near.filter(state=State.SCHEDULED, trajectory__state__in=RUNNING_STATES))

    def _told(self, rows: Rows) -> Rows:
        """But who said that they cannot be there."""
        away = Attendance.objects.filter(session=OuterRef("pk"), coachee=OuterRef("who"), state=Was.AWAY)
        return super()._told(rows).exclude(Exists(away))

    def due(self, row: Any, someone: Someone) -> Due:
        over = someone.over(row.trajectory_id)
        if row.state != State.SCHEDULED:
            over = Reason.ENDED
        return self._due(row, opens=row.starts_at - self.ahead, closes=row.starts_at - self.until, over=over)

    def subject_of(self, item: Item, someone: Someone) -> str:
        return _("Session: %(when)s") % {"when": self._when(item, someone)}

    def words(self, item: Item, someone: Someone) -> Words:
        words = self._with_another_time("", item, someone)
        return replace(words, ways=(Way(_("Say what you bring"), "topic"), *words.ways))


class SessionAhead(_Booked):
    name = "session_ahead"
    title = gettext_lazy("A session, two days before")
    subject = gettext_lazy("Your session")
    # What is booked within the last day is fresh; the hour before it is `SessionSoon`'s.
    ahead, until = timedelta(hours=48), timedelta(hours=24)


class SessionSoon(_Booked):
    name = "session_soon"
    title = gettext_lazy("A session, two hours before")
    subject = gettext_lazy("Your session")
    ahead, until = timedelta(hours=2), timedelta(0)


class _Changed(_OfSession):
    def _changed(self, walls: Walls) -> Rows:
        """What lies ahead; what has begun meanwhile needs no news."""
        ahead = Session.objects.filter(sequence__gt=0, starts_at__gt=walls.at)
        return ahead.filter(trajectory__state__in=RUNNING_STATES)

    def calendar_of(self, item: Item, someone: Someone) -> tuple[str, str]:
        """For what a subscribed calendar is not sure to hear of in time: it begins within a day, or would have. And for
        what a calendar was ever told so of: whoever was sent one word by mail is sent the next one too."""
        is_near = _was_ever_near(item.row, someone.done.get(item.row.pk, ()), at=someone.at)
        return invitation(item.row, to=someone.person, at=someone.at) if is_near else ("", "")

    def _again(self, row: Any, someone: Someone, *, in_states: Collection[str]) -> Due:
        # A pause asks nothing of anybody, and a session that is moved or cancelled in it is no question.
        over = someone.over(row.trajectory_id)
        over = None if over == Reason.PAUSED else over
        if row.state not in in_states:
            over = Reason.MOVED
        last = next(reversed(someone.done.get(row.pk, ())), None)
        if not over and last and last.by_id == row.who:
            over = Reason.BY_THEMSELVES
        elif not over and last and someone.at - last.at > NEWS:
            over = Reason.BY_NOW
        return self._due(row, opens=someone.at, closes=row.starts_at, over=over)


class SessionMoved(_Changed):
    name = "session_moved"
    title = gettext_lazy("A session has another time")
    subject = gettext_lazy("Your session has another time")
    several = gettext_lazy("Your sessions have other times")

    def _now(self, walls: Walls, *, back: int) -> Rows:
        return self._told(self._changed(walls).filter(state__in=sorted(AHEAD)))

    def due(self, row: Any, someone: Someone) -> Due:
        return self._again(row, someone, in_states=AHEAD)

    def subject_of(self, item: Item, someone: Someone) -> str:
        return _("Session, new time: %(when)s") % {"when": self._when(item, someone)}

    def words(self, item: Item, someone: Someone) -> Words:
        return self._with_another_time(_("Our session has another time. It is now:"), item, someone)


class SessionCancelled(_Changed):
    name = "session_cancelled"
    title = gettext_lazy("A session is cancelled")
    subject = gettext_lazy("Your session will not take place")
    several = gettext_lazy("Some of your sessions will not take place")

    def _now(self, walls: Walls, *, back: int) -> Rows:
        return self._told(self._changed(walls).filter(state=State.CANCELLED))

    def due(self, row: Any, someone: Someone) -> Due:
        return self._again(row, someone, in_states={State.CANCELLED})

    def words(self, item: Item, someone: Someone) -> Words:
        return Words(
            said=_("Our session will not take place at this time:"),
            quote=self._when(item, someone),
        )


class SessionChanged(_Changed):
    """The same news to the coach, where it was the client who moved or cancelled. It asks nothing of anybody."""

    name = "session_changed"
    title = gettext_lazy("A session that my client moved or cancelled")
    subject = gettext_lazy("A session has changed")

    def _now(self, walls: Walls, *, back: int) -> Rows:
        return self._told(self._changed(walls).filter(state__in=sorted({*AHEAD, State.CANCELLED})))

    def _told(self, rows: Rows) -> Rows:
        return rows.annotate(who=F("trajectory__coach_id"), turn=F("sequence"))

    def due(self, row: Any, someone: Someone) -> Due:
        return replace(self._again(row, someone, in_states={*AHEAD, State.CANCELLED}), to_coach=True)

    def subject_of(self, item: Item, someone: Someone) -> str:
        return _("Session, cancelled: %(when)s") % {"when": self._when(item, someone)} if item.row.fell_out else (
            _("Session, new time: %(when)s") % {"when": self._when(item, someone)}
        )  # fmt: skip

    def words(self, item: Item, someone: Someone) -> Words:
        session: Session = item.row
        by, clients = someone.done[session.pk][-1].by_id, someone.clients.get(session.trajectory_id, ())
        name = next((client.name for client in clients if client.pk == by), _("Somebody"))
        if session.fell_out:
            said = _("%(name)s cancelled the session at this time:") % {"name": name}
        else:
            said = _("%(name)s moved the session. It is now:") % {"name": name}
        page = f"{settings.HANDRAIL_URL}{reverse('coach:session', args=[session.pk])}"
        return Words(said=said, quote=self._when(item, someone), why="", page=page)


class SessionAsked(_OfSession):
    """To the coach: a client would like to meet. What is asked is no appointment, and the coach hears of it once."""

    name = "session_asked"
    title = gettext_lazy("A time that my client asks for")
    subject = gettext_lazy("A session is asked for")

    def _now(self, walls: Walls, *, back: int) -> Rows:
        ahead = Session.objects.filter(state=State.REQUESTED, starts_at__gt=walls.at)
        return self._told(ahead.filter(trajectory__state__in=RUNNING_STATES))

    def _told(self, rows: Rows) -> Rows:
        return rows.annotate(who=F("trajectory__coach_id"), turn=F("sequence"))

    def due(self, row: Any, someone: Someone) -> Due:
        over = someone.over(row.trajectory_id)
        over = None if over == Reason.PAUSED else over
        if row.state != State.REQUESTED:
            over = Reason.ENDED
        return replace(self._due(row, opens=someone.at, closes=row.starts_at, over=over), to_coach=True)

    def subject_of(self, item: Item, someone: Someone) -> str:
        return _("Asked for: %(when)s") % {"when": self._when(item, someone)}

    def words(self, item: Item, someone: Someone) -> Words:
        session: Session = item.row
        clients = someone.clients.get(session.trajectory_id, ())
        name = next((each.name for each in clients if session.coachee_id in (None, each.pk)), _("Somebody"))
        page = f"{settings.HANDRAIL_URL}{reverse('coach:session', args=[session.pk])}"
        when = {"when": self._when(item, someone), "minutes": session.minutes}
        quote = _("%(when)s, %(minutes)d minutes") % when
        return Words(said=_("%(name)s would like to meet at this time:") % {"name": name}, quote=quote, page=page)


def _was_ever_near(session: Session, done: Sequence[Done], *, at: datetime) -> bool:
    """Whether it began within a day of now, or of a time at which it was moved or cancelled, before or after that."""
    start, near = session.starts_at, session.starts_at - at < DAY
    for each in reversed(done):
        before = datetime.fromisoformat(each.before.get("starts_at", start.isoformat()))
        near, start = near or min(before, start) - each.at < DAY, before
    return near
