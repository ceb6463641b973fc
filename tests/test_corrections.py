"""Corrections through a whole build: of a line of a sheet, of several scores, against another sheet."""

import csv
import io
from pathlib import Path

import pytest

from ingest.decisions import DecisionError
from ingest.sources.pedana_synthetic_csv import COLUMNS
from tests.check_cases import Row, all_around
from tests.small_archive import SmallArchive

TITLE = "Categoria: Senior"
HEAD = "Pos.;Ginnasta;Società;CE;PA;CV;NA;Totale"
LINE = "1.;PROVA Zibara;SPES FINTA;24,900;25,600;25,600;24,750;100,850"
OTHER = "https://altro.example/foglio.csv"


@pytest.fixture
def archive(tmp_path: Path) -> SmallArchive:
    return SmallArchive(tmp_path)


def lines_of(archive: SmallArchive, rows: list[Row]) -> str:
    """Add a document whose marks share the record of their line; return its id."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows([*rows, *all_around("Finta Lia", "50.000", "25.000", "25.000", line="2")])
    return archive.add("pedana_synthetic_csv", "righe.csv", text.getvalue()).document_id


def test_a_name_is_corrected_for_the_whole_line_of_a_sheet(archive: SmallArchive) -> None:
    document = archive.sheet(TITLE, HEAD, LINE).document_id
    archive.decide(
        "corrections",
        f"{document},1.5,competitor,PROVA Zibara,PROVA Ziba,nome intero,2025-01-05",
        f"{document},1.5,club,SPES FINTA,Società Esempia,altra società,2025-01-05",
    )
    report = archive.build()
    assert (report.failures, report.findings) == ([], [])
    assert archive.ask("select name, club_id from athlete") == [("PROVA Ziba", "societa-esempia")]
    assert archive.ask("select distinct name_printed, club_printed from mention") == [
        ("PROVA Ziba", "Società Esempia")
    ]
    assert archive.ask("select count(*), count(distinct athlete_id) from routine") == [(4, 1)]
    assert archive.ask(
        "select result.total, count(*) from result join result_routine using (result_id)"
    ) == [(100.85, 4)]


def test_a_day_is_corrected_for_the_whole_line_of_a_sheet(archive: SmallArchive) -> None:
    document = archive.sheet(TITLE, HEAD, LINE).document_id
    archive.decide("corrections", f"{document},1.5,date,2024-05-04,2024-05-05,prova,2025-01-05")
    assert archive.counts() == (1, 1, 4)
    assert archive.ask("select distinct date from routine") == [("2024-05-05",)]


def test_two_scores_of_one_line_are_corrected_and_shown(archive: SmallArchive) -> None:
    rows = all_around("Prova Zibara", "99.850", "24.500", "25.900", "25.000", "25.000", rank="1")
    document = lines_of(archive, rows)
    lines = [
        f"{document},1,points,24.500,24.600,prima,2025-01-05",
        f"{document},1,points,25.900,25.800,seconda,2025-01-05",
        f"{document},1,points,99.850,100.400,terza,2025-01-05",
    ]
    archive.decide("corrections", *lines)
    assert archive.build().failures == []
    assert archive.ask(
        "select value_printed, value_corrected, correction_reason from provenance"
        " where correction_reason <> '' order by 1"
    ) == [
        ("24.500", "24.600", "prima"),
        ("25.900", "25.800", "seconda"),
        ("99.850", "100.400", "terza"),
    ]
    assert archive.ask("select count(*) from correction") == [(3,)]
    archive.decide("corrections", *lines, lines[0])
    with pytest.raises(DecisionError, match=r"record 1: points '24\.500' is corrected twice"):
        archive.build()


def test_two_spellings_of_one_record_get_one_name(archive: SmallArchive) -> None:
    """The table leaves out what was printed of a name, so the two lines look alike there."""
    rows = all_around("PROVA Zibara", "50.000", "25.000", "25.000", rank="1")
    rows[2]["competitor"] = "PROVA Zlbara"
    document = lines_of(archive, rows)
    archive.decide(
        "corrections",
        f"{document},1,competitor,PROVA Zibara,PROVA Ziba,refuso,2025-01-05",
        f"{document},1,competitor,PROVA Zlbara,PROVA Ziba,refuso,2025-01-05",
    )
    assert archive.build().failures == []
    assert archive.ask("select name from athlete order by 1") == [("Finta Lia",), ("PROVA Ziba",)]


def test_a_corrected_value_is_not_outvoted(archive: SmallArchive) -> None:
    wrong = LINE.replace("25,600;25,600", "26,500;25,600")
    document = archive.sheet(TITLE, HEAD, wrong.replace("100,850", "101,750")).document_id
    archive.sheet(TITLE, HEAD, wrong, address=OTHER, name="altro.csv")
    archive.decide("corrections", f'{document},1.5.2,points,"26,500","25,600",refuso,2025-01-05')
    archive.build()
    ball = "select points, points_printed from routine where apparatus_id = 'PA'"
    assert archive.ask(ball) == [(25.6, "26,500")]
    assert archive.ask("select value_noted from conflict where field = 'points'") == [("26,500",)]


def test_a_name_of_a_squad_is_corrected(archive: SmallArchive) -> None:
    document = archive.sheet(
        TITLE,
        "Pos.;Società;Componenti;Punteggio",
        "1.;SPES FINTA;Prova Zibara, Finta Lia, Esempia Ada, Quarta Finta, Quinta Prova;24,900",
        "2.;ALTRA FINTA;Uno Prova, Due Finta, Tre Esempia, Quattro Finta, Cinque Prova;23,900",
    ).document_id
    archive.decide(
        "corrections", f"{document},1.5-2,competitor,Finta Lia,Finta Mia,refuso,2025-01-05"
    )
    assert archive.build().failures == []
    names = {name for (name,) in archive.ask("select name from athlete")}
    assert "Finta Mia" in names and "Finta Lia" not in names
    assert "Finta Lia" not in repr(archive.ask("select squad_printed from team"))
