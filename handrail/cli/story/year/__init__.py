"""A whole year of the practice: the demo's people and as many more clients as are asked for, each of their own kind."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from random import Random

from handrail.cli.cast import MARA, TOMAS, Role
from handrail.cli.story import CHAPTERS
from handrail.cli.story.house import house
from handrail.cli.story.teller import Chapter, Teller
from handrail.cli.story.year.life import Life
from handrail.cli.story.year.natures import NATURES
from handrail.cli.story.year.themes import NAMES, THEMES, ZONES

WEEKS = 52
# The last ones come so many weeks before the end: a few are always new.
NEW = 3
# Of so many clients one is Tomás's.
OF_TOMAS = 6


def year(how_many: int, *, weeks: int = WEEKS) -> list[Chapter]:
    """All that the demo tells, and them, in a house that opened before. `weeks` of their year have gone by."""
    days = min(-7 * weeks - 8, -133)
    opening = partial(house, opens=days, colleague=days + 2)
    return [opening, *(chapter for chapter in CHAPTERS if chapter is not house), *_lives(how_many, weeks=weeks)]


def _lives(how_many: int, *, weeks: int) -> list[Chapter]:
    """The same people do the same things each time: some weeks later it has gone on, and all else is as it was."""
    natures, themes, zones = cycle(NATURES), cycle(THEMES), cycle(ZONES)
    chapters: list[Chapter] = []
    for number in range(how_many):
        name = NAMES[number % len(NAMES)] + (f" {number // len(NAMES) + 1}" if number >= len(NAMES) else "")
        who = Role(name, f"{name.split()[0].lower()}{number}@post.example", next(zones))
        begins = number * (WEEKS - NEW) // how_many
        if begins > weeks - 1:
            break
        coach = TOMAS if number % OF_TOMAS == OF_TOMAS - 1 else MARA
        life = Life(who, coach=coach, nature=next(natures), theme=next(themes), random=Random(number))
        chapters.append(partial(lived, life, ago=weeks - begins))
    return chapters


def lived(life: Life, tell: Teller, *, ago: int) -> Iterator[datetime]:
    """From the Monday so many weeks ago until the present, whatever would have come after."""
    monday = tell.on(-tell.on(0).weekday()) - timedelta(weeks=ago)
    for instant in life.live(tell, monday=monday):
        if instant > tell.until:
            return
        yield instant
