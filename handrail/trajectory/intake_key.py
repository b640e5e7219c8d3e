"""With what a practice keys its memory of files it took in: its own, so that the memory moves house with it."""

from hashlib import sha256
from hmac import digest
from secrets import token_hex
from uuid import UUID

from django.db import models

from handrail.practice.practice import Practice


class IntakeKey(models.Model):
    """A machine table: no entry, no history. One for each practice that ever took a file in."""

    practice = models.OneToOneField(Practice, models.CASCADE, primary_key=True, related_name="+")
    # 64 hexadecimal digits.
    key = models.CharField(max_length=64, default=token_hex)

    @classmethod
    def of(cls, practice_id: UUID) -> "IntakeKey":
        """The practice's key; made when it is asked for the first time."""
        found, _ = cls.objects.get_or_create(practice_id=practice_id)
        return found

    def seal(self, said: str) -> str:
        """What stands on a receipt instead of what was said: alike for alike, and not to be read back."""
        return digest(bytes.fromhex(self.key), said.encode(errors="surrogatepass"), sha256).hex()
