"""The readers of tables: what each kind of file gives as lines of words, and what makes it stop."""

import datetime
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.reading import ReadingError
from ingest.sheet import cells, package, plain, tables
from ingest.sheet.lines import Line
from ingest.sheet.tables import read_lines
from ingest.sheet.workbook import number_text
from tests.spreadsheets import Cell, ods, ods_of, rezipped, xls, xlsx, zipped

ROWS = [
    ["Pos", "Ginnasta", "Società", "Totale"],
    [1, "FINTA Prova", "Società Finta", 24.9],
    [2, "ESEMPIA Altra", "Ginnastica Inventata", 23.125],
]
MAKERS = {"xlsx": xlsx, "xls": xls, "ods": ods}
SHEET = "xl/worksheets/sheet1.xml"


def texts(content: bytes | str) -> list[list[str]]:
    """The words of every line."""
    return [[word.text for word in line.words] for line in lines(content)]


def lines(content: bytes | str) -> list[Line]:
    return read_lines(content.encode() if isinstance(content, str) else content)


def edges(line: Line) -> list[tuple[str, float, float]]:
    return [(word.text, word.x0, word.x1) for word in line.words]


def refusal(content: bytes | str) -> str:
    with pytest.raises(ReadingError) as caught:
        lines(content)
    text = str(caught.value)
    assert "\n" not in text
    return text


# Spreadsheets


@pytest.mark.parametrize("kind", MAKERS)
def test_spreadsheet_gives_cells_at_their_columns(kind: str) -> None:
    shown = {"ods": ("24,900", "23,125")}.get(kind, ("24.9", "23.125"))
    read = lines(MAKERS[kind]({"Foglio1": ROWS}))
    assert [line.number for line in read] == [1, 2, 3]
    assert edges(read[1]) == [
        ("1", 0.0, 0.9),
        ("FINTA Prova", 1.0, 1.9),
        ("Società Finta", 2.0, 2.9),
        (shown[0], 3.0, 3.9),
    ]
    assert read[2].words[3].text == shown[1]


@pytest.mark.parametrize("kind", MAKERS)
def test_empty_rows_and_columns_count_in_numbers_and_places(kind: str) -> None:
    shifted = [[], [], [None, None, "Trofeo Finto"], [], *([None, *row] for row in ROWS)]
    read = lines(MAKERS[kind]({"Foglio1": shifted}))
    assert [(line.number, line.y) for line in read] == [(3, 3.0), (5, 5.0), (6, 6.0), (7, 7.0)]
    assert edges(read[0]) == [("Trofeo Finto", 2.0, 2.9)]
    assert read[1].words[0].x0 == 1.0


@pytest.mark.parametrize("kind", MAKERS)
def test_merged_cell_stands_once_as_wide_as_it_is(kind: str) -> None:
    head = [Cell("Pos", height=2), Cell("Cerchio", width=3), *[None] * 2, "Totale"]
    if kind == "ods":
        head = [head[0], head[1], head[4]]
    below = [None, "D", "E", "Tot"]
    read = lines(MAKERS[kind]({"Foglio1": [head, below, [1, 8.5, 7, 15.5, 15.5]]}))
    assert edges(read[0]) == [("Pos", 0.0, 0.9), ("Cerchio", 1.0, 3.9), ("Totale", 4.0, 4.9)]
    assert edges(read[1]) == [("D", 1.0, 1.9), ("E", 2.0, 2.9), ("Tot", 3.0, 3.9)]


def test_what_a_merge_covers_is_not_read() -> None:
    content = xlsx({"Foglio1": [*ROWS, ["a", "nascosto", "b"]]})
    merge = b'<mergeCells count="1"><mergeCell ref="A4:B4"/></mergeCells><pageMargins'
    covered = rezipped(content, {SHEET: (b"<pageMargins", merge)})
    assert texts(covered)[-1] == ["a", "b"]


