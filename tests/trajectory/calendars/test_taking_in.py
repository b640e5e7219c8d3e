"""A calendar becomes sessions: once, following what moves, and never over what somebody wrote."""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from handrail.ledger.entry import Entry
from handrail.ledger.surface import Surface
from handrail.ledger.verify import entry_count, verify_all
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.trajectory.calendars.carry import Decision, Outcome, carry_out
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.calendars.plan import Step, What, plan
from handrail.trajectory.calendars.taking_in import read_for, take_in
from handrail.trajectory.draft import Draft
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import Clock
from tests.trajectory.calendars.writing import FILES, KINDS, calendar, event

WHO = "ATTENDEE:mailto:jonas@post.example"
WEEKLY = {"RRULE": "FREQ=WEEKLY;COUNT=3"}
AMSTERDAM = ";TZID=Europe/Amsterdam:"


@pytest.fixture(autouse=True)
def every_row_is_what_its_entries_say(db: None) -> Iterator[None]:
    yield
    assert list(verify_all()) == []


def meeting(uid: str = "one", starts: str = "20260309T100000", **said: str) -> str:
    return event(uid, AMSTERDAM + starts, WHO, **said)


def bring(content: bytes, *, by: Person, source: str = "") -> dict[str, int]:
    return {outcome.value: many for outcome, many in take_in(content, by=by, at=now(), source=source).items()}


def whats(content: bytes, *, by: Person) -> Counter[What]:
    return plan(read_for(by, content, at=now()), coach=by, at=now()).counts


def standing() -> list[tuple[str, str]]:
    return [(f"{one.starts_at:%m-%d %H:%M}", one.state) for one in Session.objects.order_by("starts_at", "pk")]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_comes_in_right_and_the_second_time_nothing_happens(
    kind: str, mara: Person, walk: Trajectory
) -> None:
    content = FILES.joinpath(f"{kind}.ics").read_bytes()
    first = bring(content, by=mara)
    assert first["created"] == 10
    assert standing() == [
        ("03-09 09:00", "scheduled"), ("03-16 09:00", "scheduled"), ("03-30 08:00", "scheduled"),
        ("04-07 12:30", "scheduled"), ("04-13 08:00", "scheduled"), ("04-20 08:00", "scheduled"),
        ("10-12 08:00", "scheduled"), ("10-19 08:00", "scheduled"), ("11-02 09:00", "scheduled"),
        ("11-09 09:00", "scheduled"),
    ]  # fmt: skip
    assert set(Entry.objects.filter(verb="session.booked").values_list("surface", flat=True)) == {Surface.FILE}
    entries = entry_count()
    second = bring(content, by=mara)
    assert (second["unchanged"], second.get("created", 0), second.get("updated", 0)) == (10, 0, 0)
    assert entry_count() == entries
    assert not Message.objects.filter(subject__icontains="session").exists()


def test_what_moved_and_what_was_cancelled_is_followed(mara: Person, walk: Trajectory) -> None:
    bring(calendar(meeting(**WEEKLY)), by=mara)
    moved = meeting(starts="20260317T140000", RECURRENCE_ID=f"{AMSTERDAM}20260316T100000")
    off = meeting(starts="20260323T100000", RECURRENCE_ID=f"{AMSTERDAM}20260323T100000", STATUS="CANCELLED")
    assert bring(calendar(meeting(**WEEKLY), moved, off), by=mara) == {"unchanged": 1, "updated": 2}
    assert standing() == [("03-09 09:00", "scheduled"), ("03-17 13:00", "scheduled"), ("03-23 09:00", "cancelled")]
    assert bring(calendar(meeting(**WEEKLY), moved, off), by=mara) == {"unchanged": 3}


def test_a_date_taken_out_of_its_series_is_cancelled(mara: Person, walk: Trajectory) -> None:
    bring(calendar(meeting(**WEEKLY)), by=mara)
    without = calendar(meeting(**WEEKLY, EXDATE=f"{AMSTERDAM}20260316T100000"))
    assert bring(without, by=mara) == {"unchanged": 2, "updated": 1}
    assert bring(without, by=mara) == {"unchanged": 2}
    assert standing()[1] == ("03-16 09:00", "cancelled")


