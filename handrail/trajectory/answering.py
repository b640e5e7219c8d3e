"""Answering an exercise: the words are a reflection's, and what is shared of their numbers stands on a scale over time.

A number is written only when its answer is shared, and changed only while it is: so nobody reads of it what they could
not have read in the answer, in no version of either."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from handrail.ledger.writing import Writing
from handrail.practice.person import Person
from handrail.trajectory.methods.answer import read
from handrail.trajectory.methods.form import Form, Kind, Shape
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.scale_answer import ScaleAnswer

NAME, REASON = 100, 2_000


def submit(
    reflection: Reflection, *, by: Person, at: datetime, text: str, visibility: str, base: str | None = None
) -> Reflection:
    return reflection.submit(
        by=by, at=at, text=text, visibility=visibility, base=base, besides=_numbers(reflection, by.today(at))
    )


def share(reflection: Reflection, *, by: Person, at: datetime) -> Reflection:
    return reflection.share(by=by, at=at, besides=_numbers(reflection, by.today(at)))


def _numbers(reflection: Reflection, today: date) -> Callable[[Writing], None]:
    def write_them(writing: Writing) -> None:
        exercise = reflection.prompt.exercise
        if exercise is None or exercise.sheet is None:
            return
        known = {each.scale: each for each in ScaleAnswer.objects.filter(reflection=reflection)}
        for new in _said(reflection, exercise.sheet, today):
            if old := known.get(new.scale):
                writing.change(old, value=new.value, why_not_lower=new.why_not_lower, one_up=new.one_up)
            else:
                known[new.scale] = writing.add(new)

    return write_them


def _said(reflection: Reflection, form: Form, today: date) -> Iterator[ScaleAnswer]:
    """Of each scale the number, and what was said about it."""
    answer = read(form, reflection.text)
    for part in form.parts:
        number = answer.number(part.name)
        if part.shape != Shape.NUMBER or part.field.kind != Kind.SCALE or number is None:
            continue
        yield ScaleAnswer.on(
            reflection.trajectory, coachee_id=reflection.coachee_id, about=reflection.prompt.goal,
            scale=(part.field.scale or part.field.label)[:NAME], question=part.field.label, value=number,
            answered_on=reflection.written_on or today, reflection=reflection,
            why_not_lower=answer.words(f"{part.name}-lower")[:REASON], one_up=answer.words(f"{part.name}-up")[:REASON],
        )  # fmt: skip
