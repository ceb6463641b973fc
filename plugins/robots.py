"""/robots.txt and the header of crawler traps: the same rule, said before the visit and in the answer.

A trap is an address of Datasette's tables with a query: SQL, filters, facets, orders, further pages, sizes,
streams. There is no end of them, and all they show stands on pages without a query too. Everything
else stays open, pages that must not be indexed above all: a crawler that may not fetch a page never sees its
noindex, and lists the bare address.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, unquote

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from ingest.serve import DATABASE_NAME

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Any, Send], Awaitable[None]]

ROOT = f"/{DATABASE_NAME}"
SITEMAP = "/sitemap.xml"
TRAP = (b"x-robots-tag", b"noindex, nofollow")
SUFFIX = re.compile(r"\.(?:json|csv)$")


def is_trap(path: str, query: str, questions: Iterable[str]) -> bool:
    """Whether an address leads to endless others. A question (canned query) is none, asked with its own
    parameters: every athlete has a few, and they may have to say noindex.
    """
    if not query or not (path == ROOT or path.startswith((f"{ROOT}/", f"{ROOT}."))):
        return False
    name = SUFFIX.sub("", path).removeprefix(f"{ROOT}/")
    if name not in questions:
        return True
    return any(key.startswith("_") for key, _ in parse_qsl(query, keep_blank_values=True))


def robots_lines(questions: Iterable[str], base: str, sitemap: str) -> Iterator[str]:
    """The file; of two rules that fit, the longer holds (RFC 9309). base is what stands before each path."""
    root = base.rstrip("/") + ROOT
    yield "# Chiuso solo ciò che non finisce mai: SQL, filtri, ordinamenti e pagine delle tabelle."
    yield "# Le pagine da non indicizzare restano aperte: sono loro a dirlo (noindex)."
    yield "User-agent: *"
    for path in (f"{root}?", f"{root}.*?", f"{root}/*?"):
        yield f"Disallow: {path}"
    for name in sorted(questions):
        for suffix in ("?", ".json?", ".csv?"):
            yield f"Allow: {root}/{name}{suffix}"
            yield f"Disallow: {root}/{name}{suffix}_"
            yield f"Disallow: {root}/{name}{suffix}*&_"
    yield f"Sitemap: {sitemap}"


async def robots(datasette: Datasette, request: Request) -> Response:
    questions = await datasette.get_canned_queries(DATABASE_NAME, None)
    sitemap = datasette.absolute_url(request, datasette.urls.path(SITEMAP))
    lines = robots_lines(questions, datasette.urls.instance(), sitemap)
    return Response.text("\n".join(lines) + "\n")


async def send_as_trap(send: Send, message: Message) -> None:
    if message["type"] == "http.response.start":
        message = {**message, "headers": [*message.get("headers", []), TRAP]}
    await send(message)


class TrapHeader:
    """An ASGI application around another, which marks the answers of traps."""

    def __init__(self, app: App, datasette: Datasette) -> None:
        self.app, self.datasette = app, datasette

    async def __call__(self, scope: Message, receive: Any, send: Send) -> None:
        if scope["type"] == "http" and scope["query_string"] and await self.is_trap(scope):
            send = partial(send_as_trap, send)
        await self.app(scope, receive, send)

    async def is_trap(self, scope: Message) -> bool:
        base = self.datasette.urls.instance().rstrip("/")
        path = unquote(scope["path"]).removeprefix(base)
        if not path.startswith(ROOT):  # search as you type: questions are not looked up
            return False
        questions = await self.datasette.get_canned_queries(DATABASE_NAME, None)
        return is_trap(path, scope["query_string"].decode("latin-1"), questions)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Datasette) -> Callable[[App], TrapHeader]:
    return partial(TrapHeader, datasette=datasette)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/robots\.txt$", robots)]
