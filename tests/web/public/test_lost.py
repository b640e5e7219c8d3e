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