@pytest.mark.parametrize("kind", MAKERS)
def test_hidden_sheet_is_left_out_and_not_counted(kind: str) -> None:
    sheets = {"Bozza": [["bozza", "segreta"]], "Foglio2": ROWS, "Foglio3": ROWS[:2]}
    read = lines(MAKERS[kind](sheets, hidden=["Bozza"]))
    assert [line.page for line in read] == [1, 1, 1, 2, 2]
    assert "bozza" not in {word.text for line in read for word in line.words}


@pytest.mark.parametrize("kind", MAKERS)
def test_name_of_a_sheet_is_line_0_unless_it_is_the_programs(kind: str) -> None:
    read = lines(MAKERS[kind]({"Allieve A1": ROWS, "Foglio2": ROWS, "Vuoto": []}))
    assert [line.number for line in read] == [0, 1, 2, 3, 1, 2, 3]
    assert edges(read[0]) == [("Allieve A1", 0.0, 0.9)]


def test_values_of_a_workbook_are_texts() -> None:
    day = datetime.datetime(2024, 3, 2)
    row = ["x", day, day.replace(hour=9, minute=30), datetime.time(10, 15), True, 0, -0.5, 1e15]
    assert texts(xlsx({"Foglio1": [row]})) == [
        [
            "x",
            "2024-03-02",
            "2024-03-02 09:30:00",
            "10:15:00",
            "TRUE",
            "0",
            "-0.5",
            "1000000000000000",
        ]
    ]
    assert texts(xls({"Foglio1": [["x", day.date(), False]]})) == [["x", "2024-03-02", "FALSE"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (24.9, "24.9"),
        (25.0, "25"),
        (0.1 + 0.2, "0.3"),
        (24.9 + 25.85 + 25.6 + 24.75, "101.1"),
        (101.14999999999999, "101.15"),
        (24.875, "24.875"),
        (0.0, "0"),
        (1e-7, "0.0000001"),
        (float("nan"), "nan"),
    ],
)
def test_number_without_float_dust(value: float, text: str) -> None:
    assert number_text(value) == text


def test_error_cells_are_texts_in_xlsx() -> None:
    content = xlsx({"Foglio1": [*ROWS, [3, "VUOTA Finta", "x", "#DIV/0!"]]})
    assert texts(content)[-1] == ["3", "VUOTA Finta", "x", "#DIV/0!"]


def test_formula_gives_its_stored_value_and_is_not_computed() -> None:
    content = xlsx({"Foglio1": [["Totale", "Nome"], ["=1+1", "FINTA Prova"]]})
    assert refusal(content).startswith(f"{SHEET} A2: a formula without a stored value")
    for stored in (
        (b"<v></v>", b"<v>77.5</v>"),
        (b"<v />", b"<v>77.5</v>"),
        (b"<v/>", b"<v>77.5</v>"),
    ):
        try:
            computed = rezipped(content, {SHEET: stored})
        except AssertionError:
            continue
        assert texts(computed)[1] == ["77.5", "FINTA Prova"]
        break
    else:
        pytest.fail("openpyxl stores an empty value in another way")


def test_formula_that_gives_an_empty_text_is_an_empty_cell() -> None:
    content = xlsx({"Foglio1": [["Totale", "Nome"], ["=1+1", "FINTA Prova"]]})
    empty = rezipped(content, {SHEET: (b'<c r="A2"', b'<c r="A2" t="str"')})
    assert texts(empty)[1] == ["FINTA Prova"]


def test_cells_with_a_prefix_are_checked_too() -> None:
    content = xlsx({"Foglio1": ROWS})
    part = (
        b'<x:sheetData><x:row r="900000"><x:c r="A900000"><x:v>1</x:v></x:c></x:row></x:sheetData>'
    )
    far = rezipped(content, {SHEET: (b"</sheetData>", b"</sheetData>" + part)})
    assert "900000 rows" in refusal(far)


