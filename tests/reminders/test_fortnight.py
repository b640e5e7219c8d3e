"""A client who never signs in keeps a whole fortnight going from mail alone: a real mail server takes our letters, a
real mailbox the replies, and every round is what the worker does."""

import re
from datetime import timedelta
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP
from threading import Event

import pytest
from django.contrib.sessions.models import Session as SignedIn
from django.test import Client
from pytest_django import Settings

from handrail.cli.reading import read_once
from handrail.ledger.entry import Entry
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.practice.sign_in import SignInLink
from handrail.reminders.choice import Choice
from handrail.reminders.claim import Claim
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.goal import Goal
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.mailbox import Inbox
from tests.post import Letter, Post
from tests.reminders.conftest import round_at

FORTNIGHT = timedelta(days=14)


@pytest.fixture
def by_mail(settings: Settings, inbox: Inbox) -> Inbox:
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    settings.HANDRAIL_IMAP = inbox.url
    return inbox


class Jonas:
    """Reads his mail when it comes, writes back or taps a link, and never sees another page."""

    def __init__(self, post: Post, inbox: Inbox) -> None:
        self.post, self.inbox, self.read = post, inbox, 0
        self.replies = self.taps = 0

    def look(self, address: str) -> None:
        new, self.read = self.post.letters[self.read :], len(self.post.letters)
        for letter in new:
            if letter.to == address and letter.mail["Reply-To"]:
                self.answer(letter)

    def answer(self, letter: Letter) -> None:
        """The first thing by writing back, whatever else stands in the letter by its link."""
        first, *others = letter.text.split("\n- - -\n")
        for words, (reply, _way, _given) in self.says.items():
            if words in first:
                self.write_back(letter, reply)
        for part in others:
            for words, (_reply, way, given) in self.says.items():
                if words in part:
                    self.tap(part, way, given)

    @property
    def says(self) -> dict[str, tuple[str, str, dict[str, str]]]:
        """How each thing is answered in words, and by which way of its page."""
        week = ("Three evenings at home", "Thursdays", "Ask for the morning slot")
        better = "The evenings. I left the phone in the hall and nobody rang."
        return {
            "How is it today": (f"{4 + self.replies % 5} slept, and the yard was quiet", "say", {"energy": "5"}),
            "Call Ann": ("done - she laughed", "done", {"text": "she laughed"}),
            "Kilometres walked": ("12,5 along the river", "number", {"number": "12,5"}),
            "What went better": (better, "write", {"text": better}),
            "What moved this week": (
                "\n\n".join(week), "say", dict(zip(("moved", "stuck", "next_step"), week, strict=True)),
            ),
        }  # fmt: skip

    def write_back(self, letter: Letter, words: str) -> None:
        self.replies += 1
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"] = letter.to, letter.mail["Reply-To"]
        mail["Subject"], mail["In-Reply-To"] = f"Re: {letter.subject}", letter.message_id
        mail["Message-ID"] = f"<{self.replies}@phone.example>"
        quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
        mail.set_content(f"{words}\n\nOn Monday, Mara Vos wrote:\n{quoted}\n")
        self.inbox.lay_in(mail.as_bytes())

    def tap(self, part: str, way: str, given: dict[str, str]) -> None:
        """As from the mail program: a browser that knows nobody, and is known by nothing afterwards."""
        found = re.search(r"https?://[^/]+(/a/\w+)", part)
        assert found, part
        device = Client()
        assert device.get(found[1]).status_code == 200
        assert device.post(found[1], {"way": way, **given}).status_code == 303
        assert "sessionid" not in device.cookies
        self.taps += 1


def test_a_fortnight_from_mail_alone(
    post: Post, by_mail: Inbox, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    held = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(hours=1))
    goal = Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text="Be at home", why="They grow up", sign="Seen")
    call_ann = Action.propose(
        walk, by=jonas, at=now(), owner=jonas, text="Call Ann", due_on=now().date() + timedelta(days=3), session=held
    )
    Measure.add(walk, by=mara, at=now(), coachee=jonas, name="Kilometres walked", unit="km", goal=goal)
    Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What went better than you thought?", goal=goal)
    chosen = Choice.of(jonas)
    Choice.choose(
        jonas, by=jonas, at=now(), channel="email", hour=18 * 60, days="1234567", quiet_from=chosen.quiet_from,
        quiet_until=chosen.quiet_until, a_week=3, report_day=7, daily_at=9 * 60,
    )  # fmt: skip
    ahead = Session.book(walk, by=mara, at=now(), starts_at=now() + FORTNIGHT)
    reader, end = Jonas(post, by_mail), ahead.starts_at - timedelta(hours=1)
    while clock.now < end:
        # Eight in the morning and five in the afternoon of the server: nine and six where Jonas is.
        hours = 9 if clock.now.hour == 8 else 15 if clock.now.hour == 17 else 8 - clock.now.hour % 24
        round_at(clock.go(hours=hours if hours > 0 else 24 + hours))
        written = reader.replies
        reader.look(jonas.email)
        if reader.replies > written:
            read_once(Event())
            round_at(clock.go(seconds=1))
        clock.to(clock.now.replace(second=0))

    call_ann.refresh_from_db()
    assert (call_ann.state, call_ann.remark) == ("done", "she laughed")
    days = CheckIn.objects.filter(kind="daily", state="submitted")
    assert days.count() >= 13
    assert all(4 <= (day.energy or 0) <= 8 and "yard" in day.line for day in days)
    report = CheckIn.objects.filter(kind="weekly", state="submitted").latest("period_on")
    assert (report.moved, report.stuck, report.next_step) == (
        "Three evenings at home", "Thursdays", "Ask for the morning slot",
    )  # fmt: skip
    assert {entry.value for entry in MeasureEntry.objects.all()} == {Decimal("12.5")}
    assert Reflection.objects.get().text.startswith("The evenings.")
    # What was understood was answered, once each, and no automatic letter was ever answered again.
    answered = [str(letter.mail["In-Reply-To"]) for letter in post.letters if letter.mail["In-Reply-To"]]
    assert len([each for each in answered if "@phone.example" in each]) == reader.replies
    told = Claim.objects.filter(person_id=jonas.pk, counts_as="prompt", outcome="sent")
    for first in {claim.at.date() for claim in told}:
        assert len({claim.message_id for claim in told if first <= claim.at.date() < first + timedelta(days=7)}) <= 3
    assert (SignedIn.objects.count(), SignInLink.objects.count()) == (0, 0)
    assert Entry.objects.filter(by_id=jonas.pk, surface="mail").count() >= 15
    assert Entry.objects.filter(by_id=jonas.pk, surface="link").count() == reader.taps >= 1
    assert [str(difference) for difference in verify_all()] == []
