"""A mail in reply to a message: understood as far as it goes, written down, and answered in the same thread with what
was written. No word is lost: what answers nothing is kept as a line of the day, and that is said."""

from datetime import datetime, timedelta
from typing import Protocol

from django.template.loader import get_template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.refusal import Refusal, TooLong
from handrail.outbox.incoming.address import reply_address
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.reminders.answers import Given
from handrail.reminders.bundle import parts_of
from handrail.reminders.choice import Choice
from handrail.reminders.claim import Claim
from handrail.reminders.item import Someone
from handrail.reminders.judge import Reason
from handrail.reminders.kept_line import keep_beside, keep_line
from handrail.reminders.letter import together
from handrail.reminders.opened import Gone, Opened, answer, open_token, whose
from handrail.reminders.said import Meaning, Understood
from handrail.reminders.said import understand as meaning_of
from handrail.reminders.sparkline import sparkline
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.trajectory import Trajectory

# How many answers to replies somebody gets within the hour.
LATELY, ANSWERS = timedelta(hours=1), 10


class Letter(Protocol):
    """What the outbox reads of a letter: nothing automatic, no report, no quoted text."""

    @property
    def token(self) -> str: ...
    @property
    def message_id(self) -> str: ...
    @property
    def own_words(self) -> str: ...


def understand(letter: Letter, at: datetime) -> Message | None:
    """Do what the letter says about its things, and answer. None for a token that was never given, and for a letter
    without a word: who writes nothing is asked nothing back."""
    try:
        claim, someone = whose(letter.token, at=at)
    except Gone:
        return None
    if not letter.own_words.strip() or not someone.facts.consents:
        return None
    noted = _understood(claim, someone, letter, at=at)
    return None if _wrote_enough(someone.person, at=at) else _answer(someone, claim, letter, noted, at=at)


def _wrote_enough(person: Person, *, at: datetime) -> bool:
    """So many answers within the hour: a program that does not say it is one would write to us for ever."""
    lately = Message.objects.filter(about=person.pk, judged_by="", created_at__gt=at - LATELY)
    return lately.exclude(reply_to="").count() >= ANSWERS


def _understood(claim: Claim, someone: Someone, letter: Letter, *, at: datetime) -> str:
    """Of each part what was written down; several say which they are, as the message numbered them."""
    claims = list(together(claim))
    parts = parts_of(letter.own_words, [_name(each, at=at) for each in claims] if len(claims) > 1 else [])
    if len(parts) == 1 and parts[0].place == 0:
        return _one(claim, someone, parts[0].words, letter, at=at)
    each_is = _("%(number)d. %(noted)s")
    told = [
        (part.place + 1, _one(claims[part.place], someone, part.words, letter, at=at, of=len(parts))) for part in parts
    ]
    return "\n\n".join(each_is % {"number": number, "noted": noted} for number, noted in told)


def _name(claim: Claim, *, at: datetime) -> str:
    """What the message called it; nothing where that is over."""
    try:
        opened = open_token(claim.token, at=at)
    except Gone:
        return ""
    return opened.kind.words(opened.item, opened.someone).quote


def _one(claim: Claim, someone: Someone, words: str, letter: Letter, *, at: datetime, of: int = 1) -> str:
    """What was written down of one thing, told back to them."""
    said = meaning_of(words)
    if said.meaning == Meaning.NOTHING:
        return ""
    try:
        return _noted(claim, someone, said, words, letter, at=at, of=of)
    except Gone:
        return _kept(claim, someone, words, at=at)


def _noted(
    claim: Claim, someone: Someone, said: Understood, words: str, letter: Letter, *, at: datetime, of: int
) -> str:
    if said.meaning == Meaning.STOP and not said.text:
        return _stopped(claim if of > 1 else None, someone.person, at=at)
    opened = open_token(claim.token, at=at)
    found = _way(opened, said, words, at=at)
    if found is None:
        return _kept(claim, opened.someone, words, at=at)
    way, given, told = found
    try:
        answer(opened, way, given, at=at, surface=Surface.MAIL, answered_before=letter.message_id)
    except Refusal:
        # A rule said no (a number too large, words too long): the words are kept all the same.
        return _kept(claim, opened.someone, words, at=at)
    return told + _plot(opened)


def _stopped(claim: Claim | None, person: Person, *, at: datetime) -> str:
    """All of them; or, said of one of several, those like it."""
    kind = claim.kind if claim else ""
    perform(lambda **a: Choice.stop(person, kind=kind, **a), by=person, at=at, surface=Surface.MAIL)
    if claim:
        return _("No more of this kind.")
    return _("Reminders are stopped. Only what you have to know still comes, like a session that is moved.")


