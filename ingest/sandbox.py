"""Documents are read in child processes: a document may be broken, greedy or hostile, and so may become
whoever reads it. The child sends its rows as JSON lines over a pipe and an end mark with their number and
what the reader warned of; the parent believes nothing of it that it has not checked, so a dead child is
never a short document.

    build ---- fork, once, while it is small ---- helper ---- fork, per document ---- child (confine.py)

A fork costs 0.04 ms per MB of the forking process (measured): from the helper 2 ms, whatever the size of
the build. A new interpreter per document would cost 150 ms with the readers of PDF and HTML.
"""

import json
import os
import select
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict, fields
from types import ModuleType
from typing import Any, Self, TypeGuard

from ingest.archive import MEGABYTE, ArchiveError, Document
from ingest.child import END_OLDEST, MAX_WARNINGS, OUT_OF_MEMORY, start_helper
from ingest.confine import CPU_SECONDS, LIMITS_MEMORY, MEMORY_BYTES, near_limit
from ingest.published import published_name
from ingest.reading import RawRow, ReadingError, said_of

# Seconds the parent waits for its child, all waits of a document together: a child that sleeps.
WAIT_SECONDS = 120
# A row of the fullest sheet is 1 kB; a squad or a note in prose 2 kB more.
MAX_LINE = 64 * 1024
# 50 MB of CSV are 300,000 rows and 130 MB of lines; the largest event seen prints 46,000 rows.
MAX_ROWS = 500_000
MAX_SENT = 256 * MEGABYTE
CHUNK = 64 * 1024
ANSWER = 100
HELPER_HAS_GONE = "the process that reads documents has gone"
NAMES = [field.name for field in fields(RawRow)]
TYPES = [list if field.name == "components" else field.type for field in fields(RawRow)]
COMPONENTS = NAMES.index("components")


