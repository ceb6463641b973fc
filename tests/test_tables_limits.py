"""Files that are no tables, damaged or hostile: each gives lines or one line that says why not."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.reading import ReadingError
from ingest.sheet import cells, ole, package, plain, tables
from ingest.sheet.tables import read_lines
from tests.spreadsheets import ods, ods_of, rezipped, xls, xlsx, zipped
from tests.table_lines import (
    FIXED,
    MAKERS,
    PAGE_32,
    ROWS,
    SEMICOLONS,
    SHEET,
    TWO_BY_TWO,
    lines,
    refusal,
    texts,
)

# What a file is shows in its bytes


def test_markup_in_a_name_does_not_make_a_csv_a_page() -> None:
    assert texts("Nome;Totale\n<b>FINTA</b> Prova;24,9\n")[1] == ["<b>FINTA</b> Prova", "24,9"]
    assert texts("<i>Nome</i>;Totale\nFINTA;1\n")[0] == ["<i>Nome</i>", "Totale"]


def test_formula_in_a_csv_stays_text() -> None:
    assert texts('Nome;Totale\nFINTA;"=1+1"\n')[1] == ["FINTA", "=1+1"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "document: no cell with a text in it"),
        (b" \n;;\n \n", "no cell with a text in it"),
        (xlsx({"Foglio1": []}), "no cell with a text in it"),
        (ods({"Allieve": []}), "no cell with a text in it"),
        (b"<html><p>Nessuna classifica</p></html>", "an HTML page without a table"),
        (b"%PDF-1.4", "a PDF, not a table"),
        (
            b"MIME-Version: 1.0\n\n<table><tr><td colspan=3D2>a",
            "a web archive (MHTML), not a table",
        ),
        (b"\x89PNG\r\n\x1a\n", "a picture, not a table"),
        (b"PK\x03\x04 rotto", "a damaged zip file"),
        (zipped({"word/document.xml": "<w/>"}), "neither XLSX nor ODS"),
        (zipped({"xl/workbook.xml": "<workbook"}), "not a workbook that can be read"),
        (ods_of("<table:table>"), "damaged XML"),
        (ods_of("", prologue='<!DOCTYPE x [<!ENTITY a "b">]>'), "a document type"),
        (ole.MAGIC + b"\x00" * 600, "a damaged compound file"),
        (ole.container("EncryptedPackage", b"x"), "document: a workbook with a password"),
        (ole.container("WordDocument", b"x"), "a compound file without a workbook"),
        (
            ods_of("", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "a spreadsheet with a password",
        ),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "an XML sheet of Excel 2003",
        ),
    ],
)
def test_what_is_no_table_is_named(content: bytes, text: str) -> None:
    assert text in refusal(content)


def test_all_sheets_hidden_is_an_empty_document() -> None:
    content = ods({"Uno": ROWS, "Due": ROWS}, hidden=["Uno", "Due"])
    assert "no cell with a text in it" in refusal(content)


# Limits


def test_file_beyond_the_limit_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 10)
    assert refusal("Nome;Totale\nFINTA;1\n") == "document: 20 bytes, at most 10"


def test_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped({"xl/workbook.xml": "x", SHEET: b"0" * 30_000_000})
    assert "a zip bomb" in refusal(bomb)
    many = zipped({f"{number}.xml": "" for number in range(package.MAX_ENTRIES + 1)})
    assert "a zip of 2001 files" in refusal(many)


def test_zip_whose_sizes_add_up_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    assert "bytes, at most 1000" in refusal(xlsx({"Foglio1": ROWS}))


def test_zip_that_lies_about_a_size_is_damaged() -> None:
    part = b"<x>" + b" " * 5000 + b"</x>"
    content = zipped({"xl/workbook.xml": part})
    lie = content.replace(len(part).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lie != content
    assert "a damaged zip file" in refusal(lie)


def test_two_cells_of_an_xls_far_apart_take_no_memory() -> None:
    far = [["x"], *[[]] * 60_000, [*[None] * 200, "y"]]
    assert "12060402 cells; more than 1500000" in refusal(xls({"Foglio1": far}))
    wide = {name: [["x"], *[[]] * 5000, [*[None] * 99, "y"]] for name in ("a", "b", "c")}
    assert "1500600 cells; more than 1500000" in refusal(xls(wide))


def test_two_cells_far_apart_take_no_memory() -> None:
    content = xlsx({"Foglio1": ROWS})
    far = rezipped(content, {SHEET: (b'r="D3"', b'r="XFD3"')})
    assert f"{SHEET}: 16384 columns; more than 512" in refusal(far)
    low = rezipped(content, {SHEET: (b'<row r="3"', b'<row r="1048576"')})
    low = rezipped(low, {SHEET: (b'r="D3"', b'r="D1048576"')})
    assert "1048576 rows; more than 200000" in refusal(low)


@pytest.mark.parametrize(
    ("limit", "module", "content"),
    [
        ("MAX_ROWS", plain, "a;b\n" * 4),
        ("MAX_ROWS", tables, ods({"Foglio1": [["x", "y"]] * 4})),
        ("MAX_COLUMNS", plain, "a;b;c;d\n"),
        ("MAX_COLUMNS", tables, "a  b  c  d\n" * 2),
        ("MAX_ROWS", cells, xls({"Foglio1": [["x", "y"]] * 4})),
        ("MAX_CELLS", tables, "a;b\n" * 4),
        ("MAX_TEXT", tables, "a;bbbb\n"),
        ("MAX_LINE", plain, "a;bbbb\n"),
    ],
)
def test_limits(
    limit: str, module: object, content: bytes | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lines(content)
    monkeypatch.setattr(module, limit, 3)
    assert re.search(r"more than|at most", refusal(content))


def test_limits_of_html() -> None:
    wide = "<table><tr><td>a<td>b<tr><td colspan=600>c<td>d</table>"
    assert "a table of more than 512 columns" in refusal(wide)
    long = TWO_BY_TWO.replace("FINTA", "x" * (cells.MAX_TEXT + 1))
    assert "page 1 line 2: more than" in refusal(long)
    assert len(lines("<p>" + "x" * 5000 + TWO_BY_TWO)[0].words[0].text) == cells.MAX_TEXT


def test_line_of_ten_megabytes_stops() -> None:
    assert refusal("x" * 10_000_000) == "line 1: 10000000 characters, at most 100000"


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<!--", "<td", '<td "', "<td '<", "<select", "</pre", "&", "<pre>", "<td>"],
)
def test_broken_html_without_end_is_read_in_one_go(piece: str) -> None:
    """Quadratic time would take hours here; the suite would hang."""
    page = "<html>" + TWO_BY_TWO + piece * 200_000
    assert lines(page)[0].text == "Pos Nome"


def test_tables_in_tables_without_end_stop() -> None:
    assert "tables in tables" in refusal("<html>" + TWO_BY_TWO + "<table>" * 200_000)


# Any bytes

SEEDS = [
    *(maker({"Allieve": ROWS}) for maker in MAKERS.values()),
    SEMICOLONS.encode(),
    ('"' + SEMICOLONS).encode("utf-16"),
    FIXED.encode("cp1252", "replace"),
    PAGE_32.encode(),
]
QUIET = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def reads_or_refuses(content: bytes) -> None:
    try:
        read = read_lines(content)
    except ReadingError as error:
        assert "\n" not in str(error)
        return
    assert read
    for line in read:
        assert line.words and line.page >= 1 and line.number >= 0
        assert all(word.text == cells.clean(word.text) != "" for word in line.words)
        assert all(word.x0 < word.x1 for word in line.words)
        assert [word.x0 for word in line.words] == sorted(word.x0 for word in line.words)


@QUIET
@given(st.binary(max_size=400))
def test_any_bytes_give_lines_or_a_reading_error(content: bytes) -> None:
    reads_or_refuses(content)


@QUIET
@given(st.text(alphabet="a1ł,;\t|\"'\n\r \u00a0-.<>/=&tdrhpre", max_size=300))
def test_any_text_gives_lines_or_a_reading_error(text: str) -> None:
    reads_or_refuses(text.encode())


@QUIET
@given(
    st.lists(
        st.sampled_from(["<table>", "</table>", "<tr>", "<td>", "<td colspan=3>", "<td rowspan=2>"])
        | st.sampled_from(["<pre>", "</pre>", "<br>", "a  b\nc  d", "</td>", "x"]),
        max_size=40,
    )
)
def test_any_tags_give_lines_or_a_reading_error(tags: list[str]) -> None:
    reads_or_refuses(("<html>" + " ".join(tags)).encode())


@QUIET
@given(st.sampled_from(SEEDS), st.integers(0, 100_000), st.binary(min_size=1, max_size=8))
def test_damaged_files_give_lines_or_a_reading_error(seed: bytes, at: int, noise: bytes) -> None:
    at %= len(seed)
    reads_or_refuses(seed[:at] + noise + seed[at + len(noise) :])
    reads_or_refuses(seed[:at] + noise)
