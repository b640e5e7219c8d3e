from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

import pytest

from handrail.lib.ids import uuid7
from handrail.outbox.message import Message

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
PRACTICE = uuid7()

Write: TypeAlias = Callable[..., Message]


@pytest.fixture
def write(db: None) -> Write:
    """Puts a message into the outbox, a mail to Jonas on Monday unless told otherwise."""

    def write(
        to: str = "jonas@example.com",
        subject: str = "Your next step",
        text: str = "Hello Jonas,\n\nhere is your link: https://handrail.example/in/abc\n",
        html: str = "",
        at: datetime = MONDAY,
        about: UUID | None = None,
        **more: Any,
    ) -> Message:
        return Message.queue(
            practice_id=PRACTICE, to=to, subject=subject, text=text, html=html, at=at, about=about, **more
        )

    return write
