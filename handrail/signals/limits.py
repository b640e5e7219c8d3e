"""From when on something is a signal: every threshold, with the reason beside it. Pure.

HANDRAIL_SIGNALS sets other numbers (`silence_most=28 open_most=6`); docs/signals.md lists them, drawn from here."""

from dataclasses import dataclass, field, fields
from typing import Any


def _limit(default: Any, why: str) -> Any:
    return field(default=default, metadata={"why": why})


@dataclass(frozen=True)
class Limits:
    """Days are lived days: paused ones are not among them."""

    window: int = _limit(28, "days that are compared with as many before: four weeks even out a bad one")
    fell_points: int = _limit(25, "percentage points that completion falls by: one of four; less is chance")
    fell_least: int = _limit(5, "things due in each of the two windows: of four, one single thing would be a fall")
    open_most: int = _limit(5, "open actions at once: more are not kept in view")
    carried_most: int = _limit(2, "sessions that one action came into open: once is life, twice is a pattern")
    untried_weeks: int = _limit(2, "periods in a row at nought or unreported: one may be a bad week")
    report_grace: int = _limit(4, "days after a week in which it can still be reported: until Thursday")
    flat_days: int = _limit(21, "days in which a goal hardly moves: three to four weeks")
    flat_again: int = _limit(28, "days after which that is said once more")
    flat_moves: int = _limit(10, "percentage points that count as moving: one of ten on the client's own scale")
    half_day: int = _limit(42, "days from a goal's own start: at week six there is time left to change it")
    half_percent: int = _limit(50, "percent that should be reached by then")
    half_until: int = _limit(92, "days after which a three-month goal is over, and week six past")
    review_days: int = _limit(31, "days between looks at a goal: at least monthly")
    vision_days: int = _limit(92, "days between readings of the vision: quarterly")
    later_times: float = _limit(2.0, "times the client's own median delay that is late for them")
    shorter_share: float = _limit(0.5, "share of the client's own median length that is short for them")
    earlier_least: int = _limit(3, "earlier answers that make somebody's usual")
    unwritten_days: int = _limit(7, "days a question may wait before it counts as not answered")
    reports_missed: int = _limit(2, "weekly reports in a row that did not come: one is forgotten easily")
    energy_low: int = _limit(2, "of five, as the coach found it, that is low")
    energy_fall: float = _limit(1.5, "points below the mean of the first three sessions that is a fall")
    fell_out_row: int = _limit(2, "sessions in a row that fell out: one is a clash of diaries")
    late_of: int = _limit(5, "sessions that are looked at for late arrivals")
    late_most: int = _limit(3, "late arrivals among them: more often than not")
    next_days: int = _limit(3, "days after a session by which the next one is booked")
    start_days: int = _limit(7, "days after joining: who does nothing in the first week often leaves")
    invite_days: int = _limit(14, "days an invitation may wait: by then it is forgotten")
    silence_times: float = _limit(1.5, "times the cadence without a word from either side")
    silence_most: int = _limit(21, "days of silence at most, however rare the sessions are: three weeks tend to last")
    weekly_most: int = _limit(5, "weekly goals at once: two to five is the normal range")
    ambitious_twice: int = _limit(2, "times that a week was found too much")
    ambitious_days: int = _limit(28, "days in which that was said")
    contemplation_days: int = _limit(183, "days of thinking about one thing: half a year is long")
    promise_days: int = _limit(2, "days after its day that the coach’s own promise is open")
    note_days: int = _limit(2, "days after a session without a note: 48 hours, then it is gone from memory")
    note_until: int = _limit(14, "days after which nobody writes that note any more: the next session has been")
    answer_days: int = _limit(3, "days a weekly report waits for a word: 72 hours")
    answer_until: int = _limit(14, "days after which a word on it comes too late: the next two weeks have been told")
    meets_soon: int = _limit(1, "days until a session in which it is talked about anyway: today or tomorrow")
    known_days: int = _limit(14, "days lived before anybody can be judged as a whole")
    known_things: int = _limit(5, "things due, or days with a sign of life, so far: of fewer nothing follows")

    @classmethod
    def said(cls, words: str) -> "Limits":
        """With some numbers of one's own: `name=number`, several with spaces between. Raises ValueError."""
        kinds: dict[str, Any] = {each.name: type(getattr(DEFAULT, each.name)) for each in fields(cls)}
        own: dict[str, Any] = {}
        for name, _, number in (part.partition("=") for part in words.split()):
            if name not in kinds:
                raise ValueError(f"there is no {name!r}")
            own[name] = kinds[name](number)
            if not own[name] > 0:
                raise ValueError(f"{name} has to be more than nothing")
        return cls(**own)

    @classmethod
    def whys(cls) -> list[tuple[str, float, str]]:
        return [(each.name, getattr(DEFAULT, each.name), each.metadata["why"]) for each in fields(cls)]


DEFAULT = Limits()
