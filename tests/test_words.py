"""The words on screen: every one can be translated, and none of them blames anybody [24]."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "handrail"
FOLDERS = (ROOT / "web/templates", ROOT / "export/templates", ROOT / "reminders/templates")
TEMPLATES = sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.suffix in (".html", ".txt"))
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}
# Words that shame, shout or sell. "Missed" is a thing that happens to sessions, never to people.
BLAMING = re.compile(
    r"\b(fail(ed|ure|s)?|overdue|too late|you (forgot|didn.t|did not|should|must|missed)|delinquent|bad|poor|lazy|"
    r"streak|hurry|act now|amazing|awesome|unlock|boost|supercharge|oops|invalid|(?<!typing )errors?)\b",
    re.IGNORECASE,
)
# Tags whose text nobody reads, and text that is the same in every language.
SILENT = {"script", "style", "template", "kbd", "pre"}
UNIVERSAL = re.compile(r"^[\s\W\d_]*(Handrail|UTC|e-mail)?[\s\W\d_]*$")


def _python_strings() -> Iterator[tuple[str, str]]:
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in CALLS:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", argument.value


def _template_strings() -> Iterator[tuple[str, str]]:
    for path in TEMPLATES:
        text = path.read_text()
        for found in re.finditer(r"""{%\s*(?:translate|trans)\s+("([^"]*)"|'([^']*)')""", text):
            yield str(path.relative_to(ROOT)), found[2] or found[3] or ""
        for block in re.finditer(r"{%\s*blocktranslate.*?%}(.*?){%\s*endblocktranslate\s*%}", text, re.DOTALL):
            yield str(path.relative_to(ROOT)), block[1]


def test_no_shipped_words_blame_shame_or_sell() -> None:
    found = [
        f"{place}: {words}" for place, words in [*_python_strings(), *_template_strings()] if BLAMING.search(words)
    ]
    assert found == []


READ = {"alt", "title", "placeholder", "aria-label"}


class _Text(HTMLParser):
    """What a template says outside of translation tags: text, and attributes that are read."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        for name, value in attrs:
            if name in READ and value:
                self.said.append(value)

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_word_on_a_page_can_be_translated(path: Path) -> None:
    text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%\s*block kind\s*%}.*?{%\s*endblock\s*%}", "", text)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)
    reader = _Text()
    reader.feed(re.sub(r"&\w+;|&#\d+;", "", text))
    assert [words.strip() for words in reader.said if not UNIVERSAL.match(words)] == []
