"""Question: one open question, when it fits, and how one may listen while it is answered."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.sections import Section
from handrail.trajectory.stage_entry import Stage


class Situation(models.TextChoices):
    """What may be the case as two people sit down together. In the order in which it weighs."""

    FIRST = "first", _("The first session")
    ENDING = "ending", _("Coming to a close")
    GAP = "gap", _("After sessions that did not take place, or a pause")
    SLIP = "slip", _("After a slip")
    HALFWAY = "halfway", _("Halfway")
    LOW_ENERGY = "low_energy", _("Little energy")
    HARD_WEEK = "hard_week", _("A hard week")
    CARRIED = "carried", _("Something comes along once more")
    TOO_MUCH = "too_much", _("A lot at once")
    FLAT = "flat", _("Weeks without movement")
    QUIET = "quiet", _("It has been quiet")
    TORN = "torn", _("Of two minds")
    UNSURE = "unsure", _("Not sure that it will work")
    VAGUE = "vague", _("Still large, or vague")
    OTHERS = "others", _("Other people are part of it")
    VISION = "vision", _("Reading the vision again")
    WENT_WELL = "went_well", _("Something went well")
    ANY = "any", _("On any day")


class Mirror(models.TextChoices):
    """Five ways to say back what was said. Often they do more than the next question."""

    SIMPLE = "simple", _("Say it back")
    AMPLIFIED = "amplified", _("Say it back a little stronger")
    DOUBLE_SIDED = "double_sided", _("Say back both sides")
    SHIFTED = "shifted", _("Say back what can be moved")
    EMPATHY = "empathy", _("Say back the feeling")


HOW: "dict[Mirror, Promise]" = {
    Mirror.SIMPLE: _("In fewer words than theirs, and then wait. “You want it quieter.”"),
    Mirror.AMPLIFIED: _(
        "A shade more than they said, in earnest and without a smile, so that they can take some of it back. "
        "“There is nothing in it for you at all.”"
    ),
    Mirror.DOUBLE_SIDED: _(
        "Both, joined by “and”, never by “but”; the side they lean to comes last. "
        "“You like how it is, and you are tired of the mornings.”"
    ),
    Mirror.SHIFTED: _(
        "Leave the knot and say back the thread one can pull. “What they decide is theirs; how you come home is yours.”"
    ),
    Mirror.EMPATHY: _("Guess the feeling under the words, gently. You may be wrong; they will tell you. “That hurt.”"),
}


@dataclass(frozen=True)
class Question:
    """`stages` and `situations` say when it fits; `mirror` a way of listening that helps here, if one does."""

    section: Section
    text: "str | Promise"
    stages: frozenset[Stage]
    situations: frozenset[Situation]
    mirror: Mirror | None = None

    @property
    def how(self) -> str:
        """What the mirror is, in a sentence."""
        return str(HOW[self.mirror]) if self.mirror else ""


def ask(section: Section, text: "str | Promise", *tags: Stage | Situation | Mirror) -> Question:
    """A question with its tags, in any order. Without a stage it fits all, without a situation any day."""
    stages = frozenset(tag for tag in tags if isinstance(tag, Stage))
    situations = frozenset(tag for tag in tags if isinstance(tag, Situation))
    mirror = next((tag for tag in tags if isinstance(tag, Mirror)), None)
    return Question(section, text, stages or frozenset(Stage), situations or frozenset({Situation.ANY}), mirror)
