"""That a request was carried out, so that its repeat is answered and not done again."""

from django.db import models

from handrail.ledger.covered import Covered, covered_model
from handrail.ledger.statements import insert


class Receipt(models.Model):
    """One request of one person, by the key their form or device gave it, and its answer."""

    id = models.BigAutoField(primary_key=True)
    practice_id = models.UUIDField()
    person_id = models.UUIDField()
    key = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    subject_table = models.CharField(max_length=32, default="")
    subject_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "key"], name="receipt_once_per_key")]

    def take(self) -> bool:
        """Write the receipt; False when this request was here before. A second one that
        comes while the first still runs waits for it, on both databases."""
        return insert(self, unless_there=True)

    def answer(self) -> Covered:
        """The row that the first request was about, as it is today."""
        first = Receipt.objects.get(person_id=self.person_id, key=self.key)
        found: Covered = covered_model(first.subject_table)._base_manager.get(pk=str(first.subject_id))
        return found

    def keep_answer(self, subject: Covered) -> None:
        if (self.subject_table, self.subject_id) != (subject.table, subject.pk):
            mine = Receipt.objects.filter(person_id=self.person_id, key=self.key)
            mine.update(subject_table=subject.table, subject_id=subject.pk)
