"""AgendaItem: that a section of one session is longer, shorter, left out or elsewhere than the rule has it [18]. Where
nothing was re-arranged there is no row, and `sections` alone says it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import Writing, write
from handrail.lib.refusal import NotUnderstood, NotYours
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.sections import Section
from handrail.trajectory.session import AHEAD, Session, State


class AgendaItemQuerySet(BelongingQuerySet["AgendaItem"]):
    def read_by_participant(self, person: Person) -> Q:
        """How a coach shares out the time is the coach's own."""
        return Q(trajectory__coach=person.pk)


class AgendaItem(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"session_id", "section"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="agenda_items")
    section = models.CharField(max_length=24, choices=Section)
    # Each of these is empty where the rule holds.
    minutes = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1), MaxValueValidator(480)])
    skipped = models.BooleanField(null=True)
    position = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(len(Section))])

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "section"], name="agenda_item_once"),
            models.CheckConstraint(condition=Q(section__in=Section.values), name="agenda_item_section"),
        ]

    @classmethod
    def arrange(
        cls, session: Session, *, by: Person, at: datetime, section: str, minutes: int | None = None,
        skipped: bool | None = None, position: int | None = None,
    ) -> "AgendaItem | Session":  # fmt: skip
        """How this section is to be from now on; what is left open is as the rule has it, and a position left open
        stays as it is."""
        if by.pk != session.trajectory.coach_id:
            raise NotYours
        if section not in Section.values:
            raise NotUnderstood("section")
        with write(Verb.AGENDA_ARRANGED, by=by, at=at, subject=session) as writing:
            session.refresh_from_db(fields=["state"])
            if session.state not in AHEAD | {State.IN_PROGRESS}:
                raise CannotMove(session.table, state=session.state, to=Verb.AGENDA_ARRANGED)
            items = {item.section: item for item in cls.objects.filter(session=session)}
            if minutes is not None or skipped is not None or section in items:
                cls._put(writing, session, items, section, minutes=minutes, skipped=skipped)
            if position is not None:
                cls._reorder(writing, session, items, section, position)
        return items.get(section) or session

    @classmethod
    def _reorder(
        cls, writing: Writing, session: Session, items: "dict[str, AgendaItem]", section: str, position: int
    ) -> None:
        order = [each.value for each in order_of(items.values())]
        order.remove(section)
        order.insert(position, section)
        for index, each in enumerate(order):
            usual = index == Section.values.index(each)
            if each in items or not usual:
                cls._put(writing, session, items, each, position=None if usual else index)

    @classmethod
    def _put(
        cls, writing: Writing, session: Session, items: "dict[str, AgendaItem]", section: str, **columns: Any
    ) -> None:
        if section in items:
            writing.change(items[section], **columns)
            return
        place = {"practice_id": session.practice_id, "trajectory_id": session.trajectory_id, "session": session}
        items[section] = writing.add(cls(**place, section=section, **columns))


def order_of(items: "Iterable[AgendaItem]") -> list[Section]:
    """The sections as they come in this session."""
    elsewhere = {item.section: item.position for item in items if item.position is not None}
    return sorted(Section, key=lambda section: elsewhere.get(section, Section.values.index(section)))
