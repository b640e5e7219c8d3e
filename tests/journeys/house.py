"""The whole of Handrail on a port of this machine, in this process, so that one clock moves it all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler

# Seconds between two looks whether to stop; each test waits for one of them at its end.
LOOK = 0.05


@contextmanager
def open_house() -> Iterator[str]:
    """Its address. Files come from WhiteNoise as in real life; Django's own test server would hand them out itself."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler, connections_override={})
    server.daemon_threads = True
    application: Callable[..., Any] = WSGIHandler()
    server.set_app(application)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": LOOK}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
