"""What runs the data checks: their files, the exemptions, the table of findings, the report."""

import csv
from dataclasses import astuple

import pytest

from ingest import check
from ingest.sql_file import SqlFileError
from tests.small_database import (
    add_athlete,
    add_four,
    add_result,
    add_routine,
    insert,
    make_database,
)

FACTS = "-- title: A\n-- severity: error\n-- altitude: row\n-- hint: b\n-- why: c\n"


@pytest.fixture
def database():
    connection = make_database()
    yield connection
    connection.close()


def find(database, name):
    return [finding for finding in check.run_checks(database) if finding.check_name == name]


def test_a_sound_database_has_no_findings(database):
    add_athlete(database, "zeta0001")
    add_four(database, 100.0, rank=1, athlete_id="zeta0001")
    assert check.run_checks(database) == []


def test_the_curated_exemptions_are_in_canonical_form():
    lines = check.EXEMPTIONS.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "check,document_id,record,reason,decided_on"
    assert lines[1:] == sorted(set(lines[1:]))
    names = {one.name for one in check.load_checks()}
    assert all(line.check in names and line.reason for line in check.load_exemptions().values())


def exempt(monkeypatch, tmp_path, *places):
    path = tmp_path / "exemptions.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["check", "document_id", "record", "reason", "decided_on"])
        writer.writerows([*place, "motivo finto", "2020-01-01"] for place in places)
    monkeypatch.setattr(check, "EXEMPTIONS", path)


def test_an_exemption_silences_its_finding_only(database, monkeypatch, tmp_path):
    add_four(database, 101.15)
    add_four(database, 101.15)
    exempt(monkeypatch, tmp_path, ("parts_add_up_to_total", "d0c", "1"))
    assert [finding.record for finding in check.run_checks(database)] == ["6"]


def test_an_exemption_that_silences_nothing_is_an_error(database, monkeypatch, tmp_path):
    add_four(database, 100.0)
    exempt(monkeypatch, tmp_path, ("parts_add_up_to_total", "d0c", "1"))
    (finding,) = check.run_checks(database)
    assert (finding.severity, finding.document_id, finding.record) == ("error", "d0c", "1")
    assert finding.message == "l'eccezione a parts_add_up_to_total non serve più: motivo finto"


def test_an_exemption_of_a_document_of_another_archive_rests(database, monkeypatch, tmp_path):
    exempt(monkeypatch, tmp_path, ("parts_add_up_to_total", "0ther", "1"))
    assert check.run_checks(database) == []


def test_findings_are_stored_from_one_and_anew(database):
    database.execute("update ranking set field_size = 1")
    add_four(database, 101.15, rank=2)
    findings = check.run_checks(database)
    check.store_findings(database, findings)
    check.store_findings(database, findings)
    assert database.execute(
        "select finding_id, check_name, result_id, document_id, record from finding"
    ).fetchall() == [
        (1, "parts_add_up_to_total", 1, "d0c", "1"),
        (2, "rank_within_field", 1, "d0c", "1"),
    ]


def test_a_finding_without_a_document_is_stored(database):
    result_id = add_result(database, 30.0)
    database.execute("delete from witness")
    database.execute("update document set row_count = 0")
    check.store_findings(database, check.run_checks(database))
    assert database.execute("select document_id, record, result_id from finding").fetchall() == [
        (None, None, result_id)
    ]


def test_records_are_in_the_order_of_their_numbers(database):
    for _ in range(12):
        add_result(database, 30.0)
        add_routine(database, add_result(database, 25.0), 26.0)
    records = [finding.record for finding in find(database, "parts_add_up_to_total")]
    assert records == sorted(records, key=int) and len(records) == 12


def test_the_report_is_one_line_per_finding_and_the_totals(database):
    add_four(database, 101.15)
    lines = check.format_report(check.run_checks(database)).splitlines()
    assert lines[0] == "d0c"
    assert lines[1].endswith("totale stampato 101.150, somma delle parti 100.000  [result:1]")
    assert lines[1].split()[:3] == ["1", "warning", "parts_add_up_to_total"]
    assert lines[-1] == "0 errors, 1 warnings"
    assert len(lines) == 2 + len(check.load_checks()) + 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (FACTS.replace("error", "fatal") + "select 1", "severity is 'fatal'"),
        (FACTS.replace("row", "sky") + "select 1", "altitude is 'sky'"),
        (
            FACTS.replace("-- severity: error\n", "") + "select 1",
            "'-- severity: ...' must stand once",
        ),
        (FACTS.replace("-- why: c\n", "") + "select 1", "'-- why: ...' must stand once"),
        (FACTS.replace("severity", "sverity") + "select 1", "says nothing known"),
        (FACTS, "no SQL"),
    ],
)
def test_a_check_file_that_is_not_in_order(monkeypatch, tmp_path, text, problem):
    (tmp_path / "wrong.sql").write_text(text, encoding="utf-8")
    monkeypatch.setattr(check, "CHECKS", tmp_path)
    with pytest.raises(SqlFileError, match=problem):
        check.load_checks()


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("select 1 as key, 'x' as text", "columns must be key, message"),
        ("select 'sky:1' as key, 'x' as message", "a key is result, routine, ranking"),
    ],
)
def test_a_check_returns_a_known_key_and_a_message(database, monkeypatch, tmp_path, sql, problem):
    (tmp_path / "wrong.sql").write_text(FACTS + sql, encoding="utf-8")
    monkeypatch.setattr(check, "CHECKS", tmp_path)
    with pytest.raises(SqlFileError, match=problem):
        check.run_checks(database)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("result:1", ("prova", "aa", 1, None, "zeta0001", "d0c", "1")),
        ("routine:2", ("prova", "aa", None, 2, "zeta0001", "d0c", "3")),
        ("ranking:aa", ("prova", "aa", None, None, None, "d0c", "1")),
        ("competition:prova", ("prova", None, None, None, None, "d0c", "1")),
        ("mention:1", ("prova", None, None, None, "zeta0001", "d0c", "9")),
        ("club:finta", (None, None, None, None, None, "d0c", "1")),
        ("document:d0c", (None, None, None, None, None, "d0c", "")),
        ("club:ignota", (None,) * 5 + ("", "")),
    ],
)
def test_a_finding_stands_where_its_subject_does(database, monkeypatch, tmp_path, key, place):
    add_athlete(database, "zeta0001")
    insert(database, "club", club_id="finta", name="Società Finta", kind="club")
    add_four(database, 100.0, athlete_id="zeta0001", club_id="finta")
    names = {"name_printed": "Zeta Finta", "club_printed": "Società Finta", "record": "9"}
    insert(
        database,
        "mention",
        athlete_id="zeta0001",
        competition_id="prova",
        document_id="d0c",
        **names,
    )
    (tmp_path / "one.sql").write_text(FACTS + f"select '{key}' as key, 'x' as message")
    monkeypatch.setattr(check, "CHECKS", tmp_path)
    (finding,) = check.run_checks(database)
    assert astuple(finding)[4:11] == place
    check.store_findings(database, [finding])
    stored = database.execute("select * from finding").fetchone()
    assert stored[5:12] == tuple(value or None for value in place)


def test_the_checks_are_stored_with_what_they_found(database):
    check.store_findings(database, check.run_checks(database))
    rows = database.execute("select check_name, altitude, hint, why from data_check").fetchall()
    names = [one.name for one in check.load_checks()]
    assert [row[0] for row in rows] == [*names, "exemptions"]
    assert all(all(row) for row in rows)
