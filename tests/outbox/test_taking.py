"""What comes in: an answer acts once, a program's letter never, a report stops what it is about and nothing else."""

from datetime import datetime

import pytest
from pytest_django import Settings

from handrail.outbox.delivery import deliver
from handrail.outbox.incoming.address import reply_address, return_path
from handrail.outbox.incoming.letter import Letter, NotALetter
from handrail.outbox.incoming.taking import Taken, take
from handrail.outbox.message import Message
from handrail.outbox.stopped import Stopped, Why
from handrail.outbox.taken_letter import KEPT, TakenLetter
from tests.outbox.conftest import MONDAY, PRACTICE, Write
from tests.outbox.letters import bounce, complaint, letter
from tests.post import Post

pytestmark = pytest.mark.django_db
TOKEN = "abcdefgh23"


class Listener:
    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def __call__(self, read: Letter, at: datetime) -> None:
        self.heard.append((read.token, read.own_words))


@pytest.fixture
def listener(settings: Settings) -> Listener:
    settings.HANDRAIL_FROM = "Handrail <post@handrail.example>"
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    settings.HANDRAIL_URL = "https://handrail.example"
    return Listener()


def taken(raw: bytes, listener: Listener, *recipients: str) -> Taken:
    return take(Letter.read(raw, recipients=recipients), at=MONDAY, understand=listener)


def stopped() -> dict[str, str]:
    return Stopped.objects.holds(PRACTICE, "email", ["jonas@example.com", "mia@example.com"])


def test_an_answer_is_heard_once_however_often_it_is_delivered(listener: Listener) -> None:
    assert [taken(letter(), listener) for _ in range(3)] == [Taken.UNDERSTOOD, Taken.AGAIN, Taken.AGAIN]
    assert listener.heard == [(TOKEN, "7")]


def test_what_breaks_whoever_listens_has_done_nothing_and_may_come_again(listener: Listener) -> None:
    def stumble(read: Letter, at: datetime) -> None:
        Stopped.stop(PRACTICE, "email", "jonas@example.com", why=Why.BOUNCED, at=at)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        take(Letter.read(letter()), at=MONDAY, understand=stumble)
    assert stopped() == {}
    assert taken(letter(), listener) == Taken.UNDERSTOOD


@pytest.mark.parametrize(
    "to",
    [
        "reply+abcdefgh23@handrail.example",
        "Reply+ABCDEFGH23@Handrail.Example",
        '"Handrail" <reply+abcdefgh23@handrail.example>, mia@example.com',
    ],
)
def test_the_token_is_read_from_the_address_however_it_is_written(listener: Listener, to: str) -> None:
    assert taken(letter(to=to), listener) == Taken.UNDERSTOOD
    assert listener.heard == [(TOKEN, "7")]


def test_the_envelope_counts_where_the_head_names_somebody_else(listener: Listener) -> None:
    raw = letter(to="undisclosed-recipients:;")
    assert taken(raw, listener, "reply+abcdefgh23@handrail.example") == Taken.UNDERSTOOD


@pytest.mark.parametrize(
    "to", ["jonas@example.com", "reply+@handrail.example", "reply+a b c d e@x", "reply+abcdefgh23@elsewhere.example"]
)
def test_a_letter_that_is_about_nothing_of_ours_is_left_alone(listener: Listener, to: str) -> None:
    assert taken(letter(to=to), listener) == Taken.NOT_OURS
    assert listener.heard == []


def test_a_program_that_writes_to_the_sender_is_understood_by_what_it_answers(listener: Listener, write: Write) -> None:
    message = write(reply_to=reply_address(TOKEN))
    raw = letter("7\n\nYour next step, as you wrote\n", to="post@handrail.example", In_Reply_To=message.message_id)
    assert taken(raw, listener) == Taken.UNDERSTOOD
    assert listener.heard[0][0] == TOKEN


