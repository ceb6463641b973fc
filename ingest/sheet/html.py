"""HTML of any age: each innermost table that holds rows and columns is a page, and so is each <pre>.

Read as a stream of tags, without a tree: nothing is fetched, run or expanded, and forgotten end tags or ten
thousand open <font> cost nothing. What a browser shows outside such tables (headings, captions, paragraphs,
layout tables, tables of one row or one column) stands as lines of one word above the table that follows, or
below the last one. A table that is cut in two by a table inside it is two pages.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.reading import ReadingError
from ingest.sheet.cells import MAX_CELLS, MAX_COLUMNS, MAX_TEXT, cell, clean
from ingest.sheet.lines import Line, Word
from ingest.sheet.plain import read_plain

MAX_DEPTH = 500

# What no browser shows; one that is not closed runs to the end, as in a browser.
UNSEEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(script|style|template|select|textarea)\b.*?(?:</\1\b[^<>]*>?|\Z)",
    re.I | re.S,
)
# A quoted attribute may hold ">"; none holds "<", so that a quote which is never closed ends with its tag.
TOKEN = re.compile(
    r"""<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)"""
    r"""(?P<rest>(?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'|["'])*+)>"""
    r"""|<[!?/][^<>]*>|(?P<text>[^<]+|<)""",
    re.I,
)
COLUMN_SPAN = re.compile(r"""\bcolspan\s*=\s*["']?\s*(\d{1,4})(?!\d)""", re.I)
PLACE_IN_PICTURE = re.compile(r"""\balt\s*=\s*["']?\s*(\d{1,3})\s*["'>\s]""", re.I)
ROW_SPAN = re.compile(r"""\browspan\s*=\s*["']?\s*(\d{1,4})(?!\d)""", re.I)
SOURCE_SPACES = re.compile(r"[ \t\r\n\f]+")
CELLS = ("tr", "td", "th")
# Tags that begin a new line; the others (b, font, a, span ...) stand within one.
BLOCK = re.compile(
    "address|article|blockquote|body|br|caption|center|d[dlt]|div|fieldset|footer|form|h[1-6]|head|header"
    "|hr|html|legend|li|main|nav|ol|p|section|title|ul"
)


@dataclass(slots=True)
class _Table:
    """An open table, its finished rows, and the row and the cell that are open.

    column, width, height   of the open cell
    next_column     where the next cell of the open row may stand
    held            columns that a cell of a row above still holds: column -> rows left
    holds           the same for cells of the open row: column -> rows below it
    """

    rows: list[list[Word]] = field(default_factory=list)
    row: list[Word] | None = None
    cell: list[str] | None = None
    column: int = 0
    width: int = 1
    height: int = 1
    next_column: int = 0
    held: dict[int, int] = field(default_factory=dict)
    holds: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Page:
    """What was read so far: finished lines, the text that waits for its table, what is still open."""

    lines: list[Line] = field(default_factory=list)
    page: int = 0
    outside: list[str] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    pre: list[str] | None = None


def read_html(text: str) -> list[Line]:
    """The raw lines of a page. Raises ReadingError if it holds no table with rows and columns."""
    state = _Page()
    cells = 0
    for token in TOKEN.finditer(UNSEEN.sub(" ", text)):
        tag = (token["tag"] or "").lower()
        cells += tag in ("td", "th")
        if cells > 2 * MAX_CELLS:
            raise ReadingError("document", f"more than {MAX_CELLS} cells")
        if tag:
            _tag(state, tag, bool(token["end"]), token["rest"])
        elif token["text"]:
            _text(state, html.unescape(token["text"]))
    _end_pre(state)
    while state.tables:
        _flush(state, state.tables.pop())
    if not state.page:
        raise ReadingError("document", "an HTML page without a table of results")
    last = max(line.number for line in state.lines if line.page == state.page)
    state.lines += _outside_lines(state, last)
    return state.lines


def _target(state: _Page) -> list[str]:
    """Where text goes: the open cell of the innermost table, or what stands outside."""
    table = state.tables[-1] if state.tables else None
    return state.outside if table is None or table.cell is None else table.cell


def _text(state: _Page, text: str) -> None:
    if state.pre is not None:
        state.pre.append(text)
    else:
        _target(state).append(SOURCE_SPACES.sub(" ", text))


