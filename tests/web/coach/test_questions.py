"""Mara leafs through the question bank."""

from handrail.practice.person import Person
from tests.web.coach.paths import Phone, words


def test_all_of_them_or_those_for_just_this(phone: Phone, mara: Person) -> None:
    device = phone(mara)
    everything = words(device.get("/coach/questions"))
    assert "What would you like to put down at the door before we start?" in everything
    assert "Who would you like to thank, now that it comes to an end?" in everything
    closing = words(device.get("/coach/questions?section=close&situation=ending"))
    assert "Who would you like to thank" in closing
    assert "What would you like to put down at the door" not in closing


def test_what_is_asked_for_in_vain_gets_a_sentence(phone: Phone, mara: Person) -> None:
    assert "None for just that" in words(phone(mara).get("/coach/questions?section=opening&situation=vision"))
    assert phone(mara).get("/coach/questions?section=nowhere&stage=%00").status_code == 200


def test_a_client_does_not_come_here(phone: Phone, jonas: Person) -> None:
    assert phone(jonas).get("/coach/questions").status_code == 404
