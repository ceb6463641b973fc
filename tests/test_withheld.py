"""Who may be somebody removed is on a list of the operator's, and decided there, out of every release."""

import csv
import os
from pathlib import Path

import pytest

from ingest.cli import main
from ingest.private import load_private
from ingest.withheld import WITHHELD, read_withheld
from tests.small_archive import SmallArchive
from tests.zibarova import OTHERS, ROWS, bytes_of, who

LATER = ROWS[0] | {"club": "Quarta Ignota", "url": OTHERS, "competition": "Gara Finta 2025",
                   "date": "2025-06-08"}  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path, private: Path) -> SmallArchive:
    archive = SmallArchive(tmp_path)
    archive.press(*ROWS)
    archive.build()
    assert main(["erase", who(archive, "Zib"), "--later", "--yes"]) == 0
    return archive


@pytest.mark.parametrize(
    "name",
    ["Aletta Zibarevo", "Aletto Zibarava", "Oletta Zibarova", "Zibarova", "A. Zibarova", "A. Zibarava",
     "Aletta Z.", "Aletta", "ZibarovaAletta", "Aletta Zibàrova e Lia Fnarulla",
     "Lia Fnarulla e Aletta Zibàrova"],
)  # fmt: skip
def test_the_list_says_which_lines_and_nothing_of_who(
    archive: SmallArchive, private: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    new = archive.press(LATER | {"athlete": name}).document_id
    assert main(["build"]) == 0
    assert "1 new lines may be" in capsys.readouterr().err
    path = private.with_name(WITHHELD)
    assert path.stat().st_mode & 0o777 == 0o600
    with open(path, encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["document_id"], row["record"], row["request"]) == (new, "1", "1")
    assert row["other_document_id"] != new and row["other_record"] in ("1", "2")
    assert main(["withheld"]) == main(["hidden"]) == 0
    said = capsys.readouterr().out
    assert f"pedana withheld {new} 1 --hers | pedana withheld {new} 1 --another" in said
    assert "1 lines kept back by the last build" in said
    assert "zib" not in (path.read_text(encoding="utf-8") + said).casefold()
    assert {path.name for path in (archive.folder / "out").iterdir()} == {
        "pedana.db",
        "release.json",
    }


@pytest.mark.parametrize("name", ["Aletta Zibarevo", "Zibarova"])
def test_another_is_shown_again(archive: SmallArchive, private: Path, name: str) -> None:
    new = archive.press(LATER | {"athlete": name}).document_id
    archive.build()
    assert main(["withheld", new, "1", "--another", "--yes"]) == 0
    assert archive.build().withheld == 0
    assert who(archive, name)
    assert read_withheld(private) == [] and not private.with_name(WITHHELD).exists()
    assert "aletta zibarova" not in bytes_of(archive)


@pytest.mark.parametrize("name", ["Aletta Zibarevo", "Zibarova"])
def test_who_is_hers_stays_away_and_leaves_the_list(
    archive: SmallArchive, private: Path, name: str
) -> None:
    new = archive.press(LATER | {"athlete": name}).document_id
    archive.build()
    assert main(["withheld", new, "1", "--hers", "--yes"]) == 0
    assert archive.build().withheld == 0
    assert name.casefold() not in bytes_of(archive).replace("zibarovese", "")
    assert len(load_private(private).requests[0].mentions) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["5e18c5c43a09", "7", "--hers", "--yes"], "5e18c5c43a09 7 is not kept back: pedana withheld lists"),
        (["5e18c5c43a09", "7"], "a decision is DOCUMENT RECORD, with --hers or --another"),
        (["--hers"], "a decision is DOCUMENT RECORD, with --hers or --another"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_one_line(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    capsys.readouterr()
    assert main(["withheld", *arguments]) == 1
    assert capsys.readouterr().err.startswith(f"pedana: {said}")


def test_a_list_that_others_may_read_is_refused(archive: SmallArchive, private: Path) -> None:
    archive.press(LATER | {"athlete": "Aletta Zibarevo"})
    archive.build()
    os.chmod(private.with_name(WITHHELD), 0o644)
    assert main(["withheld"]) == 1
    archive.build()
    assert main(["withheld"]) == 0
