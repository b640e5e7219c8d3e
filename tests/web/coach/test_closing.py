"""Closing a session: one page, filled in, one press; and what goes to both [30–34]."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.outbox.message import State as MessageState
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.draft import Draft
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.impression import Impression
from handrail.trajectory.leaving import erase_person
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session, State
from handrail.trajectory.summary import Summary
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.win import Win
from handrail.web.summary_mail import summary_place
from tests.cast import NextDoor, begin
from tests.clock import Clock
from tests.web.history.conftest import consents

Phone = Callable[[Person], Client]
NEXT = {"next_step": "booked", "day": "2026-03-16", "time": "11:00", "minutes": "45"}


@pytest.fixture
def held(first_session: Session, call_ann: Action, jonas: Person, mara: Person) -> Session:
    consents(jonas)
    return first_session.hold(by=mara, at=now())


def closing(session: Session) -> str:
    return reverse("coach:session-closing", args=[session.pk])


def sheet(person: Person) -> str:
    return f"summary-{person.pk}"


def shown(device: Client, address: str) -> str:
    answer = device.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def filled_in(device: Client, session: Session) -> dict[str, str]:
    """The form as a browser would send it back untouched."""
    page = shown(device, closing(session))
    form = page[page.index('class="closing"') :]
    given = {
        name: value
        for name, value in re.findall(r'<input type="(?:hidden|date|time|number)" name="([^"]+)" value="([^"]*)"', form)
        if name != "csrfmiddlewaretoken"
    }
    texts = re.findall(r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.S)
    return given | dict(texts)


def test_one_press_closes_it_books_the_next_and_sends_the_summary_to_both(
    phone: Phone, mara: Person, jonas: Person, held: Session
) -> None:
    device = phone(mara)
    given = filled_in(device, held)
    assert "- Call Ann about the evening shift · by Thursday 5 March" in given[sheet(jonas)]
    given |= NEXT | {"appreciation": "You stayed with it.", "learned": "Small is enough.", "send": "on"}
    for _tap in range(2):
        assert device.post(closing(held), given).status_code == 302
    held.refresh_from_db()
    assert (held.state, held.learned) == (State.CLOSED, "Small is enough.")
    summary = Summary.objects.get()
    assert (summary.coachee, summary.edition) == (jonas, 1)
    assert summary.text == (
        "You stayed with it.\n\n# What you take away\n> Small is enough.\n\n"
        "# What you do\n- Call Ann about the evening shift · by Thursday 5 March\n\n"
        "# When we meet again\nMonday 16 March 2026 at 11:00, 45 minutes"
    )
    theirs, mine = Message.objects.filter(about=summary.pk).order_by("pk")
    assert (theirs.to, mine.to) == (jonas.email, mara.email)
    assert theirs.reply_to == mara.email
    assert "You stayed with it." in theirs.text
    assert theirs.paper_name == "session-1-2026-03-02"
    assert "Small is enough." in theirs.paper
    assert "/f/" not in mine.text
    assert Session.objects.filter(state=State.SCHEDULED).count() == 1


def test_it_may_be_closed_now_and_sent_later_and_no_word_is_lost(
    phone: Phone, mara: Person, jonas: Person, held: Session
) -> None:
    device = phone(mara)
    device.post(
        closing(held), {"appreciation": "You stayed with it.", "next_step": "none", sheet(jonas): "I wrote this"}
    )
    assert not Summary.objects.exists()
    assert not Message.objects.exists()
    assert "has not got it yet" in shown(device, reverse("coach:session", args=[held.pk]))
    later = shown(device, reverse("coach:summary", args=[held.pk]))
    assert "You stayed with it.\n\nI wrote this" in later
    text = "You stayed with it.\n\nI wrote this"
    device.post(reverse("coach:summary", args=[held.pk]), {"coachee": str(jonas.pk), "text": text})
    assert Summary.objects.get().text == text
    assert Message.objects.filter(state=MessageState.WAITING).count() == 2
    assert not Draft.objects.filter(person=mara).exists()


def test_a_corrected_one_goes_to_both_once_more(phone: Phone, mara: Person, jonas: Person, held: Session) -> None:
    Summary.send(held, by=mara, at=now(), coachee=jonas, text="By Thurday")
    device = phone(mara)
    device.post(reverse("coach:summary", args=[held.pk]), {"coachee": str(jonas.pk), "text": "By Thursday", "key": "1"})
    assert Summary.objects.get().edition == 2
    letter = Message.objects.get(to=jonas.email)
    assert "corrected" in letter.text
    assert letter.paper_name.endswith("-2")


def test_what_is_kept_for_oneself_stands_on_no_page_of_the_client(
    phone: Phone, mara: Person, jonas: Person, held: Session
) -> None:
    phone(mara).post(closing(held), {"next_step": "none", "energy": "2", "stands": "earlier", sheet(jonas): "x"})
    kept = Impression.objects.get()
    assert (kept.energy, kept.stands) == (2, "earlier")
    session = shown(phone(mara), reverse("coach:session", args=[held.pk]))
    assert "earlier than you thought" in session
    theirs = shown(phone(jonas), reverse("coachee:session", args=[held.pk]))
    assert "earlier than" not in theirs
    assert not Message.objects.filter(text__contains="earlier").exists()


def test_a_session_that_goes_on_is_ended_and_closed_with_the_same_press(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    first_session.start(by=mara, at=now())
    phone(mara).post(closing(first_session), {"next_step": "none", sheet(jonas): ""})
    first_session.refresh_from_db()
    assert first_session.state == State.CLOSED


def test_ending_a_session_leads_to_its_close(phone: Phone, mara: Person, first_session: Session) -> None:
    first_session.start(by=mara, at=now())
    answer = phone(mara).post(reverse("coach:session-state", args=[first_session.pk]), {"state": "held"})
    assert answer["Location"] == closing(first_session)


def test_what_is_ahead_or_over_has_nothing_to_close(
    phone: Phone, mara: Person, walk: Trajectory, held: Session
) -> None:
    ahead = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=9))
    held.close(by=mara, at=now())
    for session in (ahead, held):
        assert phone(mara).get(closing(session)).status_code == 302


def test_a_next_session_before_this_one_is_asked_for_once_more(
    phone: Phone, mara: Person, jonas: Person, held: Session
) -> None:
    typed = {**NEXT, "day": "2020-03-16", "learned": "It can wait", sheet(jonas): "By hand"}
    answer = phone(mara).post(closing(held), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "That is before this session." in page
    assert "It can wait" in page
    assert "By hand" in page
    assert Session.objects.get(pk=held.pk).state == "held"
    assert Session.objects.count() == 1


def test_it_is_refused_as_a_whole(phone: Phone, mara: Person, jonas: Person, held: Session) -> None:
    given = {"appreciation": "Well done", "learned": "Much", sheet(jonas): "Words", "send": "on", "energy": "3"}
    answer = phone(mara).post(closing(held), given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert all(words in page for words in ("Well done", "Much", "Words", "none is planned"))
    held.refresh_from_db()
    assert (held.state, held.learned) == (State.HELD, "")
    assert not Summary.objects.exists()
    assert not Impression.objects.exists()
    assert not Message.objects.exists()


def test_an_empty_summary_is_not_sent_and_says_so_beside_its_sheet(
    phone: Phone, mara: Person, jonas: Person, held: Session
) -> None:
    answer = phone(mara).post(closing(held), {"next_step": "booked", **NEXT, sheet(jonas): "x" * 20_001, "send": "on"})
    assert answer.status_code == 422
    assert "too long" in answer.content.decode()
    assert Session.objects.filter(state=State.SCHEDULED).count() == 0


def test_what_the_client_began_is_what_the_coach_goes_on_from(
    phone: Phone, mara: Person, jonas: Person, held: Session, walk: Trajectory
) -> None:
    later = now() + timedelta(days=14)
    second = Session.note_afterwards(walk, by=mara, at=later, starts_at=later)
    device = phone(mara)
    before = filled_in(device, second)
    Summary.begin(second, by=jonas, at=now(), text="I call Ann, and Ruth too")
    stale = before | {"next_step": "none", sheet(jonas): "Mine", "send": "on"}
    answer = device.post(closing(second), stale)
    assert answer.status_code == 422
    page = unescape(answer.content.decode())
    assert "I call Ann, and Ruth too" in page
    assert "Somebody else wrote here meanwhile" in page
    base = re.search(rf'name="{sheet(jonas)}-base" value="([^"]+)"', page)
    assert base
    device.post(closing(second), stale | {f"{sheet(jonas)}-base": base[1]})
    assert Summary.objects.get().text.startswith("Mine")


def test_in_two_windows_the_second_press_says_so_and_loses_no_word(
    phone: Phone, mara: Person, jonas: Person, held: Session
) -> None:
    device = phone(mara)
    form = filled_in(device, held)
    first = form | {"next_step": "none", sheet(jonas): "We agreed on Ann.", "send": "on", "key": "one"}
    second = form | {**NEXT, sheet(jonas): "We agreed on Ann, and on Ruth.", "send": "on", "key": "two"}
    closed = reverse("coach:trajectory", args=[held.trajectory_id])
    assert [device.post(closing(held), first)["Location"] for _again in range(2)] == [closed, closed]
    answer = device.post(closing(held), second, follow=True)
    assert answer.redirect_chain == [(reverse("coach:summary", args=[held.pk]), 302)]
    page = unescape(answer.content.decode())
    assert "closed already, in another window" in page
    assert "We agreed on Ann, and on Ruth." in page
    assert Summary.objects.get().text.startswith("We agreed on Ann.")
    assert not Session.objects.filter(state=State.SCHEDULED).exists()


def test_what_went_well_comes_back_and_what_is_private_does_not(
    phone: Phone, mara: Person, jonas: Person, held: Session, walk: Trajectory
) -> None:
    Win.add(walk, by=jonas, at=now(), coachee=jonas, text="Told Ruth")
    Note.write(held, by=mara, at=now(), visibility="coach_only", text="Afraid of Ann")
    given = filled_in(phone(mara), held)
    assert "Told Ruth" in given[sheet(jonas)]
    assert "Afraid" not in shown(phone(mara), closing(held))


def test_a_draft_is_there_on_return_and_can_be_begun_anew(
    phone: Phone, mara: Person, jonas: Person, held: Session, sleep: Goal
) -> None:
    place = summary_place(held, jonas)
    Draft.keep(mara, trajectory=held.trajectory, place=place, text="Half a thou", base="", at=now())
    assert "Half a thou" in shown(phone(mara), closing(held))
    anew = shown(phone(mara), f"{closing(held)}?anew")
    assert "Half a thou" not in anew
    assert "Sleep through the night" in anew


def test_a_client_who_has_not_said_yes_gets_no_mail(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    first_session.hold(by=mara, at=now())
    for consent in jonas.consents.all():
        consent.withdraw(by=jonas, at=now())
    phone(mara).post(closing(first_session), {"next_step": "none", sheet(jonas): "Words", "send": "on"})
    assert [message.to for message in Message.objects.all()] == [mara.email]
    assert Summary.objects.exists()


def test_in_a_group_each_gets_their_own(phone: Phone, mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    for each in (jonas, amina):
        consents(each)
        Goal.propose(group, by=each, at=now(), coachee=each, text=f"Goal of {each.given_name}", sign="Seen")
    session = Session.note_afterwards(group, by=mara, at=now(), starts_at=now())
    device = phone(mara)
    device.post(closing(session), filled_in(device, session) | {"next_step": "none", "send": "on"})
    letters = {message.to: message.text for message in Message.objects.exclude(to=mara.email)}
    assert "Goal of Amina" in letters[amina.email]
    assert "Goal of Jonas" not in letters[amina.email]
    assert set(letters) == {jonas.email, amina.email}


def test_nothing_is_sent_of_what_was_erased(phone: Phone, mara: Person, jonas: Person, held: Session) -> None:
    phone(mara).post(closing(held), {"next_step": "none", sheet(jonas): "Secret words", "send": "on"})
    assert Message.waiting_count() == 2
    mara_ends = held.trajectory
    mara_ends.end_early(by=mara, at=now())
    erase_person(by=mara, at=now(), person=jonas)
    assert Message.waiting_count() == 0
    assert not Message.objects.filter(text__contains="Secret").exists()
    assert not Message.objects.filter(paper__contains="Secret").exists()


def test_the_paper_is_for_those_two(
    phone: Phone, mara: Person, jonas: Person, amina: Person, tomas: Person, held: Session, next_door: NextDoor
) -> None:
    Summary.send(held, by=mara, at=now(), coachee=jonas, text="Words")
    coachs = reverse("coach:summary-paper", args=[held.pk, jonas.pk])
    own = reverse("coachee:summary-paper", args=[held.pk])
    for person, address in ((mara, coachs), (jonas, own)):
        answer = phone(person).get(address)
        assert answer.content.startswith(b"%PDF-")
        assert answer["Content-Disposition"] == 'inline; filename="session-1-2026-03-02.pdf"'
    for person in (amina, tomas, next_door.coach):
        for address in (coachs, own):
            assert phone(person).get(address).status_code in (302, 404)
    assert phone(mara).get(reverse("coach:summary-paper", args=[held.pk, amina.pk])).status_code == 404


def test_feedback_is_shown_as_it_goes_over_time(
    phone: Phone, mara: Person, jonas: Person, held: Session, walk: Trajectory, clock: Clock
) -> None:
    Feedback.give(held, by=jonas, at=now(), useful=3, room=5, wish="Fewer questions at once")
    clock.to(now() + timedelta(days=14))
    second = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now())
    Feedback.give(second, by=jonas, at=now(), useful=5, energy=4)
    page = shown(phone(mara), reverse("coach:session", args=[second.pk]))
    trend = re.sub(r"<[^>]+>", " ", page[page.index("How the sessions were") : page.index("Fewer questions")])
    assert " ".join(trend.split()) == (
        "How the sessions were Session 1 2 Use 3 5 Room 5 – Energy after – 4 Jonas, 2 March: “"
    )


def test_the_page_asks_as_much_of_the_database_however_much_there_is(
    phone: Phone, mara: Person, jonas: Person, held: Session, walk: Trajectory
) -> None:
    device = phone(mara)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            shown(device, closing(held))
        return len(queries)

    asked()
    few = asked()
    for n in range(12):
        Win.add(walk, by=jonas, at=now(), coachee=jonas, text=f"Win {n}")
        Action.propose(walk, by=jonas, at=now(), owner=jonas, text=f"Step {n}", due_on=date(2026, 3, 9))
    assert asked() == few
    assert few < 40
