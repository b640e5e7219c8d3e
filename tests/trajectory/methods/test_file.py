"""The file of a method: what reads, what is refused and why, and that nothing is lost on the way."""

import tomllib
from contextlib import suppress
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.trajectory.methods.file import FORMAT, LARGEST, MAY, MOST_FIELDS, NotAMethod, kept, read, written
from handrail.trajectory.methods.form import Field, Form, Kind
from handrail.trajectory.methods.shipped import KEYS, METHODS
from handrail.web.method_wording import SENTENCES
from handrail.web.wording import word

HEAD = """handrail_method = 1
title = "Two doors"
instructions = "Walk through each."
question = "Which was lighter?"
"""


def refused(text: str) -> NotAMethod:
    with pytest.raises(NotAMethod) as refusal:
        read(text)
    return refusal.value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "mark"), ("just words", "toml"), (HEAD.replace("= 1", "= true"), "mark"),
        (HEAD.replace("= 1", "= 2"), "newer"), (HEAD.replace("= 1", f"= {'9' * 5000}"), "toml"),
        (HEAD + "a = " + "[" * 9_000, "toml"), (HEAD + "#" * LARGEST, "large"),
        (HEAD.replace("Two doors", ""), "missing"), (HEAD.replace('"Two doors"', "7"), "not_words"),
        (HEAD + 'colour = "red"', "strange"), (HEAD + "minutes = 0", "number"), (HEAD + "minutes = 1.5", "number"),
        (HEAD + 'language = "<b>"', "language"), (HEAD.replace("Two", "Two\\u0000"), "letters"),
        (HEAD.replace("Two", "x" * 201), "long"), (HEAD + 'fields = "none"', "fields"),
        (HEAD + "[[fields]]\nkind = 'words'\nlabel = 'x'\n" * (MOST_FIELDS + 1), "many_fields"),
        (HEAD + "[[fields]]\nkind = 'magic'\nlabel = 'x'", "kind"), (HEAD + "[[fields]]\nkind = ['words']", "kind"),
        (HEAD + "[[fields]]\nkind = 'words'", "missing"),
        (HEAD + "[[fields]]\nkind = 'words'\nlabel = 'x'\nitems = ['a', 'b']", "strange"),
        (HEAD + "[[fields]]\nkind = 'wheel'\nlabel = 'x'", "missing"),
        (HEAD + "[[fields]]\nkind = 'wheel'\nlabel = 'x'\nitems = ['a', 'a']", "twice"),
        (HEAD + "[[fields]]\nkind = 'wheel'\nlabel = 'x'\nitems = ['a']", "many_items"),
        (HEAD + f"[[fields]]\nkind = 'wheel'\nlabel = 'x'\nitems = {[str(n) for n in range(13)]}", "many_items"),
        (HEAD + "[[fields]]\nkind = 'ideas'\nlabel = 'x'\n" * 2, "two_brainstorms"),
    ],
)  # fmt: skip
def test_what_is_no_method_is_refused_with_a_sentence(text: str, why: str) -> None:
    refusal = refused(text)
    assert refusal.why == why
    assert len(word(refusal)) > 20


def test_every_reason_has_its_sentence_and_a_sentence_says_where() -> None:
    assert "“colour”" in word(refused(HEAD + 'colour = "red"'))
    assert "label, 1" in word(refused(HEAD + "[[fields]]\nkind = 'words'"))
    assert all("%(" not in word(NotAMethod(why, where="x", given="y")) for why in SENTENCES)


@given(st.text(max_size=300))
def test_whatever_somebody_brings_is_a_method_or_is_refused(text: str) -> None:
    for whole in (text, HEAD + text):
        with suppress(NotAMethod):
            form = read(whole)
            assert read(written(form)) == form


def words(most: int) -> Any:
    letters = st.characters(exclude_categories=("C", "Zl", "Zp", "Zs"), include_characters=" \"'\\")
    return st.text(letters, min_size=1, max_size=most).map(lambda text: " ".join(text.split())).filter(bool)


def lines(most: int) -> Any:
    return st.lists(words(most), min_size=1, max_size=3).map("\n".join)


@st.composite
def fields(draw: Any) -> Field:
    kind = draw(st.sampled_from([each for each in Kind if each != Kind.IDEAS]))
    said: dict[str, Any] = {name: draw(words(30)) for name in MAY[kind] if name not in ("items", "most", "least")}
    if "items" in MAY[kind]:
        said["items"] = tuple(draw(st.lists(words(20), min_size=2, max_size=12, unique=True)))
    said |= {name: draw(st.integers(1, 9)) for name in ("most", "least") if name in MAY[kind]}
    return Field(kind, draw(words(60)), hint=draw(words(30)), **said)


FORMS = st.builds(
    Form, title=words(60), instructions=lines(60), question=words(60), about=lines(40),
    fields=st.lists(fields(), max_size=4).map(tuple), minutes=st.integers(1, 120), source=lines(30), licence=words(20),
    language=st.sampled_from(["en", "nl", "pt-BR"]),
)  # fmt: skip


@given(FORMS)
def test_a_method_that_is_written_reads_as_itself(form: Form) -> None:
    assert read(written(form)) == form
    assert tomllib.loads(written(form))["handrail_method"] == FORMAT


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    assert read("\ufeff" + HEAD.replace("\n", "\r\n")) == read(HEAD)


def test_a_file_that_was_erased_is_no_form() -> None:
    assert kept("") is None
    assert kept("gone") is None


def test_the_shipped_ten_are_whole() -> None:
    assert [form.key for form in METHODS] == list(KEYS)
    assert len(METHODS) == 10
    for form in METHODS:
        assert read(written(form)) == form
        assert form.about
        assert form.source
        assert form.licence
        assert form.fields
        assert form.question.endswith("?")


def test_no_shipped_method_asks_why_not_higher_or_leads() -> None:
    """First what makes it this number and not a lower one; and no question that says its answer."""
    for form in METHODS:
        said = f"{form.instructions} {form.question} {' '.join(part.heading for part in form.parts)}".lower()
        assert not any(words in said for words in ("why not", "why didn", "not higher", "don’t you think", "should"))
        assert all(field.lower for field in form.fields if field.kind == Kind.SCALE)


@pytest.mark.parametrize("endless", ["a." * 9_000 + "a = 1", "[" + "a . " * 4_000 + "a]", "'a'." * 4_000 + "a = 1"])
def test_a_name_without_end_is_not_read_at_all(endless: str) -> None:
    begun = perf_counter()
    with pytest.raises(NotAMethod):
        read(endless)
    assert perf_counter() - begun < 0.3
