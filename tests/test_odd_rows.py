"""Rows that are odd but can be printed: a build loads them, accounts for each, and never stops for one."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from ingest import build
from ingest.archive import add_document
from ingest.build import BuildError, Report, build_release
from ingest.coverage import read_coverage
from ingest.reading import Expects, RawRow, Source
from tests.rows import raw

SOURCE = Source(
    key="stand_in",
    name="Prova",
    publisher="Prova",
    lineage="synthetic",
    home_url="",
    licence="",
    covers="",
    media_types=("text/plain",),
    expects=Expects(min_rows=1, filled={}),
)
Build = Callable[..., Report]


@pytest.fixture
def build_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """`build_of(row, ...)` is the report of a build of one document that gives these rows."""

    def run(*rows: RawRow) -> Report:
        stand_in = SimpleNamespace(SOURCE=SOURCE, parse=lambda _: iter(rows))
        monkeypatch.setattr(build, "load_sources", lambda: {"stand_in": stand_in})
        add_document(
            tmp_path / "archive", b"x", source="stand_in", name="x.txt", address="", fetched_at=""
        )
        return build_release([tmp_path / "archive"], tmp_path / "out")

    return run


def ask(report: Report, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(report.database)) as connection:
        return connection.execute(sql).fetchall()


TEAM = {"competitor_kind": "team", "kind": "team", "nation": "", "rank": "1", "points": "98.5"}


@pytest.mark.parametrize(
    ("changes", "team", "clubs"),
    [
        (TEAM | {"competitor": "Squadra Finta", "club": ""}, ("Squadra Finta", None), []),
        (
            TEAM | {"competitor": "Società Finta A"},
            ("Società Finta A", "societa-finta"),
            ["Società Finta"],
        ),
        (
            {"kind": "team", "apparatus": "CE", "points": "24.5", "team": "Altra Finta"},
            ("Altra Finta", "altra-finta"),
            ["Altra Finta", "Società Finta"],
        ),
        (
            {"kind": "team", "apparatus": "CE", "points": "24.5", "team": "Altra", "club": ""},
            ("Altra", "altra"),
            ["Altra"],
        ),
    ],
    ids=["no club printed", "a squad of a club", "for another club", "for a club, her own unknown"],
)
def test_the_club_of_a_team(
    changes: dict[str, str], team: tuple, clubs: list[str], build_of: Build
) -> None:
    report = build_of(raw(**changes))
    assert report.failures == []
    assert ask(report, "select name, club_id from team") == [team]
    assert [name for (name,) in ask(report, "select name from club order by 1")] == clubs


def test_several_marks_of_one_line_that_say_nothing(build_of: Build) -> None:
    """One line is accounted for once, by what it gave or by the first that it did not give."""
    report = build_of(
        raw(record="1", apparatus="CE"),
        raw(record="1", apparatus="PA"),
        raw(record="2", competitor="Altra Finta", rank="1", points="30"),
        raw(record="2", competitor="Altra Finta", apparatus="CE"),
    )
    assert ask(report, "select record, outcome from row_outcome") == [("1", "listed")]
    with closing(sqlite3.connect(report.database)) as connection:
        assert all(one.is_accounted for one in read_coverage(connection))


@pytest.mark.parametrize(
    ("expects", "said"),
    [
        (Expects(min_rows=3, filled={}), "2 rows, expected at least 3"),
        (Expects(min_rows=2, filled={"club": 0.6}), "club is filled in 1 of 2 rows, expected 60%"),
        (Expects(min_rows=2, filled={"club": 0.5, "nation": 1}), None),
    ],
)
def test_a_document_that_falls_short_is_refused(
    build_of: Build, monkeypatch: pytest.MonkeyPatch, expects: Expects, said: str | None
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "SOURCE", replace(SOURCE, expects=expects))
    rows = raw(points="20"), raw(record="2", competitor="Altra Inventata", club="", points="19")
    if not said:
        assert build_of(*rows).failures == []
        return
    with pytest.raises(BuildError, match=f"stand_in/x.txt: document: {said}"):
        build_of(*rows)


def test_a_category_in_two_spellings_is_one_ranking(build_of: Build) -> None:
    rows = [
        raw(record="1", category="Junior", points="20"),
        raw(record="2", category="Junior", points="19", competitor="Altra Inventata"),
        raw(record="3", category="JUNIOR", points="18", competitor="Terza Inventata"),
    ]
    report = build_of(*rows)
    assert ask(report, "select name from ranking") == [("Junior: concorso generale",)]
    assert ask(report, "select count(*) from result") == [(3,)]


def test_two_rankings_of_one_address_are_numbered(build_of: Build) -> None:
    rows = [
        raw(record=str(at), scope=scope, points="20", competitor=f"Finta {name}")
        for at, (scope, name) in enumerate((("Dopo 2", "Ada"), ("dopo 2", "Lia")), 1)
    ]
    keys = [key for (key,) in ask(build_of(*rows), "select ranking_id from ranking")]
    assert len(keys) == 2 and sorted(keys)[1] == f"{sorted(keys)[0]}-2"
