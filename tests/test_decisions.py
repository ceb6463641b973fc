"""Decisions are read strictly, apply where they say, and are loud when they no longer do."""

import codecs
import csv

import pytest

from ingest.decisions import FILES, Club, DecisionError, Decisions, load_decisions
from tests.rows import raw, read

CORRECTION = {
    "document_id": "a" * 12,
    "record": "1",
    "field": "points",
    "printed": "829.950",
    "correct": "29.950",
    "reason": "una cifra di troppo",
    "decided_on": "2025-01-01",
}


def write(archive, name, *rows, columns=None):
    folder = archive / "decisions"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns or FILES[name])
        writer.writerows(rows)


def correct(archive, **changes):
    write(archive, "corrections", (CORRECTION | changes).values())
    return load_decisions([archive])


def test_an_archive_without_decisions(tmp_path):
    assert load_decisions([tmp_path]) == Decisions()


# Corrections


def test_a_correction_changes_the_value_and_keeps_the_print(tmp_path):
    decisions = correct(tmp_path)
    _, row = read(decisions=decisions, points="829.950")
    assert (row.points, row.points_printed) == (29.95, "829.950")
    assert decisions.unused() == []


def test_a_value_is_called_doubtful_and_stays(tmp_path):
    decisions = correct(tmp_path, correct="?")
    _, row = read(decisions=decisions, points="829.950")
    assert (row.points, row.is_doubtful) == (829.95, True)
    assert not read(decisions=decisions, record="2", points="29.950")[1].is_doubtful
    assert decisions.unused() == []
    decisions = correct(tmp_path, correct="?")
    read(decisions=decisions, points="29.950")
    with pytest.raises(DecisionError, match="not '829.950'"):
        decisions.require_fitting("a" * 12)


@pytest.mark.parametrize("place", [("b", "1"), ("a", "2")])
def test_a_correction_touches_no_other_record(tmp_path, place):
    doc, record = place
    decisions = correct(tmp_path)
    assert read(doc, decisions, record=record, points="829.950")[1].points == 829.95


def test_a_stale_correction_is_loud(tmp_path):
    decisions = correct(tmp_path)
    decisions.correct("a" * 12, raw(points="29.950"))
    decisions.require_fitting("b" * 12)
    with pytest.raises(DecisionError) as error:
        decisions.require_fitting("a" * 12)
    assert str(error.value) == (
        "corrections.csv: aaaaaaaaaaaa record 1: points is printed '29.950', not '829.950'"
    )


@pytest.mark.parametrize("correct_value", ["29.950", "?"])
def test_of_a_line_with_several_marks_the_one_that_prints_it(tmp_path, correct_value):
    """A line of a report: "24.900 al cerchio e 829.950 alla palla"."""
    decisions = correct(tmp_path, correct=correct_value)
    hoop, ball = (
        read(decisions=decisions, points=points, apparatus=word)[1]
        for word, points in (("CE", "24.900"), ("PA", "829.950"))
    )
    decisions.require_fitting("a" * 12)
    assert (hoop.points, hoop.is_doubtful, hoop.note) == (24.9, False, "")
    assert (ball.points, ball.is_doubtful) in [(29.95, False), (829.95, True)]
    assert decisions.unused() == []


def test_one_value_of_two_marks_of_a_line_cannot_be_told(tmp_path):
    decisions = correct(tmp_path)
    read(decisions=decisions, points="829.950", apparatus="CE")
    read(decisions=decisions, points="829.950", apparatus="CE", team="Società Finta", kind="team")
    with pytest.raises(DecisionError, match="'829.950' is printed for CE and PA"):
        read(decisions=decisions, points="829.950", apparatus="PA")


def test_a_correction_that_applies_to_nothing_is_reported(tmp_path):
    decisions = correct(tmp_path, record="99")
    read(decisions=decisions, points="829.950")
    assert decisions.unused() == [
        "corrections.csv: aaaaaaaaaaaa 99 points applies to nothing",
    ]


