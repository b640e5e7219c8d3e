"""One process and its children: they live together, and end together, however the end comes."""

import contextlib
import ctypes
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

ENDINGS = (signal.SIGTERM, signal.SIGINT)
PR_SET_PDEATHSIG = 1
# A child that falls this often, each time within SHORT seconds, will not stand: the tree ends instead of spinning.
TOO_OFTEN = 5
SHORT = 15.0


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent dies, even by `kill -9`. Only Linux can be asked."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


@dataclass
class Child:
    """A process that is started again when it falls."""

    name: str
    run: Callable[[], None]
    pid: int = 0
    started: float = 0.0
    falls: int = 0

    def start(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self.started = time.monotonic()
        self.pid = os.fork()
        if not self.pid:
            self._live()

    def _live(self) -> None:
        """The child's whole life. Never returns: the code after the fork belongs to the parent."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            for ending in ENDINGS:
                signal.signal(ending, signal.SIG_DFL)
            die_with_parent()
            self.run()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def fell(self) -> bool:
        """Note a fall; say whether it is worth starting again."""
        self.falls = self.falls + 1 if time.monotonic() - self.started < SHORT else 1
        self.pid = 0
        return self.falls < TOO_OFTEN

    def tell(self, what: signal.Signals) -> None:
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, what)


@dataclass
class Tree:
    """Children kept alive until a signal ends them all, within `grace` seconds."""

    children: list[Child]
    grace: float = 3.5
    _ended: bool = field(default=False, init=False)

    def stand(self) -> bool:
        """Run until told to end (True), or until a child falls too often (False)."""
        awake, alarm = os.pipe()
        for end in (awake, alarm):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(alarm, warn_on_full_buffer=False)
        for ending in ENDINGS:
            signal.signal(ending, self._end)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        for child in self.children:
            child.start()
        try:
            return self._watch(awake)
        finally:
            self._take_down(awake)

    def _end(self, number: int, frame: object) -> None:
        self._ended = True

    def _watch(self, awake: int) -> bool:
        while not self._ended:
            _sleep(awake, 1.0)
            for child in self._fallen():
                if not child.fell():
                    return False
                if not self._ended:
                    sys.stderr.write(f"{child.name} fell; starting it again\n")
                    time.sleep(0 if child.falls == 1 else 0.5)
                    child.start()
        return True

    def _fallen(self) -> list[Child]:
        return [child for child in self.children if child.pid and os.waitpid(child.pid, os.WNOHANG)[0]]

    def _take_down(self, awake: int) -> None:
        """End every child: gently first, then not."""
        for child in self.children:
            child.tell(signal.SIGTERM)
        until = time.monotonic() + self.grace
        while any(child.pid for child in self.children) and time.monotonic() < until:
            for child in self._fallen():
                child.pid = 0
            if any(child.pid for child in self.children):
                _sleep(awake, 0.1)
        for child in self.children:
            child.tell(signal.SIGKILL)


def _sleep(awake: int, seconds: float) -> None:
    """Sleep until a signal comes, `seconds` at most."""
    if select.select([awake], [], [], seconds)[0]:
        with contextlib.suppress(BlockingIOError):
            os.read(awake, 512)
