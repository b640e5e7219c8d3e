"""A page that goes along with a mail, where a PDF can be drawn and where it cannot."""

import sys
from email.message import EmailMessage

import pytest

from handrail.lib.refusal import Missing, NotUnderstood
from handrail.outbox.channels import paper
from handrail.outbox.channels.email import written
from handrail.outbox.delivery import deliver
from handrail.outbox.message import KEPT, Message
from tests.outbox.conftest import MONDAY, Write
from tests.post import Post

PAGE = '<html lang="en"><title>Session 4</title><p>Zoë walks on Thursday</p></html>'


def sent(post: Post, write: Write) -> EmailMessage:
    write(html="<p>Here it is.</p>", paper=PAGE, paper_name="session-4")
    assert deliver(at=MONDAY) == 1
    return post.letters[-1].mail


def test_it_arrives_as_a_pdf_beside_the_words(post: Post, write: Write) -> None:
    mail = sent(post, write)
    (file,) = mail.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("application/pdf", "session-4.pdf")
    assert file.get_content().startswith(b"%PDF-")
    body = mail.get_body(("plain",))
    assert body
    assert body.get_content().startswith("Hello Jonas")
    assert mail.get_body(("html",))


def test_without_the_package_the_page_itself_arrives(post: Post, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    (file,) = sent(post, write).iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/html", "session-4.html")
    assert file.get_content().strip() == PAGE


def test_a_page_that_cannot_be_drawn_keeps_no_mail_from_going(
    post: Post, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(page: str) -> bytes:
        raise RecursionError

    monkeypatch.setattr(paper, "pdf", broken)
    (file,) = sent(post, write).iter_attachments()
    assert file.get_filename() == "session-4.html"


def test_a_second_try_is_the_same_to_the_byte(write: Write) -> None:
    message = write(paper=PAGE, paper_name="session-4")
    assert written(message) == written(Message.objects.get(pk=message.pk))


@pytest.mark.parametrize("name", ["../session", "Session 4", 'a"b', "a\nb", "å"])
def test_a_name_that_is_none_for_a_file_is_refused(write: Write, name: str) -> None:
    with pytest.raises(NotUnderstood):
        write(paper=PAGE, paper_name=name)


def test_a_page_wants_a_name(write: Write) -> None:
    with pytest.raises(Missing):
        write(paper=PAGE)


def test_a_week_later_the_page_is_forgotten_with_all_words(post: Post, write: Write) -> None:
    sent(post, write)
    Message.forget(MONDAY + KEPT)
    message = Message.objects.get()
    assert (message.paper, message.paper_name, message.text) == ("", "", "")
