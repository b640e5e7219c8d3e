"""How the tests of this folder go to a page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from handrail.ledger.entry import Entry
from handrail.practice.person import Person

Phone = Callable[[Person], Client]

TOO_LONG = "so " * 2_000
# What people paste: emoji, right-to-left words, markup.
ODD = "🧗🏽‍♀️ مرحبا <b>& “so”</b>"


def at(name: str, row: Any) -> str:
    """The coach's page of this row."""
    return reverse(f"coach:{name}", args=[row.pk])


def words(answer: "HttpResponse | Any") -> str:
    return str(answer.content.decode())


def on_behalf_of(verb: str) -> Any:
    """Whose word the newest entry of this verb was, besides the one who wrote it."""
    return Entry.objects.filter(verb=verb).order_by("-seq")[0].on_behalf_of_id
