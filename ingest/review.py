"""Whose is it? The open pairs with their careers side by side, and the decisions that people take about them.

A decision is a line of decisions/identity.csv that names two mentions by document and record; removing the
line undoes it. Nothing else is changed: the next build reads the lines.
"""

import csv
import datetime
import io
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from ingest.archive import beside, list_documents
from ingest.decisions import FILES, DecisionError, Decisions, decision_rows, load_decisions
from ingest.text import is_initials, name_key

CAREER_LINES = 12
GAP = " | "


class Mention(NamedTuple):
    """A mention of an athlete in a release, with the competition it is of."""

    document_id: str
    record: str
    name: str
    club: str
    nation: str
    birth_year: int | None
    competition_id: str
    competition: str
    date: str


class Doubt(NamedTuple):
    """Two athletes who may be one, and the two mentions whose evidence says so: document and record."""

    athlete_id: str
    other_athlete_id: str
    document_id: str
    record: str
    other_document_id: str
    other_record: str
    bits: float
    reasons: str


class ClubDoubt(NamedTuple):
    club_id: str
    other_club_id: str
    name: str
    other_name: str
    bits: float
    reasons: str
    rows: int


def read_club_doubts(connection: sqlite3.Connection, limit: int) -> list[ClubDoubt]:
    """The open pairs of clubs of a release, that which would change most first."""
    rows = connection.execute(
        "select club_id, other_club_id, name_printed, other_name_printed, bits, reasons, row_count"
        " from club_doubt order by club_doubt_id limit ?",
        (limit,),
    )
    return [ClubDoubt(*row) for row in rows]


def read_doubts(connection: sqlite3.Connection, limit: int) -> list[Doubt]:
    """The open pairs of a release, that which would change most first."""
    rows = connection.execute(
        "select athlete_id, other_athlete_id, document_id, record, other_document_id, other_record, bits,"
        " reasons from identity_doubt order by identity_doubt_id limit ?",
        (limit,),
    )
    return [Doubt(*row) for row in rows]


def read_mentions(connection: sqlite3.Connection, athlete_id: str) -> list[Mention]:
    """The mentions of an athlete by date. Raises DecisionError for an id that the release does not have."""
    redirect = connection.execute(
        "select athlete_id from athlete_redirect where old_id = ?", (athlete_id,)
    ).fetchone()
    rows = connection.execute(
        "select document_id, record, name_printed, club_printed, nation, birth_year,"
        " competition_id, competition.name"
        " || iif(instr(competition.name, season_id), '', coalesce(' ' || season_id, '')),"
        " coalesce(date_start, '')"
        " from mention join competition using (competition_id) where athlete_id = ?"
        " order by coalesce(date_start, '9999'), mention_id",
        redirect or (athlete_id,),
    ).fetchall()
    if not rows:
        raise DecisionError(f"no athlete {athlete_id!r} in this release")
    return [Mention(*row) for row in rows]


def is_athlete(connection: sqlite3.Connection, key: str) -> bool:
    """Whether a release has an athlete of this id, or had one before a merge."""
    rows = connection.execute(
        "select 1 from athlete where athlete_id = ? union all"
        " select 1 from athlete_redirect where old_id = ?",
        (key, key),
    )
    return rows.fetchone() is not None


def read_clubs(connection: sqlite3.Connection) -> dict[str, str]:
    """The club of each printed name in a release."""
    return dict(connection.execute("select name_printed, club_id from club_name"))


def format_pair(one: Sequence[Mention], other: Sequence[Mention], width: int) -> str:
    """Two careers side by side, at most `width` characters a line."""
    half = (width - len(GAP)) // 2
    lines = zip_longest(_career(one), _career(other), fillvalue="")
    return "\n".join(f"{left[:half]:{half}}{GAP}{right[:half]}".rstrip() for left, right in lines)


def _career(mentions: Sequence[Mention]) -> list[str]:
    lines = [
        f"{mention.date:10} {mention.name} · {mention.club or mention.nation} · {mention.competition}"
        for mention in mentions
    ]
    more = len(lines) - CAREER_LINES
    names = sorted({mention.name for mention in mentions})
    clubs = sorted({mention.club for mention in mentions} - {""})
    head = [", ".join(names), ", ".join(clubs), f"{len(mentions)} mentions"]
    return [*head, *lines] if more < 1 else [*head, *lines[:CAREER_LINES], f"... and {more} more"]


def merge_rows(
    one: Sequence[Mention], other: Sequence[Mention], reason: str, decisions: Decisions
) -> list[dict[str, str]]:
    """The decision that two athletes are the same."""
    if one[0] == other[0]:
        raise DecisionError("they are one athlete already")
    _require_open(one, other, decisions)
    return [_row(one[0], "same", other[0], reason)]


def require_no_shared_ranking(connection: sqlite3.Connection, one: str, other: str) -> None:
    """Raise DecisionError where a ranking has two athletes at two places: no build takes them for one."""
    row = connection.execute(
        "select ranking_id from result as one join result as other using (ranking_id)"
        " where one.athlete_id = ? and other.athlete_id = ? and one.rank <> other.rank limit 1",
        (one, other),
    ).fetchone()
    if row:
        raise DecisionError(f"{row[0]} has both at two places: they are two")


