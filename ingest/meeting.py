"""Where the mentions of two forms stand beside one another, which says that they are two people, or may be.

A ranking here is what a row says of it (category, kind, round, scope, apparatus) in one competition.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from ingest.normalise import Row

DAY = 10  # letters of a date that is known to the day


class Meeting(NamedTuple):
    """competition: both are at one. page: one page of it prints both. line: one page ranks both, at two lines
    of a ranking. ranking: so does a page, or two pages of the ranking with other places and points. towns: on
    one day they are in two towns.
    """

    competition: bool = False
    page: bool = False
    line: bool = False
    ranking: bool = False
    towns: bool = False


class Mark(NamedTuple):
    """A mention, as far as it tells where it stands. competition and town are 0 and "" where not known."""

    page: str
    record: str
    competition: int
    town: str
    date: str
    ranking: int
    rank: int | None
    points: float | None


@dataclass(slots=True)
class Traces:
    """The mentions of a form: their competitions and pages, the places they take, the towns they are in by
    day.
    """

    competitions: set[int] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    places: dict[tuple[object, int], list[Mark]] = field(default_factory=lambda: defaultdict(list))
    towns: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> "Traces":
        traces = cls()
        for mark in marks:
            traces.pages.add(mark.page)
            if mark.competition:
                traces.competitions.add(mark.competition)
            if mark.rank is not None:
                traces.places[mark.competition or mark.page, mark.ranking].append(mark)
            if mark.town and len(mark.date) == DAY:
                traces.towns[mark.date].add(mark.town)
        return traces


def ranking_number(row: Row) -> int:
    """A number for the ranking of a row within its competition."""
    apparatus = row.apparatus.apparatus_id if row.apparatus else ""
    return zlib.crc32("|".join((row.category, row.kind, row.round, row.scope, apparatus)).encode())


def meet(one: Traces, other: Traces) -> Meeting:
    pairs = [
        pair
        for key in one.places.keys() & other.places.keys()
        for pair in product(one.places[key], other.places[key])
    ]
    lines = any(a.page == b.page and a.record != b.record for a, b in pairs)
    places = any(a.page != b.page and a.rank != b.rank and a.points != b.points for a, b in pairs)
    return Meeting(
        competition=not one.competitions.isdisjoint(other.competitions),
        page=not one.pages.isdisjoint(other.pages),
        line=lines,
        ranking=lines or places,
        towns=any(
            one.towns[day].isdisjoint(other.towns[day])
            for day in one.towns.keys() & other.towns.keys()
        ),
    )


def namesakes(rows: Iterable[tuple[int, Row]]) -> dict[str, str]:
    """Record -> the line that a ranked name stands at, where its ranking has the name at several places: two
    gymnasts, and nobody knows which is who elsewhere. A ranking in which many names come again is rather
    two, which the page does not tell apart.
    """
    rankings: dict[tuple[object, ...], dict[tuple[object, ...], list[Row]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for header_id, row in rows:
        if row.competitor_kind == "athlete" and not row.is_initials and row.rank is not None:
            form = (row.name_key, row.nation, row.birth_year, row.club_id, row.licence)
            rankings[header_id, row.address, ranking_number(row)][form].append(row)
    found: dict[str, str] = {}
    for names in rankings.values():
        again = [lines for lines in names.values() if _are_namesakes(lines)]
        if len(again) <= max(1, len(names) // 5):
            found |= {
                row.record: f"{row.document_id} {row.record}" for lines in again for row in lines
            }
    return found


def line_of(record: str, lines: dict[str, str]) -> str:
    """The line of `namesakes` that a record is, or is part of ("1.6.2" of "1.6"); "" of the others."""
    while lines and record:
        if record in lines:
            return lines[record]
        record = record.rpartition(".")[0]
    return ""


def _are_namesakes(lines: list[Row]) -> bool:
    """Whether all lines of a name have places and points of their own."""
    ranks, points = {row.rank for row in lines}, {row.points for row in lines}
    return len(lines) > 1 and len(ranks) == len(points) == len(lines)
