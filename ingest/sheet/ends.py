"""Which lines of text go on with no row: titles and signatures behind a table, remarks between its rows."""

from collections.abc import Iterable, Sequence, Set
from itertools import pairwise, takewhile

from ingest.sheet.bands import says_components
from ingest.sheet.context import read_context, title_is
from ingest.sheet.lines import Line
from ingest.sheet.marks import is_score

NEXT_ROW = 0.9  # of the distance of two rows


def rows_go_on(tables: Iterable[Sequence[Line]], starts: Set[Line], pitch: float) -> bool | None:
    """Whether most rows of some tables have a line of text as far below them as rows stand from one another;
    None of single rows.
    """
    rows = [
        (one, other)
        for lines in tables for one, other in pairwise(upto_last(lines, starts)) if one in starts
    ]  # fmt: skip
    below = [
        other for one, other in rows
        if other not in starts and _is_apart(one, other, pitch) and not _has_numbers(other)
    ]  # fmt: skip
    return 2 * len(below) > len(rows) if rows else None


def lines_behind(
    lines: Sequence[Line], starts: Set[Line], pitch: float, *, goes_on: bool | None, is_last: bool
) -> frozenset[Line]:
    """The lines behind the last row that go on with none of its cells: titles right above the next table,
    officials, and what stands a row below where no other row has a line there.
    """
    rows = upto_last(lines, starts)
    behind = [line for line in lines[len(rows) :] if not _has_numbers(line)] if rows else []
    titles = [] if is_last else list(takewhile(_is_title, reversed(behind)))
    return frozenset(
        line for line in behind
        if line in titles or title_is("officials").search(line.text)
        or goes_on is False and _is_apart(rows[-1], line, pitch)
    )  # fmt: skip


def lines_between(lines: Sequence[Line], starts: Set[Line], pitch: float) -> frozenset[Line]:
    """Lines of text that stand between two rows as far as rows do, where rows have no such line: a remark, or
    a cell that is wrapped.
    """
    return frozenset(
        line for one, line in pairwise(upto_last(lines, starts))
        if line not in starts and not _has_numbers(line)
        and _is_apart(one, line, pitch)
    )  # fmt: skip


def upto_last(lines: Sequence[Line], starts: Set[Line]) -> Sequence[Line]:
    """The lines of a table to the first of its last row."""
    return lines[: max((at + 1 for at, line in enumerate(lines) if line in starts), default=0)]


def _is_apart(row: Line, line: Line, pitch: float) -> bool:
    """Whether a line stands a row below: in a grid another row of cells."""
    if line.is_grid:
        return line.number != row.number
    return line.page != row.page or line.y - row.y >= NEXT_ROW * pitch


def _has_numbers(line: Line) -> bool:
    return any(is_score(word.text) for word in line.words) or says_components(line)


def _is_title(line: Line) -> bool:
    return read_context([line], {"title": "-"}).says_something
