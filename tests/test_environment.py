"""The lock, the list of commands, and what is said where Python is missing or does not fit."""

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT, need

LOCK = (ROOT / "requirements.txt").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OWN_PACKAGES = {"bench", "ingest", "plugins", "tests"}

# A python3 that says it is another version, and one that has no ensurepip (Debian without
# python3-venv): both run the code they are given with the real interpreter.
OTHER_VERSION = """#!/bin/sh
exec {python} -c 'import sys; sys.version_info = {version}; exec(sys.argv[2])' "$@"
"""
OTHER_VERSION_WITHOUT_VENV = """#!/bin/sh
case "$*" in *ensurepip*) echo "No module named ensurepip" >&2; exit 1;; esac
exec {python} -c 'import sys; sys.version_info = {version}; exec(sys.argv[2])' "$@"
"""


def normalise_distribution(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_distributions() -> set[str]:
    return {normalise_distribution(name) for name in re.findall(r"^([\w.-]+)==", LOCK, re.M)}


def declared_distributions() -> set[str]:
    project = PROJECT["project"]
    requirements = PROJECT["build-system"]["requires"] + project["dependencies"]
    requirements += sum(project["optional-dependencies"].values(), [])
    return {normalise_distribution(re.match(r"[\w.-]+", line)[0]) for line in requirements}


def imported_packages(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_lock_has_an_exact_version_and_a_hash_for_every_requirement():
    requirements = LOCK.replace("\\\n", " ").splitlines()
    requirements = [line for line in requirements if line and not line.startswith("#")]
    assert len(requirements) > 30
    bad = [line for line in requirements if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:", line)]
    assert bad == []


def test_lock_names_no_index():
    assert not re.search(r"://|^\s*-|index-url|find-links", LOCK.replace("    --hash", ""), re.M)


def test_lock_holds_every_declared_dependency():
    assert declared_distributions() - locked_distributions() == set()


def test_every_import_is_a_declared_dependency():
    """What only another package brings in may be gone with its next version."""
    distributions = importlib.metadata.packages_distributions()
    undeclared = set()
    for folder in ("ingest", "plugins", "bench", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            names = imported_packages(path) - sys.stdlib_module_names - OWN_PACKAGES
            for name in names:
                brought_by = {normalise_distribution(d) for d in distributions.get(name, [name])}
                if not brought_by & declared_distributions():
                    undeclared.add(f"{path.relative_to(ROOT)}: {name}")
    assert undeclared == set()


def run_make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    need(shutil.which("make"), "make is not installed")
    return subprocess.run(
        ["make", "--no-print-directory", "-C", str(folder), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def bare_checkout(tmp_path: Path) -> Path:
    """A folder with what makes the environment, and no environment."""
    for name in ("Makefile", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def write_python(folder: Path, script: str, version: tuple[int, int]) -> Path:
    path = folder / "python3"
    path.write_text(script.format(python=sys.executable, version=version))
    path.chmod(0o755)
    return path


def test_help_explains_every_target(bare_checkout: Path):
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split())
    answer = run_make(bare_checkout, "help")
    explained = dict(re.findall(r"^make (\S+) +(.+)$", answer.stdout, re.M))
    assert set(explained) == targets
    assert {"serve", "demo", "test", "lint", "build", "check", "coverage", "bench"} <= targets


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 14), (4, 0)])
def test_unfit_python_is_one_line_that_names_the_package(bare_checkout: Path, version):
    python = write_python(bare_checkout, OTHER_VERSION, version)
    answer = run_make(bare_checkout, "test", f"PYTHON={python}")
    assert answer.returncode != 0
    assert len((answer.stdout + answer.stderr).splitlines()) == 1
    assert "apt install python3 python3-venv" in answer.stderr
    assert not (bare_checkout / ".venv").exists()


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_python_without_venv_is_one_line_that_names_the_package(bare_checkout: Path, version):
    python = write_python(bare_checkout, OTHER_VERSION_WITHOUT_VENV, version)
    answer = run_make(bare_checkout, "test", f"PYTHON={python}")
    assert answer.returncode != 0
    assert len((answer.stdout + answer.stderr).splitlines()) == 1
    assert "apt install python3-venv" in answer.stderr
    assert not (bare_checkout / ".venv").exists()


def test_missing_python_is_one_line_that_names_the_package(bare_checkout: Path):
    answer = run_make(bare_checkout, "test", f"PYTHON={bare_checkout}/nothing-here")
    assert answer.returncode != 0
    assert len((answer.stdout + answer.stderr).splitlines()) == 1
    assert "apt install python3 python3-venv" in answer.stderr


def write_environment(folder: Path, stamp: str) -> Path:
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    path = folder / ".venv" / ".stamp"
    path.write_text(stamp)
    return path


def test_finished_environment_is_used(bare_checkout: Path):
    write_environment(bare_checkout, f"{bare_checkout.resolve()}\n")
    answer = run_make(bare_checkout, "--dry-run", "lint")
    assert "ruff check" in answer.stdout
    assert "-m venv" not in answer.stdout


def test_environment_of_another_folder_is_made_again(bare_checkout: Path):
    write_environment(bare_checkout, "/another/folder\n")
    assert "-m venv --clear .venv" in run_make(bare_checkout, "--dry-run", "lint").stdout


def test_environment_that_lost_its_python_is_made_again(bare_checkout: Path):
    write_environment(bare_checkout, f"{bare_checkout.resolve()}\n")
    (bare_checkout / ".venv" / "bin" / "python").unlink()
    assert "-m venv --clear .venv" in run_make(bare_checkout, "--dry-run", "lint").stdout


def test_half_made_environment_is_made_again(bare_checkout: Path):
    write_environment(bare_checkout, f"{bare_checkout.resolve()}\n").unlink()
    assert "-m venv --clear .venv" in run_make(bare_checkout, "--dry-run", "lint").stdout
