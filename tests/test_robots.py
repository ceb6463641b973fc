"""robots.txt closes crawler traps and nothing else, and the header of an answer says the same."""

import re

import pytest
from protego import Protego

from plugins.canned_queries import QUERIES
from plugins.robots import is_trap
from tests.test_pages import site, site_database  # noqa: F401

TRAPS = [
    "/pedana?sql=select+1",
    "/pedana.json?sql=select+1",
    "/pedana?_show_hidden=1",
    "/pedana/result?_facet=club_id",
    "/pedana/result?%5ffacet=club_id",
    "/pedana/athlete?_sort=name",
    "/pedana/athlete?_sort_desc=name",
    "/pedana/result?_next=100",
    "/pedana/athlete?_search=finta",
    "/pedana/result?_where=1",
    "/pedana/result?rank__gt=3",
    "/pedana/result?athlete_id=aaaa1111",
    "/pedana/result.json?_size=max",
    "/pedana/result.csv?_stream=on",
    "/pedana/result.json?_shape=array&_nl=on",
    "/pedana/athlete/aaaa1111.json?_shape=array",
    "/pedana/athlete_podiums?athlete_id=aaaa1111&_size=1",
    "/pedana/athlete_podiums?_hide_sql=1",
    "/pedana/athlete_podiums.csv?athlete_id=aaaa1111&_size=max",
]
OPEN = [
    "/",
    "/salute",
    "/cerca?q=finta",
    "/gare?stagione=2024",
    "/societa?pagina=2",
    "/ginnaste/aaaa1111",
    "/ginnaste/aaaa1111.csv",
    "/classifiche/trofeo-finto-2024-aa",
    "/fonti/d0c0000001/3",
    "/privacy",
    "/segnala?indirizzo=/ginnaste/aaaa1111",
    "/pedana",
    "/pedana/athlete",
    "/pedana/athlete/aaaa1111",
    "/pedana/result.json",
    "/pedana/conflicts_between_sources",
    "/pedana/athlete_podiums?athlete_id=aaaa1111",
    "/pedana/athlete_podiums.csv?athlete_id=aaaa1111",
    "/static/style.css?v=1",
]


@pytest.fixture
async def rules(site):  # noqa: F811
    response = await site.get("/robots.txt")
    assert response.headers["content-type"].startswith("text/plain")
    return Protego.parse(response.text)


@pytest.mark.parametrize("agent", ["Googlebot", "bingbot", "pedana-test"])
@pytest.mark.parametrize("path", TRAPS)
async def test_a_trap_is_closed(rules, agent, path):
    assert not rules.can_fetch(f"http://localhost{path}", agent)


@pytest.mark.parametrize("path", OPEN)
async def test_a_page_is_open_so_that_its_noindex_is_seen(rules, path):
    assert rules.can_fetch(f"http://localhost{path}", "Googlebot")


@pytest.mark.parametrize("path", TRAPS + OPEN)
async def test_the_header_says_what_the_file_says(site, path):  # noqa: F811
    said = (await site.get(path)).headers.get("x-robots-tag", "")
    assert ("nofollow" in said) is (path in TRAPS)
    assert "noindex" in said or path not in TRAPS


async def test_the_file_is_short_and_names_the_sitemap(site):  # noqa: F811
    text = (await site.get("/robots.txt")).text
    assert [*Protego.parse(text).sitemaps] == ["http://localhost/sitemap.xml"]
    assert text.count("User-agent") == 1 and len(text) < 20_000
    assert "Disallow: /\n" not in text and "/ginnaste" not in text


async def test_under_another_root(site_database, datasette_for):  # noqa: F811
    datasette = datasette_for(site_database)
    datasette._settings["base_url"] = "/archivio/"
    text = (await datasette.client.get("/robots.txt")).text
    rules = Protego.parse(text)
    assert not rules.can_fetch("http://localhost/archivio/pedana/result?_next=1", "x")
    assert rules.can_fetch("http://localhost/archivio/pedana/result", "x")


LINK = re.compile(r"<a\b[^>]*>")
EXPLORED = ["/pedana", "/pedana/athlete", "/pedana/result?_facet=club_id", "/pedana/athlete/aaaa1111",
            "/pedana/athlete_podiums?athlete_id=aaaa1111", "/pedana?sql=select+1", "/pedana/result?_size=1",
            "/", "/ginnaste/aaaa1111", "/gare", "/qualita", "/copertura"]  # fmt: skip


@pytest.mark.parametrize("path", EXPLORED)
async def test_a_link_into_a_trap_says_nofollow(site, path):  # noqa: F811
    found = 0
    for tag in LINK.findall((await site.get(path)).text):
        address = re.search(r'href="([^"]*)"', tag)
        target = address[1].replace("&amp;", "&") if address else ""
        if target.startswith("?"):
            target = path.partition("?")[0] + target
        target = re.sub(r"^https?://localhost", "", target).partition("#")[0]
        if is_trap(target.partition("?")[0], target.partition("?")[2], QUERIES):
            found += 1
            assert 'rel="nofollow' in tag or 'rel="next nofollow' in tag, tag
    assert found or not path.startswith("/pedana") or path == "/pedana/athlete/aaaa1111"
