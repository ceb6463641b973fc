"""scoreholder_json on two real events, and what makes it stop.

No name of the real documents appears here: rows are compared with the documents by position.
"""

import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.archive import Document, add_document
from ingest.build import build_release
from ingest.decisions import Decisions
from ingest.normalise import normalise
from ingest.reading import RawRow, ReadingError
from ingest.sources.scoreholder_json import parse
from tests.damage import damage

EXAMPLES = Path(__file__).parent / "examples" / "scoreholder_json"
REAL = {
    "scoreholder_2022_hbpb_open.json": {
        "scores": 276, "started": 262, "points": "3119.35",
        "totals": 64, "total points": "3058.25", "teams": 11, "team points": "1654.25",
        "people": 58, "team routines": 132,
    },
    "scoreholder_2023_hamilton.json": {
        "scores": 608, "started": 589, "points": "6632.204",
        "totals": 128, "total points": "6518.057", "teams": 19, "team points": "2883.605",
        "people": 102, "team routines": 254,
    },
}  # fmt: skip


def document_of(content: bytes, archive: Path) -> Document:
    document, _ = add_document(
        archive,
        content,
        source="scoreholder_json",
        name="gara.json",
        address="",
        fetched_at="2025-01-01T00:00:00Z",
    )
    return document


def read(value: object, archive: Path) -> list[RawRow]:
    return list(parse(document_of(json.dumps(value).encode(), archive)))


def example(year: int) -> dict:
    return json.loads((EXAMPLES / f"gara_inventata_{year}.json").read_text(encoding="utf-8"))


def put(value: object, path: str, new: object) -> None:
    """Set "rounds.0.name" of a document; what is not there yet is added."""
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for key in parents:
        value = value[key]
    value[last] = new


@pytest.fixture(params=REAL)
def real(request: pytest.FixtureRequest, shared_real: Path) -> tuple[bytes, dict]:
    return (shared_real / "scoreholder" / request.param).read_bytes(), REAL[request.param]


# The real events


def test_every_score_row_is_read_as_printed(real: tuple, tmp_path: Path) -> None:
    content, count = real
    rows = [row for row in parse(document_of(content, tmp_path)) if row.kind != "team"]
    scores = json.loads(content, parse_float=str, parse_int=str)["scores"]
    read_rows = {row.record: row for row in rows if row.record.startswith("1.")}
    assert len(scores) == len(read_rows) == count["scores"]
    for number, score in enumerate(scores, 1):
        mark, row = score["history"][-1], read_rows[f"1.{number}"]
        keys = {"D": "difficultyScore", "E": "executionScore", "PEN": "neutralDeductions"}
        printed = {code: mark[key] for code, key in keys.items() if key in mark}
        assert dict(row.components) == printed
        assert row.points == mark.get("finalScore", "")
        assert row.status == ("" if "finalScore" in mark else "DNS")
        assert row.apparatus == score["apparatus"]
        assert row.note == ""  # parts add up, juries agree, results print the same


def test_totals_and_places_are_those_printed(real: tuple, tmp_path: Path) -> None:
    content, count = real
    rows = list(parse(document_of(content, tmp_path)))
    printed = json.loads(content, parse_float=str, parse_int=str)
    totals = {row.record: row for row in rows if row.kind == "all-around" and not row.apparatus}
    assert len([row for row in totals.values() if row.points]) == count["totals"]
    assert sum(Decimal(row.points or 0) for row in totals.values()) == Decimal(
        count["total points"]
    )
    for round_at, round_ in enumerate(printed["rounds"], 1):
        for entry_at, entry in enumerate(round_["competitors"], 1):
            if round_["events"]["allAround"]["isOccuring"]:
                total, row = entry["results"]["allAround"], totals[f"2.{round_at}.{entry_at}"]
                assert row.points + row.status == total["totalScore"]
                assert row.rank == total["ranks"][0].get("rank", "")


