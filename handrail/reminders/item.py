"""One thing to say to one person: what is due, the row it is about, and the words for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from handrail.ledger.signs import Done
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.reminders.judge import Due, Facts, Reason
from handrail.trajectory.stage_entry import Stage
from handrail.trajectory.trajectory import Trajectory


@dataclass
class Someone:
    """A person as the kinds look at them: what they chose, what they take part in, what is known."""

    person: Person
    choice: Choice
    facts: Facts
    at: datetime
    # Where else than in the mail they want to hear of things, as it is known: channel and address, or neither.
    elsewhere: tuple[str, str] | None = None
    # Whether mail reaches them.
    mail: bool = True
    joined: Mapping[UUID, Trajectory] = field(default_factory=dict)
    # Of what they are told about, what they lead; and who takes part there.
    led: Mapping[UUID, Trajectory] = field(default_factory=dict)
    clients: Mapping[UUID, Sequence[Person]] = field(default_factory=dict)
    # Each time that a session was moved or cancelled.
    done: Mapping[UUID, Sequence[Done]] = field(default_factory=dict)
    # Which habits they ticked already, and on which day.
    ticked: Collection[tuple[UUID, date]] = ()
    # What a coach says in their own words, by trajectory and kind.
    sentences: Mapping[tuple[UUID | None, str], str] = field(default_factory=dict)
    # How ready they are, by area of life.
    stages: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def wall(self) -> datetime:
        return self.facts.wall(self.at)

    @property
    def today(self) -> date:
        return self.wall.date()

    def trajectory(self, trajectory_id: UUID | None) -> Trajectory | None:
        """Theirs, as a client or as its coach."""
        if trajectory_id is None:
            return None
        return self.joined.get(trajectory_id) or self.led.get(trajectory_id)

    def not_nudged(self, domain_id: UUID | None) -> Reason | None:
        """Toward a behaviour that they do not want to change now, nobody is nudged [104]."""
        return Reason.STAGE if domain_id and self.stages.get(domain_id) == Stage.PRECONTEMPLATION else None

    def over(self, trajectory_id: UUID) -> Reason | None:
        """Why nothing of this trajectory is said to them now, if so."""
        trajectory = self.trajectory(trajectory_id)
        if trajectory is None:
            return Reason.LEFT
        if not trajectory.is_running:
            return Reason.ENDED
        return Reason.PAUSED if trajectory.is_paused_on(self.today) else None


@dataclass(frozen=True)
class Way:
    """One way to answer: what it is called, and what the page is opened at."""

    label: str
    name: str


@dataclass(frozen=True)
class Words:
    """What is said of one thing: a sentence, somebody's own words, why it matters to them, and the ways to answer."""

    said: str = ""
    quote: str = ""
    why: str = ""
    ways: tuple[Way, ...] = ()
    # What else there is to know, a line each.
    lines: tuple[str, ...] = ()
    # Where its reader goes on, signed in; for a coach, who answers nothing by a link.
    page: str = ""
    # It is a letter of somebody's own: nothing is put before it, and it stands as it was written.
    letter: str = ""
    # What stands for each mark of the kind's sentence.
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    due: Due
    row: Any
