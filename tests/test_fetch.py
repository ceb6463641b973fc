"""What fetch stores, what a second run asks for, and how runs and sources end."""

import contextlib
import io
import json
import re
from types import SimpleNamespace

import pytest

from ingest.archive import ArchiveError, add_document, list_documents
from ingest.fetch import choose_sources, fetch_sources
from ingest.progress import Progress
from ingest.reading import FetchError, Link, ReadingError
from tests.fetching import (
    fetch,
    fetch_one,
    finta,
    linking,
    local_client,
    names,
    put_list,
    snapshot,
    source,
)
from tests.hostile import CSV, hostile_site


@pytest.fixture
def site():
    with hostile_site() as running:
        yield running


# What is stored


def test_a_document_is_stored_with_what_is_known_of_it(site, tmp_path):
    site.answers["/scarica"] = lambda visit: visit.redirect("/buono.csv")
    link = Link(url=site.url("/scarica#qui"), name="scarica", said={"title": "Trofeo Finto"})
    (tally,) = fetch(tmp_path, finta(discover=lambda get: iter([link])))
    assert str(tally) == f"finta: 1 found, 1 new, 0 unchanged, 0 failed, {len(CSV)} bytes"
    (document,) = list_documents(tmp_path)
    assert document.content == CSV
    assert (document.name, document.media_type) == ("scarica.csv", "text/csv")
    assert (document.address, document.status) == (site.url("/buono.csv"), "200")
    assert document.said == {"title": "Trofeo Finto"}


def test_the_second_run_of_an_unchanged_site_downloads_no_body(site, tmp_path):
    start = put_list(site)
    (first,) = fetch(tmp_path, finta(start))
    assert (first.found, first.new, first.failures) == (4, 4, [])
    before, bodies = snapshot(tmp_path), site.body_bytes
    (second,) = fetch(tmp_path, finta(start))
    assert (second.found, second.new, second.unchanged) == (4, 0, 4)
    assert (second.received, second.failures) == (0, [])
    robots = len(b"niente qui")
    assert site.body_bytes == bodies + robots
    assert snapshot(tmp_path) == before


def test_changed_bytes_at_an_address_are_a_second_document(site, tmp_path):
    fetch_one(tmp_path, site, "/buono.csv")
    site.put("/buono.csv", CSV + b"2;Altra Prova;Altra Finta;25,100\n")
    assert fetch_one(tmp_path, site, "/buono.csv").new == 1
    assert names(tmp_path) == ["buono.csv", "buono.csv"]


def test_the_same_bytes_at_two_addresses_are_one_document(site, tmp_path):
    site.put("/copia.csv", CSV)
    urls = site.url("/buono.csv"), site.url("/copia.csv")
    (tally,) = fetch(tmp_path, finta(discover=linking(*urls, urls[0])))
    assert (tally.found, tally.new, tally.unchanged) == (2, 1, 1)
    assert names(tmp_path) == ["buono.csv"]


def test_a_document_of_another_source_stays_its_own(site, tmp_path):
    record = {"source": "altra", "name": "a.csv", "address": "", "fetched_at": "2026-01-01"}
    add_document(tmp_path, CSV, **record)
    first, second = (fetch_one(tmp_path, site, "/buono.csv") for _ in range(2))
    assert (first.unchanged, first.failures) == (1, [])
    assert (second.unchanged, second.received) == (1, 0)
    assert names(tmp_path) == ["a.csv"]


def test_without_its_document_or_page_the_journal_asks_for_all(site, tmp_path):
    start = put_list(site, documents=1, pages=1)
    fetch(tmp_path, finta(start))
    before = snapshot(tmp_path)
    for path in [*tmp_path.glob("documents/*/*"), *tmp_path.glob("pages/*/*")]:
        path.unlink()
    (tally,) = fetch(tmp_path, finta(start))
    assert tally.new == 1
    assert snapshot(tmp_path) == before


def test_a_search_is_asked_for_by_post_and_each_answer_is_kept_apart(site, tmp_path):
    asked = []

    def answer(visit):
        asked.append((visit.method, visit.headers["content-type"], json.loads(visit.body)))
        visit.answer(visit.body.replace(b"season", b"stagione"), ETag='"1"')

    def discover(get):
        for season in ("2024", "2025", "2024"):
            page = get(site.url("/cerca"), {"season": season})
            yield Link(url=site.url("/buono.csv"), name=f"{json.loads(page.text)['stagione']}.csv")

    site.answers["/cerca"] = answer
    (tally,) = fetch(tmp_path, finta(discover=discover))
    assert (tally.found, tally.failures) == (1, [])
    assert asked == [
        ("POST", "application/json", {"season": year}) for year in ("2024", "2025", "2024")
    ]
    journal = (tmp_path / "fetched" / "finta.jsonl").read_text(encoding="utf-8")
    assert len(re.findall(r"cerca \{", journal)) == 2


