"""Nobody who must not be named is named in a release: every value is read, and every byte."""

import re
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from ingest.names import Names
from ingest.removal import OF_COMPETITIONS, OF_PLACES, Removal, RemovalError, is_key
from ingest.text import fold

# What is written under the ids of others: athletes of her name, clubs, and the words of both for search.
OF_OTHERS = re.compile(r"mention$|athlete|club|search_word|\w+_fts")
CHUNK, OVERLAP = 1 << 18, 1 << 10
# The clubs that are printed, and those that are called so: none of them is one that is kept back.
CLUBS = {("mention", "club_printed"), ("club", "name"), ("club_name", "name_printed")}
# Each value, and the names that stay in it: of a team its club's, of a squad those who are shown by one word.
VALUES = """
select distinct cast("{column}" as text), '' from "{table}" where typeof("{column}") in ('text', 'blob')
"""
TEAM_VALUES = {
    "name": """
        select team.name, coalesce(group_concat(club_name.name_printed, ' '), '')
        from team
        left join club_name on club_name.club_id = team.club_id
        group by team.name, team.club_id
    """,
    "squad_printed": """
        select distinct squad_printed, coalesce((
            select group_concat(name_printed, ' ')
            from mention
            where mention.competition_id = team.competition_id and instr(name_printed, ' ') = 0
        ), '')
        from team
    """,
}
WHERE = ("document_id", "record", "competition_id", "ranking_id", "result_id", "key")


def require_absent(database: Path, removal: Removal) -> None:
    """Read every value of every table for the names that must not be read there, and every byte for the full
    names that no other athlete, club or place bears. Raises RemovalError, which says where, not whom.

    The file is written once, without a free page that was anybody's (secure_delete), and its full text is
    what its tables say (integrity-check). An id that is made of the name of a club or a place is theirs.
    """
    names = removal.names
    if not names:
        return
    exact = names.without(())
    borne: set[str] = set()
    inside: set[str] = set()  # of longer words: "Anna Rossi" of "Giovanna Rossi"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.text_factory = lambda value: value.decode("utf-8", "replace")
        theirs = _ids_of_others(connection, names)
        for table, column in _columns(connection):
            is_id = is_key(column) or table == "indexable_page"
            alone = table not in OF_COMPETITIONS and not is_id
            values = VALUES.format(column=column, table=table)
            values = TEAM_VALUES.get(column, values) if table == "team" else values
            # An id is made of texts that are masked, and of our own words, which may be like a name.
            looked_for = exact if is_id else names
            for text, named in connection.execute(values):
                inside |= names.written_in(text)
                if _keeps_back(removal, table, column, text):
                    where = _where(connection, names, table, column, text)
                    raise RemovalError(f"a name kept back stands in {where}: not published")
                found = looked_for.found(text, alone=alone)
                if found and not _is_of_others(table, column):
                    left = theirs.sub(" ", text) if is_id and theirs else text
                    if looked_for.found(left, alone=alone, kept=fold(named).split()):
                        where = _where(connection, names, table, column, text)
                        raise RemovalError(f"a removed name stands in {where}: not published")
                borne |= found
    # Of a line that is only kept back a "name" can be a club and a gymnast: in bytes they stand side by side.
    doubtful = removal.kept_back_names - removal.asked_names.full.keys()
    _require_absent_bytes(database, names.without(borne | doubtful), inside)


def _keeps_back(removal: Removal, table: str, column: str, text: str) -> bool:
    """Whether a printed club or place is one that is kept back."""
    if (table, column) in OF_PLACES:
        return removal.keeps_back(text, is_place=True)
    return (table, column) in CLUBS and any(map(removal.keeps_back, text.split(" / ")))


def _is_of_others(table: str, column: str) -> bool:
    """Whether a column holds the names of other athletes, of clubs or of places."""
    is_theirs = OF_OTHERS.match(table) or column.endswith("club_id")
    return bool(is_theirs) or (table, column) in OF_PLACES


def _ids_of_others(connection: sqlite3.Connection, names: Names) -> re.Pattern[str] | None:
    """The ids of clubs, and of competitions at a place, in which a name stands that is theirs."""
    ids = [key for (key,) in connection.execute("select club_id from club")
           if names.found(key, alone=False)]  # fmt: skip
    for key, *places in connection.execute("select competition_id, place, venue from competition"):
        kept = {word for place in places for word in fold(place).split()}
        if names.found(key, alone=False) and not names.found(key, alone=False, kept=kept):
            ids.append(key)
    ids.sort(key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ids))})(?!\w)") if ids else None


def _columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("""
        select tables.name, columns.name
        from sqlite_master as tables, pragma_table_info(tables.name) as columns
        where tables.type = 'table' and tables.name not like 'sqlite_%'
        order by 1, 2
    """).fetchall()


def _where(connection: sqlite3.Connection, names: Names, table: str, column: str, text: str) -> str:
    """The column, and the ids of one of its lines that name nobody."""
    cursor = connection.execute(
        f'select * from "{table}" where cast("{column}" as text) = ? limit 1', [text]
    )
    columns = [name for name, *_ in cursor.description]
    (row,) = cursor.fetchall() or [()]
    ids = [f"{name} {value}" for name, value in zip(columns, row, strict=False)
           if name in WHERE and value is not None and not names.found(str(value))]  # fmt: skip
    return f"{table}.{column}" + (f" ({', '.join(ids)})" if ids else "")


def _require_absent_bytes(path: Path, names: Names, inside: Collection[str]) -> None:
    """Look for what stands outside of the values: in free pages, and beside what is left of a line."""
    with open(path, "rb") as file:
        before = b""
        while chunk := file.read(CHUNK):
            if names.written_in((before + chunk).decode("utf-8", "replace"), whole=inside):
                raise RemovalError(
                    f"a removed name stands in the bytes of {path.name}: not published"
                )
            before = chunk[-OVERLAP:]
