"""ffgym_api_json on the real event 13579, and what makes it stop.

No name of the real document appears here: rows are compared with the document by position.
"""

import json
import sqlite3
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.archive import Document, add_document
from ingest.build import build_release
from ingest.reading import RawRow, ReadingError
from ingest.sources.ffgym_api_json import parse

EXAMPLE = Path(__file__).parent / "examples" / "ffgym_api_json" / "evenement_invente.json"


def document_of(content: bytes, archive: Path) -> Document:
    document, _ = add_document(
        archive,
        content,
        source="ffgym_api_json",
        name="evenement.json",
        address="",
        fetched_at="2025-01-01T00:00:00Z",
    )
    return document


@pytest.fixture
def real_content(shared_real: Path) -> bytes:
    return (shared_real / "ffgym" / "evenement_13579.json").read_bytes()


@pytest.fixture
def real_rows(real_content: bytes, tmp_path: Path) -> list[RawRow]:
    return list(parse(document_of(real_content, tmp_path)))


@pytest.fixture
def printed(real_content: bytes) -> dict[str, dict]:
    """The entities of the document by their ordinal, read without the reader."""
    (top,) = json.loads(real_content)
    return {
        f"{category_at}.{entity_at}": {"category": category, "entity": entity}
        for category_at, category in enumerate(top["categories"], 1)
        for entity_at, entity in enumerate(category["entities"], 1)
    }


def entity_of(row: RawRow) -> str:
    return ".".join(row.record.split(".")[:2])


def by_entity(rows: list[RawRow]) -> dict[str, list[RawRow]]:
    entities = defaultdict(list)
    for row in rows:
        entities[entity_of(row)].append(row)
    return entities


def test_every_entity_and_every_routine_is_read(real_rows: list[RawRow], printed: dict) -> None:
    routines = [row for row in real_rows if row.apparatus]
    assert len(routines) == 188
    entities = by_entity(real_rows)
    assert len(entities) == 139
    assert entities.keys() == printed.keys()
    assert len({row.category for row in real_rows}) == 27


def test_a_category_of_one_apparatus_is_an_apparatus_ranking(
    real_rows: list[RawRow], printed: dict
) -> None:
    for record, rows in by_entity(real_rows).items():
        apparatus = printed[record]["category"]["apparatus"]
        kinds = {row.kind for row in rows}
        assert kinds == ({"apparatus"} if len(apparatus) == 1 else {"all-around"})
        assert len(rows) == (1 if len(apparatus) == 1 else 1 + len(apparatus))


def test_components_add_up_to_the_points_of_all_routines(real_rows: list[RawRow]) -> None:
    for row in real_rows:
        if row.apparatus:
            parts = [Decimal(p) * (-1 if code == "PEN" else 1) for code, p in row.components]
            assert sum(parts) == Decimal(row.points), row.record


def test_routines_add_up_to_the_total_of_all_entries(
    real_rows: list[RawRow], printed: dict
) -> None:
    for record, rows in by_entity(real_rows).items():
        points = sum(Decimal(row.points) for row in rows if row.apparatus)
        assert points == Decimal(printed[record]["entity"]["mark"]["value"]), record
        for total in rows:
            if not total.apparatus:
                assert Decimal(total.points) == points, record


def test_components_are_those_printed(real_rows: list[RawRow], printed: dict) -> None:
    codes = {"DB": "DB", "DA": "DA", "Art.": "A", "Exé.": "E", "Pén.": "PEN"}
    count = 0
    for row in real_rows:
        if row.apparatus:
            number = int(row.record.split(".")[2]) - 1
            mark = printed[entity_of(row)]["entity"]["mark"]["appMarks"][number]
            expected = [
                (codes[part["corps"]], part["value"])
                for part in mark["passageMarks"][0]["corpsMarks"]
                if part["corps"] != "DIFFICULTE 2023"
            ]
            assert list(row.components) == expected, row.record
            count += len(expected)
    assert count == 902  # 1,052 printed, less 150 repeated sums of difficulty


