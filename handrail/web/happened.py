"""When something was done that waited on a device until it could be sent (law 2: two instants)."""

from datetime import datetime, timedelta

from django.http import HttpRequest

# Requests that had to wait say for how many seconds.
SECONDS_AGO = "X-Seconds-Ago"
# What waited for longer than this is dated as it comes: a clock that was set anew meanwhile would say anything.
LONGEST = timedelta(days=60)


def happened_at(request: HttpRequest, *, at: datetime) -> datetime | None:
    """When it was done on the device, if it waited there. Told as an age, for the device's clock may be wrong."""
    ago = request.headers.get(SECONDS_AGO, "")
    if not (ago.isascii() and ago.isdecimal() and len(ago) < 12):
        return None
    waited = timedelta(seconds=int(ago))
    return at - waited if waited <= LONGEST else None
