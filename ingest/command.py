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

from ingest.build import DATABASE, BuildError
from ingest.reading import printable


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
