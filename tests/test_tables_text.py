"""CSV, TSV, text of fixed width and their charsets as lines of words."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sheet import cells
from tests.table_lines import FIXED, SEMICOLONS, edges, lines, refusal, texts

# Delimited text

TITLES = "Trofeo Finto, 1ª prova, Nessundove\nAllieve A1\n\n"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (SEMICOLONS, ["2", "ESEMPIA Altra", "23,9", "25"]),
        (TITLES + SEMICOLONS, ["2", "ESEMPIA Altra", "23,9", "25"]),
        (SEMICOLONS.replace(";", "\t"), ["2", "ESEMPIA Altra", "23,9", "25"]),
        (SEMICOLONS.replace(";", " | "), ["2", "ESEMPIA Altra", "23,9", "25"]),
        ("sep=;\n" + SEMICOLONS, ["2", "ESEMPIA Altra", "23,9", "25"]),
        ("sep=,\nNome,Note\nFINTA;Prova,a;b\n", ["FINTA;Prova", "a;b"]),
        ("Pos,Nome,Totale\n1,FINTA Prova,24.900\n", ["1", "FINTA Prova", "24.900"]),
        ('Pos,Nome,Totale\n1,"FINTA, Prova","24,900"\n', ["1", "FINTA, Prova", "24,900"]),
        ('Pos, Nome, Totale\n1, "FINTA, Prova", "24,9"\n', ["1", "FINTA, Prova", "24,9"]),
        ('Nome;Club\nFINTA Prova;A.S.D. "Finta"\n', ["FINTA Prova", 'A.S.D. "Finta"']),
        ('Nome;Club\nFINTA Prova;"Finta" ASD\n', ["FINTA Prova", "Finta ASD"]),
        ('Nome;Club\nFINTA Prova;"A.S.D. ""Finta"""\n', ["FINTA Prova", 'A.S.D. "Finta"']),
        ('Nome;Club\nFINTA Prova;"Una; due"\n', ["FINTA Prova", "Una; due"]),
        ("Nome,D,Giuria\nFINTA,5.5,9|9|9\nALTRA,5,8|9|9\n", ["ALTRA", "5", "8|9|9"]),
        ("Nome;E;Tot\nFINTA, Prova;7\nALTRA, Esempia;8;9\n", ["ALTRA, Esempia", "8", "9"]),
        ("Nome;Club\r\nFINTA Prova;Finta\r\n", ["FINTA Prova", "Finta"]),
        ("Nome;Club\rFINTA Prova;Finta\r", ["FINTA Prova", "Finta"]),
        ("Ginnasta\nFINTA Prova\n", ["FINTA Prova"]),
        ("Nome;Club\nFINTA Prova;Finta\n\x1a", ["FINTA Prova", "Finta"]),
    ],
)
def test_separator_is_found(text: str, last: list[str]) -> None:
    assert texts(text)[-1] == last


