"""What is live: published whole, switched at once, gone back to; nothing older than a request comes back."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest import live
from ingest.cli import main
from ingest.manifest import ReleaseError, describe, read_manifest, write_manifest
from ingest.private import load_private
from ingest.release_commands import age
from ingest.releases import list_releases, live_path, publish, remove_old, roll_back
from ingest.serve import make_datasette
from tests.conftest import ROOT
from tests.small_archive import SmallArchive

ROW = {"athlete": "Prova Inventata", "club": "Spes Finta", "rank": "1", "apparatus": "TOT",
       "score_as_printed": "90.000"}  # fmt: skip
START = datetime(2026, 5, 3, 10, 15, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path, private: Path) -> SmallArchive:
    archive = SmallArchive(tmp_path)
    archive.press(ROW)
    archive.build()
    return archive


def publish_next(archive: SmallArchive, floor: int = 0) -> str:
    """Another document, another build, published an hour after the last one; the name of the release."""
    releases = archive.folder / "releases"
    kept = len(list_releases(releases))
    archive.press(ROW | {"competition": f"Coppa Finta {2000 + archive.count}", "date": "2024"})
    archive.build()
    return publish(archive.folder / "out", releases, floor, START + timedelta(hours=kept)).name


def raise_epoch(path: Path, epoch: int) -> None:
    private = load_private(path)
    private.epoch = epoch
    private.save()


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr().err
    assert said.startswith("pedana: ") and said.count("\n") == 1
    return said.removeprefix("pedana: ").rstrip("\n")


# Publish


def test_a_release_is_a_folder_and_a_link(archive: SmallArchive) -> None:
    releases = archive.folder / "releases"
    built = read_manifest(archive.folder / "out")
    assert (built.built_at, built.published_at) == ("", "")
    release = publish(archive.folder / "out", releases, 0, START)
    assert release.name == f"20260503T101500Z-{built.sha256[:8]}"
    assert os.readlink(releases / "current") == release.name
    database = releases / "current" / "pedana.db"
    assert database.read_bytes() == (archive.folder / "out" / "pedana.db").read_bytes()
    assert database.stat().st_mode & 0o777 == 0o444
    manifest = read_manifest(release.path)
    assert (manifest.sha256, manifest.epoch) == (built.sha256, 0)
    assert manifest.published_at == "2026-05-03T10:15:00+00:00"


def test_the_database_and_what_build_says_of_it_hold_no_time(archive: SmallArchive) -> None:
    out = archive.folder / "out"
    before = (out / "release.json").read_bytes(), (out / "pedana.db").read_bytes()
    os.utime(out / "pedana.db", (0, 0))
    archive.build()
    assert ((out / "release.json").read_bytes(), (out / "pedana.db").read_bytes()) == before
    assert json.loads(before[0]).keys() == {"sha256", "size", "epoch", "rules"}


def test_the_same_content_is_published_once(archive: SmallArchive) -> None:
    releases = archive.folder / "releases"
    first = publish(archive.folder / "out", releases, 0, START)
    assert publish(archive.folder / "out", releases, 0, START + timedelta(hours=1)) == first
    assert len(list_releases(releases)) == 1


def test_a_live_release_that_is_damaged_is_replaced(archive: SmallArchive) -> None:
    releases, out = archive.folder / "releases", archive.folder / "out" / "pedana.db"
    first = publish(archive.folder / "out", releases, 0, START)
    (first.path / "pedana.db").chmod(0o644)
    (first.path / "pedana.db").write_bytes(b"x")
    second = publish(archive.folder / "out", releases, 0, START + timedelta(hours=1))
    assert second.name != first.name and live_path(releases) == second.path
    assert (second.path / "pedana.db").read_bytes() == out.read_bytes()


def test_the_last_ones_are_kept_and_the_live_one_always(archive: SmallArchive) -> None:
    releases = archive.folder / "releases"
    names = [publish_next(archive) for _ in range(4)]
    roll_back(releases, 0, names[0])
    remove_old(releases, 0, keep=2)
    assert [release.name for release in list_releases(releases)] == [names[3], names[0]]
    assert live_path(releases) == releases / names[0]


def test_a_site_stays_on_the_release_it_was_started_with(archive: SmallArchive) -> None:
    """Datasette opens the file again for each thread: by then `current` may lead elsewhere."""
    releases = archive.folder / "releases"
    first = publish_next(archive)
    datasette = make_datasette(releases / "current" / "pedana.db")
    publish_next(archive)
    assert datasette.get_database("pedana").path == str(releases / first / "pedana.db")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda out: (out / "refused.db").touch(), "the last build was refused for its errors"),
        (lambda out: (out / "pedana.db").unlink(), "does not exist: run pedana build first"),
        (lambda out: (out / "release.json").unlink(), "is not there: pedana build writes it"),
        (lambda out: (out / "release.json").write_text("{}"), "not what pedana build writes"),
        (lambda out: (out / "pedana.db").write_bytes(b""), "is not the one of its release.json"),
    ],
)  # fmt: skip
def test_what_cannot_be_published_is_one_line(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str], spoil, said: str
) -> None:
    name = publish_next(archive)
    spoil(archive.folder / "out")
    assert main(["publish", "--yes"]) == 1
    assert said in one_line(capsys)
    assert live_path(archive.folder / "releases") == archive.folder / "releases" / name
    assert not (archive.folder / "releases" / ".half" / "release.json").exists()


def test_a_database_in_which_a_check_finds_an_error_is_not_published(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    database = archive.folder / "out" / "pedana.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("update routine set points = 1e6")
        connection.execute("update result set rank = 7, total = -1 where rank = 1")
        connection.commit()
    write_manifest(database.parent, describe(database, 0))
    assert main(["publish", "--yes"]) == 1
    assert "errors, the first" in one_line(capsys)
    assert live_path(archive.folder / "releases") is None


def test_the_commands_publish_go_back_and_say_what_is_live(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "--yes"]) == 0
    said = capsys.readouterr().out
    assert "is live\n" in said and "restart the server" in said and "empty the caches" in said
    assert main(["status"]) == 0
    said = capsys.readouterr().out
    assert "live for 0 hours" in said and "1 releases kept" in said
    first = list_releases(archive.folder / "releases")[0].name
    second = publish_next(archive)
    assert main(["releases"]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith(max(first, second))
    assert main(["rollback", min(first, second), "--yes"]) == 0
    assert live_path(archive.folder / "releases").name == min(first, second)
    assert main(["rollback", "--yes"]) == 1
    assert "no release before the live one is kept" in capsys.readouterr().err


def test_nothing_published_is_one_line(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["status"], ["releases"], ["rollback", "--yes"]):
        assert main(command) == 1
        assert "nothing was ever published in" in one_line(capsys)


@pytest.mark.parametrize(("hours", "said"), [(0, "0 hours"), (47, "47 hours"), (48, "2 days")])
def test_an_age(hours: int, said: str) -> None:
    assert age(START.isoformat(), START + timedelta(hours=hours, minutes=5)) == said


def test_a_publish_killed_half_way_leaves_what_was_live(archive: SmallArchive) -> None:
    releases = archive.folder / "releases"
    name = publish_next(archive)
    half = releases / ".half"
    half.mkdir()
    (half / "pedana.db").write_bytes(b"half")
    (releases / ".current.999999999").symlink_to("nowhere")
    assert main(["publish", "--yes"]) == 0
    assert sorted(path.name for path in releases.iterdir()) == [".lock", name, "current"]


def test_two_publish_in_turn(archive: SmallArchive) -> None:
    command = [sys.executable, "-m", "ingest.cli", "publish", "--yes"]
    runs = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert len(list_releases(archive.folder / "releases")) == 1


# Epochs


def test_a_release_of_before_a_request_is_not_published(
    archive: SmallArchive, private: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_epoch(private, 3)
    assert main(["publish", "--yes"]) == 1
    assert "is older than a request not to name somebody" in one_line(capsys)
    archive.build()
    assert main(["publish", "--yes"]) == 0
    raise_epoch(private, 4)
    capsys.readouterr()
    assert main(["status"]) == 1
    assert "a request came after it was built" in capsys.readouterr().out


def test_there_is_no_way_back_behind_a_request(
    archive: SmallArchive, private: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = publish_next(archive), publish_next(archive)
    raise_epoch(private, 1)
    for command in (["rollback", "--yes"], ["rollback", first, "--yes"]):
        assert main(command) == 1
        assert one_line(capsys) == f"{first} is older than a request not to name somebody"
    archive.build()
    assert main(["publish", "--yes"]) == 0
    (only,) = list_releases(archive.folder / "releases")
    assert (only.name, only.is_live, only.manifest.epoch) == (second, True, 1)


def test_there_is_no_way_back_to_other_rules(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    first, releases = publish_next(archive), archive.folder / "releases"
    archive.decide("visibility", ",,,initials,scelta,2026-11-23")
    second = publish_next(archive)
    assert main(["rollback", "--yes"]) == 1
    said = one_line(capsys)
    assert said.startswith(f"{first} was built by other rules of who is shown how than {second}: ")
    assert live_path(releases) == releases / second
    archive.decide("visibility", ",,,initials,un altro motivo,2026-11-24")
    publish_next(archive)
    assert main(["rollback", "--yes"]) == 0
    assert live_path(releases) == releases / second


def test_an_older_release_of_other_rules_is_not_published_again(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    first, releases = publish_next(archive), archive.folder / "releases"
    old = archive.folder / "sent before"
    shutil.copytree(releases / first, old)
    archive.decide("visibility", ",,,initials,scelta,2026-11-23")
    second = publish_next(archive)
    write_manifest(old, replace(read_manifest(old), built_at="2020-01-01T00:00:00+00:00"))
    assert main(["publish", str(old), "--yes"]) == 1
    assert one_line(capsys).startswith(
        f"{old} was built by other rules of who is shown how than {second}: "
    )
    assert live_path(releases) == releases / second
    write_manifest(old, replace(read_manifest(old), built_at="2999-01-01T00:00:00+00:00"))
    assert main(["publish", str(old), "--yes"]) == 0


def test_a_release_that_notes_no_rules_is_not_gone_back_to(archive: SmallArchive) -> None:
    first, _ = publish_next(archive), publish_next(archive)
    folder = archive.folder / "releases" / first
    write_manifest(folder, replace(read_manifest(folder), rules=""))
    with pytest.raises(ReleaseError, match="was built by other rules"):
        roll_back(archive.folder / "releases", 0)


def test_a_replica_refuses_what_is_older_than_what_it_has(
    archive: SmallArchive, private: Path, tmp_path: Path
) -> None:
    """It has no private file: the releases it keeps tell."""
    old = tmp_path / "sent before"
    publish(archive.folder / "out", old, 0, START)
    raise_epoch(private, 2)
    archive.build()
    new = publish(archive.folder / "out", tmp_path / "releases", 2, START)
    environment = {
        key: text for key, text in os.environ.items() if not key.startswith("PEDANA_")
    } | {"HOME": str(tmp_path), "PEDANA_RELEASES": str(tmp_path / "replica")}

    def receive(folder: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ingest.cli", "publish", str(folder), "--yes"]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert receive(old / "current").returncode == 0
    assert receive(new.path).returncode == 0
    assert len(list_releases(tmp_path / "replica")) == 1
    answer = receive(old / "current")
    assert answer.returncode == 1 and "is older than a request" in answer.stderr


def test_a_private_file_of_before_the_live_release_stops_the_build(
    archive: SmallArchive, private: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ((her,),) = archive.ask("select athlete_id from athlete")
    raise_epoch(private, 5)
    archive.build()
    assert main(["publish", "--yes"]) == 0
    raise_epoch(private, 3)
    (archive.folder / "out" / "release.json").unlink()
    capsys.readouterr()
    for command in (["build"], ["hide", her, "--later", "--yes"]):
        assert main(command) == 1
        assert "is older than the releases (epoch 3, theirs 5)" in one_line(capsys)
    assert main(["hidden", "--epoch", "5", "--yes"]) == 0
    assert main(["build"]) == 0
    assert read_manifest(archive.folder / "out").epoch == 5
    assert main(["hidden", "--epoch", "5", "--yes"]) == 1


# What stands between a release and its readers


def cached(folder: Path, name: str) -> Path:
    path = folder / "c" / "29" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("KEY: /ginnaste/x")
    return path


def test_the_cache_is_emptied_and_nothing_else(tmp_path: Path) -> None:
    folder, outside = tmp_path / "cache", tmp_path / "outside"
    page = "b7f54b2df7773722d382f4809d65029c"
    gone = [cached(folder, page), cached(folder, f"{page}.0000000012")]
    stays = [cached(folder, "note.txt"), cached(outside, page)]
    (folder / "c" / "link").symlink_to(outside)
    (folder / "c" / page).symlink_to(stays[1])
    assert live.purge_cache(folder) == (2, 2)
    assert not any(path.exists() for path in gone)
    assert all(path.exists() for path in stays)


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to("/"), lambda path: None])
def test_a_cache_that_is_no_folder_is_refused(tmp_path: Path, make) -> None:
    make(tmp_path / "cache")
    with pytest.raises(ReleaseError, match="is not a folder"):
        live.purge_cache(tmp_path / "cache")


def test_the_server_is_restarted_before_the_cache_is_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of the old release that is still being written would be kept."""
    page = cached(tmp_path / "cache", "0" * 32)
    monkeypatch.setenv("PEDANA_RESTART", f"test -e {page}")
    monkeypatch.setenv("PEDANA_CACHE", str(tmp_path / "cache"))
    assert live.refresh() == [
        f"restarted: test -e {page}",
        f"{tmp_path / 'cache'}: 1 cached pages deleted",
    ]
    with pytest.raises(ReleaseError, match="PEDANA_RESTART: .* non-zero exit status 1"):
        live.refresh()
