"""Where a table ends: titles of the next, signatures, sums, loose numbers, a document that breaks off."""

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.archive import describe_document
from ingest.reading import RawRow, ReadingError
from ingest.sheet.sheets import read_sheet
from tests.test_sheet_rows import FIRST, HEAD, Read, read, read_csv

__all__ = ["read"]

SECOND = "2;Finta Lia;Soc Due;28,100"
THIRD = "3;Saggio Pia;Soc Tre;27,500"
LEFTS = (40, 70, 180, 320)
ROWS = [("Prova Ada", "Soc Uno"), ("Finta Lia", "Soc Due"), ("Saggio Pia", "Soc Tre")]


@pytest.mark.parametrize(
    "line",
    [
        ";Il Presidente di giuria;;",
        ";Giuria: Esempia Zoe;;",
        ";Ammesse alla finale;;",
        ";;Il Direttore di gara;",
        ";Gara sospesa;;",
        "Il Presidente di giuria;;;",
    ],
)
def test_a_foot_is_no_part_of_the_last_row(read: Read, line: str) -> None:
    rows = read(HEAD, FIRST, SECOND, THIRD, line)
    assert [(row.competitor, row.club) for row in rows] == ROWS


@pytest.mark.parametrize("title", ["{};;;", ";{};;", ";;{};", ";Classifica {};;"])
@pytest.mark.parametrize("more", [[], [SECOND]])
def test_a_title_between_two_tables_is_that_of_the_second(
    read: Read, title: str, more: list[str]
) -> None:
    first, second = title.format("Junior"), title.format("Senior")
    rows = read(first, HEAD, FIRST, *more, second, HEAD, FIRST, ";Il giudice;;")
    named = [("Prova Ada", "Soc Uno"), ("Finta Lia", "Soc Due")][: 1 + len(more)]
    assert [(row.competitor, row.club, row.category) for row in rows] == [
        *((*names, "Junior") for names in named),
        ("Prova Ada", "Soc Uno", "Senior"),
    ]


def test_a_title_right_above_the_next_head_of_a_page(tmp_path: Path) -> None:
    page = """<PRE>
       Categoria Junior
Pos  Ginnasta        Societa        Totale
1    PROVA Ada       Soc Uno        28,300
2    FINTA Lia       Soc Due        28,100
       Categoria Senior
Pos  Ginnasta        Societa        Totale
1    SAGGIO Pia      Soc Tre        27,300
     Il giudice
</PRE>"""
    rows = read_csv(tmp_path / "gara.html", page)
    assert [(row.competitor, row.category) for row in rows] == [
        ("PROVA Ada", "Junior"),
        ("FINTA Lia", "Junior"),
        ("SAGGIO Pia", "Senior"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (";TOTALE GENERALE;;85,050", "it only sums up others: TOTALE GENERALE 85,050"),
        (";Partecipanti;;3", "it only sums up others: Partecipanti 3"),
        (";Numero atlete;;3", "it only sums up others: Numero atlete 3"),
        (";Totale ginnaste: 3;;", "it only sums up others: Totale ginnaste: 3"),
        (";Media;;28,350", "it only sums up others: Media 28,350"),
        (";;;85,050", "numbers without a name: 85,050"),
        ("4;;;", "numbers without a name: 4"),
    ],
)
def test_what_is_left_out_is_said(
    read: Read, caplog: pytest.LogCaptureFixture, line: str, said: str
) -> None:
    rows = read(HEAD, FIRST, SECOND, THIRD, line)
    assert [(row.competitor, row.club) for row in rows] == ROWS
    assert [record.message for record in caplog.records] == [f"left out, {said}"]


@pytest.mark.parametrize("end", ["3;Saggio P", "3;Saggio Pia;Soc T", "3", "3;Saggio Pia;Soc Tre;2"])
def test_a_table_that_breaks_off_is_an_error(tmp_path: Path, end: str) -> None:
    said = f"line 4: the document breaks off here: '{end.replace(';', ' ')}'"
    with pytest.raises(ReadingError, match=said):
        read_csv(tmp_path / "gara.csv", HEAD, FIRST, SECOND, end, line_end="")


@pytest.mark.parametrize("end", [THIRD, "3;Saggio Pia;Soc Tre;", "3;Saggio Pia;Soc Tre;27,5"])
def test_the_last_line_needs_no_line_end(tmp_path: Path, end: str) -> None:
    rows = read_csv(tmp_path / "gara.csv", HEAD, FIRST, SECOND, end, line_end="")
    assert [(row.competitor, row.club) for row in rows] == ROWS


def read_pdf(path: Path, *pages: list[str], lefts: tuple[float, ...] = LEFTS) -> list[RawRow]:
    """The rows of a PDF whose cells begin at `lefts`, in points, 16 points a line."""
    canvas = Canvas(str(path), invariant=1)
    for lines in pages:
        canvas.setFont("Helvetica", 10)
        for at, line in enumerate(lines):
            for left, text in zip(lefts, line.split(";"), strict=False):
                canvas.drawString(left, 800 - 16 * at, text)
        canvas.showPage()
    canvas.save()
    document = describe_document(
        path.read_bytes(), path, source="result_pdf", name=path.name, address="", fetched_at="",
        status="added", said={"title": "Gara Finta", "discipline": "rhythmic"},
    )  # fmt: skip
    return list(read_sheet(document))


