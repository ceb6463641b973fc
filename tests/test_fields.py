"""Field, percentile and gap as the domain means them, through a build: who is out of ranking, who was
absent and whose place nobody printed neither fill a field nor win it.
"""

import sqlite3
from contextlib import closing
from functools import partial

from ingest.build import build_release
from ingest.site import page_queries
from plugins.canned_queries import QUERIES
from tests.check_cases import Case, build_case, press, ranked, sheet

PLACES = QUERIES["athlete_places_in_field"]["sql"]


def read_rows(tmp_path, *rows):
    """(name, rank, status, field, percentile, gap) of each row of the ranking of Senior."""
    build_case(Case(bad=list(rows), near=[], finds=0, say=""), tmp_path)
    with closing(sqlite3.connect(tmp_path / "release" / "pedana.db")) as connection:
        connection.create_function("percentile_of", 2, partial(percentile_of, connection))
        return connection.execute(
            "select competitor_name, ranking_row.rank, status, ranking_row.field_size,"
            " percentile_of(athlete_id, ranking_id), gap"
            " from ranking_row join ranking using (ranking_id) where category_id = 'senior'"
            " and ranking.competition_id like 'trofeo-%' order by status <> '', ranking_row.position"
        ).fetchall()


def percentile_of(connection, athlete_id, ranking_id):
    """Hers in a ranking, as her page and the question about her places say it; None of a team."""
    params = {"id": athlete_id, "athlete_id": athlete_id}
    page, question = (
        {line[at_ranking]: line[at] for line in answer}
        for answer, at_ranking, at in (
            asked(connection, page_queries("career")["results"], params),
            asked(connection, PLACES, params),
        )
    )
    assert page.get(ranking_id) == question.get(ranking_id)
    return page.get(ranking_id)


def asked(connection, sql, params):
    """The rows of a statement, and where the ranking and the percentile stand in them."""
    answer = connection.execute(sql, params)
    names = [column[0] for column in answer.description]
    return answer.fetchall(), names.index("ranking_id"), names.index("percentile")


def test_out_of_ranking_and_absent_are_not_of_the_field(tmp_path):
    complete = {"is_complete": "1"}
    rows = read_rows(
        tmp_path,
        *ranked("30.000", "29.000", "28.000", **complete),
        sheet("Quonelli Prova", "31.000", rank="1", status="out of ranking", **complete),
        sheet("Hjolosta Prova", status="DNS", **complete),
        sheet("Nzorini Prova", "", **complete),
    )
    assert rows[:3] == [
        ("Zibarova Prova", 1, "", 3, 100.0, 0.0),
        ("Vrolucci Prova", 2, "", 3, 50.0, 1.0),
        ("Belzira Prova", 3, "", 3, 0.0, 2.0),
    ]
    assert {row[3:] for row in rows[3:]} == {(3, None, None)}


def test_the_printed_number_is_the_field_whoever_is_listed(tmp_path):
    rows = read_rows(
        tmp_path,
        *ranked("30.000", "29.000", field_size="5"),
        sheet("Quonelli Prova", status="DNS", field_size="5"),
    )
    assert [row[3:5] for row in rows[:2]] == [(5, 100.0), (5, 75.0)]


def test_ties_share_a_percentile(tmp_path):
    rows = read_rows(
        tmp_path,
        *ranked("30.000", "29.000", "29.000", "28.000", ranks=(1, 2, 2, 4), is_complete="1"),
    )
    assert [row[4] for row in rows] == [100.0, 66.7, 66.7, 0.0]


def test_a_place_beyond_the_printed_field_has_no_percentile(tmp_path):
    rows = read_rows(tmp_path, *ranked("30.000", "29.000", ranks=(1, 4), field_size="3"))
    assert [row[4] for row in rows] == [100.0, None]


def test_ranks_without_a_gap_prove_no_field(tmp_path):
    rows = read_rows(tmp_path, *ranked("30.000", "29.000", "28.000"))
    assert {row[3:5] for row in rows} == {(None, None)}


def test_a_ranking_of_one_has_no_percentile(tmp_path):
    rows = read_rows(tmp_path, *ranked("30.000", is_complete="1"))
    assert rows == [("Zibarova Prova", 1, "", 1, None, 0.0)]


def test_the_score_of_a_team_stands_in_no_field_of_gymnasts(tmp_path):
    """A squad and its gymnasts in one document: two rankings, two fields."""
    squad = {"kind": "team", "competitor_kind": "team", "is_complete": "1"}
    rows = read_rows(
        tmp_path,
        *ranked("30.000", "29.000", is_complete="1"),
        sheet("Società Finta", "90.000", rank="1", **squad),
        sheet("Altra Finta", "80.000", rank="2", **squad | {"club": "Altra Finta"}),
    )
    found = {row[0]: row[3:] for row in rows}
    assert found["Vrolucci Prova"] == (2, 0.0, 1.0)
    assert found["Altra Finta"] == (2, None, 10.0)


def test_what_the_press_says_is_out_of_ranking_takes_no_place(tmp_path):
    archive = Case(
        bad=[
            press("Prova Inventata", "30.000", rank="1", note="campo completo (2 su 2)"),
            press("Altra Finta", "29.000", rank="2", note="campo completo (2 su 2)"),
            press("Terza Finta", "29.500", note="fuori classifica"),
        ],
        near=[],
        finds=0,
        say="",
    )
    build_case(archive, tmp_path)
    report = build_release([tmp_path / "archive"], tmp_path / "again")
    with closing(sqlite3.connect(report.database)) as connection:
        rows = connection.execute("select rank, status, field_size from ranking_row")
        assert rows.fetchall() == [(1, "", 2), (2, "", 2), (None, "out of ranking", 2)]
