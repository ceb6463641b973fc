"""What runs the data checks: their files, the exemptions, the table of findings, the report."""

import csv
from pathlib import Path

import pytest

from ingest import check
from ingest.sql_file import SqlFileError
from tests.small_database import (
    add_athlete,
    add_four,
    add_result,
    add_routine,
    make_database,
)


@pytest.fixture
def database():
    connection = make_database()
    yield connection
    connection.close()


def find(database, name):
    return [finding for finding in check.run_checks(database) if finding.check_name == name]


def test_every_check_has_a_bad_row_and_a_near_miss():
    tests = (Path(__file__).parent / "test_checks.py").read_text(encoding="utf-8")
    for one in check.load_checks():
        assert f'messages(database, "{one.name}") == []' in tests, one.name
        assert tests.count(f'database, "{one.name}")') > 1, one.name


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
        ("-- title: A\n-- severity: fatal\n-- hint: b\nselect 1", "severity is 'fatal'"),
        ("-- title: A\n-- hint: b\nselect 1", "'-- severity: ...' must stand once"),
        ("-- title: A\n-- sverity: error\nselect 1", "says nothing known"),
        ("-- title: A\n-- severity: error\n-- hint: b\n", "no SQL"),
    ],
)
def test_a_check_file_that_is_not_in_order(monkeypatch, tmp_path, text, problem):
    (tmp_path / "wrong.sql").write_text(text, encoding="utf-8")
    monkeypatch.setattr(check, "CHECKS", tmp_path)
    with pytest.raises(SqlFileError, match=problem):
        check.load_checks()


def test_a_check_returns_the_four_columns(database, monkeypatch, tmp_path):
    text = "-- title: A\n-- severity: error\n-- hint: b\nselect 1 as key, 'x' as message"
    (tmp_path / "wrong.sql").write_text(text, encoding="utf-8")
    monkeypatch.setattr(check, "CHECKS", tmp_path)
    with pytest.raises(SqlFileError, match="columns must be key, document_id, record, message"):
        check.run_checks(database)
