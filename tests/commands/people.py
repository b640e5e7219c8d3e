"""People at work: eight browsers that tick actions off, one after another, until they are called away."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from urllib.parse import urlencode

from tests.commands.conftest import Handrail

BUSY = Path(__file__).with_name("busy_practice.py")
# Any will do that is sent twice, in the form and as a cookie: it says that one page of ours sent it.
TOKEN = "a" * 32


@dataclass
class People:
    """`done` are the actions whose tick was answered, in that order."""

    port: int
    browsers: list[str]
    actions: list[str]
    done: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, handrail: Handrail) -> "People":
        environment = {**handrail.environment, "PYTHONPATH": str(handrail.root)}
        settings = {"DJANGO_SETTINGS_MODULE": "handrail.config.settings"}
        made = subprocess.run(
            [sys.executable, BUSY], env={**environment, **settings}, capture_output=True, text=True, timeout=100
        )
        assert not made.returncode, made.stderr
        return cls(int(handrail.environment["PORT"]), **json.loads(made.stdout))

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """All eight, each with a line of its own, while the block lasts."""
        left: SimpleQueue[str] = SimpleQueue()
        for action in self.actions:
            left.put(action)
        home = Event()
        threads = [Thread(target=self._work, args=(browser, left, home)) for browser in self.browsers]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            home.set()
            for thread in threads:
                thread.join()

    def _work(self, browser: str, left: "SimpleQueue[str]", home: Event) -> None:
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not home.is_set():
            try:
                action = left.get_nowait()
            except Empty:
                return
            if self._ticked(line, browser, action):
                self.done.append(action)

    def _ticked(self, line: HTTPConnection, browser: str, action: str) -> bool:
        form = urlencode({"done": "on", "csrfmiddlewaretoken": TOKEN})
        cookies = f"handrail_session={browser}; handrail_csrf={TOKEN}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            line.request("POST", f"/my/actions/{action}/completion", form, headers)
            answer = line.getresponse()
            answer.read()
        except (HTTPException, OSError):
            line.close()
            return False
        return answer.status == 302

    def is_known(self) -> bool:
        """Whether the first browser is still let in."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request("GET", "/my/", headers={"Cookie": f"handrail_session={self.browsers[0]}"})
        return line.getresponse().status == 200
