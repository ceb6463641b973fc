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


def read_pdf(path: Path, lines: list[str], lefts: list[float]) -> list[RawRow]:
    """The rows of a PDF of one page whose cells begin at `lefts`, in points, 16 points a line."""
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont("Helvetica", 10)
    for at, line in enumerate(lines):
        for left, text in zip(lefts, line.split(";"), strict=False):
            canvas.drawString(left, 800 - 16 * at, text)
    canvas.save()
    document = describe_document(
        path.read_bytes(), path, source="result_pdf", name=path.name, address="", fetched_at="",
        status="added", said={"title": "Gara Finta", "discipline": "rhythmic"},
    )  # fmt: skip
    return list(read_sheet(document))


@pytest.mark.parametrize(
    "line", [";Il Presidente di giuria", ";;Il Direttore di gara", ";Ammesse alla finale", "4"]
)
def test_a_foot_of_a_page_is_no_part_of_the_last_row(tmp_path: Path, line: str) -> None:
    rows = read_pdf(tmp_path / "a.pdf", [HEAD, FIRST, SECOND, THIRD, line], [40, 70, 180, 320])
    assert [(row.competitor, row.club) for row in rows] == ROWS


@pytest.mark.parametrize("gap", [-4, -1, 0, 1, 2, 4])
def test_a_long_name_takes_nothing_of_the_club(tmp_path: Path, gap: float) -> None:
    """Points between the end of the longest name and the clubs: read as printed, or an error."""
    long = "FINTISSIMA Maria Vittoria"
    left = 70 + stringWidth(long, "Helvetica", 10) + gap
    lines = [HEAD, FIRST, f"2;{long};Soc Due;28,100", THIRD]
    try:
        rows = read_pdf(tmp_path / "a.pdf", lines, [40, 70, left, left + 120])
    except ReadingError as error:
        assert gap < 3, error
        assert "stands below 'Società' and not in its column" in str(error)
        return
    assert [(row.competitor, row.club) for row in rows] == [ROWS[0], (long, "Soc Due"), ROWS[2]]
