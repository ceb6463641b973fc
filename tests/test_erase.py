"""`pedana hide` and `erase` to the end: built, published, the past deleted, and no word of it anywhere."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Thread

import pytest

from ingest import rebuild as rebuilding
from ingest.build import BuildError, build_release
from ingest.cli import main
from ingest.manifest import read_manifest
from ingest.private import ASKABLE, PrivateFile, load_private, private_lock
from ingest.private_commands import ask_for
from ingest.releases import hold, list_releases
from tests.conftest import ROOT
from tests.small_archive import SmallArchive
from tests.test_releases import publish_next
from tests.zibarova import ROWS, bytes_of, content, who

SHEET = ("Categoria: Senior", "Pos.;Ginnasta;Società;CE;PA;Totale")
BEFORE, AFTER = (
    "1.;ZIBAROVA Aletta;SPES FINTA;24,900;35,600;60,500",
    "1.;ZIBAROVA Aletta;SPES FINTA;24,900;35,900;60,800",
)


@pytest.fixture
def archive(tmp_path: Path, private: Path) -> SmallArchive:
    archive = SmallArchive(tmp_path)
    archive.press(*ROWS)
    archive.build()
    return archive


def ask_to(archive: SmallArchive, command: str, *options: str, name: str = "Zib") -> int:
    return main([command, who(archive, name), *options, "--yes"])


def held(folder: Path, text: str) -> list[str]:
    """The files below a folder whose bytes hold a text."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and text.encode() in path.read_bytes()
    ]


