"""The people of the demo and of the tests: one cast, so that a name means the same everywhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """Somebody in the story: what they are called, where mail reaches them, where they live."""

    name: str
    email: str
    zone: str = "Europe/Amsterdam"


PRACTICE = "Quay House Coaching"
MARA = Role("Mara Vos", "mara@quay.example")
INES = Role("Ines Okafor", "ines@quay.example")
TOMAS = Role("Tomás Rey", "tomas@quay.example", "Europe/Madrid")
JONAS = Role("Jonas Lind", "jonas@post.example")
AMINA = Role("Amina Haddad", "amina@post.example", "Europe/Brussels")
WILLEM = Role("Willem de Groot", "willem@post.example")
PRIYA = Role("Priya Nair", "priya@post.example", "Europe/London")
LEV = Role("Lev Abramov", "lev@post.example", "America/New_York")
SOFIA = Role("Sofia Marques", "sofia@post.example", "Europe/Lisbon")
