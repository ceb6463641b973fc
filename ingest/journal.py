"""What fetch got from which address: one line each, so that a run goes on where another was ended.

<archive>/fetched/<source>.jsonl   appended and synced, last line of an address wins; a line {"failed": LINK}
                                   for each time that the server of a link was not able
<archive>/fetched/lock             held while a fetch runs: one at a time on an archive

A line is written after the bytes it speaks of. A kill in between costs one request, never a document.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ingest.archive import ArchiveError


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an address answered last.

    url          the address asked for; `address` is the one that answered, after redirects
    sha256       of the bytes it answered, unpacked
    etag, last_modified   as sent, "" when not: with them the server can say "not modified"
    content_type as sent: it may name the charset
    """

    url: str
    address: str
    sha256: str
    etag: str
    last_modified: str
    content_type: str
    fetched_at: str


class Journal:
    """The entries of one source by address. Opening it mends a last line that a kill cut."""

    def __init__(self, archive: Path, source: str) -> None:
        self._path = archive / "fetched" / f"{source}.jsonl"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._entries: dict[str, Entry] = {}
        self._failed: dict[str, None] = {}
        if self._path.exists():
            self._read()

    def get(self, url: str) -> Entry | None:
        return self._entries.get(url)

    def hashes(self) -> set[str]:
        """Of what the addresses answered last."""
        return {entry.sha256 for entry in self._entries.values()}

    def add(self, entry: Entry) -> None:
        """Append what is not said already; the time alone is no news."""
        known = self._entries.get(entry.url)
        if known and replace(known, fetched_at=entry.fetched_at) == entry:
            return
        self._append(asdict(entry))

    def add_failure(self, link: str) -> None:
        self._append({"failed": link})

    def failed(self) -> list[str]:
        """The links that ever failed, the one that failed longest ago first."""
        return list(self._failed)

    def _append(self, said: dict[str, str]) -> None:
        with open(self._path, "ab") as file:
            file.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self._take(said)

    def _take(self, said: dict[str, str]) -> None:
        if said.keys() == {"failed"}:
            self._failed.pop(said["failed"], None)
            self._failed[said["failed"]] = None
        else:
            self._entries[said["url"]] = Entry(**said)

    def _read(self) -> None:
        content = self._path.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        if whole != content:
            os.truncate(self._path, len(whole))
        for number, line in enumerate(whole.splitlines(), 1):
            try:
                self._take(json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                text = f"{self._path}: line {number} is not one of the journal ({error}); delete it"
                raise ArchiveError(text) from error


@contextlib.contextmanager
def hold(archive: Path) -> Iterator[None]:
    """Hold the archive for one run of fetch; the lock goes with the process, however it ends."""
    path = archive / "fetched" / "lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveError(f"{archive}: another fetch is running on this archive") from error
        yield
