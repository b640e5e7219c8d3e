"""What people write: one kind of column for it, the same on every database."""

from typing import Any

from django.db import models

from handrail.lib.refusal import Missing, NotText, TooLong

SHORT = 200
LONG = 20_000


class Words(models.TextField[str, str]):
    """Text written by a person: private, versioned, erasable.

    The ledger keeps every version of it apart from the entries, so that erasing
    empties the words and leaves the history standing. `limit` counts characters.
    """

    def __init__(self, *args: Any, limit: int = LONG, required: bool = False, **kwargs: Any) -> None:
        self.limit, self.required = limit, required
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
        if "\0" in words or any("\ud800" <= letter <= "\udfff" for letter in words):
            raise NotText(self.name)
        if len(words) > self.limit:
            raise TooLong(self.name, limit=self.limit, length=len(words))
        if self.required and not words:
            raise Missing(self.name)
        return words
