"""What a practice counts of its work: what was done of what there was to do, never what it was about, and never who
looked in how often [143, 150]. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from handrail.signals.facts import Facts
from handrail.signals.limits import DEFAULT, Limits


@dataclass(frozen=True)
class Part:
    """So many of so many; of none nothing is said."""

    done: int = 0
    of: int = 0

    def __add__(self, other: "Part") -> "Part":
        return Part(self.done + other.done, self.of + other.of)

    def __bool__(self) -> bool:
        return self.of > 0


@dataclass(frozen=True)
class Tally:
    """Of the last four weeks, lived ones, of one client or of several together."""

    # What clients set out to do and did; sessions with a note; reports that had a word in time.
    actions: Part = Part()
    notes: Part = Part()
    reports: Part = Part()
    # Goals of which a number or a look together tells where they are.
    goals: Part = Part()
    # What the coach said they would do, and whose day has come.
    promises: Part = Part()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


def together(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def tally(facts: Facts, limits: Limits = DEFAULT) -> Tally:
    since = facts.today - limits.window
    due = facts.due(since=since)
    written = [each.noted for each in facts.kept if since < each.day <= facts.today - limits.note_days]
    sent = [(each.sent, each.answered) for each in facts.reports if each.sent is not None and each.sent > since]
    # Of one that came yesterday and waits, nobody can say yet.
    told = [(day, word) for day, word in sent if word is not None or facts.today - day > limits.answer_days]
    looked = [bool({*each.reviewed, *(day for day, _ in each.progress)} & _days(facts, limits)) for each in facts.aims]
    promised = [each for each in facts.promises if since < each.day <= facts.today and each.counts(facts.today)]
    return Tally(
        actions=Part(sum(each.is_done(facts.today) for each in due), len(due)),
        notes=Part(sum(written), len(written)),
        reports=Part(sum(word is not None and word - day <= limits.answer_days for day, word in told), len(told)),
        goals=Part(sum(looked), len(looked)),
        promises=Part(sum(each.is_done(facts.today) for each in promised), len(promised)),
    )


def _days(facts: Facts, limits: Limits) -> set[int]:
    return set(range(facts.today - limits.window + 1, facts.today + 1))
