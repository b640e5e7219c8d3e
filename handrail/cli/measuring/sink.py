"""A mail server that takes everything and keeps nothing but when each mail came. Run as a program by the bench.

It prints its port, and at its end one line of JSON: how many came, how many twice, when the first and when the last.
"""

import json
import re
import signal
import socketserver
import sys
import threading
import time
from typing import Any

MESSAGE_ID = re.compile(rb"^Message-ID: *(\S+)", re.IGNORECASE | re.MULTILINE)
came: dict[bytes, int] = {}
moments: list[float] = []
lock = threading.Lock()


class Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say(b"220 sink")
        while command := self.rfile.readline().strip().upper():
            if command.startswith(b"DATA"):
                self._say(b"354 go on")
                self._take()
            elif command.startswith(b"QUIT"):
                self._say(b"221 bye")
                return
            else:
                self._say(b"250 yes")

    def _take(self) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        found = MESSAGE_ID.search(b"".join(lines))
        with lock:
            name = found[1] if found else b""
            came[name] = came.get(name, 0) + 1
            moments.append(time.time())
        self._say(b"250 taken")

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


class Sink(socketserver.ThreadingTCPServer):
    daemon_threads = True
    disable_nagle_algorithm = True


def main() -> None:
    sink = Sink(("127.0.0.1", 0), Line)

    def end(number: int, frame: Any) -> None:
        threading.Thread(target=sink.shutdown).start()

    signal.signal(signal.SIGTERM, end)
    sys.stdout.write(f"{sink.server_address[1]}\n")
    sys.stdout.flush()
    sink.serve_forever(0.05)
    told = {"came": len(moments), "twice": sum(times - 1 for times in came.values()), "moments": moments}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
