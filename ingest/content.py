"""What fetched bytes are, whatever their name or header says: the format, and whether they are whole."""

import codecs
import re
from pathlib import Path

from ingest.reading import FetchError
from ingest.sheet.charset import decode_page

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
XLS = "application/vnd.ms-excel"
JSON = "application/json"
HTML = "text/html"
CSV = "text/csv"
TEXT = "text/plain"
BINARY = "application/octet-stream"
SUFFIXES = {  # media type -> suffixes of its files, the usual one first
    PDF: (".pdf",),
    XLSX: (".xlsx",),
    ODS: (".ods",),
    XLS: (".xls",),
    JSON: (".json",),
    HTML: (".html", ".htm"),
    CSV: (".csv",),
    TEXT: (".txt",),
}
LONGEST_NAME = 150
TAIL = 2048  # a PDF may end with blanks or zeros after its mark
ZIP_TAIL = 65_557  # the last record of a ZIP with the longest comment
MARKUP = re.compile(rb"<(?:!doctype\s+html|!--|\?xml|/?[a-z][a-z0-9]*[\s/>])", re.I)
JSON_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]', re.S)
JSON_DEPTH = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}
TITLE = re.compile(rb"<(title|h1)\b[^>]{0,200}>(.{0,300}?)</\1", re.I | re.S)
MAINTENANCE = re.compile(
    rb"manutenzione|maintenance|wartungsarbeiten|temporaneamente non disponibile"
    rb"|temporarily unavailable|service unavailable",
    re.I,
)
LONGEST_MAINTENANCE = 20_000


def media_type(content: bytes) -> str:
    """The format by its first bytes. Text without markup is CSV: no byte tells it from a plain text."""
    head = content[:1024]
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return XLS
    if head.startswith(b"PK\x03\x04"):
        return _zip_type(content)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return CSV
    if b"\0" in content:
        return BINARY
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if MARKUP.match(start):
        return HTML
    return JSON if start[:1] in (b"{", b"[") else CSV


def _zip_type(content: bytes) -> str:
    if b"mimetype" + ODS.encode() in content[:200]:
        return ODS
    return XLSX if b"xl/workbook" in content else BINARY


def why_cut(content: bytes, kind: str, has_length: bool) -> str:
    """Why the bytes cannot be the whole file, "" when they can.

    has_length: the answer said how long it is, and was. Without that, as in HTTP/1.0, a connection that
    broke looks like one that ended: then only a format that shows its end is taken.
    """
    if kind == PDF and b"%%EOF" not in content.rstrip(b"\0 \r\n")[-TAIL:]:
        return "the PDF is cut short: it has no end mark"
    if kind in (XLSX, ODS) and b"PK\x05\x06" not in content[-ZIP_TAIL:]:
        return "the file is cut short: a ZIP without its last record"
    if kind == JSON and not _is_closed_json(content):
        return "the JSON is cut short or broken: it does not close"
    if has_length or kind in (PDF, XLSX, ODS, JSON):
        return ""
    if kind == HTML and re.search(rb"</(html|body)\s*>", content[-TAIL:], re.I):
        return ""
    return "the answer states no length and its end cannot be seen: it may be cut short"


def require_whole(content: bytes, has_length: bool) -> None:
    """Raise FetchError for an answer that is empty, cut short or says that the site is closed for now."""
    if not content:
        raise FetchError("the answer is empty")
    reason = why_cut(content, media_type(content), has_length)
    if reason:
        raise FetchError(reason)
    title = maintenance(content)
    if title:
        raise FetchError(f"in place of what was asked for, a page {title!r}")


def _is_closed_json(content: bytes) -> bool:
    """Whether brackets and quotes close at the very end; parsing would build millions of objects."""
    depth = end = 0
    for match in JSON_TOKEN.finditer(content):
        depth += JSON_DEPTH.get(match[0], 0)
        if depth == 0:
            end = match.end()
    return depth == 0 and end > 0 and not content[end:].strip()


def maintenance(content: bytes) -> str:
    """The title of a short page that says the site is closed for now, "" of every other."""
    if len(content) > LONGEST_MAINTENANCE:
        return ""
    for match in TITLE.finditer(content):
        if MAINTENANCE.search(match[2]):
            return decode_page(match[2]).strip()
    return ""


def file_name(name: str, kind: str, wanted: tuple[str, ...]) -> str:
    """The name in one printable line, with the suffix of what the bytes are.

    A text is what the source wants of the two it may be; "download.php" and a PDF named ".xls" get the
    suffix of their format appended.
    """
    line = "".join(char if char.isprintable() else " " for char in name).strip()[-LONGEST_NAME:]
    suffixes = SUFFIXES[kind]
    if kind == CSV and TEXT in wanted:
        suffixes = SUFFIXES[CSV] + SUFFIXES[TEXT] if CSV in wanted else SUFFIXES[TEXT]
    return line if Path(line).suffix.lower() in suffixes else (line or "document") + suffixes[0]
