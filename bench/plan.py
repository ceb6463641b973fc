"""The calendar of the synthetic archive: the competitions of a season and the size of their fields.

Small archives hold some competitions only every few years; big ones have regions, zones, stages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from bench.events import (
    DIVISIONS,
    GOLD_CLASSES,
    LEVEL_SECTORS,
    SECTORS,
    Event,
    Field,
    count_routines,
)
from bench.people import SILVER_LEVELS

SEASONS = range(2012, 2026)
MAX_FIELD = 300
MIN_FIELD = 4
BIG_CLASS = "A3"  # ten-year-olds fill a Silver national

FULL_CALENDAR_FROM = 30_000  # routines; with fewer, a full calendar has no fields worth the name
PERFORMED_SHARE = 0.95  # of the routines planned: the others are absent or cut off the sheet
CALIBRATION_STEPS = 3  # fields have a least and a greatest size, so one step is not enough
ROUTINES_PER_REGION = 200_000  # what a region brings in all seasons, with fields at scale 1


@dataclass(frozen=True, slots=True)
class Scale:
    """How big: regions, stages, levels, fields, and how many years apart each kind is held."""

    regions: int
    stages: int
    silver_stages: int
    clubs_per_region: int
    region_field: int
    nation_field: int
    big_field: int
    levels: tuple[str, ...]
    divisions: tuple[str, ...]
    every: dict[str, int]
    factor: float = 1.0


SMALL_CALENDAR = {
    "silver region": 5, "silver nation": 6, "gold region": 1, "gold zone": 20, "gold nation": 5,
    "absolute": 3, "series": 6, "groups": 6,
}  # fmt: skip
FULL_CALENDAR = dict.fromkeys(SMALL_CALENDAR, 1)
SMALL = Scale(
    regions=1,
    stages=1,
    silver_stages=1,
    clubs_per_region=14,
    region_field=8,
    nation_field=14,
    big_field=200,
    levels=("LB", "LE"),
    divisions=("A1",),
    every=SMALL_CALENDAR,
)
ROUTINES = {"small": 6_000, "medium": 100_000, "large": 2_000_000}


def scale_for(size: str, routines: int | None) -> Scale:
    """The scale whose calendar gives about so many routines."""
    wanted = routines or ROUTINES[size]
    regions = max(1, round(wanted / ROUTINES_PER_REGION))
    full = Scale(
        regions=regions,
        stages=2,
        silver_stages=3,
        clubs_per_region=max(20, min(64, wanted // 2_500)),
        region_field=20,
        nation_field=12 * regions,
        big_field=30 * regions,
        levels=SILVER_LEVELS,
        divisions=tuple(DIVISIONS),
        every=FULL_CALENDAR,
    )
    scale = SMALL if wanted < FULL_CALENDAR_FROM else full
    for _ in range(CALIBRATION_STEPS):
        events = (event for year in SEASONS for event in plan_season(scale, year))
        planned = sum(count_routines(event) for event in events)
        scale = replace(scale, factor=scale.factor * wanted / (PERFORMED_SHARE * planned))
    return scale


def plan_season(scale: Scale, year: int) -> Iterator[Event]:
    """The competitions of one season by date."""
    events = [
        *_plan_silver_regions(scale, year),
        *_plan_silver_nationals(scale, year),
        *_plan_gold(scale, year),
        *_plan_absolute(scale, year),
        *_plan_series(scale, year),
        *_plan_groups(scale, year),
    ]
    yield from sorted(events, key=lambda event: (event.day, event.title))


def _saturday(year: int, week: int) -> date:
    return date.fromisocalendar(year, week, 6)


def _is_held(scale: Scale, kind: str, year: int, first: int = 0) -> bool:
    return (year - SEASONS[0] - first) % scale.every[kind] == 0


def _sized(scale: Scale, size: float) -> int:
    return max(MIN_FIELD, min(MAX_FIELD, round(size * scale.factor)))


def _silver_fields(scale: Scale, level: str, sectors: tuple[str, ...]) -> tuple[Field, ...]:
    return tuple(
        Field(level, age_class, _sized(scale, scale.region_field))
        for sector in sectors
        for age_class in SECTORS[sector]
    )


def _national_fields(scale: Scale, level: str, sector: str) -> tuple[Field, ...]:
    return tuple(
        Field(
            level,
            age_class,
            _sized(scale, scale.big_field if age_class == BIG_CLASS else scale.nation_field),
        )
        for age_class in SECTORS[sector]
    )


def _plan_silver_regions(scale: Scale, year: int) -> Iterator[Event]:
    for at, level in enumerate(scale.levels):
        if not _is_held(scale, "silver region", year, at):
            continue
        for region, stage in product(range(scale.regions), range(1, scale.silver_stages + 1)):
            yield Event(
                layout="silver",
                competition=f"Trofeo Sintetico Silver {level} {year}",
                year=year,
                day=_saturday(year, 5 + 7 * (stage - 1) + (at + region) % 5),
                phase="regionale",
                fields=_silver_fields(scale, level, LEVEL_SECTORS[level]),
                zone=f"Regione {region + 1:02d}",
                stage=str(stage),
                region=region,
            )


def _plan_silver_nationals(scale: Scale, year: int) -> Iterator[Event]:
    """One competition per level and edition, told by one document per sector."""
    for at, level in enumerate(scale.levels):
        if not _is_held(scale, "silver nation", year, at):
            continue
        editions = (("Summer Edition", 26), ("Winter Edition", 49))[: scale.stages]
        for (edition, week), sector in product(editions, LEVEL_SECTORS[level]):
            yield Event(
                layout="silver",
                competition=f"Campionato Sintetico Silver {level} {year}",
                year=year,
                day=_saturday(year, week) - timedelta(days=at),
                phase="",
                fields=_national_fields(scale, level, sector),
                sector=sector,
                stage=edition,
            )


def _plan_gold(scale: Scale, year: int) -> Iterator[Event]:
    if _is_held(scale, "gold region", year):
        for region, stage in product(range(scale.regions), range(1, scale.stages + 1)):
            day = _saturday(year, 6 + 5 * (stage - 1) + region % 4)
            zone = f"Regione {region + 1:02d}"
            yield replace(
                _gold_event(scale, year, day, "regionale", 0.6),
                zone=zone,
                stage=str(stage),
                region=region,
            )
    if _is_held(scale, "gold zone", year):
        for at in range(min(6, scale.regions)):
            event = _gold_event(scale, year, _saturday(year, 18), "interregionale", 0.8)
            yield replace(event, zone=f"Zona {at + 1}", region=at)
    if _is_held(scale, "gold nation", year):
        event = _gold_event(scale, year, _saturday(year, 22), "nazionale", 1.2)
        yield replace(event, layout="gold final")


def _gold_event(scale: Scale, year: int, day: date, phase: str, share: float) -> Event:
    """All classes of Gold; `share` says how big the fields are against a region's Silver."""
    size = _sized(scale, share * scale.region_field)
    fields = tuple(Field("gold", age_class, size) for age_class in GOLD_CLASSES)
    return Event("gold", f"Trofeo Sintetico Gold {year}", year, day, phase, fields)


def _plan_absolute(scale: Scale, year: int) -> Iterator[Event]:
    if _is_held(scale, "absolute", year, 1):
        name = f"Campionato Sintetico Assoluto {year}"
        field = Field("gold", "S1", max(10, min(36, 12 + 2 * scale.regions)))
        yield Event("absolute", name, year, _saturday(year, 23), "", (field,))


def _plan_series(scale: Scale, year: int) -> Iterator[Event]:
    if not _is_held(scale, "series", year, 2):
        return
    stages = range(1, scale.stages + 2)
    for division, stage in product(scale.divisions, stages):
        yield Event(
            layout="series",
            competition=f"Serie {division} Sintetica {year}",
            year=year,
            day=_saturday(year, 12 + 4 * stage),
            phase="",
            stage=str(stage),
            division=division,
            is_last_stage=stage == stages[-1],
        )


def _plan_groups(scale: Scale, year: int) -> Iterator[Event]:
    if _is_held(scale, "groups", year):
        name = f"Insieme Sintetico {year}"
        yield Event("groups", name, year, _saturday(year, 21), "")
