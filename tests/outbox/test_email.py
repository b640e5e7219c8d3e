import pytest
from django.core.checks import CheckMessage
from pytest_django import Settings

from handrail.lib.ids import uuid7
from handrail.lib.refusal import Refusal
from handrail.outbox.channels.email import written
from handrail.outbox.channels.server import BadServer, Server
from handrail.outbox.checks import mail_settings
from handrail.outbox.delivery import deliver
from handrail.outbox.incoming.address import reply_address, returned_message, tokens_in
from handrail.outbox.message import Message
from tests.outbox.conftest import MONDAY, Write
from tests.post import Letter, Post


@pytest.fixture(autouse=True)
def _sender(settings: Settings) -> None:
    settings.HANDRAIL_FROM = "Sanne at Handrail <post@handrail.example>"


def arrived(post: Post) -> Letter:
    assert deliver(at=MONDAY) == 1
    return post.letters[-1]


def test_a_mail_says_who_sent_it_and_that_no_person_did(post: Post, write: Write) -> None:
    message = write()
    letter = arrived(post)
    assert letter.mail["From"] == "Sanne at Handrail <post@handrail.example>"
    assert letter.sender == "post@handrail.example"
    assert letter.mail["Auto-Submitted"] == "auto-generated"
    assert letter.mail["Date"].datetime == MONDAY
    assert letter.message_id == message.message_id == f"<{message.id}@handrail.example>"


@pytest.mark.parametrize(
    "subject",
    [
        "🪜 Onward, Jonas 👩🏽‍🚀",
        "שלום יונס, הצעד הבא שלך",
        "الخطوة التالية",
        "Zoë's Größe — naïve façade",
        "你的下一步" * 30,
        "=?utf-8?q?not=20encoded?=",
    ],
)
def test_a_subject_arrives_in_every_script(post: Post, write: Write, subject: str) -> None:
    write(subject=subject, text=f"{subject}\n", html=f"<p>{subject}</p>\n")
    letter = arrived(post)
    assert letter.text == f"{subject}\n"
    assert letter.html == f"<p>{subject}</p>\n"
    assert "".join(letter.subject.split()) == "".join(subject.split()) or "=?" in subject


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\r\n\r\n", "\v", "\u2028", "\x85"])
def test_a_name_with_line_ends_in_it_adds_no_header_and_no_text(post: Post, write: Write, end: str) -> None:
    write(subject=f"Jonas{end}Bcc: mia@example.com{end}{end}Surprise")
    letter = arrived(post)
    assert letter.to == "jonas@example.com"
    assert letter.mail["Bcc"] is None
    assert letter.subject == "Jonas Bcc: mia@example.com Surprise"
    assert letter.text.startswith("Hello Jonas")
    assert len(post.letters) == 1


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_lone_dot_does_not_end_the_mail_early(post: Post, write: Write, end: str) -> None:
    write(text=f"Before{end}.{end}MAIL FROM:<mia@example.com>{end}..{end}After\n")
    assert arrived(post).text == "Before\n.\nMAIL FROM:<mia@example.com>\n..\nAfter\n"
    assert len(post.letters) == 1


def test_very_long_lines_arrive_whole(post: Post, write: Write) -> None:
    text = "ä" * 5_000 + "\n" + "x" * 5_000 + "\n"
    write(text=text)
    assert arrived(post).text == text


def test_an_address_under_a_name_in_another_script_is_reached(post: Post, write: Write) -> None:
    write(to="jonas@bücher.example")
    assert arrived(post).to == "jonas@xn--bcher-kva.example"


def test_a_second_try_is_the_same_to_the_byte(write: Write) -> None:
    message = write(subject="Zoë", html="<p>Zoë</p>", text="Zoë " * 400 + "\n")
    assert written(message) == written(Message.objects.get(pk=message.pk))
    assert max(map(len, written(message).split(b"\r\n"))) <= 998


def test_a_sender_with_a_name_in_any_script_is_written_out(post: Post, write: Write, settings: Settings) -> None:
    settings.HANDRAIL_FROM = "Zoë at Handrail <post@handrail.example>"
    write()
    assert arrived(post).mail["From"].addresses[0].display_name == "Zoë at Handrail"


