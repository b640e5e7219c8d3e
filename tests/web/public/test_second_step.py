"""The second step on every way in: none leads around it."""

import re
from collections.abc import Callable
from html import unescape

import pyotp
import pytest
from click.testing import CliRunner
from django.test import Client

from handrail.cli.sign_in_link import command as sign_in_link
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.joining import add_person, invite_colleague
from handrail.practice.person import Person
from handrail.practice.second_step import SecondStep
from tests.cast import NextDoor
from tests.clock import Clock
from tests.web.public.devices import ask, come_in, is_in, mailed

KEY = re.compile(r'<code class="key">([A-Z2-7 ]+)</code>')
DRAFT = re.compile(r'name="draft" value="([^"]+)"')
CODE = re.compile(r"<code>([a-z0-9-]{14})</code>")


@pytest.fixture
def laptop(device: Client, mara: Person) -> Client:
    come_in(device, mara.email)
    return device


class App(pyotp.TOTP):
    """On Mara's phone; the recovery codes are on paper."""

    recovery: list[str]


@pytest.fixture
def app(laptop: Client, clock: Clock) -> App:
    """Mara's second step, set up on her page; two minutes have gone since."""
    app = set_up(laptop)
    clock.go(minutes=2)
    return app


def set_up(laptop: Client) -> App:
    page = laptop.get("/me/second-step").content.decode()
    key, draft = KEY.search(page), DRAFT.search(page)
    assert key
    assert draft
    app = App(key[1].replace(" ", ""))
    done = laptop.post("/me/second-step", {"draft": unescape(draft[1]), "code": app.at(now())})
    assert done.status_code == 200
    app.recovery = CODE.findall(done.content.decode())
    return app


def test_a_device_that_was_signed_in_before_is_asked_once_more(
    laptop: Client, mara: Person, next_door: NextDoor, clock: Clock
) -> None:
    """Whoever read Mara's mail last week may be signed in still."""
    there = add_person(by=next_door.coach, at=now(), name="Mara", email=mara.email, roles=("coach",))
    invitation = invite_colleague(by=next_door.coach, at=now(), name="Mara", email=mara.email, role="coach")
    thief = Client()
    come_in(thief, mara.email)
    assert is_in(thief) is False
    thief.post("/practices", {"person": str(mara.pk)})
    assert is_in(thief)
    clock.go(minutes=1)
    set_up(laptop)
    assert is_in(laptop)
    assert not is_in(thief)
    thief.post("/practices", {"person": str(there.pk)})
    assert not is_in(thief)
    assert thief.post(f"/invitation/{invitation.token}")["Location"] == "/sign-in/code"
    assert not is_in(thief)


def told(person: Person) -> str:
    return str(Message.objects.filter(to=person.email).latest("created_at", "pk").text)


def test_the_square_says_what_the_key_says_and_nothing_runs_in_it(laptop: Client) -> None:
    page = laptop.get("/me/second-step").content.decode()
    square = page[page.index("<svg") : page.index("</svg>")]
    assert "<script" not in square
    assert "style=" not in square
    assert "<path" in square


def test_a_wrong_first_code_keeps_the_same_key(laptop: Client) -> None:
    page = laptop.get("/me/second-step").content.decode()
    key, draft = KEY.search(page), DRAFT.search(page)
    assert key
    assert draft
    refused = laptop.post("/me/second-step", {"draft": unescape(draft[1]), "code": "12"})
    assert refused.status_code == 422
    assert key[0] in refused.content.decode()
    assert "second step was added" not in told_all()


def told_all() -> str:
    return " ".join(Message.objects.values_list("text", flat=True))


def test_the_mailed_link_asks_for_the_code_and_then_leads_where_one_was_going(app: App, mara: Person) -> None:
    assert "second step was added" in told(mara)
    phone = Client()
    ask(phone, mara.email, leads_to="/coach/clients")
    assert phone.post(mailed(mara.email)[0])["Location"] == "/sign-in/second-step"
    assert not is_in(phone)
    assert phone.get("/practices")["Location"] == "/sign-in"
    assert phone.post("/sign-in/second-step", {"code": app.at(now())})["Location"] == "/coach/clients"
    assert is_in(phone, mara.name)
    assert phone.get("/sign-in/second-step")["Location"] == "/"


def test_the_mailed_code_asks_for_it_too(app: App, mara: Person) -> None:
    phone = Client()
    ask(phone, mara.email)
    assert phone.post("/sign-in/code", {"code": mailed(mara.email)[1]})["Location"] == "/sign-in/second-step"
    assert not is_in(phone)


def halfway(mara: Person) -> Client:
    phone = Client()
    come_in(phone, mara.email)
    return phone


def test_one_code_lets_one_of_two_tabs_in(app: App, mara: Person) -> None:
    one, two = halfway(mara), halfway(mara)
    code = {"code": app.at(now())}
    assert one.post("/sign-in/second-step", code).status_code == 302
    assert two.post("/sign-in/second-step", code).status_code == 422
    assert not is_in(two)


def test_halfway_is_nowhere_and_ends_after_a_quarter_of_an_hour(app: App, mara: Person, clock: Clock) -> None:
    phone = halfway(mara)
    for path in ("/me", "/coach/", "/practices", "/me/proof", "/me/second-step"):
        assert phone.get(path)["Location"].startswith("/sign-in"), path
    clock.go(minutes=16)
    answer = phone.post("/sign-in/second-step", {"code": app.at(now())})
    assert answer["Location"] == "/sign-in"
    assert not is_in(phone)


