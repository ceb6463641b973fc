"""The archive: documents by the hash of their bytes, each with a record. Nothing is overwritten.

<archive>/documents/<source>/<sha256>.<ext>         the bytes as received
<archive>/documents/<source>/<sha256>.record.json   the record: where, when, what
<archive>/decisions/*.csv                           what people decided about them
"""

import hashlib
import json
import mimetypes
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RECORD_SUFFIX = ".record.json"
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


class ArchiveError(Exception):
    """The archive cannot take or give a document: one line that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One archived document: its record and its bytes."""

    source: str
    name: str
    address: str
    fetched_at: str
    media_type: str
    status: str
    sha256: str
    size: int
    path: Path

    @property
    def document_id(self) -> str:
        return self.sha256[:12]

    @property
    def content(self) -> bytes:
        """The bytes, checked against the hash each time they are read."""
        content = self.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ArchiveError(f"{self.path}: the bytes are not those of the record")
        return content


def add_document(
    archive: Path,
    content: bytes,
    *,
    source: str,
    name: str,
    address: str,
    fetched_at: str,
    status: str = "added",
) -> tuple[Document, bool]:
    """Store bytes once; return the document and whether it is new. The first record stays."""
    sha256 = hashlib.sha256(content).hexdigest()
    for known in archive.glob(f"documents/*/{sha256}{RECORD_SUFFIX}"):
        document = _read_record(known)
        if document.source != source:
            raise ArchiveError(f"{name}: already in the archive as a document of {document.source}")
        return document, False
    if not content:
        raise ArchiveError(f"{name}: the file is empty")
    suffix = Path(name).suffix.lower() or ".bin"
    path = archive / "documents" / source / f"{sha256}{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    document = describe_document(
        content,
        path,
        source=source,
        name=name,
        address=address,
        fetched_at=fetched_at,
        status=status,
    )
    record = {key: getattr(document, key) for key in RECORD_FIELDS}
    _write_whole(path, content)
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    _write_whole(path.with_suffix(RECORD_SUFFIX), text.encode())
    return document, True


def describe_document(
    content: bytes,
    path: Path,
    *,
    source: str,
    name: str,
    address: str,
    fetched_at: str,
    status: str,
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
    )


def list_documents(archive: Path) -> Iterator[Document]:
    """Yield the documents in the order of their hash, whatever the order they were added in."""
    records = (archive / "documents").glob(f"*/*{RECORD_SUFFIX}")
    yield from (_read_record(path) for path in sorted(records, key=lambda path: path.name))


def _read_record(path: Path) -> Document:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        fields = {key: record[key] for key in RECORD_FIELDS}
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{path}: not a document record ({error})") from error
    stem = path.name.removesuffix(RECORD_SUFFIX)
    files = [file for file in path.parent.glob(f"{stem}.*") if file != path]
    if stem != fields["sha256"] or len(files) != 1:
        raise ArchiveError(f"{path}: {len(files)} files of this record, expected 1")
    return Document(**fields, path=files[0])


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside and rename, so that a killed run leaves no half document behind."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with open(beside, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
