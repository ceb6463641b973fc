"""Which titles speak of which table: those above all of them, those right above one, and those that stand
between its rows and begin a ranking of their own under the same head.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from ingest.archive import Document
from ingest.sheet.context import (
    Context,
    category_in,
    read_context,
    read_revision,
    repeated_lines,
    segments,
    title_is,
)
from ingest.sheet.heads import Head
from ingest.sheet.lines import Line
from ingest.sheet.marks import RANK, is_score, status_of
from ingest.sheet.row_starts import is_noise
from ingest.sheet.table import Body
from ingest.text import fold

logger = logging.getLogger(__name__)

LEGEND_WORDS = 12
NAMED = {"title": "-"}  # the competition has its name elsewhere: no title is taken for it


def with_sections(lines: Sequence[Line], heads: Sequence[Head]) -> list[Head]:
    """The heads, and a section with the columns of its head for each title that begins a ranking there."""
    found: list[Head] = []
    ends = [head.first for head in heads[1:]] + [len(lines)]
    for head, end in zip(heads, ends, strict=True):
        under = lines[head.last : end]
        starts = [at for at in range(len(under) - 1) if _begins_section(under, at)]
        if starts and starts[0] > 0 and _is_alone(under[0]) and _place(under[1]) == 1:
            starts.insert(0, 0)  # the first section, in words that nobody knows
        titles = [head.last + at for at in starts]
        found.append(head)
        found += [replace(head, first=at, last=at + 1, is_section=True) for at in titles]
    return found


def _begins_section(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a title alone, right above rows that begin again: at the first place, or out of
    ranking.
    """
    title, below = lines[at], lines[at + 1]
    if not _is_alone(title) or _is_alone(below) or title_is("officials").search(title.text):
        return False
    if status_of(title.text):
        return True
    says = read_context([title], NAMED)
    last = max(filter(None, map(_place, lines[:at])), default=0)
    return _place(below) == 1 and bool(last > 1 or says.category or says.apparatus)


def _is_alone(line: Line) -> bool:
    """Whether a line is one text: one cell, or words without a wide gap, and no score."""
    if is_noise(line) or any(is_score(word.text) for word in line.words):
        return False
    return len(line.words) == 1 if line.is_grid else len(segments(line)) == 1


def _place(line: Line) -> int | None:
    first = line.words[0].text
    is_place = len(line.words) > 1 and RANK.fullmatch(first)
    return int("".join(filter(str.isdecimal, first))) if is_place else None


def contexts_of(
    document: Document, lines: Sequence[Line], heads: Sequence[Head], bodies: Sequence[Body]
) -> list[Context]:
    """What each table is. What a title does not say, the title above all tables says, or that of the table
    before: "Junior", then "Cerchio", "Palla".
    """
    start = [line for line in lines[: heads[0].first] if not is_noise(line)]
    zones = [start, *(body.others for body in bodies[:-1])]
    repeated = repeated_lines(_above_first(lines, heads))
    above = [line for line in start if fold(line.text) in repeated]
    feet = _feet(bodies)
    above += feet
    repeated |= {fold(line.text) for line in feet}
    texts = frozenset(fold(text) for line in above for text in segments(line))
    said, revision = _outside(document)
    first = read_context(start, said, texts)
    if not first.competition:
        logger.warning("no title printed, named after its file: say it with pedana add --title")
    given = said | ({"title": first.competition} if first.competition else NAMED)
    general = revision | _general(start)
    contexts: list[Context] = []
    for at, (zone, head) in enumerate(zip(zones, heads, strict=True)):
        titles = [line for line in zone if fold(line.text) not in repeated]
        own = _own_titles(titles, lines[head.first])
        if head.is_section:
            own = [lines[head.first]]
        read = read_context([*above, *own], given, texts)
        status = next(filter(None, (status_of(line.text) for line in own)), "")
        if at and status:
            contexts.append(replace(contexts[-1], said=contexts[-1].said | {"status": status}))
            continue
        if at and not read_context(own, given, texts).says_something:
            name = _new_name(own, bodies, at)
            if not name:
                contexts.append(contexts[-1])  # the table goes on, on another page
                continue
            read.category = name
        context = replace(read, said=general | read.said)
        if at and (head.is_section or context.apparatus) and not context.category:
            context.category = contexts[-1].category
        if head.is_section:
            context.apparatus = context.apparatus or contexts[-1].apparatus
            context.said = contexts[-1].said | read.said
        context.competition = first.competition or PurePath(document.name).stem
        if first.date:
            context.date, context.date_end = first.date, first.date_end
        context.place = first.place or context.place
        context.said["discipline"] = context.said["discipline"] or first.said["discipline"]
        contexts.append(context)
    for context in contexts:
        context.category = context.category or category_in(context.competition)
    if "field_size" not in first.said:
        _take_field_sizes(contexts, bodies)
    legends = [line for body in bodies for line in body.others]
    return [_with_legend(context, legends) for context in contexts]


