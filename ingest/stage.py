"""The staging file of a build: normalised rows by competition header, so that memory stays small.

Documents go in one by one, whole or not at all; competitions come out one by one. The file lives beside
the new release while it is built and is removed with it.
"""

import pickle
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ingest.meeting import Mark, Meeting, Traces, line_of, meet, namesakes, ranking_number
from ingest.normalise import Header, Row
from ingest.squads import members_of
from ingest.text import fold

SCHEMA = """
create table header (header_id integer primary key, payload blob not null);
create table row (
    header_id integer not null, document_id text not null, record_key text not null,
    payload blob not null
);
create table apart (
    name_key text not null, nation text not null, birth_year integer, club_id text not null,
    licence text not null,
    other_nation text not null, other_birth_year integer, other_club_id text not null,
    other_licence text not null
);
create table mention (
    name_key text not null, nation text not null, birth_year integer, club_id text not null,
    licence text not null, date text not null, document_id text not null, record_key text not null,
    record text not null, category text not null, squad_category text not null, page text not null,
    carved text not null, header_id integer not null, ranking integer not null, rank integer, points real
);
create table meeting (
    header_id integer primary key, competition integer not null, town text not null
);
create table club_print (
    key text not null, printed text not null, page text not null, date text not null,
    row_count integer not null
);
"""
INDEXES = """
create index row_header on row (header_id, document_id, record_key);
create index mention_node on mention (name_key, nation, birth_year, club_id, licence, carved, page);
create index mention_record on mention (document_id, record);
"""
MARKS = """
select page, record, coalesce(competition, 0), coalesce(town, ''), date, ranking, rank, points
from mention
left join meeting on meeting.header_id = mention.header_id
where name_key = ? and nation = ? and birth_year is ? and club_id = ? and licence = ? and carved = ?
"""
CARVE = """
with pair as (
    select one.page as other_page, other.*
    from mention as one, mention as other
    where one.document_id = ? and one.record = ? and other.document_id = ? and other.record = ?
    limit 1
)
update mention set carved = pair.document_id || ' ' || pair.record
from pair
where mention.name_key = pair.name_key and mention.nation = pair.nation
and mention.birth_year is pair.birth_year and mention.club_id = pair.club_id
and mention.licence = pair.licence and mention.carved = pair.carved and mention.document_id = pair.document_id
and (mention.record = pair.record or mention.record like pair.record || '.%' or (
    mention.page = pair.page and pair.page <> pair.other_page
))
"""
MENTION_COLUMNS = 17
KNOWN_TRACES = 5000


class Member(NamedTuple):
    """What a printed name of a club means: the club, and which squad of it ("" for the club itself)."""

    club_id: str
    squad: str = ""


