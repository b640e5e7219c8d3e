"""Through what somebody acted, and the circumstances that every entry records."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


class Surface(models.TextChoices):
    """The doors of the house."""

    WEB = "web", _("on the website")
    CLI = "cli", _("from the command line")
    FILE = "file", _("from a file")
    LINK = "link", _("from a message")
    MAIL = "mail", _("by mail")
    DEMO = "demo", _("in the demo")


@dataclass(frozen=True)
class Circumstances:
    """What is true of a whole request, and so is no argument of each verb.

    `happened_at` is the device's or the file's instant; it is cut at the server's, for
    nothing happens in the future."""

    surface: Surface = Surface.CLI
    on_behalf_of_id: UUID | None = None
    happened_at: datetime | None = None


_current: ContextVar[Circumstances] = ContextVar("circumstances")


def current() -> Circumstances:
    return _current.get(Circumstances())


def said_at(at: datetime) -> datetime:
    """When it was said: what waited on a phone without a network belongs to the day it was made on."""
    return min(current().happened_at or at, at)


@contextmanager
def circumstances(given: Circumstances) -> Iterator[None]:
    token = _current.set(given)
    try:
        yield
    finally:
        _current.reset(token)
