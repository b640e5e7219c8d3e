"""The mailbox that replies come to: a real dovecot."""

from datetime import datetime

import pytest
from django.db import OperationalError
from pytest_django import Settings

from handrail.outbox.incoming.letter import Letter
from handrail.outbox.incoming.mailbox import BATCH, BadMailbox, Mailbox, NoMailbox
from handrail.outbox.incoming.taking import Taken, take
from tests.mailbox import Inbox
from tests.outbox.conftest import MONDAY
from tests.outbox.letters import letter

pytestmark = pytest.mark.django_db


class Reader:
    """Takes letters in as the product does, and keeps what was heard."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, raw: bytes) -> Taken:
        return take(Letter.read(raw), at=MONDAY, understand=self.hear)

    def hear(self, read: Letter, at: datetime) -> None:
        if "break" in read.own_words:
            raise ZeroDivisionError
        self.heard.append(read.own_words)


@pytest.fixture
def reader(settings: Settings) -> Reader:
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    return Reader()


def look(inbox: Inbox, reader: Reader) -> tuple[int, int]:
    with inbox.box.opened() as letters:
        return letters.take(reader)


def numbered(number: int, text: str = "") -> bytes:
    return letter(text or f"{number}\n", message_id=f"<{number}.jonas@example.com>")


def test_letters_are_taken_in_once_and_in_their_order(inbox: Inbox, reader: Reader) -> None:
    for number in range(3):
        inbox.lay_in(numbered(number))
    assert [look(inbox, reader), look(inbox, reader)] == [(3, 0), (0, 0)]
    assert reader.heard == ["0", "1", "2"]
    assert inbox.marked("SEEN", "KEYWORD", "HandrailTaken") == 3


def test_one_that_breaks_us_is_set_aside_and_holds_up_no_other(inbox: Inbox, reader: Reader) -> None:
    inbox.lay_in(numbered(1))
    inbox.lay_in(numbered(2, "break\n"))
    inbox.lay_in(b"no letter at all")
    inbox.lay_in(numbered(4))
    assert [look(inbox, reader), look(inbox, reader)] == [(2, 2), (0, 0)]
    assert reader.heard == ["1", "4"]
    assert inbox.marked("FLAGGED", "UNSEEN", "KEYWORD", "HandrailSetAside") == 2


def test_who_is_killed_in_between_finds_it_again_and_it_acts_once(inbox: Inbox, reader: Reader) -> None:
    inbox.lay_in(numbered(1))

    def taken_but_not_marked(raw: bytes) -> None:
        reader(raw)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), inbox.box.opened() as letters:
        letters.take(taken_but_not_marked)
    assert look(inbox, reader) == (1, 0)
    assert reader.heard == ["1"]


def test_with_the_database_away_nothing_is_set_aside(inbox: Inbox, reader: Reader) -> None:
    inbox.lay_in(numbered(1))

    def away(raw: bytes) -> None:
        raise OperationalError

    with pytest.raises(OperationalError), inbox.box.opened() as letters:
        letters.take(away)
    assert look(inbox, reader) == (1, 0)


def test_what_somebody_looked_at_by_hand_is_taken_in_all_the_same(inbox: Inbox, reader: Reader) -> None:
    inbox.lay_in(numbered(1))
    inbox.client.add_flags(inbox.client.search(), [b"\\Seen"])
    assert look(inbox, reader) == (1, 0)


def test_what_is_about_nothing_of_ours_stays_unread_and_is_asked_about_once(inbox: Inbox, reader: Reader) -> None:
    inbox.lay_in(letter(to="sanne@handrail.example"))
    assert [look(inbox, reader), look(inbox, reader)] == [(1, 0), (0, 0)]
    assert inbox.marked("UNSEEN") == 1


def test_of_a_letter_of_ten_megabytes_only_the_beginning_is_fetched(inbox: Inbox, reader: Reader) -> None:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\n7\r\n--b\r\nContent-Type: image/jpeg\r\n\r\n"
    head = letter().split(b"Content-Type")[0] + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    inbox.lay_in(head + part + (b"x" * 70 + b"\r\n") * 150_000)
    sizes: list[int] = []

    def measured(raw: bytes) -> Taken:
        sizes.append(len(raw))
        return reader(raw)

    with inbox.box.opened() as letters:
        letters.take(measured)
    assert reader.heard == ["7"]
    assert sizes[0] < 600_000


def test_a_full_mailbox_is_taken_in_look_by_look(inbox: Inbox, reader: Reader) -> None:
    for number in range(BATCH + 3):
        inbox.lay_in(numbered(number))
    assert [look(inbox, reader), look(inbox, reader)] == [(BATCH, 0), (3, 0)]


def test_a_wrong_password_and_nobody_there_are_said_without_the_password(inbox: Inbox) -> None:
    wrong = inbox.url.replace("p%2Fss", "secret")
    for url in (wrong, "imap://jonas:secret@127.0.0.1:1/INBOX", inbox.url.replace("INBOX", "NoSuch")):
        with pytest.raises(NoMailbox) as told, Mailbox.at(url).opened():
            pass
        assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("url", "mailbox"),
    [
        ("imaps://a%40b:p%2Fw@mail.example", Mailbox("mail.example", 993, "ssl", "a@b", "p/w", "INBOX")),
        ("imaps://a:b@mail.example/Re%2Fplies", Mailbox("mail.example", 993, "ssl", "a", "b", "Re/plies")),
        ("imap://a:b@mail.example:1143/X?tls=starttls", Mailbox("mail.example", 1143, "starttls", "a", "b", "X")),
    ],
)
def test_a_mailbox_is_read_from_one_address(url: str, mailbox: Mailbox) -> None:
    assert Mailbox.at(url) == mailbox
    assert "p/w" not in repr(mailbox)


@pytest.mark.parametrize(
    "url", ["mail.example", "pop://a:b@x", "imaps://x", "imaps://a:b@", "imap://a:b@x?tls=yes", "imaps://a:b@x:many"]
)
def test_an_address_that_cannot_be_read_is_explained(url: str) -> None:
    with pytest.raises(BadMailbox):
        Mailbox.at(url)
