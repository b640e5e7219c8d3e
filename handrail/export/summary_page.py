"""A session's summary as a page for paper: what is enclosed with the mail, what both open here, what is printed. Whole
in itself: no script, no picture, nothing fetched."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from handrail.practice.person import Person
from handrail.trajectory.summary_text import Block, blocks


@dataclass(frozen=True)
class Letter:
    """One client's summary as it is sent. `number` is the session's place on the line, none where it has none; `on` its
    day where the client is."""

    text: str
    edition: int
    number: int | None
    on: date
    coachee: Person
    coach: Person
    practice: str

    @property
    def title(self) -> str:
        return _("Session %(number)d") % {"number": self.number} if self.number else _("Our session")

    @property
    def blocks(self) -> list[Block]:
        return blocks(self.text)

    @property
    def file_name(self) -> str:
        """As every disk takes it, and no health topic in it."""
        number = f"-{self.number}" if self.number else ""
        edition = f"-{self.edition}" if self.edition > 1 else ""
        return f"session{number}-{self.on.isoformat()}{edition}"


def summary_page(letter: Letter) -> str:
    return render_to_string("export/summary.html", {"letter": letter})
