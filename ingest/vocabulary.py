"""The curated words: apparatus, nations, series, scoring codes, trust. Rows of curated/*.csv, read once."""

import csv
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ingest.ages import are_younger
from ingest.text import fold, slug

CURATED = Path(__file__).parent / "curated"
GROUP_NOUNS = {
    "funi": "FU", "fune": "FU", "cerchi": "CE", "cerchio": "CE", "palle": "PA", "palla": "PA",
    "clavette": "CV", "nastri": "NA", "nastro": "NA", "ropes": "FU", "rope": "FU", "hoops": "CE",
    "hoop": "CE", "balls": "PA", "ball": "PA", "clubs": "CV", "ribbons": "NA", "ribbon": "NA",
    "cerceaux": "CE", "cerceau": "CE", "ballons": "PA", "ballon": "PA", "massues": "CV", "rubans": "NA",
    "ruban": "NA",
}  # fmt: skip
ENGLISH = {"FU": "ropes", "CE": "hoops", "PA": "balls", "CV": "clubs", "NA": "ribbons"}
ORDER = list(ENGLISH)


class Apparatus(NamedTuple):
    apparatus_id: str
    discipline: str
    name: str
    name_en: str
    position: int


@dataclass(frozen=True, slots=True)
class Series:
    """A series of competitions. `all_around_final` names the disciplines whose all-around is a final."""

    series_id: str
    name: str
    organiser: str
    sector: str
    level: str
    programme: str
    default_category: str
    all_around_final: frozenset[str]
    is_per_city: bool


def read_csv(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def curated(name: str) -> list[dict[str, str]]:
    return read_csv(CURATED / f"{name}.csv")


@functools.cache
def individual_apparatus(discipline: str = "rhythmic") -> dict[str, Apparatus]:
    """Folded word -> apparatus of one gymnast. "Corpo libero" is another one in artistic gymnastics."""
    kept = "artistic" if discipline == "artistic" else "individual"
    return {
        fold(word): Apparatus(
            row["apparatus_id"],
            row["discipline"],
            row["name"],
            row["name_en"],
            int(row["position"]),
        )
        for row in curated("apparatus")
        for word in row["words"].split("|")
        if row["discipline"] == kept
    }


@functools.cache
def find_apparatus(word: str, discipline: str = "rhythmic") -> Apparatus | None:
    """The apparatus a printed word names, None when no word of the vocabulary does. The apparatus of
    more gymnasts comes first in its name (clubs are two each): 3CE+4CV, 6CV+2CE. "attrezzo 2" is the
    second of those that a sheet tells apart without naming them.

    "3 nastri 2 palle" and "2 palle e 3 nastri" are one apparatus, 3NA+2PA; "nastri" is nNA, its count
    not printed; "Fune+Palla" is FU+PA, the sum of two routines.
    """
    folded = fold(word)
    if folded in individual_apparatus(discipline):
        return individual_apparatus(discipline)[folded]
    numbered = re.fullmatch(r"attrezzo (\d)", folded)
    if numbered:
        which = numbered[1]
        return Apparatus(
            f"UNKNOWN{which}",
            "individual",
            f"attrezzo {which}, non nominato",
            f"apparatus {which}",
            7,
        )
    if not folded or discipline == "artistic":
        return None
    if "+" in word:
        return _sum_apparatus(word) or find_apparatus(word.replace("+", " e "), discipline)
    parts = [part for part in re.split(r" e | (?=\d)|,", word.strip().casefold()) if part.strip()]
    counted = []
    for part in parts:
        match = re.fullmatch(r"(\d*) ?([a-z]+)", part.strip())
        if not match or match[2] not in GROUP_NOUNS:
            return None
        counted.append((int(match[1] or 0), GROUP_NOUNS[match[2]], part.strip()))
    counted.sort(key=lambda item: (-item[0] / (1 + (item[1] == "CV")), ORDER.index(item[1])))
    code = "+".join(f"{count or 'n'}{code}" for count, code, _ in counted)
    name = " e ".join(text for *_, text in counted)
    english = " + ".join(f"{count or ''} {ENGLISH[code]}".strip() for count, code, _ in counted)
    return Apparatus(code, "group", name, english, 10)


def _sum_apparatus(word: str) -> Apparatus | None:
    parts = [individual_apparatus().get(fold(part)) for part in word.split("+")]
    if not all(parts):
        return None
    known = sorted((part for part in parts if part), key=lambda part: part.position)
    name = " + ".join(part.name for part in known)
    return Apparatus("+".join(part.apparatus_id for part in known), "sum", name, name, 20)


@functools.cache
def nations() -> dict[str, str]:
    """Folded Italian name or code -> code; ROC is RUS, so that one career has one nation."""
    found = {}
    for row in curated("nations"):
        for name in (row["nation"], *row["name"].split("|")):
            found[fold(name)] = row["nation"]
    return found


@functools.cache
def nation_name(code: str) -> str:
    names = {row["nation"]: row["name"].split("|")[0] for row in curated("nations")}
    return names.get(code, code)


@functools.cache
def series_patterns() -> list[tuple[re.Pattern[str], Series]]:
    return [
        (
            re.compile(row["pattern"]),
            Series(
                row["series_id"],
                row["name"],
                row["organiser"],
                row["sector"],
                row["level"],
                row["programme"],
                row["default_category"],
                frozenset(row["all_around_final"].split()),
                row["is_per_city"] == "yes",
            ),
        )
        for row in curated("series")
    ]


@functools.cache
def find_series(name: str) -> tuple[Series, dict[str, str]]:
    """The series a competition's name (without year) belongs to, and what its pattern reads there.

    A name of no curated series is a series of its own, under its own name, and so is one that says that it
    is for younger ones than the category which the series stands for: "World Cup Junior".
    """
    folded = fold(name)
    for pattern, series in series_patterns():
        match = pattern.fullmatch(folded)
        if match and not are_younger(name, series.default_category):
            return series, {key: text for key, text in match.groupdict().items() if text}
    own = Series(slug(name), name, "", "", slug(name), "", "", frozenset(), False)
    return own, {}


@functools.lru_cache(maxsize=10_000)
def find_scoring_code(programme: str, discipline: str, date: str | None) -> str:
    """The code of a programme and discipline on a date ("2021", "2021-03-06"); "unknown" where none is."""
    if date and programme:
        for row in curated("scoring_codes"):
            if (row["programme"], row["discipline"]) != (programme, discipline):
                continue
            if (row["valid_from"] or "0")[: len(date)] <= date <= row["valid_to"][: len(date)]:
                return row["scoring_code_id"]
    return "unknown"


@functools.cache
def italian_notes() -> dict[str, str]:
    """English note of the transcriber -> Italian; "" where a field says all of it."""
    return {row["note"]: row["italian"] for row in curated("notes")}


SHEET_TRUST = 4  # a document that is the official sheet itself


@functools.cache
def trust_of(host: str) -> int:
    """How far a host is believed when two disagree: the organising federation 3, CONI 2, press 1."""
    for row in curated("trust"):
        if row["kind"] == "host" and (host == row["name"] or host.endswith("." + row["name"])):
            return int(row["trust"])
    return 1


@functools.cache
def document_trust(source: str, media_type: str, lineage: str) -> int:
    """How far a document is believed for itself: the official sheet 4, a news of the federation 3, any
    other 1, where the page that it cites counts.
    """
    known = {(row["kind"], row["name"]): int(row["trust"]) for row in curated("trust")}
    by_source = known.get(("source", f"{source} {media_type}"))
    return by_source or known.get(("lineage", lineage), 1)
