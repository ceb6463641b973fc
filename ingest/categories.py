"""The categories of one competition: each in one spelling, and those that a page leaves out.

The press often prints a ranking without its category. Its rows are of the category in which the sheet of
another page prints the same marks of the same competitor; what shares no mark stays as it is, for a nation
may have a senior team and a junior one.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.naming import category_id
from ingest.normalise import Row

Key = tuple[object, ...]


def settle_categories(rows: Sequence[Row]) -> list[Row]:
    """The rows with their categories in one spelling, and with one where only another page says it."""
    return _with_unsaid(_in_one_spelling(rows))


def _in_one_spelling(rows: Sequence[Row]) -> list[Row]:
    """The rows with each category as most of them spell it: "JUNIOR" of one sheet is "Junior" of another."""
    counts = Counter(row.category for row in rows)
    shown: dict[str, str] = {}
    for category in sorted(counts, key=lambda text: (-counts[text], text)):
        shown.setdefault(category_id(category), category)
    return [row._replace(category=shown[category_id(row.category)]) for row in rows]


def _with_unsaid(rows: list[Row]) -> list[Row]:
    """The rows that say no category in the one of their marks; the rest of a list follows those of it."""
    if len({row.is_category_said for row in rows}) < 2:
        return rows
    said: dict[Key, set[str]] = defaultdict(set)
    for row in rows:
        if row.is_category_said and row.points is not None:
            said[_mark(row)].add(row.category)
    found: dict[Key, set[str]] = defaultdict(set)
    of_list: dict[Key, set[str]] = defaultdict(set)
    for row in rows:
        if not row.is_category_said:
            found[_competitor(row)] |= said.get(_mark(row), set())
            of_list[_list(row)] |= said.get(_mark(row), set())
    return [row if row.is_category_said else _in(row, found, of_list) for row in rows]


def _in(row: Row, found: dict[Key, set[str]], of_list: dict[Key, set[str]]) -> Row:
    categories = found.get(_competitor(row)) or of_list.get(_list(row)) or set()
    return row._replace(category=next(iter(categories))) if len(categories) == 1 else row


def _competitor(row: Row) -> Key:
    return row.competitor_kind, row.name_key or row.team_id


def _mark(row: Row) -> Key:
    apparatus = row.apparatus.apparatus_id if row.apparatus else ""
    return (*_competitor(row), apparatus, row.points)


def _list(row: Row) -> Key:
    """One printed list: a ranking of a page."""
    apparatus = row.apparatus.apparatus_id if row.apparatus and row.kind == "apparatus" else ""
    return row.address, row.kind, row.round, row.scope, apparatus