NAMES = ["FINTA Prova", "D'ESEMPIO Alfa", "INVENTATA, Zeta", "Müller, Ida", "DOPPIO  Blanco"]
CLUBS = ["000112 SPES FINTA", 'A.S.D. "Finta"', "Finta, Nessundove", "Pol. A; B", "Pro | Finta", ""]
ABOVE = ["Trofeo Finto, 1ª prova, Nessundove", "Allieve A1", "Data: 12/3/2023; luogo: qui", "a | b"]


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(",;\t|"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_any_table_is_read_as_it_was_written(
    data: st.DataObject, separator: str, quoting: int
) -> None:
    sign = data.draw(st.sampled_from(".,"))
    count = data.draw(st.integers(1, 6))
    score = st.decimals(0, 30, places=3).map(lambda points: str(points).replace(".", sign))
    scores = [score | st.sampled_from(["", "0", "9", "assente"])] * count
    row = st.tuples(
        st.sampled_from(["1", "2.", "3°", ""]), st.sampled_from(NAMES), st.sampled_from(CLUBS)
    )
    rows = data.draw(st.lists(st.tuples(row, st.tuples(*scores)), min_size=2, max_size=12))
    table = [("Pos", "Nome", "Club", "CE", "PA", "CL", "NA", "FU", "Tot")[: count + 3]]
    table += [left + right for left, right in rows]
    file = io.StringIO()
    file.writelines(f"{line}\n" for line in data.draw(st.lists(st.sampled_from(ABOVE), max_size=3)))
    csv.writer(file, delimiter=separator, quoting=quoting).writerows(table)
    expected = [[cells.clean(text) for text in line if text] for line in table]
    assert texts(file.getvalue())[-len(expected) :] == expected


def test_blank_cells_leave_their_column_free() -> None:
    read = lines("Pos;Ginnasta;Club;Totale\n;FINTA Prova; ;24,9\n")
    assert edges(read[1]) == [("FINTA Prova", 1.0, 1.9), ("24,9", 3.0, 3.9)]


def test_title_with_commas_above_a_comma_table_is_one_word() -> None:
    read = texts("Trofeo Finto, 1ª prova, Nessundove\nPos,Nome,Totale\n1,FINTA Prova,24.9\n")
    assert read[0] == ["Trofeo Finto, 1ª prova, Nessundove"]


def test_numbers_of_delimited_lines_are_those_of_the_file() -> None:
    read = lines('\n\nPos;Nome\n\n1;"FINTA Prova\nSocietà Finta"\n2;ESEMPIA Altra\n')
    assert [(line.number, line.text) for line in read] == [
        (3, "Pos Nome"),
        (5, "1 FINTA Prova"),
        (5, "Società Finta"),
        (7, "2 ESEMPIA Altra"),
    ]


def test_quote_that_is_not_closed_stops() -> None:
    text = 'Pos;Nome;Club\n1;FINTA Prova;"Finta\n2;ESEMPIA Altra;"Altra"\n3;VUOTA Finta;Terza\n'
    assert refusal(text).startswith("line 2: not read as CSV")


# Text of fixed width


def test_fixed_width_gives_words_at_their_characters() -> None:
    read = lines(FIXED)
    assert [line.number for line in read] == [1, 2, 4, 5, 6]
    assert edges(read[0]) == [("Trofeo Finto, Nessundove", 0.0, 24.0)]
    assert edges(read[2]) == [
        ("1.", 1.0, 3.0),
        ("FINTA Prova", 5.0, 16.0),
        ("Società Finta", 27.0, 40.0),
        ("24,900", 46.0, 52.0),
    ]


def test_one_blank_parts_words_where_a_column_begins_or_ends() -> None:
    assert texts(FIXED)[-1] == ["3.", "INVENTATA Lunghissima", "Club Inventatissimo", "2,000"]


def test_fixed_width_of_names_with_a_comma_and_of_no_break_spaces() -> None:
    rows = "".join(f"{at}   FINTA, Prova{at}   24,9{at}\n" for at in range(3))
    assert texts(rows)[0] == ["0", "FINTA, Prova0", "24,90"]
    assert texts(FIXED.replace(" ", "\u00a0"))[1:] == texts(FIXED)[1:]


def test_tabs_that_push_words_to_a_column_by_eye() -> None:
    rows = (
        "Pos\tGinnasta\t\tTotale\n1\tFINTA\t\t\t24,9\n2\tESEMPIA LUNGA PROVA\t23\n3\tX\t\t\t\t9\n"
    )
    read = lines(rows)
    assert edges(read[1]) == [("1", 0.0, 1.0), ("FINTA", 8.0, 13.0), ("24,9", 32.0, 36.0)]
    assert edges(read[2])[1] == ("ESEMPIA LUNGA PROVA", 8.0, 27.0)


# Charsets

ITALIAN = "Pos;Società;Città\n1ª;Più così;Forlì – “Aquila” N°1\n"
POLISH = "Poz;Nazwisko\n1;Wymyślona Łucja Zażółć\n"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (ITALIAN, "utf-8"),
        (ITALIAN, "utf-8-sig"),
        (ITALIAN, "utf-16"),
        (ITALIAN, "utf-32"),
        (ITALIAN, "cp1252"),
        (ITALIAN.replace("– “Aquila”", "- Aquila"), "latin-1"),
        (POLISH, "iso8859_2"),
        (POLISH, "cp1250"),
        (POLISH, "utf-16"),
        ("Poz;Nazwisko\n1;Pawłowska Zmyślona\n", "iso8859_2"),
        ("Rang;Turnerin\n1;Müller-Größe Erfundën\n", "cp1252"),
        ("Società;Più\nperché è così;verità\n", "cp850"),
    ],
)
def test_charset_is_found(text: str, charset: str) -> None:
    assert texts(text.encode(charset)) == [line.split(";") for line in text.splitlines()]


def test_footnote_sign_after_a_name_does_not_make_it_polish() -> None:
    text = "Nome;Società\nFINTA Prova³;Società più così\n"
    assert texts(text.encode("cp1252"))[1] == ["FINTA Prova³", "Società più così"]


def test_two_charsets_in_one_file_stop() -> None:
    content = "Società;x\n".encode() + "Più;y\n".encode("cp1252")
    assert "one file in two charsets" in refusal(content)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xff\xfea\x00b", "the file says that it is utf-16"),
        (b"\xef\xbb\xbfPos\xff", "the file says that it is utf-8"),
        (b"Pos;Nome\n1;FIN\x00TA", "byte 14: a NUL byte"),
        (b"Pos;Nome\n1;FIN\x01TA", "a control character"),
    ],
)
def test_bytes_that_are_no_text_stop(content: bytes, text: str) -> None:
    assert text in refusal(content)


def test_invisible_signs_go_and_spaces_are_blanks() -> None:
    row = "1;\u200bFINTA\u00a0Prova\u202f ;So\u00adcietà\ufeff\u2009Finta;D\u2019Esempia"
    assert texts("Pos;Nome;Club;x\n" + row)[1] == [
        "1",
        "FINTA Prova",
        "Società Finta",
        "D\u2019Esempia",
    ]
