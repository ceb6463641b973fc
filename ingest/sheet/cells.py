"""What the readers of tables share: the limits, the cell as a Word, and text without invisible signs.

The limits hold far above any ranking (11,000 gymnasts in 40 columns are 440,000 cells) and far below
what would fill a small machine. A file beyond one is refused whole: nothing is read in part.
"""

import re

from ingest.reading import ReadingError
from ingest.sheet.lines import Word

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 512
MAX_CELLS = 1_500_000
MAX_TEXT = 2_000

# Soft hyphen, zero-width signs and marks of direction: nobody sees them, and they part equal names.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
MINUS = "\u2212"
BREAK = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")
SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def clean(text: str) -> str:
    """The text with every run of spaces (no-break, thin, tab) as one blank, and nothing invisible."""
    text = text.replace(MINUS, "-")
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return SPACES.sub(" ", INVISIBLE.sub("", text)).strip(" ")


def cell(text: str, column: int, span: int = 1, rows: int = 1) -> Word:
    """A cell of the column (from 0) that spans `span` columns and `rows` rows; it may still hold line
    breaks.
    """
    return Word(text, float(column), column + span - 0.1, rows)


def check_area(place: str, rows: int, columns: int) -> None:
    """Raise ReadingError if a table of this size is beyond the limits, before memory is taken for it."""
    if rows > MAX_ROWS:
        raise ReadingError(place, f"{rows} rows; more than {MAX_ROWS} are not read")
    if columns > MAX_COLUMNS:
        raise ReadingError(place, f"{columns} columns; more than {MAX_COLUMNS} are not read")
    if rows * columns > MAX_CELLS:
        raise ReadingError(place, f"{rows * columns} cells; more than {MAX_CELLS} are not read")
