"""The words of a line -> the cells of a row, each in its column."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.reading import ReadingError
from ingest.sheet.bands import is_label, stack_of
from ingest.sheet.columns import Layout
from ingest.sheet.lines import Line, Word, place_of
from ingest.sheet.marks import MARK, NATION, NUMBER, is_nothing, status_of
from ingest.sheet.row_starts import TEXT_COLUMNS, is_mark
from ingest.sheet.table import Body, Row

TOUCH = 3.0  # points by which a word may reach into another column
NARROWEST = 0.7  # points: of a blank between two words
OVERPRINT = 2.0  # points by which two words of a row may overlap
INHERITED = frozenset({"rank", "club", "nation", "category", "birth"})
MAX_TIE = 12  # rows that one cell may span


def read_row(body: Body, line: Line) -> Row:
    """The row that a line starts. Raises ReadingError where its words stand in no column, or run together."""
    for one, other in pairwise(line.words):
        if other.x0 < one.x1 - OVERPRINT:
            text = f"{one.text!r} and {other.text!r} are printed over each other"
            raise ReadingError(place_of(line), text)
    row = Row(line)
    row.cells, loose = cells_of(body.upper, line)
    _require_columns(body.upper, row)
    _inherit(body, row)
    row.has_rank = not body.head.has("rank") or _is_ranked(body, row)
    take_loose(body, row, line, loose)
    return row


def _touch(one: Word, other: Word) -> bool:
    """Whether no blank parts two words: the end of one cell and the start of the next."""
    is_end = one.text[-1].islower() and other.text[0].isupper()
    return is_end and other.x0 - one.x1 < NARROWEST


def _require_columns(layout: Layout, row: Row) -> None:
    """Raise ReadingError where cells have run together: a column whose words stand in another's, a word
    that fills two columns and leaves one of them empty.
    """
    for column, stacks in zip(layout.columns, layout.stacks, strict=True):
        around = (stack for others in layout.stacks for stack in others)
        is_inside = any(stack.x0 < column.x0 and column.x1 < stack.x1 for stack in around)
        if column.role in TEXT_COLUMNS and not stacks and is_inside:
            raise ReadingError(place_of(row.line), f"nothing stands apart below {column.text!r}")
    for one, other in pairwise(row.line.words):
        if _touch(one, other) and layout.column_of(one) == layout.column_of(other):
            raise ReadingError(
                place_of(row.line), f"{one.text!r} and {other.text!r} touch: two cells?"
            )
    for word in row.line.words if not row.line.is_grid else ():
        below = {
            at for at, stacks in enumerate(layout.stacks) for stack in stacks
            if min(word.x1, stack.x1) - max(word.x0, stack.x0) > TOUCH
        }  # fmt: skip
        if len(below) > 1 and below - row.cells.keys() and not status_of(word.text):
            raise ReadingError(place_of(row.line), f"{word.text!r} stands in two columns")


def _inherit(body: Body, row: Row) -> None:
    """Give a row what a cell above it says that spans its line too: the place of a tie, a club."""
    for above in body.rows[:-MAX_TIE:-1]:
        distance = row.line.number - above.line.number
        for word in above.line.words if above.line.page == row.line.page else ():
            at = body.upper.column_of(word) if word.rows > distance else None
            if at is not None and body.upper.role(at) in INHERITED:
                row.cells.setdefault(at, word.text)


def _is_ranked(body: Body, row: Row) -> bool:
    return any(body.upper.role(at) == "rank" and text for at, text in row.cells.items())


def cells_of(layout: Layout, line: Line) -> tuple[dict[int, str], list[Word]]:
    """The words of a line by column, and those that stand in no column."""
    cells: dict[int, str] = {}
    loose = []
    for word in line.words:
        at = layout.column_of(word)
        inside = stack_of(layout.loose, word)
        names_a_number = layout.has_labels and is_label(word.text)
        is_status = at in cells and bool(status_of(word.text))
        if (
            at is None
            or names_a_number
            or is_status
            or (inside is not None and _gap(layout, at, word) > 0)
        ):
            loose.append(word)
        else:
            cells[at] = f"{cells[at]} {word.text}" if at in cells else word.text
    return cells, loose


def _gap(layout: Layout, at: int, word: Word) -> float:
    return min((max(s.x0 - word.x1, word.x0 - s.x1) for s in layout.stacks[at]), default=0.0)


def take_loose(body: Body, row: Row, line: Line, loose: Sequence[Word]) -> None:
    """Words without a heading: marks of qualification, nations, numbers behind the letter that names them."""
    label = next((word.text.rstrip(".:") for word in loose if is_label(word.text)), "")
    numbers = [word for word in loose if NUMBER.fullmatch(word.text.split(" ")[0].rstrip("!*"))]
    stacks = [stack for stack in body.upper.loose if is_mark(stack.words[0][1].text)]
    groups = len(body.head.groups)
    for word in numbers:
        at = stack_of(stacks, word)
        below = body.upper.column_of(word)
        if at is None and word.text[0] == "-" and below is not None and line is not row.line:
            row.labelled[body.upper.columns[below].group, "PEN"] = word.text
            continue
        if not label or at is None or len(stacks) != max(groups, 1):
            raise ReadingError(place_of(line), f"{word.text!r} stands in no column that is known")
        row.labelled[at if groups else -1, label] = word.text
    for word in loose:
        if MARK.fullmatch(word.text) or NATION.fullmatch(word.text) or status_of(word.text):
            row.marks.append(word.text)
        elif word not in numbers and not is_label(word.text) and not is_nothing(word.text):
            raise ReadingError(place_of(line), f"{word.text!r} stands in no column that is known")
