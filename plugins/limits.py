"""What no page of the site takes: a body larger than a form, a cookie that cannot be read.

Datasette reads a body whole before a page sees it, and fails on a cookie that is not in the form of one.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from http.cookies import CookieError, SimpleCookie
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

from ingest import site
from ingest.inbox_form import MAX_BODY

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Message, Any, Any], Awaitable[None]]
WITHOUT_BODY = ("GET", "HEAD", "OPTIONS", "TRACE")


class TooLarge(Exception):
    """A body of more than MAX_BODY bytes."""


class Gone(Exception):
    """Who was sending has gone."""


async def read_body(receive: Receive) -> bytes:
    """A body of bounded size, whatever its header said of it. Raises TooLarge, Gone."""
    body, is_whole = b"", False
    while not is_whole:
        message = await receive()
        if message["type"] != "http.request":
            raise Gone
        body += message.get("body", b"")
        is_whole = not message.get("more_body", False)
        if len(body) > MAX_BODY:
            raise TooLarge
    return body


def is_said_too_large(scope: Message) -> bool:
    length = dict(scope["headers"]).get(b"content-length", b"")
    return len(length) > 9 or (length.isdigit() and int(length) > MAX_BODY)


async def replay(waiting: list[Message], receive: Receive) -> Message:
    return waiting.pop() if waiting else await receive()


def readable_headers(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Without cookies that cannot be read, and without a header that only a script of ours could send."""
    return [
        (name, value)
        for name, value in headers
        if name != b"x-csrftoken" and (name != b"cookie" or is_cookie(value))
    ]


def is_cookie(value: bytes) -> bool:
    try:
        SimpleCookie().load(value.decode("utf-8"))
    except (CookieError, UnicodeDecodeError):
        return False
    return True


class WithLimits:
    """An ASGI application around another."""

    def __init__(self, datasette: Datasette, app: App) -> None:
        self.datasette = datasette
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Any) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        scope = {**scope, "headers": readable_headers(scope["headers"])}
        if scope["method"] in WITHOUT_BODY:
            return await self.app(scope, receive, send)
        try:
            if is_said_too_large(scope):
                raise TooLarge
            waiting: list[Message] = [{"type": "http.request", "body": await read_body(receive)}]
        except Gone:
            return None
        except TooLarge:
            page = site.html_page(self.datasette, "too_large.html", {}, status=413)
            return await page.asgi_send(send)  # type: ignore[no-any-return]
        return await self.app(scope, partial(replay, waiting, receive), send)


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Datasette) -> Callable[[App], WithLimits]:
    """First, so that it is the innermost: its answers get the headers of every answer."""
    return partial(WithLimits, datasette)
