"""No line of a ranking is lost: each is a row as printed, or the document is refused."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.archive import describe_document
from ingest.reading import RawRow, ReadingError
from ingest.sheet.sheets import read_sheet

HEAD = "Pos;Ginnasta;Società;Totale"
FIRST = "1;Prova Ada;Soc Uno;29,450"
Read = Callable[..., list[RawRow]]


def read_csv(path: Path, *lines: str, line_end: str = "\n") -> list[RawRow]:
    path.write_text("\n".join(lines) + line_end, encoding="utf-8")
    content = path.read_bytes()
    document = describe_document(
        content, path, source="table_file", name=path.name, address="", fetched_at="",
        status="added", said={"title": "Gara Finta", "discipline": "rhythmic"},
    )  # fmt: skip
    return list(read_sheet(document))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(line, ...)` are the rows of a CSV of these lines."""
    return lambda *lines: read_csv(tmp_path / "gara.csv", *lines)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2;Finta Lia;Soc Due;26.55o", "line 3: '26.55o' is not a score"),
        ("2;Finta Lia;Soc Due;1.025,200", "line 3: '1.025,200' is not a score"),
        ("2;Finta Lia;Soc Due;28,450 boh", "line 3: '28,450 boh' is not a score"),
    ],
)
def test_a_score_that_is_none_is_an_error(read: Read, line: str, said: str) -> None:
    with pytest.raises(ReadingError, match=said):
        read(HEAD, FIRST, line)


@pytest.mark.parametrize(
    ("line", "rank", "status"),
    [
        ("DNS;Finta Lia;Soc Due;;;", "", "DNS"),
        ("assente;Finta Lia;Soc Due;-;-;-", "", "DNS"),
        ("-;Finta Lia;Soc Due;-;-;-", "", ""),
        (";Finta Lia;Soc Due;;;", "", ""),
        ("3;Finta Lia;Soc Due;;;", "3", ""),
        (";Finta Lia;Soc Due;infortunata;;", "", "withdrawn"),
        (";Finta Lia;Soc Due;assente giustificata;;", "", "DNS"),
    ],
)
def test_a_gymnast_without_scores_is_a_row(read: Read, line: str, rank: str, status: str) -> None:
    head = "Pos;Ginnasta;Società;Cerchio;Palla;Totale"
    first, last = "1;Prova Ada;Soc Uno;14,2;14,1;28,3", "2;Saggio Pia;Soc Tre;14,1;14,1;28,2"
    for lines in ([first, last, line, line.replace("Lia", "Zoe")], [first, line, last]):
        found = [(row.competitor, row.club, row.rank, row.status) for row in read(head, *lines)]
        assert ("Finta Lia", "Soc Due", rank, status) in found
        assert ("Prova Ada", "Soc Uno", "1", "") in found
        assert ("Saggio Pia", "Soc Tre", "2", "") in found
        totals = [row for row in read(head, *lines) if not row.apparatus]
        assert len(totals) == len(lines)


@pytest.mark.parametrize(
    ("head", "place", "rank"),
    [
        ("Pos", "1 ex aequo", "1"),
        ("Pos", "1ª p.m.", "1ª"),
        ("Pos", "T1", "T1"),
        ("Pos", "1°", "1°"),
        ("P.", "1", "1"),
        ("P", "1.", "1."),
        ("N.", "1", "1"),
        ("", "1", "1"),
    ],
)
def test_a_place_however_it_is_printed(read: Read, head: str, place: str, rank: str) -> None:
    lines = [f"{at};Prova {name};Soc Uno;{30 - at},0" for at, name in ((2, "Lia"), (3, "Pia"))]
    rows = read(f"{head};Ginnasta;Società;Totale", f"{place};Prova Ada;Soc Uno;29,450", *lines)
    assert [(row.rank, row.competitor) for row in rows] == [
        (rank, "Prova Ada"),
        ("2", "Prova Lia"),
        ("3", "Prova Pia"),
    ]


@pytest.mark.parametrize("place", ["ex aequo", "=", "e.a.", "pari merito"])
def test_a_tie_stands_at_the_place_above(read: Read, place: str) -> None:
    rows = read(HEAD, FIRST, f"{place};Finta Lia;Soc Due;29,45", "3;Saggio Pia;Soc Tre;27,450")
    assert [row.rank for row in rows] == ["1", "1", "3"]
    with pytest.raises(ReadingError, match=f"line 3: '{place}' is not a place"):
        read(HEAD, FIRST, f"{place};Finta Lia;Soc Due;29,400", "3;Saggio Pia;Soc Tre;27,450")


@pytest.mark.parametrize("place", ["II", "seconda", "?"])
def test_a_place_that_is_none_is_an_error(read: Read, place: str) -> None:
    with pytest.raises(ReadingError, match=f"line 3: '{re.escape(place)}' is not a place"):
        read(HEAD, FIRST, f"{place};Finta Lia;Soc Due;28,450")


