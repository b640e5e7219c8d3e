"""What every kind of reminder can say of itself. One file a kind; the folder listing is what Handrail reminds of."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, TypeAlias
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from handrail.lib.said import Said
from handrail.reminders.claim import Claim
from handrail.reminders.item import Item, Someone, Words
from handrail.reminders.judge import Class, Due
from handrail.reminders.wall import Walls
from handrail.trajectory.sentence import filled
from handrail.trajectory.trajectory import RUNNING

# How far back a sweep looks for what no sweep saw in its time: usually a day, after a standstill this far.
FAR = 14
RUNNING_STATES = sorted(RUNNING)
# A queryset whose rows carry more than their columns (`who`, what they chose): no type says that.
Rows: TypeAlias = Any


class Kind(ABC):
    name: ClassVar[str]
    class_: ClassVar[Class]
    # It goes where somebody wants to hear of things, also where it is essential.
    where_they_chose: ClassVar[bool] = False
    # On the list of what one may stop; and before all else in a mail's subject, which names nothing private.
    title: ClassVar[Said]
    subject: ClassVar[Said]
    # The same where one message says several of it.
    several: ClassVar[Said] = ""
    # What it says of its thing, which a coach may put in their own words [81]; and what may stand there in braces.
    # Without one it says what has happened, which nobody words anew.
    sentence: ClassVar[Said] = ""
    marks: ClassVar[frozenset[str]] = frozenset({"name"})
    # What finds it says something else on another day of the week, by more than which lists of days hold that.
    by_week: ClassVar[bool] = False

    @abstractmethod
    def found(self, walls: Walls, *, back: int) -> Rows:
        """Rows of which something may have come due and was not claimed, with the person's id as `who`. One statement,
        by an index on what is due: never a look at everybody."""

    @abstractmethod
    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        """The same of these people alone, without a look at the hour."""

    @abstractmethod
    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        """These rows as they are by now, whatever became of them."""

    @abstractmethod
    def due(self, row: Any, someone: Someone) -> Due | None:
        """What there is to say of this row, from when until when, or why that is over. None: there never was."""

    @abstractmethod
    def words(self, item: Item, someone: Someone) -> Words: ...

    def spoken(self, item: Item, someone: Someone) -> Words:
        """The words, with the sentence as this coach says it."""
        words = self.words(item, someone)
        sentence = someone.sentences.get((item.due.trajectory_id, self.name)) or str(self.sentence)
        values = {"name": someone.person.given_name, **words.marks}
        return replace(words, said=filled(sentence, values)) if sentence else words

    def who(self, row: Any) -> UUID:
        """Whom the row is to be told to."""
        found: UUID = row.who
        return found

    def subject_of(self, item: Item, someone: Someone) -> str:
        return str(self.subject)

    def calendar_of(self, item: Item, someone: Someone) -> tuple[str, str]:
        """A part for calendar programs and what they are to do with it; nothing for most kinds."""
        return "", ""

    def items(self, rows: Rows, people: Mapping[UUID, Someone]) -> Iterator[Item]:
        for row in rows:
            someone = people.get(self.who(row))
            if someone and (due := self.due(row, someone)):
                yield Item(due, row)

    def unclaimed(self, *, row: str = "pk", person: str = "who", **moment: str) -> Q:
        """That nobody claimed this yet. `moment` (and `turn`) say which columns of the row name it."""
        named = {name: OuterRef(column) for name, column in moment.items()}
        mine = Claim.objects.filter(object_id=OuterRef(row), kind=self.name, person_id=OuterRef(person), **named)
        return Q(~Exists(mine))
