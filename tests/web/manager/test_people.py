"""What a manager sees and does: people and numbers, and never a word of the work."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.ledger.entry import Text
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.invitation import Invitation
from handrail.practice.joining import add_person
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.goal import Goal
from handrail.trajectory.overview import Counts, counts_by_coach, places_of_clients
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor, begin
from tests.clock import Clock
from tests.web.public.devices import is_in, mailed

Phone = Callable[[Person], Client]
PAGES = ("/practice/", "/practice/people/new", "/practice/settings")


def text(phone: Client, path: str) -> str:
    answer = phone.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def holds(person: Person) -> set[str]:
    return set(Membership.objects.filter(person=person, state="active").values_list("role", flat=True))


@pytest.mark.parametrize("path", PAGES)
def test_only_a_manager_comes_here(phone: Phone, ines: Person, tomas: Person, jonas: Person, path: str) -> None:
    assert phone(ines).get(path).status_code == 200
    assert phone(tomas).get(path).status_code == 404
    assert phone(jonas).get(path).status_code == 404
    assert Client().get(path)["Location"].startswith("/sign-in")


def test_nobody_of_another_practice_is_found(phone: Phone, ines: Person, next_door: NextDoor) -> None:
    there = next_door.client.pk
    invitation = Invitation.objects.get(person=next_door.client)
    manager = phone(ines)
    assert manager.get(f"/practice/people/{there}").status_code == 404
    assert manager.get(f"/practice/people/{there}/erasure").status_code == 404
    assert manager.post(f"/practice/people/{there}/erasure").status_code == 404
    assert manager.post(f"/practice/people/{there}/roles/manager", {"given": "on"}).status_code == 404
    assert manager.post(f"/practice/invitations/{invitation.pk}", {"state": "sent"}).status_code == 404
    assert "Next door" not in text(manager, "/practice/")
    assert "Karl" not in text(manager, "/practice/")


def test_a_manager_reads_no_word_of_the_work(
    phone: Phone, ines: Person, jonas: Person, walk: Trajectory, sleep: Goal, call_ann: Action
) -> None:
    Reflection.ask(walk, by=walk.coach, at=now(), coachee=jonas, question="What woke you?", goal=sleep)
    manager = phone(ines)
    pages = [
        text(manager, path) for path in (*PAGES, f"/practice/people/{jonas.pk}", f"/practice/people/{jonas.pk}/erasure")
    ]
    for word in (sleep.text, call_ann.text, "What woke you?"):
        assert not any(word in page for page in pages)


def test_the_counts_are_of_each_coach_alone(
    ines: Person, mara: Person, tomas: Person, jonas: Person, amina: Person, walk: Trajectory,
    first_session: Session, call_ann: Action, clock: Clock,
) -> None:  # fmt: skip
    begin(tomas, amina)
    begin(mara, amina)
    clock.go(hours=1)
    first_session.start(by=mara, at=now())
    first_session.hold(by=mara, at=now())
    Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=14))
    Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=40))
    counts = counts_by_coach(ines, at=now())
    assert counts[mara.pk] == Counts(clients=2, running=2, held=1, booked=1, open_actions=1)
    assert counts[tomas.pk] == Counts(clients=1, running=1)
    clock.go(days=29)
    assert counts_by_coach(ines, at=now())[mara.pk].held == 0


def test_counts_are_for_managers_alone(mara: Person, tomas: Person, walk: Trajectory) -> None:
    assert counts_by_coach(tomas, at=now()) == {}
    assert places_of_clients(tomas) == {}


def test_the_list_asks_the_database_as_often_for_two_as_for_twenty(phone: Phone, ines: Person, mara: Person) -> None:
    def coach(number: int) -> None:
        one = add_person(by=mara, at=now(), name=f"Coach {number}", email=f"c{number}@river.example", roles=("coach",))
        begin(one, add_person(by=one, at=now(), name=f"C {number}", email=f"x{number}@y.example", roles=("coachee",)))
        awaited = add_person(by=one, at=now(), name=f"W {number}", email=f"w{number}@y.example", roles=("coachee",))
        draft_trajectory(by=one, at=now(), coachees=[awaited]).invite(awaited, by=one, at=now())

    manager = phone(ines)
    text(manager, "/practice/")

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            text(manager, "/practice/")
        return len(asked)

    for number in range(2):
        coach(number)
    few = statements()
    for number in range(2, 20):
        coach(number)
    assert statements() == few == 8


def test_a_coach_is_invited_by_mail_and_joins(phone: Phone, ines: Person, device: Client) -> None:
    form = {"name": "Elif Yılmaz", "email": "Elif@River.example", "role": "coach"}
    assert phone(ines).post("/practice/people/new", form)["Location"] == "/practice/"
    assert "Elif Yılmaz" in text(phone(ines), "/practice/")
    device.post(mailed("elif@river.example")[0])
    assert is_in(device, as_name="Elif Yılmaz")
    assert "invited by" not in text(phone(ines), "/practice/")
    assert list(verify_all()) == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"email": "elif"}, "e-mail address"),
        ({"name": ""}, "Say what they are called"),
        ({"name": "x" * 201}, "1 character too long"),
        ({"name": "E\0"}, "Null characters"),
        ({"role": "coachee"}, "Choose one"),
        ({"role": ""}, "Choose one"),
    ],
)
def test_what_cannot_be_an_invitation_is_told_and_stays_typed(
    phone: Phone, ines: Person, wrong: dict[str, str], says: str
) -> None:
    form = {"name": "Elif Yılmaz", "email": "elif@river.example", "role": "coach"} | wrong
    answer = phone(ines).post("/practice/people/new", form)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert form["email"] in answer.content.decode()
    assert not Message.objects.exists()
    assert not Person.objects.filter(account__email="elif@river.example").exists()


def test_somebody_who_is_here_gets_the_role_and_no_link(
    phone: Phone, ines: Person, mara: Person, tomas: Person
) -> None:
    """A link that makes its holder Mara must not come about by inviting her again."""
    phone(ines).post("/practice/people/new", {"name": "T", "email": tomas.email, "role": "manager"})
    assert holds(tomas) == {"coach", "manager"}
    assert not Message.objects.exists()
    assert not Invitation.objects.filter(person=tomas).exists()
    assert Person.objects.get(pk=tomas.pk).name == tomas.name


def test_an_invitation_sent_twice_by_a_double_click_is_one(phone: Phone, ines: Person) -> None:
    form = {"name": "Elif", "email": "elif@river.example", "role": "coach", "key": "the-same-key"}
    for _click in range(2):
        phone(ines).post("/practice/people/new", form)
    assert Message.objects.count() == 1
    assert Invitation.objects.get().times_sent == 1


def test_an_invitation_is_sent_again_and_the_earlier_link_closes(phone: Phone, ines: Person, device: Client) -> None:
    phone(ines).post("/practice/people/new", {"name": "Elif", "email": "elif@river.example", "role": "coach"})
    first, _ = mailed("elif@river.example")
    phone(ines).post(f"/practice/invitations/{Invitation.objects.get().pk}", {"state": "sent"})
    again, _ = mailed("elif@river.example")
    assert device.get(first).status_code == 410
    assert device.get(again).status_code == 200


def test_a_coach_whose_invitation_is_taken_back_has_no_role_left(phone: Phone, ines: Person, device: Client) -> None:
    phone(ines).post("/practice/people/new", {"name": "Elif", "email": "elif@river.example", "role": "coach"})
    link, _ = mailed("elif@river.example")
    phone(ines).post(f"/practice/invitations/{Invitation.objects.get().pk}", {"state": "withdrawn"})
    assert device.post(link).status_code == 410
    assert holds(Person.objects.get(account__email="elif@river.example")) == set()


def test_a_manager_sends_a_coach_s_invitation_again_in_the_coach_s_name(
    phone: Phone, ines: Person, mara: Person, jonas: Person
) -> None:
    sent = draft_trajectory(by=mara, at=now(), coachees=[jonas]).invite(jonas, by=mara, at=now())
    phone(ines).post(f"/practice/invitations/{sent.pk}", {"state": "sent"})
    assert mara.name in Message.objects.get().subject
    assert ines.name not in Message.objects.get().text


def test_an_answered_invitation_is_not_sent_again(phone: Phone, ines: Person, walk: Trajectory) -> None:
    done = Invitation.objects.get()
    assert phone(ines).post(f"/practice/invitations/{done.pk}", {"state": "sent"})["Location"] == "/practice/"
    assert not Message.objects.exists()
    assert Invitation.objects.get().state == "accepted"


def test_roles_are_given_and_ended(phone: Phone, ines: Person, tomas: Person) -> None:
    path = f"/practice/people/{tomas.pk}/roles"
    phone(ines).post(f"{path}/manager", {"given": "on"})
    assert holds(tomas) == {"coach", "manager"}
    phone(ines).post(f"{path}/coach")
    assert holds(tomas) == {"manager"}
    assert phone(ines).post(f"{path}/coachee", {"given": "on"}).status_code == 404
    assert phone(ines).post(f"{path}/owner", {"given": "on"}).status_code == 404
    assert phone(ines).get(f"{path}/coach").status_code == 405


def test_who_is_no_client_any_more_reaches_nothing_of_the_work(
    phone: Phone, ines: Person, walk: Trajectory, jonas: Person
) -> None:
    """Neither their own pages nor those that looking back shares with the coach, nor a place to write."""
    back, draft = f"/trajectories/{walk.pk}", f"/drafts?place=x&trajectory={walk.pk}"
    assert phone(jonas).get(f"{back}/timeline").status_code == 200
    phone(ines).post(f"/practice/people/{jonas.pk}/roles/coachee")
    for path in ("/my/", f"{back}/timeline", f"{back}/as-it-was", f"{back}/versions/action/{walk.pk}"):
        assert phone(jonas).get(path).status_code == 404, path
    assert phone(jonas).post(draft, {"text": "Still here"}).status_code == 404


def test_a_practice_is_never_left_without_a_manager(phone: Phone, ines: Person, mara: Person) -> None:
    phone(ines).post(f"/practice/people/{mara.pk}/roles/manager")
    answer = phone(ines).post(f"/practice/people/{ines.pk}/roles/manager")
    assert answer.status_code == 422
    assert "Nobody else manages" in answer.content.decode()
    assert phone(ines).post(f"/practice/people/{ines.pk}/erasure").status_code == 422
    assert holds(ines) == {"manager"}


def test_a_coach_who_still_leads_stays_a_coach(phone: Phone, ines: Person, mara: Person, walk: Trajectory) -> None:
    answer = phone(ines).post(f"/practice/people/{mara.pk}/roles/coach")
    assert answer.status_code == 422
    assert "still lead" in answer.content.decode()
    assert phone(ines).post(f"/practice/people/{mara.pk}/erasure").status_code == 422
    assert holds(mara) == {"coach", "manager"}
    assert Person.objects.get(pk=mara.pk).email == mara.email


def test_erasing_a_client_takes_words_name_mails_and_the_way_in(
    phone: Phone,
    ines: Person,
    mara: Person,
    jonas: Person,
    walk: Trajectory,
    sleep: Goal,
    call_ann: Action,
    device: Client,
) -> None:
    device.post("/sign-in", {"email": jonas.email})
    device.post(mailed(jonas.email)[0])
    path = f"/practice/people/{jonas.pk}/erasure"
    assert "There is no way back" in text(phone(ines), path)
    assert Goal.objects.get().text == sleep.text
    assert phone(ines).post(path)["Location"] == "/practice/"
    assert Goal.objects.get().text == ""
    assert Trajectory.objects.get().state == "erased"
    gone = Person.objects.get(pk=jonas.pk)
    assert (gone.name, gone.email, gone.account) == ("", "", None)
    assert not Message.objects.filter(to=jonas.email).exists()
    assert not is_in(device)
    assert jonas.name not in text(phone(ines), "/practice/")
    assert phone(ines).post(path).status_code == 404
    assert list(verify_all()) == []


def test_a_mail_that_waits_is_not_sent_to_somebody_erased(phone: Phone, ines: Person, device: Client) -> None:
    phone(ines).post("/practice/people/new", {"name": "Elif", "email": "elif@river.example", "role": "coach"})
    link, _ = mailed("elif@river.example")
    elif_ = Person.objects.get(account__email="elif@river.example")
    phone(ines).post(f"/practice/people/{elif_.pk}/erasure")
    assert not Message.objects.waiting().exists()
    assert device.get(link).status_code == 410


def test_who_is_erased_takes_their_own_words_out_of_a_group_and_the_others_keep_theirs(
    phone: Phone, ines: Person, mara: Person, jonas: Person, amina: Person
) -> None:
    together = begin(mara, jonas, amina)
    hers = Goal.propose(together, by=amina, at=now(), coachee=amina, text="Walk more", sign="Daily")
    his = Goal.propose(together, by=jonas, at=now(), coachee=jonas, text="Tell my father", sign="He knows")
    his.revise(by=jonas, at=now(), text="Call my father")
    phone(ines).post(f"/practice/people/{jonas.pk}/erasure")
    assert Goal.objects.get(pk=hers.pk).text == "Walk more"
    assert Goal.objects.get(pk=his.pk).text == ""
    assert not Text.objects.filter(row_id=his.pk, content__isnull=False).exists()
    assert Trajectory.objects.get().state == "active"
    assert together.participants.get(person=jonas).state == "left"
    assert list(verify_all()) == []


def test_the_practice_is_renamed_and_calls_its_goals_rocks(phone: Phone, ines: Person) -> None:
    phone(ines).post("/practice/settings/name", {"name": "Stream", "goal_label": "rock"})
    page = text(phone(ines), "/practice/settings")
    assert 'value="Stream"' in page
    ines.practice.refresh_from_db()
    assert ines.practice.goal_label == "rock"
    assert phone(ines).post("/practice/settings/name", {"name": " ", "goal_label": "rock"}).status_code == 422
    assert phone(ines).post("/practice/settings/name", {"name": "Stream", "goal_label": "x"}).status_code == 422


def test_a_new_agreement_is_a_new_version_and_changes_no_yes(
    phone: Phone, ines: Person, jonas: Person, walk: Trajectory
) -> None:
    page = text(phone(ines), "/practice/settings")
    base = page.split('name="base" value="')[1].split('"')[0]
    phone(ines).post("/practice/settings/agreement", {"text": "Be kind.", "base": base})
    assert "Version 2" in text(phone(ines), "/practice/settings")
    assert {consent.agreement.version for consent in jonas.consents.select_related("agreement")} == {1}


def test_two_managers_who_rewrite_the_agreement_lose_neither_s_words(phone: Phone, ines: Person, mara: Person) -> None:
    base = text(phone(ines), "/practice/settings").split('name="base" value="')[1].split('"')[0]
    phone(mara).post("/practice/settings/agreement", {"text": "Mara's words.", "base": base})
    answer = phone(ines).post("/practice/settings/agreement", {"text": "Ines's words.", "base": base})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mara&#x27;s words." in page
    assert "Ines&#x27;s words." in page
    assert "Keep both" in page


def test_an_agreement_too_long_is_told_and_stays_typed(phone: Phone, ines: Person) -> None:
    answer = phone(ines).post("/practice/settings/agreement", {"text": "long " * 5_000, "base": ""})
    assert answer.status_code == 422
    assert "too long" in answer.content.decode()
    assert "long long long" in answer.content.decode()


def test_days_and_names_from_anywhere_fit(phone: Phone, ines: Person) -> None:
    name = "👩🏽‍🌾 ليلى"
    phone(ines).post("/practice/people/new", {"name": name, "email": "l@river.example", "role": "coach"})
    assert name in text(phone(ines), "/practice/")
    assert name in text(phone(ines), "/practice/?q=ليلى")


@pytest.fixture
def device() -> Client:
    return Client()
