"""The cells of KSIS's table as a browser builds them: read as the HTML of sheets is (ingest/sheet/html.py),
with signs of our own where a cell begins and where pictures and links stand, which that reader leaves out.
"""

import re
from dataclasses import dataclass

from ingest.html import check_length, one_line
from ingest.reading import ReadingError
from ingest.sheet.html import read_html
from ingest.sheet.lines import Word

TABLE = "myTablePrihlasky"
WHOLE = re.compile(
    rf"""<table\b[^<>]*\bid\s*=\s*["']?{TABLE}\b[^<>]*>(?P<head>.*?</thead>)?(?P<rows>.*?)(?:</table|\Z)""",
    re.I | re.S,
)
TAG = re.compile(r"<(?P<tag>td|th|img|/?a)\b(?P<said>[^<>]*)>", re.I)
IMAGE = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s<>]*)""", re.I)
HEAD, CELL, PICTURE, LINK, END = "\ue000\ue001\ue002\ue003\ue004"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its lines of text, the text of its links, the files of its images, the columns it
    spans and whether it is of the head.
    """

    lines: tuple[str, ...]
    link: str
    images: tuple[str, ...]
    span: int
    is_head: bool

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def read_cells(text: str) -> list[list[Cell]]:
    """The rows of the table, without empty ones: a cell that stands in no row opens one of its own."""
    check_length(text)
    tables = list(WHOLE.finditer(text))
    if len(tables) > 1 or any(re.search("<table", table[0][1:], re.I) for table in tables):
        raise ReadingError(f"table {TABLE}", "more than one, or a table in a cell of it")
    if not tables:
        return []
    (table,) = tables
    head, rows = _signed(table["head"] or "").replace(CELL, HEAD), _signed(table["rows"])
    # A row of two empty cells above and below: a page of one row is a table too.
    lines = read_html(
        f"<table><tr><td>{END}<td>{END}<tr>{head}<tr>{rows}<tr><td>{END}<td>{END}</table>"
    )
    cells = [[_cell(word) for word in line.words] for line in lines]
    return [row for row in cells if any(cell.text or cell.images for cell in row)]


def _signed(part: str) -> str:
    return TAG.sub(_sign, re.sub("[\ue000-\ue004]", "", part))


def _sign(tag: re.Match[str]) -> str:
    """The tag with the sign of what it is."""
    name, image = tag["tag"].lower(), IMAGE.search(tag["said"])
    if name == "img":
        return f"{PICTURE}{image[1]}{PICTURE}" if image else ""
    return tag[0] + {"td": CELL, "th": HEAD, "a": LINK, "/a": END}[name]


def _cell(word: Word) -> Cell:
    images = re.findall(rf"{PICTURE}([^{PICTURE}]*){PICTURE}", word.text)
    text = re.sub(rf"{PICTURE}[^{PICTURE}]*{PICTURE}", "", word.text)
    links = re.findall(rf"{LINK}([^{LINK}{END}]*)", text)
    lines = (one_line(re.sub("[\ue000-\ue004]", "", line)) for line in text.split("\n"))
    span = round(word.x1 - word.x0 + 0.1)
    return Cell(
        tuple(filter(None, lines)), one_line("".join(links)), tuple(images), span, HEAD in text
    )
