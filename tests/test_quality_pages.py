"""/qualita and /copertura, and the marks beside the numbers, on a release built from invented sheets."""

import re
import sqlite3
from contextlib import closing

import pytest

from ingest.build import build_release
from tests.check_cases import Case, all_around, build_case, press, ranked
from tests.conftest import ROOT
from tests.pages import text_of

MESSAGE = "totale stampato 101.150, somma delle parti 101.100"


def stage(number, year, **cells):
    title = f"Serie A1 {year} - {number}a prova"
    return press(
        "Prova Inventata", "20.000", apparatus="CE", competition=title, date=str(year), **cells
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A total that does not close, two clubs, a field too small, stages and editions that are missing."""
    folder = tmp_path_factory.mktemp("quality")
    parts = ("24.900", "25.850", "25.600", "24.750")
    bad = [
        *all_around("Zibarova Prova", "101.150", *parts, rank="1"),
        *ranked("30.000", "29.000", category="Junior", field_size="9"),
    ]
    near = [
        stage(2, 2023),
        stage(3, 2023),
        *(
            press(
                "Altra Finta", "30.000", competition=f"{year - 1970}° Campionato Italiano Assoluto {year}",
                date=str(year), club="Altra <b>Finta</b>",
            )
            for year in (2019, 2020, 2022)
        ),
        press("Altra Finta", "29.000", competition="Coppa Finta 2022", date="2022", club="Terza Finta"),
        press("Terza Finta", "", rank="1", competition="Trofeo Intero 2024", note="campo completo (1 su 1)"),
    ]  # fmt: skip
    build_case(Case(bad=bad, near=near, finds=0, say=""), folder)
    return folder / "release" / "pedana.db"


@pytest.fixture
def site(database, datasette_for):
    return datasette_for(database).client


PATHS = [
    "/qualita",
    "/qualita?controllo=parts_add_up_to_total",
    "/qualita?gara=trofeo-inventato-2024",
]
PATHS += ["/copertura", "/copertura?stagione=2023", "/copertura?stagione=2021"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_page_is_whole(site, path):
    response = await site.get(path)
    html = response.text
    assert response.status_code == 200 and html.count("<h1") == 1
    is_indexable = path == "/copertura"  # with a question behind it, it is another list of the same
    assert ('<meta name="robots" content="noindex">' in html) is not is_indexable
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", html)
    assert "<b>Finta</b>" not in html
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "path", ["/qualita?controllo=nessuno", "/qualita?gara=nessuna", "/copertura?stagione=1999"]
)
async def test_what_is_not_here_is_404(site, path):
    response = await site.get(path)
    assert response.status_code == 404 and "ness" not in response.text


async def test_every_page_leads_to_both(site):
    html = (await site.get("/gare")).text
    assert 'href="/qualita"' in html and 'href="/copertura"' in html


async def test_findings_by_check_with_hint_and_reason(site):
    text = await text_of(site, "/qualita")
    assert "Le parti sommano al totale 1 segnalazione, avviso Causa probabile: un refuso" in text
    assert "Perché si controlla: il totale degli Assoluti 2025" in text
    assert "0 errori nostri" in text
    assert "controlli non trovano nulla" in text
    assert "Trofeo Inventato 2024 2 segnalazioni" in text


async def test_a_finding_leads_to_where_the_number_stands(site):
    html = (await site.get("/qualita?controllo=parts_add_up_to_total")).text
    (place,) = re.findall(r'href="(/classifiche/[^"#]+#r\d+)"', html)
    path, _, line = place.partition("#")
    assert f'<tr id="{line}"' in (await site.get(path)).text
    (record,) = re.findall(r'href="(/pedana/witness\?[^"]+)"', html)
    witness = await site.get(record.replace("&amp;", "&").replace("?", ".json?"))
    assert "101.150" in {row[4] for row in witness.json()["rows"]}


async def test_findings_of_a_competition_name_their_check(site):
    text = await text_of(site, "/qualita?gara=trofeo-inventato-2024")
    assert f"⚠ Avviso: {MESSAGE} Le parti sommano al totale" in text
    assert "9 concorrenti stampate, 2 in classifica, 2 righe in tutto" in text


async def test_every_kind_of_finding_has_a_page(datasette_for, archive_database, database):
    """Of both releases: no finding leads nowhere."""
    for release in (archive_database, database):
        site = datasette_for(release).client
        with closing(sqlite3.connect(f"file:{release}?mode=ro", uri=True)) as connection:
            names = connection.execute("select distinct check_name from finding").fetchall()
        for (name,) in names:
            html = (await site.get(f"/qualita?controllo={name}")).text
            items = html.partition('class="entries findings"')[2].split("<li id=")[1:]
            assert items, name
            pages = {re.search(r'<p class="about"><a href="([^"#]+)', item)[1] for item in items}
            for page in pages:
                assert (await site.get(page)).status_code == 200, (name, page)


async def test_findings_come_a_page_at_a_time(database, datasette_for, tmp_path):
    path = tmp_path / "pedana.db"
    path.write_bytes(database.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("""
            with recursive number (n) as (select 1000 union all select n + 1 from number where n < 1150)
            insert into finding (finding_id, check_name, title, severity, key, ranking_id, message)
            select n, 'parts_add_up_to_total', '', 'warning', 'ranking:x', min(ranking_id), 'prova ' || n
            from number, ranking group by n
        """)
    site = datasette_for(path).client
    first = (await site.get("/qualita?controllo=parts_add_up_to_total")).text
    assert first.count("<li id=") == 100 and 'rel="next"' in first and 'rel="prev"' not in first
    second = (await site.get("/qualita?controllo=parts_add_up_to_total&pagina=2")).text
    assert second.count("<li id=") == 52 and 'rel="next"' not in second
    assert len((await site.get("/qualita")).text) < 30_000


# The marks where the numbers stand


async def test_the_number_says_so_in_its_ranking_its_competition_and_her_career(site, database):
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        ranking_id, athlete_id = connection.execute(
            "select ranking_id, athlete_id from finding where check_name = 'parts_add_up_to_total'"
        ).fetchone()
    for path in (f"/classifiche/{ranking_id}", "/gare/trofeo-inventato-2024"):
        assert f"101.150 ⚠ : {MESSAGE}" in await text_of(site, path), path
    assert f"⚠ {MESSAGE}" in await text_of(site, f"/ginnaste/{athlete_id}")


async def test_a_ranking_says_what_is_wrong_with_it_as_a_whole(site):
    said = "Le righe sono quante le concorrenti stampate: 9 concorrenti stampate"
    html = (await site.get("/gare/trofeo-inventato-2024")).text
    junior = re.search(r'href="(/classifiche/[^"]*junior[^"]*)"', html)[1]
    assert said in await text_of(site, junior)
    assert said in await text_of(site, "/gare/trofeo-inventato-2024")


async def test_a_career_says_what_is_wrong_with_it(site, database):
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        (athlete_id,) = connection.execute(
            "select athlete_id from finding where check_name = 'athlete_in_one_club_a_season'"
        ).fetchone()
    text = await text_of(site, f"/ginnaste/{athlete_id}")
    assert "⚠ Una ginnasta ha una società per stagione: stagione 2022:" in text


async def test_a_club_says_what_is_wrong_with_it(archive_database, datasette_for):
    site = datasette_for(archive_database).client
    with closing(sqlite3.connect(f"file:{archive_database}?mode=ro", uri=True)) as connection:
        found = connection.execute("select key from finding where key like 'club:%'").fetchall()
    for (key,) in found:
        text = await text_of(site, f"/societa/{key.partition(':')[2]}")
        assert "Una società non è il pezzo di un&#39;altra" in text or "pezzo di un'altra" in text


# What is here and what is missing


async def test_a_stage_before_another_is_missing(site):
    text = await text_of(site, "/copertura?stagione=2023")
    assert "Serie A1 Serie A1 2023, 2ª prova ; Serie A1 2023, 3ª prova 0 2 manca: 1ª prova" in text


async def test_an_edition_between_two_is_missing(site):
    text = await text_of(site, "/copertura?stagione=2021")
    assert "Campionato Italiano Assoluto manca: la 51ª edizione" in text
    assert "50ª" not in text and "53ª" not in text


async def test_complete_and_partial_are_told_apart(site):
    text = await text_of(site, "/copertura")
    assert "Trofeo Intero Trofeo Intero 2024 1 0" in text
    assert "Trofeo Inventato Trofeo Inventato 2024 0 2" in text
    assert "2021 0 0 0 1" in text and "2023 2 0 2 1" in text


async def test_editions_that_are_not_one_a_year_say_nothing(tmp_path, database):
    rows = [
        press("Altra Finta", "30.000", competition=f"{edition}° Trofeo Finto {year}", date=year)
        for edition, year in (("30", "2017"), ("34", "2019"))
    ]
    build_case(Case(bad=rows, near=[], finds=0, say=""), tmp_path)
    with closing(sqlite3.connect(tmp_path / "release" / "pedana.db")) as connection:
        assert connection.execute("select * from missing_edition").fetchall() == []
        assert connection.execute("select * from missing_stage").fetchall() == []


def test_the_bundled_archive_lacks_what_its_titles_number(archive_database):
    with closing(sqlite3.connect(f"file:{archive_database}?mode=ro", uri=True)) as connection:
        missing = connection.execute(
            "select season_id, stage from missing_stage"
            " where series_id = 'serie-a1' and season_id > '2016' order by 1"
        ).fetchall()
        assert missing == [("2017", 3), ("2018", 3), ("2023", 2)]
        assert connection.execute("select season_id, edition from missing_edition").fetchall() == [
            ("2023", 53)
        ]


def test_the_bundled_archive_has_no_errors(archive_database):
    with closing(sqlite3.connect(f"file:{archive_database}?mode=ro", uri=True)) as connection:
        assert connection.execute("select * from finding where severity = 'error'").fetchall() == []


def test_the_special_points_of_the_bundled_archive_are_recomputed(archive_database):
    """All but one: the third of Serie A2 2020 has 68 in print, her places in the stages give 70."""
    sql = (ROOT / "ingest" / "checks" / "special_points_add_up.sql").read_text(encoding="utf-8")
    summed = sql[: sql.index("select\n    'result:'")]
    with closing(sqlite3.connect(f"file:{archive_database}?mode=ro", uri=True)) as connection:
        counts = connection.execute(
            summed + "select count(*), sum(abs(total - points) < 0.001) from summed"
        ).fetchone()
    assert counts == (48, 47)


def test_a_release_is_the_same_twice(database, tmp_path):
    again = build_release([database.parent.parent / "archive"], tmp_path).database
    for path in (database, again):
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            found = connection.execute("select * from finding order by finding_id").fetchall()
            assert found and found == connection.execute("select * from finding").fetchall()
