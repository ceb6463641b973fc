"""Which pages a search engine may keep: those that name nobody who is not indexed (table indexable_page).

Every other page, and every file, says noindex, and may be fetched, so that it is seen to say so.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ingest.likeness import family_names
from ingest.names import Names
from ingest.text import name_key

SQL = (Path(__file__).parent / "indexable.sql").read_text(encoding="utf-8")
# The texts that pages show beside results: by kind of row, its key and what is read.
TEXTS = {
    "competition": """
        select competition_id, name || ' ' || search_text || ' ' || date_note from competition
        union all select competition_id, edition || ' ' || organiser || ' ' || venue from competition
        union all select competition_id, name || ' ' || scope from ranking
    """,
    "team": """
        select team_id, iif(name in (
            select name_printed from club_name where club_name.club_id = team.club_id
        ), '', name) || ' ' || iif(team_id in (select team_id from team_member), '', squad_printed)
        from team
    """,
    "result": """
        select result_id, note from result where note <> ''
        union all select result_id, reason from witness join correction using (document_id, record)
        where result_id is not null
    """,
    "routine": """
        select routine_id, note from routine where note <> ''
        union all select routine_id, reason from witness join correction using (document_id, record)
        where routine_id is not null
    """,
    "citation": "select citation_id, address from citation",
    "document": "select document_id, name || ' ' || address from document",
    "finding": "select finding_id, message from finding",
}
NAMES = """
select visibility = 'open', name_printed
from athlete
join athlete_name on athlete_name.athlete_id = athlete.athlete_id
where is_initials = 0
"""


def load_indexable(connection: sqlite3.Connection) -> None:
    """Fill indexable_page from the tables of a release."""
    names = _unlisted_names(connection)
    connection.execute("create temp table named (kind text not null, id not null)")
    connection.executemany("insert into named values (?, ?)", list(_named(connection, names)))
    connection.executescript(SQL)
    connection.execute("drop table temp.named")


def _unlisted_names(connection: sqlite3.Connection) -> Names:
    """The names of those who are not indexed; a family name alone if nobody bears it who is."""
    unlisted: set[str] = set()
    listed: set[str] = set()
    for is_open, printed in connection.execute(NAMES):
        (listed if is_open else unlisted).add(name_key(printed))
    words = family_names(unlisted, listed)
    full = {key for key in unlisted if " " in key}
    return Names(dict.fromkeys(full, ""), dict.fromkeys(words, ""))


def _named(connection: sqlite3.Connection, names: Names) -> Iterator[tuple[str, object]]:
    """(kind, key) of each text that names one of them. A family name in a title may be a place."""
    for kind, sql in TEXTS.items():
        for key, text in connection.execute(sql):
            if names.found(text, alone=kind != "competition"):
                yield kind, key
