"""What every test may ask for."""

import gc

import pytest
from django.conf import settings

pytest_plugins = [
    "tests.abroad",
    "tests.clock",
    "tests.cast",
    "tests.emptying",
    "tests.mailbox",
    "tests.other_process",
    "tests.plain_static",
    "tests.post",
    "tests.receiver",
    "tests.told",
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A second database has nothing to say to what asks none: on PostgreSQL that is left out, and counted as such."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        return
    asking = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def pytest_collection_finish() -> None:
    """All that is there by now stays to the end: nobody need look through it again for what may go."""
    gc.collect()
    gc.freeze()


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    commands = {"handrail", "new_handrail"}
    return bool(item.get_closest_marker("django_db")) or bool(fixtures & {"db", "transactional_db", *commands})


def pytest_configure(config: pytest.Config) -> None:
    """Keep the test database in memory with pytest-xdist too.

    Only of Django's own SQLite backend does pytest-django know that it needs no file of its own for each worker.
    """
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = ":memory:"