def test_a_whole_series_that_moves_to_another_day_moves_and_is_not_doubled(mara: Person, walk: Trajectory) -> None:
    bring(calendar(meeting(**WEEKLY)), by=mara)
    assert bring(calendar(meeting(starts="20260310T150000", **WEEKLY)), by=mara) == {"updated": 3}
    assert standing() == [("03-10 14:00", "scheduled"), ("03-17 14:00", "scheduled"), ("03-24 14:00", "scheduled")]
    assert bring(calendar(meeting(starts="20260310T150000", **WEEKLY)), by=mara) == {"unchanged": 3}


def test_a_series_that_google_split_stays_one(mara: Person, walk: Trajectory) -> None:
    bring(calendar(meeting("abc@google.com", RRULE="FREQ=WEEKLY;COUNT=4")), by=mara)
    early = meeting("abc@google.com", RRULE="FREQ=WEEKLY;UNTIL=20260322T225959Z")
    late = meeting("abc_R20260323T100000@google.com", "20260323T110000", RRULE="FREQ=WEEKLY;COUNT=2")
    assert bring(calendar(early, late), by=mara) == {"unchanged": 2, "updated": 2}
    assert [start for start, _ in standing()] == ["03-09 09:00", "03-16 09:00", "03-23 10:00", "03-30 09:00"]


def test_a_session_booked_by_hand_for_that_hour_is_the_one(mara: Person, walk: Trajectory) -> None:
    Session.book(walk, by=mara, at=now(), starts_at=datetime(2026, 3, 9, 9, tzinfo=UTC), minutes=45)
    entries = entry_count()
    assert bring(calendar(meeting(DURATION="PT1H")), by=mara) == {"unchanged": 1}
    assert (entry_count(), Session.objects.count()) == (entries, 1)
    assert bring(calendar(meeting(starts="20260309T110000", DURATION="PT1H")), by=mara) == {"updated": 1}
    assert standing() == [("03-09 10:00", "scheduled")]


def test_a_session_moved_by_hand_is_not_moved_back_by_a_calendar_that_says_nothing_new(
    mara: Person, walk: Trajectory
) -> None:
    bring(calendar(meeting()), by=mara)
    Session.objects.get().reschedule(by=mara, at=now(), starts_at=now() + timedelta(days=3))
    assert bring(calendar(meeting()), by=mara) == {"unchanged": 1}
    Session.objects.get().cancel(by=mara, at=now(), side="coach")
    assert bring(calendar(meeting()), by=mara) == {"unchanged": 1}
    assert Session.objects.count() == 1


@pytest.mark.parametrize("words", ["note", "begun note", "learned"])
def test_a_session_with_words_is_left_to_the_coach(words: str, mara: Person, walk: Trajectory) -> None:
    bring(calendar(meeting()), by=mara)
    one = Session.objects.get()
    if words == "note":
        Note.write(one, by=mara, at=now(), visibility="coach_only", text="Ask about the shift")
    elif words == "begun note":
        Draft.keep(mara, trajectory=walk, place=f"note:{one.pk}:shared", text="Ask", base="", at=now())
    else:
        one.change(by=mara, at=now(), learned="To ask")
    entries = entry_count()
    for content in (meeting(starts="20260310T100000"), meeting(STATUS="CANCELLED")):
        assert bring(calendar(content), by=mara) == {"refused": 1}
        assert KnownEvent.to_decide(mara).count() == 1
    assert bring(calendar(meeting("two", "20260320T100000"), meeting("three", "20260301T100000")), by=mara)["created"]
    assert entry_count() == entries + 1
    assert standing()[0] == ("03-09 09:00", "scheduled")
    assert bring(calendar(meeting()), by=mara)["unchanged"] == 1
    assert not KnownEvent.to_decide(mara).exists()


