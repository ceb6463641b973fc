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
        ("competitor", "", "competitor '' is no name: it has neither letter nor digit"),
        ("club", "--", "club '--' is no name: it has neither letter nor digit"),
        ("points", "829.950", "points '829.950' is corrected to itself"),
    ],
)
def test_a_correction_is_read_before_it_is_needed(tmp_path, field, correct_value, message):
    with pytest.raises(DecisionError) as error:
        correct(tmp_path, field=field, correct=correct_value)
    assert str(error.value) == f"corrections.csv: aaaaaaaaaaaa record 1: {message}"


def test_a_club_that_is_none_is_corrected_to_nothing(tmp_path):
    decisions = correct(tmp_path, field="club", printed="Nessuna", correct="")
    assert decisions.correct("a" * 12, raw(club="Nessuna")).club == ""


def test_two_values_of_one_record_are_corrected(tmp_path):
    """One line of a report prints two scores that are wrong."""
    second = CORRECTION | {"printed": "825.900", "correct": "25.900"}
    write(tmp_path, "corrections", CORRECTION.values(), second.values())
    decisions = load_decisions([tmp_path])
    marks = {"CE": "829.950", "PA": "825.900", "CL": "25.000"}
    read_marks = [
        read(decisions=decisions, points=points, apparatus=word)[1].points
        for word, points in marks.items()
    ]
    decisions.require_fitting("a" * 12)
    assert (read_marks, decisions.unused()) == ([29.95, 25.9, 25.0], [])


def test_a_correction_is_not_corrected_again(tmp_path):
    """Each line speaks of what is printed: the correct value of one may be the misprint of another."""
    second = CORRECTION | {"printed": "29.950", "correct": "29.900"}
    write(tmp_path, "corrections", CORRECTION.values(), second.values())
    decisions = load_decisions([tmp_path])
    assert read(decisions=decisions, points="829.950", apparatus="CE")[1].points == 29.95
    assert read(decisions=decisions, points="29.950", apparatus="PA")[1].points == 29.9


def test_one_of_two_values_of_a_record_that_is_not_there_is_loud(tmp_path):
    second = CORRECTION | {"printed": "825.900", "correct": "25.900"}
    write(tmp_path, "corrections", CORRECTION.values(), second.values())
    decisions = load_decisions([tmp_path])
    read(decisions=decisions, points="829.950")
    with pytest.raises(DecisionError, match=r"points is printed '829\.950', not '825\.900'"):
        decisions.require_fitting("a" * 12)


@pytest.mark.parametrize("folders", [("uno", "uno"), ("uno", "due")])
@pytest.mark.parametrize("second", ["29.950", "?", "29.900"])
def test_one_value_is_corrected_once(tmp_path, folders, second):
    lines = [CORRECTION.values(), (CORRECTION | {"correct": second}).values()]
    for folder in set(folders):
        write(tmp_path / folder, "corrections", *(lines if len({*folders}) == 1 else [lines.pop()]))
    with pytest.raises(DecisionError) as error:
        load_decisions([tmp_path / folder for folder in dict.fromkeys(folders)])
    assert str(error.value) == (
        "corrections.csv: aaaaaaaaaaaa record 1: points '829.950' is corrected twice"
    )


# What a line of a sheet prints once for all its marks

LINE = {"record": "1.6", "field": "competitor", "printed": "PROVA Zibara", "correct": "PROVA Ziba"}


