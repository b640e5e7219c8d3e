"""A page as PDF, where WeasyPrint and what it draws with (Pango) are there.

A page is whole in itself: for nobody's words is anything fetched, from a disk or from a network. The letters that lie
beside this file are there for it by their name, Newsreader: the same on every machine, whatever is installed."""

import logging
from base64 import b64encode
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

TYPE = "application/pdf"
LETTERS = Path(__file__).parent / "fonts"
# The libraries that it draws with keep lists of fonts for the whole process.
ONE_AT_A_TIME = Lock()
FACES = ((400, "normal"), (400, "italic"), (600, "normal"))


class NoPdf(Exception):
    """This installation makes none. Says what is missing."""


def pdf(page: str) -> bytes:
    """The same page gives the same bytes."""
    library = _library()
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    nothing_outside = URLFetcher(allowed_protocols=("data",))
    with ONE_AT_A_TIME:
        letters = FontConfiguration()
        style = library.CSS(string=_faces(), font_config=letters, url_fetcher=nothing_outside)
        drawn: bytes = library.HTML(string=page, url_fetcher=nothing_outside).write_pdf(
            stylesheets=[style], font_config=letters, pdf_identifier=b"handrail", pdf_tags=True
        )
    return drawn


def drawn_by() -> str:
    """The library and its version; NoPdf where there is none."""
    return f"WeasyPrint {_library().__version__}"


def _library() -> Any:
    """Imported when the first page is drawn: most processes never draw one, and it takes a second to load."""
    try:
        import weasyprint
    except ImportError:
        raise NoPdf("the package weasyprint is not installed") from None
    except OSError as missing:
        raise NoPdf(f"a library is not there: {str(missing).splitlines()[0][:80]}") from None
    # What it warns of (a rule of style it does not know, a place it may not fetch) would put words into a log.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


@cache
def _faces() -> str:
    return "\n".join(
        f"@font-face {{ font-family: Newsreader; font-weight: {weight}; font-style: {style}; "
        f'src: url("data:font/woff2;base64,{_letters(f"newsreader-{weight}-{style}")}") }}'
        for weight, style in FACES
    )


def _letters(name: str) -> str:
    return b64encode((LETTERS / f"{name}.woff2").read_bytes()).decode()
