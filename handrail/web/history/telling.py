"""What happened, told for people: who, what, about what, and what was before. Pure functions over the ledger's
happenings; what everybody and everything is called is handed in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from handrail.ledger.book import Happening, Key, SeenChange
from handrail.ledger.verbs import Verb
from handrail.lib.difference import Span, difference
from handrail.trajectory.wording import SAID_ANEW, TITLE, WORDS
from handrail.web.history import excerpt
from handrail.web.history.facts import FACTS
from handrail.web.history.turn import Turn

# What hangs on the line looks like its noun; a session that was held is a landing.
KINDS: Mapping[str, str] = {
    "trajectory": "trajectory",
    "participant": "trajectory",
    "vision": "vision",
    "goal": "goal",
    "milestone": "goal",
    "weekly_goal": "weekly",
    "session": "booking",
    "attendance": "booking",
    "guest": "booking",
    "note": "note",
    "fact": "note",
    "sentence": "note",
    "summary": "note",
    "feedback": "reflection",
    "intention": "note",
    "impression": "note",
    "midpoint": "session",
    "action": "action",
    "photo": "action",
    "exercise": "exercise",
    "brainstorm": "exercise",
    "idea": "exercise",
    "prompt": "reflection",
    "reflection": "reflection",
    "win": "win",
    "check_in": "reflection",
    "outreach": "note",
    "signal": "note",
    "tick": "weekly",
    "habit": "weekly",
    "measure": "goal",
    "domain": "goal",
    "stage": "goal",
    "lapse": "note",
    "scale": "reflection",
    "agenda": "booking",
    "exploration": "note",
    "coping_plan": "action",
}


@dataclass(frozen=True)
class Known:
    """What a telling may take as known: how people and rows are called, as far as the reader may see them."""

    reader_id: UUID
    zone: ZoneInfo
    names: Mapping[UUID, str]
    titles: Mapping[Key, str]
    hrefs: Mapping[Key, str] = field(default_factory=dict)
    # Rows that nobody but the reader reads.
    private: frozenset[Key] = frozenset()
    versions: Callable[[str, UUID], str] = lambda table, row_id: ""


@dataclass(frozen=True)
class Detail:
    """One thing that was written: the words, or what changed in them."""

    label: str = ""
    text: str = ""
    spans: tuple[Span, ...] = ()
    is_cut: bool = False
    # Said by us in place of words that cannot be shown.
    is_notice: bool = False


@dataclass(frozen=True)
class Telling:
    """One happening, ready for a page."""

    seq: int
    at: datetime
    kind: str
    title: str
    sentence: str
    facts: tuple[str, ...]
    details: tuple[Detail, ...]
    href: str
    # Where all versions stand, when there is more to read than is told here.
    versions_href: str
    is_private: bool
    times: int

    @property
    def on(self) -> date:
        return self.at.date()

    @property
    def is_cut(self) -> bool:
        return any(detail.is_cut for detail in self.details)


def tell(happening: Happening, *, known: Known, times: int = 1) -> Telling:
    at = happening.happened_at.astimezone(known.zone)
    row = _row(happening)
    details = tuple(_details(happening, known))
    has_more = any(detail.is_cut for detail in details) or any(_is_revision(change) for change in happening.changes)
    return Telling(
        seq=happening.seq,
        at=at,
        kind=kind_of(happening.verb),
        title=_title(happening, known),
        sentence=_sentence(happening, known),
        facts=tuple(dict.fromkeys(fact for change in happening.changes for fact in facts(change, happening, known))),
        details=details,
        href=known.hrefs.get(row) or known.hrefs.get(happening.subject, ""),
        versions_href=known.versions(*row) if has_more else "",
        is_private=any((change.table, change.row_id) in known.private for change in happening.changes),
        times=times,
    )


def kind_of(verb: Verb) -> str:
    """How it hangs on the line. KeyError for what cannot happen in a trajectory."""
    return "session" if verb == Verb.SESSION_HELD else KINDS[verb.split(".")[0]]


def who(person_id: UUID | None, known: Known) -> str:
    if person_id is None:
        return "Handrail"
    if person_id == known.reader_id:
        return _("You")
    return known.names.get(person_id) or _("Somebody whose name was erased")


def _sentence(happening: Happening, known: Known) -> str:
    said = _("%(who)s %(what)s") % {"who": who(happening.by_id, known), "what": happening.verb.label}
    if happening.on_behalf_of_id and happening.on_behalf_of_id != happening.by_id:
        return _("%(said)s, for %(name)s") % {"said": said, "name": who(happening.on_behalf_of_id, known)}
    return said


def _row(happening: Happening) -> Key:
    """The row it is about: the subject, or for a note the note and not its session."""
    changed = [(change.table, change.row_id) for change in happening.changes]
    return happening.subject if happening.subject in changed else changed[0]


def _title(happening: Happening, known: Known) -> str:
    """What the row was called then where the entry says it, else what it is called now."""
    if happening.verb == Verb.TICK_PUT:
        # Several of a day are one line, and each says what it is of.
        return ""
    for change in happening.changes:
        if (change.table, change.row_id) == happening.subject and (column := TITLE.get(change.table)):
            if change.after.get(column):
                return str(change.after[column])
            if column in change.after:
                return _gone(change, column)
    return known.titles.get(happening.subject, "")


def facts(change: SeenChange, happening: Happening, known: Known) -> Iterator[str]:
    """Days, numbers and choices, in a few words each."""
    on = happening.happened_at.astimezone(known.zone).date()
    for (table, column), say in FACTS.items():
        if table == change.table and column in change.after:
            turn = Turn(
                table=table, column=column, before=(change.before or {}).get(column), after=change.after[column],
                is_new=change.before is None, row=change.after, verb=happening.verb, on=on, zone=known.zone,
                titles=known.titles, names=known.names, by_id=happening.by_id,
                called=known.titles.get((change.table, change.row_id), ""),
            )  # fmt: skip
            if said := say(turn):
                yield said


def _details(happening: Happening, known: Known) -> Iterator[Detail]:
    if happening.verb == Verb.PARTICIPANT_ERASED:
        # Its sentence says it; once more for each row would say nothing.
        return
    for change in happening.changes:
        is_subject = (change.table, change.row_id) == happening.subject
        for (table, column), label in WORDS.items():
            if table != change.table or column not in change.after:
                continue
            if is_subject and column == TITLE.get(table) and change.before is None:
                continue
            if detail := words(change, column, label=_label(change, column, str(label), happening, known)):
                yield detail


def _label(change: SeenChange, column: str, label: str, happening: Happening, known: Known) -> str:
    if change.table == "note":
        return known.titles.get((change.table, change.row_id), "")
    if change.table == "action" and happening.verb == Verb.ACTION_REPLACED and column == "text":
        return _("Now")
    return label


def words(change: SeenChange, column: str, *, label: str, whole: bool = False) -> Detail | None:
    """What the change did to one text: the words where there were none, else the difference. None: nothing to tell."""
    before, after = (change.before or {}).get(column, ""), change.after[column]
    if column in SAID_ANEW and after is not None:
        before = ""
    if before is None or after is None:
        return _unreadable(change, column, label, after)
    if before == after:
        return None
    if not before:
        text = after if whole else excerpt.beginning(after)
        return Detail(label, text, is_cut=not whole and excerpt.is_cut(after))
    spans = difference(before, after)
    cut = not whole and (excerpt.is_cut(after) or excerpt.is_cut(before))
    return Detail(label, spans=tuple(excerpt.around(spans) if cut else spans), is_cut=cut)


def _unreadable(change: SeenChange, column: str, label: str, after: str | None) -> Detail:
    """Words that stand before or after something one may not read are no difference: they are told as they are."""
    if after:
        return Detail(label, excerpt.beginning(after), is_cut=excerpt.is_cut(after))
    return Detail(label, _gone(change, column), is_notice=True)


def _gone(change: SeenChange, column: str) -> str:
    return _("The words are private.") if column in change.withheld else _("The words were erased.")


def _is_revision(change: SeenChange) -> bool:
    """Whether there were words before these."""
    if change.before is None:
        return False
    texts = (column for table, column in WORDS if table == change.table and column not in SAID_ANEW)
    return any(change.before.get(column) for column in texts)
