"""What speaks for and against two forms of a name being one athlete, added up in bits.

A form is a name with what stands beside it: nation, year of birth, club. n bits for a pair mean that it is
2 ** n times likelier among the forms of one athlete than among those of two. Agreement on what is rare weighs
more: the words of a name are counted over all names, the names of a club over all forms. A contradiction
(another nation, years of birth apart by more than one) is no weight but a veto.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from ingest.ages import AGE, SERIES, ages_of
from ingest.text import fold
from ingest.vocabulary import curated

UNSEEN = 500  # names that are taken for known before the first: few names tell nothing of rarity
CLUB_OTHER = -2.5  # gymnasts change clubs, and score for two in one week
CLUB_MOST = 7.0
YEAR_EQUAL = 3.0
YEAR_NEXT = -5.0  # a year of birth is misprinted by one at times
YEAR_AWAY = 3.0  # each year between two squads of the same names
LICENCE_EQUAL = 10.0  # of two names that are alike
LICENCE_OTHER = -9.0  # a number is misprinted at times, or of another series
MAX_BEARERS = 2  # names that bear one licence: of more, it is a club's, or a placeholder
NATION_EQUAL = 0.5
CLUB_ALIKE = 1.0  # bits that two names of one club, as far as their rare words tell, are less
CLUB_WORD = 4.0  # bits from which a word of a club's name tells it from others
LEVELS = (
    2.0,
    1.0,
    -2.0,
)  # of levels that are equal, one apart, two; a level is nearer for each year
LEVEL_FAR = -8.0
EDIT = 4.5  # bits of one wrong letter, of a name that is printed right elsewhere
VARIANT = 3.0  # the same sound: double letters, h, y for i
PREFIX = 5.5  # "Ben" for "Benjamin", a name cut with "…"
TWO_NAMES = 8.0  # "Marta" and "Maria" are sisters rather than a slip
EXTRA = 4.5  # a word more, such as a second name
JOINED = 1.0  # "Le Khac" and "Lekhac"
ESTABLISHED = (
    1.5  # per doubling of the names that bear the rarer of two spellings: "Mia" is not "Maia"
)
SHORT = 5  # letters
INITIAL = 4.0
COMMON_GIVEN, COMMON_FAMILY = 7.0, 6.0  # of a name that is common in Italy, however rare here
MANY_CLUBS = 15  # of one name: with more it is hardly a person's
CROWD = 6.0
# What is numbered and is no level.
ORDINALS = frozenset({
    "turno", "gara", "prova", "giorno", "fase", "zona", "zt", "gruppo", "pool", "day", "comp", "kg", "km",
    "anno",
})  # fmt: skip
LEVEL = re.compile(r"([a-z]+) ?(\d{1,2})(?!\d)")
BORN = ((3, 2.0), (6, 1.0))  # bits of ages that agree, by how many years of birth they leave
BORN_NEAR = -2.0  # ages apart by one year: other federations draw the line elsewhere


class Form(NamedTuple):
    """A name as it is printed, with what stands beside it; mentions that differ in nothing are one form.

    name    folded words in alphabetical order
    first   year of its first mention, last of its last; 0 where no date is known
    levels  (family, number) of the categories it is printed in
    born    first and last year of birth that the ages of its categories leave; None where they say nothing
    mates   of a family name in a squad: the names beside it
    """

    name: str
    nation: str
    birth_year: int | None
    club_id: str
    licence: str = ""
    mentions: int = 1
    first: int = 0
    last: int = 0
    levels: frozenset[tuple[str, int]] = frozenset()
    born: tuple[int, int] | None = None
    mates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The weights of a pair: (bits, reason), in Italian as pages show them."""

    weights: tuple[tuple[float, str], ...]

    @property
    def bits(self) -> float:
        return round(sum(bits for bits, _ in self.weights), 1)

    def __str__(self) -> str:
        return "; ".join(f"{reason} {bits:+.1f}" for bits, reason in self.weights)


class Rarity:
    """How rare words and clubs are among the forms of an archive."""

    def __init__(self, forms: Iterable[Form]) -> None:
        forms = list(forms)
        names = {form.name for form in forms}
        self.words = Counter(word for name in names for word in {*name.split()})
        self.clubs = Counter(club for _, club in {(form.name, form.club_id) for form in forms})
        self.spread = Counter(name for name, _ in {(form.name, form.club_id) for form in forms})
        self.club_words = Counter(word for club in self.clubs for word in {*words_of(club)})
        self.licences = Counter(
            licence for licence, _ in {(form.licence, form.name) for form in forms}
        )
        self.names = len(names)
        self.prior = -math.log2(self.names + UNSEEN)

    def of_word(self, word: str) -> float:
        """The bits of a word; an initial or a common name tells little, however rare here."""
        bits = math.log2((self.names + UNSEEN) / max(self.words[word], 1))
        return min(bits, INITIAL if len(word) == 1 else common_names().get(word, bits))

    def of_clubs(self, name: str) -> float:
        """The bits that a name under very many clubs loses: "Squadra A" is nobody's."""
        return -CROWD * math.log2(max(self.spread[name] / MANY_CLUBS, 1.0))

    def of_club(self, club_id: str) -> float:
        return min(CLUB_MOST, math.log2((self.names + UNSEEN) / (self.clubs[club_id] + 1)))

    def are_alike(self, club_id: str, other: str) -> bool:
        """Whether two clubs share a word that is rare among clubs: "Impact" of "Impact Gymsports Academy"."""
        common = {*words_of(club_id)} & {*words_of(other)}
        clubs = len(self.clubs)
        return any(math.log2((clubs + 1) / self.club_words[word]) >= CLUB_WORD for word in common)


