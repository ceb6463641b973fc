"""What runs in processes of its own, so that a document can harm nobody else: a helper, forked once, and
its children, one per document, which read it under the limits of confine.py and send its rows.
"""

import gc
import json
import logging
import os
import resource
import signal
import socket
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from ingest.archive import ArchiveError, Document
from ingest.blackened import read_blackened
from ingest.confine import confine, memory_of, near_limit
from ingest.reading import MAX_SAID, Parse, RawRow, ReadingError

CHUNK = 64 * 1024
OUT_OF_MEMORY = 3  # exit code: by then there may be no memory left to say it in words
END_OLDEST = b"."
MAX_WARNINGS = 10  # of one document: with it their line is shorter than sandbox.MAX_LINE
VALUES = attrgetter(*(field.name for field in fields(RawRow)))


def start_helper(sources: dict[str, ModuleType]) -> tuple[int, socket.socket]:
    ours, theirs = socket.socketpair()
    helper = os.fork()
    if not helper:
        try:
            keep_only(theirs.fileno())
            gc.freeze()  # what a child never looks at stays shared
            _serve(sources, theirs)
        finally:
            os._exit(0)
    theirs.close()
    return helper, ours


def keep_only(kept: int) -> None:
    """Close every file but one; standard input and output lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))


def _serve(sources: dict[str, ModuleType], requests: socket.socket) -> None:
    """Fork a child per request; reap the oldest when the parent has read enough of it."""
    children: deque[int] = deque()
    for line, pipe in _receive(requests):
        if line == END_OLDEST:
            requests.sendall(b"%d %d" % reap(children.popleft()))
            continue
        child = os.fork()
        if not child:
            _read_as_child(sources, line, pipe)
        os.close(pipe)
        children.append(child)
    for child in children:
        reap(child)


def _receive(requests: socket.socket) -> Iterator[tuple[bytes, int]]:
    """Yield each line with the pipe that came with it (a request), until the parent is gone."""
    rest, pipes = b"", deque[int]()
    while True:
        text, more, _, _ = socket.recv_fds(requests, CHUNK, 1)
        if not text:
            return
        pipes += more
        *lines, rest = (rest + text).split(b"\n")
        for line in lines:
            yield line, -1 if line == END_OLDEST else pipes.popleft()


def reap(child: int) -> tuple[int, int]:
    """Kill a child, if it still runs; nobody else reaps it, so the number is still its own. Its status and
    the most memory it used, in bytes.
    """
    os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    return status, memory_of(usage)


def _read_as_child(sources: dict[str, ModuleType], line: bytes, pipe: int) -> NoReturn:
    try:
        keep_only(pipe)
        request = json.loads(line)
        document = Document(**request | {"path": Path(request["path"])})
        # The pipe stays open to the end of the process: who sees it closed finds the exit code.
        with open(pipe, "wb", buffering=CHUNK, closefd=False) as out:
            parse = read_blackened if document.blackened else sources[document.source].parse
            end = _send_rows(out.write, parse, document)
            out.write(json.dumps(end).encode() + b"\n")
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        os._exit(1)


class _Warnings(logging.Handler):
    """What the readers' loggers warn of, each text once; of many the first ones and how many more."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._texts: list[str] = []
        self._more = 0

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()[: MAX_SAID + 1]
        if text in self._texts:
            return
        if len(self._texts) < MAX_WARNINGS:
            self._texts.append(text)
        else:
            self._more += 1

    def texts(self) -> list[str]:
        return [*self._texts, *([f"and {self._more} more"] if self._more else [])]


def _send_rows(send: Callable[[bytes], object], parse: Parse, document: Document) -> dict[str, Any]:
    """Send the rows; the last line to send: that this is the end, or why there is none."""
    count, warnings = 0, _Warnings()
    logging.getLogger("ingest").addHandler(warnings)
    try:
        confine()
        for raw in parse(document):
            send(json.dumps(VALUES(raw)).encode() + b"\n")
            count += 1
    except ReadingError as error:
        return {"refused": error.text, "place": error.place}
    except ArchiveError as error:
        return {"archive": str(error)}
    except MemoryError:
        raise
    except Exception as error:
        hint = near_limit(memory_of(resource.getrusage(resource.RUSAGE_SELF)))
        return {"refused": f"its reader failed{hint}: {error!r}", "place": "document"}
    return {"end": count, "warned": warnings.texts()}
