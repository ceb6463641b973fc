"""The commands of who asks not to be named: hide, erase. A request is noted, and the past follows."""

import argparse
import datetime
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from ingest.build import DATABASE, BuildError
from ingest.command import (
    Command,
    build_arguments,
    confirmed,
    default_archive,
    open_release,
    private_argument,
    public_folders,
    releases_argument,
)
from ingest.likeness import known_forms, printed_forms
from ingest.private import ASKABLE, Place, PrivateFile, Request, load_private, private_lock
from ingest.rebuild import blacken_archives, rebuild
from ingest.release_commands import require_newest
from ingest.removal import names_of_asked
from ingest.text import fold, name_key

LIKE_HER = """
select other_athlete_id from identity_doubt where athlete_id = :id
union select athlete_id from identity_doubt where other_athlete_id = :id
"""
CLUBS_AND_PLACES = """
select name_printed from club_name
union select name from club
union select place from competition
union select venue from competition
"""
MOST_SHOWN = 10  # ids of a like name
HIDE_FORMS = {form.replace(" ", "-"): form for form in ASKABLE[:-1]}


def _request_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("athlete_id", metavar="ID", help="as in her address: /ginnaste/ID")
    parser.add_argument(
        "--database",
        type=Path,
        metavar="DB",
        help="release to find her in (default: that of --out)",
    )
    parser.add_argument(
        "--later",
        action="store_true",
        help="only note it: build and publish when several are noted",
    )
    build_arguments(parser)
    releases_argument(parser)
    private_argument(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _hide_arguments(parser: argparse.ArgumentParser) -> None:
    _request_arguments(parser)
    parser.add_argument(
        "--as", dest="form", choices=HIDE_FORMS, default="hidden",
        help="what she asks for: her page in no search engine, initials, or no name (default: %(default)s)",
    )  # fmt: skip


def load_beside(path: Path, database: Path | None = None) -> PrivateFile:
    """The private file, which lies in nothing that is copied or published."""
    folders = public_folders()
    if database and database.parent.resolve() == path.parent.resolve():
        folders.append(database.parent)
    return load_private(path, not_in=folders)


def ask_for(
    path: Path, database: Path, athlete_id: str, form: str, releases: Path | None = None
) -> Request:
    """Note in the private file what an athlete of a release asks for, one of ASKABLE; it holds from the
    next build on (`rebuild`). Raises BuildError where the release has no such athlete, PrivateError where the
    file cannot be trusted or is older than the release.
    """
    require_newest(path, database.parent, releases)
    day = str(datetime.date.today())
    with private_lock(path), closing(open_release(database)) as connection:
        private = load_beside(path, database)
        known = private.find(athlete_id)
        if known and known.form == form:  # again: what was not done follows
            request = known
        elif known and not is_there(connection, athlete_id):
            request = private.tighten(known, form, day)
        else:
            _, mentions = read_athlete(connection, athlete_id)
            others, called_so = (
                read_others(connection, athlete_id),
                read_called_so(connection, athlete_id),
            )
            request = private.add(form, day, athlete_id, mentions, others, called_so)
        private.save()
    return request


def _hide(options: argparse.Namespace) -> int:
    return _ask(options, HIDE_FORMS[options.form])


def _erase_arguments(parser: argparse.ArgumentParser) -> None:
    _request_arguments(parser)
    parser.add_argument(
        "--redact", action="store_true", help="blacken the archived documents too; there is no undo"
    )
    parser.add_argument(
        "--really", action="store_true", help="do not ask the second time either, with --redact"
    )


def _erase(options: argparse.Namespace) -> int:
    return _redact(options) if options.redact else _ask(options, "erased")


def _redact(options: argparse.Namespace) -> int:
    """Erase who may be erased already, then blacken: asked twice, since there is no undo."""
    database = options.database or options.out / DATABASE
    private = load_beside(options.private, database)
    request = private.find(options.athlete_id)
    is_erased = request is not None and request.form == "erased"
    if not is_erased:
        _show(private, database, options.athlete_id)
    question = "erase her, and blacken every archived document that names her, without an undo?"
    if not confirmed(question, options.yes) or not _is_sure(options):
        print("nothing was written")
        return 1
    if request is None or not is_erased:
        request = ask_for(options.private, database, options.athlete_id, "erased", options.releases)
    archives = options.archive or [default_archive()]
    try:
        code = blacken_archives(archives, options.private, request.number)
    except BuildError as error:  # she is erased all the same
        print(f"pedana: {error}", file=sys.stderr)
        code = 1
    if not options.later:
        _rebuild(options)
    return code


def _is_sure(options: argparse.Namespace) -> bool:
    """The second question. Raises BuildError where nobody can be asked."""
    if options.really:
        return True
    if not sys.stdin.isatty():
        raise BuildError("nobody can be asked here: say --yes --really")
    return input("type her id again: ").strip() == str(options.athlete_id)


def _ask(options: argparse.Namespace, form: str) -> int:
    database = options.database or options.out / DATABASE
    _show(load_beside(options.private, database), database, options.athlete_id)
    if not confirmed(f"{form} in every release from now on?", options.yes):
        print("nothing was written")
        return 1
    request = ask_for(options.private, database, options.athlete_id, form, options.releases)
    print(
        f"{options.private}: request {request.number}, {form}; to undo: pedana unhide {request.number}"
    )
    if options.later:
        print("noted: it holds once pedana build and pedana publish have run")
        return 0
    _rebuild(options)
    return 0


def _rebuild(options: argparse.Namespace) -> None:
    archives = options.archive or [default_archive()]
    rebuild(archives, options.out, options.releases, options.private)


def _show(private: PrivateFile, database: Path, athlete_id: str) -> None:
    """Say whom it is about; her name to a person alone, since a log would keep it."""
    with closing(open_release(database)) as connection:
        gone = private.find(athlete_id)
        if gone and not is_there(connection, athlete_id):
            print(f"{athlete_id}: {gone.form} since {gone.decided_on}, by request {gone.number}")
            return
        name, mentions = read_athlete(connection, athlete_id)
        others = sorted(read_others(connection, athlete_id))
    shown = f" {name}" if sys.stdin.isatty() else ""
    print(f"{athlete_id}{shown}: {len(mentions)} mentions, {len(others)} others of a like name")
    if others:
        print(f"they stay, and may be her too: {' '.join(others[:MOST_SHOWN])}")


def is_there(connection: sqlite3.Connection, athlete_id: str) -> bool:
    """Whether a release has an athlete of that id."""
    sql = "select 1 from athlete where athlete_id = ?"
    return connection.execute(sql, [athlete_id]).fetchone() is not None


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
    """Who is known not to be her: those of a like name, and those in doubt with her."""
    names = connection.execute("select athlete_id, name_printed from athlete_name").fetchall()
    hers = {form for key, name in names if key == athlete_id for form in known_forms(name)}
    like = {key for key, name in names if not hers.isdisjoint(printed_forms(name))}
    doubts = {key for (key,) in connection.execute(LIKE_HER, {"id": athlete_id})}
    return (like | doubts) - {athlete_id}


def read_called_so(connection: sqlite3.Connection, athlete_id: str) -> list[str]:
    """The clubs and places, as printed, that hold a name like hers, and are clubs and places all the same."""
    sql = "select name_printed from athlete_name where athlete_id = ?"
    hers = names_of_asked({name_key(name) for (name,) in connection.execute(sql, [athlete_id])}, ())
    alike = hers.alike
    return [
        printed for (printed,) in connection.execute(CLUBS_AND_PLACES)
        if hers.found(printed) or (alike and alike.among(fold(printed).split()))
    ]  # fmt: skip


COMMANDS = {
    "hide": Command(
        "show an athlete's results without her name, club and id, or as --as says, until it is undone; then"
        " build, publish, and delete what is older",
        "pedana hide 4huzorkm7 --as initials",
        _hide,
        _hide_arguments,
    ),
    "erase": Command(
        "erase an athlete: her results stay, without her, whatever documents come later; then build, publish,"
        " and delete what is older",
        "pedana erase 4huzorkm7",
        _erase,
        _erase_arguments,
    ),
}
