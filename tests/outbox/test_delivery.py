from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from handrail.lib.ids import uuid7
from handrail.outbox.attempt import Attempt, Outcome
from handrail.outbox.channels import email
from handrail.outbox.channels.server import Unreachable
from handrail.outbox.delivery import BACK_OFF, LEASE, deliver
from handrail.outbox.message import Message, State
from tests.outbox.conftest import MONDAY, Write
from tests.post import Post

MINUTE = timedelta(minutes=1)


def tries(message: Message) -> list[tuple[str, str]]:
    return list(Attempt.objects.filter(message=message).order_by("at").values_list("outcome", "said"))


def test_jonas_gets_his_mail_once(post: Post, write: Write) -> None:
    message = write(html='<p><a href="https://handrail.example/in/abc">Go on</a></p>')

    assert deliver(at=MONDAY) == 1
    assert deliver(at=MONDAY + LEASE) == 0

    letter = post.last(to="jonas@example.com")
    assert (letter.subject, letter.text, letter.html) == (message.subject, message.text, message.html)
    assert post.link(letter) == "https://handrail.example/in/abc"
    message.refresh_from_db()
    assert (message.state, message.ended_at, message.attempts) == (State.SENT, MONDAY, 1)
    assert tries(message) == []  # of what was taken the message itself says so


def test_nothing_goes_out_before_it_is_due(post: Post, write: Write) -> None:
    write(at=MONDAY + MINUTE)
    assert [deliver(at=MONDAY), deliver(at=MONDAY + MINUTE)] == [0, 1]


def test_a_batch_goes_over_one_connection(post: Post, write: Write) -> None:
    for person in range(20):
        write(to=f"person{person}@example.com")
    assert deliver(at=MONDAY) == 20
    assert post.calls == 1


def test_without_a_mail_server_mail_waits(settings: Settings, write: Write) -> None:
    settings.HANDRAIL_SMTP = ""
    message = write()
    assert deliver(at=MONDAY) == 0
    message.refresh_from_db()
    assert (message.state, message.lease, message.attempts) == (State.WAITING, None, 0)


def test_an_outage_of_the_mail_server_costs_nothing_but_time(post: Post, write: Write) -> None:
    message = write()
    post.close()
    for hours in range(72):
        with pytest.raises(Unreachable):
            deliver(at=MONDAY + timedelta(hours=hours))
    message.refresh_from_db()
    assert (message.state, message.lease, message.attempts) == (State.WAITING, None, 0)

    post.open()
    assert deliver(at=MONDAY + timedelta(hours=72)) == 1
    post.last(to="jonas@example.com")


def test_a_wrong_password_costs_nothing_but_time_and_is_not_told(post: Post, write: Write, settings: Settings) -> None:
    write()
    post.close()
    post.open(password="another")
    settings.HANDRAIL_SMTP = f"smtp://sanne:p%2Fss@127.0.0.1:{post.port}"
    with pytest.raises(Unreachable, match="535") as told:
        deliver(at=MONDAY)
    assert "p/ss" not in str(told.value)

    post.close()
    post.open(password="p/ss")
    assert deliver(at=MONDAY) == 1


def test_greylisted_mail_is_taken_at_the_second_knock(post: Post, write: Write) -> None:
    message = write()
    write(to="mia@example.com")
    post.answer("jonas@example.com", "451 4.7.1 Greylisted, jonas@example.com, come back later")

    assert deliver(at=MONDAY) == 1  # Mia's
    assert deliver(at=MONDAY + BACK_OFF[0] - timedelta(seconds=1)) == 0
    assert deliver(at=MONDAY + BACK_OFF[0]) == 1
    assert tries(message) == [(Outcome.PUT_OFF, "451 4.7.1")]


def test_an_address_that_does_not_exist_is_given_up_at_once(post: Post, write: Write) -> None:
    message = write()
    write(to="mia@example.com")
    post.answer("jonas@example.com", "550 5.1.1 <jonas@example.com> nobody of that name here")

    assert deliver(at=MONDAY) == 1  # Mia's, over the same connection
    message.refresh_from_db()
    assert (message.state, message.ended_at) == (State.GIVEN_UP, MONDAY)
    assert tries(message) == [(Outcome.REFUSED, "550 5.1.1")]
    assert deliver(at=MONDAY + timedelta(days=9)) == 0


@pytest.mark.parametrize("answer", ["550 5.7.1 Relaying denied", "530 5.7.0 Authenticate first", "503 No"])
def test_a_refusal_of_us_rather_than_of_jonas_is_tried_again(post: Post, write: Write, answer: str) -> None:
    write()
    post.answer("jonas@example.com", answer)
    assert deliver(at=MONDAY) == 0
    assert deliver(at=MONDAY + BACK_OFF[0]) == 1


