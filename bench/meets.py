"""Individual competitions: who enters, with which marks, and the rankings printed of them."""

from random import Random

from bench.events import JUNIOR, SENIOR, Event, Field, apparatus_of
from bench.people import Athlete, Population, pick_field
from bench.scores import Mark, make_mark, place_of, print_points
from bench.sheet import Entry, Sheet, add_line, add_mark, add_total

FINALISTS = 8
TRUNCATED_AT = 6
TIE_SHARE = 0.1
# Shares of the entries that do not end as a plain result, added up.
STATUS_SHARES = ((0.012, "DNS"), (0.018, "withdrawn"), (0.026, "out of ranking"))
STATUS_ORDER = ("", "out of ranking", "withdrawn", "DNS")


def print_individual(population: Population, event: Event, sheet: Sheet) -> None:
    """A regional or national meet: one ranking per category."""
    for field in event.fields:
        print_ranking(sheet, category_of(field), make_entries(population, event, field))


def print_gold_final(population: Population, event: Event, sheet: Sheet) -> None:
    """A Gold final prints the same routines again in a ranking per apparatus."""
    for field in event.fields:
        entries = make_entries(population, event, field)
        print_ranking(sheet, category_of(field), entries)
        if field.age_class in (*JUNIOR, *SENIOR):
            for apparatus in apparatus_of(field.programme, field.age_class, event.year):
                print_apparatus_ranking(sheet, category_of(field), "", apparatus, entries)


def print_absolute(population: Population, event: Event, sheet: Sheet) -> None:
    """All-around, its apparatus rankings as qualification, and next day the finals from zero."""
    (field,) = event.fields
    entries = make_entries(population, event, field)
    print_ranking(sheet, "Assoluti", entries)
    for apparatus in apparatus_of(field.programme, field.age_class, event.year):
        print_apparatus_ranking(sheet, "Assoluti", "qualification", apparatus, entries)
        best = by_apparatus(entries, apparatus)[:FINALISTS]
        finalists = [make_entry(population.random, event, each, (apparatus,)) for each, _ in best]
        print_apparatus_ranking(sheet, "Assoluti", "final", apparatus, finalists)


def category_of(field: Field) -> str:
    if field.programme != "gold":
        return f"{field.programme} {field.age_class}"
    names = {"A": "Allieve", "J": "Junior", "S": "Senior"}
    return f"{names[field.age_class[0]]} {field.age_class}"


def make_entries(population: Population, event: Event, field: Field) -> list[Entry]:
    """The field with its marks; some are absent, and now and then two share the second place."""
    random = population.random
    athletes = pick_field(
        population, field.programme, field.age_class, event.year, field.size, event.region
    )
    apparatus = apparatus_of(field.programme, field.age_class, event.year)
    entries = [make_entry(random, event, athlete, apparatus) for athlete in athletes]
    for entry in entries:
        draw_status(random, entry)
        if field.programme == "LE" and len(entry.marks) == len(apparatus):
            min(entry.marks, key=mark_points).is_counted = False
    if random.random() < TIE_SHARE:
        make_tie(entries)
    return entries


def make_entry(random: Random, event: Event, athlete: Athlete, apparatus: tuple[str, ...]) -> Entry:
    age = event.year - athlete.birth_year
    marks = [
        make_mark(random, athlete.programme, each, event.year, athlete.skill, age)
        for each in apparatus
    ]
    return Entry(athlete, marks)


def draw_status(random: Random, entry: Entry) -> None:
    draw = random.random()
    entry.status = next((status for share, status in STATUS_SHARES if draw < share), "")
    if entry.status == "DNS":
        entry.marks = []
    if entry.status == "withdrawn":
        entry.marks = entry.marks[:-1]


def make_tie(entries: list[Entry]) -> None:
    """Give the third the marks of the second: places 1, 2, 2, 4."""
    ranked = in_order([entry for entry in entries if not entry.status])
    if len(ranked) > 3:
        ranked[2].marks = ranked[1].marks


def mark_points(mark: Mark) -> int:
    return mark.points


def in_order(entries: list[Entry]) -> list[Entry]:
    """The printed order: by total, then those without a place."""
    return sorted(entries, key=lambda entry: (STATUS_ORDER.index(entry.status), -entry.total))


def print_ranking(sheet: Sheet, category: str, entries: list[Entry]) -> None:
    """Print the ranking of a category: totals with their routines, or the only apparatus."""
    apparatus = {mark.apparatus for entry in entries for mark in entry.marks}
    if len(apparatus) == 1:
        print_apparatus_ranking(sheet, category, "", apparatus.pop(), entries)
        return
    ranked = [entry for entry in entries if not entry.status]
    totals = sorted(entry.total for entry in ranked)
    heading = make_heading(sheet, category, "all-around", "", len(ranked))
    points = points_by_apparatus(ranked)
    for entry in cut(sheet, in_order(entries)):
        line = add_line(sheet, entry.athlete) | heading | {"status": entry.status}
        is_complete = entry.status in ("", "out of ranking")
        total = print_points(entry.total, sheet.comma) if is_complete else ""
        add_total(sheet, line, total, "" if entry.status else place_of(entry.total, totals))
        for mark in entry.marks:
            place = "" if entry.status else place_of(mark.points, points[mark.apparatus])
            add_mark(sheet, line, mark, place)


def points_by_apparatus(ranked: list[Entry]) -> dict[str, list[int]]:
    """The points of each apparatus, ascending."""
    points: dict[str, list[int]] = {}
    for entry in ranked:
        for mark in entry.marks:
            points.setdefault(mark.apparatus, []).append(mark.points)
    for each in points.values():
        each.sort()
    return points


def by_apparatus(entries: list[Entry], apparatus: str) -> list[tuple[Athlete, Mark]]:
    """The ranked gymnasts who performed on this apparatus, best first."""
    performed = [
        (entry.athlete, mark)
        for entry in entries
        if not entry.status
        for mark in entry.marks
        if mark.apparatus == apparatus
    ]
    return sorted(performed, key=lambda pair: -pair[1].points)


def print_apparatus_ranking(
    sheet: Sheet, category: str, round_: str, apparatus: str, entries: list[Entry]
) -> None:
    performed = by_apparatus(entries, apparatus)
    ascending = sorted(mark.points for _, mark in performed)
    heading = make_heading(sheet, category, "apparatus", round_, len(performed))
    for athlete, mark in performed[: TRUNCATED_AT if sheet.is_truncated else None]:
        line = add_line(sheet, athlete) | heading
        add_mark(sheet, line, mark, place_of(mark.points, ascending), is_counted="1")


def cut(sheet: Sheet, entries: list[Entry]) -> list[Entry]:
    """The first places only, on a sheet that prints no more."""
    if not sheet.is_truncated:
        return entries
    return [entry for entry in entries if not entry.status][:TRUNCATED_AT]


def make_heading(
    sheet: Sheet, category: str, kind: str, round_: str, field_size: int
) -> dict[str, str]:
    return {
        "category": category,
        "kind": kind,
        "round": round_,
        "is_complete": "0" if sheet.is_truncated else "1",
        "field_size": "" if sheet.is_truncated else str(field_size),
    }
