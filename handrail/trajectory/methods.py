"""The exercises that come with Handrail: three plain texts, in our own words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Method:
    """An exercise one can give: what it is called, what to do, and the question that is answered."""

    key: str
    title: "str | Promise"
    instructions: "str | Promise"
    question: "str | Promise"


METHODS = (
    Method(
        "smallest_step",
        _("The smallest step"),
        _(
            "Take something you keep putting off. Cut it in half, and in half again, until what is left "
            "takes two minutes and you could do it today."
        ),
        _("What is the two-minute version, and when could you do it?"),
    ),
    Method(
        "best_hour",
        _("The best hour"),
        _(
            "Go back over the last two weeks and find one hour that went the way you want more hours to go. "
            "Picture where you were, who was there and what you did just before."
        ),
        _("What made that hour possible, and what of it could you repeat?"),
    ),
    Method(
        "letter_from_ahead",
        _("A letter from ahead"),
        _(
            "It is a year from now and things went well. Write yourself a few lines from there: what an ordinary "
            "day looks like, and what you are glad you kept doing."
        ),
        _("What does the you of next year want you to know?"),
    ),
)


def method(key: str) -> Method | None:
    return next((one for one in METHODS if one.key == key), None)
