import pytest
from django.core.checks import CheckMessage
from pytest_django import Settings

from handrail.outbox.channels.server import BadServer, Server
from handrail.outbox.checks import mail_settings
from handrail.outbox.delivery import deliver
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
