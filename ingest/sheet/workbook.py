"""XLS and XLSX through python-calamine: each visible sheet is a page, each cell stands at its column.

What calamine loses, and what becomes of it:
- The number format: 24.9 shown as "24.900" gives "24.9", a code shown as "000112" that is a number gives
  "112". Numbers are compared as numbers; 15 digits are kept, as the spreadsheet program does.
- Error cells (#N/A, #DIV/0!) come out empty: in XLSX they are turned into texts beforehand, in XLS
  they stay empty.
- A formula gives its stored value and is never computed. One without a stored value stops an XLSX; in an
  XLS it cannot be told from an empty cell.
- Hidden rows and columns are read like the others; hidden sheets are not read, nobody was shown them.
- It lays a sheet out in full before it gives the first cell: the area is checked beforehand, because two
  cells far apart in a file of two kilobytes would take gigabytes.
"""

import datetime
import io
import logging
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NoReturn

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.reading import ReadingError
from ingest.sheet.cells import MAX_CELLS, cell, check_area
from ingest.sheet.lines import Line
from ingest.sheet.ole import checked_workbook
from ingest.sheet.package import repack

logger = logging.getLogger(__name__)

Value = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)
Ranges = list[tuple[tuple[int, int], tuple[int, int]]]

# Rows and filled cells of a sheet; programs differ in prefix ("x:c") and in quotes.
START = re.compile(rb"<(?:\w+:)?(row|c)(\s[^>]*[^>/]|)>")
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,9})(\d{1,9})["']""")
TYPE = re.compile(rb"""(\st\s*=\s*)["'](\w+)["']""")
UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v>\s*</(?:\w+:)?v>\s*)?</(?:\w+:)?c>"
)
# What a spreadsheet program calls a sheet that nobody named.
UNNAMED = re.compile(
    r"(?:foglio|sheet|worksheet|feuil|feuille|arkusz|tabelle|blatt|hoja|tabella|table)[\s_]*\d*",
    re.I,
)


def read_xlsx(parts: dict[str, bytes]) -> Iterator[Line]:
    """Yield the raw lines of an unpacked XLSX."""
    yield from _workbook_lines(repack({name: _checked(name, part) for name, part in parts.items()}))


def read_xls(content: bytes) -> Iterator[Line]:
    """Yield the raw lines of an XLS."""
    yield from _workbook_lines(checked_workbook(content))


def _workbook_lines(content: bytes) -> Iterator[Line]:
    """Yield the raw lines of a workbook that was checked. Page numbers count the sheets that a person sees.

    Raises ReadingError on a password and on whatever calamine cannot read.
    """
    try:
        workbook = CalamineWorkbook.from_object(io.BytesIO(content))
        sheets = list(enumerate(workbook.sheets_metadata))
        visible = [
            (index, sheet.name, sheet.typ)
            for index, sheet in sheets if sheet.visible == SheetVisibleEnum.Visible
        ]  # fmt: skip
        for _, sheet in sheets:
            if sheet.visible != SheetVisibleEnum.Visible:
                logger.warning("a hidden sheet is not read: %s", sheet.name)
    except BaseException as error:
        _refuse("document", error)
    for page, (index, name, kind) in enumerate(visible, 1):
        if kind == SheetTypeEnum.WorkSheet:
            yield from _sheet_lines(workbook, index, page, name)


def sheet_title(page: int, name: str) -> Iterator[Line]:
    """The name of a sheet as line 0 of its page: often the category stands nowhere else."""
    if not UNNAMED.fullmatch(name.strip()):
        yield Line(page, 0, 0.0, (cell(name, 0),))


def number_text(value: float) -> str:
    """A number as a person sees it: 24.9, 25 (not 25.0), 101.15 (not 101.14999999999999). The format of
    the cell is not stored with it; a mean of judges, 7.16666666666667, is shown to the thousandth.
    """
    if value != value or abs(value) == float("inf"):
        return str(value)
    return f"{Decimal(f'{round(value, 3):.15g}'):f}"


def _checked(name: str, part: bytes) -> bytes:
    """A part of an XLSX whose sheet fits the limits, with its error cells as texts."""
    if b"\x00" in part:
        raise ReadingError(name, "NUL bytes in a part of a workbook")
    if b"sheetData" not in part:
        return part
    _check_extent(name, part)
    for formula in UNCOMPUTED.finditer(part):
        start = list(START.finditer(part, max(0, formula.start() - 500), formula.start()))[-1:]
        kind = TYPE.search(start[0][2]) if start else None
        if start and (kind is None or kind[2] != b"str"):
            place = PLACE.search(start[0][2])
            where = (place[1] + place[2]).decode() if place else "a cell"
            text = (
                "a formula without a stored value: open and save the file in a spreadsheet program"
            )
            raise ReadingError(f"{name} {where}", text)
    return START.sub(_error_as_text, part)


def _error_as_text(start: re.Match[bytes]) -> bytes:
    kind = TYPE.search(start[2])
    if start[1] != b"c" or kind is None or kind[2] != b"e":
        return start[0]
    return start[0].replace(kind[0], kind[1] + b'"str"')


def _check_extent(name: str, part: bytes) -> None:
    """Check the area up to the last filled cell; two cells far apart would take gigabytes."""
    rows = columns = row = column = 0
    for start in START.finditer(part):
        place = PLACE.search(start[2])
        if start[1] == b"row":
            row, column = int(place[2]) if place else row + 1, 0
            continue
        column = _column(place[1]) if place else column + 1
        row = int(place[2]) if place else row
        rows, columns = max(rows, row), max(columns, column)
    check_area(name, rows, columns)


def _column(letters: bytes) -> int:
    """The column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet_lines(workbook: CalamineWorkbook, index: int, page: int, name: str) -> Iterator[Line]:
    place = f"sheet {page}"
    try:
        sheet = workbook.get_sheet_by_index(index)
        check_area(place, sheet.height, sheet.width)
        rows = list(sheet.iter_rows())
        spans, covered = _merged(place, sheet)
    except BaseException as error:
        _refuse(place, error)
    if sheet.start is None:
        return
    yield from sheet_title(page, name)
    # iter_rows begins with the first row of the sheet, but with the first column that is filled.
    first = sheet.start[1]
    for number, values in enumerate(rows):
        words = [
            cell(_text(value), column, *spans.get((number, column), (1, 1)))
            for column, value in enumerate(values, first)
            if value != "" and (number, column) not in covered
        ]
        yield Line(page, number + 1, float(number + 1), tuple(words))


def _merged(
    place: str, sheet: CalamineSheet
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The width and height of each merged cell by its first place, and the places it covers."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    last_row, last_column = sheet.end or (0, 0)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        spans[top, left] = right - left + 1, bottom - top + 1
        below = range(top, min(bottom, last_row) + 1)
        beside = range(left, min(right, last_column) + 1)
        if len(covered) + len(below) * len(beside) > MAX_CELLS:
            raise ReadingError(place, "more merged cells than are read")
        covered.update((row, column) for row in below for column in beside)
        covered.discard((top, left))
    return spans, covered


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime.datetime):
        return str(value).removesuffix(" 00:00:00")
    return str(value)


def _refuse(place: str, error: BaseException) -> NoReturn:
    """Turn what calamine raises into a ReadingError; a panic of its Rust code is no Exception."""
    if isinstance(error, ReadingError):
        raise error
    if isinstance(error, PasswordError):
        raise ReadingError("document", "a workbook with a password") from error
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error
    text = " ".join(str(error).split())[:200] or type(error).__name__
    raise ReadingError(place, f"not a workbook that can be read ({text})") from error
