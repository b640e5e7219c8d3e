"""Write first, sort later: marked lines of a note become what they are, once, and the note stays as it was written."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handrail.ledger.entry import Entry
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.note import Note
from handrail.trajectory.note_lines import local_day, mark_of
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.session import Session
from handrail.trajectory.sorted_line import SortedLine
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor

Phone = Callable[[Person], Client]
CALL, SLEEP, ASK, SISTER = "> Call Ann by Friday", "= Sleep through", "? What helped before?", "! Her sister is Ida"
NOTE = f"We looked back.\n{CALL}\n{SLEEP}\n\n{ASK}\n{SISTER}\nShe laughed."


@pytest.fixture
def under_way(first_session: Session, mara: Person) -> Session:
    return first_session.start(by=mara, at=now())


def address(session: Session, what: str = "note-sorting", kind: str = "shared") -> str:
    return reverse(f"coach:{what}", args=[session.pk, kind])


def shown(answer: Any) -> str:
    return str(answer.content.decode())


def decided(line: str, kind: str, text: str, *, of: Person, due_on: str = "") -> dict[str, str]:
    mark = mark_of(line)
    return {f"{mark}-kind": kind, f"{mark}-text": text, f"{mark}-of": str(of.pk), f"{mark}-due_on": due_on}


def all_of_it(jonas: Person, *, note: str = NOTE, key: str = "one", **more: str) -> dict[str, str]:
    return {
        "text": note, "base": fingerprint(""), "key": key,
        **decided(CALL, "action", "Call Ann", of=jonas, due_on="2026-03-06"),
        **decided(SLEEP, "goal", "Sleep through", of=jonas),
        **decided(ASK, "prompt", "What helped before?", of=jonas),
        **decided(SISTER, "fact", "Her sister is Ida", of=jonas), **more,
    }  # fmt: skip


def made() -> list[int]:
    return [noun.objects.count() for noun in (Action, Goal, Prompt, Fact)]


def test_what_the_lines_become_is_shown_before_anything_is_saved(
    phone: Phone, mara: Person, under_way: Session
) -> None:
    page = shown(phone(mara).post(address(under_way, "note-lines"), {"text": NOTE}))
    for words in ("Call Ann", "Sleep through", "What helped before?", "Her sister is Ida"):
        assert f'value="{words}"' in page
    assert "She laughed" not in page
    assert made() == [0, 0, 0, 0]
    assert not Note.objects.exists()


def test_the_day_is_read_in_the_clients_zone_and_from_the_day_of_the_session(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    # Late on Thursday in Amsterdam, and Friday already where Jonas is.
    late = datetime(2027, 3, 4, 22, 30, tzinfo=UTC)
    session = Session.book(walk, by=mara, at=now(), starts_at=late)
    for zone, day in (("Europe/Amsterdam", "2027-03-05"), ("Pacific/Auckland", "2027-03-12")):
        Person.objects.get(pk=jonas.pk).move(by=jonas, at=now(), zone=zone)
        page = shown(phone(mara).post(address(session, "note-lines"), {"text": CALL}))
        assert f'value="{day}"' in page


def test_next_time_is_the_day_of_the_rhythm_while_nothing_is_booked(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, under_way: Session
) -> None:
    page = shown(phone(mara).post(address(under_way, "note-lines"), {"text": "> Call Ann by next time"}))
    day = local_day(under_way.starts_at, jonas.zone) + timedelta(days=walk.cadence_days)
    assert f'value="{day}"' in page
    assert 'value="Call Ann"' in page


def test_the_lines_become_what_they_are_and_the_note_stays_word_for_word(
    phone: Phone, mara: Person, jonas: Person, under_way: Session
) -> None:
    answer = phone(mara).post(address(under_way), all_of_it(jonas))
    assert answer.status_code == 302
    assert Note.objects.get().text == NOTE
    action, goal, prompt, fact = Action.objects.get(), Goal.objects.get(), Prompt.objects.get(), Fact.objects.get()
    assert (action.text, action.due_on, action.owner, action.session) == (
        "Call Ann",
        date(2026, 3, 6),
        jonas,
        under_way,
    )
    assert action.state == "agreed"
    assert (goal.text, goal.coachee, goal.state) == ("Sleep through", jonas, "proposed")
    assert (prompt.question, prompt.session) == ("What helped before?", under_way)
    assert (fact.text, fact.coachee) == ("Her sister is Ida", jonas)
    assert list(verify_all()) == []


def test_what_was_agreed_in_the_session_was_agreed_by_the_client(
    phone: Phone, mara: Person, jonas: Person, under_way: Session
) -> None:
    phone(mara).post(address(under_way), all_of_it(jonas))
    told = dict(Entry.objects.filter(stream_id=under_way.trajectory_id).values_list("verb", "on_behalf_of_id"))
    assert told["action.proposed"] == jonas.pk
    assert (told["goal.proposed"], told["note.written"]) == (None, None)


def test_each_line_becomes_something_once(phone: Phone, mara: Person, jonas: Person, under_way: Session) -> None:
    sent = all_of_it(jonas)
    for _ in range(2):
        phone(mara).post(address(under_way), sent)
    # From the other device, which still shows them; and once more after the note went on.
    phone(mara).post(address(under_way), sent | {"key": "two", "base": fingerprint(NOTE)})
    longer = f"{NOTE}\nAnd then."
    phone(mara).post(address(under_way), sent | {"key": "three", "base": fingerprint(NOTE), "text": longer})
    assert made() == [1, 1, 1, 1]
    assert Note.objects.get().text == longer


def test_a_sorted_line_stands_in_the_note_marked_as_sorted(
    phone: Phone, mara: Person, jonas: Person, under_way: Session
) -> None:
    phone(mara).post(address(under_way), all_of_it(jonas))
    page = shown(phone(mara).get(reverse("coach:session", args=[under_way.pk])))
    assert "Save and sort" not in page
    assert reverse("coach:action", args=[Action.objects.get().pk]) in page
    assert CALL.replace(">", "&gt;") in page
    # Another line begins anew.
    again = shown(phone(mara).post(address(under_way, "note-lines"), {"text": f"{NOTE}\n> Call Ben"}))
    assert 'value="Call Ben"' in again
    assert 'value="Call Ann"' not in again


def test_a_line_that_nobody_was_shown_becomes_nothing(
    phone: Phone, mara: Person, jonas: Person, under_way: Session
) -> None:
    phone(mara).post(address(under_way), all_of_it(jonas, note=f"{NOTE}\n> Not seen yet"))
    assert made() == [1, 1, 1, 1]
    page = shown(phone(mara).get(reverse("coach:session", args=[under_way.pk])))
    assert 'value="Not seen yet"' in page


def test_a_line_that_is_not_in_the_note_becomes_nothing(
    phone: Phone, mara: Person, jonas: Person, under_way: Session
) -> None:
    phone(mara).post(address(under_way), all_of_it(jonas, note="Only this."))
    assert made() == [0, 0, 0, 0]


def test_a_line_may_turn_out_to_be_something_else_or_just_a_line(
    phone: Phone, mara: Person, jonas: Person, under_way: Session
) -> None:
    given = {
        "text": f"{CALL}\n{SISTER}", "base": fingerprint(""), "key": "one",
        **decided(CALL, "goal", "Talk to Ann again", of=jonas, due_on="2026-03-06"),
        **decided(SISTER, "line", "Her sister is Ida", of=jonas),
    }  # fmt: skip
    phone(mara).post(address(under_way), given)
    assert made() == [0, 1, 0, 0]
    assert Goal.objects.get().text == "Talk to Ann again"
    assert "Save and sort" not in shown(phone(mara).get(reverse("coach:session", args=[under_way.pk])))


def test_a_promise_of_her_own(phone: Phone, mara: Person, under_way: Session) -> None:
    line = "> me: send the article by Monday"
    preview = shown(phone(mara).post(address(under_way, "note-lines"), {"text": line}))
    assert f'value="{mara.pk}" selected' in preview
    sent = {
        "text": line,
        "base": fingerprint(""),
        "key": "one",
        **decided(line, "action", "send it", of=mara, due_on="2026-03-09"),
    }
    phone(mara).post(address(under_way), sent)
    assert Action.objects.get().is_promise
    assert Action.objects.get().state == "agreed"


def test_from_her_own_note_or_before_the_session_an_action_is_a_proposal(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    sent = {"text": CALL, "base": fingerprint(""), **decided(CALL, "action", "Call Ann", of=jonas, due_on="2026-03-06")}
    phone(mara).post(address(first_session, kind="shared"), sent | {"key": "one"})
    first_session.start(by=mara, at=now())
    phone(mara).post(address(first_session, kind="coach_only"), sent | {"key": "two"})
    assert [action.state for action in Action.objects.all()] == ["proposed", "proposed"]


@pytest.mark.parametrize("due_on", ["", "Friday", "2026-02-30"])
def test_an_action_needs_a_day_and_nothing_typed_is_lost(
    phone: Phone, mara: Person, jonas: Person, under_way: Session, due_on: str
) -> None:
    sent = all_of_it(jonas) | decided(CALL, "action", "Ring Ann", of=jonas, due_on=due_on)
    for headers in ({}, {"HX-Request": "true"}):
        answer = phone(mara).post(address(under_way), sent, headers=headers)
        assert answer.status_code == 422
        assert 'value="Ring Ann"' in shown(answer)
    assert made() == [0, 0, 0, 0]
    assert not Note.objects.exists()


def test_a_line_too_long_for_what_it_becomes_is_said_beside_it(
    phone: Phone, mara: Person, jonas: Person, under_way: Session
) -> None:
    long = "> " + "walk " * 150
    sent = {
        "text": long,
        "base": fingerprint(""),
        "key": "one",
        **decided(long.strip(), "action", "walk " * 150, of=jonas, due_on="2026-03-06"),
    }
    answer = phone(mara).post(address(under_way), sent)
    assert answer.status_code == 422
    assert "too long" in shown(answer)


def test_the_page_goes_on_where_it_is(phone: Phone, mara: Person, jonas: Person, under_way: Session) -> None:
    answer = phone(mara).post(address(under_way), all_of_it(jonas), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    page = shown(answer)
    assert f'id="base-shared" value="{fingerprint(NOTE)}"' in page
    assert "4 lines sorted." in page
    assert "<textarea" not in page


def test_somebody_else_wrote_meanwhile_and_nothing_is_sorted_until_both_were_seen(
    phone: Phone, mara: Person, jonas: Person, under_way: Session
) -> None:
    Note.write(under_way, by=jonas, at=now(), visibility="shared", text="Jonas was here.")
    for headers in ({}, {"HX-Request": "true"}):
        answer = phone(mara).post(address(under_way), all_of_it(jonas), headers=headers)
        assert answer.status_code == 409
    assert made() == [0, 0, 0, 0]
    assert Note.objects.get().text == "Jonas was here."


def test_nobody_else_sorts_or_sees_her_lines(
    phone: Phone, mara: Person, jonas: Person, under_way: Session, next_door: NextDoor
) -> None:
    for who in (jonas, next_door.coach):
        for what in ("note-lines", "note-sorting"):
            assert phone(who).post(address(under_way, what), all_of_it(jonas)).status_code == 404
    phone(mara).post(address(under_way, kind="coach_only"), all_of_it(jonas))
    assert "sister" not in shown(phone(jonas).get(reverse("coachee:session", args=[under_way.pk])))
    assert phone(mara).post(address(under_way, "note-lines", "public"), {"text": CALL}).status_code == 404


def test_with_somebody_from_next_door_no_line_is_for_them(
    phone: Phone, mara: Person, jonas: Person, under_way: Session, next_door: NextDoor
) -> None:
    sent = all_of_it(jonas) | decided(CALL, "action", "Call Ann", of=next_door.coach, due_on="2026-03-06")
    assert phone(mara).post(address(under_way), sent).status_code == 422
    assert not SortedLine.objects.exists()
    assert Action.objects.get() == next_door.action


def test_erased_it_leaves_no_trace_of_the_lines(phone: Phone, mara: Person, jonas: Person, under_way: Session) -> None:
    phone(mara).post(address(under_way), all_of_it(jonas))
    assert SortedLine.objects.count() == 4
    under_way.trajectory.erase(by=mara, at=now() + timedelta(minutes=1))
    assert not SortedLine.objects.exists()
    assert list(verify_all()) == []


def test_a_line_becomes_nothing_for_a_day_that_has_been(
    phone: Phone, mara: Person, jonas: Person, under_way: Session
) -> None:
    typed = all_of_it(jonas, **decided(CALL, "action", "Call Ann", of=jonas, due_on="2020-01-01"))
    answer = phone(mara).post(address(under_way), typed)
    assert answer.status_code == 422
    assert "Choose 2 March 2026 or later." in shown(answer)
    assert 'value="2020-01-01"' in shown(answer)
    assert made() == [0, 0, 0, 0]
    assert not Note.objects.exists()