AUTOMATIC = {
    "RFC 3834": {"Auto_Submitted": "auto-replied"},
    "RFC 3834, with a comment": {"Auto_Submitted": "auto-generated (vacation)"},
    "bulk": {"Precedence": "bulk"},
    "auto_reply": {"Precedence": "auto_reply"},
    "X-Autoreply": {"X_Autoreply": "yes"},
    "X-Autorespond": {"X_Autorespond": "Your next step"},
    "Exchange": {"X_Auto_Response_Suppress": "All"},
    "empty return path": {"Return_Path": "<>"},
    "a list": {"List_Id": "<list.example>"},
    "a daemon": {"sender": "MAILER-DAEMON@mx.example"},
    "nobody to answer to": {"sender": "no-reply@example.com"},
    "ourselves": {"sender": "post@handrail.example"},
    "no sender": {"sender": ""},
    "its subject alone": {"subject": "Automatische Antwort: Your next step"},
    "out of office": {"subject": "Out of Office Re: Your next step"},
}


@pytest.mark.parametrize("sign", AUTOMATIC)
def test_a_letter_of_a_program_is_never_an_answer(listener: Listener, sign: str) -> None:
    assert taken(letter("7\n", **AUTOMATIC[sign]), listener) == Taken.AUTOMATIC
    assert listener.heard == []
    assert stopped() == {}


def test_somebody_who_says_that_no_program_wrote_is_believed(listener: Listener) -> None:
    assert taken(letter("7\n", Auto_Submitted="no"), listener) == Taken.UNDERSTOOD


def test_a_yes_to_an_invitation_is_no_answer(listener: Listener) -> None:
    raw = letter("7\n").replace(b"Content-Type: text/plain", b"Content-Type: text/calendar; method=REPLY")
    assert taken(raw, listener) == Taken.AUTOMATIC


def test_mail_of_ours_that_comes_back_is_no_answer(listener: Listener, post: Post, write: Write) -> None:
    """A loop: somebody forwards our mail to the address of replies."""
    write(reply_to=reply_address(TOKEN))
    deliver(at=MONDAY)
    raw = post.letters[0].raw.replace(b"jonas@example.com", reply_address(TOKEN).encode())
    assert taken(raw, listener) == Taken.AUTOMATIC


# Reports


def test_an_address_that_is_none_is_not_written_to_any_more(listener: Listener, write: Write) -> None:
    assert taken(bounce(write()), listener) == Taken.STOPPED
    assert stopped() == {"jonas@example.com": Why.BOUNCED}
    assert Stopped.lift(PRACTICE, "email", "Jonas@Example.com")
    assert stopped() == {}


def test_a_complaint_stops_too_though_it_names_nobody(listener: Listener, write: Write) -> None:
    message = write()
    assert taken(complaint(message), listener) == Taken.STOPPED
    assert stopped() == {"jonas@example.com": Why.COMPLAINED}


@pytest.mark.parametrize(
    ("status", "diagnostic"),
    [
        ("5.2.2", "smtp; 552 5.2.2 mailbox full"),
        ("5.7.1", "smtp; 550 5.7.1 blocked"),
        ("5.0.0", "smtp; 550 5.7.26 unauthenticated"),
        ("4.4.1", "smtp; 450 4.4.1 no answer"),
    ],
)
def test_a_full_mailbox_and_policy_stop_nobody(listener: Listener, write: Write, status: str, diagnostic: str) -> None:
    assert taken(bounce(write(), status=status, diagnostic=diagnostic), listener) == Taken.NOTED
    assert stopped() == {}


def test_a_mail_that_is_late_stops_nobody(listener: Listener, write: Write) -> None:
    assert taken(bounce(write(), action="delayed", status="4.4.7"), listener) == Taken.NOTED


def test_a_forwarded_mail_that_bounces_elsewhere_stops_the_address_we_wrote_to(
    listener: Listener, write: Write
) -> None:
    assert taken(bounce(write(), recipient="mia@example.com"), listener) == Taken.STOPPED
    assert stopped() == {"jonas@example.com": Why.BOUNCED}


def test_a_report_that_quotes_nothing_is_known_by_the_address_it_came_to(listener: Listener, write: Write) -> None:
    message = write()
    assert taken(bounce(message, original="", to=return_path(message.id)), listener) == Taken.STOPPED


def test_a_report_in_words_alone_is_understood_from_a_server(listener: Listener, write: Write) -> None:
    words = "Hi. This is the qmail-send program at mx.example.\n<jonas@example.com>:\nSorry, no mailbox. (#5.1.1)\n"
    message = write()
    raw = letter(
        words, to=return_path(message.id), sender="MAILER-DAEMON@mx.example", subject="failure notice", Return_Path="<>"
    )
    assert taken(raw, listener) == Taken.STOPPED


