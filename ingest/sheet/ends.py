"""Where the rows of a table end: behind them stand the title of the next table, a signature, a sum."""

from collections.abc import Sequence, Set
from itertools import pairwise, takewhile

from ingest.sheet.context import read_context, title_is
from ingest.sheet.lines import Line
from ingest.sheet.marks import is_score

NEXT_ROW = 0.9  # of the distance of two rows


def lines_behind(
    lines: Sequence[Line], starts: Set[Line], pitch: float, *, is_last: bool
) -> frozenset[Line]:
    """The lines behind the last row that go on with none of its cells: titles right above the next table,
    officials, and what stands a row below where no other row has a line there.
    """
    end = max((at for at, line in enumerate(lines) if line in starts), default=None)
    if end is None:
        return frozenset()
    behind = [line for line in lines[end + 1 :] if not _has_scores(line)]
    titles = [] if is_last else list(takewhile(_is_title, reversed(behind)))
    goes_on = _rows_go_on(lines[: end + 1], starts, pitch)
    return frozenset(
        line for line in behind
        if line in titles or title_is("officials").search(line.text)
        or goes_on is False and _is_apart(lines[end], line, pitch)
    )  # fmt: skip


def _rows_go_on(lines: Sequence[Line], starts: Set[Line], pitch: float) -> bool | None:
    """Whether most rows have a line of text as far below them as rows stand from one another; None of a
    single row.
    """
    rows = [(one, other) for one, other in pairwise(lines) if one in starts]
    below = [
        other for one, other in rows
        if other not in starts and _is_apart(one, other, pitch) and not _has_scores(other)
    ]  # fmt: skip
    return 2 * len(below) > len(rows) if rows else None


def _is_apart(row: Line, line: Line, pitch: float) -> bool:
    """Whether a line stands a row below: in a grid another row of cells."""
    if line.is_grid:
        return line.number != row.number
    return line.page != row.page or line.y - row.y >= NEXT_ROW * pitch


def _has_scores(line: Line) -> bool:
    return any(is_score(word.text) for word in line.words)


def _is_title(line: Line) -> bool:
    return read_context([line], {"title": "-"}).says_something
