"""What a coach may know of the answers to a question: the words where they are shared, and otherwise that it was
asked, written or skipped and when. What is private is never read here: the status has no words in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection, State
from handrail.trajectory.whole import Whole


@dataclass(frozen=True)
class Answer:
    """One time that a question was asked."""

    id: UUID
    prompt: Prompt
    asked_on: date
    written_on: date | None
    state: str
    words: str
    is_shared: bool

    @property
    def is_written(self) -> bool:
        return self.state == State.SUBMITTED

    @property
    def says(self) -> str:
        """The state as the coach may know it: a draft is its writer's own affair."""
        if self.is_shared:
            return _("shared with you")
        if self.is_written:
            return _("written and kept private")
        return _("skipped, which is fine") if self.state == State.SKIPPED else _("not written yet")


@dataclass(frozen=True)
class Asked:
    """A question with every time it was asked, newest first."""

    prompt: Prompt
    answers: tuple[Answer, ...]

    @property
    def is_waiting(self) -> bool:
        return any(answer.state in (State.PROMPTED, State.DRAFT) for answer in self.answers)


def answers(whole: Whole) -> list[Answer]:
    """Every time something was asked in this trajectory, newest first; one statement beside the whole."""
    known = Reflection.objects.filter(trajectory=whole.trajectory).status_for(whole.reader)
    told = [_answer(whole, row) for row in known if row["prompt_id"] in whole.rows[Prompt]]
    return sorted(told, key=lambda answer: (answer.asked_on, answer.id), reverse=True)


def by_prompt(whole: Whole, told: Iterable[Answer]) -> list[Asked]:
    """Newest question first."""
    grouped: dict[UUID, list[Answer]] = {}
    for answer in told:
        grouped.setdefault(answer.prompt.pk, []).append(answer)
    return [Asked(prompt, tuple(grouped.get(prompt.pk, ()))) for prompt in reversed(whole.every(Prompt))]


def _answer(whole: Whole, row: dict[str, Any]) -> Answer:
    shared: Reflection | None = whole.rows[Reflection].get(row["id"])
    return Answer(
        row["id"], whole.rows[Prompt][row["prompt_id"]], row["asked_on"], row["written_on"], row["state"],
        words=shared.text if shared else "", is_shared=shared is not None,
    )  # fmt: skip
