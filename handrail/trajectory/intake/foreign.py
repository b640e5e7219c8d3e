"""What is no list: told by its first bytes, with what to do about it."""

from collections.abc import Collection
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from handrail.trajectory.intake.trouble import Trouble, Unreadable

ZIP = b"PK\x03\x04"
# The container of Excel 97, and of a workbook of today with a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNINGS = {
    b"%PDF": _("a PDF"),
    b"\x89PNG": _("a picture"), b"\xff\xd8\xff": _("a picture"), b"GIF8": _("a picture"),
    b"\x1f\x8b": _("a compressed file"), b"7z\xbc\xaf": _("a compressed file"), b"Rar!": _("a compressed file"),
    b"{\\rtf": _("a text document"), b"<?xml": _("XML"), b"<html": _("a web page"), b"<!doctype": _("a web page"),
    b"<table": _("a web page"), b"<meta": _("a web page"), b"begin:vcard": _("a vCard"),
    b"begin:vcalendar": _("a calendar"),
    b"sqlite format 3": _("a database"), b"{": "JSON", b"[": "JSON",
}  # fmt: skip

# Archives that are no workbook of ours, by a name they have inside.
INSIDE = {
    "content.xml": _("an OpenDocument"), "xl/workbook.bin": "XLSB", "word/document.xml": _("a text document"),
    "ppt/presentation.xml": _("slides"), "Index/Document.iwa": _("a Numbers document"),
}  # fmt: skip


def is_workbook(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(4) == ZIP


def check_archive(names: Collection[str]) -> None:
    """Raises `Unreadable` for an archive that is something else than a workbook."""
    what = next((what for name, what in INSIDE.items() if name in names), None)
    if what or "[Content_Types].xml" not in names:
        raise Unreadable(Trouble.OTHER_PROGRAM, detail=str(what or _("an archive")))


def check_ours(file: BinaryIO) -> None:
    """Raises `Unreadable` for what is known to be something else, whatever its name says."""
    file.seek(0)
    beginning = file.read(512)
    if beginning.startswith(OLE):
        raise Unreadable(Trouble.OLD_OR_LOCKED)
    words = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, what in BEGINNINGS.items():
        if words.startswith(mark.lower()):
            raise Unreadable(Trouble.OTHER_PROGRAM, detail=str(what))
