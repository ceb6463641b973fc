"""What every reader of files gives: lines of words, each with the place where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A text that stands in one piece: a word of a PDF, or a whole cell of a table.

    x0, x1  left and right edge: points in a PDF, characters in text of fixed width, columns in a table
            (a cell of the third column that spans two stands at 2.0 to 3.9)
    rows    rows of the table that the cell spans
    """

    text: str
    x0: float
    x1: float
    rows: int = 1

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line from left to right; empty lines are left out.

    page    page of a PDF, sheet of a spreadsheet, table of an HTML page; from 1
    number  the line's number on its page: in a table the row as a person counts it (line 1 is the
            first of the file), so that a record can be found again
    y       the height of its baseline: points from the top of the page; in a table, its number
    is_grid whether its words are cells, each exactly in its column
    """

    page: int
    number: int
    y: float
    words: tuple[Word, ...]
    is_grid: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def place_of(line: Line) -> str:
    """Where a line stands, as errors say it."""
    return f"page {line.page}, line {line.number}"
