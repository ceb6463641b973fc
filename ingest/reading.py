"""What every source gives (RawRow) and the strict helpers that sources read with.

A source is one file in sources/: a constant SOURCE and a function parse(document) that yields RawRow.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Protocol, TypeVar

from ingest.archive import Document
from ingest.confidential import for_log
from ingest.text import name_key

T = TypeVar("T")
MAX_SAID = 500  # characters of a place or a text in an error or a warning


class ReadingError(Exception):
    """A document says something its reader does not understand: one line with place and text."""

    def __init__(self, place: str, text: str) -> None:
        self.place, self.text = said_of(place), said_of(text)
        super().__init__(f"{self.place}: {self.text}")


def said_of(text: str) -> str:
    """A text of an error or a warning: cut before it is read for what must not be said, and after."""
    return printable(for_log(text[: 2 * MAX_SAID]))


def printable(text: str) -> str:
    """What a document says, as a terminal and a log can bear it: short, and nothing but print."""
    text = text if len(text) <= MAX_SAID else f"{text[:MAX_SAID]}…"
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


class FetchError(Exception):
    """An address cannot be fetched: one line that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One printed mark of one competitor in one ranking: a total, or one routine. Strings as printed.

    competition  the title without what the fields below say: "Serie A1 2022", "World Cup Pesaro 2021"
    stage        "1", "2", "ultima", "Final Six"; phase: regionale, interregionale, nazionale; zone: "ZT1"
    season       the sporting year, only where the document prints one
    record       ordinal in the raw document ("12"; page, table and line as "3.1.12"), so that it
                 survives a better parser. Several rows may share a record when one line prints
                 several marks, or when one mark counts twice: a gymnast's own row, then one with her team.
    title        the competition's title as printed, "" when it is `competition` itself
    address      the cited address where the document cites one per row, else "" (the document's own)
    date         ISO, cut to what is printed: "2021", "2021-03", "2021-03-06", or ""
    kind         all-around | apparatus | team | group | pair | special points | duel
    discipline   rhythmic | artistic | unknown, when neither the document nor its record says it
    round        "" | qualification | semifinal | final | partial | standing
    scope        what sets a ranking apart beyond kind and round, as printed: "dopo 2 attrezzi"
    apparatus    "" for a total, else the word printed: "Cerchio", "CV", "3 nastri 2 palle"
    competitor_kind  athlete | team | group | pair | national: who competitor names
    name_split   what parts family and given name: printed (the source prints them apart), comma, capitals,
                 order (the heading says which comes first, of two words), "" when they are not parted
    team         the club or nation a gymnast's routine counts for, when it counts for a team
    rank         the place beside this mark: in the ranking for a total, on the apparatus for a routine
    components   (code, points) in printed order; code "PEN" is subtracted. A sum of others is left out.
    status       "" | out of ranking | DNS | DNF | DSQ | withdrawn | reserve
    date_note    how the date is known, when the document does not print it
    field_size   the printed number of competitors, or ""
    attempt      which performance on the apparatus this is, where there are several: "1", "2"; "" for
                 the mark of several together (the mean of two vaults), which is no performance
    squad        the members of a team or group, as printed
    licence      the number of a gymnast's licence: evidence of who she is, never loaded
    revision     what a sheet says of itself that replaces an earlier one, as words that stand between the
                 two values: "nella classifica corretta", "dopo ricorso"; "" for any other
    """

    record: str
    competition: str
    competitor: str
    kind: str
    address: str = ""
    title: str = ""
    organiser: str = ""
    stage: str = ""
    phase: str = ""
    zone: str = ""
    season: str = ""
    date: str = ""
    date_end: str = ""
    place: str = ""
    venue: str = ""
    discipline: str = "rhythmic"
    category: str = ""
    round: str = ""
    scope: str = ""
    apparatus: str = ""
    attempt: str = "1"
    competitor_kind: str = "athlete"
    family_name: str = ""
    given_name: str = ""
    name_split: str = ""
    club: str = ""
    team: str = ""
    nation: str = ""
    birth_year: str = ""
    licence: str = ""
    rank: str = ""
    points: str = ""
    components: tuple[tuple[str, str], ...] = ()
    status: str = ""
    is_loan: bool = False
    is_complete: bool = False
    is_counted: bool = True
    field_size: str = ""
    squad: str = ""
    revision: str = ""
    date_note: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expects:
    """What every document of a source must reach, or it is refused: rows in all, and the share of rows
    (0 to 1) that fill a column of RawRow.
    """

    min_rows: int
    filled: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who publishes what, under which terms.

    expects        what each of its documents must hold
    hosts          where its pages and files lie, redirects included; () for a source that is never fetched
    delay_seconds  between two requests to one host
    """

    key: str
    name: str
    publisher: str
    lineage: str
    home_url: str
    licence: str
    covers: str
    media_types: tuple[str, ...]
    expects: Expects
    hosts: tuple[str, ...] = ()
    delay_seconds: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as fetched for `discover`: its final address, its bytes, and its text in the right charset."""

    url: str
    content: bytes
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A document to fetch: its address, the name it gets in the archive, and what the page that links
    it says of it (see Document.said).
    """

    url: str
    name: str
    said: dict[str, str] = field(default_factory=dict)


class Get(Protocol):
    """Fetch one page for `discover`; with a body, ask for it by POST, the body as JSON."""

    def __call__(self, url: str, body: Mapping[str, str] | None = None, /) -> Page: ...


Discover = Callable[[Get], Iterator[Link]]
Parse = Callable[[Document], Iterator[RawRow]]


def _header_error(header: Sequence[str], columns: Sequence[str]) -> str:
    if ";".join(columns) == ";".join(header):
        return "the columns are parted by semicolons, expected commas"
    return f"the columns are {', '.join(header) or 'none'}; expected {', '.join(columns)}"


def require(place: str, row: dict[str, str], columns: Sequence[str]) -> None:
    """Raise ReadingError if a cell that every row must fill is empty."""
    for column in columns:
        if not row[column]:
            raise ReadingError(place, f"{column} is empty")


def one_of(place: str, what: str, value: T, known: Iterable[T]) -> T:
    """Return the value if it is one of those known; raise ReadingError if not."""
    choices = list(known)
    if value not in choices:
        raise ReadingError(
            place, f"{what} is {value!r}, expected {' or '.join(map(repr, choices))}"
        )
    return value


def tell_apart(place: str, named: Sequence[tuple[str, str]]) -> list[str]:
    """The names of (name, club) in one ranking; where two share a name, the club stands before it.

    Raises ReadingError for two of one name and club, who would become one.
    """
    shared = Counter(name_key(name) for name, _ in named)
    names = [
        f"{club} {name}".strip() if shared[name_key(name)] > 1 else name for name, club in named
    ]
    if len(set(map(name_key, names))) < len(names):
        raise ReadingError(place, "two competitors of one name and club")
    return names


def unlike(taken: Container[str], *names: str) -> str:
    """The first of the names that is not taken, else the last with a number: "Junior (2)"."""
    numbered = (f"{names[-1]} ({number})" for number in count(2))
    return next(name for name in chain(names, numbered) if name not in taken)


def csv_rows(document: Document, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (record, row) of a UTF-8 CSV whose header is exactly `columns`; record counts data rows from 1;
    blank lines are none.

    Raises ReadingError on another encoding, another header, or a row with too many or too few cells.
    """
    try:
        text = document.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadingError(f"byte {error.start}", "not UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != list(columns):
            raise ReadingError("line 1", _header_error(header, columns))
        for number, cells in enumerate(filter(None, reader), 1):
            if len(cells) != len(columns):
                raise ReadingError(f"row {number}", f"{len(cells)} cells, expected {len(columns)}")
            yield str(number), dict(zip(columns, (cell.strip() for cell in cells), strict=True))
    except csv.Error as error:
        raise ReadingError(f"line {reader.line_num}", str(error)) from error