@pytest.mark.parametrize(
    "line",
    [
        ";Il Presidente di giuria",
        ";;Il Direttore di gara",
        ";Ammesse alla finale",
        ";Elaborazione a cura del Comitato Regionale Finto",
        "4",
    ],
)
def test_a_foot_of_a_page_is_no_part_of_the_last_row(tmp_path: Path, line: str) -> None:
    rows = read_pdf(tmp_path / "a.pdf", [HEAD, FIRST, SECOND, THIRD, line])
    assert [(row.competitor, row.club) for row in rows] == ROWS


@pytest.mark.parametrize("gap", [-4, -1, 0, 1, 2, 4])
def test_a_long_name_takes_nothing_of_the_club(tmp_path: Path, gap: float) -> None:
    """Points between the end of the longest name and the clubs: read as printed, or an error."""
    long = "FINTISSIMA Maria Vittoria"
    left = 70 + stringWidth(long, "Helvetica", 10) + gap
    lines = [HEAD, FIRST, f"2;{long};Soc Due;28,100", THIRD]
    try:
        rows = read_pdf(tmp_path / "a.pdf", lines, lefts=(40, 70, left, left + 120))
    except ReadingError as error:
        assert gap < 3, error
        assert "stands below 'Società' and not in its column" in str(error)
        return
    assert [(row.competitor, row.club) for row in rows] == [ROWS[0], (long, "Soc Due"), ROWS[2]]


LINES = [
    "Ammesse alla finale",
    "Riserve",
    "Esempia Zoe",
    "Segue alla pagina successiva della classifica",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("column", [1, 2])
def test_a_line_between_two_rows_is_no_part_of_the_first(
    tmp_path: Path, line: str, column: int
) -> None:
    lines = [HEAD, FIRST, SECOND, ";" * column + line + ";" * (3 - column), THIRD]
    for read_file, name in ((read_pdf, "a.pdf"), (read_lines, "a.csv")):
        try:
            rows = read_file(tmp_path / name, lines)
        except ReadingError as error:
            assert f"part of the row above, or none? '{line}'" in str(error)
        else:
            assert [(row.competitor, row.club) for row in rows] == ROWS


def read_lines(path: Path, lines: list[str]) -> list[RawRow]:
    return read_csv(path, *lines)


def test_a_line_left_out_between_two_rows_is_said(
    read: Read, caplog: pytest.LogCaptureFixture
) -> None:
    rows = read(HEAD, FIRST, SECOND, "Ammesse alla finale;;;", THIRD)
    assert [(row.competitor, row.club) for row in rows] == ROWS
    said = [record.message for record in caplog.records]
    assert said == ["left out, a line between two rows: Ammesse alla finale"]


def test_a_page_that_ends_within_a_row_is_an_error(tmp_path: Path) -> None:
    head = "Pos;Ginnasta / Società;Totale"
    first = [
        head,
        "1;Prova Ada;29,450",
        ";Soc Uno",
        "2;Esempia Zoe;28,450",
        ";Soc Due",
        "3;Finta Lia;28,1",
    ]
    lefts = (40, 70, 320)
    rest = [";Soc Tre", "4;Saggio Pia;27,500", ";Soc Uno", "5;Bozza Eva;27,400", ";Soc Due"]
    for second in (rest, [head, *rest]):
        with pytest.raises(ReadingError, match=r"page 2, line .*'Soc Tre'"):
            read_pdf(tmp_path / "a.pdf", first, second, lefts=lefts)
    whole = [head, *rest[1:]]
    rows = read_pdf(tmp_path / "a.pdf", [*first, ";Soc Tre"], whole, lefts=lefts)
    assert [(row.competitor, row.club) for row in rows] == [
        ("Prova Ada", "Soc Uno"),
        ("Esempia Zoe", "Soc Due"),
        ("Finta Lia", "Soc Tre"),
        ("Saggio Pia", "Soc Uno"),
        ("Bozza Eva", "Soc Due"),
    ]


@pytest.mark.parametrize("lead", ["", ";"])
def test_the_foot_of_each_page_speaks_of_all_pages(tmp_path: Path, lead: str) -> None:
    foot = f"{lead}Trofeo Finto 2025 - Classifica Junior 1"
    pages = [[HEAD, FIRST, SECOND, foot], [HEAD, THIRD, "4;Bozza Eva;Soc Due;26,1", foot]]
    rows = read_pdf(tmp_path / "a.pdf", *pages)
    assert [(row.rank, row.category) for row in rows] == [
        (f"{at}", "Junior 1") for at in (1, 2, 3, 4)
    ]


def test_a_line_below_the_longest_name_is_no_part_of_it(tmp_path: Path) -> None:
    page = """Pos  Ginnasta               Societa        Totale
1    PROVA Ada              Soc Uno        28,300
2    FINTISSIMA Maria Sole  Soc Due        28,100
     Ammesse alla finale
3    SAGGIO Pia             Soc Tre        27,300"""
    with pytest.raises(ReadingError, match="line 4: part of the row above, or none"):
        read_csv(tmp_path / "gara.txt", *page.split("\n"))
    lines = [HEAD, FIRST, "2;FINTISSIMA Maria Sole;Soc Due;28,1", ";Ammesse alla finale", THIRD]
    with pytest.raises(ReadingError, match="line 4: part of the row above, or none"):
        read_pdf(tmp_path / "a.pdf", lines, lefts=(40, 70, 185, 320))
