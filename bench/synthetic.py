"""Write a synthetic archive: `python -m bench.synthetic --out DIR --size small|medium|large`.

Seeded: the same size, number of routines and seed give the same bytes. In memory are one document
and the gymnasts who still compete. Who stands on each printed line is written to answer_key.csv
beside the documents (document_id, record, person), never into them; which club each printed name means, by
its code, to club_key.csv.
"""

import argparse
import csv
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from bench.events import Event
from bench.meets import print_absolute, print_gold_final, print_individual
from bench.names import make_town
from bench.people import Population, begin_season, make_population
from bench.plan import ROUTINES, SEASONS, plan_season, scale_for
from bench.sheet import Sheet, begin_sheet, to_csv
from bench.teams import League, print_groups, print_series
from ingest.archive import add_document
from ingest.sources.pedana_synthetic_csv import SOURCE
from ingest.text import slug

ORGANISER = "Federazione Sintetica"
KEY_COLUMNS = ("document_id", "record", "person")
CLUB_COLUMNS = ("name_printed", "club")
TWO_DAYS = ("absolute", "gold final")


@dataclass(slots=True)
class Counts:
    """What was written. A routine printed in two rankings counts once."""

    documents: int = 0
    routines: int = 0
    people: int = 0


def write_archive(out: Path, size: str, seed: int = 1, routines: int | None = None) -> Counts:
    """Write documents/, an empty decisions/, club_key.csv and answer_key.csv to a folder that has none."""
    key_path = out / "answer_key.csv"
    if key_path.exists() or (out / "documents").exists():
        raise SystemExit(f"{out} already holds an archive")
    (out / "decisions").mkdir(parents=True, exist_ok=True)
    beside = out / f".answer_key.{os.getpid()}"
    counts, clubs = Counts(), set[tuple[str, str]]()
    with beside.open("w", encoding="utf-8", newline="") as file:
        key = csv.writer(file, lineterminator="\n")
        key.writerow(KEY_COLUMNS)
        for event, sheet in make_sheets(size, seed, routines):
            document_id = add_sheet(out, event, sheet)
            key.writerows((document_id, line, f"p{person:06d}") for line, person in sheet.people)
            clubs.update((name, code) for code, name in sheet.club_names.items())
            counts.people = max(counts.people, *(person for _, person in sheet.people), 0)
            counts.documents += 1
            counts.routines += count_routines(sheet)
    write_club_key(out / "club_key.csv", clubs)
    beside.rename(key_path)
    return counts


def write_club_key(path: Path, clubs: Iterable[tuple[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        key = csv.writer(file, lineterminator="\n")
        key.writerow(CLUB_COLUMNS)
        key.writerows(sorted(clubs))


def make_sheets(size: str, seed: int, routines: int | None) -> Iterator[tuple[Event, Sheet]]:
    """Every competition of every season in the order they are held, each as a printed sheet."""
    scale = scale_for(size, routines)
    random = Random(seed)
    population = make_population(random, scale.regions, scale.clubs_per_region)
    league = League()
    for year in SEASONS:
        begin_season(population, year)
        for event in plan_season(scale, year):
            sheet = begin_sheet(random, shared_cells(event, seed), event.prints_first_places_only)
            print_event(population, event, sheet, league)
            yield event, sheet


def print_event(population: Population, event: Event, sheet: Sheet, league: League) -> None:
    if event.layout == "series":
        print_series(population, event, sheet, league)
    elif event.layout == "groups":
        print_groups(population, event, sheet)
    elif event.layout == "absolute":
        print_absolute(population, event, sheet)
    elif event.layout == "gold final":
        print_gold_final(population, event, sheet)
    else:
        print_individual(population, event, sheet)


def shared_cells(event: Event, seed: int) -> dict[str, str]:
    """What every row of the document repeats; documents of one competition have one place."""
    town = make_town(Random(f"{seed} {event.competition} {event.zone} {event.stage}"))
    last_day = event.day + timedelta(days=1)
    return {
        "competition": event.competition,
        "title": event.title,
        "organiser": ORGANISER,
        "stage": event.stage,
        "phase": event.phase,
        "zone": event.zone,
        "date": event.day.isoformat(),
        "date_end": last_day.isoformat() if event.layout in TWO_DAYS else "",
        "place": town,
        "is_loan": "0",
        "is_complete": "1",
        "is_counted": "1",
    }


def add_sheet(out: Path, event: Event, sheet: Sheet) -> str:
    name = f"{event.day}__{slug(event.title)}.csv"
    document, _ = add_document(
        out,
        to_csv(sheet.rows),
        source=SOURCE.key,
        name=name,
        address=f"{SOURCE.home_url}{event.year}/{name}",
        fetched_at=f"{event.day}T20:00:00Z",
    )
    return document.document_id


def count_routines(sheet: Sheet) -> int:
    """The routines performed: an apparatus ranking repeats what the all-around prints."""
    return len(
        {
            (
                row["competitor"],
                row["club"],
                row["apparatus"],
                row["round"] == "final",
                row["category"],
            )
            for row in sheet.rows
            if row.get("apparatus")
        }
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.synthetic", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the new archive")
    parser.add_argument("--size", choices=ROUTINES, default="small")
    parser.add_argument("--routines", type=int, help="about how many, instead of those of a size")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    counts = write_archive(arguments.out, arguments.size, arguments.seed, arguments.routines)
    print(
        f"{arguments.out}: {counts.documents} documents, {counts.routines} routines,"
        f" {counts.people} gymnasts"
    )


if __name__ == "__main__":
    main()
