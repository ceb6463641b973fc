"""The zip around an XLSX or ODS, unpacked within limits before anything else sees it."""

import io
import struct
import zipfile
import zlib

from ingest.reading import ReadingError

MAX_ENTRIES = 2_000
MAX_UNPACKED = 128 * 1024 * 1024
MAX_RATIO = 200
SMALL = 10 * 1024 * 1024
# What zipfile raises on damaged or unusual archives, besides BadZipFile.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def unpack(content: bytes) -> dict[str, bytes]:
    """The XML parts by name; pictures, macros and the like are left out, they hold no cells.

    A size in the directory of a zip can lie: a part is read no further than the size it states, and its
    checksum then tells. Raises ReadingError on a bomb, a password, or damage.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _check_sizes(entries)
            wanted = [entry for entry in entries if _is_wanted(entry.filename)]
            return {entry.filename: package.read(entry) for entry in wanted}
    except DAMAGE as error:
        raise ReadingError("document", f"a damaged zip file ({_one_line(error)})") from error


def repack(parts: dict[str, bytes]) -> bytes:
    """The parts as a zip of our own making, uncompressed: what is handed on is what was checked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return packed.getvalue()


def _is_wanted(name: str) -> bool:
    return name == "mimetype" or name.lower().endswith((".xml", ".rels"))


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise ReadingError("document", f"a zip of {len(entries)} files, at most {MAX_ENTRIES}")
    if len({entry.filename for entry in entries}) != len(entries):
        raise ReadingError("document", "a zip that holds two files of one name")
    for entry in entries:
        if entry.flag_bits & 1:
            raise ReadingError("document", "a zip with a password")
        if entry.file_size > SMALL and entry.file_size > MAX_RATIO * entry.compress_size:
            text = f"{entry.filename!r} unpacks to over {MAX_RATIO} times its size: a zip bomb"
            raise ReadingError("document", text)
    size = sum(entry.file_size for entry in entries)
    if size > MAX_UNPACKED:
        raise ReadingError("document", f"unpacks to {size} bytes, at most {MAX_UNPACKED}")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
