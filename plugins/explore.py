"""Datasette's own pages: cells that link to ours, points with three decimals, Italian filters."""

import re
from functools import partial
from typing import Any
from urllib.parse import quote

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response
from jinja2 import Environment
from markupsafe import Markup, escape

from ingest import formats, site
from ingest.citations import cite
from ingest.serve import DATABASE_NAME

PAGES = {
    "athlete": "/ginnaste/",
    "competition": "/gare/",
    "ranking": "/classifiche/",
    "club": "/societa/",
    "lending_club": "/societa/",
}
FORMER = {
    "athlete": "select athlete_id from athlete_redirect where old_id = :id",
    "club": "select club_id from club_redirect where old_id = :id",
}
ROW_ADDRESS = re.compile(
    rf"/{DATABASE_NAME}/(?P<table>{'|'.join(FORMER)})/(?P<id>[^/.]+)(?P<suffix>\.\w+)?"
)
POINTS_COLUMN = re.compile(r"(?:\w+_)?(?:points|total|gap)")
ADDRESS_COLUMN = re.compile(r"(?:\w+_)?address")
# The code words of our tables, as a reader knows them; the code stays in the title, for who writes SQL.
CODE_WORDS = {
    "round": formats.ROUND_NAMES,
    "kind": formats.KIND_NAMES | formats.TEAM_KIND_NAMES,
    "team_kind": formats.TEAM_KIND_NAMES,
    "status": formats.STATUS_NAMES,
    "severity": formats.SEVERITY_NAMES,
}
CODE = Markup('<span title="{}">{}</span>')
LINK = Markup('<a href="{}">{}</a>')
# The comparisons of a table's filters; those that are signs or SQL words stay as they are.
LOOKUP_WORDS = {
    "contains": "contiene",
    "notcontains": "non contiene",
    "endswith": "finisce con",
    "startswith": "comincia con",
    "in": "è tra",
    "notin": "non è tra",
    "arraycontains": "elenco contiene",
    "arraynotcontains": "elenco non contiene",
    "date": "data",
    "isnull": "è nullo",
    "notnull": "non è nullo",
    "isblank": "è vuoto",
    "notblank": "non è vuoto",
}


def page_address(stem: str, key: object) -> str:
    """/ginnaste/7f3a91c2 for a key of athlete."""
    return PAGES[stem] + quote(str(key), safe="")


def show_cell(value: Any, column: str) -> str | Markup | None:
    """Points with three decimals, a cited address as link or text, the Italian word of a code.

    None leaves it to Datasette.
    """
    if isinstance(value, str) and value in CODE_WORDS.get(column, ()):
        return CODE.format(value, CODE_WORDS[column][value])
    if isinstance(value, float) and POINTS_COLUMN.fullmatch(column):
        return formats.points(value)
    if isinstance(value, str) and value and ADDRESS_COLUMN.fullmatch(column):
        return LINK.format(value, value) if cite(value).is_link else escape(value)
    return None


def linked_page(
    row: dict[str, Any], value: Any, column: str, table: str | None
) -> tuple[str, str] | None:
    """(address, text) of the page of ours that a cell is about: its key, or the name beside it.

    Datasette gives a foreign key with its label as {"value": ..., "label": ...}.
    """
    stem = (table or "") if column == "name" else column.rpartition("_")[0]
    key = row.get(f"{stem}_id")
    if stem not in PAGES or not key or not column.endswith(("_id", "name")):
        return None
    if isinstance(value, dict):
        return page_address(stem, value["value"]), str(value["label"] or value["value"])
    return (page_address(stem, key), str(value)) if value else None


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(
    row: Any, value: Any, column: str, table: str | None, datasette: Datasette
) -> str | Markup | None:
    cells = dict(row)
    page = linked_page(cells, value, column, table)
    if page:
        return LINK.format(datasette.urls.path(page[0]), page[1])
    return show_cell(value, column)


async def moved_row(datasette: Datasette, request: Request) -> Response | None:
    """The way to the row that a former id of a gymnast or a club leads to."""
    asked = ROW_ADDRESS.fullmatch(request.scope.get("route_path", request.path))
    if not asked:
        return None
    table, former, suffix = asked.group("table", "id", "suffix")
    database = datasette.get_database(DATABASE_NAME)
    row = (await database.execute(FORMER[table], {"id": former})).first()
    if not row:
        return None
    return site.moved(datasette, request, f"/{DATABASE_NAME}/{table}/{row[0]}{suffix or ''}")


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    return partial(moved_row, datasette, request) if isinstance(exception, NotFound) else None


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment) -> None:
    env.globals["lookup_words"] = LOOKUP_WORDS
