"""A release is a function of its archive: same content whatever the order, whole or not at all."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import build
from ingest.archive import add_document, list_documents
from ingest.build import BuildError, build_release
from ingest.check import Finding
from ingest.cli import main
from ingest.decisions import FILES

ROOT = Path(__file__).parents[1]
HEADER = "competition,date,place,round,rank,athlete,club,nation,apparatus,score_as_printed,source,url,note\n"
ROW = "Trofeo Finto 2024,2024-05-04,Nessundove,AA,1,Prova Inventata,Società Finta,ITA,TOT,30.500,x,https://esempio.example/1,\n"  # noqa: E501


def content(database: Path) -> dict[str, list[tuple]]:
    """Every row of every table, in the order of the rows themselves."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
            )
        ]
        return {
            name: sorted(connection.execute(f'select * from "{name}"').fetchall(), key=repr)
            for name in names
        }


def add_csv(archive: Path, text: str, name: str = "righe.csv") -> None:
    add_document(
        archive, text.encode(), source="press_scores", name=name, address="",
        fetched_at="2025-01-01T00:00:00+00:00",
    )  # fmt: skip


def test_what_its_publisher_corrected_replaces_the_older_one(tmp_path: Path) -> None:
    """35.600 became 35.900 on the same page: the later file counts, whatever its hash."""
    for points in ("28.500", "30.500", "29.500"):
        for day, text in (("01", ROW), ("02", ROW.replace("30.500", points))):
            add_document(
                tmp_path / points, (HEADER + text + "\n" * int(day)).encode(), source="press_scores",
                name="righe.csv", address="https://example.org/righe.csv",
                fetched_at=f"2025-01-{day}T00:00:00+00:00",
            )  # fmt: skip
        report = build_release([tmp_path / points], tmp_path / "out")
        assert len(report.documents) == 2 and report.failures == report.warnings == []
        assert str(float(points)) in str(content(report.database)["result"])
        assert len(content(report.database)["revision"]) == (points != "30.500")


@pytest.fixture
def small_archive(tmp_path: Path) -> Path:
    archive = tmp_path / "archive"
    add_csv(archive, HEADER + ROW)
    return archive


def test_building_twice_gives_the_same_content(archive_database: Path, tmp_path: Path) -> None:
    again = build_release([ROOT / "archive"], tmp_path).database
    assert content(again) == content(archive_database)


