"""Which column of the file is which of ours: guessed by its heading, corrected by whoever brings it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handrail.trajectory.intake.column import BY_NAME, Column, plain
from handrail.trajectory.intake.trouble import Trouble, Unreadable, shown

# A heading that is one thing or another by what stands beside it.
DAYS = "date day on when datum dag tag jour fecha dia wanneer wann quand cuando"
# What only the contact exports of these programs have; in them everything but names and addresses is left out.
GOOGLE = frozenset({"email1value"})
OUTLOOK = frozenset(
    map(
        plain,
        [
            "E-mail Display Name", "E-mail 2 Address", "E-mail Type",
            "E-mail: weergegeven naam", "E-mail, weergegeven naam", "E-mailweergavenaam", "E-mailadres 2", "E-mailtype",
            "E-Mail: Angezeigter Name", "E-Mail 2: Adresse", "E-Mail-Typ", "E-Mail-Adresse 2",
            "Nom complet de l'adresse de messagerie", "Adresse de messagerie 2", "Type de messagerie",
            "Nombre para mostrar del correo electrónico", "Dirección de correo electrónico 2",
        ],
    )
)  # fmt: skip
# What a contact is called by where it has no name of its own, the best first.
INSTEAD = "emaildisplayname fileas nickname organizationname organization1name company bedrijf firma"
PEOPLE = frozenset({Column.NAME, Column.FIRST_NAME, Column.MIDDLE_NAME, Column.LAST_NAME, Column.EMAIL})
# Beyond so many columns none is ours: a line of sixty thousand is no header.
LOOKED_AT = 1_000
NEEDS = {
    Column.DUE: Column.ACTION, Column.STATUS: Column.ACTION, Column.TIME: Column.SESSION,
    Column.MINUTES: Column.SESSION, Column.STATE: Column.SESSION, Column.NOTE: Column.SESSION,
    Column.VISIBILITY: Column.NOTE,
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What somebody said of a file that it does not say itself. A column is told by its heading or by its place,
    from 0; without one of ours for it, it is left out."""

    columns: Mapping[str | int, Column | None] = field(default_factory=dict)
    date_order: str = ""
    encoding: str = ""
    # Where the header stands, once that was shown: the number of its line, and the name of its sheet.
    line: int = 0
    sheet: str = ""

    @classmethod
    def by_names(cls, pairs: Sequence[tuple[str, str]], *, date_order: str = "", encoding: str = "") -> "Told":
        """As the command line says it: "Cliënt" and "name"."""
        columns: dict[str | int, Column | None] = {theirs: _ours(ours) for theirs, ours in pairs}
        return cls(columns, date_order, encoding)


@dataclass(frozen=True)
class Header:
    """The line that names the columns. `columns` holds one of ours for each, or None for what is left out."""

    line: int
    names: tuple[str, ...]
    columns: tuple[Column | None, ...]
    # The program whose contacts these are, "" for a list of one's own.
    program: str = ""
    # The places of columns that serve for a name where there is none.
    instead: tuple[int, ...] = ()
    # What each is taken for, also where it is left out because it means nothing alone.
    meant: tuple[Column | None, ...] = ()

    @property
    def is_usable(self) -> bool:
        return Column.EMAIL in self.columns

    @property
    def pairs(self) -> list[tuple[str, Column | None]]:
        return [(name.strip(), column) for name, column in zip(self.names, self.columns, strict=True) if name.strip()]

    def called(self, column: Column | None) -> str:
        """What the file calls this column of ours; our own word where it has none, "" for a whole line."""
        if column is None:
            return ""
        theirs = self.names[self.columns.index(column)].strip() if column in self.columns else ""
        return shown(theirs or str(column.label))

    def has(self, column: Column) -> bool:
        return column in self.columns

    def check(self, told: Told) -> None:
        """Raises `Unreadable` where lines cannot be read by this."""
        for theirs in told.columns:
            if not _places(theirs, self.names):
                raise Unreadable(Trouble.NO_SUCH_COLUMN, detail=str(theirs))
        for place, column in enumerate(self.columns):
            if column and column in self.columns[:place]:
                twice = [name for name, other in self.pairs if other == column]
                raise Unreadable(Trouble.COLUMN_TWICE, detail=f"{column.label}: {', '.join(twice)}")
        if not self.is_usable:
            is_text = all(name.isprintable() for name, _ in self.pairs)
            names = ", ".join(name for name, _ in self.pairs)
            raise Unreadable(Trouble.NO_COLUMNS if is_text else Trouble.NOT_A_TABLE, detail=names)


def header_of(line: int, names: Sequence[str], told: Told) -> Header:
    """The header that this line makes, usable or not."""
    flat = [plain(name) if place < LOOKED_AT else "" for place, name in enumerate(names)]
    program = "Google" if GOOGLE & set(flat) else "Outlook" if OUTLOOK & set(flat) else ""
    said = {place: ours for theirs, ours in told.columns.items() for place in _places(theirs, names)}
    guessed = [BY_NAME.get(name) for name in flat]
    if program:
        guessed = [column if column in PEOPLE else None for column in guessed]
    # What was told is not guessed at once more.
    taken = {ours for ours in said.values() if ours}
    columns = [said.get(n, None if ours in taken else ours) for n, ours in enumerate(guessed)]
    _by_neighbours(columns, flat, set(said))
    instead = [flat.index(name) for name in INSTEAD.split() if name in flat] if program else []
    meant = tuple(columns)
    for column, needed in NEEDS.items():
        if needed not in columns:
            _rename(columns, range(len(columns)), column, None)
    return Header(line, tuple(names), tuple(columns), program, tuple(instead), meant)


def _by_neighbours(columns: list[Column | None], flat: Sequence[str], said: set[int]) -> None:
    """What a heading means beside others."""
    free = [n for n in range(len(columns)) if n not in said]
    if Column.NAME in columns and (Column.FIRST_NAME in columns) != (Column.LAST_NAME in columns):
        # "Nom" beside "Prénom", "Nombre" beside "Apellidos".
        half = Column.LAST_NAME if Column.FIRST_NAME in columns else Column.FIRST_NAME
        _rename(columns, free, Column.NAME, half)
    for n in free:
        if columns[n] is None and flat[n] in DAYS.split():
            wanted = Column.DUE if Column.ACTION in columns and Column.DUE not in columns else Column.SESSION
            columns[n] = wanted if wanted not in columns else None
    if Column.ACTION not in columns and Column.SESSION in columns and Column.STATE not in columns:
        _rename(columns, free, Column.STATUS, Column.STATE)


def _rename(columns: list[Column | None], free: Sequence[int], before: Column, after: Column | None) -> None:
    for n in free:
        if columns[n] == before:
            columns[n] = after


def _places(theirs: str | int, names: Sequence[str]) -> list[int]:
    """Where the column of this heading stands: as it is written, or else but for case, accents and spaces."""
    if isinstance(theirs, int):
        return [theirs] if theirs < len(names) else []
    exactly = [n for n, name in enumerate(names) if name.strip() == theirs.strip()]
    return exactly or [n for n, name in enumerate(names) if plain(name) == plain(theirs) != ""]


def _ours(said: str) -> Column | None:
    if said.strip() in ("", "-"):
        return None
    if plain(said) not in BY_NAME:
        raise Unreadable(Trouble.NOT_OURS, detail=f"{said}; {', '.join(Column.values)}")
    return BY_NAME[plain(said)]
