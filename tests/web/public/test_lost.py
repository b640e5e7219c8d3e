"""Pages for what is not there and for what went wrong: in plain words, with a way on."""

import pytest
from django.template.loader import render_to_string
from django.test import Client


@pytest.mark.django_db
def test_a_mistyped_address_shows_a_way_on() -> None:
    answer = Client().get("/nowhere")
    assert answer.status_code == 404
    assert "Nothing is here" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_says_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in", {"email": "mara@quay.example"})
    assert answer.status_code == 403
    assert "Go one page back" in answer.content.decode()


def test_the_page_for_trouble_needs_nothing_that_could_be_broken() -> None:
    assert "try once more" in render_to_string("500.html")


@pytest.mark.django_db
def test_a_form_in_an_unknown_writing_gets_a_sentence_and_no_traceback() -> None:
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    answer = Client().post("/sign-in", "email=mara", content_type=kind)
    assert answer.status_code == 400
    assert "one step back" in answer.content.decode()


@pytest.mark.django_db
def test_more_than_a_form_holds_gets_a_sentence() -> None:
    answer = Client().post("/sign-in", "email=" + "m" * 3_000_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "save it in two parts" in answer.content.decode()
