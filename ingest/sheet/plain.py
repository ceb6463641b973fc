"""CSV, TSV and text of fixed width: which of them a text is, and its cells.

What parts the columns is decided by counting lines, decimal commas apart: a semicolon, tab or bar that at
least half as many lines hold as hold a comma; gaps of two or more blanks; a comma; else nothing, and each
line is one word. A line "sep=;" on top decides for all. Columns of fixed width keep the place of their
characters.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from ingest.reading import ReadingError
from ingest.sheet.cells import MAX_COLUMNS, MAX_ROWS, cell
from ingest.sheet.lines import Line, Word

MAX_LINE = 100_000
OTHER_SPACE = re.compile(r"[^\S \t\r\n]")
LINE_END = re.compile(r"\r\n|\r|\n")
QUOTED = re.compile(r'"[^"\n]*"')
DECIMAL = re.compile(r"(?<![\d,])\d+,\d+(?![\d,])")
GAP = re.compile(r"(?<=[^\s,;|]) {2,}(?=[^\s,;|])")
PIECE = re.compile(r"\S+(?: \S+)*")
FIGURE = re.compile(r"[-+(]?\d+([.,]\d+)?\)?")
SAYS = re.compile(r"sep=([,;|\t])", re.I)
STRONG = ("\t", ";", "|")


def read_plain(text: str) -> Iterator[Line]:
    """Yield the raw lines of a text, page 1; a quoted cell that holds line breaks counts where it begins."""
    text = OTHER_SPACE.sub(" ", text)
    lines = LINE_END.split(text)
    if len(lines) > MAX_ROWS:
        raise ReadingError("document", f"{len(lines)} lines; more than {MAX_ROWS} are not read")
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            raise ReadingError(f"line {number}", f"{len(line)} characters, at most {MAX_LINE}")
    says = SAYS.fullmatch(lines[0].strip(" "))
    separator = says[1] if says else _separator(lines)
    if separator is None:
        yield from read_fixed(lines)
        return
    yield from _records(text, separator, 1 if says else 0)


def read_fixed(lines: list[str]) -> Iterator[Line]:
    """Yield lines whose words are parted by two blanks, or by one where a column begins or ends.

    A long name fills its column and leaves one blank before the next. Where in at least half of the lines
    with gaps a word begins right after a blank, or ends right before it, that blank parts two words; and
    so does the last one before a number that ends where they end.
    """
    pieces = [list(PIECE.finditer(line.expandtabs(8))) for line in lines]
    table = [found for found in pieces if len(found) > 1]
    starts = _frequent(table, [piece.start() for found in table for piece in found])
    ends = _frequent(table, [piece.end() for found in table for piece in found])
    for number, found in enumerate(pieces, 1):
        if len(found) < 2:
            words = [Word(piece[0], float(piece.start()), float(piece.end())) for piece in found]
        else:
            words = [word for piece in found for word in _words(piece, starts, ends)]
        yield Line(1, number, float(number), tuple(words))


def _frequent(table: list[list[re.Match[str]]], places: list[int]) -> set[int]:
    """The places that come in at least half of the lines, and at least twice."""
    return {at for at, times in Counter(places).items() if 2 * times >= max(len(table), 4)}


def _words(piece: re.Match[str], starts: set[int], ends: set[int]) -> Iterator[Word]:
    """The piece, parted at each single blank where a column begins or ends."""
    start, text = piece.start(), piece[0]
    blanks = [at.start() for at in re.finditer(" ", text)]
    cuts = [at for at in blanks if start + at + 1 in starts or start + at in ends]
    if blanks and piece.end() in ends and FIGURE.fullmatch(text, blanks[-1] + 1):
        cuts = sorted({*cuts, blanks[-1]})
    for left, right in zip([0, *(at + 1 for at in cuts)], [*cuts, len(text)], strict=True):
        yield Word(text[left:right], float(start + left), float(start + right))


def _separator(lines: list[str]) -> str | None:
    """What parts the cells; None for text of fixed width and for text without columns."""
    bare = [QUOTED.sub("q", line) for line in lines]
    counts = {sign: sum(sign in line for line in bare) for sign in STRONG}
    commas = sum("," in DECIMAL.sub("d", line) for line in bare)
    gaps = sum(_is_fixed(line) for line in bare)
    strong = max(STRONG, key=lambda sign: counts[sign])
    if counts[strong] and 2 * counts[strong] >= commas and counts[strong] >= 2 * gaps:
        return strong if strong != "\t" or _is_even(bare) else None
    if gaps and 2 * gaps >= commas:
        return None
    return "," if commas else None


def _is_fixed(line: str) -> bool:
    gaps = len(GAP.findall(line))
    return gaps > 1 or (gaps == 1 and "," not in DECIMAL.sub("d", line))


def _is_even(lines: list[str]) -> bool:
    """Whether most lines with tabs hold equally many: else they push words to a column by eye."""
    tabs = Counter(line.count("\t") for line in lines if "\t" in line)
    return 2 * max(tabs.values()) >= tabs.total()


def _records(text: str, separator: str, skip: int) -> Iterator[Line]:
    """Yield the records of delimited text. Where quotes hold cells together, each must be closed and
    end its cell: one that is not swallows rows.
    """
    is_spaced = 2 * text.count(f"{separator} ") > text.count(separator)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        skipinitialspace=is_spaced,
        strict=_needs_quotes(text, separator),
    )
    number = 1
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS:
                raise ReadingError(f"line {number}", f"{len(cells)} columns, at most {MAX_COLUMNS}")
            if number > skip:
                yield _record(cells, separator, is_spaced, number)
            number = reader.line_num + 1
    except csv.Error as error:
        raise ReadingError(f"line {number}", f"not read as CSV ({error})") from error


def _needs_quotes(text: str, separator: str) -> bool:
    """Whether a quote holds a separator or a line break; if none does, all of them are decoration."""
    if any(line.count('"') % 2 for line in LINE_END.split(text)):
        return True
    return any(separator in quoted for quoted in QUOTED.findall(text))


def _record(cells: list[str], separator: str, is_spaced: bool, number: int) -> Line:
    """One record; a title with commas and blanks after them, among records without, is one cell."""
    is_prose = separator == "," and not is_spaced and all(text[:1] == " " for text in cells[1:])
    if is_prose:
        cells = [",".join(cells)]
    words = tuple(cell(text, column) for column, text in enumerate(cells) if text.strip())
    return Line(1, number, float(number), words)
