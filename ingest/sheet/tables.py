"""The lines of a ranking in any file but a PDF: XLS, XLSX, ODS, HTML, CSV, TSV or plain text.

What a file is shows in its bytes: an "xls" that is a web page or a CSV is read as what it is. Nothing is run,
fetched or expanded; a file that is too large, damaged, locked or empty is a ReadingError.

How the lines come out, whatever the format:
- A page is a visible sheet, or a table of a web page. A sheet's own name is line 0 of its page, unless it is
  the program's ("Foglio1"): often the category stands nowhere else.
- A merged cell gives its text once, in its first row, as wide as the merge.
- A line break inside a cell: in a head (a row of several cells and no number, above the first row with
  numbers, or the same again further down) it is a blank: "Punteggio\\ntotale" is one word. Elsewhere the
  parts are lines of their own under the same column: club under name. They share the row's number; their y
  lies between this row and the next.
- Rules such as "-----" and empty rows are left out; numbers count them. In delimited text a line is a
  line of the file, in a sheet a row of the sheet, in HTML a row below the text that stands above the table.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from ingest.reading import ReadingError
from ingest.sheet.cells import (
    BREAK,
    MAX_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    clean,
)
from ingest.sheet.charset import decode
from ingest.sheet.html import read_html
from ingest.sheet.lines import Line, Word
from ingest.sheet.ods import read_ods
from ingest.sheet.ole import MAGIC
from ingest.sheet.package import unpack
from ingest.sheet.plain import read_plain
from ingest.sheet.workbook import read_xls, read_xlsx

OTHER_FILES = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"Rar!", "a RAR file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"MIME-Version:", "a web archive (MHTML)"),
)
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
XML_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
# A page of any age, or a piece of one: it begins with a tag, or holds a table with rows.
# Read one by one: in Python 3.11.2 a possessive group that matches nothing fails.
PROLOGUE = re.compile(r"\s*(?:<\?xml[^<>]*>|<!--.*?-->)", re.S)
FIRST_TAG = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|body|meta|title|table|center|pre|div|font|h[1-6]|p)[\s>]",
    re.I,
)
HOLDS_TABLE = re.compile(r"<table(?:\s[^<>]*)?>\s*<(?:t[rdh]|thead|tbody|caption)[\s>]", re.I)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
RULE = re.compile(r"[-=_+*~.|—–]{3,}")
NUMBER = re.compile(r"[(\[]?[-+]?\d+(?:[.,]\d+)*[\s°ªº^.)\]=T]*")


def read_lines(content: bytes) -> list[Line]:
    """The lines of a document, page by page, without empty ones. Raises ReadingError, and nothing else."""
    if len(content) > MAX_BYTES:
        raise ReadingError("document", f"{len(content)} bytes, at most {MAX_BYTES}")
    lines = [
        line
        for _, page in groupby(_within_limits(_raw_lines(content)), key=lambda line: line.page)
        for line in _finished(page)
    ]
    if not lines:
        raise ReadingError("document", "no cell with a text in it")
    return lines


def _raw_lines(content: bytes) -> Iterable[Line]:
    """The lines as the reader of this kind of file gives them, cells as stored."""
    for magic, name in OTHER_FILES:
        if content.startswith(magic):
            raise ReadingError("document", f"{name}, not a table")
    if content.startswith(MAGIC):
        return read_xls(content)
    if content.startswith(b"PK\x03\x04"):
        return _packed_lines(unpack(content))
    return _text_lines(content)


def _packed_lines(parts: dict[str, bytes]) -> Iterator[Line]:
    if "xl/workbook.xml" in parts:
        return read_xlsx(parts)
    if b"opendocument.spreadsheet" in parts.get("mimetype", b"") and "content.xml" in parts:
        return read_ods(parts)
    raise ReadingError("document", "a zip file that is neither XLSX nor ODS")


def _text_lines(content: bytes) -> Iterable[Line]:
    if b"\x00" in content and not content.startswith(WIDE):
        place = f"byte {content.index(0)}"
        raise ReadingError(place, "a NUL byte: neither a text nor a file of a known kind")
    text = decode(content).rstrip("\x1a")
    if XML_SHEET in text[:2000]:
        raise ReadingError("document", "an XML sheet of Excel 2003: save it as XLSX")
    if _begins_as_html(text) or HOLDS_TABLE.search(text):
        return read_html(text)
    control = CONTROL.search(text)
    if control is not None:
        place = f"character {control.start()}"
        raise ReadingError(place, f"a control character ({control[0]!r}): not a text")
    return read_plain(text)


def _begins_as_html(text: str) -> bool:
    at = 0
    while prologue := PROLOGUE.match(text, at):
        at = prologue.end()
    return bool(FIRST_TAG.match(text, at))


def _within_limits(lines: Iterable[Line]) -> Iterator[Line]:
    cells = 0
    for rows, line in enumerate(lines, 1):
        cells += len(line.words)
        if rows > MAX_ROWS or cells > MAX_CELLS:
            raise ReadingError("document", f"more than {MAX_ROWS} rows or {MAX_CELLS} cells")
        if len(line.words) > MAX_COLUMNS or any(len(word.text) > MAX_TEXT for word in line.words):
            text = f"more than {MAX_COLUMNS} cells, or more than {MAX_TEXT} letters in one"
            raise ReadingError(f"page {line.page} line {line.number}", text)
        yield line


def _finished(page: Iterable[Line]) -> list[Line]:
    """The lines of one page with clean words, breaks inside cells resolved, rules left out."""
    finished: list[Line] = []
    heads: set[str] = set()
    has_numbers = False
    for line in page:
        has_numbers = has_numbers or _numbers(line) > 1
        if not any(BREAK.search(word.text) for word in line.words):
            finished += _joined(line)
        elif _is_head(line) and (not has_numbers or line.text in heads):
            heads.add(line.text)
            finished += _joined(line)
        else:
            finished += _parted(line)
    kept = [line for line in finished if not all(RULE.fullmatch(word.text) for word in line.words)]
    return kept if any(line.number for line in kept) else []


def _numbers(line: Line) -> int:
    return sum(NUMBER.fullmatch(clean(word.text)) is not None for word in line.words)


def _is_head(line: Line) -> bool:
    return len(line.words) > 1 and not _numbers(line)


def _joined(line: Line) -> list[Line]:
    """The line with each cell as one word, its line breaks as blanks."""
    return _with_words(line, [(word, clean(word.text)) for word in line.words], line.y)


def _parted(line: Line) -> list[Line]:
    """One line per line break in its cells; a break before or after the text of a cell counts for nothing."""
    columns = [(word, BREAK.split(word.text.strip())) for word in line.words]
    height = max((len(parts) for _, parts in columns), default=0)
    return [
        part
        for at in range(height)
        for part in _with_words(
            line,
            [(word, clean(parts[at])) for word, parts in columns if at < len(parts)],
            line.y + at / height,
        )
    ]


def _with_words(line: Line, texts: list[tuple[Word, str]], y: float) -> list[Line]:
    """The line with these texts for its words; no line at all if all are empty."""
    words = tuple(
        word if text == word.text else replace(word, text=text) for word, text in texts if text
    )
    return [Line(line.page, line.number, y, words)] if words else []
