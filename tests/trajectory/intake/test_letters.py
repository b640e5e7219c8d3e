"""How letters are written: any encoding a practice may have, and alike every time."""

import io

import pytest

from handrail.trajectory.intake.header import Told
from handrail.trajectory.intake.letters import letters_of
from handrail.trajectory.intake.line import Line
from handrail.trajectory.intake.table import Table
from handrail.trajectory.intake.trouble import Trouble, Unreadable

WEST = "naam;e-mail;doel\nZoë de Bruïn;zoe@post.example;Één doel\nJosé Müller;jose@post.example;Größe\n"


def names(content: bytes, told: Told | None = None) -> list[str]:
    return [line.name for line in Table(io.BytesIO(content), told).lines() if isinstance(line, Line)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman", "cp850"]
)
def test_names_of_the_west_come_through(encoding: str) -> None:
    assert names(WEST.encode(encoding)) == ["Zoë de Bruïn", "José Müller"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1250", "Łukasz Żółć, Jiří Dvořák"),
        ("cp1251", "Иван Петров и Ольга Сергеевна"),
        ("cp1253", "Γιώργος Παπαδόπουλος θέλει να κοιμάται"),
        ("cp932", "田中太郎、もっと眠る"),
        ("gb18030", "王小明每天运动半小时"),
    ],
)
def test_names_of_elsewhere_come_through(encoding: str, name: str) -> None:
    content = f"name;e-mail\n{name};somebody@post.example\n".encode(encoding)
    assert names(content) == [name]
    assert letters_of(io.BytesIO(content)).is_guess


def test_what_is_told_is_believed() -> None:
    content = "name;e-mail\nJiøí;jiri@post.example\n".encode("cp1252")
    assert names(content) == ["Jiøí"]
    assert names(content, Told(encoding="windows-1250")) == ["Jiří"]


@pytest.mark.parametrize("encoding", ["latin-17", "rot13", "idna", "unicode_escape", "hex", "", "\0", "utf_7"])
def test_what_is_no_encoding_is_said(encoding: str) -> None:
    with pytest.raises(Unreadable) as refused:
        names(WEST.encode(), Told(encoding=encoding or " "))
    assert refused.value.why == Trouble.NO_SUCH_ENCODING


def test_a_broken_letter_in_utf8_does_not_make_another_encoding_of_it() -> None:
    content = WEST.encode() + b"Ren\xe9;rene@post.example;\n"
    assert names(content) == ["Zoë de Bruïn", "José Müller"]
    assert not letters_of(io.BytesIO(content)).is_guess


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator_will_do(separator: str) -> None:
    assert names(WEST.replace(";", separator).encode()) == ["Zoë de Bruïn", "José Müller"]
    assert names(f"sep={separator}\n{WEST}".replace(";", separator).encode()) == ["Zoë de Bruïn", "José Müller"]
