"""What the plugins of our own pages share: their SQL in one hop, their templates without a wait.

Datasette's render_template is asynchronous and asks permissions for each link; our pages need
neither, and one hop to the database with a plain template is several times faster.
"""

import hashlib
import re
import sqlite3
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils.asgi import Request, Response
from jinja2 import Environment, FileSystemLoader

from ingest import formats
from ingest.serve import DATABASE_NAME, ROOT
from ingest.text import is_full_name

Row = dict[str, Any]
Answer = TypeVar("Answer")
STATEMENT_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)
# Nothing of a page comes from elsewhere, and nothing in it runs that is not a file of ours.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ENVIRONMENTS: WeakKeyDictionary[Datasette, Environment] = WeakKeyDictionary()
INDEXABLE: WeakKeyDictionary[Datasette, frozenset[str]] = WeakKeyDictionary()


@lru_cache
def page_queries(page: str) -> Mapping[str, str]:
    """The statements of page_queries/<page>.sql by name, read once."""
    text = (ROOT / "page_queries" / f"{page}.sql").read_text(encoding="utf-8")
    _, *parts = STATEMENT_NAME.split(text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


async def fetch_page(datasette: Datasette, page: str, **params: object) -> dict[str, list[Row]]:
    """Run all the statements of a page in one hop; rows by the name of their statement."""
    return await read_database(datasette, partial(read_page, page=page, params=params))


async def read_database(
    datasette: Datasette, read: Callable[[sqlite3.Connection], Answer]
) -> Answer:
    """One hop to a thread that has a connection: what read(connection) returns."""
    answer: Answer = await datasette.get_database(DATABASE_NAME).execute_fn(read)
    return answer


def read_page(
    connection: sqlite3.Connection, page: str, params: Mapping[str, object]
) -> dict[str, list[Row]]:
    """The rows of all the statements of a page."""
    return {name: rows(connection, sql, params) for name, sql in page_queries(page).items()}


def rows(connection: sqlite3.Connection, sql: str, params: Mapping[str, object]) -> list[Row]:
    """The rows of one statement as plain dicts."""
    return [dict(row) for row in connection.execute(sql, params)]


def dress_environment(environment: Environment, datasette: Datasette) -> None:
    """Give a Jinja environment, ours or Datasette's, what page_base.html needs."""
    environment.filters.update(formats.FILTERS)
    environment.tests["full_name"] = is_full_name
    environment.globals.update(urls=datasette.urls, static=static_address, site={})


async def prepare_site(datasette: Datasette) -> None:
    """Build the environment of our pages once, with the facts that all of them show."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pm.hook.prepare_jinja2_environment(env=environment, datasette=datasette)
    data = await fetch_page(datasette, "site")
    environment.globals["site"] = datasette.jinja_env.globals["site"] = data["facts"][0]
    INDEXABLE[datasette] = frozenset(row["address"] for row in data["indexable"])
    ENVIRONMENTS[datasette] = environment


def is_indexable(datasette: Datasette, path: str, query: str) -> bool:
    """Whether a search engine may keep what an address answers: it names nobody who is not indexed."""
    return not query and path in INDEXABLE.get(datasette, ())


def html_page(
    datasette: Datasette, template: str, context: Mapping[str, object], status: int = 200,
    request: Request | None = None,
) -> Response:  # fmt: skip
    """A page of ours; noindex but for the answer to a request that is indexable."""
    may_index = request and is_indexable(datasette, request.path, request.query_string)
    page = ENVIRONMENTS[datasette].get_template(template)
    html = page.render({**context, "is_indexable": may_index})
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
    return Response.html(html, status=status, headers=headers)


def csv_file(name: str, text: str) -> Response:
    """A CSV that the browser saves under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, headers=headers, content_type="text/csv; charset=utf-8")


def moved(datasette: Datasette, request: Request, address: str) -> Response:
    """The way to where a page is now, with the query it was asked for."""
    query = f"?{request.query_string}" if request.query_string else ""
    return Response.redirect(datasette.urls.path(address) + query, status=301)


def not_found(datasette: Datasette) -> Response:
    """The one answer for what is not here, whether it never was or is no longer."""
    return html_page(datasette, "404.html", {}, status=404)


async def question_links(datasette: Datasette, questions: Mapping[str, str], row: Row) -> list[Row]:
    """The questions (name: parameter) that a page leads to, asked about what it shows."""
    queries = await datasette.get_canned_queries(DATABASE_NAME, None)
    return [
        {"title": queries[name]["title"], "address": question_address(name, {key: row[key]})}
        for name, key in questions.items()
        if row[key]
    ]


def question_address(name: str, params: Mapping[str, object]) -> str:
    """Where a question is asked: /pedana/athlete_podiums?athlete_id=7f3a91c2."""
    return f"/{DATABASE_NAME}/{name}" + (f"?{urlencode(params)}" if params else "")


@lru_cache
def static_address(name: str) -> str:
    """The path of a static file with the start of its hash: it may be cached for ever."""
    digest = hashlib.sha256((Path(ROOT) / "static" / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:10]}"
