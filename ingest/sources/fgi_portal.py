"""FGI, classifiche del portale federale (a paged list of cards, each with a file to download).

Offers: the rankings of all sections since the portal began; only those of rhythmic gymnastics are taken.
Never ran against the live site: no page of it is stored, the cards are known from a description (title,
Italian date, section word, link "Scarica") and from a public program that reads them by the same marks.
Known quirks:
- The site changes its markup from time to time: a card is the smallest element around a file's link that
  says a date and a section. A card that does not, or a page that holds fewer of them than it should, is an
  error with its address and text.
- A date without year ("21/22 marzo") takes the one year that the card prints, else it is an error.
- The list goes on while a page links one further on; without such links, as many as a page
  holds further on, until a page says nothing new.
Files are PDF, XLS, XLSX, ODS and CSV rankings of any layout: see ingest/sheet/.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.archive import Document
from ingest.cards import Card, read_cards
from ingest.reading import Expects, Get, Link, RawRow, ReadingError, Source
from ingest.sheet.sheets import read_sheet

SOURCE = Source(
    key="fgi_portal",
    name="FGI, classifiche del portale federale",
    publisher="Federazione Ginnastica d'Italia",
    lineage="first_party",
    home_url="https://www.federginnastica.it/calendario-gare/classifiche/classifiche.html",
    licence="non dichiarata: citati solo i fatti",
    covers="2021-",
    media_types=(
        "application/pdf",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        "text/csv",
    ),
    hosts=("www.federginnastica.it", "federginnastica.it"),
    expects=Expects(min_rows=1, filled={"points": 0.5}),
)

STEP = 20
LAST_PAGE = 500  # a list that is longer goes round in circles
START = re.compile(r"\bstart=(\d{1,6})\b")


def discover(get: Get) -> Iterator[Link]:
    """Yield the files of the rhythmic cards, page after page. Raises ReadingError on a page that another
    one links and that holds too little.
    """
    start, known, is_promised = 0, set[str](), True
    for _ in range(LAST_PAGE):
        page = get(f"{SOURCE.home_url}?start={start}" if start else SOURCE.home_url)
        cards = read_cards(page)
        if is_promised and not cards:
            raise ReadingError(page.url, "no card with a file, a date and a section in the list")
        new = [card for card in cards if card.url not in known]
        if is_promised and not new:
            raise ReadingError(page.url, "nothing but the files of the pages before it")
        if not new:
            return
        for card in new:
            if card.section == "ritmica" and card.url not in known:
                yield _link(card)
            known.add(card.url)
        starts = {int(text) for text in START.findall(page.text)}
        is_promised = any(each > start for each in starts)
        if starts and not is_promised:
            return
        step = min(STEP, len({(card.title, card.date) for card in cards}))
        following = min((each for each in starts if each > start), default=start + step)
        if is_promised and len(cards) < following - start:
            raise ReadingError(
                page.url, f"{len(cards)} cards before the next page, expected {following - start}"
            )
        start = following
    raise ReadingError(SOURCE.home_url, f"more than {LAST_PAGE} pages")


def parse(document: Document) -> Iterator[RawRow]:
    return read_sheet(replace(document, said={"discipline": "rhythmic"} | document.said))


def _link(card: Card) -> Link:
    said = {"title": card.title, "date": card.date, "discipline": "rhythmic"}
    return Link(url=card.url, name=card.name, said=said)
