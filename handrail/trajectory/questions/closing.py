"""Questions to close with: what is taken along in their words, what served them, and when to meet again [30]."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from handrail.trajectory.questions.question import Mirror, Question, Situation, ask
from handrail.trajectory.sections import Section
from handrail.trajectory.stage_entry import Stage

q = partial(ask, Section.CLOSE)

CLOSING: tuple[Question, ...] = (
    q(_("What do you take with you from today, in your own words?")),
    q(_("What is clearer now than when we began?")),
    q(_("Which sentence of yours from today is worth keeping?")),
    q(_("What did you like about how you worked today?")),
    q(_("What served you in this conversation, and what could I do differently next time?")),
    q(_("Where did I get in the way of your thinking?")),
    q(_("How is your energy now, beside how you came in?")),
    q(_("What will you do first when we have said goodbye?")),
    q(_("When would it serve you to meet again?")),
    q(_("What would you like me to keep in mind until next time?")),
    q(_("How will you notice, in the days ahead, that this hour was of use?")),
    q(_("What can I do for you before we meet again?")),
    q(_("What do you thank yourself for today?")),
    q(_("Describe today in three words.")),
    q(_("What are you proud of that went unsaid today?"), Situation.WENT_WELL),
    q(_("What of this will you tell somebody at home?"), Situation.OTHERS, Situation.WENT_WELL),
    q(_("What would you like to leave open, on purpose?"), Situation.TORN, Mirror.DOUBLE_SIDED),
    q(_("Which question would you like to walk around with?"), Stage.PRECONTEMPLATION, Stage.CONTEMPLATION),
    q(_("How will you look after yourself after a conversation like this?"), Situation.HARD_WEEK, Situation.LOW_ENERGY,
      Mirror.EMPATHY),
    q(_("What was it like to say that out loud?"), Situation.FIRST, Situation.HARD_WEEK, Mirror.EMPATHY),
    q(_("How freely could you speak today, and what would add to it?"), Situation.FIRST),
    q(_("What do you count on from me after today?"), Situation.FIRST),
    q(_("What may I ask you about when it gets quiet again?"), Situation.QUIET, Situation.GAP),
    q(_("What have you found out here about how you learn?"), Situation.HALFWAY, Situation.ENDING),
    q(_("What will you carry on without me?"), Situation.ENDING),
    q(_("Who would you like to thank, now that it comes to an end?"), Situation.ENDING, Situation.OTHERS),
    q(_("How do you want to celebrate what you have done?"), Situation.ENDING, Situation.WENT_WELL),
    q(_("What first sign would tell you that it is time to talk again?"), Stage.MAINTENANCE, Situation.ENDING,
      Situation.ANY),
    q(_("Who may know that you are about to begin, and when will you tell them?"), Stage.PREPARATION),
    q(_("What is one thing you may drop on your way out?"), Situation.TOO_MUCH),
    q(_("How much of this is yours to carry until we meet, and how much can rest here?"), Situation.HARD_WEEK,
      Situation.TOO_MUCH, Mirror.EMPATHY),
)  # fmt: skip
