"""The text of a squad -> its names: "Prova, Finta (riserva)", in the order in which they are printed."""

import re
from itertools import chain, zip_longest

COMMA = re.compile(r"\s*[,;\n]\s*")
RESERVE = re.compile(r"\s*\(?\b(?:riserva|reserve|ris\.|res\.)\)?\s*", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_][^\W\d_.'’\- ]*(?:[.'’\- ]+[^\W\d_][^\W\d_.'’\- ]*){0,5}\.?")


def split_squad(squad: str) -> list[str]:
    """The members as printed, each with the word that calls her a reserve; none of an empty text."""
    return COMMA.split(squad.strip()) if squad else []


def member_name(part: str) -> str:
    return RESERVE.sub("", part)


def with_member(squad: str, place: int, printed: str, name: str) -> str:
    """The text of a squad with another name in a place, counted from 1."""
    parts, commas = split_squad(squad), COMMA.findall(squad.strip())
    parts[place - 1] = parts[place - 1].replace(printed, name)
    return "".join(chain.from_iterable(zip_longest(parts, commas, fillvalue="")))