def test_remarks_are_no_scores(read: Read) -> None:
    rows = read(
        f"{HEAD};Note",
        f"{FIRST};",
        "2;Finta Lia;Soc Due;28,000;fuori classifica",
        "3;Saggio Pia;Soc Tre;25,200;ammessa finale",
    )
    assert [(row.points, row.status) for row in rows] == [
        ("29,450", ""),
        ("28,000", "out of ranking"),
        ("25,200", ""),
    ]


def test_an_unreadable_component_is_an_error(read: Read) -> None:
    with pytest.raises(ReadingError, match="line 2: '7,2oo' is not a score"):
        read("Pos;Ginnasta;D;A;E;Totale", "1;Prova Ada;8,1;7,1;7,2oo;22,4")


@pytest.mark.parametrize(
    ("line", "rank", "points"),
    [
        ("2;Finta Lia;Soc Due;", "2", ""),  # printed without a score
        ("2;Finta Lia;Soc Due;28", "2", "28"),  # a spreadsheet drops the zeros of 28,000
        (";Finta Lia;Soc Due;28", "", "28"),
        ("2;Finta Lia;A.S.D. www.finta.example;28,450", "2", "28,450"),
        ("2;Finta Lia;Pagina 3;28,450", "2", "28,450"),
        (";Finta Lia;Pagina 3;28,450", "", "28,450"),
    ],
)
def test_a_line_with_a_name_is_a_row(read: Read, line: str, rank: str, points: str) -> None:
    rows = read(HEAD, FIRST, line, "3;Saggio Pia;Soc Tre;27,450")
    assert [(row.rank, row.points) for row in rows] == [
        ("1", "29,450"),
        (rank, points),
        ("3", "27,450"),
    ]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    at=st.tuples(st.integers(0, 2), st.integers(0, 5)),
    text=st.one_of(
        st.text(st.characters(exclude_characters='\n\r;"', exclude_categories=["C"]), max_size=12),
        st.sampled_from(
            ["-", "0", "DNS", "assente", "28", "28,5Q", "www.finta.example", "1=", "n.p."]
        ),
    ),
)
def test_one_garbled_cell_loses_no_row(tmp_path: Path, at: tuple[int, int], text: str) -> None:
    rows = [
        ["1", "Prova Ada", "Soc Uno", "14,800", "14,650", "29,450"],
        ["2", "Finta Lia", "Soc Due", "14,300", "14,150", "28,450"],
        ["3", "Saggio Pia", "Soc Tre", "13,800", "13,650", "27,450"],
    ]
    rows[at[0]][at[1]] = text
    try:
        found = read_csv(
            tmp_path / "gara.csv",
            "Pos;Ginnasta;Società;Cerchio;Palla;Totale",
            *map(";".join, rows),
        )
    except ReadingError:
        return
    assert len([row for row in found if not row.apparatus]) == 3


def test_difficulty_stands_behind_the_total_of_the_apparatus_before(read: Read) -> None:
    rows = read(
        ";;;Cerchio;;;Palla;;;",
        "Pos;Ginnasta;Società;Diff.;Esec.;Totale;Diff.;Esec.;Totale;Totale",
        "1;Prova Ada;Soc Uno;8,1;7,2;15,3;8,0;7,0;15,0;30,3",
    )
    assert [(row.points, row.components) for row in rows] == [
        ("30,3", ()),
        ("15,3", (("D", "8,1"), ("E", "7,2"))),
        ("15,0", (("D", "8,0"), ("E", "7,0"))),
    ]


def test_a_performance_belongs_to_its_meeting(read: Read) -> None:
    rows = read(
        "competition,date,category,rank,name,club,apparatus,d,e,score",
        "Cup One,2026-03-07,junior,1,Prova Ada,Soc Uno,hoop,9,8,17.0",
        "Cup Two,2026-04-07,junior,1,Prova Ada,Soc Uno,hoop,9,8.1,17.1",
    )
    assert [row.attempt for row in rows] == ["1", "1"]


def test_an_apparatus_over_a_column_that_is_none_is_an_error(read: Read) -> None:
    rows = ["1;Prova Ada;Soc Uno;22,1;", "2;Finta Lia;Soc Due;21,1;"]
    for groups in ("Cerchio;Palla;;;", "Cerchio;;;Palla;", "Cerchio;;;;Palla"):
        with pytest.raises(ReadingError, match="heading 'Cerchio / Pos' is not understood"):
            read(groups, "Pos;Ginnasta;Società;Totale;", *rows)


@pytest.mark.parametrize(
    ("head", "total", "note"),
    [("Penalità", "41,8", "penalità sul totale: 0,3"), ("Bonus", "42,4", "bonus sul totale: 0,3")],
)
def test_what_changes_the_total_is_noted(read: Read, head: str, total: str, note: str) -> None:
    rows = read(
        f"Pos;Ginnasta;Cerchio;Palla;{head};Totale",
        f"1;Prova Ada;22,1;20,0;0,3;{total}",
    )
    assert [(row.points, row.note) for row in rows] == [
        (total, note),
        ("22,1", ""),
        ("20,0", ""),
    ]


