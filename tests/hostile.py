"""A real server on 127.0.0.1 that misbehaves on purpose: 19 traps, and a small site that does not.

TRAPS names them; each is a path. Raw sockets, because no library answers so badly by itself.
"""

import contextlib
import gzip
import struct
import zlib
from collections.abc import Iterator

from tests.raw_server import Answer, Site, Visit, running_site

CSV = "posto;ginnasta;società;punti\n1;Prova Inventata;Società Finta;26,300\n".encode()
PAGE = "<html><head>{meta}<title>Classifiche</title></head><body>{body}</body></html>"
ITALIAN = "Società Ginnastica Perù – qualità “così”"
WESTERN = "Società Ginnastica Perù, qualità così"
GIGABYTE = 1 << 30
DRIPS = 40
DRIP_SECONDS = 0.1


def busy_twice(visit: Visit) -> None:
    if visit.nth <= 2:
        visit.answer(b"troppe richieste", "503 Service Unavailable", Retry_After="7")
    else:
        visit.answer(CSV)


def reset_twice(visit: Visit) -> None:
    if visit.nth <= 2:
        visit.reset()
    else:
        visit.answer(CSV)


def gzip_of_zeros(size: int) -> bytes:
    """A true gzip of `size` zeros, a multiple of a megabyte, made in a moment."""
    block, check = bytes(1 << 20), 0
    for _ in range(size >> 20):
        check = zlib.crc32(block, check)
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = stream.compress(block) + stream.flush(zlib.Z_FULL_FLUSH)
    end = stream.flush() + struct.pack("<II", check, size & 0xFFFFFFFF)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
    return head + packed * (size >> 20) + end


def gzip_bomb(visit: Visit) -> None:
    visit.answer(gzip_of_zeros(GIGABYTE), Content_Encoding="gzip")


def endless_chunks(visit: Visit) -> None:
    visit.head(Transfer_Encoding="chunked")
    piece = b"%x\r\n%s\r\n" % (1 << 16, bytes(1 << 16))
    while not visit.site.closing.is_set():
        visit.send(piece)


def slow_drip(visit: Visit) -> None:
    visit.head(Content_Length=str(DRIPS))
    for _ in range(DRIPS):
        visit.pause(DRIP_SECONDS)
        visit.send(b"1")


def length_too_long(visit: Visit) -> None:
    visit.head(Content_Length=str(len(CSV) + 100))
    visit.send(CSV)


def chunk_cut(visit: Visit) -> None:
    visit.head(Transfer_Encoding="chunked")
    visit.send(b"%x\r\n%s" % (len(CSV) + 100, CSV))


def http10_cut(visit: Visit) -> None:
    visit.send(b"HTTP/1.0 200 OK\r\nContent-Type: text/csv\r\n\r\n" + CSV[:-9])


def latin1_without_meta(visit: Visit) -> None:
    visit.answer(PAGE.format(meta="", body=WESTERN).encode("latin-1"), Content_Type="text/html")


def cp1252_with_meta(visit: Visit) -> None:
    page = PAGE.format(meta='<meta charset="windows-1252">', body=ITALIAN)
    visit.answer(page.encode("cp1252"), Content_Type="text/html")


def false_utf8_header(visit: Visit) -> None:
    page = PAGE.format(meta="", body=ITALIAN)
    visit.answer(page.encode("cp1252"), Content_Type="text/html; charset=utf-8")


def redirect_to_metadata_service(visit: Visit) -> None:
    visit.redirect("http://169.254.169.254/latest/meta-data/")


def redirect_to_localhost(visit: Visit) -> None:
    visit.redirect(f"http://localhost:{visit.site.port}/buono.csv")


def redirect_to_file(visit: Visit) -> None:
    visit.redirect("file:///etc/hostname")


def big_headers(visit: Visit) -> None:
    visit.answer(CSV, **{f"X_Riempitivo_{number}": "x" * 1000 for number in range(400)})


