"""Without a network or with half of one: nothing that was written is lost, shown to another, or done twice."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import FilePayload, Locator, Route, expect

from handrail.ledger.entry import Entry
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.practice.sign_in import SignInLink
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.note import Note
from handrail.trajectory.photo import Photo
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.web.public import offline
from tests.cast import begin
from tests.commands.conftest import until
from tests.journeys.cast import consents
from tests.journeys.device import Device
from tests.photos import a_photo

Take = Callable[..., Device]
# A disk that takes nothing more, from one moment on.
FULL = """asks.full = async () => {
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
};"""
# What a slow device does: the words that were to be kept on the way come after those that were sent.
LATE = """(url) => fetch(url, {
    method: "POST", headers: { "X-Quiet": "1", "X-By": document.body.dataset.person },
    body: new URLSearchParams({ text: document.querySelector("textarea[name=text]").value }),
}).then((answer) => answer.status)"""
UNSAFE = "<img src=x onerror=alert(1)> Slept <b>badly</b>"


@pytest.fixture
def phone(mobile: Take) -> Callable[[Person], Device]:
    return lambda person, **more: mobile(person, service_workers="allow", **more)


@pytest.fixture
def curtains(walk: Trajectory, jonas: Person) -> Action:
    due_on = jonas.today(now())
    return Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Buy curtains", due_on=due_on)


@pytest.fixture
def under_way(first_session: Session, mara: Person, jonas: Person) -> Session:
    return first_session.start(by=mara, at=now())


@pytest.fixture
def question(walk: Trajectory, mara: Person, jonas: Person, sleep: Goal) -> Reflection:
    return Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helps?", goal=sleep)


def test_a_day_underground(
    phone: Take, walk: Trajectory, curtains: Action, question: Reflection, jonas: Person
) -> None:
    client = phone(jonas)
    client.visit("/my/")
    done = f"/my/actions/{curtains.pk}"
    settled(client, done, f"/my/reflections/{question.pk}", f"/my/trajectories/{walk.pk}/check-in")
    client.page.context.set_offline(True)
    client.visit("/")
    expect(client.shown).to_contain_text("Buy curtains")

    expect(line(client)).to_contain_text("No connection just now. This page is from")
    client.visit(done)
    client.unfold("Add a word, or a photo")
    client.field("A photo").set_input_files(
        FilePayload(name="me.jpg", mimeType="image/jpeg", buffer=a_photo((900, 600)))
    )
    client.press("I did it")
    expect(line(client)).to_contain_text("1 waiting to be sent")
    client.press("Trajectory", role="link")
    expect(client.page.get_by_role("heading", level=1)).to_be_visible()
    client.visit(f"/my/reflections/{question.pk}")
    client.write("Your words", UNSAFE)
    client.press("Keep it to myself")
    expect(line(client)).to_contain_text("2 waiting to be sent")
    assert client.page.evaluate(LATE, f"/my/reflections/{question.pk}") == 204
    # A form that knows nothing of all this: it is caught by where it is sent.
    check_in = f"/my/trajectories/{walk.pk}/check-in"
    client.visit(check_in)
    client.write("One line", "The train stood still")
    client.press("Send")
    expect(line(client)).to_contain_text("3 waiting to be sent")
    client.visit(check_in)
    expect(client.field("One line")).to_have_value("The train stood still")
    client.press("3 waiting to be sent", role="link")
    expect(client.page.locator("#waiting-list")).to_contain_text(UNSAFE)
    assert Entry.objects.filter(verb="action.completed").count() == 0

    client.page.context.set_offline(False)
    client.visit("/my/")
    expect(line(client)).not_to_contain_text("waiting")
    expect(client.shown.locator(".is-done")).to_be_visible()
    awaited = ["action.completed", "reflection.submitted", "check_in.submitted"]
    assert [entry.verb for entry in Entry.objects.order_by("seq") if entry.verb in awaited] == awaited
    assert Reflection.objects.get().text == UNSAFE
    photo = Photo.objects.get()
    assert (photo.action, photo.width, photo.height) == (curtains, 900, 600)
    assert list(verify_all()) == []


def line(device: Device) -> Locator:
    return device.page.locator("#device")


def settled(device: Device, *addresses: str) -> None:
    """The worker stands and has kept these pages."""
    kept = """async (addresses) => {
        const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
        for (const name of names) {
            const shelf = await caches.open(name);
            const there = (await shelf.keys()).map((each) => new URL(each.url).pathname);
            if (addresses.every((each) => there.includes(each))) return true;
        }
        return false;
    }"""
    assert until(lambda: bool(device.page.evaluate(kept, list(addresses))), seconds=20), addresses


def test_an_answer_that_is_lost_is_asked_for_again_and_the_thing_done_once(
    phone: Take, curtains: Action, jonas: Person
) -> None:
    client = phone(jonas)
    client.visit("/my/")
    settled(client, "/my/")
    heard: list[str] = []

    def lose(route: Route) -> None:
        """The server hears it and answers; the answer never arrives. The next one does."""
        heard.append(str(route.request.headers.get("x-seconds-ago")))
        if len(heard) < 3:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    client.page.context.route("**/completion", lose)
    client.page.reload()
    client.press("Done: Buy curtains")
    expect(line(client)).to_contain_text("1 waiting to be sent")
    expect(client.shown.locator(".is-done")).to_contain_text("On this device, waiting to be sent")
    assert until(lambda: tries_again(client, heard) == 3, seconds=20)
    expect(line(client)).not_to_contain_text("waiting")
    assert len(heard) == 3
    assert verbs("action.completed") == ["action.completed"]
    assert list(verify_all()) == []


def test_a_line_that_is_slow_and_comes_and_goes_sends_each_once_and_in_order(
    phone: Take, walk: Trajectory, jonas: Person
) -> None:
    things = ("Buy curtains", "Call the yard", "Write to Ann")
    for text in things:
        Action.propose(walk, by=jonas, at=now(), owner=jonas, text=text, due_on=jonas.today(now()))
    client = phone(jonas)
    client.visit("/my/")
    settled(client, "/my/")
    slow: list[Route] = []

    def crawl(route: Route) -> None:
        """The first to be sent hangs on the line until that breaks; whatever comes later goes through."""
        slow.append(route)
        if len(slow) > 1:
            route.continue_()

    client.page.context.route("**/completion", crawl)
    client.press(f"Done: {things[0]}")
    assert until(lambda: client.page.evaluate("1") and slow, seconds=10)
    client.page.context.set_offline(True)
    slow[0].abort("connectionreset")
    client.press(f"Done: {things[1]}")
    expect(line(client)).to_contain_text("2 waiting to be sent")
    for is_away in (False, True, False, True):
        client.page.context.set_offline(is_away)
    client.press(f"Done: {things[2]}")
    client.page.context.set_offline(False)
    client.visit("/my/")
    assert until(lambda: client.page.evaluate("1") and len(verbs("action.completed")) == 3, seconds=20)
    expect(line(client)).not_to_contain_text("waiting")
    done = [entry.subject_id for entry in Entry.objects.filter(verb="action.completed").order_by("seq")]
    assert [Action.objects.get(pk=action_id).text for action_id in done] == list(things)
    assert list(verify_all()) == []


def test_a_conflict_keeps_both_and_asks(phone: Take, mara: Person, jonas: Person, under_way: Session) -> None:
    """Mara writes in a tunnel; Jonas wrote meanwhile."""
    coach = phone(mara)
    page = f"/coach/sessions/{under_way.pk}"
    coach.visit(page)
    settled(coach, page)
    coach.page.context.set_offline(True)
    coach.visit(page)
    expect(line(coach)).to_contain_text("No connection just now")
    sheet = coach.shown.get_by_role("region", name="Notes for both of you")
    coach.field("Notes for both of you").fill("Mara: the evenings are long.")
    coach.press("Save", within=sheet)
    expect(line(coach)).to_contain_text("1 waiting to be sent")
    # Opened again without a network, the words are where they were written.
    coach.visit(page)
    expect(coach.field("Notes for both of you")).to_have_value("Mara: the evenings are long.")

    Note.write(by=jonas, at=now(), session=under_way, visibility="shared", text="Jonas: Sundays are good.", base=None)
    coach.page.context.set_offline(False)
    expect(line(coach)).to_contain_text("1 for you to look at")
    assert Note.objects.get().text == "Jonas: Sundays are good."
    coach.press("1 for you to look at", role="link")
    coach.press("Look at both")
    meanwhile = coach.shown.get_by_role("region", name="Somebody else wrote here meanwhile")
    expect(meanwhile).to_contain_text("Mara: the evenings are long.")
    coach.press("Keep both, one after the other")
    expect(coach.page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(line(coach)).not_to_contain_text("look")
    assert Note.objects.get().text == "Jonas: Sundays are good.\n\nMara: the evenings are long."
    assert list(verify_all()) == []


def test_a_phone_that_two_share(
    phone: Take, walk: Trajectory, curtains: Action, jonas: Person, tomas: Person, amina: Person
) -> None:
    begin(tomas, amina)
    consents(amina)
    client = phone(jonas)
    client.visit("/my/")
    settled(client, "/my/")
    client.page.context.set_offline(True)
    client.press("Done: Buy curtains")
    expect(line(client)).to_contain_text("1 waiting to be sent")

    # Somebody else's cookie, while something of his waits: his pages go, his tick stays and is nobody else's.
    arrives(client, amina)
    expect(client.page.get_by_role("heading", level=1)).to_contain_text("Amina")
    settled(client, "/my/")
    assert "Buy curtains" not in kept_words(client)
    expect(line(client)).not_to_contain_text("waiting")
    client.visit("/waiting")
    expect(client.page.locator("#nothing")).to_be_visible()
    assert verbs("action.completed") == []

    # He is back, and it is sent.
    arrives(client, jonas)
    expect(client.page.get_by_role("heading", level=1)).to_contain_text("Jonas")
    assert until(lambda: verbs("action.completed") == ["action.completed"], seconds=10)
    assert Entry.objects.get(verb="action.completed").by_id == jonas.pk

    # He leaves without a network, with something waiting: asked, and asked again.
    client.visit("/my/")
    client.press("Undo, not done yet: Buy curtains")
    expect(client.page.get_by_role("button", name="Done: Buy curtains")).to_be_visible()
    settled(client, "/my/")
    client.page.context.set_offline(True)
    client.press("Done: Buy curtains")
    expect(line(client)).to_contain_text("1 waiting to be sent")
    client.unfold("Jonas Lind")
    client.press("Sign out")
    expect(client.page.get_by_role("heading", name="Before you sign out")).to_be_visible()
    client.press("Send it first, then sign out")
    expect(client.page.get_by_text("It could not be sent just now. It is all still here.")).to_be_visible()
    client.press("Sign out without sending")
    client.press("Yes, throw it away and sign out")
    expect(client.page.get_by_role("heading", name="No connection just now")).to_be_visible()
    client.visit("/my/")
    expect(client.page.get_by_role("heading", name="No connection just now")).to_be_visible()
    assert "curtains" not in kept_words(client)

    # The network is back: he is signed out there too, and nothing more comes of it.
    client.page.context.set_offline(False)
    client.visit("/my/")
    expect(client.page.get_by_label("Your e-mail address")).to_be_visible()
    assert len(verbs("action.completed")) == 1
    assert list(verify_all()) == []


def test_a_device_without_room_says_so_at_once_and_the_words_stay(
    phone: Take, question: Reflection, jonas: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = f"{offline._whole()}\n{FULL}"
    monkeypatch.setattr(offline, "_whole", lambda: whole)
    client = phone(jonas)
    place = f"/my/reflections/{question.pk}"
    client.visit(place)
    settled(client, place)
    client.visit(place)
    client.page.evaluate("navigator.serviceWorker.controller.postMessage({ ask: 'full' })")
    client.page.context.set_offline(True)
    client.write("Your words", "x" * 15_000)
    client.press("Keep it to myself")
    expect(line(client)).to_contain_text("no room on this device")
    expect(client.field("Your words")).to_have_value("x" * 15_000)


def tries_again(client: Device, heard: list[str]) -> int:
    """The network says it is back; how often the server was asked by then."""
    client.page.evaluate("dispatchEvent(new Event('online'))")
    return len(heard)


def verbs(verb: str) -> list[str]:
    return [entry.verb for entry in Entry.objects.filter(verb=verb).order_by("recorded_at", "seq")]


def arrives(device: Device, person: Person) -> None:
    """Somebody signs in on this device, without whoever was here having left."""
    device.visit("about:blank")
    device.page.context.clear_cookies()
    device.page.context.set_offline(False)
    way_in = SignInLink.ask(person.email, at=now(), asked_from="127.0.0.1", leads_to="", person=person)
    device.visit(f"/sign-in/{way_in.token}")
    device.press("Sign in")


def kept_words(device: Device) -> str:
    """All that stands on the device, in caches and in the store."""
    words: str = device.page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys()) {
                if (!name.startsWith("pages-")) continue;
                const shelf = await caches.open(name);
                for (const each of await shelf.keys()) found.push(await (await shelf.match(each)).text());
            }
            return found.join(" ");
        }"""
    )
    return words


