"""How the tests of this folder go to a page."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from handrail.practice.person import Person

Phone = Callable[[Person], Client]

TODAY = "/my/"
TOO_LONG = "so " * 2_000
# What people paste: emoji, right-to-left words, markup.
ODD = "🧗🏽‍♀️ مرحبا <b>& “so”</b>"


def at(name: str, row: Any) -> str:
    """The client's page of this row."""
    return reverse(f"coachee:{name}", args=[row.pk])


def words(answer: Any) -> str:
    return str(answer.content.decode())
