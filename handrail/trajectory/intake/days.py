"""Days as people write them. What a number means is told, or follows from the whole column, or is not guessed.

Always the same: 2026-03-05 (and any other that begins with the year), and whatever names its month. Otherwise the
order decides: dmy, mdy or ymd.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from handrail.trajectory.intake.column import plain
from handrail.trajectory.intake.trouble import Trouble, Unreadable

ORDERS = ("dmy", "mdy", "ymd")
NUMBERS = re.compile(r"([0-9]{1,4})\s*([-/. ])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})\.?")
# By month; English, Dutch, German, French, Spanish. Compared by `plain`.
MONTHS = [
    "jan january januari januar jänner jänn janvier janv enero ene",
    "feb february februari februar feber février févr fév febrero",
    "mar march maart mrt märz mär mars marzo",
    "apr april avril avr abril abr",
    "may mei mai mayo",
    "jun june juni juin junio",
    "jul july juli juillet juil julio",
    "aug august augustus août agosto ago",
    "sep sept september septembre septiembre setiembre set",
    "oct october oktober okt octobre octubre",
    "nov november novembre noviembre",
    "dec december dezember dez décembre déc diciembre dic",
]
BY_MONTH = {plain(name): number for number, names in enumerate(MONTHS, 1) for name in names.split()}
BESIDE = """de del den der le the of st nd rd th er
mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
ma di wo do vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
mo mi fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lun mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche
mié jue vie sáb dom lunes martes miércoles jueves viernes sábado domingo"""
KNOWN = frozenset(map(plain, BESIDE.split())) | BY_MONTH.keys()


def possible(text: str) -> dict[str, date]:
    """The days this can be, by order; under "" where the order does not matter."""
    if numbers := NUMBERS.fullmatch(text):
        return _by_numbers(numbers[1], numbers[3], numbers[4], dashed=numbers[2] == "-")
    found = _by_month(re.findall(r"[0-9]+|[^\W\d_]+", text)) if len(text) < 60 else None
    return {"": found} if found else {}


def day(text: str, order: str) -> date | None:
    """The day, where it is one. `order` may be "" for a column whose days tell it themselves."""
    days = possible(text)
    # Whoever says that the year comes first is believed for short years with any mark between.
    if order == "ymd" and (numbers := NUMBERS.fullmatch(text)) and len(numbers[1]) == 2:
        days["ymd"] = _date(numbers[1], numbers[3], numbers[4]) or days.get("ymd", date.min)
    found = days.get("") or days.get(order)
    return found if found != date.min else None


def _by_numbers(first: str, second: str, third: str, *, dashed: bool) -> dict[str, date]:
    if len(first) == 4:
        whole = _date(first, second, third) if len(third) <= 2 else None
        return {"": whole} if whole else {}
    if len(first) > 2 or len(third) not in (2, 4):
        return {}
    tried = {"dmy": _date(third, second, first), "mdy": _date(third, first, second)}
    if len(third) == 2 and dashed:
        # 26-03-05 may be short for 2026-03-05; with another mark between nobody of us writes that.
        tried["ymd"] = _date(first, second, third)
    return {order: each for order, each in tried.items() if each}


def _by_month(parts: list[str]) -> date | None:
    numbers = [part for part in parts if part.isdecimal()]
    names = [plain(part) for part in parts if not part.isdecimal()]
    months = [BY_MONTH[name] for name in names if name in BY_MONTH]
    known = KNOWN.issuperset(names)
    if len(months) != 1 or len(numbers) != 2 or not known or sorted(map(len, numbers))[1] != 4:
        return None
    number, year = sorted(numbers, key=len)
    return _date(year, str(months[0]), number)


def _date(year: str, month: str, number: str) -> date | None:
    short = int(year)
    whole = short if len(year) == 4 else short + (2000 if short < 70 else 1900)
    try:
        return date(whole, int(month), int(number))
    except ValueError:
        return None


@dataclass
class Evidence:
    """What the days of one column say about their order. Fed every cell, it keeps a few."""

    orders: set[str] = field(default_factory=lambda: set(ORDERS))
    # What ruled an order out, and what two orders read differently: the first of each.
    against: dict[str, str] = field(default_factory=dict)
    apart: dict[tuple[str, str], str] = field(default_factory=dict)

    def see(self, number: int, text: str) -> None:
        days = possible(text)
        if not days or "" in days:
            return
        where = f"line {number}: {text}"
        for order in self.orders - set(days):
            self.against[order] = where
        self.orders &= set(days)
        for pair in combinations(sorted(days), 2):
            if pair not in self.apart and days[pair[0]] != days[pair[1]]:
                self.apart[pair] = where

    @property
    def open_between(self) -> str:
        """Where a day reads differently by two orders that all days allow; "" when it is settled."""
        pairs = combinations(sorted(self.orders), 2)
        return next((self.apart[pair] for pair in pairs if pair in self.apart), "")

    def order(self, others: Collection["Evidence"] = ()) -> str:
        """The one order that all days allow, of this column or else of the others in the same file."""
        if not self.orders:
            raise Unreadable(Trouble.DAYS_DIFFER, detail="; ".join(dict.fromkeys(self._witnesses())))
        if not self.open_between:
            return min(self.orders)
        beside = {min(other.orders) for other in others if len(other.orders) == 1}
        if len(beside & self.orders) != 1:
            raise Unreadable(Trouble.DAYS_UNTOLD, detail=self.open_between)
        return min(beside & self.orders)

    def _witnesses(self) -> Iterable[str]:
        return (self.against[order] for order in ("mdy", "dmy") if order in self.against)
