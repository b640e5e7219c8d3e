"""Where a coach goes from a signal: to the very thing that it is about, in one click [113]. Writing is beside it
anyway."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from handrail.lib.said import Said
from handrail.signals.judged import Judged, Raised
from handrail.signals.signal import Kind

Address = Callable[[Raised, Judged], str]


@dataclass(frozen=True)
class Place:
    """Where a step is taken."""

    label: Said
    href: str


def place_of(raised: Raised, judged: Judged) -> Place | None:
    """None where a word is all there is to do."""
    kind = raised.kind
    if kind == Kind.ENERGY_LOW and not _next_one(judged):
        kind = Kind.NO_NEXT_SESSION
    if kind not in PLACES:
        return None
    label, address = PLACES[kind]
    return Place(label, address(raised, judged))


def _of_trajectory(name: str, anchor: str = "") -> Address:
    return lambda raised, judged: reverse(name, args=[judged.life.trajectory_id]) + anchor


def _of_row(name: str, anchor: str = "", *, otherwise: str = "coach:trajectory") -> Address:
    """Of what it is about; without, the page where all of them are."""

    def address(raised: Raised, judged: Judged) -> str:
        place = reverse(name, args=[raised.ref]) if raised.ref else reverse(otherwise, args=[judged.life.trajectory_id])
        return place + (anchor if raised.ref else "")

    return address


def _newest_week(raised: Raised, judged: Judged) -> str:
    """An experiment is a line of weeks: the one it is at now."""
    line = [week.ref for week in judged.facts.weeks if week.line == raised.ref and week.ref]
    return reverse("coach:weekly-goal", args=[(line or [raised.ref])[-1]])


def _preparation(raised: Raised, judged: Judged) -> str:
    return reverse("coach:preparation", args=[_next_one(judged)])


def _next_one(judged: Judged) -> str:
    """The id of the next session; "" where none is booked."""
    ahead = min(judged.facts.ahead, key=lambda each: each.day, default=None)
    return ahead.ref if ahead else ""


def _area(raised: Raised, judged: Judged) -> str:
    return reverse("coach:areas", args=[judged.life.trajectory_id]) + (f"#area-{raised.ref}" if raised.ref else "")


def _report(raised: Raised, judged: Judged) -> str:
    of = judged.life.trajectory_id
    return reverse("rhythm:check-in", args=[of, raised.ref]) if raised.ref else reverse("rhythm:check-ins", args=[of])


PLACES: Mapping[Kind, tuple[Said, Address]] = {
    Kind.COMPLETION_FALLING: (_("Go through the actions"), _of_trajectory("coach:actions")),
    Kind.PILING_UP: (_("Go through the actions"), _of_trajectory("coach:actions")),
    Kind.NOT_ATTEMPTING: (_("Open what they try"), _newest_week),
    Kind.FLAT_3_WEEKS: (_("Look at the goal"), _of_row("coach:goal", otherwise="coach:goals")),
    Kind.WEEK_6_HALF: (_("Look at the goal"), _of_row("coach:goal", otherwise="coach:goals")),
    Kind.GOAL_UNREVIEWED: (_("Look at the goal"), _of_row("coach:goal", "#review", otherwise="coach:goals")),
    Kind.VISION_UNREAD: (_("Open the vision"), _of_trajectory("coach:vision")),
    Kind.REFLECTION_SLOWING: (_("Ask another question"), _of_trajectory("coach:prompts", "#new")),
    Kind.ENERGY_LOW: (_("Prepare the next session"), _preparation),
    Kind.ATTENDANCE: (_("How the meetings went"), _of_trajectory("coach:attendance")),
    Kind.NO_NEXT_SESSION: (_("Book a session"), _of_trajectory("coach:sessions")),
    Kind.INVITE_UNANSWERED: (_("Send the invitation again"), _of_trajectory("coach:trajectory")),
    Kind.OVERLOAD: (_("Look at the weekly goals"), _of_trajectory("coach:trajectory", "#steps-title")),
    Kind.LONG_CONTEMPLATION: (_("Look at the areas"), _area),
    Kind.PROMISE_OPEN: (_("What you promised"), _of_trajectory("coach:actions")),
    Kind.NOTE_OPEN: (_("Write the note"), _of_row("coach:session", "#notes")),
    Kind.REPORT_UNANSWERED: (_("Answer the report"), _report),
}
