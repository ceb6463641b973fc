"""Small archives of plainly invented results that the checks are tried on, through a real build.

A case is the rows that are wrong and those that nearly are: the first go into documents whose names
begin with "bad", the others into "near" ones, and all are built together. `file` in a row names its
document behind that; documents are fetched in the order of their names. Those of one `page` are versions
of it: one name, one address; `address` is that of a page elsewhere.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.archive import add_document
from ingest.build import build_release
from ingest.check import Finding
from ingest.decisions import FILES
from ingest.load import Loader
from ingest.sources.pedana_synthetic_csv import COLUMNS

PRESS = (
    "competition", "date", "place", "round", "rank", "athlete", "club", "nation", "apparatus",
    "score_as_printed", "source", "url", "note",
)  # fmt: skip
FAMILIES = (
    "Zibarova",
    "Vrolucci",
    "Belzira",
    "Quonelli",
    "Hjolosta",
    "Nzorini",
    "Plokandro",
    "Fnarulla",
)
Row = dict[str, str]


@dataclass(frozen=True)
class Case:
    """Rows of the bad and of the near documents, how many findings the bad ones give, and what the first
    says.

    at         the record where the first finding stands, "" where any will do
    decisions  document ids by name -> lines of decisions, by the name of their file
    breaks     breaks the build itself, for what no document can: called with monkeypatch
    """

    bad: list[Row]
    near: list[Row]
    finds: int
    say: str
    at: str = ""
    decisions: Callable[[dict[str, str]], dict[str, list[str]]] | None = None
    breaks: Callable[..., None] | None = None


def sheet(competitor: str = "", points: str = "", **cells: str) -> Row:
    """A printed mark of a sheet (pedana_synthetic_csv): by default a total of an all-around."""
    shared = {
        "competition": "Trofeo Inventato 2024",
        "date": "2024-05-04",
        "place": "Nessundove",
        "category": "Senior",
        "kind": "all-around",
        "competitor_kind": "athlete",
        "competitor": competitor,
        "club": "Società Finta",
        "points": points,
        "is_counted": "1",
        "is_complete": "0",
        "is_loan": "0",
    }
    return shared | cells


def press(athlete: str = "", score: str = "", **cells: str) -> Row:
    """A mark that the press printed (press_scores): by default a total of an all-around."""
    shared = {
        "competition": "Trofeo Stampato 2024",
        "date": "2024-06-08",
        "place": "Nessundove",
        "round": "AA",
        "athlete": athlete,
        "club": "Società Finta",
        "nation": "ITA",
        "apparatus": "TOT",
        "score_as_printed": score,
        "source": "x",
        "url": "https://esempio.example/1",
    }
    return shared | cells


def team(name: str, score: str, **cells: str) -> Row:
    """A team of a stage of Serie A1 2024, as the press prints it."""
    shared = {
        "competition": "Serie A1 2024 - 1a prova",
        "date": "2024-02-03",
        "round": "SQ",
        "nation": "",
        "club": name,
        "note": "squadra",
    }
    return press(name, score, **(shared | cells))


def ranked(*totals: str, ranks: Iterable[int] = (), **cells: str) -> list[Row]:
    """A ranking of a sheet: one total for each name, at places 1, 2, 3 ... unless others are given."""
    places = list(ranks) or range(1, len(totals) + 1)
    return [
        sheet(f"{name} Prova", total, rank=str(place), **cells)
        for name, total, place in zip(FAMILIES, totals, places, strict=False)
    ]


def all_around(name: str, total: str, *parts: str, rank: str = "", **cells: str) -> list[Row]:
    """A total of a sheet and its routines, on as many apparatus, on one line."""
    line = {"line": cells.pop("line", "1"), **cells}
    routines = [
        sheet(name, points, apparatus=apparatus, **line)
        for apparatus, points in zip(("CE", "PA", "CV", "NA"), parts, strict=False)
    ]
    return [sheet(name, total, rank=rank, **line), *routines]


def parts_of(score: str, parts: str, **cells: str) -> Row:
    """A routine of a sheet with its components, "D=9.000;E=8.000"."""
    return sheet(
        "Zibarova Prova", score, apparatus="CE", kind="apparatus", components=parts, **cells
    )


def elsewhere(rows: Iterable[Row], **cells: str) -> list[Row]:
    """The same rows with other cells."""
    return [row | cells for row in rows]


def spoil(table: str, change: Callable[[tuple], tuple | None]) -> Callable[..., None]:
    """A fault of the loader: it changes the rows that it writes to a table, or drops them (None)."""
    insert = Loader.insert

    def insert_spoilt(loader: Loader, name: str, rows: Iterable[tuple]) -> None:
        changed = rows if name != table else filter(None, map(change, rows))
        insert(loader, name, changed)

    return lambda monkeypatch: monkeypatch.setattr(Loader, "insert", insert_spoilt)


def build_case(case: Case, folder: Path) -> tuple[list[Finding], dict[str, str]]:
    """Build the case; what was found, and the name of each document by its id."""
    names: dict[str, str] = {}
    for name, rows in _documents(case):
        source, columns = _form(rows)
        page = rows[0].get("page", "")
        address = rows[0].get("address", page)
        document, _ = add_document(
            folder / "archive", _csv(rows, columns), source=source, name=f"{page or name}.csv",
            address=f"https://esempio.example/{address}" if address else "",
            fetched_at=f"2025-01-{len(names) + 1:02}T00:00:00+00:00",
        )  # fmt: skip
        names[document.document_id] = name
    if case.decisions:
        _write_decisions(
            folder / "archive" / "decisions", case.decisions({v: k for k, v in names.items()})
        )
    report = build_release([folder / "archive"], folder / "release")
    assert report.failures == [], report.failures
    return report.findings, names


def _documents(case: Case) -> Iterator[tuple[str, list[Row]]]:
    for side, rows in (("bad", case.bad), ("near", case.near)):
        for file in sorted({row.get("file", "") for row in rows}):
            name = side + file
            yield name, _padded(name, [row for row in rows if row.get("file", "") == file])


def _form(rows: list[Row]) -> tuple[str, tuple[str, ...]]:
    is_press = "score_as_printed" in rows[0]
    return ("press_scores", PRESS) if is_press else ("pedana_synthetic_csv", COLUMNS)


def _padded(name: str, rows: list[Row]) -> list[Row]:
    """The rows of a sheet and two more, of a competition of its own: no sheet has one row only. A page is
    as its versions say.
    """
    if "score_as_printed" in rows[0] or "page" in rows[0]:
        return rows
    other = {"competition": f"Contorno {name} 2020", "date": "2020-02-02", "place": name}
    return rows + [
        sheet(f"{who} Contorno{name}", score, club="Altre Sportive", line=str(900 + place), **other)
        for place, (who, score) in enumerate((("Izzima", "12.000"), ("Uzbea", "11.000")), 1)
    ]


def _csv(rows: list[Row], columns: tuple[str, ...]) -> bytes:
    """The rows as their source prints them; a row without a line is a line of its own."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows, 1):
        writer.writerow({"line": str(number)} | row if "line" in columns else row)
    return text.getvalue().encode()


def _write_decisions(folder: Path, files: dict[str, list[str]]) -> None:
    folder.mkdir()
    for name, lines in files.items():
        text = "\n".join([",".join(FILES[name]), *lines]) + "\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
