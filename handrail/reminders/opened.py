"""A token, opened: the one thing it stands for, for as long as that is there to be answered."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from handrail.ledger.covered import Covered
from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.reminders.answers import ANSWERS, Answer, Asked, Given
from handrail.reminders.claim import Claim
from handrail.reminders.item import Item, Someone
from handrail.reminders.judge import Reason
from handrail.reminders.kinds.every import KINDS
from handrail.reminders.kinds.kind import Kind
from handrail.reminders.people import look_at
from handrail.trajectory.check_in import Kind as Rhythm
from handrail.trajectory.check_in import open_period

# What ends a link. A pause, or a stage, does not: somebody may well say that they did it all the same.
ENDS = frozenset({Reason.DONE, Reason.ENDED, Reason.LEFT, Reason.MOVED})
OF_A_PERIOD = {"check_in": Rhythm.DAILY, "weekly_report": Rhythm.WEEKLY}
# A number may be put right: the newest stands.
PUT_RIGHT = frozenset({"check_in", "measure", "daily_measure"})


class Gone(Refusal):
    """The link opens nothing any more. `reason` says why; None where it never was one, or says nothing about that."""

    def __init__(self, reason: Reason | None = None) -> None:
        super().__init__()
        self.reason = reason


@dataclass(frozen=True)
class Opened:
    claim: Claim
    someone: Someone
    item: Item
    asked: Asked

    @property
    def kind(self) -> Kind:
        return KINDS[self.claim.kind]

    @property
    def ways(self) -> dict[str, Answer]:
        return ANSWERS[self.claim.kind]


def open_token(token: str, *, at: datetime) -> Opened:
    claim, someone = whose(token, at=at)
    kind = KINDS.get(claim.kind)
    if kind is None or not claim.is_open(at):
        raise Gone(Reason.BY_NOW)
    if not someone.facts.consents:
        raise Gone(Reason.CONSENT)
    rows = list(kind.rows_again([claim.object_id], [claim.person_id]))
    item = next((each for each in kind.items(rows, {claim.person_id: someone})), None)
    trajectory = someone.joined.get(claim.trajectory_id) if claim.trajectory_id else None
    if item is None or trajectory is None:
        raise Gone(Reason.LEFT)
    if reason := _over(claim, item, someone, at=at):
        raise Gone(reason)
    return Opened(claim, someone, item, Asked(claim, item.row, trajectory))


def whose(token: str, *, at: datetime) -> tuple[Claim, Someone]:
    """The claim of this token, and who it was sent to, if they are still here."""
    claim = Claim.at_token(token)
    someone = look_at([claim.person_id], at=at).get(claim.person_id) if claim else None
    if claim is None or someone is None:
        raise Gone
    if someone.person.account_id is None:
        raise Gone(Reason.LEFT)
    return claim, someone


def _over(claim: Claim, item: Item, someone: Someone, *, at: datetime) -> Reason | None:
    if not someone.joined[item.row.trajectory_id].is_running if item.row.trajectory_id in someone.joined else True:
        return Reason.ENDED
    if rhythm := OF_A_PERIOD.get(claim.kind):
        if open_period(rhythm, someone.today) != claim.moment:
            return Reason.BY_NOW
    elif claim.kind.startswith("session_") and item.row.starts_at <= at:
        return Reason.BY_NOW
    elif claim.kind.startswith("session_") and item.due.turn != claim.turn:
        return Reason.MOVED
    if item.due.over == Reason.DONE and claim.kind in PUT_RIGHT:
        return None
    return item.due.over if item.due.over in ENDS else None


def answer(
    opened: Opened, way: str, given: Given, *, at: datetime, surface: Surface, answered_before: str = ""
) -> Covered:
    """Carry out one answer, once: the same in two tabs, or posted twice, is done one time.

    `answered_before`: a word for what had been answered when this was begun, another one after each answer. Without it
    whoever says five, then seven, then five again would be taken to repeat the first."""
    chosen = opened.ways[way]
    person, claim = opened.someone.person, opened.claim

    with transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(answered_at=at)

        def verb(*, by: Person, at: datetime) -> Covered:
            # An answer that changes nothing is kept all the same: as that, it is about the trajectory.
            return chosen.do(opened.asked, given, by, at) or opened.asked.trajectory

        key = sha256(f"{claim.pk} {way} {given!r} {answered_before}".encode()).hexdigest()
        return perform(verb, by=person, at=at, surface=surface, key=key)
