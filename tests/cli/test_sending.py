import logging
import threading
import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from handrail.cli.sending import send_forever
from handrail.lib.clock import now
from handrail.lib.ids import uuid7
from handrail.lib.log import WordlessFormatter
from handrail.outbox.message import Message
from tests.post import Post


class Loop:
    """The loop, running beside the test."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.thread = threading.Thread(target=send_forever, args=(self.stop,))

    def start(self) -> None:
        self.thread.start()

    def end(self) -> float:
        """How long it took, in seconds."""
        asked = time.monotonic()
        self.stop.set()
        self.thread.join()
        return time.monotonic() - asked


@pytest.fixture
def loop(shared_database: dict[str, str], post: Post) -> Iterator[Loop]:
    loop = Loop()
    yield loop
    if loop.thread.ident:
        loop.end()
    post.go_on.set()
    for thread in threading.enumerate():
        if thread.name.startswith("sending"):
            thread.join(10)


def queue(to: str) -> Message:
    return Message.queue(practice_id=uuid7(), to=to, subject="Hello", text="My dearest secret\n", at=now())


def test_mail_written_while_the_loop_runs_goes_out_soon(loop: Loop, post: Post) -> None:
    loop.start()
    time.sleep(0.5)
    queue("jonas@example.com")
    post.last(to="jonas@example.com", within=5)
    assert loop.end() < 1


def test_the_loop_ends_within_a_second_though_the_mail_server_keeps_it_waiting(loop: Loop, post: Post) -> None:
    post.pause_after(0)
    queue("jonas@example.com")
    loop.start()
    assert post.taken.wait(5)
    assert loop.end() < 1


def test_mail_goes_out_when_the_mail_server_comes_back(
    loop: Loop, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.close()
    queue("jonas@example.com")
    loop.start()
    until = time.monotonic() + 5
    while not caplog.records and time.monotonic() < until:
        time.sleep(0.02)
    assert f"No mail server at 127.0.0.1:{post.port}" in caplog.text
    post.open()
    post.last(to="jonas@example.com", within=10)


def test_the_loop_outlives_a_broken_database_and_tells_the_log_no_words(
    loop: Loop, post: Post, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = iter([True])

    def forget(at: datetime) -> int:
        if next(first, False):
            raise RuntimeError(Message.objects.get().text)
        return 0

    monkeypatch.setattr(Message, "forget", forget)
    queue("jonas@example.com")
    with caplog.at_level(logging.INFO):
        loop.start()
        post.last(to="jonas@example.com", within=10)
    for record in caplog.records:
        record.exc_text = None  # what pytest's own formatter left there
    logged = "\n".join(map(WordlessFormatter().format, caplog.records))
    assert "Sending stumbled" in logged
    assert "RuntimeError" in logged
    assert "secret" not in logged
