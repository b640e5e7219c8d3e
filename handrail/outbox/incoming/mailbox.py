"""Reading the mailbox that replies come to, over IMAP."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ssl import create_default_context
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.db import InterfaceError, OperationalError

from handrail.outbox.incoming.letter import MOST_BYTES
from handrail.outbox.incoming.taking import Taken

if TYPE_CHECKING:
    from imapclient import IMAPClient

TIMEOUT = 20
# At a time: what one look takes in.
BATCH = 50
# Marks of our own, which no other program sets when somebody looks into the mailbox by hand.
TAKEN, SET_ASIDE = b"HandrailTaken", b"HandrailSetAside"


class NoMailbox(Exception):
    """Nobody answers, or we are not let in. Names the server, never a password."""


class BadMailbox(ValueError):
    """The mailbox is not set as imaps://user:password@host/folder."""


@dataclass(frozen=True)
class Mailbox:
    """Where letters are fetched: imaps://user:password@host:port/folder, imap://…?tls=starttls, or bare at home."""

    host: str
    port: int
    tls: str
    user: str
    password: str
    folder: str

    @classmethod
    def at(cls, url: str) -> "Mailbox":
        """The parts of the address. BadMailbox says what is wrong with it."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as wrong:
            raise BadMailbox("its host or its port is not one") from wrong
        asked = parse_qs(parts.query, keep_blank_values=True)
        tls = "ssl" if parts.scheme == "imaps" else asked.pop("tls", [""])[-1]
        if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
            raise BadMailbox("it has to look like imaps://user:password@host/INBOX")
        if asked or tls not in ("ssl", "starttls", ""):
            raise BadMailbox("after the ? only tls=starttls is known")
        user, password = unquote(parts.username), unquote(parts.password or "")
        folder = unquote(parts.path.strip("/")) or "INBOX"
        return cls(parts.hostname, port or (993 if tls == "ssl" else 143), tls, user, password, folder)

    def __repr__(self) -> str:
        return f"{self.host}:{self.port}/{self.folder}"

    @contextmanager
    def opened(self) -> Iterator["Letters"]:
        """Its letters. NoMailbox where it cannot be opened; what breaks later is for the next look."""
        # Imported here: the web process never reads a mailbox.
        from imapclient import IMAPClient
        from imapclient.exceptions import IMAPClientError

        client = None
        try:
            context = create_default_context() if self.tls else None
            client = IMAPClient(
                self.host, self.port, ssl=self.tls == "ssl", ssl_context=context if self.tls == "ssl" else None,
                timeout=TIMEOUT,
            )  # fmt: skip
            if self.tls == "starttls":
                client.starttls(context)
            client.login(self.user, self.password)
            selected = client.select_folder(self.folder)
        except (OSError, IMAPClientError) as fault:
            if client is not None:
                with suppress(Exception):
                    client.shutdown()
            raise NoMailbox(f"{self!r}: {type(fault).__name__}") from fault
        try:
            yield Letters(client, own_marks=b"\\*" in selected.get(b"PERMANENTFLAGS", ()))
        finally:
            with suppress(Exception):
                client.logout()


class Letters:
    """Those of an open mailbox that were not taken in yet."""

    def __init__(self, client: "IMAPClient", *, own_marks: bool) -> None:
        self.client: Any = client
        self.own_marks = own_marks

    def take(self, take: Callable[[bytes], object], *, going: Callable[[], bool] = lambda: True) -> tuple[int, int]:
        """Hand over one after the other, and mark each only after it was taken in: who is killed before that finds it
        again, and whoever takes it knows that. One that breaks the taking is set aside and does not hold up the next.
        How many were taken in, and how many set aside."""
        taken = aside = 0
        for uid in self._new()[:BATCH]:
            if not going():
                break
            raw = self._fetched(uid)
            if raw is None:
                continue
            try:
                became = take(raw)
            except Exception as fault:
                if not _of_the_letter(fault):
                    raise
                self._mark(uid, SET_ASIDE, b"\\Flagged")
                aside += 1
            else:
                # What is not about anything of ours stays unread for whoever it is for.
                self._mark(uid, TAKEN, b"" if became == Taken.NOT_OURS and self.own_marks else b"\\Seen")
                taken += 1
        return taken, aside

    def set_aside(self) -> int:
        """How many broke us and wait for somebody to look at them."""
        wanted = ["UNDELETED", "KEYWORD", SET_ASIDE.decode()] if self.own_marks else ["UNDELETED", "FLAGGED"]
        return len(self.client.search(wanted))

    def _new(self) -> list[int]:
        """Unseen alone would lose what somebody looked at by hand; on a server without marks of ours it must do."""
        if self.own_marks:
            wanted = ["UNDELETED", "UNKEYWORD", TAKEN.decode(), "UNKEYWORD", SET_ASIDE.decode()]
        else:
            wanted = ["UNDELETED", "UNSEEN", "UNFLAGGED"]
        return sorted(self.client.search(wanted))

    def _fetched(self, uid: int) -> bytes | None:
        """Its beginning, without marking it as seen; an attachment of ten megabytes stays where it is."""
        answer = self.client.fetch([uid], [f"BODY.PEEK[]<0.{MOST_BYTES}>"]).get(uid, {})
        return next((bytes(value) for key, value in answer.items() if key.startswith(b"BODY[]")), None)

    def _mark(self, uid: int, own: bytes, usual: bytes) -> None:
        marks = [own, usual] if self.own_marks else [usual]
        self.client.add_flags([uid], [mark for mark in marks if mark], silent=True)


def _of_the_letter(fault: Exception) -> bool:
    """Whether another letter might fare better. With a database that is away none would, and all would be set aside."""
    return not isinstance(fault, OperationalError | InterfaceError)
