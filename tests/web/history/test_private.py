"""What somebody keeps to themselves is met by nobody else, wherever and however they look back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.fact import Fact
from handrail.trajectory.note import Note
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import NOUNS
from tests.cast import NextDoor, begin
from tests.clock import START, Clock
from tests.web.history.conftest import consents
from tests.web.history.story import (
    JONAS_ALONE,
    JONAS_BRINGS,
    JONAS_DRAFT,
    JONAS_TOOK_BACK,
    JONAS_WISHES,
    MARA_ALONE,
    Story,
    told,
)

Phone = Callable[[Person], Client]
JONAS_ONLY = (JONAS_ALONE[:20], JONAS_DRAFT, JONAS_TOOK_BACK)


@pytest.fixture
def group(mara: Person, jonas: Person, amina: Person, clock: Clock) -> Story:
    """Jonas and Amina with Mara, in one trajectory."""
    trajectory = begin(mara, jonas, amina)
    consents(jonas)
    consents(amina)
    clock.to(START + timedelta(days=58))
    return told(trajectory, mara=mara, jonas=jonas, start=START)


def addresses(trajectory: Trajectory) -> Iterator[str]:
    """Everywhere one can look back: days before and after each sharing, and rows of every noun."""
    here = f"/trajectories/{trajectory.pk}"
    for query in (
        "",
        "?after=0&all=1",
        "?all=1",
        "?kind=reflections&all=1",
        "?kind=sessions&all=1",
        "?all=1&together=1",
    ):
        yield f"{here}/timeline{query}"
    yield f"{here}/looking-back"
    for days in (1, 3, 5, 6, 20, 57):
        on = (START + timedelta(days=days)).date()
        yield f"{here}/as-it-was?on={on}"
        for joined in trajectory.participants.all():
            yield f"{here}/looking-back/{joined.person_id}/as-it-was?on={on}"
    for noun in NOUNS:
        rows = noun._default_manager.filter(trajectory=trajectory).order_by("pk")
        for row in rows if noun in (Note, Reflection, Prompt, Fact) else rows[:2]:
            yield f"{here}/versions/{row.table}/{row.pk}"


def everything(device: Client, trajectory: Trajectory) -> str:
    """All that this person's browser is ever given."""
    pages = [device.get(address) for address in addresses(trajectory)]
    assert all(page.status_code in (200, 302, 404) for page in pages)
    return unescape("\n".join(page.content.decode() for page in pages))


def test_the_coach_never_reads_what_the_client_kept(phone: Phone, story: Story, mara: Person) -> None:
    found = everything(phone(mara), story.trajectory)
    assert "I said no and nobody minded." in found
    assert MARA_ALONE in found
    assert "Earlier than I thought" in found
    assert not [words for words in JONAS_ONLY if words in found]


def test_the_client_never_reads_what_the_coach_kept(phone: Phone, story: Story, jonas: Person) -> None:
    found = everything(phone(jonas), story.trajectory)
    assert all(words in found for words in (*JONAS_ONLY, JONAS_BRINGS, JONAS_WISHES))
    assert "an impression" not in found
    assert "Earlier than I thought" not in found
    assert MARA_ALONE not in found
    assert str(story.own_note.pk) not in found


def test_another_participant_reads_only_what_is_everybodys(phone: Phone, group: Story, amina: Person) -> None:
    found = everything(phone(amina), group.trajectory)
    assert "The evenings are long." in found
    hers_not = (
        *JONAS_ONLY,
        JONAS_BRINGS,
        JONAS_WISHES,
        "energy 2 of 5",
        MARA_ALONE,
        "I said no and nobody minded.",
        "Call Ann",
        "Sleep through",
    )
    assert not [words for words in hers_not if words in found]


def test_a_manager_another_coach_and_a_stranger_find_nothing(
    phone: Phone, story: Story, ines: Person, tomas: Person, amina: Person, next_door: NextDoor
) -> None:
    for person in (ines, tomas, amina, next_door.coach, next_door.client):
        answers = {phone(person).get(address).status_code for address in addresses(story.trajectory)}
        assert answers == {404}


def test_nobody_signed_in_is_asked_to_sign_in(client: Client, story: Story) -> None:
    for address in addresses(story.trajectory):
        assert client.get(address).status_code == 302


def versions(story: Story, row: Note | Reflection) -> str:
    return f"/trajectories/{story.trajectory.pk}/versions/{row.table}/{row.pk}"


def test_versions_of_what_was_kept_or_taken_back_are_not_found(
    phone: Phone, story: Story, mara: Person, jonas: Person
) -> None:
    for row in (story.private, story.taken_back):
        assert phone(mara).get(versions(story, row)).status_code == 404
        assert phone(jonas).get(versions(story, row)).status_code == 200
    assert phone(jonas).get(versions(story, story.own_note)).status_code == 404
    assert phone(mara).get(versions(story, story.own_note)).status_code == 200


def test_sharing_opens_the_words_that_are_shared_and_no_draft_before_them(
    phone: Phone, story: Story, mara: Person, jonas: Person
) -> None:
    page = unescape(phone(mara).get(versions(story, story.shared)).content.decode())
    assert "I said no and nobody minded." in page
    assert JONAS_DRAFT not in page
    device = phone(mara)
    for seq in range(30, 60):
        again = device.get(f"{versions(story, story.shared)}?read={seq}")
        assert JONAS_DRAFT not in unescape(again.content.decode())


def test_sharing_again_opens_it_and_withdrawing_closes_it(
    phone: Phone, story: Story, mara: Person, jonas: Person
) -> None:
    here, row = f"/trajectories/{story.trajectory.pk}", story.taken_back

    def read() -> str:
        device = phone(mara)
        pages = (f"{here}/timeline?kind=reflections&all=1", f"{here}/as-it-was", versions(story, row))
        return unescape("".join(device.get(page).content.decode() for page in pages))

    row.share(by=jonas, at=now())
    assert JONAS_TOOK_BACK in read()
    row.submit(by=jonas, at=now(), text="Only this", visibility="shared")
    row.withdraw(by=jonas, at=now())
    row.save_words(by=jonas, at=now(), text="A private afterthought")
    found = read()
    assert not [words for words in (JONAS_TOOK_BACK, "Only this", "A private afterthought") if words in found]
    row.submit(by=jonas, at=now(), text="This you may read", visibility="shared")
    found = read()
    assert "This you may read" in found
    assert "A private afterthought" not in found


def test_that_somebody_is_writing_is_not_watched(phone: Phone, story: Story, mara: Person, jonas: Person) -> None:
    address = f"/trajectories/{story.trajectory.pk}/timeline?all=1"
    assert "wrote on a reflection" not in phone(mara).get(address).content.decode()
    assert "wrote on a reflection" in phone(jonas).get(address).content.decode()
    assert "Jonas finished a reflection" in phone(mara).get(address).content.decode()
