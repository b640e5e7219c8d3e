"""Jonas shows how it looks: for Mara and himself, and as long as he likes."""

from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.picture import picture
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.photo import MOST, Photo
from handrail.trajectory.photo_content import PhotoContent
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor, begin, verbs
from tests.photos import a_gif, a_photo
from tests.web.coachee.paths import Phone, at, words


def sent(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def test_done_with_a_photo_and_a_word(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, call_ann: Action
) -> None:
    before = len(verbs(walk, seen_by=jonas))
    for _ in range(2):
        given = {"done": "on", "remark": "She laughed", "picture": sent(a_photo()), "key": "one"}
        assert phone(jonas).post(at("completion", call_ann), given).status_code == 302
    call_ann.refresh_from_db()
    assert (call_ann.state, call_ann.remark) == ("done", "She laughed")
    assert verbs(walk, seen_by=mara)[before:] == ["action.completed", "photo.added"]
    photo = Photo.objects.get()
    for person, space in ((jonas, "my"), (mara, "coach")):
        page = words(phone(person).get(f"/{space}/actions/{call_ann.pk}"))
        assert f"/{space}/photos/{photo.pk}" in page
        answer = phone(person).get(f"/{space}/photos/{photo.pk}")
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("inline")
        assert "private" in answer["Cache-Control"]
        image = Image.open(BytesIO(answer.content))
        assert not image.getexif()


NO_PHOTOS = {"gif": a_gif(), "svg": b"<svg onload='alert(1)'/>", "empty": b"", "x": b"\xff\xd8\xff" + bytes(200)}


@pytest.mark.parametrize(
    ("name", "content"),
    # With no file at all something is done all the same, and has no photo.
    [(name, what) for name in ("completion", "photos") for what in NO_PHOTOS.values() if what or name == "photos"],
)
def test_what_is_no_photo_is_said_and_nothing_is_done(
    phone: Phone, jonas: Person, call_ann: Action, name: str, content: bytes
) -> None:
    given = {"done": "on", "remark": "She laughed", "picture": sent(content)}
    answer = phone(jonas).post(at(name, call_ann), given)
    assert answer.status_code == 422
    call_ann.refresh_from_db()
    assert (call_ann.state, Photo.objects.count()) == ("agreed", 0)
    if name == "completion":
        assert "That is no photo" in words(answer)
        assert "She laughed" in words(answer)


def test_later_and_several_but_not_without_end(phone: Phone, jonas: Person, call_ann: Action) -> None:
    call_ann.complete(by=jonas, at=now())
    browser = phone(jonas)
    for _ in range(MOST):
        assert browser.post(at("photos", call_ann), {"picture": sent(a_photo())}).status_code == 302
    assert browser.post(at("photos", call_ann), {"picture": sent(a_photo())}).status_code == 422
    assert PhotoContent.objects.count() == MOST


def test_taken_away_nothing_of_it_is_kept(phone: Phone, mara: Person, jonas: Person, call_ann: Action) -> None:
    photo = Photo.add(call_ann, by=jonas, at=now(), picture=picture(a_photo()))
    browser = phone(jonas)
    for _ in range(2):
        assert browser.post(at("photo-removal", photo)).status_code == 302
    assert not PhotoContent.objects.exists()
    assert browser.get(at("photo", photo)).status_code == 404
    assert phone(mara).get(f"/coach/photos/{photo.pk}").status_code == 404


def test_erased_with_every_word(mara: Person, jonas: Person, walk: Trajectory, call_ann: Action) -> None:
    Photo.add(call_ann, by=jonas, at=now(), picture=picture(a_photo()))
    walk.erase(by=mara, at=now())
    assert not PhotoContent.objects.exists()
    assert Photo.objects.get().digest == ""


def test_on_somebody_elses_action_there_is_no_place_for_it(
    phone: Phone, mara: Person, jonas: Person, amina: Person, tomas: Person, walk: Trajectory, call_ann: Action,
    next_door: NextDoor,
) -> None:  # fmt: skip
    begin(tomas, amina)
    promise = Action.propose(walk, by=mara, at=now(), owner=mara, text="The article", due_on=call_ann.due_on)
    foreign: list[tuple[Person, Action]] = [
        (jonas, promise), (jonas, next_door.action), (amina, call_ann), (next_door.client, call_ann), (mara, call_ann),
    ]  # fmt: skip
    for person, action in foreign:
        assert phone(person).post(at("photos", action), {"picture": sent(a_photo())}).status_code == 404
    assert not Photo.objects.exists()


def test_nobody_else_sees_it(
    phone: Phone, mara: Person, jonas: Person, amina: Person, tomas: Person, ines: Person, call_ann: Action,
    next_door: NextDoor,
) -> None:  # fmt: skip
    photo = Photo.add(call_ann, by=jonas, at=now(), picture=picture(a_photo()))
    begin(tomas, amina)
    for person in (amina, tomas, ines, next_door.coach, next_door.client):
        for space in ("my", "coach"):
            assert phone(person).get(f"/{space}/photos/{photo.pk}").status_code == 404
        assert phone(person).post(at("photo-removal", photo)).status_code == 404
    assert phone(mara).get(at("photo", photo)).status_code == 404, "by her own door"
    assert phone(jonas).get(f"/my/photos/{UUID(int=1)}").status_code == 404


def test_in_a_group_each_ones_photo_is_theirs(phone: Phone, mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    hers = Action.propose(group, by=amina, at=now(), owner=amina, text="Swim", due_on=amina.today(now()))
    photo = Photo.add(hers, by=amina, at=now(), picture=picture(a_photo()))
    assert phone(jonas).get(at("photo", photo)).status_code == 404
    assert phone(mara).get(f"/coach/photos/{photo.pk}").status_code == 200


def test_the_proof_looks_at_the_pictures_too(jonas: Person, walk: Trajectory, call_ann: Action) -> None:
    photos = [Photo.add(call_ann, by=jonas, at=now(), picture=picture(a_photo((64, n)))) for n in (40, 50, 60)]
    photos[2].remove(by=jonas, at=now())
    assert list(verify_all()) == []
    PhotoContent.objects.filter(pk=photos[0].pk).update(content=b"another")
    moved = PhotoContent.objects.get(pk=photos[1].pk)
    PhotoContent.objects.create(
        pk=photos[2].pk, practice_id=moved.practice_id, trajectory=walk, content=bytes(moved.content)
    )
    moved.delete()
    found = {(each.row_id, each.what.split(" ")[-1]) for each in verify_all()}
    assert found == {(photos[0].pk, "it"), (photos[1].pk, "missing"), (photos[2].pk, "kept")}
