"""The compound file around an XLS: its stream of records, checked, in a container of our own making.

calamine follows the chains of sectors and believes the counts of a damaged file until memory ends. Here each
chain is walked once and is no longer than the file, the records are checked for what would be laid
out in memory, and only the workbook is handed on. On the way, cells of rich text as Excel 5 and 95 store
them, which calamine passes over, are made plain ones.
"""

import struct
from collections.abc import Iterator

from ingest.reading import ReadingError
from ingest.sheet.cells import MAX_CELLS, check_area

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
MINI_SECTOR = 64
SMALL_STREAM = 4096
MAX_SHEETS = 256
MAX_RECORDS = 5_000_000
MAX_SIZE = 2**63 - 1

# Records of a cell with a value: they begin with its row and column. MULRK holds several of one row.
FORMULA, MULRK, RSTRING, LABELSST = 0x0006, 0x00BD, 0x00D6, 0x00FD
NUMBER, LABEL, BOOLERR, RK = 0x0203, 0x0204, 0x0205, 0x027E
CELLS = {FORMULA, MULRK, RSTRING, LABELSST, NUMBER, LABEL, BOOLERR, RK}
EOF, BOUNDSHEET, SST, DIMENSIONS, BOF = 0x000A, 0x0085, 0x00FC, 0x0200, 0x0809
# Rich text is a plain text with its formats behind it. The size that a sheet states is left out: calamine
# takes as much memory as it says.
REPLACED = {RSTRING: LABEL, DIMENSIONS: 0xFFFF}

# magic, versions, mark of byte order, sizes of sectors as powers of 2; sectors of directory and table; first
# of the directory; what is small; first and number of small tables, of further lists; the list itself
HEADER = struct.Struct("<8s16x5H6x3I4x5I109I")
# name, its bytes, kind, colour; left, right, child; first sector, bytes
ENTRY = struct.Struct("<64sHBB3I36xIQ")
Table = list[int]
Record = tuple[int, int, bytes]


def checked_workbook(content: bytes) -> bytes:
    """The file with nothing but its workbook. Raises ReadingError if it has none, is locked or damaged."""
    try:
        name, stream = workbook_stream(content)
        stream = _checked_stream(stream)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ReadingError("document", "a damaged compound file (XLS)") from error
    return container(name, stream)


def workbook_stream(content: bytes) -> tuple[str, bytes]:
    """The name and the bytes of the stream of records."""
    header = HEADER.unpack_from(content)
    shift, first, small_tables, more = header[4], header[8], header[10], header[12]
    if shift not in (9, 12):
        raise IndexError
    sectors = _parts(content, 1 << shift)[1:]
    fat = _fat(sectors, list(header[14:]), more)
    directory = _parts(_joined(sectors, fat, first), ENTRY.size)
    entries = [ENTRY.unpack(part) for part in directory if len(part) == ENTRY.size]
    streams: dict[str, tuple[int, int]] = {}
    for entry in entries:
        name = entry[0][: max(entry[1] - 2, 0)].decode("utf-16-le")
        # The upper half of the size is only defined for large sectors.
        streams.setdefault(name, (entry[7], entry[8] & (0xFFFFFFFF if shift == 9 else MAX_SIZE)))
    name = _name(streams)
    start, length = streams[name]
    if length >= SMALL_STREAM:
        return name, _joined(sectors, fat, start)[:length]
    small = _parts(_joined(sectors, fat, entries[0][7]), MINI_SECTOR)
    table = _numbers(_joined(sectors, fat, small_tables))
    return name, _joined(small, table, start)[:length]


def _name(streams: dict[str, tuple[int, int]]) -> str:
    if "EncryptedPackage" in streams:
        raise ReadingError("document", "a workbook with a password")
    for name in ("Workbook", "Book"):
        if name in streams:
            return name
    raise ReadingError("document", "a compound file without a workbook (not an XLS)")


def _fat(sectors: list[bytes], places: Table, more: int) -> Table:
    """The table of chains: its own sectors are listed in the header, and on in a chain of lists."""
    for _ in sectors:
        if more >= len(sectors):
            break
        *listed, more = _numbers(sectors[more])
        places += listed
        if len(places) > 2 * len(sectors) + 109:
            raise IndexError
    known = [place for place in places if place < len(sectors)]
    if len(known) > len(sectors):
        raise IndexError
    return [number for place in known for number in _numbers(sectors[place])]


