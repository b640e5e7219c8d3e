"""Files as practices have them, made here: headings as the programs write them, nobody's real contacts."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

GOOGLE_BEFORE = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,"
    "Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,"
    "Organization 1 - Type,Organization 1 - Name\n"
    "Jonas Lind,Jonas,,Lind,,,,,,,,,,,,,,,,,,,,,,Met in Riga,,,* myContacts,* ,jonas@post.example ::: j@post.example,"
    ",,Mobile,+31 6 1234,,\n"
    "The Bakery,,,,,,,,,,,,,,,,,,,,,,,,,,,,* myContacts,,,,,Work,+31 20 1234,,The Bakery\n"
)
GOOGLE_NOW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\n"
    "Jonas,,Lind,,,,,,,,,,,,,,* myContacts,* Home,jonas@post.example,Mobile,+31 6 1234\n"
    ",,,,,,,,,,Harbour Studio,,,,,,* myContacts,Work,studio@post.example,,\n"
)
OUTLOOK = (
    '"Title","First Name","Middle Name","Last Name","Suffix","Company","Department","Job Title","Business Street",'
    '"Business Phone","Mobile Phone","Anniversary","E-mail Address","E-mail Type","E-mail Display Name",'
    '"E-mail 2 Address","Notes","Web Page"\n'
    '"","Jonas","de","Lind","","","","","","","","0/0/00","jonas@post.example","SMTP","Jonas Lind (jonas@post.example)"'
    ',"","",""\n'
    '"","","","","","","","","","","","0/0/00","amina@post.example","SMTP","Amina Haddad","","",""\n'
)
OUTLOOK_COM = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,"
    "E-mail 3 Address,Home Phone,Mobile Phone,Company,Notes\n"
    "Jonas,,Lind,,,,,,jonas@post.example,,,,,,\n"
)
OUTLOOK_DUTCH = (
    "Titel;Voornaam;Middelste naam;Achternaam;Achtervoegsel;Bedrijf;Afdeling;Functie;E-mailadres;E-mailtype;"
    "E-mail, weergegeven naam;Notities\n"
    ";Jonas;;Lind;;;;;jonas@post.example;SMTP;Jonas Lind;\n"
)
OUTLOOK_GERMAN = (
    "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,E-Mail-Adresse,E-Mail-Typ,E-Mail: Angezeigter Name,Notizen\n"
    ",Jonas,,Lind,,,jonas@post.example,SMTP,Jonas Lind,\n"
)
SHEET = "xl/worksheets/sheet1.xml"


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook as openpyxl writes it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with one part another."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return kept.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
