"""Jonas's trajectory while it is told: the rows his chapter comes back to."""

from handrail.cli.story.teller import Teller
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.methods.file import written
from handrail.trajectory.methods.shipped import METHODS
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.scale_answer import Scale, ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal


class Walking:
    """Who walks, and what has been set up so far."""

    question: Reflection
    planning: Goal
    evenings: Goal
    week: WeeklyGoal
    exercise: Exercise

    def __init__(self, tell: Teller, trajectory: Trajectory, *, mara: Person, jonas: Person) -> None:
        self.tell, self.trajectory, self.mara, self.jonas = tell, trajectory, mara, jonas

    def acts(
        self, text: str, *, due: int, session: Session | None = None, goal: Goal | None = None, confidence: int
    ) -> Action:
        """Jonas agrees to something; `due` in days from today."""
        return self.tell(
            Action.propose, by=self.jonas, trajectory=self.trajectory, owner=self.jonas, text=text,
            due_on=self.tell.on(due), session=session, goal=goal, confidence=confidence,
        )  # fmt: skip

    def promises(self, text: str, *, due: int, session: Session) -> Action:
        """Mara says what she will do."""
        return self.tell(
            Action.propose, by=self.mara, trajectory=self.trajectory, owner=self.mara, text=text,
            due_on=self.tell.on(due), session=session,
        )  # fmt: skip

    def gives(self, key: str, *, session: Session, goal: Goal) -> Exercise:
        """Mara gives one of the exercises that come with Handrail."""
        method = next(each for each in METHODS if each.key == key)
        return self.tell(
            Exercise.give, by=self.mara, trajectory=self.trajectory, coachee=self.jonas, session=session, goal=goal,
            method=key, form=written(method), title=method.title, instructions=method.instructions,
            question=method.question,
        )  # fmt: skip

    def action(self, beginning: str) -> Action:
        return next(a for a in Action.objects.filter(trajectory=self.trajectory) if a.text.startswith(beginning))

    def milestone(self, beginning: str) -> Milestone:
        mine = Milestone.objects.filter(trajectory=self.trajectory)
        return next(milestone for milestone in mine if milestone.text.startswith(beginning))

    def is_sure(self, value: int) -> ScaleAnswer:
        """How sure he is of the planning, on the day."""
        return self.tell(
            ScaleAnswer.give, by=self.mara, trajectory=self.trajectory, about=self.planning, scale=Scale.CONFIDENCE,
            value=value,
        )  # fmt: skip

    def looks_back(self, *, percent: int, happened: str, learned: str, fit: str, **more: str) -> None:
        """The week is looked back on, and tried again."""
        self.tell(self.week.review, by=self.jonas, percent=percent, happened=happened, learned=learned, fit=fit, **more)
        self.week = self.tell(self.week.again, by=self.jonas)
        self.tell(self.week.start, by=self.jonas)
