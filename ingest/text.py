"""Folding of printed text: the forms by which names are compared, ordered and addressed."""

import functools
import re
import unicodedata

INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.\s*)+")


@functools.lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case, no accents, words of letters and digits parted by one space: "D'AMATO" -> "d amato"."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ł", "l"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def slug(text: str) -> str:
    """An address part: "Serie A1 2022, 2ª prova" -> "serie-a1-2022-2a-prova"."""
    return fold(text).replace(" ", "-")


@functools.lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """A person's name whatever its order and case: "ROSSI Anna" and "Anna Rossi" share one key."""
    return " ".join(sorted(fold(name).split()))


def is_initials(name: str) -> bool:
    """Whether a name is printed as initials only ("M. B.", "A.C."): such names never link."""
    return bool(INITIALS.fullmatch(name.strip()))
