"""Which pages are pictured: whose, where, and how one gets there."""

from dataclasses import dataclass
from typing import Literal

View = tuple[int, int, Literal["light", "dark"]]
PHONE: View = (390, 844, "light")
PHONE_AT_NIGHT: View = (390, 844, "dark")
DESK: View = (1280, 800, "light")
DESK_AT_NIGHT: View = (1280, 800, "dark")
ALL = (DESK, DESK_AT_NIGHT, PHONE, PHONE_AT_NIGHT)


@dataclass(frozen=True)
class Page:
    """One page. `who` is the role in whose name the demo prints a link; without one it is a stranger. `ways` are
    selectors of links or forms, followed one after the other from `path`; `asks` is what the last one asks."""

    name: str
    who: str
    path: str
    ways: tuple[str, ...] = ()
    asks: str = ""
    views: tuple[View, ...] = ALL


JONAS = 'main a[href*="/coach/trajectories/"]:has-text("Jonas")'
TIMELINE = 'a[href*="/timeline"]'
ALBUM = (
    Page("sign-in", "", "/sign-in", views=(PHONE, PHONE_AT_NIGHT)),
    Page("morning", "coach", "/coach/"),
    Page("clients", "coach", "/coach/clients", views=(DESK, PHONE)),
    Page("trajectory", "coach", "/coach/", (JONAS,)),
    Page("session", "coach", "/coach/", (JONAS, 'main a[href*="/coach/sessions/"]:has-text("4")')),
    Page("prepare", "coach", "/coach/", (JONAS, 'main a[href$="/preparation"]'), views=(DESK, PHONE)),
    Page("timeline", "coach", "/coach/", (JONAS, TIMELINE)),
    Page("as-it-was", "coach", "/coach/", (JONAS, TIMELINE, 'form[action*="/as-it-was"]'), "on={four_weeks_ago}"),
    Page("looking-back", "coach", "/coach/", (JONAS, 'main a[href$="/looking-back"]'), views=(DESK, PHONE)),
    Page("today", "client", "/my/"),
    Page("map", "client", "/my/", ('a[href*="/my/trajectories/"]',)),
    Page("reflect", "client", "/my/", ('main a[href*="/my/reflections/"]',)),
    Page("people", "manager", "/practice/"),
    Page("import", "manager", "/practice/import", views=(DESK,)),
)
