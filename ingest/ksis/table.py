"""The table of a KSIS category: two rows a gymnast, her scores and below them their components.

What the head does not say is refused; sums are used to see that the columns were not mixed up.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any

from ingest.ksis.cells import TABLE, Cell, read_cells
from ingest.ksis.head import Layout, read_head
from ingest.reading import RawRow, ReadingError
from ingest.sheet.marks import status_of
from ingest.sheet.names import read_name
from ingest.vocabulary import find_apparatus

DIFFICULTY = {"DB", "DA"}  # printed beside their sum D, only they are kept
OUT = "out of ranking"
KINDS = (  # what a category's name says of those who compete in it
    (re.compile(r"\b(?:groups?|trio|ensembles?|skupin\w*|insieme|grupp\w*)\b", re.I), "group"),
    (re.compile(r"\b(?:pairs?|duo|dvojic\w*|coppi[ae])\b", re.I), "pair"),
    (re.compile(r"\b(?:teams?|dru[zž]st\w*|squadr[ae])\b", re.I), "team"),
)
ROUNDS = (
    (re.compile(r"\bqualif", re.I), "qualification"),
    (re.compile(r"\b(?:finals?|final[ei])\b", re.I), "final"),
)
SCORE = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)(?:\s*\((\d{1,3})\.?\))?")
PART = re.compile(r"-?\d{1,3}(?:[.,]\d{1,3})?")
NUMBERED = re.compile(r"(\d{1,4})\s*-\s*")
RANK = re.compile(r"(\d{1,4}[.)=T]*)(?:\s?-\s?\d{1,4}\.?)?|")
YEAR = re.compile(r"(?:\d\d?\.\s?\d\d?\.\s?)?((?:19|20)\d\d)(?:-\d\d-\d\d)?|")
NOTHING = ("", "-", "–")
CENT = Decimal("0.011")  # parts printed with two decimals miss their sum by a rounding


def read_category(text: str, base: RawRow) -> Iterator[RawRow]:
    """The totals and routines of one category, fields that the page does not print from `base`.

    Raises ReadingError with the row and the text that is not understood, and when nothing is published.
    """
    rows = read_cells(text)
    head = list(takewhile(lambda row: all(cell.is_head for cell in row), rows))
    if len(head) == len(rows):
        raise ReadingError(f"table {TABLE}", "no rows: nothing is published here")
    layout = read_head(head)
    base = _base(base, layout)
    gymnasts = [
        list(_read(base, layout, str(number), cells, parts))
        for number, (cells, parts) in enumerate(_gymnasts(rows[len(head) :], layout), 1)
    ]
    if "rank" not in layout.columns:
        _require_places([total for total, *_ in gymnasts])
    _require_sums(gymnasts)
    for each in gymnasts:
        yield from each


def _base(base: RawRow, layout: Layout) -> RawRow:
    """What holds for all rows: discipline by the apparatus, kind and round by the category's name."""
    disciplines = [
        discipline
        for discipline in (base.discipline, "rhythmic", "artistic")
        if all(find_apparatus(word, discipline) for word in layout.apparatus)
    ]
    if not disciplines:
        raise ReadingError("head", f"apparatus of two disciplines: {', '.join(layout.apparatus)}")
    of = next((kind for pattern, kind in KINDS if pattern.search(base.category)), "athlete")
    kind = "all-around" if of == "athlete" else of
    return replace(
        base,
        discipline=disciplines[0],
        competitor_kind=of,
        kind=kind if len(layout.apparatus) > 1 or of == "team" else "apparatus",
        round=next((round_ for pattern, round_ in ROUNDS if pattern.search(base.category)), ""),
    )


def _gymnasts(rows: list[list[Cell]], layout: Layout) -> Iterator[tuple[list[Cell], list[str]]]:
    """Each gymnast's cells with the components of the row below, [] where there is none."""
    width = sum(map(len, layout.components))
    number = 0
    while number < len(rows):
        cells, below = rows[number], rows[number + 1] if number + 1 < len(rows) else []
        if len(cells) != len(layout.columns):
            text = f"{len(cells)} cells, expected {len(layout.columns)}: {' | '.join(c.text for c in cells)}"
            raise ReadingError(f"row {number + 1}", text)
        parts = [cell.text for cell in below]
        has_parts = all(part in NOTHING or PART.fullmatch(part) for part in parts)
        if has_parts and parts and len(parts) != width:
            raise ReadingError(f"row {number + 2}", f"{len(parts)} components, expected {width}")
        yield cells, parts if has_parts else []
        number += 1 + (has_parts and bool(below))


def _read(
    base: RawRow, layout: Layout, record: str, cells: list[Cell], parts: list[str]
) -> Iterator[RawRow]:
    """A gymnast's total, then her routines; one row of both where the category is of one apparatus."""
    said = dict(zip(layout.columns, cells, strict=True))
    place = f"gymnast {record}"
    if "final" in said and re.search(r"\d", said["final"].text):
        raise ReadingError(place, f"a second total: {said['final'].text!r}")
    status, total, _ = _score(said["total"], place)
    status = status or status_of(said["rank"].text if "rank" in said else "")
    gymnast = replace(base, record=record, points=total, status=status, **_person(said, place))
    routines = list(_routines(gymnast, layout, said, parts, place))
    if base.kind != "apparatus":
        yield gymnast
        yield from routines
    elif not routines:
        yield replace(gymnast, apparatus=layout.apparatus[0])
    elif _number(routines[0].points) != _number(total):
        raise ReadingError(place, f"{routines[0].points} on the only apparatus, {total!r} in all")
    else:
        yield replace(routines[0], record=record, rank=gymnast.rank)


