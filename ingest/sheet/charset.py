"""Bytes of a text as a string, whatever charset they are in and whatever they say of it.

Tried in this order, each strictly: the byte order mark; UTF-8; what the page itself names; cp1252 (and with
it Latin-1); cp1250 and ISO 8859-2, in which Polish files are written; last what charset-normalizer
finds. Eight bits of one charset are also valid in another: a reading in which a sign such as ³ or ± stands
inside a word ("Paw³owska") is not taken.
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
NAMED = re.compile(rb"""(?:<meta|<\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I)
# What a page may name: charsets of eight bits, in which ASCII is ASCII.
EIGHT_BITS = re.compile(r"(?:windows-|x-cp|cp)?(125\d)|iso-?8859-?(\d{1,2})|latin-?1|(?:us-)?ascii")
PLAUSIBLE = ("cp1252", "cp1250", "iso8859_2")
OTHERS = ["cp1252", "cp850", "cp852", "mac_roman", "mac_latin2"]
# Signs that no word holds (ª, º, ° and ² are left out, they follow letters), and letters of no language
# that results are printed in: à, ì, ò, ù of cp1252 as cp1250 reads them.
ODD = re.compile(r"(?<=[^\W\d_])[£¤¥¦¬¯±³¶¹¼½¾¿¡‚•ˆ˜]|[£¤¥¦¬¯±³¶¹¼¾](?=[^\W\d_])|[ŕěňů\x80-\x9f]")
IN_PART = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
SAMPLE = 50_000


def decode(content: bytes) -> str:
    """The text of the bytes. Raises ReadingError if no charset fits, or UTF-8 only fits a part."""
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
    for charset in (*_named(content), *PLAUSIBLE):
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        if not ODD.search(text):
            return text
    return _guessed(content)


def _strictly(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        text = f"the file says that it is {charset}, this byte is not"
        raise ReadingError(f"byte {error.start}", text) from error


def _named(content: bytes) -> list[str]:
    """The charset that the head of a page names. ISO 8859-1 means cp1252, as in every browser."""
    match = NAMED.search(content[:4096])
    name = match[1].decode("ascii", "replace").lower() if match else ""
    known = EIGHT_BITS.fullmatch(name)
    if known is None:
        return []
    if known[1]:
        return [f"cp{known[1]}"]
    if known[2] in (None, "1"):
        return ["cp1252"]
    return (
        [f"iso8859_{known[2]}"] if int(known[2]) in (2, 3, 4, 5, 7, 9, 10, 13, 14, 15, 16) else []
    )


def _guessed(content: bytes) -> str:
    """The text in the charset that fits its lines with other than ASCII letters best."""
    lines = [line for line in content.splitlines() if not line.isascii()]
    best = from_bytes(b"\n".join(lines)[:SAMPLE], cp_isolation=OTHERS).best()
    if best is None:
        raise ReadingError("document", "no charset fits the letters of this file")
    return _strictly(content, best.encoding)
