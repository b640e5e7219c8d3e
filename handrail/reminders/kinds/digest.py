"""Who needs their coach, once a day, in the morning or at the coach's hour, so that a signal reaches them without being
looked for [114]. It goes by what the start page shows: only when that has something which no digest told yet; and once
a week all of it. What was seen, or rests, is not said again."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from handrail.practice.membership import Membership, Role
from handrail.practice.membership import State as MembershipState
from handrail.practice.person import Person
from handrail.reminders.choice import MORNING, Choice
from handrail.reminders.claim import Claim
from handrail.reminders.item import Item, Someone, Words
from handrail.reminders.judge import Chosen, Class, Due, Reason, wall_time
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import AWAKE, Walls
from handrail.signals.handful import MOST, first_of, order, room
from handrail.signals.judged import Judged, Raised, judged
from handrail.trajectory.trajectory import State, Trajectory


@dataclass(frozen=True)
class About:
    """One client with what was not looked at yet, or has come back."""

    judged: Judged
    signals: tuple[Raised, ...]

    @property
    def line(self) -> str:
        said = {"name": self.judged.life.name, "evidence": first_of(self.signals).words}
        return _("%(name)s: %(evidence)s") % said

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(self._mark(raised) for raised in self.signals)

    def _mark(self, raised: Raised) -> str:
        """As long as the same goes on it is the same one; what was put off until a day is another after it."""
        life = self.judged.life
        said = f"{life.trajectory_id} {life.coachee_id} {raised.kind} {raised.evidence} {raised.until or ''}"
        return blake2b(said.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class News:
    """`named` are in the letter, `more` stand on the start page with them."""

    named: tuple[About, ...] = ()
    more: int = 0
    marks: str = ""


class Digest(Kind):
    name = "digest"
    class_ = Class.ASKED
    title = gettext_lazy("Who needs me, when there is something new")
    subject = gettext_lazy("Your clients")

    def found(self, walls: Walls, *, back: int) -> Rows:
        their_own = F("person__reminder_choice__digest_at")
        rows = walls.known(self._coaches(), "person").annotate(their_own=their_own)
        come = rows.annotate(told_at=Coalesce(their_own, MORNING)).filter(told_at__lte=F("minute"))
        meant = Q()
        for today in walls.dates:
            meant |= Q(today=today, their_days__contains=str(today.isoweekday()))
        wakes = Q(their_own__isnull=False)
        return come.filter(meant, AWAKE | wakes, self.unclaimed(row="person_id", moment="today"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._coaches().filter(person_id__in=people)

    def look_first(self, people: Collection[UUID], walls: Walls) -> None:
        """Before anybody is locked: a thousand clients are judged in seconds, in which nobody else could write. It is
        kept for when it is told."""
        for coach in Person.objects.filter(pk__in=people).as_visitors().select_related("reminder_choice"):
            choice = getattr(coach, "reminder_choice", None) or Choice()
            if self._is_wanted(choice.chosen):
                judged(coach, at=walls.at)
                # In a process that has made no address yet, this loads every page there is.
                reverse("coach:morning")

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._coaches().filter(person_id__in=set(objects) & set(people))

    def _coaches(self) -> Rows:
        led = Trajectory.objects.filter(coach=OuterRef("person_id"), state__in=[*RUNNING_STATES, State.INVITED])
        coaches = Membership.objects.filter(Exists(led), role=Role.COACH, state=MembershipState.ACTIVE)
        return coaches.annotate(who=F("person_id"))

    def due(self, row: Any, someone: Someone) -> Due | None:
        today, their_own = someone.today, someone.choice.digest_at
        if str(today.isoweekday()) not in someone.facts.chosen.days:
            return None
        minute = MORNING if their_own is None else their_own
        # Whoever leaves it out, or is not there yet, costs no look at their clients.
        wanted, has_come = self._is_wanted(someone.facts.chosen), wall_time(today, minute) <= someone.wall
        told = news(someone) if wanted and has_come else News()
        nothing = Reason.NOTHING if has_come and not told.named else None
        return Due(
            row.who, self.name, self.class_, row.who, today, to_coach=True, wakes=their_own is not None,
            over=nothing if wanted else Reason.STOPPED_KIND, told=told.marks,
            opens=wall_time(today, minute), closes=wall_time(today + timedelta(days=1), 0),
        )  # fmt: skip

    def _is_wanted(self, chosen: Chosen) -> bool:
        return not chosen.stopped and self.name not in chosen.without

    def words(self, item: Item, someone: Someone) -> Words:
        told = news(someone)
        lines = [about.line for about in told.named]
        if told.more:
            lines.append(ngettext("And one more.", "And %(number)d more.", told.more) % {"number": told.more})
        one, some = _("One of your clients may want a word from you:"), _("Who may want a word from you:")
        said = one if len(lines) == 1 else some
        return Words(said=said, lines=tuple(lines), page=f"{settings.HANDRAIL_URL}{reverse('coach:morning')}")


def news(someone: Someone) -> News:
    """Nobody's in a pause: they raise none. Of more than a handful the others come the next day."""
    everybody, before = judged(someone.person, at=someone.at), _told_before(someone)
    clients = sorted(_about(everybody, lambda each: each.of_client), key=lambda about: order(about.judged))
    own = _about(everybody, lambda each: each.of_coach)
    open_ = frozenset[str]().union(*(about.marks for about in (*clients, *own)))
    left = room(everybody, today=someone.today)
    shown = [*clients, *own] if left else own
    is_whole = str(someone.today.isoweekday()) == min(someone.facts.chosen.days)
    named = tuple(about for about in shown if is_whole or about.marks - before)[: left or MOST]
    if not named:
        return News()
    marks = (before & open_).union(*(about.marks for about in named))
    return News(named, len(shown) - len(named), " ".join(sorted(marks)))


def _about(everybody: Iterable[Judged], which: Callable[[Judged], list[Raised]]) -> list[About]:
    found = (About(each, tuple(filter(_is_open, which(each)))) for each in everybody)
    return [about for about in found if about.signals]


def _is_open(raised: Raised) -> bool:
    """Not looked at, or come back."""
    return not raised.handled or raised.until is not None


def _told_before(someone: Someone) -> frozenset[str]:
    """What the newest one told, by its marks."""
    told = Claim.objects.sent().filter(person_id=someone.person.pk, kind=Digest.name, moment__lt=someone.today)
    return frozenset((told.order_by("-moment").values_list("told", flat=True).first() or "").split())
