"""Bytes of a text as a string, whatever charset they are in and whatever they say of it: one rule for
documents and for the pages that list them.

Tried in this order, each strictly: the byte order mark; UTF-8; what the server or the page itself names;
cp1252 (and with it Latin-1); cp1250 and ISO 8859-2, in which Polish files are written; last what
charset-normalizer finds. Eight bits of one charset are also valid in another: a reading in which a sign such
as ³ or ± stands inside a word ("Paw³owska") is not taken.

charset-normalizer 3.5.2 comes last because it guesses by statistics: of 27 short texts in Italian, Polish,
French and German (UTF-8, cp1252, cp1250, ISO 8859-2, cp850, UTF-16 with its mark) it reads 10 right, this
rule 25: "Società" in cp1252 is "Societŕ" to it. UTF-16 without a mark is refused elsewhere, as NUL bytes.
"""

import codecs
import re

from charset_normalizer import from_bytes

from ingest.reading import ReadingError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
NAMED = re.compile(rb"""(?:<meta|<\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I)
# What a page may name: charsets of eight bits, in which ASCII is ASCII.
EIGHT_BITS = re.compile(
    r"(?:windows-|x-cp|cp)?(125[0-8])|iso-?8859-?(\d{1,2})|latin-?1|(?:us-)?ascii"
)
PLAUSIBLE = ("cp1252", "cp1250", "iso8859_2")
OTHERS = ["cp1252", "cp850", "cp852", "mac_roman", "mac_latin2"]
# Signs that no word holds (ª, º, ° and ² are left out, they follow letters), and letters of no language
# that results are printed in: à, ì, ò, ù of cp1252 as cp1250 reads them.
ODD = re.compile(r"(?<=[^\W\d_])[£¤¥¦¬¯±³¶¹¼½¾¿¡‚•ˆ˜]|[£¤¥¦¬¯±³¶¹¼¾](?=[^\W\d_])|[ŕěňů\x80-\x9f]")
IN_PART = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
SAMPLE = 50_000
ISO_8859 = (2, 3, 4, 5, 7, 9, 10, 13, 14, 15, 16)


def decode(content: bytes, content_type: str = "") -> str:
    """The text of the bytes; content_type is what a server said of them. Raises ReadingError if no charset
    fits, or UTF-8 only fits a part.
    """
    for mark, charset in MARKS:
        if content.startswith(mark):
            return _strictly(content, charset)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    pair = IN_PART.search(content)
    if pair is not None:
        text = f"UTF-8 at byte {pair.start()}, another charset here: one file in two charsets"
        raise ReadingError(f"byte {broken.start}", text) from broken
    for charset in (*_named(content, content_type), *PLAUSIBLE):
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        if not ODD.search(text):
            return text
    return _guessed(content)


def decode_page(content: bytes, content_type: str = "") -> str:
    """The text of a page that only lists documents. Never fails: where `decode` refuses, as for one news in
    another charset than the page around it, bytes that are not UTF-8 are read as cp1252.
    """
    try:
        return decode(content, content_type)
    except ReadingError:
        charset = next((name for mark, name in MARKS if content.startswith(mark)), "")
        if charset:
            return content.decode(charset, errors="replace")
        return content.decode("utf-8", errors="pedana_western")


def _strictly(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        text = f"the file says that it is {charset}, this byte is not"
        raise ReadingError(f"byte {error.start}", text) from error


def _named(content: bytes, content_type: str) -> list[str]:
    """The charsets that the server and the head of the page name. ISO 8859-1 means cp1252, as in every
    browser.
    """
    said, printed = HEADER.search(content_type), NAMED.search(content[:4096])
    names = [said[1]] if said else []
    names += [printed[1].decode("ascii", "replace")] if printed else []
    return [charset for name in names if (charset := _known(name.lower()))]


def _known(name: str) -> str:
    """Python's name of a charset that a page may name, "" for any other."""
    known = EIGHT_BITS.fullmatch(name)
    if known is None:
        return ""
    if known[1]:
        return f"cp{known[1]}"
    if known[2] in (None, "1"):
        return "cp1252"
    return f"iso8859_{known[2]}" if int(known[2]) in ISO_8859 else ""


def _guessed(content: bytes) -> str:
    """The text in the charset that fits its lines with other than ASCII letters best."""
    lines = [line for line in content.splitlines() if not line.isascii()]
    best = from_bytes(b"\n".join(lines)[:SAMPLE], cp_isolation=OTHERS).best()
    if best is None:
        raise ReadingError("document", "no charset fits the letters of this file")
    return _strictly(content, best.encoding)


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that the charset does not know, read as cp1252, or latin-1 where that has a gap."""
    assert isinstance(error, UnicodeDecodeError)
    strays = error.object[error.start : error.end]
    try:
        return strays.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return strays.decode("latin-1"), error.end


codecs.register_error("pedana_western", _as_western)
