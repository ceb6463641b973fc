"""The head of a KSIS table: a word or a picture per column, and below the apparatus their components."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.html import Cell
from ingest.reading import ReadingError
from ingest.text import fold
from ingest.vocabulary import find_apparatus

COLUMNS = {
    word: column
    for column, words in {
        "rank": "p|pl|place|rank|pos|position",
        "nation": "state|country|nat|nation|noc",
        "name": "name|gymnast|competitor|name club|gymnast club",
        "club": "club",
        "birth": "born|born year|year|yob",
        "total": "total|sum",
        "ignored": "no|nr|bib|start no|diff|difference",  # starting numbers, distance from the winner
    }.items()
    for word in words.split("|")
}
COMPONENTS = {
    "d": "D", "db": "DB", "da": "DA", "a": "A", "e": "E", "bonus": "BONUS",
    "nd": "PEN", "pen": "PEN", "penalty": "PEN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """What the head says: of each cell of a gymnast's row its column or apparatus; the apparatus in order;
    the codes of the components of each, in the order of the row below.
    """

    columns: list[str]
    apparatus: list[str]
    components: list[list[str]]


def read_head(head: list[list[Cell]]) -> Layout:
    if not head:
        raise ReadingError("head", "the table has none")
    columns = [_column(cell) for cell in head[0]]
    apparatus = [column for column in columns if column not in COLUMNS.values()]
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
    """The column that a head's word names, or the apparatus of its picture: "./hoop.png" is "hoop"."""
    words = [PurePosixPath(image).stem for image in cell.images] or [cell.text]
    word = " ".join(words)
    if not cell.images and fold(word) in COLUMNS:
        return COLUMNS[fold(word)]
    if not (find_apparatus(word) or find_apparatus(word, "artistic")):
        raise ReadingError("head", f"column {word!r} not understood")
    return word


def _code(cell: Cell) -> str:
    if fold(cell.text) not in COMPONENTS:
        raise ReadingError("head", f"component {cell.text!r} not understood")
    return COMPONENTS[fold(cell.text)]
