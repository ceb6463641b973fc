"""The synthetic archive: the same bytes for the same seed, and every shape that pages must show."""

import csv
import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

import bench.__main__
from bench.people import AGES, make_population, pick_field
from bench.plan import MAX_FIELD, SEASONS, plan_season, scale_for
from bench.synthetic import write_archive
from ingest.archive import Document, add_document, list_documents
from ingest.reading import RawRow, ReadingError
from ingest.sources import load_sources
from ingest.sources.pedana_synthetic_csv import parse

ROOT = Path(__file__).parent.parent
Ranking = tuple[str, ...]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("synthetic") / "archive"
    write_archive(out, "small")
    return out


@pytest.fixture(scope="module")
def sheets(archive: Path) -> list[tuple[Document, list[RawRow]]]:
    return [(document, list(parse(document))) for document in list_documents(archive)]


@pytest.fixture(scope="module")
def rows(sheets: list[tuple[Document, list[RawRow]]]) -> list[RawRow]:
    return [row for _, sheet in sheets for row in sheet]


@pytest.fixture(scope="module")
def rankings(sheets: list[tuple[Document, list[RawRow]]]) -> dict[Ranking, list[RawRow]]:
    """The rows of each printed ranking: its results, without the routines of an all-around or team."""
    found: dict[Ranking, list[RawRow]] = defaultdict(list)
    for document, sheet in sheets:
        for row in sheet:
            alone = row.kind == "apparatus" or row.category == "Insieme Allieve"
            if alone or not row.apparatus:
                apparatus = row.apparatus if alone else ""
                found[document.sha256, row.category, row.kind, row.round, apparatus].append(row)
    return found


@pytest.fixture(scope="module")
def people(archive: Path) -> dict[tuple[str, str], str]:
    with (archive / "answer_key.csv").open(encoding="utf-8", newline="") as file:
        return {(row["document_id"], row["record"]): row["person"] for row in csv.DictReader(file)}


def points_of(row: RawRow) -> Decimal:
    return Decimal(row.points.replace(",", "."))


def files_of(archive: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(archive)): path.read_bytes()
        for path in archive.rglob("*")
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    write_archive(tmp_path / "again", "small")
    write_archive(tmp_path / "other", "small", seed=2)
    assert files_of(tmp_path / "again") == files_of(archive)
    assert files_of(tmp_path / "other").keys() != files_of(archive).keys()


def test_small_is_small_and_covers_every_season(
    sheets: list[tuple[Document, list[RawRow]]], rows: list[RawRow]
) -> None:
    assert 35 <= len(sheets) <= 50
    assert 5_000 <= sum(1 for row in rows if row.apparatus) <= 9_000
    assert {int(row.date[:4]) for row in rows} == set(SEASONS)


def test_an_archive_is_not_written_over(archive: Path) -> None:
    with pytest.raises(SystemExit, match="already holds an archive"):
        write_archive(archive, "small")


def test_everything_says_that_it_is_synthetic(
    sheets: list[tuple[Document, list[RawRow]]], archive: Path
) -> None:
    for document, sheet in sheets:
        assert document.address.startswith("https://sintetico.example/")
        assert all(re.search(r"Sintetic[oa]", row.competition) for row in sheet)
    assert list((archive / "decisions").iterdir()) == []


def test_totals_are_the_sum_of_the_counted_routines(
    sheets: list[tuple[Document, list[RawRow]]],
) -> None:
    checked = 0
    for _, sheet in sheets:
        totals: dict[tuple[str, str], Decimal] = {}
        sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for row in sheet:
            if row.kind == "special points" or row.kind == "apparatus" or not row.points:
                continue
            team = row.team or row.competitor
            key = (row.category, team) if row.kind == "team" else (row.record, "")
            if row.apparatus:
                sums[key] += points_of(row) if row.is_counted else 0
            else:
                totals[key] = points_of(row)
        for key, total in totals.items():
            assert sums[key] == total
            checked += 1
    assert checked > 2_000


def test_components_add_up_to_the_points(rows: list[RawRow]) -> None:
    checked = 0
    for row in rows:
        if row.components:
            parts = [(code, Decimal(text.replace(",", "."))) for code, text in row.components]
            assert sum(-p if code == "PEN" else p for code, p in parts) == points_of(row)
            checked += 1
    assert checked > 1_000