def test_guesses_are_counted_over_all_browsers(app: App, mara: Person) -> None:
    for _browser in range(3):
        phone = halfway(mara)
        assert phone.post("/sign-in/second-step", {"code": "000000"}).status_code == 422
    for _guess in range(2):
        phone.post("/sign-in/second-step", {"code": "000000"})
    refused = phone.post("/sign-in/second-step", {"code": app.at(now())})
    assert refused.status_code == 422
    assert "quarter of an hour" in refused.content.decode()


def test_a_recovery_code_gets_in_and_its_owner_hears_how_many_are_left(laptop: Client, app: App, mara: Person) -> None:
    codes = app.recovery
    assert len(codes) == 10
    phone = halfway(mara)
    assert phone.post("/sign-in/second-step", {"code": codes[3].upper()})["Location"] == "/"
    assert is_in(phone)
    assert "There are 9 left" in told(mara)
    assert halfway(mara).post("/sign-in/second-step", {"code": codes[3]}).status_code == 422


def test_an_invitation_is_no_way_around(app: App, mara: Person, next_door: NextDoor) -> None:
    invitation = invite_colleague(by=next_door.coach, at=now(), name="Mara", email=mara.email, role="coach")
    phone = Client()
    page = phone.post(f"/invitation/{invitation.token}")
    assert page["Location"] == "/sign-in/code"
    assert not is_in(phone)
    phone.post(mailed(mara.email)[0])
    assert not is_in(phone)
    answer = phone.post("/sign-in/second-step", {"code": app.at(now())})
    assert answer["Location"] == f"/invitation/{invitation.token}"
    assert phone.post(f"/invitation/{invitation.token}")["Location"] == "/"
    assert is_in(phone)


def test_another_practice_of_the_same_account_is_behind_it_as_well(app: App, mara: Person, next_door: NextDoor) -> None:
    there = add_person(by=next_door.coach, at=now(), name="Mara", email=mara.email, roles=("coach",))
    phone = halfway(mara)
    assert phone.post("/practices", {"person": str(there.pk)})["Location"] == "/sign-in"
    phone.post("/sign-in/second-step", {"code": app.at(now())})
    phone.post("/practices", {"person": str(there.pk)})
    assert is_in(phone)


def test_changing_the_practice_is_no_fresh_proof(
    laptop: Client, mara: Person, next_door: NextDoor, clock: Clock
) -> None:
    there = add_person(by=next_door.coach, at=now(), name="Mara", email=mara.email, roles=("coach",))
    clock.go(minutes=20)
    laptop.post("/practices", {"person": str(there.pk)})
    assert is_in(laptop)
    assert laptop.get("/me/second-step")["Location"] == "/me/proof"


@pytest.fixture
def printed() -> Callable[..., str]:
    def link(*arguments: str) -> str:
        run = CliRunner().invoke(sign_in_link, list(arguments))
        assert run.exit_code == 0, run.output
        return run.stdout.strip().partition("/sign-in/")[2]

    return link


def test_the_host_s_link_asks_for_it_unless_the_host_says_otherwise(
    app: App, mara: Person, printed: Callable[..., str]
) -> None:
    phone = Client()
    assert phone.post(f"/sign-in/{printed(mara.email)}")["Location"] == "/sign-in/second-step"
    assert not is_in(phone)
    assert phone.post(f"/sign-in/{printed(mara.email, '--without-second-step')}")["Location"] == "/"
    assert is_in(phone)
    assert phone.post("/me/second-step/removal")["Location"] == "/me"
    assert "removed" in told(mara)
    assert not SecondStep.objects.exists()


def test_removing_and_new_recovery_codes_ask_for_a_fresh_proof(laptop: Client, app: App, clock: Clock) -> None:
    clock.go(minutes=20)
    for path in ("/me/second-step/removal", "/me/recovery-codes"):
        assert laptop.post(path)["Location"] == "/me/proof"
    assert laptop.post("/me/proof", {"code": "000000"}).status_code == 422
    assert laptop.post("/me/recovery-codes")["Location"] == "/me/proof"
    assert laptop.post("/me/proof", {"code": app.at(now())})["Location"] == "/me"
    newer = CODE.findall(laptop.post("/me/recovery-codes").content.decode())
    assert len(newer) == 10
    assert not set(newer) & set(app.recovery)


def test_a_mailed_link_is_a_fresh_proof_where_there_is_no_second_step(
    laptop: Client, mara: Person, clock: Clock
) -> None:
    clock.go(minutes=20)
    assert laptop.get("/me/second-step")["Location"] == "/me/proof"
    assert "Mail me a link" in laptop.get("/me/proof").content.decode()
    ask(laptop, mara.email, leads_to="/me")
    assert laptop.post(mailed(mara.email)[0])["Location"] == "/me"
    assert laptop.get("/me/second-step").status_code == 200


def test_who_no_longer_coaches_can_still_remove_it(laptop: Client, app: App, mara: Person, ines: Person) -> None:
    for membership in mara.memberships.all():
        membership.end(by=ines, at=now())
    assert "How you sign in" in laptop.get("/me").content.decode()
    assert laptop.post("/me/second-step/removal")["Location"] == "/me"
    assert "How you sign in" not in laptop.get("/me").content.decode()


def test_whoever_has_it_waits_for_mail_like_everybody(app: App, mara: Person) -> None:
    """Nothing before the mailbox is proven tells that there is a second step."""
    phone = Client()
    ask(phone, mara.email)
    assert "app" not in re.sub(r"<[^>]+>", "", phone.get("/sign-in/code").content.decode()).split()
    assert phone.get("/sign-in/second-step")["Location"] == "/sign-in"
