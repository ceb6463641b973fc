"""The scores of a news page, with the count of those that are not read, or an error.

    Nessundove - Titolo della notizia        the place, where a headline begins with one
    12 Novembre 2023                         the day of the news
    Nella finale al cerchio ...              sentences
    Serie A1, 2ª prova                       a heading
    1. Società Finta 92.700                  a list
    Allegati                                 the end

A list, and brackets with several scores, are read whole or the page is refused. Prose cannot all be read:
a page is refused when less than half of its scores are; else each row says that it was read in part.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.html import TextLine
from ingest.news.about import below, page_context, read_date
from ingest.news.entries import read_item, read_sentence
from ingest.news.headings import Context, of_heading, of_lead, of_tail
from ingest.news.words import RANK, find_scores, one_form, plain
from ingest.reading import RawRow, ReadingError
from ingest.text import name_key

ITEM = re.compile(
    rf"(?i:\d{{1,3}}(?: ?[.)°ªº^:]| -)+|(?:oro|argento|bronzo|{RANK}) ?[:-])\s?[^\s\d]|\d{{1,3}} [^\W\d_a-z]"
)
BULLET = re.compile(r"^[^\w\s(\"'«“]+\s+")
CONTINUED = re.compile(r"(?i)(?:poi|(?:poi )?seguono|a seguire|nell'ordine|seguono nell'ordine)\W*")
ITEMS = re.compile(r"[,;]?\s+(?=\d{1,2}\s?[.)°ªº^]\s?[^\W\d_a-z])")
SENTENCES = re.compile(
    r"(?<=[.!?])(?<!\b[A-ZÀ-Ý]\.)(?<!\bpt\.)(?<!\bp\.)\s+(?=[^\W\d_a-zà-öø-ÿ]|[\"«“(])"
)
LEAST_READ = 0.5
EXPECTED = " (expected: its ranking named above, then place, name, club and score alone)"
LONGEST_SAID = 300
FILLED = ("rank", "club", "nation", "squad", "status", "note")
Piece = tuple[
    str, list[RawRow] | None
]  # a sentence or an item and its rows; None if not understood


def read_news(lines: list[TextLine], said: dict[str, str]) -> list[RawRow]:
    """The rows of a news page. Raises ReadingError with the first text that must be read and is not."""
    lines = [replace(line, text=BULLET.sub("", one_form(line.text))) for line in lines]
    found: dict[tuple[str, ...], RawRow] = {}
    scores, read, unread = 0, 0, ""
    for text, rows in _pieces(below(lines), page_context(lines, said)):
        here = max(1, len(find_scores(plain(text))))
        scores += here
        if rows is None and _is_strict(text):
            raise ReadingError("page", f"half understood: {text[:LONGEST_SAID]!r}{EXPECTED}")
        unread = unread or ("" if rows else text)
        read += here if rows else 0
        for row in rows or ():
            _add(found, row)
    if not read or read < scores * LEAST_READ:
        what = f"; the first that is not: {unread[:LONGEST_SAID]!r}" if unread else ""
        raise ReadingError("page", f"{read} of {scores} scores are read{what}")
    note = f"notizia letta in parte: {read} punteggi su {scores}" if unread else ""
    return [replace(row, note="; ".join(filter(None, [row.note, note]))) for row in found.values()]


def _is_strict(text: str) -> bool:
    """Whether a text must be read: an item of a list, or several scores in one bracket."""
    brackets = re.findall(r"\([^()]*\)", plain(text))
    return bool(ITEM.match(text)) or any(len(find_scores(each)) > 1 for each in brackets)


def _pieces(lines: list[TextLine], page: Context) -> Iterator[Piece]:
    """Each sentence and each item with scores."""
    section = above = page
    number, was_item = 1, False
    for at, line in enumerate(lines):
        text, is_item = line.text, line.tag == "li" or bool(ITEM.match(line.text))
        here = len(find_scores(plain(text)))
        if read_date(text) or text == " ".join(label for label, _ in line.links):
            continue  # the day of the news, a file, other news
        if CONTINUED.fullmatch(plain(text)):
            continue
        if is_item and (here or was_item):
            yield from _items(text, above, number)
        elif here:
            yield from _sentences(text, section, number)
            above = section
        else:
            above = of_heading(section, SENTENCES.split(text)[-1])
            if _is_heading(lines, at, above):
                section = above = of_heading(page, text)
            elif not text.endswith(":"):
                above = section
        number, was_item = number + here, is_item and bool(here)


def _is_heading(lines: list[TextLine], at: int, said: Context) -> bool:
    """Whether a line is a heading by its tag, or without one: short, no sentence, and either above an item or
    all of it understood as one.
    """
    line, under = lines[at], lines[at + 1].text if at + 1 < len(lines) else ""
    if line.tag[:1] == "h":
        return True
    is_above = bool(ITEM.match(under)) and bool(find_scores(plain(under)))
    return len(line.text) <= 80 and line.text[-1:] not in ".!?;," and (is_above or said.is_clear)


def _items(text: str, above: Context, number: int) -> Iterator[Piece]:
    """The items of one line: usually one, or several one behind the other."""
    pieces = ITEMS.split(text)
    pieces = pieces if all(map(ITEM.match, pieces)) else [text]
    for piece in pieces:
        yield piece, read_item(piece, above, str(number))
        number += len(find_scores(plain(piece)))


def _sentences(text: str, section: Context, number: int) -> Iterator[Piece]:
    """The sentences of a paragraph. What one says of apparatus and category holds for those behind it; where
    it says two things, or is not understood and says another, nothing behind it is sure.
    """
    context: Context | None = section
    for sentence in SENTENCES.split(text):
        here = len(find_scores(plain(sentence)))
        if not here:
            context = context and of_lead(context, plain(sentence))
            continue
        read = read_sentence(sentence, context, number) if context else None
        yield sentence, read[0] if read else None
        context = read[1] if read else context and of_tail(context, plain(sentence))
        number += here


def _add(found: dict[tuple[str, ...], RawRow], row: RawRow) -> None:
    """Add a row, or what it says beyond the same result said before on the page.

    Raises ReadingError if the page says two scores or places of one result.
    """
    key = (row.competition, row.category, row.kind, row.round, row.apparatus, row.competitor_kind)
    known = found.setdefault((*key, name_key(row.competitor)), row)
    for field in ("points", "rank"):
        said = {getattr(known, field).replace(",", "."), getattr(row, field).replace(",", ".")} - {
            ""
        }
        if len(said) > 1:
            text = f"{row.competitor} has two {field} in one ranking: {' and '.join(sorted(said))}"
            raise ReadingError(f"number {row.record}", text)
    filled = {field: getattr(known, field) or getattr(row, field) for field in FILLED}
    found[(*key, name_key(row.competitor))] = replace(known, **filled)
