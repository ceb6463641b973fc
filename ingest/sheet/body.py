"""The lines below a head -> rows: which lines start a row, which go on with it, which are none.

A row may take several lines (the club below the name, components below the score). What lies between the
tables is kept as `others`; a line of scores that no row takes is an error, never left out.
"""

import logging
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from ingest.reading import ReadingError
from ingest.sheet.bands import (
    fit_lower,
    has_bands,
    has_labels_in,
    is_label,
    stack_of,
    without_labels,
)
from ingest.sheet.columns import Layout, fit_columns, settle_numbers
from ingest.sheet.ends import lines_behind
from ingest.sheet.groups import Column
from ingest.sheet.heads import Head
from ingest.sheet.lines import Line, Word, place_of
from ingest.sheet.marks import (
    MARK,
    NATION,
    NUMBER,
    TEXT_ROLES,
    is_letters,
    is_nothing,
    is_score,
    status_of,
)
from ingest.sheet.row_lines import take_above, take_early, take_text, without_places, wrapped_above
from ingest.sheet.row_starts import (
    PITCH,
    SAME_GAP,
    WHO,
    float_of,
    has_row,
    is_anchor,
    is_difference,
    is_mark,
    is_name,
    is_noise,
    is_row,
    is_summary,
    is_unscored_row,
    role_in,
    usual_pitch,
)
from ingest.sheet.table import Body, Row
from ingest.sheet.words import join_marks

logger = logging.getLogger(__name__)

TEXT_COLUMNS = frozenset({"nation", "club", "name", "birth"})
TOUCH = 3.0  # points by which a word may reach into another column
NARROWEST = 0.7  # points: of a blank between two words
EDGE = 0.5  # points by which the words below a heading begin beside it
OVERPRINT = 2.0  # points by which two words of a row may overlap
INHERITED = frozenset({"rank", "club", "nation", "category", "birth"})
MAX_TIE = 12  # rows that one cell may span


def read_tables(lines: Sequence[Line], heads: Sequence[Head]) -> list[Body]:
    """Read the lines below each head. Tables under equal heads are read alike: a table of one row
    learns from the others where its columns stand. Raises ReadingError on scores that nothing takes.
    """
    ends = [head.first for head in heads[1:]] + [len(lines)]
    parts = [
        [join_marks(line) for line in lines[head.last : end] if not is_noise(line)]
        for head, end in zip(heads, ends, strict=True)
    ]
    alike: dict[tuple[object, ...], list[int]] = {}
    for at, head in enumerate(heads):
        key = tuple((column.text, round(column.x0 / 4)) for column in head.columns)
        alike.setdefault(key, []).append(at)
    bodies: dict[int, Body] = {}
    for group in alike.values():
        for at, body in zip(
            group, _read_alike(heads[group[0]], [parts[at] for at in group], parts[-1]), strict=True
        ):
            body.head = replace(heads[at], columns=body.head.columns)
            bodies[at] = body
    return [bodies[at] for at in range(len(heads))]


def _read_alike(head: Head, parts: Sequence[list[Line]], last: list[Line]) -> list[Body]:
    start = min((c.x0 for c in head.columns if c.role in WHO), default=0.0)
    head = with_places(head, [line for part in parts for line in part], start)
    anchors = [line for part in parts for line in part if is_anchor(head, line, start)]
    columns = [column for column in head.columns if column.band == 0]
    others = [] if has_bands(head, anchors) else _unranked(head, parts, anchors)
    others = others or _texts_around(parts, anchors)
    upper = fit_columns(columns if anchors else [], without_labels([*anchors, *others]))
    upper.has_labels = has_labels_in(anchors)
    settle_numbers(upper)
    _require_edges(upper, anchors)
    probe = Body(head, upper, [], [], [])
    sure = frozenset(anchors)
    rows = [[line for line in part if line in sure or is_row(probe, line)] for part in parts]
    starts = frozenset(line for part in rows for line in part)
    pitch = usual_pitch(rows)
    lower = fit_lower(probe, [line for part in parts for line in part], starts)
    bodies = []
    for part in parts:
        behind = lines_behind(part, starts, pitch, is_last=part is last)
        bodies.append(_read_part(Body(head, upper, lower, [], []), part, starts, behind, pitch))
    return bodies


def with_places(head: Head, lines: Sequence[Line], start: float) -> Head:
    """Where no heading says place: numbers left of the names that count the rows from 1 on, best total
    first, are the places, whether their heading says something else ("N.") or nothing.
    """
    rows = [line for line in lines if any(is_score(word.text) for word in line.words)]
    rows = [line for line in rows if len(line.words) > 2 and is_name(line.words[1].text)]
    numbers = [line.words[0].text.rstrip(".°)") for line in rows]
    totals = [float_of(line.words[-1].text) for line in rows if is_score(line.words[-1].text)]
    if head.has("rank") or len(rows) < 2 or len(totals) < len(rows) or rows[0].words[0].x0 >= start:
        return head
    if not all(text.isdecimal() for text in numbers) or totals != sorted(totals, reverse=True):
        return head
    if any(int(n) not in (at, int(numbers[max(at - 2, 0)])) for at, n in enumerate(numbers, 1)):
        return head
    x0, x1 = rows[0].words[0].x0, max(line.words[0].x1 for line in rows)
    if any(not column.role and column.x0 < x1 and x0 < column.x1 for column in head.columns):
        return head
    others = [c for c in head.columns if not (c.role == "bib" and c.x0 < start)]
    place = Column(("rank",), x0, x1, "")
    return replace(head, columns=(place, *others))


