"""The words of a PDF with their positions: page by page, lines from top to bottom.

pdfium gives every letter with its place; that order is not trusted, only the places are. Letters that
stand outside the page are not read: nobody sees them.
"""

import ctypes
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.reading import ReadingError
from ingest.sheet.lines import Line, Word

MAX_PAGES = 500
MAX_CHARS = 60_000  # of one page; a sheet of 300 rows with all components has 20,000
GAP = 0.2  # of the height of a letter: more between two letters parts two words
TOUCH = 0.3  # of the height of a letter: cells that touch may overlap by less
DRIFT = 0.45  # of the height of a letter: baselines that differ by less are one line


class _Char(NamedTuple):
    text: str
    x0: float
    x1: float
    y: float
    height: float
    piece: int = 0  # the object that draws it


class _Placed(NamedTuple):
    word: Word
    y: float
    height: float


def read_lines(content: bytes) -> list[Line]:
    """The lines of a PDF with text. Raises ReadingError on a scan, or on a page that is only a picture."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ReadingError("document", f"not a PDF that can be opened ({error})") from error
    try:
        return _document_lines(document)
    except pypdfium2.PdfiumError as error:
        raise ReadingError("document", f"a damaged PDF ({error})") from error
    finally:
        document.close()


def _document_lines(document: pypdfium2.PdfDocument) -> list[Line]:
    if len(document) > MAX_PAGES:
        raise ReadingError("document", f"{len(document)} pages, at most {MAX_PAGES} are read")
    lines: list[Line] = []
    pictures = []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        found = _lines(_words(_chars(page, number)), number)
        if not found and any(True for _ in page.get_objects(max_depth=2)):
            pictures.append(number)
        lines += found
        page.close()
    if not lines:
        raise ReadingError(
            "document", f"no text on its {len(document)} pages: a scan cannot be read"
        )
    if pictures:
        raise ReadingError(f"page {pictures[0]}", "no text, only pictures: it cannot be read")
    return lines


def _chars(page: pypdfium2.PdfPage, number: int) -> Iterator[_Char | None]:
    """The letters of a page in the order of the file, None where a space parts them."""
    text_page = page.get_textpage()
    count = text_page.count_chars()
    if count > MAX_CHARS:
        raise ReadingError(f"page {number}", f"{count} letters, at most {MAX_CHARS} are read")
    turn, frame = page.get_rotation(), page.get_bbox()
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        text = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        is_seen = frame[0] <= x.value <= frame[2] and frame[1] <= y.value <= frame[3]
        if text.isspace() or not text.isprintable() or not is_seen:
            yield None
        else:
            piece = ctypes.cast(pdfium.FPDFText_GetTextObject(text_page, index), ctypes.c_void_p)
            char = _upright(text, box, (x.value, y.value), turn, frame)
            yield char._replace(piece=piece.value or 0)
    text_page.close()


def _upright(
    text: str, box: pdfium.FS_RECTF, origin: tuple[float, float], turn: int,
    frame: tuple[float, float, float, float],
) -> _Char:  # fmt: skip
    """A letter as seen on a page that is shown turned clockwise: x from the left, y from the top."""
    left, bottom, right, top = frame
    if turn == 90:
        return _Char(text, box.bottom - bottom, box.top - bottom, origin[0] - left,
                     box.right - box.left)  # fmt: skip
    if turn == 180:
        return _Char(text, right - box.right, right - box.left, origin[1] - bottom,
                     box.top - box.bottom)  # fmt: skip
    if turn == 270:
        return _Char(text, top - box.top, top - box.bottom, right - origin[0],
                     box.right - box.left)  # fmt: skip
    return _Char(text, box.left - left, box.right - left, top - origin[1], box.top - box.bottom)


def _words(chars: Iterable[_Char | None]) -> Iterator[_Placed]:
    """Letters that follow one another without a gap are a word; one printed twice for boldness is one."""
    run: list[_Char] = []
    for char in chars:
        if char and run and _follows(run[-1], char):
            if not _is_again(run[-1], char):
                run.append(char)
            continue
        if run:
            yield _placed(run)
        run = [char] if char else []
    if run:
        yield _placed(run)


def _follows(one: _Char, other: _Char) -> bool:
    gap = other.x0 - one.x1
    is_level = abs(other.y - one.y) < DRIFT * max(one.height, other.height)
    if _are_cells(one, other) and gap > -TOUCH * one.height:
        return False
    return is_level and -one.height < gap < GAP * one.height and other.x1 > one.x0


def _are_cells(one: _Char, other: _Char) -> bool:
    """Whether two letters that touch are the end of a cell and the start of the next: "XimenaEGY"."""
    starts = other.text.isdigit() or (other.text.isupper() and one.text.islower())
    return one.piece != other.piece and one.text.isalpha() and starts


def _is_again(one: _Char, other: _Char) -> bool:
    return other.text == one.text and other.x0 - one.x0 < (one.x1 - one.x0) / 2


def _placed(run: list[_Char]) -> _Placed:
    word = Word("".join(char.text for char in run), run[0].x0, run[-1].x1)
    return _Placed(word, run[0].y, max(char.height for char in run))


def _lines(words: Iterable[_Placed], page: int) -> list[Line]:
    """Words on one baseline are a line, whatever the order in which the file draws them."""
    rows: list[list[_Placed]] = []
    for placed in sorted(words, key=lambda placed: (placed.y, placed.word.x0)):
        if rows and _is_beside(rows[-1], placed):
            rows[-1].append(placed)
        else:
            rows.append([placed])
    return [
        Line(page, number, round(row[0].y, 1), _once(row)) for number, row in enumerate(rows, 1)
    ]


def _is_beside(row: list[_Placed], placed: _Placed) -> bool:
    """Whether a word goes on with a line; a little lower it does only where nothing stands above it."""
    drift = placed.y - row[0].y
    if drift < DRIFT * min(placed.height, row[0].height) / 3:
        return True
    return drift < DRIFT * min(placed.height, row[0].height) and not any(
        other.word.x0 < placed.word.x1 and placed.word.x0 < other.word.x1 for other in row
    )


def _once(row: list[_Placed]) -> tuple[Word, ...]:
    """The words of a line from left to right; one drawn twice in its place counts once."""
    words: list[Word] = []
    for word in sorted((placed.word for placed in row), key=lambda word: word.x0):
        if not words or (word.text, round(word.x0)) != (words[-1].text, round(words[-1].x0)):
            words.append(word)
    return tuple(words)
