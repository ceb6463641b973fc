"""The examples of table_file: what was typed by hand stands in their lines, and its sums are right."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.archive import describe_document
from ingest.sheet import sheets
from ingest.sheet.marks import status_of
from ingest.sheet.rows import read_rows
from ingest.sheet.tables import read_lines
from tests.make_table_examples import FOLDER, examples
from tests.sheet_keys import differences

EXPECTED = sorted(FOLDER.glob("*.expected.json"))
BEST_TWO = {"silver_le_migliori_due"}
MISPRINTED = {"50.35": "50.3"}


def document(expected: Path) -> Path:
    found = [path for path in FOLDER.glob("*.*") if path.name.split(".")[0] == stem(expected)]
    return next(path for path in found if path.suffix != ".json")


def stem(expected: Path) -> str:
    return expected.name.split(".")[0]


def rankings(expected: Path) -> list[list[dict[str, Any]]]:
    content = json.loads(expected.read_text(encoding="utf-8"))
    return [ranking["rows"] for ranking in content["rankings"]]


def printed(value: Any) -> Iterator[str]:
    """Every string of the expectation but the names of its fields; keys of apparatus and components count."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from printed(part)
    else:
        for key, part in value.items():
            if key != "kind":
                yield from printed(part)
            if key in ("apparatus", "components") and isinstance(part, dict):
                yield from part


@pytest.mark.parametrize("expected", EXPECTED, ids=stem)
def test_what_is_expected_is_printed(expected: Path) -> None:
    text = "\n".join(line.text for line in read_lines(document(expected).read_bytes()))
    missing = [part for part in printed(json.loads(expected.read_text())) if part not in text]
    assert missing == []


@pytest.mark.parametrize("expected", EXPECTED, ids=stem)
def test_points_are_the_sums_of_their_components(expected: Path) -> None:
    for row in (row for rows in rankings(expected) for row in rows):
        for mark in row.get("apparatus", {}).values():
            parts = {key: number(part) for key, part in mark.get("components", {}).items()}
            penalty = sum(part for key, part in parts.items() if key.startswith("Pen"))
            assert not parts or sum(parts.values()) - 2 * penalty == number(mark["points"])


@pytest.mark.parametrize("expected", EXPECTED, ids=stem)
def test_totals_are_the_sums_of_their_routines(expected: Path) -> None:
    counted = 2 if stem(expected) in BEST_TWO else None
    for rows in rankings(expected):
        for row in (row for row in rows if "total" in row):
            scored = [other for other in rows if row["name"] in (other["name"], other.get("team"))]
            marks = [mark for other in scored for mark in other.get("apparatus", {}).values()]
            points = sorted(
                (number(mark["points"]) for mark in marks if "points" in mark), reverse=True
            )
            assert sum(points[:counted]) == number(MISPRINTED.get(row["total"], row["total"])), row


def number(text: str) -> Decimal:
    assert re.fullmatch(r"\d+([.,]\d+)?", text)
    return Decimal(text.replace(",", "."))


@pytest.mark.parametrize("name", examples())
def test_examples_are_those_that_the_script_writes(name: str) -> None:
    assert read_lines((FOLDER / name).read_bytes()) == read_lines(examples()[name])


def test_every_example_has_its_expectation() -> None:
    documents = {path.name.split(".")[0] for path in FOLDER.iterdir() if path.suffix != ".json"}
    assert documents == {stem(path) for path in EXPECTED}
    assert len(documents) >= 10


@pytest.mark.parametrize("expected", EXPECTED, ids=stem)
def test_the_engine_reads_what_was_typed_by_hand(expected: Path) -> None:
    key = json.loads(expected.read_text(encoding="utf-8"))
    for ranking in key["rankings"]:
        ranking["rows"] = [as_key(row, ranking["kind"]) for row in ranking["rows"]]
    path = document(expected)
    content = path.read_bytes()
    found = describe_document(
        content, path, source="table_file", name=path.name, address="", fetched_at="", status=""
    )
    assert differences(key, read_rows(found, sheets.read_lines(content))) == []


def as_key(row: dict[str, Any], kind: str) -> dict[str, Any]:
    """A row typed as printed, in the words of a key: status and penalty by code, no nation in a club."""
    row["status"] = status_of(row.get("status", ""))
    row["rank"] = row.get("rank", "").split(" ")[0]
    row["club"] = re.sub(r" \([A-Z]{3}\)$", "", row.get("club", ""))
    for mark in row.get("apparatus", {}).values():
        if "components" in mark:
            codes = {code: code.rstrip(".").upper() for code in mark["components"]}
            mark["components"] = {codes[code]: text for code, text in mark["components"].items()}
    if kind == "apparatus" and row.get("apparatus"):
        (mark,) = row.pop("apparatus").values()
        row |= {"total": mark.get("points", ""), "components": mark.get("components", {})}
    return row
