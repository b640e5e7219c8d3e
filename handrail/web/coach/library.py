"""The library of methods: those that come with Handrail and those of the practice, by one name each."""

from dataclasses import dataclass
from uuid import UUID

from handrail.practice.person import Person
from handrail.trajectory.method import Method, State
from handrail.trajectory.methods.file import written
from handrail.trajectory.methods.form import Form
from handrail.trajectory.methods.shipped import METHODS, method


@dataclass(frozen=True)
class Listed:
    """A method one can give. `name` is what an exercise remembers: a key, or the row's id in hex."""

    name: str
    form: Form
    row: Method | None = None

    @property
    def text(self) -> str:
        return self.row.text if self.row else written(self.form)


SHIPPED = tuple(Listed(form.key, form) for form in METHODS)


def library(person: Person) -> list[Listed]:
    """The practice's own first, as they are called; then those that come with Handrail."""
    return [*sorted(_own(person, State.KEPT), key=lambda each: each.form.title.casefold()), *SHIPPED]


def put_away(person: Person) -> list[Listed]:
    return _own(person, State.PUT_AWAY)


def listed(person: Person, name: str) -> Listed | None:
    """One of them, by its name."""
    if shipped := method(name):
        return Listed(name, shipped)
    try:
        own = Method.objects.visible_to(person).filter(pk=UUID(name)).first()
    except ValueError:
        return None
    return _listed(own) if own else None


def _own(person: Person, state: State) -> list[Listed]:
    rows = Method.objects.visible_to(person).filter(state=state).order_by("pk")
    return [each for each in map(_listed, rows) if each]


def _listed(row: Method) -> Listed | None:
    return Listed(row.pk.hex, row.form, row) if row.form else None
