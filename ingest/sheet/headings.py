"""The words of heads: which column a printed heading names, in the languages that sheets are printed in.

A word may name several columns ("Nome" is the whole name, or the given name beside "Cognome"; "CL" is
a place, freehand or clubs): all its roles are given, and the head as a whole decides (heads.py).
"""

import functools
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.sheet.lines import Line, Word
from ingest.text import fold
from ingest.vocabulary import curated, find_apparatus, individual_apparatus

MAX_SPACE = 5.0  # points between two words of one heading
MAX_WORDS = 5
SAME = 1.5  # points: narrower gaps than this are as good as it
APPARATUS = "apparatus"
STAGE = re.compile(
    r"(?:\d ?[ao]? (?:prova|giornata|tappa|stage|fase)|(?:prova|giornata|tappa|stage) \d)"
)
OF_SCORE = re.compile(
    r"(.+) (?:scores?|pts|punti|punteggio|note?|nota|wert)|(?:note?|nota|punteggio) (.+)"
)
COMPONENTS = ("D", "DB", "DA", "A", "E", "BONUS", "PEN")


class Phrase(NamedTuple):
    """A heading as printed, the place it covers and the roles it may have; () when no word is known."""

    text: str
    x0: float
    x1: float
    roles: tuple[str, ...]

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@functools.cache
def roles_of(text: str) -> tuple[str, ...]:
    """The roles of a heading; "Rank / Pos." has those of its parts, "Cerchio (CE)" those of "Cerchio"."""
    text = text.replace("_", " ")
    if "#" in text and text.strip() != "#":
        return ()
    folded = "#" if text.strip() in ("#", "N°", "n°") else fold(text)
    known = tuple(role for role, words in _words().items() if folded in words)
    if known or not folded:
        return known
    if STAGE.fullmatch(folded):
        return ("stage",)
    part = OF_SCORE.fullmatch(folded)
    if part and {"D", "DB", "DA", "A", "E"} & {*roles_of(part[1] or part[2])}:
        return roles_of(part[1] or part[2])
    plain = re.sub(r"\([^)]*\)", " ", text)
    if plain != text and plain.strip():
        return roles_of(plain)
    parts = [part for part in re.split(r"[/|\n]", text) if part.strip()]
    if len(parts) > 1 and all(roles_of(part) for part in parts):
        return roles_of(parts[0])
    if re.match(r"\d", folded) and find_apparatus(text):
        return (APPARATUS,)
    words = text.split()
    for at in range(1, len(words)):  # "Ginnasta Società": the club stands below the name
        who, club = roles_of(" ".join(words[:at])), roles_of(" ".join(words[at:]))
        if {"name", "surname"} & {*who} and {"club", "team"} & {*club}:
            return who
    numbered = re.fullmatch(r"(.+) [12]", folded)
    return roles_of(numbered[1]) if numbered and APPARATUS in roles_of(numbered[1]) else ()


@functools.cache
def apparatus_and_mark(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The apparatus and the roles of a heading that says both in one cell: "Hoop D", "Tot. Palla"."""
    if roles_of(text) == (APPARATUS,) and "(" not in text:
        return None  # "P. Bars" is no penalty
    words = re.sub(r"[-_()\[\]]", " ", text).split()
    for at in range(1, len(words)):
        one, other = " ".join(words[:at]), " ".join(words[at:])
        for apparatus, mark in ((one, other), (other, one)):
            is_apparatus = APPARATUS in roles_of(apparatus) and len(apparatus) > 1
            if is_apparatus and {*roles_of(mark)} & {*COMPONENTS, "score", "place"}:
                return apparatus, roles_of(mark)
    return None


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    roles = {row["role"]: frozenset(row["words"].split("|")) for row in curated("headings")}
    apparatus = individual_apparatus("rhythmic").keys() | individual_apparatus("artistic").keys()
    return roles | {APPARATUS: frozenset(apparatus) - {"attrezzo non indicato"}}


def find_phrases(line: Line) -> list[Phrase]:
    """Cut a line into headings, each the longest run of near words that the vocabulary knows; words right
    behind one that nobody knows go with it: "Società di appartenenza".
    """
    phrases: list[Phrase] = []
    start = 0
    while start < len(line.words):
        end = _longest(line.words, start)
        words = line.words[start:end]
        text = " ".join(word.text for word in words)
        both = apparatus_and_mark(text)
        roles = both[1] if both else roles_of(text)
        phrase = Phrase(text, words[0].x0, words[-1].x1, roles)
        last = phrases[-1] if phrases else None
        is_joined = not phrase.roles or text == "e"  # "Cognome e", with "nome" on the next line
        is_more = bool(last and last.roles and is_joined and text[0].islower())
        if last and is_more and phrase.x0 - last.x1 <= MAX_SPACE:
            phrases[-1] = last._replace(text=f"{last.text} {text}", x1=phrase.x1)
        else:
            phrases.append(phrase)
        start = end
    return phrases


def _longest(words: Sequence[Word], start: int) -> int:
    """Where the longest known heading from `start` on ends; after one word if none is known."""
    last = start + 1
    while (
        last < len(words)
        and last - start < MAX_WORDS
        and words[last].x0 - words[last - 1].x1 <= MAX_SPACE
    ):
        last += 1
    for end in range(last, start, -1):
        gaps = [other.x0 - one.x1 for one, other in pairwise(words[start:end])]
        if len(gaps) > 1 and max(gaps) > 1.6 * max(min(gaps), SAME):
            continue  # "Nazwisko i imię  Klub" are two headings
        if roles_of(" ".join(word.text for word in words[start:end])):
            return end
    return start + 1
