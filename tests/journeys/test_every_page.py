"""Every page there is, as somebody finds it: readable for all, in both lights and on any width."""

import re
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as live_settings
from django.test import Client
from django.urls import resolve
from playwright.sync_api import expect

from handrail.cli import cast, demo
from handrail.lib.clock import now
from handrail.lib.picture import picture
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.calendars.subscription import Subscription
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.idea import Idea
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.method import Method
from handrail.trajectory.methods.file import written
from handrail.trajectory.methods.shipped import METHODS
from handrail.trajectory.photo import Photo
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.upload import Upload
from handrail.trajectory.upload import What as UploadedAs
from tests.clock import Clock
from tests.journeys.conftest import known
from tests.journeys.device import Device
from tests.journeys.inspection import look_at
from tests.journeys.walking import links
from tests.photos import a_photo
from tests.post import Post
from tests.web.addresses import every_address

Take = Callable[..., Device]
# A picture is none, and the way back is there only in a pause.
NO_PAGES = frozenset(
    {
        "coachee:photo",
        "coach:photo",
        "coachee:way-back",
        "coach:summary-paper",
        "coachee:summary-paper",
        "history:looking-back-paper",
        "coach:method-file",
        "coach:shipped-method-file",
    }
)
# Of pages of one kind the fullest of a few is looked at.
A_FEW = 3
CALENDAR = (Path(__file__).resolve().parent.parent / "files" / "calendars" / "google.ics").read_bytes()
LIST = (
    "Klant;E-mail;Doel;Actie;Uiterlijk;Telefoon\n"
    "Zoë de Bruïn;zoe@post.example;Beter slapen;Gordijnen kopen;05/03/2026;06\n"
    "Nobody;nobody;;;;\n"
).encode("cp1252")
ANY: dict[str, Any] = {"visibility": "shared", "table": "action", "role": "coach", "token": "none", "key": "scaling"}


@pytest.fixture
def demo_practice(clock: Clock, house: str) -> None:
    demo.fill(at=now())
    # A list that waits for its yes: links lead to what somebody brought, and only then.
    Upload.keep(somebody(cast.INES), name="clients.csv", content=LIST, at=now())
    Upload.keep(somebody(cast.MARA), name="work.ics", content=CALENDAR, at=now(), what=UploadedAs.CALENDAR)
    Subscription.begin(somebody(cast.MARA), at=now(), url="https://cal.example/work.ics")
    exercise = Exercise.objects.filter(trajectory__participants__person=somebody(cast.JONAS)).order_by("pk")[0]
    storm = Brainstorm.begin(
        exercise.trajectory, by=somebody(cast.JONAS), at=now(), coachee=somebody(cast.JONAS), topic="Evenings",
        exercise=exercise,
    )  # fmt: skip
    Idea.add(storm, by=somebody(cast.JONAS), at=now(), text="Read aloud")
    Method.write(by=somebody(cast.MARA), at=now(), text=written(METHODS[2]))
    between_sessions(somebody(cast.JONAS))


def between_sessions(jonas: Person) -> None:
    """Numbers with remarks, a photo, a check-in, and a report that nobody has answered yet."""
    trajectory = Trajectory.objects.joined_now(jonas).running().order_by("pk")[0]
    done = Action.objects.filter(trajectory=trajectory, owner=jonas, state="done").order_by("pk")[0]
    Photo.add(done, by=jonas, at=now(), picture=picture(a_photo((640, 480))))
    sleep = Measure.add(
        trajectory, by=jonas, at=now(), coachee=jonas, name="Hours of sleep", unit="h", target=Decimal(8)
    )
    for days, hours in ((9, "5.5"), (3, "6"), (0, "7.25")):
        on = jonas.today(now()) - timedelta(days=days)
        MeasureEntry.record(sleep, by=jonas, at=now(), value=Decimal(hours), measured_on=on, remark="Windows open")
    for kind, words in (
        ("daily", {"line": "Slept like a stone", "energy": 7}),
        ("weekly", {"moved": "I said no to Ann."}),
    ):
        CheckIn.submit(trajectory, by=jonas, at=now(), kind=kind, **words)
    # One that is over and waits to be closed.
    over = now() - timedelta(hours=3)
    Session.note_afterwards(trajectory, by=trajectory.coach, at=now(), starts_at=over)


def somebody(who: cast.Role) -> Person:
    return Person.objects.get(account__email=who.email)


