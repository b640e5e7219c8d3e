"""The table that stands in docs/signals.md is the one that is used."""

from pathlib import Path

from handrail.signals.points import BANDS, SILENCE, STALL
from handrail.signals.points_told import as_markdown, bands_as_markdown

DOCS = Path(__file__).resolve().parent.parent.parent / "docs/signals.md"


def test_the_points_in_the_docs_are_those_that_are_added_up() -> None:
    written = DOCS.read_text(encoding="utf-8")
    for table in (as_markdown(STALL), as_markdown(SILENCE), bands_as_markdown(BANDS)):
        assert f"\n\n{table}\n\n" in written, table
