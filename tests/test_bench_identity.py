"""The score of the linking: the key is cleaned of its known faults, and what is wrong is counted."""

import csv
import gzip
from pathlib import Path

import pytest

from bench.identity import COLUMNS, Score, clean_key, link_mentions, main, read_mentions, score
from bench.synthetic import write_archive

ROWS = [  # event, day, category, name, number, club
    ("e1", "2024-03-01", "STEP 2", "Prova Inventata", "GS123456", "Club Uno"),
    ("e1", "2024-03-01", "STEP 2", "Prova Inventata", "GS123456", "Club Uno"),  # another apparatus
    ("e2", "2025-03-01", "STEP 3", "Prova Inventatta", "123456", "Club Uno"),
    ("e3", "2025-04-01", "STEP 3", "Prova Inventata", "124356", "Club Uno"),  # two digits swapped
    ("e2", "2025-03-01", "STEP 9", "Finta Esempia", "777777", "Club Uno"),  # a placeholder
    ("e2", "2025-03-01", "STEP 8", "Altra Persona", "654321", "Club Due"),
    ("e3", "2025-04-01", "STEP 8", "Lia Diversa", "654321", "Club Due"),  # shared by unlike names
    ("e3", "2025-04-01", "STEP 1", "Senza Numero", "", "Club Due"),
    ("e3", "2025-04-01", "STEP 5", "Rosa Finta", "555123", "Club Tre"),
    ("e3", "2025-04-01", "STEP 1", "Rosa Finta", "999123", "Club Due"),  # two gymnasts of one name
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        rows.writerows((event, day, "WAG", category, name, number, club)
                       for event, day, category, name, number, club in ROWS)  # fmt: skip
    return path


def test_the_key_is_cleaned(path: Path) -> None:
    mentions = read_mentions(path)
    assert len(mentions) == len(ROWS) - 1
    key = {(mention.name, mention.event): number for mention, number in clean_key(mentions).items()}
    assert key == {
        ("Prova Inventata", "e1"): "123456",
        ("Prova Inventatta", "e2"): "123456",
        ("Prova Inventata", "e3"): "123456",
        ("Rosa Finta", "e3"): "999123",
    } | {("Rosa Finta", "e3"): key["Rosa Finta", "e3"]}


def test_the_linking_agrees_with_the_key(path: Path) -> None:
    mentions = read_mentions(path)
    key = clean_key(mentions)
    assert score(link_mentions(mentions), key) == Score(3, 3, 3, 3, 3, 3)


def test_pairs_and_clusters_are_counted() -> None:
    key = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2"}
    found = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}
    result = score(found, key)
    assert result == Score(
        right=2, found=4, true=4, clusters_right=0, clusters_found=2, clusters_true=2
    )
    assert str(result).startswith("pairs precision 0.5000 recall 0.5000 F1 0.5000; clusters")


def test_the_report_names_nobody(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(path)]) == 0
    said = capsys.readouterr().out
    assert "2025: 8 mentions linked" in said
    assert not any(name in said for _, _, _, name, _, _ in ROWS)


def test_an_archive_is_scored_by_its_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its gymnasts and its clubs: none wrongly joined."""
    write_archive(tmp_path / "archive", "small", routines=2_000)
    assert main([str(tmp_path / "archive")]) == 0
    people, _, names, clubs = (line for line in capsys.readouterr().out.splitlines())
    assert "mentions linked" in people and "names of clubs linked" in names
    assert "pairs precision 1.0000" in clubs


def test_a_file_without_the_columns_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("name,number\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"rows\.csv: no column event_id, start_date"):
        main([str(path)])
