"""The barest table of mails to send: what the floor of sending claims from."""

from collections.abc import Callable
from typing import ClassVar

from django.db import connection, models


class FloorMail(models.Model):
    body = models.TextField()
    lease = models.CharField(max_length=32, default="")
    sent = models.BooleanField(default=False)

    objects: ClassVar["models.Manager[FloorMail]"] = models.Manager()

    class Meta:
        app_label = "measuring"
        indexes = [models.Index(fields=["lease"], name="floor_mail_waits", condition=models.Q(sent=False))]


def lay(number: int, body: Callable[[int], str]) -> None:
    """So many, in a table that is made anew."""
    with connection.schema_editor() as editor:
        if FloorMail._meta.db_table in connection.introspection.table_names():
            editor.delete_model(FloorMail)
        editor.create_model(FloorMail)
    FloorMail.objects.bulk_create((FloorMail(body=body(each)) for each in range(number)), batch_size=500)
