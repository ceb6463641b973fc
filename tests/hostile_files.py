"""Files that somebody sends to harm whoever reads them, made anew for each run."""

import io
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

MEGABYTE = 1024**2
TEXT, JSON, HTML, PDF = "text/csv", "application/json", "text/html", "application/pdf"
XLS, TSV, PLAIN = "application/vnd.ms-excel", "text/tab-separated-values", "text/plain"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what an XLS begins with
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ah'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
)  # 10^11 times two letters


def pdf_bomb(size: int) -> bytes:
    """One page whose content unpacks to `size` bytes of drawing."""
    packed = pack(b"BT /F1 9 Tf (x) Tj ET\n" * 1000, size)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(body),
    )
    return body + head + table + tail


def pack(block: bytes, size: int) -> bytes:
    packer = zlib.compressobj(9)
    parts = [packer.compress(block) for _ in range(size // len(block))]
    return b"".join([*parts, packer.flush()])


def zipped(parts: dict[str, str], bomb: tuple[str, str, bytes, str] | None = None) -> bytes:
    """A ZIP of texts; of a bomb (name, head, block, tail) the block stands there 1 GB long."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        if bomb:
            name, head, block, tail = bomb
            with archive.open(name, "w", force_zip64=True) as file:
                file.write(head.encode())
                for _ in range(1024 * MEGABYTE // len(block)):
                    file.write(block)
                file.write(tail.encode())
    return out.getvalue()


def xlsx(bomb: bool = False, doctype: str = "", cell: str = "x") -> bytes:
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{cell}</t></is></c></row>'
    head = f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{SHEET}"><sheetData>'
    tail = "</sheetData></worksheet>"
    sheet = "xl/worksheets/sheet1.xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{XLSX}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Uno" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    if bomb:
        block = b"<row><c><v>1</v></c><c><v>2</v></c></row>" * 5000
        return zipped(parts, (sheet, head, block, tail))
    return zipped(parts | {sheet: head + rows + tail})


def ods(bomb: bool = False, doctype: str = "", cell: str = "x") -> bytes:
    row = "<table:table-row><table:table-cell office:value-type='string'><text:p>{}</text:p>"
    row += "</table:table-cell></table:table-row>"
    spaces = " ".join(
        f"xmlns:{name}='{OPEN_DOCUMENT}:{name}:1.0'" for name in ("office", "table", "text")
    )
    head = f"<?xml version='1.0'?>{doctype}<office:document-content {spaces}><office:body>"
    head += "<office:spreadsheet><table:table table:name='Uno'>"
    tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
    entry = f"<manifest:file-entry manifest:full-path='/' manifest:media-type='{ODS}'/>"
    manifest = (
        f"<manifest:manifest xmlns:manifest='{OPEN_DOCUMENT}:manifest:1.0'>{entry}"
        "<manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/>"
        "</manifest:manifest>"
    )
    parts = {"mimetype": ODS, "META-INF/manifest.xml": manifest}
    if bomb:
        return zipped(parts, ("content.xml", head, row.format("x").encode() * 1000, tail))
    return zipped(parts | {"content.xml": head + row.format(cell) + tail})


def html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>".encode()


def json_of(value: str) -> bytes:
    """An event of which every value is one thing."""
    return f'[{{"evenementDate": {value}, "event": {value}, "categories": {value}}}]'.encode()


ROW = "<tr><td>1</td><td>Prova</td></tr>"
Make = Callable[[], bytes]
ANY: dict[str, Make] = {
    "nul.csv": partial(bytes, 100_000),
    "noise.csv": lambda: bytes(range(256)) * 1000,
    "line.csv": lambda: b"x" * 10 * MEGABYTE,
    "quoted_line.csv": lambda: b'"' + b"x" * 10 * MEGABYTE,
    "utf16.csv": lambda: "nome;società\nProva;Società\n".encode("utf-16"),
    "latin1.csv": lambda: "nome;società\nProva;Società\n".encode("latin-1"),
    "half_a_character.csv": lambda: b"nome\n\xed\xa0\x80\xc3",
    "columns.csv": lambda: b",".join(b"%d" % n for n in range(100_000)) + b"\n1" + b"," * 99_999,
    "rows.csv": lambda: b"\n" * 10 * MEGABYTE,
    "cells.csv": lambda: b"," * 10 * MEGABYTE,
}
OF_TYPE: dict[str, dict[str, Make]] = {
    JSON: {
        "deep.json": lambda: b"[" * 10_000_000,
        "deep_objects.json": lambda: b'{"a":' * 1_000_000,
        "wide.json": lambda: b"[" + b"[]," * 3_000_000 + b"[]]",
        "many_digits.json": lambda: json_of("9" * 1_000_000),
        **{f"{name}.json": partial(json_of, text) for name, text in {
            "huge": "1e999999", "tiny": "1e-999999", "nan": "NaN", "infinity": "-Infinity",
            "surrogate": '"\\ud800"', "nul": '"\\u0000"',
        }.items()},
    },
    HTML: {
        "large.html": lambda: html(f"<table>{ROW * (50 * MEGABYTE // len(ROW))}</table>"),
        "deep.html": lambda: html("<div>" * 2_000_000),
        "attributes.html": lambda: html(f"<p {'a=1 ' * 3_000_000}>"),
        "entities.html": lambda: html("&amp;" * 3_000_000),
    },
    PDF: {"bomb.pdf": partial(pdf_bomb, 1024 * MEGABYTE), "head.pdf": lambda: b"%PDF-1.7\n" * 1000},
    XLS: {"head.xls": lambda: OLE * 1000, "empty.xls": lambda: OLE + bytes(100_000)},
    TSV: {"wide.tsv": lambda: b"\t".join([b"x"] * 100_000)},
    PLAIN: {"wide.txt": lambda: b"x  " * 3_000_000},
    XLSX: {
        "bomb.xlsx": partial(xlsx, bomb=True),
        "laughs.xlsx": partial(xlsx, doctype=LAUGHS + "]>", cell="&a11;"),
        "outside.xlsx": partial(
            xlsx, doctype="<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", cell="&e;"
        ),
        "not_a_zip.xlsx": lambda: b"PK\x03\x04" * 1000,
    },
    ODS: {
        "bomb.ods": partial(ods, bomb=True),
        "laughs.ods": partial(ods, doctype=LAUGHS + "]>", cell="&a11;"),
        "outside.ods": partial(
            ods, doctype="<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", cell="&e;"
        ),
    },
}  # fmt: skip


def names_for(media_types: tuple[str, ...]) -> list[str]:
    """The files that a reader of these types shall refuse."""
    return [*ANY, *(name for kind in media_types for name in OF_TYPE.get(kind, {}))]


def write(name: str, folder: Path) -> Path:
    """The file, made once for a folder."""
    path = folder / name
    if not path.exists():
        every = ANY | {key: make for files in OF_TYPE.values() for key, make in files.items()}
        path.write_bytes(every[name]())
    return path
