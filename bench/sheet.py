"""One result sheet being printed: its style, its lines, who stands on each line."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from bench.names import print_club, print_name
from bench.people import Athlete, Club
from bench.scores import Mark, print_points
from ingest.sources.pedana_synthetic_csv import COLUMNS

NAME_STYLES = ("plain", "plain", "capitals", "capital surname", "swapped")


@dataclass(slots=True)
class Sheet:
    """The rows of one document. People and clubs keep one printed form on the whole sheet."""

    random: Random
    shared: dict[str, str]
    style: str
    comma: bool
    prints_birth_year: bool
    is_truncated: bool
    rows: list[dict[str, str]] = field(default_factory=list)
    people: list[tuple[str, int]] = field(default_factory=list)
    line: int = 0
    names: dict[int, str] = field(default_factory=dict)
    club_names: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """One gymnast of a ranking before it is printed."""

    athlete: Athlete
    marks: list[Mark]
    status: str = ""

    @property
    def total(self) -> int:
        return sum(mark.points for mark in self.marks if mark.is_counted)


def begin_sheet(random: Random, shared: dict[str, str], is_truncated: bool) -> Sheet:
    return Sheet(
        random=random,
        shared=shared,
        style=random.choice(NAME_STYLES),
        comma=random.random() < 0.2,
        prints_birth_year=random.random() < 0.5,
        is_truncated=is_truncated,
    )


def name_on(sheet: Sheet, athlete: Athlete) -> str:
    if athlete.person not in sheet.names:
        sheet.names[athlete.person] = print_name(
            sheet.random, athlete.family_name, athlete.given_name, sheet.style
        )
    return sheet.names[athlete.person]


def club_on(sheet: Sheet, club: Club) -> str:
    if club.code not in sheet.club_names:
        sheet.club_names[club.code] = print_club(sheet.random, club.name, club.code, sheet.style)
    return sheet.club_names[club.code]


def add_line(sheet: Sheet, athlete: Athlete | None = None) -> dict[str, str]:
    """Begin a printed line; the answer is what its marks share."""
    sheet.line += 1
    cells = {**sheet.shared, "line": str(sheet.line)}
    if athlete is not None:
        sheet.people.append((str(sheet.line), athlete.person))
        cells["competitor_kind"] = "athlete"
        cells["competitor"] = name_on(sheet, athlete)
        cells["club"] = club_on(sheet, athlete.club)
        if sheet.prints_birth_year:
            cells["birth_year"] = str(athlete.birth_year)
    return cells


def print_squad(sheet: Sheet, squad: list[Athlete]) -> str:
    """The names of a squad on the line that was begun, each a person of "line-n" in the answer key."""
    for place, athlete in enumerate(squad, 1):
        sheet.people.append((f"{sheet.line}-{place}", athlete.person))
    return ", ".join(name_on(sheet, athlete) for athlete in squad)


def add_mark(sheet: Sheet, line: dict[str, str], mark: Mark, rank: str, **more: str) -> None:
    """Print one routine on a line."""
    components = (f"{code}={print_points(value, sheet.comma)}" for code, value in mark.components)
    sheet.rows.append(
        {
            **line,
            "apparatus": mark.apparatus,
            "rank": rank,
            "points": print_points(mark.points, sheet.comma),
            "components": ";".join(components),
            "is_counted": "1" if mark.is_counted else "0",
            **more,
        }
    )


def add_total(sheet: Sheet, line: dict[str, str], points: str, rank: str, **more: str) -> None:
    """Print the total of a line."""
    sheet.rows.append({**line, "points": points, "rank": rank, **more})


def to_csv(rows: Iterable[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
