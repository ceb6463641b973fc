"""What the staged rows say of clubs before they are linked: their names, pages and gymnasts."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

SCHEMA = """
create index club_print_page on club_print (key, page);
create table roster as
    select distinct club_id as key, substr(date, 1, 4) as season, name_key, birth_year from mention
    where club_id <> '' and date < '9999' and name_key like '% %';
create index roster_name on roster (season, name_key);
create index roster_key on roster (key, season, name_key);
"""
SHARED_GYMNASTS = """
with rare as (
    select season, name_key from roster group by season, name_key
    having count(distinct key) between 2 and ?
)
select one.key, other.key, count(distinct season || name_key)
from rare
join roster as one using (season, name_key)
join roster as other using (season, name_key)
where one.key < other.key
and coalesce(one.birth_year, other.birth_year, 0) = coalesce(other.birth_year, one.birth_year, 0)
group by 1, 2 having count(distinct season || name_key) > 1
"""
GYMNASTS_OF_BOTH = """
with one as (
    select distinct season, name_key from roster where key in (select value from json_each(:keys))
),
other as (
    select distinct season, name_key from roster where key in (select value from json_each(:others))
)
select
    (select count(*) from one join other using (season, name_key)),
    (select coalesce(sum(min(one.size, other.size)), 0)
        from (select season, count(*) as size from one group by season) as one
        join (select season, count(*) as size from other group by season) as other using (season))
"""
SHARED_PAGE = """
select 1 from club_print as one join club_print as other using (page)
where one.key = ? and other.key = ? limit 1
"""
# Clubs under which a name stands in one season, at most, to tell anything of them.
RARE = 8


class ClubRows:
    """Answers about clubs by their keys, from the stage of a build: memory does not grow with its rows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.executescript(SCHEMA)

    def names(self) -> Iterator[tuple[str, str, str, int]]:
        """(key, name printed, its first day, its rows), by key."""
        yield from self.connection.execute(
            "select key, printed, min(date), sum(row_count) from club_print group by 1, 2 order by 1, 2"
        )

    def share_page(self, key: str, other: str) -> bool:
        return bool(self.connection.execute(SHARED_PAGE, (key, other)).fetchone())

    def shared_gymnasts(self) -> dict[tuple[str, str], int]:
        """The pairs of clubs that have at least two full names in common in one season, and how many."""
        rows = self.connection.execute(SHARED_GYMNASTS, (RARE,))
        return {(key, other): count for key, other, count in rows}

    def gymnasts_of_both(self, keys: Sequence[str], others: Sequence[str]) -> tuple[int, int]:
        """How many full names two clubs have in common in one season, and the smaller roster of the seasons
        that both have.
        """
        values = {"keys": json.dumps(keys), "others": json.dumps(others)}
        shared, smaller = self.connection.execute(GYMNASTS_OF_BOTH, values).fetchone()
        return shared, smaller
