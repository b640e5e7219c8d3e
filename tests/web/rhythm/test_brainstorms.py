"""Ideas first, weighing afterwards: Jonas and Mara brainstorm, on one device or on two."""

from typing import Any

import pytest
from django.urls import reverse

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.idea import Idea
from handrail.trajectory.methods.file import written
from handrail.trajectory.methods.shipped import method
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor, begin, verbs
from tests.clock import Clock
from tests.web.coach.paths import Phone, words
from tests.web.history.conftest import consents


@pytest.fixture
def storm(walk: Trajectory, mara: Person, jonas: Person, first_session: Session, sleep: Goal) -> Brainstorm:
    consents(jonas)
    return Brainstorm.begin(
        walk, by=mara, at=now(), coachee=jonas, topic="Evenings without the phone", session=first_session, goal=sleep,
        minutes=5, least=3,
    )  # fmt: skip


def to(storm: Brainstorm, name: str = "brainstorm") -> str:
    return reverse(f"rhythm:{name}", args=[storm.trajectory_id, storm.pk])


def say(device: Any, storm: Brainstorm, text: str, **more: Any) -> Any:
    return device.post(to(storm, "ideas"), {"text": text, **more}, follow=True)


def stand(device: Any, storm: Brainstorm, wanted: str) -> Any:
    return device.post(to(storm, "brainstorm-standing"), {"standing": wanted}, follow=True)


def test_mara_begins_one_from_the_session_with_the_measures_of_the_method(
    phone: Phone, mara: Person, walk: Trajectory, first_session: Session, sleep: Goal
) -> None:
    address = reverse("rhythm:brainstorms", args=[walk.pk])
    page = words(phone(mara).get(address, {"session": str(first_session.pk), "goal": str(sleep.pk)}))
    assert 'value="Sleep through the night"' in page
    given = {"topic": "Sleep", "minutes": "7", "least": "10", "session": first_session.pk, "goal": sleep.pk}
    page = words(phone(mara).post(address, given, follow=True))
    begun = Brainstorm.objects.get()
    assert (begun.session, begun.goal, begun.coachee) == (first_session, sleep, walk.coachees()[0])
    assert "0 of at least 10 ideas" in page
    assert "data-ends" in page