def test_components_change_with_the_scoring_code(rows: list[RawRow]) -> None:
    codes = defaultdict(set)
    for row in rows:
        if row.components:
            codes[row.date[:4]].add(tuple(code for code, _ in row.components))
    assert codes["2012"] == {("D", "A", "E", "PEN")}
    assert codes["2016"] == codes["2021"] == {("D", "E", "PEN")}
    assert codes["2022"] == codes["2025"] == {("DB", "DA", "A", "E", "PEN")}
    assert not any(row.components for row in rows if "Silver" in row.competition)


def test_places_follow_the_points_and_ties_share_them(
    rankings: dict[Ranking, list[RawRow]],
) -> None:
    tied = 0
    for ranking in rankings.values():
        ranked = [row for row in ranking if not row.status]
        points = [points_of(row) for row in ranked]
        for row in ranked:
            better = sum(1 for other in points if other > points_of(row))
            assert row.rank == str(better + 1)
        tied += [row.rank for row in ranked[:4]] == ["1", "2", "2", "4"]
    assert tied >= 1


def test_complete_rankings_print_the_size_of_their_field(
    rankings: dict[Ranking, list[RawRow]],
) -> None:
    partial = 0
    for ranking in rankings.values():
        ranked = [row for row in ranking if not row.status]
        if ranking[0].is_complete:
            assert {row.field_size for row in ranking} == {str(len(ranked))}
        else:
            assert {row.field_size for row in ranking} == {""}
            partial += 1
    assert 0 < partial < len(rankings) / 4
    assert max(len(ranking) for ranking in rankings.values()) > 150


def test_those_without_a_place_are_there(rows: list[RawRow]) -> None:
    statuses = Counter(row.status for row in rows)
    assert statuses.keys() == {"", "out of ranking", "DNS", "withdrawn"}
    for row in rows:
        if row.status:
            assert not row.rank
        if row.status == "DNS":
            assert not row.points
        if row.status == "withdrawn":
            assert bool(row.points) == bool(row.apparatus)


def test_a_performance_is_printed_in_two_rankings_and_finals_start_from_zero(
    rows: list[RawRow],
) -> None:
    absolute = [row for row in rows if "Assoluto" in row.competition and row.date[:4] == "2022"]
    marks: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for row in absolute:
        if row.apparatus:
            marks[row.kind + row.round][row.competitor, row.apparatus] = row.points
    assert marks["apparatusqualification"].items() <= marks["all-around"].items()
    assert len(marks["apparatusqualification"]) > 30
    final = marks["apparatusfinal"]
    assert len(final) == 32
    assert final.keys() <= marks["all-around"].keys()
    assert sum(final[key] == marks["all-around"][key] for key in final) < 5


def test_gold_finals_print_apparatus_rankings_of_the_same_routines(rows: list[RawRow]) -> None:
    gold = [row for row in rows if "Gold 2022" in row.competition and row.phase == "nazionale"]
    again = {(row.competitor, row.apparatus, row.points) for row in gold if row.kind == "apparatus"}
    once = {(row.competitor, row.apparatus, row.points) for row in gold if row.kind == "all-around"}
    assert again and again <= once


def test_teams_have_loans_and_special_points(rows: list[RawRow]) -> None:
    team = [row for row in rows if row.kind == "team" and row.competitor_kind == "athlete"]
    loans = [row for row in team if row.is_loan]
    assert loans and all(row.club != row.team for row in loans)
    assert all(row.club == row.team for row in team if not row.is_loan)
    special = [row for row in rows if row.kind == "special points"]
    assert special and {row.round for row in special} == {"standing"}


def test_groups_have_apparatus_of_their_own(rows: list[RawRow]) -> None:
    groups = [row for row in rows if row.kind == "group"]
    assert {row.apparatus for row in groups} == {"", "5 cerchi", "3 nastri 2 palle"}
    assert all(row.competitor_kind == "group" and row.squad for row in groups)


def test_the_best_two_of_three_count_in_le(rows: list[RawRow]) -> None:
    uncounted = [row for row in rows if not row.is_counted]
    assert uncounted and {row.category for row in uncounted} == {"LE Open"}


