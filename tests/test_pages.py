"""Our own pages, in process: what they say on the few rows of site.sql."""

import csv
import gzip
import hashlib
import io
import re
import sqlite3
from pathlib import Path

import pytest

from ingest.load_shared import order_competitions
from tests.pages import MARKUP, text_of
from tests.site_database import write_site_database

ROOT = Path(__file__).parent.parent
LONG_CAREER = """
create temp table step as
with recursive number (n) as (select 1 union all select n + 1 from number where n < {length})
select n, 2000 + n % 20 as year from number;
insert or ignore into season select distinct year, year from step;
insert into competition
select 'lunga-' || n, 'Gara Inventata ' || n, 'trofeo-finto', '', '', '', '', '', '', 'rhythmic',
    year, 0, year || '-05-01', null, 'day', year || '-05-01', '', 'Cittafinta', '', ''
from step;
insert into ranking
select 'lunga-' || n, 'lunga-' || n, 'Senior', 'senior', 'all-around', '', '', null, 'unknown', null,
    1, 300, 90.0, 1
from step;
insert into result
select 100000 + n, 'lunga-' || n, '{athlete_id}', null, 'altra-finta', n % 300 + 1, n % 300 + 1, '',
    80 - n * 0.005, 80 - n * 0.005, '', 1
from step;
insert into witness
select null, 100000 + n, null, 'total', '80', 'd0c0000001', n, citation_id, 1
from step
join citation on citation_id in ('c1', 'c2');
"""


@pytest.fixture(scope="session")
def site_database(tmp_path_factory):
    return write_site_database(tmp_path_factory.mktemp("site"))


@pytest.fixture
def site(site_database, datasette_for):
    return datasette_for(site_database).client


# Every page


async def test_every_page_is_whole_and_kept_out_of_search_engines(site):
    career, ranking = "/ginnaste/aaaa1111", "/classifiche/trofeo-finto-2024-aa"
    others = [
        "/qualita",
        "/copertura",
        career,
        ranking,
        "/gare/trofeo-finto-2024",
        "/societa/altra-finta",
        "/gare/none",
    ]
    others += ["/fonti/d0c0000001", "/fonti/d0c0000001/3,5"]
    for path in ["/", "/cerca", "/cerca?q=finta", "/gare", "/societa", *others]:
        response = await site.get(path)
        html = response.text
        assert html.count("<h1") == 1, path
        assert html.startswith('<!DOCTYPE html>\n<html lang="it">'), path
        assert '<meta name="robots" content="noindex">' in html, path
        assert response.headers["x-robots-tag"] == "noindex", path
        assert "script-src 'self'" in response.headers["content-security-policy"], path
        assert 'href="#contenuto"' in html and 'id="contenuto"' in html, path
        assert not re.search(r"\sstyle=|<style|<script>|\son\w+=", html), path
        assert not re.search(r'(src|<link[^>]* href)="https?:', html), path
        assert "datasette-vega" not in html and "datasette_vega" not in html, path
        ids = re.findall(r'\sid="([^"]*)"', html)
        assert len(ids) == len(set(ids)), path


async def test_exports_and_datasette_pages_are_kept_out_of_search_engines_too(site):
    for path in ["/ginnaste/aaaa1111.json", "/ginnaste/aaaa1111.csv", "/pedana/athlete", "/none"]:
        assert (await site.get(path)).headers["x-robots-tag"] == "noindex", path
    assert "x-robots-tag" not in (await site.get("/salute")).headers


async def test_static_files_are_cached_under_the_address_of_their_content(site):
    html = (await site.get("/cerca")).text
    files = re.findall(r'"(/static/[^"]+)"', html)
    assert {path.partition("?")[0] for path in files} == {
        "/static/style.css",
        "/static/icon.svg",
        "/static/htmx-2.0.11.min.js",
    }
    for path in files:
        response = await site.get(path)
        assert "immutable" in response.headers["cache-control"], path
        digest = hashlib.sha256(response.content).hexdigest()
        assert path.endswith(f"?v={digest[:10]}"), path
    assert "cache-control" not in (await site.get("/static/style.css")).headers


