"""Each data check finds its broken row through a build, and leaves the near misses alone."""

import pytest

from ingest.archive import add_document
from ingest.build import build_release
from ingest.check import load_checks
from tests.check_cases import build_case
from tests.check_cases_career import CAREER
from tests.check_cases_points import POINTS
from tests.check_cases_row import ROW
from tests.check_cases_run import RUN
from tests.check_cases_sheet import SHEET

CASES = {"sheet": SHEET, "row": ROW | POINTS, "career": CAREER, "run": RUN}
ALL = [
    (name, number, case)
    for cases in CASES.values()
    for name, found in cases.items()
    for number, case in enumerate(found, 1)
]


@pytest.mark.parametrize(
    ("name", "case"), [pytest.param(name, case, id=f"{name}-{n}") for name, n, case in ALL]
)
def test_a_check_finds_the_broken_row_and_not_the_near_miss(name, case, tmp_path, monkeypatch):
    if case.breaks:
        case.breaks(monkeypatch)
    findings, names = build_case(case, tmp_path)
    found = [finding for finding in findings if finding.check_name == name]
    assert len(found) == case.finds, [finding.message for finding in found]
    assert {names[finding.document_id][:3] for finding in found if finding.document_id} <= {"bad"}
    if found:
        assert case.say in found[0].message
        assert case.at in ("", found[0].record)


@pytest.mark.parametrize("altitude", CASES)
def test_every_check_has_a_case_at_its_altitude(altitude):
    names = {check.name for check in load_checks() if check.altitude == altitude}
    assert set(CASES[altitude]) == names
    for name, cases in CASES[altitude].items():
        assert any(case.finds and case.bad and case.near for case in cases), name


def test_there_are_checks_at_all_four_altitudes():
    checks = load_checks()
    assert len(checks) >= 25
    assert {check.altitude for check in checks} == set(CASES)
    assert all(len(check.why) > 20 for check in checks)


@pytest.mark.parametrize(
    ("season", "found"),
    [
        ("2019", ["stagione «2019», data del 2021"]),
        ("2020/21", []),
        ("2021", []),
        ("2020-2021", []),
    ],
)
def test_a_season_that_a_sheet_prints_is_that_of_its_date(season, found, tmp_path):
    lines = [f"{n},Prova Inventata{n},Società Finta,{season},{30 - n}.000" for n in (1, 2, 3)]
    add_document(
        tmp_path / "archive", "\n".join(["Posto,Ginnasta,Società,Stagione,Totale", *lines, ""]).encode(),
        source="table_file", name="foglio.csv", address="", fetched_at="2025-01-01T00:00:00+00:00",
        said={"title": "Trofeo Finto", "date": "2021-03-06", "discipline": "rhythmic"},
    )  # fmt: skip
    report = build_release([tmp_path / "archive"], tmp_path / "release")
    assert report.failures == []
    said = [one.message for one in report.findings if one.check_name == "season_follows_date"]
    assert said == found
