"""ODS: its content.xml read directly, one pass, each visible sheet a page.

python-calamine reads ODS too, but gives no merged cells, fills repeated cells into memory before anyone can
count them, and drops the text that was shown. Here a number is what stood on the screen ("24,900"), a
date is ISO, a formula its stored value, a note beside a cell is left out. Hidden rows and columns are
read like the others; hidden sheets are not read.
"""

import io
import logging
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ingest.reading import ReadingError
from ingest.sheet.cells import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, cell
from ingest.sheet.lines import Line, Word
from ingest.sheet.workbook import sheet_title

logger = logging.getLogger(__name__)

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def read_ods(parts: dict[str, bytes]) -> Iterator[Line]:
    """Yield the raw lines of an unpacked ODS; page numbers count the sheets that a person sees."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ReadingError("document", "a spreadsheet with a password")
    content = parts["content.xml"]
    if b"\x00" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ReadingError("content.xml", "a document type or NUL bytes: not an ordinary ODS")
    try:
        yield from _lines(content)
    except (ElementTree.ParseError, LookupError, RecursionError, ValueError) as error:
        raise ReadingError("content.xml", f"damaged XML ({error})") from error


def _lines(content: bytes) -> Iterator[Line]:
    hidden: set[str | None] = set()
    page = number = 0
    is_shown = False
    table = Element("none")
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        if event == "start" and element.tag == f"{TABLE}table":
            table = element
            is_shown = element.get(f"{TABLE}style-name") not in hidden
            page, number = page + is_shown, 0
            if not is_shown:
                logger.warning("a hidden sheet is not read: %s", element.get(f"{TABLE}name", ""))
            if is_shown:
                yield from sheet_title(page, element.get(f"{TABLE}name", ""))
        elif event == "end" and element.tag == f"{STYLE}style":
            if any(part.get(f"{TABLE}display") == "false" for part in element):
                hidden.add(element.get(f"{STYLE}name"))
        elif event == "end" and element.tag == f"{TABLE}table-row":
            times = _times(element, "number-rows-repeated")
            if is_shown:
                yield from _row(element, page, number, times)
            number += times
            table.clear()


def _row(row: Element, page: int, number: int, times: int) -> Iterator[Line]:
    """The row as often as it is repeated; empty rows are repeated to the end of a sheet."""
    words = tuple(_words(row, f"sheet {page} row {number + 1}"))
    if not words:
        return
    if number + times > MAX_ROWS:
        raise ReadingError(f"sheet {page}", f"more than {MAX_ROWS} rows")
    for at in range(number + 1, number + times + 1):
        yield Line(page, at, float(at), words)


def _words(row: Element, place: str) -> Iterator[Word]:
    column = 0
    for element in row:
        if element.tag not in CELLS:
            continue
        times = _times(element, "number-columns-repeated")
        text = _text(element, place) if element.tag == CELLS[0] else ""
        if text.strip():
            if column + times > MAX_COLUMNS:
                raise ReadingError(place, f"more than {MAX_COLUMNS} columns")
            span = _times(element, "number-columns-spanned")
            rows = _times(element, "number-rows-spanned")
            yield from (cell(text, column + at, span, rows) for at in range(times))
        column += times


def _times(element: Element, attribute: str) -> int:
    """A count of repetitions or columns; never below 1, and no larger than any limit needs."""
    return min(max(int(element.get(TABLE + attribute, "1")), 1), 2 * MAX_CELLS)


def _text(element: Element, place: str) -> str:
    """What the cell shows, its paragraphs as lines; what it holds where nothing is stored as shown."""
    kind = element.get(f"{OFFICE}value-type", "")
    if kind == "date":
        return element.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00")
    shown = "\n".join("".join(_pieces(part)) for part in element.findall(f"{TEXT}p"))
    if not shown and not kind and element.get(f"{TABLE}formula"):
        text = "a formula without a stored value: open and save the file in a spreadsheet program"
        raise ReadingError(place, text)
    names = ("value", "string-value", "boolean-value", "time-value")
    return shown or next(filter(None, (element.get(OFFICE + name) for name in names)), "")


def _pieces(element: Element) -> Iterator[str]:
    """The texts of a paragraph in order; blanks, tabs and breaks are elements; notes are no text."""
    yield element.text or ""
    for part in element:
        if part.tag == f"{TEXT}line-break":
            yield "\n"
        elif part.tag in (f"{TEXT}s", f"{TEXT}tab"):
            yield " "
        elif part.tag not in (f"{OFFICE}annotation", f"{TEXT}note"):
            yield from _pieces(part)
        yield part.tail or ""
