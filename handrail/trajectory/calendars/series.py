"""The dates of a series, within a window."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import icalendar
import recurring_ical_events

from handrail.trajectory.calendars.draft import Draft
from handrail.trajectory.calendars.event import Amiss, Broken, Event, Window
from handrail.trajectory.calendars.prop import instant
from handrail.trajectory.calendars.rule import Budget, Rule, judged

# Dates that are listed and not ruled, and overrides of single dates: each is one line of work.
MOST_LISTED = 1_000
# What the library takes for a series and for a date of one, in days of going through a rule.
EACH_SERIES, EACH_DATE = 400, 60
# Which draft a date came from: the library hands out copies.
DRAFT = "X-DRAFT"
ROOM = timedelta(days=1)


def dates_of(master: Draft, changed: list[Draft], *, window: Window, budget: Budget) -> list[Event]:
    """Every date of a series in the window, the cancelled among them. Raises Amiss."""
    rule = judged(master.rule, starts=master.starts) if master.rule else None
    changed = [draft.at(master) for draft in changed]
    extra = [day for day in master.extra if _is_near(day, window)]
    if len(extra) > MOST_LISTED or len(changed) > MOST_LISTED:
        raise Amiss(Broken.RULE_TOO_MUCH)
    budget.spend(EACH_SERIES + EACH_DATE * (len(extra) + len(changed)) + (rule.work(last=window.last) if rule else 0))
    left_out = [day for day in master.left_out if _is_near(day, window)]
    try:
        calendar = icalendar.Calendar()
        calendar.add_component(_component(0, master, rule=rule, extra=extra, left_out=left_out))
        for number, draft in enumerate(changed, start=1):
            calendar.add_component(_component(number, draft))
        dates = list(_worked_out(calendar, [master, *changed], window))
    except Exception:  # whatever a library stumbles over in a stranger's rule costs that series and no other
        raise Amiss(Broken.RULE) from None
    budget.spend(EACH_DATE * len(dates))
    return dates


def _is_near(day: datetime, window: Window) -> bool:
    return window.first - ROOM <= day.astimezone(UTC) <= window.last + ROOM


def _component(
    number: int, draft: Draft, *, rule: Rule | None = None, extra: list[datetime] | None = None,
    left_out: list[datetime] | None = None,
) -> icalendar.Event:  # fmt: skip
    event = icalendar.Event()
    event.add("uid", "series")
    event.add(DRAFT, str(number))
    event.add("dtstart", draft.starts)
    event.add("dtend", draft.starts + timedelta(minutes=draft.minutes))
    event.add("sequence", draft.said.sequence)
    if draft.replaces:
        future = {"RANGE": "THISANDFUTURE"} if draft.and_future else {}
        event.add("recurrence-id", draft.replaces, parameters=future)
    if rule:
        event.add("rrule", icalendar.vRecur.from_ical(rule.text))
    if extra:
        event.add("rdate", [day.astimezone(draft.starts.tzinfo) for day in extra])
    if left_out:
        event.add("exdate", [day.astimezone(draft.starts.tzinfo) for day in left_out])
    return event


def _worked_out(calendar: icalendar.Calendar, drafts: list[Draft], window: Window) -> Iterator[Event]:
    for found in recurring_ical_events.of(calendar).between(window.first, window.last):
        draft = drafts[int(found[DRAFT])]
        starts: datetime = found["DTSTART"].dt
        # By the wall clock: an override of this and all that follow moves each by as much.
        meant = starts - (draft.starts - draft.replaces) if draft.replaces else starts
        # The library also finds what began before the window and is still going on.
        if window.holds(at := instant(starts)) and f"{meant:%Y%m%d}" not in drafts[0].left_out_on:
            yield Event(draft.said, at, draft.minutes, instant(meant))
