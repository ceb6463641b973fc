"""Spreadsheets as lines of words: XLSX, XLS, ODS."""

import datetime

import pytest

from ingest.sheet.workbook import number_text
from tests.spreadsheets import Cell, ods_of, rezipped, xls, xlsx
from tests.table_lines import MAKERS, ROWS, SHEET, edges, lines, refusal, texts


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
        (7.16666666666667, "7.167"),
        (float("nan"), "nan"),
    ],
)
def test_number_without_float_dust(value: float, text: str) -> None:
    assert number_text(value) == text


def test_shared_texts_of_an_xlsx() -> None:
    """Excel keeps texts apart from their cells, with runs of formats inside."""
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<si><r><t xml:space="preserve">FINTA </t></r>'
        "<r><rPr><b/></rPr><t>Prova</t></r><rPh><t>no</t></rPh></si></sst>"
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    target = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="s" Type="{target}" Target="sharedStrings.xml"/></Relationships>'
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    content = rezipped(
        xlsx({"Foglio1": [[1, 7]]}),
        {
            SHEET: (b't="n"><v>7</v>', b't="s"><v>0</v>'),
            "xl/_rels/workbook.xml.rels": (b"</Relationships>", relation.encode()),
            "[Content_Types].xml": (b"</Types>", override.encode()),
        },
        {"xl/sharedStrings.xml": shared.encode()},
    )
    assert texts(content) == [["1", "FINTA Prova"]]


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
