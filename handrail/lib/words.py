"""What people write: one kind of column for it, the same on every database."""

import re
from typing import Any

from django.db import models

from handrail.lib.refusal import Missing, NotText, TooLong

SHORT = 200
LONG = 20_000
# Marks that turn the writing direction around. A name carries them into sentences and mails it does not own.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Words(models.TextField[str, str]):
    """Text written by a person: private, versioned, erasable.

    The ledger keeps every version of it apart from the entries, so that erasing
    empties the words and leaves the history standing. `limit` counts characters.
    """

    def __init__(
        self, *args: Any, limit: int = LONG, required: bool = False, one_line: bool = False, **kwargs: Any
    ) -> None:
        self.limit, self.required, self.one_line = limit, required, one_line
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.limit != LONG:
            kwargs["limit"] = self.limit
        if self.required:
            kwargs["required"] = True
        return name, path, args, kwargs

    def tidy(self, value: str) -> str:
        """The words as they are kept: one kind of line ending, no blank ends."""
        words = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
        if self.one_line:
            words = " ".join(TURNING.sub("", words).split())
        if "\0" in words or any("\ud800" <= letter <= "\udfff" for letter in words):
            raise NotText(self.name)
        if len(words) > self.limit:
            raise TooLong(self.name, limit=self.limit, length=len(words))
        if self.required and not words:
            raise Missing(self.name)
        return words