@pytest.mark.parametrize(
    "line",
    ["3;;;0,00;0,00;0,00", "3;;;;;", "3;-;-;-;-;-", "3;;Soc Tre;0,00;0,00;0,00", "3;;;0;0;0"],
)
def test_a_place_that_nobody_took_is_no_row(read: Read, line: str) -> None:
    rows = read(
        "Pos;Ginnasta;Società;Cerchio;Palla;Totale",
        "1;Prova Ada;Soc Uno;10,1;10,2;20,3",
        "2;Finta Lia;Soc Due;10,1;9,2;19,3",
        line,
    )
    assert [row.rank for row in rows if not row.apparatus] == ["1", "2"]


def test_rows_whose_places_stand_in_pictures_are_an_error(read: Read) -> None:
    lines = [f";Prova {name};Soc Uno;2{9 - at},450" for at, name in enumerate(("Ada", "Lia"))]
    with pytest.raises(ReadingError, match="line 2: 2 rows without a place before place 3"):
        read(HEAD, *lines, "3;Saggio Pia;Soc Tre;26,450")


def test_a_place_that_a_picture_says(tmp_path: Path) -> None:
    page = """<HTML><TABLE><TR><TD>Cl.<TD>Atleta<TD>Tot.
<TR><TD><IMG SRC="gold.gif" ALT="1"><TD>Prova Ada<TD>28.450<TR><TD>2<TD>Finta Lia<TD>27.450</TABLE>"""
    rows = read_csv(tmp_path / "gara.html", page)
    assert [(row.rank, row.competitor) for row in rows] == [("1", "Prova Ada"), ("2", "Finta Lia")]


@pytest.mark.parametrize(
    "text",
    [
        "D 8,6 A 7,6 E 7,2",
        "D:8,600 A:7,600 E:7,200",
        "(D 8.6 - A 7.6 - E 7.2)",
        "D=8,6; A=7,6; E=7,2",
    ],
)
@pytest.mark.parametrize("column", [1, 3])
def test_components_said_in_one_text_below_the_total(read: Read, text: str, column: int) -> None:
    line = ",".join('"' + text + '"' if at == column else "" for at in range(4))
    head, rows = (
        HEAD.replace(";", ","),
        ['1,Prova Ada,Soc Uno,"23,4"', '2,Finta Lia,Soc Due,"23,4"'],
    )
    found = read(head, rows[0], line, rows[1], line)
    assert [(row.competitor, row.club) for row in found] == [
        ("Prova Ada", "Soc Uno"),
        ("Finta Lia", "Soc Due"),
    ]
    for row in found:
        components = [(code, points.replace(",", ".")) for code, points in row.components]
        assert [(code, float(points)) for code, points in components] == [
            ("D", 8.6),
            ("A", 7.6),
            ("E", 7.2),
        ]


@pytest.mark.parametrize(
    ("head", "row", "line"),
    [
        (HEAD, FIRST, ";;ASD Finta D 8,6 A 7,6;"),
        (
            "Pos;Ginnasta;Cerchio;Palla;Totale",
            "1;Prova Ada;23,4;23,4;46,8",
            ";;D 8,6 A 7,6 E 7,2;;",
        ),
    ],
)
def test_components_among_other_words_are_an_error(
    read: Read, head: str, row: str, line: str
) -> None:
    with pytest.raises(ReadingError, match="line 3: components that are not understood"):
        read(head, row, line)


def test_a_sum_below_the_total_is_said_to_be_left_out(
    read: Read, caplog: pytest.LogCaptureFixture
) -> None:
    rows = read(HEAD, FIRST, ";(8,6+6,2+7,7);;", "2;Finta Lia;Soc Due;28,450")
    assert [(row.competitor, row.club, row.squad) for row in rows] == [
        ("Prova Ada", "Soc Uno", ""),
        ("Finta Lia", "Soc Due", ""),
    ]
    assert [record.message for record in caplog.records] == [
        "left out, numbers without a name: (8,6+6,2+7,7)"
    ]


def test_many_zeros_are_routines_that_were_not_performed(read: Read) -> None:
    head = "Pos;Ginnasta;Cerchio;Palla;Clavette;Totale"
    many = read(head, "1;Prova Ada;14,1;0,000;14,2;28,3", "2;Finta Lia;0,000;14,1;14,1;28,2")
    assert [(row.apparatus, row.points) for row in many if row.apparatus] == [
        ("Cerchio", "14,1"),
        ("Clavette", "14,2"),
        ("Palla", "14,1"),
        ("Clavette", "14,1"),
    ]
    assert [row.note for row in many if row.rank] == [
        "non eseguiti: Palla",
        "non eseguiti: Cerchio",
    ]
    one = read(head, "1;Prova Ada;14,1;14,2;14,2;42,5", "2;Finta Lia;0,000;14,1;14,1;28,2")
    assert [row.points for row in one if row.competitor == "Finta Lia"] == [
        "28,2",
        "0,000",
        "14,1",
        "14,1",
    ]
