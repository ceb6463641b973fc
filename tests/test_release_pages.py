"""Our own pages on both releases, the archive and the synthetic one: all answer, none loses a score."""

import csv
import io
import re
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from tests.pages import MARKUP, column, text_of

EVERY = {
    "{}": "select '/' union select '/gare' union select '/societa' union select '/salute'",
    "/ginnaste/{}": "select athlete_id from athlete order by routine_count desc, athlete_id",
    "/gare/{}": "select competition_id from competition order by competition_id",
    "/classifiche/{}": "select ranking_id from ranking order by ranking_id",
    "/societa/{}": "select club_id from club order by club_id",
}


async def test_pages_of_a_release_answer(both_databases, datasette_for):
    site = datasette_for(both_databases).client
    for template, sql in EVERY.items():
        keys = column(both_databases, sql)
        for key in keys[:: max(1, len(keys) // 300)]:
            path = template.format(key)
            assert (await site.get(path)).status_code == 200, path


@pytest.mark.parametrize("suffix", [".json", ".csv"])
async def test_exports_of_a_release_answer(both_databases, datasette_for, suffix):
    """Points have three decimals; what was printed with more stands beside them as printed."""
    site = datasette_for(both_databases).client
    printed = set(
        column(
            both_databases, "select value_printed from witness where value_printed like '%.____'"
        )
    )
    for template in ("/ginnaste/{}", "/classifiche/{}"):
        for key in column(both_databases, EVERY[template])[::40]:
            path = template.format(key) + suffix
            response = await site.get(path)
            assert response.status_code == 200, path
            assert {*re.findall(r"\d+\.\d{4,}", response.text)} <= printed, path


CAREER = """
select row_kind, ranking_id, coalesce(apparatus_id, ''), date, printf('%.3f', points)
from career
join competition using (competition_id)
where athlete_id = ? and discipline = 'rhythmic' and points is not null
"""


async def test_the_csv_of_a_career_is_the_view_career(both_databases, datasette_for):
    """The same totals and routines, on the same days and apparatus."""
    site = datasette_for(both_databases).client
    with sqlite3.connect(both_databases) as connection:
        for athlete_id in column(both_databases, EVERY["/ginnaste/{}"])[::15]:
            text = (await site.get(f"/ginnaste/{athlete_id}.csv")).text
            keys = ("row_kind", "ranking_id", "apparatus_id", "date", "points")
            rows = csv.DictReader(io.StringIO(text))
            given = {tuple(row[key] for key in keys) for row in rows if row["points"]}
            assert given == {*connection.execute(CAREER, [athlete_id])}, athlete_id
    connection.close()


ROUTINES_OF_RANKINGS = """
select result.ranking_id, result.position, routine.points
from result
join result_routine on result_routine.result_id = result.result_id
join routine on routine.routine_id = result_routine.routine_id
where routine.points is not null
"""


async def test_no_printed_score_is_missing_from_its_ranking(archive_database, datasette_for):
    site = datasette_for(archive_database).client
    with closing(sqlite3.connect(f"file:{archive_database}?mode=ro", uri=True)) as database:
        routines = database.execute(ROUTINES_OF_RANKINGS).fetchall()
    points: dict = {}
    for ranking_id, _, value in routines:
        points.setdefault(ranking_id, []).append(f"{value:.3f}")
    assert len(points) > 200
    for ranking_id, values in points.items():
        html = (await site.get(f"/classifiche/{ranking_id}")).text
        body = MARKUP.sub(" ", html.partition("<tbody>")[2].partition("</tbody>")[0])
        missing = Counter(values) - Counter(re.findall(r"\d+\.\d{3}", body))
        assert not missing, (ranking_id, missing)


@pytest.mark.parametrize(
    ("ranking_id", "text"),
    [
        (
            "serie-a1-2024-1-squadre",
            "Nastro 29.150 Talisa Torretti stampato 129.150, corretto: refuso della fonte",
        ),
        (
            "serie-a1-2023-1-squadre",
            "29.950 Liliana Lewinska stampato 829.950, corretto: refuso della fonte",
        ),
        ("mondiali-2022-concorso-generale-finale", "olympics.com (palla: altro valore) riga 203"),
        ("mondiali-2022-concorso-generale-finale", "sportface.it (tutti) 5 righe"),
    ],
)
async def test_rankings_of_the_archive_say(archive_database, datasette_for, ranking_id, text):
    site = datasette_for(archive_database).client
    assert text in await text_of(site, f"/classifiche/{ranking_id}")


@pytest.mark.parametrize(
    ("name", "printed"), [("Talisa Torretti", "129.150"), ("Liliana Lewinska", "829.950")]
)
async def test_careers_of_the_archive_show_corrected_misprints(
    archive_database, datasette_for, name, printed
):
    sql = f"select athlete_id from athlete where name = '{name}'"
    (athlete_id,) = column(archive_database, sql)
    text = await text_of(datasette_for(archive_database).client, f"/ginnaste/{athlete_id}")
    assert f"stampato {printed}, corretto: " in text


async def test_pages_of_the_archive_count_and_order(archive_database, datasette_for):
    site = datasette_for(archive_database).client
    events = "select count(*) from competition where stage <> 'classifiche'"
    (count,) = column(archive_database, events)
    assert f" {count} gare " in await text_of(site, "/")
    html = (await site.get("/gare?stagione=2022&serie=serie-a1")).text
    stages = re.findall(r'href="/gare/serie-a1-2022-([^"]+)"', html)
    assert stages == ["final-six", "3", "2", "1", "classifiche"]
    for season, order in {"2024": "final-six 3 2 1", "2019": "4 3 2 1", "2013": "2 1"}.items():
        html = (await site.get(f"/gare?stagione={season}&serie=serie-a1")).text
        stages = re.findall(rf'href="/gare/serie-a1-{season}-([^"]+)"', html)
        assert [stage for stage in stages if stage in order.split()] == order.split()
    listed = await text_of(site, "/societa?q=ginnastica+fabriano")
    counted = re.search(r"Ginnastica Fabriano (\d+ ginnaste(?: e \d+ in prestito)?)", listed)[1]
    assert f" {counted} " in await text_of(site, "/societa/ginnastica-fabriano")


async def test_a_source_is_cited_only_for_what_it_printed(archive_database, datasette_for):
    site = datasette_for(archive_database).client
    path = "/classifiche/mondiali-2022-concorso-generale-finale.csv"
    for row in csv.DictReader(io.StringIO((await site.get(path)).text)):
        assert "olympics.com" not in row["sources"]
        assert ("olympics.com" in row["conflicts"]) == (row["points_printed"] == "34.250")


async def test_synthetic_pages_say_so(synthetic_database, archive_database, datasette_for):
    banner = "Dati sintetici: nomi e punteggi sono inventati."
    assert banner in (await datasette_for(synthetic_database).client.get("/gare")).text
    assert banner not in (await datasette_for(archive_database).client.get("/gare")).text


async def test_the_longest_career_has_all_its_lines(both_databases, datasette_for):
    athlete_id = column(both_databases, EVERY["/ginnaste/{}"])[0]
    html = (await datasette_for(both_databases).client.get(f"/ginnaste/{athlete_id}")).text
    career = f"select count(distinct result_id) from career where athlete_id = '{athlete_id}'"
    assert html.count('<li class="line">') >= column(both_databases, career)[0] > 0
