"""A message is answered from where it is read: by its links, without signing in, and by writing back."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.ledger.entry import Entry
from handrail.ledger.surface import Surface
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.consent import Consent
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.reminders.claim import Claim, claim_of, token_of
from handrail.reminders.replies import understand
from handrail.reminders.sweep import sweep
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.leaving import erase_person
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.methods.answer import read
from handrail.trajectory.methods.file import written
from handrail.trajectory.methods.form import Shape
from handrail.trajectory.methods.shipped import METHODS
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.clock import Clock
from tests.reminders.conftest import WEDNESDAY

SUNDAY = datetime.fromisoformat("2026-03-08T17:00+00:00")


@dataclass(frozen=True)
class Reply:
    token: str
    own_words: str
    message_id: str = "<reply@post.example>"


def claim_for(kind: str, clock: Clock, at: datetime) -> Claim:
    clock.to(at)
    sweep(at=at)
    claim = Claim.objects.filter(kind=kind, outcome="sent").last()
    assert claim is not None, list(Claim.objects.values_list("kind", "outcome", "reason"))
    return claim


@pytest.fixture
def reminded(call_ann: Action, clock: Clock) -> Claim:
    return claim_for("action", clock, WEDNESDAY)


def url(claim: Claim, more: str = "") -> str:
    return f"/a/{claim.token}{more}"


def test_looking_changes_nothing_and_shows_that_one_thing(reminded: Claim, call_ann: Action, sleep: Goal) -> None:
    device = Client()
    with CaptureQueriesContext(connection) as queries:
        page = device.get(url(reminded, "?as=not_yet"))
    assert page.status_code == 200
    assert "Call Ann about the evening shift" in page.content.decode()
    assert "Sleep through the night" not in page.content.decode()
    assert not [q for q in queries if q["sql"].split()[0].upper() in ("INSERT", "UPDATE", "DELETE")]
    assert len(page.content) < 10_000
    assert "<script" not in page.content.decode()
    assert device.cookies == {}
    # The way that was tapped in the mail is in front.
    assert re.findall(r'name="way" value="(\w+)"', page.content.decode())[0] == "not_yet"
    assert page["Referrer-Policy"] == "no-referrer"


def test_done_is_done_once_as_the_client_from_a_message(reminded: Claim, call_ann: Action, jonas: Person) -> None:
    device = Client(enforce_csrf_checks=True)
    answers = [device.post(url(reminded), {"way": "done", "text": "She laughed"}) for _ in range(3)]
    assert [each.status_code for each in answers] == [303, 410, 410]
    assert "Well done" in device.get(answers[0]["Location"]).content.decode()
    call_ann.refresh_from_db()
    assert (call_ann.state, call_ann.remark) == ("done", "She laughed")
    last = _last_entry(call_ann)
    assert (last.verb, last.by_id, last.surface) == ("action.completed", jonas.pk, Surface.LINK)
    assert device.cookies == {}
    assert "has its answer" in device.get(url(reminded)).content.decode()
    assert list(verify_all()) == []


def _last_entry(row: Action) -> Entry:
    return Entry.objects.filter(subject_id=row.pk).latest("seq")


def test_two_tabs_one_says_another_day_and_one_says_done(reminded: Claim, call_ann: Action) -> None:
    later = {"way": "later", "day": "2026-03-06", "text": "Shift"}
    assert [Client().post(url(reminded), later).status_code for _ in range(2)] == [303, 303]
    call_ann.refresh_from_db()
    assert call_ann.due_on == date(2026, 3, 6)
    assert call_ann.due_date_changes.count() == 1
    assert Client().post(url(reminded), {"way": "done"}).status_code == 303
    call_ann.refresh_from_db()
    assert call_ann.state == "done"


def test_not_yet_with_a_word_is_what_is_in_the_way(reminded: Claim, call_ann: Action) -> None:
    Client().post(url(reminded), {"way": "not_yet"})
    call_ann.refresh_from_db()
    assert call_ann.state == "agreed"
    assert Claim.objects.get(pk=reminded.pk).answered_at == now()
    for words in ("Her number is gone", "Still no number"):
        assert Client().post(url(reminded), {"way": "not_yet", "text": words}).status_code == 303
    call_ann.refresh_from_db()
    assert (call_ann.state, call_ann.obstacle) == ("blocked", "Still no number")


def test_what_a_rule_refuses_is_said_and_the_words_stand_there(reminded: Claim, call_ann: Action) -> None:
    page = Client().post(url(reminded), {"way": "later", "day": "2025-01-01", "text": "my words"})
    assert page.status_code == 422
    assert "my words" in page.content.decode()
    assert Client().post(url(reminded), {"way": "nonsense"}).status_code == 422
    long = Client().post(url(reminded), {"way": "done", "text": "x" * 5_000})
    assert long.status_code == 422
    call_ann.refresh_from_db()
    assert call_ann.state == "agreed"


def test_a_link_dies_with_its_object_its_client_and_its_time(
    reminded: Claim, call_ann: Action, jonas: Person, mara: Person, clock: Clock
) -> None:
    consent = Consent.objects.filter(person=jonas).first()
    assert consent is not None
    consent.withdraw(by=jonas, at=now())
    assert Client().post(url(reminded), {"way": "done"}).status_code == 410
    clock.go(days=31)
    assert Client().get(url(reminded)).status_code == 410
    call_ann.refresh_from_db()
    assert call_ann.state == "agreed"


def test_after_erasure_a_link_and_a_reply_find_nobody(
    reminded: Claim, call_ann: Action, jonas: Person, mara: Person
) -> None:
    erase_person(by=mara, at=now(), person=jonas)
    for path in ("", "/stop"):
        assert Client().get(url(reminded, path)).status_code == 410
        assert Client().post(url(reminded, path), {"way": "done", "what": "stop"}).status_code == 410
    assert understand(Reply(reminded.token, "done"), now()) is None
    assert Choice.objects.count() == 0
    assert list(verify_all()) == []


def test_only_a_token_that_we_made_opens_anything(reminded: Claim, next_door: NextDoor) -> None:
    token = reminded.token
    other = token_of(next_door.action.pk)
    forged = [token[:-1] + ("a" if token[-1] != "a" else "b"), token[1:], token + "a", other, "x" * 42, "", "é" * 42]
    for each in forged:
        assert claim_of(each) != reminded.pk
        assert Client().get(f"/a/{each or '-'}").status_code == 410
    assert claim_of(token.upper()) == reminded.pk
    assert len(f"reply+{token}") <= 64


def test_one_click_stops_without_a_cookie_and_looking_stops_nothing(reminded: Claim, jonas: Person) -> None:
    device = Client(enforce_csrf_checks=True)
    assert device.get(url(reminded, "/stop?as=stop")).status_code == 200
    assert not Choice.of(jonas).stopped
    for _ in range(2):
        assert device.post(url(reminded, "/stop"), {"List-Unsubscribe": "One-Click"}).status_code == 303
    assert Choice.of(jonas).stopped
    device.post(url(reminded, "/stop"), {"what": "again"})
    assert not Choice.of(jonas).stopped
    device.post(url(reminded, "/stop"), {"what": "less"})
    device.post(url(reminded, "/stop"), {"what": "kind"})
    device.post(url(reminded, "/stop"), {"what": "later"})
    choice = Choice.of(jonas)
    assert (choice.a_week, choice.without, choice.later_until) == (1, "action", date(2026, 3, 11))


def test_a_reply_of_one_word_is_the_same_as_the_button(reminded: Claim, call_ann: Action, jonas: Person) -> None:
    message = understand(Reply(reminded.token.upper(), "Klaar! Ze lachte."), now())
    call_ann.refresh_from_db()
    assert (call_ann.state, call_ann.remark) == ("done", "Ze lachte.")
    assert _last_entry(call_ann).surface == Surface.MAIL
    assert message is not None
    assert (message.to, message.thread, message.answers) == (
        jonas.email,
        reminded.trajectory_id,
        "<reply@post.example>",
    )
    assert "Well done" in message.text
    assert message.judged_by == ""


def test_words_that_answer_nothing_are_kept_and_that_is_said(reminded: Claim, walk: Trajectory, jonas: Person) -> None:
    for words in ("Can we talk about my sister instead?", "And " * 400):
        message = understand(Reply(reminded.token, words), now())
        assert message is not None
        assert "kept as your line" in message.text
    said = CheckIn.objects.get(trajectory=walk, coachee=jonas)
    assert said.line == "Can we talk about my sister instead?"
    assert said.moved.startswith("And And")
    assert list(verify_all()) == []


def test_a_reply_to_what_is_over_is_kept_too(
    reminded: Claim, call_ann: Action, walk: Trajectory, jonas: Person
) -> None:
    call_ann.complete(by=jonas, at=now())
    understand(Reply(reminded.token, "done"), now())
    assert CheckIn.objects.get(trajectory=walk).line == "done"


def test_a_number_comes_back_with_its_plot(walk: Trajectory, jonas: Person, sleep: Goal, clock: Clock) -> None:
    measure = Measure.add(
        walk, by=jonas, at=now(), coachee=jonas, name="Hours slept", unit="h", goal=sleep, target=Decimal(7)
    )
    MeasureEntry.record(measure, by=jonas, at=now() - timedelta(days=8), value=Decimal(5))
    MeasureEntry.record(measure, by=jonas, at=now() - timedelta(days=7), value=Decimal("5.5"))
    claim = claim_for("measure", clock, SUNDAY)
    message = understand(Reply(claim.token, "6,5 better than I thought"), now())
    entry = MeasureEntry.objects.latest("pk")
    assert (entry.value, entry.remark) == (Decimal("6.5"), "better than I thought")
    assert message is not None
    assert "5 ▁▃█ 6.5 → 7" in message.text


def test_a_question_is_answered_by_mail_and_stays_private(
    walk: Trajectory, jonas: Person, mara: Person, sleep: Goal, clock: Clock
) -> None:
    asked = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helped?", goal=sleep)
    asked.save_words(by=jonas, at=now(), text="A first draft")
    claim = claim_for("reflection", clock, datetime.fromisoformat("2026-03-03T17:00+00:00"))
    page = Client().get(url(claim)).content.decode()
    assert "What helped?" in page
    assert "A first draft" not in page
    understand(Reply(claim.token, "The dark curtains.\n\nAnd no phone."), now())
    asked.refresh_from_db()
    assert asked.text == "A first draft\n\nThe dark curtains.\n\nAnd no phone."
    assert (asked.state, asked.visibility) == ("submitted", "private")


def test_an_exercise_is_answered_in_its_boxes_from_the_link(
    walk: Trajectory, jonas: Person, mara: Person, clock: Clock
) -> None:
    wheel = next(each for each in METHODS if each.key == "life_areas")
    words: Any = {"title": wheel.title, "instructions": wheel.instructions, "question": wheel.question}
    Exercise.give(walk, by=mara, at=now(), coachee=jonas, form=written(wheel), **words)
    asked, box = Reflection.objects.get(), wheel.parts[0]
    first, second = box.field.items[:2]
    asked.save_words(by=jonas, at=now(), text=f"\u25b8 {box.heading}\n{first}: 3")
    claim = claim_for("reflection", clock, datetime.fromisoformat("2026-03-03T17:00+00:00"))
    page = Client().get(url(claim)).content.decode()
    assert f'name="{box.name}-0"' in page
    assert "checked" not in page
    said = {"way": "write", f"{box.name}-1": "7", "rest": "More sleep"}
    assert Client().post(url(claim), said).status_code == 303
    asked.refresh_from_db()
    answer = read(wheel, asked.text)
    assert answer.numbers(box.name) == {first: 3, second: 7}
    assert answer.rest == "More sleep"
    assert (asked.state, asked.visibility) == ("submitted", "private")


def test_a_scale_that_is_shared_from_the_link_lines_up_with_the_others(
    walk: Trajectory, jonas: Person, mara: Person, clock: Clock
) -> None:
    scaling = next(each for each in METHODS if each.key == "scaling")
    words: Any = {"title": scaling.title, "instructions": scaling.instructions, "question": scaling.question}
    Exercise.give(walk, by=mara, at=now(), coachee=jonas, form=written(scaling), **words)
    claim = claim_for("reflection", clock, datetime.fromisoformat("2026-03-03T17:00+00:00"))
    number = next(part for part in scaling.parts if part.shape == Shape.NUMBER)
    said = {"way": "write", number.name: "6", "shared": "on"}
    assert Client().post(url(claim), said).status_code == 303
    assert ScaleAnswer.objects.visible_to(mara).get().value == 6
    assert list(verify_all()) == []


def test_more_words_to_a_question_are_no_line_for_the_coach(
    walk: Trajectory, jonas: Person, mara: Person, sleep: Goal, clock: Clock
) -> None:
    asked = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helped?", goal=sleep)
    claim = claim_for("reflection", clock, datetime.fromisoformat("2026-03-03T17:00+00:00"))
    understand(Reply(claim.token, "The dark curtains."), now())
    asked.refresh_from_db()
    asked.share(by=jonas, at=now())
    message = understand(Reply(claim.token, "And I cried.", "<second@post.example>"), now())
    assert message is not None
    assert "nobody but you" in message.text
    assert not CheckIn.objects.exists()
    more = Reflection.objects.exclude(pk=asked.pk).get()
    assert (more.text, more.visibility, more.prompt_id) == ("And I cried.", "private", asked.prompt_id)
    assert not Reflection.objects.visible_to(mara).filter(pk=more.pk).exists()
    assert list(verify_all()) == []


def test_who_goes_back_to_their_first_answer_is_heard(
    reminded: Claim, call_ann: Action, jonas: Person, clock: Clock
) -> None:
    for day in ("2026-03-06", "2026-03-07", "2026-03-06"):
        before = re.findall(r'name="before" value="([^"]*)"', Client().get(url(reminded)).content.decode())[:1]
        clock.go(minutes=1)
        later = {"way": "later", "day": day, "before": "".join(before)}
        assert [Client().post(url(reminded), later).status_code for _ in range(2)] == [303, 303]
        call_ann.refresh_from_db()
        assert call_ann.due_on == date.fromisoformat(day)
    for number in range(2):
        understand(Reply(reminded.token, "done", f"<{number}@post.example>"), now())
        call_ann.refresh_from_db()
        assert call_ann.state == "done"
        call_ann.reopen(by=jonas, at=now())
    assert call_ann.due_date_changes.count() == 3
    assert list(verify_all()) == []


def test_every_button_of_a_message_has_its_answer(walk: Trajectory, jonas: Person, clock: Clock) -> None:
    Session.book(walk, by=walk.coach, at=now(), starts_at=now() + timedelta(hours=40))
    ahead = claim_for("session_ahead", clock, now() + timedelta(hours=1))
    assert ahead.message_id
    message = Message.objects.get(pk=ahead.message_id)
    for way in re.findall(r"as=(\w+)", message.text):
        page = Client().get(url(ahead, f"?as={way}")).content.decode()
        assert re.findall(r'name="way" value="(\w+)"', page)[0] == way


def test_what_is_brought_to_a_session_is_said_by_the_link_bit_by_bit(
    walk: Trajectory, jonas: Person, clock: Clock
) -> None:
    Session.book(walk, by=walk.coach, at=now(), starts_at=now() + timedelta(hours=40))
    ahead = claim_for("session_ahead", clock, now() + timedelta(hours=1))
    assert Client().post(url(ahead), {"way": "topic"}).status_code == 422
    assert Client().post(url(ahead), {"way": "topic", "text": "The night shifts", "energy": "3"}).status_code == 303
    page = Client().get(url(ahead)).content.decode()
    assert "The night shifts" not in page
    before = re.findall(r'name="before" value="([^"]*)"', page)[0]
    wish = {"way": "topic", "wish": "A first sentence", "before": before}
    assert Client().post(url(ahead), wish).status_code == 303
    said = Preparation.objects.get()
    assert (said.topic, said.energy, said.wish) == ("The night shifts", 3, "A first sentence")


def test_a_reply_to_the_session_s_reminder_is_its_topic(walk: Trajectory, jonas: Person, clock: Clock) -> None:
    Session.book(walk, by=walk.coach, at=now(), starts_at=now() + timedelta(hours=40))
    ahead = claim_for("session_ahead", clock, now() + timedelta(hours=1))
    understand(Reply(ahead.token, "The talk with Ruth, please"), now())
    assert Preparation.objects.get().topic == "The talk with Ruth, please"
    assert not CheckIn.objects.exists()


def _asks_daily(jonas: Person) -> None:
    Choice.choose(
        jonas, by=jonas, at=now(), channel="email", hour=1080, days="1234567", quiet_from=1260, quiet_until=480,
        a_week=3, report_day=7, daily_at=600,
    )  # fmt: skip


def test_the_daily_check_in_and_the_week_go_by_mail_alone(walk: Trajectory, jonas: Person, clock: Clock) -> None:
    _asks_daily(jonas)
    daily = claim_for("check_in", clock, now() + timedelta(hours=1))
    understand(Reply(daily.token, "7"), now())
    assert CheckIn.objects.get(kind="daily").energy == 7
    week = claim_for("weekly_report", clock, SUNDAY)
    understand(Reply(week.token, "I slept.\n\nThe shift.\n\nAsk Ann."), now())
    report = CheckIn.objects.get(kind="weekly")
    assert (report.moved, report.stuck, report.next_step) == ("I slept.", "The shift.", "Ask Ann.")
    assert not Message.objects.filter(subject__icontains="slept").exists()
    assert list(verify_all()) == []