class Stage:
    """Rows of a build on disk, grouped by header."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("pragma journal_mode = off")
        self.connection.execute("pragma synchronous = off")
        self.connection.executescript(SCHEMA)
        self.header_ids: dict[Header, int] = {}
        self.members: Mapping[str, Member] = {}
        self.parted: dict[tuple[object, ...], str] = {}  # see map_clubs
        self.traces: dict[tuple[object, ...], Traces] = {}

    def add(self, rows: Iterable[tuple[Header, Row]]) -> int:
        """Stage the rows of one document, all or none; return the number of its records."""
        read = list(rows)  # a document that cannot be read whole stops here and leaves nothing
        staged = [(self._header_id(header), row) for header, row in read]
        lines = namesakes(staged)
        self.connection.execute("begin")
        self.put(staged)
        self.connection.executemany(
            f"insert into mention values ({', '.join('?' * MENTION_COLUMNS)})",
            (
                (row.name_key, row.nation, row.birth_year, row.club_id, row.licence, row.date or "9999",
                 row.document_id, record_key(row.record), row.record, row.category,
                 "" if line.competitor_kind == "athlete" else line.category,
                 f"{row.document_id} {header_id} {row.address}", squad or line_of(row.record, lines),
                 header_id, ranking_number(row), row.rank, row.points)
                for header_id, line in staged
                for row, squad in _named(line)
            ),
        )  # fmt: skip
        self.connection.executemany(
            "insert into apart values (?, ?, ?, ?, ?, ?, ?, ?, ?)", _apart(staged)
        )
        self.connection.executemany(
            "insert into club_print values (?, ?, ?, ?, ?)", _club_prints(staged)
        )
        self.connection.execute("commit")
        return len({row.record for _, row in staged})

    def finish(self) -> None:
        """Index the rows once all documents are in."""
        self.connection.executescript(INDEXES)

    def headers(self) -> list[tuple[int, Header]]:
        rows = self.connection.execute("""
            select header_id, payload from header
            where exists (select 1 from row where row.header_id = header.header_id)
        """)
        return [(header_id, pickle.loads(payload)) for header_id, payload in rows]

    def rows(self, header_ids: Iterable[int]) -> Iterator[Row]:
        """The rows of some headers, by document and record, whatever order the documents came in."""
        marks = ", ".join(str(header_id) for header_id in sorted(header_ids))
        for (payload,) in self.connection.execute(
            f"select payload from row where header_id in ({marks}) order by document_id, record_key, rowid"
        ):
            yield self._with_clubs(pickle.loads(payload))

    def _with_clubs(self, row: Row) -> Row:
        """The row with its club, and the team it is of or counts for: a squad is a team of its club."""
        club = self.members.get(row.club_id)
        is_club_team = row.club_id or row.competitor_kind == "athlete"
        team = self.members.get(row.team_id) if is_club_team else None
        if not club and not team:
            return row
        return row._replace(
            club_id=club.club_id if club else row.club_id,
            team_id=f"{team.club_id} {team.squad}".rstrip() if team else row.team_id,
        )

    def take(self, document_id: str) -> list[tuple[int, Row]]:
        """The rows of a document with their headers, out of the stage; its mentions stay."""
        self.connection.execute("create index if not exists row_document on row (document_id)")
        rows = self.connection.execute(
            "select header_id, payload from row where document_id = ? order by record_key, rowid",
            (document_id,),
        ).fetchall()
        self.connection.execute("delete from row where document_id = ?", (document_id,))
        return [(header_id, pickle.loads(payload)) for header_id, payload in rows]

    def put(self, rows: Iterable[tuple[int, Row]]) -> None:
        """Stage rows that were taken out."""
        self.connection.executemany(
            "insert into row values (?, ?, ?, ?)",
            (
                (header_id, row.document_id, record_key(row.record), pickle.dumps(row, 5))
                for header_id, row in rows
            ),
        )

    def keep_anchors(self, old_id: str, new_id: str) -> None:
        """Put the mentions of a later version behind those of the one before: ids derive from the first."""
        self.connection.execute(
            """
            update mention set date = '9999'
            where document_id = ? and exists (
                select 1 from mention as old
                where old.document_id = ?
                    and old.name_key = mention.name_key
                    and old.nation = mention.nation
                    and old.birth_year is mention.birth_year
                    and old.club_id = mention.club_id
            )
            """,
            (new_id, old_id),
        )

    def scores(self, header_id: int) -> frozenset[tuple[str, float]]:
        """The (competitor, points) pairs of a header, to compare when its date cannot tell."""
        return frozenset(
            (row.team_id or row.name_key, row.points)
            for row in self.rows([header_id])
            if row.points is not None
        )

    def apart(self) -> set[tuple[tuple[Any, ...], tuple[Any, ...]]]:
        """The pairs of nodes, both ways, that one page tells apart: see _apart."""
        rows = self.connection.execute("select * from apart")
        return {(self._node(name, *row[:4]), self._node(name, *row[4:])) for name, *row in rows}

    def _node(self, *form: object) -> tuple[object, ...]:
        """A form (name, nation, year, club as staged, licence) as the node it is now."""
        *start, key, licence = form
        club = self.members.get(str(key))
        return (*start, club.club_id if club else key, licence, self.parted.get(form, ""))

    def set_meetings(self, competitions: Iterable[tuple[str, Iterable[int]]]) -> None:
        """Say which headers are one competition, and in which town ("" where not known)."""
        self.connection.executemany(
            "insert into meeting values (?, ?, ?)",
            (
                (header_id, number, fold(town))
                for number, (town, header_ids) in enumerate(competitions, 1)
                for header_id in header_ids
            ),
        )

    def meeting(self, one: tuple[object, ...], other: tuple[object, ...]) -> Meeting:
        """How the mentions of two nodes (identity.Node) stand beside one another."""
        return meet(self._traces(one), self._traces(other))

    def _traces(self, node: tuple[object, ...]) -> Traces:
        if node not in self.traces:
            if len(self.traces) > KNOWN_TRACES:
                self.traces.clear()
            marks = self.connection.execute(MARKS, node)
            self.traces[node] = Traces.of(map(Mark._make, marks))
        return self.traces[node]

    def map_clubs(self, members: Mapping[str, Member]) -> None:
        """Say which clubs the staged names mean. Namesakes whom a page tells apart by two names of one club
        stay two: those under the second name are carved out.
        """
        self.members = members
        for name, *row in self.connection.execute("select * from apart"):
            one, other = (name, *row[:4]), (name, *row[4:])
            if one[-2] < other[-2] and self._node(*one) == self._node(*other):
                self.parted[other] = str(other[-2])
        self.connection.executemany(
            "update mention set carved = ?"
            " where name_key = ? and nation = ? and birth_year is ? and club_id = ?"
            " and licence = ?",
            ((carved, *form) for form, carved in self.parted.items()),
        )
        self.connection.execute("create temp table club_map (key text primary key, club_id text)")
        self.connection.executemany(
            "insert into club_map values (?, ?)",
            ((key, one.club_id) for key, one in members.items() if one.club_id != key),
        )
        self.connection.execute(
            "update mention set club_id = club_map.club_id from club_map where mention.club_id = key"
        )

    def carve(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        """Part the mention `other` (document, record) from `one`, whose node it shares: with all of its page
        that share it, or alone where `one` stands on the same page.
        """
        self.connection.execute(CARVE, (*one, *other))

    def close(self) -> None:
        self.connection.close()

    def _header_id(self, header: Header) -> int:
        known = self.header_ids.get(header)
        if known:
            return known
        header_id = len(self.header_ids) + 1
        self.connection.execute(
            "insert into header values (?, ?)", (header_id, pickle.dumps(header))
        )
        self.header_ids[header] = header_id
        return header_id


def _named(row: Row) -> Iterator[tuple[Row, str]]:
    """Who a row names, each with the squad that parts a family name from others: herself, or the members."""
    if row.competitor_kind != "athlete":
        yield from ((member.row, member.squad) for member in members_of(row))
    elif not row.is_initials:
        yield row, ""


def _apart(staged: Iterable[tuple[int, Row]]) -> set[tuple[object, ...]]:
    """Namesakes with another club, year or nation in one ranking, or in the all-around of two categories,
    of one page: two people, for one does not dance the same all-around twice.
    """
    seen: dict[tuple[object, ...], set[tuple[str, int | None, str, str]]] = {}
    for header_id, row in staged:
        if row.competitor_kind == "athlete" and not row.is_initials:
            apparatus = row.apparatus.apparatus_id if row.apparatus else ""
            category = row.category if row.kind != "all-around" else ""
            key = (row.name_key, header_id, row.address, category, row.kind, row.round, row.scope,
                   apparatus)  # fmt: skip
            seen.setdefault(key, set()).add((row.nation, row.birth_year, row.club_id, row.licence))
    return {
        (str(key[0]), *one, *other)
        for key, forms in seen.items()
        if len(forms) > 1
        for one in forms
        for other in forms
        if one != other
    }


def _club_prints(staged: Iterable[tuple[int, Row]]) -> list[tuple[object, ...]]:
    """(key, name, page, first day, rows) of each name of a club on each page."""
    counts: Counter[tuple[str, str, str]] = Counter()
    days: dict[tuple[str, str, str], str] = {}
    for header_id, row in staged:
        for key, printed in row.clubs:
            place = (key, printed, f"{row.document_id} {header_id} {row.address}")
            counts[place] += 1
            days[place] = min(days.get(place, "9999"), row.date or "9999")
    return [(*place, days[place], count) for place, count in counts.items()]


def record_key(record: str) -> str:
    """A record as a text that sorts in document order: "3.12" -> "00000003.00000012"."""
    return ".".join(part.zfill(8) for part in record.split("."))
