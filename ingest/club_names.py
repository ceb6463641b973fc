"""What a printed club name is made of: federation code, legal form, kind, year, squad, and the words that
tell the club.

    "000112 A.S.D. Ginnastica Finta '79 sq. B"  ->  000112; asd; ginnastica; 79; b; finta
Nothing is taken off that would leave no word which tells a club: "Ginnica 3" and "Ritmica 2000" are names.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.text import fold
from ingest.vocabulary import curated

CLUB_CODE = re.compile(r"^(\d{6})(?: [-–])? +(?=\S)")
CUT = ("…", "...")
YEAR = re.compile(r"(?:1[89]|20)\d\d|\d\d")
MARKED = re.compile(r" (?:sq|squadra) ([1-9]|[a-f]|i{1,3}|iv)$")
SQUAD = re.compile(r"(?<=\w\w) ([1-9]|[a-d]|i{2,3}|iv)$")  # not the last letter of "V.E.R.A."
PRINTED_SQUAD = re.compile(r"[\s\-–,(]*(?:\bsq(?:uadra)?\b\.?\s*)?[\"'“]?\w+[\"'”]?\)?\s*$", re.I)
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


class ClubName(NamedTuple):
    """The parts of a name.

    printed    the name without its code
    words      those that tell the club; kinds are words such as ginnastica and polisportiva
    year       its last two digits
    is_marked  "sq." stands before the squad
    is_cut     it ends with "…"
    """

    printed: str
    code: str
    words: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    year: str = ""
    squad: str = ""
    is_marked: bool = False
    is_cut: bool = False
    has_form: bool = False

    @property
    def plain(self) -> str:
        """The name without its squad."""
        return PRINTED_SQUAD.sub("", self.printed) if self.squad else self.printed


def split_code(printed: str) -> tuple[str, str]:
    """The federation code, "" where none is printed, and the name. 000000 and its kin are placeholders."""
    code = CLUB_CODE.match(printed)
    if not code:
        return "", printed
    return code[1] if len({*code[1]}) > 1 else "", printed[code.end() :]


@lru_cache(maxsize=50_000)
def read_club_name(printed: str) -> ClubName:
    """The parts of a name as it is printed."""
    code, name = split_code(printed)
    text = fold(name)
    bare = _without_form(text)
    rest, squad, is_marked = _split_squad(bare)
    words = rest.split()
    kinds = frozenset(roles("kind")[word] for word in words if word in roles("kind"))
    years = [word for word in words[1:] if YEAR.fullmatch(word)]
    told = _telling(word for word in words if word not in roles("kind") and word not in years)
    has_form, is_cut = bare != text, name.rstrip().endswith(CUT)
    if {*told} <= {*roles("plain")}:
        kept = tuple((rest if is_marked else bare).split())
        squad = squad if is_marked else ""
        return ClubName(name, code, kept, frozenset(), "", squad, is_marked, is_cut, has_form)
    year = years[-1][-2:] if years else ""
    return ClubName(name, code, told, kinds, year, squad, is_marked, is_cut, has_form)


@cache
def roles(role: str) -> dict[str, str]:
    """The words of a role, each with the word it stands for: "ginn" is "ginnastica"."""
    rows = [(row["word"], *row["role"].split()) for row in curated("club_words")]
    return {word: meant[0] if meant else word for word, kind, *meant in rows if kind == role}


@cache
def _forms() -> re.Pattern[str]:
    """The legal forms, the longest first; the letters of one may be printed apart: "a s d"."""
    words = sorted(roles("form"), key=lambda word: (-len(word), word))
    each = "|".join(
        " ?".join(word) if len(word) < 5 and " " not in word else word for word in words
    )
    return re.compile(rf"^(?:{each}) | (?:{each})$")


def _without_form(text: str) -> str:
    """A folded name without the legal forms before and behind it; a name that is nothing else stays."""
    while (shorter := _forms().sub("", text)) != text:
        text = shorter
    return text


def _split_squad(text: str) -> tuple[str, str, bool]:
    marked = MARKED.search(text)
    found = marked or SQUAD.search(text)
    if not found:
        return text, "", False
    return text[: found.start()], ROMAN.get(found[1], found[1]), bool(marked)


def _telling(words: Iterable[str]) -> tuple[str, ...]:
    """The words without small ones; "S. Giorgio" is "San Giorgio", but "S.E." is no saint."""
    named = list(words)
    spelt = [
        "san" if word in roles("saint") and len(after) > 2 else word
        for word, after in zip(named, [*named[1:], ""], strict=False)
    ]
    return tuple(word for word in spelt if word not in roles("small"))