def part_rows(
    one: Sequence[Mention], other: Sequence[Mention], reason: str, decisions: Decisions
) -> list[dict[str, str]]:
    """The decision that two athletes are two."""
    if one[0] == other[0]:
        raise DecisionError("they are one athlete: say which competitions are another's")
    _require_open(one, other, decisions)
    return [_row(one[0], "different", other[0], reason)]


def _require_open(one: Sequence[Mention], other: Sequence[Mention], decisions: Decisions) -> None:
    if any(is_initials(mention.name) for mention in (*one, *other)):
        raise DecisionError("initials are never linked")
    _require_undecided(one, other, decisions)


def _require_undecided(
    one: Sequence[Mention], other: Sequence[Mention], decisions: Decisions
) -> None:
    """Raise DecisionError where a line of identity.csv speaks of a mention of each side already."""
    left, right = ({(each.document_id, each.record) for each in side} for side in (one, other))
    for row in decisions.identity:
        place = row["document_id"], row["record"]
        second = row["other_document_id"], row["other_record"]
        if place in left and second in right or place in right and second in left:
            line = " ".join((*place, row["decision"], *second))
            raise DecisionError(
                f"identity.csv says already: {line}; build, or remove that line first"
            )


def split_rows(
    mentions: Sequence[Mention],
    competition_ids: Sequence[str],
    reason: str,
    clubs: Mapping[str, str],
    decisions: Decisions,
) -> list[dict[str, str]]:
    """The decisions that an athlete's mentions at some competitions are another's: each is parted from every
    form of those that stay, and they are called the same among themselves. clubs: see read_clubs.
    """
    known = {mention.competition_id for mention in mentions}
    strange = [key for key in competition_ids if key not in known]
    if strange:
        raise DecisionError(f"she has no mention at {', '.join(strange)}")
    moved = [mention for mention in mentions if mention.competition_id in competition_ids]
    stay = _by_form((m for m in mentions if m not in moved), clubs)
    if not stay:
        raise DecisionError("these are all her competitions: nothing would stay")
    _require_undecided([m for m in mentions if m not in moved], moved, decisions)
    rows = [_row(kept, "different", mention, reason) for mention in moved for kept in stay.values()]
    return rows + [_row(moved[0], "same", mention, reason) for mention in moved[1:]]


def _by_form(
    mentions: Iterable[Mention], clubs: Mapping[str, str]
) -> dict[tuple[object, ...], Mention]:
    """The first mention of each name, nation, year and club; of a squad, which tells a family name, each."""
    found: dict[tuple[object, ...], Mention] = {}
    for mention in mentions:
        printed = mention.club.split(" / ")[0]
        club_id = clubs.get(printed, printed)
        squad = (mention.document_id, mention.record) if "-" in mention.record else ()
        key = name_key(mention.name), mention.nation, mention.birth_year, club_id, *squad
        found.setdefault(key, mention)
    return found


def _row(one: Mention, decision: str, other: Mention, reason: str) -> dict[str, str]:
    cells = (one.document_id, one.record, decision, other.document_id, other.record, reason)
    return dict(zip(FILES["identity"], (*cells, str(datetime.date.today())), strict=True))


def id_rows(connection: sqlite3.Connection, decisions: Decisions) -> list[dict[str, str]]:
    """The ids of a release that are not recorded yet, each with the first mention of its athlete."""
    recorded = {*decisions.athletes.values()}
    rows = connection.execute("""
        select athlete_id, document_id, record from (
            select athlete_id, document_id, record, row_number() over (
                partition by athlete_id order by coalesce(date_start, '9999'), mention_id
            ) as place
            from mention join competition using (competition_id)
        )
        where place = 1
        order by athlete_id
    """)
    return [
        dict(zip(FILES["athletes"], row, strict=True)) for row in rows if row[0] not in recorded
    ]


def decisions_of(archive: Path) -> Decisions:
    """The decisions of an archive. Raises DecisionError where there is none, or a file is not in its form."""
    if not (archive / "documents").is_dir():
        raise DecisionError(f"{archive} is no archive: it has no folder documents")
    return load_decisions([archive])


def require_documents(archive: Path, rows: Sequence[dict[str, str]]) -> None:
    """Raise DecisionError where lines name a document that the archive does not have."""
    known = {document.document_id for document in list_documents(archive)}
    cells = ("document_id", "other_document_id")
    missing = {row[cell] for row in rows for cell in cells if cell in row} - known
    if missing:
        raise DecisionError(
            f"document {min(missing)} is not in {archive}: the database is of another archive"
        )


def write_rows(archive: Path, name: str, rows: Sequence[dict[str, str]]) -> Path:
    """Add lines to decisions/<name>.csv of an archive, which stays sorted, whole or not at all. Raises
    DecisionError where a file of decisions is not in its form.
    """
    decisions_of(archive)
    return save_rows(archive, name, [*decision_rows(archive, name), *rows])


def save_rows(archive: Path, name: str, rows: Sequence[dict[str, str]]) -> Path:
    """Write decisions/<name>.csv of an archive anew."""
    path = archive / "decisions" / f"{name}.csv"
    lines = {tuple(row[key] for key in FILES[name]) for row in rows}
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([FILES[name], *sorted(lines)])
    path.parent.mkdir(parents=True, exist_ok=True)
    half = beside(path)
    half.write_text(out.getvalue(), encoding="utf-8")
    os.replace(half, path)
    return path
