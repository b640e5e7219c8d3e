"""Questions about the three-month goals and the vision: still right, what was learned, what it is worth now [41]."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from handrail.trajectory.questions.question import Mirror, Question, Situation, ask
from handrail.trajectory.sections import Section
from handrail.trajectory.stage_entry import Stage

q = partial(ask, Section.THREE_MONTH_GOALS)

LONGER_GOALS: tuple[Question, ...] = (
    q(_("How true is this goal for you today?")),
    q(_("What makes it still worth your mornings?")),
    q(_("What have you learned on the way to it that is worth keeping, whatever comes of it?")),
    q(_("How committed are you today, from nought to ten, and what stands behind that number?")),
    q(_("What would you write differently if you set it today?")),
    q(_("Which part of it is yours, and which belongs to somebody’s idea of you?"), Situation.OTHERS, Situation.TORN),
    q(_("What would you lose if you let it go?"), Situation.TORN, Mirror.DOUBLE_SIDED),
    q(_("What would there be room for if you let it go?"), Situation.TORN, Situation.FLAT, Mirror.DOUBLE_SIDED),
    q(_("How close is the goal on paper to the one in your heart?"), Situation.FLAT, Situation.TORN),
    q(_("How would you know, a month from now, that it is moving?"), Situation.FLAT, Situation.VAGUE),
    q(_("What has moved that no number shows?"), Situation.FLAT, Situation.HARD_WEEK, Mirror.SHIFTED),
    q(_("What kind of help would fit this better than more effort?"), Situation.FLAT, Situation.HARD_WEEK),
    q(_("How far have you come since the first week?"), Situation.HALFWAY, Situation.ENDING),
    q(_("What do you do today that you could not have done at the start?"), Situation.HALFWAY, Situation.WENT_WELL),
    q(_("Which of your early sentences about this goal makes you smile now?"), Situation.HALFWAY),
    q(_("What do you want the second half to be about?"), Situation.HALFWAY),
    q(_("When you read your vision again, which line is alive?"), Situation.VISION),
    q(_("What is missing from it that has grown important since?"), Situation.VISION),
    q(_("How does an ordinary Tuesday go in that picture?"), Situation.VISION, Situation.VAGUE),
    q(_("Who is in that picture who was not there before?"), Situation.VISION, Situation.OTHERS),
    q(_("What would you be doing differently if this were solved already?"), Situation.VAGUE),
    q(_("How would people near you notice, without a word from you?"), Situation.VAGUE, Situation.OTHERS),
    q(_("Where would the difference show first?"), Situation.VAGUE),
    q(_("Which goal would carry the others along?"), Situation.TOO_MUCH),
    q(_("What could rest for a month without being given up?"), Situation.TOO_MUCH, Situation.LOW_ENERGY),
    q(_("How will this go on when nobody asks about it any more?"), Stage.MAINTENANCE, Situation.ENDING, Situation.ANY),
    q(_("What could make you slide, now that it feels safe?"), Stage.MAINTENANCE),
    q(
        _("What would freshen it up: an event, a new skill, somebody to help along?"),
        Stage.MAINTENANCE, Situation.FLAT, Situation.ANY,
    ),
    q(
        _("What would have to be true before this could become a goal of yours?"),
        Stage.PRECONTEMPLATION, Stage.CONTEMPLATION, Mirror.SIMPLE,
    ),
    q(
        _("What is good about leaving this as it is?"),
        Stage.PRECONTEMPLATION, Stage.CONTEMPLATION, Situation.TORN, Mirror.AMPLIFIED,
    ),
    q(_("What of this goal has the slip left standing?"), Situation.SLIP, Mirror.SHIFTED),
    q(_("How has your goal changed while life went on without us?"), Situation.GAP),
)  # fmt: skip
