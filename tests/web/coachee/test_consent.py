"""Jonas takes back a yes, and gives it again."""

import pytest

from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.consent import Consent
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.draft import Draft
from handrail.trajectory.leaving import end_role
from handrail.trajectory.session import Session
from handrail.trajectory.summary import Summary
from handrail.trajectory.trajectory import Trajectory
from handrail.web.drafts import draft_url
from tests.web.coachee.paths import TODAY, Phone, at, words

CONSENT = "/my/consent"


@pytest.fixture
def taken_back(walk: Trajectory, jonas: Person) -> Consent:
    return Consent.objects.get(person=jonas, kind="personal").withdraw(by=jonas, at=now())


def test_pages_with_content_lead_to_a_calm_one(
    phone: Phone, jonas: Person, walk: Trajectory, call_ann: Action, taken_back: Consent
) -> None:
    browser = phone(jonas)
    for path in (TODAY, at("map", walk), at("action", call_ann), at("vision", walk), at("wins", walk)):
        answer = browser.get(path)
        assert (answer.status_code, answer["Location"]) == (302, CONSENT), path
    page = words(browser.get(CONSENT))
    assert "Resting, as you asked" in page
    assert "Call Ann" not in page


def test_nothing_is_written_either(phone: Phone, jonas: Person, call_ann: Action, taken_back: Consent) -> None:
    phone(jonas).post(at("completion", call_ann), {"done": "on"})
    assert Action.objects.get().state == "agreed"


def test_saying_yes_again_opens_everything(phone: Phone, jonas: Person, call_ann: Action, taken_back: Consent) -> None:
    browser = phone(jonas)
    assert browser.post(CONSENT, {"kind": "personal"})["Location"] == TODAY
    assert "Call Ann" in words(browser.get(TODAY))
    assert browser.get(CONSENT)["Location"] == TODAY


def test_the_summary_that_could_not_be_mailed_comes_with_the_yes_and_once(
    phone: Phone, mara: Person, jonas: Person, first_session: Session, taken_back: Consent
) -> None:
    first_session.hold(by=mara, at=now())
    phone(mara).post(f"/coach/sessions/{first_session.pk}/summary", {"coachee": str(jonas.pk), "text": "By Thursday"})
    summary = Summary.objects.get()
    assert [each.to for each in Message.objects.filter(about=summary.pk)] == [mara.email]
    for _yes in range(2):
        phone(jonas).post(CONSENT, {"kind": "personal"})
    letter = Message.objects.get(about=summary.pk, to=jonas.email)
    assert "By Thursday" in letter.text
    assert letter.paper_name == "session-1-2026-03-02"
    Consent.objects.get(kind="personal", state="given").withdraw(by=jonas, at=now())
    phone(jonas).post(CONSENT, {"kind": "personal"})
    assert Message.objects.filter(about=summary.pk, to=jonas.email).count() == 1


def test_a_kind_of_yes_that_does_not_exist_is_refused(phone: Phone, jonas: Person, taken_back: Consent) -> None:
    assert phone(jonas).post(CONSENT, {"kind": "everything"}).status_code == 422
    assert not jonas.consents_now


def test_somebody_who_never_said_yes_is_asked_and_not_reproached(phone: Phone, amina: Person) -> None:
    assert phone(amina).get(TODAY)["Location"] == CONSENT
    page = words(phone(amina).get(CONSENT))
    assert "Before you begin" in page
    assert "took back" not in page


def test_a_page_left_open_keeps_no_draft_of_a_client_who_took_a_yes_back(
    phone: Phone, jonas: Person, mara: Person, walk: Trajectory, taken_back: Consent
) -> None:
    """Autosave on another device knows nothing of it. What the coach writes is the coach's, and is kept."""
    address = draft_url("reflection:any", walk.pk)
    assert phone(jonas).post(address, {"text": "Not to be kept"}).status_code == 422
    assert not Draft.objects.exists()
    assert phone(mara).post(address, {"text": "A note"}).status_code == 204


def test_a_coach_hears_of_a_yes_taken_back_by_somebody_who_is_no_client_any_more(
    phone: Phone, jonas: Person, mara: Person, walk: Trajectory
) -> None:
    end_role(by=mara, at=now(), membership=Membership.objects.get(person=jonas, role="coachee"))
    phone(jonas).post(f"/me/consents/{Consent.objects.filter(person=jonas)[0].pk}")
    assert Message.objects.get().to == mara.email
