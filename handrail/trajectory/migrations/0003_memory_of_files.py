"""What was taken in before stays known: those practices go on with the key that the installation's secret gave them."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import migrations


def go_on(apps: Any, schema_editor: Any) -> None:
    receipts = apps.get_model("ledger", "Receipt").objects.filter(key__startswith="file ")
    # As django.utils.crypto.salted_hmac derived it.
    key = sha256(b"handrail.intake" + settings.SECRET_KEY.encode()).hexdigest()
    keys = apps.get_model("trajectory", "IntakeKey").objects
    for practice_id in receipts.order_by().values_list("practice_id", flat=True).distinct():
        keys.get_or_create(practice_id=practice_id, defaults={"key": key})


class Migration(migrations.Migration):
    dependencies = [("trajectory", "0002_intake_key"), ("ledger", "0003_timeline_by_when")]
    operations = [migrations.RunPython(go_on, migrations.RunPython.noop)]
