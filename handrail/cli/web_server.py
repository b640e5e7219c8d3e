"""granian, more patient with workers that are killed."""

import time
from collections import deque
from typing import Any

from granian.server.mp import MPServer

# A worker that cannot even start falls ten times within a second or two; one that somebody kills does not.
TOO_MANY, WITHIN = 10, 5.0


class WebServer(MPServer):
    """granian takes the second fall of a worker within five seconds for a loop and ends, and every request under way
    ends with it. A worker that was killed from outside, even every second, is only to be started again."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._started: deque[float] = deque(maxlen=TOO_MANY)

    def _respawn_workers(self, workers: list[int], *args: Any, **settings: Any) -> None:
        super()._respawn_workers(workers, *args, **settings)
        self._started.append(time.monotonic())
        is_loop = len(self._started) == TOO_MANY and self._started[-1] - self._started[0] < WITHIN
        if not is_loop:
            # What granian looks at to tell a loop.
            self.respawned_wrks.clear()
