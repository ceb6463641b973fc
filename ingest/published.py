"""What of a person leaves the private side: what curated/published.csv lists, and nothing else.

A document may print more: days of birth, numbers of licence, tax codes, contacts, why somebody was absent.
None of it is loaded, or said in a line of a build. Five rules, in the words of `confidential.py`:

- a name is letters and the marks between them: from the first word on that has another character, speaks of
  health or is written small behind a dash or a comma it is cut; a bracket stays if it holds a name or a note;
- a note is parts parted by "; ": a part stays if all its words are in curated/note_words.csv or begin with a
  capital, and its numbers can be scores, places, years, days near the competition; one with a word of absence
  is cut to that word (curated/absence_words.csv): a status stays, its reason does not. Reasons of decisions
  are read so too;
- from a club and a team days, long numbers, contacts and what speaks of health are left out; from titles and
  places contacts, licences and days of birth behind their word, and an absence with its reason;
- an address that holds a contact, a licence, a day of birth, a reason is its host;
- a year of birth is published where it is printed and the category is one of an age (Allieve, Junior 1), and
  nobody can be older or not yet born.

The number of a licence and the year of birth still tell gymnasts apart, in the working files of a build:
of that evidence only the bits are published.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ingest.ages import OLDEST, ages_of
from ingest.citations import host_of
from ingest.confidential import (
    LEFT_OUT,
    YEAR,
    is_private_address,
    mask_private,
    plain_club,
    plain_name,
    plain_note,
    plain_squad,
    plain_title,
    year_in_name,
)
from ingest.reading import RawRow, ReadingError

NAMES = ("competitor", "family_name", "given_name")
UNPUBLISHED_EVIDENCE = re.compile(r"\b(?:tessera|anno di nascita)\b")
CLUBS = ("club", "team")
TEXTS = ("competition", "title", "organiser", "place", "venue", "category", "scope")


def keep_notes(raw: RawRow) -> RawRow:
    """A row with the notes that are published, before a correction adds its own."""
    year = _year(raw)
    if not (raw.note or raw.date_note):
        return raw
    return replace(raw, note=plain_note(raw.note, year), date_note=plain_note(raw.date_note, year))


def loses_note(raw: RawRow) -> bool:
    """Whether a note of a row has a part that is not published, not even as an absence."""
    kept = keep_notes(raw)
    return any(
        _parts(text) > _parts(plain)
        for text, plain in ((raw.note, kept.note), (raw.date_note, kept.date_note))
    )


def _parts(note: str) -> int:
    return sum(bool(part.strip()) for part in note.split("; "))


def published_reason(reason: str, decided_on: str) -> str:
    """The reason of a decision: what a note may say, else that it was left out."""
    year = int(decided_on[:4]) if decided_on[:4].isdecimal() else 0
    return plain_note(reason, year) or LEFT_OUT


def published_evidence(reasons: str) -> str:
    """The evidence of a link without that of licences and years of birth (ingest/evidence.py)."""
    parts = reasons.split("; ")
    return "; ".join(part for part in parts if not UNPUBLISHED_EVIDENCE.search(part))


def published_name(name: str) -> str:
    """The name of a file without what stands in it of a person; its words may be parted by "_"."""
    spaced = name.replace("_", " ")
    masked = mask_private(spaced)
    return name if masked == spaced else masked


def _year(raw: RawRow) -> int:
    return int(raw.date[:4]) if raw.date[:4].isdecimal() else 0


def keep_published(raw: RawRow, place: str) -> RawRow:
    """A row without what is not published. Raises ReadingError where nothing is left of a competitor."""
    year = _year(raw)
    is_athlete = raw.competitor_kind == "athlete"
    kept = {name: plain_title(getattr(raw, name)) for name in TEXTS}
    kept |= {name: plain_club(getattr(raw, name)) for name in CLUBS}
    kept["squad"] = plain_squad(raw.squad)
    clean = plain_name if is_athlete else plain_club
    kept |= {name: clean(getattr(raw, name)) for name in NAMES}
    if is_athlete and not raw.birth_year and kept["competitor"] != raw.competitor:
        kept["birth_year"] = year_in_name(raw.competitor)
    born = kept.get("birth_year", raw.birth_year)
    if born.isdecimal() and len(born) < 9 and year and not year - OLDEST <= int(born) <= year:
        kept["birth_year"] = ""
    if raw.competitor and not kept["competitor"]:
        raise ReadingError(place, "a competitor without a name, only with what is not published")
    changed: dict[str, Any] = {
        name: text for name, text in kept.items() if text != getattr(raw, name)
    }
    return replace(raw, **changed) if changed else raw


def published_address(address: str) -> str:
    """An address; one that holds a contact, a licence, a birth or a reason of an absence as its host."""
    if not is_private_address(address):
        return address
    host = host_of(address)
    return f"{mask_private(host)} ({LEFT_OUT})" if host else LEFT_OUT


@lru_cache(maxsize=10_000)
def needs_birth_year(category: str) -> bool:
    """Whether a category is one of an age, with a youngest and an oldest, or prints years of birth
    ("Juniors 2010-2011"): not "Senior", "A1", "Open".
    """
    ages = ages_of(category)
    return bool(ages and ages[0] and ages[1] < OLDEST) or bool(YEAR.search(category))
