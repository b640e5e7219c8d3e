"""Whose it is: nobody else comes to Jonas's pages, and he to nobody else's."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern

from handrail.ledger.entry import Entry
from handrail.lib.clock import now
from handrail.lib.picture import picture
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.domain import Domain
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.guest import Guest
from handrail.trajectory.habit import Habit
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.photo import Photo
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.web.coachee.urls import urlpatterns
from tests.cast import NextDoor, begin
from tests.photos import a_photo
from tests.web.coachee.paths import Phone, words

Rows = dict[str, Any]


def everything(trajectory: Trajectory, *, coach: Person, coachee: Person) -> Rows:
    """One row of each kind that a page is about, all of them this client's."""
    session = Session.book(trajectory, by=coach, at=now(), starts_at=now())
    alone = Session.book(trajectory, by=coach, at=now(), starts_at=now() + timedelta(days=1), coachee=coachee)
    goal = Goal.propose(trajectory, by=coachee, at=now(), coachee=coachee, text="A goal of theirs", sign="Seen")
    action = Action.propose(
        trajectory, by=coachee, at=now(), owner=coachee, text="An action of theirs", due_on=date(2026, 3, 9)
    )
    return {
        "photo_id": Photo.add(action, by=coachee, at=now(), picture=picture(a_photo())),
        "trajectory_id": trajectory,
        "session_id": session,
        "goal_id": goal,
        "milestone_id": Milestone.add(goal, by=coachee, at=now(), text="A step of theirs"),
        "weekly_goal_id": WeeklyGoal.propose(goal, by=coachee, at=now(), text="A week of theirs"),
        "action_id": action,
        "check_in_id": CheckIn.submit(trajectory, by=coachee, at=now(), kind="daily", line="A line of theirs"),
        "domain_id": Domain.add(trajectory, by=coachee, at=now(), coachee=coachee, name="An area of theirs"),
        "exercise_id": Exercise.give(
            trajectory,
            by=coach,
            at=now(),
            coachee=coachee,
            title="An exercise of theirs",
            instructions="Do",
            question="What came of it?",
        ),
        "guest_id": Guest.bring(alone, by=coachee, at=now(), coachee=coachee, name="A friend of theirs"),
        "lapse_id": Lapse.note(trajectory, by=coachee, at=now(), coachee=coachee, kind="lapse"),
        "coping_plan_id": CopingPlan.make(action, by=coachee, at=now(), obstacle="it rains", response="go anyway"),
        "habit_id": Habit.add(trajectory, by=coachee, at=now(), coachee=coachee, text="A habit of theirs"),
        "of_id": action,
        "scale_answer_id": ScaleAnswer.give(
            trajectory, by=coachee, at=now(), about=action, scale="confidence", value=5
        ),
        "outreach_id": Outreach.send(trajectory, by=coach, at=now(), coachee=coachee, text="A word to them"),
        "reflection_id": Reflection.ask(
            trajectory, by=coach, at=now(), coachee=coachee, question="A question of theirs?", session=session
        ),
    }


def addresses(rows: Rows) -> Iterator[str]:
    """Every address of the client's pages that is about one of these rows."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        for name, row in rows.items():
            if f"<uuid:{name}>" in str(pattern.pattern):
                path = str(pattern.pattern).replace("<str:of>", "actions")
                yield "/my/" + path.replace(f"<uuid:{name}>", str(row.pk))


def refuses_everything(browser: Client, rows: Rows) -> None:
    before = Entry.objects.count()
    for address in addresses(rows):
        for answer in (browser.get(address), browser.post(address, {"done": "on", "text": "Mine?"})):
            assert answer.status_code in (404, 405), address
    assert Entry.objects.count() == before


def test_every_page_with_an_id_is_walked(walk: Trajectory, mara: Person, jonas: Person) -> None:
    rows = everything(walk, coach=mara, coachee=jonas)
    with_id = [pattern for pattern in urlpatterns if "<uuid:" in str(pattern.pattern)]
    assert len(list(addresses(rows))) == len(with_id)


def test_somebody_of_another_practice_finds_nothing(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, next_door: NextDoor
) -> None:
    refuses_everything(phone(next_door.client), everything(walk, coach=mara, coachee=jonas))


def test_another_client_of_the_same_coach_finds_nothing(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, amina: Person
) -> None:
    begin(mara, amina)
    refuses_everything(phone(amina), everything(walk, coach=mara, coachee=jonas))


@pytest.mark.parametrize("who", ["mara", "ines"])
def test_coach_and_manager_come_by_their_own_doors(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, ines: Person, who: str
) -> None:
    refuses_everything(phone({"mara": mara, "ines": ines}[who]), everything(walk, coach=mara, coachee=jonas))


def test_a_stranger_is_asked_to_sign_in(client: Client, walk: Trajectory, mara: Person, jonas: Person) -> None:
    for address in addresses(everything(walk, coach=mara, coachee=jonas)):
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 405 or answer["Location"].startswith("/sign-in"), address


def test_a_coach_who_is_coached_meets_no_client_of_theirs_here(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, tomas: Person
) -> None:
    Membership.grant(mara, by=mara, at=now(), role="coachee")
    begin(tomas, Person.objects.get(pk=mara.pk))
    refuses_everything(phone(mara), everything(walk, coach=mara, coachee=jonas))


def test_in_a_group_each_ones_own_stays_theirs(phone: Phone, mara: Person, jonas: Person, amina: Person) -> None:
    """Two participants: the session and its note are of both, all else is each one's own."""
    group = begin(mara, jonas, amina)
    hers = everything(group, coach=mara, coachee=amina)
    hers["reflection_id"].submit(by=amina, at=now(), text="Amina's private words", visibility="shared")
    Vision.write(group, by=amina, at=now(), coachee=amina, text="Amina's vision")
    Note.write(hers["session_id"], by=mara, at=now(), visibility="coach_only", text="For Mara alone")
    common = {hers.pop("trajectory_id"), hers["session_id"]}
    session = hers.pop("session_id")
    browser = phone(jonas)
    refuses_everything(browser, hers)
    assert common == {group, session}
    for address in ("/my/", f"/my/sessions/{session.pk}", *(f"/my/trajectories/{group.pk}{page}" for page in PAGES)):
        page = words(browser.get(address))
        for secret in ("of theirs", "Amina's", "For Mara alone"):
            assert secret not in page, address


PAGES = ("", "/actions", "/goals", "/reflections", "/vision", "/wins")


def test_an_id_that_is_none_and_methods_that_are_not(phone: Phone, jonas: Person, call_ann: Action) -> None:
    browser = phone(jonas)
    assert browser.get("/my/actions/nonsense").status_code == 404
    assert browser.get(f"/my/actions/{call_ann.pk}/completion").status_code == 405
    assert browser.post(f"/my/actions/{call_ann.pk}").status_code == 405
