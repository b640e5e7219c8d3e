"""Whether reminders help: whether somebody did something about that very thing within three days."""

from datetime import timedelta
from uuid import UUID

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.reminders.claim import Claim
from handrail.reminders.heeded import heeded, together
from handrail.signals.tally import Part
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.win import Win
from tests.clock import Clock

LONG = timedelta(days=28)


def remind(walk: Trajectory, person: Person, *, kind: str, about: UUID) -> None:
    Claim.objects.create(
        practice_id=walk.practice_id, person_id=person.pk, trajectory_id=walk.pk, kind=kind, counts_as="prompt",
        object_id=about, moment=now().date(), at=now(), outcome="sent",
    )  # fmt: skip


def counted(manager: Person) -> Part:
    since = now() - LONG
    return together(heeded(manager, since=since, until=now()), since=since, until=now())


def test_what_was_done_or_moved_after_the_reminder_was_acted_on(
    walk: Trajectory, jonas: Person, ines: Person, call_ann: Action, clock: Clock
) -> None:
    remind(walk, jonas, kind="action", about=call_ann.pk)
    clock.go(days=1)
    call_ann.postpone(by=jonas, at=now(), due_on=now().date() + timedelta(days=7), reason="A full week")
    clock.go(days=8)
    remind(walk, jonas, kind="action", about=call_ann.pk)
    clock.go(days=5)
    assert counted(ines) == Part(1, 2)


def test_something_else_that_was_done_is_no_answer_to_it(
    walk: Trajectory, jonas: Person, ines: Person, call_ann: Action, clock: Clock
) -> None:
    remind(walk, jonas, kind="action", about=call_ann.pk)
    Win.add(walk, by=jonas, at=clock.go(hours=2), coachee=jonas, text="Slept till seven")
    call_ann.complete(by=jonas, at=clock.go(days=4))
    assert counted(ines) == Part(0, 1)


def test_a_week_that_was_told_or_left_out_was_decided(
    walk: Trajectory, jonas: Person, ines: Person, clock: Clock
) -> None:
    clock.go(days=4)
    remind(walk, jonas, kind="weekly_report", about=walk.pk)
    CheckIn.skip(walk, by=jonas, at=clock.go(hours=5), kind="weekly")
    clock.go(days=3)
    assert counted(ines) == Part(1, 1)


def test_of_yesterdays_nobody_can_say_and_nobody_but_a_manager_counts(
    walk: Trajectory, mara: Person, tomas: Person, jonas: Person, ines: Person, call_ann: Action, clock: Clock
) -> None:
    remind(walk, jonas, kind="action", about=call_ann.pk)
    clock.go(days=1)
    assert counted(ines) == Part()
    clock.go(days=5)
    assert counted(ines) == Part(0, 1)
    assert counted(tomas) == counted(jonas) == Part()
