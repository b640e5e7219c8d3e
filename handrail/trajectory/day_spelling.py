"""How people spell days in English, Dutch and German: the words, and patterns made of them. What they mean is
day_words.py's to say."""

import re

from handrail.trajectory.intake.column import plain

WEEKDAYS = [
    "monday maandag montag", "tuesday dinsdag dienstag", "wednesday woensdag mittwoch", "thursday donderdag donnerstag",
    "friday vrijdag freitag", "saturday zaterdag samstag sonnabend", "sunday zondag sonntag",
]  # fmt: skip
# Only behind a word like "by": many of them are words of their own.
SHORT = ["mon ma mo", "tue tues di", "wed wo mi", "thu thur thurs do", "fri vr fr", "sat za sa", "sun"]
NUMBERS = [
    "", "a an one een één ein eine einen einem einer", "two twee zwei", "three drie drei", "four vier",
    "five vijf fünf", "six zes sechs", "seven zeven sieben", "eight acht", "nine negen neun", "ten tien zehn",
]  # fmt: skip
MONTHS = [
    "", "january januari januar jänner jan", "february februari februar feb", "march maart märz mrt mar mär",
    "april apr", "may mei mai", "june juni jun", "july juli jul", "august augustus aug", "september sept sep",
    "october oktober oct okt", "november nov", "december dezember dec dez",
]  # fmt: skip


def _numbered(lines: list[str]) -> dict[str, int]:
    return {plain(name): number for number, names in enumerate(lines) for name in names.split()}


def spelled(pattern: str) -> str:
    """The same with each umlaut however it is written: as one letter, as two signs, as ue."""
    return re.sub("[äöü]", lambda found: f"(?:{found[0]}|{BASE[found[0]]}[\u0308e]?)", pattern)


def any_of(lines: list[str]) -> str:
    """One of these words, the longest first."""
    return spelled("|".join(sorted((name for names in lines for name in names.split()), key=len, reverse=True)))


def looked_up(numbers: dict[str, int], word: str) -> int:
    """ "Fünf", "fuenf" and "fünf" in two signs are one word."""
    word = plain(word)
    return numbers[word] if word in numbers else numbers[word.replace("ae", "a").replace("ue", "u")]


BASE = {"ä": "a", "ö": "o", "ü": "u"}
BY_DAY, BY_SHORT, BY_NUMBER, BY_MONTH = map(_numbered, (WEEKDAYS, SHORT, NUMBERS, MONTHS))


NEXT = spelled("(?:next|volgende?|nächste[nrsm]?)")
THIS = "(?:this|the coming|coming|komende|aanstaande|deze|diese[nrsm]?|kommende[nrsm]?)"
ON, THE = "(?:on |op |am )?", "(?:the|de|den|dem|der|het|die|our)"
OF = f"(?:of |van |der |des |in der |in )?(?:{THE} )?"
NUMBER = f"[0-9]{{1,3}}|{any_of(NUMBERS)}"
WEEKS = "(?:weeks?|weken|wochen?)"
UNIT = "(?:days?|dag(?:en)?|tage?n?|weeks?|weken|wochen?|months?|maand(?:en)?|monate?n?)"
YEAR = "20[0-9]{2}"
MONTH = any_of(MONTHS)
DAYTIME = "(?:abend|morgen|mittag|nachmittag|vormittag|früh|avond|ochtend|middag|nacht)"
BY = spelled(
    "due by|due on|due|by|on|until|till?|at|for|no later than|at the latest|tot en met|t/m|tot|op|uiterlijk|tegen"
    "|bis zum|bis zur|bis|am|zum|für|spätestens"
)
BEFORE = "before|ahead of|vor|voor|vóór"
# "By 5." is an hour, "bis 5." a day.
ENGLISH = ("by", "due", "on", "until", "til", "at", "for", "before", "no", "ahead", "op", "tot", "voor")
# A coming week is the next one; a coming Thursday the first there is.
COMING = ("coming", "komende", "kommende")
LATEST = spelled("(?:,? (?:at the latest|latest|spätestens|uiterlijk))?")


def stretch(unit: str) -> str:
    """This one, the next, or the end of one."""
    return f"(?P<end>(?:the )?(?:end|einde?|ende) {OF})?(?:(?P<next>{NEXT}) |(?P<this>{THIS}) |{THE} )?{unit}"


def of_weekday(names: list[str], tail: str) -> str:
    """The day of a week, with what may stand around it: "next week on Thursday", "Thursday in two weeks"."""
    next_, weeks = rf"(?P<next>{NEXT} (?:(?:week|woche) {ON})?)", rf"(?:in|over) (?P<weeks>{NUMBER}) {WEEKS} {ON}"
    on = rf"(?:{next_}|{weeks}|{THIS} )?"
    of = rf"(?:(?P<next2> {OF}{NEXT} (?:week|woche))|,? (?:in|over) (?P<weeks2>{NUMBER}) {WEEKS})?"
    return rf"{on}(?P<day>{any_of(names)}){tail}{of}"
