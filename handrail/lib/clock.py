"""The only place that reads the clock. Only web, api and cli may ask it; everything below is told."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)
