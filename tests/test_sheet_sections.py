"""Which titles speak of which table: categories that follow one another, sections under one head."""

from pathlib import Path

import pytest

from tests.test_sheet_rows import read_csv

HEAD = "Pos;Ginnasta;Totale"
ROWS = ("1;Prova Ada;28,3", "2;Finta Lia;28,2")
OTHER_ROWS = ("1;Saggio Pia;27,3", "2;Esempia Zoe;27,2")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Silver LC A5", "Silver LD A5"),
        ("Categoria LC2 J1", "Categoria LC3 J1"),
        ("LD Senior 1", "LD Senior 2"),
        ("Allieve I fascia", "Allieve II fascia"),
        ("Promozionale", "Livello LB 2ª fascia"),
        ("Gruppo Blu", "Gruppo Verde"),  # words that nobody knows
        ("2011", "2012"),
    ],
)
def test_categories_that_follow_one_another_are_told_apart(
    tmp_path: Path, one: str, other: str
) -> None:
    for lines in (
        (one, HEAD, *ROWS, "", other, HEAD, *OTHER_ROWS),
        (HEAD, one, *ROWS, other, *OTHER_ROWS),  # sections under one head
    ):
        rows = read_csv(tmp_path / "gara.csv", "Coppa Inventata 2026", *lines)
        found = [row.category for row in rows]
        assert found == [found[0]] * 2 + [found[2]] * 2 and found[0] != found[2]
        assert found[2] == other.removeprefix("Categoria ")


def test_sections_of_apparatus_under_one_head(tmp_path: Path) -> None:
    rows = read_csv(
        tmp_path / "gara.csv", "Finali di specialità", "Junior", "Pos;Ginnasta;D;E;Totale",
        "FUNE", "1;Prova Ada;8,1;7,1;15,2", "2;Finta Lia;8,1;7,0;15,1",
        "NASTRO", "1;Finta Lia;8,0;7,1;15,1", "2;Prova Ada;8,0;7,0;15,0",
    )  # fmt: skip
    assert [(row.category, row.apparatus, row.round, row.rank) for row in rows] == [
        ("Junior", "FUNE", "final", "1"),
        ("Junior", "FUNE", "final", "2"),
        ("Junior", "NASTRO", "final", "1"),
        ("Junior", "NASTRO", "final", "2"),
    ]


def test_what_stands_above_all_tables_is_said_of_all(tmp_path: Path) -> None:
    head = "Pos;Ginnasta;D;E;Totale"
    rows = read_csv(
        tmp_path / "gara.csv", "Coppa Inventata 2026", "Apparatus Finals", "Senior",
        "CERCHIO", head, "1;Prova Ada;8,1;7,1;15,2", "2;Finta Lia;8,1;7,0;15,1",
        "PALLA", head, "1;Finta Lia;8,0;7,1;15,1", "2;Prova Ada;8,0;7,0;15,0",
    )  # fmt: skip
    assert [(row.category, row.apparatus, row.round) for row in rows[1:3]] == [
        ("Senior", "CERCHIO", "final"),
        ("Senior", "PALLA", "final"),
    ]


def test_a_section_out_of_ranking(tmp_path: Path) -> None:
    rows = read_csv(tmp_path / "gara.csv", HEAD, *ROWS, "FUORI GARA", ";Saggio Pia;27,3")
    assert [row.status for row in rows] == ["", "", "out of ranking"]


@pytest.mark.parametrize(
    ("title", "date", "date_end", "place", "category"),
    [
        ("LC1 A5 (anno 2012)", "", "", "", "LC1 A5 (anno 2012)"),
        ("Categoria Junior 1 (2011)", "", "", "", "Junior 1 (2011)"),
        ("Junior [2011]", "", "", "", "Junior [2011]"),
        ("Paesefinto dal 10 all'11 maggio 2025", "2025-05-10", "2025-05-11", "Paesefinto", ""),
        ("Paesefinto 10/05/25", "2025-05-10", "", "Paesefinto", ""),
        ("Senior 10/05/2025 ore 15.30", "2025-05-10", "", "", "Senior"),
        ("Aggiornato al 12/06/2025", "", "", "", ""),
        ("Riferimento circolare del 12/03/2025", "", "", "", ""),
        ("Iscrizioni entro il 30/04/2025", "", "", "", ""),
    ],
)
def test_a_title_says_day_place_and_category(
    tmp_path: Path, title: str, date: str, date_end: str, place: str, category: str
) -> None:
    (row,) = read_csv(tmp_path / "gara.csv", f"{title};;", HEAD, ROWS[0])
    assert (row.date, row.date_end, row.place, row.category) == (date, date_end, place, category)
