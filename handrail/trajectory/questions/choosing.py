"""Questions for what comes next: what is chosen, how small, how sure, what if, who is there [27, 46, 109]."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from handrail.trajectory.questions.question import Mirror, Question, Situation, ask
from handrail.trajectory.sections import Section
from handrail.trajectory.stage_entry import Stage

q = partial(ask, Section.GOAL_SETTING)

CHOOSING: tuple[Question, ...] = (
    q(_("What of all this do you want to take into the coming week?")),
    q(_("What makes that matter to you, in one sentence you would sign?")),
    q(_("How sure are you that you will, from nought to ten?")),
    q(_("What do you expect will happen, so that we can be surprised together?")),
    q(_("How would you write it on the fridge, in your own words?")),
    q(_("When in your day is there a hook to hang it on?")),
    q(_("What do you do every day anyway that this could follow?")),
    q(_("What will you need within reach?")),
    q(_("Where will you be when you begin?")),
    q(_("How do you want to be reminded, if at all?")),
    q(_("What exactly will you do, where, and on which day?"), Stage.PREPARATION, Stage.ACTION),
    q(_("What could come in between, and what will you do then?"), Stage.PREPARATION, Stage.ACTION),
    q(_("How would you end this sentence: “If that happens, then I will …”?"), Stage.PREPARATION, Stage.ACTION),
    q(_("What would you commit to in one breath: what, when and how?"), Stage.PREPARATION),
    q(_("Tell me your plan as if I had to carry it out for you."), Stage.PREPARATION, Situation.VAGUE, Situation.ANY),
    q(_("Which situation will try it out first, and which two ways lead through?"), Stage.PREPARATION, Situation.SLIP,
      Situation.ANY),
    q(_("How will you know on Friday that it happened?"), Situation.VAGUE),
    q(_("What is the first move, so small that you could make it before lunch?"), Situation.VAGUE, Situation.CARRIED),
    q(_("What is the smallest thing that would still count?"), Situation.UNSURE, Situation.CARRIED),
    q(_("What makes your number that and not a lower one?"), Situation.UNSURE, Mirror.SIMPLE),
    q(_("What would lift your number by one?"), Situation.UNSURE),
    q(_("What would make it an experiment rather than a test?"), Situation.UNSURE, Situation.HARD_WEEK),
    q(_("Who could be beside you in this, and how would you ask them?"), Situation.OTHERS, Situation.UNSURE),
    q(_("What is your own reason for it, leaving out everybody else’s?"), Situation.OTHERS, Situation.TORN,
      Mirror.SIMPLE),
    q(_("What will you leave undone to make room for it?"), Situation.TOO_MUCH),
    q(_("Which of these is enough for one week?"), Situation.TOO_MUCH),
    q(_("What part of this could somebody else do, or nobody?"), Situation.TOO_MUCH, Situation.CARRIED),
    q(_("What would be a good week, and what a good enough one?"), Situation.LOW_ENERGY, Situation.TOO_MUCH),
    q(_("What do you have the energy for, as things are?"), Situation.LOW_ENERGY, Mirror.EMPATHY),
    q(_("How will you treat yourself while you learn this?"), Situation.HARD_WEEK, Situation.LOW_ENERGY),
    q(_("What will you do on the day after a day without it?"), Stage.ACTION, Situation.SLIP, Situation.ANY),
    q(_("What is the way back, and how short can it be?"), Situation.SLIP, Situation.GAP),
    q(_("What is worth watching this week without changing it?"), Stage.PRECONTEMPLATION, Stage.CONTEMPLATION),
    q(_("What would you like to read, ask or find out before you choose?"), Stage.PRECONTEMPLATION,
      Stage.CONTEMPLATION),
    q(_("What would you write down about both sides before we meet again?"), Stage.CONTEMPLATION, Situation.TORN,
      Situation.ANY, Mirror.DOUBLE_SIDED),
    q(_("How could it become a little harder, or a little more yours?"), Stage.ACTION, Stage.MAINTENANCE,
      Situation.WENT_WELL, Situation.FLAT),
    q(_("What would a lighter rhythm look like from here?"), Stage.MAINTENANCE, Situation.ENDING, Situation.ANY),
    q(_("Which other corner of your life would like a small goal?"), Situation.WENT_WELL),
    q(_("What would you like to have tried before we meet for the second time?"), Situation.FIRST),
    q(_("What do you want to have in hand when our sessions come to an end?"), Situation.HALFWAY, Situation.ENDING),
)  # fmt: skip