def test_places_are_those_printed(real_rows: list[RawRow], printed: dict) -> None:
    for row in real_rows:
        mark = printed[entity_of(row)]["entity"]["mark"]
        if row.apparatus and row.kind == "all-around":
            mark = mark["appMarks"][int(row.record.split(".")[2]) - 1]
        assert (row.rank, row.points) == (str(mark["rank"]), mark["value"]), row.record
        assert row.is_complete
        assert row.field_size == str(len(printed[entity_of(row)]["category"]["entities"]))


def test_event_and_people(real_rows: list[RawRow], printed: dict) -> None:
    licences = {each["entity"]["licence"] for each in printed.values()}
    for row in real_rows:
        assert (row.date, row.date_end) == ("2022-11-12", "2022-11-13")
        assert row.place == "SOLLIES-PONT"
        entity = printed[entity_of(row)]["entity"]
        assert row.competitor == f"{entity['lastname']} {entity['firstname']}"
        assert "LICENCES" not in row.club
        values = [getattr(row, name) for name in RawRow.__slots__]
        assert not licences.intersection(map(str, values))
    without_club = {entity_of(row) for row in real_rows if not row.club}
    assert len(without_club) == 2


def test_apparatus_are_codes_and_a_free_choice_is_not_guessed(real_rows: list[RawRow]) -> None:
    counts: dict[str, int] = defaultdict(int)
    for row in real_rows:
        counts[row.apparatus] += 1
    del counts[""]
    assert counts == {
        "CE": 50,
        "CL": 38,
        "PA": 31,
        "Engin Libre": 29,
        "CV": 15,
        "NA": 13,
        "FU": 12,
    }


@pytest.mark.parametrize(
    ("found", "written", "message"),
    [
        ('"corps": "Art."', '"corps": "Arb."', "component is 'Arb.'"),
        ('"codeApp": "014"', '"codeApp": "044"', "codeApp is '044'"),
        ('"labelApp": "Cerceau"', '"labelApp": "Ruban"', "labelApp is 'Ruban'"),
        ('"entityType": "IND"', '"entityType": "DUO"', "entityType is 'DUO'"),
        ('"codeDiscipline": "GR"', '"codeDiscipline": "GAF"', "codeDiscipline is 'GAF'"),
        ('"nationality": "FRA"', '"nazione": "FRA"', "keys: nationality, nazione"),
        ('"ordre": 1', '"ordine": 1', "keys: ordine"),
        ('"markRank": 1', '"markRank": 7', "rank is 1, expected 7"),
        ('"3.5000000000"', '"3.6000000000"', "DIFFICULTE 2023 is Decimal('3.6000000000')"),
        ('"7.3500000000"', '"7.35"', "not a number of ten decimals: '7.35'"),
        ('"nbPassage": 1', '"nbPassage": 1, "altro": 1', "unknown or missing keys: altro"),
        ("2022-11-12T00", "2022-11-11T23", "not a day at midnight UTC"),
    ],
)
def test_what_is_not_understood_stops_the_document(
    found: str, written: str, message: str, tmp_path: Path
) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert found in text
    # The event stands in each category too and must stay the same there.
    times = -1 if found.startswith("2022") else 1
    document = document_of(text.replace(found, written, times).encode(), tmp_path)
    with pytest.raises(ReadingError) as stopped:
        list(parse(document))
    assert message in str(stopped.value)
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[]", "not published"),
        (b'{"error": "Inventato"}', "Inventato"),
        (b"<html>", "not JSON"),
        (b"[1, 2]", "number of events"),
        (b"[1]", "expected an object"),
    ],
)
def test_an_answer_without_an_event_is_said(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=message):
        list(parse(document_of(content, tmp_path)))


def test_the_real_event_is_loaded_whole(real_content: bytes, tmp_path: Path) -> None:
    document_of(real_content, tmp_path / "archive")
    report = build_release([tmp_path / "archive"], tmp_path / "release")
    assert report.failures == [] and report.findings == []
    connection = sqlite3.connect(report.database)
    counts = {
        table: connection.execute(f"select count(*) from {table}").fetchone()[0]
        for table in ("competition", "ranking", "result", "routine", "component", "club")
    }
    connection.close()
    assert counts == {
        "competition": 1,
        "ranking": 27,
        "result": 139,
        "routine": 188,
        "component": 902,
        "club": 8,
    }
