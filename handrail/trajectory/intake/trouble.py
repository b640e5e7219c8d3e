"""Why something stays outside: a whole file, or a word that somebody has to see."""

from handrail.lib.refusal import Refusal


class Unreadable(Refusal):
    """The file as a whole cannot be read. `why` is a sentence; `detail` the word that it is about."""

    def __init__(self, why: object, *, detail: str = "") -> None:
        super().__init__("file")
        self.why, self.detail = why, shown(detail)

    def __str__(self) -> str:
        label = str(getattr(self.why, "label", self.why))
        return f"{label} ({self.detail})" if self.detail else label


def shown(value: str, *, most: int = 60) -> str:
    """What stood in a cell, short, and safe to print on a terminal."""
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in value[:most])
    return f"{safe}…" if len(value) > most else safe
