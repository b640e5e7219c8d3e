"""A reminder goes where somebody wants to hear of it, and by mail where that does not work."""

import json
from datetime import timedelta

import pytest

from handrail.lib.clock import now
from handrail.outbox.apprise_place import ApprisePlace
from handrail.outbox.message import Message
from handrail.outbox.number import Number
from handrail.outbox.push_subscription import PushSubscription, devices_in
from handrail.outbox.stopped import Stopped, Why
from handrail.practice.person import Person
from handrail.reminders.choice import Channel, Choice
from handrail.reminders.claim import Claim
from handrail.reminders.sweep import sweep
from handrail.trajectory.action import Action
from handrail.trajectory.leaving import erase_person
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.post import Post
from tests.receiver import Receiver
from tests.reminders.conftest import WEDNESDAY, outcomes, round_at


@pytest.fixture
def sms(walk: Trajectory, jonas: Person, receiver: Receiver) -> ApprisePlace:
    """The practice has it, and Jonas has shown his number."""
    place = ApprisePlace.keep(practice_id=jonas.practice_id, name="sms", url=f"json://{receiver.place}/to/{{to}}")
    shown = {"practice_id": jonas.practice_id, "place": "sms", "number": "+31612345678", "asked_at": now()}
    Number.objects.create(person_id=jonas.pk, shown_at=now(), **shown)
    Choice.hear_by(jonas, by=jonas, at=now(), channel=Channel.APPRISE)
    return place


def test_it_comes_by_sms_short_with_the_link_where_it_is_answered(
    post: Post, sms: ApprisePlace, call_ann: Action, receiver: Receiver
) -> None:
    round_at(WEDNESDAY)
    assert post.letters == []
    (posted,) = receiver.posted
    assert posted.path == "/to/+31612345678"
    told = json.loads(posted.body)["message"]
    claim = Claim.objects.get(kind="action")
    assert "A short reminder: http" in told
    assert f"/a/{claim.token}" in told
    assert f"/a/{claim.token}/stop" in told
    # It may stand on a locked screen.
    assert "Ann" not in told
    assert len(told) < 300


def test_where_the_practice_ended_its_sms_it_comes_by_mail(
    post: Post, sms: ApprisePlace, call_ann: Action, jonas: Person
) -> None:
    sms.delete()
    round_at(WEDNESDAY)
    round_at(WEDNESDAY + timedelta(seconds=1))
    (letter,) = post.letters
    assert "Call Ann about the evening shift" in letter.text
    assert letter.to == jonas.email
    round_at(WEDNESDAY + timedelta(days=1))
    assert len(post.letters) == 1


def test_a_number_that_was_not_shown_to_be_theirs_hears_nothing(
    post: Post, sms: ApprisePlace, call_ann: Action, receiver: Receiver
) -> None:
    Number.objects.update(shown_at=None)
    round_at(WEDNESDAY)
    assert (len(post.letters), receiver.posted) == (1, [])


def test_what_is_essential_comes_by_mail_all_the_same(
    post: Post, sms: ApprisePlace, walk: Trajectory, mara: Person, receiver: Receiver
) -> None:
    session = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(hours=30))
    round_at(session.starts_at - timedelta(hours=2))
    assert len(post.letters) == 1
    assert receiver.posted == []


def test_who_is_reached_by_sms_is_reached_though_mail_comes_back(
    post: Post, sms: ApprisePlace, call_ann: Action, jonas: Person, receiver: Receiver
) -> None:
    Stopped.stop(jonas.practice_id, "email", jonas.email, why=Why.BOUNCED, at=now())
    round_at(WEDNESDAY)
    assert len(receiver.posted) == 1
    assert Message.objects.get(channel="apprise").mail_to == ""


def test_a_push_names_every_device_and_the_mail_that_takes_its_place(
    walk: Trajectory, call_ann: Action, jonas: Person
) -> None:
    known = [
        PushSubscription.objects.create(
            practice_id=jonas.practice_id, person_id=jonas.pk, endpoint=f"https://push/{n}", since=now()
        ).pk
        for n in range(2)
    ]  # fmt: skip
    Choice.hear_by(jonas, by=jonas, at=now(), channel=Channel.PUSH)
    sweep(at=WEDNESDAY)
    message = Message.objects.get()
    assert set(devices_in(message.to)) == set(known)
    assert (message.channel, message.mail_to) == ("push", jonas.email)
    assert outcomes(kind="action") == [("action", "sent", "")]


def test_of_whoever_is_erased_no_number_stays(sms: ApprisePlace, jonas: Person, mara: Person) -> None:
    sweep(at=WEDNESDAY)
    erase_person(by=mara, at=now(), person=jonas)
    assert not Number.objects.exists()
    assert not Message.objects.exclude(to="", mail_to="", short="").exists()
