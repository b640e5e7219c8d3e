"""Which column is which: by its heading in five languages, in contact exports, and as it is told."""

import io

import pytest

from handrail.trajectory.intake.column import Column
from handrail.trajectory.intake.header import Told, header_of
from handrail.trajectory.intake.line import Line
from handrail.trajectory.intake.table import Nobody, Table
from handrail.trajectory.intake.trouble import Trouble, Unreadable
from tests.trajectory.intake.files import (
    GOOGLE_BEFORE,
    GOOGLE_NOW,
    OUTLOOK,
    OUTLOOK_COM,
    OUTLOOK_DUTCH,
    OUTLOOK_GERMAN,
)  # fmt: skip


def guessed(headings: str, **named: Column) -> str:
    told: dict[str | int, Column | None] = dict(named.items())
    columns = header_of(1, headings.split(","), Told(told)).columns
    return ",".join(column or "-" for column in columns)


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("Client,E-mail,Objective,Task,Deadline,Status", "name,email,goal,action,due,status"),
        ("Cliënt,E-mailadres,Doel,Actie,Uiterlijk,Status", "name,email,goal,action,due,status"),
        ("KLIENT,e-mail-adresse,Ziel,Aufgabe,Fällig am,Status", "name,email,goal,action,due,status"),
        ("Nom,Prénom,Courriel,Objectif,Tâche,Échéance", "last_name,first_name,email,goal,action,due"),
        ("Nombre,Apellidos,Correo electrónico,Meta,Tarea,Plazo", "first_name,last_name,email,goal,action,due"),
        ("Voornaam,Tussenvoegsel,Achternaam,Mail", "first_name,middle_name,last_name,email"),
        ("Name,Vorname,Mail", "last_name,first_name,email"),
        ("Email,Session date,Start time,Duration,Session state,Notes,Shared",
         "email,session,time,minutes,state,note,visibility"),
        ("Email,Date,Time,Status", "email,session,time,state"),
        ("Email,Action,Date", "email,action,due"),
        ("Email,Notes,Status", "email,-,-"),
        ("Email,Phone,acton", "email,-,-"),
    ],
)  # fmt: skip
def test_headings_are_understood(headings: str, columns: str) -> None:
    assert guessed(headings) == columns


def test_what_is_told_comes_before_what_is_guessed() -> None:
    assert guessed("Wie,E-mail,E-mail privé", Wie=Column.NAME) == "name,email,-"
    told = Told.by_names([("wie", "name"), ("E-MAIL", ""), ("E-mail privé", "e-mail")])
    assert header_of(1, ["Wie", "E-mail", "E-mail privé"], told).columns == (Column.NAME, None, Column.EMAIL)


@pytest.mark.parametrize(
    ("content", "told", "trouble"),
    [
        ("name,goal\n", Told(), Trouble.NO_COLUMNS),
        ("email,Client,Name\n", Told(), Trouble.COLUMN_TWICE),
        ("email,name\n", Told({"phone": None}), Trouble.NO_SUCH_COLUMN),
    ],
)
def test_a_header_that_is_not_clear_is_refused(content: str, told: Told, trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as refused:
        Table(io.BytesIO(content.encode()), told).reading()
    assert refused.value.why == trouble


def test_what_is_none_of_our_columns_is_said() -> None:
    with pytest.raises(Unreadable) as refused:
        Told.by_names([("Wie", "who knows")])
    assert refused.value.why == Trouble.NOT_OURS
    assert "visibility" in str(refused.value)


def test_a_title_above_the_header_is_no_header() -> None:
    table = Table(io.BytesIO(b"Our clients;;\n;;\nNaam;E-mail;Doel\nJonas;jonas@post.example;Sleep\n"))
    assert table.header.line == 3
    (line,) = table.lines()
    assert isinstance(line, Line)
    assert (line.number, line.name) == (4, "Jonas")


@pytest.mark.parametrize(
    ("content", "program"),
    [
        (GOOGLE_BEFORE, "Google"), (GOOGLE_NOW, "Google"), (OUTLOOK, "Outlook"), (OUTLOOK_COM, "Outlook"),
        (OUTLOOK_DUTCH, "Outlook"), (OUTLOOK_GERMAN, "Outlook"),
    ],
)  # fmt: skip
def test_contacts_are_taken_as_they_were_exported(content: str, program: str) -> None:
    table = Table(io.BytesIO(content.encode()))
    assert table.header.program == program
    first = next(iter(table.lines()))
    assert isinstance(first, Line)
    assert first.name.split()[0::2] in (["Jonas"], ["Jonas", "Lind"])
    assert (first.name.split()[-1], first.email, first.note) == ("Lind", "jonas@post.example", "")


def test_a_contact_without_an_address_is_nobody_and_one_without_a_name_is_called_as_it_shows() -> None:
    bakery = list(Table(io.BytesIO(GOOGLE_BEFORE.encode())).lines())[1]
    assert bakery == Nobody(3)
    studio = list(Table(io.BytesIO(GOOGLE_NOW.encode())).lines())[1]
    amina = list(Table(io.BytesIO(OUTLOOK.encode())).lines())[1]
    assert isinstance(studio, Line)
    assert isinstance(amina, Line)
    assert (studio.name, amina.name) == ("Harbour Studio", "Amina Haddad")
