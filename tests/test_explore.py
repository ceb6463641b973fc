"""Datasette's own pages: their dress, their cells, and where the charts of datasette-vega load."""

import sqlite3

import pytest
from markupsafe import Markup

from plugins import explore
from tests.small_database import add_athlete, add_result, insert, make_database

VEGA = "datasette_vega/main"
TABLE = "/pedana/result"
QUERY = "/pedana/competition_podiums?competition_id=prova"


@pytest.fixture(scope="module")
def invented_database(tmp_path_factory):
    """A release with a handful of plainly invented rows."""
    database = make_database()
    insert(database, "citation", citation_id="c2", address="http://esempio.invalid/24258-finta-...")
    insert(database, "club", club_id="zeta-finta", name="Zeta Finta", kind="club")
    for number in range(3):
        add_athlete(database, f"zz00000{number}")
        values = {"athlete_id": f"zz00000{number}", "club_id": "zeta-finta"}
        add_result(database, 128.55 - number, number + 1, rank_printed=str(number + 1), **values)
    insert(database, "athlete_redirect", old_id="zz00000old", athlete_id="zz000001")
    insert(database, "club_redirect", old_id="zeta-di-prima", club_id="zeta-finta")
    database.execute("insert into athlete_fts (athlete_fts) values ('rebuild')")
    path = tmp_path_factory.mktemp("explore") / "pedana.db"
    database.commit()
    with sqlite3.connect(path) as release:
        database.backup(release)
    release.close()
    return path


@pytest.fixture
def get(datasette_for, invented_database):
    return datasette_for(invented_database).client.get


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/pedana/athlete/zz00000old", "/pedana/athlete/zz000001"),
        (
            "/pedana/athlete/zz00000old.json?_shape=array",
            "/pedana/athlete/zz000001.json?_shape=array",
        ),
        ("/pedana/club/zeta-di-prima", "/pedana/club/zeta-finta"),
        ("/ginnaste/zz00000old.csv", "/ginnaste/zz000001.csv"),
    ],
)
async def test_a_former_id_leads_to_the_row_on_datasettes_pages_too(get, old, new):
    response = await get(old)
    assert (response.status_code, response.headers["location"]) == (301, new)


@pytest.mark.parametrize(
    "address",
    [
        "/pedana/athlete/zz9999999",
        "/pedana/club/nessuna",
        "/pedana/athlete/a/b",
        "/pedana/athlete_name/x",
    ],
)
async def test_what_never_was_is_still_not_found(get, address):
    assert (await get(address)).status_code == 404


ATHLETE = {"athlete_id": "zz000001", "athlete_name": "Prima Inventata", "rank": 1}
PLACE = {"name": "Gara Inventata", "competition_id": "gara-inventata"}
LABELLED = {"club_id": {"value": "zeta-finta", "label": "Zeta Finta"}}


@pytest.mark.parametrize(
    ("row", "column", "table", "page"),
    [
        (ATHLETE, "athlete_id", "athlete", ("/ginnaste/zz000001", "zz000001")),
        (ATHLETE, "athlete_name", None, ("/ginnaste/zz000001", "Prima Inventata")),
        (ATHLETE, "rank", None, None),
        (PLACE, "name", "competition", ("/gare/gara-inventata", "Gara Inventata")),
        (PLACE, "name", None, None),
        (PLACE, "name", "series", None),
        (LABELLED, "club_id", "result", ("/societa/zeta-finta", "Zeta Finta")),
        ({"ranking_id": "a/b c"}, "ranking_id", None, ("/classifiche/a%2Fb%20c", "a/b c")),
        ({"club_id": None}, "club_id", None, None),
        ({"club_name": "Zeta Finta"}, "club_name", None, None),
        ({"club_id": "zeta-finta", "club_name": None}, "club_name", None, None),
        ({"document_id": "d1"}, "document_id", None, None),
    ],
)
def test_keys_and_names_lead_to_our_pages(row, column, table, page):
    assert explore.linked_page(row, row[column], column, table) == page


@pytest.mark.parametrize(
    ("value", "column", "shown"),
    [
        (28.55, "points", "28.550"),
        (0.1 + 0.2, "best_points", "0.300"),
        (100.0, "winner_total", "100.000"),
        (0.0, "gap", "0.000"),
        (83.3, "percentile", None),
        ("28,55", "total_printed", None),
        (None, "points", None),
        (12, "points", None),
    ],
)
def test_points_have_three_decimals(value, column, shown):
    assert explore.show_cell(value, column) == shown


@pytest.mark.parametrize(
    ("code", "column", "word"),
    [
        ("all-around final", "round", "finale del concorso generale"),
        ("group", "kind", "insieme"),
        ("out of ranking", "status", "fuori classifica"),
        ("warning", "severity", "avviso"),
        ("military", "kind", None),
        ("final", "name", None),
    ],
)
def test_code_words_are_shown_in_italian_and_keep_their_code(code, column, word):
    shown = f'<span title="{code}">{word}</span>' if word else None
    assert explore.show_cell(code, column) == shown


