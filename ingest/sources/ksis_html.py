"""KSIS (ksis.eu, rgform.eu), one category of one event (HTML).

Offers: totals, apparatus scores and components of cups all over Europe, one page per category.
Never ran against the live site, and no page of it is stored: the format is known from a description and
from public programs that read artistic events; one says that Cloudflare lets no program in.
What is assumed until a rhythmic page is seen:
- Its category tables come from load_result_total_ksismg.php: "_art" behind that name is the artistic
  version, and "mg" is rhythmic gymnastics in Slovak. A name that the event page itself mentions wins;
  on rgform.eu all is rhythmic.
- Its head is that of a public template: Final, Place, Country, Name/Club, Year, apparatus, Score.
- The second row of the head names the components (DB, DA, A, E, ND ...), in the words of
  ingest/curated/headings.csv. Cells without names are refused.
Known quirks:
- The HTML is invalid: components are bare <td> behind the </tr> of their gymnast. Read as a browser does.
- The number before a name is a place only where no column holds places; else it is a starting number.
- Names stand surname first: one of two words is split. Of a birth date the year is carried.
- Two categories may share a name: the second is "Juniors (2)".
- Filters can shorten a list and nothing says they did not: no ranking is taken as complete.
Which events: those of ingest/curated/ksis_events.csv. The site lists thousands, of many sports.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin

from parsel import Selector

from ingest.archive import Document
from ingest.dates import find_dates
from ingest.html import check_length, one_line
from ingest.ksis.table import read_category
from ingest.reading import Expects, Get, Link, Page, RawRow, ReadingError, Source, one_of, unlike
from ingest.sheet.charset import decode
from ingest.vocabulary import curated

SOURCE = Source(
    key="ksis_html",
    name="KSIS, classifiche per categoria",
    publisher="KSIS",
    lineage="first_party",
    home_url="https://rgform.eu/",
    licence="non dichiarata: citati solo i fatti",
    covers="2015-",
    media_types=("text/html",),
    hosts=("ksis.eu", "www.ksis.eu", "rgform.eu", "www.rgform.eu"),
    expects=Expects(min_rows=1, filled={"points": 0.5, "category": 1, "date": 1}),
)
EVENT = re.compile(r"https://(?:www\.)?(?:ksis|rgform)\.eu/resultx\.php\?id_prop=(\d+)")
LOADER = re.compile(r"load_result_total_\w+\.php")
RHYTHMIC_LOADER = "load_result_total_ksismg.php"
EVENTS = "ingest/curated/ksis_events.csv"
SKIPPED = ("", "0", "-1")  # "all" and "choose" among the categories
FILTERS = dict.fromkeys(("rn", "mn", "state", "age_group", "award", "nacinie"), "")


def nothing_to_ask() -> str:
    """Why this source is left out of a fetch that does not name it; "" if events are listed."""
    return "" if curated("ksis_events") else f"no event is listed in {EVENTS}: nothing to ask"


def discover(get: Get) -> Iterator[Link]:
    """Yield the category pages of the listed events. Raises ReadingError on a page of another shape."""
    if nothing_to_ask():
        raise ReadingError(EVENTS, "no event is listed yet: add its address")
    events = [row["address"] for row in curated("ksis_events")]
    for address in events:
        match = EVENT.fullmatch(address)
        if not match:
            raise ReadingError(EVENTS, f"{address!r} is not the address of an event")
        yield from _categories(get(address), match[1])


def _categories(page: Page, event: str) -> Iterator[Link]:
    check_length(page.text)
    root = Selector(page.text)
    said = _event(page, root)
    loaders = sorted(set(LOADER.findall(page.text))) or [RHYTHMIC_LOADER]
    one_of(page.url, "number of programs that load results", len(loaders), [1])
    is_artistic = loaders[0].endswith("_art.php") and "rgform" not in page.url
    said["discipline"] = "artistic" if is_artistic else "rhythmic"
    categories = {
        option.attrib.get("value", ""): one_line(option.xpath("string()").get(""))
        for option in root.xpath("//select[@id='id_sut']/option")
    }
    categories = {number: name for number, name in categories.items() if number not in SKIPPED}
    if not categories:
        raise ReadingError(page.url, "no categories: nothing is published yet")
    taken = set[str]()
    for number, name in categories.items():
        query = urlencode({"lang": "en", "id_prop": event, "id_sut": number} | FILTERS)
        url = urljoin(page.url, f"{loaders[0]}?{query}")
        name = unlike(taken, name)
        taken.add(name)
        yield Link(url=url, name=f"ksis_{event}_{number}.html", said=said | {"category": name})


def _event(page: Page, root: Selector) -> dict[str, str]:
    """Name, first day and place of an event: a heading with dates below a heading with the name."""
    for heading in root.xpath("//h4[preceding-sibling::h3]"):
        found = find_dates(one_line(heading.xpath("string()").get("")))
        title = one_line(heading.xpath("string(preceding-sibling::h3[1])").get(""))
        if found and title:
            return {"title": title, "date": found.first, "place": found.before or found.after}
    raise ReadingError(page.url, "no event: no heading with a name and dates below it")


def parse(document: Document) -> Iterator[RawRow]:
    """Yield totals (record = gymnast) and routines (record = gymnast.apparatus) of one category."""
    for key in ("title", "category"):
        if not document.said.get(key):
            raise ReadingError("document", f"its {key} is not said, and the page does not print it")
    base = RawRow(
        record="",
        competition=document.said["title"],
        competitor="",
        kind="all-around",
        date=document.said.get("date", ""),
        place=document.said.get("place", ""),
        category=document.said["category"],
        discipline=document.said.get("discipline", "rhythmic"),
    )
    yield from read_category(decode(document.content), base)
