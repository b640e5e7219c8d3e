"""Words that answer nothing that is open: kept as what the client said today, below what they said before; or, where
they were written to a question, beside its answer."""

from datetime import datetime

from handrail.lib.refusal import TooLong
from handrail.practice.person import Person
from handrail.trajectory.check_in import WORDS, CheckIn, Kind, open_period
from handrail.trajectory.reflection import Reflection, Visibility
from handrail.trajectory.trajectory import Trajectory

LINE = 500


def keep_line(trajectory: Trajectory, *, by: Person, at: datetime, text: str) -> CheckIn:
    """On the line of today where it fits, else in the longer places beside it; TooLong where all of them are full."""
    today = open_period(Kind.DAILY, by.today(at))
    before = CheckIn.objects.filter(trajectory=trajectory, coachee=by, kind=Kind.DAILY, period_on=today).first()
    said = {name: getattr(before, name) if before else "" for name in ("line", "moved", "stuck", "next_step")}
    left = text.strip()
    for name, room in (("line", LINE), ("moved", WORDS), ("stuck", WORDS), ("next_step", WORDS)):
        together = f"{said[name]}\n{left}".strip()
        if len(together) <= room:
            said[name], left = together, ""
            break
    if left:
        said["moved"], said["stuck"], said["next_step"] = _spread(said, left)
    return CheckIn.submit(
        trajectory, by=by, at=at, kind=Kind.DAILY, energy=before.energy if before else None, line=said["line"],
        moved=said["moved"], stuck=said["stuck"], next_step=said["next_step"],
    )  # fmt: skip


def keep_beside(answered: Reflection, *, by: Person, at: datetime, text: str) -> Reflection:
    """One more answer to the same question, theirs alone: the first may be shared by now, and these words are not."""
    more = Reflection.ask_again(answered.prompt, by=by, at=at)
    return more.submit(by=by, at=at, text=text, visibility=Visibility.PRIVATE)


def _spread(said: dict[str, str], left: str) -> tuple[str, str, str]:
    """A very long letter fills one place after the other."""
    whole = "\n".join(filter(None, (said["moved"], said["stuck"], said["next_step"], left)))
    if len(whole) > 3 * WORDS:
        raise TooLong("text", limit=3 * WORDS, length=len(whole))
    return whole[:WORDS], whole[WORDS : 2 * WORDS], whole[2 * WORDS : 3 * WORDS]
