"""Each import contract, broken once on purpose: a contract that nothing can break protects nothing."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BREAKS = {
    "Imports only point down": ("ledger/_wrong.py", "import handrail.practice"),
    "The clock is read by web and cli alone": ("practice/_wrong.py", "import handrail.lib.clock"),
    "The coach's, the client's and the manager's pages do not know each other": (
        "web/coach/_wrong.py",
        "import handrail.web.coachee",
    ),
    "lib knows neither the product nor its settings": ("lib/_wrong.py", "import handrail.config.settings"),
}


def lint(package: Path) -> str:
    """What import-linter says of this copy of the package."""
    linter = Path(sys.executable).parent / "lint-imports"
    here = {**os.environ, "PYTHONPATH": str(package.parent)}
    run = subprocess.run(
        [linter, "--no-cache"], cwd=package.parent, env=here, capture_output=True, text=True, check=False
    )
    return run.stdout


@pytest.fixture
def package(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return Path(shutil.copytree(ROOT / "handrail", tmp_path / "handrail"))


def test_every_contract_is_tried() -> None:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {each["name"] for each in written["tool"]["importlinter"]["contracts"]} == set(BREAKS)


@pytest.mark.parametrize("contract", BREAKS)
def test_a_broken_contract_is_caught(package: Path, contract: str) -> None:
    file, line = BREAKS[contract]
    (package / file).write_text(f"{line}\n")
    assert f"{contract} BROKEN" in lint(package)


def test_a_new_package_has_to_be_given_its_place(package: Path) -> None:
    (package / "drawer").mkdir()
    (package / "drawer" / "__init__.py").touch()
    assert "handrail.drawer" in lint(package)