def test_on_a_new_machine_nothing_is_published_before_the_private_file_is_back(
    archive: SmallArchive,
    private: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where PEDANA_PRIVATE is not set a build takes a missing file for no request."""
    assert ask_to(archive, "erase") == 0
    kept = private.read_bytes()
    private.unlink()
    for file in (archive.folder / "out").iterdir():
        file.unlink()
    monkeypatch.delenv("PEDANA_PRIVATE")
    monkeypatch.setenv("HOME", str(archive.folder / "home"))
    path = archive.folder / "home" / ".local" / "share" / "pedana" / "private.json"
    assert main(["build"]) == 0
    capsys.readouterr()
    assert main(["publish", "--yes"]) == 1
    assert capsys.readouterr().err.startswith(f"pedana: {path} is not there, and")
    assert not list_releases(archive.folder / "releases")
    path.parent.mkdir(parents=True)
    path.write_bytes(kept)
    path.chmod(0o600)
    assert main(["publish", "--yes"]) == 1
    assert main(["build"]) == main(["publish", "--yes"]) == 0
    (live,) = list_releases(archive.folder / "releases")
    assert b"Aletta Zib" not in (live.path / "pedana.db").read_bytes()


def test_an_older_private_file_is_told_by_the_releases_that_are_named(
    archive: SmallArchive, private: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else the next request lifts its epoch to theirs, and who asked before is named again."""
    assert main(["hidden"]) == 0
    old, releases = private.read_bytes(), tmp_path / "elsewhere"
    options = ["--releases", str(releases), "--yes"]
    archive.build()
    assert main(["publish", str(archive.folder / "out"), *options]) == 0
    assert main(["erase", who(archive, "Zib"), *options]) == 0
    private.write_bytes(old)
    (archive.folder / "out" / "release.json").unlink()
    archive.build()
    for command in (["erase"], ["hide"], ["erase", "--redact", "--really"]):
        capsys.readouterr()
        assert main([command[0], who(archive, "Fna"), *command[1:], *options]) == 1
        assert "is older than the releases (epoch 0, theirs 1)" in capsys.readouterr().err
    assert not held(releases, "Zib\u00e0rova")


# To the end


@pytest.mark.parametrize("command", ["hide", "erase"])
def test_one_command_does_all_of_it(
    archive: SmallArchive,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    for _ in range(3):
        publish_next(archive)
    cache = archive.folder / "cache"
    cache.mkdir()
    (cache / ("0" * 32)).write_text("Aletta Zibàrova")
    monkeypatch.setenv("PEDANA_CACHE", str(cache))
    (archive.folder / "out" / "refused.db").write_text("Aletta Zibàrova")
    capsys.readouterr()
    assert ask_to(archive, command) == 0
    captured = capsys.readouterr()
    for folder in ("out", "releases", "cache"):
        assert held(archive.folder / folder, "Zib") == held(archive.folder / folder, "Zibarovese")
    (live,) = list_releases(archive.folder / "releases")
    assert live.is_live and live.manifest.epoch == 1
    said = captured.out
    assert said.count("deleted") >= 4 and "is live" in said and "1 cached pages deleted" in said
    assert "what remains with you" in said and "Zib" not in said + captured.err


def test_without_releases_the_build_is_all(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask_to(archive, "erase") == 0
    assert "nothing was ever published" in capsys.readouterr().out
    assert "zibarova" not in bytes_of(archive).replace("zibarovese", "")
    assert not (archive.folder / "releases").exists()


@pytest.mark.parametrize("command", ["hide", "publish"])
def test_who_comes_second_waits(archive: SmallArchive, private: Path, command: str) -> None:
    """Else one of two requests that are made at once is lost."""
    releases = archive.folder / "releases"
    lock, arguments = {
        "hide": (private_lock(private), ["hide", who(archive, "Zib"), "--later", "--yes"]),
        "publish": (hold(releases), ["publish", "--yes"]),
    }[command]
    with lock:
        second = Thread(target=main, args=[arguments])
        second.start()
        second.join(2)
        assert second.is_alive()
        assert not load_private(private).requests and not list_releases(releases)
    second.join()
    assert len(load_private(private).requests) + len(list_releases(releases)) == 1


def test_several_are_noted_and_built_once(archive: SmallArchive, private: Path) -> None:
    publish_next(archive)
    before = bytes_of(archive)
    assert (
        ask_to(archive, "erase", "--later") == ask_to(archive, "erase", "--later", name="Fna") == 0
    )
    assert bytes_of(archive) == before
    assert main(["rollback", "--yes"]) == main(["publish", "--yes"]) == 1
    assert main(["build"]) == main(["publish", "--yes"]) == 0
    assert load_private(private).epoch == 2
    assert "fnarulla" not in bytes_of(archive)


def test_a_build_that_fails_leaves_the_request_and_no_way_back(
    archive: SmallArchive,
    private: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish_next(archive)
    live = publish_next(archive)
    (archive.folder / "out" / "refused.db").write_text("Aletta Zibàrova")

    def broken(*_: object) -> None:
        raise BuildError("a broken build")

    capsys.readouterr()
    with monkeypatch.context() as patched:
        patched.setattr(rebuilding, "build_release", broken)
        assert ask_to(archive, "erase") == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "pedana: the request stands, but not all is done: a broken build; mend it"
    )
    assert said.count("\n") == 1
    assert not (archive.folder / "out" / "refused.db").exists()
    assert len(load_private(private).requests) == 1
    assert [release.name for release in list_releases(archive.folder / "releases")] == [live]
    assert main(["rollback", "--yes"]) == main(["publish", "--yes"]) == 1
    archive.build()
    assert "zibarova" not in bytes_of(archive).replace("zibarovese", "")


@pytest.mark.parametrize("left", ["to publish", "to restart"])
def test_the_same_command_again_does_what_was_left(
    archive: SmallArchive, private: Path, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    publish_next(archive)
    her, restarted = who(archive, "Zib"), archive.folder / "restarted"
    if left == "to publish":
        assert main(["erase", her, "--later", "--yes"]) == main(["build"]) == 0
    else:
        monkeypatch.setenv("PEDANA_RESTART", "false")
        assert main(["erase", her, "--yes"]) == 1
    monkeypatch.setenv("PEDANA_RESTART", f"touch {restarted}")
    for _ in range(2):
        assert main(["erase", her, "--yes"]) == 0
    assert restarted.exists() and len(load_private(private).requests) == 1
    (live,) = list_releases(archive.folder / "releases")
    assert live.manifest.epoch == 1 and b"Aletta Zib" not in (live.path / "pedana.db").read_bytes()


def test_an_undo_needs_a_build_and_brings_everything_back(archive: SmallArchive) -> None:
    before = content(archive)
    assert ask_to(archive, "erase") == 0
    assert main(["unhide", "1", "--yes"]) == 0
    assert content(archive) != before
    assert main(["build"]) == 0
    assert content(archive) == before


def test_a_restored_archive_and_release_are_refused_until_they_are_built_anew(
    archive: SmallArchive,
    private: Path,
) -> None:
    """The archive, the build and the releases come back as they were; the private file is kept apart."""
    publish_next(archive)
    saved = {path: path.read_bytes() for path in archive.folder.glob("out/*")}
    assert ask_to(archive, "erase") == 0
    for path, before in saved.items():
        path.write_bytes(before)
    assert main(["publish", "--yes"]) == 1
    assert main(["build"]) == main(["publish", "--yes"]) == 0
    live = list_releases(archive.folder / "releases")[0].path / "pedana.db"
    assert b"Aletta Zib" not in live.read_bytes()


# What is asked for


@pytest.mark.parametrize(("said", "form"), [("not-indexed", "not indexed"), ("initials", "initials"),
                                            ("hidden", "hidden")])  # fmt: skip
def test_hide_has_three_forms(archive: SmallArchive, private: Path, said: str, form: str) -> None:
    assert ask_to(archive, "hide", "--as", said, "--later") == 0
    (request,) = load_private(private).requests
    assert request.form == form and form in ASKABLE


def test_a_request_is_noted_with_plain_arguments(archive: SmallArchive, private: Path) -> None:
    request = ask_for(private, archive.folder / "out" / "pedana.db", who(archive, "Zib"), "erased")
    assert load_private(private).requests == [request]


def test_a_file_of_before_there_were_epochs_is_read(private: Path) -> None:
    file = PrivateFile(private)
    file.add("erased", "2025-01-01", "abcdefghi", [], [])
    file.add("hidden", "2025-01-01", "abcdefghj", [], [])
    file.save()
    content = json.loads(private.read_text())
    del content["epoch"]
    for one in content["requests"]:
        del one["names"]
    private.write_text(json.dumps(content))
    read = load_private(private)
    assert (read.epoch, read.requests) == (2, file.requests)


@pytest.mark.parametrize("epoch", ['"2"', "-1", "true", "null"])
def test_an_epoch_that_is_none_is_refused(private: Path, epoch: str) -> None:
    text = private.read_text().replace('"epoch": 0', f'"epoch": {epoch}')
    private.write_text(text)
    assert main(["hidden"]) == 1


def test_a_number_is_never_given_twice(archive: SmallArchive, private: Path) -> None:
    """What was decided of a line by the number of a request would be of another one's."""
    assert ask_to(archive, "erase", "--later") == 0
    assert main(["unhide", "1", "--yes"]) == 0
    assert ask_to(archive, "erase", "--later", name="Fna") == 0
    assert [one.number for one in load_private(private).requests] == [2]


def test_who_is_hidden_can_be_erased(
    archive: SmallArchive, private: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By her id, which no release has any more."""
    her = who(archive, "Zib")
    assert main(["hide", her, "--yes"]) == 0
    (hidden,) = load_private(private).requests
    capsys.readouterr()
    assert main(["erase", her, "--yes"]) == 0
    assert capsys.readouterr().out.startswith(
        f"{her}: hidden since {hidden.decided_on}, by request 1\n"
    )
    (erased,) = load_private(private).requests
    assert erased == replace(hidden, form="erased") and load_private(private).epoch == 2
    assert main(["hide", her, "--yes"]) == 1
    assert "request 1 asks for erased already" in capsys.readouterr().err
    assert main(["erase", "zzzzzzzzz", "--yes"]) == 1


def test_a_build_removes_what_a_killed_one_left_beside_the_private_file(
    archive: SmallArchive, private: Path
) -> None:
    dead = private.with_name(".stage.999999999")
    dead.write_text("Aletta Zibàrova")
    archive.build()
    assert not dead.exists()


# No word of it


def test_nothing_says_that_somebody_asked(archive: SmallArchive) -> None:
    """What changed between two versions, and what is said of a release, tell of documents alone."""
    archive.sheet(*SHEET, BEFORE)
    archive.sheet(*SHEET, AFTER)
    archive.build()
    changed = archive.ask("select * from revision")
    assert len(changed) == 2
    assert ask_to(archive, "erase") == 0
    assert archive.ask("select * from revision") == changed
    question = (ROOT / "canned_queries" / "values_that_changed.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(archive.folder / "out" / "pedana.db")) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(question).fetchall()
        tables = "\n".join(connection.iterdump()).casefold()
    assert [(row["athlete_id"], row["athlete_name"]) for row in rows] == [(None, None)] * 2
    for word in ("erase", "request", "richiest", "epoch", "private"):
        assert word not in tables, word
    manifest = json.loads((archive.folder / "out" / "release.json").read_text())
    assert set(manifest) == {"sha256", "size", "epoch", "rules"}


def test_hide_and_erase_give_the_same_release(archive: SmallArchive) -> None:
    """Who looks at it cannot tell which of the two it was."""
    assert ask_to(archive, "hide") == 0
    hidden = content(archive)
    assert main(["unhide", "1", "--yes"]) == main(["build"]) == 0
    assert ask_to(archive, "erase") == 0
    assert content(archive) == hidden


# The bundled archive


def test_anybody_of_the_bundled_archive_can_be_erased(
    private: Path,
    tmp_path: Path,
    archive_database: Path,
) -> None:
    with closing(sqlite3.connect(archive_database)) as connection:
        ids = [key for (key,) in connection.execute(
            "select athlete_id from athlete where is_initials = 0 order by 1")]  # fmt: skip
        chosen = Random().choice(ids)
        (name,) = connection.execute(
            "select name from athlete where athlete_id = ?", [chosen]
        ).fetchone()
        counts = connection.execute("select count(*), sum(total) from result").fetchone()
    out = tmp_path / "out"
    build_release([ROOT / "archive"], out)
    command = ["erase", chosen, "--archive", str(ROOT / "archive"), "--out", str(out), "--yes"]
    assert main(command) == 0, chosen
    assert read_manifest(out).epoch == 1
    with closing(sqlite3.connect(out / "pedana.db")) as connection:
        assert connection.execute("select count(*), sum(total) from result").fetchone() == counts
        known = connection.execute("select name from athlete").fetchall()
        assert (
            connection.execute("select 1 from athlete where athlete_id = ?", [chosen]).fetchall()
            == []
        )
    assert chosen.encode() not in (out / "pedana.db").read_bytes(), chosen
    is_anothers = any(name in other for (other,) in known)  # a family name alone, in a squad
    assert is_anothers or name.encode() not in (out / "pedana.db").read_bytes(), chosen