def test_a_mail_the_server_will_not_have_is_given_up_at_once(post: Post, write: Write) -> None:
    message = write()
    write(to="mia@example.com")
    post.answer("jonas@example.com", "554 5.6.0 What is that", after_text=True)
    assert deliver(at=MONDAY) == 1  # Mia's, over the same connection
    assert tries(message) == [(Outcome.REFUSED, "554 5.6.0")]


def test_mail_is_given_up_after_seven_tries_spread_over_a_day_and_a_half(post: Post, write: Write) -> None:
    message, at = write(), MONDAY
    post.answer("jonas@example.com", *["451 Later"] * 7)
    for pause in BACK_OFF:
        deliver(at=at)
        deliver(at=at + pause - timedelta(seconds=1))
        message.refresh_from_db()
        assert message.state == State.WAITING
        at += pause
    deliver(at=at)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.GIVEN_UP, 7)
    assert timedelta(days=1) < at - MONDAY < timedelta(days=2)


def test_a_server_that_ends_the_call_after_some_mails_is_called_again(post: Post, write: Write) -> None:
    for person in range(4):
        write(to=f"person{person}@example.com")
    post.answer("person2@example.com", "421 4.7.0 Enough for one connection")

    assert [deliver(at=MONDAY), deliver(at=MONDAY)] == [2, 2]
    assert not Attempt.objects.exists()


def test_a_mail_at_which_the_server_hangs_up_holds_up_no_other(post: Post, write: Write) -> None:
    """Twice: after it broke a line that had worked it is first on a fresh one, and only then put off."""
    first, poison, last = (write(to=f"{name}@example.com") for name in ("first", "poison", "last"))
    post.answer("poison@example.com", *["421 4.3.0 Oh"] * 2)

    assert [deliver(at=MONDAY) for _ in range(3)] == [1, 0, 1]
    assert [len(tries(message)) for message in (first, poison, last)] == [0, 1, 0]
    assert deliver(at=MONDAY + BACK_OFF[0]) == 1


def test_a_mail_that_cannot_be_written_out_holds_up_no_other(
    post: Post, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(message: Message) -> bytes:
        return b"%d" % (1 / 0) if message.to == "jonas@example.com" else whole(message)

    whole = email.written
    monkeypatch.setattr(email, "written", stumble)
    message = write()
    write(to="mia@example.com")
    assert deliver(at=MONDAY) == 1
    assert tries(message) == [(Outcome.PUT_OFF, "ZeroDivisionError")]


def test_a_batch_told_to_stop_hands_back_the_rest_at_once(post: Post, write: Write) -> None:
    for person in range(5):
        write(to=f"person{person}@example.com")
    assert deliver(at=MONDAY, going=lambda: len(post.letters) < 2) == 2
    assert deliver(at=MONDAY) == 3


def test_mail_cancelled_while_the_batch_is_on_its_way_stays_here(post: Post, write: Write) -> None:
    goal = uuid7()
    write(to="mia@example.com")
    write(about=goal)

    def cancel_after_the_first() -> bool:
        if post.letters:
            Message.cancel_about(goal, at=MONDAY)
        return True

    assert deliver(at=MONDAY, going=cancel_after_the_first) == 1
    assert [letter.to for letter in post.letters] == ["mia@example.com"]


def test_a_sender_overtaken_by_another_leaves_the_mail_to_it(post: Post, write: Write) -> None:
    """It stood still for longer than its lease; what another took over by then is the other's."""
    write(to="mia@example.com")
    write()

    def stand_still_after_the_first() -> bool:
        if len(post.letters) == 1:
            assert deliver(at=MONDAY + LEASE) == 1
        return True

    assert deliver(at=MONDAY, going=stand_still_after_the_first) == 1
    assert [letter.to for letter in post.letters] == ["mia@example.com", "jonas@example.com"]


def test_nothing_of_the_mail_is_kept_with_the_attempt(post: Post, write: Write) -> None:
    write(text="Learn to say no")
    post.answer("jonas@example.com", "550 5.7.1 spam: 'Learn to say no' for jonas@example.com", after_text=True)
    deliver(at=MONDAY)
    kept = str(list(Attempt.objects.values()))
    assert "Learn" not in kept
    assert "jonas" not in kept


def test_an_idle_look_costs_one_query_for_each_channel(
    post: Post, write: Write, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write(at=MONDAY + MINUTE)
    with django_assert_num_queries(3):
        deliver(at=MONDAY)
    with django_assert_num_queries(1):
        deliver(at=MONDAY, channels=["email"])