def test_places_on_the_apparatus_are_those_printed(real: tuple, tmp_path: Path) -> None:
    content, _ = real
    rows = {row.record: row for row in parse(document_of(content, tmp_path)) if row.kind != "team"}
    printed = json.loads(content, parse_float=str, parse_int=str)
    record = {score["_id"]: f"1.{at}" for at, score in enumerate(printed["scores"], 1)}
    apparatus = {score["_id"]: score["apparatus"] for score in printed["scores"]}
    checked = 0
    for round_ in printed["rounds"]:
        for entry in round_["competitors"]:
            marks = {mark["code"]: mark for mark in entry["results"]["apparatus"]}
            for score_id in entry["results"]["scores"]:
                place = marks[apparatus[score_id]]["ranks"][0].get("rank", "")
                assert rows[record[score_id]].rank == place
                checked += 1
    assert checked == len(record)


def test_the_real_events_are_loaded_whole(real: tuple, tmp_path: Path) -> None:
    content, count = real
    document_of(content, tmp_path / "archive")
    report = build_release([tmp_path / "archive"], tmp_path / "release")
    assert report.failures == [] and report.findings == []
    connection = sqlite3.connect(report.database)

    def ask(statement: str) -> tuple:
        return connection.execute(statement).fetchone()

    assert ask("select count(*) from competition") == (1,)
    assert ask("select count(*), round(sum(points), 3) from routine") == (
        count["started"],
        float(count["points"]),
    )
    kind = "from result join ranking using (ranking_id) where kind = "
    for word, name in (("all-around", "total"), ("team", "team")):
        assert ask(f"select count(total), round(sum(total), 3) {kind} '{word}'") == (
            count[f"{name}s"],
            float(count[f"{name} points"]),
        )
    assert ask("select count(*) from athlete") == (count["people"],)
    assert ask("""
        select count(*) from result_routine
        join result using (result_id) where team_id is not null and is_counted = 1
    """) == (count["team routines"],)
    assert ask("select count(*) from row_outcome") == (0,)
    # each team total is the sum of the routines that count for it
    assert ask("""
        select count(*) from (
            select result.total, sum(routine.points) as parts
            from result
            join result_routine using (result_id)
            join routine using (routine_id)
            where result.team_id is not null
            group by result.result_id
        ) where abs(total - parts) > 0.0005
    """) == (0,)
    connection.close()


def test_the_number_of_a_licence_is_evidence_and_never_loaded(real: tuple, tmp_path: Path) -> None:
    content, _ = real
    numbers = {person["number"] for person in json.loads(content)["competitors"]}
    assert len(numbers) > 50
    document = document_of(content, tmp_path / "archive")
    for row in parse(document):
        texts = [
            getattr(row, name) for name in RawRow.__slots__ if name not in ("components", "licence")
        ]
        assert not numbers.intersection(map(str, texts))
    assert {row.licence for row in parse(document)} & numbers
    build_release([tmp_path / "archive"], tmp_path / "release")
    with closing(sqlite3.connect(tmp_path / "release" / "pedana.db")) as connection:
        loaded = {text for line in connection.iterdump() for text in re.findall(r"\w+", line)}
    assert len(loaded) > 1000
    assert not {number for number in numbers if len(number) > 5} & loaded


# The invented events: one routine of several results


@pytest.fixture
def built(tmp_path: Path) -> sqlite3.Connection:
    for year in (2022, 2023):
        path = EXAMPLES / f"gara_inventata_{year}.json"
        document_of(path.read_bytes(), tmp_path / "archive")
    report = build_release([tmp_path / "archive"], tmp_path / "release")
    assert report.failures == []
    return sqlite3.connect(report.database)


def results_of(connection: sqlite3.Connection, name: str, apparatus: str, attempt: int) -> list:
    return connection.execute(
        """
        select ranking.name, result.total, result.rank_printed
        from routine
        join athlete using (athlete_id)
        join result_routine using (routine_id)
        join result using (result_id)
        join ranking using (ranking_id)
        where athlete.name = ? and routine.apparatus_id = ? and attempt = ?
        order by ranking.name
        """,
        (name, apparatus, attempt),
    ).fetchall()


