"""The words of a line put together and parted: "14.100 (1)" is one score, "D11.200" a letter and a score."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.sheet.headings import COMPONENTS
from ingest.sheet.heads import COLUMN_GAP
from ingest.sheet.lines import Line, Word
from ingest.sheet.marks import EQUAL, INQUIRY, NUMBER, PLACE, RANK, is_letters, is_score, status_of

PLACE_GAP = 24.0  # points: a narrow place in brackets stands further from its score than a wide one
IS_EQUAL = re.compile(EQUAL, re.IGNORECASE)
LABELLED = re.compile(rf"({'|'.join(COMPONENTS)})[:.]?(\d{{1,2}}[.,]\d{{1,3}})")


def join_marks(line: Line) -> Line:
    """A place in brackets and a sign of inquiry belong to the score beside them: "14.100 (1)", "! 5.2"."""
    words: list[Word] = []
    for word in _without_glue(line):
        last = words[-1] if words else None
        is_near = last is not None and word.x0 - last.x1 < PLACE_GAP
        if (
            last
            and is_near
            and PLACE.fullmatch(word.text)
            and NUMBER.fullmatch(last.text.split(" ")[-1])
        ):
            words[-1] = Word(f"{last.text} {word.text}", last.x0, word.x1)
        elif len(words) == 1 and IS_EQUAL.fullmatch(word.text) and RANK.fullmatch(words[0].text):
            words[0] = replace(words[0], text=f"{words[0].text} {word.text}")
        elif last and INQUIRY.fullmatch(word.text) and is_score(last.text):
            words[-1] = Word(f"{last.text}{word.text}", last.x0, last.x1)
        elif last and INQUIRY.fullmatch(last.text) and is_score(word.text):
            words[-1] = Word(f"{word.text}{last.text}", word.x0, word.x1)
        elif last and _is_status_in_two(last, word):
            words[-1] = Word(f"{last.text} {word.text}", last.x0, word.x1)
        else:
            words.append(word)
    return replace(line, words=tuple(words))


def _without_glue(line: Line) -> Iterator[Word]:
    """The words of a line, with a letter parted from the number that it stands right before: "D11.200"."""
    for word in line.words:
        match = LABELLED.fullmatch(word.text)
        if match and not line.is_grid:
            middle = word.x0 + (word.x1 - word.x0) * len(match[1]) / len(word.text)
            yield Word(match[1], word.x0, middle)
            yield Word(match[2], middle, word.x1)
        else:
            yield word


def _is_status_in_two(one: Word, other: Word) -> bool:
    """ "fuori" before "classifica"."""
    is_near = other.x0 - one.x1 < COLUMN_GAP and is_letters(one.text) and is_letters(other.text)
    return is_near and bool(status_of(f"{one.text} {other.text}"))