def test_one_click_ends_it_without_the_mail_being_opened(post: Post, write: Write) -> None:
    """RFC 8058: both headers, and an address over https that is only ever posted to."""
    write(unsubscribe="https://handrail.example/a/abc/stop")
    letter = arrived(post)
    assert letter.mail["List-Unsubscribe"] == "<https://handrail.example/a/abc/stop>"
    assert letter.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_mails_of_a_thread_hang_on_one_head(post: Post, write: Write) -> None:
    thread = uuid7()
    write(thread=thread)
    write(thread=thread, answers="<their.letter@mail.example>")
    assert deliver(at=MONDAY) == 2
    head = f"<{thread}@handrail.example>"
    prompt, answer = (letter.mail for letter in post.letters)
    assert (prompt["In-Reply-To"], prompt["References"], prompt["Auto-Submitted"]) == (head, head, "auto-generated")
    assert answer["In-Reply-To"] == "<their.letter@mail.example>"
    assert answer["References"] == f"{head} <their.letter@mail.example>"
    assert answer["Auto-Submitted"] == "auto-replied"


def test_a_reply_goes_to_the_one_thing_and_a_report_to_the_one_mail(
    post: Post, write: Write, settings: Settings
) -> None:
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    message = write(reply_to=reply_address("abcdefgh23"))
    letter = arrived(post)
    assert letter.mail["Reply-To"] == "reply+abcdefgh23@handrail.example"
    assert [returned_message(token) for token in tokens_in([letter.sender])] == [message.id]


def test_an_invitation_is_a_part_that_says_what_to_do_with_it(post: Post, write: Write) -> None:
    ics = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n"
    write(html="<p>Moved</p>", calendar=ics, calendar_method="REQUEST")
    mail = arrived(post).mail
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    part = list(mail.iter_parts())[-1]
    assert (part.get_param("method"), part.get_content_charset()) == ("REQUEST", "utf-8")
    assert part.get_content().replace("\r\n", "\n") == ics


@pytest.mark.parametrize(
    "hostile",
    [
        {"reply_to": "a@b.example\r\nBcc: mia@example.com"},
        {"reply_to": "a@b.example, mia@example.com"},
        {"unsubscribe": "https://x.example/\r\nBcc: mia@example.com"},
        {"unsubscribe": "https://x.example/>,<mailto:mia@example.com"},
        {"unsubscribe": "javascript:alert(1)"},
        {"link": "file:///etc/passwd"},
        {"link": "https://x.example/ü"},
        {"answers": "<a@b>\r\nBcc: mia@example.com"},
        {"calendar": "BEGIN:VCALENDAR", "calendar_method": "REQUEST\r\nBcc: mia@example.com"},
        {"calendar": "BEGIN:VCALENDAR"},
        {"calendar_method": "CANCEL"},
        {"channel": "pigeon"},
        {"judged_by": "x" * 21},
    ],
)
def test_nothing_that_becomes_a_header_carries_a_second_one(write: Write, hostile: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        write(**hostile)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost", Server("localhost", 25, "", "", "")),
        ("smtp://mail.example:2525", Server("mail.example", 2525, "", "", "")),
        ("smtp://a%40b:p%2Fw%3A@mail.example?tls=starttls", Server("mail.example", 587, "starttls", "a@b", "p/w:")),
        ("smtp://mail.example/?tls=ssl", Server("mail.example", 465, "ssl", "", "")),
        ("smtp://[::1]:25", Server("::1", 25, "", "", "")),
    ],
)
def test_a_server_is_read_from_one_address(url: str, server: Server) -> None:
    assert Server.at(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example/inbox",
        "smtp://mail.example:99999",
        "smtp://mail.example:many",
        "smtp://mail.example?tls=yes",
        "smtp://mail.example?tsl=ssl",
        "smtp://[::1",
    ],
)
def test_an_address_that_cannot_be_read_is_explained_before_the_start(settings: Settings, url: str) -> None:
    with pytest.raises(BadServer):
        Server.at(url)
    settings.HANDRAIL_SMTP = url
    assert named(mail_settings(None)) == ["outbox.E001"]


def test_settings_that_work_but_not_well_are_warned_of(settings: Settings) -> None:
    settings.HANDRAIL_SMTP = "smtp://sanne:secret@mail.example"
    settings.HANDRAIL_FROM = "post@nowhere"
    warnings = mail_settings(None)
    assert named(warnings) == ["outbox.W001", "outbox.W002"]
    assert "secret" not in str(warnings)


def test_an_ordinary_setting_and_none_at_all_are_fine(settings: Settings) -> None:
    for url in ("", "smtp://sanne:secret@mail.example?tls=starttls"):
        settings.HANDRAIL_SMTP = url
        assert mail_settings(None) == []


def test_a_password_is_never_shown() -> None:
    assert "secret" not in repr(Server.at("smtp://sanne:secret@mail.example"))


def named(found: list[CheckMessage]) -> list[str | None]:
    return [message.id for message in found]
