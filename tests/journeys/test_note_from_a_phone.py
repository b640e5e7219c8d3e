"""Between two clients, on the stairs: from the notice to a saved note in under a minute and five taps [35]."""

from collections.abc import Callable
from time import perf_counter

from playwright.sync_api import expect

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.reminders.sweep import sweep
from handrail.trajectory.draft import Draft
from handrail.trajectory.fact import Fact
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from tests.clock import Clock
from tests.commands.conftest import until
from tests.journeys.cast import consents
from tests.journeys.device import Device
from tests.reminders.conftest import device_of

Take = Callable[..., Device]
SECONDS, TAPS = 60, 5
# What a person takes: a tap with finding where, and a letter on a phone's keyboard (three in a second).
A_TAP, A_LETTER = 2.0, 1 / 3
WORDS = "He came in lighter. Two evenings without the phone.\n! His sister is Ida"


def test_from_the_notice_to_a_saved_note(
    mobile: Take, house: str, first_session: Session, mara: Person, jonas: Person, clock: Clock
) -> None:
    consents(jonas)
    device_of(mara)
    phone = mobile(mara)
    clock.to(first_session.ends_at)
    sweep(at=now())
    notice = Message.objects.get(about=mara.pk)
    begun = perf_counter()

    phone.follow(notice.link)
    note = phone.field("Notes for both of you")
    phone.touch(note)
    phone.page.keyboard.type(WORDS)
    # Somebody calls; the screen goes dark, and the browser lets the page go. The words are there on return.
    assert until(lambda: Draft.objects.filter(text=WORDS).exists(), seconds=20)
    waited = perf_counter()
    phone.page.reload()
    expect(note).to_have_value(WORDS)
    begun += perf_counter() - waited
    phone.press("Save and sort")
    expect(phone.page.get_by_role("status").first).to_contain_text("1 line sorted.")

    took = perf_counter() - begun + phone.clicks * A_TAP + len(WORDS) * A_LETTER
    assert Note.objects.get().text == WORDS
    assert Fact.objects.get().text == "His sister is Ida"
    assert not Draft.objects.exists()
    assert phone.clicks <= TAPS
    assert took < SECONDS, f"{took:.0f} s"
    assert list(verify_all()) == []
