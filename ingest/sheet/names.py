"""Names as sheets print them -> surname and given name, with what the split rests on.

Only what print shows is taken for sure: a comma, two columns, capitals beside small letters. An order that
the heading promises ("Cognome e Nome") parts two words; of three nobody knows where the surname ends.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ingest.sheet.marks import status_of
from ingest.text import PARTICLES, fold
from ingest.vocabulary import nations

BRACKETS = re.compile(r"\s*\(([^()]+)\)\s*$")
YEAR = re.compile(r"\s*[\[(]((?:19|20)\d\d)[\])]")
CODES = re.compile(
    r"\s*(?:[\[(]\s*)?\b(?:lic|licen[cs]e|licenza|licencja|tess|tessera|n\. ?tess(?:era)?|bib|id|nr|cod)"
    r"\.?\s*[:.]?\s*[\dA-Z][\w/-]*\d[\w/-]*(?:\s*[\])])?",
    re.IGNORECASE,
)
NAMES_APART = re.compile(r"\s*[,;/&]\s*|\s+(?:-|–|e)\s+")
LEADING_CODE = re.compile(r"^(?:[A-Z]{0,3}\d{3,}|\d{1,4}\s*[-.)])\s*[-–]?\s+(?=\D)")
SURNAME_FIRST = ("cognome", "surname name", "surname and", "nazwisko", "nachname", "apellidos",
                 "nom prenom", "nom et prenom", "name vorname", "last name first", "family name")  # fmt: skip
GIVEN_FIRST = ("nome e cognome", "nome cognome", "imie i nazwisko", "nombre y apellidos", "first name last",
               "prenom nom", "vorname name")  # fmt: skip


class Name(NamedTuple):
    """A printed name. split says what parts it: printed, comma, capitals, order; "" where nothing does."""

    printed: str
    family: str = ""
    given: str = ""
    split: str = ""
    birth_year: str = ""


def clean_name(text: str) -> tuple[str, str]:
    """A name cell without numbers of licence or bib, and the year of birth it holds or ""."""
    year = YEAR.search(text)
    text = text.rstrip("*")  # the sign of a note below the table
    return LEADING_CODE.sub("", without_codes(YEAR.sub(" ", text))), year[1] if year else ""


def without_codes(text: str) -> str:
    """A text without the number of a licence: "Società Finta - Tess. 403508"."""
    return re.sub(r"\s+", " ", CODES.sub(" ", text)).strip(" ,;-–")


def split_status(text: str) -> tuple[str, str]:
    """A name and the status printed in brackets behind it: "PROVA Ada (fuori gara)"."""
    match = BRACKETS.search(text)
    status = status_of(match[1]) if match else ""
    return (text[: match.start()].strip(), status) if match and status else (text, "")


def split_nation(text: str) -> tuple[str, str]:
    """A club or a name and the nation printed in brackets behind it: "Klub Finto (Polska)"."""
    match = BRACKETS.search(text)
    if match and fold(match[1]) in nations():
        return text[: match.start()].strip(), match[1]
    return text, ""


def read_name(text: str, heading: str) -> Name:
    """Read the cell of a name that stands below `heading`."""
    printed, year = clean_name(text)
    for split, parted in (
        ("comma", _by_comma(printed)),
        ("capitals", _by_capitals(printed)),
        ("order", _by_order(printed, heading)),
    ):
        if parted and all(parted):
            return Name(printed, *parted, split, year)
    return Name(printed, birth_year=year)


def _by_comma(name: str) -> tuple[str, str] | None:
    family, comma, given = name.partition(",")
    return (family.strip(), given.strip()) if comma and "," not in given else None


def _by_capitals(name: str) -> tuple[str, str] | None:
    """A surname in capitals, first or last: "MC FINTA Ada", "Ada Lia FINTA", "de FINTA dos P. Ada"."""
    words = name.split()
    capital = [_is_capital(word) for word in words]
    for at, word in enumerate(words):  # a particle belongs to the surname beside it
        if fold(word) in PARTICLES and word.islower() and any(capital):
            capital[at] = any(capital[at + 1 :]) or any(capital[:at]) and capital[at - 1]
    if all(capital) or not any(capital):
        return None
    first, last = capital.index(True), len(capital) - capital[::-1].index(True)
    if not all(capital[first:last]) or (first > 0 and last < len(words)):
        return None
    return " ".join(words[first:last]), " ".join(words[:first] + words[last:])


def _is_capital(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return len(letters) > 1 and (
        word.isupper() or bool(re.fullmatch(r"(?:Mc|Mac|De|Di|D'|La|Le|O')[A-Z'’]{2,}", word))
    )


def _by_order(name: str, heading: str) -> tuple[str, str] | None:
    words, folded = name.split(), fold(heading)
    if len(words) != 2:
        return None
    if folded.startswith(GIVEN_FIRST):
        return words[1], words[0]
    return (words[0], words[1]) if folded.startswith(SURNAME_FIRST) else None


def are_names(text: str) -> bool:
    """Whether a cell holds several full names, written alike: "PROVA Ada, FINTA Lia"."""
    parts = [part.split() for part in NAMES_APART.split(text)]
    is_alike = len({words[0].isupper() for words in parts if words}) == 1
    return len(parts) > 1 and is_alike and all(len(words) > 1 for words in parts)


def has_athletes(cells: Iterable[str]) -> bool:
    """Whether the cells of a column headed "team" hold gymnasts: a year of birth or a licence says so."""
    return any(YEAR.search(cell) or CODES.search(cell) for cell in cells)
