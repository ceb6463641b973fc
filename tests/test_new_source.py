"""`make new-source` begins a source that is found and clean, and whose tests say what to write next."""

import subprocess
import sys

import pytest

from ingest.new_source import begin_source
from tests.conftest import ROOT


@pytest.fixture
def copy(tmp_path):
    (tmp_path / "ingest" / "sources").mkdir(parents=True)
    return tmp_path


def test_the_file_is_clean_and_can_be_imported(copy):
    path, examples = begin_source("prova_inventata_csv", copy)
    assert examples.is_dir() and not list(examples.iterdir())
    for command in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--config", str(ROOT / "pyproject.toml")]
        done = subprocess.run([*ruff, str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    names: dict[str, object] = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    assert names["SOURCE"].key == "prova_inventata_csv"
    assert callable(names["parse"])


@pytest.mark.parametrize(
    "key", ["", "Prova_csv", "prova", "prova-csv", "../prova_csv", "_prova_csv"]
)
def test_a_bad_key_is_refused(copy, key):
    with pytest.raises(ValueError, match="small letters"):
        begin_source(key, copy)


def test_a_known_key_is_refused(copy):
    begin_source("prova_inventata_csv", copy)
    with pytest.raises(ValueError, match="already"):
        begin_source("prova_inventata_csv", copy)
