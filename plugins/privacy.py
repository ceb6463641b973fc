"""/privacy: the notice that a parent reads in two minutes, with the operator's own data in it."""

from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from ingest import site
from ingest.notice import BLANK, Notice, load_notice, notice_path
from ingest.vocabulary import curated

NOTICES: WeakKeyDictionary[Datasette, Notice] = WeakKeyDictionary()


async def privacy(datasette: Datasette, request: Request) -> Response:
    """What is published is the list that the build follows (ingest/published.py)."""
    notice = NOTICES[datasette]
    context = {"notice": notice, "blank": BLANK, "published": curated("published")}
    context |= await site.fetch_page(datasette, "privacy")
    return site.html_page(datasette, "privacy.html", context, request=request)


@hookimpl  # type: ignore[untyped-decorator]
def startup(datasette: Datasette) -> None:
    """The notice is read once: a changed one holds from the next start."""
    NOTICES[datasette] = load_notice(notice_path())


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/privacy$", privacy)]
