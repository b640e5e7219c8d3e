"""Pictures: what they need is named in one line where it is missing."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from handrail.cli import pictures
from handrail.cli.album import ALBUM

ROOT = Path(__file__).resolve().parent.parent.parent


def test_without_playwright_it_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda name: None)
    run = CliRunner().invoke(pictures.command, [str(tmp_path / "new")])
    assert (run.exit_code, run.stdout) == (3, "")
    assert "bin/test fast" in run.stderr
    assert not (tmp_path / "new").exists()


def test_without_chromium_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    run = CliRunner().invoke(pictures.command, [str(tmp_path)])
    assert (run.exit_code, run.stdout) == (3, "")
    assert "install the package chromium" in run.stderr


def test_the_pictures_of_the_readme_are_there_and_small() -> None:
    named = {f"{page.name}-{width}-{scheme}.png" for page in ALBUM for width, _, scheme in page.views}
    kept = list((ROOT / "docs" / "pictures").glob("*.png"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {file.name for file in kept} == named
    assert all(file.stat().st_size < pictures.LARGEST for file in kept)
    assert sum(file.stat().st_size for file in kept) < 1_500_000
    assert set(re.findall(r"docs/pictures/([\w-]+\.png)", readme)) <= named
