"""Whose an event is: by an address in it, or by a name. Pure; in doubt it is nobody's, and why is said."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.calendars.event import Said

# A letter, a digit or a hyphen beside a name makes another name of it.
APART = r"(?<![\w-]){}(?![\w-])"


class Unmatched(models.TextChoices):
    """Why an event is no client's."""

    NOBODY = "nobody", _("No client of yours is named in it")
    SEVERAL = "several", _("Several clients could be meant")
    NOTHING_OPEN = "nothing_open", _("Nothing is under way with this client")
    DECLINED = "declined", _("The client declined it")


@dataclass(frozen=True)
class Client:
    """One client of the coach. `open` are the trajectories under way or ahead with them, oldest first."""

    person_id: UUID
    name: str
    email: str
    open: tuple[UUID, ...]


@dataclass(frozen=True)
class Match:
    """The trajectory an event belongs to, or why none."""

    trajectory_id: UUID | None = None
    why: Unmatched | None = None


class Clients:
    """A coach's clients, to be found again in what a calendar says."""

    def __init__(self, clients: Iterable[Client], *, own: frozenset[str]) -> None:
        """`own`: the coach's addresses, which are in every event."""
        self.clients = tuple(clients)
        self.own = own
        given = Counter(_folded(_given(client)) for client in self.clients)
        self._whole = [(client, _forms(client.name)) for client in self.clients if " " in client.name.strip()]
        # A first name tells somebody only where one client has it.
        self._given = [
            (c, _folded(_given(c))) for c in self.clients if len(_given(c)) > 1 and given[_folded(_given(c))] == 1
        ]

    def match(self, said: Said) -> Match:
        addresses = {*said.attendees, said.organizer} - {"", *self.own}
        if invited := [client for client in self.clients if client.email in addresses]:
            return _together(invited)
        if any(client.email in said.declined for client in self.clients):
            return Match(why=Unmatched.DECLINED)
        if named := self._named(f"{said.summary} \n {said.description}"):
            return _together(named)
        # Somebody else is invited: a first name alone may well be theirs.
        return _together([] if addresses else self._by_first_name(said.summary))

    def _named(self, text: str) -> list[Client]:
        folded = _folded(text)
        return [client for client, forms in self._whole if any(_stands_in(form, folded) for form in forms)]

    def _by_first_name(self, summary: str) -> list[Client]:
        plain = unicodedata.normalize("NFKC", summary)
        folded = plain.casefold()
        return [client for client, given in self._given if given in folded and _stands_alone(given, plain)]


def _together(clients: list[Client]) -> Match:
    """Several clients are meant together only by a trajectory that they share."""
    if not clients:
        return Match(why=Unmatched.NOBODY)
    shared = set.intersection(*(set(client.open) for client in clients))
    if shared:
        return Match(max(shared, key=clients[0].open.index))
    return Match(why=Unmatched.NOTHING_OPEN if len(clients) == 1 else Unmatched.SEVERAL)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _given(client: Client) -> str:
    return client.name.split(" ")[0]


def _forms(name: str) -> tuple[str, ...]:
    """As people write it: first name first, and last name first."""
    *first, last = _folded(name).split(" ")
    return tuple(dict.fromkeys((_folded(name), f"{last}, {' '.join(first)}", f"{last} {' '.join(first)}")))


def _stands_in(form: str, folded: str) -> bool:
    return form in folded and re.search(APART.format(re.escape(form)), folded) is not None


def _stands_alone(given: str, plain: str) -> bool:
    """By itself, and not before a capital: "Jonas Meyer" is somebody else, however many other Jonases there are."""
    found = list(re.finditer(APART.format(re.escape(given)), plain, re.IGNORECASE))
    after = [re.match(r"\s+(\w)", plain[each.end() :]) for each in found]
    return bool(found) and not any(next_one and next_one[1].isupper() for next_one in after)
