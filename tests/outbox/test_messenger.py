"""SMS and messengers through Apprise, to a real server."""

import json

import pytest

from handrail.lib.ids import uuid7
from handrail.lib.refusal import NotUnderstood
from handrail.outbox.apprise_place import ApprisePlace
from handrail.outbox.attempt import Attempt
from handrail.outbox.delivery import SILENCE, deliver
from handrail.outbox.message import Message, State
from tests.outbox.conftest import MONDAY, PRACTICE, Write
from tests.post import Post
from tests.receiver import Receiver

pytestmark = pytest.mark.django_db


def sms(write: Write, to: str = "sms:+31612345678") -> Message:
    return write(channel="apprise", to=to, subject="Your next step", text="https://handrail.example/a/abc")


@pytest.fixture
def place(receiver: Receiver) -> ApprisePlace:
    return ApprisePlace.keep(practice_id=PRACTICE, name="sms", url=f"json://user:secret@{receiver.place}/to/{{to}}")


def test_it_goes_to_the_number_through_the_way_that_the_practice_set_up(
    write: Write, place: ApprisePlace, receiver: Receiver
) -> None:
    message = sms(write)
    assert deliver(at=MONDAY) == 1
    (posted,) = receiver.posted
    assert posted.path == "/to/+31612345678"
    said = json.loads(posted.body)
    assert (said["title"], said["message"]) == ("Your next step", "https://handrail.example/a/abc")
    message.refresh_from_db()
    assert message.state == State.SENT


def test_a_provider_that_is_down_loses_nothing_however_long(
    write: Write, place: ApprisePlace, receiver: Receiver
) -> None:
    message, at = sms(write), MONDAY
    receiver.answers = [503] * 20
    for _ in range(20):
        assert deliver(at=at) == 0
        at += SILENCE
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 0)
    assert deliver(at=at) == 1


def test_a_provider_that_does_not_answer_is_asked_once_a_batch(
    write: Write, place: ApprisePlace, receiver: Receiver
) -> None:
    sms(write)
    sms(write)
    receiver.close()
    assert deliver(at=MONDAY) == 0
    assert Message.waiting_count() == 2
    assert not Attempt.objects.exists()


def test_a_number_that_is_refused_is_given_up_in_the_end(write: Write, place: ApprisePlace, receiver: Receiver) -> None:
    message = sms(write)
    receiver.answers = [400]
    deliver(at=MONDAY)
    assert Attempt.objects.get(message=message).said == "400"


def test_neither_the_number_nor_the_password_comes_into_the_log(
    write: Write, place: ApprisePlace, receiver: Receiver, capfd: pytest.CaptureFixture[str]
) -> None:
    sms(write)
    receiver.answers = [400]
    deliver(at=MONDAY)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "to",
    ["sms:+316/../../x", "sms:a@evil.example", "sms:?to=x", "sms:", "sms:+31 6", "other:+31612345678", "+31612345678"],
)
def test_what_is_no_number_goes_nowhere(write: Write, place: ApprisePlace, receiver: Receiver, to: str) -> None:
    try:
        message = sms(write, to)
    except NotUnderstood:
        return
    assert deliver(at=MONDAY) == 0
    message.refresh_from_db()
    assert message.state == State.GIVEN_UP
    assert receiver.posted == []


def test_a_way_of_another_practice_is_not_used(write: Write, place: ApprisePlace, receiver: Receiver) -> None:
    ApprisePlace.objects.update(practice_id=uuid7())
    sms(write)
    assert deliver(at=MONDAY) == 0
    assert receiver.posted == []


def test_the_password_at_the_provider_cannot_be_read_from_the_table(place: ApprisePlace) -> None:
    assert "secret" not in str(list(ApprisePlace.objects.values()))


@pytest.mark.parametrize(("name", "url"), [("SMS", "json://x/{to}"), ("sms", "json://x"), ("sms", "x{to}"), ("", "")])
def test_a_way_needs_a_name_and_a_place_for_the_number(name: str, url: str) -> None:
    with pytest.raises(NotUnderstood):
        ApprisePlace.keep(practice_id=PRACTICE, name=name, url=url)


def test_few_words_go_there_and_all_of_them_by_mail_where_that_does_not_work(
    post: Post, write: Write, place: ApprisePlace, receiver: Receiver
) -> None:
    for to in ("sms:+31612345678", "gone:+31612345678"):
        write(channel="apprise", to=to, text="All of it", short="Your check-in: …", mail_to="jonas@example.com")
    assert [deliver(at=MONDAY) for _ in range(3)] == [1, 1, 0]
    assert [json.loads(posted.body)["message"] for posted in receiver.posted] == ["Your check-in: …"]
    assert [letter.text.strip() for letter in post.letters] == ["All of it"]
