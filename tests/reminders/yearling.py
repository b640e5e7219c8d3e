"""A worker in a process of its own. Each line that it is told is an instant, at which it finds, says and sends what
is due. Then it says so."""

import sys
from datetime import datetime

import django

if __name__ == "__main__":
    django.setup()
    from handrail.outbox.delivery import deliver
    from handrail.reminders.again import judge_again
    from handrail.reminders.sweep import sweep

    for line in sys.stdin:
        at = datetime.fromisoformat(line.strip())
        sweep(at=at)
        while deliver(at=at, judge=judge_again):
            pass
        sys.stdout.write("done\n")
        sys.stdout.flush()
