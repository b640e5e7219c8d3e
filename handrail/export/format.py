"""What stands in a handrail.json: which tables move with a practice, and which stay behind (docs/export.md)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from handrail.ledger.believing import NotBelieved
from handrail.ledger.carrying import ENTRIES, RECEIPTS, STREAMS, TEXTS, Record, Table
from handrail.lib.refusal import NotUnderstood
from handrail.practice.account import Account, address
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.draft import Draft
from handrail.trajectory.intake_key import IntakeKey
from handrail.trajectory.sorted_line import SortedLine

# 2: photos lie beside the file. 3: which lines of a note were sorted.
FORMAT, VERSION = "handrail practice", 3
# Tables that an earlier version had none of.
SINCE = {"sorted_lines": 3}
DATA = "handrail.json"


def beginning(practice_id: UUID, *, version: int = VERSION) -> str:
    """How the file of this practice begins."""
    return f'{{"format":"{FORMAT}",\n"version":{version},\n"practice_id":"{practice_id}"'


def _accounts(practice_id: UUID) -> Iterator["QuerySet[Any]"]:
    yield Account.objects.filter(people__practice_id=practice_id).order_by("pk")


def _drafts(practice_id: UUID) -> Iterator["QuerySet[Any]"]:
    yield Draft.objects.filter(practice_id=practice_id).order_by("pk")


def _sorted_lines(practice_id: UUID) -> Iterator["QuerySet[Any]"]:
    yield SortedLine.objects.filter(practice_id=practice_id).order_by("pk")


def _intake_keys(practice_id: UUID) -> Iterator["QuerySet[Any]"]:
    yield IntakeKey.objects.filter(practice_id=practice_id)


def _known_events(practice_id: UUID) -> Iterator["QuerySet[Any]"]:
    yield KnownEvent.objects.filter(practice_id=practice_id).order_by("pk")


def _believe_account(account: Record) -> None:
    try:
        if address(account["email"]) == account["email"]:
            return
    except NotUnderstood:
        pass
    raise NotBelieved("“email” is no address as it is kept")


ACCOUNTS = Table(
    "accounts",
    Account,
    _accounts,
    only=frozenset({"id", "email"}),
    believe=_believe_account,
    besides={"password": "!"},
)
TABLES = (
    ACCOUNTS,
    STREAMS,
    ENTRIES,
    TEXTS,
    RECEIPTS,
    Table("intake_keys", IntakeKey, _intake_keys),
    Table("drafts", Draft, _drafts),
    Table("sorted_lines", SortedLine, _sorted_lines),
    Table("known_events", KnownEvent, _known_events),
)

# A test holds both lists together against config/machine_tables.py: a new table moves, or stays for a reason.
STAYS_BEHIND = {
    "auth.Group": "unused",
    "auth.Permission": "unused",
    "contenttypes.ContentType": "made by the tables themselves",
    "sessions.Session": "a browser signs in anew",
    "ledger.AlsoChanged": "an index, made anew from the entries",
    "outbox.Message": "from two installations it would be sent twice",
    "outbox.ApprisePlace": "a way to a provider, with its password, sealed for that installation",
    "outbox.Attempt": "how a delivery went, there",
    "outbox.Number": "it is of a messenger of that installation, and shown by a code from there",
    "outbox.PushSubscription": "a browser knows one installation",
    "outbox.Stopped": "told by digests that only that installation can make",
    "outbox.TakenLetter": "that a letter came, there",
    "reminders.Claim": "what was said there, with links that open nothing here",
    "trajectory.FeedAddress": "an address of one installation, and its hash tells nobody the new one",
    "trajectory.PhotoContent": "lies beside the file, in attachments/",
    "trajectory.Subscription": "looked at from two installations, a calendar would be taken in twice",
    "practice.Passkey": "opens the address it was made for, and no other",
    "practice.RecoveryCode": "hashed with its installation's secret",
    "practice.SecondStep": "sealed with its installation's secret",
    "trajectory.Upload": "looked at for an hour, and taken in or not",
    "practice.SignInLink": "a way into the installation it was made by",
}
