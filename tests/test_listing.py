"""A page that lists documents may be hostile: one clear line, bounded time and memory, and the other sources
have their turn. Whatever becomes of the process in which it is read, or whatever that sends, is one error.
"""

import json
import os
import sys
import time

import pytest

from ingest import confine, listing, sandbox
from ingest.listing import list_links
from ingest.polite import NextRun
from ingest.reading import FetchError, Link, Page, ReadingError
from ingest.sources import load_sources
from tests.conftest import need
from tests.fetching import HOST, fetch, finta, linking
from tests.hostile import CSV, hostile_site
from tests.test_sandbox import confined, fill_memory, spin

LINK = Link(url=f"http://{HOST}/gara.csv", name="gara.csv", said={"title": "Trofeo Finto"})
WIRE = (
    json.dumps({"link": {"url": LINK.url, "name": LINK.name, "said": LINK.said}}).encode() + b"\n"
)
URL = f"http://{HOST}/elenco"


@pytest.fixture
def site():
    with hostile_site() as running:
        yield running


def page_of(url, body=None):
    return Page(url=url, content=b"\x00", text=f"{url} {body}")


def links_of(discover, get=page_of):
    return list(list_links(discover, get))


def refusal(discover, get=page_of):
    with pytest.raises(FetchError) as error:
        links_of(discover, get)
    return str(error.value)


def after_a_page(act):
    def discover(get):
        yield Link(url=get(URL).url, name="prima.csv")
        act()

    return discover


# Links and pages come through


def test_links_and_pages_come_through():
    def discover(get):
        for body in (None, {"anno": "2026"}):
            page = get(URL, body) if body else get(URL)
            yield Link(url=page.url, name=page.text, said={"title": "è\n\ud800"})

    assert links_of(discover) == [
        Link(url=URL, name=f"{URL} {body}", said={"title": "è\n\ud800"})
        for body in (None, {"anno": "2026"})
    ]


def test_a_large_page_comes_through():
    large = Page(url=URL, content=bytes(8_000_000), text="è" * 8_000_000)

    def discover(get):
        assert get(URL) == large
        yield LINK

    assert links_of(discover, lambda url: large) == [LINK]


def test_discover_may_bear_the_failure_of_a_page():
    def get(url):
        raise FetchError("the answer is 404")

    def discover(get):
        try:
            get(URL)
        except FetchError as error:
            yield Link(url=URL, name=str(error))

    assert links_of(discover, get) == [Link(url=URL, name="the answer is 404")]
    assert refusal(after_a_page(int), get) == "the answer is 404"


@pytest.mark.parametrize("error", [NextRun("come back"), KeyboardInterrupt(), OSError("disk")])
def test_what_ends_a_run_is_not_borne(error):
    def get(url):
        raise error

    def discover(get):
        try:
            get(URL)
        except BaseException:
            yield LINK

    with pytest.raises(type(error)):
        links_of(discover, get)


def test_the_rest_need_not_be_asked_for():
    def endless(get):
        while True:
            yield LINK

    links = list_links(endless, page_of)
    assert next(links) == LINK
    links.close()


# What becomes of the process


def refuse():
    raise ReadingError("page 1", "no card has a date")


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (refuse, "page 1: no card has a date"),
        (lambda: {}["manca"], "KeyError: 'manca'"),
        (os.abort, f"{URL}: its reader was ended by SIGABRT"),
        (lambda: os._exit(0), f"{URL}: its reader ended without a word (exit code 0)"),
    ],
)
def test_the_end_of_its_reader_is_named(end, said):
    assert refusal(after_a_page(end)) == said


def test_a_page_that_takes_for_ever(monkeypatch):
    for module in (confine, sandbox):
        monkeypatch.setattr(module, "CPU_SECONDS", 1)
    assert refusal(after_a_page(spin)) == f"{URL}: its reader used more than 1 s of processor"