@pytest.mark.parametrize(
    "path",
    [
        "/ginnaste/none",
        "/ginnaste/none.json",
        "/ginnaste/none.csv",
        "/gare/none",
        "/classifiche/none",
        "/classifiche/none.csv",
        "/societa/none",
        "/fonti/none",
        "/fonti/d0c0000001/99",
    ],
)
async def test_what_is_not_here_is_404_in_italian(site, path):
    response = await site.get(path)
    assert response.status_code == 404
    assert "Pagina non trovata" in response.text
    assert "none" not in response.text


async def test_an_address_that_no_page_has_is_404_in_italian(site):
    response = await site.get("/non-esiste")
    assert response.status_code == 404
    assert '<html lang="it">' in response.text


@pytest.mark.parametrize("suffix", ["", ".json", ".csv"])
async def test_a_former_id_leads_to_the_career(site, suffix):
    asked = await site.get(f"/ginnaste/oldoldold{suffix}?attrezzo=CE")
    assert asked.headers["location"].endswith(f"{suffix}?attrezzo=CE")
    response = await site.get(f"/ginnaste/oldoldold{suffix}")
    assert response.status_code == 301
    assert response.headers["location"] == f"/ginnaste/aaaa1111{suffix}"


async def test_a_former_address_leads_to_the_club(site):
    response = await site.get("/societa/a-s-d-altra-finta")
    assert response.status_code == 301
    assert response.headers["location"] == "/societa/altra-finta"


async def test_names_are_text_not_markup(site):
    for path in ["/ginnaste/cccc3333", "/classifiche/trofeo-finto-2024-aa", "/cerca?q=grassetto"]:
        html = (await site.get(path)).text
        assert "<b>Grassetto" not in html, path
        assert "Quarta &lt;b&gt;Grassetto&lt;/b&gt; &amp; &#34;Figlia&#34;" in html, path


# A career


async def test_career_says_place_field_gap_scores_and_source_of_each_line(site):
    text = await text_of(site, "/ginnaste/aaaa1111")
    assert "2ª su 6 Senior, concorso generale meglio dell&#39;80 % delle altre" in text
    assert "Cerchio 25.200 2ª Palla 25.100 Clavette 25.300 Nastro 25.000" in text
    assert "100.600 a 0.550 dalla prima" in text
    assert "Fonti: uno.invalid (tutti) 2 righe , due.invalid (totale: altro valore) riga 4" in text


async def test_a_source_leads_to_the_rows_of_the_document_that_print_the_value(site):
    html = (await site.get("/ginnaste/aaaa1111")).text
    addresses = re.findall(r'class="record" href="([^"]+)">([^<]+)<', html)
    address = next(address for address, text in addresses if text == "2 righe")
    page = await text_of(site, address)
    assert "2 righe" in page and "Totale 100.600" in page and "Cerchio 25.200" in page
    (address,) = {address for address, text in addresses if text == "riga 4"}
    page = await text_of(site, address)
    assert "Totale 100.900 in nota: se ne mostra un altro" in page
    assert "Acquisito 31 gennaio 2025, alle 10:00 UTC" in page
    assert "uno.invalid riga 3 : 100.600" in page


async def test_every_score_leads_to_the_line_of_its_document(site):
    for path in ["/ginnaste/aaaa1111", "/classifiche/trofeo-finto-2024-aa"]:
        html = (await site.get(path)).text
        origins = dict(re.findall(r'class="origin" href="([^"]+)">([^<]+)<', html))
        assert origins["/fonti/d0c0000001/3"] == "100.600"
        for address, points in origins.items():
            printed = {"24.500": "924.500", "101.150": "101,150"}.get(points, points)
            assert printed in await text_of(site, address), address


@pytest.mark.parametrize("path", ["/ginnaste/aaaa1111", "/classifiche/trofeo-finto-2024-ce"])
async def test_a_value_that_changed_says_so_where_it_stands(site, path):
    text = await text_of(site, path)
    assert "Cerchio: 28.350 , dopo ricorso 28.550" in text
    data = (await site.get(f"{path}.json")).json()
    (change,) = [
        change
        for result in data["results"]
        for routine in result["routines"]
        for change in routine["revisions"]
    ]
    assert (change["value_before"], change["value_after"]) == ("28.350", "28.550")
    assert "points: 28.350, dopo ricorso 28.550" in (await site.get(f"{path}.csv")).text
    html = (await site.get(path)).text
    for address in ("/fonti/d0c0000000/10", "/fonti/d0c0000001/10"):
        assert f'href="{address}"' in html
        assert "Cerchio: 28.350 , dopo ricorso 28.550" in await text_of(site, address)