def test_two_corrections_of_one_record_apply_both(tmp_path):
    write(
        tmp_path,
        "corrections",
        CORRECTION.values(),
        (CORRECTION | {"field": "rank", "printed": "11", "correct": "1"}).values(),
    )
    decisions = load_decisions([tmp_path])
    _, row = read(decisions=decisions, points="829.950", rank="11")
    assert (row.points, row.rank, row.rank_printed) == (29.95, 1, "11")
    assert decisions.unused() == []


def test_one_of_two_corrections_that_is_not_used_is_reported(tmp_path):
    write(
        tmp_path,
        "corrections",
        CORRECTION.values(),
        (CORRECTION | {"record": "2", "field": "rank", "correct": "1"}).values(),
    )
    decisions = load_decisions([tmp_path])
    read(decisions=decisions, points="829.950")
    assert decisions.unused() == ["corrections.csv: aaaaaaaaaaaa 2 rank applies to nothing"]


@pytest.mark.parametrize(
    ("field", "printed", "correct_value", "note"),
    [
        ("rank", "2", "1", "posto: stampato 2, corretto: una cifra di troppo"),
        ("rank", "", "1", "posto: stampato niente, corretto: una cifra di troppo"),
        (
            "date",
            "2026-05-03",
            "2026-05-04",
            "data: stampato 2026-05-03, corretto: una cifra di troppo",
        ),
        ("points", "29.950", "?", "punteggio in dubbio: una cifra di troppo"),
    ],
)
def test_what_a_page_does_not_show_beside_a_number_is_noted(
    tmp_path, field, printed, correct_value, note
):
    decisions = correct(tmp_path, field=field, printed=printed, correct=correct_value)
    row = decisions.correct(
        "a" * 12, raw(**{"points": "29.950", field: printed, "note": "pari merito"})
    )
    assert row.note == f"pari merito; {note}"


@pytest.mark.parametrize(
    ("field", "correct_value", "message"),
    [
        ("points", "abc", "points 'abc' are not a number"),
        ("rank", "primo", "rank 'primo' is not a place"),
        ("rank", "?", "only points can be doubtful"),
        ("date", "2026-02-30", "date '2026-02-30' is not a day of the calendar"),
    ],
)
def test_a_correction_is_read_before_it_is_needed(tmp_path, field, correct_value, message):
    with pytest.raises(DecisionError) as error:
        correct(tmp_path, field=field, correct=correct_value)
    assert str(error.value) == f"corrections.csv: aaaaaaaaaaaa record 1: {message}"


def test_only_some_fields_can_be_corrected(tmp_path):
    with pytest.raises(DecisionError, match="field 'address' cannot be corrected"):
        correct(tmp_path, field="address")


# Names of competitions


def test_a_name_of_a_competition_that_no_title_uses_is_reported(tmp_path):
    write(tmp_path, "competitions", ("Titolo Finto", "Serie A1", "prova", "2025-01-01"))
    decisions = load_decisions([tmp_path])
    assert decisions.unused() == ["competitions.csv: Titolo Finto applies to nothing"]
    header, _ = read(decisions=decisions, title="Titolo Finto")
    assert header.series.series_id == "serie-a1"
    assert decisions.unused() == []


# Clubs


@pytest.mark.parametrize("printed", ["A.S. Finta", "a.s. FINTA", "A S Finta"])
def test_a_club_under_another_name(tmp_path, printed):
    write(tmp_path, "clubs", ("A.S. Finta", "finta", "Società Finta", "", "prova", "2025-01-01"))
    decisions = load_decisions([tmp_path])
    assert decisions.club(printed) == Club("finta", "Società Finta", "club")


def test_a_club_without_a_decision_is_its_own():
    assert Decisions().club("Società Finta") == Club("societa-finta", "Società Finta", "club")
    assert Decisions().club_id("") == ""


def test_a_club_name_is_given_to_one_club(tmp_path):
    write(
        tmp_path,
        "clubs",
        ("A.S. Finta", "uno", "Uno Finta", "", "prova", "2025-01-01"),
        ("a.s. finta", "due", "Due Finta", "", "prova", "2025-01-01"),
    )
    with pytest.raises(DecisionError, match=r"clubs\.csv: 'a\.s\. finta' is given to two clubs"):
        load_decisions([tmp_path])


