"""Headers of every answer: pages that name people stay out of search engines."""

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


def extra_headers(path: str) -> list[tuple[bytes, bytes]]:
    """The headers that an address gets beside its own."""
    return HEADERS if path == OPEN_TO_ROBOTS else [*HEADERS, NOINDEX]


async def send_with_headers(send: Send, extra: list[tuple[bytes, bytes]], message: Message) -> None:
    if message["type"] == "http.response.start":
        message = {**message, "headers": [*message.get("headers", []), *extra]}
    await send(message)


async def answer(app: App, scope: Message, receive: Any, send: Send) -> None:
    if scope["type"] == "http":
        send = partial(send_with_headers, send, extra_headers(scope["path"]))
    await app(scope, receive, send)


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    return wrap_app


def wrap_app(app: App) -> App:
    return partial(answer, app)
