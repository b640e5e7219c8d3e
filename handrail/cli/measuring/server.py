"""The server that is measured: the product's own, on the product's own workers, with the floors laid beside its pages.

Run as a program, with PORT, HANDRAIL_WORKERS and the rest in its environment."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from handrail.cli.measuring.load import LOOPBACK
from handrail.cli.measuring.processes import descendants

FLOORS = "handrail.cli.measuring.floors"


def main() -> None:
    import django
    from django.conf import settings

    os.umask(0o077)
    django.setup()
    settings.ROOT_URLCONF = FLOORS
    from handrail.cli import ready
    from handrail.cli.serve import serve_pages
    from handrail.lib.process_tree import Child, Tree

    ready.static_files()
    sys.exit(0 if Tree([Child("web", serve_pages)]).stand() else 1)


class Server:
    """A running one. Its workers are processes; which, changes when one falls."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process, self.port = process, port

    def workers(self) -> list[int]:
        """Every process of the server but the first, which only watches."""
        return [pid for pid in descendants(self.process.pid) if pid != self.process.pid]

    def kill_a_worker(self) -> None:
        """SIGKILL one process that answers requests: a leaf of the tree."""
        leaves = [pid for pid in self.workers() if len(list(descendants(pid))) == 1]
        with contextlib.suppress(ProcessLookupError):
            if leaves:
                os.kill(min(leaves), signal.SIGKILL)


@contextlib.contextmanager
def serving(*, workers: int, env: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    there = {**env, "PORT": str(port), "HANDRAIL_WORKERS": str(workers), "HOST": LOOPBACK}
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, env=there) as process:
        try:
            _wait(process, port)
            yield Server(process, port)
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind((LOOPBACK, 0))
        return int(trial.getsockname()[1])


def _wait(process: "subprocess.Popen[bytes]", port: int, *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
        try:
            connection.request("GET", "/sign-in")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError("the server that was to be measured did not answer")


if __name__ == "__main__":
    main()
