"""The tables of this package, for Django to find."""

from handrail.ledger.entry import AlsoChanged, Entry, Stream, Text
from handrail.ledger.receipt import Receipt

__all__ = ["AlsoChanged", "Entry", "Receipt", "Stream", "Text"]
