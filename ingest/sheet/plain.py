"""CSV, TSV and text of fixed width: which of them a text is, and its cells.

What parts the columns is found by counting, decimal commas and quoted texts apart: the sign (tab, semicolon,
bar, comma) of which most stand in lines that hold equally many of it. If gaps of two or more blanks are more
than that, it is text of fixed width, whose words keep the place of their characters. A line "sep=;" on
top decides for all. Without any of these each line is one word.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.reading import ReadingError
from ingest.sheet.cells import MAX_COLUMNS, MAX_ROWS, cell
from ingest.sheet.lines import Line, Word

MAX_LINE = 100_000
OTHER_SPACE = re.compile(r"[^\S \t\r\n]")
LINE_END = re.compile(r"\r\n|\r|\n")
QUOTED = re.compile(r'"[^"\n]*"')
DECIMAL = re.compile(r"(?<![\d,.])\d+,\d+(?![\d,.])")
GAP = re.compile(r"(?<=[^\s,;|]) {2,}(?=[^\s,;|])")
WORD = re.compile(r"\S+")
PIECE = re.compile(r"\S+(?: \S+)*")
PLACE = re.compile(r"=?\d{1,3}[=.)°ª]? \D")
FIGURE = re.compile(r"[-+(]?\d+([.,]\d+)?\)?")
SAYS = re.compile(r"sep=([,;|\t])", re.I)
SIGNS = ("\t", ";", "|", ",")
DECIMALS = re.compile(r"\d+[.,](\d{2,})")


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
    records = list(_records(text, separator, 1 if says else 0))
    if lines[-1]:
        _require_whole(lines, records, separator)
    yield from records


def _require_whole(lines: Sequence[str], records: Sequence[Line], separator: str) -> None:
    """Raise ReadingError where a text without a line end breaks off within a row: after fewer cells than the
    row before it has, or within a number, whole where all above it have the same decimals.
    """
    rows = [line for line in records if line.words and line.words[0].text[0].isdecimal()]
    if len(rows) < 2 or rows[-1] is not records[-1]:
        return
    before, row = (_bare(lines[line.number - 1]).count(separator) for line in rows[-2:])
    last = rows[-1].words[-1]
    above = [word.text for line in rows[:-1] for word in line.words if word.x0 == last.x0]
    decimals = {match and len(match[1]) for match in map(DECIMALS.fullmatch, above)}
    is_whole = (
        last.text.isdecimal() and len(above) > 1 and len(decimals) == 1 and None not in decimals
    )
    if row < before or is_whole:
        where = f"line {rows[-1].number}"
        raise ReadingError(where, f"the document breaks off here: {rows[-1].text!r}")


def read_fixed(lines: list[str]) -> Iterator[Line]:
    """Yield lines whose words are parted by two blanks, or by one where a column begins or ends.

    A long name fills its column and leaves one blank before the next. Where in at least half of the lines
    with gaps a word begins right after a blank, or ends right before it, that blank parts two words; and
    so does the last one before a number that ends where they end.
    """
    pieces = [list(PIECE.finditer(line.expandtabs(8))) for line in lines]
    table = [found for found in pieces if len(found) > 1]
    if 2 * sum(bool(PLACE.match(found[0][0])) for found in table) >= max(len(table), 4):
        pieces = [_without_place(found, line) for found, line in zip(pieces, lines, strict=True)]
        table = [found for found in pieces if len(found) > 1]
    starts = _frequent(table, [piece.start() for found in table for piece in found])
    ends = _frequent(table, [piece.end() for found in table for piece in found])
    for number, found in enumerate(pieces, 1):
        if len(found) < 2:
            words = [Word(piece[0], float(piece.start()), float(piece.end())) for piece in found]
        else:
            words = [word for piece in found for word in _words(piece, starts, ends)]
        yield Line(1, number, float(number), tuple(words))


def _without_place(found: list[re.Match[str]], line: str) -> list[re.Match[str]]:
    """The pieces of a line with the first word, a place or its heading, parted from the name behind it."""
    line = line.expandtabs(8)
    word = WORD.search(line)
    if len(found) < 2 or " " not in found[0][0] or not word:
        return found
    rest = PIECE.search(line, word.end(), found[0].end())
    return [word, rest, *found[1:]] if rest else found


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
    bare = [_bare(line) for line in lines]
    counts = {sign: Counter(line.count(sign) for line in bare if sign in line) for sign in SIGNS}
    sign = max(SIGNS, key=lambda sign: _weight(counts[sign]))
    gaps = sum(len(GAP.findall(line)) for line in bare)
    if not counts[sign] or gaps > _weight(counts[sign]):
        return None
    # Tabs that push words to a column by eye are not equally many.
    is_even = 2 * max(counts[sign].values()) >= counts[sign].total()
    return sign if is_even or sign != "\t" else None


def _bare(line: str) -> str:
    """A line whose signs all part cells: without decimal commas and quoted texts."""
    return DECIMAL.sub("d", QUOTED.sub("q", line))


def _weight(counts: Counter[int]) -> int:
    """How many of a sign stand in lines that hold equally many of it."""
    return max((number * lines for number, lines in counts.items()), default=0)


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
