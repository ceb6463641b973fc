"""What the sub-commands of `pedana` share: their form, how a mistake is said, where things are by default, a
release to read.
"""

import argparse
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, NoReturn

from ingest.archive import ArchiveError
from ingest.build import DATABASE, BuildError, Report
from ingest.decisions import DecisionError
from ingest.inbox import InboxError
from ingest.manifest import ReleaseError
from ingest.notice import NoticeError
from ingest.private import PrivateError, default_private
from ingest.reading import FetchError, ReadingError, printable
from ingest.removal import RemovalError
from ingest.serve import ROOT

# What is said in one line; anything else is a fault of pedana.
ERRORS = (
    ArchiveError, BuildError, DecisionError, FetchError, InboxError, NoticeError,
    PrivateError, ReadingError, ReleaseError, RemovalError, sqlite3.DatabaseError,
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line; the usage is for who asks for it."""

    def error(self, message: str) -> NoReturn:
        said = printable(" ".join(message.split()))
        self.exit(2, f"{self.prog}: error: {said}; see {self.prog} --help\n")


class Command(NamedTuple):
    text: str
    example: str
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None]


def default_archive() -> Path:
    return Path(os.environ.get("PEDANA_ARCHIVE", "archive"))


def default_out() -> Path:
    return Path(os.environ.get("PEDANA_BUILD", "build"))


def default_releases() -> Path:
    return Path(os.environ.get("PEDANA_RELEASES", "releases"))


def public_folders() -> list[Path]:
    """The folders that are copied or published: nothing private may lie in one of them."""
    return [default_archive(), default_out(), default_releases(), ROOT]


def releases_argument(parser: argparse.ArgumentParser) -> None:
    default = default_releases()
    parser.add_argument(
        "--releases", type=Path, default=default, metavar="DIR", help="default: %(default)s"
    )


def private_argument(parser: argparse.ArgumentParser) -> None:
    default = default_private()
    parser.add_argument(
        "--private", type=Path, default=default, metavar="FILE", help="default: %(default)s"
    )


def keep_argument(parser: argparse.ArgumentParser, default: int) -> None:
    parser.add_argument(
        "--keep", type=count_argument, default=default, metavar="N",
        help="releases to keep (default: %(default)s)",
    )  # fmt: skip


def count_argument(text: str) -> int:
    """A whole number from 1."""
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def build_arguments(parser: argparse.ArgumentParser) -> None:
    """What a build reads and where it writes."""
    parser.add_argument(
        "--archive", type=Path, action="append", help="folder of documents; may be repeated"
    )
    parser.add_argument(
        "--out", type=Path, default=default_out(), help="release folder (default: %(default)s)"
    )


def say_report(report: Report) -> int:
    """Say what a build made and what it left out; the exit code."""
    for line in (*report.warnings, *report.failures):
        print(f"pedana: {line}", file=sys.stderr)
    print(report)
    if report.withheld:
        print(
            f"pedana: {report.withheld} new lines may be of somebody who was removed, and are kept back:"
            " pedana withheld",
            file=sys.stderr,
        )
    if report.errors:
        print(
            f"pedana: refused for its errors, {DATABASE} stays as it was: pedana check {report.database}",
            file=sys.stderr,
        )
    return 1 if report.failures or report.errors else 0


def confirmed(question: str, is_said: bool) -> bool:
    """Whether to go on: said before with --yes, or answered. Raises BuildError where nobody can be asked."""
    if is_said:
        return True
    if not sys.stdin.isatty():
        raise BuildError("nobody can be asked here: say --yes")
    return input(f"{question} [y/N] ").strip().casefold() == "y"


def database_argument(parser: argparse.ArgumentParser) -> None:
    default = default_out() / DATABASE
    parser.add_argument(
        "database", nargs="?", type=Path, default=default, metavar="DB", help=f"default: {default}"
    )


def open_release(database: Path) -> sqlite3.Connection:
    """A release, to read only. Raises BuildError where there is none."""
    if not database.exists():
        raise BuildError(f"{database} does not exist: run pedana build first")
    connection = sqlite3.connect(f"file:{database.resolve()}?mode=ro", uri=True)
    try:
        connection.execute("select 1 from row_outcome limit 1")
    except sqlite3.DatabaseError as error:
        raise BuildError(f"{database} is not a database that pedana build wrote") from error
    return connection
