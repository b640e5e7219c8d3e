"""Jonas and the methods: his life areas twice, with two months between, and an evening of odd ideas."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from handrail.cli.cast import JONAS, MARA
from handrail.cli.story.teller import Teller
from handrail.trajectory.answering import submit
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.idea import Idea, Rating
from handrail.trajectory.methods.answer import Answer, compose
from handrail.trajectory.methods.file import written
from handrail.trajectory.methods.shipped import method
from handrail.trajectory.reflection import Reflection, Visibility
from handrail.trajectory.trajectory import Trajectory

FIRST = {
    "Health": 6,
    "Work": 4,
    "Love": 6,
    "Family": 3,
    "Friends": 4,
    "Home": 7,
    "Learning": 5,
    "Play": 2,
    "Meaning": 6,
}
AGAIN = FIRST | {"Work": 6, "Family": 6, "Play": 3, "Health": 7}
IDEAS = (
    ("A coat on the chair at twenty past five", JONAS), ("Ring the bell that hangs in reception", JONAS),
    ("Book the last half hour with myself", JONAS), ("Sell tickets for my desk after five", JONAS),
    ("Say at nine which evening it is today", JONAS), ("Walk whoever comes to the bus, and talk on the way", MARA),
    ("Let the children ring me at a quarter past", JONAS),
)  # fmt: skip


def jonas_methods(tell: Teller) -> Iterator[datetime]:
    yield tell.day(-44, "12:30")
    mara, jonas = tell[MARA], tell[JONAS]
    walk = Trajectory.objects.get(participants__person=jonas)
    form = method("life_areas")
    assert form, "it comes with Handrail"
    wheel = tell(
        Exercise.give, by=mara, trajectory=walk, coachee=jonas, title=form.title, instructions=form.instructions,
        question=form.question, method=form.key, form=written(form),
    )  # fmt: skip
    yield tell.day(-43, "21:05")
    first = Reflection.objects.get(prompt__exercise=wheel)
    _fills_in(
        tell, first, FIRST, "Play is nearly empty, and I had not missed it.", fullest="Nobody wants anything there."
    )
    yield tell.day(-12, "11:20")
    yield from _looks_for_ideas(tell, walk)
    yield tell.day(-5, "09:15")
    again = tell(Reflection.ask_again, by=mara, prompt=first.prompt)
    yield tell.day(-4, "20:50")
    _fills_in(tell, again, AGAIN, "Two evenings at the table, and the work went up as well.", fullest="")


def _fills_in(tell: Teller, reflection: Reflection, areas: Mapping[str, int], sees: str, *, fullest: str) -> None:
    sheet = method("life_areas")
    assert sheet, "it comes with Handrail"
    text = compose(sheet, Answer({"f0": areas, "f1": fullest, "f2": "Family"}, sees))
    tell(submit, by=tell[JONAS], reflection=reflection, text=text, visibility=Visibility.SHARED)


def _looks_for_ideas(tell: Teller, walk: Trajectory) -> Iterator[datetime]:
    mara, jonas = tell[MARA], tell[JONAS]
    goal = Goal.objects.filter(trajectory=walk, text__startswith="At the table").get()
    storm = tell(
        Brainstorm.begin, by=mara, trajectory=walk, coachee=jonas, goal=goal, minutes=7, least=6,
        topic="Leaving at half past five without sneaking out",
    )  # fmt: skip
    yield tell.after(5)
    tell(storm.permit, by=jonas)
    ideas = [tell(Idea.add, by=mara, brainstorm=storm, text=text, author=tell[whose]) for text, whose in IDEAS]
    yield tell.after(4)
    tell(storm.close, by=mara)
    for number, rating in ((0, Rating.TRY), (4, Rating.TRY), (5, Rating.PERHAPS), (3, Rating.NOT_NOW)):
        tell(ideas[number].rate, by=jonas, rating=rating)
