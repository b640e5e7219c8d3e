"""The first start, on machines that lack something: one line says what to do, and nothing is broken."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TOOLS = ("sh", "cmp", "dirname", "env")
Bare = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def bare(checkout: Path, tmp_path: Path) -> Bare:
    """Runs `bin/handrail --help` on a machine whose only python3 is the given script."""

    def run(python3: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        machine = tmp_path / "machine"
        machine.mkdir(exist_ok=True)
        for tool in TOOLS:
            (machine / tool).unlink(missing_ok=True)
            (machine / tool).symlink_to(str(shutil.which(tool)))
        if python3:
            (machine / "python3").write_text(f"#!/bin/sh\n{python3}\n")
            (machine / "python3").chmod(0o755)
        return subprocess.run(
            [checkout / "bin/handrail", "--help"], env={"PATH": str(machine), "HOME": str(tmp_path), **environment},
            capture_output=True, text=True, check=False, timeout=100,
        )  # fmt: skip

    return run


# A python3 like this one.
PYTHON = f'exec {getattr(sys, "_base_executable", sys.executable)} "$@"'


def last_line(run: "subprocess.CompletedProcess[str]") -> str:
    """What a run ended with; before that it may say that it is setting up, and nothing else."""
    assert (run.returncode, run.stdout) == (3, "")
    *before, line = run.stderr.splitlines()
    assert all(each.startswith("Setting up") for each in before)
    return line


def test_a_machine_without_python_is_told_what_to_install(bare: Bare, checkout: Path) -> None:
    assert "install Python 3.11 or newer" in last_line(bare())
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_too_old_is_named(bare: Bare, checkout: Path) -> None:
    old = 'case "$2" in *print*) echo 3.9 ;; *) exit 1 ;; esac'
    assert "Python 3.9 is too old" in last_line(bare(old))
    assert not (checkout / ".venv").exists()


def test_a_python_without_venv_names_the_package(bare: Bare, checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "ensurepip.py").write_text("raise ImportError")
    without = f"PYTHONPATH={tmp_path / 'hidden'} {PYTHON}"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"install python{version}-venv" in last_line(bare(without))


def test_without_a_network_it_says_so_and_the_next_start_tries_again(bare: Bare, checkout: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    for _ in range(2):
        assert "is there a network?" in last_line(bare(PYTHON, **nowhere))
    assert not list((checkout / ".venv").glob("installed-*"))


def test_a_checkout_that_takes_no_files_is_told(bare: Bare, checkout: Path) -> None:
    (checkout / ".venv").write_text("in the way")
    assert "make Handrail's folder writable" in last_line(bare(PYTHON))
