"""The house keeps its rules: each is broken here once, to see it caught."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from handrail.config.machine_tables import MACHINE_TABLES
from handrail.ledger.covered import Covered
from handrail.ledger.verbs import Verb

ROOT = Path(__file__).resolve().parent.parent

BREACHES = {
    "a noun that knows a page": ("handrail/trajectory/win.py", "import handrail.web.acting"),
    "the ledger knowing a person": ("handrail/ledger/book.py", "import handrail.practice.person"),
    "a noun that reads the clock": ("handrail/trajectory/win.py", "import handrail.lib.clock"),
    "the coach's pages knowing the client's": ("handrail/web/coach/clients.py", "import handrail.web.coachee.today"),
    "a leaf that knows the product": ("handrail/lib/days.py", "import handrail.practice.person"),
    "a page that reads the ledger's table": ("handrail/web/acting.py", "import handrail.ledger.entry"),
    "two files that import each other": ("handrail/trajectory/goal.py", "import handrail.trajectory.milestone"),
    "a package without a place": ("handrail/attic/__init__.py", ""),
}


def test_every_table_is_covered_or_stands_in_the_list() -> None:
    tables = {model._meta.label for model in apps.get_models() if not issubclass(model, Covered)}
    assert tables == set(MACHINE_TABLES)


def test_every_covered_table_carries_its_practice_and_says_who_may_see_it() -> None:
    for model in (m for m in apps.get_models() if issubclass(m, Covered)):
        assert isinstance(model(), Covered)
        assert hasattr(model, "practice_id"), model
        if model._meta.label != "practice.Practice":
            assert hasattr(model._default_manager.all(), "visible_to"), model


@pytest.mark.django_db
def test_no_model_waits_for_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("breach", BREACHES)
def test_a_broken_rule_is_caught(breach: str, tmp_path: Path) -> None:
    place, line = BREACHES[breach]
    shutil.copytree(ROOT / "handrail", tmp_path / "handrail", ignore=shutil.ignore_patterns("static", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / place).parent.mkdir(exist_ok=True)
    with (tmp_path / place).open("a") as file:
        file.write(f"\n{line}\n")
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)})
    assert run.returncode == 1, run.stdout[-2000:]
    assert "BROKEN" in run.stdout or "Missing layer" in run.stdout or "attic" in run.stdout


def test_every_verb_is_written_down() -> None:
    documented = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", (ROOT / "docs/ledger.md").read_text()))
    assert {verb.value for verb in Verb} - documented == set()


def test_every_package_has_its_page() -> None:
    packages = {p.parent.name for p in (ROOT / "handrail").glob("*/__init__.py")}
    assert {name for name in packages if not (ROOT / "docs" / f"{name}.md").exists()} == set()