@pytest.mark.parametrize(
    ("address", "column", "shown"),
    [
        (
            "https://e.it/?a&b",
            "citation_address",
            '<a href="https://e.it/?a&amp;b">https://e.it/?a&amp;b</a>',
        ),
        ("https://e.it/24258-finta-...", "address", "https://e.it/24258-finta-..."),
        ("giornale <finto>, p. 3", "address", "giornale &lt;finto&gt;, p. 3"),
        ("", "address", None),
        (None, "address", None),
        ("https://e.it/", "home_url", None),
    ],
)
def test_cited_address_is_a_link_only_where_it_leads_somewhere(address, column, shown):
    cell = explore.show_cell(address, column)
    assert cell == (shown if shown is None else Markup(shown))


async def test_table_has_our_dress_in_italian(get):
    page = (await get(f"{TABLE}?_sort_desc=ranking_id")).text
    assert '<html lang="it">' in page and "/static/style.css?v=" in page
    assert "app.css" not in page
    for words in ("Questi dati in", "3 righe", "Applica", "Altri modi di esportare", ">Gare<"):
        assert words in page
    for words in ("This data as", "Advanced export", "Powered by", "remove filter"):
        assert words not in page


async def test_table_cells_link_and_show_points(get):
    page = (await get(TABLE)).text
    assert '<a href="/ginnaste/zz000001">Zeta Finta</a>' in page
    assert '<a href="/societa/zeta-finta">Zeta Finta</a>' in page
    assert ">127.550</td>" in page


async def test_query_cells_link_and_show_points(get):
    page = (await get("/pedana?sql=select+athlete_id,+total+from+result")).text
    assert '<a href="/ginnaste/zz000001">zz000001</a>' in page
    assert ">127.550</td>" in page


async def test_citation_that_is_no_link_stays_text(get):
    page = (await get("/pedana/citation")).text
    assert '<a href="https://esempio.invalid/1">' in page
    assert ">http://esempio.invalid/24258-finta-...</td>" in page


@pytest.mark.parametrize("filters", ["rank__gt=1", "rank_printed__contains=2", "note__isblank=1"])
async def test_filters_keep_what_was_asked(get, filters):
    page = (await get(f"{TABLE}?{filters}")).text
    column, lookup = filters.split("=")[0].split("__")
    assert f"<option selected>{column}</option>" in page
    assert f'<option value="{lookup}' in page
    chosen = page.split('name="_filter_op_1"')[1].split(" selected>")[0].rsplit('value="', 1)[1]
    assert chosen.split("__")[0].strip('"') == lookup


async def test_search_finds_and_facets_count(get):
    assert "3 righe" in (await get("/pedana/athlete?_search=zeta")).text
    assert "0 righe" in (await get("/pedana/athlete?_search=niente")).text
    page = (await get(f"{TABLE}?_facet=club_id")).text
    assert 'id="facet-club_id"' in page and ">Zeta Finta</a> 3" in page


@pytest.mark.parametrize("address", [TABLE, QUERY, "/pedana?sql=select+*+from+result"])
async def test_charts_load_where_one_can_chart(get, address):
    page = (await get(address)).text
    assert VEGA in page
    assert 'class="export-links"' in page and ".json" in page
    assert 'class="rows-and-columns' in page


@pytest.mark.parametrize(
    "address",
    [
        "/pedana",
        "/pedana/athlete/zz000001",
        "/pedana/result?rank=99",
        "/pedana?sql=select+1",
        "/pedana/nessuna",
    ],
)
async def test_charts_do_not_load_where_there_is_nothing_to_chart(get, address):
    assert "vega" not in (await get(address)).text


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/cerca",
        "/cerca?q=zeta",
        "/ginnaste/zz000001",
        "/gare",
        "/gare/prova",
        "/classifiche/aa",
        "/societa/zeta-finta",
    ],
)
async def test_our_own_pages_never_load_charts(get, address):
    answer = await get(address)
    assert answer.status_code == 200
    assert "vega" not in answer.text and "static-plugins" not in answer.text


@pytest.mark.parametrize("address", ["/pedana", TABLE, "/pedana/athlete/zz000001", QUERY])
async def test_search_engines_are_kept_out(get, address):
    answer = await get(address)
    assert answer.status_code == 200
    assert "noindex" in answer.headers["x-robots-tag"]


async def test_a_wrong_query_says_what_is_wrong(get):
    answer = await get("/pedana?sql=select+niente")
    assert answer.status_code == 400
    assert "no such column: niente" in answer.text and "pedana" in answer.text
    assert "Traceback" not in answer.text


async def test_an_unasked_question_asks_for_its_fields(get):
    page = (await get("/pedana/competition_podiums")).text
    assert "Codice della gara</label>" in page
    assert "Premi Esegui per l&#39;esempio" in page
    assert 'value="prova" placeholder="prova">' in page
    assert '<a href="/gare">le gare</a>' in page
    assert (
        'value="altra" placeholder="prova">'
        in (await get("/pedana/competition_podiums?competition_id=altra")).text
    )


async def test_the_data_page_lists_questions_tables_and_views(get):
    page = (await get("/pedana")).text
    assert 'href="/pedana/competition_podiums?competition_id=prova">I podi di una gara</a>' in page
    assert 'href="/pedana/result">result</a>' in page
    assert 'href="/pedana/career">career</a>' in page
    assert "athlete_fts" not in page