def test_a_score_is_one_routine_of_three_rankings(built: sqlite3.Connection) -> None:
    assert results_of(built, "Alfa Inventata", "VT", 1) == [
        ("Step 4 Overs: concorso generale", 25.85, "1"),
        ("Step 4 Overs: volteggio", 13.2, "1"),
        ("Step 4: squadre", 25.85, "1"),
    ]
    assert results_of(built, "Alfa Inventata", "VT", 2) == [
        ("Step 4 Overs, Apparatus: volteggio", 12.9, "1")
    ]
    assert results_of(built, "Beta Inventata", "FX", 1) == [
        ("Step 4 Overs: concorso generale", 25.2, "2"),
        ("Step 4 Overs: corpo libero", 12.0, "2"),
    ]
    members = "select count(*) from team_member join team using (team_id) where name = 'Finta 1'"
    assert built.execute(members).fetchone() == (2,)


def test_two_vaults_are_two_routines_of_one_result(built: sqlite3.Connection) -> None:
    for attempt in (1, 2):
        assert results_of(built, "Epsilon Inventata", "VT", attempt) == [
            ("WAG Open: concorso generale", 24.675, "1"),
            ("WAG Open: volteggio", 13.175, "1"),
        ]


# Revisions, juries, statuses


def test_the_last_revision_counts_in_whatever_order(tmp_path: Path) -> None:
    event = example(2022)
    event["scores"][0]["history"].reverse()
    row = read(event, tmp_path)[0]
    assert (row.points, row.note) == ("13.2", "punteggio corretto: prima 12.3")


def test_a_revision_that_was_not_started_before(tmp_path: Path) -> None:
    event = example(2022)
    event["scores"][0]["history"][0] = {"revision": 1, "didNotStart": True}
    assert read(event, tmp_path)[0].note == "punteggio corretto: prima DNS"


def test_a_jury_mark_that_is_not_retained_does_not_count(tmp_path: Path) -> None:
    event = example(2022)
    judges = event["scores"][1]["history"][0]["executionJuryScores"]
    judges.append({"index": 3, "score": 9.5, "isRetained": False})
    assert read(event, tmp_path)[1].note == ""
    judges[-1]["isRetained"] = True
    assert read(event, tmp_path / "other")[1].note == "media dei giudici di esecuzione 8.600"


def test_results_that_print_another_mark_are_noted(tmp_path: Path) -> None:
    event = example(2022)
    put(event, "rounds.0.competitors.0.results.apparatus.0.score", 13.1)
    assert read(event, tmp_path)[0].note.endswith("; nei risultati 13.1")


@pytest.mark.parametrize(
    ("path", "new", "message"),
    [
        ("rounds.0.competitors.0.results.scores", [], "the mark 13.2 without a score"),
        (
            "rounds.0.competitors.0.results.apparatus.0.code",
            "UB",
            "UB: the mark 13.2 without a score",
        ),
    ],
)
def test_a_mark_of_the_results_whose_score_is_not_there_stops_the_document(
    path: str, new: object, message: str, tmp_path: Path
) -> None:
    event = example(2022)
    put(event, path, new)
    with pytest.raises(ReadingError, match=message):
        read(event, tmp_path)


def test_a_status_on_an_apparatus_without_a_score_is_a_row(tmp_path: Path) -> None:
    event = example(2022)
    round_ = event["rounds"][1]
    round_["events"]["apparatus"].append({"code": "UB", "isOccuring": True})
    round_["competitors"][0]["results"]["apparatus"].append(
        {"code": "UB", "score": "DNS", "ranks": [{}]}
    )
    rows = [row for row in read(event, tmp_path) if row.apparatus == "UB"]
    assert [(row.record, row.status) for row in rows] == [("3.2.1.2", "DNS")]


def test_days_may_be_printed_with_midnight(tmp_path: Path) -> None:
    event = example(2022)
    put(event, "event.startDate", "2022-05-07T00:00:00.000Z")
    assert read(event, tmp_path)[0].date == "2022-05-07"


