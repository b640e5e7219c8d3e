"""How things were worded, and when something was reached: what no column keeps and the ledger tells."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from handrail.ledger.book import timeline
from handrail.ledger.verbs import Verb
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.reach import reach_of
from handrail.trajectory.whole import Whole

WORDED = frozenset({Verb.VISION_WRITTEN, Verb.GOAL_PROPOSED, Verb.GOAL_REVISED})
REACHED = frozenset({Verb.GOAL_ACHIEVED, Verb.MILESTONE_REACHED})
# More than a life has; one reading stays one.
AT_MOST = 1_000


@dataclass(frozen=True)
class Wording:
    """`reason` says why it was worded so, where somebody said it."""

    on: date
    text: str
    reason: str = ""


@dataclass(frozen=True)
class Told:
    """Of each row its wordings, oldest first, and the last day it was reached on."""

    wordings: dict[UUID, list[Wording]] = field(default_factory=dict)
    days: dict[UUID, date] = field(default_factory=dict)


def told(whole: Whole, rows: Sequence[Belonging]) -> Told:
    """Of these rows, in one reading. Words that were erased are left out."""
    found = Told()
    ids = {row.pk for row in rows}
    if not ids:
        return found
    happenings = timeline(
        whole.trajectory.pk, reach=reach_of(whole.reader), after=0, limit=AT_MOST, verbs=WORDED | REACHED, rows=ids
    )
    for each in happenings:
        on = whole.reader.today(each.happened_at)
        if each.verb in REACHED:
            found.days[each.subject[1]] = on
        for change in each.changes:
            if change.row_id in ids and (text := change.after.get("text")):
                wording = Wording(on, text, change.after.get("reason") or "")
                found.wordings.setdefault(change.row_id, []).append(wording)
    return found