ODS_DATE = '<table:table-cell office:value-type="date" office:date-value="2024-03-02T00:00:00"/>'


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            '<table:table-cell table:number-columns-repeated="2"/><table:table-cell'
            ' table:number-columns-repeated="3"><text:p>0,000</text:p></table:table-cell>',
            [("0,000", 2.0), ("0,000", 3.0), ("0,000", 4.0)],
        ),
        (ODS_DATE, [("2024-03-02", 0.0)]),
        (
            '<table:table-cell office:value-type="float" office:value="24.9"/>',
            [("24.9", 0.0)],
        ),
        (
            "<table:table-cell><office:annotation><text:p>nota</text:p></office:annotation>"
            "<text:p>FINTA<text:s/><text:span>Prova</text:span></text:p></table:table-cell>",
            [("FINTA Prova", 0.0)],
        ),
        (
            "<table:table-cell><text:p>a</text:p></table:table-cell><table:covered-table-cell>"
            "<text:p>coperta</text:p></table:covered-table-cell>",
            [("a", 0.0)],
        ),
        (
            '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0">'
            "<text:p>#DIV/0!</text:p></table:table-cell>",
            [("#DIV/0!", 0.0)],
        ),
    ],
    ids=["repeated", "date", "no text stored", "note and spans", "covered", "error"],
)
def test_cells_of_an_ods(row: str, words: list[tuple[str, float]]) -> None:
    content = ods_of(f"<table:table><table:table-row>{row}</table:table-row></table:table>")
    assert [(word.text, word.x0) for line in lines(content) for word in line.words] == words


def test_repeated_rows_of_an_ods() -> None:
    row = "<table:table-cell><text:p>assente</text:p></table:table-cell>"
    table = (
        f'<table:table-row table:number-rows-repeated="2">{row}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1000"><table:table-cell/></table:table-row>'
        f"<table:table-row>{row}</table:table-row>"
    )
    numbers = [line.number for line in lines(ods_of(f"<table:table>{table}</table:table>"))]
    assert numbers == [1, 2, 1003]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ('table:number-columns-repeated="600"', "more than 512 columns"),
        ('table:formula="of:=1+1"', "a formula without a stored value"),
        ('table:number-columns-repeated="many"', "damaged XML"),
    ],
)
def test_ods_cells_that_stop(row: str, text: str) -> None:
    paragraph = "" if "formula" in row else "<text:p>x</text:p>"
    cell = f"<table:table-cell {row}>{paragraph}</table:table-cell>"
    table = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    assert text in refusal(ods_of(table))


# Line breaks inside cells


@pytest.mark.parametrize("kind", MAKERS)
def test_line_break_in_a_head_is_a_blank_and_in_a_row_another_line(kind: str) -> None:
    head = ["Pos", "Ginnasta", "Punteggio\ntotale"]
    rows = [
        head,
        [1, "FINTA Prova\nSocietà Finta", 24],
        head,
        ["-", "VUOTA Finta\nAltra", "assente"],
    ]
    read = lines(MAKERS[kind]({"Foglio1": rows}))
    assert [[word.text for word in line.words] for line in read] == [
        ["Pos", "Ginnasta", "Punteggio totale"],
        ["1", "FINTA Prova", "24"],
        ["Società Finta"],
        ["Pos", "Ginnasta", "Punteggio totale"],
        ["-", "VUOTA Finta", "assente"],
        ["Altra"],
    ]
    assert [line.number for line in read] == [1, 2, 2, 3, 4, 4]
    assert [line.y for line in read] == [1.0, 2.0, 2.5, 3.0, 4.0, 4.5]
    assert edges(read[2]) == [("Società Finta", 1.0, 1.9)]


def test_break_in_a_title_parts_it_and_stacked_cells_stay_side_by_side() -> None:
    rows = [["Trofeo Finto\nNessundove"], [1, "A\n\nC\n", "7\n\n9"]]
    assert texts(xlsx({"Foglio1": rows})) == [
        ["Trofeo Finto"],
        ["Nessundove"],
        ["1", "A", "7"],
        ["C", "9"],
    ]


# Delimited text

