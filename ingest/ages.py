"""The ages that a category, or the title of an event, is for.

Ages are those that a gymnast reaches in the year. Of a word that is surely of the young, but for which
federations draw the line at different years ("Cadette", "Espoirs", "Youth"), all ages of a minor are left.
"""

import re
from functools import lru_cache

from ingest.text import fold

OLDEST = 99  # years; of a category that has no oldest
MINOR = 17  # years, at the end of a season, up to which she is one
AGES = {"a": (8, 12), "j": (13, 15), "s": (16, OLDEST)}  # allieve, junior and senior
AGE = re.compile(
    r"\b(a|alliev[aeio]|j|junior(?:e?s|i)?|s|senior(?:e?s|i)?) ?(?:([1-5])\b|(?<=\w{4})\b)"
)
UNDER = re.compile(r"\b(?:under|u) ?(\d{1,2})\b")
YOUNG = re.compile(
    r"\b(?:pre ?juniore?s?|giovan(?:i|il[ei]|issim[aeio])|gioventu|youth|jugend|junioren|juniorinnen"
    r"|schuler(?:innen)?|kinder|kids?|children|jeunes?|enfants?|espoirs?|hopes|poussine?s?|benjamine?s?"
    r"|benjamin|alevin(?:es)?|infantil(?:es)?|juvenil(?:es)?|cadett?[aei]|cadett?e?s|esordient[ei]|mini|minim[ei]"
    r"|minimes|baby|pulcin[ei]|bambin[aei]|ragazz[aei])\b"
)
SERIES = re.compile(r"^a[12]$|\bserie\b")  # Serie A1 is no first year of the allieve


@lru_cache(maxsize=10_000)
def ages_of(category: str) -> tuple[int, int] | None:
    """The youngest and the oldest of a category, in years: (12, 12) of "LC1 A5", (13, 15) of "Junior", (0,
    12) of "Under 12"; None where no word tells.
    """
    words = fold(category)
    if SERIES.search(words):
        return None
    ages = [(0, MINOR)] if YOUNG.search(words) else []
    words = YOUNG.sub(" ", words)
    ages += [(0, int(match[1])) for match in UNDER.finditer(words)]
    found = [(match[1][0], int(match[2] or 0)) for match in AGE.finditer(words)]
    found = [age for age in found if age[1]] or found
    ages += [_ages(*age) for age in found]
    return (min(low for low, _ in ages), max(high for _, high in ages)) if ages else None


def _ages(letter: str, number: int) -> tuple[int, int]:
    low, high = AGES[letter]
    year = low + number - 1
    return (year, year) if number and year <= high < OLDEST else (low, high)


@lru_cache(maxsize=10_000)
def are_younger(title: str, category: str) -> bool:
    """Whether a title is of an event for younger ones than a category: "World Cup Junior" and "Senior"."""
    ages, others = ages_of(title), ages_of(category)
    return bool(ages and others and ages[0] < others[0])
