"""Run in a process of its own: sends what is due, batch after batch, and prints how many it sent.

Arguments: the instant, and how many a batch. Whoever is asked about a message says yes.
"""

import sys
from datetime import datetime

import django

if __name__ == "__main__":
    django.setup()
    from handrail.outbox.delivery import deliver

    at, limit = datetime.fromisoformat(sys.argv[1]), int(sys.argv[2])
    total = 0
    while sent := deliver(at=at, limit=limit, judge=lambda messages, moment: {}):
        total += sent
    sys.stdout.write(f"{total}\n")
