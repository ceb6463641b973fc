"""The commands about who is who: review, merge, split, ids. What changes a decision asks first."""

import argparse
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from ingest.build import DATABASE
from ingest.command import (
    Command,
    confirmed,
    database_argument,
    default_archive,
    default_out,
    open_release,
)
from ingest.review import (
    GAP,
    Mention,
    decisions_of,
    format_pair,
    id_rows,
    is_athlete,
    merge_rows,
    part_rows,
    read_club_doubts,
    read_clubs,
    read_doubts,
    read_mentions,
    require_documents,
    require_no_shared_ranking,
    split_rows,
    write_rows,
)


def _review_arguments(parser: argparse.ArgumentParser) -> None:
    database_argument(parser)
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="default: %(default)s")
    parser.add_argument("--clubs", action="store_true", help="names of clubs instead of athletes")


def _review(options: argparse.Namespace) -> int:
    with closing(open_release(options.database)) as connection:
        if options.clubs:
            return _review_clubs(connection, options.limit)
        doubts = read_doubts(connection, options.limit)
        for doubt in doubts:
            pair = (doubt.athlete_id, doubt.other_athlete_id)
            print(f"{' '.join(pair)}: {doubt.bits:+.1f} bits ({doubt.reasons})")
            print(
                f"  {doubt.document_id} {doubt.record}{GAP}{doubt.other_document_id} {doubt.other_record}"
            )
            one, other = (read_mentions(connection, key) for key in pair)
            print(format_pair(one, other, _width()))
            print()
    print(
        f"{len(doubts)} open pairs; one athlete: pedana merge ID ID --reason ...;"
        " two: pedana split ID ID --reason ..."
    )
    return 0


def _review_clubs(connection: sqlite3.Connection, limit: int) -> int:
    doubts = read_club_doubts(connection, limit)
    for doubt in doubts:
        print(f"{doubt.club_id} {doubt.other_club_id}: {doubt.bits:+.1f} bits ({doubt.reasons})")
        print(f"  {doubt.name}{GAP}{doubt.other_name}{GAP}{doubt.rows} rows")
    print(f"{len(doubts)} open pairs; one club, or two: lines of decisions/clubs.csv")
    return 0


def _merge_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("athletes", nargs=2, metavar="ATHLETE", help="their ids")
    _decision_arguments(parser)


def _merge(options: argparse.Namespace) -> int:
    decisions = decisions_of(options.archive)
    with closing(open_release(options.database)) as connection:
        one, other = (read_mentions(connection, key) for key in options.athletes)
        require_no_shared_ranking(connection, *options.athletes)
    rows = merge_rows(one, other, options.reason, decisions)
    return _write(options, "identity", rows, format_pair(one, other, _width()))


def _split_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("athlete", metavar="ATHLETE", help="her id")
    parser.add_argument(
        "competitions",
        nargs="+",
        metavar="COMPETITION",
        help="ids of those that are another's; or the id of one athlete who is another",
    )
    _decision_arguments(parser)


def _split(options: argparse.Namespace) -> int:
    decisions = decisions_of(options.archive)
    with closing(open_release(options.database)) as connection:
        mentions, clubs = read_mentions(connection, options.athlete), read_clubs(connection)
        other = _read_other(connection, mentions, options.competitions)
    if other:
        stay, moved = list(mentions), other
        rows = part_rows(mentions, other, options.reason, decisions)
    else:
        stay = [each for each in mentions if each.competition_id not in options.competitions]
        moved = [each for each in mentions if each.competition_id in options.competitions]
        rows = split_rows(mentions, options.competitions, options.reason, clubs, decisions)
    return _write(options, "identity", rows, format_pair(stay, moved, _width()))


def _read_other(
    connection: sqlite3.Connection, mentions: Sequence[Mention], keys: Sequence[str]
) -> list[Mention]:
    """The mentions of the other athlete, where the only key is an id of one and not of a competition."""
    if len(keys) > 1 or any(mention.competition_id == keys[0] for mention in mentions):
        return []
    return read_mentions(connection, keys[0]) if is_athlete(connection, keys[0]) else []


def _ids_arguments(parser: argparse.ArgumentParser) -> None:
    _change_arguments(parser)


def _ids(options: argparse.Namespace) -> int:
    decisions = decisions_of(options.archive)
    with closing(open_release(options.database)) as connection:
        rows = id_rows(connection, decisions)
    if not rows:
        print("all ids are recorded")
        return 0
    return _write(options, "athletes", rows, f"{len(rows)} ids are not recorded yet")


def _decision_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reason", required=True, type=_reason, help="why, for who reads the decision"
    )
    _change_arguments(parser)


def _reason(text: str) -> str:
    """A reason on one line, not empty."""
    words = " ".join(text.split())
    if not words:
        raise argparse.ArgumentTypeError("the reason is empty")
    return words


def _change_arguments(parser: argparse.ArgumentParser) -> None:
    default = default_out() / DATABASE
    parser.add_argument(
        "--database", type=Path, default=default, metavar="DB", help="default: %(default)s"
    )
    parser.add_argument(
        "--archive", type=Path, default=default_archive(), help="default: %(default)s"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _write(
    options: argparse.Namespace, name: str, rows: Sequence[dict[str, str]], shown: str
) -> int:
    """Write decisions after showing what they are about and asking; who cannot be asked says --yes."""
    require_documents(options.archive, rows)
    print(shown)
    if not confirmed(f"write {len(rows)} lines to {name}.csv?", options.yes):
        print("nothing was written")
        return 1
    path = write_rows(options.archive, name, rows)
    print(f"{path}: {len(rows)} lines added; they hold from the next build on")
    return 0


def _width() -> int:
    return shutil.get_terminal_size((160, 24)).columns


COMMANDS = {
    "review": Command(
        "show the pairs that may be one athlete, their careers side by side, or one club",
        "pedana review --limit 5",
        _review,
        _review_arguments,
    ),
    "merge": Command(
        "decide that two athletes are one",
        "pedana merge 4huzorkm7 elkbc6akp --reason 'stessa ginnasta, due grafie'",
        _merge,
        _merge_arguments,
    ),
    "split": Command(
        "decide that some competitions of an athlete are another's (who has the first keeps the id), or that"
        " two athletes who may be one are two",
        "pedana split 4huzorkm7 serie-c-2025-1-prova --reason 'omonima';"
        " pedana split 4huzorkm7 elkbc6akp --reason 'due ginnaste'",
        _split,
        _split_arguments,
    ),
    "ids": Command(
        "record the ids of all athletes, so that they are for life",
        "pedana ids --yes",
        _ids,
        _ids_arguments,
    ),
}