async def test_a_place_that_changed_says_so(site):
    text = await text_of(site, "/classifiche/trofeo-finto-2024-aa")
    assert "Posto: 3ª , nella classifica corretta 2ª" in text


async def test_a_replaced_document_says_which_one_has_its_place(site):
    old = await text_of(site, "/fonti/d0c0000000/10")
    new = await text_of(site, "/fonti/d0c0000001")
    assert "acquisita il 31 gennaio 2025 ha preso il posto di questo documento" in old
    assert "Questa riga è stata sostituita: valore cambiato ( riga 10 )" in old
    assert "Versione precedente acquisita il 30 gennaio 2025" in new


async def test_career_shows_the_value_of_the_other_source(site):
    text = await text_of(site, "/ginnaste/aaaa1111")
    assert "Totale: stampato anche 100.900 ( due.invalid )" in text


async def test_career_shows_a_finding_beside_its_number(site):
    text = await text_of(site, "/ginnaste/bbbb2222")
    assert "⚠ totale stampato 101.150, somma delle parti 101.100" in text


async def test_career_marks_a_doubtful_score_and_keeps_it_out_of_bests(site):
    text = await text_of(site, "/ginnaste/bbbb2222")
    assert "⚠ Palla: punteggio dubbio, forse un refuso" in text
    assert text.count("25.850") == 1


@pytest.mark.parametrize("path", ["/ginnaste/aaaa1111", "/classifiche/serie-finta-2024-sq"])
async def test_a_corrected_number_shows_what_was_printed_and_why(site, path):
    text = await text_of(site, path)
    assert re.search(
        r"Nastro 24\.500 (?:Zeta \S+ in prestito )?stampato 924\.500, corretto: una cifra di troppo",
        text,
    )
    assert text.count("corretto:") == 1
    data = (await site.get(f"{path}.json")).json()
    (ribbon,) = [
        routine
        for result in data["results"]
        for routine in result["routines"]
        if routine["points"] == 24.5
    ]
    assert ribbon["points_printed"] == "924.500"
    assert ribbon["correction"] == {"printed": "924.500", "reason": "una cifra di troppo"}
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO((await site.get(f"{path}.csv")).text))
        if row["correction"]
    ]
    assert (row["points"], row["points_printed"]) == ("24.500", "924.500")


async def test_career_has_the_routines_done_for_a_team_and_whose_the_total_is(site):
    text = await text_of(site, "/ginnaste/aaaa1111")
    assert "per la squadra Altra Finta , in prestito da Prova Inventata Nastro 24.500" in text
    assert "98.000 della squadra" in text
    assert "24.100" not in text  # the routine of another gymnast of the same team


async def test_a_finding_shows_in_bests_and_trend_too(tmp_path, datasette_for):
    path = write_site_database(tmp_path)
    database = sqlite3.connect(path)
    database.execute("update routine set is_doubtful = 0")
    database.execute(
        "insert into finding (finding_id, check_name, title, severity, key, routine_id, message) values"
        " (2, 'parts_add_up_to_total', '', 'warning', 'routine:9', 9, 'voci 28.600')"
    )
    database.commit()
    database.close()
    site = datasette_for(path).client
    bests = (await text_of(site, "/ginnaste/bbbb2222")).partition("Ogni riga è un codice")[2]
    assert bests.count("⚠ : totale stampato 101.150, somma delle parti 101.100") == 4
    text = await text_of(site, "/ginnaste/aaaa1111")
    bests, _, trend = text.partition("Ogni riga è un codice")[2].partition("Andamento")
    assert "28.550 Trofeo Finto 2024 ⚠ : voci 28.600" in bests
    assert "28.550 ⚠ : voci 28.600" in trend
    assert bests.count("⚠") == trend.count("⚠") == 1


