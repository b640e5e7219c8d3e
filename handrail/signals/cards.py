"""What to try: eight cards for the ways in which things get stuck [116, 117], and one approach and one step for each
signal. In our own words, for the coach alone."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handrail.signals.signal import Kind

Text = str | Promise


class Challenge(StrEnum):
    OVER_ZEALOUS = "over_zealous"
    SLOW = "slow"
    BORED = "bored"
    NO_PRIORITY = "no_priority"
    DISILLUSIONED = "disillusioned"
    NOT_ATTEMPTING = "not_attempting"
    BELOW_HALF = "below_half"
    DISCOURAGED = "discouraged"


@dataclass(frozen=True)
class Card:
    name: Text
    # How one comes to think of it, and what is worth trying.
    seen_by: Text
    tries: tuple[Text, ...]


# What helps with all of them, when it goes on.
IF_IT_PERSISTS = _("If it goes on, talk it over with a mentor coach: the case summary names nobody.")

CARDS: dict[Challenge, Card] = {
    Challenge.OVER_ZEALOUS: Card(
        _("A lot at once"),
        _("Many goals, big steps, and weeks that turn out to be too much."),
        (
            _("Say that wanting a lot is a strength, and that the week has only so many hours."),
            _("Ask which one thing would make the others easier, and let the rest wait on a list."),
            _("Halve one goal together and see how it feels to reach it."),
        ),
    ),
    Challenge.SLOW: Card(
        _("Slow to get going"),
        _("Little moves, and nothing seems to be in the way."),
        (
            _("Say that change often stands still before it goes on."),
            _("Ask what would have to be true for this to matter this month."),
            _("Find the smallest version that could be done today, in two minutes."),
        ),
    ),
    Challenge.BORED: Card(
        _("It has become routine"),
        _("Answers come later and get shorter; it is all familiar."),
        (
            _("Ask what has become too easy, and what would be fun again."),
            _("Change the form: another method, another place, somebody to do it with."),
            _("Look for a new challenge that uses one of their strengths."),
        ),
    ),
    Challenge.NO_PRIORITY: Card(
        _("Other things come first"),
        _("Sessions fall out or begin late, and words between them become rare."),
        (
            _("Say what you notice, warmly and without a why: “We met once this month. How is it for you?”"),
            _("Ask what would make this worth its hour, and whether now is the time for it."),
            _("Offer shorter or rarer sessions, or a pause on purpose."),
        ),
    ),
    Challenge.DISILLUSIONED: Card(
        _("The reason has faded"),
        _("The energy is low, and what it was all for has not come up for a while."),
        (
            _("Begin with the best moments since you started, before anything that is open."),
            _("Read the vision together, and ask what is still true of it."),
            _("Look for one good thing that could be felt this week, and not in three months."),
        ),
    ),
    Challenge.NOT_ATTEMPTING: Card(
        _("Agreed, and not begun"),
        _("A weekly goal stays at nought, or nobody speaks of it any more."),
        (
            _("Ask what works already, even a little, somewhere else in the week."),
            _("Make a fresh start: a Monday, a first of the month, a smaller goal."),
            _("Ask for the reason behind the reason: what would be different in a year?"),
        ),
    ),
    Challenge.BELOW_HALF: Card(
        _("Half the time, less than half the way"),
        _("Six weeks into a goal, and it is not yet half reached."),
        (
            _("Look together whether the goal is the right size: smaller now may be more in the end."),
            _("Go back to the vision: does this goal still lead there?"),
            _("Ask which kind of help would make the difference; it need not be coaching."),
        ),
    ),
    Challenge.DISCOURAGED: Card(
        _("Losing heart"),
        _("Less gets done than some weeks ago, and energy goes down with it."),
        (
            _("Say that dips belong to every change, and that nothing reached is lost."),
            _("Name what was done, with dates; effort counts."),
            _("Take one goal off the list, and make the next step so small that it cannot but work."),
        ),
    ),
}


@dataclass(frozen=True)
class Suggestion:
    """One approach, and the card that says more of it."""

    card: Challenge | None
    approach: Text


SUGGESTED: dict[Kind, Suggestion] = {
    Kind.COMPLETION_FALLING: Suggestion(
        Challenge.DISCOURAGED, _("Ask what got in the way, and take one thing off the list together.")
    ),
    Kind.PILING_UP: Suggestion(
        Challenge.OVER_ZEALOUS, _("Go through the open actions: make smaller, replace or let go.")
    ),
    Kind.NOT_ATTEMPTING: Suggestion(
        Challenge.NOT_ATTEMPTING, _("Ask what works already, and offer a fresh, smaller start.")
    ),
    Kind.FLAT_3_WEEKS: Suggestion(
        Challenge.SLOW, _("Ask yourself honestly: is this goal meant? Another goal, another way, another kind of help?")
    ),
    Kind.WEEK_6_HALF: Suggestion(
        Challenge.BELOW_HALF, _("Look together how real this goal is, with the vision beside it.")
    ),
    Kind.GOAL_UNREVIEWED: Suggestion(
        Challenge.DISILLUSIONED, _("Look at it together: it lies on the next agenda by itself.")
    ),
    Kind.VISION_UNREAD: Suggestion(Challenge.DISILLUSIONED, _("Read the vision together, at the next session.")),
    Kind.REFLECTION_SLOWING: Suggestion(
        Challenge.BORED, _("Try another question or method, and ask how writing is for them.")
    ),
    Kind.CHECKINS_MISSED: Suggestion(
        Challenge.NO_PRIORITY, _("Write one personal line; offer another day or a smaller form.")
    ),
    Kind.ENERGY_LOW: Suggestion(
        Challenge.DISILLUSIONED, _("Begin the next session with highlights, and try something new.")
    ),
    Kind.ATTENDANCE: Suggestion(
        Challenge.NO_PRIORITY, _("Say what you notice, kindly; ask what would make it fit their life.")
    ),
    Kind.NO_NEXT_SESSION: Suggestion(Challenge.NO_PRIORITY, _("Book the next session, or come to a close on purpose.")),
    Kind.SILENT_START: Suggestion(Challenge.SLOW, _("Get in touch yourself, and agree on one very small thing.")),
    Kind.INVITE_UNANSWERED: Suggestion(
        Challenge.NO_PRIORITY, _("Ask in person whether the letter came, and send it again.")
    ),
    Kind.SILENCE: Suggestion(Challenge.NO_PRIORITY, _("Reach out with a few warm words.")),
    Kind.OVERLOAD: Suggestion(
        Challenge.OVER_ZEALOUS, _("Check together what is real this week; fewer goals, reached.")
    ),
    Kind.LONG_CONTEMPLATION: Suggestion(
        Challenge.SLOW, _("Begin in another area, or explore what speaks for either side.")
    ),
    Kind.PROMISE_OPEN: Suggestion(None, _("Keep it now, or say when.")),
    Kind.NOTE_OPEN: Suggestion(None, _("Two lines while you remember.")),
    Kind.REPORT_UNANSWERED: Suggestion(None, _("A short word shows that it was read.")),
}
