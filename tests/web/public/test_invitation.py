"""Invitations: who opens the link, what it asks, and that it opens once."""

from collections.abc import Callable

import pytest
from django.test import Client

from handrail.ledger.surface import Surface
from handrail.ledger.verify import verify_all
from handrail.ledger.writing import perform
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.agreement import Agreement
from handrail.practice.consent import Consent
from handrail.practice.invitation import Invitation
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.practice.sign_in import LINKS_AN_HOUR
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.session import Session
from handrail.trajectory.summary import Summary
from handrail.trajectory.trajectory import Trajectory
from handrail.web import mail
from handrail.web.mail import send_invitation
from handrail.web.summary_mail import send_summary
from tests.cast import NextDoor
from tests.clock import Clock
from tests.web.public.devices import come_in, is_in, mailed

Phone = Callable[[Person], Client]
YES = {"agreement": "on", "personal": "on", "version": "1"}


@pytest.fixture
def asked(mara: Person, jonas: Person) -> Trajectory:
    """Mara has invited Jonas."""
    trajectory = draft_trajectory(by=mara, at=now(), coachees=[jonas])
    perform(send_invitation, by=mara, at=now(), surface=Surface.WEB, trajectory=trajectory, person=jonas)
    return trajectory


@pytest.fixture
def link(asked: Trajectory, jonas: Person) -> str:
    return mailed(jonas.email)[0]


def state(trajectory: Trajectory) -> str:
    return str(Trajectory.objects.get(pk=trajectory.pk).state)


def test_the_page_says_who_invites_what_is_agreed_and_who_sees_what(device: Client, link: str) -> None:
    page = device.get(link).content.decode()
    assert "Mara" in page
    assert "Coaching is not therapy" in page
    assert "A reflection kept private" in page
    assert page.count("<button") == 1
    assert page.count('type="checkbox"') == 2
    assert "checked" not in page


def test_two_yeses_and_one_button_begin_the_trajectory_and_sign_in(
    device: Client, link: str, asked: Trajectory, jonas: Person
) -> None:
    assert device.post(link, YES)["Location"] == "/"
    assert is_in(device, as_name=jonas.name)
    assert state(asked) == "active"
    assert jonas.consents_now
    assert list(verify_all()) == []


def test_whoever_met_before_saying_yes_gets_the_summary_with_it(
    device: Client, link: str, asked: Trajectory, mara: Person, jonas: Person
) -> None:
    met = Session.note_afterwards(asked, by=mara, at=now(), starts_at=now())
    send_summary(by=mara, at=now(), session=met, coachee=jonas, text="By Thursday", base=None, number=1)
    mine = Message.objects.filter(about=Summary.objects.get().pk, to=jonas.email)
    assert not mine.exists()
    device.post(link, YES)
    assert "By Thursday" in mine.get().text


def test_a_mail_scanner_begins_nothing(device: Client, link: str, asked: Trajectory) -> None:
    for _time in range(2):
        device.get(link)
        device.head(link)
    assert state(asked) == "invited"
    assert not is_in(device)
    assert not Consent.objects.exists()


@pytest.mark.parametrize("only", ["agreement", "personal", "neither"])
def test_one_yes_is_not_the_other(device: Client, link: str, asked: Trajectory, only: str) -> None:
    answer = device.post(link, {only: "on", "version": "1"})
    assert answer.status_code == 422
    assert "Two yeses are needed" in answer.content.decode()
    assert answer.content.decode().count("checked") == (only != "neither")
    assert state(asked) == "invited"
    assert not Consent.objects.exists()
    assert not is_in(device)


def test_nobody_agrees_to_words_they_did_not_see(device: Client, link: str, mara: Person, asked: Trajectory) -> None:
    Agreement.write(by=mara, at=now(), text="Everything is different now.")
    answer = device.post(link, YES)
    assert answer.status_code == 422
    assert "Everything is different now." in answer.content.decode()
    assert state(asked) == "invited"
    device.post(link, {**YES, "version": "2"})
    assert {consent.agreement.version for consent in Consent.objects.select_related("agreement")} == {2}


