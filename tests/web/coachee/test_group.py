"""A group from its first page on, and then as each of its members: what is one's own is nobody else's [12]."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from handrail.export.own_copy import own_copy
from handrail.ledger.covered import covered_models
from handrail.ledger.entry import Entry
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.pdf import NoPdf
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.domain import Domain
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.exploration import Exploration
from handrail.trajectory.fact import Fact
from handrail.trajectory.feed_address import FeedAddress
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.summary import Summary
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win
from tests.web.addresses import Address, every_address
from tests.web.history.conftest import consents

Phone = Callable[[Person], Client]


@pytest.fixture
def group(phone: Phone, mara: Person, jonas: Person, amina: Person) -> Trajectory:
    """Made on the coach's page; both said yes."""
    new = f"{jonas.name}, {jonas.email}\n{amina.name} <{amina.email}>"
    phone(mara).post(reverse("coach:new-group"), {"group_name": "The quay on Thursdays", "new": new, "key": "one"})
    one = Trajectory.objects.get()
    for person in (jonas, amina):
        one.refresh_from_db()
        one.start(by=person, at=now())
        consents(person)
    return one


@pytest.fixture
def together(group: Trajectory, mara: Person) -> Session:
    """A session of all, with a note that all read and one that only the coach does."""
    session = Session.book(group, by=mara, at=now(), starts_at=now() + timedelta(hours=1), times=3)
    Note.write(session, by=mara, at=now(), visibility="shared", text="EVERYBODY reads what was agreed together")
    Note.write(session, by=mara, at=now(), visibility="coach_only", text="COACHALONE thinks about them")
    return session


def lives(group: Trajectory, session: Session, who: Person, coach: Person) -> None:
    """Everything that somebody can write down, each with a word that is in nobody else's."""
    tag = f"{who.given_name.upper()}S"
    mine: dict[str, Any] = {"by": who, "at": now(), "coachee": who}
    Vision.write(group, text=f"{tag} vision", **mine)
    goal = Goal.propose(group, text=f"{tag} goal", why=f"{tag} why", sign=f"{tag} sign", **mine)
    Milestone.add(goal, by=who, at=now(), text=f"{tag} step")
    weekly = WeeklyGoal.propose(goal, by=who, at=now(), text=f"{tag} week", expectation=f"{tag} hope")
    weekly.start(by=who, at=now())
    action = Action.propose(
        group, by=who, at=now(), owner=who, text=f"{tag} action", due_on=date(2026, 3, 5), session=session
    )
    action.postpone(by=who, at=now(), due_on=date(2026, 3, 9), reason=f"{tag} reason")
    CopingPlan.make(action, by=who, at=now(), obstacle=f"{tag} obstacle", response=f"{tag} response")
    done = Action.propose(group, by=who, at=now(), owner=who, text=f"{tag} deed", due_on=date(2026, 3, 5))
    done.complete(by=who, at=now(), remark=f"{tag} remark")
    Exercise.give(
        group, by=coach, at=now(), coachee=who, title=f"{tag} exercise", instructions=f"{tag} how",
        question=f"{tag} what", session=session,
    )  # fmt: skip
    for visibility in ("private", "shared"):
        asked = Reflection.ask(
            group, by=coach, at=now(), coachee=who, question=f"{tag} {visibility} question", session=session
        )
        asked.submit(by=who, at=now(), text=f"{tag} {visibility} words", visibility=visibility)
    CheckIn.submit(group, by=who, at=now(), kind="daily", energy=4, line=f"{tag} day")
    report = CheckIn.submit(group, by=who, at=now(), kind="weekly", moved=f"{tag} moved", stuck=f"{tag} stuck")
    report.answer(by=coach, at=now(), text=f"{tag} answer")
    area = Domain.add(group, name=f"{tag} area", **mine)
    StageEntry.enter(area, by=who, at=now(), stage="contemplation")
    Habit.add(group, text=f"{tag} habit", anchor=f"{tag} anchor", **mine)
    MeasureEntry.record(Measure.add(group, name=f"{tag} number", **mine), by=who, at=now(), value=Decimal(7))
    Lapse.note(group, kind="lapse", what=f"{tag} slip", learned=f"{tag} lesson", **mine)
    Win.add(group, text=f"{tag} win", **mine)
    ScaleAnswer.give(group, scale="confidence", value=6, about=goal, by=who, at=now())
    Preparation.say(session, by=who, at=now(), topic=f"{tag} topic", energy=6, wish=f"{tag} wish")
    Attendance.note(session, state="away", reason=f"{tag} dentist", **mine)
    Exploration.write(session, by=coach, at=now(), coachee=who, card="topic", text=f"{tag} card")
    Fact.keep(group, by=coach, at=now(), coachee=who, text=f"COACHALONE knows {tag} fact")
    alone = Session.request(group, by=who, at=now(), starts_at=now() + timedelta(days=2))
    alone.confirm(by=coach, at=now())
    Note.write(alone, by=coach, at=now(), visibility="shared", text=f"{tag} note")
    Note.write(alone, by=coach, at=now(), visibility="coach_only", text=f"COACHALONE writes {tag} note")
    alone.start(by=coach, at=now())
    alone.hold(by=coach, at=now())
    alone.change(by=who, at=now(), learned=f"{tag} learned")
    Feedback.give(alone, by=who, at=now(), wish=f"{tag} feedback")
    Summary.send(alone, by=coach, at=now(), coachee=who, text=f"{tag} summary")
    Summary.send(session, by=coach, at=now(), coachee=who, text=f"{tag} summary of all")


