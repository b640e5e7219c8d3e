"""How each thing that can happen is told."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from handrail.ledger.book import Happening, SeenChange
from handrail.ledger.verbs import Verb
from handrail.lib.difference import Span
from handrail.web.history.runs import runs
from handrail.web.history.telling import Known, Telling, kind_of, tell

JONAS, MARA, ROW, OTHER, GOAL = (UUID(int=number) for number in range(1, 6))
KNOWN = Known(
    reader_id=MARA,
    zone=ZoneInfo("Europe/Amsterdam"),
    names={JONAS: "Jonas", MARA: "Mara"},
    titles={
        ("action", ROW): "Call Ann",
        ("goal", GOAL): "Sleep",
        ("session", ROW): "Session 2",
        ("note", OTHER): "Shared note",
    },
    versions=lambda table, row_id: f"/versions/{table}",
)
OF_THE_PRACTICE = {"practice", "person", "membership", "invitation", "agreement", "consent", "reminders", "method"}
TABLES = {"weekly_goal": "weeklygoal", "midpoint": "review"}


def happening(verb: Verb, *changes: SeenChange, table: str = "", seq: int = 1) -> Happening:
    noun = verb.split(".")[0]
    at = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    subject = (table or TABLES.get(noun, noun), ROW)
    return Happening(seq, verb, JONAS, None, "web", at, at, subject, changes)


def change(
    table: str, before: dict[str, object] | None, after: dict[str, object], row: UUID = ROW, **more: object
) -> SeenChange:
    return SeenChange(table, row, before, after, frozenset(more))


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb.split(".")[0] not in OF_THE_PRACTICE])
def test_everything_that_can_happen_in_a_trajectory_has_a_telling(verb: Verb) -> None:
    noun = verb.split(".")[0]
    telling = tell(happening(verb, change(TABLES.get(noun, noun), {}, {})), known=KNOWN)
    assert telling.sentence == f"Jonas {verb.label}"
    assert telling.kind


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb.split(".")[0] in OF_THE_PRACTICE])
def test_what_happens_in_a_practice_is_on_no_trajectorys_line(verb: Verb) -> None:
    with pytest.raises(KeyError):
        kind_of(verb)


POSTPONED = happening(
    Verb.ACTION_POSTPONED,
    change("action", {"due_on": "2026-03-05"}, {"due_on": "2026-03-09"}),
    change("duedatechange", None, {"reason": "Ann is away", "from_on": "2026-03-05"}, OTHER),
)


def test_a_day_moves_from_and_to_and_says_why() -> None:
    telling = tell(POSTPONED, known=KNOWN)
    assert (telling.title, telling.sentence) == ("Call Ann", "Jonas chose a new day for an action")
    assert telling.facts == ("from Thursday 5 March to Monday 9 March",)
    assert [detail.text for detail in telling.details] == ["Ann is away"]


def test_it_is_told_on_the_readers_day() -> None:
    assert tell(POSTPONED, known=KNOWN).on.isoformat() == "2026-03-03"
    assert tell(POSTPONED, known=replace(KNOWN, zone=ZoneInfo("America/New_York"))).on.isoformat() == "2026-03-02"


def test_other_words_show_word_by_word() -> None:
    telling = tell(
        happening(Verb.GOAL_REVISED, change("goal", {"text": "Sleep well"}, {"text": "Sleep better"})), known=KNOWN
    )
    assert telling.details[0].spans == (Span("kept", "Sleep "), Span("removed", "well"), Span("added", "better"))
    assert telling.versions_href == "/versions/goal"


def test_a_new_row_is_called_what_it_was_called_then() -> None:
    made = change(
        "action", None, {"text": "Ring Ann", "due_on": "2026-03-05", "goal_id": str(GOAL), "owner_id": str(JONAS)}
    )
    telling = tell(happening(Verb.ACTION_PROPOSED, made), known=KNOWN)
    assert telling.title == "Ring Ann"
    assert telling.facts == ("by Thursday 5 March", "for “Sleep”")
    assert telling.details == ()


def test_another_year_is_named() -> None:
    made = change("action", None, {"text": "Ring Ann", "due_on": "2027-03-05"})
    assert tell(happening(Verb.ACTION_PROPOSED, made), known=KNOWN).facts == ("by Friday 5 March 2027",)


def test_a_reason_is_said_anew_and_is_no_rewording_of_the_last_one() -> None:
    held = change("goal", {"reason": "Moving", "state": "active"}, {"reason": "The move", "state": "on_hold"})
    telling = tell(happening(Verb.GOAL_PUT_ON_HOLD, held), known=KNOWN)
    assert [(detail.label, detail.text) for detail in telling.details] == [("Why", "The move")]


def test_a_session_moves_by_the_readers_clock() -> None:
    moved = change("session", {"starts_at": "2026-03-05T09:00:00+00:00"}, {"starts_at": "2026-03-09T14:30:00+00:00"})
    facts = tell(happening(Verb.SESSION_RESCHEDULED, moved), known=KNOWN).facts
    assert facts == ("from Thursday 5 March, 10:00 to Monday 9 March, 15:30",)


def test_withheld_words_are_private_and_erased_ones_are_gone() -> None:
    withheld = tell(
        happening(Verb.REFLECTION_SUBMITTED, change("reflection", {}, {"text": None}, text=True)), known=KNOWN
    )
    assert [detail.text for detail in withheld.details] == ["The words are private."]
    erased = tell(happening(Verb.ACTION_PROPOSED, change("action", None, {"text": None})), known=KNOWN)
    assert erased.title == "The words were erased."


def test_who_is_you_somebody_or_the_house_itself() -> None:
    said = {
        by: tell(replace(POSTPONED, by_id=by), known=KNOWN).sentence.split(" chose")[0]
        for by in (MARA, JONAS, OTHER, None)
    }
    assert said == {MARA: "You", JONAS: "Jonas", OTHER: "Somebody whose name was erased", None: "Handrail"}


def test_long_words_are_told_by_their_beginning() -> None:
    telling = tell(
        happening(Verb.WIN_ADDED, change("win", None, {"text": "x"}), change("note", None, {"text": "walk " * 500})),
        known=KNOWN,
    )
    assert len(telling.details[0].text) <= 601
    assert telling.is_cut
    assert telling.versions_href


def note(seq: int, before: str | None, after: str, row: UUID = OTHER) -> Happening:
    return happening(
        Verb.NOTE_WRITTEN,
        change("note", None if before is None else {"text": before}, {"text": after}, row),
        table="session",
        seq=seq,
    )


def test_versions_of_one_text_that_follow_each_other_are_told_as_one() -> None:
    written = [note(1, None, "a"), note(2, "a", "a b"), note(3, "a b", "a b c")]
    for order in (written, written[::-1]):
        (run,) = runs(order, zone=KNOWN.zone)
        telling: Telling = tell(run.happening, known=KNOWN, times=run.times)
        assert (telling.title, telling.times, telling.details[0].text) == ("Session 2", 3, "a b c")


def test_two_texts_or_two_days_or_two_people_stay_apart() -> None:
    first = note(1, "a", "b")
    others = [
        note(2, "x", "y", UUID(int=9)),
        replace(note(2, "b", "c"), by_id=MARA),
        replace(note(2, "b", "c"), happened_at=datetime(2026, 3, 3, 23, 30, tzinfo=UTC)),
        POSTPONED,
    ]
    for other in others:
        assert len(runs([first, other], zone=KNOWN.zone)) == 2
