"""What the sub-commands of `pedana` share: their form, where things are by default, a release to read."""

import argparse
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ingest.build import DATABASE, BuildError


class Command(NamedTuple):
    text: str
    example: str
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None]


def default_archive() -> Path:
    return Path(os.environ.get("PEDANA_ARCHIVE", "archive"))


def default_out() -> Path:
    return Path(os.environ.get("PEDANA_BUILD", "build"))


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
