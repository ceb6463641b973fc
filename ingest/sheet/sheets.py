"""Any ranking in a file -> its lines -> RawRow, whatever the format: what it is shows in its bytes."""

from collections.abc import Iterator
from itertools import groupby

from ingest.archive import Document
from ingest.reading import RawRow
from ingest.sheet import pdf, tables
from ingest.sheet.lines import Line, Word
from ingest.sheet.performances import tell_performances
from ingest.sheet.rows import read_rows

COLUMN_WIDTH = 200.0  # points: as wide as a gap between columns must be to part two titles
CHARACTER_WIDTH = 6.0
ROW_HEIGHT = 12.0


def read_sheet(document: Document) -> Iterator[RawRow]:
    """Yield the rows of a PDF, a spreadsheet, a CSV, a text or a web page that holds rankings."""
    yield from tell_performances(read_rows(document, read_lines(document.content)))


def read_lines(content: bytes) -> list[Line]:
    """The lines of any file, in points."""
    if content[:1024].lstrip().startswith(b"%PDF"):
        return pdf.read_lines(content)
    return in_points(tables.read_lines(content))


def in_points(lines: list[Line]) -> list[Line]:
    """Lines that stand in columns or characters, as a page would print them: all steps measure in points."""
    scaled = []
    for _, page in groupby(lines, key=lambda line: line.page):
        of_page = list(page)
        is_grid = any(not word.x1.is_integer() for line in of_page for word in line.words)
        width = COLUMN_WIDTH if is_grid else CHARACTER_WIDTH
        scaled += [
            Line(line.page, line.number, line.y * ROW_HEIGHT,
                 tuple(Word(w.text, w.x0 * width, w.x1 * width, w.rows) for w in line.words), is_grid)
            for line in of_page
        ]  # fmt: skip
    return scaled
