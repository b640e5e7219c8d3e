"""A photo moves along, beside the file; and it lies in its owner's own copy."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from handrail.export.attachments import FOLDER, beside, name_of
from handrail.export.coming_in import come_in
from handrail.export.folder import Folder
from handrail.export.format import DATA, beginning
from handrail.export.out import write_practice
from handrail.ledger.believing import NotBelieved
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.picture import picture
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.photo import Photo
from handrail.trajectory.photo_content import PhotoContent
from handrail.trajectory.trajectory import Trajectory
from tests.export.moving import an_empty_installation
from tests.photos import a_photo
from tests.web.coachee.paths import Phone


@pytest.fixture
def photo(jonas: Person, call_ann: Action) -> Photo:
    return Photo.add(call_ann, by=jonas, at=now(), picture=picture(a_photo((320, 240))))


def written(folder: Path, of: Person) -> Path:
    out = Folder(folder, data=DATA, beginnings=[beginning(of.practice_id)])
    out.prepare()
    with out.writing(DATA) as file:
        write_practice(file, practice_id=of.practice_id, attach=lambda pk, content: out.keep(name_of(pk), content))
    out.drop_older(f"{FOLDER}/*.jpg")
    return folder / DATA


def taken_in(file: Path) -> None:
    with file.open("rb") as opened:
        come_in(opened, at=now(), attached=beside(file))


def test_it_arrives_as_it_left(mara: Person, photo: Photo, tmp_path: Path) -> None:
    content = PhotoContent.of(photo.pk)
    file = written(tmp_path / "out", mara)
    assert (file.parent / FOLDER).stat().st_mode & 0o777 == 0o700
    with an_empty_installation():
        taken_in(file)
        assert PhotoContent.of(photo.pk) == content
        assert list(verify_all()) == []


@pytest.mark.parametrize("harm", ["gone", "other", "longer", "shorter", "a link", "a page"])
def test_without_it_or_with_another_nothing_moves_in(mara: Person, photo: Photo, tmp_path: Path, harm: str) -> None:
    file = written(tmp_path / "out", mara)
    lies = file.parent / name_of(photo.pk)
    whole = lies.read_bytes()
    lies.unlink()
    if harm == "a link":
        (tmp_path / "elsewhere.jpg").write_bytes(whole)
        lies.symlink_to(tmp_path / "elsewhere.jpg")
    elif harm != "gone":
        other = {"other": whole[:-1] + b"x", "longer": whole + b"x", "shorter": whole[:-1], "a page": b"<html>"}
        lies.write_bytes(other[harm])
    with an_empty_installation():
        with pytest.raises(NotBelieved, match="photo"):
            taken_in(file)
        assert not PhotoContent.objects.exists()


def test_what_was_taken_away_or_erased_stays_away(
    mara: Person, jonas: Person, walk: Trajectory, photo: Photo, tmp_path: Path
) -> None:
    written(tmp_path / "out", mara)
    photo.remove(by=jonas, at=now())
    file = written(tmp_path / "out", mara)
    assert list((file.parent / FOLDER).iterdir()) == []
    walk.erase(by=mara, at=now())
    file = written(tmp_path / "later", mara)
    with an_empty_installation():
        taken_in(file)
        assert not PhotoContent.objects.exists()


def test_a_folder_of_an_earlier_release_is_known(mara: Person, photo: Photo, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / DATA).write_text(beginning(mara.practice_id, version=1) + "}")
    out = Folder(folder, data=DATA, beginnings=[beginning(mara.practice_id, version=each) for each in (1, 2)])
    out.prepare()


def test_it_lies_in_the_own_copy_of_whose_it_is(phone: Phone, mara: Person, jonas: Person, photo: Photo) -> None:
    answer = phone(jonas).get("/me/copy")
    with ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.read(f"my-handrail/photos/{photo.pk}.jpg") == PhotoContent.of(photo.pk)
        assert f'src="photos/{photo.pk}.jpg"' in packed.read("my-handrail/index.html").decode()
