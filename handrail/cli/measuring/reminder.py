"""One worker that finds, says and sends until nothing is due, with two loops as `work` has them. Run by the bench, as a
program. Prints one line of JSON."""

import json
import resource
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

# The other worker may hold the last batch: so often it is looked again, with so many seconds between.
AGAIN, BETWEEN = 3, 0.1


def main() -> None:
    import django

    django.setup()
    from django.db import connection

    from handrail.outbox.delivery import Lines
    from handrail.reminders.again import judge_again
    from handrail.reminders.sweep import sweep

    at = datetime.fromisoformat(sys.argv[1])
    statements = [0]

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        statements[0] += 1
        return execute(sql, params, many, context)

    def find() -> None:
        empty = 0
        with connection.execute_wrapper(count):
            while empty < AGAIN:
                empty = 0 if sweep(at=at) else empty + 1
                time.sleep(BETWEEN if empty else 0)
        connection.close()

    connection.ensure_connection()
    finding = threading.Thread(target=find)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    used_before = resource.getrusage(resource.RUSAGE_SELF)
    finding.start()
    lines, sent, moment = Lines(), 0, at
    with connection.execute_wrapper(count):
        while True:
            over = not finding.is_alive()
            moment += timedelta(microseconds=1)
            batch = lines.deliver(at=moment, judge=judge_again, channels=["email"])
            sent += batch
            if not batch and over:
                break
            time.sleep(0 if batch else BETWEEN / 10)
    lines.hang_up()
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime - used_before.ru_utime - used_before.ru_stime
    sys.stdout.write(json.dumps({"sent": sent, "statements": statements[0], "cpu_seconds": seconds}) + "\n")


if __name__ == "__main__":
    main()
