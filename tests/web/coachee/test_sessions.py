"""A session as Jonas finds it, before and after."""

from datetime import date, timedelta

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.web.coachee.paths import ODD, Phone, at, words


def held(session: Session, *, by: Person) -> Session:
    return session.start(by=by, at=now()).hold(by=by, at=now())


def test_what_was_agreed_there_says_how_it_ended(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session, call_ann: Action
) -> None:
    held(first_session, by=mara)
    smaller = call_ann.replace(by=jonas, at=now(), text="Find her number", due_on=date(2026, 3, 4))
    smaller.complete(by=jonas, at=now())
    page = words(phone(jonas).get(at("session", first_session)))
    assert "Made smaller" in page
    assert "Find her number" in page


def test_what_comes_along_lies_on_the_table_of_the_next(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session, call_ann: Action, clock: Clock
) -> None:
    held(first_session, by=mara)
    following = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=14))
    clock.go(days=10)
    page = words(phone(jonas).get(at("session", following)))
    table = page.split("On the table")[1].split("</section>")[0]
    assert "Call Ann about the evening shift" in table
    assert "from session 1" in table
    assert "still open" in table


def test_the_note_of_both_is_jonass_to_write_too(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    Note.write(first_session, by=mara, at=now(), visibility="shared", text="Try one sentence")
    Note.write(first_session, by=mara, at=now(), visibility="coach_only", text="For Mara alone")
    browser = phone(jonas)
    page = words(browser.get(at("session", first_session)))
    assert "Try one sentence" in page
    assert "For Mara alone" not in page
    browser.post(at("note", first_session), {"text": ODD, "base": fingerprint("Try one sentence")})
    assert Note.objects.get(visibility="shared").text == ODD
    assert Note.objects.get(visibility="coach_only").text == "For Mara alone"


def test_nobodys_words_are_lost_when_both_write(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    Note.write(first_session, by=mara, at=now(), visibility="shared", text="From Mara")
    answer = phone(jonas).post(at("note", first_session), {"text": "From Jonas", "base": fingerprint("")})
    assert answer.status_code == 409
    assert "From Mara" in words(answer)
    assert "From Jonas" in words(answer)


def test_what_he_takes_away_is_in_his_words(phone: Phone, mara: Person, jonas: Person, first_session: Session) -> None:
    held(first_session, by=mara)
    browser = phone(jonas)
    browser.post(at("learned", first_session), {"learned": "Asking is fine", "base": fingerprint("")})
    assert Session.objects.get().learned == "Asking is fine"
    answer = browser.post(at("learned", first_session), {"learned": "Waiting is not", "base": fingerprint("")})
    assert answer.status_code == 422
    assert "Asking is fine" in words(answer)
    assert "Waiting is not" in words(answer)


def test_a_session_is_asked_for_and_mara_says_yes(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    browser = phone(jonas)
    answer = browser.post(at("sessions", walk), {"day": "2026-03-10", "time": "10:00", "minutes": "45", "key": "one"})
    browser.post(at("sessions", walk), {"day": "2026-03-10", "time": "10:00", "minutes": "45", "key": "one"})
    session = Session.objects.get()
    assert (session.state, answer["Location"]) == ("requested", at("session", session))
    assert "Mara has yet to say yes" in words(browser.get(at("session", session)))
    assert "You asked Mara" in words(browser.get("/my/"))


def test_a_time_that_cannot_be_keeps_what_was_typed(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    for wrong in ({"day": "9999-12-31"}, {"time": "25:61"}, {"minutes": "1"}, {"day": "2026-03-29", "time": "02:30"}):
        given = {"day": "2026-03-10", "time": "10:00", "minutes": "45", **wrong}
        answer = phone(jonas).post(at("sessions", walk), given)
        assert answer.status_code == 422, wrong
        assert all(f'value="{value}"' in words(answer) for value in given.values()), wrong
    assert not Session.objects.exists()


def test_a_cancelled_one_keeps_no_number(phone: Phone, mara: Person, jonas: Person, first_session: Session) -> None:
    first_session.cancel(by=mara, at=now(), side="coach")
    page = words(phone(jonas).get(at("session", first_session)))
    assert "Cancelled" in page
    assert "Session 1" not in page