SEMICOLONS = "Pos;Ginnasta;Cerchio;Palla\n1;FINTA Prova;24,900;25,100\n2;ESEMPIA Altra;23,9;25\n"
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
        ("Nome;Club\r\nFINTA Prova;Finta\r\n", ["FINTA Prova", "Finta"]),
        ("Nome;Club\rFINTA Prova;Finta\r", ["FINTA Prova", "Finta"]),
        ("Ginnasta\nFINTA Prova\n", ["FINTA Prova"]),
        ("Nome;Club\nFINTA Prova;Finta\n\x1a", ["FINTA Prova", "Finta"]),
    ],
)
def test_separator_is_found(text: str, last: list[str]) -> None:
    assert texts(text)[-1] == last


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

FIXED = """\
Trofeo Finto, Nessundove
Pos  Ginnasta              Società            Totale
---  --------------------  -----------------  ------
 1.  FINTA Prova           Società Finta      24,900
 2.  ESEMPIA Altra         Ginnastica Finta    3,125
 3.  INVENTATA Lunghissima Club Inventatissimo 2,000
"""


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


# HTML

PAGE_32 = """<HTML><HEAD><TITLE>Risultati</TITLE><SCRIPT>if (1 < 2) document.write("<table>")</SCRIPT>
<STYLE>td {color: red}</STYLE></HEAD><BODY BGCOLOR=#FFFFFF><!-- <TABLE><TR><TD>no --><CENTER>
<FONT SIZE=+2>Trofeo Finto<BR>Nessundove</FONT>
<TABLE BORDER=0><TR><TD>Menu<TD>
<FORM><INPUT TYPE=hidden VALUE=x><SELECT><OPTION>Junior<OPTION>Senior</SELECT>
<TABLE BORDER=1><CAPTION>Allieve &amp; Junior</CAPTION>
<TR><TH ROWSPAN=2>Pos.<TH ROWSPAN="2">Ginnasta<TH COLSPAN=2>Cerchio<TH>Totale
<TR><TD>D<TD>E<TD>&nbsp;
<TR><TD ALIGN="right" TITLE="a > b"><B>1</B><TD><FONT COLOR=red>FINTA&nbsp;Pro<I>va</I><BR>Societ&agrave;
   Finta<TD>8,5<TD>7,2<TD>15,7
<TR><TD>2<TD>ESEMPIA Altra<TD>8<TD>7<TD>15
</TABLE></TABLE>
<P>n. partecipanti: 2</BODY></HTML>"""


def test_html_of_1997() -> None:
    read = lines(PAGE_32)
    assert {line.page for line in read} == {1}
    assert [line.text for line in read[:5]] == [
        "Risultati",
        "Trofeo Finto",
        "Nessundove",
        "Menu",
        "Allieve & Junior",
    ]
    assert [edges(line) for line in read[5:]] == [
        [("Pos.", 0.0, 0.9), ("Ginnasta", 1.0, 1.9), ("Cerchio", 2.0, 3.9), ("Totale", 4.0, 4.9)],
        [("D", 2.0, 2.9), ("E", 3.0, 3.9)],
        [
            ("1", 0, 0.9),
            ("FINTA Prova", 1, 1.9),
            ("8,5", 2, 2.9),
            ("7,2", 3, 3.9),
            ("15,7", 4, 4.9),
        ],
        [("Società Finta", 1.0, 1.9)],
        [("2", 0, 0.9), ("ESEMPIA Altra", 1, 1.9), ("8", 2, 2.9), ("7", 3, 3.9), ("15", 4, 4.9)],
        [("n. partecipanti: 2", 0.0, 0.9)],
    ]
    assert [line.number for line in read] == [1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10]


