"""A fault of ours in a page: what went wrong and where is a line of the log, what was asked for is none.

Datasette prints the traceback of an exception and its message, in which the words of a search can stand, and
shows the message on the page. Here the log gets the kind of the exception and the places of the code, the
visitor a page that says sorry. What a visitor did wrong (4xx, a wrong SQL) stays Datasette's to answer, which
calls some of it a fault of its own: a column that does not sort, or one of its settings ("_facet={") that it
cannot read, is a 400 here.
"""

import re
import sqlite3
import sys
import traceback
from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError

from ingest import site

EXPECTED = (Base400, DatasetteError)
UNREAD = "L'indirizzo ha un'impostazione che non si può leggere."
# What Datasette's reading of a setting ends with, in its own code or in that of json.
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)
READERS = re.compile(r"[/\\](?:datasette|json)[/\\][^/\\]+\.py$|[/\\]datasette[/\\]views[/\\]")


def fault_line(path: str, exception: BaseException) -> str:
    """The first part of the address, the kind of the exception, and where it came from, innermost last."""
    frames = traceback.extract_tb(exception.__traceback__)
    places = " > ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames)
    page = "/" + path.strip("/").partition("/")[0]
    return f"pedana: {type(exception).__name__} in a page of {page}: {places}"


async def answer_fault(datasette: Datasette, request: Request, exception: Exception) -> Response:
    print(fault_line(request.path, exception), file=sys.stderr, flush=True)
    if request.path.endswith((".json", ".csv")):
        return Response.json({"ok": False, "error": "Errore interno", "status": 500}, status=500)
    return site.html_page(datasette, "500.html", {}, status=500)


def is_unreadable(request: Request, exception: Exception) -> bool:
    """Whether Datasette could not read what a visitor set: a parameter "_...", or a form nobody reads."""
    is_set = request.method == "POST" or any(key.startswith("_") for key in request.args)
    frames = traceback.extract_tb(exception.__traceback__)
    is_theirs = bool(frames) and bool(READERS.search(frames[-1].filename))
    return is_set and is_theirs and isinstance(exception, UNREADABLE)


async def answer_unreadable(datasette: Datasette, request: Request) -> Response:
    if request.path.endswith((".json", ".csv")):
        return Response.json({"ok": False, "error": UNREAD, "status": 400}, status=400)
    context = {"title": None, "error": UNREAD, "status": 400, "ok": False}
    return Response.html(
        await datasette.render_template("error.html", context, request), status=400
    )


async def answer_missing(datasette: Datasette) -> Response:
    return site.not_found(datasette)


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Generator[None, Any, None]:
    """In place of all other answers: Datasette awaits each of them, and prints in its own."""
    if isinstance(exception, DatasetteError) and exception.status == 500:
        exception.status = 400
    outcome = yield
    if isinstance(exception, sqlite3.ProgrammingError) and "pks" in request.url_vars:
        outcome.force_result([partial(answer_missing, datasette)])  # too few keys for one row
        return
    if is_unreadable(request, exception):
        outcome.force_result([partial(answer_unreadable, datasette, request)])
        return
    if not isinstance(exception, EXPECTED):
        outcome.force_result([partial(answer_fault, datasette, request, exception)])
