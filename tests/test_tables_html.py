"""Tables and preformatted text of HTML as lines of words."""

import pytest

from tests.table_lines import FIXED, PAGE_32, TWO_BY_TWO, edges, lines, texts


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
