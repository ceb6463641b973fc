"""A sheet -> RawRow: the steps put together, each table read against itself."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.archive import Document
from ingest.reading import RawRow, ReadingError
from ingest.sheet.body import read_tables
from ingest.sheet.heads import find_heads
from ingest.sheet.lines import Line, place_of
from ingest.sheet.results import table_rows
from ingest.sheet.sections import contexts_of, with_sections

logger = logging.getLogger(__name__)


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
    records: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        records.setdefault(_ranking(row), set()).add(_competitor(row))
    whole = str(sum(map(len, records.values())))
    for row in rows:
        own = str(len(records[_ranking(row)]))
        size = "" if row.field_size == whole else row.field_size
        is_complete = row.field_size == own
        yield replace(row, field_size=own if is_complete else size, is_complete=is_complete)


def _competitor(row: RawRow) -> str:
    """The page and line of a row, without the number of its routine."""
    return ".".join(row.record.split(".")[:2])


def _ranking(row: RawRow) -> tuple[str, ...]:
    return row.competition, row.date, row.category, row.kind, row.round, row.scope
