"""Invented gymnasts and clubs: who competes in a season, with careers of skewed length.

Only those who still compete are kept in memory. Whoever is needed for a field and is not there is
invented on the spot, so that fields have the size asked for and most careers are short.
"""

from dataclasses import dataclass, field
from random import Random

from bench.names import SYLLABLES, make_family_name, make_given_name, make_town

AGES = {
    "A1": (8, 8), "A2": (9, 9), "A3": (10, 10), "A4": (11, 11), "A5": (12, 12),
    "J1": (13, 13), "J2": (14, 14), "J3": (15, 15), "S1": (16, 18), "S2": (19, 24),
    "Open": (13, 24),
}  # fmt: skip
SILVER_LEVELS = ("LA", "LB", "LC", "LD", "LE")
LEVEL_AGES = {"LA": (8, 12), "LB": (8, 15), "LC": (8, 24), "LD": (8, 24), "LE": (13, 24)}
MAX_AGE = 24
HOMONYM_SHARE = 0.01
CONTEMPORARY_SHARE = 0.01  # of the homonyms: they may meet in one competition
NAMES_REMEMBERED = 1_000
# Weight of a career of 1, 2, 3 ... seasons: the shorter, the more frequent.
SEASON_WEIGHTS = {
    "silver": [1 / length**0.35 for length in range(1, 13)],
    "gold": [1 / length**0.3 for length in range(1, 15)],
}


@dataclass(slots=True)
class Club:
    name: str
    code: str
    region: int


@dataclass(slots=True)
class Athlete:
    """One invented person. `programme` is "gold" or a Silver level."""

    person: int
    family_name: str
    given_name: str
    birth_year: int
    club: Club
    programme: str
    last_year: int
    skill: float
    zeal: float


@dataclass(slots=True)
class Population:
    """The clubs and those who compete in this season."""

    random: Random
    clubs: list[list[Club]]
    active: dict[tuple[str, int], list[Athlete]] = field(default_factory=dict)
    person_count: int = 0
    names: list[tuple[str, str, int]] = field(default_factory=list)


def make_population(random: Random, regions: int, clubs_per_region: int) -> Population:
    clubs = []
    for region in range(regions):
        names: dict[str, Club] = {}
        while len(names) < clubs_per_region:
            name = f"{random.choice(SYLLABLES['club_word'])} {make_town(random)}"
            code = f"{990000 + region * clubs_per_region + len(names):06d}"
            names.setdefault(name, Club(name, code, region))
        clubs.append(list(names.values()))
    return Population(random, clubs)


def add_athlete(
    population: Population, programme: str, age_class: str, year: int, region: int
) -> Athlete:
    """Invent one gymnast who begins this season; a few bear a name known already."""
    random = population.random
    low, high = AGES[age_class]
    birth_year = year - random.randint(low, high)
    weights = SEASON_WEIGHTS["gold" if programme == "gold" else "silver"]
    seasons = random.choices(range(1, len(weights) + 1), weights)[0]
    last_year = min(year + seasons - 1, birth_year + MAX_AGE)
    family_name, given_name = pick_name(population, year, last_year)
    clubs = population.clubs[region]
    population.person_count += 1
    athlete = Athlete(
        person=population.person_count,
        family_name=family_name,
        given_name=given_name,
        birth_year=birth_year,
        club=clubs[int(len(clubs) * random.random() ** 1.7)],
        programme=programme,
        last_year=last_year,
        skill=random.gauss(0.0, 1.0),
        zeal=random.uniform(0.7, 1.0),
    )
    population.active.setdefault((programme, region), []).append(athlete)
    return athlete


def pick_name(population: Population, year: int, last_year: int) -> tuple[str, str]:
    """A new name or, rarely, another's (a homonym): mostly of one who has stopped competing."""
    random, names = population.random, population.names
    if names and random.random() < HOMONYM_SHARE:
        family_name, given_name, until = random.choice(names)
        if until < year or random.random() < CONTEMPORARY_SHARE:
            return family_name, given_name
    family_name, given_name = make_family_name(random), make_given_name(random)
    if len(names) < NAMES_REMEMBERED:
        names.append((family_name, given_name, last_year))
    else:
        names[random.randrange(NAMES_REMEMBERED)] = (family_name, given_name, last_year)
    return family_name, given_name


def begin_season(population: Population, year: int) -> None:
    """Let those leave whose career is over; some change club, some move up a Silver level."""
    random = population.random
    before = population.active
    population.active = {}
    for (_, region), athletes in before.items():
        for athlete in athletes:
            if athlete.last_year < year:
                continue
            if random.random() < 0.04:
                athlete.club = random.choice(population.clubs[region])
            athlete.programme = next_programme(random, athlete, year)
            athlete.skill += random.gauss(0.08, 0.15)
            population.active.setdefault((athlete.programme, region), []).append(athlete)


def next_programme(random: Random, athlete: Athlete, year: int) -> str:
    """Her level of this season: some move up, all do who are too old for their level."""
    if athlete.programme not in SILVER_LEVELS[:-1]:
        return athlete.programme
    above = SILVER_LEVELS[SILVER_LEVELS.index(athlete.programme) + 1]
    age = year - athlete.birth_year
    is_too_old = age > LEVEL_AGES[athlete.programme][1]
    is_old_enough = age >= LEVEL_AGES[above][0]
    moves_up = is_too_old or (is_old_enough and random.random() < 0.15)
    return above if moves_up else athlete.programme


def pick_field(
    population: Population, programme: str, age_class: str, year: int, size: int, region: int | None
) -> list[Athlete]:
    """`size` gymnasts of this class; a national field (no region) takes the best of all regions."""
    random = population.random
    low, high = AGES[age_class]
    regions = range(len(population.clubs)) if region is None else (region,)
    pool = [
        athlete
        for at in regions
        for athlete in population.active.get((programme, at), ())
        if low <= year - athlete.birth_year <= high and random.random() < athlete.zeal
    ]
    if len(pool) > size:
        pool.sort(key=lambda athlete: (-athlete.skill, athlete.person))
        pool = pool[:size] if region is None else random.sample(pool, size)
    while len(pool) < size:
        pool.append(add_athlete(population, programme, age_class, year, random.choice(regions)))
    return pool
