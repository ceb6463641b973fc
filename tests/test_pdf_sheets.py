"""The synthetic result sheets: seeded, of every family, and their keys say what they print."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from bench.pdf_frame import SYNTHETIC
from bench.pdf_sheets import write_sheets

FAMILIES = "abcdefghijklmn"
LEAST_PER_FAMILY = 6
NUMBER = re.compile(r"\d+[.,]\d+")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheets")
    assert write_sheets(path) == len(list(path.glob("*.pdf")))
    return path


@pytest.fixture(scope="module")
def keys(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        path.name.removesuffix(".key.json"): json.loads(path.read_text(encoding="utf-8"))
        for path in folder.glob("*.key.json")
    }


@pytest.fixture(scope="module")
def texts(folder: Path) -> dict[str, list[str]]:
    return {path.stem: page_texts(path) for path in folder.glob("*.pdf")}


def page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_sheets(tmp_path / "again")
    write_sheets(tmp_path / "other", seed=2)
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "again").iterdir())
    for name in names:
        printed = (folder / name).read_bytes()
        assert printed == (tmp_path / "again" / name).read_bytes(), name
        assert printed != (tmp_path / "other" / name).read_bytes(), name


def test_each_family_has_sheets_enough(keys: dict[str, dict[str, Any]]) -> None:
    counts = Counter(family for key in keys.values() for family in key["families"])
    assert sorted(counts) == list(FAMILIES)
    assert min(counts.values()) >= LEAST_PER_FAMILY, counts


def test_every_string_of_a_key_is_printed(
    keys: dict[str, dict[str, Any]], texts: dict[str, list[str]]
) -> None:
    for name, key in keys.items():
        printed = squeeze("".join(texts[name]))
        strings = list(printed_strings(key))
        assert len(strings) > 10 or len(key["rankings"][0]["rows"]) == 1, name
        missing = [each for each in strings if squeeze(each) not in printed]
        assert not missing, (name, missing)


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed_strings(key: dict[str, Any]) -> Iterator[str]:
    yield from (key["competition"], key["place"])
    for row in all_rows(key):
        yield from (value for field, value in row.items() if field != "status" and is_text(value))
        for mark in row.get("apparatus", {}).values():
            yield from (mark.get("points", ""), mark.get("rank", ""))
        yield from row.get("stages", {}).values()


def is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def all_rows(key: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for ranking in key["rankings"]:
        yield from ranking["rows"]


def test_every_number_of_a_key_is_printed_as_often(
    keys: dict[str, dict[str, Any]], texts: dict[str, list[str]]
) -> None:
    for name, key in keys.items():
        wanted = Counter(number for row in all_rows(key) for number in numbers_of(row))
        printed = Counter(NUMBER.findall("\n".join(texts[name])))
        assert not wanted - printed, name


def numbers_of(row: dict[str, Any]) -> Iterator[str]:
    marks = row.get("apparatus", {}).values()
    parts = [row.get("components", {}), *(mark.get("components", {}) for mark in marks)]
    values = [row.get("total", ""), *(mark.get("points", "") for mark in marks)]
    for value in (*values, *(value for part in parts for value in part.values())):
        yield from NUMBER.findall(value)


def test_sums_add_up_but_for_the_misprints(keys: dict[str, dict[str, Any]]) -> None:
    misprints = 0
    for name, key in keys.items():
        flagged = {(error["ranking"], error["row"]) for error in key["wrong"]}
        found = {
            (at, number)
            for at, ranking in enumerate(key["rankings"])
            for number, row in enumerate(ranking["rows"])
            if not adds_up(row, ranking)
        }
        assert found == flagged, name
        misprints += len(flagged)
    assert misprints


def adds_up(row: dict[str, Any], ranking: dict[str, Any]) -> bool:
    """Parts to points, points to the total, gymnasts to their team; what is not printed is skipped."""
    total, marks = row.get("total", ""), row.get("apparatus", {}).values()
    pairs = [(mark["components"], mark["points"]) for mark in marks if "components" in mark]
    sums = [part_sum(parts) == decimal(points) for parts, points in pairs if parts.keys() - {"D"}]
    if total and row.get("components"):
        sums.append(part_sum(row["components"]) == decimal(total))
    if total and marks:
        sums.append(
            sum(decimal(mark["points"]) for mark in marks if "points" in mark) == decimal(total)
        )
    members = [each for each in ranking["rows"] if total and each.get("team") == row["name"]]
    if members:
        points = [mark["points"] for each in members for mark in each["apparatus"].values()]
        sums.append(sum(map(decimal, points)) == decimal(total))
    if total and "stages" in row:
        sums.append(sum(map(decimal, row["stages"].values())) == decimal(total))
    return all(sums)


def part_sum(parts: dict[str, str]) -> Decimal:
    return sum(
        (-abs(decimal(text)) if code == "PEN" else decimal(text) for code, text in parts.items()),
        Decimal(0),
    )


def decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def test_every_page_says_that_it_is_synthetic(texts: dict[str, list[str]]) -> None:
    for name, pages in texts.items():
        assert pages and all(squeeze(SYNTHETIC) in squeeze(page) for page in pages), name