def test_a_used_link_lets_nobody_in_but_mails_a_way_in(device: Client, link: str, jonas: Person) -> None:
    Client().post(link, YES)
    assert device.get(link).status_code == 200
    assert device.post(link, YES)["Location"] == "/sign-in/code"
    assert not is_in(device)
    way_in, code = mailed(jonas.email)
    assert "/sign-in/" in way_in
    device.post("/sign-in/code", {"code": code})
    assert is_in(device, as_name=jonas.name)


def test_a_used_link_sends_only_so_many_mails(device: Client, link: str) -> None:
    Client().post(link, YES)
    answers = [device.post(link).status_code for _time in range(LINKS_AN_HOUR + 1)]
    assert answers == [302] * LINKS_AN_HOUR + [429]


def test_a_second_tab_pressed_later_begins_nothing_twice(device: Client, link: str, asked: Trajectory) -> None:
    device.post(link, YES)
    assert device.post(link, YES)["Location"] == "/"
    assert Consent.objects.count() == 2
    assert list(verify_all()) == []


def test_an_invitation_sent_again_closes_the_earlier_link(
    device: Client, link: str, asked: Trajectory, mara: Person, jonas: Person
) -> None:
    perform(send_invitation, by=mara, at=now(), surface=Surface.WEB, trajectory=asked, person=jonas)
    assert device.get(link).status_code == 410
    assert device.post(link, YES).status_code == 410
    newer, _ = mailed(jonas.email)
    assert device.post(newer, YES)["Location"] == "/"


def test_an_invitation_is_open_for_thirty_days(device: Client, link: str, clock: Clock, asked: Trajectory) -> None:
    clock.go(days=29)
    assert device.get(link).status_code == 200
    clock.go(days=2)
    answer = device.post(link, YES)
    assert answer.status_code == 410
    assert "no longer opens" in answer.content.decode()
    assert state(asked) == "invited"


def test_a_withdrawn_invitation_opens_nothing(device: Client, link: str, mara: Person) -> None:
    Invitation.objects.get().withdraw(by=mara, at=now())
    assert device.post(link, YES).status_code == 410


def test_an_erased_trajectory_cannot_be_joined(device: Client, link: str, asked: Trajectory, mara: Person) -> None:
    asked.erase(by=mara, at=now())
    assert device.post(link, YES).status_code == 410
    assert not is_in(device)


def test_a_changed_token_opens_nothing(device: Client, link: str) -> None:
    assert device.get(link[:-1] + ("a" if link[-1] != "a" else "b")).status_code == 410
    assert device.get("/invitation/%00").status_code == 410


def test_a_link_opened_where_somebody_else_is_signed_in_is_not_theirs_to_answer(
    phone: Phone, link: str, mara: Person, asked: Trajectory
) -> None:
    coach = phone(mara)
    assert "This invitation is for" in coach.get(link).content.decode()
    coach.post(link, YES)
    assert state(asked) == "invited"
    assert is_in(coach, as_name=mara.name)
    assert coach.post("/sign-out", {"leads_to": link})["Location"] == link
    assert "I agree" in coach.get(link).content.decode()


def test_the_link_of_another_practice_lets_into_that_practice_alone(
    device: Client, link: str, next_door: NextDoor, jonas: Person
) -> None:
    """Jonas's address is known next door too; the invitation there is no key to Mara's practice."""
    device.post(link, YES)
    there = add_person(by=next_door.coach, at=now(), name="Jonas", email=jonas.email, roles=("coachee",))
    trajectory = draft_trajectory(by=next_door.coach, at=now(), coachees=[there])
    perform(send_invitation, by=next_door.coach, at=now(), surface=Surface.WEB, trajectory=trajectory, person=there)
    other = Client()
    other.post(mailed(jonas.email)[0], YES)
    assert "Next door" in other.get("/me").content.decode()
    assert other.get("/practices")["Location"] == "/"
    other.post("/practices", {"person": str(jonas.pk)})
    assert "Next door" in other.get("/me").content.decode()