@lru_cache(maxsize=50_000)
def words_of(club_id: str) -> tuple[str, ...]:
    return tuple(fold(club_id).split())


def contradicts(one: Form, other: Form) -> bool:
    """Whether two forms cannot be one person: other nations, years of birth more than one apart."""
    years = abs(one.birth_year - other.birth_year) if one.birth_year and other.birth_year else 0
    return years > 1 or bool(one.nation and other.nation and one.nation != other.nation)


def weigh(one: Form, other: Form, rarity: Rarity) -> Evidence | None:
    """The evidence of a pair of forms; None when their names have too little in common."""
    if one.mates or other.mates:
        name = weigh_squads(one, other, rarity)
    else:
        name = weigh_names(one.name, other.name, rarity)
    if name is None:
        return None
    weights = [(round(rarity.prior, 1), "tante ginnaste"), *name]
    if one.club_id and other.club_id:
        weights.append(_weigh_clubs(one.name, one.club_id, other.club_id, rarity))
    licence = _weigh_licences(one.licence, other.licence, rarity)
    if licence:
        weights.append((licence, "stessa tessera" if licence > 0 else "altra tessera"))
    if one.birth_year and other.birth_year:
        is_equal = one.birth_year == other.birth_year
        weight = YEAR_EQUAL if is_equal else YEAR_NEXT
        weights.append((weight, "stesso anno di nascita" if is_equal else "anno di nascita vicino"))
    if one.nation and one.nation == other.nation:
        weights.append((NATION_EQUAL, "stessa nazione"))
    level = weigh_levels(one, other)
    if level:
        weights.append((level, "livello vicino" if level > 0 else "livello lontano"))
    age = weigh_ages(one, other)
    if age:
        weights.append((age, "stessa età" if age > 0 else "altra età"))
    return Evidence(tuple(weights))


@lru_cache(maxsize=200_000)
def _simple(word: str) -> str:
    """A word without what ears do not hear: double letters, h, y for i, k for c."""
    plain = word.replace("h", "").replace("y", "i").replace("k", "c").replace("j", "i")
    return re.sub(r"(.)\1+", r"\1", plain)


def weigh_names(one: str, other: str, rarity: Rarity) -> list[tuple[float, str]] | None:
    """The bits of two names: rarity of what is equal, less for each difference. None where less than a
    whole word is equal or words differ by more than a slip.
    """
    if one == other:
        bits = sum(rarity.of_word(word) for word in {*one.split()})
        return [(round(bits, 1), "stesso nome")] if " " in one else None
    left, right = Counter(one.split()), Counter(other.split())
    common = left & right
    if not common:
        return None
    rest, others = sorted((left - common).elements()), sorted((right - common).elements())
    slip = _slip(rest, others, rarity)
    if slip is None or max(map(len, common)) < 3:
        return None
    bits = sum(rarity.of_word(word) for word in common)
    return [(round(bits, 1), "parole uguali"), *slip]


def weigh_squads(one: Form, other: Form, rarity: Rarity) -> list[tuple[float, str]] | None:
    """The bits of one family name in two squads: hers and those of the names that stand beside it in both;
    None where there are none, of two names, and of a name with another that stands in no squad.
    """
    common = sorted(one.mates & other.mates)
    if one.name != other.name or not common:
        return None
    words = [*one.name.split(), *(word for mate in common for word in mate.split())]
    years = max(one.first - other.last, other.first - one.last, 1) - 1
    bits = sum(map(rarity.of_word, words)) - YEAR_AWAY * years
    # By number, not by name: this is said of her, and they may be removed.
    return [(round(bits, 1), f"stesso cognome, nomi della squadra in comune: {len(common)}")]


