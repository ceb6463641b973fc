"""ffgym_api_json on the real event 13579, and what makes it stop.

No name of the real document appears here: rows are compared with the document by position.
"""

import json
import sqlite3
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.archive import Document, add_document
from ingest.build import build_release
from ingest.decisions import Decisions
from ingest.normalise import normalise
from ingest.reading import Page, RawRow, ReadingError
from ingest.sources.ffgym_api_json import SOURCE, discover, parse, seasons
from tests.damage import damage

SEARCH = "https://resultats.ffgym.fr/api/search/criteria"
EXAMPLE = Path(__file__).parent / "examples" / "ffgym_api_json" / "evenement_invente.json"


def document_of(content: bytes, archive: Path) -> Document:
    document, _ = add_document(
        archive,
        content,
        source="ffgym_api_json",
        name="evenement.json",
        address="",
        fetched_at="2025-01-01T00:00:00Z",
    )
    return document


@pytest.fixture
def real_content(shared_real: Path) -> bytes:
    return (shared_real / "ffgym" / "evenement_13579.json").read_bytes()


@pytest.fixture
def real_rows(real_content: bytes, tmp_path: Path) -> list[RawRow]:
    return list(parse(document_of(real_content, tmp_path)))


@pytest.fixture
def printed(real_content: bytes) -> dict[str, dict]:
    """The entities of the document by their ordinal, read without the reader."""
    (top,) = json.loads(real_content)
    return {
        f"{category_at}.{entity_at}": {"category": category, "entity": entity}
        for category_at, category in enumerate(top["categories"], 1)
        for entity_at, entity in enumerate(category["entities"], 1)
    }


def entity_of(row: RawRow) -> str:
    return ".".join(row.record.split(".")[:2])


def by_entity(rows: list[RawRow]) -> dict[str, list[RawRow]]:
    entities = defaultdict(list)
    for row in rows:
        entities[entity_of(row)].append(row)
    return entities


def test_every_entity_and_every_routine_is_read(real_rows: list[RawRow], printed: dict) -> None:
    routines = [row for row in real_rows if row.apparatus]
    assert len(routines) == 188
    entities = by_entity(real_rows)
    assert len(entities) == 139
    assert entities.keys() == printed.keys()
    assert len({row.category for row in real_rows}) == 27


def test_a_category_of_one_apparatus_is_an_apparatus_ranking(
    real_rows: list[RawRow], printed: dict
) -> None:
    for record, rows in by_entity(real_rows).items():
        apparatus = printed[record]["category"]["apparatus"]
        kinds = {row.kind for row in rows}
        assert kinds == ({"apparatus"} if len(apparatus) == 1 else {"all-around"})
        assert len(rows) == (1 if len(apparatus) == 1 else 1 + len(apparatus))


def test_components_add_up_to_the_points_of_all_routines(real_rows: list[RawRow]) -> None:
    for row in real_rows:
        if row.apparatus:
            parts = [Decimal(p) * (-1 if code == "PEN" else 1) for code, p in row.components]
            assert sum(parts) == Decimal(row.points), row.record


def test_routines_add_up_to_the_total_of_all_entries(
    real_rows: list[RawRow], printed: dict
) -> None:
    for record, rows in by_entity(real_rows).items():
        points = sum(Decimal(row.points) for row in rows if row.apparatus)
        assert points == Decimal(printed[record]["entity"]["mark"]["value"]), record
        for total in rows:
            if not total.apparatus:
                assert Decimal(total.points) == points, record


def test_components_are_those_printed(real_rows: list[RawRow], printed: dict) -> None:
    codes = {"DB": "DB", "DA": "DA", "Art.": "A", "Exé.": "E", "Pén.": "PEN"}
    count = 0
    for row in real_rows:
        if row.apparatus:
            number = int(row.record.split(".")[2]) - 1
            mark = printed[entity_of(row)]["entity"]["mark"]["appMarks"][number]
            expected = [
                (codes[part["corps"]], part["value"])
                for part in mark["passageMarks"][0]["corpsMarks"]
                if part["corps"] != "DIFFICULTE 2023"
            ]
            assert list(row.components) == expected, row.record
            count += len(expected)
    assert count == 902  # 1,052 printed, less 150 repeated sums of difficulty


def test_places_are_those_printed(real_rows: list[RawRow], printed: dict) -> None:
    for row in real_rows:
        mark = printed[entity_of(row)]["entity"]["mark"]
        if row.apparatus and row.kind == "all-around":
            mark = mark["appMarks"][int(row.record.split(".")[2]) - 1]
        assert (row.rank, row.points) == (str(mark["rank"]), mark["value"]), row.record
        assert row.is_complete
        assert row.field_size == str(len(printed[entity_of(row)]["category"]["entities"]))


