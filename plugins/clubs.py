"""/societa and /societa/{id}: clubs, their gymnasts and their teams."""

import sqlite3
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from ingest import site
from ingest.lines import join_lines, read_lines
from ingest.search import match_all, query_words

Row = dict[str, Any]
PAGE_SIZE = 100
QUESTIONS = {"club_team_history": "club_id"}


def page_number(text: str | None) -> int:
    """The page asked for; the first for anything that is no page."""
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 5 else 1


def group_seasons(teams: list[Row]) -> list[Row]:
    """The results of the club's teams by season; the rows come in order."""
    grouped = groupby(teams, itemgetter("season_id", "season_name"))
    return [{"name": name, "results": list(rows)} for (_, name), rows in grouped]


async def club_list(datasette: Datasette, request: Request) -> Response:
    text = (request.args.get("q") or "").strip()[:100]
    page = page_number(request.args.get("pagina"))
    match = match_all([[word] for word in query_words(text)])
    data = await site.fetch_page(
        datasette, "clubs", match=match, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE
    )
    context = {
        "q": text,
        "page": page,
        "clubs": data["clubs"][:PAGE_SIZE],
        "has_next": len(data["clubs"]) > PAGE_SIZE,
    }
    return site.html_page(datasette, "clubs.html", context, request=request)


def read_club(connection: sqlite3.Connection, club_id: str) -> dict[str, list[Row]]:
    """Everything of the page in one hop to the database."""
    data = site.read_page(connection, "club", {"id": club_id})
    join_lines(data["teams"], read_lines(connection, data["teams"]))
    return data


async def club(datasette: Datasette, request: Request) -> Response:
    """A club, or the way to it from a former id."""
    club_id = request.url_vars["id"]
    data = await site.read_database(datasette, partial(read_club, club_id=club_id))
    if data["redirect"]:
        address = f"/societa/{data['redirect'][0]['club_id']}"
        return site.moved(datasette, request, address)
    if not data["club"]:
        return site.not_found(datasette)
    context = {
        "club": data["club"][0],
        "names": [row["name_printed"] for row in data["names"]],
        "findings": data["findings"],
        "gymnasts": data["gymnasts"],
        "seasons": group_seasons(data["teams"]),
        "questions": await site.question_links(datasette, QUESTIONS, data["club"][0]),
        "documents": data["documents"],
    }
    return site.html_page(datasette, "club.html", context, request=request)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/societa$", club_list), (r"/societa/(?P<id>[^/.]+)$", club)]
