"""The archive: documents by the hash of their bytes, each with a record. Nothing is overwritten.

<archive>/documents/<source>/<sha256>.<ext>         the bytes as received, or .blackened (ingest/blackened.py)
<archive>/documents/<source>/<sha256>.record.json   the record: where, when, what
<archive>/decisions/*.csv                           what people decided about them
<archive>/pages/<source>/<sha256>                   listing pages as last fetched; a build never reads them
<archive>/fetched/<source>.jsonl                    what fetch asked for and got (ingest/journal.py)
"""

import hashlib
import json
import mimetypes
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

RECORD_SUFFIX = ".record.json"
BLACKENED_SUFFIX = ".blackened"
RECORD_FIELDS = (
    "source",
    "name",
    "address",
    "fetched_at",
    "media_type",
    "status",
    "sha256",
    "size",
)
MEGABYTE = 1024**2
# The largest real result document seen is 4 MB; beyond this it is a mistake or an attack.
MAX_BYTES = 64 * MEGABYTE
SAID_KEYS = ("title", "date", "place", "discipline", "category")

# Without /etc/mime.types Python knows neither, and a record must not depend on the machine.
mimetypes.add_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
mimetypes.add_type("application/vnd.oasis.opendocument.spreadsheet", ".ods")


class ArchiveError(Exception):
    """The archive cannot take or give a document: one line that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One archived document: its record and its bytes.

    said is what is known of the document from outside it, from the page that links it or the person who
    added it: title, date (ISO), place, discipline (rhythmic, artistic), category. Keys not known are absent.
    blackened is the hash of the rows that lie in the place of the bytes (ingest/blackened.py), else "".
    """

    source: str
    name: str
    address: str
    fetched_at: str
    media_type: str
    status: str
    sha256: str
    size: int
    path: Path
    said: dict[str, str] = field(default_factory=dict)
    blackened: str = ""

    @property
    def document_id(self) -> str:
        return self.sha256[:12]

    @property
    def content(self) -> bytes:
        """The bytes, checked against the hash each time they are read."""
        content = read_file(self.path)
        if hashlib.sha256(content).hexdigest() != (self.blackened or self.sha256):
            raise ArchiveError(f"{self.path}: the bytes are not those of the record")
        return content


def read_file(path: Path) -> bytes:
    """The bytes of a file that is no larger than the archive takes."""
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        _require_size(size, path.name)
        return file.read(size + 1)


def _require_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise ArchiveError(f"{name}: more than {MAX_BYTES // MEGABYTE} MB")


def add_document(
    archive: Path,
    content: bytes,
    *,
    source: str,
    name: str,
    address: str,
    fetched_at: str,
    status: str = "added",
    said: dict[str, str] | None = None,
) -> tuple[Document, bool]:
    """Store bytes once; return the document and whether it is new. The first record stays."""
    _require_size(len(content), name)
    sha256 = hashlib.sha256(content).hexdigest()
    known = find_document(archive, sha256)
    if known and known.source != source:
        raise ArchiveError(f"{name}: already in the archive as a document of {known.source}")
    if known:
        return known, False
    if not content:
        raise ArchiveError(f"{name}: the file is empty")
    path = archive / "documents" / source / f"{sha256}{_suffix(name)}"
    document = describe_document(
        content,
        path,
        source=source,
        name=name,
        address=address,
        fetched_at=fetched_at,
        status=status,
        said=said,
    )
    record = {key: getattr(document, key) for key in RECORD_FIELDS}
    if document.said:
        record["said"] = document.said
    write_whole(path, content)
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    write_whole(path.with_suffix(RECORD_SUFFIX), text.encode())
    return document, True


def find_document(archive: Path, sha256: str) -> Document | None:
    """The document of these bytes, of whatever source; None when the archive has none."""
    for path in archive.glob(f"documents/*/{sha256}{RECORD_SUFFIX}"):
        return _read_record(path)
    return None


