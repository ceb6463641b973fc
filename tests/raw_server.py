"""A small server on 127.0.0.1 whose answers may be any bytes, and which notes what it is asked."""

import contextlib
import socket
import socketserver
import ssl
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Visit:
    """One request and the way to answer it; nth counts the requests of this path from 1."""

    site: "Site"
    connection: socket.socket
    path: str
    headers: dict[str, str]
    nth: int
    method: str = "GET"
    body: bytes = b""

    def send(self, content: bytes) -> None:
        self.connection.sendall(content)

    def head(self, status: str = "200 OK", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status}", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
        self.send("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))

    def answer(self, body: bytes = b"", status: str = "200 OK", **headers: str) -> None:
        self.head(status, Content_Length=str(len(body)), **headers)
        self.site.body_bytes += len(body)
        self.send(body)

    def redirect(self, location: str) -> None:
        self.answer(b"", "302 Found", Location=location)

    def reset(self) -> None:
        """Close so that the other side sees a reset, not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def pause(self, seconds: float) -> None:
        self.site.closing.wait(seconds)


Answer = Callable[[Visit], None]


@dataclass
class Site:
    """The server: what it answers by path (its query included), and what it was asked."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    body_bytes: int = 0
    at_once: int = 0
    most_at_once: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str, host: str = "risultati.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> int:
        return Counter(path for path, _ in self.requests)[path]

    def put(self, path: str, body: bytes, **headers: str) -> None:
        """Serve a body with an ETag of its own, "not modified" included."""
        tag = f'"{zlib.crc32(body):08x}"'
        self.answers[path] = lambda visit: (
            visit.answer(b"", "304 Not Modified", ETag=tag)
            if visit.headers.get("if-none-match") == tag
            else visit.answer(body, ETag=tag, **headers)
        )


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    site: Site


class Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        site = self.server.site
        with site.lock:
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
        # A client that has gone is what many of these traps are about.
        with contextlib.suppress(OSError):
            self.answer(site)
        with site.lock:
            site.at_once -= 1

    def answer(self, site: Site) -> None:
        lines = [line.decode("latin-1") for line in self.head()]
        if not lines:
            return
        method, path, _ = lines[0].split(" ")
        parts = [line.partition(":") for line in lines[1:]]
        headers = {name.lower(): value.strip() for name, _, value in parts}
        site.requests.append((path, headers))
        body = self.rfile.read(int(headers.get("content-length", 0)))
        visit = Visit(site, self.request, path, headers, site.asked(path), method, body)
        known = site.answers.get(path)
        if known:
            known(visit)
        else:
            visit.answer(b"niente qui", "404 Not Found")

    def head(self) -> list[bytes]:
        """The lines of the request; none when the client was killed before it had said all."""
        lines = []
        while line := self.rfile.readline():
            if line == b"\r\n":
                return lines
            lines.append(line)
        return []

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            super().finish()


@contextlib.contextmanager
def running_site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """The server, in a thread of this process, on a free port."""
    with Server(("127.0.0.1", 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.site = Site(port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.site
        finally:
            server.site.closing.set()
            server.shutdown()
            thread.join()
