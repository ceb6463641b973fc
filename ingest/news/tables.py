"""A table in a news page: read as a sheet is, below its heading, if all scores of the page stand in it."""

from collections.abc import Iterator
from dataclasses import replace

from ingest.archive import Document
from ingest.html import TextLine
from ingest.news.about import below, page_context
from ingest.news.words import find_scores, plain
from ingest.reading import RawRow, ReadingError
from ingest.sheet.lines import Line
from ingest.sheet.rows import read_rows
from ingest.sheet.sheets import in_points
from ingest.sheet.tables import read_lines

LONGEST_HEADING = 80


def scored_tables(document: Document) -> list[Line]:
    """The tables of a page that hold scores, each below its heading; none where tables lay out a page."""
    try:
        lines = in_points(read_lines(document.content))
    except ReadingError:
        return []
    found: list[Line] = []
    for page in dict.fromkeys(line.page for line in lines):
        above = [line for line in lines if line.page == page and len(line.words) == 1]
        rows = [line for line in lines if line.page == page and len(line.words) > 1]
        if any(find_scores(plain(word.text)) for line in rows for word in line.words):
            above = [line for line in above if line.number < rows[0].number]
            found += [line for line in above[-1:] if len(line.text) <= LONGEST_HEADING]
            found += rows
    return found


def read_tables(document: Document, tables: list[Line], lines: list[TextLine]) -> Iterator[RawRow]:
    """The rows of the tables of a page. Raises ReadingError if a score stands in its text too."""
    cells = {word.text for line in tables for word in line.words}
    for line in below(lines):
        if find_scores(plain(line.text)) and line.text not in cells:
            raise ReadingError("page", f"scores in a table and in a text: {line.text!r}")
    page = page_context(lines, document.said).row
    said = {"title": page.competition, "date": page.date, "discipline": page.discipline}
    said |= {"category": page.category} if page.category else {}
    for row in read_rows(replace(document, said=said), tables):
        yield replace(
            row,
            competition=page.competition,
            date=page.date,
            date_end=page.date_end,
            date_note=page.date_note,
            place=page.place,
        )
