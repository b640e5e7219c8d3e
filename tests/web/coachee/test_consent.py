"""Jonas takes back a yes, and gives it again."""

import pytest

from handrail.lib.clock import now
from handrail.practice.consent import Consent
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
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


def test_a_kind_of_yes_that_does_not_exist_is_refused(phone: Phone, jonas: Person, taken_back: Consent) -> None:
    assert phone(jonas).post(CONSENT, {"kind": "everything"}).status_code == 422
    assert not Consent.objects.holds(jonas)


def test_somebody_who_never_said_yes_is_asked_and_not_reproached(phone: Phone, amina: Person) -> None:
    assert phone(amina).get(TODAY)["Location"] == CONSENT
    page = words(phone(amina).get(CONSENT))
    assert "Before you begin" in page
    assert "took back" not in page
