"""Cards: the files that a page links, each with the title, date and section printed around it.

A card is the smallest element around a file's link that says a date and a section. Classes and ids are
never looked at; what stands where a card stands and is not whole is an error, not a card less.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin

from parsel import Selector

from ingest.dates import find_dates, parse_dates
from ingest.html import check_length, one_line
from ingest.reading import Page, ReadingError

SECTIONS = (
    "artistica maschile|artistica femminile|artistica|ritmica|trampolino elastico|trampolino"
    "|aerobica|acrobatica|ginnastica per tutti|teamgym|team gym|parkour|salute e fitness"
)
SECTION = re.compile(rf"\b(?:{SECTIONS})\b", re.IGNORECASE)
ONLY_SECTION = re.compile(rf"(?:sezione\W*)?(?:ginnastica )?(?P<section>{SECTIONS})", re.IGNORECASE)
FILE = re.compile(r"([^/=:&?]+\.(?:pdf|xlsx?|ods|csv))(?:$|[?#&])", re.IGNORECASE)
DOWNLOAD = re.compile(r"(?:scarica|download)\b(?!(?: l['’]| la | the )? ?app\b)", re.IGNORECASE)
FROM_DAY = re.compile(r"^(?:(?:nei giorni|dal|il|del)\s+|dall['’])(?=\d)", re.IGNORECASE)
LABEL = re.compile(
    r"(?:data|sezione|disciplina|file)\s*:\s*|\W*(?:pdf|xlsx?|ods|csv|\d+(?:[.,]\d+)?\s*[km]b)?\W*$",
    re.IGNORECASE,
)
ENDS = re.compile(rf"^(?:{SECTIONS})?[\s,;:|–—-]+|[\s,;:|–—-]+(?:{SECTIONS})?$", re.IGNORECASE)
WHOLE = {"html", "body", "main", "tbody"}  # never a card: they hold the whole list
MAX_FILES = 1_000
LONGEST_CARD = 300


class Card(NamedTuple):
    """One file of the list: what its card says, its address and its name."""

    title: str
    date: str
    section: str  # lower case: "ritmica"
    url: str
    name: str


def read_cards(page: Page) -> list[Card]:
    """The cards of one page, in order. Raises ReadingError on one that misses its date, section or file."""
    check_length(page.text)
    root = Selector(page.text)
    files = [link for link in root.xpath("//a[@href]") if _is_file(link)][: MAX_FILES + 1]
    if len(files) > MAX_FILES:
        raise ReadingError(page.url, f"more than {MAX_FILES} files on one page")
    elements: dict[Any, Selector] = {}  # by lxml element
    called = set()  # of them those with a link that is called a download
    for link in files:
        element, is_called = _element(link), bool(DOWNLOAD.match(_text(link)))
        if element is not None:
            elements[element.root] = element
            called |= {element.root} if is_called else set()
        elif is_called:
            raise _odd(page, "a file without date and section", link.xpath("..")[0])
    for element in list(
        elements.values()
    ):  # around a file that is no card's: a statute, a privacy note
        if element.root not in called and _holds(element, elements):
            del elements[element.root]
    _refuse_odd(page, root, list(elements.values()))
    return [card for element in elements.values() for card in _read(element, elements, page)]


def _refuse_odd(page: Page, root: Selector, elements: list[Selector]) -> None:
    """Raise ReadingError on what stands where a card stands and is none, on a card that stands elsewhere than
    the others, and on cards without any file.
    """
    roots = {element.root for element in elements}
    for alike in _alike(elements):
        if alike.root not in roots and (_says_all(alike) or _has_file(alike)):
            raise _odd(page, "a card without file, date or section", alike)
    links = [] if elements else root.xpath("//a[@href]")[:MAX_FILES]
    around = [element for element in map(_element, links) if element is not None]
    without = {text: each for each in around if len(text := _text(each)) < LONGEST_CARD}
    if len(without) > 1:  # one may be a menu
        raise _odd(page, "a card without a file", [*without.values()][-1])
    shapes = Counter(map(_shape, elements)).most_common()
    if len(shapes) > 1 and shapes[0][1] > 1:
        other = next(element for element in elements if _shape(element) != shapes[0][0])
        raise _odd(page, "a card that stands elsewhere than the others", other)


def _shape(element: Selector) -> tuple[str, int]:
    return element.root.tag, len(element.xpath("ancestor::*"))


def _holds(element: Selector, elements: dict[Any, Selector]) -> bool:
    return any(inside.root in elements for inside in element.xpath(".//*"))


def _element(link: Selector) -> Selector | None:
    """The smallest element around a link that says a date and a section."""
    for element in reversed(link.xpath("ancestor::*")):
        if element.root.tag not in WHOLE and _says_all(element):
            return element
    return None


def _alike(elements: list[Selector]) -> list[Selector]:
    """What stands where cards stand: elements of the same tag, as deep inside what holds all cards."""
    lines = [element.xpath("ancestor::*") for element in elements]
    shared = sum(len({each.root for each in level}) == 1 for level in zip(*lines, strict=False))
    if not elements:
        return []
    tag, depth = _shape(elements[0])
    around = lines[0][shared - 1]
    return list(around.xpath("." + "/*" * (depth - shared) + "/*[name()=$tag]", tag=tag))


def _says_all(element: Selector) -> bool:
    text = _text(element)
    return bool(SECTION.search(text) and find_dates(text, year=2000))


def _is_file(link: Selector) -> bool:
    return bool(FILE.search(link.attrib["href"]) or DOWNLOAD.match(_text(link)))


def _has_file(element: Selector) -> bool:
    return any(map(_is_file, element.xpath(".//a[@href]")))


def _text(element: Selector) -> str:
    return one_line(" ".join(element.xpath(".//text()").getall()))


def _read(element: Selector, elements: dict[Any, Selector], page: Page) -> Iterator[Card]:
    """The files of one card. Raises ReadingError if it holds another card, several dates or sections.

    A text that is nothing but a section or a date counts before one that holds it among other words.
    """
    if _holds(element, elements):
        raise _odd(page, "a card that lacks a date or a section of its own", element)
    texts = re.split(r"[|•·\x00]", "\x00".join(element.xpath(".//text()").getall()))
    pieces = [text for text in (LABEL.sub("", one_line(each)) for each in texts) if text]
    pieces = [text for text in pieces if not DOWNLOAD.match(text)]
    alone = {text for text in pieces if ONLY_SECTION.fullmatch(text)}
    sections = {match[0].casefold() for text in alone or pieces for match in SECTION.finditer(text)}
    sections = {text for text in sections if not any(text in other for other in sections - {text})}
    if len(sections) != 1:
        raise _odd(page, f"a card of the sections {', '.join(sorted(sections))}", element)
    date, rest = _date([text for text in pieces if text not in alone], element, page)
    titles = rest if alone else [ENDS.sub("", text) for text in rest]
    if not any(titles):
        raise _odd(page, "a card without title", element)
    for link in element.xpath(".//a[@href]"):
        if _is_file(link):
            url = urljoin(page.url, link.attrib["href"])
            yield Card(next(filter(None, titles)), date, min(sections), url, _name(url))


def _name(url: str) -> str:
    """The file's own name where the address has one, else the last part of the address."""
    match = FILE.search(url)
    return unquote(match[1] if match else url.rstrip("/").rpartition("/")[2])


def _date(pieces: list[str], element: Selector, page: Page) -> tuple[str, list[str]]:
    """The first day of the card's date, and the texts that are not it."""
    text = " ".join(pieces)
    years = set(re.findall(r"\b20\d\d\b", text))
    year = int(years.pop()) if len(years) == 1 else None
    dates = {
        piece: days for piece in pieces if (days := parse_dates(FROM_DAY.sub("", piece), year))
    }
    rest = [piece for piece in pieces if piece not in dates]
    if not dates and (found := find_dates(text, year)):
        dates, rest = {text: (found.first, found.last)}, [found.before, found.after]
    if len(set(dates.values())) != 1:
        raise _odd(page, f"a card with {len(set(dates.values()))} dates", element)
    return dates.popitem()[1][0], rest


def _odd(page: Page, what: str, element: Selector) -> ReadingError:
    return ReadingError(page.url, f"{what}: {_text(element)[:200]!r}")
