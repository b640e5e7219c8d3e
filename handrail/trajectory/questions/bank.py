"""All questions, and which of them fit."""

from collections.abc import Collection, Sequence

from handrail.trajectory.questions.arriving import ARRIVING
from handrail.trajectory.questions.choosing import CHOOSING
from handrail.trajectory.questions.closing import CLOSING
from handrail.trajectory.questions.exploring import EXPLORING
from handrail.trajectory.questions.longer_goals import LONGER_GOALS
from handrail.trajectory.questions.question import Question, Situation
from handrail.trajectory.questions.weeks import WEEKS
from handrail.trajectory.sections import Section
from handrail.trajectory.stage_entry import Stage

QUESTIONS: tuple[Question, ...] = (*ARRIVING, *WEEKS, *LONGER_GOALS, *EXPLORING, *CHOOSING, *CLOSING)


def fitting(
    section: Section, *, situations: Sequence[Situation] = (), stages: Collection[Stage] = (), number: int = 3,
    turn: int = 0, asked: Collection[str] = (),
) -> tuple[Question, ...]:  # fmt: skip
    """A few questions for a section, one for each situation in turn, what weighs most first; then such as fit on any
    day. A question for some stages only is offered where one of these is known; `turn` (the session's number, say)
    brings others up each time; what was `asked` already stays away."""
    here = (each for each in QUESTIONS if each.section == section and _suits(each, stages))
    fit = [each for each in here if str(each.text) not in asked]
    shelves = [[each for each in fit if situation in each.situations] for situation in (*situations, Situation.ANY)]
    found: dict[Question, None] = {}
    for depth in range(len(fit)):
        for shelf in shelves:
            if depth < len(shelf):
                found[shelf[(turn + depth) % len(shelf)]] = None
    return tuple(found)[:number]


def _suits(question: Question, stages: Collection[Stage]) -> bool:
    return len(question.stages) == len(Stage) or bool(question.stages.intersection(stages))
