"""No public ladder of children: percentile and trend are a gymnast's own, on her page and in her files; no
question sorts gymnasts across competitions but by what seniors of the highest level were given; none asks for
the last, none makes a score of talent.
"""

import re
import sqlite3
from html import unescape
from pathlib import Path

import pytest

from ingest.site import page_queries
from plugins.canned_queries import QUERIES
from plugins.no_ladder import PERSONS
from tests.pages import column
from tests.test_metadata import COLUMNS, TABLES
from tests.test_queries import STRINGS_AND_COMMENTS, example_params, open_read_only

ROOT = Path(__file__).parent.parent
HER_OWN = re.compile(
    r"percent(?:_rank|ile)|ntile\(|cume_dist\(|\blag\(|\blead\(|regr_|slope|trend|\bas change\b"
)
NO_TALENT = re.compile(
    r"talent|potenzial|promess|peggior|\bworst|\bultime? class|rating|\belo\b|punteggio medio"
)
ONLY_HERS = re.compile(r"(?:\.|\b)athlete_id = :(?:athlete_id|id)\b")
# What says how good somebody was, in the first words of an order.
MARK = re.compile(
    r"\b(?:points|total|rank|rank_printed|gap|best_\w+|times_ahead|times_behind|podiums|percentile)\b"
)
ONE_EVENT = {"competition_id", "ranking_id"}
PAGES = {
    path.stem: "\n".join(page_queries(path.stem).values())
    for path in (ROOT / "page_queries").glob("*.sql")
}
STATEMENTS = {name: query["sql"] for name, query in QUERIES.items()} | PAGES
every_statement = pytest.mark.parametrize("name", sorted(STATEMENTS))


def bare(name: str) -> str:
    return STRINGS_AND_COMMENTS.sub(" ", STATEMENTS[name])


def last_order(sql: str) -> str:
    """The order in which the rows of a statement come, a line."""
    return " ".join(re.split(r"\border by\b", sql)[-1].split())


@every_statement
def test_percentile_and_trend_are_of_one_gymnast(name: str) -> None:
    sql = bare(name)
    if HER_OWN.search(sql):
        assert ONLY_HERS.search(sql), "asked about one gymnast, whose id is a parameter"


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_no_question_is_about_talent_or_the_last(name: str) -> None:
    query = QUERIES[name]
    said = " ".join([name, query["title"], query["description"], bare(name)]).casefold()
    assert not NO_TALENT.search(said)
    assert not re.search(
        r"\b(?:rank|position) desc|\b(?:points|total)(?! desc)(?=,|$)", last_order(bare(name))
    )


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_gymnasts_are_sorted_by_marks_only_inside_one_event(name: str) -> None:
    """Or among seniors of the national and international level, as the statement itself says."""
    query, sql = QUERIES[name], STATEMENTS[name]
    if "athlete_id" in query["params"] or ONE_EVENT & set(query["params"]):
        return
    if not re.search(r"athlete_id|athlete\.name|competitor_name", sql) or not MARK.search(
        last_order(bare(name))
    ):
        return
    assert "series.level in ('assoluti', 'internazionale')" in sql
    assert "scoring_code.programme = 'senior'" in sql
    assert "ranking.category_id in ('senior', 'assoluti')" in sql
    assert "athlete.is_initials = 0" in sql and "athlete.visibility = 'open'" in sql


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_what_a_question_answers_is_no_ladder(both_databases: Path, name: str) -> None:
    """Each asked about many values: rows of several gymnasts and events follow no mark, unless of seniors."""
    connection = open_read_only(both_databases)
    connection.row_factory = sqlite3.Row
    for params in many_params(connection, name):
        rows = connection.execute(QUERIES[name]["sql"], params).fetchall()
        names = set(rows[0].keys()) if rows else set()
        assert not names & {"percentile", "best_percentile", "change"} or "athlete_id" in params
        if not {"athlete_id", "competition_id"} <= names or "athlete_id" in params:
            continue
        if (
            len({row["athlete_id"] for row in rows}) > 2
            and len({row["competition_id"] for row in rows}) > 2
        ):
            levels = {row["level"] for row in rows} if "level" in names else set()
            for mark in names & {"points", "total", "rank", "gap"}:
                marks = [row[mark] for row in rows if row[mark] is not None]
                is_sorted = (
                    marks in (sorted(marks), sorted(marks, reverse=True)) and len(set(marks)) > 3
                )
                assert not is_sorted or levels <= {"assoluti", "internazionale"}, (name, mark)


def many_params(connection: sqlite3.Connection, name: str) -> list[dict[str, object]]:
    """The example of a question, and the same with up to sixty other values of each parameter."""
    example = example_params(connection, name)
    found: list[dict[str, object]] = [example]
    for key in example:
        values = connection.execute(
            f"select {key} from {key.removesuffix('_id')} order by 1 limit 60"
        )
        found += [example | {key: value} for (value,) in values.fetchall()]
    return found


def test_high_scores_are_of_no_junior(archive_database: Path) -> None:
    found = column(archive_database, """
        select distinct category.category_id from ranking
        join category on category.category_id = ranking.category_id
        join scoring_code on scoring_code.scoring_code_id = ranking.scoring_code_id
        join competition on competition.competition_id = ranking.competition_id
        join series on series.series_id = competition.series_id
        where scoring_code.programme = 'senior' and series.level in ('assoluti', 'internazionale')
    """)  # fmt: skip
    assert set(found) == {"assoluti", "senior"}, "a new category: is it one of seniors?"


