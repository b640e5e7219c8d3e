"""A word to a client as it lies open: whom it goes to, because of what, what it is begun with, and the words before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from handrail.lib.said import Said
from handrail.outbox.stopped import Stopped
from handrail.practice.person import Person
from handrail.reminders.choice import Channel, Choice
from handrail.signals.followed import Followed, what_followed
from handrail.signals.outreach_words import About, proposed_word
from handrail.signals.signal import Kind
from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.handling import Handling
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.rhythm_week import next_session_on
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import OPEN as THIS_WEEK
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.drafts import draft_url
from handrail.web.fields import RowField, WordsField
from handrail.web.request import Request

NOUNS: tuple[type[Belonging], ...] = (Vision, Goal, Milestone, WeeklyGoal, Action, Session, Domain, Outreach)
# How many words stand there that were sent before.
AT_ONCE = 20
# More than that is never to be seen of one client at once.
ALSO = 20
HOW: Mapping[str, Said] = {
    Channel.EMAIL: _("by mail"),
    Channel.PUSH: _("as a notice on their devices"),
    Channel.APPRISE: _("by the messenger they chose"),
}


@dataclass(frozen=True)
class Asked:
    """Which signal, if one, and whom; as an address names it. Raises Http404 for what none of them is."""

    people: Sequence[Person]
    kind: Kind | None
    evidence: str
    to: Person | None
    # What stood beside it of the same client.
    also: tuple[tuple[Kind, str], ...] = ()

    @classmethod
    def of(cls, request: Request, people: Sequence[Person], *, kind: str = "") -> "Asked":
        given = request.GET
        name, whom = kind or given.get("signal", ""), given.get("to", "")
        to = next((person for person in people if str(person.pk) == whom), None)
        if (name and name not in set(Kind)) or (whom and to is None):
            raise Http404
        return cls(people, Kind(name) if name else None, given.get("evidence", ""), to, _also(given.getlist("also")))

    def among(self, agreed: Collection[UUID]) -> "Asked":
        """Of those a word can go to; of none, where it was asked for somebody else."""
        people = [person for person in self.people if person.pk in agreed]
        return replace(self, people=people if self.to is None or self.to in people else [])

    @property
    def client(self) -> Person | None:
        """Whom a word goes to, where that is clear."""
        only = self.people[0] if len(self.people) == 1 else None
        return (self.to or only) if self.people else None

    def handlings(self, trajectory: Trajectory) -> list[Handling]:
        """The first is what the word is about."""
        named = ((self.kind, self.evidence), *self.also)
        return [Handling.of(trajectory, kind=str(kind), evidence=of, coachee=self.to) for kind, of in named]

    @property
    def place(self) -> str:
        """Where the word is kept while it is being written."""
        return f"word:{self.client.pk if self.client else ''}:{self.kind or ''}"


def _also(named: Iterable[str]) -> tuple[tuple[Kind, str], ...]:
    """Each a kind and its evidence, with a space between."""
    parted = [each.partition(" ") for each in dict.fromkeys(named)][:ALSO]
    if any(kind not in set(Kind) for kind, _space, _of in parted):
        raise Http404
    return tuple((Kind(kind), of) for kind, _space, of in parted)


class WordForm(forms.Form):
    """`Outreach.send`, or `Handling.reach_out` where there is a signal."""

    text = WordsField(label=_("Your words"), rows=9)

    def __init__(self, data: Any = None, *, asked: Asked, trajectory: Trajectory, text: str = "") -> None:
        super().__init__(data, initial={"text": text})
        self.asked = asked
        self.fields["text"].widget.attrs |= {
            "autofocus": True, "data-draft-url": draft_url(asked.place, trajectory.pk),
            "data-kept-word": _now("Kept as a draft, for you"),
        }  # fmt: skip
        if asked.client is not None:
            self.fields["text"].help_text = where(asked.client)
        else:
            whom = RowField(asked.people, says=lambda person: person.name, label=_("To whom?"))
            self.fields = {"coachee": whom, **self.fields}

    def clean(self) -> dict[str, Any]:
        return {"coachee": self.asked.client, **self.cleaned_data}


@dataclass(frozen=True)
class Begun:
    """What a word is begun with, and the words before it."""

    whole: Whole
    asked: Asked
    at: datetime

    @cached_property
    def words(self) -> list[tuple[Outreach, str]]:
        """The newest first, each with what followed; in a group, those to whom this one goes."""
        client = self.asked.client
        mine = [each for each in self.whole.every(Outreach) if client is None or each.coachee_id == client.pk]
        for each in mine:
            if each.coachee_id in self.whole.people:
                each.coachee = self.whole.people[each.coachee_id]
        newest = sorted(mine, key=lambda each: (each.sent_at, each.pk), reverse=True)[:AT_ONCE]
        after = what_followed(newest, at=self.at)
        return [(each, _told(after[each.pk])) for each in newest if each.pk in after]

    @property
    def proposed(self) -> str:
        client = self.asked.client
        return proposed_word(self.asked.kind, self._about(client)) if client else ""

    def _about(self, client: Person) -> About:
        actions = [each for each in self.whole.actions if each.owner_id == client.pk]
        promised = [each for each in self.whole.open_actions if each.owner_id == self.whole.trajectory.coach_id]
        done = [each for each in actions if each.state == ActionState.DONE]
        return About(
            client.given_name, thing=self._thing(client), session_on=next_session_on(self.whole),
            next_step=_text(next((each for each in actions if each.is_open), None)),
            done=_text(max(done, key=lambda each: (each.ended_on or each.due_on, each.pk), default=None)),
            promised=_text(next(iter(promised), None)),
        )  # fmt: skip

    def _thing(self, client: Person) -> str:
        """What the evidence names by its id; else the goal that is under way."""
        named = self.asked.evidence.split(":")[0]
        for noun in (Goal, WeeklyGoal, Domain):
            for row in self.whole.every(noun):
                if str(row.pk) == named:
                    return _text(row)
        theirs = (row for row in self._under_way if row.coachee_id in (None, client.pk))
        return _text(next(theirs, None))

    @property
    def _under_way(self) -> "Sequence[Goal | WeeklyGoal]":
        """Of a week with too much in it, what is in it."""
        if self.asked.kind == Kind.OVERLOAD:
            return [each for each in self.whole.every(WeeklyGoal) if each.state in THIS_WEEK]
        return self.whole.open_goals


def _told(after: Followed) -> str:
    """What followed, in one calm sentence; nothing on the day itself."""
    if not after.days:
        return ""
    if not after.after:
        return _now("Nothing in the two weeks after.") if after.is_over else _now("Nothing since.")
    numbers = {"number": after.after, "before": after.before, "days": after.days}
    if after.is_over:
        return ngettext(
            "In the two weeks after, something on %(number)d day (on %(before)d in the two before).",
            "In the two weeks after, something on %(number)d days (on %(before)d in the two before).", after.after,
        ) % numbers  # fmt: skip
    return ngettext(
        "Since then, something on %(number)d day of %(days)d (on %(before)d in the two weeks before).",
        "Since then, something on %(number)d days of %(days)d (on %(before)d in the two weeks before).", after.after,
    ) % numbers  # fmt: skip


def where(client: Person) -> str:
    """How it reaches them, and what does not."""
    how = HOW.get(Choice.of(client).channel, HOW[Channel.EMAIL])
    said = _now("Goes to %(name)s %(how)s and stands on their page; they can write back. Nothing else goes along.")
    if Stopped.objects.holds(client.practice_id, "email", {client.email}):
        said += " " + _now("Mail to %(name)s came back lately: a call may be surer.")
    return said % {"name": client.given_name, "how": how}


def _text(row: Any) -> str:
    return str(getattr(row, "text", "") or getattr(row, "name", "")) if row else ""
