"""Nobody who must not be named is named in a release: every value is read, and every byte."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from ingest.names import Names
from ingest.removal import OF_COMPETITIONS, OF_PLACES, Removal, RemovalError, is_key

# What is written under the ids of others: athletes of her name, clubs, and the words of both for search.
OF_OTHERS = re.compile(r"mention$|athlete|club|search_word|\w+_fts")
CHUNK, OVERLAP = 1 << 18, 1 << 10
VALUES = """
select distinct cast("{column}" as text) from "{table}" where typeof("{column}") in ('text', 'blob')
"""


def require_absent(database: Path, removal: Removal) -> None:
    """Read every value of every table for the names that must not be read there, and every byte for those
    that no other athlete and no club bears. Raises RemovalError, which says where, not whom.

    The file is written once, without a free page that was anybody's (secure_delete), and its full text is
    what its tables say (integrity-check).
    """
    if not removal.names:
        return
    borne: set[str] = set()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.text_factory = lambda value: value.decode("utf-8", "replace")
        for table, column in _columns(connection):
            alone = table not in OF_COMPETITIONS and not is_key(column)
            for (text,) in connection.execute(VALUES.format(column=column, table=table)):
                found = removal.names.found(text, alone=alone)
                if found and not _is_of_others(table, column):
                    raise RemovalError(f"a removed name stands in {table}.{column}: not published")
                borne |= found
    _require_absent_bytes(database, removal.names.without(borne))


def _is_of_others(table: str, column: str) -> bool:
    """Whether a column holds the names of other athletes, of clubs or of places."""
    is_theirs = OF_OTHERS.match(table) or column.endswith("club_id")
    return bool(is_theirs) or (table, column) in OF_PLACES


def _columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("""
        select tables.name, columns.name
        from sqlite_master as tables, pragma_table_info(tables.name) as columns
        where tables.type = 'table' and tables.name not like 'sqlite_%'
        order by 1, 2
    """).fetchall()


def _require_absent_bytes(path: Path, names: Names) -> None:
    with open(path, "rb") as file:
        before = b""
        while chunk := file.read(CHUNK):
            if names.found_in_bytes((before + chunk).decode("utf-8", "replace")):
                raise RemovalError(
                    f"a removed name stands in the bytes of {path.name}: not published"
                )
            before = chunk[-OVERLAP:]
