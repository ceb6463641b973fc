"""fetch against a real server on 127.0.0.1 that misbehaves on purpose: the 19 traps, and some more."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.archive import list_documents
from ingest.fetch import Run, fetch_page
from ingest.journal import Journal
from ingest.polite import Patience
from ingest.progress import Progress, Tally
from ingest.reading import FetchError
from ingest.request import Limits
from tests.conftest import ROOT, need
from tests.fetching import fetch, fetch_one, finta, linking, local_client, names, source
from tests.hostile import CSV, ITALIAN, TRAPS, WESTERN, hostile_site

MEGABYTES = 200  # the most a fetch may take, the interpreter included; the bomb is a gigabyte


@pytest.fixture
def site():
    with hostile_site() as running:
        yield running


@pytest.fixture
def slept(monkeypatch):
    """What the waits between two tries would have been; nobody waits."""
    waits = []
    monkeypatch.setattr("time.sleep", waits.append)
    return waits


def get_page(archive, site, path):
    run = Run(
        source=source(),
        archive=archive,
        client=local_client(),
        progress=Progress(),
        journal=Journal(archive, "finta"),
        tally=Tally("finta"),
    )
    return fetch_page(run, site.url(path))


def refused(archive, site, path, **options):
    """Why a link was not stored; and that nothing was left behind."""
    tally = fetch_one(archive, site, path, **options)
    assert (tally.new, tally.unchanged) == (0, 0)
    assert names(archive) == []
    assert {path.parent.name for path in archive.rglob("*") if path.is_file()} == {"fetched"}
    (failure,) = tally.failures
    return failure.removeprefix(f"{site.url(path)}: ")


# The 19 traps


def test_there_are_19_traps():
    assert len(TRAPS) == 19


def test_trap_busy_twice(site, tmp_path, slept):
    """503 twice, then 200: tried again, each time after the seconds of Retry-After."""
    assert fetch_one(tmp_path, site, "/busy_twice").new == 1
    assert site.asked("/busy_twice") == 3
    assert slept == [7.0, 7.0]


def test_trap_reset_twice(site, tmp_path):
    assert fetch_one(tmp_path, site, "/reset_twice").new == 1
    assert site.asked("/reset_twice") == 3


def test_trap_gzip_bomb(site, tmp_path):
    """A megabyte that unpacks to a gigabyte: refused, in memory that a child process measures.

    ru_maxrss would count the process it was forked from as well.
    """
    need(Path("/proc/self/status").exists(), "there is no /proc to measure memory by")
    code = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from ingest.fetch import fetch_sources\n"
        "from tests.fetching import finta, linking, local_client\n"
        "source = finta(discover=linking(sys.argv[1]))\n"
        "(tally,) = fetch_sources([source], Path(sys.argv[2]), local_client())\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(tally.failures, re.search(r'VmHWM:\\s+(\\d+) kB', status)[1])\n"
    )
    command = [sys.executable, "-c", code, site.url("/gzip_bomb"), str(tmp_path)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    failure, kilobytes = answer.stdout.rsplit(maxsplit=1)
    assert "more than the 32,000,000 bytes allowed" in failure
    assert int(kilobytes) < MEGABYTES * 1000
    assert names(tmp_path) == []


def test_trap_endless_chunks(site, tmp_path):
    assert refused(tmp_path, site, "/endless_chunks") == "more than the 32,000,000 bytes allowed"


@pytest.mark.parametrize("path", ["/slow_drip", "/slow_headers"])
def test_trap_slow_drip(site, tmp_path, path):
    """Each byte comes in time and the whole does not: one deadline for all of it, the head included."""
    client = local_client(limits=Limits(deadline_seconds=0.5, idle_seconds=10))
    assert refused(tmp_path, site, path, client=client) == "not finished after 0.5 seconds"
    assert site.asked(path) == 1


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/length_too_long", "received 70 bytes, expected 170"), ("/chunk_cut", "incomplete chunked")],
)
def test_trap_cut_short(site, tmp_path, path, reason):
    assert reason in refused(tmp_path, site, path)
    assert site.asked(path) == 4


def test_trap_http10_cut(site, tmp_path):
    """No length and a closed connection: nothing says that this is all of a CSV."""
    assert "states no length" in refused(tmp_path, site, "/http10_cut")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/latin1_without_meta", WESTERN),
        ("/cp1252_with_meta", ITALIAN),
        ("/false_utf8_header", ITALIAN),
    ],
)
def test_trap_charset(site, tmp_path, path, text):
    page = get_page(tmp_path, site, path)
    assert text in page.text
    assert get_page(tmp_path, site, path).text == page.text


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/redirect_to_metadata_service", "not on a host of the source"),
        ("/redirect_to_localhost", "not on a host of the source"),
        ("/redirect_to_file", "not an address of the web"),
    ],
)
def test_trap_redirect_elsewhere(site, tmp_path, path, reason):
    assert reason in refused(tmp_path, site, path)
    assert site.asked("/buono.csv") == 0


def test_trap_big_headers(site, tmp_path):
    """They will be as big the next time: asked once."""
    said = refused(tmp_path, site, "/big_headers")
    assert said == "the head of its answer is too long (Receive buffer too long)"
    assert site.asked("/big_headers") == 1


def test_trap_redirect_loop(site, tmp_path):
    assert "in a circle" in refused(tmp_path, site, "/redirect_loop")
    assert site.asked("/redirect_loop") == 1


def test_trap_maintenance(site, tmp_path):
    """A page in place of a file: what a source of files takes, and what a source of pages takes."""
    assert "Sito in manutenzione" in refused(tmp_path, site, "/maintenance")
    pages = finta(discover=linking(site.url("/maintenance")), media_types=("text/html",))
    (tally,) = fetch(tmp_path, pages)
    assert tally.new == 0
    with pytest.raises(FetchError, match="Sito in manutenzione"):
        get_page(tmp_path, site, "/maintenance")


@pytest.mark.parametrize("path", ["/etag", "/last_modified"])
def test_trap_not_modified(site, tmp_path, path):
    first, second = fetch_one(tmp_path, site, path), fetch_one(tmp_path, site, path)
    assert (first.new, first.received) == (1, len(CSV))
    assert (second.new, second.unchanged, second.received) == (0, 1, 0)


# Other ways to misbehave


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gzip_cut", "the gzip is cut short"),
        ("/gzip_broken", "the gzip is broken"),
        ("/packed_otherwise", "packed as 'br'"),
        ("/length_too_great", "1,073,741,824 bytes, more than"),
        ("/unasked_304", "the answer is 304"),
        ("/manca.csv", "the answer is 404"),
    ],
)
def test_an_answer_that_is_refused(site, tmp_path, path, reason):
    assert reason in refused(tmp_path, site, path)


def test_a_silent_server_is_asked_again(site, tmp_path):
    client = local_client(limits=Limits(deadline_seconds=20, idle_seconds=0.2))
    assert fetch_one(tmp_path, site, "/silent_once", client=client).new == 1


def test_a_gzip_in_two_parts_is_unpacked(site, tmp_path):
    assert fetch_one(tmp_path, site, "/gzip_good").new == 1
    (document,) = list_documents(tmp_path)
    assert document.content.count(b"Prova") == 2


def test_a_server_that_fails_again_and_again_is_left_alone(site, tmp_path):
    for number in range(9):
        site.answers[f"/{number}.csv"] = lambda visit: visit.reset()
    urls = [site.url(f"/{number}.csv") for number in range(9)]
    (tally,) = fetch(tmp_path, finta(discover=linking(*urls)))
    assert tally.failures[-1] == "5 failures in a row: left for the next run"
    assert (site.asked("/4.csv"), site.asked("/5.csv")) == (4, 0)


def test_a_list_without_end_is_left(site, tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.fetch.MOST_PAGES", 3)
    page = f'<html><body><a href="{site.url("/elenco")}">avanti</a></body></html>'
    site.put("/elenco", page.encode())
    (tally,) = fetch(tmp_path, finta(site.url("/elenco")))
    assert tally.failures == ["more than 3 listing pages"]


PIECES = [
    b"HTTP/1.1 200 OK\r\n",
    b"HTTP/1.1 302 Found\r\n",
    b"HTTP/1.1 503 No\r\n",
    b"HTTP/1.0 ",
    b"Location: ",
    b"http://",
    b"Content-Length: ",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n",
    b"ETag: \xe0\r\n",
    b"Retry-After: ",
    b"\r\n",
    b"\r\n\r\n",
    b"3",
    b"0\r\n\r\n",
    b"5\r\n",
    b"\x1f\x8b\x08\x00",
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=12))
def test_any_bytes_are_an_answer_or_a_named_error(site, pieces):
    site.answers["/x.csv"] = lambda visit: visit.send(b"".join(pieces))
    with contextlib.suppress(FetchError):
        client = local_client(patience=Patience(attempts=1))
        answer = client.get(site.url("/x.csv"), source(), 1000)
        assert answer.status == 200


def test_a_validator_that_no_header_may_hold_is_not_sent_back(site, tmp_path):
    site.answers["/x.csv"] = lambda visit: visit.answer(CSV, ETag='"citt\u00e0"')
    first, second = (fetch_one(tmp_path, site, "/x.csv") for _ in range(2))
    assert (first.new, second.unchanged, second.failures) == (1, 1, [])


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "the answer is empty"),
        (b"%PDF-1.7\nmet", "the PDF is cut short"),
        (b'{"a": [1, 2}', "the JSON is cut short"),
        (b"\x89PNG\r\n\0\0", "what came is application/octet-stream, expected text/csv or"),
        (b"<html><body>Login</body></html>", "what came is text/html, expected text/csv or"),
    ],
)
def test_a_file_of_another_kind_is_refused(site, tmp_path, body, reason):
    site.answers["/strano.csv"] = lambda visit: visit.answer(body)
    assert refused(tmp_path, site, "/strano.csv").startswith(reason)
