"""Headers of every answer: what names who is not indexed stays out of search engines, files are cached."""

from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

from ingest import site

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Any, Send], Awaitable[None]]

# What names nobody, beside the pages of the table indexable_page.
OPEN_TO_ROBOTS = ("/salute", "/robots.txt", "/sitemap.xml")
HEADERS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
NOINDEX = (b"x-robots-tag", b"noindex")
# A static file is asked for with its hash: another content has another address.
FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")


def extra_headers(datasette: Datasette, path: str, query: bytes) -> list[tuple[bytes, bytes]]:
    """The headers that an address gets beside its own."""
    if path.startswith("/static/") and query.startswith(b"v="):
        return [*HEADERS, FOR_EVER]
    if path in OPEN_TO_ROBOTS or site.is_indexable(datasette, path, query.decode("latin-1")):
        return HEADERS
    return [*HEADERS, NOINDEX]


async def send_with_headers(
    send: Send, datasette: Datasette, scope: Message, message: Message
) -> None:
    """At the start of the answer, when the site is ready and knows its pages."""
    if message["type"] == "http.response.start":
        extra = extra_headers(datasette, scope["path"], scope["query_string"])
        message = {**message, "headers": [*message.get("headers", []), *extra]}
    await send(message)


class WithHeaders:
    """An ASGI application around another. A class, because servers look for `async __call__`."""

    def __init__(self, app: App, datasette: Datasette) -> None:
        self.app, self.datasette = app, datasette

    async def __call__(self, scope: Message, receive: Any, send: Send) -> None:
        if scope["type"] == "http":
            send = partial(send_with_headers, send, self.datasette, scope)
        await self.app(scope, receive, send)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Datasette) -> Callable[[App], WithHeaders]:
    return partial(WithHeaders, datasette=datasette)
