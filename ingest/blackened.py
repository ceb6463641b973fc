"""A blackened document: the rows that its source read, without a name, in the place of its bytes.

One form for every format, as no CSV, page, PDF or workbook could be blackened in the same way: a line of JSON
for each row, with the columns of RawRow that are not empty. The document keeps its id, its records and the
hash of the bytes that are gone, by which it is known when they come again; its record gains `blackened`: the
day, the kind of reason, and the hash of the rows, which the archive verifies.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path

from ingest.archive import (
    MAX_BYTES,
    RECORD_FIELDS,
    RECORD_SUFFIX,
    ArchiveError,
    Document,
    blackened_name,
    list_documents,
    write_whole,
)
from ingest.reading import RawRow, ReadingError

WHY = "removal request"  # the kind of reason; who asked is said nowhere
COLUMNS = {field.name: field.default for field in fields(RawRow)}


def write_blackened(document: Document, rows: Iterable[RawRow], facts: Document, day: str) -> None:
    """Put rows in the place of the bytes of a document, and its facts (name, address, said) in its record.
    The bytes are deleted last: a run that was ended in between is taken up by `remove_bytes`.

    Raises ArchiveError for rows of more than the archive takes.
    """
    content = "".join(map(_line, rows)).encode()
    if len(content) > MAX_BYTES:
        raise ArchiveError(f"{document.document_id}: its rows are too many to be blackened")
    sha256 = hashlib.sha256(content).hexdigest()
    path = document.path.with_name(blackened_name(document.sha256, sha256))
    record = {key: getattr(facts, key) for key in RECORD_FIELDS}
    if facts.said:
        record["said"] = facts.said
    record["blackened"] = {"on": day, "why": WHY, "sha256": sha256}
    write_whole(path, content)
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    write_whole(path.with_name(f"{document.sha256}{RECORD_SUFFIX}"), text.encode())
    _remove_others(path, document.sha256)


def remove_bytes(archive: Path) -> None:
    """Delete the bytes of blackened documents that a run which was ended has left."""
    for document in list_documents(archive):
        if document.blackened:
            _remove_others(document.path, document.sha256)


def _remove_others(path: Path, sha256: str) -> None:
    for file in path.parent.glob(f"{sha256}.*"):
        if file.name not in (path.name, f"{sha256}{RECORD_SUFFIX}"):
            file.unlink()


def _line(row: RawRow) -> str:
    said = {name: value for name, value in asdict(row).items() if value != COLUMNS[name]}
    return json.dumps(said, ensure_ascii=False) + "\n"


def read_blackened(document: Document) -> Iterator[RawRow]:
    """What `parse` of its source gave, without the name. Raises ReadingError for what is no such row."""
    for number, line in enumerate(document.content.splitlines(), 1):
        try:
            said = json.loads(line)
            components = tuple((code, points) for code, points in said.pop("components", ()))
            yield RawRow(**said, components=components)
        except (ValueError, TypeError, AttributeError) as error:
            raise ReadingError(f"line {number}", "not a row of a blackened document") from error
