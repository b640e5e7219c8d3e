"""Sending what is due, against a bare loop that claims and sends over one kept connection, into the same sink."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from statistics import quantiles
from typing import Any
from uuid import UUID

Say = Callable[[str], None]
SENDERS = (1, 2)
# Of the rate of the floor; statements a message; and seconds from the start to the first mail.
LEAST_RATE, MOST_STATEMENTS, MOST_FIRST = 0.5, 3.0, 2.0
TEXT = (
    "Hello {n},\n\nhow did it go?\n\nhttps://bench.example/a/{n}\n" + "A line of ordinary length, as they are.\n" * 20
)


def sending(numbers: tuple[int, ...], *, at: datetime, say: Say) -> list[dict[str, Any]]:
    found = []
    for number in numbers:
        for senders in SENDERS:
            say(f"sending {number:,} messages with {senders} sender{'s' if senders > 1 else ''}")
            floor = floor_of(number, senders, at=at)
            found.append(_case(number, senders, _run("product", number, senders, at=at), floor))
    return found


def floor_of(number: int, senders: int, *, at: datetime) -> dict[str, Any]:
    """The bare loop, with as many mails and senders."""
    return _run("floor", number, senders, at=at)


def _case(number: int, senders: int, ours: dict[str, Any], floor: dict[str, Any]) -> dict[str, Any]:
    ratio = ours["a_second"] / floor["a_second"]
    kept = (
        ratio >= LEAST_RATE and ours["statements"] <= MOST_STATEMENTS and ours["first_s"] <= MOST_FIRST
        and ours["came"] == number and not ours["twice"]
    )  # fmt: skip
    return {"messages": number, "senders": senders, **ours, "floor_a_second": floor["a_second"],
            "floor_cpu_ms": floor["cpu_ms"], "rate_ratio": round(ratio, 2), "kept": kept}  # fmt: skip


def _run(how: str, number: int, senders: int, *, at: datetime) -> dict[str, Any]:
    written = _write(how, number, at=at)
    with sink() as post:
        env = {
            **os.environ,
            "HANDRAIL_SMTP": f"smtp://127.0.0.1:{post.port}",
            "HANDRAIL_FROM": "Bench <b@bench.example>",
        }
        command = [sys.executable, "-m", "handrail.cli.measuring.sender", how, at.isoformat()]
        running = [
            subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(senders)
        ]
        for each in running:
            assert each.stdout
            each.stdout.readline()
        began = time.time()
        told = [json.loads(each.communicate("go\n")[0]) for each in running]
        seconds = [moment - began for moment in post.end()["moments"]]
    return {
        "a_second": round(len(seconds) / max(seconds)),
        "first_s": round(min(seconds), 3),
        "p99_s": round(quantiles(seconds, n=100)[98], 1),
        "statements": round((written + sum(each["statements"] for each in told)) / number, 2),
        "cpu_ms": round(1000 * sum(each["cpu_seconds"] for each in told) / number, 2),
        "came": post.told["came"],
        "twice": post.told["twice"],
    }


def _write(how: str, number: int, *, at: datetime) -> int:
    """As many as asked, due now; how many statements that took."""
    from handrail.cli.measuring import floor_mail
    from handrail.lib.ids import uuid7
    from handrail.outbox.message import Message

    if how == "floor":
        floor_mail.lay(number, _body)
        return 0
    Message.objects.all().delete()
    practice, statements = uuid7(), 0
    for start in range(0, number, 100):
        some = [_message(n, practice=practice, at=at) for n in range(start, min(start + 100, number))]
        Message.queue_many(some)
        # SQLite takes some forty rows in one.
        statements += 3
    return statements


def _message(n: int, *, practice: UUID, at: datetime) -> Any:
    """As prompts are: judged, in two forms, with a way out and a thread."""
    from handrail.outbox.message import Message

    return Message(
        practice_id=practice, to=f"p{n}@bench.example", subject=f"Your next step {n}", text=TEXT.format(n=n),
        html=f"<p>{TEXT.format(n=n)}</p>", judged_by="reminders", thread=practice,
        unsubscribe=f"https://bench.example/a/{n}/stop", created_at=at, due_at=at - timedelta(seconds=1),
    )  # fmt: skip


def _body(number: int) -> str:
    head = (
        f"From: a@floor.example\r\nTo: b@floor.example\r\nMessage-ID: <{number}@floor.example>\r\nSubject: Hm\r\n\r\n"
    )
    return head + TEXT.format(n=number).replace("\n", "\r\n")


class _Sink:
    def __init__(self) -> None:
        command = [sys.executable, "-m", "handrail.cli.measuring.sink"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.port = int(self._process.stdout.readline())
        self.told: dict[str, Any] = {}

    def end(self) -> dict[str, Any]:
        self._process.terminate()
        self.told = json.loads(self._process.communicate(timeout=30)[0])
        return self.told

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


@contextmanager
def sink() -> Iterator[_Sink]:
    """A mail server of its own, that takes everything."""
    post = _Sink()
    try:
        yield post
    finally:
        post.kill()
