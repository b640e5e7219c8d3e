"""Walking through everything that somebody can reach by following links."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client

from handrail.practice.person import Person
from tests.journeys.conftest import known

# A form that only asks is a link too, with its field left empty. A file to keep is no page.
LINK = re.compile(
    r'<a\b(?![^>]*\bdownload\b)[^>]*?\bhref="([^"]+)"|<form\b(?=[^>]*\bmethod="get")[^>]*?\baction="([^"]+)"'
)
# Filters and days multiply without end; a story that needs more pages than this has gone astray.
MOST = 300


def walk(person: Person, *, house: str, start: str = "/") -> dict[str, str]:
    """Every page from here on, by its address: the HTML as the server sends it, hidden fields and all. None of it is
    drawn, so no browser has to carry it."""
    here = urlsplit(house)
    reader = Client(SERVER_NAME=here.hostname, SERVER_PORT=str(here.port))
    reader.cookies[settings.SESSION_COOKIE_NAME] = known(person)
    seen: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        address = waiting.popleft()
        if address in seen:
            continue
        answer = reader.get(address, follow=True)
        assert answer.status_code == 200, f"{answer.status_code} for {address}"
        seen[address] = answer.getvalue().decode(errors="replace")
        assert len(seen) <= MOST, sorted(seen)
        waiting.extend(links(seen[address], at=f"{house}{answer.request['PATH_INFO']}"))
    return seen


def where(words: str, pages: dict[str, str]) -> list[str]:
    """The addresses of the pages that hold these words."""
    return sorted(address for address, html in pages.items() if words in unescape(html))


def links(html: str, *, at: str) -> list[str]:
    """Where a page leads within the house, without the places inside a page."""
    here = urlsplit(at)
    there = [urlsplit(urljoin(at, unescape(link or form))) for link, form in LINK.findall(html)]
    ours = [link for link in there if (link.scheme, link.netloc) == (here.scheme, here.netloc)]
    return [f"{link.path}?{link.query}" if link.query else link.path for link in ours]
