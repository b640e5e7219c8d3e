"""Numbers as people type them: with a comma or a point, with a unit behind, in the digits of their own script. Pure."""

import re
from decimal import Decimal

from handrail.lib.refusal import NotUnderstood, Refusal

# More digits than any column keeps; the noun says how large a number may be.
AT_MOST = 24
# What stands between groups of three digits, besides comma and point.
GROUPING = re.compile("[\\s'’_]")
IN_GROUPS = re.compile(r"[+-]?\d{1,3}( \d{3})+([.,]\d*)?")
MINUS = str.maketrans({"−": "-", "–": "-", "٫": ".", "٬": ",", "，": ",", "．": "."})
NUMBER = re.compile(r"([+-]?)([\d.,]+)")


class TwoWays(Refusal):
    """ "1,200" is one thing in London and another in Amsterdam; nobody guesses with somebody's numbers."""

    def __init__(self, field: str, *, whole: str, parts: str) -> None:
        super().__init__(field)
        self.whole, self.parts = whole, parts


def amount(text: str, *, unit: str = "", field: str = "value") -> Decimal:
    """The number in `text`; `unit` may stand behind it. Raises `NotUnderstood` and `TwoWays`."""
    said = text[: 4 * AT_MOST].strip().translate(MINUS)
    if unit and said.casefold().endswith(unit.strip().casefold()):
        said = said[: -len(unit.strip())]
    # Any script's digits are digits.
    said = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in GROUPING.sub(" ", said.strip()))
    if IN_GROUPS.fullmatch(said):
        said = said.replace(" ", "")
    found = NUMBER.fullmatch(said)
    if found is None or len(said) > AT_MOST:
        raise NotUnderstood(field)
    digits = _plain(found[2], field)
    return Decimal(found[1] + digits)


def _plain(digits: str, field: str) -> str:
    """With a point before the fraction and nothing between groups."""
    marks = [mark for mark in digits if not mark.isdigit()]
    if not any(digit.isdigit() for digit in digits):
        raise NotUnderstood(field)
    if not marks:
        return digits
    last = marks[-1]
    if len(set(marks)) == 2 and marks.count(last) == 1:
        other = "," if last == "." else "."
        whole, fraction = digits.split(last)
        return _ungrouped(whole, other, field) + "." + (fraction or "0")
    if len(set(marks)) == 2:
        raise NotUnderstood(field)
    if len(marks) > 1:
        return _ungrouped(digits, last, field)
    whole, fraction = digits.split(last)
    if len(fraction) == 3 and 0 < len(whole) <= 3 and not whole.startswith("0"):
        raise TwoWays(field, whole=whole + fraction, parts=plain(Decimal(f"{whole}.{fraction}")))
    return f"{whole or '0'}.{fraction or '0'}"


def _ungrouped(digits: str, mark: str, field: str) -> str:
    first, *groups = digits.split(mark)
    if not (0 < len(first) <= 3) or any(len(group) != 3 for group in groups):
        raise NotUnderstood(field)
    return first + "".join(groups)


def plain(value: Decimal) -> str:
    """7.5000 is "7.5" and 1.2E+3 is "1200": without the noughts that columns keep."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
