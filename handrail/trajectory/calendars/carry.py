"""Carrying a plan out, a date at a time: each through a verb, in one transaction with what is remembered of it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import Enum

from django.db import transaction
from django.utils.translation import gettext

from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.trajectory.calendars.event import Event
from handrail.trajectory.calendars.known_event import KnownEvent, Wish, stamp
from handrail.trajectory.calendars.plan import Plan, Step, What
from handrail.trajectory.calendars.standing import worded
from handrail.trajectory.session import FELL_OUT, Session
from handrail.trajectory.trajectory import Trajectory


class Decision(Enum):
    """What is to be done about a date."""

    FOLLOW = "follow"
    # As it is here, for good: the calendar is not followed in this.
    STAY = "stay"
    # Not now: it is shown to the coach.
    LATER = "later"


class Outcome(Enum):
    """As every import counts."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    IGNORED = "ignored"
    REFUSED = "refused"


ALONE = {
    What.BOOK: Decision.FOLLOW, What.ADOPT: Decision.FOLLOW, What.MOVE: Decision.FOLLOW,
    What.CANCEL: Decision.FOLLOW, What.SAME: Decision.FOLLOW,
}  # fmt: skip
BESIDE = {
    What.PAST: Outcome.IGNORED, What.UNMATCHED: Outcome.IGNORED, What.LEFT_OUT: Outcome.IGNORED,
    What.OFF: Outcome.IGNORED, What.STAYS: Outcome.REFUSED, What.SAME: Outcome.UNCHANGED, What.OLDER: Outcome.UNCHANGED,
}  # fmt: skip


def unattended(step: Step) -> Decision:
    """Where nobody can be asked: what has words of its own is left as it is and shown to the coach."""
    return ALONE.get(step.what, Decision.LATER)


class _HasWords(Refusal):
    """Somebody began to write on it since the plan was made."""


def carry_out(
    plan: Plan, *, by: Person, decide: Callable[[Step], Decision] = unattended
) -> Iterator[tuple[Step, Outcome]]:
    """Every step in order, and what became of it."""
    carrying = _Carrying(plan, by)
    for step in plan.steps:
        yield step, carrying.carry(step, decide(step))


class _Carrying:
    def __init__(self, plan: Plan, by: Person) -> None:
        self.plan, self.by = plan, by

    def carry(self, step: Step, decision: Decision) -> Outcome:
        try:
            with transaction.atomic():
                return self._carried(step, decision)
        except _HasWords:
            self._wish(step)
            return Outcome.REFUSED
        except Refusal:
            return Outcome.REFUSED

    def _carried(self, step: Step, decision: Decision) -> Outcome:
        if decision == Decision.STAY:
            return self._stay(step)
        asks = step.what in (What.ASK_MOVE, What.ASK_CANCEL, What.ASK_GONE)
        if asks and decision == Decision.LATER:
            self._wish(step)
            return Outcome.REFUSED
        if step.what in (What.BOOK, What.PAST) and decision == Decision.FOLLOW:
            return self._add(step)
        if step.what == What.ADOPT:
            return self._adopt(step)
        if (asks or step.what in (What.MOVE, What.CANCEL)) and decision == Decision.FOLLOW:
            return self._follow(step, asked=asks)
        if step.what == What.SAME and step.row and step.event:
            self._remember(step.row, step.event)
        return BESIDE.get(step.what, Outcome.IGNORED)

    def _stay(self, step: Step) -> Outcome:
        """What the calendar says is taken note of, and not followed: it will not be asked again."""
        if step.row and step.event:
            self._remember(step.row, step.event)
        elif step.row:
            step.row.remember(is_off=True)
        elif step.event and step.what in (What.BOOK, What.LEFT_OUT):
            self._row(step, step.event)
        return Outcome.IGNORED

    def _add(self, step: Step) -> Outcome:
        """A session where there is none yet. Of two who bring in the same event at once, one makes it."""
        event, outcome = step.event, Outcome.UNCHANGED
        assert event
        took_place = event.starts_at <= self.plan.at
        assert step.match.trajectory_id
        trajectory = Trajectory.objects.led_by(self.by).get(pk=step.match.trajectory_id)

        def added(*, by: Person, at: object) -> Session:
            nonlocal outcome
            row = self._row(step, event)
            if row.session and row.session.state not in FELL_OUT:
                return row.session
            verb = Session.note_afterwards if took_place else Session.book
            row.session = verb(trajectory, by=by, at=self.plan.at, starts_at=event.starts_at, minutes=event.minutes)
            row.is_chosen = step.is_chosen
            row.save(update_fields=["session", "is_chosen"])
            self._remember(row, event)
            outcome = Outcome.CREATED
            return row.session

        ended = event.starts_at + timedelta(minutes=event.minutes)
        perform(added, by=self.by, at=self.plan.at, surface=Surface.FILE, happened_at=ended if took_place else None)
        return outcome

    def _adopt(self, step: Step) -> Outcome:
        assert step.event
        row = self._row(step, step.event)
        row.session, row.is_chosen = step.session, step.is_chosen
        row.save(update_fields=["session", "is_chosen"])
        self._remember(row, step.event)
        return Outcome.UNCHANGED

    def _follow(self, step: Step, *, asked: bool) -> Outcome:
        session, row, event = step.session, step.row, step.event
        assert session
        assert row
        before = session.revision

        def followed(*, by: Person, at: object) -> Session:
            # The plan is some moments old; what was written in them counts.
            if not asked and worded(Session.objects.filter(pk=session.pk)):
                raise _HasWords
            if event and not event.said.is_off:
                session.reschedule(by=by, at=self.plan.at, starts_at=event.starts_at, minutes=event.minutes)
            else:
                session.cancel(by=by, at=self.plan.at, side="", reason=gettext("It was taken out of the calendar."))
            return session

        perform(followed, by=self.by, at=self.plan.at, surface=Surface.FILE)
        if event:
            self._remember(row, event)
        else:
            row.remember(is_off=True)
        return Outcome.UPDATED if session.revision != before else Outcome.UNCHANGED

    def _row(self, step: Step, event: Event) -> KnownEvent:
        """Under lock; made where there is none. A second one that makes it waits and finds the first one's."""
        said = {"practice_id": self.by.practice_id, "starts_at": event.starts_at, "minutes": event.minutes}
        row, _ = KnownEvent.objects.select_for_update(of=("self",)).get_or_create(
            coach=self.by, uid=step.uid, recurrence=step.recurrence,
            defaults={**said, "calendar": self.plan.calendar, "sequence": event.said.sequence},
        )  # fmt: skip
        return row

    def _remember(self, row: KnownEvent, event: Event) -> None:
        certain = self.plan.is_certain or not row.calendar
        row.remember(
            starts_at=event.starts_at, minutes=event.minutes, is_off=event.said.is_off, sequence=event.said.sequence,
            calendar=self.plan.calendar if certain else row.calendar, recurrence=stamp(event.recurrence),
        )  # fmt: skip

    def _wish(self, step: Step) -> None:
        assert step.row
        if step.event and not step.event.said.is_off:
            step.row.wants(Wish.MOVE, starts_at=step.event.starts_at, minutes=step.event.minutes)
        else:
            step.row.wants(Wish.CANCEL)
