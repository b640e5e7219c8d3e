"""The message itself: several things in one, each with its own ways to answer, in the voice of the coach."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import gettext as _

from handrail.lib.refusal import Refusal
from handrail.outbox.incoming.address import reply_address
from handrail.outbox.message import Channel, Message
from handrail.practice.person import Person
from handrail.reminders.claim import Claim, Outcome
from handrail.reminders.item import Item, Someone
from handrail.reminders.judge import Class
from handrail.reminders.kinds.every import KINDS, ORDER
from handrail.trajectory.trajectory import Trajectory

JUDGE = "reminders"
# The kind of the word that a coach gets when somebody does not answer any more.
HAND_OVER = "hand_over"
Told = list[tuple[Item, Claim]]


def answer_url(claim: Claim, way: str = "") -> str:
    """Where this one thing is answered. Looking there changes nothing; `way` only says which answer is in front."""
    url = f"{settings.HANDRAIL_URL}/a/{claim.token}"
    return f"{url}?{urlencode({'as': way})}" if way else url


def together(claim: Claim) -> list[Claim]:
    """What is said in one message, in the order in which it stands there."""
    if claim.message_id is None or claim.kind not in ORDER:
        return [claim]
    return sorted(Claim.objects.sent().filter(message_id=claim.message_id), key=_place)


def _place(claim: Claim) -> tuple[int, tuple[object, ...]]:
    return ORDER[claim.kind], claim.key


class Letters:
    """The messages of one batch, written first and posted in one statement."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at
        self._written: list[Message] = []
        self._handed: dict[UUID, Claim] = {}

    def write(self, someone: Someone, told: Told) -> UUID | None:
        """One message with all of this; None where there is no address that one could send to."""
        try:
            message = compose(someone, told, at=self.at)
            message.tidy()
        except Refusal:
            return None
        self._written.append(message)
        return message.pk

    def hand_over(self, someone: Someone, trajectory_id: UUID | None) -> None:
        """Tell the coach, once for each silence, that it is their turn now."""
        trajectory = someone.joined.get(trajectory_id) if trajectory_id else None
        if trajectory is None:
            return
        since = someone.facts.last_sign or min(someone.facts.prompted, default=self.at)
        claim = Claim(
            practice_id=trajectory.practice_id, person_id=trajectory.coach_id, trajectory_id=trajectory.pk,
            kind=HAND_OVER, counts_as=Class.ESSENTIAL, object_id=someone.person.pk,
            moment=someone.facts.wall(since).date(), at=self.at, outcome=Outcome.SENT,
        )  # fmt: skip
        message = _to_coach(someone.person, trajectory, at=self.at)
        claim.message_id = message.pk
        Claim.objects.bulk_create([claim], ignore_conflicts=True)
        if Claim.objects.filter(pk=claim.pk).exists():
            self._written.append(message)

    def post(self) -> None:
        if self._written:
            Message.queue_many(self._written)


def compose(someone: Someone, told: Told, *, at: datetime, message: Message | None = None) -> Message:
    """The words of all of it in one message; or once more, in one that waits already."""
    told = sorted(told, key=lambda each: _place(each[1]))
    first, claim = told[0]
    trajectory = someone.trajectory(first.due.trajectory_id)
    message = message or Message(practice_id=someone.person.practice_id, created_at=at, due_at=at)
    message.about, message.to, message.judged_by = someone.person.pk, someone.person.email, JUDGE
    context = _context(someone, trajectory, told, claim)
    message.thread, message.link = first.due.trajectory_id, context["things"][0]["url"]
    # A coach answers nothing by mail.
    message.reply_to = "" if first.due.to_coach else reply_address(claim.token)
    message.unsubscribe = context["stop"]
    # A calendar takes one session at a time (RFC 5546); of the others the subscribed calendar tells.
    parts = (KINDS[item.due.kind].calendar_of(item, someone) for item, _ in told)
    message.calendar, message.calendar_method = next((part for part in parts if part[0]), ("", ""))
    _where(message, someone, told)
    message.subject = _subject(first, someone, told)
    message.text = get_template("reminders/message.txt").render(context).lstrip("\n")
    message.html = get_template("reminders/message.html").render(context)
    message.short = _short(context, told) if message.channel == Channel.APPRISE else ""
    return message


def _subject(first: Item, someone: Someone, told: Told) -> str:
    kind = KINDS[first.due.kind]
    if len({item.due.kind for item, _ in told}) > 1:
        return _("A few short things")
    return str(kind.several) if kind.several and len(told) > 1 else kind.subject_of(first, someone)


def _where(message: Message, someone: Someone, told: Told) -> None:
    """Prompts go where somebody wants to hear of them, and by mail where that does not work. What is essential goes
    by mail, but for what is somebody's own word."""
    if someone.elsewhere and all(_may_go_elsewhere(item) for item, _ in told):
        message.channel, message.to = someone.elsewhere
        message.mail_to = someone.person.email if someone.mail else ""


def _may_go_elsewhere(item: Item) -> bool:
    return item.due.class_ != Class.ESSENTIAL or KINDS[item.due.kind].where_they_chose


def _short(context: dict[str, Any], told: Told) -> str:
    """What stands on a locked screen: of what kind each thing is, and where it is answered."""
    lines = [
        f"{KINDS[item.due.kind].subject}: {thing['url']}"
        for (item, _), thing in zip(told, context["things"], strict=True)
    ]
    return "\n".join([*lines, _("Later or stop: %(url)s") % {"url": context["stop"]}] if context["stop"] else lines)


def _context(someone: Someone, trajectory: Trajectory | None, told: Told, claim: Claim) -> dict[str, Any]:
    things: list[dict[str, Any]] = []
    for item, mine in told:
        words = KINDS[item.due.kind].spoken(item, someone)
        ways = [{"label": way.label, "url": answer_url(mine, way.name)} for way in words.ways]
        things.append({"words": words, "ways": ways, "url": words.page or answer_url(mine)})
    essential = all(item.due.class_ == Class.ESSENTIAL for item, _ in told)
    return {
        "person": someone.person, "coach": _in_whose_name(trajectory, someone), "things": things,
        "may_reply": bool(settings.HANDRAIL_REPLY_TO) and bool(things[0]["ways"]), "several": len(things) > 1,
        "letter": any(thing["words"].letter for thing in things),
        "stop": "" if essential else f"{answer_url(claim)}/stop",
    }  # fmt: skip


def _in_whose_name(trajectory: Trajectory | None, someone: Someone) -> Person | None:
    return trajectory.coach if trajectory and trajectory.coach_id != someone.person.pk else None


def _to_coach(client: Person, trajectory: Trajectory, *, at: datetime) -> Message:
    coach = trajectory.coach
    url = f"{settings.HANDRAIL_URL}/coach/trajectories/{trajectory.pk}"
    context = {"coach": coach, "client": client, "url": url}
    text = get_template("reminders/hand_over.txt").render(context)
    html = get_template("reminders/hand_over.html").render(context)
    message = Message(practice_id=trajectory.practice_id, created_at=at, due_at=at, about=client.pk)
    message.to, message.thread, message.text, message.html = coach.email, trajectory.pk, text, html
    message.subject = _("A word about somebody you coach")
    return message
