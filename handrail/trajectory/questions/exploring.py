"""Questions for the generative moment: what is wanted, what one is good at, what is around, both sides, new ideas [25].

What speaks for a change is asked before what speaks against it: people believe what they hear themselves say."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from handrail.trajectory.questions.question import Mirror, Question, Situation, ask
from handrail.trajectory.sections import Section
from handrail.trajectory.stage_entry import Stage

q = partial(ask, Section.GENERATIVE)

EXPLORING: tuple[Question, ...] = (
    # What is wanted
    q(_("What would you like to think about that deserves more than five minutes?")),
    q(_("What do you want here, underneath what you first said?")),
    q(_("What makes this matter now?")),
    q(_("What would you rather have in the place of the problem?")),
    q(_("What is the question behind your question?")),
    q(_("What do you know about this that you have not said aloud?")),
    q(_("Imagine it settled overnight: what do you notice first in the morning?"), Situation.VAGUE, Situation.FLAT),
    q(_("Imagine a year from today, looking back: what are you glad you began?"), Situation.VISION, Situation.VAGUE),
    q(_("What is the smallest version of it that you would be proud of?"), Situation.VAGUE, Situation.TOO_MUCH),
    q(_("When this no longer takes your evenings, what are they for?"), Situation.VISION, Situation.TOO_MUCH),
    # Strengths and values
    q(_("Where is a bit of what you want happening already?"), Situation.WENT_WELL, Situation.FLAT),
    q(_("When was it less of a problem, and what was different then?")),
    q(_("Which of your strengths has been resting lately?")),
    q(_("What do you hold dear that this touches?")),
    q(_("When are you most like yourself, and what could that bring to this?")),
    q(_("How did you come through something like this before?"), Situation.HARD_WEEK, Situation.UNSURE),
    q(_("Who knows that you can do this, and what do they know?"), Situation.UNSURE, Situation.OTHERS),
    q(_("What would you say to somebody you love who sat where you sit?"), Situation.HARD_WEEK, Situation.SLIP,
      Mirror.EMPATHY),
    q(_("What gives you strength on a day like this?"), Situation.LOW_ENERGY, Mirror.EMPATHY),
    q(_("What are you tired of, and what does that say about what you want?"), Situation.LOW_ENERGY, Mirror.SHIFTED),
    q(_("What have you tried that helped, even for an hour?"), Situation.FLAT, Situation.HARD_WEEK),
    # Places and people
    q(_("Which place makes this easier, and how could you be there more often?")),
    q(_("What in your kitchen, your phone or your calendar works for you here, and what against?")),
    q(_("Who pulls in the same direction as you?"), Situation.OTHERS),
    q(_("How could the people near you help, in words that they can act on?"), Situation.OTHERS),
    q(_("Which rule are you following here, and who made it?"), Situation.OTHERS, Situation.FLAT),
    q(_("Where in this do you have a say, and where do you not?"), Situation.OTHERS, Situation.HARD_WEEK,
      Mirror.SHIFTED),
    # Both sides
    q(_("What speaks for a change, in your own words?"), Stage.CONTEMPLATION, Stage.PREPARATION, Situation.TORN,
      Mirror.SIMPLE),
    q(_("What does the part of you say that wants it?"), Situation.TORN, Mirror.SIMPLE),
    q(_("What is the part that does not want it taking care of?"), Situation.TORN, Mirror.DOUBLE_SIDED),
    q(_("How important is this to you, from nought to ten, and what keeps it from being less?"), Stage.CONTEMPLATION,
      Situation.TORN, Situation.ANY, Mirror.SIMPLE),
    q(_("What would be the best that could come of it?"), Stage.CONTEMPLATION, Situation.TORN, Situation.ANY),
    q(_("What becomes of it in a year if everything stays as it is?"), Stage.PRECONTEMPLATION, Stage.CONTEMPLATION,
      Mirror.SIMPLE),
    q(_("How has it served you to have it this way until now?"), Stage.PRECONTEMPLATION, Stage.CONTEMPLATION,
      Situation.TORN, Mirror.EMPATHY),
    q(_("How do you usually decide when both sides weigh the same?"), Situation.TORN),
    q(_("What makes this not the time, and what is it the time for?"), Stage.PRECONTEMPLATION, Mirror.SHIFTED),
    q(_("What do others not see about how this is for you?"), Stage.PRECONTEMPLATION, Situation.OTHERS, Situation.ANY,
      Mirror.EMPATHY),
    q(_("What do you make of all the advice you get about it?"), Stage.PRECONTEMPLATION, Situation.OTHERS,
      Mirror.AMPLIFIED),
    q(_("What would make it worth your while one day?"), Stage.PRECONTEMPLATION, Mirror.SIMPLE),
    q(_("What would you want to know before you decide anything?"), Stage.PRECONTEMPLATION, Stage.CONTEMPLATION),
    q(_("What would your fear say if it had a minute, and what would you answer?"), Situation.UNSURE, Mirror.EMPATHY),
    q(_("Where have you begun already without calling it a beginning?"), Stage.CONTEMPLATION, Stage.PREPARATION),
    # Ideas
    q(_("What else could there be, however odd?")),
    q(_("How would somebody you admire go about it?")),
    q(_("Which two of these ideas make a third one together?")),
    q(_("What idea have you been too polite to say?")),
    q(_("How could it be done in half the time, or with twice the fun?")),
    q(_("What are you taking for granted here that may be otherwise?"), Situation.FLAT, Situation.UNSURE),
    q(_("What would the opposite look like?"), Situation.FLAT),
    q(_("What would you try if nobody were watching?"), Situation.UNSURE, Situation.OTHERS),
    # On the way, and further on
    q(_("What has the slip changed about what you want, and what has it not touched?"), Situation.SLIP, Mirror.SHIFTED),
    q(_("What got you going the first time, and what of that is still there?"), Situation.SLIP, Situation.GAP),
    q(_("What would you call this chapter, and what comes after it?"), Situation.HALFWAY, Situation.GAP),
    q(_("What do you do so well by now that you could show it to somebody?"), Stage.MAINTENANCE, Situation.WENT_WELL,
      Situation.ANY),
    q(_("How are you different from the person who began this?"), Situation.ENDING, Situation.HALFWAY),
    q(_("What would you ask yourself now, as your own coach?"), Situation.ENDING, Situation.HALFWAY),
    q(_("What would I need to know about your life to ask better questions?"), Situation.FIRST),
    q(_("Where in your life do you already live the way you want to?"), Situation.FIRST, Situation.VISION),
    q(_("What has been going on in you that words have not reached yet?"), Situation.QUIET, Mirror.EMPATHY),
)  # fmt: skip
