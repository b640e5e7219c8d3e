"""bin/handrail export, and its file taken in: who may read it, where it may lie, what is said."""

import stat
from pathlib import Path

from click.testing import CliRunner, Result

from handrail.cli import export, import_
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from tests.cast import NextDoor
from tests.export.moving import an_empty_installation

OTHER = b"01a200cb-69dc-7000-af75-d60f2bceb4d8"


def run(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(export.command, [str(folder), *options])


def take_in(file: Path, *options: str) -> Result:
    return CliRunner().invoke(import_.command, [str(file), *options])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_says_what_it_is_and_only_its_owner_can_read_it(mara: Person, call_ann: Action, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "quay"
    result = run(folder)
    assert result.exit_code == 0
    assert result.stdout.endswith(f" entries in {folder / 'handrail.json'}\n")
    assert "also private reflections" in result.stderr
    assert "for moving and not for showing" in result.stderr
    assert mode(folder) == 0o700
    assert {mode(path) for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert not list(folder.rglob("*.part"))


def test_a_folder_that_was_open_to_others_is_closed(mara: Person, tmp_path: Path) -> None:
    folder = tmp_path / "quay"
    folder.mkdir(mode=0o755)
    assert run(folder).exit_code == 0
    assert mode(folder) == 0o700


def test_an_earlier_export_is_written_over_and_nothing_else_is(mara: Person, jonas: Person, tmp_path: Path) -> None:
    folder = tmp_path / "quay"
    run(folder)
    before = (folder / "handrail.json").read_bytes()
    jonas.change(by=jonas, at=now(), name="Jonas L.")
    # Cut off by a full disk or a hurried hand.
    (folder / "handrail.json.part").write_text("{")
    assert run(folder).exit_code == 0
    assert (folder / "handrail.json").read_bytes() != before
    assert not (folder / "handrail.json.part").exists()

    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear Ann")
    (tmp_path / "letters" / "handrail.json").write_text("{}")
    refused = run(tmp_path / "letters")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "holds something else already" in refused.stderr
    assert (tmp_path / "letters" / "handrail.json").read_text() == "{}"


def test_where_nothing_can_be_written_it_says_so(mara: Person, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = run(tmp_path / "file" / "below")
    assert refused.exit_code == 3
    assert "cannot be written" in refused.stderr


def test_of_several_practices_one_is_named(mara: Person, next_door: NextDoor, tmp_path: Path) -> None:
    refused = run(tmp_path / "quay")
    assert refused.exit_code == 3
    assert "say which practice" in refused.stderr
    assert run(tmp_path / "quay", "--practice", "next door").exit_code == 0
    assert b"A goal next door" in (tmp_path / "quay" / "handrail.json").read_bytes()
    other = run(tmp_path / "quay", "--practice", mara.practice.name)
    assert other.exit_code == 3
    assert b"A goal next door" in (tmp_path / "quay" / "handrail.json").read_bytes()


def test_it_moves_in_with_words_about_what_is_left_to_do(mara: Person, call_ann: Action, tmp_path: Path) -> None:
    run(tmp_path)
    file = tmp_path / "handrail.json"
    left = file.read_bytes()
    with an_empty_installation():
        moved = take_in(file)
        assert moved.exit_code == 0
        assert moved.stdout.endswith(" created, 0 updated, 0 unchanged, 0 ignored, 0 refused\n")
        for words in ("Switch the old installation off", "signs in anew", "HANDRAIL_SMTP"):
            assert words in moved.stderr
        again = take_in(file)
        assert again.exit_code == 0
        assert again.stdout.startswith("0 created, 0 updated, ")
        assert "Switch" not in again.stderr
        assert run(tmp_path).exit_code == 0
        assert file.read_bytes() == left


def test_a_rehearsal_leaves_nothing_behind(mara: Person, tmp_path: Path) -> None:
    run(tmp_path)
    with an_empty_installation():
        rehearsed = take_in(tmp_path / "handrail.json", "--dry-run")
        assert rehearsed.exit_code == 0
        assert "nothing was written" in rehearsed.stdout
        assert not Person.objects.exists()


def test_a_file_that_is_amiss_is_two_and_one_sentence(mara: Person, tmp_path: Path) -> None:
    run(tmp_path)
    file = tmp_path / "handrail.json"
    file.write_bytes(file.read_bytes()[:-200])
    with an_empty_installation():
        refused = take_in(file)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "nothing was: it is cut off or is no JSON." in refused.stderr


def test_where_somebody_else_lives_it_is_two_and_says_what_to_do(
    mara: Person, next_door: NextDoor, tmp_path: Path
) -> None:
    run(tmp_path, "--practice", "Next door")
    file = tmp_path / "handrail.json"
    file.write_bytes(file.read_bytes().replace(str(next_door.coach.practice_id).encode(), OTHER))
    refused = take_in(file)
    assert refused.exit_code == 2
    assert "name a new folder in HANDRAIL_DATA" in refused.stderr