def test_event_and_people(real_rows: list[RawRow], printed: dict) -> None:
    licences = {each["entity"]["licence"] for each in printed.values()}
    for row in real_rows:
        assert (row.date, row.date_end) == ("2022-11-12", "2022-11-13")
        assert row.place == "SOLLIES-PONT"
        entity = printed[entity_of(row)]["entity"]
        assert row.competitor == f"{entity['lastname']} {entity['firstname']}"
        assert "LICENCES" not in row.club
        values = [getattr(row, name) for name in RawRow.__slots__]
        assert not licences.intersection(map(str, values))
    without_club = {entity_of(row) for row in real_rows if not row.club}
    assert len(without_club) == 2


def test_apparatus_are_codes_and_a_free_choice_is_not_guessed(real_rows: list[RawRow]) -> None:
    counts: dict[str, int] = defaultdict(int)
    for row in real_rows:
        counts[row.apparatus] += 1
    del counts[""]
    assert counts == {
        "CE": 50,
        "CL": 38,
        "PA": 31,
        "Engin Libre": 29,
        "CV": 15,
        "NA": 13,
        "FU": 12,
    }


@pytest.mark.parametrize(
    ("found", "written", "message"),
    [
        ('"corps": "Art."', '"corps": "Arb."', "component is 'Arb.'"),
        ('"codeApp": "014"', '"codeApp": "044"', "codeApp is '044'"),
        ('"labelApp": "Cerceau"', '"labelApp": "Ruban"', "labelApp is 'Ruban'"),
        ('"entityType": "IND"', '"entityType": "DUO"', "entityType is 'DUO'"),
        ('"codeDiscipline": "GR"', '"codeDiscipline": "ZZZ"', "codeDiscipline is 'ZZZ'"),
        ('"lastname": "INVENTEE"', '"nom": "INVENTEE"', "record 1.1: missing keys: lastname"),
        ('"ordre": 1', '"ordine": 1', "keys: ordine"),
        ('"markRank": 1', '"markRank": 7', "record 1.1: rank is '1', expected '7'"),
        ('"rank": 1', '"rank": -1', "not a place: -1"),
        ('"passage": 1', '"passage": 2', "record 1.1.1.1: passage is 2, expected 1"),
        ('"corps": "DA"', '"corps": "DB"', "component 'DB' twice"),
        ('"7.3500000000"', '"7.35"', "not a number of ten decimals: '7.35'"),
        ('"nbPassage": 1', '"nbPassage": 1, "bonus": "0.5"', "unknown keys that bear marks: bonus"),
        (
            '"markRank": 1',
            '"final": {"x": "17.2500000000"}, "markRank": 1',
            "that bear marks: final",
        ),
        ('"nbPassage": 1', '"nbPassage": 1, "bonus": 1', "unknown keys that bear marks: bonus"),
        ('"dossart": 1', '"penalite": 0, "dossart": 1', "unknown keys that bear marks: penalite"),
        ('"club": "CLUB FEINT GR"', '"club": 7', "not a text: 7"),
        ("2022-11-12T00", "2022-11-11T23", "not a day at midnight UTC"),
    ],
)
def test_what_is_not_understood_stops_the_document(
    found: str, written: str, message: str, tmp_path: Path
) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert found in text
    document = document_of(text.replace(found, written, 1).encode(), tmp_path)
    with pytest.raises(ReadingError) as stopped:
        list(parse(document))
    assert message in str(stopped.value)
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[]", "not published"),
        (b'{"error": "Inventato"}', "Inventato"),
        (b"<html>", "not JSON"),
        (b"null", "not published"),
        (b"[1]", "expected an object"),
        (b"{}", "expected a list"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_an_answer_without_an_event_is_said(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=message):
        list(parse(document_of(content, tmp_path)))


def test_the_real_event_is_loaded_whole(real_content: bytes, tmp_path: Path) -> None:
    document_of(real_content, tmp_path / "archive")
    report = build_release([tmp_path / "archive"], tmp_path / "release")
    assert report.failures == []
    # One club stands there under two names, one of them the other's end.
    assert {one.check_name for one in report.findings} <= {"club_is_not_part_of_another"}
    connection = sqlite3.connect(report.database)
    counts = {
        table: connection.execute(f"select count(*) from {table}").fetchone()[0]
        for table in ("competition", "ranking", "result", "routine", "component", "club")
    }
    connection.close()
    assert counts == {
        "competition": 1,
        "ranking": 27,
        "result": 139,
        "routine": 188,
        "component": 902,
        "club": 8,
    }


# What the real event does not have: shapes of other events


def mixed() -> list:
    return json.loads(EXAMPLE.with_name("evenement_mixte.json").read_text(encoding="utf-8"))


def read(value: object, archive: Path) -> list[RawRow]:
    return list(parse(document_of(json.dumps(value).encode(), archive)))


def test_categories_of_other_disciplines_are_left_out_by_name(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rows = read(mixed(), tmp_path)
    assert not [row for row in rows if row.record.startswith("1.")]
    assert [record.getMessage() for record in caplog.records] == [
        "left out, not rhythmic: Poutre inventée (GAF)"
    ]


def test_an_event_without_a_rhythmic_category_is_refused(tmp_path: Path) -> None:
    event = mixed()[:1]
    event[0]["categories"] = event[0]["categories"][:1]
    with pytest.raises(ReadingError, match=r"no rhythmic category: Poutre inventée \(GAF\)"):
        read(event, tmp_path)


def test_days_of_two_events_are_refused(tmp_path: Path) -> None:
    event = mixed()
    event[1]["event"] = event[1]["event"] | {"id": 99003}
    with pytest.raises(ReadingError, match="event is 99003, expected 99002"):
        read(event, tmp_path)


@pytest.mark.parametrize(
    ("found", "written"),
    [
        ('"city": "VILLE-FEINTE"', '"city": null, "region": "Sud"'),
        ('"evenementDate"', '"publication": {"jour": 3}, "evenementDate"'),
        ('"labelDiscipline"', '"ordreAffichage": 4, "labelDiscipline"'),
        ('"nationality": "FRA"', '"nationality": null'),
        ('"licence": "00000.000.00001", ', ""),
        ('"lieu": "VILLE-FEINTE"', '"lieu": "VILLE-FEINTE", "salle": null'),
    ],
)
def test_a_new_or_missing_description_stops_nothing(
    found: str, written: str, tmp_path: Path
) -> None:
    text = json.dumps(mixed(), ensure_ascii=False)
    assert found in text
    known = read(json.loads(text), tmp_path / "known")
    assert read(json.loads(text.replace(found, written, 1)), tmp_path) == known


def test_two_categories_of_one_label_are_two_rankings(tmp_path: Path) -> None:
    event = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    document_of(json.dumps(event + event).encode(), tmp_path / "archive")
    report = build_release([tmp_path / "archive"], tmp_path / "release")
    connection = sqlite3.connect(report.database)
    counts = "select count(*) from ranking", "select count(*) from result"
    found = [connection.execute(sql).fetchone()[0] for sql in counts]
    connection.close()
    entities = sum(len(each["entities"]) for each in event[0]["categories"])
    assert found == [2 * len(event[0]["categories"]), 2 * entities]


@pytest.mark.parametrize(
    ("found", "written"),
    [
        ('"dateFin": "2022-11-13T00:00:00.000+00:00"', '"dateFin": null'),
        ("T00:00:00.000+00:00", ""),
    ],
)
def test_days_may_be_printed_alone_and_one_may_be_enough(
    found: str, written: str, tmp_path: Path
) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert found in text
    rows = read(json.loads(text.replace(found, written)), tmp_path)
    assert {row.date for row in rows} == {"2022-11-12"}


def test_a_total_that_is_not_the_only_score_is_loaded_as_printed(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('"17.8500000000"', '"17.9500000000"', 1)
    total, routine, *_ = read(json.loads(text), tmp_path)
    assert (total.kind, total.points) == ("all-around", "17.9500000000")
    assert (routine.kind, routine.points) == ("all-around", "17.8500000000")


def test_a_name_is_what_a_browser_shows(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('"INVENTEE"', '"D&#39;INVENTEE  "', 1)
    assert read(json.loads(text), tmp_path)[0].family_name == "D'INVENTEE"


def test_a_gymnast_without_a_name_stops_the_document(tmp_path: Path) -> None:
    event = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    event[0]["categories"][0]["entities"][0] |= {"lastname": None, "firstname": ""}
    with pytest.raises(ReadingError, match="record 1.1: a competitor without a name"):
        read(event, tmp_path)


def test_an_unknown_code_of_another_discipline_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    event = mixed()
    event[0]["categories"][0] |= {"codeDiscipline": "AE", "labelDiscipline": "GYM INVENTEE"}
    assert read(event, tmp_path)
    assert "left out, not rhythmic: Poutre inventée (AE)" in caplog.text


def test_two_gymnasts_of_one_name_and_club_stop_the_document(tmp_path: Path) -> None:
    event = mixed()
    entities = event[0]["categories"][1]["entities"]
    entities[3] |= {"lastname": "Gamma", "firstname": "Trois"}
    with pytest.raises(ReadingError, match="record 2: two competitors of one name and club"):
        read(event, tmp_path)


def test_another_event_is_loaded_whole(tmp_path: Path) -> None:
    document_of(json.dumps(mixed()).encode(), tmp_path / "archive")
    report = build_release([tmp_path / "archive"], tmp_path / "release")
    assert report.failures == []
    # One of the invented totals is of one apparatus, the other of two.
    assert [one.check_name for one in report.findings] == ["all_around_has_all_apparatus"]
    connection = sqlite3.connect(report.database)
    assert connection.execute("select count(*) from routine").fetchone() == (11,)
    assert connection.execute("select name, club_id from team order by name").fetchall() == [
        ("CLUB FEINT 1", "club-feint-gr"),
        ("CLUB FEINT GR ENSEMBLE 1", "club-feint-gr"),
        ("GR D'ESSAI ENSEMBLE 1", "gr-d-essai"),
    ]
    assert connection.execute("""
        select ranking.kind, result.total, count(*)
        from result join ranking using (ranking_id)
        join result_routine using (result_id) where team_id is not null
        group by result_id order by result.total
    """).fetchall() == [("group", 12.0, 1), ("group", 27.0, 2), ("team", 27.5, 2)]
    assert connection.execute("select count(*) from row_outcome").fetchone() == (0,)
    connection.close()


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_gives_rows_or_one_line(data: st.DataObject, tmp_path: Path) -> None:
    document = document_of(json.dumps(damage(data, mixed())).encode(), tmp_path)
    try:
        for row in parse(document):
            normalise(row, document, Decisions())
    except ReadingError as error:
        assert "\n" not in str(error)


# The search call, as public programs use it; the live one was never asked


def page_of(value: object) -> Page:
    return Page(url=SEARCH, content=json.dumps(value).encode(), text="")


def test_the_search_asks_season_by_season_and_keeps_rhythmic_events() -> None:
    asked = []

    def get(url: str, body: dict | None = None) -> Page:
        asked.append((url, body))
        events = [
            {"id": 13579, "libelle": "GR / EPREUVE INVENTEE", "lieu": "X"},
            {"id": 13580, "libelle": "GAM-GAF / EPREUVE INVENTEE"},
            {"id": 13581, "libelle": "GAF GR / FINALE INVENTEE"},
            {"id": 13582, "libelle": "CHPT INVENTE GYM RYTHMIQUE"},
            {"id": 13583, "libelle": "TROPHEE INVENTE ENSEMBLES"},
        ]
        is_asked = body in ({"season": "2023"}, {"season": "2024"})
        return page_of({"listEvenement": events if is_asked else []})

    links = list(discover(get))
    assert [link.url for link in links] == [
        "https://resultats.ffgym.fr/api/palmares/evenement/13579",
        "https://resultats.ffgym.fr/api/palmares/evenement/13581",
        "https://resultats.ffgym.fr/api/palmares/evenement/13582",
        "https://resultats.ffgym.fr/api/palmares/evenement/13583",
    ]
    assert [link.name for link in links][:2] == ["evenement_13579.json", "evenement_13581.json"]
    assert asked[:2] == [(SEARCH, {"season": "2022"}), (SEARCH, {"season": "2023"})]
    assert {urlsplit(url).hostname for url, _ in asked} <= set(SOURCE.hosts)


@pytest.mark.parametrize(("day", "last"), [(date(2026, 8, 31), "2026"), (date(2026, 9, 1), "2027")])
def test_a_season_has_the_year_of_its_end(day: date, last: str) -> None:
    assert (seasons(day)[0], seasons(day)[-1]) == ("2022", last)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"error": "Inventato"}, "search of season 2022: the API answered an error: 'Inventato'"),
        ([], "search of season 2022: expected an object"),
        ({"content": []}, "search of season 2022: missing keys: listEvenement"),
        ({"listEvenement": None}, "search of season 2022: not the whole list of events: null"),
        ({"listEvenement": [], "totalPages": 20}, "not the whole list of events: totalPages"),
        ({"listEvenement": []}, "search: no rhythmic event in any season"),
        ({"listEvenement": {}}, "search of season 2022: expected a list"),
        ({"listEvenement": [{"id": 1}]}, "search of season 2022: missing keys: libelle"),
        ({"listEvenement": [{"id": "1", "libelle": "GR"}]}, "not the id of an event: '1'"),
    ],
)
def test_an_answer_of_another_shape_stops_the_search(answer: object, message: str) -> None:
    with pytest.raises(ReadingError) as stopped:
        list(discover(lambda url, body=None: page_of(answer)))
    assert message in str(stopped.value)