def test_a_reader_that_sleeps(monkeypatch):
    monkeypatch.setattr(listing, "WAIT_SECONDS", 0.3)
    said = refusal(after_a_page(lambda: time.sleep(1000)))
    assert said == f"{URL}: its reader took more than 0.3 s"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
def test_a_page_that_fills_memory():
    assert refusal(after_a_page(fill_memory)) == (
        f"{URL}: its reader used more than 1,024 MB of memory"
    )


def test_it_opens_no_socket_and_writes_no_file(tmp_path):
    need(confined(), "this kernel has no Landlock of version 6")
    assert "PermissionError" in refusal(after_a_page((tmp_path / "x").touch))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "ended without a word"),
        (WIRE, "ended without a word"),
        (WIRE[:-3], "ended without a word"),
        (b'{"end": true}', "ended without a word"),
        (b"\x80\x04\x95pickle\n", "a line that is no link"),
        (b"[" * 60_000 + b"\n", "a line that is no link"),
        (b"x" * 100_000, "a link of more than 64 kB"),
        (b'{"link": {"url": 1, "name": "x", "said": {}}}\n', "a line that is no link"),
        (b'{"get": ["http://x/", []]}\n', "a line that is no link"),
        (b'{"get": 1}\n', "a line that is no link"),
        (b"null\n", "a line that is no link"),
        (b'{"refused": "so"}\n', "so"),
    ],
)
def test_nothing_it_sends_is_believed(sent, said, monkeypatch):
    def send(discover, pipe):
        pipe.sendall(sent)
        raise SystemExit

    monkeypatch.setattr(listing, "_send_links", send)
    assert said in refusal(None)


# The sources of this repository, on hostile pages

HTML = ("fgi_portal", "federation_news", "ksis_html")
CARD = "<div><p>21 marzo 2026</p><p>ritmica</p><h3>Trofeo</h3><a href='/x{n}.pdf'>Scarica</a></div>"


def card(number=0):
    return CARD.replace("{n}", str(number)).encode()


PAGES = {
    "deep": b"<div>" * 990_000 + card(),
    "deep with files": b"<div>" * 1000 + b'<a href="/x.pdf">x</a>' * 1000,
    "30 MB": card() * (30_000_000 // len(card())),
    "more than 5 MB": b"<p>x</p>" * 700_000,
    "NUL bytes": bytes(4_000_000),
    "UTF-16 that says UTF-8": card().decode().encode("utf-16-be"),
    "half a million attributes": b"<p " + b" ".join(b"a%d" % n for n in range(500_000)) + b">",
    "headings": b"<h3>x</h3>" + b"<h4>x</h4>" * 200_000,
    "no tags": b"<" * 4_900_000,
    "entities": b"<!DOCTYPE x [<!ENTITY a 'ah'><!ENTITY b '&a;&a;'>]>&b;",
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("key", HTML)
def test_a_hostile_page_is_one_line_and_the_next_source_has_its_turn(
    key, name, site, tmp_path, monkeypatch, capsys
):
    for module in (confine, sandbox):
        monkeypatch.setattr(module, "CPU_SECONDS", 1)
    discover = load_sources()[key].discover
    answer = PAGES[name]
    site.answers["/elenco"] = lambda visit: visit.answer(
        answer, Content_Type="text/html; charset=utf-8"
    )
    if key == "ksis_html":
        event = {"address": "https://rgform.eu/resultx.php?id_prop=1"}
        monkeypatch.setattr("ingest.sources.ksis_html.curated", lambda name: [event])

    def here(get):
        yield from discover(lambda url, body=None: get(site.url("/elenco")))

    bad = finta(key="ostile", discover=here)
    good = finta(discover=linking(site.url("/buono.csv")))
    first, second = fetch(tmp_path, bad, good)
    (failure,) = first.failures
    assert failure.isprintable() and len(failure) < 1000
    assert (first.new, second.new, second.failures) == (0, 1, [])
    assert second.received == len(CSV)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == f"pedana: ostile: {failure}"