def _slip(rest: list[str], others: list[str], rarity: Rarity) -> list[tuple[float, str]] | None:
    """The weight of the words in which two names differ."""
    if {"".join(rest), "".join(rest[::-1])} & {"".join(others), "".join(others[::-1])}:
        bits = max(sum(map(rarity.of_word, words)) for words in (rest, others))
        return [(round(bits - JOINED, 1), "nome diviso in altro modo")]
    if not rest or not others:
        extra = rest or others
        return [(round(-EXTRA * len(extra), 1), "un nome in più")] if len(extra) < 3 else None
    if len(rest) != 1 or len(others) != 1:
        return None
    (word,), (second,) = rest, others
    price = _price(word, second)
    if price is None:
        return None
    if price != VARIANT and {word, second} <= given_names():
        price += TWO_NAMES
    known = min(rarity.words[word], rarity.words[second])
    price += ESTABLISHED * math.log2(max(known, 1))
    bits = min(rarity.of_word(word), rarity.of_word(second)) - price
    return [(round(bits, 1), f"{word} / {second}")]


@lru_cache
def given_names() -> frozenset[str]:
    return frozenset(row["given_name"] for row in curated("given_names"))


@lru_cache
def common_names() -> dict[str, float]:
    """The bits that a common name is worth at most."""
    families = (row["family_name"] for row in curated("family_names"))
    return dict.fromkeys(given_names(), COMMON_GIVEN) | dict.fromkeys(families, COMMON_FAMILY)


def _price(word: str, second: str) -> float | None:
    """The bits that a misspelt word costs; None when it is another word."""
    if _simple(word) == _simple(second):
        return VARIANT
    shorter, longer = sorted((word, second), key=len)
    if len(shorter) > 2 and longer.startswith(shorter):
        return PREFIX
    is_like = word[0] == second[0] or len(shorter) > SHORT  # "Sara" is not "Lara"
    distance = OSA.distance(word, second, score_cutoff=2)
    if is_like and (distance == 1 and len(shorter) > 2 or distance == 2 and len(shorter) > 4):
        return EDIT * distance
    return None


@lru_cache(maxsize=10_000)
def levels_of(category: str) -> frozenset[tuple[str, int]]:
    """The (family, number) of a category: "STEP 7 - Day 1" is ("step", 7); none of an age or a league."""
    words = fold(category)
    if SERIES.search(words) or AGE.search(words):
        return frozenset()
    levels = (match for match in LEVEL.finditer(words) if match[1] not in ORDINALS)
    return frozenset((match[1], int(match[2])) for match in [*levels][:1])


def born_between(seen: Iterable[tuple[str, int, int]]) -> tuple[int, int] | None:
    """The years of birth that (category, first year, last year) leave; None where they say nothing, or
    contradict one another.
    """
    first, last = 0, 9999
    for category, start, end in seen:
        ages = ages_of(category) if start else None
        if ages:
            first, last = max(first, end - ages[1]), min(last, start - ages[0])
    return (first, last) if first <= last < 9999 else None


def _weigh_licences(licence: str, other: str, rarity: Rarity) -> float:
    """The bits of two licences: equal but for one slip, or another; 0 where one is missing or is nobody's."""
    bearers = max(rarity.licences[licence], rarity.licences[other])
    if not licence or not other or bearers > MAX_BEARERS:
        return 0.0
    return LICENCE_EQUAL if OSA.distance(licence, other) < 2 else LICENCE_OTHER


def _weigh_clubs(name: str, club_id: str, other: str, rarity: Rarity) -> tuple[float, str]:
    if club_id == other:
        return round(rarity.of_club(club_id), 1), "stessa società"
    if rarity.are_alike(club_id, other):
        bits = min(rarity.of_club(club_id), rarity.of_club(other)) - CLUB_ALIKE
        return round(bits, 1), "società di nome simile"
    return round(CLUB_OTHER + rarity.of_clubs(name), 1), "altra società"


def weigh_levels(one: Form, other: Form) -> float:
    """Levels of one family: near ones speak for, those no gymnast moves between in the time against."""
    years = max(one.first - other.last, other.first - one.last, 0)
    pairs = [
        abs(number - second)
        for family, number in one.levels for kin, second in other.levels if family == kin
    ]  # fmt: skip
    if not pairs:
        return 0.0
    steps = max(min(pairs) - years, 0)
    return LEVELS[steps] if steps < len(LEVELS) else LEVEL_FAR


def weigh_ages(one: Form, other: Form) -> float:
    """What the ages of their categories tell: years of birth in common speak for, the fewer the more."""
    (low, high), (start, end) = _born(one), _born(other)
    gap = max(low, start) - min(high, end)
    if gap > 0:
        return BORN_NEAR if gap == 1 else LEVEL_FAR
    width = max(high - low, end - start)
    return next((bits for years, bits in BORN if width < years), 0.0)


def _born(form: Form) -> tuple[int, int]:
    if form.birth_year:
        return form.birth_year, form.birth_year
    return form.born or (0, 9999)


def is_far(one: Form, other: Form) -> bool:
    """Whether no gymnast moves between the levels of two forms in the time, or is of both ages."""
    return LEVEL_FAR in (weigh_levels(one, other), weigh_ages(one, other))
