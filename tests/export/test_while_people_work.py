"""What is written out is one moment, and nobody has to wait for it."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from handrail.export.coming_in import Came
from handrail.export.out import write_practice
from handrail.ledger.verify import entry_count, verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.win import Win
from tests.export.moving import an_empty_installation, moved_in, moved_out


class _Slow(io.StringIO):
    """A file during whose writing somebody goes on living: a win for each of the first lines."""

    def __init__(self, walk: Trajectory, jonas: Person) -> None:
        super().__init__()
        self.walk, self.jonas, self.wins = walk, jonas, 0

    def write(self, text: str, /) -> int:
        if self.wins < 20:
            self.wins += 1
            with ThreadPoolExecutor(1) as pool:
                pool.submit(self._live).result(timeout=20)
        return super().write(text)

    def _live(self) -> None:
        try:
            Win.add(self.walk, by=self.jonas, at=now(), coachee=self.jonas, text=f"Slept, {self.wins}")
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_file_written_while_people_work_is_one_moment_of_it(
    shared_database: object, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    before = entry_count()
    file = _Slow(walk, jonas)
    entries = write_practice(file, practice_id=mara.practice_id, attach=lambda photo_id, content: None)
    assert entry_count() == before + 20
    # The moment is that of the first row that is read.
    assert before <= entries < before + 5
    assert not connection.in_atomic_block
    with an_empty_installation():
        assert moved_in(file.getvalue()) == Came.IN
        assert list(verify_all()) == []
    assert moved_in(file.getvalue()) == Came.UNCHANGED
    assert moved_in(moved_out(mara.practice_id)) == Came.UNCHANGED
