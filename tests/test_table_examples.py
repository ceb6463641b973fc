"""The examples of table_file: what was typed by hand stands in their lines, and its sums are right."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.sheet.tables import read_lines
from tests.make_table_examples import FOLDER, examples

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
