"""Measure the linking of names: `python -m bench.identity FILE ...` or `make bench-identity [FILE=...]`.

FILE is a CSV (or .csv.gz) of rows with event_id, start_date, discipline, category, name, number and club;
`number`, the answer key, is read only to score. A synthetic archive (a folder with answer_key.csv and
club_key.csv) is scored by its own keys. Each year of a FILE is linked alone, the last one is that to report,
and then all together.

The key has faults, so it is cleaned: rows without number, numbers of one digit repeated and numbers that
names unlike each other share are left out; two numbers of one full name that differ by one digit, one swap or
one missing digit are one.
"""

import argparse
import csv
import gzip
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path
from typing import Any, TypeVar

from rapidfuzz.distance import OSA

from ingest.build import Report, stage_documents
from ingest.clubs import Clubs
from ingest.decisions import load_decisions
from ingest.evidence import Form, Rarity, born_between, levels_of
from ingest.identity import Identity, Node
from ingest.join import join_headers
from ingest.linking import link_forms
from ingest.meeting import Meeting
from ingest.sandbox import Sandbox
from ingest.sources import load_sources
from ingest.stage import Stage
from ingest.text import fold, name_key

COLUMNS = ("event_id", "start_date", "discipline", "category", "name", "number", "club")
LIKE = 0.6  # of two names: less alike, and a number that both bear is nobody's
MIN_DIGITS = 4
WORST = 10
SEXES = ("WAG", "MAG")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Mention:
    """One gymnast in one category of one event, as printed. number: without its prefix, or ""."""

    event: str
    year: int
    discipline: str
    category: str
    name: str
    club: str
    number: str


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of mentions and whole clusters, found and true."""

    right: int
    found: int
    true: int
    clusters_right: int
    clusters_found: int
    clusters_true: int

    def __str__(self) -> str:
        pairs = _figures(self.right, self.found, self.true)
        clusters = _figures(self.clusters_right, self.clusters_found, self.clusters_true)
        return f"pairs {pairs}; clusters {clusters}"


def _figures(right: int, found: int, true: int) -> str:
    precision, recall = right / found if found else 1.0, right / true if true else 1.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"precision {precision:.4f} recall {recall:.4f} F1 {both:.4f}"


def read_mentions(path: Path) -> list[Mention]:
    """The mentions of a file, each once. Raises SystemExit on a file without the columns."""
    opened = gzip.open if path.suffix == ".gz" else open
    found: dict[Mention, None] = {}
    with opened(path, "rt", encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
        if missing:
            raise SystemExit(f"{path}: no column {', '.join(missing)}")
        for row in rows:
            year = re.search(r"(?:19|20)\d\d", row["start_date"])
            mention = Mention(
                row["event_id"], int(year[0]) if year else 0, row["discipline"], row["category"],
                row["name"], row["club"], _number(row["number"]),
            )  # fmt: skip
            found[mention] = None
    return list(found)


def _number(printed: str) -> str:
    """A number without the letters before its digits ("GS230268" is 230268), unless they tell it apart."""
    bare = re.sub(r"\W", "", printed).upper()
    return re.sub(r"^[A-Z]{2,3}(?=\d{4})", "", bare).lstrip("0")


def raw_key(mentions: Iterable[Mention]) -> dict[Mention, str]:
    return {mention: mention.number for mention in mentions if mention.number}


def clean_key(mentions: Sequence[Mention]) -> dict[Mention, str]:
    """Mention -> number, without the faults of the key (see above)."""
    names: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.number:
            names[mention.number].add(name_key(mention.name))
    sound = {
        number for number, spelt in names.items()
        if len(number) >= MIN_DIGITS and len({*number}) > 1
        and all(_are_alike(*pair) for pair in combinations(spelt, 2))
    }  # fmt: skip
    of_name: dict[str, set[str]] = defaultdict(set)
    for number in sorted(sound):
        for name in names[number]:
            of_name[name].add(number)
    same = {number: number for number in sound}
    for numbers in of_name.values():
        for one, other in combinations(sorted(numbers), 2):
            if OSA.distance(one, other) == 1:
                first, second = sorted((same[one], same[other]))
                same = {key: first if of == second else of for key, of in same.items()}
    return {mention: same[mention.number] for mention in mentions if mention.number in sound}


def _are_alike(one: str, other: str) -> bool:
    left, right = {*one.split()}, {*other.split()}
    return left <= right or right <= left or OSA.normalized_similarity(one, other) >= LIKE


def link_mentions(mentions: Sequence[Mention]) -> dict[Mention, int]:
    """Mention -> cluster, by the names, clubs, categories, years and events that are printed."""
    of_form: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in mentions:
        of_form[name_key(mention.name), mention.discipline, fold(mention.club)].append(mention)
    keys = sorted(of_form)
    events = [{mention.event for mention in of_form[key]} for key in keys]
    rankings = [{(m.event, m.category) for m in of_form[key]} for key in keys]
    forms = [_form(key, of_form[key]) for key in keys]
    rarity = Rarity(forms)
    of_name: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        of_name[key[0]].append(place)
    apart = {
        pair
        for places in of_name.values() for one, other in permutations(places, 2)
        if _are_two(forms[one], forms[other], rarity) and not events[one].isdisjoint(events[other])
        and rankings[one].isdisjoint(rankings[other])
        for pair in [(one, other)]
    }  # fmt: skip
    linked = link_forms(
        forms, apart, lambda one, other: Meeting(page=not events[one].isdisjoint(events[other]))
    )
    return {
        mention: cluster
        for cluster, places in enumerate(linked.clusters)
        for place in places for mention in of_form[keys[place]]
    }  # fmt: skip


def _are_two(one: Form, other: Form, rarity: Rarity) -> bool:
    """Whether one name in one event, in two categories with a level, is of two gymnasts: of two clubs that
    are not alike.
    """
    clubs = (one.club_id, other.club_id)
    return all(clubs) and not rarity.are_alike(*clubs) and bool(one.levels and other.levels)


def _form(key: tuple[str, ...], mentions: Sequence[Mention]) -> Form:
    years = [mention.year for mention in mentions]
    levels = frozenset[tuple[str, int]]().union(*(levels_of(m.category) for m in mentions))
    # Men and women are told apart as nations are: no gymnast is in both.
    sex = key[1] if key[1] in SEXES else ""
    born = born_between((mention.category, mention.year, mention.year) for mention in mentions)
    return Form(key[0], sex, None, key[2], "", len(mentions), min(years), max(years), levels, born)


def score(clusters: Mapping[Key, object], key: Mapping[Key, str]) -> Score:
    """Pairs: two mentions of one cluster, of one number. A cluster is right that holds all of one number and
    nothing else.
    """
    found = Counter(clusters[mention] for mention in key)
    true = Counter(key.values())
    both = Counter((clusters[mention], number) for mention, number in key.items())
    right = sum(
        count == found[cluster] == true[number] for (cluster, number), count in both.items()
    )
    return Score(_pairs(both), _pairs(found), _pairs(true), right, len(found), len(true))


def _pairs(counts: Counter[Any]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def worst(clusters: Mapping[Mention, int], key: Mapping[Mention, str]) -> list[str]:
    """The clusters with most false pairs, a line each, and the numbers with most missed ones; no names."""
    lines = []
    for kind, one, other in (
        ("false", clusters, key),
        ("missed", key, clusters),
    ):
        parts: dict[object, Counter[object]] = defaultdict(Counter)
        for mention in key:
            parts[one[mention]][other[mention]] += 1
        cost = {
            group: _pairs(Counter({0: sum(of.values())})) - _pairs(of)
            for group, of in parts.items()
        }
        for group in sorted(cost, key=lambda group: -cost[group])[:WORST]:
            if cost[group]:
                where = {mention for mention in key if one[mention] == group}
                lines.append(f"  {kind} {cost[group]:3}: {_describe(where, parts[group])}")
    return lines


def _describe(mentions: set[Mention], parts: Counter[object]) -> str:
    sizes = " + ".join(str(size) for _, size in parts.most_common())
    spelt = len({name_key(mention.name) for mention in mentions})
    clubs = len({fold(mention.club) for mention in mentions})
    levels = sorted({f"{kin} {n}" for m in mentions for kin, n in levels_of(m.category)})
    return f"{sizes} mentions, {spelt} spellings, {clubs} clubs, {', '.join(levels) or 'no level'}"


def measure_file(path: Path) -> None:
    mentions = read_mentions(path)
    years = sorted({mention.year for mention in mentions})
    for year in [*years, *(["all"] if len(years) > 1 else [])]:
        of_year = [mention for mention in mentions if year in (mention.year, "all")]
        clean = clean_key(of_year)
        began = time.perf_counter()
        clusters = link_mentions(of_year)
        seconds = time.perf_counter() - began
        print(f"{path.name} {year}: {len(of_year):,} mentions linked in {seconds:.1f} s")
        for name, key in (("raw key", raw_key(of_year)), ("cleaned key", clean)):
            print(f"  {name}, {len(key):,} mentions: {score(clusters, key)}")
        if year == years[-1]:
            print("\n".join(worst(clusters, clean)))


def measure_archive(folder: Path) -> None:
    """Link the mentions of a synthetic archive as a build does, and score them by its key."""
    with open(folder / "answer_key.csv", encoding="utf-8", newline="") as file:
        people = {
            (row["document_id"], row["record"]): row["person"] for row in csv.DictReader(file)
        }
    with tempfile.TemporaryDirectory() as out:
        stage = Stage(Path(out) / "stage")
        decisions = load_decisions([folder])
        with Sandbox(load_sources()) as sandbox:
            stage_documents([folder], stage, sandbox, decisions, Report(Path(out)))
        began = time.perf_counter()
        clubs = Clubs(stage, decisions)
        clubs_seconds = time.perf_counter() - began
        began = time.perf_counter()
        competitions = join_headers(stage.headers(), stage.scores)
        stage.set_meetings(
            (one.longest("city"), (key for key, _ in one.headers)) for one in competitions
        )
        identity = Identity(stage, decisions)
        seconds = time.perf_counter() - began
        rows = stage.connection.execute(
            "select distinct document_id, record, name_key, nation, birth_year, club_id, licence, carved"
            " from mention"
        )
        clusters: dict[Hashable, str] = {}
        key: dict[Hashable, str] = {}
        for document_id, record, *node in rows:
            person = people.get((document_id, re.sub(r"\.\d+", "", record)))
            if person:
                mention = (document_id, record, node[0])
                clusters[mention], key[mention] = identity.athlete_ids[Node(*node)], person
        stage.close()
    print(f"{folder.name}: {len(key):,} mentions linked in {seconds:.1f} s")
    print(f"  {score(clusters, key)}; {len(identity.doubts)} open pairs")
    measure_clubs(folder, clubs, clubs_seconds)


def measure_clubs(folder: Path, clubs: Clubs, seconds: float) -> None:
    """Score the printed names of clubs, each once, by club_key.csv, if the archive has one."""
    if not (folder / "club_key.csv").exists():
        return
    with open(folder / "club_key.csv", encoding="utf-8", newline="") as file:
        key = {(row["name_printed"], row["club"]): row["club"] for row in csv.DictReader(file)}
    print(f"{folder.name}: {len(key):,} names of clubs linked in {seconds:.1f} s")
    linked = {pair: clubs.club_id(pair[0]) for pair in key}
    print(f"  {score(linked, key)}; {len(clubs.doubts)} open pairs")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.identity", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    for path in parser.parse_args(arguments).paths:
        if path.is_dir():
            measure_archive(path)
        else:
            measure_file(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