def describe_document(
    content: bytes,
    path: Path,
    *,
    source: str,
    name: str,
    address: str,
    fetched_at: str,
    status: str,
    said: dict[str, str] | None = None,
) -> Document:
    """The record of bytes that lie at `path`, in the archive or not."""
    return Document(
        source=source,
        name=name,
        address=address,
        fetched_at=fetched_at,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        status=status,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        path=path,
        said=_known(said or {}, name),
    )


def _known(said: dict[str, str], name: str) -> dict[str, str]:
    unknown = sorted(said.keys() - set(SAID_KEYS))
    if unknown:
        raise ArchiveError(f"{name}: nothing reads what is said of {', '.join(unknown)}")
    return {key: text for key, text in said.items() if text}


def list_documents(archive: Path) -> Iterator[Document]:
    """Yield the documents in the order of their hash, whatever the order they were added in."""
    records = (archive / "documents").glob(f"*/*{RECORD_SUFFIX}")
    yield from (_read_record(path) for path in sorted(records, key=lambda path: path.name))


def _read_record(path: Path) -> Document:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        fields = {key: record[key] for key in RECORD_FIELDS}
        fields["said"] = _known(record.get("said", {}), path.name)
        blackened = record["blackened"]["sha256"] if "blackened" in record else ""
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{path}: not a document record ({error})") from error
    stem = path.name.removesuffix(RECORD_SUFFIX)
    if stem != fields["sha256"]:
        raise ArchiveError(f"{path}: the record is of other bytes ({fields['sha256']})")
    file = path.with_name(
        blackened_name(stem, blackened) if blackened else f"{stem}{_suffix(fields['name'])}"
    )
    if not file.is_file():
        raise ArchiveError(f"{path}: 0 files of this record, expected 1 ({file.name})")
    return Document(**fields, path=file, blackened=blackened)


def blackened_name(sha256: str, blackened: str) -> str:
    """The file of blackened rows. Other rows have another file: a killed run leaves one of them whole."""
    return f"{sha256}.{blackened[:12]}{BLACKENED_SUFFIX}"


def _suffix(name: str) -> str:
    return Path(name).suffix.lower() or ".bin"


def keep_page(archive: Path, source: str, content: bytes) -> str:
    """Keep a listing page, so that the answer "not modified" can be read from it; return its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    if read_page(archive, source, sha256) is None:
        write_whole(archive / "pages" / source / sha256, content)
    return sha256


def read_page(archive: Path, source: str, sha256: str) -> bytes | None:
    """The kept page of this hash; None when it is not there or not whole any more."""
    path = archive / "pages" / source / sha256
    content = path.read_bytes() if path.is_file() else b""
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def remove_pages(archive: Path, source: str, but: set[str]) -> None:
    """Remove the pages of a source but those of these hashes: many sites change a page at every visit."""
    for path in archive.glob(f"pages/{source}/*"):
        if path.name not in but:
            path.unlink()


def remove_half_files(archive: Path) -> None:
    """Remove what killed runs left half written. Not for `build`, which never writes to an archive."""
    for kind in ("documents", "pages"):
        for folder in (archive / kind).glob("*/"):
            remove_leftovers(folder, r"[0-9a-f]{64}(?:\..+)?")


def beside(path: Path) -> Path:
    """Where a file is written before it takes its name: .NAME.PID, which `remove_leftovers` knows."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def remove_leftovers(folder: Path, name: str) -> None:
    """Remove the files .NAME.PID (name is a pattern) of processes that are no more. Call it before this
    process writes: its own number was another's before. Machines and containers that share a folder must
    take turns, for none sees the processes of the other.
    """
    for path in folder.glob(".*"):
        match = re.fullmatch(rf"\.{name}\.(\d{{1,9}})", path.name)
        if match and not _is_running(int(path.suffix[1:])):
            path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def write_whole(path: Path, content: bytes) -> None:
    """Write beside and rename, so that a killed run leaves no half document behind.

    The folder is synced too: after a power cut what was written first is there first.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    written = beside(path)
    with open(written, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(written, path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
