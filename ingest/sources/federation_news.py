"""FGI, news of federginnastica.it: results in prose and lists, and the files below "Allegati".

Offers: Assoluti, Serie A, Gold, Insieme ..., usually the first places, since 2005. Lists are read whole or
the page is refused; a sentence is read where one name and known words stand before a score (ingest/news/),
and the rows say how much was. Tables are read as sheets are; a table beside other scores is refused.
Never ran against the live site, and no page of it is stored: the style is known from pages that people
transcribed (press_scores), the addresses from those they cite.
What is assumed of the site: a paged list at home_url (?start=20 ...) that links /news/.../12345-words.html.
Only the first pages of the list are looked at; older news come in with `pedana add --url`.
Known quirks:
- "CL" beside CE PA NA is clavette; beside CV it is corpo libero; elsewhere it is not read.
- Headlines begin with the town. The day is the one date of the text, else that of the news, and it says so.
- A standing ("classifica generale", "punti speciali") is another ranking than the day's: not read here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

from parsel import Selector

from ingest.archive import Document
from ingest.cards import FILE
from ingest.html import TextLine, check_length, read_lines
from ingest.news.about import below, is_rhythmic, page_context
from ingest.news.page import read_news
from ingest.news.tables import read_tables, scored_tables
from ingest.reading import Expects, FetchError, Get, Link, Page, RawRow, ReadingError, Source
from ingest.sheet.charset import decode
from ingest.sheet.sheets import read_sheet

SOURCE = Source(
    key="federation_news",
    name="FGI, notizie di gara",
    publisher="Federazione Ginnastica d'Italia",
    lineage="first_party",
    home_url="https://www.federginnastica.it/news.html",
    licence="non dichiarata: citati solo i fatti",
    covers="2005-",
    media_types=(
        "text/html",
        "application/pdf",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        "text/csv",
    ),
    hosts=("www.federginnastica.it", "federginnastica.it"),
    expects=Expects(min_rows=1, filled={"points": 0.5, "date": 1}),
)

STEP, PAGES = 20, 5
NEWS = re.compile(r"/news/(?:[^/]+/)?\d{3,7}-[^/]+\.html", re.IGNORECASE)


def discover(get: Get) -> Iterator[Link]:
    """Yield the news of rhythmic gymnastics on the first pages of the list, each with its files."""
    known = set[str]()
    for start in range(0, STEP * PAGES, STEP):
        page = get(f"{SOURCE.home_url}?start={start}" if start else SOURCE.home_url)
        new = [url for url in dict.fromkeys(_addresses(page)) if url not in known]
        if not new and not start:
            raise ReadingError(page.url, "no link to a news page (/news/.../12345-words.html)")
        if not new:
            return
        known.update(new)
        for url in new:
            try:
                page = get(url)
            except FetchError:
                continue  # it is reported in any case; the news behind it are still asked for
            yield from _links(page)


def parse(document: Document) -> Iterator[RawRow]:
    """Read a news page; any other file is a ranking."""
    if document.media_type != "text/html":
        return read_sheet(replace(document, said={"discipline": "rhythmic"} | document.said))
    lines, tables = read_lines(decode(document.content)), scored_tables(document)
    return read_tables(document, tables, lines) if tables else iter(read_news(lines, document.said))


def _addresses(page: Page) -> Iterator[str]:
    check_length(page.text)
    for link in Selector(page.text).xpath("//a/@href").getall():
        url = urljoin(page.url, link).partition("#")[0]
        if NEWS.fullmatch(urlsplit(url).path) and urlsplit(url).hostname in SOURCE.hosts:
            yield url


def _links(page: Page) -> Iterator[Link]:
    """The page itself and its files, if it is about rhythmic gymnastics."""
    lines = read_lines(page.text)
    if not is_rhythmic(lines):
        return
    yield Link(url=page.url, name=unquote(urlsplit(page.url).path.rpartition("/")[2]))
    said = {"discipline": "rhythmic"} | _said(lines)
    for line in below(lines, with_files=True):
        for _, href in line.links:
            file = FILE.search(href)
            if file:
                yield Link(url=urljoin(page.url, href), name=unquote(file[1]), said=said)


def _said(lines: list[TextLine]) -> dict[str, str]:
    """What the page says of its files; nothing if its own date is not understood."""
    try:
        row = page_context(lines, {"discipline": "rhythmic"}).row
    except ReadingError:
        return {}
    return {"title": row.competition, "date": row.date, "place": row.place}
