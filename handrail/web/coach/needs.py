"""Who needs the coach today: at most a handful, who is helped most first, each with what shows it and one thing to do
about it [110, 113, 114]."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handrail.lib.said import Said
from handrail.signals.cards import IF_IT_PERSISTS
from handrail.signals.handful import first_of, order
from handrail.signals.judged import Judged, Raised
from handrail.signals.outlook_told import chance, reason
from handrail.web.coach.client_line import ClientLine
from handrail.web.coach.places import Place, place_of
from handrail.web.coach.reaching import Ways


@dataclass(frozen=True)
class Need:
    line: ClientLine
    judged: Judged

    @property
    def first(self) -> Raised:
        return first_of(self.judged.of_client)

    @property
    def others(self) -> Sequence[Raised]:
        return [each for each in self.judged.of_client if each is not self.first]

    @property
    def key(self) -> str:
        return f"{self.judged.life.trajectory_id} {self.judged.life.coachee_id}"

    @property
    def name(self) -> str:
        return self.judged.life.name

    @property
    def given_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def ways(self) -> Ways:
        life = self.judged.life
        also = tuple(f"{each.kind} {each.evidence}" for each in self.others)
        return Ways(life.trajectory_id, self.first.kind, self.first.evidence, life.coachee_id, also)

    @property
    def place(self) -> Place | None:
        """Writing is beside it anyway."""
        return place_of(self.first, self.judged)

    @property
    def persists(self) -> Said:
        return IF_IT_PERSISTS

    @property
    def outlook(self) -> str:
        """How often it went on badly from such a picture, with what speaks for it most."""
        told = self.judged.outlook
        if told is None:
            return ""
        return f"{chance(told)}: {', '.join(map(reason, told.reasons))}." if told.reasons else f"{chance(told)}."


def needs(lines: Iterable[ClientLine]) -> list[Need]:
    """All of them, in the order in which a coach helps most."""
    return sorted(_each(lines), key=lambda need: order(need.judged))


def _each(lines: Iterable[ClientLine]) -> Iterator[Need]:
    return (Need(line, judged) for line in lines for judged in line.judged if judged.of_client)