def test_names_differ_in_print_and_homonyms_exist(
    sheets: list[tuple[Document, list[RawRow]]], people: dict[tuple[str, str], str]
) -> None:
    forms: dict[str, set[str]] = defaultdict(set)
    clubs: dict[str, set[str]] = defaultdict(set)
    named = 0
    for document, sheet in sheets:
        for row in sheet:
            if row.competitor_kind == "athlete":
                person = people[document.document_id, row.record]
                forms[person].add(row.competitor.casefold())
                clubs[" ".join(sorted(row.competitor.casefold().split()))].add(person)
                named += 1
    assert named > 5_000
    words = {person: {tuple(sorted(form.split())) for form in forms[person]} for person in forms}
    assert any(len(forms[person]) > len(words[person]) for person in forms), "no swapped order"
    assert any(len(words[person]) > 1 for person in forms), "no misprint"
    assert any(len(persons) > 1 for persons in clubs.values()), "no homonyms"


def test_careers_are_skewed(
    sheets: list[tuple[Document, list[RawRow]]], people: dict[tuple[str, str], str]
) -> None:
    seasons: dict[str, set[str]] = defaultdict(set)
    for document, sheet in sheets:
        for row in sheet:
            if row.competitor_kind == "athlete":
                seasons[people[document.document_id, row.record]].add(row.date[:4])
    lengths = sorted(len(each) for each in seasons.values())
    assert lengths[len(lengths) // 2] == 1
    assert lengths[-1] >= 8


def test_a_field_has_the_size_and_the_ages_asked_for() -> None:
    population = make_population(Random(3), regions=2, clubs_per_region=5)
    field = pick_field(population, "LB", "A3", 2019, size=40, region=None)
    assert len({athlete.person for athlete in field}) == 40
    again = pick_field(population, "LB", "A3", 2019, size=10, region=1)
    assert len(again) == 10 and {athlete.club.region for athlete in again} == {1}
    low, high = AGES["A3"]
    assert all(low <= 2019 - athlete.birth_year <= high for athlete in field + again)


def test_two_million_routines_are_planned_with_fields_of_300() -> None:
    scale = scale_for("large", 2_000_000)
    events = list(plan_season(scale, 2019))
    assert 150 < len(events) < 300
    assert max(field.size for event in events for field in event.fields) == MAX_FIELD
    assert [event.day for event in events] == sorted(event.day for event in events)


@pytest.mark.parametrize(
    ("found", "written", "message"),
    [
        ("all-around", "concorso", "row 1: kind is 'concorso'"),
        (",DNS,", ",assente,", "row 4: status is 'assente'"),
        ("DB=6,200", "DX=6,200", "row 2: component is 'DX'"),
        ('"41,250"', '"41,25o"', "row 1: not a number: '41,25o'"),
        ("0,1,1\n1,", "0,si,1\n1,", "row 1: is_complete is 'si'"),
        ("\n1,", "\nx,", "row 1: line is 'x'"),
        ("squad", "squadra", "line 1: the columns are"),
    ],
)
def test_what_is_not_understood_stops_the_document(
    found: str, written: str, message: str, tmp_path: Path
) -> None:
    example = ROOT / "tests/examples/pedana_synthetic_csv/trofeo_sintetico.csv"
    text = example.read_text(encoding="utf-8")
    assert found in text
    document = archived_text(text.replace(found, written, 1), tmp_path)
    with pytest.raises(ReadingError) as stopped:
        list(parse(document))
    assert str(stopped.value).startswith(message)


def archived_text(text: str, archive: Path) -> Document:
    document, _ = add_document(
        archive,
        text.encode(),
        source="pedana_synthetic_csv",
        name="trofeo.csv",
        address="",
        fetched_at="2025-01-01T00:00:00Z",
    )
    return document


def test_the_measurements_cover_the_build_and_every_reader(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(bench.__main__, "LEAST_SECONDS", 0.001)
    figures = bench.__main__.measure_build(archive, tmp_path / "release")
    figures += bench.__main__.measure_readers(archive, tmp_path / "examples")
    bench.__main__.print_table(figures)
    printed = capsys.readouterr().out
    assert (tmp_path / "release" / "pedana.db").exists()
    assert len(printed.splitlines()) == len(figures)
    for key in load_sources():
        assert re.search(rf"read: {key} +[1-9][\d,]* rows/s", printed)
