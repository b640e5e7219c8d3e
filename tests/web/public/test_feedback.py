"""How the session was, from the link in the summary's mail: no signing in, four taps with the one in the mail."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from handrail.ledger.book import timeline
from handrail.ledger.surface import Surface
from handrail.ledger.verbs import Verb
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.reach import reach_of
from handrail.trajectory.session import Session
from handrail.web.summary_mail import send_summary
from tests.clock import Clock
from tests.web.history.conftest import consents


@pytest.fixture
def link(first_session: Session, mara: Person, jonas: Person) -> str:
    """Where the mail's first answer leads."""
    consents(jonas)
    first_session.hold(by=mara, at=now())
    send_summary(by=mara, at=now(), session=first_session, coachee=jonas, text="Words", base=None, number=1)
    found = re.search(r"/f/\S+", Message.objects.get(to=jonas.email).text)
    assert found
    return found[0]


def test_a_tap_in_the_mail_is_the_first_answer_and_sending_is_the_last(
    client: Client, link: str, jonas: Person, mara: Person
) -> None:
    page = client.get(f"{link}?useful=4")
    assert page.status_code == 200
    assert re.search(r'name="useful" value="4"[^>]*checked', page.content.decode())
    assert not Feedback.objects.exists()
    answer = client.post(link, {"useful": "4", "room": "5", "energy": "3"})
    assert answer.status_code == 303
    assert "Thank you" in client.get(answer["Location"]).content.decode()
    assert Feedback.objects.get().answers == {"useful": 4, "room": 5, "energy": 3}
    entry = timeline(Feedback.objects.get().trajectory_id, reach=reach_of(mara), verbs={Verb.FEEDBACK_GIVEN}, limit=9)
    assert [(each.by_id, each.surface) for each in entry] == [(jonas.pk, Surface.LINK)]


def test_posted_twice_it_is_said_once_and_another_answer_stands(client: Client, link: str) -> None:
    for useful in ("4", "4", "2", "4"):
        client.post(link, {"useful": useful})
    said = Feedback.objects.get()
    assert (said.useful, said.revision) == (4, 3)


def test_the_link_opens_nothing_else_and_nobody_is_signed_in(client: Client, link: str) -> None:
    client.get(link)
    assert "sessionid" not in client.cookies
    assert client.get("/my/").status_code == 302


@pytest.mark.parametrize("token", ["x", "0" * 32, "0" * 32 + ".abc", "..", "%00"])
def test_what_was_never_given_opens_nothing(client: Client, db: None, token: str) -> None:
    assert client.get(f"/f/{token}").status_code == 410


def test_a_token_for_another_row_is_none(client: Client, link: str) -> None:
    head, _, seal = link.rpartition(".")
    other = head[:-1] + ("0" if head[-1] != "0" else "1")
    assert client.get(f"{other}.{seal}").status_code == 410


def test_after_a_month_nobody_is_asked_any_more(client: Client, link: str, clock: Clock) -> None:
    clock.to(now() + timedelta(days=32))
    assert client.post(link, {"useful": "4"}).status_code == 410
    assert not Feedback.objects.exists()


def test_without_a_yes_and_after_the_end_it_opens_nothing(
    client: Client, link: str, jonas: Person, mara: Person
) -> None:
    for consent in jonas.consents.all():
        consent.withdraw(by=jonas, at=now())
    assert client.get(link).status_code == 410


def test_of_an_erased_trajectory_nothing_is_asked(
    client: Client, link: str, first_session: Session, mara: Person
) -> None:
    trajectory = first_session.trajectory
    trajectory.end_early(by=mara, at=now())
    trajectory.erase(by=mara, at=now())
    assert client.get(link).status_code == 410
    assert client.post(link, {"useful": "4"}).status_code == 410
