"""What Django's `check` says about the settings of replies."""

import pytest
from pytest_django import Settings

from handrail.outbox.checks import mail_settings


def said() -> list[str | None]:
    return [message.id for message in mail_settings(None)]


def test_ordinary_settings_are_fine(settings: Settings) -> None:
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    settings.HANDRAIL_IMAP = "imaps://a:b@mail.example/INBOX"
    settings.HANDRAIL_MAIL_HOOK = "x" * 24
    assert said() == []


@pytest.mark.parametrize(
    "address",
    ["reply@handrail.example", "{token}", "reply{token}", "a-long-name-before+{token}@x.example",
     "a b{token}@x.example", "{token}@x.example, b@x.example", "Replies <reply+{token}@x.example>",
     "reply+{token}+x@x.example"],
)  # fmt: skip
def test_an_address_for_replies_that_cannot_be_used_is_explained(settings: Settings, address: str) -> None:
    settings.HANDRAIL_REPLY_TO = address
    assert said() == ["outbox.E002"]


def test_a_mailbox_that_cannot_be_read_and_one_over_an_open_line_are_named(settings: Settings) -> None:
    settings.HANDRAIL_IMAP = "mail.example"
    assert said() == ["outbox.E003"]
    settings.HANDRAIL_IMAP = "imap://a:secret@mail.example"
    assert said() == ["outbox.W003"]
    assert "secret" not in str(mail_settings(None))


def test_a_short_secret_is_named(settings: Settings) -> None:
    settings.HANDRAIL_MAIL_HOOK = "guess me"
    assert said() == ["outbox.E004"]
