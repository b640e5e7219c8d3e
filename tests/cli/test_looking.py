"""The loop that looks at calendars: it goes on, it ends, and it tells the log no addresses."""

import threading
import time

import pytest

from handrail.cli.looking import look_until
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.calendars.subscription import Subscription
from tests.abroad import Abroad
from tests.trajectory.calendars.writing import calendar


def test_a_new_subscription_is_looked_at_soon_and_the_loop_ends(
    shared_database: dict[str, str], mara: Person, abroad: Abroad, caplog: pytest.LogCaptureFixture
) -> None:
    Subscription.begin(mara, at=now(), url=abroad.url())
    abroad.answer = lambda talk: talk.give(calendar())
    stop = threading.Event()
    loop = threading.Thread(target=look_until, args=(stop,), kwargs={"limits": abroad.limits()})
    loop.start()
    until = time.monotonic() + 5
    while Subscription.objects.get().fetched_at is None and time.monotonic() < until:
        time.sleep(0.02)
    stop.set()
    loop.join(2)
    assert not loop.is_alive()
    assert Subscription.objects.get().fetched_at == now()
    assert "secret" not in caplog.text
