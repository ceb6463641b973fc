"""A table as it is read: its rows, each with the cells of its lines, and what stands around them."""

from dataclasses import dataclass, field

from ingest.sheet.columns import Layout
from ingest.sheet.heads import Head
from ingest.sheet.lines import Line


@dataclass(slots=True)
class Row:
    """One row: its first line, its cells by column, and what stands on its further lines.

    cells      column -> words of the first line, joined; `lower` the same of each further line of numbers
    above      column -> texts of lines above the first that a wrapped cell begins with
    below      column -> texts of further lines that stand below it
    labelled   (group, label) -> number: "D" before the numbers of a line says what they are
    attempts   further lines that count a performance each, as (column -> text)
    """

    line: Line
    cells: dict[int, str] = field(default_factory=dict)
    lower: list[dict[int, str]] = field(default_factory=list)
    above: dict[int, list[str]] = field(default_factory=dict)
    below: dict[int, list[str]] = field(default_factory=dict)
    labelled: dict[tuple[int, str], str] = field(default_factory=dict)
    attempts: list[dict[int, str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    has_rank: bool = True

    def text_of(self, at: int) -> str:
        """All that its cell of a column holds, on whatever line."""
        return " ".join([*self.above.get(at, ()), self.cells.get(at, ""), *self.below.get(at, ())])


@dataclass(slots=True)
class Body:
    """The rows of one table, the layouts of their first line and of each further line of numbers, and
    the lines around that belong to no row.
    """

    head: Head
    upper: Layout
    lower: list[Layout]
    rows: list[Row]
    others: list[Line]
