"""Run in a process of its own: finds, says and sends what is due at an instant, as a worker does, until nothing is."""

import sys
from datetime import datetime

import django

if __name__ == "__main__":
    django.setup()
    from handrail.outbox.delivery import deliver
    from handrail.reminders.again import judge_again
    from handrail.reminders.sweep import sweep

    at = datetime.fromisoformat(sys.argv[1])
    while sweep(at=at) or deliver(at=at, judge=judge_again):
        pass