@pytest.mark.parametrize(
    ("field", "printed", "correct_value"),
    [
        ("competitor", "PROVA Zibara", "PROVA Ziba"),
        ("club", "Società Fimta", "Società Finta"),
        ("date", "2021-03-07", "2021-03-06"),
    ],
)
def test_what_a_line_prints_once_is_corrected_for_all_its_marks(
    tmp_path, field, printed, correct_value
):
    decisions = correct(tmp_path, record="1.6", field=field, printed=printed, correct=correct_value)
    for record in ("1.6", "1.6.1", "1.6.4", "1.6.4.2"):
        row = decisions.correct("a" * 12, raw(record=record, **{field: printed}))
        assert getattr(row, field) == correct_value
    for record, text in {"1.61": printed, "1.5.1": printed, "1": printed, "1.6.1": "2020"}.items():
        assert (
            getattr(decisions.correct("a" * 12, raw(record=record, **{field: text})), field) == text
        )
    decisions.require_fitting("a" * 12)
    assert decisions.unused() == []


def test_a_line_whose_own_record_prints_nothing_is_used(tmp_path):
    """Of a gymnast of a team the sheet prints routines only."""
    decisions = correct(tmp_path, **LINE)
    assert decisions.correct(
        "a" * 12, raw(record="1.6.1", competitor="PROVA Zibara")
    ).competitor == ("PROVA Ziba")
    decisions.require_fitting("a" * 12)
    assert decisions.unused() == []


def test_a_line_that_no_mark_prints_is_loud(tmp_path):
    decisions = correct(tmp_path, **LINE)
    for record in ("1.6", "1.6.1"):
        decisions.correct("a" * 12, raw(record=record, competitor="PROVA Ziba"))
    with pytest.raises(DecisionError) as error:
        decisions.require_fitting("a" * 12)
    assert str(error.value) == (
        "corrections.csv: aaaaaaaaaaaa record 1.6: competitor is printed 'PROVA Ziba', not 'PROVA Zibara'"
    )


@pytest.mark.parametrize(
    ("field", "value"), [("points", "829.950"), ("rank", "7"), ("apparatus", "CE")]
)
def test_what_is_a_marks_own_is_corrected_at_its_own_record(tmp_path, field, value):
    correct_value = {"points": "29.950", "rank": "1", "apparatus": "PA"}[field]
    decisions = correct(tmp_path, record="1.6", field=field, printed=value, correct=correct_value)
    row = raw(record="1.6.1", **{field: value})
    assert decisions.correct("a" * 12, row) == row
    assert decisions.unused() == [f"corrections.csv: aaaaaaaaaaaa 1.6 {field} applies to nothing"]


def test_the_nearer_record_comes_first(tmp_path):
    near = CORRECTION | LINE | {"record": "1.6.1", "correct": "PROVA Zeta"}
    write(tmp_path, "corrections", (CORRECTION | LINE).values(), near.values())
    decisions = load_decisions([tmp_path])
    names = [
        decisions.correct("a" * 12, raw(record=record, competitor="PROVA Zibara")).competitor
        for record in ("1.6", "1.6.1", "1.6.2")
    ]
    assert names == ["PROVA Ziba", "PROVA Zeta", "PROVA Ziba"]


def test_the_parts_of_a_name_that_was_corrected_are_not_kept(tmp_path):
    decisions = correct(tmp_path, **LINE)
    _, row = read(
        decisions=decisions, record="1.6.1", competitor="PROVA Zibara", family_name="PROVA",
        given_name="Zibara", name_split="printed",
    )  # fmt: skip
    assert (row.competitor, row.family_name, row.given_name) == ("PROVA Ziba", "", "")


def test_a_gymnast_counts_for_the_club_as_corrected(tmp_path):
    decisions = correct(tmp_path, field="club", printed="Società Fimta", correct="Società Finta")
    row = decisions.correct("a" * 12, raw(club="Società Fimta", team="Società Fimta"))
    assert (row.club, row.team) == ("Società Finta", "Società Finta")
    row = decisions.correct("a" * 12, raw(club="Altra Finta", team="Società Fimta"))
    assert (row.club, row.team) == ("Altra Finta", "Società Finta")
    row = decisions.correct("a" * 12, raw(club="Società Fimta", team="Altra Finta"))
    assert (row.club, row.team) == ("Società Finta", "Altra Finta")


# The names of a squad

