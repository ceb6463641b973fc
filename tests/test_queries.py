"""The questions: a contract over the whole folder, then what some of them must get right."""

import re

import pytest
from datasette.utils.sqlite import sqlite3

from ingest.load_shared import order_competitions
from ingest.sql_file import SqlFileError
from plugins import canned_queries
from tests.small_database import (
    add_athlete,
    add_competition,
    add_four,
    add_ranking,
    add_result,
    add_routine,
    add_witness,
    insert,
    make_database,
)

QUERIES = canned_queries.load_queries(canned_queries.FOLDER)
GROUPS = {"Ginnaste", "Gare", "Società", "Attrezzi", "Fonti"}
STRINGS_AND_COMMENTS = re.compile(r"'[^']*'|--[^\n]*")
# A synthetic archive is one source that never disagrees, and its series have no scoring code.
EMPTY_WHERE_SYNTHETIC = {
    "apparatus_top_scores_by_code",
    "athlete_bests_by_code",
    "conflicts_between_sources",
}
# In neither archive has a document a later version: see test_versions.
WITHOUT_VERSIONS = {"values_that_changed"}
every_query = pytest.mark.parametrize("name", sorted(QUERIES))


def open_read_only(path):
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def bare_sql(name):
    return STRINGS_AND_COMMENTS.sub(" ", QUERIES[name]["sql"])


def example_params(connection, name):
    """The value of each example; None where the database has none."""
    return {
        field["name"]: canned_queries.example_value(connection, field["example"])
        for field in QUERIES[name]["fields"]
    }


# The folder


@every_query
def test_the_facts_are_complete(name):
    query = QUERIES[name]
    assert query["group"] in GROUPS
    assert len(query["title"]) < 60 and not query["title"].endswith(".")
    assert query["description"].endswith(".")
    assert all(field["label"] and field["example"] for field in query["fields"])
    assert all(field["where"] or "(CL, FU" in field["label"] for field in query["fields"])


@every_query
def test_declared_params_are_used_params(name):
    used = re.findall(r"(?<!:):([a-z_]+)", bare_sql(name))
    assert set(used) == set(QUERIES[name]["params"])


@every_query
def test_the_sql_is_in_the_style_of_the_house(name):
    sql = bare_sql(name)
    assert '"' not in sql, "a typo in double quotes is a string"
    assert "*" not in re.sub(r"count\(\*\)|\d \* ", "", sql), "no select *"
    assert "order by" in sql
    assert sql == sql.lower()
    assert "printf" not in sql and "format(" not in sql


# On the bundled and on the synthetic archive


@every_query
def test_the_example_returns_rows(both_databases, name):
    connection = open_read_only(both_databases)
    rows = connection.execute(QUERIES[name]["sql"], example_params(connection, name)).fetchall()
    lineages = connection.execute("select group_concat(distinct lineage) from source").fetchone()[0]
    is_empty = name in WITHOUT_VERSIONS or (
        lineages == "synthetic" and name in EMPTY_WHERE_SYNTHETIC
    )
    assert rows or is_empty
    assert len(rows) == len(set(rows)), "a row is there twice"


@every_query
def test_no_scan_of_routines_for_one_athlete_or_competition(both_databases, name):
    if not QUERIES[name]["params"]:
        pytest.skip("asks about the whole archive")
    connection = open_read_only(both_databases)
    statements = [QUERIES[name]["sql"], *(field["example"] for field in QUERIES[name]["fields"])]
    for sql in statements:
        if " " in sql:
            assert not find_scans(connection, sql, example_params(connection, name)), sql


def find_scans(connection, sql, params):
    """The tables of millions of rows that a statement reads from end to end."""
    plan = connection.execute(f"explain query plan {sql}", params).fetchall()
    large = r"SCAN (routine|result_routine|component|witness|mention)\b"
    return [detail for *_, detail in plan if re.match(large, detail)]


