"""Names in texts: found in any order and case, with or without accents, in addresses too, and put out."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from html import unescape
from itertools import permutations, takewhile
from typing import NamedTuple
from urllib.parse import unquote

from ingest.evidence import given_names
from ingest.likeness import SHORTEST_GLUED, Alike
from ingest.text import NO_NAME, PARTICLES, SPACED, fold

MOST_ORDERS = 4  # words of a name that is looked for in every order, parted or written as one
MOST_PARTS = 6  # parts that such a name may be written in: "De Marco" is one word of a key, or two
MOST_SISTERS = 8  # words of a list of given names
MOST_GAP = 8  # characters between two words of a name
AND = frozenset({"e", "ed", "and"})
SHORTEST_BURIED = 6  # letters of a family name that is looked for inside a word of an address
ADDRESS = re.compile(r"[/_@]|\w[.-]\w")
ENCODED = re.compile(r"%[0-9A-Fa-f]{2}|&#?\w+;|[%\\]u[0-9A-Fa-f]{4}")
ESCAPED = re.compile(r"[%\\]u([0-9A-Fa-f]{4})")
CONTROL = re.compile("[\x00-\x1f\x7f\ufffd]+")
# Marks and signs without a width stand inside of words: "Ziba\u00adrova".
SILENT = "\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff"
WORD = re.compile(rf"{SPACED.pattern}|[^\W\d_](?:[^\W\d_]|[{SILENT}])*")
BRACKET = re.compile(r"\s?\([^()]{1,40}\)")
SHORTENED = re.compile(r"\w \w+$|\w+ \w$")  # "a zibarova": in bytes the end of another word
SILENT_SIGNS = re.compile(f"[{SILENT}]")


class Word(NamedTuple):
    """A word of a text: folded, where it stands, whether it begins with a capital, and whether it is too far
    from the word before to be of one name with it.
    """

    folded: str
    start: int
    end: int
    is_capital: bool
    is_apart: bool


class Span(NamedTuple):
    """Where a name stands, and its key: of a full name, a family name, or what is like a name."""

    start: int
    end: int
    key: str


class Names:
    """The names that are looked for, and what stands in the place of each.

    full    keys of full names (ingest.text.name_key) -> what is shown; of one letter for a given name only
            a capital is one
    family  folded family names that tell who it is without a given name -> what is shown
    alike   what is like the names of those who asked, if anybody did; in its place nobody is shown
    """

    def __init__(
        self, full: Mapping[str, str], family: Mapping[str, str], alike: Alike | None = None
    ) -> None:
        self.full, self.family, self.alike = full, family, alike
        self.glued: dict[str, str] = {}
        self.long: dict[str, list[str]] = {}
        self.anchored: dict[str, list[str]] = {}  # by the longest word
        for key in full:
            words = key.split()
            self.anchored.setdefault(max(words, key=len), []).append(key)
            if len(words) > MOST_ORDERS:
                self.long.setdefault(max(words, key=len), []).append(key)
                self.glued["".join(sorted("".join(words)))] = key
            else:
                self.glued |= {"".join(order): key for order in permutations(words)}
        self.sisters: dict[str, dict[str, str]] = {}  # family name -> given name -> key
        for key in (key for key in full if key.count(" ") == 1):
            for given, family_name in permutations(key.split()):
                if given in given_names():
                    self.sisters.setdefault(family_name, {})[given] = key
        # "De Rosa" and "Derosa" are one family name.
        self.spaced = {key.replace(" ", ""): key for key in family if " " in key}
        self.glued |= {glued: key for glued, key in self.spaced.items() if glued not in self.glued}
        # "Anna Rosa" is a name, "Annarosa" a given name.
        for name in self.glued.keys() & given_names():
            del self.glued[name]
        self.buried = {word: word for word in family if len(word) >= SHORTEST_BURIED}
        self.buried |= {
            name: key for name, key in self.glued.items() if len(name) >= SHORTEST_GLUED
        }
        self.buried_sizes = sorted({len(name) for name in self.buried})
        self.anchor_sizes = sorted({len(word) for word in self.anchored})
        self.anchors = lru_cache(maxsize=100_000)(self._anchors)

    def __bool__(self) -> bool:
        return bool(self.full or self.family or self.alike)

    def without(self, keys: Collection[str]) -> "Names":
        """The names themselves but for some, full or of a family."""
        full = {key: shown for key, shown in self.full.items() if key not in keys}
        return Names(full, {key: shown for key, shown in self.family.items() if key not in keys})

    def found(self, text: str, *, alone: bool = True, kept: Collection[str] = ()) -> set[str]:
        """The names that a text holds, encoded or not. With alone=False a family name alone is none; one
        that is words of `kept` is none either.
        """
        if not any(map(str.isalpha, text)):
            return set()
        found: set[str] = set()
        for form in _decoded(text):
            found |= {span.key for span in self._spans(form, alone=alone)}
            for part in form.split() if alone else ():
                found |= self._in_address(part) if is_address(part) else set()
        return {key for key in found if not _is_kept(key, kept)}

    def masked(self, text: str, *, alone: bool = True, kept: Collection[str] = ()) -> str:
        """A text with each name that it prints put out; one that is there only in code stays."""
        shown, end = [], 0
        for span in sorted(
            self._spans(text, alone=alone), key=lambda span: (span.start, -span.end)
        ):
            if span.start >= end and not _is_kept(span.key, kept):
                mask = self.full.get(span.key) or self.family.get(span.key, NO_NAME)
                shown += [text[end : span.start], mask]
                end = span.end
        return "".join([*shown, text[end:]])

    def written_in(self, text: str, whole: Collection[str] = ()) -> set[str]:
        """The full names whose letters stand in a row in a text or in bytes of one, parted from control
        characters only: inside of longer words too, but for those of `whole`.
        """
        text = CONTROL.sub(" 0 ", unquote(SILENT_SIGNS.sub("", text)))
        folded = f" {fold.__wrapped__(text)} "
        words = set(folded.split())
        found = set()
        for key in {key for word in words for key in self.anchors(word)}:
            if len(key.split()) > MOST_ORDERS:
                is_there = words.issuperset(key.split())
            else:
                border = " " if key in whole else ""
                is_there = any(
                    f"{border}{' '.join(order)}{border}" in folded
                    for order in permutations(key.split())
                )
            if is_there:
                found.add(key)
        return found

    def _anchors(self, word: str) -> list[str]:
        """The names whose longest word is in a word."""
        parts = {part for part in _parts(word, self.anchor_sizes) if part in self.anchored}
        return [key for part in parts for key in self.anchored[part] if not SHORTENED.match(key)]

    def _spans(self, text: str, *, alone: bool) -> Iterator[Span]:
        """Each name; of those that begin at one place the longest."""
        words, is_prose = list(_words(text)), not is_address(text)
        for place, word in enumerate(words):
            span = self._full_name(words, place, is_prose)
            may_be_family = alone and (word.is_capital or not is_prose)
            if span and span.key in self.family:  # "La Rosa", not "La rosa delle squadre"
                parts = words[place : place + MOST_PARTS]
                last = next(one for one in parts if one.end == span.end)
                span = span if may_be_family and (last.is_capital or not is_prose) else None
            if span:
                yield span
            elif may_be_family and (key := self._family_name(word.folded)):
                yield Span(word.start, word.end, key)
            yield from self._long_names(words, place)
            if word.folded in self.sisters and (word.is_capital or not is_prose):
                yield from self._of_sisters(words, place)
            if self.alike:
                behind = words[place + 1 : place + MOST_PARTS]
                yield from _alike(self.alike, text, word, behind, is_prose)

    def _family_name(self, word: str) -> str:
        """The key of a word that is a family name which tells alone who it is; "" of any other."""
        if word in self.family or (self.alike and self.alike.hers(word)):
            return word
        return self.spaced.get(word, "")

    def _full_name(self, words: list[Word], place: int, is_prose: bool) -> Span | None:
        first, *rest = words[place : place + MOST_PARTS]
        if len(rest) > 2 and rest[0].folded in AND:  # "Anna e Beatrice Zibarova"
            rest = rest[2:]
        joined, found = first.folded, None
        if len(joined) >= SHORTEST_GLUED and joined in self.glued:
            found = Span(first.start, first.end, self.glued[joined])
        for word in rest if not (is_prose and _is_small_letter(first)) else ():
            if word.is_apart or (is_prose and _is_small_letter(word)):
                break
            joined += word.folded
            if joined in self.glued:
                found = Span(first.start, word.end, self.glued[joined])
        return found

    def _of_sisters(self, words: list[Word], place: int) -> Iterator[Span]:
        """Her given name where a family name is said once: "Sara, Anna e Lia Rossi", "Rossi Lia e Anna"; not
        that of another: "Rossi Lia e Anna Verdi".
        """
        named = self.sisters[words[place].folded]
        before = words[max(0, place - MOST_SISTERS) : place][::-1]
        behind = words[place + 1 : place + 1 + MOST_SISTERS]
        for line in (before, behind):
            listed = list(takewhile(_is_listed, line))
            if line is behind and any(word.is_capital for word in line[len(listed) :][:1]):
                listed = listed[:-1]
            kinds = [word.folded in AND for word in listed]
            for word in listed[1:] if any(kinds[1:]) and not kinds[0] else ():
                if word.folded in named:
                    yield Span(word.start, word.end, named[word.folded])

    def _long_names(self, words: list[Word], place: int) -> Iterator[Span]:
        """Names of many words, by the longest of them, or written as one."""
        for key in self.long.get(words[place].folded, ()):
            count = len(key.split())
            for start in range(max(0, place - count + 1), place + 1):
                window = words[start : start + count]
                if sorted(word.folded for word in window) == sorted(key.split()):
                    yield Span(window[0].start, window[-1].end, key)
        key = self.glued.get("".join(sorted(words[place].folded)), "") if self.long else ""
        if len(key.split()) > MOST_ORDERS:
            yield Span(words[place].start, words[place].end, key)

    def _in_address(self, text: str) -> set[str]:
        """The names of which an address holds every word, in whatever order, or that stand inside one."""
        words = {word.folded for word in _words(text)}
        found = {
            key
            for word in words
            for key in self.anchored.get(word, ())
            if words.issuperset(key.split())
        }
        found |= {key for word in words if (key := self._family_name(word))}
        found |= {word for word in words if self.alike and self.alike.one(word)}
        parts = (part for word in words for part in _parts(word, self.buried_sizes))
        return found | {self.buried[part] for part in parts if part in self.buried}


def is_address(text: str) -> bool:
    """Whether a text is an address or a file's name rather than prose."""
    return " " not in text and bool(ADDRESS.search(text))


