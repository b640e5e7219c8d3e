"""Whose an event is: by address, by name, and in doubt nobody's."""

from uuid import UUID, uuid4

import pytest

from handrail.trajectory.calendars.client import Client, Clients, Match, Unmatched
from handrail.trajectory.calendars.event import Said

JONAS, AMINA, ANNA, ANNA_TOO, ENDED = (uuid4() for _ in range(5))
GROUP = uuid4()
EVERYBODY = (
    Client(uuid4(), "Jonas Lind", "jonas@post.example", (JONAS,)),
    Client(uuid4(), "Amina Haddad", "amina@post.example", (AMINA, GROUP)),
    Client(uuid4(), "Anna de Wit", "anna@post.example", (ANNA, GROUP)),
    Client(uuid4(), "Anna Smit", "smit@post.example", (ANNA_TOO,)),
    Client(uuid4(), "Willem de Groot", "willem@post.example", ()),
)
MARA = "mara@quay.example"
CLIENTS = Clients(EVERYBODY, own=frozenset({MARA}))


def match(summary: str, *attendees: str, organizer: str = "", description: str = "") -> UUID | Unmatched | None:
    said = Said("one", summary, description, attendees=(MARA, *attendees), organizer=organizer)
    found: Match = CLIENTS.match(said)
    return found.trajectory_id or found.why


def test_an_address_tells() -> None:
    assert match("Anything", "jonas@post.example") == JONAS
    assert match("Amina Haddad", "jonas@post.example") == JONAS
    assert match("Anything", organizer="jonas@post.example") == JONAS


def test_several_invited_are_the_trajectory_they_share_or_nobody_s() -> None:
    assert match("Two", "amina@post.example", "anna@post.example") == GROUP
    assert match("Two", "amina@post.example", "jonas@post.example") == Unmatched.SEVERAL


def test_nothing_under_way_is_said() -> None:
    assert match("Coaching", "willem@post.example") == Unmatched.NOTHING_OPEN
    assert match("Willem de Groot") == Unmatched.NOTHING_OPEN


def test_who_declined_does_not_come() -> None:
    said = Said("one", "Coaching Jonas Lind", attendees=(MARA,), declined=("jonas@post.example",))
    assert CLIENTS.match(said) == Match(why=Unmatched.DECLINED)


@pytest.mark.parametrize(
    ("summary", "whose"),
    [
        ("Coaching Jonas Lind", JONAS),
        ("JONAS  LIND, derde gesprek", JONAS),
        ("Lind, Jonas", JONAS),
        ("Gesprek met jonas", JONAS),
        ("Jonas / Mara", JONAS),
        ("☕ Jonas", JONAS),
        ("Jonas: evaluatie", JONAS),
        ("Jonas Meyer", Unmatched.NOBODY),
        ("Jonasson", Unmatched.NOBODY),
        ("Jonas-Jan", Unmatched.NOBODY),
        ("Anna", Unmatched.NOBODY),
        ("Anna Smit", ANNA_TOO),
        ("Anna Smit en Jonas Lind", Unmatched.SEVERAL),
        ("Tandarts", Unmatched.NOBODY),
        ("", Unmatched.NOBODY),
    ],
)
def test_a_name_tells_where_it_is_plainly_one_client_s(summary: str, whose: UUID | Unmatched) -> None:
    assert match(summary) == whose


def test_a_description_tells_by_a_whole_name_only() -> None:
    assert match("Coaching", description="With Jonas Lind, at four") == JONAS
    assert match("Coaching", description="With Jonas, at four") == Unmatched.NOBODY


def test_a_first_name_is_not_enough_where_somebody_else_is_invited() -> None:
    assert match("Lunch Jonas", "jonas@elsewhere.example") == Unmatched.NOBODY
    assert match("Lunch Jonas Lind", "jonas@elsewhere.example") == JONAS