def test_a_competitor_without_any_mark_gives_no_row(tmp_path: Path) -> None:
    event = example(2022)
    known = Counter(row.record for row in read(event, tmp_path / "known"))
    results = {"scores": [], "allAround": {"apparatusScores": [], "ranks": [{}]}}
    event["rounds"][1]["competitors"].append({"id": f"{0xC2:024x}", "results": results})
    assert Counter(row.record for row in read(event, tmp_path)) == known


# What may grow, and what may not


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("venue", {"name": "PalaFinto", "seats": 300}),
        ("event.currency", "NZD"),
        ("event.logo", {"s3Key": "finto.png", "size": 20599}),
        ("sessions.0.startsAt", "2022-05-07T08:00:00Z"),
        ("rounds.0.color", "#ff0000"),
        ("rounds.0.order", 3),
        ("rounds.0.ensembles", []),
        ("rounds.0.competitors.0.results.divisionRankings", []),
        ("rounds.0.competitors.0.results.apparatus.0.ranks.0.resultTag", None),
        ("rounds.0.competitors.0.startOrder", 12),
        ("rounds.0.teams.1.color", None),
        ("competitors.0.pronouns", ""),
        ("organizations.0.region", {"name": "Finta"}),
        ("certificateTemplates", {"TEAM": {"default": "abc"}}),
    ],
)
def test_a_new_key_that_bears_no_mark_stops_nothing(path: str, new: object, tmp_path: Path) -> None:
    event = example(2022)
    known = read(event, tmp_path / "known")
    put(event, path, new)
    assert read(event, tmp_path) == known


@pytest.mark.parametrize(
    ("path", "new", "message"),
    [
        ("performanceScores", [], "document: Scoreholder's schema with performanceScores"),
        ("scope", "ADMIN", "document: scope is 'ADMIN'"),
        ("sport", "TRAMPOLINE", "document: sport is 'TRAMPOLINE'"),
        ("groupScores", [{"total": 30.5}], "unknown keys that bear marks: groupScores"),
        ("event.startDate", "May", "event: not a day at midnight UTC: 'May'"),
        ("rounds.0.discipline", "RG", "round 1: discipline is 'RG', expected 'WAG' or 'MAG'"),
        ("rounds.0.ensembles", [{"results": {"score": 20}}], "round 1: unknown keys that bear"),
        ("rounds.0.competitors.0.penalty", 0.3, "round 1 competitor 1: unknown keys that bear"),
        ("rounds.0.competitors.0.division", "zzz", "record 1.1: division is 'zzz'"),
        ("rounds.0.competitors.0.id", "zzz", "round 1 competitor 1: competitor 'zzz' is not in"),
        ("rounds.0.competitors.0.results.bonus", 1, "round 1 competitor 1: unknown or missing keys"),
        ("rounds.0.competitors.0.results.allAround.totalScore", "TBC", "totalScore is 'TBC'"),
        ("rounds.0.competitors.0.results.allAround.ranks", [{"rank": 1}] * 2, "2 places beside"),
        ("rounds.0.competitors.0.results.allAround.ranks.0.tag", "x", "unknown or missing keys: tag"),
        ("rounds.0.competitors.0.results.apparatus.0.ranks.0.rank", 1.5, "not a place"),
        ("rounds.0.competitors.0.results.scores.0", "zzz", "score 'zzz' is not in the document"),
        ("rounds.0.competitors.0.passes.0.processed.0.index", 2, "VT, pass 2: a mark without"),
        ("rounds.0.events.allAround.isOccuring", "no", "round 1 events: isOccuring is 'no'"),
        ("scores.0.round", "zzz", "record 1.1: round 'zzz' is not in the document"),
        ("scores.0.discipline", "MAG", "record 1.1: discipline is 'MAG', expected 'WAG'"),
        ("scores.0.apparatus", "XX", "VT, pass 1: a mark without a score"),
        ("scores.0.startValue", 10, "record 1.1: unknown or missing keys: startValue"),
        ("scores.0.revision", 3, "record 1.1: last revision is 2, expected 3"),
        ("scores.0.history", [], "record 1.1: a score without a revision"),
        ("scores.0.history.1.bonus", 0.2, "record 1.1: unknown or missing keys: bonus"),
        ("scores.0.history.1.finalScore", None, "record 1.1: NORMAL with the points missing"),
        ("scores.0.history.1.finalScore", "13.2", "record 1.1: not points: '13.2'"),
        ("scores.0.history.1.finalScore", -1, "record 1.1: not points: -1"),
        ("scores.0.history.1.didNotStart", True, "record 1.1: DNS with the points 13.2"),
        ("scores.0.history.1.type", "EXHIBITION", "record 1.1: type is 'EXHIBITION'"),
        ("scores.0.history.1.type", "DNS", "record 1.1: didNotStart is False, expected True"),
        ("scores.0.history.1.executionJuryScores.0.role", "E", "unknown or missing keys: role"),
        ("scores.2.competitor", f"{0xC1:024x}", "record 1.3: a second score of pass 1"),
        ("competitors.0.name", " ", "competitor 1: name is empty"),
        ("competitors.0.organization", "zzz", "competitor 1: organization 'zzz' is not in"),
    ],
)  # fmt: skip
def test_what_is_not_understood_stops_the_document(
    path: str, new: object, message: str, tmp_path: Path
) -> None:
    event = example(2022)
    put(event, path, new)
    document = document_of(json.dumps(event).encode(), tmp_path)
    with pytest.raises(ReadingError) as stopped:
        for row in parse(document):
            normalise(row, document, Decisions())
    assert message in str(stopped.value)
    assert "\n" not in str(stopped.value)


