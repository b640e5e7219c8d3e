"""A real mailbox of the test's own, in a real dovecot."""

from collections.abc import Iterator

import pytest
from imapclient import IMAPClient

from bin import _dovecot
from handrail.lib.ids import uuid7
from handrail.outbox.incoming.mailbox import Mailbox


@pytest.fixture(scope="session")
def dovecot() -> Iterator[str]:
    program = _dovecot.binary()
    if program is None:
        pytest.skip("no dovecot here; bin/test installs one where it may, and says so loudly where it may not")
    with _dovecot.dovecot(program) as url:
        yield url


class Inbox:
    """Lay letters in, look at what marks they have."""

    def __init__(self, url: str) -> None:
        self.url, self.box = url, Mailbox.at(url)
        self.client = IMAPClient(self.box.host, self.box.port, ssl=False)
        self.client.login(self.box.user, self.box.password)
        self.client.select_folder("INBOX")

    def lay_in(self, raw: bytes) -> None:
        self.client.append("INBOX", raw)

    def marked(self, *search: str) -> int:
        self.client.noop()
        return len(self.client.search(list(search)))


@pytest.fixture
def inbox(dovecot: str) -> Iterator[Inbox]:
    inbox = Inbox(dovecot.replace("{user}", f"u{uuid7().hex}"))
    yield inbox
    inbox.client.logout()
