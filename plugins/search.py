"""/cerca: gymnasts, clubs and competitions, as a page and, as one types, the list alone."""

import sqlite3
from functools import partial
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from ingest import site
from ingest.search import match_all, match_trigrams, nearest_words, query_words

Row = dict[str, Any]
LIMIT = 12
FEWEST_LETTERS = 2
KINDS = ("athletes", "clubs", "competitions")


def read_matches(connection: sqlite3.Connection, groups: list[list[str]]) -> dict[str, list[Row]]:
    """At most LIMIT + 1 of each kind: one more tells that there are more."""
    params = {"match": match_all(groups), "limit": LIMIT}
    return site.read_page(connection, "search", params)


def near_groups(connection: sqlite3.Connection, words: list[str]) -> list[list[str]]:
    """Each word where the indexes know it, else the nearest words; [] when one has none."""
    groups = [known_or_near(connection, word) for word in words]
    return groups if all(groups) else []


def known_or_near(connection: sqlite3.Connection, word: str) -> list[str]:
    queries = site.page_queries("nearest")
    if site.rows(connection, queries["is_known"], {"match": match_all([[word]])}):
        return [word]
    if len(word) < 3:
        return []
    found = site.rows(connection, queries["candidates"], {"trigrams": match_trigrams(word)})
    near = nearest_words(word, [row["word"] for row in found])
    if near:
        return near
    # "zeat" has no three letters in a row of "zeta".
    params = {"first": word[0], "length": len(word)}
    return nearest_words(
        word, [row["word"] for row in site.rows(connection, queries["alike"], params)]
    )


def search(connection: sqlite3.Connection, text: str) -> Row:
    """What a query finds, and the words it was read as when nothing has the words typed."""
    words = query_words(text)
    if sum(map(len, words)) < FEWEST_LETTERS:
        return {"q": text, "is_short": True, "read_as": [], "found": {}}
    groups = [[word] for word in words]
    found = read_matches(connection, groups)
    read_as: list[list[str]] = []
    if not any(found.values()):
        read_as = near_groups(connection, words)
    if read_as:
        found = read_matches(connection, read_as)
    return {"q": text, "is_short": False, "read_as": read_as, "found": found}


def result_context(answer: Row) -> Row:
    """The lists cut to their length, and whether each goes on."""
    found = answer["found"]
    return {
        "q": answer["q"],
        "is_short": answer["is_short"],
        "read_as": " ".join(" o ".join(group) for group in answer["read_as"]),
        "has_results": any(found.values()),
        "lists": {kind: found.get(kind, [])[:LIMIT] for kind in KINDS},
        "has_more": {kind: len(found.get(kind, [])) > LIMIT for kind in KINDS},
    }


async def search_page(datasette: Datasette, request: Request) -> Response:
    """The same address answers htmx with the list alone, so caches must tell the two apart."""
    text = (request.args.get("q") or "").strip()[:100]
    answer = await site.read_database(datasette, partial(search, text=text))
    is_partial = request.headers.get("hx-request") == "true"
    template = "_search_results.html" if is_partial else "search.html"
    response = site.html_page(datasette, template, result_context(answer))
    response.headers["Vary"] = "HX-Request"
    return response


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/cerca$", search_page)]
