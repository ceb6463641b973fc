"""The commands of the private file: hide, erase, hidden, unhide. They change no archive and no release."""

import argparse
import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

from ingest.build import DATABASE, BuildError
from ingest.command import Command, confirmed, default_archive, default_out, open_release
from ingest.private import Place, PrivateFile, default_private, load_private, private_lock
from ingest.serve import ROOT
from ingest.text import name_key

LIKE_HER = """
select other_athlete_id from identity_doubt where athlete_id = :id
union select athlete_id from identity_doubt where other_athlete_id = :id
"""


def _request_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("athlete_id", metavar="ID")
    default = default_out() / DATABASE
    parser.add_argument(
        "--database", type=Path, default=default, metavar="DB", help="default: %(default)s"
    )
    _private_arguments(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _private_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--private",
        type=Path,
        default=default_private(),
        metavar="FILE",
        help="default: %(default)s",
    )


def _load(options: argparse.Namespace) -> PrivateFile:
    folders = [default_archive(), default_out(), ROOT]
    if (
        "database" in options
        and options.database.parent.resolve() == options.private.parent.resolve()
    ):
        folders.append(options.database.parent)  # beside a release
    return load_private(options.private, not_in=folders)


def _hide(options: argparse.Namespace) -> int:
    return _ask_for(options, "hidden")


def _erase(options: argparse.Namespace) -> int:
    return _ask_for(options, "erased")


def _ask_for(options: argparse.Namespace, form: str) -> int:
    _load(options)
    with closing(open_release(options.database)) as connection:
        name, mentions = read_athlete(connection, options.athlete_id)
        others = read_others(connection, options.athlete_id)
    print(
        f"{options.athlete_id} {name}: {len(mentions)} mentions, {len(others)} others of a like name"
    )
    if not confirmed(f"{form} in every release from the next build on?", options.yes):
        print("nothing was written")
        return 1
    day = str(datetime.date.today())
    with private_lock(options.private):
        private = _load(options)
        request = private.add(form, day, options.athlete_id, mentions, others)
        private.save()
    print(
        f"{private.path}: request {request.number}, {form}; build again, and delete the releases, backups and"
        f" caches that are older; to undo: pedana unhide {request.number}"
    )
    return 0


def read_athlete(connection: sqlite3.Connection, athlete_id: str) -> tuple[str, list[Place]]:
    """The name and the mentions of an athlete. Raises BuildError where a release has none of that id."""
    row = connection.execute(
        "select name from athlete where athlete_id = ?", [athlete_id]
    ).fetchone()
    if not row:
        raise BuildError(f"no athlete {athlete_id!r} in this release")
    sql = "select document_id, record from mention where athlete_id = ?"
    return row[0], connection.execute(sql, [athlete_id]).fetchall()


def read_others(connection: sqlite3.Connection, athlete_id: str) -> set[str]:
    """Who is known not to be her: her namesakes, and those in doubt with her."""
    names = connection.execute("select athlete_id, name_printed from athlete_name").fetchall()
    hers = {name_key(name) for key, name in names if key == athlete_id}
    like = {key for key, name in names if name_key(name) in hers}
    doubts = {key for (key,) in connection.execute(LIKE_HER, {"id": athlete_id})}
    return (like | doubts) - {athlete_id}


def _hidden(options: argparse.Namespace) -> int:
    private = _load(options)
    if not private.path.exists():
        private.save()
    for one in private.requests:
        print(f"{one.number} {one.form} {one.decided_on}: {len(one.mentions)} mentions")
    print(f"{len(private.requests)} requests in {private.path}; to undo one: pedana unhide NUMBER")
    return 0


def _unhide_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER")
    _private_arguments(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _unhide(options: argparse.Namespace) -> int:
    _load(options).take_back(options.number)
    if not confirmed(f"take request {options.number} back?", options.yes):
        print("nothing was written")
        return 1
    with private_lock(options.private):
        private = _load(options)
        private.take_back(options.number)
        private.save()
    print(f"{private.path}: request {options.number} is taken back from the next build on")
    return 0


COMMANDS = {
    "hide": Command(
        "show an athlete's results without her name, club and id, until it is undone",
        "pedana hide 4huzorkm7",
        _hide,
        _request_arguments,
    ),
    "erase": Command(
        "erase an athlete: her results stay, without her, whatever documents come later",
        "pedana erase 4huzorkm7",
        _erase,
        _request_arguments,
    ),
    "hidden": Command(
        "list the requests to hide and to erase, without names; makes the private file if there is none",
        "pedana hidden",
        _hidden,
        _private_arguments,
    ),
    "unhide": Command(
        "undo a request to hide or to erase", "pedana unhide 3", _unhide, _unhide_arguments
    ),
}
