"""Invented scores, in thousandths: what each scoring code prints, from skill and luck."""

from bisect import bisect_right
from dataclasses import dataclass
from math import exp
from random import Random

# Code from a year on: component, greatest value, step. The penalty is apart.
CODES: list[tuple[int, list[tuple[str, int, int]]]] = [
    (2012, [("D", 10_000, 50), ("A", 10_000, 50), ("E", 10_000, 50)]),
    (2013, [("D", 10_000, 50), ("E", 10_000, 50)]),
    (2018, [("D", 17_000, 100), ("E", 10_000, 50)]),
    (2022, [("DB", 15_000, 100), ("DA", 8_000, 100), ("A", 10_000, 50), ("E", 10_000, 50)]),
    (2025, [("DB", 10_000, 100), ("DA", 6_000, 100), ("A", 10_000, 50), ("E", 10_000, 50)]),
]
PENALTIES = (50, 100, 300, 600)
SILVER_MAXIMUM = {"LA": 12_000, "LB": 16_000, "LC": 18_000, "LD": 20_000, "LE": 22_000}


@dataclass(slots=True)
class Mark:
    """One routine: points and components in thousandths."""

    apparatus: str
    points: int
    components: tuple[tuple[str, int], ...] = ()
    is_counted: bool = True


def make_mark(
    random: Random, programme: str, apparatus: str, year: int, skill: float, age: int
) -> Mark:
    """A routine as its programme prints it: with components in Gold, the score alone in Silver."""
    if random.random() < 0.001:
        return Mark(apparatus, 0)
    form = (skill - 0.2) * 0.45 + (age - 13) * 0.06 + random.gauss(0.0, 0.28)
    if programme != "gold":
        share = 0.35 + 0.6 * _squash(form)
        return Mark(apparatus, _step(share * SILVER_MAXIMUM[programme], 25))
    return _mark_with_components(random, apparatus, year, form)


def _mark_with_components(random: Random, apparatus: str, year: int, form: float) -> Mark:
    code = next(parts for first, parts in reversed(CODES) if year >= first)
    components = []
    for name, greatest, step in code:
        floor = 0.1 if name.startswith("D") else 0.4
        share = floor + (0.95 - floor) * _squash(form + random.gauss(0.0, 0.15))
        components.append((name, _step(share * greatest, step)))
    penalty = random.choice(PENALTIES) if random.random() < 0.12 else 0
    points = sum(value for _, value in components) - penalty
    return Mark(apparatus, points, (*components, ("PEN", penalty)))


def _squash(form: float) -> float:
    return 1 / (1 + exp(-form))


def _step(value: float, step: int) -> int:
    return int(value) // step * step


def print_points(points: int, comma: bool) -> str:
    text = f"{points // 1000}.{points % 1000:03d}"
    return text.replace(".", ",") if comma else text


def place_of(total: int, ascending: list[int]) -> str:
    """The place as sheets print it: equal totals share it and the next ones are skipped."""
    return str(1 + len(ascending) - bisect_right(ascending, total))