TWO_BY_TWO = "<table><tr><td>Pos<td>Nome<tr><td>1<td>FINTA Prova</table>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            TWO_BY_TWO + "<h2>Junior</h2>" + TWO_BY_TWO,
            ["1 Pos Nome", "1 1 FINTA Prova", "2 Junior"],
        ),
        ("<table><tr><td>Junior</table>" + TWO_BY_TWO, ["1 Junior", "1 Pos Nome"]),
        ("<table><tr><td>Home<td>Gare</table>" + TWO_BY_TWO, ["1 Home", "1 Gare", "1 Pos Nome"]),
        (
            TWO_BY_TWO.replace("</table>", TWO_BY_TWO),
            ["1 Pos Nome", "1 1 FINTA Prova", "2 Pos Nome"],
        ),
        ("<table><td>a<td>b</td></tr><td>c<td>d</table>", ["1 a b", "1 c d"]),
        ("<table><tr><td>a<td colspan=0>b<tr><td rowspan=x>c<td>d</table>", ["1 a b", "1 c d"]),
        ("<table><tr><td>a &lt;b&gt;<td>b<tr><td>c<td>1 < 2</table>", ["1 a <b> b", "1 c 1 < 2"]),
        ('<table><tr><td width="5>a<td>b<tr><td>c<td class="x">d</table>', ["1 a b", "1 c d"]),
        ("<?xml version='1.0'?><html><body>" + TWO_BY_TWO, ["1 Pos Nome"]),
        ("Classifica <table border=1>\n <tr>" + TWO_BY_TWO[11:], ["1 Classifica", "1 Pos Nome"]),
    ],
    ids=[
        "two tables",
        "title in a table",
        "menu in a table",
        "table not closed",
        "row not opened",
        "odd spans",
        "less and more",
        "quote not closed",
        "xhtml",
        "text first",
    ],
)
def test_tables_of_html(page: str, expected: list[str]) -> None:
    assert [f"{line.page} {line.text}" for line in lines(page)][: len(expected)] == expected


def test_rowspan_holds_its_columns_below() -> None:
    page = (
        "<table><tr><td rowspan=3>Squadra Finta<td>Cerchio<td>1<tr><td>Palla<td>2"
        "<tr><td>Nastro<td>3<tr><td>Altra<td>Fune<td>4</table>"
    )
    assert [edges(line)[0] for line in lines(page)] == [
        ("Squadra Finta", 0.0, 0.9),
        ("Palla", 1.0, 1.9),
        ("Nastro", 1.0, 1.9),
        ("Altra", 0.0, 0.9),
    ]


def test_rows_of_a_table_cut_by_a_table_in_a_cell_are_not_lost() -> None:
    inner = "<td>" + TWO_BY_TWO
    page = f"<table><tr><td>1<td>A<tr><td>2<td>B<tr>{inner}<tr><td>3<td>C<tr><td>4<td>D</table>"
    assert [(line.page, line.text) for line in lines(page)] == [
        (1, "1 A"),
        (1, "2 B"),
        (2, "Pos Nome"),
        (2, "1 FINTA Prova"),
        (3, "3 C"),
        (3, "4 D"),
    ]


@pytest.mark.parametrize("end", ["</pre>", "", "</td>"])
def test_preformatted_text_is_a_page_of_fixed_width(end: str) -> None:
    page = f"<html><h1>Trofeo Finto</h1><table><tr><td><PRE>\n{FIXED.replace('FINTA', '<b>FINTA</b>')}{end}"
    read = lines(page)
    assert [line.text for line in read[:2]] == ["Trofeo Finto", "Trofeo Finto, Nessundove"]
    assert [edges(line) for line in read[1:]] == [edges(line) for line in lines(FIXED)]


def test_table_after_preformatted_text_that_is_not_closed() -> None:
    assert [line.text for line in lines("<body><pre>Classifica" + TWO_BY_TWO)][0] == "Classifica"
    assert [line.text for line in lines("<body><pre>Classifica" + TWO_BY_TWO)][1] == "Pos Nome"


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "iso-8859-2", "windows-1250", "nessuno"]
)
def test_charset_that_a_page_names_is_not_believed_against_its_bytes(charset: str) -> None:
    page = f'<html><head><meta http-equiv=Content-Type content="text/html; charset={charset}">'
    page += TWO_BY_TWO.replace("FINTA", "Zmyślona Łucja")
    for actual in ("utf-8", "iso8859_2", "cp1250"):
        assert texts(page.encode(actual))[-1] == ["1", "Zmyślona Łucja Prova"]


