"""A sheet -> RawRow: the steps put together, each table read against itself."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.archive import Document
from ingest.reading import RawRow, ReadingError
from ingest.sheet.body import read_tables
from ingest.sheet.heads import find_heads
from ingest.sheet.lines import Line, place_of
from ingest.sheet.results import table_rows
from ingest.sheet.sections import contexts_of, with_sections

logger = logging.getLogger(__name__)

NOT_COMPETING = ("DNS", "reserve")


def read_rows(document: Document, lines: Sequence[Line]) -> Iterator[RawRow]:
    """Yield the rows of a sheet from its lines. Raises ReadingError on what is not understood, and when
    the components of a table do not give its scores.
    """
    heads = find_heads(lines)
    if not heads:
        raise ReadingError("document", "no table: no line names place, name and score")
    heads = with_sections(lines, heads)
    bodies = read_tables(lines, heads)
    rows: list[RawRow] = []
    for body, context in zip(bodies, contexts_of(document, lines, heads, bodies), strict=True):
        if body.rows:
            before = [row for row in rows if row.kind == "team"]
            rows += table_rows(
                body, context, (before[-1].team or before[-1].competitor) if before else ""
            )
    if not rows:
        raise ReadingError(place_of(lines[heads[0].first]), "a head without rows")
    unknown = sum(row.discipline == "unknown" for row in rows)
    if unknown:
        text = "%d of %d rows of unknown discipline, not shown: say it with pedana add --discipline"
        logger.warning(text, unknown, len(rows))
    yield from _with_field_sizes(rows)


def _with_field_sizes(rows: Sequence[RawRow]) -> Iterator[RawRow]:
    """Hold the number of competitors that the sheet prints against its rows. Where it is that of a ranking,
    the ranking is complete; where it is that of the whole sheet, it says nothing of one ranking; any other
    is kept as printed, and becomes a finding.
    """
    lines: dict[tuple[str, ...], dict[str, RawRow]] = {}
    for row in rows:
        is_member = row.kind == "team" and row.competitor_kind == "athlete"
        if not is_member:
            lines.setdefault(_ranking(row), {}).setdefault(_line(row), row)
    sizes = {ranking: _sizes(found.values()) for ranking, found in lines.items()}
    whole = {str(sum(counts)) for counts in zip(*sizes.values(), strict=True)}
    for row in rows:
        own = {str(count) for count in sizes.get(_ranking(row), ()) if count}
        is_complete = row.field_size in own
        is_whole = row.field_size in whole and not is_complete
        yield replace(row, field_size="" if is_whole else row.field_size, is_complete=is_complete)


def _sizes(lines: Iterable[RawRow]) -> tuple[int, int, int]:
    """How many are listed, how many of them competed, how many are ranked: sheets print any of the three."""
    statuses = [(row.status, bool(row.rank)) for row in lines]
    competed = sum(status not in NOT_COMPETING for status, _ in statuses)
    ranked = sum(has_rank and not status for status, has_rank in statuses)
    return len(statuses), competed, ranked


def _line(row: RawRow) -> str:
    """The page and line of a row, without the number of its routine."""
    return ".".join(row.record.split(".")[:2])


def _ranking(row: RawRow) -> tuple[str, ...]:
    apparatus = row.apparatus if row.kind == "apparatus" else ""
    return row.competition, row.date, row.category, row.kind, row.round, row.scope, apparatus