def test_given_as_an_exercise_the_client_begins_it(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    consents(jonas)
    form = method("brainstorm")
    assert form
    row = Exercise.give(
        walk, by=mara, at=now(), coachee=jonas, title=form.title, instructions=form.instructions,
        question=form.question, method="brainstorm", form=written(form),
    )  # fmt: skip
    begin_at = f"{reverse('rhythm:brainstorms', args=[walk.pk])}?exercise={row.pk}"
    assert begin_at in words(phone(jonas).get(reverse("coachee:exercise", args=[row.pk])))
    assert begin_at in words(phone(mara).get(reverse("coach:exercise", args=[row.pk])))
    phone(jonas).post(begin_at, {"topic": "Evenings", "minutes": "7", "least": "10"})
    assert Brainstorm.objects.get().exercise == row
    assert "Evenings" in words(phone(mara).get(reverse("coach:exercise", args=[row.pk])))


def test_every_idea_is_kept_and_can_be_built_on_and_joined(phone: Phone, jonas: Person, storm: Brainstorm) -> None:
    device = phone(jonas)
    say(device, storm, "Read aloud")
    say(device, storm, "Put it in the oven 🔥")
    first, second = Idea.objects.order_by("pk")
    page = words(device.get(to(storm), {"on": [str(first.pk), str(second.pk)]}))
    assert "Building on" in page
    page = words(say(device, storm, "Read to the oven", on=[first.pk, second.pk]))
    third = Idea.objects.order_by("pk").last()
    assert third
    assert (third.builds_on, third.joins) == (first, second)
    assert page.index("Read to the oven") < page.index("Read aloud")
    assert "building on “Read aloud” and" in page


def test_the_coach_s_ideas_come_after_a_yes(phone: Phone, mara: Person, jonas: Person, storm: Brainstorm) -> None:
    say(phone(mara), storm, "A walk after supper")
    assert Idea.objects.get().author == jonas
    answer = say(phone(mara), storm, "My own", author=mara.pk)
    assert Idea.objects.filter(author=mara).count() == 0
    assert answer.status_code == 200
    stand(phone(jonas), storm, "permitted")
    say(phone(mara), storm, "A paper book", author=mara.pk)
    assert Idea.objects.get(author=mara).text == "A paper book"
    assert verbs(storm.trajectory, seen_by=jonas)[-2:] == ["brainstorm.permitted", "idea.added"]


def test_nothing_is_rated_before_it_is_closed_and_nothing_added_after(
    phone: Phone, mara: Person, jonas: Person, storm: Brainstorm
) -> None:
    device = phone(jonas)
    say(device, storm, "Read aloud")
    idea = Idea.objects.get()
    rate = reverse("rhythm:idea-rating", args=[storm.trajectory_id, idea.pk])
    assert rate not in words(device.get(to(storm)))
    assert "This has moved on" in words(device.post(rate, {"rating": "try"}, follow=True))
    stand(device, storm, "closed")
    assert say(device, storm, "Too late").status_code == 422
    page = words(device.post(rate, {"rating": "try"}, follow=True))
    idea.refresh_from_db()
    assert idea.rating == "try"
    assert "?text=Read%20aloud" in page
    assert "?text=Read%20aloud" in words(phone(mara).get(to(storm)))
    assert Idea.objects.count() == 1
    action = device.get(reverse("coachee:actions", args=[storm.trajectory_id]), {"text": "Read aloud"})
    assert "Read aloud" in words(action)
    assert list(verify_all()) == []


def test_the_time_and_the_number_guide_and_do_not_stop_anybody(
    phone: Phone, jonas: Person, storm: Brainstorm, clock: Clock
) -> None:
    device = phone(jonas)
    clock.go(minutes=6)
    assert "The time is up" in words(device.get(to(storm)))
    say(device, storm, "Still one")
    assert "1 of at least 3 ideas" in words(device.get(to(storm)))
    page = words(stand(device, storm, "extended"))
    assert "until" in page
    assert "every one kept" in words(stand(device, storm, "closed"))


def test_in_turns_it_says_whose_turn_it_is(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    consents(jonas)
    storm = Brainstorm.begin(walk, by=mara, at=now(), coachee=jonas, topic="Evenings", in_turns=True)
    assert "turn" not in words(phone(jonas).get(to(storm)))
    stand(phone(jonas), storm, "permitted")
    assert "It is Jonas’s turn" in words(phone(mara).get(to(storm)))
    say(phone(jonas), storm, "Read aloud")
    assert "It is Mara’s turn" in words(phone(jonas).get(to(storm)))


def test_in_a_group_each_has_their_own_and_next_door_nobody(
    phone: Phone, mara: Person, jonas: Person, amina: Person, next_door: NextDoor
) -> None:
    both = begin(mara, jonas, amina)
    consents(jonas)
    consents(amina)
    storm = Brainstorm.begin(both, by=jonas, at=now(), coachee=jonas, topic="Only mine")
    for person in (amina, next_door.client, next_door.coach):
        consents(person)
        assert phone(person).get(to(storm)).status_code == 404
        assert say(phone(person), storm, "Hello").status_code == 404
    assert "Only mine" not in words(phone(amina).get(reverse("rhythm:brainstorms", args=[both.pk])))
    stranger = add_person(by=mara, at=now(), name="Wim", email="wim@quay.example", roles=("coach",))
    assert phone(stranger).get(to(storm)).status_code == 404
    other = Brainstorm.begin(both, by=amina, at=now(), coachee=amina, topic="Hers")
    idea = Idea.add(other, by=amina, at=now(), text="Hers alone")
    say(phone(jonas), storm, "Mine", on=[idea.pk])
    assert Idea.objects.get(text="Mine").builds_on is None


def test_the_page_asks_as_much_for_one_idea_as_for_forty(
    phone: Phone, jonas: Person, storm: Brainstorm, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        Idea.add(storm, by=jonas, at=now(), text=f"Idea {number}")
    device = phone(jonas)
    device.get(to(storm))
    with django_assert_max_num_queries(16):
        device.get(to(storm))


def test_the_timeline_leads_back_to_it(phone: Phone, jonas: Person, mara: Person, storm: Brainstorm) -> None:
    say(phone(jonas), storm, "Read aloud")
    for person in (jonas, mara):
        page = words(phone(person).get(reverse("history:timeline", args=[storm.trajectory_id])))
        assert to(storm) in page
        assert "Read aloud" in page
