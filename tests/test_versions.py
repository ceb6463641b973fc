"""What a later version or a corrected sheet replaces: the new value counts, the old one is history."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.decisions import DecisionError
from plugins.canned_queries import FOLDER, load_queries
from tests.small_archive import SHEET, SmallArchive

TITLE = "Categoria: Senior"
HEAD = "Pos.;Ginnasta;Società;CE;PA;CV;NA;Totale"
ZETA = "1.;FINTA Zeta;SPES FINTA;24,900;35,600;25,600;24,750;110,850"
BETA = "2.;INVENTATA Beta;ALTRA FINTA;23,500;22,750;21,000;22,250;89,500"
CETA = "3.;ESEMPIA Ceta;ALTRA FINTA;20,000;20,000;20,000;20,000;80,000"
AFTER = ZETA.replace("35,600", "35,900").replace("110,850", "111,150")
HISTORY = (
    "select field, value_before, value_after, document_before, record_before, document_after,"
    " record_after, reason from revision order by revision_id"
)
OTHER = "https://organizzatore.example/nuovo.csv"


@pytest.fixture
def archive(tmp_path: Path) -> SmallArchive:
    return SmallArchive(tmp_path)


def outcomes(archive: SmallArchive, document_id: str) -> list[tuple]:
    return archive.ask(
        "select record, outcome, reason, other_document_id, other_record from row_outcome"
        " where document_id = ? order by record",
        document_id,
    )


def test_a_page_fetched_again_replaces_its_older_version(archive: SmallArchive) -> None:
    old = archive.sheet(TITLE, HEAD, ZETA, BETA).document_id
    assert archive.counts() == (1, 2, 8)
    new = archive.sheet(TITLE, HEAD, AFTER, BETA).document_id
    assert archive.counts() == (1, 2, 8)
    assert archive.ask("select total from result order by total") == [(89.5,), (111.15,)]
    because = "nella pagina aggiornata"
    assert archive.ask(HISTORY) == [
        ("total", "110,850", "111,150", old, "1.5", new, "1.5", because),
        ("points", "35,600", "35,900", old, "1.5.2", new, "1.5.2", because),
    ]
    assert archive.ask("select document_id, replaced_by from document order by fetched_at") == [
        (old, new),
        (new, None),
    ]
    assert archive.ask("select distinct document_id from witness") == [(new,)]
    found = outcomes(archive, old)
    assert len(found) == 10
    assert ("1.5.2", "replaced", "valore cambiato", new, "1.5.2") in found
    assert ("1.6", "replaced", "valore confermato dal foglio nuovo", new, "1.6") in found


def test_the_version_fetched_last_counts_whatever_its_hash(tmp_path: Path) -> None:
    for number, points in enumerate(("35,700", "35,800", "35,900", "36,000")):
        archive = SmallArchive(tmp_path / str(number))
        archive.sheet(TITLE, HEAD, ZETA.replace("35,600", points), day="02")
        archive.sheet(TITLE, HEAD, ZETA, day="01")
        archive.build()
        shown = archive.ask("select points from routine where apparatus_id = 'PA'")
        assert shown == [(float(points.replace(",", ".")),)]


def test_a_new_version_changes_no_id(tmp_path: Path) -> None:
    """Neither a derived one, whatever the hashes, nor one that is recorded for the older version."""
    for number in range(6):
        archive = SmallArchive(tmp_path / str(number))
        old = archive.sheet(TITLE, HEAD, ZETA, ";" * number).document_id
        archive.build()
        before = archive.ask("select athlete_id from athlete")
        archive.sheet(TITLE, HEAD, AFTER)
        assert archive.counts() == (1, 1, 4)
        assert archive.ask("select athlete_id from athlete") == before
        archive.decide("athletes", f"zeta00001,{old},1.5")
        assert archive.counts() == (1, 1, 4)
        assert archive.ask("select athlete_id from athlete") == [("zeta00001",)]


def test_every_version_is_a_step_of_the_history(archive: SmallArchive) -> None:
    for points in ("35,600", "35,600", "35,700", "35,900"):
        archive.sheet(TITLE, HEAD, ZETA.replace("35,600", points), ";" * archive.count)
    archive.build()
    points = "select value_before, value_after from revision where field = 'points'"
    assert archive.ask(points) == [("35,600", "35,700"), ("35,700", "35,900")]


def test_a_version_that_cannot_be_read_replaces_nothing(archive: SmallArchive) -> None:
    archive.sheet(TITLE, HEAD, ZETA)
    archive.sheet(TITLE, HEAD, ZETA.replace("35,600", "35,6oo"))
    report = archive.build()
    assert len(report.failures) == 1 and "foglio.csv" in report.failures[0]
    assert archive.ask("select points from routine where apparatus_id = 'PA'") == [(35.6,)]


def test_a_row_that_was_taken_off_is_gone_with_its_name(archive: SmallArchive) -> None:
    old = archive.sheet(TITLE, HEAD, ZETA, BETA, CETA).document_id
    archive.sheet(TITLE, HEAD, ZETA, BETA)
    assert archive.counts() == (1, 2, 8)
    assert ("1.7", "replaced", "tolta dal foglio nuovo", None, None) in outcomes(archive, old)
    for table in ("athlete", "athlete_name", "mention", "row_outcome", "revision"):
        assert "Ceta" not in str(archive.ask(f"select * from {table}")), table


def test_a_new_title_of_the_page_leaves_no_second_competition(archive: SmallArchive) -> None:
    archive.sheet(TITLE, HEAD, ZETA)
    archive.add(
        "table_file", "foglio.csv", address=SHEET,
        text="\n".join(["Coppa Finta 2024", "Nessundove, 4 maggio 2024", TITLE, HEAD, AFTER, ""]),
    )  # fmt: skip
    assert archive.counts() == (1, 1, 4)
    assert archive.ask("select name from competition") == [("Coppa Finta 2024",)]
    assert len(archive.ask(HISTORY)) == 2


def test_two_addresses_are_two_documents(archive: SmallArchive) -> None:
    archive.sheet(TITLE, HEAD, ZETA)
    archive.sheet(TITLE, HEAD, AFTER, address=OTHER)
    archive.build()
    assert archive.ask("select count(*) from revision") == [(0,)]
    assert archive.ask("select count(*) from conflict") == [(2,)]


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Classifica corretta", "nella classifica corretta"),
        ("CLASSIFICA RETTIFICATA", "nella classifica corretta"),
        ("Errata corrige", "nella classifica corretta"),
        ("Classifica rettificata il 06/05/2024", "nella classifica corretta"),
        ("Corrected results", "nella classifica corretta"),
        ("Classifica dopo ricorso", "dopo ricorso"),
        ("Classifica corretta a seguito di ricorso", "dopo ricorso"),
    ],
)
@pytest.mark.parametrize("is_first", [False, True])
def test_a_sheet_that_says_it_is_corrected(
    archive: SmallArchive, title: str, reason: str, is_first: bool
) -> None:
    """35.600, dopo ricorso 35.900: whichever of the two documents came in first."""
    days = ("02", "01") if is_first else ("01", "02")
    old = archive.sheet(TITLE, HEAD, ZETA, BETA, day=days[0]).document_id
    lines = (title, TITLE, HEAD, AFTER, BETA)
    new = archive.sheet(*lines, address=OTHER, name="nuovo.csv", day=days[1]).document_id
    assert archive.counts() == (1, 2, 8)
    assert archive.ask("select name, date_start from competition") == [
        ("Trofeo Finto 2024", "2024-05-04")
    ]
    assert archive.ask(HISTORY) == [
        ("total", "110,850", "111,150", old, "1.5", new, "1.6", reason),
        ("points", "35,600", "35,900", old, "1.5.2", new, "1.6.2", reason),
    ]
    assert {outcome for _, outcome, *_ in outcomes(archive, old)} == {"replaced"}
    assert archive.ask("select count(*) from conflict") == [(0,)]


def test_the_name_of_the_file_or_of_its_link_says_it_too(archive: SmallArchive) -> None:
    archive.sheet(TITLE, HEAD, ZETA)
    archive.sheet(TITLE, HEAD, AFTER, address=OTHER, name="classifica_rettificata.csv")
    archive.build()
    assert archive.ask("select points from routine where apparatus_id = 'PA'") == [(35.9,)]
    assert len(archive.ask(HISTORY)) == 2


def test_a_sheet_that_corrects_one_line_leaves_the_others(archive: SmallArchive) -> None:
    old = archive.sheet(TITLE, HEAD, ZETA, BETA, CETA).document_id
    archive.sheet("Rettifica", TITLE, HEAD, AFTER, address=OTHER, name="nuovo.csv")
    assert archive.counts() == (1, 3, 12)
    assert len(outcomes(archive, old)) == 5
    assert archive.ask("select total from result order by position") == [
        (111.15,),
        (89.5,),
        (80.0,),
    ]


def test_two_corrections_follow_one_another(archive: SmallArchive) -> None:
    archive.sheet(TITLE, HEAD, ZETA)
    for number, points in enumerate(("35,800", "35,900")):
        line = ZETA.replace("35,600", points)
        archive.sheet("Classifica corretta", TITLE, HEAD, line, address=f"{OTHER}?{number}")
    archive.build()
    points = "select value_before, value_after from revision where field = 'points'"
    assert archive.ask(points) == [("35,600", "35,800"), ("35,800", "35,900")]


def test_another_ranking_of_the_corrected_sheet_stays(archive: SmallArchive) -> None:
    junior = ["Categoria: Junior", HEAD, BETA.replace("2.;", "1.;")]
    archive.sheet(TITLE, HEAD, ZETA, *junior)
    archive.sheet("Classifica corretta", TITLE, HEAD, AFTER, address=OTHER, name="nuovo.csv")
    assert archive.counts() == (1, 2, 8)


def test_what_the_press_printed_before_stays_as_the_press_s(archive: SmallArchive) -> None:
    archive.press(
        {
            "athlete": "Zeta Finta",
            "club": "Spes Finta",
            "apparatus": "TOT",
            "score_as_printed": "110.850",
        }
    )
    archive.sheet("Classifica dopo ricorso", TITLE, HEAD, AFTER)
    archive.build()
    assert archive.ask("select value_shown, value_noted from conflict") == []
    assert archive.ask("select total from result order by 1") == [(110.85,), (111.15,)]


def test_the_official_sheet_comes_before_any_number_of_reports(archive: SmallArchive) -> None:
    said = {"athlete": "Zeta Finta", "club": "Spes Finta", "apparatus": "TOT"}
    places = ["https://www.federginnastica.it/news/12345-finta.html", "https://a.example/1"]
    totals = [said | {"score_as_printed": "111.850", "url": url} for url in places]
    hoop = said | {
        "apparatus": "CE",
        "score_as_printed": "24.900",
    }  # the category is that of this mark
    archive.press(*totals, hoop)
    archive.sheet(TITLE, HEAD, ZETA)
    archive.build()
    assert archive.ask("select total from result") == [(110.85,)]
    assert archive.ask("select distinct value_shown, value_noted from conflict") == [
        ("110,850", "111.850")
    ]
    assert archive.ask("select address, trust from provenance where field = 'total'") == [
        (SHEET, 4)
    ]


def test_of_two_sheets_the_corrected_one_is_believed_beyond_its_ranking(
    archive: SmallArchive,
) -> None:
    """The ranking of the apparatus was not printed anew: its old number stays in a note."""
    archive.sheet(
        TITLE, "Palla", "Pos.;Ginnasta;Società;Punteggio", "1.;FINTA Zeta;SPES FINTA;35,600"
    )
    archive.sheet("Classifica corretta", TITLE, HEAD, AFTER.rpartition(";")[0] + ";111,150",
                  address=OTHER, name="nuovo.csv")  # fmt: skip
    archive.build()
    assert archive.ask("select points from routine where apparatus_id = 'PA'") == [(35.9,)]


def test_the_order_of_documents_changes_no_history(
    archive: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest import build
    from tests.test_build import content

    for points in ("35,600", "35,700", "35,900"):
        archive.sheet(TITLE, HEAD, ZETA.replace("35,600", points), BETA)
    archive.sheet("Classifica corretta", TITLE, HEAD, AFTER, address=OTHER, name="nuovo.csv")
    archive.sheet(TITLE, HEAD, ZETA, ";", address=f"{OTHER}?2", name="terzo.csv")
    first = content(archive.build().database)
    monkeypatch.setattr(
        build, "sorted", lambda items, key: list(reversed(list(items))), raising=False
    )
    assert content(archive.build().database) == first
    assert len(first["revision"]) == 5


def test_a_correction_of_a_replaced_document_is_loud(archive: SmallArchive) -> None:
    old = archive.sheet(TITLE, HEAD, ZETA).document_id
    row = f'{old},1.5.2,points,"35,600","35,900",refuso,2025-01-05'
    archive.decide("corrections", row)
    assert archive.build().failures == []
    new = archive.sheet(TITLE, HEAD, AFTER).document_id
    (failure,) = archive.build().failures
    assert failure.startswith(
        f"corrections.csv: {old} 1.5.2 points: {new} has replaced the document"
    )


def test_the_question_and_the_view_tell_where_a_value_comes_from(archive: SmallArchive) -> None:
    old = archive.sheet(TITLE, HEAD, ZETA).document_id
    new = archive.sheet(TITLE, HEAD, AFTER).document_id
    archive.build()
    query = load_queries(FOLDER)["values_that_changed"]["sql"]
    total, ball = archive.ask(query)
    assert total[6:14] == (
        "total", "110,850", "111,150", "nella pagina aggiornata", old, "1.5", new, "1.5",
    )  # fmt: skip
    assert ball[5:9] == ("PA", "points", "35,600", "35,900")
    shown = archive.ask(
        "select value_printed, document_id, address, page, line, fetched_at from provenance"
        " join routine using (routine_id) where apparatus_id = 'PA' and field = 'points'"
    )
    assert shown == [("35,900", new, SHEET, 1, 5, "2025-01-02T10:00:00+00:00")]


def test_every_value_shown_has_one_origin(both_databases: Path) -> None:
    with closing(sqlite3.connect(both_databases)) as connection:
        values = """
            select result_id, null, 'total' from result where total is not null
            union all select result_id, null, 'rank' from result where rank is not null
            union all select null, routine_id, 'points' from routine where points is not null
            union all select null, routine_id, code from component
        """
        origins = "select result_id, routine_id, field from provenance"
        missing = connection.execute(f"{values} except {origins}").fetchall()
        twice = connection.execute(f"{origins} group by 1, 2, 3 having count(*) > 1").fetchall()
    assert missing == twice == []


def test_a_correction_is_applied_shown_and_loud_end_to_end(archive: SmallArchive) -> None:
    document = archive.sheet(TITLE, HEAD, ZETA.replace("24,900", "924,900")).document_id
    row = f'{document},1.5.1,points,"{{}}","24,900",una cifra di troppo,2025-01-05'
    archive.decide("corrections", row.format("924,900"))
    report = archive.build()
    assert report.failures == [] and report.findings == []
    assert archive.ask(
        "select points_printed, points, value_printed, value_corrected, correction_reason from routine"
        " join provenance using (routine_id) where apparatus_id = 'CE' and field = 'points'"
    ) == [("924,900", 24.9, "924,900", "24,900", "una cifra di troppo")]
    archive.decide("corrections", row.format("92,490"))
    with pytest.raises(DecisionError, match="1.5.1: points is printed '924,900', not '92,490'"):
        archive.build()
    archive.decide("corrections", row.format("924,900").replace("1.5.1", "1.9.1"))
    assert archive.build().failures == [
        f"corrections.csv: {document} 1.9.1 points applies to nothing"
    ]


def test_a_doubt_about_a_name_that_was_taken_off_is_not_loaded(archive: SmallArchive) -> None:
    """It would name an athlete who is nowhere; the open pair stands as long as both names do."""
    doubt = "select count(*) from identity_doubt"
    archive.press(
        {"athlete": "Beta Inventala", "club": "Terza Ignota", "rank": "1", "apparatus": "TOT",
         "score_as_printed": "90.000", "competition": "Coppa Inventata 2023", "date": "2023-06-08",
         "place": "Altrove", "url": OTHER}
    )  # fmt: skip
    archive.sheet(TITLE, HEAD, ZETA, BETA)
    archive.build()
    assert archive.ask(doubt) == [(1,)]
    archive.sheet(TITLE, HEAD, ZETA)
    archive.build()
    assert archive.ask(doubt) == [(0,)]