def test_the_order_of_documents_changes_nothing(
    archive_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def backwards(documents: list, key: Callable) -> list:
        return list(reversed(documents))

    monkeypatch.setattr(build, "sorted", backwards, raising=False)
    order = [document.document_id for document in list_documents(ROOT / "archive")]
    again = build_release([ROOT / "archive"], tmp_path)
    assert [document.document_id for document, _ in again.documents] == order[::-1]
    assert content(again.database) == content(archive_database)


def test_one_archive_in_two_folders_gives_the_same_content(
    archive_database: Path, tmp_path: Path
) -> None:
    other, rest = tmp_path / "other", tmp_path / "rest"
    shutil.copytree(ROOT / "archive", rest)
    shutil.copytree(
        ROOT / "archive" / "documents" / "press_scores", other / "documents" / "press_scores"
    )
    shutil.rmtree(rest / "documents" / "press_scores")
    assert content(build_release([other, rest], tmp_path / "out").database) == content(
        archive_database
    )


def test_keys_and_pages_are_sound(both_databases: Path) -> None:
    with sqlite3.connect(both_databases) as connection:
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_broken_row_stops_its_document_alone(
    small_archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_csv(
        small_archive,
        HEADER + ROW.replace("30.500", "26.55o").replace("Finto", "Rotto"),
        "rotto.csv",
    )
    code = main(["build", "--archive", str(small_archive), "--out", str(tmp_path / "out")])
    said = capsys.readouterr()
    assert code == 1
    assert (
        said.err == "pedana: press_scores/rotto.csv: record 1: points '26.55o' are not a number\n"
    )
    kept = content(tmp_path / "out" / "pedana.db")
    assert [row[1] for row in kept["competition"]] == ["Trofeo Finto 2024"]
    assert len(kept["document"]) == 1


def test_rows_before_a_broken_one_are_not_loaded(small_archive: Path, tmp_path: Path) -> None:
    second = ROW.replace("Finto", "Mezzo")
    add_csv(small_archive, HEADER + second + second.replace(",AA,", ",XX,"), "mezzo.csv")
    report = build_release([small_archive], tmp_path / "out")
    assert report.failures == ["press_scores/mezzo.csv: row 2: round 'XX' not understood"]
    assert "Trofeo Mezzo 2024" not in [row[1] for row in content(report.database)["competition"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER, "0 rows, expected at least 1"),
        ("a,b\n1,2\n", "line 1: the columns are a, b; expected competition, date"),
        (HEADER.replace(",", ";"), "the columns are parted by semicolons, expected commas"),
        (HEADER + ROW.replace("Prova Inventata", ""), "row 1: 'Società Finta' is a club"),
        (
            HEADER + ROW.replace("Prova Inventata", "Società Finta"),
            "the note of a team's row says squadra",
        ),
        (HEADER + ROW.replace(",AA,", ",SQ,"), "'Prova Inventata' has a TOT in round SQ"),
        (HEADER + ROW.replace("https://esempio.example/1", ""), "row 1: url is empty"),
        (
            HEADER + ROW.replace("https://esempio.example/1", "javascript:alert(1)"),
            "row 1: url 'javascript:alert(1)' is not the address of a page",
        ),
        (HEADER + "solo,tre,celle\n", "row 1: 3 cells, expected 13"),
        (HEADER + ROW.replace("2024-05-04", "4 maggio"), "date '4 maggio' is not year"),
        (HEADER + ROW.replace("2024-05-04", "2024-02-30"), "is not a day of the calendar"),
        (HEADER + ROW.replace(",1,Prova", ",prima,Prova"), "rank 'prima' is not a place"),
        (HEADER + ROW.replace(",TOT,", ",cerchione,"), "apparatus 'cerchione' not understood"),
        (
            HEADER + ROW.replace("Trofeo Finto 2024", "Trofeo Finto 2024 - boh"),
            "'boh' not understood",
        ),
    ],
)
def test_what_is_not_understood_is_named(
    small_archive: Path, tmp_path: Path, text: str, said: str
) -> None:
    add_csv(small_archive, text, "strano.csv")
    report = build_release([small_archive], tmp_path / "out")
    assert len(report.failures) == 1
    assert report.failures[0].startswith("press_scores/strano.csv: ")
    assert said in report.failures[0]
    assert len(report.documents) == 1


def test_blank_lines_are_no_rows(small_archive: Path, tmp_path: Path) -> None:
    add_csv(small_archive, HEADER + "\n" + ROW.replace("Finto", "Altro") + "\n\n", "vuote.csv")
    report = build_release([small_archive], tmp_path / "out")
    assert (report.failures, len(report.documents)) == ([], 2)


def test_points_below_zero_are_not_understood(small_archive: Path, tmp_path: Path) -> None:
    add_csv(small_archive, HEADER + ROW.replace("30.500", "-3"), "sotto.csv")
    report = build_release([small_archive], tmp_path / "out")
    assert report.failures == ["press_scores/sotto.csv: record 1: points '-3' are below zero"]


def add_correction(archive: Path, name: str, correction: str) -> None:
    document = next(one for one in list_documents(archive) if one.name == name)
    decisions = archive / "decisions"
    decisions.mkdir(exist_ok=True)
    (decisions / "corrections.csv").write_text(
        "document_id,record,field,printed,correct,reason,decided_on\n"
        f"{document.document_id},{correction},2025-01-01\n",
        encoding="utf-8",
    )


def test_corrections_of_a_document_that_cannot_be_read_are_left_out(
    small_archive: Path, tmp_path: Path
) -> None:
    text = HEADER + ROW.replace("Finto", "Mezzo") + ROW.replace(",AA,", ",XX,")
    add_csv(small_archive, text, "mezzo.csv")
    add_correction(small_archive, "mezzo.csv", "1,rank,1,2,prova")
    report = build_release([small_archive], tmp_path / "out")
    assert content(report.database)["correction"] == []
    assert report.failures[0].endswith("mezzo.csv: row 2: round 'XX' not understood")


def test_a_name_that_was_corrected_is_not_published(small_archive: Path, tmp_path: Path) -> None:
    text = HEADER + ROW.replace("Finto", "Mezzo").replace("Prova Inventata", "Nascosta Inventata")
    add_csv(small_archive, text, "mezzo.csv")
    add_correction(small_archive, "mezzo.csv", "1,competitor,Nascosta Inventata,N. I.,minore")
    report = build_release([small_archive], tmp_path / "out")
    assert report.failures == []
    assert "Nascosta" not in repr(content(report.database))
    assert b"Nascosta" not in report.database.read_bytes()
    assert "nome corretto: minore" in repr(content(report.database)["result"])


def test_a_run_without_a_document_leaves_the_old_release(
    small_archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    before = build_release([small_archive], out).database.read_bytes()
    with pytest.raises(BuildError, match="no documents in"):
        build_release([tmp_path / "empty"], out)
    assert (out / "pedana.db").read_bytes() == before
    assert sorted(path.name for path in out.iterdir()) == ["pedana.db", "release.json"]


def test_a_changed_document_is_reported_and_left_out(small_archive: Path, tmp_path: Path) -> None:
    add_csv(small_archive, HEADER + ROW.replace("Finto", "Altro"), "altro.csv")
    document = next(one for one in list_documents(small_archive) if one.name == "altro.csv")
    document.path.write_bytes(document.content + b" ")
    report = build_release([small_archive], tmp_path / "out")
    assert len(report.failures) == 1
    assert "the bytes are not those of the record" in report.failures[0]


def test_recorded_athlete_ids_win_and_the_others_redirect(
    small_archive: Path, tmp_path: Path
) -> None:
    second = (
        ROW.replace("Finto", "Altro")
        .replace("2024", "2025")
        .replace("Prova Inventata", "INVENTATA Prova")
    )
    add_csv(small_archive, HEADER + second, "altro.csv")
    derived = content(build_release([small_archive], tmp_path / "out").database)["athlete"]
    assert len(derived) == 1
    ids = {one.name: one.document_id for one in list_documents(small_archive)}
    decisions = small_archive / "decisions"
    decisions.mkdir()
    (decisions / "athletes.csv").write_text(
        "athlete_id,document_id,record\n"
        f"zzzz22222,{ids['righe.csv']},1\naaaa22222,{ids['altro.csv']},1\n"
    )
    recorded = content(build_release([small_archive], tmp_path / "out").database)
    assert [row[0] for row in recorded["athlete"]] == ["aaaa22222"]
    assert recorded["athlete_redirect"] == [("zzzz22222", "aaaa22222")]


def test_recorded_ids_of_initials_win_and_outlive_a_new_version(
    small_archive: Path, tmp_path: Path
) -> None:
    initials = HEADER + ROW.replace("Prova Inventata", "P. I.").replace("2024", "2025")
    shared = {"source": "press_scores", "name": "sigle.csv", "address": "https://uno.invalid/s"}

    def ids() -> list[str]:
        report = build_release([small_archive], tmp_path / "out")
        assert report.failures == []
        return [row[0] for row in content(report.database)["athlete"] if row[1] == "P. I."]

    derived = []
    for day, points in enumerate(("30.500", "30.900", "31.200"), 1):
        text = initials.replace("30.500", points).encode()
        add_document(small_archive, text, **shared, fetched_at=f"2025-01-0{day}T00:00:00+00:00")
        derived.append(ids())
    assert derived[0] == derived[1] == derived[2] != []
    oldest = min(
        (one for one in list_documents(small_archive) if one.name == "sigle.csv"),
        key=lambda one: one.fetched_at,
    )
    decisions = small_archive / "decisions"
    decisions.mkdir()
    (decisions / "athletes.csv").write_text(
        f"athlete_id,document_id,record\naaaa22222,{oldest.document_id},1\n"
    )
    assert ids() == ["aaaa22222"]


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("athletes", "zeta00001,{document_id},99", "{document_id} 99"),
        ("competitions", "Trofeo Mai Finto,Serie A1,prova,2025-01-01", "Trofeo Mai Finto"),
        (
            "corrections",
            "{document_id},99,points,1,2,prova,2025-01-01",
            "{document_id} 99 points",
        ),
    ],
)
def test_a_decision_that_applies_to_nothing_is_reported(
    small_archive: Path, tmp_path: Path, name: str, row: str, said: str
) -> None:
    (document,) = list_documents(small_archive)
    path = small_archive / "decisions" / f"{name}.csv"
    path.parent.mkdir()
    text = ",".join(FILES[name]) + "\n" + row.format(document_id=document.document_id) + "\n"
    path.write_text(text)
    said = said.format(document_id=document.document_id)
    report = build_release([small_archive], tmp_path / "out")
    assert report.failures == [f"{name}.csv: {said} applies to nothing"]
    assert report.competitions == 1
    assert main(["build", "--archive", str(small_archive), "--out", str(tmp_path / "out")]) == 1


