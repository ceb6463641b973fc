"""Names in texts: found in any order and case, with or without accents, in addresses too, and put out."""

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from itertools import permutations
from typing import NamedTuple
from urllib.parse import unquote

from ingest.text import fold

MOST_ORDERS = 4  # words of a name that is also looked for written as one word, in every order
MOST_GAP = 8  # characters between two words of a name
SHORTEST_BURIED = 6  # letters of a family name that is looked for inside a word of an address
ENCODED = re.compile(r"%[0-9A-Fa-f]{2}|&#?\w+;")
# Marks and signs without a width stand inside of words: "Ziba\u00adrova".
SILENT = "\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{SILENT}])*")
SILENT_SIGNS = re.compile(f"[{SILENT}]")


class Word(NamedTuple):
    """A word of a text: folded, where it stands, and whether it begins with a capital."""

    folded: str
    start: int
    end: int
    is_capital: bool


class Span(NamedTuple):
    """Where a name stands, and its key: of a full name, or a family name."""

    start: int
    end: int
    key: str


class Names:
    """The names that are looked for, and what stands in the place of each.

    full    keys of full names (ingest.text.name_key) -> what is shown
    family  folded family names that tell who it is without a given name -> what is shown
    """

    def __init__(self, full: Mapping[str, str], family: Mapping[str, str]) -> None:
        self.full, self.family = full, family
        self.glued = {
            "".join(order): key
            for key in full
            if len(words := key.split()) <= MOST_ORDERS
            for order in permutations(words)
        }
        longest_words = {max(key.split(), key=len) for key in full}
        self.words = longest_words | self.glued.keys() | family.keys()
        self.longest = max((len(key.split()) for key in full), default=0)
        buried = [re.escape(word) for word in family if len(word) >= SHORTEST_BURIED]
        self.buried = re.compile("|".join(sorted(buried))) if buried else None

    def __bool__(self) -> bool:
        return bool(self.full or self.family)

    def without(self, keys: Collection[str]) -> "Names":
        """The same but for some names, full or of a family."""
        full = {key: shown for key, shown in self.full.items() if key not in keys}
        return Names(full, {key: shown for key, shown in self.family.items() if key not in keys})

    def found(self, text: str, *, alone: bool = True, kept: Collection[str] = ()) -> set[str]:
        """The names that a text holds, encoded or not. With alone=False a family name alone is none; one
        that is a word of `kept` is none either.
        """
        if not any(map(str.isalpha, text)):
            return set()
        found = {
            span.key
            for form in _decoded(text)
            for span in self._spans(form, alone=alone, kept=kept)
        }
        if alone and is_address(text) and self.buried:
            found |= {word for word in self.buried.findall(fold(text)) if word not in kept}
        if alone and " " in text and "/" in text:
            found |= {
                key for part in text.split() if "/" in part for key in self.found(part, kept=kept)
            }
        return found

    def masked(self, text: str, *, alone: bool = True, kept: Collection[str] = ()) -> str:
        """A text with each name that it prints put out; one that is there only in code stays."""
        shown, end = [], 0
        for span in self._spans(text, alone=alone, kept=kept):
            if span.start >= end:
                shown += [text[end : span.start], self.full.get(span.key) or self.family[span.key]]
                end = span.end
        return "".join([*shown, text[end:]])

    def found_in_bytes(self, text: str) -> set[str]:
        """The names in a long text; one that holds no word of theirs is not read closely."""
        plain = set(fold(unquote(SILENT_SIGNS.sub("", text))).split())
        return set() if plain.isdisjoint(self.words) else self.found(text)

    def _spans(self, text: str, *, alone: bool, kept: Collection[str] = ()) -> Iterator[Span]:
        """Each name, the longest at each place."""
        words, is_prose = list(_words(text)), not is_address(text)
        for place, word in enumerate(words):
            for count in range(min(self.longest, len(words) - place), 0, -1):
                window = words[place : place + count]
                key = self._full_name(window)
                if key:
                    yield Span(word.start, window[-1].end, key)
                    break
            else:
                is_name = alone and (word.is_capital or not is_prose)
                if is_name and word.folded in self.family and word.folded not in kept:
                    yield Span(word.start, word.end, word.folded)

    def _full_name(self, window: list[Word]) -> str:
        """The key of the name that some words are; "" of none."""
        for before, after in zip(window, window[1:], strict=False):
            if after.start - before.end > MOST_GAP:
                return ""
        folded = [word.folded for word in window]
        key = " ".join(sorted(folded))
        return key if key in self.full else self.glued.get("".join(folded), "")


def is_address(text: str) -> bool:
    """Whether a text is an address or a file's name rather than prose."""
    return " " not in text and any(sign in text for sign in "/._-")


def _words(text: str) -> Iterator[Word]:
    for match in WORD.finditer(text):
        printed = SILENT_SIGNS.sub("", match[0])
        yield Word(fold(printed).replace(" ", ""), *match.span(), printed[:1].isupper())


def _decoded(text: str) -> Iterator[str]:
    """A text, and what it says once it is decoded, twice where it was encoded twice."""
    yield text
    for _ in range(3):
        if not ENCODED.search(text):
            return
        text = unescape(unquote(text))
        yield text
