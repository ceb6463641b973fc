"""No row of the bundled archive is lost: loaded + merged + listed = the rows of the file."""

import csv
import sqlite3
from pathlib import Path

import pytest

from ingest.archive import Document, list_documents
from ingest.coverage import format_coverage, read_coverage

ARCHIVE = Path(__file__).parents[1] / "archive"
DOCUMENTS = list(list_documents(ARCHIVE))


def cells_of(document: Document) -> list[dict[str, str]]:
    """The data rows of a CSV, read without the readers."""
    with open(document.path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(document: Document) -> int:
    return len(cells_of(document))


def test_the_bundled_files_are_those_of_the_readme() -> None:
    assert {document.name: rows_of(document) for document in DOCUMENTS} == {
        "press_rankings.csv": 462,
        "press_scores.csv": 276,
        "press_scores_national.csv": 1218,
        "press_scores_international.csv": 1144,
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_row_is_accounted_for_once(archive_database: Path, document: Document) -> None:
    with sqlite3.connect(archive_database) as connection:
        loaded = {
            record
            for (record,) in connection.execute(
                "select distinct record from witness where document_id = ?", [document.document_id]
            )
        }
        outcomes = dict(
            connection.execute(
                "select record, outcome from row_outcome where document_id = ?",
                [document.document_id],
            )
        )
    assert loaded.isdisjoint(outcomes)
    assert loaded | set(outcomes) == {str(record) for record in range(1, rows_of(document) + 1)}
    assert list(outcomes.values()).count("listed") <= 0.02 * rows_of(document)


def test_the_command_says_the_same(archive_database: Path) -> None:
    with sqlite3.connect(archive_database) as connection:
        coverage = read_coverage(connection)
    assert all(one.is_accounted for one in coverage)
    for one in coverage:
        document = next(d for d in DOCUMENTS if d.document_id == one.document_id)
        assert one.rows == rows_of(document) == one.loaded + one.merged + one.listed
    assert "ROWS LOST" not in format_coverage(coverage)


def test_a_lost_row_is_loud(archive_database: Path) -> None:
    with sqlite3.connect(archive_database) as connection:
        one = read_coverage(connection)[0]
    one.loaded -= 1
    assert not one.is_accounted
    assert "ROWS LOST" in format_coverage([one])


def test_merged_rows_name_the_row_that_stands(archive_database: Path) -> None:
    """A page transcribed in two files is one witness: both rows print the same value of that page."""
    cells = {document.document_id: cells_of(document) for document in DOCUMENTS}
    with sqlite3.connect(archive_database) as connection:
        merged = connection.execute(
            "select document_id, record, other_document_id, other_record from row_outcome"
            " where outcome = 'merged'"
        ).fetchall()
    assert len(merged) > 100
    for document_id, record, other_id, other_record in merged:
        row, other = cells[document_id][int(record) - 1], cells[other_id][int(other_record) - 1]
        assert points_of(row) == points_of(other)


def points_of(row: dict[str, str]) -> float | None:
    text = row.get("score_as_printed") or row.get("score") or row.get("total") or ""
    return float(text.replace(",", ".")) if text else None