def _is_listed(word: Word) -> bool:
    """Whether a word may stand in a list of given names."""
    return word.folded in AND or word.folded in given_names()


def _alike(
    alike: Alike, text: str, word: Word, behind: list[Word], is_prose: bool
) -> Iterator[Span]:
    """What is like a name: a word with the one behind it, "Marta De Rosini", "M. Rosini", or alone. In prose
    both have a capital: "la fonte elenca" is no "Elena Conte"; in an address a letter may be a word.
    """
    if len(word.folded) >= SHORTEST_GLUED and alike.glued(word.folded):
        yield Span(word.start, word.end, word.folded)
    second = next((one for one in behind if one.is_apart or one.folded not in PARTICLES), None)
    if not second or second.is_apart or len(second.folded) == 1:
        return
    is_name = not is_prose or (word.is_capital and second.is_capital)
    if len(word.folded) == 1:
        is_name = is_prose and is_name and text[word.end : word.end + 1] == "."
    if is_name and alike.two(word.folded, second.folded):
        yield Span(word.start, second.end, f"{word.folded} {second.folded}")


def _is_small_letter(word: Word) -> bool:
    """Whether a word is "a" or "e", and so neither an initial nor the "d" of "d'Amato"."""
    return len(word.folded) == 1 and not word.is_capital and word.folded not in PARTICLES


