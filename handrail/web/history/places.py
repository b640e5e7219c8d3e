"""Where a reader's own pages are: the coach's and the client's lie apart, history is one for both."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.urls import reverse

from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.trajectory import Trajectory

Space = Literal["coach", "coachee"]
PAGES = {
    "goal": "goal", "session": "session", "action": "action", "weeklygoal": "weekly-goal", "habit": "habit",
    "exercise": "exercise",
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    space: Space
    trajectory_id: UUID

    @classmethod
    def of(cls, person: Person, trajectory: Trajectory) -> "Places":
        leads = person.is_coach and trajectory.coach_id == person.pk
        return cls("coach" if leads else "coachee", trajectory.pk)

    @property
    def home(self) -> str:
        """The trajectory itself."""
        return reverse(f"{self.space}:{'trajectory' if self.space == 'coach' else 'map'}", args=[self.trajectory_id])

    @property
    def vision(self) -> str:
        return reverse(f"{self.space}:vision", args=[self.trajectory_id])

    def row(self, row: Belonging) -> str:
        if row.table == "measure":
            return reverse("rhythm:measure", args=[self.trajectory_id, row.pk])
        if row.table == "domain":
            return reverse(f"{self.space}:areas", args=[self.trajectory_id])
        return self.vision if row.table == "vision" else reverse(f"{self.space}:{PAGES[row.table]}", args=[row.pk])

    @property
    def lapses(self) -> str:
        return reverse(f"{self.space}:lapses", args=[self.trajectory_id])

    @property
    def check_ins(self) -> str:
        return reverse("rhythm:check-ins", args=[self.trajectory_id])

    @property
    def words(self) -> str:
        return reverse(f"{self.space}:words", args=[self.trajectory_id])

    def goal(self, goal_id: UUID) -> str:
        return reverse(f"{self.space}:goal", args=[goal_id])

    def reflection(self, reflection_id: UUID) -> str:
        return reverse(f"{self.space}:reflection", args=[reflection_id])

    def brainstorm(self, brainstorm_id: UUID) -> str:
        return reverse("rhythm:brainstorm", args=[self.trajectory_id, brainstorm_id])

    def landing(self, session_id: UUID | None) -> str:
        """A landing leads to its session; one that nobody has booked yet, to the trajectory."""
        return reverse(f"{self.space}:session", args=[session_id]) if session_id else self.home

    # History

    @property
    def timeline(self) -> str:
        return reverse("history:timeline", args=[self.trajectory_id])

    @property
    def as_it_was(self) -> str:
        return reverse("history:as-it-was", args=[self.trajectory_id])

    @property
    def looking_back(self) -> str:
        return reverse("history:looking-back", args=[self.trajectory_id])

    def versions(self, table: str, row_id: UUID) -> str:
        return reverse("history:versions", args=[self.trajectory_id, table, row_id])