def _way(opened: Opened, said: Understood, words: str, *, at: datetime) -> tuple[str, Given, str] | None:
    """Which answer of this kind is meant, if one; what comes with it; and how it is told back."""
    kind, meaning, text = opened.claim.kind, said.meaning, said.text
    tomorrow = opened.someone.today + timedelta(days=1)
    match kind, meaning:
        case "action", Meaning.DONE:
            return "done", Given(text=text), _("Done, and written down. Well done.")
        case "action", Meaning.NOT_YET:
            return "not_yet", Given(text=text), _("That is fine. It stays where it is.")
        case "action", Meaning.LATER:
            day = date_format(tomorrow, "l j F")
            return "later", Given(text=text, day=tomorrow), _("It is meant for %(day)s now.") % {"day": day}
        case "reflection", Meaning.SKIP:
            return "skip", Given(text=text), _("That is fine. This question is closed.")
        case "reflection", _other:
            kept = _("Your words are kept, and nobody but you reads them until you share them.")
            return "write", Given(text=words), kept
        case "check_in", Meaning.NUMBER if _is_energy(said):
            energy = int(said.number or 0)
            told = _("Energy %(energy)d, written down.") % {"energy": energy}
            return "say", Given(energy=energy, text=text), told
        case "check_in", Meaning.SKIP | Meaning.NOT_YET:
            return "skip", Given(), _("That is fine. Tomorrow is another day.")
        case "check_in", _other if opened.item.due.over != Reason.DONE:
            return "say", Given(text=words), _("Your line of today is kept.")
        case "weekly_report", Meaning.SKIP | Meaning.NOT_YET:
            return "skip", Given(), _("That is fine. Nothing is asked of this week.")
        case "weekly_report", _other:
            return "say", report_of(words), _("Your week is written down, and your coach reads it.")
        case (("measure" | "daily_measure"), Meaning.NUMBER):
            return (
                "number",
                Given(number=said.number, text=text),
                _("Written down: %(number)s.") % {"number": f"{said.number} {opened.item.row.unit}".strip()},
            )
        case "habit", Meaning.DONE:
            return "kept", Given(), _("Ticked for that day.")
        case "habit", Meaning.NOT_YET | Meaning.SKIP | Meaning.LATER:
            return "not_kept", Given(), _("Written down. It counts as a day, and as nothing else.")
        case (("session_ahead" | "session_soon"), Meaning.NUMBER) if _is_energy(said):
            told = _("Kept for your session; your coach finds it before you meet.")
            return "topic", Given(energy=int(said.number or 0), text=text), told
        case (("session_ahead" | "session_soon"), Meaning.WORDS):
            return "topic", Given(text=words), _("Kept for your session; your coach finds it before you meet.")
        case "word", _other:
            return "reply", Given(text=words), _("Your words are there, and your coach reads them.")
        case "way_back", Meaning.DONE:
            return "back", Given(), _("Good to have you back.")
        case "way_back", Meaning.NOT_YET | Meaning.LATER:
            return "longer", Given(), _("A week more. See you then.")
    return None


def report_of(words: str) -> Given:
    """Three paragraphs are what moved, what got stuck and what comes next; otherwise all of it is what moved."""
    parts = [part.strip() for part in words.split("\n\n") if part.strip()]
    if len(parts) == 3:
        return Given(moved=parts[0], stuck=parts[1], next_step=parts[2])
    return Given(moved=words)


def _is_energy(said: Understood) -> bool:
    return said.number is not None and said.number == said.number.to_integral_value() and 0 <= said.number <= 10


def _kept(claim: Claim, someone: Someone, words: str, *, at: datetime) -> str:
    """It answers nothing that is open: a line of today, which the coach reads. What was written to a question was
    promised to be nobody else's, also where that is answered already: it stays theirs."""
    trajectory = someone.joined.get(claim.trajectory_id) if claim.trajectory_id else None
    if trajectory is None or not trajectory.is_running:
        return _("This was about something that has ended, and is kept nowhere. Write to your coach directly, please.")
    person, text = someone.person, words
    question = Reflection.objects.filter(pk=claim.object_id).first() if claim.kind == "reflection" else None
    if question:
        perform(lambda **a: keep_beside(question, text=text, **a), by=person, at=at, surface=Surface.MAIL)
    else:
        try:
            perform(lambda **a: keep_line(trajectory, text=text, **a), by=person, at=at, surface=Surface.MAIL)
        except TooLong:
            return _("Today’s page is full, and this did not fit any more: it is kept in your mail alone.")
    Claim.objects.filter(pk=claim.pk).update(answered_at=at)
    if question:
        return _("Your words are kept, and nobody but you reads them until you share them.")
    return _("What you wrote is kept as your line of today, where your coach reads it.")


def _plot(opened: Opened) -> str:
    if opened.claim.kind not in ("measure", "daily_measure"):
        return ""
    entries = MeasureEntry.objects.filter(measure=opened.item.row).order_by("-measured_on", "-pk")[:13]
    drawn = sparkline([entry.value for entry in reversed(entries)], target=opened.item.row.target)
    return f"\n\n{opened.item.row.name}\n{drawn}" if drawn else ""


def _answer(someone: Someone, claim: Claim, letter: Letter, noted: str, *, at: datetime) -> Message:
    """In the same thread; essential, for whoever writes wants to know that it arrived. A reply to it is one more about
    the same."""
    person: Person = someone.person
    trajectory: Trajectory | None = someone.joined.get(claim.trajectory_id) if claim.trajectory_id else None
    context = {"person": person, "noted": noted, "coach": trajectory.coach if trajectory else None}
    return Message.queue(
        practice_id=person.practice_id, to=person.email, subject=_("Written down"), at=at, about=person.pk,
        text=get_template("reminders/noted.txt").render(context),
        html=get_template("reminders/noted.html").render(context),
        reply_to=reply_address(claim.token), thread=claim.trajectory_id,
        answers=letter.message_id if letter.message_id.isascii() else "",
    )  # fmt: skip
