"""A fetch that is killed at any moment: nothing lost, nothing twice, nothing half; the journal it leaves."""

import json
import signal
import subprocess
import sys

import pytest

from ingest.archive import ArchiveError, list_documents, remove_half_files
from ingest.fetch import fetch_sources
from ingest.journal import Entry, Journal
from tests.conftest import ROOT
from tests.fetching import HOST, finta, local_client, put_list, snapshot
from tests.hostile import CSV, hostile_site

ENTRY = Entry(
    url=f"http://{HOST}/gara.csv",
    address=f"http://{HOST}/gara.csv",
    sha256="00",
    etag='"à"',
    last_modified="",
    content_type="text/csv",
    fetched_at="2026-03-21",
)


@pytest.fixture
def site():
    with hostile_site() as running:
        yield running


def run_process(site, archive, nth=0):
    """`pedana fetch` in a process of its own, which kills itself before its n-th write is safe."""
    command = [sys.executable, "-m", "tests.fetching", str(site.port), str(archive), str(nth)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def undisturbed(site, archive):
    (tally,) = fetch_sources([finta(site.url("/elenco?start=0"))], archive, local_client())
    assert tally.failures == []
    return snapshot(archive)


def test_the_command_fetches(site, tmp_path):
    put_list(site, documents=2, pages=1)
    answer = run_process(site, tmp_path / "comando")
    assert answer.returncode == 0
    assert answer.stdout.startswith("finta: 2 found, 2 new, 0 unchanged, 0 failed, ")
    assert answer.stdout.count("\n") == 1
    assert snapshot(tmp_path / "comando") == undisturbed(site, tmp_path / "qui")


def test_killed_before_each_write_in_turn(site, tmp_path):
    """SIGKILL before every fsync and every rename of a run; the next run ends as if nothing had been."""
    put_list(site, documents=1, pages=1)
    expected = undisturbed(site, tmp_path / "intero")
    killed = 0
    while True:
        archive = tmp_path / f"ucciso{killed + 1}"
        answer = run_process(site, archive, killed + 1)
        if answer.returncode == 0:
            break
        killed += 1
        assert answer.returncode == -signal.SIGKILL, answer.stderr
        assert all(document.content for document in list_documents(archive))
        assert undisturbed(site, archive) == expected
    # The page, the document, its record: each synced, renamed, its folder synced. Two lines of journal.
    assert killed == 3 * 3 + 2


def test_killed_in_the_middle_of_a_body(site, tmp_path):
    """From outside, while the third of five documents comes in; the second run asks for what is missing."""
    put_list(site, documents=5)
    archive = tmp_path / "ucciso"
    whole = site.answers["/gara2.csv"]

    def half(visit):
        visit.head(Content_Length=str(len(CSV)))
        visit.send(CSV[:20])
        process.kill()
        visit.pause(30)

    site.answers["/gara2.csv"] = half
    command = [sys.executable, "-m", "tests.fetching", str(site.port), str(archive)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert len(list(list_documents(archive))) == 2
    site.answers["/gara2.csv"] = whole
    assert run_process(site, archive).returncode == 0
    bodies = [f"/gara{number}.csv" for number in range(5)]
    assert [site.asked(path) for path in bodies] == [2, 2, 2, 1, 1]
    assert snapshot(archive) == undisturbed(site, tmp_path / "intero")


def test_a_page_that_a_killed_run_was_writing_is_removed(tmp_path):
    folder = tmp_path / "pages" / "finta"
    folder.mkdir(parents=True)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    half, whole = f".{'a' * 64}.{ended.pid}", f".{'b' * 64}.1"
    (folder / half).write_bytes(b"met")
    (folder / whole).write_bytes(b"another process is writing this")
    remove_half_files(tmp_path)
    assert [path.name for path in folder.iterdir()] == [whole]


# The journal


def test_the_journal_remembers(tmp_path):
    Journal(tmp_path, "finta").add(ENTRY)
    assert Journal(tmp_path, "finta").get(ENTRY.url) == ENTRY
    assert Journal(tmp_path, "altra").get(ENTRY.url) is None


def test_a_journal_cut_anywhere_loses_its_last_line_alone(tmp_path):
    journal = Journal(tmp_path, "finta")
    journal.add(ENTRY)
    path = tmp_path / "fetched" / "finta.jsonl"
    first = path.read_bytes()
    second = first.replace(b"gara.csv", b"altra.csv")
    for length in range(len(second)):
        path.write_bytes(first + second[:length])
        mended = Journal(tmp_path, "finta")
        assert path.read_bytes() == first
        mended.add(ENTRY)
        assert path.read_bytes() == first
        assert mended.get(ENTRY.url) == ENTRY


def test_a_fetch_goes_on_with_a_journal_that_was_cut(site, tmp_path):
    put_list(site)
    expected = undisturbed(site, tmp_path)
    path = tmp_path / "fetched" / "finta.jsonl"
    path.write_bytes(path.read_bytes()[:-30])
    asked = site.asked("/gara3.csv")
    assert undisturbed(site, tmp_path) == expected
    sent = [headers for path, headers in site.requests if path == "/gara3.csv"][asked:]
    assert ["if-none-match" in headers for headers in sent] == [False]


def test_the_journal_remembers_who_failed_longest_ago(tmp_path):
    journal = Journal(tmp_path, "finta")
    for link in ("a\n", "b", "a\n", "c"):
        journal.add_failure(link)
        journal.add(ENTRY)
    for known in (journal, Journal(tmp_path, "finta")):
        assert known.failed() == ["b", "a\n", "c"]
        assert known.get(ENTRY.url) == ENTRY


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"url": 1}', '{"failed": []}', "\0\0"])
def test_a_line_that_no_fetch_wrote_is_named(tmp_path, line):
    journal = Journal(tmp_path, "finta")
    journal.add(ENTRY)
    path = tmp_path / "fetched" / "finta.jsonl"
    path.write_text(f"{line}\n{path.read_text()}")
    with pytest.raises(ArchiveError, match=r"finta\.jsonl: line 1 is not one of the journal"):
        Journal(tmp_path, "finta")


def test_the_last_line_of_an_address_wins_and_the_hour_is_no_news(tmp_path):
    journal = Journal(tmp_path, "finta")
    path = tmp_path / "fetched" / "finta.jsonl"
    for etag, hour in [("1", "10"), ("1", "11"), ("2", "12")]:
        journal.add(Entry(**(json.loads(line(ENTRY)) | {"etag": etag, "fetched_at": hour})))
    assert path.read_bytes().count(b"\n") == 2
    assert Journal(tmp_path, "finta").get(ENTRY.url).etag == "2"


def line(entry):
    return json.dumps({name: getattr(entry, name) for name in Entry.__slots__})
