"""Headers of every answer: pages that name people stay out of search engines, files are cached."""

from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

from datasette import hookimpl

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Any, Send], Awaitable[None]]

# Until the privacy tiers say which people may be found, no page with people is indexed.
OPEN_TO_ROBOTS = "/salute"
HEADERS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
NOINDEX = (b"x-robots-tag", b"noindex")
# A static file is asked for with its hash: another content has another address.
FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")


def extra_headers(path: str, query: bytes) -> list[tuple[bytes, bytes]]:
    """The headers that an address gets beside its own."""
    if path.startswith("/static/") and query.startswith(b"v="):
        return [*HEADERS, FOR_EVER]
    return HEADERS if path == OPEN_TO_ROBOTS else [*HEADERS, NOINDEX]


async def send_with_headers(send: Send, extra: list[tuple[bytes, bytes]], message: Message) -> None:
    if message["type"] == "http.response.start":
        message = {**message, "headers": [*message.get("headers", []), *extra]}
    await send(message)


class WithHeaders:
    """An ASGI application around another. A class, because servers look for `async __call__`."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Any, send: Send) -> None:
        if scope["type"] == "http":
            send = partial(
                send_with_headers, send, extra_headers(scope["path"], scope["query_string"])
            )
        await self.app(scope, receive, send)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> type[WithHeaders]:
    return WithHeaders
