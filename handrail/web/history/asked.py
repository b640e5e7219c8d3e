"""What of the timeline somebody asks to see: one goal, one kind, from which end, from where on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.trajectory.goal import Goal
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.photo import Photo
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.tick import Tick
from handrail.trajectory.whole import Whole

KINDS: Mapping[str, tuple["str | Promise", tuple[str, ...]]] = {
    "sessions": (
        _("Sessions"),
        (
            "session",
            "note",
            "fact",
            "summary",
            "feedback",
            "intention",
            "impression",
            "midpoint",
            "agenda",
            "exploration",
            "attendance",
            "guest",
        ),
    ),
    "goals": (_("Goals"), ("vision", "goal", "milestone")),
    "weeks": (_("Weekly goals"), ("weekly_goal",)),
    "habits": (_("Habits"), ("habit", "tick", "lapse")),
    "actions": (_("Actions"), ("action", "photo", "coping_plan")),
    "check-ins": (_("Check-ins"), ("check_in", "measure", "sentence", "outreach", "signal")),
    "areas": (_("Areas"), ("domain", "stage")),
    "reflections": (_("Reflections"), ("prompt", "reflection", "exercise", "brainstorm", "idea", "scale")),
    "wins": (_("Wins"), ("win",)),
}


@dataclass(frozen=True)
class Asked:
    kind: str = ""
    goal_id: UUID | None = None
    # The number of the entry one goes on from; from the beginning on `after` is never None.
    before: int | None = None
    after: int | None = None
    # Leaves out what only the reader reads: for looking together, and for paper.
    together: bool = False
    # All on one page, for paper.
    all: bool = False

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """Raises Http404 for what no page ever asks."""
        kind = given.get("kind", "")
        if kind and kind not in KINDS:
            raise Http404
        try:
            goal_id = UUID(given["goal"]) if given.get("goal") else None
        except ValueError:
            raise Http404 from None
        before, after = number(given.get("before")), number(given.get("after"))
        return cls(kind, goal_id, before, after, together="together" in given, all="all" in given)

    @property
    def from_the_beginning(self) -> bool:
        return self.after is not None

    @property
    def is_first_page(self) -> bool:
        return not (self.before or self.after)

    @property
    def verbs(self) -> Collection[str] | None:
        nouns = KINDS[self.kind][1] if self.kind else None
        return None if nouns is None else [verb.value for verb in Verb if verb.split(".")[0] in nouns]

    @property
    def query(self) -> str:
        asked = {
            "kind": self.kind, "goal": self.goal_id or "", "before": self.before or "",
            "after": "" if self.after is None else self.after, "together": "1" if self.together else "",
            "all": "1" if self.all else "",
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in asked.items() if value != ""})

    def but(self, **other: Any) -> str:
        """The address that asks the same but for this, from its first page on unless it names one."""
        start: dict[str, Any] = {"before": None, "after": 0 if self.from_the_beginning else None}
        return replace(self, **(start | other)).query


def number(given: str | None) -> int | None:
    """The number of an entry, as an address names it; 404 for what is none."""
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) < 16):
        raise Http404
    return int(given)


def rows_about(whole: Whole, goal_id: UUID) -> set[UUID]:
    """The goal and all that belongs to it: milestones, weekly goals, actions, reviews, exercises, what was asked
    about it and what was answered, and wins. 404 when the goal is not among what the reader reaches."""
    goal = whole.rows[Goal].get(goal_id)
    if goal is None:
        raise Http404
    rows = {goal_id}
    for noun in whole.rows:
        if noun is Milestone or hasattr(noun, "goal_id"):
            rows |= {row.pk for row in whole.every(noun) if getattr(row, "goal_id", None) == goal_id}
    return rows | _reflections_on(whole, rows) | _small_rows_of(whole, rows)


def _small_rows_of(whole: Whole, rows: set[UUID]) -> set[UUID]:
    """Ticks, numbers and photos of what belongs to it."""
    here = {"practice_id": whole.reader.practice_id, "trajectory": whole.trajectory}
    found = set(Tick.objects.filter(Q(habit__in=rows) | Q(weekly_goal__in=rows), **here).values_list("pk", flat=True))
    found |= set(MeasureEntry.objects.filter(measure__in=rows, **here).values_list("pk", flat=True))
    return found | set(Photo.objects.filter(action__in=rows, **here).values_list("pk", flat=True))


def _reflections_on(whole: Whole, prompts: set[UUID]) -> set[UUID]:
    answers = Reflection.objects.filter(prompt__in=prompts, practice_id=whole.reader.practice_id)
    return set(answers.values_list("pk", flat=True))