def test_charset_that_a_page_names_is_believed_where_it_fits() -> None:
    page = '<html><meta charset="iso-8859-2">' + TWO_BY_TWO.replace("FINTA", "Grabińska")
    assert texts(page.encode("iso8859_2"))[-1] == ["1", "Grabińska Prova"]


# What a file is shows in its bytes


def test_markup_in_a_name_does_not_make_a_csv_a_page() -> None:
    assert texts("Nome;Totale\n<b>FINTA</b> Prova;24,9\n")[1] == ["<b>FINTA</b> Prova", "24,9"]
    assert texts("<i>Nome</i>;Totale\nFINTA;1\n")[0] == ["<i>Nome</i>", "Totale"]


def test_formula_in_a_csv_stays_text() -> None:
    assert texts('Nome;Totale\nFINTA;"=1+1"\n')[1] == ["FINTA", "=1+1"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "document: no cell with a text in it"),
        (b" \n;;\n \n", "no cell with a text in it"),
        (xlsx({"Foglio1": []}), "no cell with a text in it"),
        (ods({"Allieve": []}), "no cell with a text in it"),
        (b"<html><p>Nessuna classifica</p></html>", "an HTML page without a table"),
        (b"%PDF-1.4", "a PDF, not a table"),
        (b"\x89PNG\r\n\x1a\n", "a picture, not a table"),
        (b"PK\x03\x04 rotto", "a damaged zip file"),
        (zipped({"word/document.xml": "<w/>"}), "neither XLSX nor ODS"),
        (zipped({"xl/workbook.xml": "<workbook"}), "not a workbook that can be read"),
        (ods_of("<table:table>"), "damaged XML"),
        (ods_of("", prologue='<!DOCTYPE x [<!ENTITY a "b">]>'), "a document type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "not a workbook that can be read"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "document: a workbook with a password",
        ),
        (
            ods_of("", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "a spreadsheet with a password",
        ),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "an XML sheet of Excel 2003",
        ),
    ],
)
def test_what_is_no_table_is_named(content: bytes, text: str) -> None:
    assert text in refusal(content)


def test_all_sheets_hidden_is_an_empty_document() -> None:
    content = ods({"Uno": ROWS, "Due": ROWS}, hidden=["Uno", "Due"])
    assert "no cell with a text in it" in refusal(content)


# Limits


def test_file_beyond_the_limit_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 10)
    assert refusal("Nome;Totale\nFINTA;1\n") == "document: 20 bytes, at most 10"


def test_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped({"xl/workbook.xml": "x", SHEET: b"0" * 30_000_000})
    assert "a zip bomb" in refusal(bomb)
    many = zipped({f"{number}.xml": "" for number in range(package.MAX_ENTRIES + 1)})
    assert "a zip of 2001 files" in refusal(many)


def test_zip_whose_sizes_add_up_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    assert "bytes, at most 1000" in refusal(xlsx({"Foglio1": ROWS}))