def _outside(document: Document) -> tuple[dict[str, str], dict[str, str]]:
    """What is said of a document from outside, and whether its link or its name calls it corrected."""
    title, said = read_revision(document.said.get("title", ""))
    _, named = read_revision(re.sub(r"[_-]+", " ", document.name))
    revision = said or named
    return document.said | {"title": title}, {"revision": revision} if revision else {}


def _general(start: Sequence[Line]) -> dict[str, str]:
    """What a line says that stands above all tables and names neither a category nor an apparatus:
    "Finali di specialità".
    """
    said: dict[str, str] = {}
    for line in start:
        context = read_context([line], NAMED)
        if not (context.category or context.apparatus):
            said |= {
                key: context.said[key] for key in ("round", "of", "revision") if key in context.said
            }
    return said


def _new_name(own: Sequence[Line], bodies: Sequence[Body], at: int) -> str:
    """The title of a table whose places begin again, though nobody knows its words; "" where they go on."""
    ranks = [row.line for row in bodies[at].rows]
    before = [_place(row.line) for body in bodies[:at] for row in body.rows]
    begins = bool(ranks) and _place(ranks[0]) == 1 and max(filter(None, before), default=0) >= 1
    texts = [text for line in own if _is_alone(line) for text in segments(line)]
    return texts[-1] if begins and texts else ""


def _take_field_sizes(contexts: Sequence[Context], bodies: Sequence[Body]) -> None:
    """The number of competitors stands below each table, where none stands above the first."""
    for context in contexts:
        context.said.pop("field_size", "")
    for context, body in zip(contexts, bodies, strict=True):
        size = read_context(body.others, {}).said.get("field_size")
        context.said |= {"field_size": size} if size else {}


def _above_first(lines: Sequence[Line], heads: Sequence[Head]) -> list[list[Line]]:
    """For each page with a table the lines above its first one."""
    first: dict[int, int] = {}
    for head in heads:
        first.setdefault(lines[head.first].page, head.first)
    return [
        [line for line in lines[:at] if line.page == page and not is_noise(line)]
        for page, at in first.items()
    ]


def _feet(bodies: Sequence[Body]) -> list[Line]:
    """The lines that stand below the last table of nearly every page, once each: they speak of them all."""
    pages: dict[int, list[Line]] = {}
    for body in bodies:
        for line in body.others:
            pages.setdefault(line.page, []).append(line)
    texts = repeated_lines(list(pages.values()))
    found = {fold(line.text): line for lines in pages.values() for line in lines}
    return [line for text, line in found.items() if text in texts]


def _own_titles(zone: Sequence[Line], head: Line) -> list[Line]:
    """Of the lines between two tables the titles of the second: behind the last list of judges, and on its
    own page if they say something there.
    """
    last = max(
        (at for at, line in enumerate(zone) if title_is("officials").search(line.text)), default=-1
    )
    behind = list(zone[last + 1 :])
    beside = [line for line in behind if line.page == head.page]
    return beside if read_context(beside, {}).says_something else behind


def _with_legend(context: Context, legends: Sequence[Line]) -> Context:
    """A sheet may name its apparatus in the legend only: "Pommel horse  D Difficulty  E Execution"."""
    if context.apparatus:
        return context
    named = {
        found.apparatus for line in legends
        if len(line.words) < LEGEND_WORDS and (found := read_context([line], {})).apparatus
    }  # fmt: skip
    return replace(context, apparatus=named.pop()) if len(named) == 1 else context