def test_undated_competitions_that_share_nothing_are_two(
    small_archive: Path, tmp_path: Path
) -> None:
    names = {"Serie A1": "Prova Inventata", "Campionato Serie A1": "Altra Esempia"}
    for title, name in names.items():
        undated = ROW.replace("2024-05-04", "").replace("Trofeo Finto 2024", f"{title} - 4a prova")
        add_csv(small_archive, HEADER + undated.replace("Prova Inventata", name), f"{title}.csv")
    report = build_release([small_archive], tmp_path / "out")
    assert report.failures == []
    ids = {row[0] for row in content(report.database)["competition"]}
    assert {"serie-a1-4-nessundove", "serie-a1-4-nessundove-2"} <= ids


def test_a_press_result_is_added_with_one_row(small_archive: Path, tmp_path: Path) -> None:
    """What the README tells an editor: a CSV with the header and a row, then `pedana add`."""
    path = tmp_path / "nuovo.csv"
    path.write_text(HEADER + ROW.replace("Finto", "Nuovo"))
    assert (
        main(["add", str(path), "--source", "press_scores", "--archive", str(small_archive)]) == 0
    )
    records = [json.loads(p.read_text()) for p in small_archive.glob("documents/*/*.record.json")]
    assert {record["name"] for record in records} == {"righe.csv", "nuovo.csv"}
    names = content(build_release([small_archive], tmp_path / "out").database)["competition"]
    assert "Trofeo Nuovo 2024" in [row[1] for row in names]


