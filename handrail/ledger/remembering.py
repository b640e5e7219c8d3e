"""The memory of many small requests at once, as the lines of a file are: what was carried out before, and its answers.

One after the other they would each take a receipt as `perform` does. Here whoever takes a file in stands in the
practice's queue first (`wait_for`), and then asks and writes for many lines together.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from handrail.ledger.covered import Covered
from handrail.ledger.entry import Stream
from handrail.ledger.receipt import Receipt
from handrail.ledger.writing import Doer


def wait_for(stream_id: UUID) -> None:
    """Stand in the stream's queue until the transaction ends, before anything is written: several verbs in one
    transaction otherwise take the locks of several streams in an order that another one does not know."""
    Stream.objects.select_for_update().filter(pk=stream_id).first()


def seen_before(by: Doer, keys: Collection[str]) -> set[str]:
    """Those of the keys under which this person carried out a request before."""
    return set(Receipt.objects.filter(person_id=by.pk, key__in=keys).values_list("key", flat=True))


def answer_to(by: Doer, key: str) -> Covered | None:
    """The row that this person's request of this key was about, as it is today; None where there was none."""
    found = Receipt.objects.filter(person_id=by.pk, key=key).first()
    return found.answer() if found else None


def remember(answers: Mapping[str, Covered], *, by: Doer, at: datetime) -> None:
    """That this person's requests of these keys were carried out, and what each was about."""
    Receipt.objects.bulk_create(
        (
            Receipt(
                practice_id=by.practice_id, person_id=by.pk, key=key, made_at=at,
                subject_table=row.table, subject_id=row.pk,
            )
            for key, row in answers.items()
        ),
        ignore_conflicts=True,
    )  # fmt: skip
