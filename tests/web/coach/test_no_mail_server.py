"""An installation without a mail server: nobody is told to look for a mail that cannot come."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory


@pytest.mark.parametrize("server", ["", "smtp://mail.quay.example"])
def test_the_coach_gets_the_link_to_hand_over_only_where_no_mail_can_go(
    phone: Callable[[Person], Client], mara: Person, settings: Settings, server: str
) -> None:
    settings.HANDRAIL_SMTP = server
    form = {"name": "Willem", "email": "willem@post.example"}
    page = phone(mara).post(reverse("coach:invite"), form, follow=True).content.decode()
    link = f"{settings.HANDRAIL_URL}/invitation/"
    assert (link in page) is (server == "")
    assert ("gets a mail" in page) is (server != "")


def test_once_the_client_is_there_no_link_is_shown(
    phone: Callable[[Person], Client], mara: Person, walk: Trajectory, settings: Settings
) -> None:
    settings.HANDRAIL_SMTP = ""
    assert "/invitation/" not in phone(mara).get(reverse("coach:trajectory", args=[walk.pk])).content.decode()