def test_a_search_that_is_sent_elsewhere_is_a_failure(site, tmp_path):
    site.answers["/cerca"] = lambda visit: visit.redirect("/buono.csv")
    (tally,) = fetch(tmp_path, finta(discover=lambda get: get(site.url("/cerca"), {"a": "b"})))
    assert tally.failures == [f"{site.url('/cerca')}: the answer is 302"]


def test_of_a_page_that_always_changes_the_last_is_kept(site, tmp_path):
    start = put_list(site, documents=1, pages=1)
    for number in range(3):
        page = f'<html><a href="{site.url("/gara0.csv")}">Trofeo Finto</a>{number}</html>'
        site.put("/elenco?start=0", page.encode())
        fetch(tmp_path, finta(start))
    fetch(tmp_path, finta(start))
    (kept,) = tmp_path.glob("pages/finta/*")
    assert kept.read_bytes() == page.encode()


def test_validators_go_only_to_the_address_they_came_from(site, tmp_path):
    site.answers["/qui"] = lambda visit: visit.redirect("/buono.csv")
    fetch_one(tmp_path, site, "/qui")
    fetch_one(tmp_path, site, "/qui")
    conditions = [(path, "if-none-match" in headers) for path, headers in site.requests]
    assert [sent for path, sent in conditions if path == "/buono.csv"] == [False, True]
    assert [sent for path, sent in conditions if path == "/qui"] == [False, False]


# Runs, sources, limits


def test_the_failure_of_one_source_stops_no_other(site, tmp_path, capsys):
    def changed(get):
        raise ReadingError("page 1", "no card has a date")
        yield

    def faulty(get):
        yield {}["manca"]

    good = finta(discover=linking(site.url("/buono.csv")))
    modules = [
        finta(key="cambiata", discover=changed),
        finta(key="guasta", discover=faulty),
        finta(key="vuota", discover=lambda get: iter([])),
        finta(key="chiusa", discover=linking(site.url("/x", "altrove.example"))),
        good,
    ]
    tallies = fetch(tmp_path, *modules)
    assert [bool(tally.failures) for tally in tallies] == [True, True, True, True, False]
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "pedana: cambiata: page 1: no card has a date"
    assert lines[1] == "pedana: guasta: KeyError: 'manca'"
    assert lines[2].startswith("pedana: vuota: no documents found")
    assert "not on a host of the source" in lines[3]
    assert re.fullmatch(r"finta: [0-9a-f]{12} buono\.csv: new", lines[4])


def test_the_limit_counts_new_documents(site, tmp_path):
    start = put_list(site)
    assert [fetch(tmp_path, finta(start), limit=2)[0].new for _ in range(3)] == [2, 2, 0]


def test_a_source_that_asks_for_too_much_patience_is_left_for_the_next_run(site, tmp_path):
    """429 is said to the one who asks too much: nothing more is asked in this run."""
    start = put_list(site)
    whole = site.answers["/gara2.csv"]
    site.answers["/gara2.csv"] = site.answers["/enough_for_today"]
    (tally,) = fetch(tmp_path, finta(start))
    said = "answers 429 and asks to wait 9,999 s: left for the next run"
    assert tally.failures == [f"{site.url('/gara2.csv')} {said}"]
    assert (tally.new, site.asked("/gara2.csv"), site.asked("/gara3.csv")) == (2, 1, 0)
    site.answers["/gara2.csv"] = whole
    (tally,) = fetch(tmp_path, finta(start))
    assert (tally.new, tally.unchanged, tally.failures) == (2, 2, [])


def test_one_address_that_is_closed_for_hours_stops_no_other(site, tmp_path):
    """503 with a wait longer than a run, on a host that answers otherwise: that address is left alone."""
    start = put_list(site)
    site.answers["/gara1.csv"] = site.answers["/closed_for_hours"]
    (tally,) = fetch(tmp_path, finta(start))
    said = "the answer is 503 and asks to wait 9,999 s"
    assert tally.failures == [f"{site.url('/gara1.csv')}: {said}"]
    assert (tally.new, site.asked("/gara1.csv")) == (3, 1)


def numbers_asked(site):
    """The numbers of the documents asked for, in order; and forget it."""
    paths = [path for path, _ in site.requests]
    site.requests.clear()
    return [int(path[5:-4]) for path in paths if path.startswith("/gara")]


@pytest.mark.parametrize("trap", ["/enough_for_today", "/closed_for_hours"])
def test_no_link_is_starved_by_those_that_always_fail(site, tmp_path, trap):
    """Those that failed come last, the one that failed longest ago first: every link has its turn."""
    start = put_list(site, documents=12, pages=2)
    always = [0, 1, 2, 3, 4, 5, 7]
    whole = {number: site.answers[f"/gara{number}.csv"] for number in always}
    for number in always:
        site.answers[f"/gara{number}.csv"] = site.answers[trap]
    if trap == "/closed_for_hours":
        good = [6, 8, 9, 10, 11]
        runs = [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4]]
        runs += [[*good, 5, 7, 0, 1, 2], [*good, 3, 4, 5, 7, 0], [*good, 1, 2, 3, 4, 5]]
    else:
        runs = [[0], [1], [2], [3], [4], [5], [6, 7], [6, 8, 9, 10, 11, 0], [6, 8, 9, 10, 11, 1]]
    for expected in runs:
        fetch(tmp_path, finta(start))
        assert numbers_asked(site) == expected
    assert len(names(tmp_path)) == 5
    for number, answer in whole.items():
        site.answers[f"/gara{number}.csv"] = answer
    (tally,) = fetch(tmp_path, finta(start))
    assert (tally.new, tally.failures, len(names(tmp_path))) == (7, [], 12)