class Sandbox:
    """Reads one document at a time. Open it before the process has grown, and close it.

    warnings: a line for each thing that the readers of whole documents warned of.
    """

    def __init__(self, sources: dict[str, ModuleType]) -> None:
        self.sources = sources
        self.warnings: list[str] = []
        if not LIMITS_MEMORY:
            line = f"pedana: {sys.platform} does not limit a reader's memory: read what you trust"
            print(line, file=sys.stderr)
        self._helper, self._requests = start_helper(sources)
        self._begun: deque[tuple[Document, int]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._requests.close()
        os.waitpid(self._helper, 0)
        for pipe in (pipe for _, pipe in self._begun):
            os.close(pipe)

    def begin(self, documents: Iterable[Document]) -> None:
        """Begin to read documents whose rows are asked for later, in this order."""
        begun = [known for known, _ in self._begun]
        for document in documents:
            if document.source in self.sources and document not in begun:
                self._begin_child(document)

    def _begin_child(self, document: Document) -> None:
        reader, writer = os.pipe()
        request = asdict(document) | {"path": str(document.path)}
        try:
            socket.send_fds(self._requests, [json.dumps(request).encode() + b"\n"], [writer])
        except OSError as error:
            raise ChildProcessError(HELPER_HAS_GONE) from error
        finally:
            os.close(writer)
        self._begun.append((document, reader))

    def rows(self, document: Document) -> Generator[RawRow, None, None]:
        """The rows of a document of one of the sources. Close it before the next is asked for.

        Raises ReadingError or ArchiveError: what the reader said, or what became of it.
        """
        while self._begun and self._begun[0][0] is not document:
            self._end_child()
        if not self._begun:
            self._begin_child(document)
        warned = None
        try:
            warned = yield from _read_rows(self._begun[0][1])
        finally:
            code, memory = self._end_child()
        if warned is None:
            raise ReadingError("document", cause_of_death(code, memory))
        self.warn(document, *warned)

    def warn(self, document: Document, *texts: str) -> None:
        """Note what is said of a document that is read all the same."""
        name = f"{document.source}/{published_name(document.name)}"
        self.warnings += [f"{name}: warning: {said_of(text)}" for text in texts]

    def _end_child(self) -> tuple[int, int]:
        """Have the oldest child killed, if it still runs; its exit code, negative for a signal, and the
        most memory it used, in bytes.
        """
        _, pipe = self._begun.popleft()
        os.close(pipe)
        try:
            self._requests.sendall(END_OLDEST + b"\n")
            answer = self._requests.recv(ANSWER)
        except OSError:
            answer = b""
        if not answer:
            raise ChildProcessError(HELPER_HAS_GONE)
        status, memory = map(int, answer.split())
        return os.waitstatus_to_exitcode(status), memory


def _read_rows(pipe: int) -> Generator[RawRow, None, list[str] | None]:
    """Yield what the child sends; return what it warned of, None if it did not come to the end."""
    for count, line in enumerate(_read_lines(pipe)):
        said = _decode(line)
        if isinstance(said, dict):
            return _end(said, count)
        if count == MAX_ROWS:
            raise ReadingError("document", f"more than {MAX_ROWS:,} rows")
        yield _checked_row(said, count + 1)
    return None


def _end(said: dict[str, Any], count: int) -> list[str]:
    """The warnings of an end mark that fits; else what the child said instead of one is raised."""
    if "refused" in said:
        raise ReadingError(str(said.get("place")), str(said["refused"]))
    if "archive" in said:
        raise ArchiveError(str(said["archive"]))
    warned = said.get("warned")
    if said != {"end": count, "warned": warned} or not _are_warnings(warned):
        raise ReadingError("document", f"its reader lost rows: {count} came, it says {said!r}")
    return warned


def _are_warnings(warned: Any) -> TypeGuard[list[str]]:
    """Whether it is a list of texts, the last of which may say how many more there were."""
    is_list = type(warned) is list and len(warned) <= MAX_WARNINGS + 1
    return is_list and all(type(text) is str for text in warned)


def _read_lines(pipe: int) -> Iterator[bytes]:
    """Yield whole lines; what a dead child left of its last is none."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    rest, sent, waited = b"", 0, 0.0
    while True:
        start = time.monotonic()
        is_ready = poll.poll(max(0.0, WAIT_SECONDS - waited) * 1000)
        waited += time.monotonic() - start
        if not is_ready:
            raise ReadingError("document", f"its reader took more than {WAIT_SECONDS} s")
        chunk = os.read(pipe, CHUNK)
        if not chunk:
            return
        sent += len(chunk)
        *lines, rest = (rest + chunk).split(b"\n")
        if max(map(len, [*lines, rest])) > MAX_LINE:
            raise ReadingError("document", f"a row of more than {MAX_LINE // 1024} kB")
        if sent > MAX_SENT:
            raise ReadingError("document", f"rows of more than {MAX_SENT // MEGABYTE} MB")
        yield from lines


def _decode(line: bytes) -> dict[str, Any] | list[Any]:
    """A row is a list, the last line an object."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict | list):
        raise ReadingError("document", "its reader sent a line that is no row")
    return said


def _checked_row(said: list[Any], number: int) -> RawRow:
    """The row a child sent, if it has as many values as one and each is of its type."""
    if list(map(type, said)) != TYPES or not _are_components(said[COMPONENTS]):
        raise ReadingError("document", f"row {number} of its reader is none: {said!r}")
    said[COMPONENTS] = tuple((code, points) for code, points in said[COMPONENTS])
    return RawRow(**dict(zip(NAMES, said, strict=True)))


def _are_components(pairs: list[Any]) -> bool:
    return all(type(pair) is list and list(map(type, pair)) == [str, str] for pair in pairs)


def cause_of_death(code: int, memory: int) -> str:
    if code == OUT_OF_MEMORY:
        return f"its reader used more than {MEMORY_BYTES // MEGABYTE:,} MB of memory"
    if code == -signal.SIGXCPU:
        return f"its reader used more than {CPU_SECONDS} s of processor"
    if code < 0:
        name, near = signal.Signals(-code).name, near_limit(memory)
        if near:
            return f"its reader ran out of memory, it seems: {name}{near}"
        return f"its reader was ended by {name}"
    return f"its reader ended without a word (exit code {code}){near_limit(memory)}"
