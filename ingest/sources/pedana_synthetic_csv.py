"""pedana, archivio sintetico (CSV): results that nobody achieved, written by bench/synthetic.py.

Offers: what the press facts cannot show: complete fields, components, teams with loans, groups,
ties, rows out of ranking, withdrawals, a performance printed in two rankings, homonyms, misprints.
One CSV row is one printed mark; `line` is the printed line, so the total and the routines of one
competitor share it, and it is the record. A Silver national has one document per sector.
Components are written "DB=8.100;DA=3.200;PEN=0.050". Points have a decimal comma in some documents.
"""

import re
from collections.abc import Iterator

from ingest.archive import Document
from ingest.reading import Expects, RawRow, ReadingError, Source, csv_rows, one_of

SOURCE = Source(
    key="pedana_synthetic_csv",
    name="Archivio sintetico di pedana",
    publisher="pedana (dati sintetici)",
    lineage="synthetic",
    home_url="https://sintetico.example/",
    licence="CC0: dati sintetici, nomi e punteggi sono inventati",
    covers="2012-2025",
    media_types=("text/csv",),
    expects=Expects(min_rows=2, filled={"points": 0.5, "club": 0.5, "category": 0.5, "date": 1}),
)

TEXT_COLUMNS = (
    "competition", "title", "organiser", "stage", "phase", "zone", "date", "date_end",
    "place", "category", "kind", "round", "apparatus", "competitor_kind", "competitor", "club",
    "team", "birth_year", "rank", "points", "status", "field_size", "squad",
)  # fmt: skip
COLUMNS = ("line", *TEXT_COLUMNS, "components", "is_loan", "is_complete", "is_counted")

KINDS = ("all-around", "apparatus", "team", "group", "special points")
ROUNDS = ("", "qualification", "final", "standing")
STATUSES = ("", "out of ranking", "DNS", "DNF", "DSQ", "withdrawn", "reserve")
COMPETITOR_KINDS = ("athlete", "team", "group")
COMPONENTS = ("D", "DB", "DA", "A", "E", "PEN")
FLAGS = {"0": False, "1": True}
NUMBER = re.compile(r"\d+([.,]\d{3})?")


def parse(document: Document) -> Iterator[RawRow]:
    """Yield one row per printed mark; the record is the printed line."""
    for number, cells in csv_rows(document, COLUMNS):
        yield _read_row(f"row {number}", cells)


def _read_row(place: str, cells: dict[str, str]) -> RawRow:
    one_of(place, "kind", cells["kind"], KINDS)
    one_of(place, "round", cells["round"], ROUNDS)
    one_of(place, "status", cells["status"], STATUSES)
    one_of(place, "competitor_kind", cells["competitor_kind"], COMPETITOR_KINDS)
    if not cells["line"].isdecimal():
        raise ReadingError(place, f"line is {cells['line']!r}, expected a number")
    if cells["points"]:
        _number(place, cells["points"])
    return RawRow(
        record=cells["line"],
        components=_read_components(place, cells["components"]),
        is_loan=_flag(place, "is_loan", cells["is_loan"]),
        is_complete=_flag(place, "is_complete", cells["is_complete"]),
        is_counted=_flag(place, "is_counted", cells["is_counted"]),
        **{name: cells[name] for name in TEXT_COLUMNS},
    )


def _read_components(place: str, text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in text.split(";") if text else ():
        code, _, value = part.partition("=")
        one_of(place, "component", code, COMPONENTS)
        pairs.append((code, _number(place, value)))
    return tuple(pairs)


def _number(place: str, text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise ReadingError(place, f"not a number: {text!r}")
    return text


def _flag(place: str, name: str, text: str) -> bool:
    return FLAGS[one_of(place, name, text, FLAGS)]
