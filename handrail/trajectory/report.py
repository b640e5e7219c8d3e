"""Sending a weekly report: the words, and what the week's goals came to, as one thing."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from handrail.ledger.refusals import Stale
from handrail.lib.difference import fingerprint
from handrail.lib.refusal import Missing, NotUnderstood
from handrail.practice.person import Person
from handrail.trajectory.check_in import CheckIn, Kind
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal


def words_of(report: CheckIn | None) -> str:
    """All that was said in it, for comparing."""
    return "\n".join([report.moved, report.stuck, report.next_step]) if report else ""


def send(
    trajectory: Trajectory, *, by: Person, at: datetime, period_on: date, moved: str, stuck: str, next_step: str,
    energy: int | None = None, percents: Mapping[UUID, int] | None = None, base: str | None = None,
) -> CheckIn:  # fmt: skip
    """The report, and a review of each weekly goal that a percentage is given for. `base`: what the form showed as
    sent already; somebody who wrote from two devices is shown both. Part of one request (`perform`): refused in one
    thing, it is refused as a whole."""
    if not (moved.strip() or stuck.strip() or next_step.strip()):
        raise Missing("moved")
    mine = CheckIn.objects.filter(trajectory=trajectory, coachee=by, kind=Kind.WEEKLY, period_on=period_on).first()
    theirs = words_of(mine)
    if base is not None and fingerprint(theirs) not in (base, fingerprint("\n".join([moved, stuck, next_step]))):
        raise Stale("moved", theirs=theirs, yours=moved)
    report = CheckIn.submit(
        trajectory, by=by, at=at, kind=Kind.WEEKLY, period_on=period_on,
        moved=moved, stuck=stuck, next_step=next_step, energy=energy,
    )  # fmt: skip
    _review(trajectory, by=by, at=at, percents=percents or {})
    return report


def _review(trajectory: Trajectory, *, by: Person, at: datetime, percents: Mapping[UUID, int]) -> None:
    """What was said of a week before stays said; only the number is another."""
    mine = WeeklyGoal.objects.visible_to_participant(by).filter(trajectory=trajectory)
    found = {week.pk: week for week in mine.filter(pk__in=percents)}
    if found.keys() != percents.keys():
        raise NotUnderstood("percents")
    for week_id, week in found.items():
        if week.percent != percents[week_id]:
            kept = {"happened": week.happened, "learned": week.learned, "fit": week.fit}
            week.review(by=by, at=at, percent=percents[week_id], **kept)