# Tables and views, files, pages


def test_no_table_or_view_has_a_percentile() -> None:
    assert [
        (table, name) for table in COLUMNS for name in COLUMNS[table] if HER_OWN.search(name)
    ] == []


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_nobody_is_sorted_by_marks_on_a_page_of_a_table(table: str) -> None:
    marks = {"points", "points_printed", "total", "total_printed", "rank", "rank_printed", "gap", "position",
             "birth_year", "routine_count", "team_rank_printed", "value_printed", "value_before",
             "value_after"}  # fmt: skip
    is_of_gymnasts = {"athlete_id", "result_id", "routine_id"} & set(COLUMNS[table])
    if is_of_gymnasts and marks & set(COLUMNS[table]):
        assert not marks & set(TABLES[table]["sortable_columns"])
        assert not marks & {TABLES[table].get("sort"), TABLES[table].get("sort_desc")}


async def test_sorting_gymnasts_by_marks_is_refused(datasette_for, archive_database: Path) -> None:
    site = datasette_for(archive_database).client
    for address in ("result?_sort_desc=total", "routine?_sort=points", "athlete_best?_sort=points",
                    "career?_sort=rank.", "ranking_row?_sort=gap", "athlete?_sort=birth_year"):  # fmt: skip
        refused = await site.get(f"/pedana/{address}")
        assert refused.status_code == 400 and "Cannot sort table by" in refused.text, address
    assert (await site.get("/pedana/athlete?_sort=name")).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["result?rank=1&_facet=athlete_id", "ranking_row.json?rank=1&_facet=competitor_name",
     "mention?_facet=club_printed&_facet=name_printed", "result?_facet_array=athlete_id",
     "athlete?_facet=name", "ranking_row.json?rank=1&_facet=Competitor_Name",
     "result.json?rank=1&_facet=%7B%22simple%22%3A%22ATHLETE_ID%22%7D",
     "result?_facet=%7B%22column%22:%22athlete_id%22,%22simple%22:%22club_id%22%7D"],
)  # fmt: skip
async def test_nobody_is_counted_by_name(
    datasette_for, archive_database: Path, address: str
) -> None:
    site = datasette_for(archive_database).client
    refused = await site.get(f"/pedana/{address}")
    assert refused.status_code == 400 and "non si contano per ginnasta" in refused.text
    assert (await site.get("/pedana/result?rank=1&_facet=club_id")).status_code == 200


@pytest.mark.parametrize(
    ("method", "address"),
    [("get", "pedana/result?_facet={"), ("get", "pedana/result.json?_facet={%22x%22:1}"),
     ("get", "pedana/result?_facet_date={}"), ("get", "pedana/result?_through=x"),
     ("get", "pedana/result?_timelimit=x"), ("get", "pedana?sql=select+1&_timelimit=x"),
     ("post", "pedana/athlete_podiums")],
)  # fmt: skip
async def test_a_setting_that_cannot_be_read_is_no_fault_of_ours(
    datasette_for, archive_database: Path, method: str, address: str, capsys
) -> None:
    site = datasette_for(archive_database).client
    answer = await getattr(site, method)(f"/{address}")
    assert answer.status_code in (400, 403, 405), answer.text
    assert capsys.readouterr().err == ""


def test_the_columns_that_say_who_are_known() -> None:
    named = re.compile(r"athlete_(?:id|name)|competitor_name|(?:family|given|member)_name")
    found = {name for names in COLUMNS.values() for name in names if named.search(name)}
    assert found <= PERSONS


async def test_every_heading_that_sorts_leads_to_a_page(
    datasette_for, archive_database: Path
) -> None:
    site = datasette_for(archive_database).client
    for table in TABLES:
        page = (await site.get(f"/pedana/{table}")).text
        headings = re.findall(r'<th [^>]*>\s*<a href="([^"]*_sort[^"]*)"', page)
        for address in headings:
            assert (await site.get(unescape(address))).status_code == 200, address


async def test_percentiles_stand_on_her_page_and_in_her_files_only(
    datasette_for, archive_database: Path
) -> None:
    site = datasette_for(archive_database).client
    (ranking_id, *_) = column(
        archive_database,
        "select ranking_id from ranking where is_complete and field_size > 3 and kind = 'all-around'",
    )
    (athlete_id, *_) = column(
        archive_database,
        f"select athlete_id from result where ranking_id = '{ranking_id}' and rank = 2",
    )
    (club_id, *_) = column(
        archive_database, "select club_id from athlete where club_id is not null"
    )
    for path in (f"/classifiche/{ranking_id}", f"/societa/{club_id}", "/", "/cerca?q=a"):
        text = (await site.get(path)).text
        assert "percentil" not in text and "meglio del" not in text, path
    for suffix in (".csv", ".json"):
        assert "percentile" not in (await site.get(f"/classifiche/{ranking_id}{suffix}")).text
        assert "percentile" in (await site.get(f"/ginnaste/{athlete_id}{suffix}")).text
