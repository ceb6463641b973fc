"""Small spreadsheets for tests, made on the spot: rows in, bytes of an XLSX, XLS or ODS out.

A sheet is a list of rows; a cell is a text, a number, a date, a bool, None, or Cell(value, width, height).
"""

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt

DAY = datetime.datetime(2024, 1, 1)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "style", "table", "text")
)


@dataclass(frozen=True)
class Cell:
    """A merged cell."""

    value: object
    width: int = 1
    height: int = 1


Sheets = dict[str, Sequence[Sequence[object]]]


def as_cell(value: object) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)


def xlsx(sheets: Sheets, hidden: Sequence[str] = ()) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    workbook.properties.created = workbook.properties.modified = DAY
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(map(as_cell, row), 1):
                sheet.cell(number, column, cell.value)
                if cell.width * cell.height > 1:
                    last = (number + cell.height - 1, column + cell.width - 1)
                    sheet.merge_cells(None, number, column, *last)
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def xls(sheets: Sheets, hidden: Sequence[str] = ()) -> bytes:
    workbook = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for name, rows in sheets.items():
        sheet = workbook.add_sheet(name)
        sheet.visibility = int(name in hidden)
        for number, row in enumerate(rows):
            for column, cell in enumerate(map(as_cell, row)):
                if cell.value is None:
                    continue
                style = day if isinstance(cell.value, datetime.date) else xlwt.Style.default_style
                last = (number + cell.height - 1, column + cell.width - 1)
                sheet.write_merge(number, last[0], column, last[1], cell.value, style)
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def ods(sheets: Sheets, hidden: Sequence[str] = ()) -> bytes:
    tables = "".join(
        f"<table:table table:name={quoteattr(name)} table:style-name="
        f'"{"unseen" if name in hidden else "seen"}">{"".join(map(ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    return ods_of(tables)


def ods_row(row: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(ods_cell, map(as_cell, row)))}</table:table-row>"


def ods_cell(cell: Cell) -> str:
    """A cell as LibreOffice stores it: the value in an attribute, what is shown in paragraphs."""
    if cell.value is None:
        return "<table:table-cell/>"
    span = f'table:number-columns-spanned="{cell.width}" table:number-rows-spanned="{cell.height}"'
    kind, shown = 'office:value-type="string"', str(cell.value)
    if isinstance(cell.value, datetime.date):
        kind = f'office:value-type="date" office:date-value="{cell.value.isoformat()}"'
        shown = cell.value.strftime("%d/%m/%y")
    elif isinstance(cell.value, int | float):
        kind = f'office:value-type="float" office:value="{cell.value}"'
        shown = f"{cell.value:.3f}".replace(".", ",") if isinstance(cell.value, float) else shown
    text = "".join(f"<text:p>{escape(part)}</text:p>" for part in shown.split("\n"))
    covered = "<table:covered-table-cell/>" * (cell.width - 1)
    return f"<table:table-cell {span} {kind}>{text}</table:table-cell>{covered}"


def ods_of(tables: str, prologue: str = "", **parts: str) -> bytes:
    """An ODS of these tables, as XML; further parts by name."""
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("seen", "true"), ("unseen", "false"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS_TYPE, "content.xml": content, **parts})


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts, the same bytes each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part, compression)
    return packed.getvalue()


def rezipped(
    content: bytes,
    changes: dict[str, tuple[bytes, bytes]],
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """The zip with a text of some parts replaced, and more parts; fails if a text is not there."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    for name, (old, new) in changes.items():
        part = parts[name]
        assert isinstance(part, bytes) and old in part, f"{old!r} is not in {name}"
        parts[name] = part.replace(old, new)
    return zipped(parts | (more or {}))