@every_query
async def test_it_answers_as_page_json_and_csv(datasette_for, both_databases, name):
    connection = open_read_only(both_databases)
    params = example_params(connection, name)
    expected = connection.execute(QUERIES[name]["sql"], params).fetchmany(1000)
    client = datasette_for(both_databases).client
    page = await client.get(f"/pedana/{name}", params=params)
    assert page.status_code == 200
    assert QUERIES[name]["title"] in page.text.replace("&#39;", "'")
    rows = await client.get(f"/pedana/{name}.json", params={**params, "_shape": "arrays"})
    assert rows.json()["error"] is None
    assert rows.json()["rows"] == [list(row) for row in expected]
    table = await client.get(f"/pedana/{name}.csv", params=params)
    assert table.headers["content-type"].startswith("text/plain")
    assert len(table.text.splitlines()) > len(expected)


# What they must get right


@pytest.fixture
def database():
    connection = make_database()
    add_athlete(connection, "zeta0001")
    add_athlete(connection, "beta0002")
    yield connection
    connection.close()


def ask(database, name, **params):
    order_competitions(database)
    cursor = database.execute(QUERIES[name]["sql"], params)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def columns(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def test_a_routine_of_two_rankings_counts_once_in_a_career(database):
    insert(database, "season", season_id="2020", name="2020")
    database.execute("update competition set season_id = '2020'")
    add_ranking(database, "pa", kind="apparatus", apparatus_id="PA")
    result_id = add_four(database, 100.0, (25.0, 25.0), rank=2, athlete_id="zeta0001")
    also = add_result(database, 25.0, 1, athlete_id="zeta0001", ranking_id="pa")
    insert(database, "result_routine", result_id=also, routine_id=2, is_counted=1)
    (row,) = ask(database, "athlete_career_by_season", athlete_id="zeta0001")
    assert (row["competition_count"], row["routine_count"], row["ranking_count"]) == (1, 2, 2)
    assert (row["first_places"], row["podiums"], row["best_rank"]) == (1, 2, 1)
    assert result_id == 1


def test_a_partial_standing_is_no_place_and_a_qualification_no_podium(database):
    add_ranking(database, "after-two", round="partial")
    add_ranking(database, "qualification", round="qualification")
    add_result(database, 50.0, 1, athlete_id="zeta0001", ranking_id="after-two")
    add_result(database, 99.0, 2, athlete_id="zeta0001", ranking_id="qualification")
    add_result(database, 90.0, 4, athlete_id="zeta0001", status="out of ranking")
    add_result(database, 100.0, 7, athlete_id="beta0002")
    (row,) = ask(database, "athlete_career_by_season", athlete_id="zeta0001")
    assert (row["ranking_count"], row["podiums"], row["best_rank"]) == (1, 0, 2)
    assert ask(database, "athlete_podiums", athlete_id="zeta0001") == []


def test_bests_and_changes_never_cross_a_code(database):
    add_ranking(database, "old", scoring_code_id="old")
    add_competition(database, "dopo", date="2022-05-01")
    add_ranking(database, "new", scoring_code_id="new", competition_id="dopo")
    for ranking_id, points, competition_id in (
        ("old", 18.0, "prova"), ("new", 30.0, "dopo"), ("new", 32.5, "dopo"),
    ):  # fmt: skip
        result_id = add_result(database, None, ranking_id=ranking_id, athlete_id="zeta0001")
        add_routine(
            database, result_id, points, athlete_id="zeta0001", competition_id=competition_id
        )
    bests = ask(database, "athlete_bests_by_code", athlete_id="zeta0001")
    assert columns(bests, "scoring_code_id", "points", "routine_count") == [
        ("new", 32.5, 2),
        ("old", 18.0, 1),
    ]
    trend = ask(database, "athlete_apparatus_trend", athlete_id="zeta0001", apparatus_id="PA")
    assert columns(trend, "points", "change") == [(18.0, None), (30.0, None), (32.5, 2.5)]
    assert ask(database, "athlete_apparatus_trend", athlete_id="zeta0001", apparatus_id="CE") == []


def test_changes_never_cross_competitions_of_an_unknown_code(database):
    add_competition(database, "dopo", date="2020-06-01")
    result_id = add_result(database, None, athlete_id="zeta0001")
    for round_, points, competition_id in (
        ("", 18.0, "prova"), ("final", 18.5, "prova"), ("", 20.0, "dopo"),
    ):  # fmt: skip
        values = {"competition_id": competition_id, "round": round_, "athlete_id": "zeta0001"}
        add_routine(database, result_id, points, **values)
    trend = ask(database, "athlete_apparatus_trend", athlete_id="zeta0001", apparatus_id="PA")
    assert columns(trend, "points", "change") == [(18.0, None), (18.5, 0.5), (20.0, None)]
    assert ask(database, "athlete_bests_by_code", athlete_id="zeta0001") == []


def test_rivals_are_met_where_both_have_a_place(database):
    add_ranking(database, "final", round="final")
    add_ranking(database, "after-two", round="partial")
    for ranking_id, hers, rival in (("aa", 1, 2), ("final", 3, 3), ("after-two", 1, 2)):
        add_result(database, 30.0, hers, athlete_id="zeta0001", ranking_id=ranking_id)
        add_result(database, 29.0, rival, athlete_id="beta0002", ranking_id=ranking_id)
    rivals = ask(database, "athlete_rivals", athlete_id="zeta0001")
    assert columns(rivals, "athlete_id", "rankings_shared", "times_ahead", "times_tied") == [
        ("beta0002", 2, 1, 1)
    ]
    database.execute("update athlete set is_initials = 1 where athlete_id = 'beta0002'")
    assert ask(database, "athlete_rivals", athlete_id="zeta0001") == []


def test_two_winners_have_no_margin(database):
    for rank, total, athlete_id in ((1, 30.0, "zeta0001"), (1, 30.0, "beta0002"), (3, 29.0, None)):
        add_result(database, total, rank, athlete_id=athlete_id)
    (row,) = ask(database, "competition_margins", competition_id="prova")
    assert (row["margin"], row["winner_athlete_id"], row["second_athlete_id"]) == (
        0.0,
        "zeta0001",
        "beta0002",
    )
    podium = ask(database, "competition_podiums", competition_id="prova")
    assert columns(podium, "rank", "athlete_name", "citation_address") == [
        (1, "Zeta Finta", "https://esempio.invalid/1"),
        (1, "Zeta Finta", "https://esempio.invalid/1"),
        (3, None, "https://esempio.invalid/1"),
    ]


def test_winners_come_from_finals(database):
    add_ranking(database, "qualification", round="qualification")
    add_result(database, 31.0, 1, athlete_id="beta0002", ranking_id="qualification")
    add_result(database, 30.0, 1, athlete_id="zeta0001")
    add_result(database, 29.0, 2, athlete_id="beta0002")
    winners = ask(database, "series_winners_by_year", series_id="finta")
    assert columns(winners, "athlete_id", "total") == [("zeta0001", 30.0)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("", 1),
        ("update series set level = 'silver'", 0),
        ("update scoring_code set programme = ''", 0),
        ("update ranking set category_id = 'junior'", 0),
        ("update athlete set is_initials = 1", 0),
        ("update athlete set visibility = 'not indexed'", 0),
    ],
)
def test_high_scores_are_of_open_seniors_only(database, change, found):
    insert(database, "category", category_id="junior", name="Junior")
    database.execute("update scoring_code set programme = 'senior'")
    database.execute("update series set level = 'assoluti'")
    database.execute("update ranking set scoring_code_id = 'new'")
    database.execute("update athlete set visibility = 'open'")
    database.execute(change)
    result_id = add_result(database, None, athlete_id="zeta0001")
    add_routine(database, result_id, 36.5, athlete_id="zeta0001")
    rows = ask(database, "apparatus_top_scores_by_code", scoring_code_id="new", apparatus_id="PA")
    assert len(rows) == found