def _person(said: dict[str, Cell], place: str) -> dict[str, Any]:
    """Who a row is about. Of a birth date only the year; no starting number. Below the name stand the club
    and the members of a group; below the year a category is a note.
    """
    first, *below = said["name"].lines or [""]
    number = NUMBERED.match(first)
    name = first[number.end() :] if number else first
    link = said["name"].link
    is_alone = bool(link or below or "club" in said)
    if not name or (link or name) != name or (len(name.split()) > 3 and not is_alone):
        raise ReadingError(place, f"name {said['name'].text!r} not understood")
    year, *note = said["birth"].lines or [""] if "birth" in said else [""]
    birth = YEAR.fullmatch(year)
    if not birth:
        raise ReadingError(place, f"year {year!r} not understood")
    parted = read_name(name, "surname name")
    return {
        "competitor": name, "family_name": parted.family, "given_name": parted.given,
        "name_split": parted.split,
        "club": below[0] if below else said["club"].text if "club" in said else "",
        "squad": " ".join(below[1:]), "note": " ".join(note),
        "nation": _nation(said, place), "birth_year": birth[1] or "",
        "rank": _place(said, number[1] if number else "", place),
    }  # fmt: skip


def _place(said: dict[str, Cell], number: str, place: str) -> str:
    """The place as printed: "1.", "2=", the first of "1.-2."; the number before the name without a column."""
    cell = said.get("rank")
    printed = cell.text if cell else number
    rank = RANK.fullmatch("" if status_of(printed) else printed.strip("-–"))
    if not rank or (cell and cell.images and not printed):
        raise ReadingError(place, f"place {printed or 'in a picture'!r} not understood")
    return rank[1] or ""


def _nation(said: dict[str, Cell], place: str) -> str:
    """Three letters, in print or as the name of a flag's picture."""
    cell = said.get("nation")
    text = cell and (
        cell.text or " ".join(PurePosixPath(image).stem.upper() for image in cell.images)
    )
    if text and not re.fullmatch("[A-Z]{3}", text):
        raise ReadingError(place, f"nation {text!r} not understood")
    return text or ""


def _routines(
    gymnast: RawRow, layout: Layout, said: dict[str, Cell], parts: list[str], place: str
) -> Iterator[RawRow]:
    left = list(parts)
    for number, (word, codes) in enumerate(
        zip(layout.apparatus, layout.components, strict=True), 1
    ):
        printed, left = left[: len(codes)], left[len(codes) :]
        status, points, rank = _score(said[word], f"{place}, {word}")
        components = _components(codes, printed, f"{place}, {word}")
        if points or status:
            yield replace(
                gymnast,
                record=f"{gymnast.record}.{number}",
                apparatus=word,
                points=points,
                rank=rank,
                status=status or (OUT if gymnast.status == OUT else ""),
                components=components,
            )
        elif any(_number(text) for _, text in components):
            raise ReadingError(f"{place}, {word}", f"components {' '.join(printed)} of no score")


def _score(cell: Cell, place: str) -> tuple[str, str, str]:
    """Status, points and place of a cell: "DNS", "14.100", "14.100 (2)"; nothing where nothing is printed."""
    if cell.text in NOTHING:
        return "", "", ""
    if status_of(cell.text):
        return status_of(cell.text), "", ""
    match = SCORE.fullmatch(cell.text)
    if not match:
        raise ReadingError(place, f"score {cell.text!r} not understood")
    return "", match[1], match[2] or ""


def _components(codes: list[str], printed: list[str], place: str) -> tuple[tuple[str, str], ...]:
    """The components that are printed, without a D that is the sum of DB and DA."""
    found = [
        (code, text) for code, text in zip(codes, printed, strict=False) if text not in NOTHING
    ]
    values = {code: _number(text) for code, text in found}
    if "D" in values and DIFFICULTY & values.keys():
        if values["D"] != sum(values.get(code, 0) for code in DIFFICULTY):
            raise ReadingError(place, f"D {values['D']} beside {found}")
        found = [(code, text) for code, text in found if code != "D"]
    return tuple(found)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ".") or "0")


def _require_places(totals: list[RawRow]) -> None:
    """Numbers before the names are places if they rise from 1 while the totals fall."""
    ranked = sorted(
        (int(row.rank), -_number(row.points)) for row in totals if row.rank and row.points
    )
    points = [negative for _, negative in ranked]
    if ranked and (ranked[0][0] != 1 or points != sorted(points)):
        text = "no column of places, and the numbers before the names do not follow the totals"
        raise ReadingError("head", text)


def _require_sums(gymnasts: list[list[RawRow]]) -> None:
    """Raise ReadingError if most sums do not close: then the columns are not what the head says.

    A single sum that does not close is a misprint: it is loaded as printed, and a check reports it.
    """
    scored = [row for rows in gymnasts for row in rows if row.components]
    closed = [_is_near(_of_components(row), row.points) for row in scored]
    _require_most("the components are not the score", closed)
    sums = [
        (sum(_number(row.points) for row in routines), total.points)
        for total, *routines in gymnasts
        if routines and total.points
    ]
    closed = [_is_near(sum_, points) for sum_, points in sums]
    _require_most("the scores are not the total", closed)


def _of_components(row: RawRow) -> Decimal:
    return sum(
        (-abs(_number(text)) if code == "PEN" else _number(text) for code, text in row.components),
        Decimal(0),
    )


def _is_near(sum_: Decimal | int, printed: str) -> bool:
    return abs(sum_ - _number(printed)) < CENT


def _require_most(what: str, closed: list[bool]) -> None:
    if closed.count(False) > closed.count(True):
        raise ReadingError(f"table {TABLE}", f"{what} in {closed.count(False)} of {len(closed)}")
