"""One request over the network: a checked address, one deadline, counted bytes, a whole body.

Only this module opens a socket. What httpx leaves open by itself is closed here: its timeout is per read, so
a server that drips bytes holds it for ever; it unpacks a gzip bomb whole; it takes an answer of HTTP/1.0 that
broke off for a whole one; it would resolve a name again after somebody checked its address.
"""

import asyncio
import functools
import ipaddress
import socket
import ssl
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from ingest.reading import FetchError

GZIP = 31  # zlib's word for a stream with the head and the check sum of gzip
IPV4_INSIDE = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))
UNPACKED = ("", "identity")
PACKED = ("gzip", "x-gzip")
TOO_LONG = "Receive buffer too long"  # h11's word for a head of more than 100 kB


class NotNow(FetchError):
    """The server or the network is not able now, and it is no use to try again in this run."""


class TryLater(NotNow):
    """It may be able in a moment; after `seconds`, if the server said so."""

    def __init__(self, text: str, seconds: float | None = None) -> None:
        super().__init__(text)
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may take: seconds from connecting to the last byte, and of silence."""

    deadline_seconds: float = 120.0
    idle_seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. content is unpacked, and empty unless the status is 200; received counts bytes on the
    wire; has_length says that the body came with a stated length, all of it.
    """

    url: str
    status: int
    headers: httpx.Headers
    content: bytes = b""
    received: int = 0
    has_length: bool = True


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order in which the system would try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet: not of this machine, its network or its provider."""
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address) and (
        parsed.ipv4_mapped
        or parsed.sixtofour
        or parsed.teredo
        or parsed.is_site_local
        or any(parsed in network for network in IPV4_INSIDE)
    ):
        return False  # an IPv4 address in disguise
    return parsed.is_global and not parsed.is_multicast


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How names become addresses, and which of those may be connected to.

    Both are parameters for tests, which let 127.0.0.1 through; nothing else passes another value.
    """

    resolve: Callable[[str, int], list[str]] = resolve
    may_connect: Callable[[str], bool] = is_public


def ask(
    url: httpx.URL,
    headers: dict[str, str],
    max_bytes: int,
    limits: Limits,
    network: Network,
    body: bytes = b"",
) -> Answer:
    """Send one GET, or with a body one POST, and read its answer, following nothing. max_bytes is of the
    answer, unpacked.

    The name is resolved once, and the connection made to the addresses that were checked. Raises TryLater
    for what may pass (no connection, reset, silence, a body cut short), NotNow for an answer that takes too
    long, as it would the next time, and FetchError for what will not pass.
    """
    addresses = _checked_addresses(url, network)
    try:
        return asyncio.run(_ask(url, addresses, headers, max_bytes, limits, body))
    except TimeoutError as error:
        raise NotNow(f"not finished after {limits.deadline_seconds:g} seconds") from error
    except httpx.TimeoutException as error:
        raise TryLater(f"silent for {limits.idle_seconds:g} seconds") from error
    except httpx.TransportError as error:
        if TOO_LONG in str(error):
            raise FetchError(f"the head of its answer is too long ({TOO_LONG})") from error
        reason = ": ".join(filter(None, [type(error).__name__, str(error)]))
        raise TryLater(f"the connection failed ({reason})") from error
    except zlib.error as error:
        raise FetchError(f"the gzip is broken ({error})") from error


def _checked_addresses(url: httpx.URL, network: Network) -> list[str]:
    host = url.raw_host.decode("ascii")
    try:
        addresses = network.resolve(host, url.port or (443 if url.scheme == "https" else 80))
    except socket.gaierror as error:
        raise TryLater(f"{host} has no address ({error.strerror})") from error
    except UnicodeError as error:
        raise FetchError(f"{host} is not a name of a host") from error
    for address in addresses:
        if not network.may_connect(address):
            raise FetchError(f"{host} is at {address}, which is not a public address")
    return addresses


@functools.cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


async def _ask(
    url: httpx.URL,
    addresses: list[str],
    headers: dict[str, str],
    max_bytes: int,
    limits: Limits,
    body: bytes,
) -> Answer:
    """A client for each request: no cookies, no proxy, no connection that outlives its check."""
    async with (
        asyncio.timeout(limits.deadline_seconds),
        httpx.AsyncClient(
            verify=_certificates(), trust_env=False, timeout=limits.idle_seconds
        ) as client,
    ):
        response = await _connect(client, url, addresses, headers, body)
        try:
            return await _read(url, response, max_bytes)
        finally:
            await response.aclose()


async def _connect(
    client: httpx.AsyncClient,
    url: httpx.URL,
    addresses: list[str],
    headers: dict[str, str],
    body: bytes,
) -> httpx.Response:
    """The answer, its body unread, from the first address that can be connected to."""
    host = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "gzip", "Connection": "close"}
    for address in addresses:
        request = client.build_request(
            "POST" if body else "GET",
            url.copy_with(host=address),
            headers=headers | host,
            content=body or None,
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        try:
            return await client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if address == addresses[-1]:
                raise
    raise TryLater("the host has no address")


async def _read(url: httpx.URL, response: httpx.Response, max_bytes: int) -> Answer:
    answer = Answer(url=str(url), status=response.status_code, headers=response.headers)
    if response.status_code != 200:
        return answer
    stated = response.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > max_bytes:
        raise FetchError(f"{int(stated):,} bytes, more than the {max_bytes:,} allowed")
    body = _Body(response.headers.get("content-encoding", ""), max_bytes)
    async for chunk in response.aiter_raw():
        body.add(chunk)
    return Answer(
        url=str(url),
        status=response.status_code,
        headers=response.headers,
        content=body.end(),
        received=body.received,
        has_length=bool(stated) or "transfer-encoding" in response.headers or body.is_packed,
    )


class _Body:
    """A body as it comes in, unpacked and counted piece by piece: a bomb is never held in memory."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        encoding = encoding.strip().lower()
        if encoding not in UNPACKED + PACKED:
            raise FetchError(f"packed as {encoding!r}, asked for gzip")
        self.is_packed = encoding in PACKED
        self.received = 0
        self._max = max_bytes
        self._content = bytearray()
        self._stream = zlib.decompressobj(GZIP)

    def add(self, chunk: bytes) -> None:
        self.received += len(chunk)
        if not self.is_packed:
            self._take(chunk)
            return
        while chunk:
            if self._stream.eof:  # a gzip may be several, one after another
                self._stream = zlib.decompressobj(GZIP)
            self._take(self._stream.decompress(chunk, self._max + 1 - len(self._content)))
            chunk = self._stream.unconsumed_tail or self._stream.unused_data

    def _take(self, piece: bytes) -> None:
        self._content += piece
        if len(self._content) > self._max or self.received > self._max:
            raise FetchError(f"more than the {self._max:,} bytes allowed")

    def end(self) -> bytes:
        if self.is_packed and not self._stream.eof:
            raise TryLater("the gzip is cut short")
        return bytes(self._content)