def test_an_artistic_competition_answers_no_question(database):
    insert(database, "season", season_id="2020", name="2020")
    insert(database, "club", club_id="finta", name="Società Finta", kind="club")
    insert(database, "team", team_id=1, competition_id="prova", kind="team", club_id="finta")
    insert(database, "team_member", team_id=1, athlete_id="zeta0001")
    database.execute("update competition set discipline = 'artistic', season_id = '2020'")
    database.execute("update ranking set field_size = 2, scoring_code_id = 'new'")
    database.execute("update series set level = 'assoluti'")
    database.execute("update scoring_code set programme = 'senior'")
    add_four(database, 100.0, rank=1, athlete_id="zeta0001")
    add_four(database, 99.0, rank=2, team_id=1)
    add_witness(database, "total", result_id=1, value_printed="101.000", is_shown=0)
    params = {
        "athlete_id": "zeta0001",
        "apparatus_id": "PA",
        "club_id": "finta",
        "competition_id": "prova",
        "scoring_code_id": "new",
        "season_id": "2020",
        "series_id": "finta",
    }
    for name in QUERIES.keys() - {"rows_listed_by_document"}:
        assert ask(database, name, **params) == [], name


# The plugin


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("-- title: A\n-- group: B\nselect 1", "'-- description: ...' must stand once"),
        ("-- title: A\n-- description: C\n-- group: B\n-- param: x\nselect 1", "a param is"),
        ("-- title: A\n-- params: x\nselect 1", "says nothing known"),
    ],
)
def test_a_question_that_is_not_in_order(tmp_path, text, problem):
    (tmp_path / "wrong.sql").write_text(text, encoding="utf-8")
    with pytest.raises(SqlFileError, match=problem):
        canned_queries.load_queries(tmp_path)