SQUAD = "Prova Zibara, riserva Finta Lia; Esempia Ada"
MEMBER = {"record": "418-2", "field": "competitor", "printed": "Finta Lia", "correct": "Finta Mia"}


@pytest.mark.parametrize("record", ["418", "418.3"])
def test_a_name_of_a_squad_is_corrected(tmp_path, record):
    decisions = correct(tmp_path, **MEMBER)
    row = decisions.correct("a" * 12, raw(record=record, competitor_kind="group", squad=SQUAD))
    assert row.squad == "Prova Zibara, riserva Finta Mia; Esempia Ada"
    assert row.note == "nome corretto: una cifra di troppo"
    decisions.require_fitting("a" * 12)
    assert decisions.unused() == []


def test_a_name_of_a_squad_that_is_not_there_is_loud(tmp_path):
    decisions = correct(tmp_path, **MEMBER)
    decisions.correct(
        "a" * 12, raw(record="418", competitor_kind="group", squad="Uno Finta, Due Finta")
    )
    with pytest.raises(DecisionError, match="record 418-2: competitor is printed 'Due Finta', not"):
        decisions.require_fitting("a" * 12)
    decisions = correct(tmp_path, **MEMBER | {"record": "418-9"})
    decisions.correct("a" * 12, raw(record="418", competitor_kind="group", squad=SQUAD))
    assert decisions.unused() == [
        "corrections.csv: aaaaaaaaaaaa 418-9 competitor applies to nothing"
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"field": "club"}, "of a name of a squad only the competitor can be corrected"),
        ({"record": "418-0"}, "the record of a name of a squad is record-number, the first is 1"),
        ({"record": "418-a"}, "the record of a name of a squad is record-number, the first is 1"),
        ({"correct": "Finta Mia, Altra"}, "'Finta Mia, Altra' is not one name"),
        ({"correct": ""}, "'' is not one name"),
    ],
)
def test_a_correction_of_a_squad_is_of_one_name(tmp_path, changes, message):
    with pytest.raises(DecisionError) as error:
        correct(tmp_path, **MEMBER | changes)
    record = (MEMBER | changes)["record"]
    assert str(error.value) == f"corrections.csv: aaaaaaaaaaaa record {record}: {message}"


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


@pytest.mark.parametrize(
    ("reason", "day", "said"),
    [
        ("", "2025-01-01", "the reason is empty"),
        (" \t", "2025-01-01", "the reason is empty"),
        ("prova", "", "decided_on '' is not a day such as 2025-01-31"),
        ("prova", "1/2/2025", "decided_on '1/2/2025' is not a day such as 2025-01-31"),
        ("prova", "2025-02-30", "decided_on '2025-02-30' is not a day such as 2025-01-31"),
        ("prova", "20250131", "decided_on '20250131' is not a day such as 2025-01-31"),
    ],
)
@pytest.mark.parametrize("name", ["clubs", "competitions", "corrections", "identity"])
def test_a_decision_says_why_and_when(tmp_path, name, reason, day, said):
    start = (
        tuple(CORRECTION.values())[:5] if name == "corrections" else ("x",) * (len(FILES[name]) - 2)
    )
    lines = [(*start, "prova", "2025-01-01"), (*start, reason, day)]
    write(tmp_path, name, *lines)
    with pytest.raises(DecisionError) as error:
        load_decisions([tmp_path])
    assert str(error.value) == f"{tmp_path / 'decisions' / name}.csv: row 2: {said}"


@pytest.mark.parametrize(
    "athlete_id", ["", "alfa", "ALFA00001", "alfa 0001", "alfa0000001", "àlfa00001"]
)
def test_what_is_no_id_of_an_athlete(tmp_path, athlete_id):
    write(tmp_path, "athletes", (athlete_id, "a" * 12, "1"))
    with pytest.raises(DecisionError) as error:
        load_decisions([tmp_path])
    assert str(error.value) == (
        f"athletes.csv: aaaaaaaaaaaa record 1: {athlete_id!r} is no id: 8 to 10 letters a-z and digits"
    )


