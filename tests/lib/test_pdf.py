"""A page on paper: the same everywhere, and nothing fetched for it."""

import re
import sys
import zlib
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from handrail.lib.pdf import NoPdf, drawn_by, pdf

PAGE = (
    '<html lang="en"><title>Session 4</title><style>body { font-family: Newsreader }</style><p>Zoë Łuczak, “onward”</p>'
)
# How a heading of a letter is coloured.
ACCENT = b"0.121569 0.364706 0.290196"


def test_the_same_page_gives_the_same_bytes_in_our_own_letters() -> None:
    drawn = pdf(PAGE)
    assert drawn.startswith(b"%PDF-")
    assert b"Newsreader" in _laid_open(drawn)
    assert drawn == pdf(PAGE)


@pytest.mark.parametrize("place", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "//127.0.0.1:9/x", "x.png"])
def test_words_that_ask_for_something_get_nothing(place: str, caplog: pytest.LogCaptureFixture) -> None:
    hostile = f'{PAGE}<img src="{place}"><link rel="stylesheet" href="{place}"><a rel="attachment" href="{place}">x</a>'
    plain = f"{PAGE}<a>x</a>"
    assert abs(len(pdf(hostile)) - len(pdf(plain))) < 600


def test_no_heading_of_a_letter_stands_alone_at_the_foot_of_a_page() -> None:
    style, item = render_to_string("export/_letter_style.html"), f"<li><span>{'If this, then that. ' * 8}</span></li>"
    fuller = "".join(
        f'<section style="break-before: page"><div style="height: {height}mm"></div><ul>{item}</ul>'
        f"<h2>In the way</h2><ul>{item}{item}</ul></section>"
        for height in range(219, 224)
    )
    pages = [page for page in _streams(pdf(f"{style}<main>{fuller}</main>")) if b"TJ" in page]
    assert all(page.count(b"TJ") > 4 for page in pages if ACCENT in page), "a heading and nothing under it"
    assert sum(ACCENT in page for page in pages) == 5


def test_where_the_package_is_not_there_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(NoPdf, match="weasyprint is not installed"):
        drawn_by()


def test_where_its_libraries_are_not_there_it_names_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [SimpleNamespace(find_spec=_without_pango), *sys.meta_path])
    with pytest.raises(NoPdf, match="libpango"):
        pdf(PAGE)


def _laid_open(drawn: bytes) -> bytes:
    return b"".join(_streams(drawn))


def _streams(drawn: bytes) -> list[bytes]:
    return [zlib.decompress(part) for part in re.findall(rb"stream\n(x.*?)\nendstream", drawn, re.S)]


def _without_pango(name: str, *given: object) -> None:
    if name == "weasyprint":
        raise OSError("cannot load library 'libpango-1.0-0'\nand more")
