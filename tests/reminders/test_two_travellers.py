"""Jonas and Amina for a year: they travel, pause, and lose their network. Two workers remind them of each thing once.

From due moment to due moment: those of a session, and six on Sunday evening where each of them is by then."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from subprocess import Popen
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from handrail.ledger.surface import Surface
from handrail.ledger.verify import verify_all
from handrail.ledger.writing import perform
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.reminders.claim import Claim
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import START
from tests.other_process import Elsewhere
from tests.post import Post
from tests.reminders.conftest import say_yes

WORKER = Path(__file__).with_name("yearling.py")
WEEKS = range(52)
ZONES = ("America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "America/Sao_Paulo", "Europe/Amsterdam")
# In which weeks somebody goes away on the Friday, until the Wednesday after next; and in which they lose their network
# on the Saturday, until Tuesday; in which there is a session.
PAUSED, UNDERGROUND, MEETING = (11, 31), WEEKS[1::3], WEEKS[2::4]
REPORT: dict[str, Any] = {"kind": "weekly", "moved": "I slept", "stuck": "Little", "next_step": "Walk"}


@dataclass
class Traveller:
    """A client, week by week. What is for Monday is due to be said on the Sunday before."""

    person: Person
    walk: Trajectory
    travels_in: int
    thing: Action | None = None
    done: datetime = START
    is_away: bool = False
    # What they have to hear of and when; and on which day they did what came in later.
    expected: set[tuple[UUID, datetime]] = field(default_factory=set)
    did: dict[UUID, date] = field(default_factory=dict)
    reported: set[date] = field(default_factory=set)

    def on(self, day: date, hour: int) -> datetime:
        """That hour on the wall that they stand before by now."""
        return datetime.combine(day, time(hour), tzinfo=ZoneInfo(self.person.zone))

    def begin_week(self, number: int, wednesday: date) -> None:
        noon = datetime.combine(wednesday, time(12), tzinfo=UTC)
        if number % 5 == self.travels_in:
            zone = ZONES[number // 5 % len(ZONES)]
            self.person.move(by=self.person, at=noon, zone=zone, chosen=False)
        if number - 2 in PAUSED:
            self.walk.resume(by=self.person, at=noon)
        due_on = wednesday + timedelta(days=5)
        self.thing = Action.propose(
            self.walk, by=self.person, at=noon, owner=self.person, text=f"Thing {number}", due_on=due_on
        )
        if number in PAUSED:
            back_on = wednesday + timedelta(days=14)
            friday = self.on(wednesday + timedelta(days=2), 9)
            self.walk.pause(by=self.person, at=friday, reason="holiday", resumes_on=back_on)

    def saturday(self, number: int, saturday: date) -> None:
        """On every other one it is done. Without a network nobody hears of that before Tuesday."""
        assert self.thing
        self.is_away = any(each <= number <= each + 1 for each in PAUSED)
        self.done = self.on(saturday, 10) if number % 2 == 0 else self.on(saturday + timedelta(days=1), 19)
        if number % 2 == 0 and number not in UNDERGROUND:
            self._does(self.thing.complete, on=self.done, comes=self.done)
        elif not self.is_away:
            self.expected.add((self.thing.pk, self.on(saturday + timedelta(days=1), 18)))

    def sunday(self, number: int, sunday: date) -> None:
        """In the evening, what is done is said, and the week is told; it comes when there is a network."""
        assert self.thing
        told = self.on(sunday, 20)
        comes = told if number not in UNDERGROUND else self.on(sunday + timedelta(days=2), 9)
        self._does(self.thing.complete, on=self.done, comes=comes)
        self.did[self.thing.pk] = self.done.date()
        if not self.is_away:
            self._does(CheckIn.submit, on=told, comes=comes, trajectory=self.walk, **REPORT)
            self.reported.add(sunday - timedelta(days=6))

    def _does(self, verb: Callable[..., Any], *, on: datetime, comes: datetime, **given: Any) -> None:
        perform(verb, by=self.person, at=comes, surface=Surface.WEB, happened_at=on, **given)


def test_each_of_a_years_reminders_comes_once_by_two_workers(
    elsewhere: Elsewhere, post: Post, mara: Person, jonas: Person, amina: Person
) -> None:
    workers = [elsewhere(WORKER, HANDRAIL_SMTP=post.url) for _ in range(2)]
    clients = [Traveller(say_yes(each, at=START), begin(mara, each), n) for n, each in enumerate((jonas, amina))]
    soon, held = timedelta(hours=2), dict[UUID, datetime]()
    for number in WEEKS:
        monday = START.date() + timedelta(weeks=number)
        starts_at = datetime.combine(monday + timedelta(days=3), time(15), tzinfo=UTC)
        if number in MEETING:
            for client in clients:
                met = Session.book(client.walk, by=mara, at=starts_at - timedelta(days=6), starts_at=starts_at)
                held[met.pk] = starts_at
            tell(workers, starts_at - timedelta(hours=48))
        for client in clients:
            client.begin_week(number, monday + timedelta(days=2))
        if number in MEETING:
            tell(workers, starts_at - soon)
        saturday, sunday = monday + timedelta(days=5), monday + timedelta(days=6)
        for client in clients:
            client.saturday(number, saturday)
        for at in sorted({client.on(sunday, 18) for client in clients}):
            tell(workers, at)
        for client in clients:
            client.sunday(number, sunday)

    sent = Claim.objects.filter(outcome="sent")
    for client in clients:
        mine = sent.filter(person_id=client.person.pk)
        assert Counter(mine.filter(kind="action").values_list("object_id", "at")) == Counter(client.expected)
        assert {a.pk: a.ended_on for a in Action.objects.filter(owner=client.person)} == client.did
        reports = CheckIn.objects.filter(coachee=client.person, kind="weekly")
        assert set(reports.values_list("period_on", flat=True)) == client.reported
        for kind, before in (("session_ahead", timedelta(hours=48)), ("session_soon", soon)):
            told = {(met.pk, held[met.pk] - before) for met in Session.objects.filter(trajectory=client.walk)}
            assert Counter(mine.filter(kind=kind).values_list("object_id", "at")) == Counter(told)
    letters = Counter(letter.message_id for letter in post.letters)
    assert set(letters.values()) == {1}
    assert set(letters) == set(Message.objects.filter(state="sent").values_list("message_id", flat=True))
    assert set(sent.values_list("message_id", flat=True)) == set(Message.objects.values_list("pk", flat=True))
    assert Message.waiting_count() == 0
    assert list(verify_all()) == []


def tell(workers: list[Popen[str]], at: datetime) -> None:
    """Both look at this moment, at once."""
    for worker in workers:
        assert worker.stdin
        worker.stdin.write(f"{at.isoformat()}\n")
        worker.stdin.flush()
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "done\n"