class NewerDatasette:
    """What Datasette 1.0 offers instead of the hook."""

    def __init__(self):
        self.added = {}

    async def add_query(self, database, name, sql, **options):
        self.added[name] = (database, sql, options)


async def test_datasette_1_gets_the_queries_at_start():
    datasette = NewerDatasette()
    await canned_queries.startup(datasette)
    assert sorted(datasette.added) == sorted(QUERIES)
    database, sql, options = datasette.added["athlete_rivals"]
    assert (database, options["parameters"]) == ("pedana", ["athlete_id"])
    assert sql.startswith("with her_result as")


async def test_another_database_has_no_questions(datasette_for, archive_database):
    assert await canned_queries.canned_queries(datasette_for(archive_database), "altra") == {}


async def test_examples_are_found_once_for_a_release(datasette_for, archive_database):
    datasette = datasette_for(archive_database)
    await datasette.invoke_startup()
    first = await datasette.get_canned_queries("pedana", None)
    again = await datasette.get_canned_queries("pedana", None)
    assert first["athlete_rivals"] is again["athlete_rivals"]
    assert first["series_winners_by_year"]["examples"] == {"series_id": "assoluti"}
    assert all(query["examples"] or not query["fields"] for query in first.values())


def test_half_a_form_is_not_filled(database):
    fields = [
        {"name": "apparatus_id", "example": "PA"},
        {"name": "season_id", "example": "select season_id from season"},
    ]
    assert canned_queries.query_examples(database, fields[:1]) == {"apparatus_id": "PA"}
    assert canned_queries.query_examples(database, fields) == {}


def test_a_month_is_after_its_days_and_a_year_after_its_months(database):
    dates = {"uno": "2020-06-06", "due": "2020-06", "tre": "2020-07-01"}
    for competition_id, date in dates.items():
        add_competition(database, competition_id, date=date)
        add_ranking(database, competition_id, competition_id=competition_id)
        add_result(database, 30.0, 1, ranking_id=competition_id, athlete_id="zeta0001")
    rows = ask(database, "athlete_podiums", athlete_id="zeta0001")
    assert columns(rows, "competition_id") == [("tre",), ("due",), ("uno",)]


def test_changes_follow_the_stages_where_a_date_is_only_a_month(database):
    for stage, date, points in (
        ("3", "2020-06-16", 31.0),
        ("2", "2020-06", 30.5),
        ("1", "2020", 30.0),
    ):
        add_competition(database, stage, date=date, stage=stage)
        add_ranking(database, stage, competition_id=stage, scoring_code_id="old")
        result_id = add_result(database, None, ranking_id=stage, athlete_id="zeta0001")
        add_routine(database, result_id, points, athlete_id="zeta0001", competition_id=stage)
    trend = ask(database, "athlete_apparatus_trend", athlete_id="zeta0001", apparatus_id="PA")
    assert columns(trend, "points", "change") == [(30.0, None), (30.5, 0.5), (31.0, 0.5)]


def test_standings_are_no_competition(database):
    insert(database, "season", season_id="2020", name="2020")
    database.execute("update competition set season_id = '2020', stage = 'classifiche'")
    add_result(database, 30.0, 1, athlete_id="zeta0001")
    (row,) = ask(database, "athlete_career_by_season", athlete_id="zeta0001")
    assert (row["competition_count"], row["ranking_count"]) == (0, 1)
    (row,) = ask(database, "season_overview", season_id="2020")
    assert (row["competition_count"], row["ranking_count"]) == (0, 1)