def _joined(sectors: list[bytes], table: Table, start: int) -> bytes:
    """The bytes of a chain; one that is longer than the file has a loop."""
    chain: list[bytes] = []
    while start != END:
        if len(chain) > len(sectors):
            raise IndexError
        chain.append(sectors[start])
        start = table[start]
    return b"".join(chain)


def _numbers(part: bytes) -> Table:
    return list(struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4]))


def _parts(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


def _checked_stream(stream: bytes) -> bytes:
    """The records with some kinds replaced, if what they would fill in memory is within the limits."""
    sound = bytearray(stream)
    starts: list[int] = []
    for _, kind, part in _records(stream, 0):
        if kind == BOUNDSHEET:
            starts.append(struct.unpack_from("<I", part)[0])
        elif kind == SST and struct.unpack_from("<I", part, 4)[0] > MAX_CELLS:
            raise ReadingError("document", f"more than {MAX_CELLS} texts")
    if len(starts) > MAX_SHEETS:
        raise ReadingError("document", f"{len(starts)} sheets, at most {MAX_SHEETS}")
    total = end = 0
    for start in sorted(starts):
        if start < end or struct.unpack_from("<H", stream, start)[0] != BOF:
            raise IndexError
        rows, columns, end = _check_sheet(stream, start, sound)
        check_area(f"sheet {starts.index(start) + 1}", rows, columns)
        total += rows * columns
    if total > MAX_CELLS:
        raise ReadingError("document", f"{total} cells; more than {MAX_CELLS} are not read")
    return bytes(sound)


def _check_sheet(stream: bytes, start: int, sound: bytearray) -> tuple[int, int, int]:
    """Rows and columns up to the last cell with a value, and where the sheet ends."""
    rows = columns = 0
    end = start
    for at, kind, part in _records(stream, start):
        end = at + len(part)
        if kind in REPLACED:
            struct.pack_into("<H", sound, at - 4, REPLACED[kind])
        if kind in CELLS:
            row, column = struct.unpack_from("<HH", part)
            if kind == MULRK:
                column = struct.unpack_from("<H", part, len(part) - 2)[0]
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns, end


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """Place, kind and bytes of each record from `start` to the end of its part, charts inside included."""
    depth = 0
    for _ in range(MAX_RECORDS):
        if start + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, start)
        yield start + 4, kind, stream[start + 4 : start + 4 + length]
        depth += (kind == BOF) - (kind == EOF)
        if kind == EOF and depth < 1:
            return
        start += 4 + length
    raise ReadingError("document", f"more than {MAX_RECORDS} records in a sheet")


def container(name: str, stream: bytes) -> bytes:
    """A compound file of one stream: a spare sector, the directory, the stream, the table of chains."""
    size = 4096
    stream = stream.ljust(SMALL_STREAM, b"\x00")
    count = -(-len(stream) // size)
    tables = 1
    while tables * size // 4 < 2 + count + tables:
        tables += 1
    chain = [END, END, *range(3, 2 + count), END, *[FAT] * tables]
    chain += [FREE] * (tables * size // 4 - len(chain))
    places = list(range(2 + count, 2 + count + tables))
    sizes = (0x3E, 4, 0xFFFE, 12, 6, 1, tables, 1, SMALL_STREAM, END, 0, END, 0)
    header = HEADER.pack(MAGIC, *sizes, *places, *[FREE] * (109 - tables))
    directory = b"".join(
        ENTRY.pack(
            text.encode("utf-16-le"), 2 * len(text) + 2, kind, 1, FREE, FREE, child, start, long
        )
        for text, kind, child, start, long in (
            ("Root Entry", 5, 1, 0, MINI_SECTOR),
            (name, 2, FREE, 2, len(stream)),
        )
    )
    sectors = (header, b"", directory, stream, struct.pack(f"<{len(chain)}I", *chain))
    return b"".join(part + b"\x00" * (-len(part) % size or (not part) * size) for part in sectors)