async def test_career_names_the_clubs_of_a_gymnast_without_loans(site):
    html = (await site.get("/ginnaste/aaaa1111")).text
    facts = MARKUP.sub("", re.search(r'<p class="facts">(.*?)</p>', html, re.DOTALL)[1])
    assert facts.strip() == "Prova Inventata"


async def test_career_goes_by_season_newest_first_and_shows_rhythmic_only(site):
    text = await text_of(site, "/ginnaste/aaaa1111")
    assert text.index("2024 2 gare") < text.index("2023 1 gara")
    assert "Artistica" not in text


async def test_career_shows_an_address_that_is_no_link_as_text(site):
    html = (await site.get("/ginnaste/aaaa1111")).text
    assert 'title="bollettino stampato 12/2024">bollettino stampato</span>' in html
    assert 'href="https://uno.invalid/pagina"' in html


async def test_career_shows_components_bests_and_names_printed(site):
    text = await text_of(site, "/ginnaste/aaaa1111")
    assert "D 12.000 A 8.300 E 8.300 PEN 0.050" in text
    assert "2022-2024 Finto 28.550 Trofeo Finto 2024 25.100 Trofeo Finto 2024" in text
    assert "Stampata anche come: Zita Dambrogina" in text
    assert "Codice non noto" not in text.partition("Migliori punteggi")[2].partition("Andamento")[0]


async def test_career_has_a_chart_a_sentence_and_a_table_for_an_apparatus(site):
    html = (await site.get("/ginnaste/aaaa1111")).text
    assert '<svg class="chart chart-CE"' in html
    assert "Tutti i punteggi: cerchio (3)" in html
    assert "3 esercizi, da 24.000 a 28.550" in html


async def test_initials_have_a_page_that_says_so(site):
    assert "si mostrano solo le iniziali" in await text_of(site, "/ginnaste/dddd4444")


async def test_career_json_has_numbers_printed_text_and_sources(site):
    career = (await site.get("/ginnaste/aaaa1111.json")).json()
    assert career["name"] == "Zeta D'Ambrogina"
    by_id = {result["result_id"]: result for result in career["results"]}
    assert by_id[2]["total"] == 100.6
    assert by_id[2]["total_printed"] == "100.600"
    one = {"address": "https://uno.invalid/pagina", "document_id": "d0c0000001"}
    assert by_id[2]["sources"] == [one | {"record": "3"}]
    hoop, ball, *_ = by_id[2]["routines"]
    assert hoop["sources"] == [one | {"record": "5"}] and ball["sources"] == []
    assert by_id[2]["conflicts"][0]["value_printed"] == "100.900"
    assert [routine["points"] for routine in by_id[2]["routines"]] == [25.2, 25.1, 25.3, 25.0]
    assert by_id[7]["routines"][0]["components"] == {"D": 12.0, "A": 8.3, "E": 8.3, "PEN": 0.05}
    assert by_id[9]["is_loan"] is True
    assert "adds_up" not in by_id[2]


