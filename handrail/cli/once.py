"""What `work --once` does, or with --dry-run says: no word of anybody's, only ids, kinds, days and reasons."""

from collections.abc import Iterator
from datetime import datetime

from handrail.cli.mend import Mend
from handrail.outbox.channels.server import Unreachable
from handrail.outbox.delivery import deliver
from handrail.reminders.again import judge_again
from handrail.reminders.judge import Due
from handrail.reminders.sweep import FAR, Weighed, look_ahead, sweep


def do_once(*, at: datetime) -> Iterator[str]:
    made = 0
    while more := sweep(at=at, back=FAR):
        made += more
    sent = 0
    try:
        while more := deliver(at=at, judge=judge_again):
            sent += more
    except Unreachable as fault:
        raise Mend(f"no mail server at {fault}; {made} reminders are written down and go out later") from None
    yield f"{made} reminders judged, {sent} messages sent"


def show(*, at: datetime) -> Iterator[str]:
    """One line for each person and thing."""
    nothing = True
    for weighed in look_ahead(at=at, back=FAR):
        for line in _lines(weighed):
            nothing = False
            yield line
    if nothing:
        yield "nothing is due"


def _lines(weighed: Weighed) -> Iterator[str]:
    judgement, facts = weighed.judgement, weighed.someone.facts
    for due in (*judgement.say, *judgement.apart):
        yield f"{_thing(weighed, due)}: would be sent, {facts.wall(weighed.someone.at):%H:%M} there"
    for due, reason in judgement.withhold.items():
        yield f"{_thing(weighed, due)}: would not be sent ({reason})"
    if judgement.hand_over:
        yield f"{weighed.someone.person.pk}: would be handed over to the coach"


def _thing(weighed: Weighed, due: Due) -> str:
    return f"{weighed.someone.person.pk} {due.kind} {due.object_id} of {due.moment}"
