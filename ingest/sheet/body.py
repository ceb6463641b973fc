"""The lines below a head -> rows: which lines start a row, which go on with it, which are none.

A row may take several lines (the club below the name, components below the score). What lies between the
tables is kept as `others`; a line of scores that no row takes is an error, never left out.
"""

import logging
from collections.abc import Sequence, Set
from dataclasses import replace

from ingest.reading import ReadingError
from ingest.sheet.bands import (
    components_in,
    fit_lower,
    has_bands,
    has_labels_in,
    without_labels,
)
from ingest.sheet.columns import Layout, fit_columns, settle_numbers
from ingest.sheet.ends import lines_behind, lines_between, rows_go_on, upto_last
from ingest.sheet.groups import Column
from ingest.sheet.heads import Head
from ingest.sheet.lines import Line, place_of
from ingest.sheet.marks import (
    NUMBER,
    TEXT_ROLES,
    is_letters,
    is_score,
)
from ingest.sheet.row_cells import cells_of, read_row, take_loose
from ingest.sheet.row_lines import take_above, take_early, take_text, without_places, wrapped_above
from ingest.sheet.row_starts import (
    PITCH,
    SAME_GAP,
    TEXT_COLUMNS,
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

EDGE = 0.5  # points by which the words below a heading begin beside it


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
    goes_on = rows_go_on(parts, starts, pitch)
    bodies = []
    for part in parts:
        behind = lines_behind(part, starts, pitch, goes_on=goes_on, is_last=part is last)
        between = lines_between(part, starts, pitch) if goes_on is False else frozenset()
        body = Body(head, upper, lower, [], [])
        bodies.append(_read_part(body, part, starts, behind, between, pitch))
    for before, body, part in zip(bodies, bodies[1:], parts[1:], strict=False):
        _require_whole_rows(before, body, part)
    return bodies


def _require_whole_rows(before: Body, body: Body, lines: Sequence[Line]) -> None:
    """Raise ReadingError where a page ends within a row: all rows have lines of text below them but the last,
    and the next page begins with one.
    """
    rows = before.rows
    goes_on = 2 * sum(bool(row.below) for row in rows) > len(rows) and not rows[-1].below
    is_text = bool(body.rows) and lines[0].number < body.rows[0].line.number
    if goes_on and is_text and take_text(body, Row(lines[0]), lines[0]):
        raise ReadingError(place_of(lines[0]), f"part of a row before? {lines[0].text!r}")


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
    body: Body, lines: Sequence[Line], starts: Set[Line], behind: Set[Line], between: Set[Line],
    pitch: float,
) -> Body:  # fmt: skip
    early: list[Line] = []
    held: list[Line] = []
    wrapped = wrapped_above(lines, starts, pitch)
    for line in lines:
        if line in starts:
            body.rows.append(read_row(body, line))
            take_above(body, held)
            held = []
        elif line in wrapped:
            held.append(line)
        elif not body.rows:
            early.append(line)
        elif is_unscored_row(body, line, pitch):
            body.rows.append(read_row(body, line))
        elif line in between and take_text(body, Row(line), line):
            raise ReadingError(place_of(line), f"part of the row above, or none? {line.text!r}")
        elif line in behind or not _continues(body, line, pitch):
            body.others.append(line)
    inside = upto_last(lines, starts)
    later = [line for line in body.others if line in inside]
    take_early(body, early, pitch)
    for line in body.others:
        if is_summary(body.upper.columns, line):
            logger.warning("left out, it only sums up others: %s", line.text)
        elif not any(is_letters(word.text) for word in line.words) and (
            line.is_grid or role_in(body.upper, line.words[0], SAME_GAP) == "rank"
        ):
            logger.warning("left out, numbers without a name: %s", line.text)
        elif line in later:
            logger.warning("left out, a line between two rows: %s", line.text)
        if has_row(body.upper, line):
            raise ReadingError(place_of(line), f"a row that is not understood: {line.text!r}")
    return body


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


def _continues(body: Body, line: Line, pitch: float) -> bool:
    """Take a further line of the last row, if it is one."""
    row = body.rows[-1]
    if line.page != row.line.page or line.y - row.line.y > max(pitch, PITCH) * 1.02:
        return False
    scores = [word for word in line.words if is_score(word.text.split(" ")[0])]
    labelled = components_in(line, has_groups=bool(body.head.groups))
    if labelled:
        row.labelled |= {(-1, code): text for code, text in labelled.items()}
        return True
    if not scores:
        return take_text(body, row, without_places(body, row, line))
    if is_difference(body.upper, line):
        texts = tuple(word for word in line.words if word not in scores)
        return take_text(body, row, replace(line, words=texts))
    if _has_attempt(body, line):
        cells, loose = cells_of(body.upper, line)
        take_loose(body, row, line, loose)
        for at in [at for at in cells if body.upper.role(at) in TEXT_ROLES]:
            row.below.setdefault(at, []).append(cells.pop(at))
        row.attempts.append(cells)
        return True
    if len(row.lower) >= len(body.lower):
        return False
    lower = body.lower[len(row.lower)]
    cells, loose = cells_of(lower, line)
    for at in [at for at in cells if lower.role(at) in TEXT_ROLES]:
        column = body.upper.columns.index(lower.columns[at])
        row.below.setdefault(column, []).append(cells.pop(at))
    row.lower.append(cells)
    take_loose(body, row, line, loose)
    return True


def _has_attempt(body: Body, line: Line) -> bool:
    cells, _ = cells_of(body.upper, line)
    return any(body.upper.role(at) == "attempt" and text for at, text in cells.items())
