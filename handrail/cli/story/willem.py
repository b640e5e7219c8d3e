"""Willem was invited yesterday and has not answered yet."""

from collections.abc import Iterator
from datetime import datetime

from handrail.cli.cast import MARA, WILLEM
from handrail.cli.story.teller import Teller
from handrail.cli.story.turns import invite


def willem(tell: Teller) -> Iterator[datetime]:
    yield tell.day(-1, "16:25")
    invite(tell, WILLEM, by=tell[MARA])
