"""What is known of some people at one moment, in a fixed number of statements whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from handrail.ledger.signs import Done, done_to, last_signs
from handrail.ledger.verbs import Verb
from handrail.outbox.number import Number
from handrail.outbox.push_subscription import PushSubscription, devices_to
from handrail.outbox.stopped import Stopped
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.reminders.choice import Channel, Choice
from handrail.reminders.claim import Claim, Outcome
from handrail.reminders.item import Someone
from handrail.reminders.judge import Class, Cue, Facts, Reason, cue_of
from handrail.trajectory.action import Action
from handrail.trajectory.habit import Habit
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.participant import Participant
from handrail.trajectory.sentence import Sentence
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import stages_now
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import RUNNING, Trajectory

# What was said and answered longer ago than this says nothing about today.
LATELY = timedelta(days=35)
NOTED = (
    "person_id", "outcome", "reason", "at", "message_id", "counts_as", "answered_at", "kind", "object_id",
    "trajectory_id",
)  # fmt: skip
# What gives a session another time, or takes it away: also by another rhythm, or when its only client leaves a group.
CHANGED = (Verb.SESSION_RESCHEDULED, Verb.SESSION_CANCELLED, Verb.TRAJECTORY_CHANGED, Verb.PARTICIPANT_LEFT)


def look_at(people: Collection[UUID], *, at: datetime, rows: Iterable[Any] = ()) -> dict[UUID, Someone]:
    """Each of these people as they are now. `rows`: what is to be said to them, for what has to be known of that."""
    rows = list(rows)
    found = list(Person.objects.filter(pk__in=people).as_visitors().select_related("reminder_choice"))
    joined = _joined(people)
    said = _said(people, at=at)
    led = _led(found, rows)
    streams = {trajectory_id for side in (joined, led) for each in side.values() for trajectory_id in each}
    signs = last_signs(people, streams=streams | _led_by(rows), since=at - LATELY)
    stages, stopped = stages_now(streams), _stopped(found)
    sentences = _sentences(streams)
    ticked, done = _ticked(rows, at=at), _done(found, rows)
    choices = {person.pk: _choice(person) for person in found}
    elsewhere = _devices(found, choices) | _numbers(choices)
    clients = _clients(led)
    everybody = {}
    for person in found:
        choice = choices[person.pk]
        mine, mail = said[person.pk], bool(person.email) and person.pk not in stopped
        facts = Facts(
            zone=person.zone, chosen=choice.chosen, consents=person.is_coachee and person.consents_now,
            has_way=mail or person.pk in elsewhere,
            prompted=mine.times(Class.PROMPT), asked=mine.times(Class.ASKED),
            last_sign=max(filter(None, (signs.get(person.pk), mine.answered_at)), default=None),
            gave_up=mine.gave_up, said_last=mine.said_last,
        )  # fmt: skip
        everybody[person.pk] = Someone(
            person, choice, facts, at, elsewhere=elsewhere.get(person.pk), mail=mail, joined=joined[person.pk],
            led=led.get(person.pk, {}), clients=clients, done=done, ticked=ticked, stages=stages,
            sentences=sentences,
        )  # fmt: skip
    return everybody


class _Said:
    """What was said to one person lately."""

    def __init__(self) -> None:
        self.by_message: dict[tuple[UUID | None, str], datetime] = {}
        self.answered_at: datetime | None = None
        self.gave_up: dict[str, datetime] = {}
        # Of each thing that they asked for: when it was due last, and whether it was said.
        self._cues: dict[Cue, tuple[datetime, bool]] = {}

    def note_withheld(self, at: datetime, counts_as: str) -> None:
        self.gave_up[counts_as] = max(at, self.gave_up.get(counts_as, at))

    def note(self, at: datetime, message_id: UUID | None, counts_as: str, answered_at: datetime | None) -> None:
        self.by_message[message_id, counts_as] = at
        if answered_at:
            self.answered_at = max(answered_at, self.answered_at or answered_at)

    def note_cue(self, at: datetime, cue: Cue, *, said: bool) -> None:
        self._cues[cue] = max((at, said), self._cues.get(cue, (at, said)))

    @property
    def said_last(self) -> frozenset[Cue]:
        return frozenset(cue for cue, (_, said) in self._cues.items() if said)

    def times(self, counts_as: str) -> tuple[datetime, ...]:
        """Several things in one message are one message."""
        return tuple(sorted(at for (_, counted), at in self.by_message.items() if counted == counts_as))


def _said(people: Collection[UUID], *, at: datetime) -> Mapping[UUID, _Said]:
    said: dict[UUID, _Said] = defaultdict(_Said)
    told = Q(outcome=Outcome.SENT) | Q(reason__in=[Reason.HANDED_OVER, Reason.EASED])
    lately = Claim.objects.filter(told, person_id__in=people, at__gte=at - LATELY)
    for claim in lately.values_list(*NOTED, named=True):
        mine, was_said = said[claim.person_id], claim.outcome == Outcome.SENT
        if was_said:
            mine.note(claim.at, claim.message_id, claim.counts_as, claim.answered_at)
        elif claim.at <= at and claim.reason == Reason.HANDED_OVER:
            # A clock that had run ahead and was put right says nothing of who stirs now.
            mine.note_withheld(claim.at, claim.counts_as)
        if claim.counts_as == Class.ASKED and claim.reason != Reason.HANDED_OVER:
            mine.note_cue(claim.at, cue_of(claim.kind, claim.object_id, claim.trajectory_id), said=was_said)
    return said


def _joined(people: Collection[UUID]) -> Mapping[UUID, dict[UUID, Trajectory]]:
    """Each coach once, however many of these people they have."""
    mine = Participant.objects.filter(person_id__in=people, state="agreed").values_list("person_id", "trajectory_id")
    pairs = list(mine)
    trajectories = Trajectory.objects.in_bulk({trajectory_id for _, trajectory_id in pairs})
    coaches = Person.objects.in_bulk({each.coach_id for each in trajectories.values()})
    joined: dict[UUID, dict[UUID, Trajectory]] = defaultdict(dict)
    for person_id, trajectory_id in pairs:
        joined[person_id][trajectory_id] = trajectories[trajectory_id]
        joined[person_id][trajectory_id].coach = coaches[trajectories[trajectory_id].coach_id]
    return joined


def _choice(person: Person) -> Choice:
    found = getattr(person, "reminder_choice", None)
    return found if isinstance(found, Choice) else Choice(practice_id=person.practice_id, person=person)


def _stopped(people: Iterable[Person]) -> set[UUID]:
    """Whose mail came back, or who complained: nothing but the essential goes there. One statement a practice."""
    by_practice: dict[UUID, list[Person]] = defaultdict(list)
    for person in people:
        by_practice[person.practice_id].append(person)
    stopped = set()
    for practice_id, members in by_practice.items():
        holds = Stopped.objects.holds(practice_id, "email", {person.email for person in members})
        stopped |= {person.pk for person in members if person.email in holds}
    return stopped


def _devices(people: Iterable[Person], choices: Mapping[UUID, Choice]) -> dict[UUID, tuple[str, str]]:
    """All of somebody's. Asked only where somebody wants to hear of things there; who only coaches says so by letting a
    device show notices."""
    wanting = [
        person.pk for person in people
        if choices[person.pk].channel == Channel.PUSH or (person.is_coach and not person.is_coachee)
    ]  # fmt: skip
    devices: dict[UUID, list[UUID]] = defaultdict(list)
    if wanting:
        kept = PushSubscription.objects.filter(person_id__in=wanting).order_by("-since", "-pk")
        for person_id, device in kept.values_list("person_id", "pk"):
            devices[person_id].append(device)
    return {person_id: (Channel.PUSH.value, devices_to(mine)) for person_id, mine in devices.items()}


def _numbers(choices: Mapping[UUID, Choice]) -> dict[UUID, tuple[str, str]]:
    wanting = [person_id for person_id, choice in choices.items() if choice.channel == Channel.APPRISE]
    if not wanting:
        return {}
    shown = Number.objects.shown().filter(person_id__in=wanting)
    return {number.person_id: (Channel.APPRISE.value, number.to) for number in shown}


def _sentences(trajectories: Collection[UUID]) -> Mapping[tuple[UUID | None, str], str]:
    said = Sentence.objects.filter(trajectory_id__in=trajectories).values_list("trajectory_id", "kind", "text")
    return {(trajectory_id, kind): text for trajectory_id, kind, text in said}


def _ticked(rows: Iterable[Any], *, at: datetime) -> set[tuple[UUID, date]]:
    habits = [row.pk for row in rows if isinstance(row, Habit)]
    if not habits:
        return set()
    ticks = Tick.objects.filter(habit_id__in=habits, ticked_on__gte=at.date() - timedelta(days=2))
    return set(ticks.values_list("habit_id", "ticked_on"))


def _done(people: Iterable[Person], rows: Iterable[Any]) -> Mapping[UUID, list[Done]]:
    changed = [row.pk for row in rows if isinstance(row, Session) and row.sequence]
    return done_to({person.practice_id for person in people}, changed, CHANGED) if changed else {}


def _led(people: Iterable[Person], rows: Iterable[Any]) -> Mapping[UUID, dict[UUID, Trajectory]]:
    """What the coaches among them lead, of what there is to say. Asked only where there is a coach."""
    coaches = [person.pk for person in people if person.is_coach]
    about = {row.trajectory_id for row in rows if isinstance(row, (Session, Action, Outreach))} if coaches else set()
    led: dict[UUID, dict[UUID, Trajectory]] = defaultdict(dict)
    if about:
        for trajectory in Trajectory.objects.filter(pk__in=about, coach_id__in=coaches).select_related("coach"):
            led[trajectory.coach_id][trajectory.pk] = trajectory
    return led


def _led_by(rows: Iterable[Any]) -> set[UUID]:
    """Where a coach stirs who is told of all of it at once."""
    coaches = {row.person_id for row in rows if isinstance(row, Membership)}
    led = Trajectory.objects.filter(coach_id__in=coaches, state__in=RUNNING) if coaches else Trajectory.objects.none()
    return set(led.values_list("pk", flat=True))


def _clients(led: Mapping[UUID, Mapping[UUID, Trajectory]]) -> Mapping[UUID, list[Person]]:
    """Who takes part, by trajectory."""
    theirs = {trajectory_id for mine in led.values() for trajectory_id in mine}
    clients: dict[UUID, list[Person]] = defaultdict(list)
    if theirs:
        for each in Participant.objects.filter(trajectory_id__in=theirs, state="agreed").select_related("person"):
            clients[each.trajectory_id].append(each.person)
    return clients