def test_an_invitation_is_no_way_round_signing_in_for_somebody_who_is_more_than_a_client(
    device: Client, mara: Person, tomas: Person
) -> None:
    """Another coach who gets hold of the link must not come in as Mara, who manages the practice."""
    trajectory = draft_trajectory(by=tomas, at=now(), coachees=[mara])
    add_person(by=tomas, at=now(), name="Mara", email=mara.email, roles=("coachee",))
    perform(send_invitation, by=tomas, at=now(), surface=Surface.WEB, trajectory=trajectory, person=mara)
    link, _ = mailed(mara.email)
    assert "please sign in" in device.get(link).content.decode()
    device.post(link, YES)
    assert not is_in(device)
    assert state(trajectory) == "invited"
    way_in, _ = mailed(mara.email)
    assert device.post(way_in)["Location"] == link
    device.post(link, YES)
    assert state(trajectory) == "active"


def test_a_client_s_second_invitation_asks_for_their_own_device_or_a_mail(
    device: Client, link: str, mara: Person, jonas: Person
) -> None:
    device.post(link, YES)
    second = draft_trajectory(by=mara, at=now(), coachees=[jonas])
    perform(send_invitation, by=mara, at=now(), surface=Surface.WEB, trajectory=second, person=jonas)
    again, _ = mailed(jonas.email)
    Client().post(again, YES)
    assert state(second) == "invited"
    device.post(again, YES)
    assert state(second) == "active"


def test_a_colleague_joins_with_one_button_and_no_consent(device: Client, mara: Person) -> None:
    elif_ = add_person(by=mara, at=now(), name="Elif", email="elif@river.example", roles=("coach",))
    mail.invitation(Invitation.send(elif_, by=mara, at=now()), at=now())
    link, _ = mailed(elif_.email)
    page = device.get(link).content.decode()
    assert page.count("<button") == 1
    assert "checkbox" not in page
    assert device.post(link)["Location"] == "/"
    assert is_in(device, as_name="Elif")
    assert not Consent.objects.exists()


def test_a_name_with_line_breaks_writes_no_header(mara: Person, clock: Clock) -> None:
    tricky = add_person(
        by=mara, at=now(), name="Jo\r\nBcc: all@example.org", email="jo@river.example", roles=("coachee",)
    )
    mara.change(by=mara, at=now(), name="Mara\nSubject: Won!")
    trajectory = draft_trajectory(by=mara, at=now(), coachees=[tricky])
    sent = trajectory.invite(tricky, by=mara, at=now())
    sent.sent_by.refresh_from_db()
    mail.invitation(sent, at=now())
    assert "\n" not in Message.objects.get().subject


def test_words_in_a_name_are_words_in_the_mail_s_page(mara: Person) -> None:
    tricky = add_person(by=mara, at=now(), name="<b>Jo</b>", email="jo@river.example", roles=("coachee",))
    trajectory = draft_trajectory(by=mara, at=now(), coachees=[tricky])
    send_invitation(by=mara, at=now(), trajectory=trajectory, person=tricky)
    sent = Message.objects.get()
    assert "<b>Jo" not in sent.html
    assert "<b>Jo</b>" in sent.text


def test_the_form_of_another_site_accepts_nothing(link: str, asked: Trajectory) -> None:
    assert Client(enforce_csrf_checks=True).post(link, YES).status_code == 403
    assert state(asked) == "invited"


def test_a_device_that_showed_its_mailbox_keeps_the_choice_of_practices(
    device: Client, link: str, next_door: NextDoor, jonas: Person
) -> None:
    Client().post(link, YES)
    come_in(device, jonas.email)
    there = add_person(by=next_door.coach, at=now(), name="Jonas", email=jonas.email, roles=("coachee",))
    trajectory = draft_trajectory(by=next_door.coach, at=now(), coachees=[there])
    send_invitation(by=next_door.coach, at=now(), trajectory=trajectory, person=there)
    device.post(mailed(jonas.email)[0], YES)
    assert "Next door" in device.get("/me").content.decode()
    device.post("/practices", {"person": str(jonas.pk)})
    assert "Next door" not in device.get("/me").content.decode()
