"""bin/run without words: a demo to look around in, and a way in for each of its people."""

import os
import re
import subprocess
from urllib.request import urlopen

from tests.commands.conftest import Handrail, tree

LINK = re.compile(r"http://127\.0\.0\.1:\d+/\S+")


def printed(process: "subprocess.Popen[str]") -> list[str]:
    """What has been printed and flushed by now."""
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    return os.read(process.stdout.fileno(), 10_000).decode().splitlines()


def links(handrail: Handrail) -> list[str]:
    process = handrail.serve("bin/run")
    return handrail.end(process)[0].splitlines()


def test_it_prints_a_link_for_coach_manager_and_client_and_each_opens(handrail: Handrail) -> None:
    process = handrail.serve("bin/run")
    lines = printed(process)
    assert [re.split(r"\W", line)[0] for line in lines] == ["coach", "manager", "client"]
    for line in lines:
        (link,) = LINK.findall(line)
        for _ in range(2):  # a mail scanner opens it first
            with urlopen(link, timeout=10) as page:
                assert page.status == 200
                assert page.url == link
    assert len(tree(process.pid)) == 4


def test_a_later_start_fills_nothing_and_prints_new_links(handrail: Handrail) -> None:
    first, second = links(handrail), links(handrail)
    assert len(first) == len(second) == 3
    assert not set(first) & set(second)
    assert handrail("bin/handrail", "verify").stdout.endswith(" entries, 0 differences\n")


def test_one_that_was_started_empty_stays_without_a_demo(handrail: Handrail) -> None:
    handrail.end(handrail.serve("bin/run", "--empty"))
    assert links(handrail) == []


def test_sign_in_link_is_one_url_and_nothing_else_and_knows_its_practices(handrail: Handrail) -> None:
    assert handrail("bin/handrail", "demo").returncode == 0
    for words in (["mara@quay.example"], [" MARA@quay.example", "--practice", "quay house coaching"]):
        run = handrail("bin/handrail", "sign-in-link", *words)
        assert (run.returncode, run.stderr) == (0, "")
        assert LINK.fullmatch(run.stdout.rstrip("\n"))
    run = handrail("bin/handrail", "sign-in-link", "mara@quay.example", "--practice", "Elsewhere")
    assert (run.returncode, run.stdout) == (3, "")
    assert "Quay House Coaching" in run.stderr
