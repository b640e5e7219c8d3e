"""By what events and calendars are known again: keyed hashes of their names."""

import re
from collections.abc import Iterable
from uuid import UUID

from handrail.trajectory.intake_key import IntakeKey

# Google splits a series at "this and all following" and calls the rest by the old name with a day in it.
SPLIT = re.compile(r"_R[0-9]{8}(?:T[0-9]{6})?(?=@)")


class Naming:
    def __init__(self, practice_id: UUID) -> None:
        self._key = IntakeKey.of(practice_id)
        self._kept: dict[str, str] = {}

    def uid(self, uid: str) -> str:
        if uid not in self._kept:
            self._kept[uid] = self._key.seal(f"calendar event {SPLIT.sub('', uid)}")
        return self._kept[uid]

    def uids(self, uids: Iterable[str]) -> set[str]:
        return {self.uid(uid) for uid in uids}

    def calendar(self, name: str) -> str:
        return self._key.seal(f"calendar {name}") if name else ""
