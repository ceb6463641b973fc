"""What fetched bytes are: format, whether whole; whatever name or header say."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ingest.content import (
    CSV,
    HTML,
    JSON,
    ODS,
    PDF,
    TEXT,
    XLS,
    XLSX,
    file_name,
    maintenance,
    media_type,
    why_cut,
)

PDF_FILE = b"%PDF-1.7\n" + b"1 0 obj\n" * 500 + b"%%EOF\n"


def make_xlsx() -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["Prova Inventata", 26.3])
    book.save(file)
    return file.getvalue()


def make_ods() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("content.xml", "<office/>")
    return file.getvalue()


def make_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF_FILE, PDF),
        (b"\r\n" + PDF_FILE, PDF),
        (make_xlsx(), XLSX),
        (make_ods(), ODS),
        (make_zip(), "application/octet-stream"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), XLS),
        (b'{"event": 1}', JSON),
        (b"\xef\xbb\xbf [1]", JSON),
        (b"<!DOCTYPE html><html></html>", HTML),
        (b"\n <table id=x><tr>", HTML),
        (b"<!-- menu --><p>Ciao</p>", HTML),
        (b"\xef\xbb\xbf<html>", HTML),
        (b"posto;nome\n1;Prova Inventata\n", CSV),
        ("posto;città\n".encode("latin-1"), CSV),
        ("posto;città\n".encode("utf-16"), CSV),
        (b"<30 punti;x\n", CSV),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "application/octet-stream"),
        (b"posto;\0\n", "application/octet-stream"),
    ],
)
def test_the_format_is_read_from_the_bytes(content, kind):
    assert media_type(content) == kind


@pytest.mark.parametrize(
    ("content", "has_end"),
    [
        (PDF_FILE, True),
        (PDF_FILE + bytes(5000), True),
        (make_xlsx(), True),
        (make_ods(), True),
        (b'[{"a": "}]\\"["}, [1, 2]]\n', True),
        (b"<html><p>x</p></html>\n<!-- 0.2 s -->", True),
        (b"<html><p>x</p></BODY >", True),
        (b"<p>x</p>", False),
        (b"posto;nome\n", False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), False),
    ],
)
def test_without_a_length_only_a_format_with_an_end_is_taken(content, has_end):
    kind = media_type(content)
    assert why_cut(content, kind, has_length=True) == ""
    assert (why_cut(content, kind, has_length=False) == "") is has_end


@pytest.mark.parametrize("content", [PDF_FILE, make_xlsx(), make_ods(), b'{"a": [1, "b"]}'])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_file_with_an_end_is_not_taken_without_it(content, share):
    """A stated length that is too short is kept by the letter, and cuts the file all the same."""
    cut = content[: int(len(content) * share)]
    assert why_cut(cut, media_type(content), has_length=True)


@pytest.mark.parametrize("content", [b"{", b"[1", b'["a', b"{}x", b"[1]]", b"{} {}["])
def test_json_that_does_not_close(content):
    assert why_cut(content, JSON, has_length=True)


def test_deep_and_long_json_costs_no_stack():
    assert why_cut(b"[" * 200_000 + b"]" * 200_000, JSON, has_length=False) == ""
    assert why_cut(b'["' + b"\\" * 1_000_001, JSON, has_length=False)


@pytest.mark.parametrize(
    ("name", "kind", "wanted", "kept"),
    [
        ("Classifica.PDF", PDF, (PDF,), "Classifica.PDF"),
        ("scarica.php", PDF, (PDF,), "scarica.php.pdf"),
        ("gara.xls", XLSX, (XLS, XLSX), "gara.xls.xlsx"),
        ("", CSV, (CSV,), "document.csv"),
        ("gara.txt", CSV, (CSV, TEXT), "gara.txt"),
        ("gara.txt", CSV, (CSV,), "gara.txt.csv"),
        ("gara.csv", CSV, (TEXT,), "gara.csv.txt"),
        ("pagina.htm", HTML, (HTML,), "pagina.htm"),
        ("../../etc/x\n\x1b[2J.pdf", PDF, (PDF,), "../../etc/x  [2J.pdf"),
        ("x" * 500 + ".pdf", PDF, (PDF,), "x" * 146 + ".pdf"),
    ],
)
def test_the_name_of_a_document_fits_its_bytes(name, kind, wanted, kept):
    assert file_name(name, kind, wanted) == kept


@given(st.binary(max_size=200))
def test_any_bytes_are_of_a_format(content):
    kind = media_type(content)
    assert isinstance(why_cut(content, kind, has_length=False), str)


# Closed for now


@pytest.mark.parametrize(
    "page",
    [
        b"<title>Sito in manutenzione</title>",
        b"<html><head><TITLE lang=it>\nSite under Maintenance\n</TITLE></head>",
        b"<body><h1 class=x>Servizio <b>temporaneamente non disponibile</b></h1>",
        b"<title>503 Service Unavailable</title>",
    ],
)
def test_a_page_that_says_it_is_closed(page):
    assert maintenance(page)


@pytest.mark.parametrize(
    "page",
    [
        b"<title>Classifiche</title><p>La palestra e' in manutenzione</p>",
        b"<title>Lavori di manutenzione al PalaFinto</title>" + b"<p>Notizia</p>" * 2000,
        b"",
    ],
)
def test_a_page_that_is_open(page):
    assert not maintenance(page)
