"""Static files with the parts of `css/app.css`, `js/app.js` and their like folded in when they are collected.

The sources stay one small file per component, and the browser can read them as they are; only a visitor on a phone is
spared a request for each. Works because the parts share nothing: a stylesheet lands in its layer, a module in a block.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT_CSS = re.compile(r'^@import url\("([\w-]+\.css)"\) layer\((\w+)\);$', re.MULTILINE)
IMPORT_JS = re.compile(r'^import "\./([\w-]+\.js)";$', re.MULTILINE)

# What only a reader of the source wants. Every line of a comment stands alone, and no text runs over lines.
SAID_JS = re.compile(r"^\s*(?://.*)?\n|^[ \t]+", re.MULTILINE)
SAID_CSS = re.compile(r"/\*.*?\*/\s*|^\s+", re.MULTILINE | re.DOTALL)

Read = Callable[[str], str]


def fold_css(text: str, read: Read) -> str:
    whole = IMPORT_CSS.sub(lambda found: f"@layer {found[2]} {{\n{read(found[1])}}}", text)
    return SAID_CSS.sub("", whole)


def fold_js(text: str, read: Read) -> str:
    return SAID_JS.sub("", IMPORT_JS.sub(lambda found: f"{{\n{read(found[1])}}}", text))


STYLES = ("css/app.css", "css/answer.css", "css/coach.css", "css/looking-back.css")
FOLDED = dict.fromkeys(STYLES, fold_css) | {"js/app.js": fold_js, "js/desk.js": fold_js}


class FoldedStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's hashed and compressed storage, given the folded files in place of those that import."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        folded = InMemoryStorage()
        for name, fold in FOLDED.items():
            if name in paths:
                text = fold(_source(paths, name), partial(_beside, paths, name))
                folded.save(name, ContentFile(text.encode()))
                paths[name] = (folded, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)


def _beside(paths: dict[str, Any], name: str, part: str) -> str:
    return _source(paths, f"{name.rpartition('/')[0]}/{part}")


def _source(paths: dict[str, Any], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