def test_a_mention_has_one_id(tmp_path):
    write(tmp_path, "athletes", ("alfa00001", "a" * 12, "1"), ("beta00001", "a" * 12, "1"))
    with pytest.raises(DecisionError) as error:
        load_decisions([tmp_path])
    assert str(error.value) == (
        "athletes.csv: aaaaaaaaaaaa record 1 has two ids: alfa00001 and beta00001"
    )


def test_an_athlete_may_have_several_recorded_mentions(tmp_path):
    write(tmp_path, "athletes", ("alfa00001", "a" * 12, "1"), ("alfa00001", "b" * 12, "1"))
    assert len(load_decisions([tmp_path]).athletes) == 2


@pytest.mark.parametrize("text", ["", "\n", "\n\n", "\ufeff", " \n", ",,\n"])
def test_a_file_without_a_first_line_is_named(tmp_path, text):
    write(tmp_path, "visibility")
    (tmp_path / "decisions" / "visibility.csv").write_text(text, encoding="utf-8")
    with pytest.raises(
        DecisionError, match="the first line is empty: it must be ages,category,level"
    ):
        load_decisions([tmp_path])


def test_blank_lines_decide_nothing(tmp_path):
    path = tmp_path / "decisions" / "visibility.csv"
    write(tmp_path, "visibility")
    assert load_decisions([tmp_path]).visibility == []
    path.write_text(f"{path.read_text()}\n\n,Allieve,,initials,scelta,2026-11-23\n\n")
    assert [row["category"] for row in load_decisions([tmp_path]).visibility] == ["Allieve"]
    path.write_text(f"{path.read_text()}\n,Allieve\n")
    with pytest.raises(DecisionError, match="row 6 has 2 cells, expected 6"):
        load_decisions([tmp_path])


def test_semicolons_are_wrong_columns(tmp_path):
    (tmp_path / "decisions").mkdir()
    text = ";".join(FILES["athletes"]) + "\nx;y;1\n"
    (tmp_path / "decisions" / "athletes.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DecisionError, match="the columns are not athlete_id, document_id, record"):
        load_decisions([tmp_path])


@pytest.mark.parametrize(
    "cells", [("beta00001", "b" * 12), ("beta00001", "b" * 12, "1", "di troppo")]
)
def test_a_row_of_another_length_is_named(tmp_path, cells):
    write(tmp_path, "athletes", ("alfa00001", "a" * 12, "1"), cells)
    with pytest.raises(DecisionError, match=f"row 2 has {len(cells)} cells, expected 3"):
        load_decisions([tmp_path])


def test_a_file_as_a_spreadsheet_saves_it(tmp_path):
    write(tmp_path, "athletes", ("alfa00001", "a" * 12, "1"))
    path = tmp_path / "decisions" / "athletes.csv"
    assert b"\r\n" in path.read_bytes()
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    assert load_decisions([tmp_path]).athletes == {("a" * 12, "1"): "alfa00001"}


@pytest.mark.parametrize("content", ["Società".encode("latin-1"), b'"a'])
def test_a_file_that_is_no_csv_in_utf_8(tmp_path, content):
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "clubs.csv").write_bytes(content)
    with pytest.raises(DecisionError, match=r"clubs\.csv: not a CSV in UTF-8"):
        load_decisions([tmp_path])


def test_the_decisions_of_all_archives_count(tmp_path):
    write(tmp_path / "uno", "athletes", ("alfa00001", "a" * 12, "1"))
    write(tmp_path / "due", "athletes", ("beta00001", "b" * 12, "1"))
    decisions = load_decisions([tmp_path / "uno", tmp_path / "due"])
    assert decisions.athletes == {("a" * 12, "1"): "alfa00001", ("b" * 12, "1"): "beta00001"}
