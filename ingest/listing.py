"""`discover` of a source, in a child process: a page that lists documents may be as hostile as one of them.

    child  -> {"get": [address, body]} | {"link": {...}} | {"refused": text} | {"end": true}    JSON lines
    parent -> Page | FetchError                                                to each "get", pickled

The child is confined like a reader of documents (confine.py): it opens no socket and writes no file. The
parent fetches each page it asks for, and believes nothing of it that it has not checked.
"""

import contextlib
import json
import os
import pickle
import socket
from collections.abc import Generator, Mapping
from dataclasses import asdict
from functools import partial
from typing import BinaryIO, NoReturn

from ingest.child import OUT_OF_MEMORY, keep_only, reap
from ingest.confine import confine
from ingest.polite import NextRun
from ingest.reading import Discover, FetchError, Get, Link, Page, ReadingError
from ingest.sandbox import MAX_LINE, WAIT_SECONDS, cause_of_death


def list_links(discover: Discover, get: Get) -> Generator[Link, None, None]:
    """The links of a source, in order, its pages fetched by `get` in this process.

    Raises FetchError with what `discover` raised, or with what became of its process, and whatever `get`
    raises; but `discover` may bear a FetchError of one page.
    """
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        _run(discover, theirs)
    theirs.close()
    ours.settimeout(WAIT_SECONDS)
    broken_at = ""
    try:
        with ours, ours.makefile("rb") as lines:
            broken_at = yield from _follow(ours, lines, get)
    finally:
        status, memory = reap(child)
    if broken_at:
        death = cause_of_death(os.waitstatus_to_exitcode(status), memory)
        raise FetchError(f"{broken_at}: {death}")


def _follow(pipe: socket.socket, lines: BinaryIO, get: Get) -> Generator[Link, None, str]:
    """Yield the links that the child sends, fetch what it asks for; return "" when it came to the end, else
    the address of the page it was reading.
    """
    page = "discover"
    while line := _read_line(lines, page):
        match _decode(line):
            case {"link": {"url": str(url), "name": str(name), "said": dict(said)}}:
                yield Link(url=url, name=name, said={key: str(text) for key, text in said.items()})
            case {"get": [str(url), None | dict() as body]}:
                page = url
                _answer(pipe, get, url, body)
            case {"refused": str(text)}:
                raise FetchError(text)
            case {"end": True}:
                return ""
            case _:
                raise FetchError(f"{page}: its reader sent a line that is no link")
    return page


def _read_line(lines: BinaryIO, page: str) -> bytes:
    """The next line, b"" when the child has gone; what it left of its last is none."""
    try:
        line = lines.readline(MAX_LINE)
    except TimeoutError as error:
        raise FetchError(f"{page}: its reader took more than {WAIT_SECONDS} s") from error
    if len(line) == MAX_LINE:
        raise FetchError(f"{page}: its reader sent a link of more than {MAX_LINE // 1024} kB")
    return line if line.endswith(b"\n") else b""


def _decode(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _answer(pipe: socket.socket, get: Get, url: str, body: Mapping[str, str] | None) -> None:
    answer: Page | FetchError
    try:
        answer = get(url, body) if body else get(url)
    except NextRun:
        raise
    except FetchError as error:
        answer = FetchError(str(error))
    with contextlib.suppress(OSError):  # the child has died: its next line is none
        pipe.sendall(pickle.dumps(answer))


def _run(discover: Discover, pipe: socket.socket) -> NoReturn:
    try:
        keep_only(pipe.fileno())
        end = _send_links(discover, pipe)
        _send(pipe, end)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        os._exit(1)


def _send_links(discover: Discover, pipe: socket.socket) -> dict[str, object]:
    """Send the links; the last line to send: that this is the end, or why there is none."""
    try:
        confine()
        with pipe.makefile("rb") as answers:
            for link in discover(partial(_get, pipe, answers)):
                _send(pipe, {"link": asdict(link)})
    except (FetchError, ReadingError) as error:
        return {"refused": str(error)}
    except MemoryError:
        raise
    except Exception as error:
        return {"refused": f"{type(error).__name__}: {error}"}
    return {"end": True}


def _get(
    pipe: socket.socket, answers: BinaryIO, url: str, body: Mapping[str, str] | None = None, /
) -> Page:
    """A page from the parent, which is trusted: only from there anything is unpickled."""
    _send(pipe, {"get": [url, dict(body) if body else None]})
    answer = pickle.load(answers)
    if isinstance(answer, FetchError):
        raise answer
    assert isinstance(answer, Page)
    return answer


def _send(pipe: socket.socket, said: dict[str, object]) -> None:
    pipe.sendall(json.dumps(said).encode() + b"\n")