def _unranked(head: Head, parts: Sequence[list[Line]], anchors: Sequence[Line]) -> list[Line]:
    """Lines with a name and scores but no place, where they are many: the gymnasts of teams."""
    sure = frozenset(anchors)
    lines = [
        line for part in parts for line in part
        if line not in sure and any(is_name(word.text) for word in line.words[:2])
        and any(
            is_score(word.text.split(" ")[0]) and word.text[0] != "-"
            or line.is_grid and NUMBER.fullmatch(word.text) for word in line.words
        )
    ]  # fmt: skip
    return lines if 2 * len(lines) > len(anchors) else []


def _texts_around(parts: Sequence[list[Line]], anchors: Sequence[Line]) -> list[Line]:
    """The lines of text between rows whose names are not on their own line: they tell where names stand."""
    if all(any(is_name(word.text) for word in line.words) for line in anchors):
        return []
    sure = frozenset(anchors)
    return [
        line for part in parts for line in part
        if line not in sure and not any(is_mark(word.text) for word in line.words)
    ]  # fmt: skip


def _read_part(
    body: Body, lines: Sequence[Line], starts: Set[Line], behind: Set[Line], pitch: float
) -> Body:
    early: list[Line] = []
    held: list[Line] = []
    wrapped = wrapped_above(lines, starts, pitch)
    for line in lines:
        if line in starts:
            body.rows.append(_row(body, line))
            take_above(body, held)
            held = []
        elif line in wrapped:
            held.append(line)
        elif not body.rows:
            early.append(line)
        elif is_unscored_row(body, line, pitch):
            body.rows.append(_row(body, line))
        elif line in behind or not _continues(body, line, pitch):
            body.others.append(line)
    take_early(body, early, pitch)
    for line in body.others:
        if is_summary(body.upper.columns, line):
            logger.warning("left out, it only sums up others: %s", line.text)
        elif not any(is_letters(word.text) for word in line.words) and (
            line.is_grid or role_in(body.upper, line.words[0], SAME_GAP) == "rank"
        ):
            logger.warning("left out, numbers without a name: %s", line.text)
        if has_row(body.upper, line):
            raise ReadingError(place_of(line), f"a row that is not understood: {line.text!r}")
    return body


def _row(body: Body, line: Line) -> Row:
    for one, other in pairwise(line.words):
        if other.x0 < one.x1 - OVERPRINT:
            text = f"{one.text!r} and {other.text!r} are printed over each other"
            raise ReadingError(place_of(line), text)
    row = Row(line)
    row.cells, loose = _cells(body.upper, line)
    _require_columns(body.upper, row)
    _inherit(body, row)
    row.has_rank = not body.head.has("rank") or _is_ranked(body, row)
    _take_loose(body, row, line, loose)
    return row


def _touch(one: Word, other: Word) -> bool:
    """Whether no blank parts two words: the end of one cell and the start of the next."""
    is_end = one.text[-1].islower() and other.text[0].isupper()
    return is_end and other.x0 - one.x1 < NARROWEST


def _require_edges(layout: Layout, anchors: Sequence[Line]) -> None:
    """Raise ReadingError where most rows have a word that begins exactly where a heading does and stands in
    another column: a long text has closed the gap between two, or one of them is filled on other lines.
    """
    for at, column in enumerate(layout.columns):
        if column.role not in (*TEXT_COLUMNS, *WHO):
            continue
        below = [word for line in anchors for word in line.words if abs(word.x0 - column.x0) < EDGE]
        strange = [word for word in below if layout.column_of(word) not in (at, None)]
        if len(strange) > 1 and 2 * len(strange) > len(anchors):
            text = f"{strange[0].text!r} stands below {column.text!r} and not in its column"
            raise ReadingError(place_of(anchors[0]), text)


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


def _cells(layout: Layout, line: Line) -> tuple[dict[int, str], list[Word]]:
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


def _take_loose(body: Body, row: Row, line: Line, loose: Sequence[Word]) -> None:
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


def _continues(body: Body, line: Line, pitch: float) -> bool:
    """Take a further line of the last row, if it is one."""
    row = body.rows[-1]
    if line.page != row.line.page or line.y - row.line.y > max(pitch, PITCH) * 1.02:
        return False
    scores = [word for word in line.words if is_score(word.text.split(" ")[0])]
    if not scores:
        return take_text(body, row, without_places(body, row, line))
    if is_difference(body.upper, line):
        texts = tuple(word for word in line.words if word not in scores)
        return take_text(body, row, replace(line, words=texts))
    if _has_attempt(body, line):
        cells, loose = _cells(body.upper, line)
        _take_loose(body, row, line, loose)
        for at in [at for at in cells if body.upper.role(at) in TEXT_ROLES]:
            row.below.setdefault(at, []).append(cells.pop(at))
        row.attempts.append(cells)
        return True
    if len(row.lower) >= len(body.lower):
        return False
    lower = body.lower[len(row.lower)]
    cells, loose = _cells(lower, line)
    for at in [at for at in cells if lower.role(at) in TEXT_ROLES]:
        column = body.upper.columns.index(lower.columns[at])
        row.below.setdefault(column, []).append(cells.pop(at))
    row.lower.append(cells)
    _take_loose(body, row, line, loose)
    return True


def _has_attempt(body: Body, line: Line) -> bool:
    cells, _ = _cells(body.upper, line)
    return any(body.upper.role(at) == "attempt" and text for at, text in cells.items())
