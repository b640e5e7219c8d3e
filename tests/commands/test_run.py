"""bin/run: one process tree that starts quickly, stands up again, and leaves nothing behind."""

import os
import signal
import socket
import time

import pytest

from tests.commands.conftest import Handrail, tree, until, worked

# The supervisor, granian, its worker, and the sending loop.
WHOLE = 4


def test_it_serves_and_sigterm_ends_all_of_it_within_five_seconds(new_handrail: Handrail) -> None:
    process = new_handrail.serve()
    assert until(lambda: len(tree(process.pid)) == WHOLE, seconds=5)
    began = time.monotonic()
    process.terminate()
    assert process.wait(5) == 0
    assert until(lambda: not tree(process.pid), seconds=5 - (time.monotonic() - began))


def test_ctrl_c_ends_it_as_well(handrail: Handrail) -> None:
    process = handrail.serve()
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(5) == 0
    assert until(lambda: not tree(process.pid), seconds=2)


def test_a_second_start_takes_less_than_three_seconds(handrail: Handrail) -> None:
    handrail.end(handrail.serve())
    process = handrail.serve()
    # Seconds of processor, not of the wall: other tests run beside this one, and a start waits for nothing else.
    assert worked(process.pid) < 2


def test_kill_9_of_the_parent_leaves_no_process(handrail: Handrail) -> None:
    process = handrail.serve()
    assert until(lambda: len(tree(process.pid)) == WHOLE, seconds=5)
    process.kill()
    process.wait()
    assert until(lambda: not tree(process.pid), seconds=3)


@pytest.mark.parametrize("which", range(1, WHOLE))
def test_whichever_child_is_killed_comes_back(handrail: Handrail, which: int) -> None:
    process = handrail.serve()
    assert until(lambda: len(tree(process.pid)) == WHOLE, seconds=5)
    killed = tree(process.pid)[which]
    os.kill(killed, signal.SIGKILL)
    assert until(lambda: len(tree(process.pid)) == WHOLE and killed not in tree(process.pid), seconds=8)
    assert until(handrail.answers, seconds=5)


def test_an_occupied_port_is_named_and_nothing_is_changed(new_handrail: Handrail) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(new_handrail.environment["PORT"])))
        other.listen()
        run = new_handrail("bin/run", "--empty")
    assert (run.returncode, run.stdout) == (3, "")
    (line,) = run.stderr.splitlines()
    assert f"port {new_handrail.environment['PORT']} is taken" in line
    assert not os.path.exists(f"{new_handrail.environment['HANDRAIL_DATA']}/handrail.sqlite3")


def test_a_folder_that_takes_no_files_is_named(handrail: Handrail) -> None:
    run = handrail("bin/run", "--empty", HANDRAIL_DATA=f"{handrail.root}/pyproject.toml/var")
    assert (run.returncode, run.stdout) == (3, "")
    (line,) = run.stderr.splitlines()
    assert "cannot write in" in line


def test_a_wrong_option_is_answered_with_the_right_ones(handrail: Handrail) -> None:
    run = handrail("bin/run", "--emtpy")
    assert (run.returncode, run.stdout) == (2, "")
    assert "bin/run [--empty]" in run.stderr


def test_what_is_kept_is_readable_by_its_owner_alone(new_handrail: Handrail) -> None:
    new_handrail.serve()
    for folder, folders, files in os.walk(new_handrail.environment["HANDRAIL_DATA"]):
        # Stylesheets are no secret.
        folders[:] = [each for each in folders if each != "static"]
        for path in (folder, *(os.path.join(folder, file) for file in files)):
            assert not os.stat(path).st_mode & 0o077, path