def test_zip_that_lies_about_a_size_is_damaged() -> None:
    part = b"<x>" + b" " * 5000 + b"</x>"
    content = zipped({"xl/workbook.xml": part})
    lie = content.replace(len(part).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lie != content
    assert "a damaged zip file" in refusal(lie)


def test_two_cells_far_apart_take_no_memory() -> None:
    content = xlsx({"Foglio1": ROWS})
    far = rezipped(content, {SHEET: (b'r="D3"', b'r="XFD3"')})
    assert f"{SHEET}: 16384 columns; more than 512" in refusal(far)
    low = rezipped(content, {SHEET: (b'<row r="3"', b'<row r="1048576"')})
    low = rezipped(low, {SHEET: (b'r="D3"', b'r="D1048576"')})
    assert "1048576 rows; more than 200000" in refusal(low)


@pytest.mark.parametrize(
    ("limit", "module", "content"),
    [
        ("MAX_ROWS", plain, "a;b\n" * 4),
        ("MAX_ROWS", tables, ods({"Foglio1": [["x", "y"]] * 4})),
        ("MAX_COLUMNS", plain, "a;b;c;d\n"),
        ("MAX_COLUMNS", tables, "a  b  c  d\n" * 2),
        ("MAX_ROWS", cells, xls({"Foglio1": [["x", "y"]] * 4})),
        ("MAX_CELLS", tables, "a;b\n" * 4),
        ("MAX_TEXT", tables, "a;bbbb\n"),
        ("MAX_LINE", plain, "a;bbbb\n"),
    ],
)
def test_limits(
    limit: str, module: object, content: bytes | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lines(content)
    monkeypatch.setattr(module, limit, 3)
    assert re.search(r"more than|at most", refusal(content))


def test_limits_of_html() -> None:
    wide = "<table><tr><td>a<td>b<tr><td colspan=600>c<td>d</table>"
    assert "a table of more than 512 columns" in refusal(wide)
    long = TWO_BY_TWO.replace("FINTA", "x" * (cells.MAX_TEXT + 1))
    assert "page 1 line 2: more than" in refusal(long)
    assert len(lines("<p>" + "x" * 5000 + TWO_BY_TWO)[0].words[0].text) == cells.MAX_TEXT


def test_line_of_ten_megabytes_stops() -> None:
    assert refusal("x" * 10_000_000) == "line 1: 10000000 characters, at most 100000"


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<!--", "<td", '<td "', "<td '<", "<select", "</pre", "&", "<pre>", "<table>", "<td>"],
)
def test_broken_html_without_end_is_read_in_one_go(piece: str) -> None:
    """Quadratic time would take hours here; the suite would hang."""
    page = "<html>" + TWO_BY_TWO + piece * 200_000
    assert lines(page)[0].text == "Pos Nome"


# Any bytes

SEEDS = [
    *(maker({"Allieve": ROWS}) for maker in MAKERS.values()),
    SEMICOLONS.encode(),
    ('"' + SEMICOLONS).encode("utf-16"),
    FIXED.encode("cp1252", "replace"),
    PAGE_32.encode(),
]
QUIET = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def reads_or_refuses(content: bytes) -> None:
    try:
        read = read_lines(content)
    except ReadingError as error:
        assert "\n" not in str(error)
        return
    assert read
    for line in read:
        assert line.words and line.page >= 1 and line.number >= 0
        assert all(word.text == cells.clean(word.text) != "" for word in line.words)
        assert all(word.x0 < word.x1 for word in line.words)
        assert [word.x0 for word in line.words] == sorted(word.x0 for word in line.words)


@QUIET
@given(st.binary(max_size=400))
def test_any_bytes_give_lines_or_a_reading_error(content: bytes) -> None:
    reads_or_refuses(content)


@QUIET
@given(st.text(alphabet="a1ł,;\t|\"'\n\r \u00a0-.<>/=&tdrhpre", max_size=300))
def test_any_text_gives_lines_or_a_reading_error(text: str) -> None:
    reads_or_refuses(text.encode())


@QUIET
@given(
    st.lists(
        st.sampled_from(["<table>", "</table>", "<tr>", "<td>", "<td colspan=3>", "<td rowspan=2>"])
        | st.sampled_from(["<pre>", "</pre>", "<br>", "a  b\nc  d", "</td>", "x"]),
        max_size=40,
    )
)
def test_any_tags_give_lines_or_a_reading_error(tags: list[str]) -> None:
    reads_or_refuses(("<html>" + " ".join(tags)).encode())


@QUIET
@given(st.sampled_from(SEEDS), st.integers(0, 100_000), st.binary(min_size=1, max_size=8))
def test_damaged_files_give_lines_or_a_reading_error(seed: bytes, at: int, noise: bytes) -> None:
    at %= len(seed)
    reads_or_refuses(seed[:at] + noise + seed[at + len(noise) :])
    reads_or_refuses(seed[:at] + noise)
