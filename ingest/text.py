"""Folding of printed text: the forms by which names are compared, ordered and addressed."""

import functools
import re
import unicodedata

# Letters that Unicode does not take apart into a letter and a mark.
PLAIN = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "AE",
    "œ": "oe", "Œ": "OE",
})  # fmt: skip
# The words of a family name that are none by themselves: "De Prova".
PARTICLES = frozenset({
    "de", "del", "della", "dello", "di", "da", "dal", "dalla", "d", "la", "le", "lo", "li", "van", "von",
    "der", "den", "dos", "das", "du", "el", "al", "bin",
})  # fmt: skip
WORDS = re.compile(r"[^\W_]+")
# Letters parted by spaces, dots or strokes: "R a f f a e l i", "S.a.r.a"; fewer with dots may be initials.
SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .+_-]{1,2}){3,}[^\W\d_](?![^\W_])")
SPACED_NAME = re.compile(r"(?<!\w)(?:(?:[^\W\d_] ){3,}|(?:[^\W\d_][ .]{1,2}){4,})[^\W\d_](?!\w)")
PARTS = re.compile(r"[^.\s]+")
# What stands where a name was blackened (ingest/redact.py): nobody's. The letters are of one competition.
NO_NAME = "nome rimosso"
NOBODY = re.compile(rf"{NO_NAME}(?: [a-z]{{8}}(?!\w))?")


@functools.lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case, no accents, words of letters and digits parted by one space: "D'AMATO" -> "d amato"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(PLAIN))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return " ".join(WORDS.findall(plain))


def join_spaced(text: str) -> str:
    """A name with words whose letters are parted by spaces or dots written as words."""
    return SPACED_NAME.sub(lambda spaced: re.sub(r"[ .]", "", spaced[0]), text)


def slug(text: str) -> str:
    """An address part: "Serie A1 2022, 2ª prova" -> "serie-a1-2022-2a-prova"."""
    return fold(text).replace(" ", "-")


@functools.lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """A person's name whatever its order and case: "ROSSI Anna" and "Anna Rossi" share one key."""
    return " ".join(sorted(fold(name).split()))


def is_initials(name: str) -> bool:
    """Whether a name is initials only ("M. B.", "A.C", "M B"), or blackened: such names never link."""
    parts = PARTS.findall(name)
    is_cut = bool(parts) and all(len(part) == 1 and part.isupper() for part in parts)
    return is_cut or is_nobody(name)


def is_nobody(name: str) -> bool:
    """Whether a name was blackened."""
    return bool(NOBODY.fullmatch(name))


def is_full_name(name: str) -> bool:
    """Whether a name has a given and a family name: not "Prova", "A. Prova", "De Prova" or "D'Esempia"."""
    return sum(len(word) > 1 and word not in PARTICLES for word in fold(name).split()) > 1


def licence_key(printed: str) -> str:
    """The digits of a licence, with a prefix or without; "" for one that is nobody's: "999999"."""
    digits = re.sub(r"\D", "", printed).lstrip("0")
    return digits if len(digits) > 3 and len({*digits}) > 1 and digits not in "0123456789" else ""
