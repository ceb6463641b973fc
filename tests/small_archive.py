"""A small archive of invented documents: sheets of an organiser and reports of the press, built for real."""

import csv
import io
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.archive import Document, add_document
from ingest.build import Report, build_release
from ingest.coverage import read_coverage
from ingest.decisions import FILES
from ingest.sources.press_scores import COLUMNS

PAGE = "https://giornale.example/trofeo"
SHEET = "https://organizzatore.example/foglio.csv"


@dataclass
class SmallArchive:
    """Documents come in one after another; `build` is a release of what is there."""

    folder: Path
    count: int = field(default=0)

    @property
    def command(self) -> list[str]:
        """`pedana build` of it."""
        return [
            "build",
            "--archive",
            str(self.folder / "archive"),
            "--out",
            str(self.folder / "out"),
        ]

    def add(self, source: str, name: str, text: str, address: str = "", day: str = "") -> Document:
        self.count += 1
        document, _ = add_document(
            self.folder / "archive", text.encode(), source=source, name=name, address=address,
            fetched_at=f"2025-01-{day or f'{self.count:02}'}T10:00:00+00:00",
            said={"discipline": "rhythmic"} if source == "table_file" else None,
        )  # fmt: skip
        return document

    def press(self, *rows: dict[str, str], name: str = "stampa.csv") -> Document:
        """Rows of the press layout; what a row does not say is the trophy's."""
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, COLUMNS, restval="")
        writer.writeheader()
        shared = {
            "competition": "Trofeo Finto 2024", "date": "2024-05-04", "place": "Nessundove",
            "round": "AA", "nation": "ITA", "source": "x", "url": PAGE,
        }  # fmt: skip
        writer.writerows(shared | row for row in rows)
        return self.add("press_scores", name, text.getvalue())

    def sheet(
        self,
        *lines: str,
        address: str = SHEET,
        name: str = "foglio.csv",
        day: str = "",
        date: str = "4 maggio 2024",
    ) -> Document:
        """A sheet of the organiser: titles, then a head and its rows, in cells parted by semicolons."""
        title = ["Trofeo Finto 2024", f"Nessundove, {date}"]
        return self.add("table_file", name, "\n".join([*title, *lines]) + "\n", address, day)

    def decide(self, name: str, *rows: str) -> None:
        path = self.folder / "archive" / "decisions" / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join([",".join(FILES[name]), *rows]) + "\n")

    def build(self) -> Report:
        report = build_release([self.folder / "archive"], self.folder / "out")
        with closing(sqlite3.connect(report.database)) as connection:
            assert all(one.is_accounted for one in read_coverage(connection))
            assert connection.execute("pragma foreign_key_check").fetchall() == []
        return report

    def ask(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "out" / "pedana.db")) as connection:
            return connection.execute(sql, params).fetchall()

    def counts(self) -> tuple[int, int, int]:
        """Competitions, results and routines of a build of what is there now."""
        report = self.build()
        assert report.failures == []
        (found,) = self.ask(
            "select (select count(*) from competition), (select count(*) from result),"
            " (select count(*) from routine)"
        )
        return found
