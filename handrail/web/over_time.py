"""The scales of an exercise over time: what its answers say, and what was said on the same scale elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handrail.trajectory.exercise import Exercise
from handrail.trajectory.measuring import Plot, Taken, plot
from handrail.trajectory.methods.answer import TOP, read
from handrail.trajectory.methods.form import Field, Form, Kind
from handrail.trajectory.reflection import Reflection, State
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.whole import Whole


@dataclass(frozen=True)
class Line:
    """One scale. Drawn from the second number on: one alone is no line."""

    label: str
    taken: tuple[Taken, ...]

    @property
    def plot(self) -> Plot | None:
        return plot(self.taken, low=Decimal(0), high=Decimal(TOP))


def scales(whole: Whole, exercise: Exercise) -> list[Line]:
    """As far as the reader of the whole reads the answers; `whole` holds ScaleAnswer."""
    form = exercise.sheet
    if form is None:
        return []
    lines = [
        Line(each.label, tuple(sorted(_taken(whole, exercise, form, each), key=lambda taken: taken.on)))
        for each in form.fields
        if each.kind == Kind.SCALE
    ]
    return [line for line in lines if len(line.taken) > 1]


def _taken(whole: Whole, exercise: Exercise, form: Form, field: Field) -> Iterator[Taken]:
    answered = [
        each
        for each in whole.every(Reflection)
        if each.prompt.exercise_id == exercise.pk and each.state == State.SUBMITTED
    ]
    name = next(part.name for part in form.parts if part.field is field)
    for reflection in answered:
        if (number := read(form, reflection.text).number(name)) is not None:
            yield _one(reflection.written_on or reflection.asked_on, number)
    known = {each.pk for each in answered}
    for said in whole.every(ScaleAnswer):
        same = said.scale == (field.scale or field.label) and said.coachee_id == exercise.coachee_id
        if same and said.goal_id == exercise.goal_id and said.reflection_id not in known:
            yield _one(said.answered_on, said.value)


def _one(on: date, number: int) -> Taken:
    return Taken(on, Decimal(number))
