"""The bundled archive, checked against numbers read by eye in its files and typed here."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.archive import add_document, list_documents
from ingest.build import build_release
from tests.conftest import ROOT

Ask = Callable[..., list[tuple]]


@pytest.fixture
def ask(archive_database: Path) -> Iterator[Ask]:
    with sqlite3.connect(f"file:{archive_database}?mode=ro", uri=True) as connection:
        yield lambda sql, *values: connection.execute(sql, values).fetchall()


TOTALS = [
    ("Sofia Raffaeli", "assoluti-2024-concorso-generale", 139.65, 1, "federginnastica.it"),
    ("Sofia Raffaeli", "assoluti-2022-concorso-generale", 134.4, 1, "federginnastica.it"),
    ("Sofia Raffaeli", "mondiali-2022-concorso-generale-finale", 133.25, 1, "sportface.it"),
    ("Milena Baldassarri", "assoluti-2018-concorso-generale", 70.05, 1, "federginnastica.it"),
    ("Milena Baldassarri", "giochi-olimpici-tokyo-2020-concorso-generale-finale", 99.625, 6, "ginnasticando.it"),  # noqa: E501
    ("Milena Baldassarri", "mondiali-2021-concorso-generale-finale", 96.1, 9, "lospecialegiornale.it"),
    ("Alexandra Agiurgiuculese", "assoluti-2022-concorso-generale", 112.55, 4, "federginnastica.it"),
    ("Alexandra Agiurgiuculese", "europei-2017-finale-palla", 14.75, 8, "sportface.it"),
    ("Veronica Bertolini", "assoluti-2016-concorso-generale", 71.45, 1, "junglam.com"),
    ("Veronica Bertolini", "giochi-olimpici-rio-de-janeiro-2016-concorso-generale-qualificazione", 68.007, 19, "sportface.it"),  # noqa: E501
    ("Julieta Cantaluppi", "assoluti-2008-concorso-generale", 64.0, 1, "federginnastica.it"),
    ("Julieta Cantaluppi", "assoluti-2010-finale-palla", 27.425, 1, "it.paperblog.com"),
    ("Romina Laurito", "assoluti-2008-concorso-generale", 61.975, 4, "federginnastica.it"),
    ("Alessia Russo", "assoluti-2015-concorso-generale", 67.85, 2, "federginnastica.it"),
    ("Tara Dragas", "assoluti-2025-finale-clavette", 28.6, 1, "oasport.it"),
    ("Tara Dragas", "assoluti-2024-concorso-generale", 126.6, 4, "federginnastica.it"),
    ("Federica Febbo", "world-cup-kalamata-2010-concorso-generale", 98.0, 14, "federginnastica.it"),
    ("Sofia Maffeis", "assoluti-2021-concorso-generale", 83.9, 4, "ravennawebtv.it"),
    ("Viola Sella", "assoluti-2024-concorso-generale", 127.9, 3, "federginnastica.it"),
    ("Darja Varfolomeev", "mondiali-2025-concorso-generale-finale", 121.9, 1, "sport.quotidiano.net"),
    ("Martina Alicata Terranova", "assoluti-2010-concorso-generale", 103.625, 2, "it.paperblog.com"),
]  # fmt: skip

ROUTINES = [
    ("Sofia Raffaeli", "assoluti-2024", "CE", 36.1, "federginnastica.it"),
    ("Sofia Raffaeli", "serie-a1-2025-2", "CV", 30.117, "federginnastica.it"),
    ("Lorjen D'Ambrogio", "serie-a1-2023-3", "PA", 28.6, "radiogold.tv"),
    ("Linoy Ashram", "serie-a1-2018-4", "CE", 19.65, "udine.diariodelweb.it"),
    ("Chiara Ianni", "serie-a1-2008-ultima", "CV", 15.775, "federginnastica.it"),
    ("Olga Sganzerla", "assoluti-2008", "FU", 15.975, "federginnastica.it"),
    ("Talisa Torretti", "serie-a1-2024-1", "NA", 29.15, "oasport.it"),
]


@pytest.mark.parametrize(("name", "ranking_id", "total", "rank", "host"), TOTALS)
def test_total_stands_with_its_place_and_source(
    ask: Ask, name: str, ranking_id: str, total: float, rank: int, host: str
) -> None:
    found = ask(
        "select total, rank, host from ranking_row join witness using (result_id)"
        " join citation using (citation_id)"
        " where competitor_name = ? and ranking_id = ? and field = 'total' and is_shown = 1",
        name, ranking_id,
    )  # fmt: skip
    assert (total, rank, host) in found


@pytest.mark.parametrize(("name", "competition_id", "apparatus_id", "points", "host"), ROUTINES)
def test_routine_stands_with_its_source(
    ask: Ask, name: str, competition_id: str, apparatus_id: str, points: float, host: str
) -> None:
    found = ask(
        "select routine.points, citation.host from routine join athlete using (athlete_id)"
        " join witness using (routine_id) join citation using (citation_id)"
        " where athlete.name = ? and competition_id = ? and apparatus_id = ?",
        name, competition_id, apparatus_id,
    )  # fmt: skip
    assert (points, host) in found


ONE_COMPETITION = [
    ({"Mondiali 2021", "38° Campionato del Mondo, finale all-around"}, "mondiali-2021"),
    ({"Campionato Italiano Assoluto 2021", "51° Campionato Italiano Assoluto, concorso generale"}, "assoluti-2021"),  # noqa: E501
    ({"Serie A 2023 - 1a prova", "Serie A1 2023 - 1a prova"}, "serie-a1-2023-1"),
    ({"World Cup Milano 2024", "World Cup, concorso generale (qualifica)"}, "world-cup-milano-2024"),
    ({"2° Campionato d'Insieme, finale", "Campionato d'Insieme Open 2022 - seconda edizione"}, "insieme-ancona-2022"),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(("titles", "competition_id"), ONE_COMPETITION)
def test_titles_of_one_competition_are_joined(
    ask: Ask, titles: set[str], competition_id: str
) -> None:
    rows = ask("select name_printed from competition_name where competition_id = ?", competition_id)
    assert titles <= {name for (name,) in rows}


def test_two_national_group_championships_of_a_year_stay_two(ask: Ask) -> None:
    rows = ask("select place from competition where series_id = 'insieme' and season_id = '2022'")
    assert sorted(rows) == [("Ancona",), ("Folgaria",)]


def test_an_undated_competition_stands_alone(ask: Ask) -> None:
    rows = ask("select competition_id, name from competition where date_start is null")
    assert rows == [("insieme-arezzo", "Campionato d'Insieme Arezzo (anno non noto)")]


CONFLICTS = [
    ("mondiali-2022", "34.250", "34.900"),
    ("giochi-olimpici-parigi-2024", "35.250", "35.700"),
    ("giochi-olimpici-parigi-2024", "37.700", "37.200"),
    ("europei-2023", "129.550", "131.000"),
    ("mondiali-2019", "23.400", "22.400"),
    ("serie-a1-2013-4", "85,500", "85.550"),
]


@pytest.mark.parametrize(("competition_id", "shown", "noted"), CONFLICTS)
def test_a_conflict_keeps_both_values(
    ask: Ask, competition_id: str, shown: str, noted: str
) -> None:
    rows = ask(
        "select value_shown, value_noted from conflict"
        " left join result using (result_id) left join ranking using (ranking_id)"
        " left join routine using (routine_id)"
        " where coalesce(ranking.competition_id, routine.competition_id) = ?",
        competition_id,
    )
    assert (shown, noted) in rows


def test_equal_values_in_another_notation_are_no_conflict(ask: Ask) -> None:
    """24 and 24.000 (Assoluti 2020, palla), 97,900 and 97.900 (Assoluti 2021)."""
    rows = ask(
        "select count(distinct value_printed), min(is_shown) from witness join result using (result_id)"
        " where ranking_id = 'assoluti-2020-finale-palla' and rank = 2 and field = 'total'"
    )
    assert rows == [(2, 1)]


def test_the_total_that_does_not_close_is_found_where_it_stands(ask: Ask) -> None:
    rows = ask(
        "select finding.message from finding join ranking_row using (result_id)"
        " where competitor_name = 'Enrica Paolini'"
        " and finding.ranking_id = 'assoluti-2025-concorso-generale'"
    )
    assert rows == [("totale stampato 101.150, somma delle parti 101.100",)]


def test_a_corrected_misprint_keeps_what_was_printed(ask: Ask) -> None:
    rows = ask(
        "select points_printed, points, correct from routine"
        " join witness using (routine_id) join correction using (document_id, record)"
        " where witness.field = 'points' and correct <> '?' order by points"
    )
    assert rows == [
        ("18.880", 18.8, "18.800"),
        ("129.150", 29.15, "29.150"),
        ("829.950", 29.95, "29.950"),
        ("33.160", 33.15, "33.150"),
    ]


def test_a_misprint_nobody_can_correct_stays_and_is_found(ask: Ask) -> None:
    rows = ask(
        "select points_printed, points, finding.message is not null from career"
        " left join finding using (result_id)"
        " where career.competition_id = 'mondiali-2021' and points_printed = '28.850' and row_kind = 'total'"
    )
    assert rows == [("28.850", 28.85, 1)]


def test_cl_of_seniors_is_clubs(ask: Ask) -> None:
    """Assoluti 2008: the page writes CL NA FU CE. In Serie A1 of those years CL is corpo libero."""
    rows = ask(
        "select apparatus_id, points, routine.note from routine join athlete using (athlete_id)"
        " where name = 'Julieta Cantaluppi' and competition_id = 'assoluti-2008' and points = 15.55"
    )
    assert rows == [("CV", 15.55, "la fonte scrive CL: clavette")]
    rows = ask(
        "select points from routine where competition_id = 'serie-a1-2012-3' and apparatus_id = 'CL'"
    )
    assert (25.95,) in rows


def test_a_conflict_is_counted_once(ask: Ask) -> None:
    """Hoop final of the Europeans 2023: 23.600 and 32.600 is one conflict, of the routine."""
    rows = ask("select field from conflict where value_noted in ('23.600', '32.600')")
    assert rows == [("points",)]


def test_a_doubtful_score_is_no_best(ask: Ask) -> None:
    """28.850 is a misprint: the third would have beaten the first. Her best of those years is 25.400."""
    rows = ask(
        "select points from athlete_best join athlete using (athlete_id) where name = 'Sofia Raffaeli'"
        " and scoring_code_id = 'fig-2018' and athlete_best.level = 'internazionale' and apparatus_id = 'CE'"
    )
    assert rows == [(25.4,)]
    assert ask("select count(*) from ranking_row where gap < 0") == [(0,)]


def test_of_two_values_the_doubtful_one_is_noted(ask: Ask) -> None:
    rows = ask(
        "select value_shown, value_noted from conflict join result using (result_id)"
        " join ranking using (ranking_id) where competition_id = 'serie-a1-2022-classifiche'"
    )
    assert rows == [("227,700", "227,500")]


def test_a_partial_standing_takes_the_routines_that_close_it(ask: Ask) -> None:
    """World Cup Milano 2024 after two apparatus: 36.250 + 36.100 = 72.350, printed by another page."""
    rows = ask(
        "select routine.apparatus_id, routine.points from ranking_row"
        " join ranking using (ranking_id) join result_routine using (result_id)"
        " join routine using (routine_id)"
        " where ranking.competition_id = 'world-cup-milano-2024' and ranking.round = 'partial'"
        " and competitor_name = 'Darja Varfolomeev' order by 1"
    )
    assert rows == [("CE", 36.25), ("PA", 36.1)]


def test_a_place_without_a_score_is_no_routine(ask: Ask) -> None:
    assert ask("select count(*) from routine where points is null") == [(0,)]
    rows = ask(
        "select rank, total from ranking_row where ranking_id = 'assoluti-2021-finale-clavette'"
        " and competitor_name = 'Alexandra Agiurgiuculese'"
    )
    assert rows == [(3, None)]


CLUBS = {
    "udinese": {"A.S. Udinese", "ASU Udine", "ASU di Udine", "Udinese"},
    "ginnastica-fabriano": {"Faber Fabriano", "Faber Ginnastica Fabriano", "Fabriano",
                            "Ginnastica Fabriano", "S.G. Fabriano"},
    "fabriano-cerreto-d-esi": {"Fabriano Cerreto d'Esi", "Ginnastica Fabriano Cerreto d'Esi"},
    "raffaello-motto": {"Motto Viareggio", "Raffaello Motto", "Raffaello Motto Viareggio",
                        "Raffaello Motto di Viareggio"},
    "iris": {"Iris"},
    "iris-firenze": {"Iris Firenze"},
}  # fmt: skip


@pytest.mark.parametrize(("club_id", "names"), CLUBS.items())
def test_a_club_has_all_its_names_and_no_other(ask: Ask, club_id: str, names: set[str]) -> None:
    rows = ask("select name_printed from club_name where club_id = ?", club_id)
    assert {name for (name,) in rows} == names


def test_clubs_that_may_be_one_are_open_questions(ask: Ask) -> None:
    assert set(ask("select club_id, other_club_id from club_doubt")) == {
        ("ginnastica-ritmica-iris", "iris"),
        ("iris", "iris-firenze"),
        ("iris", "iris-giovinazzo"),
        ("ritmica-futura", "ritmica-futura-concesio"),
    }


def test_without_decisions_no_two_clubs_become_one(ask: Ask, tmp_path: Path) -> None:
    """What the names say is never against what people decided; what they cannot tell stays apart."""
    shutil.copytree(ROOT / "archive", tmp_path / "archive")
    (tmp_path / "archive" / "decisions" / "clubs.csv").unlink()
    database = build_release([tmp_path / "archive"], tmp_path / "out").database
    with sqlite3.connect(database) as connection:
        blind = connection.execute("select name_printed, club_id from club_name").fetchall()
    decided = dict(ask("select name_printed, club_id from club_name"))
    clubs: dict[str, set[str]] = {}
    for name, club_id in blind:
        clubs.setdefault(club_id, set()).add(decided[name])
    assert [club_id for club_id, known in clubs.items() if len(known) > 1] == []
    assert len(clubs) < len(blind) - 20


def test_a_borrowing_club_is_not_hers(ask: Ask) -> None:
    rows = ask("select club_id from athlete where name in ('Olga Struckova', 'Mariia Sergeeva')")
    assert rows == [(None,), (None,)]


def test_a_place_stands_in_its_field_only_where_that_is_known(ask: Ask) -> None:
    rows = ask(
        "select rank, field_size, gap from ranking_row"
        " where ranking_id = 'giochi-olimpici-tokyo-2020-concorso-generale-finale' and rank = 6"
    )
    assert rows == [(6, 10, 8.175)]
    assert ask(
        "select field_size from ranking where ranking_id = 'assoluti-2022-concorso-generale'"
    ) == [(None,)]


def test_a_gymnast_of_a_team_has_no_place_of_her_own(ask: Ask) -> None:
    rows = ask(
        "select rank, team_name, team_rank_printed from career join athlete using (athlete_id)"
        " where athlete.name = 'Milena Baldassarri' and competition_id = 'serie-a1-2023-3'"
    )
    assert rows == [(None, "Ginnastica Fabriano", "1")] * 3  # two routines, and the team's total


def test_a_loan_is_hers_and_the_total_is_the_clubs(ask: Ask) -> None:
    rows = ask(
        "select team.name, is_loan from team_member join team using (team_id)"
        " join athlete using (athlete_id)"
        " where athlete.name = 'Dina Averina' and team.kind = 'team' order by team_id"
    )
    assert set(rows) == {("Armonia d'Abruzzo", 1)}


def squads(ask: Ask, name: str) -> list[int]:
    """In how many national squads the gymnasts of a name stand."""
    return [
        count
        for (count,) in ask(
            "select count(*) from team_member join team using (team_id) join athlete using (athlete_id)"
            " where athlete.name = ? and team.kind in ('group', 'national')"
            " group by athlete_id order by 1",
            name,
        )
    ]


def test_the_national_squads_are_careers(ask: Ask) -> None:
    assert squads(ask, "Maurelli") == [27]
    assert squads(ask, "Duranti") == [21]
    assert squads(ask, "Martina Centofanti") == [25]
    assert squads(ask, "Russo") == [6]  # not who was at the Worlds of 2018
    assert squads(ask, "Alessia Russo") == [1]


def test_the_team_bronze_of_2018_is_of_three_careers(ask: Ask) -> None:
    rows = ask(
        "select athlete.name, points, team_rank_printed from career join athlete using (athlete_id)"
        " where ranking_id like 'mondiali-2018-%' and row_kind = 'team' and team_name = 'Italia'"
        " and career.kind = 'team' order by 1"
    )
    assert rows == [
        (name, 147.55, "3")
        for name in ("Alessia Russo", "Alexandra Agiurgiuculese", "Milena Baldassarri")
    ]


def test_a_ranking_of_an_apparatus_keeps_all_its_rows(ask: Ask) -> None:
    count = "select count(*) from result where ranking_id = ?"
    assert ask(count, "mondiali-2018-qualificazione-cerchio") == [(9,)]
    assert ask(count, "mondiali-2019-qualificazione-palla") == [(5,)]


def test_a_routine_is_of_the_day_of_the_first_ranking_that_counts_it(ask: Ask) -> None:
    rows = ask(
        "select distinct apparatus_id, date from athlete_routine"
        " where competition_id = 'world-cup-milano-2024' and apparatus_id in ('CE', 'PA') and round = ''"
    )
    assert set(rows) == {("CE", "2024-06-21"), ("PA", "2024-06-21")}


def test_an_inferred_place_is_a_note(ask: Ask) -> None:
    rows = ask(
        "select result.rank, routine.note from routine join result_routine using (routine_id)"
        " join result using (result_id) where routine.note like 'posto % dedotto%'"
    )
    assert rows == [(None, "posto 4 dedotto (sfiora il podio)")]
    rows = ask("select distinct rank from result where note like '%posto % dedotto%'")
    assert rows == [(None,)]


def test_the_same_initials_in_two_clubs_are_two_people(ask: Ask) -> None:
    rows = ask(
        "select count(distinct athlete_id) from mention"
        " where name_printed = 'M. B.' and competition_id = 'serie-a1-2014-1'"
    )
    assert rows == [(2,)]
    assert ask(
        "select count(*) from (select athlete_id from mention join athlete using (athlete_id)"
        " where is_initials = 1 group by athlete_id having count(distinct competition_id) > 1)"
    ) == [(0,)]


def test_sums_of_two_apparatus_are_no_routine(ask: Ask) -> None:
    rows = ask(
        "select total, note from result join ranking using (ranking_id) where apparatus_id = 'FU+PA'"
    )
    assert rows == [(33.53, "prestito straniero; somma, arrotondata nella fonte")]
    assert ask("select count(*) from routine where apparatus_id = 'FU+PA'") == [(0,)]


def test_best_of_counts_only_the_best(ask: Ask) -> None:
    rows = ask(
        "select routine.apparatus_id, points, is_counted from result join ranking using (ranking_id)"
        " join result_routine using (result_id) join routine using (routine_id)"
        " where ranking_id like 'silver-individuale-%' order by points"
    )
    assert rows == [("NA", 13.8, 0), ("CV", 15.375, 1), ("CE", 15.4, 1)]


def test_a_text_that_is_no_address_is_no_link(ask: Ask) -> None:
    """It names a page that another row cites in full: one witness, and the full address is shown."""
    rows = ask("select address, is_link from citation where address like '%24258%'")
    assert len(rows) == 1
    assert rows[0][1] == 1


def test_no_best_crosses_codes_or_levels(ask: Ask) -> None:
    rows = ask("select * from athlete_best where scoring_code_id = 'unknown'")
    assert rows == []
    rows = ask(
        "select distinct best.scoring_code_id, best.level, min(date), max(date) from athlete_best as best"
        " join athlete_routine as one on one.athlete_id = best.athlete_id"
        " and one.scoring_code_id = best.scoring_code_id and one.level = best.level"
        " where best.scoring_code_id = 'fig-2022' group by 1, 2"
    )
    assert rows and all(first >= "2022" and last < "2025" for *_, first, last in rows)


def test_nothing_private_is_loaded(ask: Ask) -> None:
    columns = {
        column
        for (table,) in ask("select name from sqlite_master where type in ('table', 'view')")
        for (column,) in ask("select name from pragma_table_info(?)", table)
    }
    assert not [name for name in columns if "licence" in name and name != "licence"]
    assert not [name for name in columns if "birth" in name and name != "birth_year"]


def test_a_longer_edition_of_a_file_adds_and_moves_no_id(tmp_path: Path, ask: Ask) -> None:
    """Documents are never edited: the facts of tomorrow come in a file of their own, or of the same name."""
    archive = tmp_path / "archive"
    shutil.copytree(ROOT / "archive", archive)
    (known,) = [one for one in list_documents(archive) if one.name == "press_scores_national.csv"]
    more = (
        "Trofeo Finto 2026,2026-05-03,Nessundove,AA,1,Prova Inventata,Società Finta,ITA,TOT,98.450,"
        "x,https://esempio.invalid/trofeo,\n"
    )
    add_document(
        archive, known.path.read_bytes() + more.encode(), source=known.source, name=known.name,
        address="", fetched_at="2026-12-01T00:00:00+00:00",
    )  # fmt: skip
    report = build_release([archive], tmp_path / "out")
    with sqlite3.connect(report.database) as connection:
        rows = connection.execute("select athlete_id, name from athlete").fetchall()
    connection.close()
    known_rows = ask("select athlete_id, name from athlete")
    assert {name for _, name in {*rows} - {*known_rows}} == {"Prova Inventata"}
    assert len(rows) == len(known_rows) + 1
    assert report.failures == []
