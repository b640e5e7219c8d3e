"""What a coach does for one client between two sessions: answers reports, keeps promises, writes to who stays away."""

from random import Random
from typing import Any

from handrail.cli.story.teller import Teller
from handrail.cli.story.year.themes import A_MORNING, ANSWERED, WRITTEN, WROTE_BACK
from handrail.practice.person import Person
from handrail.signals.judged import judged_in
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.handling import Handling
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory


class Between:
    """`word`: what was written to the client and is not answered yet. `promised`: what is not kept yet."""

    def __init__(self, tell: Teller, trajectory: Trajectory, *, client: Person, coach: Person, random: Random) -> None:
        self.tell, self.trajectory, self.client, self.coach, self.random = tell, trajectory, client, coach, random
        self.word: Outreach | None = None
        self.promised: list[Action] = []

    def answers_report(self) -> None:
        report = CheckIn.objects.filter(trajectory=self.trajectory).unanswered().order_by("-pk").first()
        if report and self.random.random() < 0.8:
            self._does(report.answer, text=self.random.choice(ANSWERED))

    def keeps_promises(self) -> None:
        for promise in list(self.promised):
            if self.random.random() < 0.6:
                self.promised.remove(promise)
                self._does(promise.complete)

    def writes(self) -> None:
        """Because of what two sessions that fell out raise; who is only busy writes back on the Monday after."""
        for raised in judged_in(self.trajectory.pk, self.coach, at=self.tell.at)[0].of_client[:1]:
            about = Handling.of(self.trajectory, kind=raised.kind, evidence=raised.evidence, coachee=self.client)
            self.word = self._does(about.reach_out, text=WRITTEN)

    def is_written_back_to(self) -> None:
        if self.word:
            self.tell(self.word.answer, by=self.client, text=WROTE_BACK)

    def writes_again(self) -> None:
        self.word = None
        to: dict[str, Any] = {"trajectory": self.trajectory, "coachee": self.client}
        self._does(Outreach.send, **to, text=A_MORNING)

    def _does(self, verb: Any, **given: Any) -> Any:
        return self.tell(verb, by=self.coach, **given)