def test_what_took_place_stays(mara: Person, walk: Trajectory, clock: Clock) -> None:
    bring(calendar(meeting()), by=mara)
    clock.go(days=8)
    Session.objects.get().hold(by=mara, at=now())
    assert bring(calendar(meeting(starts="20260311T100000")), by=mara) == {"refused": 1}
    assert bring(calendar(meeting(STATUS="CANCELLED")), by=mara) == {"refused": 1}
    assert standing() == [("03-09 09:00", "held")]


def test_a_coach_may_decide_to_follow_or_to_stay(mara: Person, walk: Trajectory) -> None:
    bring(calendar(meeting(), meeting("two", "20260311T100000")), by=mara)
    for one in Session.objects.all():
        Note.write(one, by=mara, at=now(), visibility="shared", text="For then")
    moved = calendar(meeting(starts="20260310T100000"), meeting("two", "20260312T100000"))
    steps = plan(read_for(mara, moved, at=now()), coach=mara, at=now())
    first = steps.steps[0]

    def decide(step: Step) -> Decision:
        return Decision.FOLLOW if step is first else Decision.STAY

    assert [outcome for _, outcome in carry_out(steps, by=mara, decide=decide)] == [Outcome.UPDATED, Outcome.IGNORED]
    assert [start for start, _ in standing()] == ["03-10 09:00", "03-11 09:00"]
    assert bring(moved, by=mara) == {"unchanged": 2}


def test_what_is_over_is_no_proof_that_it_took_place(mara: Person, walk: Trajectory) -> None:
    past = calendar(meeting(starts="20260216T100000"))
    assert bring(past, by=mara) == {"ignored": 1}
    steps = plan(read_for(mara, past, at=now()), coach=mara, at=now())
    assert steps.steps[0].what == What.PAST
    assert [o for _, o in carry_out(steps, by=mara, decide=lambda step: Decision.FOLLOW)] == [Outcome.CREATED]
    assert standing() == [("02-16 09:00", "held")]
    held = Entry.objects.get(verb="session.held")
    assert held.happened_at == datetime(2026, 2, 16, 9, 45, tzinfo=UTC)
    assert bring(past, by=mara) == {"unchanged": 1}


def test_a_booked_session_whose_day_went_by_still_follows(mara: Person, walk: Trajectory, clock: Clock) -> None:
    bring(calendar(meeting()), by=mara)
    clock.go(days=10)
    assert bring(calendar(meeting(starts="20260310T100000")), by=mara) == {"updated": 1}


def test_what_is_gone_is_cancelled_only_where_the_calendar_surely_tells_of_it(mara: Person, walk: Trajectory) -> None:
    last = meeting("last", "20260601T100000")
    bring(calendar(meeting(), meeting("two", "20260413T100000"), last), by=mara)
    early = meeting("early", "20260303T100000")
    for silent in (
        calendar(early, last, says=["X-WR-CALNAME:Another"]),
        calendar(early, last, says=[]),
        calendar(early, last, says=["X-WR-CALNAME:Work", "METHOD:REQUEST"]),
        calendar(early, meeting("one", "soon"), meeting("two", "20260413T100000"), last),
        calendar(early, last).removesuffix(b"END:VCALENDAR\r\n"),
        calendar(event("some weeks only", AMSTERDAM + "20260501T100000"), last),
    ):
        assert not {"updated", "refused"} & set(bring(silent, by=mara))
    # Two calendars may have one name, so of a file it is asked.
    assert bring(calendar(early, last), by=mara)["refused"] == 2
    assert KnownEvent.to_decide(mara).count() == 2
    assert set(dict(standing()).values()) == {"scheduled"}


def test_what_is_gone_from_an_address_is_cancelled(mara: Person, walk: Trajectory) -> None:
    last, early = meeting("last", "20260601T100000"), meeting("early", "20260303T100000")
    bring(calendar(early, meeting(), last), by=mara, source="one")
    bring(calendar(early, meeting(), last, says=["X-WR-CALNAME:As a file"]), by=mara)
    assert "updated" not in bring(calendar(early, last), by=mara, source="another")
    assert bring(calendar(early, last), by=mara, source="one")["updated"] == 1
    assert dict(standing())["03-09 09:00"] == "cancelled"
    assert "updated" not in bring(calendar(early, last), by=mara, source="one")


