"""Every door, tried by everybody: strangers, neighbours, the practice's own people. And looking changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.ledger.covered import covered_models
from handrail.ledger.verify import entry_count
from handrail.lib.clock import now
from handrail.lib.picture import picture
from handrail.lib.words import Words
from handrail.outbox.message import Message
from handrail.practice.account import Account
from handrail.practice.consent import Consent
from handrail.practice.joining import add_person, invite_colleague
from handrail.practice.passkey import Passkey
from handrail.practice.person import Person
from handrail.practice.sign_in import SignInLink
from handrail.reminders.claim import Claim
from handrail.trajectory.action import Action
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.calendars.subscription import Subscription
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.domain import Domain
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.fact import Fact
from handrail.trajectory.feed_address import FeedAddress
from handrail.trajectory.guest import Guest
from handrail.trajectory.habit import Habit
from handrail.trajectory.idea import Idea
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.method import Method
from handrail.trajectory.methods.file import written
from handrail.trajectory.methods.shipped import METHODS
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.photo import Photo
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.summary import Summary
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.upload import Upload
from handrail.trajectory.upload import What as UploadedAs
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.web.mail import send_invitation
from handrail.web.summary_mail import feedback_url
from tests.cast import NextDoor, begin
from tests.photos import a_photo
from tests.web.addresses import Address, every_address
from tests.web.history.conftest import consents, story
from tests.web.history.story import Story

Phone = Callable[[Person], Client]
Ids = Mapping[str, Any]
ADDRESSES = every_address()
# Whoever comes may open these: they are how one comes in.
PUBLIC = frozenset({
    "home", "start", "sign-in", "sign-in-code", "sign-in-link", "sign-out", "invitation", "practices", "mailbox",
    "answer", "answer-stop", "feedback", "sign-in-passkey", "passkey-question", "second-step",
    "worker", "manifest", "offline", "offline-token", "waiting",
})  # fmt: skip
# What opens these is the secret in them, not who asks.
BY_SECRET = frozenset({"sign-in-link", "invitation", "calendar-feed", "answer", "answer-stop", "feedback"})
# What comes with Handrail is every coach's.
EVERYBODYS = frozenset({"coach:shipped-method", "coach:shipped-method-file"})
# The library of a practice is for all who coach in it.
OF_ALL_COACHES = frozenset({"coach:method", "coach:method-wording", "coach:method-standing", "coach:method-file"})
WITH_IDS = [address for address in ADDRESSES if address.wants and address.name not in BY_SECRET | EVERYBODYS]
# Where the server looks at the wanted state before all else, a state that exists.
POSTED = {
    "coach:session-state": {"state": "held"},
    "coach:state": {"state": "paused", "reason": "coach"},
    "coach:fact-state": {"state": "let_go"},
    "coach:goal-standing": {"standing": "on_hold", "state": "on_hold"},
    "coach:milestone-standing": {"standing": "reached", "state": "reached"},
    "coach:habit-standing": {"state": "ended"},
    "coachee:habit-standing": {"state": "ended"},
    "coachee:ticks": {"kept": "on"},
    "coach:exercise-standing": {"standing": "set_aside", "state": "set_aside"},
    "manager:role": {"given": "on"},
    "rhythm:measure-state": {"state": "ended"},
    "rhythm:brainstorm-standing": {"standing": "closed"},
}
__all__ = ["story"]


@pytest.fixture
def ids(story: Story, mara: Person, jonas: Person) -> Ids:
    """An example of everything that an address may want to know, all of it Jonas's and Mara's."""
    trajectory = story.trajectory
    colleague = invite_colleague(by=mara, at=now(), name="Wim", email="wim@quay.example", role="coach")
    yes = Consent.objects.filter(person=jonas).first()
    assert yes
    upload = Upload.keep(mara, name="people.csv", content=b"name,email\nJo,jo@post.example\n", at=now())
    account = Account.objects.get(email=mara.email)
    passkey = Passkey.objects.create(account=account, name="Mara's phone", credential_id="x", added_at=now())
    calendar = Upload.keep(mara, name="a.ics", content=b"BEGIN:VCALENDAR\r\n", at=now(), what=UploadedAs.CALENDAR)
    address = Subscription.begin(mara, at=now(), url="https://cal.example/a.ics")
    return {
        "passkey_id": passkey.pk,
        "file_id": calendar.pk, "subscription_id": address.pk,
        "trajectory_id": trajectory.pk, "session_id": _sent(story).session_id, "action_id": story.call_ann.pk,
        "goal_id": story.sleep.pk, "milestone_id": _last(Milestone, story), "vision_id": story.vision.pk,
        "weekly_goal_id": _last(WeeklyGoal, story), "exercise_id": _last(Exercise, story),
        "prompt_id": _last(Prompt, story), "reflection_id": story.shared.pk, "visibility": "shared",
        "table": "action", "row_id": story.call_ann.pk, "person_id": jonas.pk, "role": "coach",
        "invitation_id": colleague.pk, "id": yes.pk, "upload_id": upload.pk, "token": "no-such-token-at-all",
        "habit_id": Habit.add(trajectory, by=jonas, at=now(), coachee=jonas, text="Walk home after the last call").pk,
        "secret": "no-such-secret-at-all",
        "lapse_id": Lapse.note(trajectory, by=jonas, at=now(), coachee=jonas, kind="lapse").pk,
        "domain_id": _last(Domain, story),
        "fact_id": Fact.keep(trajectory, by=mara, at=now(), coachee=jonas, text="Ann is his sister, they are close").pk,
        "photo_id": _photo(trajectory, jonas).pk,
        "check_in_id": _report(jonas, trajectory).pk, **_number(jonas, trajectory),
        **_held(story, jonas),
        "event_id": _waiting_event(mara, trajectory).pk,
        **_idea(jonas, trajectory),
        "method_id": Method.write(by=mara, at=now(), text=written(METHODS[0])).pk, "key": "scaling",
        "participant_id": trajectory.participants.get().pk,
        "outreach_id": Outreach.send(trajectory, by=mara, at=now(), coachee=jonas, text="How is the walk going?").pk,
        "kind": "silence", "booked_id": _last(Session, story), "guest_id": _guest(trajectory, mara, jonas).pk,
    }  # fmt: skip


def _photo(trajectory: Trajectory, owner: Person) -> Photo:
    done = Action.objects.get(trajectory=trajectory, owner=owner, state="done")
    return Photo.add(done, by=owner, at=now(), picture=picture(a_photo()))


def _guest(trajectory: Trajectory, coach: Person, client: Person) -> Guest:
    session = Session.book(trajectory, by=coach, at=now(), starts_at=now() + timedelta(days=200))
    return Guest.bring(session, by=client, at=now(), coachee=client, name="Lena of the harbour")


def _report(client: Person, trajectory: Trajectory) -> CheckIn:
    return CheckIn.submit(trajectory, by=client, at=now(), kind="weekly", moved="I said no to Ann, at last")


def _held(story: Story, client: Person) -> Ids:
    """What was said and planned of the action, in a session."""
    number = ScaleAnswer.give(
        story.trajectory, by=client, at=now(), about=story.call_ann, scale="confidence", value=5
    )  # fmt: skip
    plan = CopingPlan.make(
        story.call_ann, by=client, at=now(), obstacle="her line stays silent", response="write to Ann instead"
    )
    held = {"scale_answer_id": number.pk, "coping_plan_id": plan.pk}
    return held | {"of": "actions", "of_id": story.call_ann.pk, "card": "topic"}


def _number(client: Person, trajectory: Trajectory) -> Ids:
    hours = Measure.add(trajectory, by=client, at=now(), coachee=client, name="Hours asleep")
    entry = MeasureEntry.record(hours, by=client, at=now(), value=Decimal(7), remark="Windows wide open")
    return {"measure_id": hours.pk, "entry_id": entry.pk}


def _idea(client: Person, trajectory: Trajectory) -> Ids:
    storm = Brainstorm.begin(trajectory, by=client, at=now(), coachee=client, topic="Evenings without the phone")
    return {"brainstorm_id": storm.pk, "idea_id": Idea.add(storm, by=client, at=now(), text="Read to the oven").pk}


def _waiting_event(coach: Person, trajectory: Trajectory) -> KnownEvent:
    """A session that a calendar would have cancelled, and that is left to the coach."""
    starts_at = now() + timedelta(days=300)
    one = Session.book(trajectory, by=coach, at=now(), starts_at=starts_at)
    return KnownEvent.objects.create(
        practice_id=coach.practice_id, coach=coach, uid="one", session=one, starts_at=starts_at, minutes=45,
        wish="cancel",
    )  # fmt: skip


def _sent(story: Story) -> Summary:
    """Of the session whose summary was sent."""
    return Summary.objects.get(trajectory=story.trajectory, edition__gt=0)


def _last(noun: type[models.Model], story: Story) -> Any:
    row = noun._default_manager.filter(trajectory=story.trajectory).order_by("pk").last()
    assert row
    return row.pk


def each(addresses: list[Address]) -> Any:
    return pytest.mark.parametrize("address", addresses, ids=lambda address: address.name)


def test_every_example_exists(phone: Phone, ids: Ids, mara: Person, jonas: Person) -> None:
    """Or the refusals below would say nothing: somebody can go to each of these."""
    insiders = phone(mara), phone(jonas)
    nowhere = [a.name for a in WITH_IDS if all(_is_refused(device, a, ids) for device in insiders)]
    assert nowhere == []


def _is_refused(device: Client, address: Address, ids: Ids) -> bool:
    with transaction.atomic():
        refused = all(answer.status_code in (404, 405) for answer in both(device, address, ids))
        transaction.set_rollback(True)
    return refused


def both(device: Client, address: Address, ids: Ids) -> Iterator[Any]:
    """Looked at, and posted to."""
    path = address.of(ids)
    yield device.get(path)
    yield device.post(path, POSTED.get(address.name, {}))


def test_nobody_is_led_to_the_sign_in(ids: Ids, story: Story) -> None:
    stranger, written = Client(), everything_written()
    for address in ADDRESSES:
        for answer in both(stranger, address, ids):
            assert answer.status_code < 500, address.name
            assert not any(words in answer.content.decode() for words in written), address.name
            if address.name not in PUBLIC and answer.status_code not in (404, 405):
                assert answer.status_code == 302, address.name
                assert answer["Location"].startswith("/sign-in"), address.name


def test_whoever_lives_next_door_finds_nothing(phone: Phone, ids: Ids, next_door: NextDoor) -> None:
    """With every role there is, over there."""
    neighbour = next_door.coach
    add_person(by=neighbour, at=now(), name=neighbour.name, email=neighbour.email, roles=("coachee",))
    for person in (neighbour, next_door.client):
        consents(person)
        finds_nothing(phone(person), ids, WITH_IDS)


def test_another_coach_and_another_client_find_nothing(
    phone: Phone, ids: Ids, tomas: Person, amina: Person, mara: Person
) -> None:
    begin(tomas, amina)
    consents(amina)
    finds_nothing(phone(tomas), ids, [address for address in WITH_IDS if address.name not in OF_ALL_COACHES])
    finds_nothing(phone(amina), ids, WITH_IDS)


def test_a_client_finds_neither_the_coach_s_side_nor_the_manager_s(phone: Phone, ids: Ids, jonas: Person) -> None:
    theirs = [address for address in ADDRESSES if address.name.split(":")[0] in ("coach", "manager")]
    finds_nothing(phone(jonas), ids, theirs)


def finds_nothing(device: Client, ids: Ids, addresses: list[Address]) -> None:
    for address in addresses:
        statuses = {answer.status_code for answer in both(device, address, ids)}
        # 405 is said before anybody looks: it tells of the address, not of what is behind it.
        assert 404 in statuses, address.name
        assert statuses <= {404, 405}, address.name


def test_a_manager_reads_no_word_of_it(phone: Phone, ids: Ids, ines: Person, story: Story) -> None:
    written, device = everything_written(), phone(ines)
    for address in ADDRESSES:
        answer = device.get(address.of(ids))
        if address.name.split(":")[0] in ("coach", "coachee", "history", "rhythm"):
            assert answer.status_code in (404, 405), address.name
        page = answer.content.decode()
        assert [words for words in written if words in page] == [], address.name


def everything_written() -> list[str]:
    """All that stands in the rows of a trajectory, as the pages would print it."""
    nouns = [noun for noun in covered_models().values() if noun._meta.app_label == "trajectory"]
    columns = [(noun, field.name) for noun in nouns for field in noun._meta.concrete_fields if isinstance(field, Words)]
    texts = {text for noun, column in columns for text in noun._base_manager.values_list(column, flat=True)}
    # A word like "Beans" may stand anywhere.
    return sorted(text for text in texts if len(text) > 8)


@pytest.mark.parametrize("who", ["mara", "jonas", "ines", "nobody"])
def test_looking_changes_nothing(
    request: pytest.FixtureRequest, phone: Phone, ids: Ids, mara: Person, amina: Person, who: str
) -> None:
    device = Client() if who == "nobody" else phone(request.getfixturevalue(who))
    shown = 0
    for address, path in _all_paths(ids, mara, amina):
        before = (entry_count(), Message.objects.count())
        with CaptureQueriesContext(connection) as queries:
            answer = device.get(path)
        assert (entry_count(), Message.objects.count()) == before, address
        assert [sql for q in queries if _writes(sql := q["sql"])] == [], address
        shown += answer.status_code == 200
    assert shown >= 3


def _all_paths(ids: Ids, mara: Person, amina: Person) -> list[tuple[str, str]]:
    """Every address; those that a mail scanner opens with links that work."""
    trajectory = begin(mara)
    invitation = send_invitation(by=mara, at=now(), trajectory=trajectory, person=amina)
    way_in = SignInLink.ask(mara.email, at=now(), asked_from="127.0.0.1", leads_to="", person=mara)
    claim = Claim.objects.create(
        practice_id=mara.practice_id, person_id=ids["person_id"], trajectory_id=ids["trajectory_id"], kind="action",
        counts_as="prompt", object_id=ids["action_id"], moment=now().date(), at=now(), outcome="sent",
    )  # fmt: skip
    tokens = {"sign-in-link": way_in.token, "invitation": invitation.token}
    tokens |= {"answer": claim.token, "answer-stop": claim.token}
    summary = Summary.objects.get(trajectory=ids["trajectory_id"], edition__gt=0)
    tokens["feedback"] = feedback_url(summary).rpartition("/")[2]
    secret = FeedAddress.make(mara, at=now())
    return [(a.name, a.of({**ids, "token": tokens.get(a.name, ""), "secret": secret})) for a in ADDRESSES]


def _writes(sql: str) -> bool:
    """A device's own session may be made and renewed: that is the browser's, not the practice's."""
    return sql.split(" ")[0].upper() in ("INSERT", "UPDATE", "DELETE") and "django_session" not in sql
