"""The compound file and the records of an XLS, made sound before they are read."""

import re
import struct
from collections.abc import Sequence

import pytest

from ingest.sheet import ole
from tests.spreadsheets import xls
from tests.table_lines import refusal, texts

RK_X = struct.pack("<HHHHHI", 0x027E, 10, 0, 1, 0, 7 << 2 | 2)
RICH_X = struct.pack("<HHHHHHB", 0x00D6, 10, 0, 1, 0, 1, 0) + b"x"


def changed_xls(
    changes: dict[bytes, bytes], rows: Sequence[Sequence[object]] = (("a", 7),)
) -> bytes:
    """An XLS whose records are changed."""
    name, stream = ole.workbook_stream(xls({"Foglio1": rows}))
    for old, new in changes.items():
        assert re.search(old, stream, re.S)
        stream = re.sub(old, lambda match, new=new: new, stream, flags=re.S)
    return ole.container(name, stream)


def test_rich_text_cells_of_excel_5() -> None:
    rk = re.escape(RK_X[:8]) + b".." + re.escape(RK_X[10:])
    assert texts(changed_xls({rk: RICH_X})) == [["a", "x"]]


def test_size_that_an_xls_states_is_not_believed() -> None:
    stated = struct.pack("<HHIIHHH", 0x0200, 14, 0, 2**32 - 1, 0, 256, 0)
    assert texts(changed_xls({re.escape(stated[:4]) + b".{14}": stated})) == [["a", "7"]]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({rb"\xfc\x00(..).{8}": b"\xfc\x00\x08\x00" + b"\xff" * 8}, "more than 1500000 texts"),
        ({rb"\x85\x00.{6}": b"\x85\x00\x0f\x00\x05\x00\x00\x00"}, "a damaged compound file"),
    ],
)
def test_records_of_an_xls_that_stop(changes: dict[bytes, bytes], text: str) -> None:
    assert text in refusal(changed_xls(changes))


def test_sectors_of_an_xls_that_run_in_a_circle() -> None:
    content = ole.container("Workbook", b"\x00" * 20_000)
    chain = struct.pack("<4I", 3, 4, 5, 6)
    assert content.count(chain) == 1
    assert "a damaged compound file" in refusal(
        content.replace(chain, struct.pack("<4I", 3, 4, 2, 6))
    )


def test_xls_of_small_sectors_and_many_of_them() -> None:
    """xlwt writes sectors of 512 bytes; over 109 tables of them need lists of their own."""
    rows = [[f"FINTA Prova {row} {at} {'x' * 230}" for at in range(100)] for row in range(300)]
    content = xls({"Foglio1": rows})
    assert len(content) > 109 * 128 * 512
    assert texts(content)[299][99] == rows[299][99]
