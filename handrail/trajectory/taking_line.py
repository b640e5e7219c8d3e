"""One line on its way in: whom it is about, what it says of their work, and what became of it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar, cast

from django.db.models import QuerySet
from django.utils.translation import gettext

from handrail.ledger.covered import Covered
from handrail.ledger.remembering import answer_to
from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.moment import moment
from handrail.lib.refusal import NotUnderstood
from handrail.practice.account import address
from handrail.practice.invitation import Invitation
from handrail.practice.joining import add_person
from handrail.practice.membership import Role
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.goal import Goal
from handrail.trajectory.intake.claims import Held, Status
from handrail.trajectory.intake.column import Column
from handrail.trajectory.intake.line import Line
from handrail.trajectory.intake.trouble import Amiss, Reason, Refused
from handrail.trajectory.intake_key import IntakeKey
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.session import Session
from handrail.trajectory.taking_found import Found
from handrail.trajectory.taking_refused import blaming
from handrail.trajectory.trajectory import ENDED, Trajectory

Row = TypeVar("Row", bound=Covered)
# What a line may say of an action that is here, without its being so.
CLAIMS = {Status.DONE: ActionState.DONE, Status.RELEASED: ActionState.RELEASED}
Keys = tuple[str, str]


class Outcome(Enum):
    """What became of a line, the least first."""

    UNCHANGED = "unchanged"
    IGNORED = "ignored"
    UPDATED = "updated"
    CREATED = "created"


ORDER = list(Outcome)


@dataclass
class Taking:
    """Lines of one transaction, one after the other."""

    by: Person
    at: datetime
    # Whether verbs are only judged (handrail.ledger.writing.rehearsing): then what was found stays true.
    is_rehearsal: bool = False
    outcome: Outcome = Outcome.UNCHANGED
    found: Found = field(default_factory=Found)
    # What later lines and files are to be known by: of all the lines that are in, and of this one.
    answers: dict[str, Covered] = field(default_factory=dict)
    _mine: dict[str, Covered] = field(default_factory=dict)

    def keys(self, line: Line) -> Keys:
        """What the line and its contact are known by; "" for a line that cannot be one."""
        try:
            email = address(line.email)
        except NotUnderstood:
            return "", ""
        said: tuple[object, ...] = (email, line.goal, line.action, str(line.due_on), line.status)
        if line.starts:
            said += (line.starts.isoformat(), line.minutes, line.held, line.note, line.is_shared)
        return self.key("line", *said), self.key("contact", email, line.name) if line.name else ""

    def take(self, line: Line, keys: Keys, known: set[str]) -> Outcome | Refused:
        """`known` are the keys that were here before; those of the line are added when it is in."""
        key, contact = keys
        self.outcome, self._mine = Outcome.UNCHANGED, {}
        self.found.begin()
        try:
            if not key:
                raise Amiss(Column.EMAIL, Reason.NOT_AN_ADDRESS)
            if key not in known:
                new_contact = "" if contact in known else contact
                self._mine[key] = self._perform(self._all_of_it, line=line, contact=new_contact)
            elif contact and contact not in known and (client := self._known(address(line.email))):
                self._perform(self._name, client=client, line=line, contact=contact)
        except Amiss as amiss:
            # What this line had found may have been of its own making.
            self._forget_this_line()
            return Refused(line.number, amiss.column, line.cells.get(amiss.column, ""), amiss.reason)
        known |= {key, contact}
        self.answers |= self._mine
        return self.outcome

    def _forget_this_line(self) -> None:
        if self.is_rehearsal:
            self.found.undo()
        else:
            # The database took it back; what is there is looked up again.
            self.found = Found()

    def _all_of_it(self, *, by: Person, at: datetime, line: Line, contact: str) -> Covered:
        client = self._client(line, contact)
        trajectory = self._trajectory(client)
        goal = self._goal(line, trajectory, client) if line.goal else None
        session = self._session(line, trajectory) if line.starts else None
        note = self._note(line, session) if session and line.note else None
        on = line.due_on
        action = self._action(line, trajectory, client, goal, session, due_on=on) if on else None
        return action or note or session or goal or trajectory

    def _client(self, line: Line, contact: str) -> Person:
        email = address(line.email)
        if email == self.by.email:
            raise Amiss(Column.EMAIL, Reason.OWN_ADDRESS)
        client = self._known(email)
        if client is None or not client.is_coachee:
            with blaming(Column.NAME):
                client = self._added(email, line.name, is_new=client is None)
            self.found.put(self.found.people, email, client)
        return self._name(by=self.by, at=self.at, client=client, line=line, contact=contact) if contact else client

    def _added(self, email: str, name: str, *, is_new: bool) -> Person:
        if is_new and self.is_rehearsal:
            # Whoever is added gets an account, which no verb writes.
            self._becomes(Outcome.CREATED)
            plain = Person._meta.get_field("name").tidy(name)
            client = Person(practice=self.by.practice, name=plain, email=email, zone=self.by.zone)
        else:
            client = self._make(add_person, name=name, email=email, roles=(Role.COACHEE,))
        if is_new:
            self.found.put(self.found.new, client.pk, True)
            client.__dict__["roles"] = frozenset({Role.COACHEE})
        return client

    def meet(self, emails: Collection[str]) -> None:
        """Look up everybody whom the lines are about, at once."""
        here = Person.objects.filter(practice_id=self.by.practice_id, account__email__in=emails)
        known = {person.email: person for person in here.with_roles()}
        self.found.people |= {email: known.get(email) for email in emails if not self.found.people.get(email)}

    def _known(self, email: str) -> Person | None:
        if email not in self.found.people:
            self.meet([email])
        return self.found.people[email]

    def _name(self, *, by: Person, at: datetime, client: Person, line: Line, contact: str) -> Person:
        """What the file calls somebody, once for each name it says. Who came here themselves, or is another coach's
        client or a colleague, is called what they are called."""
        with blaming(Column.NAME):
            is_new = Person._meta.get_field("name").tidy(line.name) != client.name
            if is_new and self._may_name(client):
                self._becomes(Outcome.UPDATED)
                client.change(by=by, at=at, name=line.name)
        self._mine[contact] = client
        return client

    def _may_name(self, client: Person) -> bool:
        arrived = Invitation.objects.filter(person=client, state="accepted").exists()
        with_others = Trajectory.objects.filter(participants__person=client).exclude(coach=self.by).exists()
        return not arrived and not with_others and client.roles <= {Role.COACHEE}

    def _trajectory(self, client: Person) -> Trajectory:
        if client.pk not in self.found.trajectories:
            self.found.put(self.found.trajectories, client.pk, self._joined(client) or self._drafted(client))
        return self.found.trajectories[client.pk]

    def _joined(self, client: Person) -> Trajectory | None:
        if client.pk in self.found.new:
            return None
        led = Trajectory.objects.led_by(self.by).exclude(state__in=ENDED)
        mine = client.participations.exclude(state="left").values("trajectory_id")
        return led.filter(pk__in=mine).order_by("pk").last()

    def _drafted(self, client: Person) -> Trajectory:
        made = self._make(draft_trajectory, coachees=[client])
        self.found.put(self.found.new, made.pk, True)
        return made

    def _goal(self, line: Line, trajectory: Trajectory, client: Person) -> Goal:
        place = (trajectory.pk, client.pk, line.goal)
        if place not in self.found.goals:
            with blaming(Column.GOAL):
                goal = self._once(
                    "goal", place,
                    lambda: Goal.objects.filter(trajectory=trajectory, coachee=client, text=line.goal),
                    lambda: self._make(Goal.propose, trajectory=trajectory, coachee=client, text=line.goal),
                )  # fmt: skip
            self.found.put(self.found.goals, place, goal)
        return self.found.goals[place]

    def _session(self, line: Line, trajectory: Trajectory) -> Session | None:
        """Held where it lies behind, booked where it lies ahead. What fell out is no landing, and stays outside."""
        if line.held == Held.FELL_OUT:
            self._becomes(Outcome.IGNORED)
            return None
        with blaming(Column.SESSION):
            starts_at = self._instant(line)
            lies_behind = starts_at <= self.at
            if line.held == (Held.BOOKED if lies_behind else Held.HELD):
                raise Amiss(Column.STATE, Reason.LONG_PAST if lies_behind else Reason.STILL_AHEAD)
            length = {} if line.minutes is None else {"minutes": line.minutes}
            return self._once(
                "session", (trajectory.pk, starts_at.isoformat()),
                lambda: Session.objects.filter(trajectory=trajectory, starts_at=starts_at),
                lambda: self._make(
                    Session.note_afterwards if lies_behind else Session.book,
                    happened_at=starts_at if lies_behind else None,
                    trajectory=trajectory, starts_at=starts_at, **length,
                ),
            )  # fmt: skip

    def _instant(self, line: Line) -> datetime:
        assert line.starts, "asked for a line with a session only"
        if line.starts.tzinfo:
            return line.starts.astimezone(UTC)
        return moment(line.starts.date(), line.starts.time(), zone=self.by.zone)

    def _note(self, line: Line, session: Session) -> Note:
        visibility = Visibility.SHARED if line.is_shared else Visibility.COACH_ONLY
        place = (session.pk, visibility, line.note)
        with blaming(Column.NOTE):
            there = (
                self.found.notes.get(place[:2]) or Note.objects.filter(session=session, visibility=visibility).first()
            )
            is_other = there and there.text != Note._meta.get_field("text").tidy(line.note)
            if is_other and not self._remembered(self.key("note", *place)):
                raise Amiss(Column.NOTE, Reason.NOTE_THERE)
            note = there or self._once(
                "note", place, Note.objects.none,
                lambda: self._make(Note.write, session=session, visibility=visibility, text=line.note),
            )  # fmt: skip
        return self.found.put(self.found.notes, place[:2], note)

    def _action(
        self, line: Line, trajectory: Trajectory, client: Person, goal: Goal | None, session: Session | None, *,
        due_on: date,
    ) -> Action:  # fmt: skip
        place = (trajectory.pk, client.pk, line.action, due_on, goal and goal.pk)

        def proposed() -> Action:
            action = self._make(
                Action.propose, trajectory=trajectory, owner=client, text=line.action, due_on=due_on, goal=goal,
                session=session, agreed=line.status != Status.PROPOSED,
            )  # fmt: skip
            return self._brought(action, line.status)

        if place not in self.found.actions:
            with blaming(Column.ACTION):
                found = self._once(
                    "action", place,
                    lambda: Action.objects.filter(
                        trajectory=trajectory, coachee=client, text=line.action, original_due_on=due_on, goal=goal
                    ),
                    proposed,
                )  # fmt: skip
            self.found.put(self.found.actions, place, found)
        action = self.found.actions[place]
        if line.status in CLAIMS and action.state != CLAIMS[line.status]:
            # It is here and stands elsewhere: a file moves nothing.
            self._becomes(Outcome.IGNORED)
        return action

    def _brought(self, action: Action, status: Status) -> Action:
        """A new action to where the line says it is."""
        if status == Status.DONE:
            return action.complete(by=self.by, at=self.at)
        if status == Status.RELEASED:
            reason = gettext("It was let go in the file this came from.")
            return action.release(by=self.by, at=self.at, reason=reason)
        return action

    def _once(
        self, what: str, place: tuple[object, ...], same: Callable[[], QuerySet[Row]], make: Callable[[], Row]
    ) -> Row:
        """The row that is here; or the one that an earlier line made, whatever it says by now; or a new one.
        `place` begins with the row it belongs to: if that is new, nothing can be there."""
        key = self.key(what, *place)
        if place[0] in self.found.new:
            row = self.answers.get(key) or make()
        else:
            row = same().order_by("pk").first() or self._remembered(key) or make()
        self._mine[key] = row
        return cast(Row, row)

    def _remembered(self, key: str) -> Covered | None:
        return self.answers.get(key) or answer_to(self.by, key)

    def _make(self, verb: Callable[..., Row], *, happened_at: datetime | None = None, **given: Any) -> Row:
        self._becomes(Outcome.CREATED)
        return self._perform(verb, happened_at=happened_at, **given)

    def _perform(self, verb: Callable[..., Row], *, happened_at: datetime | None = None, **given: Any) -> Row:
        return perform(verb, by=self.by, at=self.at, surface=Surface.FILE, happened_at=happened_at, **given)

    def _becomes(self, outcome: Outcome) -> None:
        self.outcome = max(self.outcome, outcome, key=ORDER.index)

    def key(self, *said: object) -> str:
        """What stands on a receipt. Keyed, so that it says nothing to whoever sees receipts alone."""
        return "file " + self._seal.seal("\0".join(map(str, said)))[:56]

    @cached_property
    def _seal(self) -> IntakeKey:
        return IntakeKey.of(self.by.practice_id)
