"""Hostile documents, through the real child process: one clear line, memory bounded, nothing executed,
nothing half loaded. Every registered source meets the files of its media types; stand-ins read with the bare
libraries, as a source without any care of its own would.
"""

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from ingest.archive import Document, add_document, describe_document
from ingest.build import build_release
from ingest.cli import main
from ingest.confine import MEGABYTE, MEMORY_BYTES
from ingest.reading import RawRow, ReadingError
from ingest.sandbox import Sandbox
from ingest.sources import load_sources
from tests import hostile_files
from tests.conftest import ROOT
from tests.hostile_files import HTML, JSON, ODS, PDF, TEXT, XLSX
from tests.rows import raw

TYPES = {key: module.SOURCE.media_types for key, module in load_sources().items()}


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of hostile files; each is made once, when it is first asked for."""
    return tmp_path_factory.mktemp("hostile")


# Every source


@pytest.mark.parametrize(
    ("key", "name"),
    [(key, name) for key, types in TYPES.items() for name in hostile_files.names_for(types)],
)
def test_a_source_refuses(
    key: str, name: str, files: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path, archive = hostile_files.write(name, files), tmp_path / "archive"
    assert main(["add", str(path), "--source", key, "--archive", str(archive)]) == 1
    said = capfd.readouterr()
    assert said.out == ""
    assert re.fullmatch(rf"pedana: {re.escape(name)}: .{{5,1100}}; not added\n", said.err)
    assert said.err.isprintable() or said.err[:-1].isprintable()
    assert list(archive.rglob("*.*")) == []


def test_every_type_of_a_source_has_hostile_files() -> None:
    known = {TEXT, *hostile_files.OF_TYPE}
    assert {kind for types in TYPES.values() for kind in types if kind not in known} == set()


# The bare libraries


def read_pdf(document: Document) -> Iterator[RawRow]:
    import pypdfium2

    for page in pypdfium2.PdfDocument(document.content):
        yield raw(note=page.get_textpage().get_text_range()[:1000])


def read_workbook(document: Document) -> Iterator[RawRow]:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(document.content))
    for name in book.sheet_names:
        for cells in book.get_sheet_by_name(name).to_python():
            yield raw(note=str(cells))


def read_html(document: Document) -> Iterator[RawRow]:
    import parsel

    for cell in parsel.Selector(body=document.content).css("td, p"):
        yield raw(note="".join(cell.css("::text").getall()))


def read_json(document: Document) -> Iterator[RawRow]:
    yield raw(note=str(json.loads(document.content)))


def read_csv(document: Document) -> Iterator[RawRow]:
    text = document.content.decode("utf-8", errors="surrogateescape")
    for cells in csv.reader(io.StringIO(text)):
        yield raw(note=str(cells))


READERS = {PDF: read_pdf, XLSX: read_workbook, ODS: read_workbook, HTML: read_html, JSON: read_json}
LIBRARIES = {
    **{name: READERS[kind] for kind in READERS for name in hostile_files.OF_TYPE[kind]},
    **dict.fromkeys(hostile_files.ANY, read_csv),
}
BOMBS = ["bomb.pdf", "bomb.xlsx", "bomb.ods", "large.html"]


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_reader_without_care(name: str, files: Path) -> None:
    """It gives rows, or one named error: what the library makes of the file stays in the child."""
    rows, said = read_alone(hostile_files.write(name, files), LIBRARIES[name])
    assert all("root:" not in row.note for row in rows), "it opened a file of this machine"
    assert said or rows or name in ("deep.html", "entities.html")
    assert name not in BOMBS or re.search(r"(at|more than) [\d,]+ (of 1,024 )?MB of memory", said)


def read_alone(path: Path, parse: object) -> tuple[list[RawRow], str]:
    content = path.read_bytes()
    document = describe_document(
        content, path, source="bare", name=path.name, address="", fetched_at="", status=""
    )
    rows: list[RawRow] = []
    with Sandbox({"bare": SimpleNamespace(parse=parse)}) as box:
        try:
            for row in box.rows(document):
                rows = [*rows[-10:], row]
        except ReadingError as error:
            return [], str(error)
    return rows, ""


# Memory


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
def test_memory_stays_bounded(tmp_path: Path) -> None:
    """Four million rows that are not rows, for a source that holds all of them."""
    header = ",".join(load_sources()["press_scores"].COLUMNS)
    path = tmp_path / "gonfio.csv"
    path.write_bytes(header.encode() + b"\n" + (b"," * (header.count(",")) + b"\n") * 4_500_000)
    add = subprocess.Popen(
        [sys.executable, "-m", "ingest.cli", "add", str(path), "--source", "press_scores",
         "--archive", str(tmp_path / "archive")],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert add.stderr
    said = add.stderr.read()
    add.stderr.close()
    _, status, usage = os.wait4(add.pid, 0)
    add.returncode = os.waitstatus_to_exitcode(status)
    used = "document: its reader used more than 1,024 MB of memory"
    assert (add.returncode, said) == (1, f"pedana: gonfio.csv: {used}; not added\n")
    assert usage.ru_maxrss * 1024 < MEMORY_BYTES + 300 * MEGABYTE


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
@pytest.mark.parametrize("megabytes", [600, 1024])
def test_a_pdf_bomb_is_named(megabytes: int, tmp_path: Path) -> None:
    """PDFium unpacks a page whole, and aborts when it gets no memory: of all limits this is met first."""
    path = tmp_path / "bomba.pdf"
    path.write_bytes(hostile_files.pdf_bomb(megabytes * MEGABYTE))
    rows, said = read_alone(path, load_sources()["result_pdf"].parse)
    ended = (
        r"document: its reader ran out of memory, it seems: SIGABRT at [\d,]+ of 1,024 MB of memory"
    )
    assert rows == []
    assert re.fullmatch(ended, said), said


@pytest.mark.parametrize("name", ["huge.csv", "endless"])
def test_a_file_above_the_limit_is_not_even_read(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if name == "endless":
        path.symlink_to("/dev/zero")
    else:
        path.touch()
        os.truncate(path, 10**12)
    assert main(["add", str(path), "--source", "press_scores", "--archive", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{name}: more than 64 MB" in said or "line 1: the columns are" in said


# Nothing half loaded


HEADER = "competition,date,place,round,rank,athlete,club,nation,apparatus,score_as_printed,source,url,note\n"
ROW = "Trofeo Finto 2024,2024-05-04,Nessundove,AA,{n},Prova Inventata {n},Società Finta,ITA,TOT,30.500,x,https://esempio.example/1,\n"  # noqa: E501


def add(archive: Path, text: str, name: str) -> None:
    add_document(
        archive, text.encode(), source="press_scores", name=name, address="", fetched_at=""
    )


def ask(database: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize(
    "last",
    ["\x00", "a,b\n", '"', "x" * 200_000, ROW.replace("30.500", "9" * 400).format(n=3)],
    ids=["NUL", "other cells", "open quote", "endless cell", "endless number"],
)
def test_the_rows_before_the_fault_are_not_loaded(last: str, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    rows = "".join(ROW.replace("Finto", "Mezzo").format(n=n) for n in range(2000))
    add(archive, HEADER + rows + last, "mezzo.csv")
    add(archive, HEADER + ROW.format(n=1), "intero.csv")
    report = build_release([archive], tmp_path / "out")
    (failure,) = report.failures
    assert re.fullmatch(r"press_scores/mezzo.csv: [^\n]{5,1100}", failure)
    assert ask(report.database, "select name from competition") == [("Trofeo Finto 2024",)]
    assert ask(report.database, "select name from document") == [("intero.csv",)]
    assert b"Mezzo" not in report.database.read_bytes()


# What a page and a spreadsheet make of it


SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(2)>"
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def hostile_release(tmp_path: Path) -> Path:
    """A release in which titles, places, names, clubs and notes are markup and formulas."""
    columns = HEADER.strip().split(",")
    row = dict(zip(columns, next(csv.reader([ROW.format(n=1)])), strict=True))
    rows = [
        row
        | {"athlete": f"Prova {SCRIPT}", "club": f"Società {BREAKOUT}", "note": f"nota {SCRIPT}"},
        row | {"athlete": FORMULA, "club": "@SUM(1)", "rank": "2", "note": "+1+1"},
        row
        | {"competition": f"Coppa {SCRIPT} 2024", "place": f"Città {BREAKOUT}", "apparatus": "CE"},
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    add(tmp_path / "archive", out.getvalue(), f"{SCRIPT}.csv")
    report = build_release([tmp_path / "archive"], tmp_path / "out")
    assert report.failures == []
    return report.database


PAGES = [
    "/",
    "/cerca?q=prova",
    "/cerca?q=%3Cscript%3E",
    "/gare",
    "/societa",
    "/domande",
    "/copertura",
]
TABLES = [
    "athlete",
    "club",
    "competition",
    "document",
    "mention",
    "result",
    "row_outcome",
    "witness",
]


async def test_markup_is_text_on_every_page(hostile_release: Path, datasette_for) -> None:
    site = datasette_for(hostile_release).client
    paths = [*PAGES, "/pedana", *(f"/pedana/{table}" for table in TABLES)]
    for table, page in [("athlete", "ginnaste"), ("competition", "gare"), ("ranking", "classifiche"),
                        ("club", "societa")]:  # fmt: skip
        ids = ask(hostile_release, f"select {table}_id from {table}")
        paths += [f"/{page}/{key}" for (key,) in ids]
    found = ""
    for path in paths:
        html = (await site.get(path, follow_redirects=True)).text
        assert "<script>alert" not in html, path
        assert "<img src=x" not in html, path
        found += html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found
    assert "&lt;img src=x onerror=alert(2)&gt;" in found


async def test_a_formula_is_text(hostile_release: Path, datasette_for) -> None:
    """In the database, the JSON and Datasette's own tables exactly as printed; in the CSV of our pages,
    which people open in a spreadsheet, behind an apostrophe.
    """
    site = datasette_for(hostile_release).client
    assert (FORMULA,) in ask(hostile_release, "select name from athlete")
    ((ranking,),) = ask(
        hostile_release, "select ranking_id from ranking where name like 'Concorso%'"
    )
    printed = (await site.get(f"/classifiche/{ranking}.json")).text
    assert json.dumps(FORMULA) in printed
    cells = [
        cell
        for row in csv.reader(io.StringIO((await site.get(f"/classifiche/{ranking}.csv")).text))
        for cell in row
    ]
    assert f"'{FORMULA}" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