def test_a_link_that_failed_is_asked_again_though_the_list_breaks_off(site, tmp_path):
    start = put_list(site)
    whole, site.answers["/gara0.csv"] = (
        site.answers["/gara0.csv"],
        site.answers["/closed_for_hours"],
    )
    site.answers["/elenco?start=1"] = lambda visit: visit.answer(b"", "404 Not Found")
    (tally,) = fetch(tmp_path, finta(start))
    assert (tally.new, len(tally.failures)) == (1, 2)
    site.answers["/gara0.csv"] = whole
    (tally,) = fetch(tmp_path, finta(start))
    assert tally.failures == [f"{site.url('/elenco?start=1')}: the answer is 404"]
    assert names(tmp_path) == ["gara0.csv", "gara1.csv"]


def test_a_page_that_discover_goes_on_without_is_a_failure_all_the_same(site, tmp_path, capsys):
    def discover(get):
        for path in ("/manca.html", "/closed_for_hours"):
            with contextlib.suppress(FetchError):
                get(site.url(path))
        yield Link(url=site.url("/buono.csv"), name="buono.csv")

    (tally,) = fetch(tmp_path, finta(discover=discover))
    assert tally.new == 1
    said = [f"{site.url('/manca.html')}: the answer is 404"]
    said += [f"{site.url('/closed_for_hours')}: the answer is 503 and asks to wait 9,999 s"]
    assert tally.failures == said
    assert capsys.readouterr().err.splitlines()[:2] == [f"pedana: finta: {text}" for text in said]


def test_a_failure_names_its_address(site, tmp_path, capsys):
    site.answers["/x.csv"] = lambda visit: visit.reset()
    (tally,) = fetch(tmp_path, finta(discover=lambda get: get(site.url("/manca.html"))))
    assert tally.failures == [f"{site.url('/manca.html')}: the answer is 404"]
    fetch_one(tmp_path, site, "/x.csv")
    lines = capsys.readouterr().err.splitlines()[1:]
    assert lines[0] == f"{site.url('/x.csv')}: the connection failed (ReadError): again in 0 s"
    assert lines[3] == f"pedana: finta: {site.url('/x.csv')}: the connection failed (ReadError)"


def test_one_fetch_at_a_time_on_an_archive(site, tmp_path):
    running = fetch_sources(
        [finta(discover=linking(site.url("/buono.csv")))] * 2, tmp_path, local_client()
    )
    next(running)
    with pytest.raises(ArchiveError, match="another fetch is running"):
        fetch(tmp_path, finta())
    running.close()
    assert fetch_one(tmp_path, site, "/buono.csv").unchanged == 1


def test_which_sources_are_fetched():
    sources = {"finta": finta(), "a_mano": SimpleNamespace(SOURCE=source(key="a_mano"))}
    assert choose_sources(sources, []) == [sources["finta"]]
    assert choose_sources(sources, ["finta", "finta"]) == [sources["finta"]]
    for name, reason in [("volteggio", "no source 'volteggio'"), ("a_mano", "is not fetched")]:
        with pytest.raises(FetchError, match=reason):
            choose_sources(sources, [name])
    with pytest.raises(FetchError, match="no source says where"):
        choose_sources({}, [])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_on_a_terminal_and_lines_in_a_log(site, tmp_path):
    put_list(site, documents=2)
    urls = [site.url(path) for path in ("/gara0.csv", "/gara1.csv", "/manca.csv")]
    for stream in (Terminal(), io.StringIO()):
        archive = tmp_path / type(stream).__name__
        fetch(archive, finta(discover=linking(*urls)), progress=Progress(stream))
        shown = stream.getvalue()
        assert f"pedana: finta: {urls[2]}: the answer is 404\n" in shown
        assert shown.count("\r\x1b[K") == (5 if stream.isatty() else 0)
        assert len(re.findall(": new$", shown, re.M)) == (0 if stream.isatty() else 2)
        assert shown.count("\n") == (1 if stream.isatty() else 3)


def test_a_server_does_not_drive_the_terminal(site, tmp_path):
    stream = io.StringIO()
    link = Link(url=site.url("/buono.csv"), name="gara\x1b[2J\n.csv")
    odd = Link(url=site.url("/\x1b[31m"), name="x.csv")
    fetch(tmp_path, finta(discover=lambda get: iter([link, odd])), progress=Progress(stream))
    assert "\x1b" not in stream.getvalue()
    assert stream.getvalue().count("\n") == 2
    assert names(tmp_path) == ["gara [2J .csv"]