def test_a_lone_score_out_of_scale_is_found(tmp_path: Path) -> None:
    """One score of a competition is held against those of its code: 829.950 and 299.50 are no scores."""
    archive = tmp_path / "archive"
    shutil.copytree(ROOT / "archive", archive)
    total = ROW.replace(
        "Trofeo Finto 2024,2024-05-04", "Campionato Italiano Assoluto 2026,2026-06-06"
    )
    add_csv(
        archive,
        HEADER + total.replace("30.500", "829.950") + total.replace("TOT,30.500", "CE,299.50"),
    )
    added = {one.name: one.document_id for one in list_documents(archive)}["righe.csv"]
    findings = build_release([archive], tmp_path / "out").findings
    found = {(one.check_name, one.record) for one in findings if one.document_id == added}
    assert found == {("points_in_scale", "1"), ("points_in_scale", "2")}


def test_a_federation_code_is_no_part_of_a_club_name(small_archive: Path, tmp_path: Path) -> None:
    coded = ROW.replace("Finto", "Altro").replace("Società Finta", "990112 SOCIETÀ FINTA")
    add_csv(small_archive, HEADER + coded, "altro.csv")
    clubs = content(build_release([small_archive], tmp_path / "out").database)["club"]
    assert [(row[0], row[2]) for row in clubs] == [("societa-finta", "990112")]


def test_links_and_doubts_of_clubs_are_tables(small_archive: Path, tmp_path: Path) -> None:
    other = ROW.replace("Finto", "Altro").replace("Società Finta", "A.S.D. Società Finta")
    sponsor = ROW.replace("Finto", "Terzo").replace("Società Finta", "Società Finta Brillo")
    add_csv(small_archive, HEADER + other + sponsor, "altro.csv")
    tables = content(build_release([small_archive], tmp_path / "out").database)
    assert tables["club_link"] == [
        (1, "societa-finta", "A.S.D. Società Finta", "Società Finta", 6.0,
         "stesso nome senza forma giuridica +6.0")
    ]  # fmt: skip
    assert tables["club_redirect"] == [("a-s-d-societa-finta", "societa-finta")]
    (doubt,) = tables["club_doubt"]
    assert {*doubt[1:3]} == {"societa-finta", "societa-finta-brillo"}


def test_a_release_with_errors_does_not_take_the_place_of_the_one_before(
    small_archive: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "out"
    command = ["build", "--archive", str(small_archive), "--out", str(out)]
    assert main(command) == 0
    before = (out / "pedana.db").read_bytes()
    add_csv(small_archive, HEADER + ROW.replace("2024", "2025"), "altro.csv")
    finding = Finding(
        "ranks_follow_totals",
        "Prova",
        "error",
        "altrove",
        None,
        None,
        None,
        None,
        None,
        "",
        "",
        "prova",
    )
    with monkeypatch.context() as patched:
        patched.setattr(build, "run_checks", lambda _: [finding])
        capsys.readouterr()
        assert main(command) == 1
    said = capsys.readouterr().err
    assert said == (
        "pedana: refused for its errors, pedana.db stays as it was: pedana check "
        f"{out / 'refused.db'}\n"
    )
    assert (out / "pedana.db").read_bytes() == before != (out / "refused.db").read_bytes()
    assert main(command) == 0
    assert (out / "pedana.db").read_bytes() != before and not (out / "refused.db").exists()