async def test_career_csv_has_three_decimals_and_a_row_per_total_and_routine(site):
    response = await site.get("/ginnaste/aaaa1111.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.text)))
    totals = [row for row in rows if row["row_kind"] in ("total", "team")]
    assert [row["points"] for row in totals] == ["100.600", "28.550", "98.000"]
    assert totals[0]["gap"] == "0.550" and totals[0]["percentile"] == "80.0"
    routines = [row["points"] for row in rows if row["row_kind"] == "routine"]
    assert routines == ["25.200", "25.100", "25.300", "25.000", "28.550", "24.500", "24.000"]
    assert totals[0]["sources"] == "https://uno.invalid/pagina"
    assert totals[0]["records"] == "d0c0000001:3"
    assert totals[0]["conflicts"] == "100.900 https://due.invalid/pagina"
    by_points = {row["points"]: row["sources"] for row in rows}
    assert (by_points["25.200"], by_points["25.100"]) == ("https://uno.invalid/pagina", "")


# A ranking and a competition


async def test_ranking_has_the_printed_order_ties_and_the_unranked_last(site):
    text = await text_of(site, "/classifiche/trofeo-finto-2024-aa")
    order = ["1ª Finta", "2ª Zeta", "3= Quarta", "3= Quinta", "5ª Z. F.", "fuori classifica"]
    positions = [text.index(line) for line in order]
    assert positions == sorted(positions)
    assert "fuori classifica «FC» =Sesta Formula ospite 100.900" in text


async def test_ranking_says_whether_it_is_complete(site):
    assert "classifica completa (6)" in await text_of(site, "/classifiche/trofeo-finto-2024-aa")
    text = await text_of(site, "/classifiche/serie-finta-2024-sq")
    assert "classifica parziale: le fonti riportano 2 righe" in text


async def test_ranking_marks_sums_that_close_and_those_that_do_not(site):
    text = await text_of(site, "/classifiche/trofeo-finto-2024-aa")
    assert "101.150 ⚠" in text and "totale stampato 101.150, somma delle parti 101.100" in text
    assert "100.600 ✓ 0.550" in text
    assert "99.000 2.150" in text  # no parts printed, no mark
    assert "28.550 ✓" in await text_of(site, "/classifiche/trofeo-finto-2024-ce")


def add_lone_routine(path, total, printed):
    """The third of the ranking of four apparatus did only the ribbon, of which points are printed."""
    database = sqlite3.connect(path)
    database.executescript(f"""
        delete from result_routine where result_id in (1, 2);
        update result set total = {total}, total_printed = '{printed}' where result_id = 3;
        insert into routine values
            (90, 'trofeo-finto-2024', 'cccc3333', null, 'NA', '', 1, null, '31.7', 31.7, '', 0);
        insert into result_routine values (3, 90, '', null, 1);
    """)
    database.close()


@pytest.mark.parametrize(
    ("total", "printed", "has_column"),
    [(99.0, "99", True), (31.7, "31.7", False), ("null", "", False), ("null", "?", True)],
)
async def test_a_lone_routine_shows_in_its_ranking_once(
    tmp_path, datasette_for, total, printed, has_column
):
    path = write_site_database(tmp_path)
    add_lone_routine(path, total, printed)
    text = await text_of(datasette_for(path).client, "/classifiche/trofeo-finto-2024-aa")
    assert text.count("31.700") == 1
    assert ("Nastro" in text) == has_column


async def test_apparatus_are_columns_in_their_order(tmp_path, datasette_for):
    path = write_site_database(tmp_path)
    database = sqlite3.connect(path)
    database.execute("delete from result_routine where result_id = 1 and routine_id < 4")
    database.commit()
    database.close()
    text = await text_of(datasette_for(path).client, "/classifiche/trofeo-finto-2024-aa")
    assert "Cerchio Palla Clavette Nastro Totale" in text


async def test_team_ranking_names_who_did_which_routine_and_the_loan(site):
    text = await text_of(site, "/classifiche/serie-finta-2024-sq")
    assert "Palla 24.100 Quinta Inventata" in text
    assert "Nastro 24.500 Zeta D&#39;Ambrogina in prestito" in text
    assert "Prima, Seconda" in text


async def test_ranking_json_and_csv_keep_the_official_order(site):
    ranking = (await site.get("/classifiche/trofeo-finto-2024-aa.json")).json()
    assert [row["rank_printed"] for row in ranking["results"]] == ["1", "2", "3=", "3=", "5", "FC"]
    assert ranking["is_complete"] is True
    assert ranking["results"][0]["findings"] == [
        "totale stampato 101.150, somma delle parti 101.100"
    ]
    response = await site.get("/classifiche/trofeo-finto-2024-aa.csv")
    names = [
        row["competitor_name"]
        for row in csv.DictReader(io.StringIO(response.text))
        if row["row_kind"] == "total"
    ]
    assert names[0] == "Finta Inventàta"
    assert names[-1] == "'=Sesta Formula"


async def test_competition_has_its_rankings_with_podium_names_and_sources(site):
    text = await text_of(site, "/gare/trofeo-finto-2024")
    assert "25–26 maggio 2024, Cittafinta, PalaFinto, FGI" in text
    assert "Senior, concorso generale classifica completa (6) · segnala ⚠ 1 segnalazione" in text
    assert "1 segnalazione 1ª Finta Inventàta Altra Finta" in text
    assert "1 riga nota · segnala 1ª Zeta D&#39;Ambrogina Prova Inventata 28.550" in text
    assert "Nelle fonti si chiama anche: 12° Trofeo Finto" in text
    assert "https://due.invalid/pagina" in text
    text = await text_of(site, "/gare/trofeo-finto-2023")
    assert "La stagione non è stampata" in text and "Data: mese dedotto" in text


@pytest.mark.parametrize("address", ["/gare/trofeo-finto-2024", "/societa/altra-finta"])
async def test_scores_beside_places_lead_to_the_line_of_their_document(site, address):
    page = (await site.get(address)).text
    scores = re.findall(r"<b>(.*?\d\d\.\d{3}.*?)</b>", page)
    assert scores
    for score in scores:
        origin = re.search(r'<a class="origin" href="(/fonti/[^"]+)">', score)
        assert origin, score
        assert (await site.get(origin.group(1))).status_code == 200


async def test_competitions_go_by_season_and_by_series(site):
    assert "2024: 2 gare" in await text_of(site, "/gare")
    assert "2023: 1 gara" in await text_of(site, "/gare?stagione=2023")
    text = await text_of(site, "/gare?serie=serie-finta")
    assert "2024: 1 gara" in text
    assert "Nessuna gara" in await text_of(site, "/gare?stagione=2023&serie=serie-finta")
    assert "Nessuna gara" in await text_of(site, "/gare?stagione='")


# Clubs, first page, health


async def test_club_has_its_gymnasts_teams_and_names(site):
    text = await text_of(site, "/societa/altra-finta")
    assert "Finta Inventàta 2024 · 1 gara" in text
    assert "Zeta D&#39;Ambrogina 2024 · 1 gara · in prestito" in text
    assert "1ª Serie Finta 2024, 1ª prova Squadra · 9 marzo 2024 · segnala 98.000" in text
    text = await text_of(site, "/societa/prova-inventata")
    assert "Stampata anche come: Società di Prova" in text


async def test_list_and_page_of_a_club_count_the_same_gymnasts(site):
    assert "Altra Finta 2 ginnaste e 1 in prestito" in await text_of(site, "/societa")
    text = await text_of(site, "/societa/altra-finta")
    assert "Altra Finta 2 ginnaste e 1 in prestito" in text


async def test_clubs_are_listed_and_found_by_a_word(site):
    text = await text_of(site, "/societa")
    assert text.index("Altra Finta") < text.index("Gruppo Militare") < text.index("Prova Inventata")
    text = await text_of(site, "/societa?q=MILIT")
    assert "Gruppo Militare Finto" in text and "Prova" not in text
    assert "Nessuna società per «zzz»" in await text_of(site, "/societa?q=zzz")
    assert "Nessuna società" in await text_of(site, "/societa?pagina=9999")
    assert "Altra Finta" in await text_of(site, "/societa?pagina=-1")


async def test_first_page_has_search_latest_figures_and_questions(site):
    text = await text_of(site, "/")
    assert "3 gare 4 classifiche 5 ginnaste con nome 3 fonti citate" in text
    assert text.index("Trofeo Finto 2024") < text.index("Trofeo Finto 2023")
    assert "Dati sintetici" not in (await site.get("/")).text
    html = (await site.get("/")).text
    questions = re.findall(r'href="/pedana/([a-z_]+)(\?[^"]*)?"', html)
    assert {name for name, _ in questions} == {
        path.stem for path in (ROOT / "canned_queries").glob("*.sql")
    }
    assert ("athlete_rivals", "?athlete_id=aaaa1111") in questions
    assert ("conflicts_between_sources", "") in questions


@pytest.mark.parametrize(
    ("path", "about", "asked"),
    [
        ("/ginnaste/aaaa1111", "Domande su di lei", "athlete_podiums?athlete_id=aaaa1111"),
        ("/societa/altra-finta", "Domande sulla società", "club_team_history?club_id=altra-finta"),
        (
            "/gare/trofeo-finto-2024",
            "Domande sulla gara",
            "series_winners_by_year?series_id=trofeo-finto",
        ),
    ],
)
async def test_pages_lead_to_the_questions_about_them(site, path, about, asked):
    section = (await site.get(path)).text.partition(about)[2].partition("</section>")[0]
    addresses = re.findall(r'href="(/pedana/[^"]+)"', section)
    assert f"/pedana/{asked}" in addresses and len(addresses) <= 4
    for address in addresses:
        assert "premi Esegui" not in (await site.get(address.replace("&amp;", "&"))).text


# The order of time


def add_serie(path):
    """Stages of a year, known to the day, the month or the year, and the standings after them."""
    dates = {
        "1": "2024", "2": "2024-02", "3": "2024-02-10", "4": "2024-03-06", "5": "2024-03",
        "classifiche": "2024",
    }  # fmt: skip
    database = sqlite3.connect(path)
    for stage, date in dates.items():
        key = f"serie-{stage}"
        precision = {4: "year", 7: "month", 10: "day"}[len(date)]
        values = (key, f"Serie Finta {stage}", "serie-finta", stage, date, precision)
        database.execute(
            "insert into competition values (?, ?, ?, '', ?, '', '', '', '', 'rhythmic', '2024', 0,"
            " ?, null, ?, null, '', '', '', '')",
            values,
        )
        database.execute(
            "insert into ranking values (?, ?, 'Squadra', 'senior', 'team', '', '', null, 'unknown',"
            " null, 0, null, null, 1)",
            (key, key),
        )
        team_id = database.execute(
            "insert into team values (null, ?, 'team', 'Altra Finta', 'altra-finta', '', '')", [key]
        ).lastrowid
        database.execute("insert into team_member values (?, 'eeee5555', 0, null, 0)", [team_id])
        database.execute(
            "insert into result values (null, ?, null, ?, 'altra-finta', '1', 1, '', '', null, '', 1)",
            (key, team_id),
        )
    order_competitions(database)
    database.commit()
    database.close()


@pytest.fixture
def serie(tmp_path, datasette_for):
    path = write_site_database(tmp_path)
    add_serie(path)
    return datasette_for(path).client


@pytest.mark.parametrize("path", ["/", "/gare", "/ginnaste/eeee5555", "/societa/altra-finta"])
async def test_newest_is_first_by_the_last_day_that_a_date_allows(serie, path):
    html = (await serie.get(path)).text
    stages = re.findall(r'href="/(?:gare|classifiche)/serie-(\d)"', html)
    assert list(dict.fromkeys(stages)) == ["5", "4", "3", "2", "1"]


async def test_standings_of_a_championship_are_not_counted_as_competitions(serie):
    text = await text_of(serie, "/")
    assert "8 gare 10 classifiche" in text
    assert "Serie Finta classifiche" not in text
    text = await text_of(serie, "/gare")
    assert "2024: 7 gare" in text and "2024 (7)" in text and "Serie Finta (6)" in text
    assert "Serie Finta classifiche" in text.partition("Classifiche di campionato")[2]
    assert "2024 7 gare" in await text_of(serie, "/ginnaste/eeee5555")
    assert "Quinta Inventata 2024 · 7 gare" in await text_of(serie, "/societa/altra-finta")


async def test_health_is_plain_text(site):
    response = await site.get("/salute")
    assert response.text.startswith("ok\ncompetitions 4\nresults 11\ndocuments 2\n")
    assert response.headers["content-type"].startswith("text/plain")


# A long career


def add_long_career(path, athlete_id, length):
    """Add rankings of many seasons, two witnesses a line, to a release."""
    database = sqlite3.connect(path)
    database.executescript(LONG_CAREER.format(athlete_id=athlete_id, length=length))
    database.close()


async def test_a_career_of_3000_lines_is_whole_with_only_the_newest_season_open(
    tmp_path, datasette_for
):
    path = write_site_database(tmp_path)
    add_long_career(path, "bbbb2222", 3000)
    html = (await datasette_for(path).client.get("/ginnaste/bbbb2222")).text
    assert html.count('<li class="line">') == 3001
    seasons = re.findall(r'<details class="season"( open)?>', html)
    assert seasons == [" open"] + [""] * 20
    assert len(gzip.compress(html.encode())) < 150_000
