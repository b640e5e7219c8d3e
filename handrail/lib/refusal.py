"""What a rule says when it says no. The surface that faces the person finds the words."""


class Refusal(Exception):
    """A rule refused; nothing was changed. `field` names the input it is about, if one."""

    field: str = ""

    def __init__(self, field: str = "") -> None:
        super().__init__(field)
        self.field = field


class Missing(Refusal):
    """Something that has to be there is empty."""


class TooLong(Refusal):
    """More characters than the field keeps. `limit` and `length` count characters."""

    def __init__(self, field: str, *, limit: int, length: int) -> None:
        super().__init__(field)
        self.limit, self.length = limit, length


class NotText(Refusal):
    """Characters no database keeps alike: NUL, or half of a surrogate pair."""


class OutOfRange(Refusal):
    """A number or day outside what makes sense here; `low` and `high` are allowed."""

    def __init__(self, field: str, *, low: object, high: object) -> None:
        super().__init__(field)
        self.low, self.high = low, high


class NotUnderstood(Refusal):
    """A value of the wrong kind: not a day, not a number, not one of the choices."""


class NotYours(Refusal):
    """This person may see it, but it is somebody else who decides it."""