def redirect_loop(visit: Visit) -> None:
    visit.redirect("/redirect_loop/b" if visit.path == "/redirect_loop" else "/redirect_loop")


def maintenance(visit: Visit) -> None:
    page = (
        "<html><head><title>Sito in manutenzione</title></head><body>Torniamo presto</body></html>"
    )
    visit.answer(page.encode(), Content_Type="text/html")


def etag(visit: Visit) -> None:
    _unless_known(visit, "If-None-Match", ETag='"finta-1"')


def last_modified(visit: Visit) -> None:
    _unless_known(visit, "If-Modified-Since", Last_Modified="Sat, 21 Mar 2026 10:00:00 GMT")


def _unless_known(visit: Visit, condition: str, **validator: str) -> None:
    if visit.headers.get(condition.lower()) in validator.values():
        visit.answer(b"", "304 Not Modified")
    else:
        visit.answer(CSV, **validator)


# The rows of the table in the order in which they were measured. Three rows hold three traps each.
TRAPS: dict[str, Answer] = {
    trap.__name__: trap
    for trap in (
        busy_twice,
        reset_twice,
        gzip_bomb,
        endless_chunks,
        slow_drip,
        length_too_long,
        chunk_cut,
        http10_cut,
        latin1_without_meta,
        cp1252_with_meta,
        false_utf8_header,
        redirect_to_metadata_service,
        redirect_to_localhost,
        redirect_to_file,
        big_headers,
        redirect_loop,
        maintenance,
        etag,
        last_modified,
    )
}


# Beyond the 19


def slow_headers(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(DRIPS):
        visit.pause(DRIP_SECONDS)
        visit.send(b"X-Goccia-%d: 1\r\n" % number)
    visit.send(b"Content-Length: %d\r\n\r\n%s" % (len(CSV), CSV))


def closed_for_hours(visit: Visit) -> None:
    visit.answer(b"", "503 Service Unavailable", Retry_After="9999")


def enough_for_today(visit: Visit) -> None:
    visit.answer(b"", "429 Too Many Requests", Retry_After="9999")


def silent_once(visit: Visit) -> None:
    if visit.nth == 1:
        visit.pause(30)
    else:
        visit.answer(CSV)


def gzip_cut(visit: Visit) -> None:
    visit.answer(gzip.compress(CSV)[:-6], Content_Encoding="gzip")


def gzip_broken(visit: Visit) -> None:
    visit.answer(gzip.compress(CSV)[:-8] + bytes(8), Content_Encoding="gzip")


def gzip_good(visit: Visit) -> None:
    """Two gzips one after the other are one, and have their own end: no length is needed."""
    visit.head(Content_Encoding="gzip")
    visit.send(gzip.compress(CSV) + gzip.compress(b"2;Altra Prova;Altra Finta;25,100\n"))


def packed_otherwise(visit: Visit) -> None:
    visit.answer(CSV, Content_Encoding="br")


def length_too_great(visit: Visit) -> None:
    visit.head(Content_Length=str(GIGABYTE))


def unasked_304(visit: Visit) -> None:
    visit.answer(b"", "304 Not Modified")


MORE: dict[str, Answer] = {
    answer.__name__: answer
    for answer in (
        slow_headers,
        closed_for_hours,
        enough_for_today,
        silent_once,
        gzip_cut,
        gzip_broken,
        gzip_good,
        packed_otherwise,
        length_too_great,
        unasked_304,
    )
}


@contextlib.contextmanager
def hostile_site() -> Iterator[Site]:
    """The server with all of these, and one document that nothing is wrong with."""
    with running_site() as site:
        site.answers |= {f"/{name}": answer for name, answer in (TRAPS | MORE).items()}
        site.answers["/redirect_loop/b"] = redirect_loop
        site.put("/buono.csv", CSV, Content_Type="text/csv")
        yield site
