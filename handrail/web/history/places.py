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
    """`together`: two people look at one screen, and nothing leads to where one of them alone reads; with which of
    several, `client_id` says."""

    space: Space
    trajectory_id: UUID
    together: bool = False
    client_id: UUID | None = None

    @classmethod
    def of(
        cls, person: Person, trajectory: Trajectory, *, together: bool = False, client: Person | None = None
    ) -> "Places":
        leads = person.is_coach and trajectory.coach_id == person.pk
        return cls("coach" if leads else "coachee", trajectory.pk, together, client.pk if client else None)

    @property
    def home(self) -> str:
        """The trajectory itself."""
        return reverse(f"{self.space}:{'trajectory' if self.space == 'coach' else 'map'}", args=[self.trajectory_id])

    @property
    def vision(self) -> str:
        return self._alone(f"{self.space}:vision", self.trajectory_id) or f"{self.looking_back}#then-and-now"

    def row(self, row: Belonging) -> str:
        if row.table == "measure":
            return self._alone("rhythm:measure", self.trajectory_id, row.pk)
        if row.table == "domain":
            return self._alone(f"{self.space}:areas", self.trajectory_id)
        return self.vision if row.table == "vision" else self._alone(f"{self.space}:{PAGES[row.table]}", row.pk)

    @property
    def lapses(self) -> str:
        return self._alone(f"{self.space}:lapses", self.trajectory_id)

    @property
    def check_ins(self) -> str:
        return self._alone("rhythm:check-ins", self.trajectory_id)

    @property
    def words(self) -> str:
        return self._alone(f"{self.space}:words", self.trajectory_id)

    def goal(self, goal_id: UUID) -> str:
        return self._alone(f"{self.space}:goal", goal_id) or f"{self.looking_back}#then-and-now"

    def reflection(self, reflection_id: UUID) -> str:
        return self._alone(f"{self.space}:reflection", reflection_id)

    def brainstorm(self, brainstorm_id: UUID) -> str:
        return self._alone("rhythm:brainstorm", self.trajectory_id, brainstorm_id)

    def landing(self, session_id: UUID | None) -> str:
        """A landing leads to its session; one that nobody has booked yet, to the trajectory."""
        home = "" if self.together else self.home
        return self._alone(f"{self.space}:session", session_id) if session_id else home

    def _alone(self, name: str, *of: UUID) -> str:
        """Pages where more may stand than both read: a coach's show what worries them, a client's what is private."""
        return "" if self.together else reverse(name, args=of)

    # History

    @property
    def timeline(self) -> str:
        return reverse("history:timeline", args=[self.trajectory_id]) + ("?together=1" if self.together else "")

    @property
    def as_it_was(self) -> str:
        if self.client_id:
            return reverse("history:looking-back-day", args=[self.trajectory_id, self.client_id])
        return reverse("history:as-it-was", args=[self.trajectory_id])

    @property
    def looking_back(self) -> str:
        with_whom = f"?client={self.client_id}" if self.client_id else ""
        return reverse("history:looking-back", args=[self.trajectory_id]) + with_whom

    @property
    def on_paper(self) -> str:
        return f"{reverse('history:looking-back-paper', args=[self.trajectory_id])}?client={self.client_id}"

    def versions(self, table: str, row_id: UUID) -> str:
        together = "?together=1" if self.together else ""
        return reverse("history:versions", args=[self.trajectory_id, table, row_id]) + together
