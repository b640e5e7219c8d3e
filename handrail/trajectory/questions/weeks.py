"""Questions about the week's experiments. The best experience comes first, and only then what was hard [21, 22]."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from handrail.trajectory.questions.question import Mirror, Question, Situation, ask
from handrail.trajectory.sections import Section
from handrail.trajectory.stage_entry import Stage

q = partial(ask, Section.WEEKLY_GOALS)

WEEKS: tuple[Question, ...] = (
    q(_("Which of your goals would you like to begin with?")),
    q(_("What was the best moment you had with it?"), Situation.WENT_WELL, Situation.ANY),
    q(_("What surprised you about it?")),
    q(_("How would you put the week into a percentage, and how does that number feel?")),
    q(_("What kept it from being lower?"), Situation.HARD_WEEK, Situation.ANY),
    q(_("What would have made it a little higher?")),
    q(_("What did you learn by doing that thinking could not have told you?")),
    q(_("Where did it fit into your day, and where did it stick out?")),
    q(_("What would you keep exactly as it was?")),
    q(_("How does it sit with you: too much, too little, about right?")),
    q(_("Tell me about the day it went as you meant it to."), Situation.WENT_WELL),
    q(_("What did you do that made that possible?"), Situation.WENT_WELL),
    q(_("What does that moment say about what you are good at?"), Situation.WENT_WELL),
    q(_("What would you like to celebrate before we move on?"), Situation.WENT_WELL),
    q(_("Who noticed, and what did they see?"), Situation.WENT_WELL, Situation.OTHERS),
    q(_("How did the week look from the inside, before we look at any number?"), Situation.HARD_WEEK, Mirror.SIMPLE),
    q(_("What was going on around you on the harder days?"), Situation.HARD_WEEK, Mirror.EMPATHY),
    q(_("What would be a fair word for a week like that?"), Situation.HARD_WEEK, Mirror.EMPATHY),
    q(_("What came first instead, and how did it matter?"), Situation.HARD_WEEK, Situation.CARRIED, Mirror.SHIFTED),
    q(_("What is this action waiting for?"), Situation.CARRIED),
    q(_("What would become of it if it stood on no list?"), Situation.CARRIED, Mirror.AMPLIFIED),
    q(_("Which part of it have you done already without counting it?"), Situation.CARRIED),
    q(_("What does carrying it along do for you?"), Situation.CARRIED, Situation.TORN, Mirror.DOUBLE_SIDED),
    q(_("How small would it have to be to be done by tonight?"), Situation.CARRIED, Situation.UNSURE),
    q(_("When did it come almost by itself?"), Stage.ACTION, Stage.MAINTENANCE),
    q(_("How did you begin on the days when it did not call you?"), Stage.ACTION),
    q(_("How did you find your way back after a day without it?"), Stage.ACTION, Situation.SLIP, Situation.ANY),
    q(_("What did the slip show you that the good days hide?"), Situation.SLIP, Mirror.EMPATHY),
    q(_("What had happened in the hour before?"), Situation.SLIP),
    q(
        _("How did you talk to yourself afterwards, and how would you talk to a friend?"),
        Situation.SLIP, Mirror.EMPATHY,
    ),
    q(_("How is it different from four weeks ago?"), Situation.FLAT),
    q(
        _("What has become so normal that you no longer mention it?"),
        Stage.ACTION, Stage.MAINTENANCE, Situation.FLAT, Situation.ANY,
    ),
    q(_("What would make it interesting again?"), Stage.MAINTENANCE, Situation.FLAT),
    q(_("Which of these would you leave out if the week had four days?"), Situation.TOO_MUCH),
    q(_("What is left of it on a day when everything else goes first?"), Situation.TOO_MUCH, Situation.UNSURE),
    q(_("What did thinking about it bring up this week?"), Stage.PRECONTEMPLATION, Stage.CONTEMPLATION, Mirror.SIMPLE),
    q(_("What did you notice when you only watched and changed nothing?"), Stage.CONTEMPLATION),
    q(_("What got clearer while you were getting ready?"), Stage.PREPARATION),
    q(_("What did you find out about it that you kept to yourself?"), Situation.QUIET),
    q(_("Which hindrance did you meet that we had not thought of?"), Stage.PREPARATION, Stage.ACTION),
    q(_("How did you look after what matters in the weeks we did not speak?"), Situation.GAP, Situation.QUIET),
)  # fmt: skip
