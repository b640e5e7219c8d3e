"""Some people at once, each with a device and a session of their own. Only ever at this machine's loopback."""

import http.client
import multiprocessing
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

LOOPBACK = "127.0.0.1"
# Seconds. A request that takes longer is told as an error.
PATIENCE = 120


@dataclass(frozen=True)
class Ask:
    """One request. With a body it is a form that is posted, as htmx posts it."""

    path: str
    form: dict[str, str] | None = None


@dataclass
class Device:
    """A browser as far as a server can tell: cookies, one connection that is kept, gzip."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def ask(self, ask: Ask) -> tuple[int, int]:
        """Status and size of the answer. Raises OSError or HTTPException where none came."""
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items()), "Accept-Encoding": "gzip"}
        body = None
        if ask.form is not None:
            token = self.cookies.setdefault("handrail_csrf", secrets.token_hex(16))
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token, "HX-Request": "true"}
            headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in self.cookies.items())
            body = urlencode(ask.form)
        try:
            return self._send("GET" if body is None else "POST", ask.path, body, headers)
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, int]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=PATIENCE)
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        size = len(answer.read())
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer.status, size

    def hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def sign_in(self, link: str) -> "Device":
        """Press the one button of a sign-in link."""
        status, _ = self.ask(Ask(urlsplit(link).path, {}))
        if status not in (200, 302, 303):
            raise RuntimeError(f"signing in was answered with {status}")
        return self


@dataclass(frozen=True)
class Answered:
    """How a number of requests went. Seconds each; `bytes` of the last answer; other statuses than 200 by number."""

    seconds: list[float]
    size: int
    others: dict[str, int]

    @classmethod
    def together(cls, parts: Iterable["Answered"]) -> "Answered":
        parts = list(parts)
        others: dict[str, int] = {}
        for part in parts:
            for what, number in part.others.items():
                others[what] = others.get(what, 0) + number
        return cls([s for part in parts for s in part.seconds], max((p.size for p in parts), default=0), others)


def together(devices: Sequence[Device], asks: Sequence[Sequence[Ask]]) -> Answered:
    """Everybody asks their own list, one after the other, all at the same time. Each is a process of its own, so that
    one who waits makes nobody else wait."""
    fork = multiprocessing.get_context("fork")
    answers: Any = fork.Queue()
    gate = fork.Barrier(len(devices))
    askers = [
        fork.Process(target=_ask_all, args=(device, mine, gate, answers), daemon=True)
        for device, mine in zip(devices, asks, strict=True)
    ]
    for asker in askers:
        asker.start()
    parts = [answers.get(timeout=600) for _ in askers]
    for asker in askers:
        asker.join()
    return Answered.together(parts)


def _ask_all(device: Device, asks: Sequence[Ask], gate: Any, answers: Any) -> None:
    seconds: list[float] = []
    others: dict[str, int] = {}
    size = 0
    device.hang_up()
    gate.wait(timeout=60)
    for ask in asks:
        before = time.perf_counter()
        try:
            status, size = device.ask(ask)
        except (OSError, http.client.HTTPException) as error:
            status = 0
            others[type(error).__name__] = others.get(type(error).__name__, 0) + 1
        seconds.append(time.perf_counter() - before)
        if status not in (0, 200):
            others[str(status)] = others.get(str(status), 0) + 1
    answers.put(Answered(seconds, size, others))


def until_answered(devices: Sequence[Device], asks: Sequence[Sequence[Ask]], *, seconds: float) -> int:
    """Everybody asks their own list, each request again with its key until there is a final answer, as a phone does
    whose server falls and comes back. Returns how many were answered with 200."""
    fork = multiprocessing.get_context("fork")
    answers: Any = fork.Queue()
    askers = [
        fork.Process(target=_insist, args=(device, mine, seconds, answers), daemon=True)
        for device, mine in zip(devices, asks, strict=True)
    ]
    for asker in askers:
        asker.start()
    answered = sum(answers.get(timeout=seconds + 60) for _ in askers)
    for asker in askers:
        asker.join()
    return int(answered)


def _insist(device: Device, asks: Sequence[Ask], seconds: float, answers: Any) -> None:
    until, answered = time.monotonic() + seconds, 0
    device.hang_up()
    for ask in asks:
        while time.monotonic() < until:
            try:
                status, _ = device.ask(ask)
            except (OSError, http.client.HTTPException):
                status = 0
            if status == 200:
                answered += 1
                break
            time.sleep(0.05)
    answers.put(answered)
