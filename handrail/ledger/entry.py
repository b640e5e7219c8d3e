"""What happened: streams, their entries, and the words that lie beside them.

Only this package touches these tables. Entries take no UPDATE and no DELETE (triggers in
the migration hold it against everybody); texts take one change, from words to nothing.
"""

from django.db import models

from handrail.lib.ids import uuid7


class Stream(models.Model):
    """A history of its own: one for each practice (and its people), one for each trajectory."""

    id = models.UUIDField(primary_key=True)
    practice_id = models.UUIDField(db_index=True)
    # Raised in the transaction of every entry, so it also makes the writers of one stream queue.
    seq = models.PositiveBigIntegerField(default=0)
    # Of the newest entry. Instants never go back within a stream, so "as it was on" is a number.
    recorded_at = models.DateTimeField()


class Entry(models.Model):
    """One verb: who, on whose behalf, through what, and every row it changed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    practice_id = models.UUIDField()
    stream_id = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    # No choices: a new verb is no change of the table.
    verb = models.CharField(max_length=64)
    by_id = models.UUIDField(null=True)
    on_behalf_of_id = models.UUIDField(null=True)
    surface = models.CharField(max_length=16)
    recorded_at = models.DateTimeField()
    happened_at = models.DateTimeField()
    # The row the verb is a method of. What else it changed stands in AlsoChanged.
    subject_table = models.CharField(max_length=32)
    subject_id = models.UUIDField()
    # [{"table", "id", "before": {column: value} | null when new, "after": {column: value}}];
    # a written text is {"words": id of a Text}, never the words themselves.
    changes = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream_id", "seq"], name="entry_once_per_seq")]
        indexes = [
            models.Index(fields=["practice_id", "subject_id", "seq"], name="entry_of_a_row"),
            models.Index(fields=["stream_id", "recorded_at"], name="entry_as_it_was"),
            # With who did it, so that somebody's days are found without reading what they did (signs.days_of_life).
            models.Index(fields=["stream_id", "happened_at", "seq", "by_id"], name="entry_in_time_by_whom"),
        ]


class AlsoChanged(models.Model):
    """A row that a verb changed besides its subject: so each row finds all its versions."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    practice_id = models.UUIDField()
    row_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["practice_id", "row_id"], name="also_changed_row")]


class Text(models.Model):
    """One version of a written text. `content` is null once erased, and never anything else."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    practice_id = models.UUIDField()
    stream_id = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    row_id = models.UUIDField()
    column = models.CharField(max_length=64)
    content = models.TextField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["stream_id", "seq"], name="text_of_an_entry"),
            models.Index(fields=["row_id", "column", "seq"], name="text_of_a_column"),
        ]
