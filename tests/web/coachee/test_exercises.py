"""Jonas fills in a method on his phone: kept, shared, drawn, and found again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.draft import Draft
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.methods.file import written
from handrail.trajectory.methods.shipped import method
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import verbs
from tests.web.coachee.paths import ODD, Phone, at, words


def give(key: str, walk: Trajectory, mara: Person, jonas: Person, **more: Any) -> Reflection:
    form = method(key)
    assert form
    Exercise.give(
        walk, by=mara, at=now(), coachee=jonas, title=form.title, instructions=form.instructions,
        question=form.question, method=key, form=written(form), **more,
    )  # fmt: skip
    return Reflection.objects.order_by("-pk")[0]


@pytest.fixture
def wheel(walk: Trajectory, mara: Person, jonas: Person, first_session: Session) -> Reflection:
    return give("life_areas", walk, mara, jonas, session=first_session)


@pytest.fixture
def scale(walk: Trajectory, mara: Person, jonas: Person, sleep: Goal) -> Reflection:
    return give("scaling", walk, mara, jonas, goal=sleep)


def filled(device: Client, answer: Reflection, *, who: str = "shared", **boxes: Any) -> Any:
    base = fingerprint(Reflection.objects.get(pk=answer.pk).text)
    return device.post(at("submission", answer), {"sheet": "on", "base": base, "visibility": who, **boxes}, follow=True)


def test_the_boxes_are_there_and_what_is_saved_stands_in_them_again(
    phone: Phone, jonas: Person, wheel: Reflection
) -> None:
    device = phone(jonas)
    page = words(device.get(at("reflection", wheel)))
    assert page.count('name="f0-0"') == 12, "nought to ten, or left open"
    assert "What keeps the fullest one full?" in page
    device.post(at("reflection", wheel), {"sheet": "on", "f0-0": "7", "f0-9": "3", "f1": ODD})
    wheel.refresh_from_db()
    assert wheel.text.startswith("▸ How full is each area today?\nHealth: 7\nMeaning: 3\n")
    assert wheel.state == "draft"
    form = device.get(at("reflection", wheel)).context["writing"].sheet
    assert (form["f0-0"].value(), form["f0-1"].value(), form["f1"].value()) == (7, None, ODD)


def test_shared_it_is_drawn_for_both_with_its_table(
    phone: Phone, mara: Person, jonas: Person, wheel: Reflection
) -> None:
    filled(phone(jonas), wheel, **{"f0-0": "7", "f0-1": "4", "f0-2": "9", "f2": "Friends"})
    mine, theirs = phone(jonas), phone(mara)
    exercise = reverse("coach:exercise", args=[wheel.prompt.exercise_id])
    for page in (mine.get(at("reflection", wheel)), theirs.get(exercise), theirs.get(reverse_coach(wheel))):
        assert "<polygon" in words(page)
        assert '<th scope="row">Health</th>' in words(page)
        assert "Friends" in words(page)


def reverse_coach(answer: Reflection) -> str:
    return reverse("coach:reflection", args=[answer.pk])


def test_private_no_number_and_no_word_reaches_mara(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, scale: Reflection
) -> None:
    filled(phone(jonas), scale, who="private", f0="Sleeping alone", f1="8", **{"f1-lower": "I go to bed"})
    assert not ScaleAnswer.objects.exists()
    for address in (reverse_coach(scale), reverse("coach:exercise", args=[scale.prompt.exercise_id])):
        page = words(phone(mara).get(address))
        assert "Sleeping alone" not in page
        assert "I go to bed" not in page
        assert "8 of 10" not in page


def test_a_shared_number_stands_on_its_scale_and_is_gone_when_it_is_taken_back(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, scale: Reflection, sleep: Goal
) -> None:
    device = phone(jonas)
    filled(device, scale, who="private", f1="3", f2="5")
    device.post(at("visibility", scale), {"visibility": "shared"})
    mine = ScaleAnswer.objects.visible_to(mara).order_by("scale")
    assert [(each.scale, each.value, each.goal) for each in mine] == [("confidence", 5, sleep), ("progress", 3, sleep)]
    filled(device, scale, f1="6", f2="5")
    assert [each.value for each in mine.all()] == [5, 6]
    device.post(at("visibility", scale), {"visibility": "private"})
    assert not mine.all().exists()
    filled(device, scale, who="private", f1="1")
    assert ScaleAnswer.objects.get(scale="progress").value == 6
    assert list(verify_all()) == []
    assert verbs(walk, seen_by=mara)[-1] == "reflection.submitted"


def test_asked_again_the_numbers_are_a_line_and_the_wheels_lie_over_each_other(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, scale: Reflection, wheel: Reflection, clock: Any
) -> None:
    device = phone(jonas)
    filled(device, scale, f1="3")
    filled(device, wheel, **{"f0-0": "2", "f0-1": "2", "f0-2": "2"})
    clock.go(days=14)
    again = [Reflection.ask_again(each.prompt, by=mara, at=now()) for each in (scale, wheel)]
    filled(device, again[0], f1="6")
    filled(device, again[1], **{"f0-0": "5", "f0-1": "5", "f0-2": "5"})
    for page in (
        phone(mara).get(reverse("coach:exercise", args=[scale.prompt.exercise_id])),
        device.get(at("exercise", scale.prompt.exercise)),
    ):
        assert 'class="plot"' in words(page)
        assert "<dd>6</dd>" in words(page)
    assert 'class="earlier"' in words(device.get(at("reflection", again[1])))
    assert 'class="earlier"' in words(phone(mara).get(reverse_coach(again[1])))


def test_a_draft_of_the_whole_sheet_is_kept_for_jonas_alone(phone: Phone, jonas: Person, wheel: Reflection) -> None:
    device = phone(jonas)
    address = words(device.get(at("reflection", wheel))).split('data-draft-url="')[1].split('"')[0]
    posted = {"sheet": "on", "f0-0": "7", "f1": "Running", "base": fingerprint("")}
    assert device.post(address.replace("&amp;", "&"), posted).status_code == 204
    assert Draft.objects.get().text == (
        "▸ How full is each area today?\nHealth: 7\n\n▸ What keeps the fullest one full?\nRunning"
    )
    page = device.get(at("reflection", wheel))
    assert page.context["writing"].sheet["f1"].value() == "Running"
    assert "Kept from before. Only you see it." in words(page)
    filled(device, wheel, f1="Running")
    assert not Draft.objects.exists()


def test_a_reply_by_mail_is_not_lost_among_the_boxes(phone: Phone, jonas: Person, scale: Reflection) -> None:
    device = phone(jonas)
    device.post(at("reflection", scale), {"text": "About a six, I think."})
    page = device.get(at("reflection", scale))
    assert page.context["writing"].sheet["rest"].value() == "About a six, I think."


def test_two_devices_lose_nothing(phone: Phone, jonas: Person, scale: Reflection) -> None:
    first, second = phone(jonas), phone(jonas)
    base = fingerprint("")
    first.post(at("reflection", scale), {"sheet": "on", "base": base, "f0": "From the phone"})
    answer = second.post(at("reflection", scale), {"sheet": "on", "base": base, "f0": "From the desk"})
    assert answer.status_code == 409
    assert "From the phone" in words(answer)
    assert "From the desk" in words(answer)


def test_nonsense_in_the_boxes_is_refused_or_left_out(phone: Phone, jonas: Person, scale: Reflection) -> None:
    device = phone(jonas)
    answer = device.post(at("reflection", scale), {"sheet": "on", "f0": "a\0b"})
    assert answer.status_code == 422
    assert device.post(at("reflection", scale), {"sheet": "on", "f1": "11"}).status_code == 422
    empty = device.post(at("submission", scale), {"sheet": "on", "visibility": "shared"})
    assert empty.status_code == 422
    assert "Write a few words first." in words(empty)


def test_of_several_clients_each_has_only_their_own(
    phone: Phone, amina: Person, scale: Reflection, jonas: Person
) -> None:
    assert phone(amina).get(at("exercise", scale.prompt.exercise)).status_code in (302, 404)
    assert phone(amina).post(at("submission", scale), {"sheet": "on", "f1": "1"}).status_code in (302, 404)


def test_today_leads_to_it_and_the_session_and_timeline_find_it_again(
    phone: Phone, jonas: Person, mara: Person, walk: Trajectory, wheel: Reflection, first_session: Session
) -> None:
    assert at("reflection", wheel) in words(phone(jonas).get("/my/"))
    assert "data-sheet" not in words(phone(jonas).get("/my/"))
    exercise = Exercise.objects.get()
    assert at("exercise", exercise) in words(phone(jonas).get(reverse("history:timeline", args=[walk.pk])))
    coach = reverse("coach:exercise", args=[exercise.pk])
    for address in (reverse("history:timeline", args=[walk.pk]), reverse("coach:session", args=[first_session.pk])):
        assert coach in words(phone(mara).get(address))
