"""One stylesheet and one script reach the browser, made of the small ones."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.templatetags.static import static
from django.test import override_settings

from handrail.web.fold import fold_css, fold_js
from handrail.web.public.offline import ORDER

GATHERING = ("app.js", "desk.js")
FOLDED_FROM = {"app.css", "coach.css", "looking-back.css", *GATHERING}
STATIC = Path(__file__).parents[2] / "handrail" / "web" / "static"


def test_a_part_lands_in_its_layer_and_the_order_stays_first() -> None:
    text = '@layer a, b;\n@import url("x.css") layer(b);\n'
    assert fold_css(text, lambda name: f"/* {name} */\na {{ b: c; }}\n") == "@layer a, b;\n@layer b {\na { b: c; }\n}\n"


def test_a_module_lands_in_a_block_of_its_own() -> None:
    assert fold_js('import "./x.js";\n', lambda name: "// Why\n\n  at(1); // here\n") == "{\nat(1); // here\n}\n"


@pytest.mark.parametrize("module", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
def test_modules_share_nothing_and_stay_short(module: Path) -> None:
    text = module.read_text()
    assert module.name in GATHERING or ("import " not in text and "export " not in text)
    assert len(text.splitlines()) < 60


@pytest.mark.parametrize("part", sorted((STATIC.parent / "worker").glob("*.js")), ids=lambda path: path.name)
def test_the_worker_s_parts_are_all_in_it_and_stay_short(part: Path) -> None:
    assert part.stem in ORDER
    assert len(part.read_text().splitlines()) < 60


def test_every_part_is_named_by_the_file_that_gathers_them() -> None:
    for folder, kind in (("css", "css"), ("js", "js")):
        gathered = "".join(path.read_text() for path in (STATIC / folder).glob(f"*.{kind}") if path.name in FOLDED_FROM)
        # The page that a message leads to gathers a few of them for itself.
        parts = {path.name for path in (STATIC / folder).glob(f"*.{kind}")} - FOLDED_FROM - {"answer.css"}
        assert {name for name in parts if f'{name}"' not in gathered} == set()


def test_what_is_collected_asks_for_nothing_more(tmp_path: Path) -> None:
    folded = settings.STORAGES | {"staticfiles": {"BACKEND": "handrail.web.fold.FoldedStorage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=folded):
        call_command("collectstatic", interactive=False, verbosity=0)
        css, js = (
            (tmp_path / static(name).removeprefix(settings.STATIC_URL)).read_text()
            for name in ("css/app.css", "js/app.js")
        )
    assert ("@import" in css, ".rail-past" in css) == (False, True)
    assert ('import "' in js, "data-knob" in js) == (False, True)
    assert ("newsreader-500.woff2" in css, "newsreader-500." in css) == (False, True)
