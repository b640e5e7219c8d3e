"""Thresholds can be set, and are written down."""

from pathlib import Path

import pytest

from handrail.signals.limits import DEFAULT, Limits

DOCS = Path(__file__).resolve().parent.parent.parent / "docs/signals.md"


def test_every_threshold_is_documented_with_its_reason() -> None:
    written = DOCS.read_text(encoding="utf-8")
    for name, default, why in Limits.whys():
        assert f"| `{name}` | {default:g} | {why} |" in written


def test_a_practice_sets_other_numbers() -> None:
    limits = Limits.said("silence_most=28 energy_fall=2")
    assert (limits.silence_most, limits.energy_fall, limits.open_most) == (28, 2.0, DEFAULT.open_most)


@pytest.mark.parametrize("words", ["silence=28", "silence_most=soon", "silence_most", "silence_most=-1"])
def test_a_number_that_cannot_be_meant_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"silence|invalid|convert"):
        Limits.said(words)
