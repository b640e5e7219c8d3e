"""The practice that is measured: lived through verbs, the same for the same numbers but for its ids and its today."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from handrail.cli.measuring.life import FORTNIGHT, Life
from handrail.cli.measuring.pattern import Pattern
from handrail.ledger.verify import entry_count
from handrail.practice.joining import add_person, found_practice
from handrail.practice.membership import Role
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.beginning import draft_trajectory, join
from handrail.trajectory.trajectory import Trajectory

# What somebody who only ticks has open at once.
TO_TICK = 50
SHORT_HISTORY = 1_000
# Of more clients than these the others live what these have lived.
LIVED = 30
# Entries of a fortnight besides those of its actions, and of each action: agreed, moved or done.
OF_A_FORTNIGHT, OF_AN_ACTION = 16, 2.3


@dataclass(frozen=True)
class Seeded:
    """Who signs in for what."""

    coach: Person
    small_coach: Person
    clients: list[Person]
    tickers: list[Person]
    # One who ticks much.
    many: Person
    short: tuple[Person, Trajectory]
    long: tuple[Person, Trajectory]
    typical: Trajectory

    def to_tick(self) -> dict[UUID, list[UUID]]:
        """Open actions by whose they are."""
        mine: dict[UUID, list[UUID]] = {person.pk: [] for person in self.tickers}
        for action_id, owner_id in Action.objects.filter(owner__in=mine, state="agreed").values_list("pk", "owner_id"):
            mine[owner_id].append(action_id)
        return mine

    def open_of(self, person: Person) -> list[UUID]:
        return list(Action.objects.filter(owner=person, state="agreed").order_by("-pk").values_list("pk", flat=True))

    def untick(self, *, at: datetime) -> None:
        """All of them open again, for the next round."""
        done = Action.objects.filter(owner__in=[*self.tickers, self.many], state="done").select_related("owner")
        with transaction.atomic():
            for action in done:
                action.reopen(by=action.owner, at=at)


def seed(
    *, clients: int, fortnights: int, people: int, entries: int, at: datetime, say: Callable[[str], None]
) -> Seeded:
    """A practice of a coach with so many clients, a colleague with ten, and some whose histories are measured."""
    since = at - (fortnights + 2) * FORTNIGHT
    coach = found_practice(
        at=since, name="Bench House", person_name="Mara Vos", email="mara@bench.example", zone="Europe/Amsterdam"
    )
    small_coach = _colleague("Tomas", coach, at=since)
    other_coach = _colleague("Ines", coach, at=since)
    seeding = _Seeding(coach, since, at, fortnights)
    say(f"{clients} clients of {fortnights} fortnights")
    mine = [seeding.client(f"client{n}", coach, number=n) for n in range(min(clients, max(LIVED, people)))]
    mine += seeding.others(mine, coach, clients, say=say)
    for number in range(10):
        seeding.client(f"small{number}", small_coach, number=number)
    tickers = [seeding.ticker(f"ticker{number}", other_coach) for number in range(people)]
    many = seeding.ticker("many", other_coach, how_many=200)
    say(f"one history of {SHORT_HISTORY:,} entries, one of {entries:,}")
    short = seeding.history("short", other_coach, entries=SHORT_HISTORY)
    long = seeding.history("long", other_coach, entries=entries)
    say(f"{entry_count():,} entries in all")
    return Seeded(coach, small_coach, [who for who, _ in mine], tickers, many, short, long, mine[0][1])


def _colleague(name: str, coach: Person, *, at: datetime) -> Person:
    return add_person(by=coach, at=at, name=name, email=f"{name.lower()}@bench.example", roles=(Role.COACH,))


@dataclass(frozen=True)
class _Seeding:
    founder: Person
    since: datetime
    until: datetime
    fortnights: int

    def client(self, name: str, coach: Person, *, number: int) -> tuple[Person, Trajectory]:
        person, trajectory = self._begin(name, coach)
        Life(trajectory, coach=coach, client=person, until=self.until, random=Random(number)).live(
            [3] * self.fortnights
        )
        return person, trajectory

    def others(
        self, lived: list[tuple[Person, Trajectory]], coach: Person, clients: int, *, say: Callable[[str], None]
    ) -> list[tuple[Person, Trajectory]]:
        """As many more as it takes to that number of clients."""
        found: list[tuple[Person, Trajectory]] = []
        for number, (trajectory, person) in enumerate((trajectory, person) for person, trajectory in lived):
            people = [self._person(f"client{n}", coach) for n in range(len(lived) + number, clients, len(lived))]
            if people:
                found += zip(people, Pattern(trajectory, person).again(people), strict=True)
        return found

    def history(self, name: str, coach: Person, *, entries: int) -> tuple[Person, Trajectory]:
        """As long as that, and in its last two fortnights like anybody else's."""
        person, trajectory = self._begin(name, coach)
        each = max(0, entries / self.fortnights - OF_A_FORTNIGHT) / OF_AN_ACTION
        doing = [max(3, round(each))] * (self.fortnights - 2) + [3, 3]
        Life(trajectory, coach=coach, client=person, until=self.until, random=Random(0)).live(doing)
        return person, trajectory

    def ticker(self, name: str, coach: Person, *, how_many: int = TO_TICK) -> Person:
        person, trajectory = self._begin(name, coach)
        due_on = (self.until + timedelta(days=9)).date()
        with transaction.atomic():
            for number in range(how_many):
                text = f"One small thing, number {number + 1}"
                Action.propose(trajectory, by=person, at=self.until, owner=person, text=text, due_on=due_on)
        return person

    def _person(self, name: str, coach: Person) -> Person:
        email = f"{name}@bench.example"
        return add_person(by=coach, at=self.since, name=name.title(), email=email, roles=(Role.COACHEE,))

    def _begin(self, name: str, coach: Person) -> tuple[Person, Trajectory]:
        at, person = self.since, self._person(name, coach)
        months = min(36, self.fortnights // 2 + 2)
        drafted = draft_trajectory(by=coach, at=at, coachees=[person], length_months=months)
        with transaction.atomic():
            join(by=person, at=at, invitation=drafted.invite(person, by=coach, at=at))
        return person, Trajectory.objects.get(pk=drafted.pk)


def everybody(seeded: Seeded) -> Iterable[Person]:
    short, long = seeded.short[0], seeded.long[0]
    return [seeded.coach, seeded.small_coach, *seeded.clients, *seeded.tickers, short, long]
