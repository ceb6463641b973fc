"""release.json: what a release says of itself, beside its pedana.db. The database itself holds no time.

`build` writes the hash, the size, the epoch (ingest/private.py) and a hash of the rules of who is shown how
(ingest/visibility.py); `publish` adds when it was built and when it went live. An epoch is a number: it tells
neither who asked for something nor what.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.archive import write_whole

MANIFEST = "release.json"


class ReleaseError(Exception):
    """A release that cannot be published or gone back to: one line."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Times are ISO, in UTC; "" before it is published. rules: "" of a release of before they were noted."""

    sha256: str
    size: int
    epoch: int
    built_at: str = ""
    published_at: str = ""
    rules: str = ""


def write_manifest(folder: Path, manifest: Manifest) -> None:
    text = json.dumps({key: value for key, value in asdict(manifest).items() if value != ""})
    write_whole(folder / MANIFEST, f"{text}\n".encode())


def read_manifest(folder: Path) -> Manifest:
    """Raises ReleaseError where there is none, or none in its form."""
    path = folder / MANIFEST
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
        if [type(value) for value in asdict(manifest).values()] != [str, int, int, str, str, str]:
            raise TypeError
    except FileNotFoundError as error:
        raise ReleaseError(f"{path} is not there: pedana build writes it") from error
    except (ValueError, TypeError) as error:
        raise ReleaseError(f"{path}: not what pedana build writes") from error
    return manifest


def describe(database: Path, epoch: int, rules: str = "") -> Manifest:
    """The manifest of a database that was just written."""
    return Manifest(hash_file(database), database.stat().st_size, epoch, rules=rules)


def hash_file(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
