"""Every address of the house, from its own list of URLs, so that a new one cannot be forgotten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """One URL pattern: its name with the namespace, and what it wants to know."""

    name: str
    wants: tuple[str, ...]

    def of(self, ids: Mapping[str, Any]) -> str:
        missing = [want for want in self.wants if want not in ids]
        assert not missing, f"{self.name} wants {missing}: give an example of each in the table of ids"
        return reverse(self.name, kwargs={want: ids[want] for want in self.wants})


def every_address() -> list[Address]:
    return list(_within(get_resolver(), space="", wants=()))


def _within(resolver: URLResolver, *, space: str, wants: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        known = (*wants, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from _within(entry, space=f"{space}{entry.namespace}:" if entry.namespace else space, wants=known)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            yield Address(f"{space}{entry.name}", known)
