"""The loop that reads the mailbox of replies, on a real dovecot."""

import threading

import pytest
from pytest_django import Settings

from handrail.cli.doctor import replies
from handrail.cli.reading import read_once, read_until
from handrail.lib.clock import now
from handrail.outbox.incoming.address import return_path
from handrail.outbox.message import Message
from handrail.outbox.stopped import Stopped
from handrail.practice.person import Person
from tests.mailbox import Inbox
from tests.outbox.letters import bounce, letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(inbox: Inbox, settings: Settings) -> Inbox:
    settings.HANDRAIL_IMAP = inbox.url
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    return inbox


def test_a_report_and_a_made_up_token_are_taken_in_beside_each_other(box: Inbox, jonas: Person) -> None:
    sent = Message.queue(practice_id=jonas.practice_id, to=jonas.email, subject="Hm", text="Hm", at=now())
    box.lay_in(letter(to="reply+madeuptoken@handrail.example"))
    box.lay_in(bounce(sent, to=return_path(sent.pk), original=""))
    assert read_once(threading.Event()) == 2
    assert Stopped.objects.holds(jonas.practice_id, "email", [jonas.email]) == {jonas.email: "bounced"}
    assert Message.objects.count() == 1  # nobody is answered


def test_the_doctor_counts_what_was_set_aside(box: Inbox) -> None:
    box.lay_in(b"no letter at all")
    read_once(threading.Event())
    assert "1 letters are set aside" in str([*replies()][-1])


def test_the_doctor_says_where_nobody_fetches_replies(settings: Settings) -> None:
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    assert [found.mend for found in replies()] == ["set HANDRAIL_IMAP or HANDRAIL_MAIL_HOOK"]


def test_without_a_mailbox_the_loop_is_over_at_once(settings: Settings) -> None:
    settings.HANDRAIL_IMAP = ""
    read_until(threading.Event())