def _tag(state: _Page, tag: str, is_end: bool, rest: str) -> None:
    if tag == "pre" or tag == "table" or tag in CELLS:
        _end_pre(state)
    if tag == "pre" and not is_end:
        state.pre = []
    elif tag == "table":
        _table_tag(state, is_end)
    elif tag == "img" and (alt := PLACE_IN_PICTURE.search(rest)):
        _text(state, alt[1])
    elif tag in CELLS and state.tables:
        _cell_tag(state.tables[-1], tag, is_end, rest)
    elif BLOCK.fullmatch(tag):
        (_target(state) if state.pre is None else state.pre).append("\n")


def _table_tag(state: _Page, is_end: bool) -> None:
    """A table inside a table ends what the outer one showed so far."""
    if state.tables:
        _flush(state, state.tables[-1])
    state.outside.append("\n")
    if not is_end:
        if len(state.tables) >= MAX_DEPTH:
            raise ReadingError("document", f"tables in tables, more than {MAX_DEPTH} deep")
        state.tables.append(_Table())
    elif state.tables:
        state.tables.pop()


def _cell_tag(table: _Table, tag: str, is_end: bool, rest: str) -> None:
    """Begin or end a row or a cell; what is still open inside it ends with it."""
    _end_cell(table)
    if tag == "tr":
        _end_row(table)
    if is_end:
        return
    if table.row is None:
        table.row = []
    if tag != "tr":
        _begin_cell(table, _span(COLUMN_SPAN, rest), _span(ROW_SPAN, rest))


def _span(pattern: re.Pattern[str], rest: str) -> int:
    """Columns or rows that a cell spans; 0 or nonsense is 1."""
    match = pattern.search(rest)
    return max(int(match[1]), 1) if match else 1


def _begin_cell(table: _Table, width: int, height: int) -> None:
    """Open a cell in the first column that no cell before it or above it holds."""
    column = table.next_column
    while column in table.held:
        column += 1
    if column + width > MAX_COLUMNS:
        raise ReadingError("document", f"a table of more than {MAX_COLUMNS} columns")
    table.cell = []
    table.column, table.width, table.height = column, width, height
    table.next_column = column + width
    if height > 1:
        table.holds |= dict.fromkeys(range(column, column + width), height - 1)


def _end_cell(table: _Table) -> None:
    text = "" if table.cell is None else "".join(table.cell)
    if table.row is not None and clean(text):
        table.row.append(cell(text, table.column, table.width, table.height))
    table.cell = None


def _end_row(table: _Table) -> None:
    if table.row is None:
        return
    table.rows.append(table.row)
    table.row, table.next_column = None, 0
    left = {column: rows - 1 for column, rows in table.held.items() if rows > 1}
    table.held, table.holds = left | table.holds, {}


def _flush(state: _Page, table: _Table) -> None:
    """Make a page of the rows of a table, or text of a table that lays out a page or frames a title."""
    _end_cell(table)
    _end_row(table)
    rows, table.rows, table.held = table.rows, [], {}
    if sum(len(row) > 1 for row in rows) > 1:
        _add_page(state, [tuple(row) for row in rows])
    else:
        state.outside += [f"\n{word.text}" for row in rows for word in row]


def _end_pre(state: _Page) -> None:
    """Make a page of preformatted text with columns, or plain text of one without."""
    if state.pre is None:
        return
    text, state.pre = "".join(state.pre), None
    lines = list(read_plain(text)) if text.strip() else []
    if sum(len(line.words) > 1 for line in lines) < 2:
        _target(state).append(text)
        return
    if state.tables:
        _flush(state, state.tables[-1])
    _add_page(state, [line.words for line in lines])


def _add_page(state: _Page, rows: Iterable[tuple[Word, ...]]) -> None:
    state.page += 1
    titles = _outside_lines(state, 0)
    state.lines += titles
    for number, words in enumerate(rows, len(titles) + 1):
        state.lines.append(Line(state.page, number, float(number), words))


def _outside_lines(state: _Page, last: int) -> list[Line]:
    """The text that waits, as lines of one word after the line `last`; long prose in pieces."""
    texts = (clean(text) for text in "".join(state.outside).split("\n"))
    state.outside.clear()
    pieces = (text[at : at + MAX_TEXT] for text in texts for at in range(0, len(text), MAX_TEXT))
    return [
        Line(state.page, number, float(number), (cell(text, 0),))
        for number, text in enumerate(pieces, last + 1)
    ]