def _is_kept(key: str, kept: Collection[str]) -> bool:
    return bool(kept) and all(word in kept for word in key.split())


def _parts(word: str, sizes: list[int]) -> Iterator[str]:
    """The parts of a word that are so long."""
    for size in sizes:
        if size > len(word):
            return
        for start in range(len(word) - size + 1):
            yield word[start : start + size]


def _words(text: str) -> Iterator[Word]:
    end = 0
    for match in WORD.finditer(text):
        printed, gap = SILENT_SIGNS.sub("", match[0]), text[end : match.start()]
        is_apart = len(gap) > MOST_GAP or "; " in gap
        end = match.end()
        yield Word(fold(printed).replace(" ", ""), *match.span(), printed[:1].isupper(), is_apart)


def _decoded(text: str) -> Iterator[str]:
    """A text, and what it says once it is decoded, twice where it was encoded twice, without what stands in
    brackets, or read as it was meant where UTF-8 was taken for Latin-1.
    """
    yield text
    for _ in range(3):
        if not ENCODED.search(text):
            break
        text = unescape(_unquoted(ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)))
        yield text
    if "(" in text:
        yield BRACKET.sub("", text)
    if not text.isascii():
        for encoding in ("cp1252", "latin-1"):
            try:
                yield text.encode(encoding).decode()
            except UnicodeError:
                continue


def _unquoted(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return unquote(text, encoding="cp1252", errors="replace")
