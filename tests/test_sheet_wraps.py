"""Rows of several lines, as pages print them: wrapped cells, clubs below names, what follows a table."""

from pathlib import Path

import pytest

from ingest.reading import ReadingError
from ingest.sheet.body import read_tables
from ingest.sheet.heads import find_heads
from ingest.sheet.lines import Line, Word
from tests.test_sheet_rows import read_csv


def read_text(path: Path, text: str):
    """The totals of a page of fixed width: (place, name, club, total, status)."""
    rows = read_csv(path / "gara.txt", *text.split("\n"))
    return [
        (row.rank, row.competitor, row.club, row.points, row.status)
        for row in rows
        if row.record.count(".") == 1
    ]


@pytest.mark.parametrize(
    "rows",
    [
        """
 1   PROVA Ada           Soc Uno           29,450

     FINTA DELLA
 2   Lia                 Soc Due           28,450

 3   SAGGIO Pia          Soc Tre           27,450
""",
        """
 1   PROVA Ada           Soc Uno           29,450

 2   FINTA DELLA         Soc Due           28,450
     Lia

 3   SAGGIO Pia          Soc Tre           27,450
""",
        """
 1   PROVA Ada           Soc Uno           29,450

     FINTA DELLA         Soc
 2                                         28,450
     Lia                 Due

 3   SAGGIO Pia          Soc Tre           27,450
""",
        """
     PROVA
 1   Ada                 Soc Uno           29,450

     FINTA DELLA
 2   Lia                 Soc Due           28,450

 3   SAGGIO Pia          Soc Tre           27,450
""",
    ],
    ids=["to the bottom", "to the top", "around the middle", "the first row too"],
)
def test_a_wrapped_name_belongs_to_its_row(tmp_path: Path, rows: str) -> None:
    head = "Pos  Ginnasta            Società           Totale\n"
    assert read_text(tmp_path, head + rows) == [
        ("1", "PROVA Ada", "Soc Uno", "29,450", ""),
        ("2", "FINTA DELLA Lia", "Soc Due", "28,450", ""),
        ("3", "SAGGIO Pia", "Soc Tre", "27,450", ""),
    ]


def test_clubs_below_names_around_the_middle(tmp_path: Path) -> None:
    text = """Pos  Ginnasta / Società     Cerchio   Palla   Totale

     PROVA Ada
 1                           14,800  14,650   29,450
     Soc Uno

     FINTA Lia
 2                           14,300  14,150   28,450
     Soc Due
     All. Maestra Inventata
"""
    assert read_text(tmp_path, text) == [
        ("1", "PROVA Ada", "Soc Uno", "29,450", ""),
        ("2", "FINTA Lia", "Soc Due", "28,450", ""),
    ]


def test_gymnasts_without_scores_stand_below_the_others(tmp_path: Path) -> None:
    text = """Pos  Ginnasta            Società           Totale
 1   PROVA Ada           Soc Uno           29,450
 2   FINTA Lia           Soc Due           28,450
 3   SAGGIO Pia          Soc Tre           27,450
 DNS  ESEMPIA Zoe        Soc Uno
 -   INVENTATA Mia       Soc Due                -
     FANTASIA Ida        Soc Tre
"""
    assert read_text(tmp_path, text)[3:] == [
        ("", "ESEMPIA Zoe", "Soc Uno", "", "DNS"),
        ("", "INVENTATA Mia", "Soc Due", "", ""),
        ("", "FANTASIA Ida", "Soc Tre", "", ""),
    ]


def test_a_list_below_the_table_is_no_ranking(tmp_path: Path) -> None:
    text = """Pos  Ginnasta            Società           Totale
 1   PROVA Ada           Soc Uno           29,450
 2   FINTA Lia           Soc Due           28,450

Qualificate alla finale:

CERCHIO: 1. PROVA Ada, 2. FINTA Lia
"""
    assert len(read_text(tmp_path, text)) == 2


def test_nations_and_penalties_in_brackets(tmp_path: Path) -> None:
    rows = read_csv(
        tmp_path / "gara.txt",
        "Pos  Ginnasta               D       A       E       Pen     Totale",
        " 1   PROVA Ada (ITA)     8,100   7,200   7,300   (0,600)    22,000",
        " 2   FINTA Lia (FRA)     8,000   7,000   7,000              22,000",
    )
    assert [(row.competitor, row.nation, dict(row.components).get("PEN")) for row in rows] == [
        ("PROVA Ada", "ITA", "0,600"),
        ("FINTA Lia", "FRA", None),
    ]


def test_a_head_broken_over_lines(tmp_path: Path) -> None:
    rows = read_csv(
        tmp_path / "gara.txt",
        "      Cognome e                     Corpo",
        "Cl.                 Società                   Cerchio   Totale",
        "      nome                          libero",
        "1°    Prova Ada     Soc Uno         14,800     14,650   29,450",
        "2°    Finta Lia     Soc Due         14,300     14,150   28,450",
    )
    assert [(row.apparatus, row.points) for row in rows[:3]] == [
        ("", "29,450"),
        ("Corpo libero", "14,800"),
        ("Cerchio", "14,650"),
    ]


def test_words_printed_over_each_other_are_an_error() -> None:
    def line(number: int, *words: tuple[str, float, float]) -> Line:
        return Line(1, number, 14.0 * number, tuple(Word(*word) for word in words))

    lines = [
        line(1, ("Pos", 20, 35), ("Ginnasta", 50, 90), ("Società", 120, 150), ("Totale", 300, 330)),
        line(2, ("1", 20, 25), ("FINTA", 50, 80), ("MONTAGNA", 85, 135), ("Soc", 120, 140),
             ("29,450", 300, 330)),
    ]  # fmt: skip
    with pytest.raises(ReadingError, match="'MONTAGNA' and 'Soc' are printed over each other"):
        read_tables(lines, find_heads(lines))


def test_places_without_brackets_below_the_scores_are_an_error(tmp_path: Path) -> None:
    text = """Pos  Ginnasta            Cerchio   Palla     Totale

 1   PROVA Ada           14,800    14,650    29,450
                         1         2

 2   FINTA Lia           14,300    14,700    29,000
                         2         1
"""
    with pytest.raises(ReadingError, match="line 4: a row that is not understood: '1 2'"):
        read_text(tmp_path, text)


def test_a_club_with_its_year_stays_one_column(tmp_path: Path) -> None:
    text = """Pos  Ginnasta              Società                      Totale
 1   Ada Maria PROVA       A.S.D. Ritmica Finta         29,450
 2   Lia FINTA             Polisportiva Inventata Nord  28,450
 3   Pia SAGGIO            Finta '79                    27,450
 4   Zoe ESEMPIA           Finta '79                    26,450
 5   Ida FANTASIA          A.S.D. Ritmica Finta         25,450
 6   Eva INVENTATA         Finta '79                    24,450
 7   Noa PROVETTA          A.S.D. Ritmica Finta         23,450
"""
    assert [(row[1], row[2]) for row in read_text(tmp_path, text)][:3] == [
        ("Ada Maria PROVA", "A.S.D. Ritmica Finta"),
        ("Lia FINTA", "Polisportiva Inventata Nord"),
        ("Pia SAGGIO", "Finta '79"),
    ]
