"""That a request was carried out, so that its repeat is answered and not done again."""

from django.db import connection, models

from handrail.ledger.covered import Covered, covered_model


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
        fields = [f for f in self._meta.concrete_fields if not f.primary_key]
        names = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)
        marks = ", ".join(["%s"] * len(fields))
        values = [f.get_db_prep_save(getattr(self, f.attname), connection) for f in fields]
        table = connection.ops.quote_name(self._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING", values)
            return bool(cursor.rowcount == 1)

    def answer(self) -> Covered:
        """The row that the first request was about, as it is today."""
        first = Receipt.objects.get(person_id=self.person_id, key=self.key)
        found: Covered = covered_model(first.subject_table)._base_manager.get(pk=str(first.subject_id))
        return found

    def keep_answer(self, subject: Covered) -> None:
        if (self.subject_table, self.subject_id) != (subject.table, subject.pk):
            mine = Receipt.objects.filter(person_id=self.person_id, key=self.key)
            mine.update(subject_table=subject.table, subject_id=subject.pk)
