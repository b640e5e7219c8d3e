"""What a page keeps of a trajectory: never longer than the history stands still, and for nobody else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Sides
from handrail.trajectory.goal import Goal
from handrail.trajectory.kept import Selection, _place, rows_of
from handrail.trajectory.note import Note
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.coach import preparation, trajectory_page
from handrail.web.coachee import today

ALL = Selection("a test", {Action: None, Reflection: lambda rows, today: rows.select_related("prompt"), Note: None})


def look(trajectory: Trajectory, reader: Person) -> Whole:
    found = Trajectory.objects.joined_now(reader) if reader.is_coachee else Trajectory.objects.led_by(reader).at_seq()
    return Whole.of_some(found.get(pk=trajectory.pk), reader, at=now(), rows=ALL)


def test_a_second_look_reads_nothing_but_where_the_history_stands(
    walk: Trajectory, jonas: Person, call_ann: Action
) -> None:
    first = look(walk, jonas)
    with CaptureQueriesContext(connection) as statements:
        second = look(walk, jonas)
    assert len(statements) == 1
    assert second.actions == first.actions
    assert second.actions[0].values() == first.actions[0].values()


def test_whatever_anybody_does_is_seen_at_the_next_look(
    walk: Trajectory, jonas: Person, mara: Person, call_ann: Action
) -> None:
    assert look(walk, mara).actions[0].state == "agreed"
    call_ann.complete(by=jonas, at=now())
    assert look(walk, mara).actions[0].state == "done"


def test_what_the_writer_reads_is_not_kept_for_the_coach(
    walk: Trajectory, jonas: Person, mara: Person, first_session: Session
) -> None:
    asked = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helps?", session=first_session)
    asked.submit(by=jonas, at=now(), text="Nobody knows", visibility="private")
    Note.write(first_session, by=mara, at=now(), visibility="coach_only", text="Tired today")
    for _again in range(2):
        assert [row.text for row in look(walk, jonas).every(Reflection)] == ["Nobody knows"]
        assert [row.prompt.question for row in look(walk, jonas).every(Reflection)] == ["What helps?"]
        assert look(walk, jonas).every(Note) == []
        assert look(walk, mara).every(Reflection) == []
        assert [row.text for row in look(walk, mara).every(Note)] == ["Tired today"]


def test_who_changes_a_row_that_was_kept_changes_it_for_nobody_else(
    walk: Trajectory, jonas: Person, call_ann: Action
) -> None:
    look(walk, jonas).actions[0].text = "Something else"
    look(walk, jonas).actions[0].text = "Something else"
    assert look(walk, jonas).actions[0].text == call_ann.text


def test_a_role_that_ended_is_not_remembered(walk: Trajectory, jonas: Person, call_ann: Action) -> None:
    look(walk, jonas)
    jonas.memberships.get().end(by=walk.coach, at=now())
    with pytest.raises(Trajectory.DoesNotExist):
        look(walk, Person.objects.get(pk=jonas.pk))


def test_nothing_is_kept_of_an_earlier_entry() -> None:
    first = _place("a", as_of=1)
    assert _place("a", as_of=1) is first
    assert _place("a", as_of=2) is not first
    assert _place("a", as_of=1) is not first, "what was before is given up"


def test_of_what_ended_the_last_so_many_stand_beside_all_that_is_open(
    walk: Trajectory, jonas: Person, call_ann: Action
) -> None:
    for day in range(1, 7):
        done = Action.propose(walk, by=jonas, at=now(), owner=jonas, text=f"Thing {day}", due_on=date(2026, 3, 9))
        done.complete(by=jonas, at=now().replace(month=4, day=day))
    mine = Action.objects.filter(trajectory=walk)
    assert [action.text for action in mine.standing(2).in_order()] == [call_ann.text, "Thing 5", "Thing 6"]
    Action.objects.get(text="Thing 4").reopen(by=jonas, at=now())
    Action.objects.get(text="Thing 4").complete(by=jonas, at=now().replace(month=4, day=6))
    assert [action.text for action in mine.standing(1).in_order()] == [call_ann.text, "Thing 6"]


@pytest.mark.parametrize(
    "page", [today.WITH_HABITS, trajectory_page.PRESENT, preparation.PRESENT], ids=lambda p: p.page
)
@pytest.mark.usefixtures("call_ann", "first_session")
def test_what_a_page_asks_is_composed_once_and_finds_what_is_asked_anew(
    page: Selection, walk: Trajectory, mara: Person, jonas: Person, sleep: Goal
) -> None:
    asked = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helps?", goal=sleep)
    asked.submit(by=jonas, at=now(), text="Nobody knows", visibility="private")
    for reader in (mara, jonas):
        sides = Sides.of(reader, [walk])
        for day in (date(2026, 3, 2), date(2026, 3, 31)):
            read = {noun: [each.row().values() for each in rows] for noun, rows in page.read(sides, today=day).items()}
            anew = {
                n: [r.values() for r in rows_of(n, sides, today=day, narrowing=how)] for n, how in page.nouns.items()
            }
            assert read == anew
    assert all(each._filled for each in page._composed.values()), "each was composed once"
