"""The text of a letter that was sent as HTML alone, without what mail programs mark as quoted."""

from html.parser import HTMLParser

BREAKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
SILENT = frozenset({"head", "script", "style", "title", "template", "select", "textarea"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
# As Gmail, Yahoo, Proton, Thunderbird, GMX and others name what they quote.
QUOTES = frozenset(
    {"gmail_quote", "gmail_attr", "yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "gmx_quote", "quote_header"}
)
# Outlook's and others' head of the quoted mail: from there on to the end nothing is the person's own.
HEADS = ("divrplyfwdmsg", "appendonsend", "olk_src_body_section", "mail-editor-reference-message", "isforwardcontent")
DEEPEST = 200


def text_of(html: str) -> str:
    """Its words, a line for each block; what is quoted is left out."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    lines = (" ".join(line.split()) for line in "".join(reading.words).split("\n"))
    return "\n".join(lines).strip()


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._open: list[str] = []
        self._silent_from: int | None = None
        self._ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.words.append("\n")
        if tag in VOID or self._ended or len(self._open) > DEEPEST:
            return
        self._open.append(tag)
        named = " ".join((value or "").casefold() for name, value in attrs if name in ("class", "id", "type"))
        if any(head in named for head in HEADS):
            self._ended = True
        if self._silent_from is None and (tag in SILENT or _is_quote(tag, named)):
            self._silent_from = len(self._open)

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self.words.append("\n")
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if self._silent_from is not None and len(self._open) < self._silent_from:
            self._silent_from = None

    def handle_data(self, data: str) -> None:
        if self._silent_from is None and not self._ended:
            self.words.append(data.replace("\n", " "))


def _is_quote(tag: str, named: str) -> bool:
    return (tag == "blockquote" and "cite" in named) or any(quote in named for quote in QUOTES)
