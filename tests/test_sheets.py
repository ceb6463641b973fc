"""The engine of sheets: every row of the synthetic PDFs as their keys say, and of the real ones here."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest

from bench.pdf_sheets import write_sheets
from bench.pdf_spec import read_specs
from ingest.archive import describe_document
from ingest.reading import ReadingError
from ingest.sheet.rows import read_rows
from ingest.sheet.sheets import read_lines
from tests.sheet_keys import differences, read_entries

NAMES = [spec.name for spec in read_specs()[0]]
SEEDS = (1, 2)

# Counted in what `pdftotext -layout` prints of them: rows, sum of totals, scores (a zero of a gymnast
# who did not compete is none), sum of scores, components, rows with a status, rows with a mark (Q, R1);
# and the digest of the rows.
REAL = {
    "british2023_club_bonus": (45, "506.000", 45, "506.000", 180, 0, 0, "fbd76c566f197c7e"),
    "cairo_mag_hb": (8, "104.698", 8, "104.698", 16, 0, 0, "88bffa031ec40ed9"),
    "doha_mag_ph": (8, "116.365", 8, "116.365", 16, 0, 0, "be2545cc026be57c"),
    "euro2022_apparatus_final": (8, "109.530", 8, "109.530", 16, 0, 0, "5fcfe045d26ef961"),
    "excel_PL_gdansk2022_decimalcomma_blankranks": (
        33, "1820.70", 170, "1820.70", 170, 0, 0, "a21489d3e76bd644",
    ),
    "fig-worlds2023_AA_tworow": (24, "1276.736", 96, "1276.736", 208, 0, 0, "f5f3796f8d02947b"),
    "itdsport_PL_PP2022": (169, "4363.241", 445, "4769.643", 556, 1, 0, "6283f1f2e956f2c2"),
    "scoreholder_AA_tworow_ties-equals_truncated-name": (
        57, "2209.553", 212, "3336.329", 382, 4, 0, "53ad413839362429",
    ),
    "scoreholder_apparatus_44pages_penalty": (
        317, "9918.690", 961, "14173.941", 1741, 9, 0, "489faeabc2e0e96c",
    ),
    "smartscoring_baku2023_EbeforeD_Q_R_inquiry": (
        46, "534.218", 46, "534.218", 97, 0, 11, "5935a9c9c0dee8de",
    ),
    "sportlicht_cottbus2023_LAST-comma-First_decimalcomma": (
        8, "104.130", 8, "104.130", 16, 0, 0, "e818614d6b79e8f7",
    ),
    "varna2023_First-LAST_ND": (9, "105.063", 9, "105.063", 27, 0, 0, "349e85aa95f5f534"),
}  # fmt: skip


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    made = {seed: tmp_path_factory.mktemp(f"sheets{seed}") for seed in SEEDS}
    for seed, folder in made.items():
        write_sheets(folder, seed)
    return made


def rows_of(path: Path, **said: str):
    content = path.read_bytes()
    document = describe_document(
        content, path, source="result_pdf", name=path.name, address="", fetched_at="",
        status="added", said=said,
    )  # fmt: skip
    return list(read_rows(document, read_lines(content)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_synthetic_sheet_is_read_as_its_key_says(folders, seed: int, name: str) -> None:
    path = folders[seed] / f"{name}.pdf"
    key = json.loads(path.with_suffix(".key.json").read_text(encoding="utf-8"))
    assert differences(key, rows_of(path)) == []


@pytest.mark.parametrize("name", REAL)
def test_a_real_sheet_gives_all_that_it_prints(shared_real: Path, name: str) -> None:
    rows = rows_of(shared_real / "pdf" / f"{name}.pdf")
    entries = read_entries(rows)
    marks = [mark for entry in entries for mark in entry["apparatus"].values()]
    assert (
        len(entries),
        str(sum(points(entry.get("total", "")) for entry in entries)),
        len(marks),
        str(sum(points(mark["points"]) for mark in marks)),
        sum(len(mark["components"]) for mark in marks),
        sum(bool(entry.get("status")) for entry in entries),
        sum(bool(entry.get("mark")) for entry in entries),
        digest(rows),
    ) == REAL[name]


def digest(rows) -> str:
    """What stands in the rows, name by name, without a name in it: held against rows that were compared
    with `pdftotext -layout` one by one.
    """
    lines = [
        "|".join(
            (row.record, row.kind, row.rank, row.competitor, row.club, row.team, row.nation,
             row.birth_year, row.apparatus, row.attempt, row.points, repr(row.components), row.status)
        )
        for row in rows
    ]  # fmt: skip
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def points(text: str) -> Decimal:
    return Decimal(text.replace(",", ".") or 0)


def test_a_scan_is_refused(shared_real: Path) -> None:
    with pytest.raises(ReadingError, match="no text on its 1 pages: a scan cannot be read"):
        rows_of(shared_real / "pdf" / "scanned_no_text_africa.pdf")


def test_what_a_sheet_does_not_print_comes_with_the_document(folders) -> None:
    path = folders[1] / "excel_empty_year.pdf"
    said = {"title": "Trofeo Finto", "place": "Altrove", "discipline": "artistic"}
    assert {row.competition for row in rows_of(path, **said)} == {"Coppa Inventata Ritmica Junior"}
    assert {row.discipline for row in rows_of(path, **said)} == {"rhythmic"}


def test_a_damaged_pdf_is_named(folders, tmp_path: Path) -> None:
    content = (folders[1] / "gold_cerchio.pdf").read_bytes()
    for size in (20, len(content) // 2):
        path = tmp_path / "mezzo.pdf"
        path.write_bytes(content[:size])
        with pytest.raises(ReadingError, match="PDF"):
            rows_of(path)


def test_a_heading_that_nobody_knows_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "gara.csv"
    path.write_text("Pos;Ginnasta;Xyzzy;Totale\n1;Prova Inventata;12;20,500\n", encoding="utf-8")
    with pytest.raises(ReadingError, match="heading 'Xyzzy' is not understood"):
        rows_of(path)


def test_components_that_do_not_give_the_scores_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "gara.csv"
    rows = [f"{at};Prova {name};8,100;7,200;20,{at}00" for at, name in enumerate(("Ada", "Lia"), 1)]
    path.write_text("\n".join(["Pos;Ginnasta;D;E;Totale", *rows]), encoding="utf-8")
    with pytest.raises(ReadingError, match="do not give 20,100, as in 2 of 2 scores"):
        rows_of(path)


@pytest.mark.parametrize(
    ("head", "word"),
    [
        ("CE;PA;CL;NA", "CV"),
        ("CL;FU;CE;PA", "CL"),
        ("CL;FU;CE;PA;CV;NA", "CL"),
        ("CL", "attrezzo non indicato"),  # alone nobody knows
        ("CE;CL", "attrezzo non indicato"),  # beside one other neither
        ("VT;UB;BB;CL", "CL"),  # artistic
    ],
)
def test_cl_is_read_with_its_neighbours(tmp_path: Path, head: str, word: str) -> None:
    codes = head.split(";")
    scores = ";".join(["10,100"] * len(codes))
    total = str(Decimal("10.1") * len(codes)).replace(".", ",")
    path = tmp_path / "gara.csv"
    path.write_text(f"Pos;Ginnasta;{head};Totale\n1;Prova Ada;{scores};{total}\n", encoding="utf-8")
    read = [row.apparatus for row in rows_of(path) if row.apparatus]
    assert read[codes.index("CL")] == word


def test_cl_is_read_with_its_neighbours_in_a_column(tmp_path: Path) -> None:
    path = tmp_path / "gara.csv"
    lines = [f"1;Prova Ada;{code};8,1;7,2;15,3\n" for code in ("CE", "PA", "CL", "NA")]
    for rows, read in ((lines, "CV"), (lines[2:3], "attrezzo non indicato")):
        path.write_text("Pos;Ginnasta;Attrezzo;D;E;Totale\n" + "".join(rows), encoding="utf-8")
        found = [row for row in rows_of(path) if row.note.startswith("la fonte scrive CL")]
        assert [row.apparatus for row in found] == [read]


@pytest.mark.parametrize("sign", [" ", "_", "-"])
def test_headings_may_name_their_apparatus_each(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "gara.csv"
    path.write_text(
        "Rank,Name,Club,Hoop D,Hoop E,Hoop Total,Ball D,Ball E,Ball Total,".replace(" ", sign)
        + "Total\n"
        '1,"PROVA, Ada",Club Uno,8.1,7.2,15.3,8.0,7.0,15.0,30.3\n'
        '2,"FINTA, Lia",Club Due,7.1,7.2,14.3,8.0,6.0,14.0,28.3\n',
        encoding="utf-8",
    )
    read = [(row.competitor, row.apparatus, row.points, row.components) for row in rows_of(path)]
    assert read[:3] == [
        ("PROVA, Ada", "", "30.3", ()),
        ("PROVA, Ada", "Hoop", "15.3", (("D", "8.1"), ("E", "7.2"))),
        ("PROVA, Ada", "Ball", "15.0", (("D", "8.0"), ("E", "7.0"))),
    ]
    assert len(read) == 6


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        ("Partecipanti: 2", "", {("2", True)}),
        ("", "Numero partecipanti 2", {("2", True)}),
        ("Partecipanti: 3", "", {("3", False)}),  # a finding: field_size_matches_rows
        ("", "3 ginnaste in gara", {("3", False)}),
        ("", "", {("", False)}),
    ],
)
def test_the_printed_number_of_competitors_is_held_against_the_rows(
    tmp_path: Path, above: str, below: str, said: set[tuple[str, bool]]
) -> None:
    path = tmp_path / "gara.csv"
    path.write_text(
        f"{above}\nPos;Ginnasta;Società;Totale\n1;Esempia Prima;Club A;20,500\n"
        f"2;Prova Seconda;Club B;19,000\n{below}\n"
    )
    assert {(row.field_size, row.is_complete) for row in rows_of(path, title="Gara Finta")} == said


@pytest.mark.parametrize(
    ("printed", "is_complete"),
    [("2", True), ("3", True), ("4", True), ("5", False), ("1", False)],
)
def test_the_printed_number_may_leave_out_who_is_not_ranked(
    tmp_path: Path, printed: str, is_complete: bool
) -> None:
    """Those who are ranked, those who competed, all that are listed: each is how somebody counts."""
    path = tmp_path / "gara.csv"
    path.write_text(
        f"Partecipanti: {printed}\nPos;Ginnasta;CE;PA;Totale\n1;Esempia Prima;10,5;10;20,5\n"
        "(2) F.C.;Finta Terza;10,5;9;19,5\n2;Prova Seconda;10;9;19\n;Quarta Finta;;;assente\n",
        encoding="utf-8",
    )
    totals = [row for row in rows_of(path, title="Gara Finta") if not row.apparatus]
    assert [(row.rank, row.status) for row in totals] == [
        ("1", ""),
        ("(2)", "out of ranking"),
        ("2", ""),
        ("", "DNS"),
    ]
    assert {(row.field_size, row.is_complete) for row in totals} == {(printed, is_complete)}


def test_the_printed_number_is_that_of_the_teams_or_of_an_apparatus(tmp_path: Path) -> None:
    path = tmp_path / "squadre.csv"
    path.write_text(
        "Squadre partecipanti: 2\nPos;Squadra;CE;PA;Totale\n1;Società Finta;10,5;10;20,5\n"
        ";Esempia Prima;10,5;;\n;Prova Seconda;;10;\n2;Altra Finta;10;9;19\n"
        ";Finta Terza;10;;\n;Quarta Finta;;9;\n",
        encoding="utf-8",
    )
    teams = [row for row in rows_of(path, title="Gara Finta") if row.rank]
    assert [(row.kind, row.field_size, row.is_complete) for row in teams] == [
        ("team", "2", True)
    ] * 2
    head = "Pos;Ginnasta;Totale\n"
    path.write_text(
        f"Cerchio\n{head}1;Prova Ada;10,5\n2;Finta Lia;10\nPartecipanti: 2\n"
        f"Palla\n{head}1;Finta Lia;10,5\nPartecipanti: 1\n"
    )
    found = [
        (row.apparatus, row.field_size, row.is_complete)
        for row in rows_of(path, title="Gara Finta")
    ]
    assert found == [("Cerchio", "2", True)] * 2 + [("Palla", "1", True)]


def test_the_number_of_all_may_leave_out_who_is_not_ranked(tmp_path: Path) -> None:
    path = tmp_path / "gara.csv"
    table = "Pos;Ginnasta;Totale\n1;Esempia Prima;20,5\n2;Prova Seconda;19,0\nF.C.;Finta Terza;18\n"
    path.write_text(f"Partecipanti: 4\nAllieve\n{table}\nJunior\n{table.replace('a;', 'e;')}")
    rows = rows_of(path, title="Gara Finta")
    assert {(row.field_size, row.is_complete) for row in rows} == {("", False)}


def test_the_number_below_a_table_is_that_of_this_table(tmp_path: Path) -> None:
    path = tmp_path / "gara.csv"
    head = "Pos;Ginnasta;CE;PA;Totale\n"
    rows = ["1;Prova Ada;10,1;10,2;20,3\n", "2;Finta Lia;10,1;9,2;19,3\n"]
    path.write_text(
        f"Allieve\n{head}{rows[0]}Partecipanti: 1\nJunior\n{head}{''.join(rows)}Partecipanti: 2\n"
    )
    totals = [row for row in rows_of(path, title="Gara Finta") if not row.apparatus]
    assert [(row.category, row.field_size, row.is_complete) for row in totals] == [
        ("Allieve", "1", True),
        ("Junior", "2", True),
        ("Junior", "2", True),
    ]


def test_a_number_of_all_competitors_is_that_of_no_ranking(tmp_path: Path) -> None:
    path = tmp_path / "gara.csv"
    table = "Pos;Ginnasta;Totale\n1;Esempia Prima;20,5\n2;Prova Seconda;19,0\n"
    path.write_text(f"Partecipanti: 4\nAllieve\n{table}\nJunior\n{table.replace('a;', 'e;')}")
    rows = rows_of(path, title="Gara Finta")
    assert {(row.category, row.field_size, row.is_complete) for row in rows} == {
        ("Allieve", "", False),
        ("Junior", "", False),
    }


TITLE = "no title printed, named after its file: say it with pedana add --title"
DISCIPLINE = "2 of 2 rows of unknown discipline, not shown: say it with pedana add --discipline"


@pytest.mark.parametrize(
    ("above", "said", "warned"),
    [
        ("", {}, [TITLE, DISCIPLINE]),
        ("Trofeo Finto 2024", {}, [DISCIPLINE]),
        ("Trofeo Finto 2024 - Ginnastica ritmica", {}, []),
        ("", {"title": "Trofeo Finto 2024"}, [DISCIPLINE]),
        ("", {"discipline": "rhythmic"}, [TITLE]),
        ("", {"title": "Trofeo Finto 2024", "discipline": "rhythmic"}, []),
    ],
)
def test_a_sheet_that_does_not_say_what_it_is_warns_once(
    above: str, said: dict, warned: list, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "classifica.csv"
    path.write_text(
        f"{above}\nPos;Ginnasta;Totale\n1;Prova Ada;9,5\n2;Finta Lia;8,5\n", encoding="utf-8"
    )
    rows_of(path, **said)
    assert [record.getMessage() for record in caplog.records] == warned