def test_an_unknown_apparatus_stops_the_document(tmp_path: Path) -> None:
    text = (EXAMPLES / "gara_inventata_2022.json").read_text(encoding="utf-8")
    document = document_of(text.replace('"VT"', '"RIBBON"').encode(), tmp_path)
    with pytest.raises(ReadingError, match=r"record 1\.1: apparatus 'RIBBON' not understood"):
        for row in parse(document):
            normalise(row, document, Decisions())


def test_two_of_one_name_and_club_in_a_round_stop_the_document(tmp_path: Path) -> None:
    event = example(2022)
    put(event, "competitors.1.name", "INVENTATA Alfa")
    with pytest.raises(ReadingError, match="round 1: two competitors of one name and club"):
        read(event, tmp_path)


def test_two_teams_of_one_name_have_their_clubs_before_it(tmp_path: Path) -> None:
    event = example(2022)
    put(event, "rounds.0.teams.0.name", "FINTA 1")
    put(event, "rounds.0.teams.0.results.totalScore", 20)
    teams = {row.team for row in read(event, tmp_path) if row.team}
    assert teams == {"Ginnastica Inventata FINTA 1", "Società Finta Finta 1"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>", "document: not JSON"),
        (b"\x00\x00", "document: not JSON"),
        (b"\xff\xfe\xfa", "document: not JSON"),
        (b"[" * 100_000, "document: not JSON"),
        (b'{"event": NaN}', "NaN is not a number of JSON"),
        (b'{"event": 1e99999999999999999999}', "document: not JSON"),
        (b"[]", "document: expected an object"),
        (b"{}", "document: missing keys: competitors, event, organizations, rounds, scores"),
    ],
)
def test_what_is_no_event_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as stopped:
        list(parse(document_of(content, tmp_path)))
    assert message in str(stopped.value)
    assert "\n" not in str(stopped.value)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), year=st.sampled_from([2022, 2023]))
def test_any_damage_gives_rows_or_one_line(data: st.DataObject, year: int, tmp_path: Path) -> None:
    event = damage(data, example(year))
    document = document_of(json.dumps(event).encode(), tmp_path)
    try:
        for row in parse(document):
            normalise(row, document, Decisions())
    except ReadingError as error:
        assert "\n" not in str(error)
