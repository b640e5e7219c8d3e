"""Answers on a page, part by part."""

from django import template

from handrail.trajectory.exercise import Exercise
from handrail.trajectory.methods.answer import unmarked as without_marks
from handrail.web.sheet import Shown, shown

register = template.Library()


@register.simple_tag
def answer_parts(exercise: Exercise | None, words: str, before: str = "", question: str = "") -> list[Shown]:
    """What was answered, drawn by the form of its exercise where it has one."""
    return shown(exercise.sheet if exercise else None, words, before=before, question=question)


@register.filter
def unmarked(words: str) -> str:
    """The beginning of an answer, where it is not drawn."""
    return without_marks(words)