@pytest.mark.parametrize("uid", ["anew", "one more"])
def test_what_was_thrown_away_and_made_anew_is_still_that_session(uid: str, mara: Person, walk: Trajectory) -> None:
    last, early = meeting("last", "20260601T100000"), meeting("early", "20260303T100000")
    bring(calendar(early, meeting(**WEEKLY), last), by=mara, source="one")
    anew = calendar(early, meeting(uid, RRULE="FREQ=WEEKLY;COUNT=2"), last)
    assert bring(anew, by=mara, source="one")["updated"] == 1
    assert [state for _, state in standing()] == ["scheduled", "scheduled", "scheduled", "cancelled", "scheduled"]
    assert "updated" not in bring(anew, by=mara, source="one")
    bring(calendar(early, last), by=mara, source="one")
    assert [state for _, state in standing()] == ["scheduled", "cancelled", "cancelled", "cancelled", "scheduled"]


def test_what_only_one_of_two_calendars_drops_is_asked_and_not_cancelled(mara: Person, walk: Trajectory) -> None:
    last, early = meeting("last", "20260601T100000"), meeting("early", "20260303T100000")
    bring(calendar(early, meeting("mine", "20260401T100000"), last), by=mara, source="one")
    bring(calendar(early, meeting("theirs", "20260401T100000"), last), by=mara, source="two")
    assert bring(calendar(early, last), by=mara, source="one")["refused"] == 1
    assert [state for _, state in standing()] == ["scheduled"] * 3


def test_what_comes_back_after_it_was_gone_is_booked_again(mara: Person, walk: Trajectory) -> None:
    last = meeting("last", "20260601T100000")
    early = meeting("early", "20260303T100000")
    bring(calendar(early, meeting(), last), by=mara, source="one")
    bring(calendar(early, last), by=mara, source="one")
    assert bring(calendar(early, meeting(), last), by=mara)["created"] == 1
    assert [state for start, state in standing() if start == "03-09 09:00"] == ["cancelled", "scheduled"]
    assert bring(calendar(early, meeting(), last), by=mara) == {"unchanged": 3}


def test_an_invitation_speaks_of_its_own_dates_only(mara: Person, walk: Trajectory) -> None:
    request, cancel = ["METHOD:REQUEST"], ["METHOD:CANCEL"]
    bring(calendar(meeting(SEQUENCE="2", **WEEKLY), says=request), by=mara)
    one = meeting(starts="20260317T100000", RECURRENCE_ID=f"{AMSTERDAM}20260316T100000", SEQUENCE="3")
    assert bring(calendar(one, says=request), by=mara) == {"updated": 1}
    assert bring(calendar(meeting(SEQUENCE="1", starts="20260309T170000"), says=request), by=mara) == {"unchanged": 1}
    assert bring(calendar(meeting(SEQUENCE="4"), says=cancel), by=mara) == {"updated": 3, "ignored": 1}
    assert {state for _, state in standing()} == {"cancelled"}
    assert bring(calendar(meeting(), says=["METHOD:REPLY"]), by=mara) == {}


def test_other_people_s_events_stay_outside(mara: Person, walk: Trajectory, amina: Person) -> None:
    assert whats(calendar(event("choir", SUMMARY="Koor"), event("doctor", SUMMARY="Tandarts")), by=mara) == {
        What.UNMATCHED: 2
    }


def test_a_new_date_of_a_series_goes_where_its_others_went(mara: Person, walk: Trajectory, amina: Person) -> None:
    begin(mara, amina)
    bring(calendar(meeting(RRULE="FREQ=WEEKLY;COUNT=1")), by=mara)
    nameless = event("one", AMSTERDAM + "20260309T100000", RRULE="FREQ=WEEKLY;COUNT=2", SUMMARY="Coaching")
    assert bring(calendar(nameless), by=mara) == {"unchanged": 1, "created": 1}
    assert set(Session.objects.values_list("trajectory", flat=True)) == {walk.pk}


