"""The practice that is measured: lived through verbs, the same for the same numbers but for its ids and its today."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypeAlias
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

Lived: TypeAlias = tuple[Person, Trajectory]
# What somebody who only ticks has open at once.
TO_TICK = 50
SHORT_HISTORY = 1_000
# Of more clients than these the others live what these have lived.
LIVED, SMALL = 30, 10
# Entries of a beginning, of a fortnight besides those of its actions, and of each action: agreed, moved or done.
OF_A_BEGINNING, OF_A_FORTNIGHT, OF_AN_ACTION = 23, 16, 2.3
A_FEW = 3


@dataclass(frozen=True)
class Seeded:
    """Who signs in for what. With `seeding` more come to them."""

    seeding: "Seeding"
    coach: Person
    small_coach: Person
    clients: list[Person]
    tickers: list[Person]
    # One who ticks much.
    many: Person
    # Whose clients all of these others are.
    other_coach: Person
    # By how many entries they were to have: a short one and a long one.
    histories: dict[int, Lived]

    @property
    def short(self) -> Lived:
        return self.histories[min(self.histories)]

    @property
    def long(self) -> Lived:
        return self.histories[max(self.histories)]

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
    seeding = Seeding(coach, since, at, fortnights)
    small_coach, other_coach = seeding.colleague("Tomas"), seeding.colleague("Ines")
    say(f"{clients} clients of {fortnights} fortnights")
    mine = [seeding.client(f"client{n}", coach, number=n) for n in range(min(clients, max(LIVED, people)))]
    lived = tuple(mine)
    mine += seeding.others(lived, coach, clients - len(mine), name="client")
    seeding.others(lived, small_coach, SMALL, name="small")
    tickers = [seeding.ticker(f"ticker{number}", other_coach) for number in range(people)]
    many = seeding.ticker("many", other_coach, how_many=200)
    few = min(SHORT_HISTORY, entries // 2)
    say(f"one history of {few:,} entries, one of {entries:,}")
    histories = {each: seeding.history(f"life{each}", other_coach, entries=each) for each in (few, entries)}
    say(f"{entry_count():,} entries in all")
    return Seeded(seeding, coach, small_coach, [who for who, _ in mine], tickers, many, other_coach, histories)


@dataclass(frozen=True)
class Seeding:
    founder: Person
    since: datetime
    until: datetime
    fortnights: int
    patterns: dict[UUID, Pattern] = field(default_factory=dict, repr=False)

    def colleague(self, name: str) -> Person:
        email = f"{name.lower()}@bench.example"
        return add_person(by=self.founder, at=self.since, name=name, email=email, roles=(Role.COACH,))

    def client(self, name: str, coach: Person, *, number: int) -> Lived:
        person, trajectory = self._begin(name, coach)
        Life(trajectory, coach=coach, client=person, until=self.until, random=Random(number)).live(
            [A_FEW] * self.fortnights
        )
        return person, trajectory

    def others(self, lived: Sequence[Lived], coach: Person, how_many: int, *, name: str) -> list[Lived]:
        """So many more, each of whom lived what one of these has."""
        found: list[Lived] = []
        for number, life in enumerate(lived):
            people = [self.person(f"{name}{n}-again", coach) for n in range(number, how_many, len(lived))]
            if people:
                found += zip(people, self.pattern(life).again(people, coach), strict=True)
        return found

    def pattern(self, life: Lived) -> Pattern:
        """One of each, for it numbers its copies."""
        person, trajectory = life
        if trajectory.pk not in self.patterns:
            self.patterns[trajectory.pk] = Pattern(trajectory, person)
        return self.patterns[trajectory.pk]

    def history(self, name: str, coach: Person, *, entries: int) -> Lived:
        """As long as that, and in its last two fortnights like anybody else's; no shorter than three."""
        usual = OF_A_FORTNIGHT + round(A_FEW * OF_AN_ACTION)
        fortnights = max(3, min(self.fortnights, (entries - OF_A_BEGINNING) // usual))
        person, trajectory = self._begin(name, coach, fortnights=fortnights)
        actions = round((entries - OF_A_BEGINNING - fortnights * OF_A_FORTNIGHT) / OF_AN_ACTION)
        before = fortnights - 2
        left = max(A_FEW * before, actions - 2 * A_FEW)
        doing = [left * (n + 1) // before - left * n // before for n in range(before)] + [A_FEW, A_FEW]
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

    def person(self, name: str, coach: Person) -> Person:
        email = f"{name}@bench.example"
        return add_person(by=coach, at=self.since, name=name.title(), email=email, roles=(Role.COACHEE,))

    def _begin(self, name: str, coach: Person, *, fortnights: int = 0) -> Lived:
        """As long ago as there are fortnights to be lived: else as anybody's here."""
        at = self.until - (fortnights + 2) * FORTNIGHT if fortnights else self.since
        person = self.person(name, coach)
        months = min(36, self.fortnights // 2 + 2)
        drafted = draft_trajectory(by=coach, at=at, coachees=[person], length_months=months)
        with transaction.atomic():
            join(by=person, at=at, invitation=drafted.invite(person, by=coach, at=at))
        return person, Trajectory.objects.get(pk=drafted.pk)


def everybody(seeded: Seeded) -> Iterable[Person]:
    short, long = seeded.short[0], seeded.long[0]
    return [seeded.coach, seeded.small_coach, *seeded.clients, *seeded.tickers, short, long]