@pytest.mark.parametrize(
    ("who", "spaces"),
    [
        (cast.MARA, ("coach", "history", "rhythm")),
        (cast.JONAS, ("coachee", "history", "rhythm")),
        (cast.INES, ("manager",)),
    ],
    ids=["coach", "client", "manager"],
)
def test_nothing_is_amiss_on_any_page(
    desk: Take, mobile: Take, demo_practice: None, who: cast.Role, spaces: tuple[str, ...]
) -> None:
    person = somebody(who)
    browser = Client()
    browser.cookies[live_settings.SESSION_COOKIE_NAME] = known(person)
    fullest = pages_of(browser)
    assert missed(browser, spaces, met=set(fullest)) == []
    device = mobile(person) if who == cast.JONAS else desk(person)
    amiss = [trouble for address in fullest.values() for trouble in look_at(device, address)]
    if who == cast.JONAS:
        amiss += away_and_back(device, person)
    assert not amiss, "\n".join(amiss)


def away_and_back(device: Device, jonas: Person) -> list[str]:
    """Today in a pause, and the page that only then is there."""
    walk = Trajectory.objects.joined_now(jonas).running().order_by("pk")[0]
    walk.pause(by=jonas, at=now(), reason="holiday")
    return look_at(device, "/my/") + look_at(device, f"/my/trajectories/{walk.pk}/return")


def pages_of(browser: Client) -> dict[str, str]:
    """For each name that can be reached by links, the fullest of the first few pages met under it."""
    met: dict[str, dict[str, int]] = defaultdict(dict)
    waiting = deque(["/", "/me"])
    while waiting:
        address = waiting.popleft()
        name = resolve(address.partition("?")[0]).view_name
        if address in met[name] or len(met[name]) >= A_FEW:
            continue
        page = browser.get(address, follow=True)
        assert page.status_code == 200, f"{page.status_code} for {address}"
        if "html" not in page["Content-Type"]:
            continue
        met[name][address] = len(page.content)
        waiting.extend(links(page.content.decode(), at=f"http://testserver{page.request['PATH_INFO']}"))
    return {name: max(sizes, key=lambda address: sizes[address]) for name, sizes in met.items() if sizes}


def missed(browser: Client, spaces: tuple[str, ...], *, met: set[str]) -> list[str]:
    """Pages of these parts of the house that no link led to. What only takes a POST is no page."""
    there = [address for address in every_address() if address.name.split(":")[0] in spaces]
    pages = [each.name for each in there if browser.get(each.of(_nobodys(each.wants))).status_code in (200, 404)]
    return sorted(set(pages) - met - NO_PAGES)


def _nobodys(wants: tuple[str, ...]) -> dict[str, Any]:
    return {want: ANY.get(want, UUID(int=0)) for want in wants}


def test_nothing_is_amiss_on_the_way_in(
    mobile: Take, desk: Take, post: Post, mailed_link: Callable[[str], str], clock: Clock
) -> None:
    """Beginning, inviting, coming in, and coming too late."""
    coach, client = desk(), mobile()
    amiss = look_at(coach, "/start")
    begin_practice(coach)
    coach.visit("/coach/clients/new")
    coach.write("Name", "Jonas Lind")
    coach.write("E-mail", "jonas@post.example")
    coach.press("Invite")
    expect(coach.page.get_by_role("heading", name="Jonas Lind")).to_be_visible()
    invitation = mailed_link("jonas@post.example")
    amiss += look_at(client, invitation) + look_at(coach, invitation)
    amiss += look_at(client, "/invitation/there-is-no-such-token-here")

    client.visit(invitation)
    client.choose("I have read this and agree")
    client.choose("My words may be kept here, personal ones too")
    client.press("I agree, let us begin")
    expect(client.page.get_by_role("heading", name="What I agreed")).to_be_visible()
    amiss += look_at(client, "/my/")
    stranger = mobile()
    amiss += look_at(stranger, invitation) + look_at(stranger, "/sign-in")
    stranger.write("Your e-mail address", "jonas@post.example")
    stranger.press("Send it")
    expect(stranger.page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    amiss += look_at(stranger, "/sign-in/code")
    way_in = mailed_link("jonas@post.example")
    amiss += look_at(stranger, way_in)
    stranger.press("Sign in")
    expect(stranger.page.get_by_role("heading", name="What I agreed")).to_be_visible()
    amiss += look_at(mobile(), way_in)

    client.visit("/me")
    for consent in ("The agreement", "Keeping personal and sensitive words"):
        taking_back = client.shown.get_by_role("button", name=re.compile(f"Take it back.*{consent}"))
        client.touch(taking_back)
        expect(taking_back).to_have_count(0)
    amiss += look_at(client, "/my/consent") + look_at(client, "/me")
    assert not amiss, "\n".join(amiss)


def begin_practice(coach: Device) -> None:
    coach.visit("/start")
    coach.write("Name of the practice", "Quay House")
    coach.write("Your name", "Mara Vos")
    coach.write("Your e-mail address", "mara@quay.example")
    coach.press("Begin")
    expect(coach.page.get_by_role("heading", name="Nobody yet")).to_be_visible()
