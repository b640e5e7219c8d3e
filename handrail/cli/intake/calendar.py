"""A calendar comes in, date by date."""

from zoneinfo import ZoneInfo

from handrail.cli.intake.asked import Arrival
from handrail.lib.clock import now
from handrail.trajectory.calendars.carry import Outcome, carry_out
from handrail.trajectory.calendars.client import Unmatched
from handrail.trajectory.calendars.event import LARGEST, Trouble
from handrail.trajectory.calendars.plan import Step, What, plan
from handrail.trajectory.calendars.taking_in import read_for
from handrail.trajectory.intake.trouble import Unreadable, shown

REASONS = {
    What.ASK_MOVE: "There are words on this session, so it was not moved. Decide on the page “Your calendar”.",
    What.ASK_CANCEL: "There are words on this session, so it was not cancelled. Decide on the page “Your calendar”.",
    What.ASK_GONE: "This session is not in the calendar any more. Decide on the page “Your calendar”.",
    What.STAYS: "This session took place, so it stays as it is.",
}
MOVED_ON = "This session has moved on in another way since. It stays as it is."
# So many events whose client could not be told are named.
MOST_TOLD = 50
WORTH_TELLING = (Unmatched.SEVERAL, Unmatched.NOTHING_OPEN)


def bring_in(arrival: Arrival) -> None:
    """What needs a decision is refused and named; what is nobody's is ignored, and counted."""
    content = arrival.opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unreadable(Trouble.TOO_LARGE)
    at, coach = now(), arrival.asked.coach
    reading = read_for(coach, content, at=at)
    told: set[tuple[str, str]] = set()
    for step, outcome in carry_out(plan(reading, coach=coach, at=at), by=coach):
        if outcome == Outcome.REFUSED:
            _refuse(arrival, step, zone=ZoneInfo(coach.zone))
        else:
            arrival.report.count(outcome.value)
            _tell(arrival, step, told)
    for broken in reading.broken:
        why = str(broken.why.label)
        arrival.report.refuse(arrival.name, line=broken.line, column="", value=broken.summary, reason=why)
    arrival.report.count("refused", reading.broken_count - len(reading.broken))
    arrival.report.count("ignored", sum(reading.ignored.values()))
    for reason, how_many in sorted(reading.ignored.items()):
        arrival.report.tell(arrival.name, f"{how_many} left aside: {reason.label}.")


def _refuse(arrival: Arrival, step: Step, *, zone: ZoneInfo) -> None:
    when = f"{step.starts_at.astimezone(zone):%Y-%m-%d %H:%M}"
    summary = step.event.said.summary if step.event else _names(step)
    arrival.report.refuse(
        arrival.name, line=None, column=when, value=summary, reason=REASONS.get(step.what, MOVED_ON)
    )  # fmt: skip


def _names(step: Step) -> str:
    return ", ".join(person.name for person in step.session.trajectory.coachees()) if step.session else ""


def _tell(arrival: Arrival, step: Step, told: set[tuple[str, str]]) -> None:
    """A series once, however many dates it has."""
    why = step.match.why
    if why in WORTH_TELLING and step.event and len(told) < MOST_TOLD and (step.uid, why) not in told:
        told.add((step.uid, why))
        arrival.report.tell(arrival.name, f"“{shown(step.event.said.summary)}” is left aside: {why.label}.")
