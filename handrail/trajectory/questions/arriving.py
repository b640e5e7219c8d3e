"""Questions to arrive with: how somebody is, the best since last time, and what this conversation is for."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from handrail.trajectory.questions.question import Mirror, Question, Situation, ask
from handrail.trajectory.sections import Section
from handrail.trajectory.stage_entry import Stage

q = partial(ask, Section.OPENING)

ARRIVING: tuple[Question, ...] = (
    q(_("How are you, right now, in this chair?")),
    q(_("What is on top for you as we begin?")),
    q(_("What would you like to put down at the door before we start?")),
    q(_("What has been keeping you company since last time: a thought, a worry, a tune?")),
    q(_("What has stayed with you from our last conversation?")),
    q(_("How would you like to feel when we finish today?")),
    q(_("Describe the weather in you today.")),
    q(_("Where do you notice the past weeks in your body?")),
    q(_("What is in the room that we are not talking about yet?")),
    q(_("Tell me how you got here today, from waking up to this minute.")),
    q(_("What was the best moment since we last spoke?"), Situation.WENT_WELL),
    q(_("Where did you surprise yourself since last time?"), Situation.WENT_WELL),
    q(_("Which hour of the past two weeks would you live once more?"), Situation.WENT_WELL),
    q(_("Who made your week lighter?"), Situation.WENT_WELL, Situation.OTHERS),
    q(_("What went right, even in weeks like these?"), Situation.HARD_WEEK, Mirror.EMPATHY),
    q(_("What did it take to be here today?"), Situation.HARD_WEEK, Situation.LOW_ENERGY, Mirror.EMPATHY),
    q(_("What kind of energy did you bring, and what is it good for?"), Situation.LOW_ENERGY, Mirror.SIMPLE),
    q(_("What would be kind to yourself in the time we have now?"), Situation.LOW_ENERGY, Mirror.EMPATHY),
    q(
        _("What do you need from me today: an ear, a question, a push, or some quiet?"),
        Situation.LOW_ENERGY, Situation.HARD_WEEK,
    ),
    q(_("Which one thing, if we got to nothing else, would make this worth your time?"), Situation.TOO_MUCH),
    q(_("What can wait outside until we are done?"), Situation.TOO_MUCH, Mirror.SIMPLE),
    q(_("What went through your mind about all this without getting written anywhere?"), Situation.QUIET),
    q(_("How has the quiet between our sessions been for you?"), Situation.QUIET, Mirror.SIMPLE),
    q(_("Where were you with all this before the break, and where are you now?"), Situation.GAP),
    q(_("What happened while we did not meet that belongs on this table?"), Situation.GAP, Mirror.EMPATHY),
    q(_("What made this the moment to begin, rather than a year ago?"), Situation.FIRST),
    q(_("Tell me about a time when you were at your best, and who was there."), Situation.FIRST),
    q(_("What do people usually find out late about you that I may know early?"), Situation.FIRST),
    q(_("How will you let me know when I go too fast, or past the point?"), Situation.FIRST),
    q(_("What has helped you change something before, however small?"), Situation.FIRST, Situation.UNSURE),
    q(
        _("What does coming here cost you, and what makes you come?"),
        Stage.PRECONTEMPLATION, Stage.CONTEMPLATION, Situation.TORN, Mirror.DOUBLE_SIDED,
    ),
    q(
        _("Who wants this conversation more today, you or somebody else?"),
        Stage.PRECONTEMPLATION, Situation.OTHERS, Mirror.SIMPLE,
    ),
    q(_("How could we use this time if nothing had to change?"), Stage.PRECONTEMPLATION, Mirror.AMPLIFIED),
    q(_("What has become easier to picture since you made up your mind?"), Stage.PREPARATION, Stage.ACTION),
    q(_("What would you like me to ask you about, now that we have come this far?"), Situation.ENDING),
)  # fmt: skip