def test_one_series_may_be_of_several_clients(mara: Person, walk: Trajectory, amina: Person) -> None:
    other = begin(mara, amina)
    weekly = event("one", AMSTERDAM + "20260309T100000", SUMMARY="Coaching Jonas", RRULE="FREQ=WEEKLY;COUNT=2")
    bring(calendar(weekly), by=mara)
    hers = event(
        "one", AMSTERDAM + "20260323T100000", SUMMARY="Coaching Amina", RECURRENCE_ID=f"{AMSTERDAM}20260323T100000"
    )
    assert bring(calendar(weekly.replace("COUNT=2", "COUNT=4"), hers), by=mara) == {"unchanged": 2, "created": 2}
    whose = Session.objects.in_order().values_list("trajectory", flat=True)
    assert sorted(whose) == sorted([walk.pk, walk.pk, walk.pk, other.pk])


def test_what_the_coach_left_out_stays_out_and_what_they_chose_goes_there(
    mara: Person, walk: Trajectory, amina: Person
) -> None:
    other = begin(mara, amina)
    reading = read_for(mara, calendar(meeting(**WEEKLY)), at=now())
    uid = plan(reading, coach=mara, at=now()).steps[0].uid
    left = plan(reading, coach=mara, at=now(), chosen={(uid, walk.pk): None})
    assert left.counts == {What.LEFT_OUT: 3}
    list(carry_out(left, by=mara, decide=lambda step: Decision.STAY))
    longer = calendar(meeting(RRULE="FREQ=WEEKLY;COUNT=4"))
    assert bring(longer, by=mara) == {"ignored": 4}
    chosen = plan(reading, coach=mara, at=now(), chosen={(uid, walk.pk): other.pk})
    list(carry_out(chosen, by=mara))
    assert set(Session.objects.values_list("trajectory", flat=True)) == {other.pk}
    assert bring(longer, by=mara) == {"unchanged": 3, "created": 1}


def test_a_coach_may_have_another_address_in_their_calendar(mara: Person, walk: Trajectory) -> None:
    theirs = "ATTENDEE:mailto:mara.vos@mail.example"
    by_name = event("one", AMSTERDAM + "20260309T100000", theirs, SUMMARY="☕ Jonas")
    assert bring(calendar(by_name), by=mara) == {"ignored": 1}
    assert bring(calendar(by_name, says=["X-WR-CALNAME:Mara.Vos@mail.example"]), by=mara) == {"created": 1}


def test_the_same_calendar_brought_in_twice_at_once_is_there_once(
    shared_database: dict[str, str], mara: Person, walk: Trajectory
) -> None:
    content, at = FILES.joinpath("google.ics").read_bytes(), now()

    def work() -> None:
        take_in(content, by=mara, at=at)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Session.objects.count() == 10
    assert KnownEvent.objects.count() == 10


def test_another_coach_has_a_calendar_of_their_own(mara: Person, tomas: Person, walk: Trajectory) -> None:
    bring(calendar(meeting()), by=mara)
    assert bring(calendar(meeting()), by=tomas) == {"ignored": 1}


def test_nothing_of_what_a_calendar_says_is_kept(mara: Person, walk: Trajectory) -> None:
    said = "Coaching about the divorce"
    bring(calendar(meeting("secret-uid@x", SUMMARY=said), says=["X-WR-CALNAME:Private things"]), by=mara)
    row = KnownEvent.objects.get()
    kept = " ".join(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)
    assert not any(word in kept for word in ("divorce", "secret-uid", "Private", "jonas"))


def test_words_of_an_erased_trajectory_do_not_come_back(mara: Person, walk: Trajectory) -> None:
    bring(calendar(meeting()), by=mara)
    walk.erase(by=mara, at=now())
    assert bring(calendar(meeting(), meeting("two", "20260310T100000")), by=mara) == {"unchanged": 1, "ignored": 1}