def every_id(group: Trajectory) -> dict[str, list[Any]]:
    """Of every kind of address, everything that there is, whosever it is."""
    ids: dict[str, list[Any]] = {
        "trajectory_id": [group.pk], "visibility": ["shared"], "person_id": [p.pk for p in group.coachees()],
        "secret": ["no-such-secret"], "token": ["no-such-token"], "key": ["scaling"], "role": ["coach"],
    }  # fmt: skip
    rows = [row for model in covered_models().values() for row in model._base_manager.all()]
    for row in rows:
        for name in (f"{row.table}_id", f"{NAMES.get(row.table, row.table)}_id", "row_id"):
            ids.setdefault(name, []).append(row.pk)
    ids["booked_id"], ids["id"] = ids["session_id"], ids["consent_id"]
    return ids


# Their door asks who comes before it asks for what, of every page behind it (tests/web/test_doors.py).
BEHIND_A_DOOR = ("coach:", "manager:")
NAMES = {"weeklygoal": "weekly_goal", "checkin": "check_in", "measureentry": "entry"}


def paths(group: Trajectory) -> Iterator[tuple[str, list[str]]]:
    """Address by address, every page that there is at it."""
    ids = every_id(group)
    yield from ((address.name, list(dict.fromkeys(_pages(address, ids)))) for address in every_address())


def _pages(address: Address, ids: dict[str, list[Any]]) -> Iterator[str]:
    if not address.wants:
        yield address.of({})
    elif address.wants == ("trajectory_id", "table", "row_id"):
        trajectory_id = ids["trajectory_id"][0]
        rows = [row for model in covered_models().values() for row in model._base_manager.all()]
        yield from (address.of({"trajectory_id": trajectory_id, "table": row.table, "row_id": row.pk}) for row in rows)
    else:
        *fixed, last = address.wants
        given = {want: ids.get(want, ["none"])[0] for want in fixed}
        yield from (_of(address, {**given, last: one}) for one in ids.get(last, ()))


def _of(address: Address, given: dict[str, Any]) -> str:
    try:
        return address.of(given)
    except NoReverseMatch:  # an example that this kind of address does not take
        return "/"


def read(device: Client, group: Trajectory) -> Iterator[tuple[str, str]]:
    """All that this browser is ever given."""
    for name, pages in paths(group):
        for path in pages:
            answer = device.get(path, follow=True)
            assert answer.status_code < 500, path
            body = answer.getvalue()
            yield path, unescape(body.decode(errors="replace"))
            if answer.status_code == 405 or (answer.status_code == 404 and name.startswith(BEHIND_A_DOOR)):
                break  # There is nothing to read for them at this address, whatever it is asked for.


@pytest.fixture
def readable_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn is the page that comes where nothing can be drawn; its words can be read here."""

    def none(page: str) -> bytes:
        raise NoPdf

    monkeypatch.setattr("handrail.web.paper.pdf", none)


@pytest.mark.usefixtures("readable_papers")
def test_nobody_in_a_group_meets_what_is_anothers(
    phone: Phone, group: Trajectory, together: Session, mara: Person, jonas: Person, amina: Person
) -> None:
    for person in (jonas, amina):
        lives(group, together, person, mara)
    assert [str(difference) for difference in verify_all()] == []
    for person, other in ((jonas, amina), (amina, jonas)):
        own, others = f"{person.given_name.upper()}S ", f"{other.given_name.upper()}S "
        found = list(read(phone(person), group))
        assert any(own in body for _path, body in found)
        assert any("EVERYBODY" in body for _path, body in found)
        assert [path for path, body in found if others in body] == []
        assert [path for path, body in found if "COACHALONE" in body] == []
        assert [path for path, body in found if other.email in body] == []
        kept = own_copy(person, at=now()).as_json()
        assert own in kept
        assert others not in kept
        assert "COACHALONE" not in kept


def test_nobody_in_a_group_changes_what_is_anothers(
    phone: Phone, group: Trajectory, together: Session, mara: Person, jonas: Person, amina: Person
) -> None:
    lives(group, together, jonas, mara)
    theirs = {
        str(row.pk)
        for model in covered_models().values()
        for row in model._base_manager.all()
        if getattr(row, "coachee_id", None) == jonas.pk
    }
    device, before = phone(amina), Entry.objects.count()
    for path in dict.fromkeys(path for _name, pages in paths(group) for path in pages):
        if any(row in path for row in theirs):
            answer = device.post(path, {"done": "on", "text": "Mine?", "state": "cancelled"})
            assert answer.status_code in (404, 405), path
    assert Entry.objects.count() == before


def test_a_calendar_holds_the_groups_sessions_and_ones_own(
    group: Trajectory, together: Session, mara: Person, jonas: Person, amina: Person, client: Client
) -> None:
    Session.book(group, by=mara, at=now(), starts_at=now() + timedelta(days=2), coachee=jonas)
    for person, number in ((jonas, 4), (amina, 3), (mara, 4)):
        secret = FeedAddress.make(person, at=now())
        body = client.get(reverse("calendar-feed", args=[secret])).content.decode()
        assert body.count("BEGIN:VEVENT") == number, person.name


def test_who_was_not_there_is_not_asked_how_it_was(
    phone: Phone, mara: Person, jonas: Person, amina: Person, together: Session
) -> None:
    Attendance.note(together, by=mara, at=now(), coachee=jonas, state="away")
    together.hold(by=mara, at=now())
    asked = "How was it for me, on Monday?"
    assert asked in phone(amina).get("/my/").content.decode()
    assert asked not in phone(jonas).get("/my/").content.decode()
