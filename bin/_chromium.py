"""A Chromium to walk the journeys in."""

import shutil

from bin._debian import install

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> tuple[str, str]:
    """The browser's path; or nothing, and why."""
    if path := found():
        return path, ""
    why = install("chromium")
    return found(), why or "chromium was installed, but is not on the PATH"


def found() -> str:
    return next((path for name in NAMES if (path := shutil.which(name))), "")
