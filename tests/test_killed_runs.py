"""kill -9 at any moment: the old release and the archive stay whole, the next run removes what is left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.archive import add_document, beside, list_documents, remove_half_files, remove_leftovers
from ingest.build import build_release
from tests.conftest import ROOT

HASH = "a" * 64
PATIENCE = 60


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "ingest.cli", *map(str, arguments)]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def dead() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.fixture
def living():
    """The number of another process that runs."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
    yield process.pid
    process.kill()
    process.wait()


def kill_at(process: subprocess.Popen, path: Path, size: int) -> None:
    """SIGKILL as soon as a file that the process writes has a size."""
    deadline = time.monotonic() + PATIENCE
    while not (path.exists() and path.stat().st_size >= size):
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline, f"it never wrote {path.name}"
    process.kill()
    process.wait()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("name", "size"),
    [("stage", 0), ("stage", 200_000), ("pedana.db", 0), ("pedana.db", 500_000)],
    ids=["begins to stage", "stages", "begins to write", "writes"],
)
def test_a_build_killed_while_it(name: str, size: int, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "pedana.db").write_bytes(b"the old release")
    build = subprocess.Popen(
        command("build", "--archive", ROOT / "archive", "--out", out), cwd=ROOT
    )
    kill_at(build, out / f".{name}.{build.pid}", size)
    assert (out / "pedana.db").read_bytes() == b"the old release"
    assert f".{name}.{build.pid}" in names(out)
    add_small(tmp_path / "archive")
    assert build_release([tmp_path / "archive"], out).failures == []
    assert names(out) == {"pedana.db", "release.json"}


ROW = (
    "competition,date,place,round,rank,athlete,club,nation,apparatus,score_as_printed,source,url,note\n"
    "Trofeo Finto 2024,2024,,AA,1,Prova Inventata,,ITA,TOT,30.5,x,https://esempio.example/1,\n"
)


def add_small(archive: Path) -> None:
    add_document(
        archive, ROW.encode(), source="press_scores", name="x.csv", address="", fetched_at=""
    )


def test_an_add_killed_between_document_and_record(tmp_path: Path, dead: int) -> None:
    """The document lies there without its record, the record half written: the next add ends it."""
    archive = tmp_path / "archive"
    add_small(archive)
    (document,) = list_documents(archive)
    record = document.path.with_suffix(".record.json")
    record.rename(record.with_name(f".{record.name}.{dead}"))
    assert list(list_documents(archive)) == []
    (tmp_path / "x.csv").write_text(ROW)
    add = command("add", tmp_path / "x.csv", "--source", "press_scores", "--archive", archive)
    subprocess.run(add, cwd=ROOT, check=True, capture_output=True)
    assert [one.content for one in list_documents(archive)] == [ROW.encode()]
    assert names(document.path.parent) == {document.path.name, record.name}


def test_what_a_running_process_writes_stays(tmp_path: Path, dead: int, living: int) -> None:
    for name in (f".stage.{dead}", f".stage.{living}", f".pedana.db.{living}", ".pedana.db.1"):
        (tmp_path / name).write_bytes(b"x")
    add_small(tmp_path / "archive")
    build_release([tmp_path / "archive"], tmp_path)
    assert names(tmp_path) == {
        "archive", "pedana.db", "release.json", f".stage.{living}", f".pedana.db.{living}", ".pedana.db.1"
    }  # fmt: skip


def test_a_number_is_given_again(tmp_path: Path) -> None:
    """In a container every run has the same number: what bears it was left by the run before."""
    out = tmp_path / "out"
    out.mkdir()
    for name in ("stage", "pedana.db"):
        beside(out / name).write_bytes(b"half a file of another run")
    add_small(tmp_path / "archive")
    assert build_release([tmp_path / "archive"], out).failures == []
    assert names(out) == {"pedana.db", "release.json"}


def test_only_what_pedana_wrote_is_removed(tmp_path: Path, dead: int) -> None:
    folder = tmp_path / "documents" / "press_scores"
    folder.mkdir(parents=True)
    kept = {f".note.{dead}", f"stage.{dead}", ".stage", f".stage.{dead}x", f".stage.{'9' * 30}"}
    for name in (*kept, f".stage.{dead}", f".{HASH}.csv.{dead}", f".{HASH}.record.json.{dead}"):
        (folder / name).write_bytes(b"x")
    remove_half_files(tmp_path)
    assert names(folder) == {*kept, f".stage.{dead}"}
    remove_leftovers(folder, "stage")
    assert names(folder) == kept


def test_cleaning_needs_no_archive(tmp_path: Path) -> None:
    remove_half_files(tmp_path / "none")
    assert os.listdir(tmp_path) == []
