"""The head of a KSIS table: a word or a picture per column, and below the apparatus their components.

"Final" beside another total says who reached the final; D1 and D2 are taken for DB and DA.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.ksis.cells import Cell
from ingest.reading import ReadingError
from ingest.sheet.headings import APPARATUS, COMPONENTS, roles_of
from ingest.text import fold
from ingest.vocabulary import find_apparatus

COLUMNS = {  # the role that ingest/curated/headings.csv gives a word -> the column; "" is not read
    "rank": "rank", "place": "rank", "nation": "nation", "name": "name", "club": "club", "birth": "birth",
    "score": "total", "bib": "", "ordinal": "", "note": "",
}  # fmt: skip
NUMBERED = {"d1": "DB", "d2": "DA"}
FREEHAND = "wa"  # without apparatus


@dataclass(frozen=True, slots=True)
class Layout:
    """What the head says: of each cell of a gymnast's row its column ("" is not read) or apparatus; the
    apparatus in order; the codes of the components of each, in the order of the row below.
    """

    columns: list[str]
    apparatus: list[str]
    components: list[list[str]]


def read_head(head: list[list[Cell]]) -> Layout:
    if not head:
        raise ReadingError("head", "the table has none")
    columns = [_column(cell) for cell in head[0]]
    if columns.count("total") == 2 and fold(head[0][columns.index("total")].text) == "final":
        columns[columns.index("total")] = "final"
    apparatus = [column for column in columns if column not in (*COLUMNS.values(), "final")]
    for column in ("name", "total", *apparatus):
        if columns.count(column) != 1:
            raise ReadingError("head", f"{columns.count(column)} columns {column!r}, expected 1")
    codes = [_code(cell) for row in head[1:] for cell in row if cell.text]
    spans = [
        cell.span for cell, column in zip(head[0], columns, strict=True) if column in apparatus
    ]
    if sum(spans) != len(codes):
        spans = [len(codes) // max(len(apparatus), 1)] * len(apparatus)
    if not apparatus or sum(spans) != len(codes):
        raise ReadingError("head", f"{len(codes)} components for {len(apparatus)} apparatus")
    ends = [sum(spans[: number + 1]) for number in range(len(spans))]
    return Layout(
        columns, apparatus, [codes[end - span : end] for span, end in zip(spans, ends, strict=True)]
    )


def _column(cell: Cell) -> str:
    """The column that a head's word names, or the apparatus of its picture: "./hoop_30.png" is "hoop"."""
    roles = roles_of(cell.text)
    if not cell.images and not (APPARATUS in roles and cell.span > 1):
        columns = {COLUMNS[role] for role in roles if role in COLUMNS}
        if len(columns) == 1:
            return columns.pop()
    stems = [re.sub(r"[_-]?\d+$", "", PurePosixPath(image).stem) for image in cell.images]
    word = " ".join(re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", stem) for stem in stems)
    word = "freehand" if word == FREEHAND else word or cell.text
    if not (find_apparatus(word) or find_apparatus(word, "artistic")):
        raise ReadingError("head", f"column {word!r} not understood")
    return word


def _code(cell: Cell) -> str:
    codes = {*roles_of(cell.text)} & {*COMPONENTS}
    code = NUMBERED.get(fold(cell.text)) or (codes.pop() if len(codes) == 1 else "")
    if not code:
        raise ReadingError("head", f"component {cell.text!r} not understood")
    return code