@pytest.mark.parametrize("rows", [("A.S. Finta", "Altra Finta"), ("A.S. Finta", "A.S. FINTA")])
def test_a_club_has_one_name(tmp_path, rows):
    lines = [(name, "finta", name, "", "prova", "2025-01-01") for name in rows]
    write(tmp_path, "clubs", *lines)
    with pytest.raises(DecisionError, match=r"clubs\.csv: finta has two names or kinds"):
        load_decisions([tmp_path])


def test_the_name_decided_is_a_name_of_the_club(tmp_path):
    write(tmp_path, "clubs", ("A.S. Finta", "finta", "Società Finta", "", "prova", "2025-01-01"))
    decisions = load_decisions([tmp_path])
    assert decisions.club_id("Società Finta") == decisions.club_id("000112 A.S. FINTA") == "finta"


def test_a_name_is_not_the_club_whose_id_it_would_have(tmp_path):
    write(tmp_path, "clubs", ("A.S. Finta", "finta", "Società Finta", "", "prova", "2025-01-01"))
    assert load_decisions([tmp_path]).club_id("Finta") == "finta:"


def test_a_name_with_its_code_is_decided_before_the_name(tmp_path):
    line = ("000112 Finta", "uno", "Uno Finta", "", "prova", "2025-01-01")
    write(tmp_path, "clubs", line, ("Finta", "due", "Due Finta", "", "prova", "2025-01-01"))
    decisions = load_decisions([tmp_path])
    assert (decisions.club_id("000112 FINTA"), decisions.club_id("FINTA")) == ("uno", "due")


# Form


@pytest.mark.parametrize("rows", [0, 1])
@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("clubs", ("x",) * 6),
        ("competitions", ("x",) * 4),
        ("corrections", ("x",) * 7),
        ("identity", ("x",) * 7),
        ("athletes", ("x",) * 3),
    ],
)
def test_wrong_columns_are_named(tmp_path, name, row, rows):
    columns = [*FILES[name][:-1], "colonna_finta"]
    write(tmp_path, name, *[row] * rows, columns=columns)
    with pytest.raises(DecisionError, match=rf"{name}\.csv: the columns are not {FILES[name][0]}"):
        load_decisions([tmp_path])


def test_semicolons_are_wrong_columns(tmp_path):
    (tmp_path / "decisions").mkdir()
    text = ";".join(FILES["athletes"]) + "\nx;y;1\n"
    (tmp_path / "decisions" / "athletes.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DecisionError, match="the columns are not athlete_id, document_id, record"):
        load_decisions([tmp_path])


@pytest.mark.parametrize("cells", [("beta", "b" * 12), ("beta", "b" * 12, "1", "di troppo")])
def test_a_row_of_another_length_is_named(tmp_path, cells):
    write(tmp_path, "athletes", ("alfa", "a" * 12, "1"), cells)
    with pytest.raises(DecisionError, match=f"row 2 has {len(cells)} cells, expected 3"):
        load_decisions([tmp_path])


def test_a_file_as_a_spreadsheet_saves_it(tmp_path):
    write(tmp_path, "athletes", ("alfa", "a" * 12, "1"))
    path = tmp_path / "decisions" / "athletes.csv"
    assert b"\r\n" in path.read_bytes()
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    assert load_decisions([tmp_path]).athletes == {("a" * 12, "1"): "alfa"}


@pytest.mark.parametrize("content", [b"", "Società".encode("latin-1"), b'"a'])
def test_a_file_that_is_no_csv_in_utf_8(tmp_path, content):
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "clubs.csv").write_bytes(content)
    with pytest.raises(DecisionError, match=r"clubs\.csv: not a CSV in UTF-8"):
        load_decisions([tmp_path])


def test_the_decisions_of_all_archives_count(tmp_path):
    write(tmp_path / "uno", "athletes", ("alfa", "a" * 12, "1"))
    write(tmp_path / "due", "athletes", ("beta", "b" * 12, "1"))
    decisions = load_decisions([tmp_path / "uno", tmp_path / "due"])
    assert decisions.athletes == {("a" * 12, "1"): "alfa", ("b" * 12, "1"): "beta"}
