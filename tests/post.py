"""The post office: a real mail server on this machine, for tests and journeys, that keeps what it takes."""

import asyncio
import re
import socket
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pytest_django import Settings

LINK = re.compile(r"https?://\S+")
TAKEN = "250 2.0.0 Taken"


@dataclass(frozen=True)
class Letter:
    """One mail as it arrived. `to` is what the envelope said."""

    to: str
    sender: str
    raw: bytes
    mail: EmailMessage = field(repr=False)

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"])

    @property
    def message_id(self) -> str:
        return str(self.mail["Message-ID"])

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.mail.get_body((kind,))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""


class Post:
    """Open it, have mail sent to `url`, look at `letters`.

    What it answers can be arranged: `answer("mia@…", "451 4.7.1 Later")` once for that
    address, `pause` makes it keep a letter and say nothing (until `go_on`) from then on.
    """

    def __init__(self) -> None:
        self.port = _free_port()
        self.letters: list[Letter] = []
        self.calls = 0
        self.taken = Event()
        self.go_on = Event()
        self.go_on.set()
        self._answers: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._pause_after: int | None = None
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def open(self, *, password: str = "") -> None:
        """With a password, it takes mail only from those who sign in with that."""
        self._password = password
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            ready_timeout=10,
            authenticator=self._knows,
            auth_require_tls=False,
        )
        self._controller.start()

    def close(self) -> None:
        self.go_on.set()
        if self._controller:
            self._controller.stop()
        self._controller = None

    # What can be arranged

    def answer(self, to: str, *answers: str, after_text: bool = False) -> None:
        """Give these answers, one a try, when mail comes for this address; then take it as usual."""
        self._answers["text" if after_text else "address", to].extend(answers)

    def pause_after(self, letters: int) -> None:
        """Take this many, keep the next one too, but say nothing about it until `go_on` is set."""
        self._pause_after = letters
        self.taken.clear()
        self.go_on.clear()

    # What can be asked

    def all(self, *, to: str) -> list[Letter]:
        return [letter for letter in list(self.letters) if letter.to == to]

    def last(self, *, to: str, within: float = 10) -> Letter:
        """The latest letter to this address; waits for one, since another process may be sending."""
        until = time.monotonic() + within
        while not (found := self.all(to=to)):
            assert time.monotonic() < until, (
                f"no mail for {to}; there is mail for {sorted({x.to for x in self.letters})}"
            )
            time.sleep(0.05)
        return found[-1]

    def link(self, letter: Letter) -> str:
        """The first link in the text."""
        found = LINK.search(letter.text)
        assert found, f"no link in:\n{letter.text}"
        return found[0].rstrip(".,;:)>")

    def empty(self) -> None:
        self.letters.clear()

    # What the server asks us

    def _knows(self, server: SMTP, session: Session, envelope: Envelope, how: str, data: object) -> AuthResult:
        known = isinstance(data, LoginPassword) and data.password.decode() == self._password
        return AuthResult(success=known, handled=False)

    async def handle_RCPT(self, smtp: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]) -> str:
        if self._password and not session.authenticated:
            return "530 5.7.0 Sign in first"
        if answers := self._answers["address", to]:
            return answers.pop(0)
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, smtp: SMTP, session: Session, envelope: Envelope) -> str:
        to, raw = envelope.rcpt_tos[0], bytes(envelope.original_content or b"")
        if answers := self._answers["text", to]:
            return answers.pop(0)
        mail = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
        self.letters.append(Letter(to, envelope.mail_from or "", raw, mail))
        if self._pause_after is not None and len(self.letters) > self._pause_after:
            self.taken.set()
            while not self.go_on.is_set():
                await asyncio.sleep(0.02)
            self._pause_after = None
        return TAKEN

    async def handle_EHLO(
        self, smtp: SMTP, session: Session, envelope: Envelope, name: str, said: list[str]
    ) -> list[str]:
        self.calls += 1
        session.host_name = name
        return said


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    """An open post office that the outbox is set to."""
    office = Post()
    office.open()
    settings.HANDRAIL_SMTP = office.url
    yield office
    office.close()
