"""A sheet -> RawRow: the steps put together, each table read against itself."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from ingest.archive import Document
from ingest.reading import RawRow, ReadingError
from ingest.sheet.body import NOISE, Body, place_of, read_tables
from ingest.sheet.context import Context, read_context, repeated_lines, segments, title_is
from ingest.sheet.heads import Head, find_heads
from ingest.sheet.lines import Line
from ingest.sheet.results import table_rows
from ingest.text import fold

logger = logging.getLogger(__name__)


def read_rows(document: Document, lines: Sequence[Line]) -> Iterator[RawRow]:
    """Yield the rows of a sheet from its lines. Raises ReadingError on what is not understood, and when
    the components of a table do not give its scores.
    """
    heads = find_heads(lines)
    if not heads:
        raise ReadingError("document", "no table: no line names place, name and score")
    bodies = read_tables(lines, heads)
    rows: list[RawRow] = []
    for body, context in zip(bodies, _contexts(document, lines, heads, bodies), strict=True):
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


def _contexts(
    document: Document, lines: Sequence[Line], heads: Sequence[Head], bodies: Sequence[Body]
) -> list[Context]:
    """What each table is: from the lines above it, and from those that stand above all of them."""
    start = [line for line in lines[: heads[0].first] if not NOISE.search(line.text)]
    zones = [start, *(body.others for body in bodies[:-1])]
    repeated = repeated_lines(_above_first(lines, heads))
    above = [line for line in start if fold(line.text) in repeated]
    texts = frozenset(fold(text) for line in above for text in segments(line))
    first = read_context(start, document.said, texts)
    if not first.competition:
        logger.warning("no title printed, named after its file: say it with pedana add --title")
    contexts: list[Context] = []
    for at, (zone, head) in enumerate(zip(zones, heads, strict=True)):
        own = _own_titles(
            [line for line in zone if fold(line.text) not in repeated], lines[head.first]
        )
        if at and not read_context(own, {}, texts).says_something:
            contexts.append(contexts[-1])  # the table goes on, on another page
            continue
        context = read_context([*above, *own], document.said, texts)
        context.competition = first.competition or PurePath(document.name).stem
        if first.date:
            context.date, context.date_end = first.date, first.date_end
        context.place = first.place or context.place
        context.said["discipline"] = context.said["discipline"] or first.said["discipline"]
        contexts.append(context)
    below = read_context(bodies[-1].others, {}).said.get("field_size", "")
    contexts[-1].said.setdefault("field_size", below)
    legends = [line for body in bodies for line in body.others]
    return [_with_legend(context, legends) for context in contexts]


def _above_first(lines: Sequence[Line], heads: Sequence[Head]) -> list[list[Line]]:
    """For each page with a table the lines above its first one."""
    first: dict[int, int] = {}
    for head in heads:
        first.setdefault(lines[head.first].page, head.first)
    return [
        [line for line in lines[:at] if line.page == page and not NOISE.search(line.text)]
        for page, at in first.items()
    ]


def _own_titles(zone: Sequence[Line], head: Line) -> list[Line]:
    """Of the lines between two tables the titles of the second: behind the last list of judges, and on its
    own page if they say something there.
    """
    last = max(
        (at for at, line in enumerate(zone) if title_is("officials").search(line.text)), default=-1
    )
    behind = list(zone[last + 1 :])
    beside = [line for line in behind if line.page == head.page]
    return beside if read_context(beside, {}).says_something else behind


def _with_legend(context: Context, legends: Sequence[Line]) -> Context:
    """A sheet may name its apparatus in the legend only: "Pommel horse  D Difficulty  E Execution"."""
    if context.apparatus:
        return context
    named = {
        found.apparatus for line in legends
        if len(line.words) < 12 and (found := read_context([line], {})).apparatus
    }  # fmt: skip
    return replace(context, apparatus=named.pop()) if len(named) == 1 else context


def _with_field_sizes(rows: Sequence[RawRow]) -> Iterator[RawRow]:
    """Hold the number of competitors that the sheet prints against its rows. Where it is that of a ranking,
    the ranking is complete; where it is that of the whole sheet, it says nothing of one ranking; any other
    is kept as printed, and becomes a finding.
    """
    records: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        records.setdefault(_ranking(row), set()).add(row.record)
    whole = str(sum(map(len, records.values())))
    for row in rows:
        own = str(len(records[_ranking(row)]))
        size = "" if row.field_size == whole else row.field_size
        is_complete = row.field_size == own
        yield replace(row, field_size=own if is_complete else size, is_complete=is_complete)


def _ranking(row: RawRow) -> tuple[str, ...]:
    return row.category, row.kind, row.round, row.scope
