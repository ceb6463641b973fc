"""Headers -> competitions: the same competition under several titles and in several documents is one.

Two headers are one competition when series, zone, phase and stage are equal and place and date are
compatible: days at most MAX_DAYS apart, a year or a month that holds the other, a place that is equal
or not said. A header without a date, or one that fits several competitions, joins the one it shares
scores with, else it stands alone.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain, count

from ingest.normalise import PRECISIONS, Header
from ingest.text import fold, slug
from ingest.vocabulary import Series

MAX_DAYS = 7
STAGES = {"classifiche": "classifiche del campionato", "ultima": "ultima prova"}

Scores = frozenset[tuple[str, float]]


@dataclass(slots=True)
class Competition:
    """One competition: its headers and what they say together."""

    headers: list[tuple[int, Header]] = field(default_factory=list)
    competition_id: str = ""

    @property
    def first(self) -> Header:
        return self.headers[0][1]

    @property
    def series(self) -> Series:
        return self.first.series

    def longest(self, attribute: str) -> str:
        """The fullest text its headers give, the first in order among equals."""
        texts = sorted({getattr(header, attribute) for _, header in self.headers})
        return max(texts, key=len, default="")

    @property
    def year(self) -> int | None:
        return next((header.year for _, header in self.headers if header.year), None)

    @property
    def dates(self) -> tuple[str, str, str]:
        """First date, last date and precision; only the most precise dates count."""
        texts = [header.date_start for _, header in self.headers if header.date_start]
        texts += [header.date_end for _, header in self.headers if header.date_end]
        longest = max(map(len, texts), default=0)
        precise = sorted(text for text in texts if len(text) == longest)
        return (precise[0], precise[-1], PRECISIONS[longest]) if precise else ("", "", "")

    @property
    def name(self) -> str:
        """ "Serie A1 2025, 2ª prova", "World Cup Pesaro 2021", "Serie C ZT1 2025, 1ª prova"."""
        first, city = self.first, self.longest("city")
        parts = [self.series.name, first.zone, city if self.series.is_per_city else ""]
        parts.append(str(self.year) if self.year else "(anno non noto)")
        name = " ".join(filter(None, parts))
        stage = STAGES.get(first.stage) or first.stage
        stage = f"{stage}ª prova" if stage.isdigit() else stage
        tail = " ".join(filter(None, [stage, first.phase]))
        return f"{name}, {tail}" if tail else name


def join_headers(
    headers: Iterable[tuple[int, Header]], scores_of: Callable[[int], Scores]
) -> list[Competition]:
    """Group headers into competitions, each with its id, in the order of the ids."""
    groups: dict[tuple[str, ...], list[Competition]] = defaultdict(list)
    for header_id, header in sorted(headers, key=_precise_first):
        group = groups[_group_key(header)]
        fitting = [known for known in group if _fits(header, known)]
        if len(fitting) > 1 or not header.date_start:
            fitting = _sharing(header_id, fitting, scores_of)
        if fitting:
            fitting[0].headers.append((header_id, header))
        else:
            group.append(Competition([(header_id, header)]))
    return in_order(competition for group in groups.values() for competition in group)


def in_order(competitions: Iterable[Competition]) -> list[Competition]:
    """Give each its id, and return them in the order of the ids."""
    named = list(competitions)
    _name_ids(named)
    return sorted(named, key=lambda competition: competition.competition_id)


def _precise_first(item: tuple[int, Header]) -> tuple[object, ...]:
    header = item[1]
    return (-len(header.date_start), header.date_start, header.title, header.city, header.venue,
            header.date_end, header.date_note)  # fmt: skip


def _group_key(header: Header) -> tuple[str, ...]:
    series = header.series.series_id
    return (series, fold(header.zone), header.phase, header.stage, header.discipline)


def _fits(header: Header, known: Competition) -> bool:
    return all(_compatible(header, other) for _, other in known.headers)


def _compatible(one: Header, other: Header) -> bool:
    if one.city and other.city and fold(one.city) != fold(other.city):
        return False
    if one.year and other.year and one.year != other.year:
        return False
    return _dates_compatible(one.date_start, other.date_start)


def _dates_compatible(one: str, other: str) -> bool:
    if len(one) == len(other) == len("2021-03-06"):
        days = datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)
        return abs(days.days) <= MAX_DAYS
    return one.startswith(other) or other.startswith(one)


def _sharing(
    header_id: int, known: list[Competition], scores_of: Callable[[int], Scores]
) -> list[Competition]:
    """The one competition with most scores in common, if any has and no other has as many."""
    mine = scores_of(header_id)
    counts = [
        len(mine & frozenset().union(*map(scores_of, _ids(competition)))) for competition in known
    ]
    best = [one for one, count in zip(known, counts, strict=True) if count and count == max(counts)]
    return best if len(best) == 1 else []


def _ids(competition: Competition) -> list[int]:
    return [header_id for header_id, _ in competition.headers]


def _name_ids(competitions: list[Competition]) -> None:
    """Give readable ids; those that would be equal add place and date, then a number."""
    by_id: dict[str, list[Competition]] = defaultdict(list)
    for competition in competitions:
        first = competition.first
        city = competition.longest("city") if competition.series.is_per_city else ""
        year = str(competition.year or "")
        parts = [competition.series.series_id, first.zone, city, year, first.stage, first.phase]
        by_id[slug(" ".join(filter(None, parts)))].append(competition)
    taken: set[str] = set()
    for key, same in sorted(by_id.items()):
        for competition in sorted(same, key=lambda one: _precise_first(one.headers[0])):
            date, city = competition.dates[0], competition.longest("city")
            name = key if len(same) == 1 else slug(f"{key} {city} {date}")
            numbers = (f"{name}-{number}" for number in count(2))
            competition.competition_id = next(
                one for one in chain([name], numbers) if one not in taken
            )
            taken.add(competition.competition_id)
