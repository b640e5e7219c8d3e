"""A coach writes to a client of themselves, and keeps what they did about a signal: the word is for both, the reason
for the coach alone [114, 115]."""

from datetime import timedelta

import pytest

from handrail.ledger import book
from handrail.ledger.verbs import Verb
from handrail.lib.clock import now
from handrail.lib.refusal import Missing, NotUnderstood, NotYours, OutOfRange
from handrail.practice.person import Person
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.handling import QUIET, Handling
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.reach import reach_of
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import Clock

WORD = "I was thinking of the walk along the canal. How is it going?"


def _of(walk: Trajectory, client: Person | None, evidence: str = "since=12", kind: str = "silence") -> Handling:
    return Handling.of(walk, kind=kind, evidence=evidence, coachee=client)


def test_a_word_is_read_by_its_client_and_its_coach_alone(
    walk: Trajectory, mara: Person, jonas: Person, amina: Person, ines: Person, tomas: Person
) -> None:
    word = Outreach.send(walk, by=mara, at=now(), coachee=jonas, text=WORD)
    for somebody in (mara, jonas):
        assert Outreach.objects.visible_to(somebody).get() == word
    for stranger in (amina, ines, tomas):
        assert not Outreach.objects.visible_to(stranger).exists()


def test_in_a_group_a_word_to_one_is_nothing_to_the_others(mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    Outreach.send(group, by=mara, at=now(), coachee=jonas, text=WORD)
    assert Outreach.objects.visible_to(jonas).exists()
    assert not Outreach.objects.visible_to(amina).exists()
    told = book.timeline(group.pk, reach=reach_of(amina), limit=100)
    assert Verb.OUTREACH_SENT not in {each.verb for each in told}


def test_only_the_coach_sends_it_and_only_to_somebody_who_said_yes(
    walk: Trajectory, mara: Person, jonas: Person, tomas: Person, amina: Person
) -> None:
    with pytest.raises(NotYours):
        Outreach.send(walk, by=tomas, at=now(), coachee=jonas, text=WORD)
    with pytest.raises(NotYours):
        Outreach.send(walk, by=mara, at=now(), coachee=amina, text=WORD)
    invited = draft_trajectory(by=mara, at=now(), coachees=[amina])
    with pytest.raises(NotYours):
        Outreach.send(invited, by=mara, at=now(), coachee=amina, text=WORD)
    with pytest.raises(Missing):
        Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="  ")


def test_the_client_writes_back_and_later_words_stand_below_the_first(
    walk: Trajectory, mara: Person, jonas: Person
) -> None:
    word = Outreach.send(walk, by=mara, at=now(), coachee=jonas, text=WORD)
    word.answer(by=jonas, at=now(), text="Slowly.")
    # A second tab knows nothing of the first one's words.
    word.reply = ""
    word.answer(by=jonas, at=now(), text="Better today.")
    kept = Outreach.objects.get()
    assert (kept.reply, kept.replied_on) == ("Slowly.\n\nBetter today.", jonas.today(now()))
    with pytest.raises(NotYours):
        word.answer(by=mara, at=now(), text="As if it were his")


def test_what_was_done_about_a_signal_is_the_coach_s_alone_down_to_the_history(
    walk: Trajectory, mara: Person, jonas: Person, ines: Person, tomas: Person
) -> None:
    _of(walk, jonas).dismiss(by=mara, at=now(), reason="He is at sea")
    word = _of(walk, jonas, "since=30").reach_out(by=mara, at=now(), text=WORD)
    assert Handling.objects.visible_to(mara).count() == 2
    for somebody in (jonas, ines, tomas):
        assert not Handling.objects.visible_to(somebody).exists()
    told = book.timeline(walk.pk, reach=reach_of(jonas), limit=100)
    assert Verb.SIGNAL_DISMISSED not in {each.verb for each in told}
    # Of the one entry that did both he reads the word, and no trace of why.
    sent = next(each for each in told if each.verb == Verb.OUTREACH_SENT)
    assert [(change.table, change.row_id) for change in sent.changes] == [("outreach", word.pk)]
    then = book.as_it_was(walk.pk, reach=reach_of(jonas))
    assert "handling" not in {table for table, _row in then}
    for verb in ("see", "act"):
        with pytest.raises(NotYours):
            getattr(_of(walk, jonas), verb)(by=jonas, at=now())


