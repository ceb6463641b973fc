"""One performance printed in several rankings of a sheet is one; two on one apparatus are two attempts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.reading import RawRow
from ingest.text import fold, name_key
from ingest.vocabulary import find_apparatus

Key = tuple[object, ...]


def tell_performances(rows: Iterable[RawRow]) -> Iterator[RawRow]:
    """Say of each routine which performance it is.

    In the rankings of one category equal marks on an apparatus are one performance, in those of another
    they are a further attempt. A mark under a gymnast's team that a ranking of her own prints as well takes
    the record of that one. Routines of teams come last: what is a gymnast's own must be known first.
    """
    known = list(rows)
    own: dict[Key, RawRow] = {}
    seen: dict[Key, list[Key]] = {}
    for row in known:
        if not _is_routine(row):
            yield row
        if not _is_routine(row) or row.team:
            continue
        performances = seen.setdefault(_performer(row), [])
        performance = (row.category, row.points, row.components)
        if performance not in performances:
            performances.append(performance)
        number = performances.index(performance) + 1
        told = replace(row, attempt=str(number)) if row.attempt == "1" else row
        if row.kind == "all-around" or _mark(row) not in own:
            own[_mark(row)] = told
        yield told
    for row in known:
        if _is_routine(row) and row.team:
            mark = own.get(_mark(row), row)
            yield replace(row, record=mark.record, attempt=mark.attempt)


def _is_routine(row: RawRow) -> bool:
    return bool(row.apparatus and row.attempt and row.competitor_kind == "athlete")


def _performer(row: RawRow) -> Key:
    apparatus = find_apparatus(row.apparatus, row.discipline)
    word = apparatus.apparatus_id if apparatus else fold(row.apparatus)
    meeting = row.competition, row.stage, row.date
    return *meeting, name_key(row.competitor), word, row.round


def _mark(row: RawRow) -> Key:
    return (*_performer(row), row.points, row.components)
