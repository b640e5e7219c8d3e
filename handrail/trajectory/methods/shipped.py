"""The methods that come with Handrail: a file each, in our own words. Read once, when this is imported."""

from pathlib import Path

from handrail.trajectory.methods.file import read
from handrail.trajectory.methods.form import Form

# As they stand in the library: what opens things up, what decides, what carries on.
KEYS = (
    "brainstorm", "pros_and_cons", "life_areas", "values", "strengths", "scaling", "smallest_step", "if_then",
    "weekly_plan", "letter_from_ahead",
)  # fmt: skip
_FOLDER = Path(__file__).resolve().parent / "shipped"

METHODS: tuple[Form, ...] = tuple(
    read((_FOLDER / f"{key}.toml").read_text(encoding="utf-8"), key=key) for key in KEYS
)  # fmt: skip


def method(key: str) -> Form | None:
    return next((each for each in METHODS if each.key == key), None)
