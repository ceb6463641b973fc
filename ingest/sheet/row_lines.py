"""The lines of text that go on with a row: wrapped cells, clubs below names, places below scores."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from ingest.sheet.columns import Layout
from ingest.sheet.heads import COLUMN_GAP
from ingest.sheet.lines import Line, Word
from ingest.sheet.marks import PLACE, TEXT_ROLES, fits, is_score, status_of
from ingest.sheet.row_starts import INDENT, SAME_GAP, edge_of
from ingest.sheet.table import Body, Row

SUM = re.compile(r"\W*\d+[.,]\d+\W+\d+[.,]\d[\d\W]*", re.ASCII)  # "(8,6+6,2+7,7)" names nothing
WRAPPED = 0.8  # of the distance of two rows: lines of one cell stand nearer


def wrapped_above(lines: Sequence[Line], starts: Set[Line], pitch: float) -> set[Line]:
    """Lines of text that belong to the row below them: a wrapped cell may be printed around the middle or
    to the bottom of its row. Where the gap between the lines is widest one row ends.
    """
    found: set[Line] = set()
    run: list[Line] = []
    for line in lines:
        if line in starts and len(run) > 1 and run[0].page == line.page:
            gaps = [other.y - one.y for one, other in pairwise([*run, line])]
            if max(gaps) - gaps[-1] > SAME_GAP and gaps[-1] <= pitch:
                found.update(run[gaps.index(max(gaps)) + 1 :])
        if line in starts or any(is_score(word.text) for word in line.words):
            run = [line]
        elif run:
            run.append(line)
    return found


def take_above(body: Body, lines: Sequence[Line]) -> None:
    row = body.rows[-1]
    for line in lines:
        probe = Row(line)
        if take_text(body, probe, line):
            for at, texts in probe.below.items():
                row.above.setdefault(at, []).extend(texts)
        else:
            body.others.append(line)


def take_early(body: Body, early: Sequence[Line], pitch: float) -> None:
    """A text between the head and the first row belongs to that row when it fills its empty cells, or
    stands nearer to it than rows stand to one another.
    """
    first = body.rows[0] if body.rows else None
    others = []
    for line in early:
        probe = Row(line)
        far = first.line.y - line.y if first and first.line.page == line.page else pitch
        takes = first is not None and far < pitch and take_text(body, probe, line)
        if (
            first
            and takes
            and (not probe.below.keys() & first.cells.keys() or far < WRAPPED * pitch)
        ):
            for at, texts in probe.below.items():
                first.above.setdefault(at, []).extend(texts)
        else:
            others.append(line)
    body.others = others + body.others


def take_text(body: Body, row: Row, line: Line) -> bool:
    """A line of text goes on with a row when its words stand in columns of text."""
    found: dict[int, list[str]] = {}
    at, last = None, None
    for word in line.words:
        if SUM.fullmatch(word.text):
            return False
        is_near = last is not None and word.x0 - last.x1 < COLUMN_GAP
        at = _text_column(body.upper, word, at if is_near else None)
        if at is None:
            return False
        found.setdefault(at, []).append(word.text)
        last = word
    for column, texts in found.items():
        row.below.setdefault(column, []).append(" ".join(texts))
    return True


def _text_column(layout: Layout, word: Word, before: int | None) -> int | None:
    """The column of a word in a line of text: that of the word right before it, unless it is a year or a
    nation in its own column. A line starts where the column does.
    """
    at = layout.column_of(word)
    role = layout.role(at) if at is not None else ""
    if role in ("birth", "nation") and fits(role, word.text) == 1:
        return at
    starts = at is not None and role in TEXT_ROLES and abs(edge_of(layout, at) - word.x0) < SAME_GAP
    if before is not None and layout.role(before) != "rank" and not starts:
        return before
    if role == "rank" and status_of(word.text):
        return at
    if at is None or role not in TEXT_ROLES:
        return None
    return at if abs(edge_of(layout, at) - word.x0) <= INDENT else None


def without_places(body: Body, row: Row, line: Line) -> Line:
    """A line of text without the places in brackets that stand below the scores of the row."""
    places = [word for word in line.words if PLACE.fullmatch(word.text)]
    for word in places:
        at = body.upper.column_of(word)
        if at is not None and body.upper.role(at) == "score":
            row.labelled[body.upper.columns[at].group, "place"] = word.text
    return replace(line, words=tuple(word for word in line.words if word not in places))