def test_a_form_from_elsewhere_goes_nowhere_by_way_of_the_worker(
    phone: Take, walk: Trajectory, curtains: Action, jonas: Person, house: str
) -> None:
    client = phone(jonas)
    client.visit("/my/")
    settled(client, "/my/")
    for place in (f"/my/actions/{curtains.pk}/completion", "/sign-out"):
        fields = "<input name=done value=on><input name=discard value=yes>"
        form = f"<form method=post action='{house}{place}'>{fields}</form>"
        page = f"{form}<script>document.forms[0].submit()</script>"
        answer = partial(Route.fulfill, body=page, content_type="text/html")
        client.page.context.route("http://elsewhere.example/", lambda route, _, answer=answer: answer(route))
        client.page.goto("http://elsewhere.example/", wait_until="commit")
        client.page.wait_for_url(f"{house}/**")
    client.visit("/my/")
    expect(client.page.get_by_role("button", name="Done: Buy curtains")).to_be_visible()
    expect(line(client)).not_to_contain_text("waiting")
    assert verbs("action.completed") == []

    # The session ends somewhere else: what is kept is not shown for long, and nobody is led in circles.
    client.page.context.clear_cookies()
    client.visit("/my/")
    expect(client.page.get_by_label("Your e-mail address")).to_be_visible()
    assert "Buy curtains" not in kept_words(client)
