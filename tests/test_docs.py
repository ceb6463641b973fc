"""What the documents and the committed files say is still so: commands, packages, sources, names."""

import argparse
import csv
import datetime
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ingest import cli
from ingest.check import ALTITUDES, Check, load_checks
from ingest.decisions import FILES
from ingest.sources import load_sources
from tests.conftest import ROOT, need
from tests.test_environment import declared_distributions, normalise_distribution

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHECKS_INTRODUCTION = (
    "Each is a file of `ingest/checks/`; this list is made of the facts on top of them. An error stops\n"
    "a release; a warning is loaded as printed, and shown at `/qualita` and where the number stands."
)
SENTENCE = re.compile(r"[a-z]+(_[a-z]+)+")
# Written so that this file does not hold what it looks for.
INDEX = re.compile(r"--(extra-)?index[-]url|pypi[.]org/simple|files[.]pythonhosted")
MACHINE_PATH = re.compile(r"(?<![\w.<}-])/(?:(?:work|root)\b|home/\w)")


def sub_commands() -> dict[str, argparse.ArgumentParser]:
    (commands,) = [
        action
        for action in cli._parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return dict(commands.choices)


def options_of(command: argparse.ArgumentParser) -> list[str]:
    """Its long options, --help left out."""
    options = [name for action in command._actions for name in action.option_strings]
    return [name for name in options if name.startswith("--") and name != "--help"]


def shown_in_readme(command: str) -> str:
    """The lines about a command: the first begins with it, the others are indented further."""
    lines = rf"^    (pedana {command}\b.*(?:\n {{5,}}.*)*)$"
    (shown,) = re.findall(lines, section(README, "The command"), re.M)
    return shown


def section(text: str, title: str) -> str:
    """What stands between a heading of the second order and the next."""
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def list_checks(checks: list[Check]) -> str:
    """The checks by altitude: name, severity, what should hold and why it is asked."""
    lines = ["# The data checks", "", CHECKS_INTRODUCTION, ""]
    for altitude in ALTITUDES:
        lines += [f"## {altitude}", "", "| check | | what should hold | why |", "|---|---|---|---|"]
        lines += [
            f"| `{check.name}` | {check.severity} | {check.title} | {check.why} |"
            for check in checks
            if check.altitude == altitude
        ]
        lines.append("")
    return "\n".join(lines)


def tracked_files() -> list[Path]:
    """The committed files, and none when this is no git checkout."""
    need(shutil.which("git"), "git is not installed")
    answer = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True
    )
    names = answer.stdout.split("\0")[:-1]
    need(names, "this is not a git checkout")
    return [path for path in (ROOT / name for name in names) if path.is_file()]


def tracked_in(folder: str, suffix: str) -> list[Path]:
    found = [
        path for path in tracked_files() if path.parent == ROOT / folder and path.suffix == suffix
    ]
    assert found, f"no {suffix} in {folder}"
    return found


def read_text(path: Path) -> str:
    """The text of a file, "" of one that is not text."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


# Documents


@pytest.mark.parametrize("name", sub_commands())
def test_the_readme_shows_the_command(name: str) -> None:
    assert shown_in_readme(name)


@pytest.mark.parametrize(
    ("name", "option"),
    [(name, option) for name, command in sub_commands().items() for option in options_of(command)],
)
def test_the_readme_shows_the_option(name: str, option: str) -> None:
    assert option in shown_in_readme(name)


@pytest.mark.parametrize("path", sorted((ROOT / "deploy").glob("*.md")), ids=lambda path: path.name)
def test_the_guides_name_commands_that_are_there(path: Path) -> None:
    named = re.findall(r"(?:`|^ {4,})pedana ([a-z]+)", path.read_text(encoding="utf-8"), re.M)
    assert named and set(named) <= set(sub_commands())


def test_every_make_command_of_the_documents_is_a_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.M))
    commands = re.compile(r"(?:`|^ {4,})make ([a-z-]+)", re.M)
    assert {"serve", "test", "demo"} <= set(commands.findall(README))
    deploy = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    assert set(commands.findall(README + CONTRIBUTING + deploy)) - targets == set()


def test_the_table_of_dependencies_is_that_of_the_project() -> None:
    rows = re.findall(r"^\| (.+?) \| .+ \|$", section(CONTRIBUTING, "Dependencies"), re.M)
    names = [name for row in rows[1:] for name in row.split(", ")]
    assert sorted(map(normalise_distribution, names)) == sorted(declared_distributions())


@pytest.mark.parametrize("key", load_sources())
def test_the_readme_names_the_source(key: str) -> None:
    assert f"`{key}`" in section(README, "What is in it")


def test_the_list_of_checks_is_that_of_the_checks() -> None:
    """docs/checks.md, from the facts on top of each file; where it differs it is written anew, to be read."""
    path = ROOT / "docs" / "checks.md"
    expected = list_checks(load_checks())
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    if written != expected:
        path.write_text(expected, encoding="utf-8")
        pytest.fail("docs/checks.md was written anew: read it and commit it")


@pytest.mark.parametrize("path", ["/qualita", "/copertura", "/segnala", "/privacy", "/robots.txt"])
def test_the_readme_names_the_page(path: str) -> None:
    assert f"`{path}`" in README


# Committed files


def test_decisions_are_in_canonical_form() -> None:
    """Sorted by their first columns and without repetitions, so that a change is one line."""
    for path in tracked_in("archive/decisions", ".csv"):
        text = path.read_bytes().decode("utf-8")
        rows = set(map(tuple, csv.reader(io.StringIO(text, newline="")))) - {FILES[path.stem]}
        canonical = io.StringIO(newline="")
        csv.writer(canonical, lineterminator="\n").writerows([FILES[path.stem], *sorted(rows)])
        assert text == canonical.getvalue(), path.name


def test_decisions_say_why_and_when() -> None:
    for path in tracked_in("archive/decisions", ".csv"):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert row.get("reason", "not asked").strip(), row
                datetime.date.fromisoformat(row.get("decided_on", "2025-01-01"))


@pytest.mark.parametrize("folder", ["ingest/checks", "canned_queries"])
def test_names_of_checks_and_questions_read_as_sentences(folder: str) -> None:
    names = [path.stem for path in tracked_in(folder, ".sql")]
    assert [name for name in names if not SENTENCE.fullmatch(name)] == []


@pytest.mark.parametrize(
    "pattern", [INDEX, MACHINE_PATH], ids=["package index", "path of a machine"]
)
def test_no_committed_file_holds(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked_files()
        for match in pattern.finditer(read_text(path))
    ]
    assert found == []