def test_nobody_stops_somebody_elses_mail_with_a_report_they_made_up(listener: Listener, write: Write) -> None:
    message = write()
    made_up = Message(id=PRACTICE, message_id="<guess@handrail.example>")
    assert taken(bounce(made_up), listener) == Taken.NOTED
    assert taken(bounce(made_up, to=return_path(PRACTICE), message_id="<2@x>"), listener) == Taken.NOTED
    assert stopped() == {}
    assert message.to == "jonas@example.com"


def test_a_vacation_note_to_the_return_path_stops_nobody(listener: Listener, write: Write) -> None:
    """Back on the fifth of January: what looks like the code of a server is a day."""
    sent = {"Auto_Submitted": "auto-replied", "Return_Path": "<>"}
    raw = letter("Back on 5.1.27\n", to=return_path(write().id), **sent)
    assert taken(raw, listener) == Taken.AUTOMATIC
    assert stopped() == {}


def test_a_person_who_writes_to_the_return_path_is_not_heard_as_an_answer(listener: Listener, write: Write) -> None:
    assert taken(letter(to=return_path(write().id)), listener) == Taken.NOT_OURS


def test_an_address_refused_on_the_line_is_stopped_as_well(listener: Listener, post: Post, write: Write) -> None:
    write()
    post.answer("jonas@example.com", "550 5.1.1 nobody of that name here")
    deliver(at=MONDAY)
    assert stopped() == {"jonas@example.com": Why.GONE}


def test_no_address_can_be_read_from_what_is_kept(listener: Listener, write: Write) -> None:
    taken(bounce(write()), listener)
    assert "jonas" not in str([*Stopped.objects.values(), *TakenLetter.objects.values()])


def test_that_a_letter_came_is_forgotten_in_the_end(listener: Listener) -> None:
    taken(letter(), listener)
    assert [TakenLetter.forget(MONDAY), TakenLetter.forget(MONDAY + KEPT)] == [0, 1]


# Hostile ones


NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (number, number) for number in range(3_000)
)


@pytest.mark.parametrize("raw", [b"", b"\0" * 1_000, b"hello", b"From: a@b.example\r\n" + NESTED])
def test_what_is_no_letter_says_so_and_nothing_else(raw: bytes, settings: Settings) -> None:
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    with pytest.raises(NotALetter):
        Letter.read(raw)


def test_a_letter_of_a_thousand_parts_is_read_by_its_first(listener: Listener) -> None:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\n7\r\n"
    head = letter().split(b"Content-Type")[0] + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    assert taken(head + part * 1_000 + b"--b--\r\n", listener) == Taken.UNDERSTOOD
    assert listener.heard == [(TOKEN, "7")]


def test_of_a_letter_of_ten_megabytes_the_words_are_read(listener: Listener) -> None:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\n7\r\n--b\r\nContent-Type: image/jpeg\r\n\r\n"
    head = letter().split(b"Content-Type")[0] + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    assert taken(head + part + b"x" * 10_000_000, listener) == Taken.UNDERSTOOD
    assert listener.heard == [(TOKEN, "7")]


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: =?utf-8?q?=ff=fe?=\r\n",
        b"Subject: =?no-such?b?@@@?=\r\n",
        b"Subject: \xff\xfe\r\n",
        b"To: \xff <\xff@\xff>\r\n",
        b"To: " + b"a@b.example, " * 20_000 + b"\r\n",
        b'Content-Type: multipart/mixed; boundary=""\r\n',
        b"Content-Type: ;;;\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Message-ID: <a@b>\r\nMessage-ID: <c@d>\r\n",
        b"In-Reply-To: " + b"<a@b>" * 5_000 + b"\r\n",
        b"Date: never\r\n",
        b"From: =?utf-8?b?AAA?= <a@b.example>\r\n",
    ],
)
def test_odd_headers_break_nothing(listener: Listener, header: bytes) -> None:
    raw = header + b"From: jonas@example.com\r\nDelivered-To: reply+abcdefgh23@handrail.example\r\n\r\n7\r\n"
    assert taken(raw, listener) in (Taken.UNDERSTOOD, Taken.AUTOMATIC)
