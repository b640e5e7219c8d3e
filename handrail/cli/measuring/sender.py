"""One process that sends what is due until nothing is: the product's own way, or the barest there is. Run as a program
by the bench. Prints one line of JSON."""

import json
import resource
import smtplib
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

# The same for both.
AT_ONCE = 100


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    how, at = sys.argv[1], datetime.fromisoformat(sys.argv[2])
    statements = 0

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal statements
        statements += 1
        return execute(sql, params, many, context)

    connection.ensure_connection()
    # Ready means loaded: what is measured is the sending, and a loop that runs all day has loaded long ago.
    send = product(at) if how == "product" else floor(urlsplit(settings.HANDRAIL_SMTP))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with connection.execute_wrapper(count):
        sent = send()
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {"sent": sent, "statements": statements, "cpu_seconds": used.ru_utime + used.ru_stime}
    sys.stdout.write(json.dumps(told) + "\n")


def product(at: datetime) -> Callable[[], int]:
    from handrail.outbox.delivery import Lines

    def send() -> int:
        """As the sending loop does, whose judge always says yes."""
        lines, sent, moment = Lines(), 0, at
        while batch := lines.deliver(at=moment, limit=AT_ONCE, judge=lambda messages, when: {}, channels=["email"]):
            sent += batch
            moment += timedelta(microseconds=1)
        lines.hang_up()
        return sent

    return send


def floor(server: Any) -> Callable[[], int]:
    """Claim a hundred in one statement, hand each over as it lies there, and say of each that it went."""
    from django.db import connection, transaction

    from handrail.cli.measuring.floor_mail import FloorMail

    skip = " FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    table = FloorMail._meta.db_table
    claim = (
        f"UPDATE {table} SET lease = %s WHERE id IN"
        f" (SELECT id FROM {table} WHERE NOT sent AND lease = '' LIMIT %s{skip}) RETURNING id, body"
    )

    def send() -> int:
        smtp, sent = smtplib.SMTP(server.hostname, server.port), 0
        while rows := _claimed(claim, uuid4().hex):
            for row_id, body in rows:
                smtp.sendmail("a@floor.example", ["b@floor.example"], body)
                with connection.cursor() as cursor:
                    cursor.execute(f"UPDATE {table} SET sent = %s, lease = '' WHERE id = %s", [True, row_id])
                sent += 1
        smtp.quit()
        return sent

    def _claimed(statement: str, lease: str) -> list[Any]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [lease, AT_ONCE])
            return list(cursor.fetchall())

    return send


if __name__ == "__main__":
    main()
