"""Signs of life: when somebody last did anything, and who last did something to a row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Substr

from handrail.ledger.entry import AlsoChanged, Entry
from handrail.ledger.surface import Surface
from handrail.ledger.verbs import Verb
from handrail.lib.among import Among


def last_signs(people: Collection[UUID], *, streams: Collection[UUID], since: datetime) -> dict[UUID, datetime]:
    """When each of these people last wrote an entry in one of these histories; who did not is not named."""
    lately = Entry.objects.filter(stream_id__in=streams, recorded_at__gte=since, by_id__in=people)
    return dict(lately.values_list("by_id").annotate(last=Max("recorded_at")))


def days_of_life(
    zones: Mapping[UUID, str], *, streams: Collection[UUID], but_of: Collection[UUID], since: datetime
) -> dict[tuple[UUID, UUID], list[date]]:
    """The days, by their own calendar, on which each of these people did something in each of these histories: by
    (history, person), in order. One statement, answered from an index alone; hours or minutes are read as text, as
    making an instant of each would take longer than all the rest. `but_of`: whose entries need not be looked at."""
    here = Entry.objects.filter(stream_id__in=streams, happened_at__gte=since).exclude(by_id__in=but_of).order_by()
    moment = Substr(Cast("happened_at", TextField()), 1, HOUR if _in_hours(zones.values(), since) else MINUTE)
    found = here.values_list(Cast("stream_id", TextField()), Cast("by_id", TextField()), moment).distinct()
    names = {name: each for each in (*streams, *zones) for name in (each.hex, str(each))}
    days: dict[tuple[UUID, UUID], set[date]] = defaultdict(set)
    day_of = cache(_day)
    for stream, by, text in found:
        person = names.get(by)
        if person and person in zones:
            days[names[stream], person].add(day_of(zones[person], text))
    return {key: sorted(days_of_one) for key, days_of_one in days.items()}


# How much of "2026-03-02 09:41" has to be read to know the day, anywhere.
HOUR, MINUTE = 13, 16


def _in_hours(zones: Iterable[str], since: datetime) -> bool:
    """Whether all of these zones differ from UTC by whole hours, in summer and in winter."""
    offsets = {
        (since + timedelta(days=91 * n)).astimezone(ZoneInfo(z)).utcoffset() for z in set(zones) for n in range(5)
    }
    return all(offset is None or not offset % timedelta(hours=1) for offset in offsets)


def _day(zone: str, text: str) -> date:
    """`text`: an hour or a minute in UTC, as both databases write it."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def first_time(verb: Verb, *, streams: Collection[UUID]) -> Any:
    """To ask with other things: when each person did this first in each of these histories. Ids are texts, and the
    instant comes twice, to order by."""
    there = Entry.objects.filter(stream_id__in=streams, verb=verb).order_by()
    ids = Cast("stream_id", TextField()), Cast("by_id", TextField())
    return there.values_list(*ids).annotate(first=Min("happened_at"), last=Min("happened_at"))


def newest_sign(people: Collection[UUID], *, streams: Collection[UUID], since: datetime, also: Collection[Verb]) -> Any:
    """To ask with other things: when any of these people last did anything in each of these histories, or whoever
    it was carried out one of those verbs."""
    theirs = Q(by_id__in=Among(people)) | Q(verb__in=also)
    lately = Entry.objects.filter(theirs, stream_id__in=Among(streams), happened_at__gte=since)
    return lately.order_by().values_list("stream_id").annotate(newest=Max("happened_at"))


@dataclass(frozen=True)
class Done:
    """One verb on one row: when, by whom, and what it changed, as it was before (as entries write it)."""

    at: datetime
    by_id: UUID | None
    before: Mapping[str, Any]


def done_to(practice_ids: Collection[UUID], rows: Collection[UUID], verbs: Collection[Verb]) -> dict[UUID, list[Done]]:
    """Of each row, every time that one of these verbs was carried out on it or changed it besides, the last at the
    end."""
    besides = AlsoChanged.objects.filter(practice_id__in=practice_ids, row_id__in=rows).values("entry_id")
    wanted = Entry.objects.filter(Q(subject_id__in=rows) | Q(pk__in=besides), practice_id__in=practice_ids)
    done: dict[UUID, list[Done]] = defaultdict(list)
    sought = {str(row): row for row in rows}
    entries = wanted.filter(verb__in=verbs).order_by("seq").values_list("recorded_at", "by_id", "changes")
    for at, by, changes in entries:
        for each in changes:
            if row := sought.get(each["id"]):
                done[row].append(Done(at, by, each["before"] or {}))
    return done


def since(column: str, verb: Verb, *, stream: str, by: str) -> Exists:
    """To filter rows with: that this was done in the row's history since the instant in one of its columns. `stream`
    and `by` are the columns that name the history and who did it."""
    here = {"stream_id": OuterRef(stream), "by_id": OuterRef(by), "recorded_at__gte": OuterRef(column)}
    return Exists(Entry.objects.filter(verb=verb, **here))


def first_of(*, row: str, practice: str, verb: Verb | None = None, by: str = "") -> Subquery:
    """To annotate rows with: when anything was first done to each of them, or this, by one person. The columns name the
    row, the practice and the person."""
    done = Entry.objects.filter(practice_id=OuterRef(practice), subject_id=OuterRef(row))
    done = done.filter(verb=verb) if verb else done
    done = done.filter(by_id=OuterRef(by)) if by else done
    return Subquery(done.order_by("seq").values("happened_at")[:1])


def next_of(where: Mapping[str, str], *, since: str, by: str, verbs: Collection[Verb] = ()) -> Subquery:
    """To annotate rows with: when one person next did something after the instant in a column. `where` names an entry's
    columns (practice_id, and subject_id or stream_id) and the row's that say which."""
    here = {name: OuterRef(column) for name, column in where.items()}
    then = Entry.objects.filter(by_id=OuterRef(by), recorded_at__gt=OuterRef(since), **here)
    then = then.filter(verb__in=verbs) if verbs else then
    return Subquery(then.order_by("seq").values("recorded_at")[:1])


def minutes_of(people: Collection[UUID], *, streams: "QuerySet[Any]", since: datetime) -> list[tuple[UUID, datetime]]:
    """The minutes in which each of these people did something in one of these histories; what came from a file is
    left out, as nobody sat and wrote it."""
    lately = Entry.objects.filter(stream_id__in=streams, happened_at__gte=since, by_id__in=people)
    mine = lately.exclude(surface=Surface.FILE).order_by()
    found = mine.values_list("by_id", Substr(Cast("happened_at", TextField()), 1, MINUTE)).distinct()
    return [(by, datetime.fromisoformat(text).replace(tzinfo=UTC)) for by, text in found if by]
