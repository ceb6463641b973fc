"""Rows of several lines of numbers: where the columns of their second line stand, their third, ..."""

import re
from collections.abc import Collection, Sequence, Set
from dataclasses import replace

from ingest.reading import ReadingError
from ingest.sheet.columns import Layout, Stack, fit_columns
from ingest.sheet.headings import COMPONENTS
from ingest.sheet.heads import Head
from ingest.sheet.lines import Line, Word, place_of
from ingest.sheet.marks import is_letters, is_score
from ingest.sheet.row_starts import WHO, is_difference, is_mark, is_name
from ingest.sheet.table import Body

COMPONENT = re.compile(r"\b(DB|DA|[DAEP]|Pen\.?)\s?[:=]?\s?(\d+[.,]\d+)(?!\w)", re.I | re.A)
SEVERAL = re.compile(rf"{COMPONENT.pattern}\W+{COMPONENT.pattern}", re.I | re.A)
PENALTY = {"P": "PEN", "PEN.": "PEN"}


def has_bands(head: Head, starts: Collection[Line]) -> bool:
    """Whether rows take several lines of numbers."""
    return any(c.band for c in head.columns if c.role not in WHO) or has_labels_in(starts)


def fit_lower(body: Body, lines: Sequence[Line], starts: Set[Line]) -> list[Layout]:
    """The layouts of the further lines of numbers that rows have: their second line, their third, ..."""
    if not has_bands(body.head, starts):
        return []
    further: list[list[Line]] = []
    depth = 0
    for line in lines:
        depth = 0 if line in starts else depth
        is_more = any(is_score(word.text) for word in line.words)
        if is_more and line not in starts and not is_difference(body.upper, line):
            depth += 1
            further += [[]] if len(further) < depth else []
            further[depth - 1].append(line)
    return [_fit_band(body, band, below) for band, below in enumerate(further, 1)]


def _fit_band(body: Body, band: int, lines: Sequence[Line]) -> Layout:
    columns = [c for c in body.head.columns if c.band == band and c.role not in WHO]
    columns = columns or [c for c in body.head.columns if c.band and c.role not in WHO]
    words = [word for line in lines for word in line.words if not is_label(word.text)]
    has_text = any(is_name(word.text) for word in words)
    who = [c for c in body.head.columns if has_text and c.role in WHO and c.band == 0]
    numbered = [stack for stack in body.upper.loose if is_mark(stack.words[0][1].text)]
    ordered = sorted([*who, *columns], key=lambda column: column.x0)
    lower = fit_columns(ordered, _outside(numbered, without_labels(lines)))
    lower.loose += numbered
    lower.has_labels = has_labels_in(lines)
    return lower


def _outside(stacks: Sequence[Stack], lines: Sequence[Line]) -> list[Line]:
    """Lines without the words that stand in some stacks."""
    return [
        replace(line, words=tuple(w for w in line.words if stack_of(stacks, w) is None))
        for line in lines
    ]


def stack_of(stacks: Sequence[Stack], word: Word) -> int | None:
    for at, stack in enumerate(stacks):
        if stack.x0 - 1 <= word.x0 and word.x1 <= stack.x1 + 1:
            return at
    return None


def has_labels_in(lines: Collection[Line]) -> bool:
    """Whether each line has a letter that says what its numbers are: "D 5.600 15.100", "E 9.500 -0.1"."""
    return bool(lines) and all(any(is_label(word.text) for word in line.words) for line in lines)


def without_labels(lines: Sequence[Line]) -> list[Line]:
    if not has_labels_in(lines):
        return list(lines)
    return [
        replace(line, words=tuple(w for w in line.words if not is_label(w.text))) for line in lines
    ]


def is_label(text: str) -> bool:
    return text.rstrip(".:") in COMPONENTS


def says_components(line: Line) -> bool:
    return bool(SEVERAL.search(line.text))


def components_in(line: Line, *, has_groups: bool) -> dict[str, str]:
    """The components that one text says, {} where it says none: "D 8,600 A 6,200 E 7,750". Raises
    ReadingError where they stand among other words, or may be those of several apparatus.
    """
    if not says_components(line):
        return {}
    found = {
        PENALTY.get(label.upper(), label.upper()): text
        for label, text in COMPONENT.findall(line.text)
    }
    if is_letters(COMPONENT.sub("", line.text)) or has_groups:
        raise ReadingError(place_of(line), f"components that are not understood: {line.text!r}")
    return found