@pytest.mark.parametrize("how", ["act", "dismiss", "reach_out"])
def test_the_same_evidence_is_quiet_for_fourteen_days(
    walk: Trajectory, mara: Person, jonas: Person, clock: Clock, how: str
) -> None:
    given = {"act": {}, "dismiss": {"reason": "He is at sea"}, "reach_out": {"text": WORD}}[how]
    getattr(_of(walk, jonas), how)(by=mara, at=now(), **given)
    today = mara.today(now())
    kept = _of(walk, jonas)
    assert kept.is_quiet(today + QUIET - timedelta(days=1))
    assert not kept.is_quiet(today + QUIET)
    # Another evidence, another kind, or somebody else's is not.
    assert not _of(walk, jonas, "since=40").is_quiet(today)
    assert not _of(walk, jonas, kind="piling_up").is_quiet(today)
    assert not _of(walk, None).is_quiet(today)


def test_later_means_that_day_and_taken_back_it_is_there_again(walk: Trajectory, mara: Person, jonas: Person) -> None:
    today = mara.today(now())
    _of(walk, jonas).snooze(by=mara, at=now(), until=today + timedelta(days=7))
    assert _of(walk, jonas).is_quiet(today + timedelta(days=6))
    assert not _of(walk, jonas).is_quiet(today + timedelta(days=7))
    kept = _of(walk, jonas).see(by=mara, at=now())
    assert (kept.state, kept.until, kept.reason) == ("seen", None, "")
    assert Handling.objects.count() == 1
    for days in (0, -1, 93):
        with pytest.raises(OutOfRange):
            _of(walk, jonas).snooze(by=mara, at=now(), until=today + timedelta(days=days))


def test_a_signal_is_not_dismissed_without_a_reason_and_its_marks_hold_no_words(
    walk: Trajectory, mara: Person, jonas: Person, amina: Person
) -> None:
    with pytest.raises(Missing):
        _of(walk, jonas).dismiss(by=mara, at=now(), reason=" ")
    for kind, evidence in (("", "a"), ("Silence!", "a"), ("silence", "Ann’s knee"), ("silence", "x" * 121)):
        with pytest.raises(NotUnderstood):
            _of(walk, jonas, evidence, kind).see(by=mara, at=now())
    with pytest.raises(NotYours):
        _of(walk, amina).see(by=mara, at=now())
    assert not Handling.objects.exists()


def test_each_word_stays_tied_to_what_it_was_about(walk: Trajectory, mara: Person, jonas: Person) -> None:
    first = _of(walk, jonas).reach_out(by=mara, at=now(), text=WORD)
    second = _of(walk, jonas).reach_out(by=mara, at=now(), text="And how are you today?")
    turns = Handling.objects.order_by("turn").values_list("turn", "outreach_id")
    assert list(turns) == [(1, first.pk), (2, second.pk)]
    assert _of(walk, jonas).outreach_id == second.pk


def test_erased_words_are_gone_and_what_was_done_stays_without_them(
    walk: Trajectory, mara: Person, jonas: Person
) -> None:
    word = _of(walk, jonas).reach_out(by=mara, at=now(), text=WORD)
    word.answer(by=jonas, at=now(), text="Slowly.")
    _of(walk, jonas, "since=30").dismiss(by=mara, at=now(), reason="He is at sea")
    walk.erase(by=mara, at=now())
    kept = Outreach.objects.get()
    assert (kept.text, kept.reply) == ("", "")
    assert set(Handling.objects.values_list("state", "reason")) == {("acted", ""), ("dismissed", "")}
