"""Search: what is found, what a misspelt word is read as, and that input is never syntax."""

import re
import sqlite3
from contextlib import closing
from urllib.parse import urlencode

import pytest

from ingest.search import match_all, nearest_words, query_words
from tests.site_database import write_site_database

LINK = re.compile(r'href="/(ginnaste|societa|gare)/([^"]+)"')


@pytest.fixture(scope="session")
def site_database(tmp_path_factory):
    return write_site_database(tmp_path_factory.mktemp("search"))


@pytest.fixture
def site(site_database, datasette_for):
    return datasette_for(site_database).client


async def found(site, text):
    """The ids that a search lists, in order, and the whole answer."""
    response = await site.get(f"/cerca?{urlencode({'q': text})}", headers={"HX-Request": "true"})
    assert response.status_code == 200
    return [key for _, key in LINK.findall(response.text)], response.text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("zeta", "aaaa1111"),
        ("ambrog", "aaaa1111"),  # a beginning of a word
        ("d ambrogina", "aaaa1111"),
        ("d'ambrogina", "aaaa1111"),
        ("D’AMBROGINA zeta", "aaaa1111"),  # the typographic apostrophe, words in another order
        ("zita", "aaaa1111"),  # a name printed once, in another spelling
        ("inventata fin", "bbbb2222"),
        ("finta invèntata", "bbbb2222"),  # accents do not matter
        ("trofeo 2023", "trofeo-finto-2023"),
        ("militare", "gruppo-militare-finto"),
    ],
)
async def test_search_finds(site, text, first):
    ids, html = await found(site, text)
    assert ids[0] == first
    assert "Nessun risultato" not in html


async def test_all_the_words_must_be_there(site):
    ids, _ = await found(site, "zeta grassetto")
    assert ids == []


async def test_gymnasts_come_in_the_order_of_the_index_and_before_clubs(site):
    ids, _ = await found(site, "prova")
    assert ids[:2] == ["aaaa1111", "prova-inventata"]


async def test_initials_and_artistic_competitions_are_not_found(site):
    for text in ["z. f.", "artistica"]:
        ids, _ = await found(site, text)
        assert "dddd4444" not in ids and "artistica-finta-2024" not in ids


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("dambrogna", "dambrogina"),  # a letter left out
        ("graseto", "grassetto"),  # two letters
        ("grasseto quarta", "grassetto quarta"),  # a word that is right stays
        ("zeto", "zeta"),  # one letter of a short word
        ("invenat", "inventata"),  # still being typed
        ("zeat", "zeta"),  # two letters swapped: no three in a row are right
        ("ziat", "zita"),
    ],
)
async def test_a_misspelt_word_is_read_as_the_nearest_and_the_page_says_so(site, text, read_as):
    ids, html = await found(site, text)
    assert f"Nessun risultato per «{text}»: ecco i risultati per «{read_as}»." in html
    assert ids


@pytest.mark.parametrize("text", ["qqqqqqqq", "zeta qqqqqqqq", "zzta grxxxetto", "zq"])
async def test_a_word_near_to_none_finds_nothing(site, text):
    ids, html = await found(site, text)
    assert ids == []
    assert f"Nessun risultato per «{text}»." in html


@pytest.mark.parametrize("text", ["z", "'", "*", "  ", "-"])
async def test_fewer_than_two_letters_are_not_searched(site, text):
    ids, html = await found(site, text)
    assert ids == []
    assert "Nessun risultato" not in html


@pytest.mark.parametrize(
    "text",
    ['zeta"', "zeta OR", "NEAR(zeta", "name:zeta", "zeta*", "-zeta", "^zeta", "{zeta}", "zeta\0"],
)
async def test_what_is_typed_is_never_syntax(site, text):
    _, html = await found(site, text)
    assert "Traceback" not in html and "syntax error" not in html


async def test_a_query_is_shown_as_text(site):
    html = (await site.get("/cerca?q=%3Cscript%3Ealert(1)%3C/script%3E")).text
    assert "<script>alert" not in html
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;"' in html


async def test_the_page_holds_the_same_list_as_the_partial(site):
    page = await site.get("/cerca?q=zeta")
    partial = await site.get("/cerca?q=zeta", headers={"HX-Request": "true"})
    assert partial.text.strip() in page.text
    assert "<html" not in partial.text
    for response in (page, partial):
        assert "HX-Request" in response.headers["vary"]
        assert response.headers["x-robots-tag"] == "noindex"


async def test_a_long_list_is_cut_and_says_so(synthetic_database, datasette_for):
    site = datasette_for(synthetic_database).client
    with closing(sqlite3.connect(f"file:{synthetic_database}?mode=ro", uri=True)) as database:
        sql = "select name from athlete where is_initials = 0 order by rowid"
        names = [name for (name,) in database.execute(sql)]
    letters = [name.split()[0][:2] for name in names]
    common = max(set(letters), key=letters.count)
    ids, html = await found(site, common)
    assert len(re.findall(r'href="/ginnaste/', html)) == 12
    assert "Ce ne sono altre" in html


async def test_results_are_in_order_of_popularity(archive_database, datasette_for):
    ids, _ = await found(datasette_for(archive_database).client, "fabriano")
    with closing(sqlite3.connect(f"file:{archive_database}?mode=ro", uri=True)) as database:
        sql = "select routine_count from athlete where athlete_id = ?"
        counts = [row[0] for key in ids for row in database.execute(sql, [key])]
    assert len(counts) > 3
    assert counts == sorted(counts, reverse=True)


# Names of public careers, as cited in the documents of the archive


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("baldasarri", "Milena Baldassarri"),
        ("raffaeli sofia", "Sofia Raffaeli"),
        ("agiur", "Alexandra Agiurgiuculese"),
        ("bertolini", "Veronica Bertolini"),
        ("cantalupi", "Julieta Cantaluppi"),
    ],
)
async def test_known_gymnasts_are_first(archive_database, datasette_for, text, name):
    _, html = await found(datasette_for(archive_database).client, text)
    assert re.search(r'href="/ginnaste/[^"]+">([^<]+)<', html)[1] == name


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("D'Ambrogina  ZETA", ["d", "ambrogina", "zeta"]),
        ("Nicolò", ["nicolo"]),
        ('a"b* (c) OR', ["a", "b", "c", "or"]),
        ("zeta zeta", ["zeta"]),
        ("", []),
        ("a b c d e f g h i l", list("abcdefgh")),
    ],
)
def test_query_words(text, words):
    assert query_words(text) == words


def test_every_word_is_quoted_and_a_prefix():
    assert match_all([["zeta"], ["finta", "finte"]]) == '("zeta"*) AND ("finta"* OR "finte"*)'


@pytest.mark.parametrize(
    ("word", "candidates", "nearest"),
    [
        ("rosi", ["rossi", "rossini", "dosi"], ["dosi", "rossi"]),  # one edit each
        ("rosi", ["russo", "ros"], ["ros"]),
        ("abcd", ["abxy"], []),  # two edits are too many for four letters
        ("abcde", ["abxye"], ["abxye"]),
        ("abcde", ["vwxyz"], []),
        ("zeta", [], []),
    ],
)
def test_nearest_words(word, candidates, nearest):
    assert nearest_words(word, candidates) == nearest
