"""HTML as a reader sees it: lines of text with the tag they stand in and the links they hold.

Nothing here knows a class name. Menus, scripts, forms, heads and feet of pages are left out. An item of an
ordered list begins with the number that a browser prints before it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ingest.reading import ReadingError

MAX_PAGE = 5_000_000  # characters: a page of news has 100,000
NOT_READ = {"script", "style", "nav", "header", "footer", "aside", "form", "select", "noscript"}
BLOCKS = {
    "p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "h1", "h2", "h3", "h4", "h5", "h6",
    "section", "article", "main", "blockquote", "dt", "dd", "body", "title",
}  # fmt: skip
SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b]+")


@dataclass(slots=True)
class TextLine:
    """A line of a page: the block it begins ("h1", "li", "" for what follows a block), its text, and the
    (text, href) of each link in it.
    """

    tag: str
    text: str
    links: list[tuple[str, str]] = field(default_factory=list)


def read_lines(text: str) -> list[TextLine]:
    """The lines of a page that hold a text or a link. Raises ReadingError on a page too long to be one."""
    check_length(text)
    reader = _LineReader()
    reader.feed(text)
    reader.close()
    reader.end_line()
    return reader.lines


def check_length(text: str) -> None:
    if len(text) > MAX_PAGE:
        raise ReadingError("page", f"{len(text)} characters; more than {MAX_PAGE} are not read")


def one_line(text: str) -> str:
    """The text without line breaks, doubled blanks and characters that nobody sees."""
    return SPACES.sub(" ", text).strip()


class _LineReader(HTMLParser):
    """Cuts a page into lines where a browser would break them. Constant work per tag, however broken."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[TextLine] = []
        self._tag = ""
        self._text: list[str] = []
        self._links: list[tuple[list[str], str]] = []
        self._in_link = False
        self._open = Counter[str]()  # elements left out that are not closed yet
        self._numbers: list[int] = []  # the last item of each list that is open; -1 without numbers
        self._number = 0  # of the item that has no text yet

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in NOT_READ:
            self._open[tag] += 1
        if tag in BLOCKS or tag == "br":
            self.end_line()
        if tag in BLOCKS:
            self._tag = tag
        if tag in ("ol", "ul"):
            start = said.get("start") or "1"
            is_counted = tag == "ol" and start.isascii() and start.isdecimal()
            self._numbers.append(int(start[:4]) - 1 if is_counted else -1)
        if tag == "li" and self._numbers and self._numbers[-1] >= 0:
            self._numbers[-1] += 1
            self._number = self._numbers[-1]
        if tag == "a" and not self._open.total():
            self._links.append(([], said.get("href") or ""))
            self._in_link = True

    def handle_endtag(self, tag: str) -> None:
        if self._open[tag]:
            self._open[tag] -= 1
        if tag in BLOCKS:
            self.end_line()
            self._tag = ""
        if tag in ("ol", "ul") and self._numbers:
            self._numbers.pop()
        if tag == "a":
            self._in_link = False

    def handle_data(self, data: str) -> None:
        if self._open.total():
            return
        if self._number and data.strip():
            if not re.match(rf"\s*{self._number}\s*[.)°ª]", data):
                self._text.append(f"{self._number}. ")
            self._number = 0
        self._text.append(data)
        if self._in_link:
            self._links[-1][0].append(data)

    def end_line(self) -> None:
        text = one_line("".join(self._text))
        links = [(one_line("".join(words)), href) for words, href in self._links if href]
        if text or links:
            self.lines.append(TextLine(self._tag, text, links))
        self._text, self._links, self._in_link = [], [], False
