"""What documents print of a person beyond the list (curated/published.csv) is in no byte of a release, on no
page, in no file, in no line that a build prints.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest

from ingest.cli import main
from ingest.confidential import LEFT_OUT, for_log, plain_name, plain_note
from ingest.published import needs_birth_year, published_address
from ingest.vocabulary import curated
from tests.conftest import ROOT
from tests.small_archive import SmallArchive
from tests.test_metadata import COLUMNS

SECRETS = {
    "days of birth": ["12.03.2010", "12/03/2010", "2010-03-12", "7.4.2011", "05-06-2011", "12 marzo 2010",
                      "11/02/09", "8 maggio 2012"],
    "licences": ["403508", "403509", "FGI-77123", "88123", "0045612"],
    "contacts": ["zeta@posta.example", "@posta", "333 1234567", "3391234567", "0541 654321", "posta.example"],
    "tax codes": ["FNTZTE10C52H501X", "FNT ZTE 10C52 H501X"],
    "reasons": ["caviglia", "infortun", "malattia", "febbre", "lutto", "ankle", "Ospedale"],
}  # fmt: skip
SHEET = (
    "CATEGORIA: JUNIOR;;;;;;;;",
    "Pos;Tessera;Cognome e Nome;Data di nascita;Società;Fune;Palla;Totale;Note",
    "1;403508;ZIBAROVA Aletta;12/03/2010;Spes Finta;25.000;24.000;49.000;",
    "2;403509;FNARULLA Lia;7.4.2011;Altra Finta;24.000;23.000;47.000;gareggia con febbre",
    "3;0045612;BELZIRA Mia tess. 88123;2011-05-06;Terza Finta;22.000;21.000;43.000;tel. 333 1234567",
)
PRESS = (
    {"athlete": "Vrolucci Ada (12.03.2010)", "club": "Spes Finta", "rank": "1", "score_as_printed": "30.000",
     "note": "nata il 12 marzo 2010 a Nessundove; ex aequo"},
    {"athlete": "Quonelli Eva tess. FGI-77123", "club": "Altra Finta", "rank": "2",
     "score_as_printed": "29.000", "note": "ritirata per infortunio alla caviglia"},
    {"athlete": "Hjolosta Ida", "club": "Terza Finta, tel. 0541 654321", "rank": "3",
     "score_as_printed": "28.000", "note": "assente per malattia; FNTZTE10C52H501X; zeta@posta.example"},
    {"athlete": "Nzorini Pia (infortunata)", "rank": "4", "score_as_printed": "27.000", "club": "Spes Finta",
     "note": "lutto in famiglia", "url": "https://giornale.example/p?da=zeta%40posta.example"},
    {"athlete": "", "nation": "ITA", "round": "GR-AA", "rank": "1", "score_as_printed": "30.100",
     "note": "gruppo; Vrolucci (ankle injury), Quonelli 11/02/09, Hjolosta"},
)  # fmt: skip
LINK = re.compile(r'href="(/(?!static)[^"#]*)')
REFUSED = (
    *SHEET[:2],
    "1;403508;ZIBAROVA Aletta;12/03/2010;Spes Finta;403508 12.03.2010;24.000;49.000;infortunio alla caviglia",
    "2;403509;FNARULLA Lia;7.4.2011;Altra Finta;24.000;23.000;47.000;zeta@posta.example",
    ";403508;;12.03.2010;;;;;333 1234567",
)  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> SmallArchive:
    archive = SmallArchive(tmp_path)
    archive.sheet(*SHEET)
    archive.press(*({"apparatus": "TOT"} | row for row in PRESS))
    return archive


def found_in(text: str) -> list[str]:
    """The secrets that a text holds, percent-encoded or not, whatever their case."""
    plain = f"{text}\n{unquote(text)}".casefold()
    return [secret for kind in SECRETS.values() for secret in kind if secret.casefold() in plain]


def lines_printed(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    return said.out + said.err


def test_no_byte_of_a_release_holds_what_is_not_published(archive: SmallArchive) -> None:
    assert archive.build().failures == []
    raw = b"".join(
        path.read_bytes() for path in (archive.folder / "out").iterdir() if path.is_file()
    )
    assert found_in(raw.decode("utf-8", "replace")) == []
    assert "zibarova" in raw.decode("utf-8", "replace").casefold()


def test_what_is_published_stays(archive: SmallArchive) -> None:
    archive.build()
    names = {name for (name,) in archive.ask("select name from athlete")}
    assert {"Vrolucci Ada", "Quonelli Eva", "Hjolosta Ida", "Nzorini Pia", "BELZIRA Mia"} <= names
    notes = archive.ask("select note from result where note <> '' order by note")
    assert ("ritirata",) in notes and ("ex aequo",) in notes
    assert any(note.startswith("assente") for (note,) in notes)
    years = dict(archive.ask("select name_printed, birth_year from mention where birth_year > 0"))
    assert years == {"ZIBAROVA Aletta": 2010, "FNARULLA Lia": 2011, "BELZIRA Mia": 2011}


async def test_no_page_or_file_of_the_site_shows_it(archive: SmallArchive, datasette_for) -> None:
    archive.build()
    site = datasette_for(archive.folder / "out" / "pedana.db").client
    waiting = ["/", "/pedana", "/gare", "/societa", "/cerca?q=finta", "/pedana/mention.csv"]
    waiting += [f"/pedana/{table}.json" for table in COLUMNS]
    waiting += ["/none", "/pedana?sql=selec", "/pedana/none.json", "/pedana/result?_sort=none"]
    for (athlete_id,) in archive.ask("select athlete_id from athlete"):
        waiting += [f"/ginnaste/{athlete_id}{suffix}" for suffix in ("", ".json", ".csv")]
    seen = set(waiting)
    for path in waiting:  # grows by what our own pages link
        response = await site.get(path)
        assert found_in(response.text) == [], path
        if "/pedana" not in path:
            links = {link.replace("&amp;", "&") for link in LINK.findall(response.text)} - seen
            waiting += sorted(links)
            seen |= links
    assert sum(path.startswith("/ginnaste/") for path in waiting) >= 21, "seven gymnasts"
    assert {"/classifiche/", "/fonti/", "/pedana/"} <= {
        re.match("/[^/]*/?", path)[0] for path in seen
    }


def test_no_line_of_add_or_build_repeats_it(
    archive: SmallArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = tmp_path / "rifiutato.csv"
    refused.write_text(
        "\n".join(["Trofeo Finto 2024", "Nessundove, 4 maggio 2024", *REFUSED]), "utf-8"
    )
    arguments = ["--source", "table_file", "--archive", str(archive.folder / "archive")]
    assert main(["add", str(refused), *arguments]) == 1
    said = lines_printed(capsys)
    assert "not added" in said and LEFT_OUT in said
    assert main(["add", str(refused), *arguments, "--keep"]) == 0
    build = ["build", "--archive", str(archive.folder / "archive"), "--out", str(tmp_path / "out")]
    assert main(build) == 1
    said += lines_printed(capsys)
    assert said.count("rifiutato.csv") > 2
    assert found_in(said) == []


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("ritirata per infortunio alla caviglia", "ritirata"),
        ("squadra; DNS per febbre; ex aequo", "squadra; DNS; ex aequo"),
        ("problemi fisici", ""),
        ("nata il 12.03.2010 a Nessundove", ""),
        ("classe 12-03-2010", ""),
        ("la prova è del 20.03.2024, non del 7.4.2024", "la prova è del 20.03.2024, non del 7.4.2024"),
        ("36.250+36.100 torna", "36.250+36.100 torna"),
        ("totale 97.900 +28.450 27.850; 345.123 345.600", "totale 97.900 +28.450 27.850; 345.123 345.600"),
        ("tesserata 2009 per Finta", ""),
        ("giorno dedotto (il giorno dopo il concorso generale del 25 settembre)",) * 2,
        ("campo completo (14 squadre); mese da altra pagina (notizia 2019-05)",) * 2,
    ],
)  # fmt: skip
def test_a_note(printed: str, published: str) -> None:
    assert plain_note(printed, 2024) == published


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("FINTA Zeta 12/03/2010", "FINTA Zeta"),
        ("FINTA Zeta (cl. 2010)", "FINTA Zeta"),
        ("FINTA Zeta - 403508", "FINTA Zeta"),
        ("FINTA Zeta (infortunata)", "FINTA Zeta"),
        ("FINTA Zeta (fuori gara)", "FINTA Zeta (fuori gara)"),
        ("M. B.", "M. B."),
        ("D'ESEMPIA-FINTA Zoé", "D'ESEMPIA-FINTA Zoé"),
    ],
)
def test_a_name(printed: str, published: str) -> None:
    assert plain_name(printed) == published


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("left out: 12 Zeta 12.03.2010 403508 36.500", f"left out: 12 Zeta {LEFT_OUT} {LEFT_OUT} 36.500"),
        ("date '2024-02-31' is not a day of the calendar",) * 2,
        ("more than 1500000 texts",) * 2,
        ("points '98,4500' are not a number",) * 2,
        ("'FINTA Zeta, infortunio al ginocchio' not understood", f"'FINTA Zeta, {LEFT_OUT}' not understood"),
    ],
)  # fmt: skip
def test_a_line_of_a_log(line: str, said: str) -> None:
    assert for_log(line) == said


@pytest.mark.parametrize(
    ("category", "needs"),
    [
        ("Allieve", True), ("Junior 1", True), ("LC1 A5 (anno 2012)", True), ("Juniors 2010-2011", True),
        ("Senior", False), ("A1", False), ("Open", False), ("", False), ("Serie C", False),
        ("Cadette", False), ("Under 14", False),
    ],
)  # fmt: skip
def test_a_year_of_birth_is_of_categories_of_an_age(category: str, needs: bool) -> None:
    assert needs_birth_year(category) is needs


def test_an_address_without_a_contact_stays() -> None:
    for address in ("https://foto.example/@finta/1", "https://giornale.example/?id=3331234567", ""):
        assert published_address(address) == address
    assert published_address("https://x.example/?a=zeta@posta.example") == f"x.example ({LEFT_OUT})"


def test_the_list_names_every_column_about_a_person() -> None:
    """A new column of these tables is published only once it is in the list that /privacy shows."""
    listed = {name for row in curated("published") for name in row["columns"].split()}
    tables = (
        "athlete", "athlete_name", "mention", "team_member", "result", "identity_link", "identity_doubt",
        "finding", "correction", "revision",
    )  # fmt: skip
    keys = {"athlete_id", "other_athlete_id", "mention_id", "result_id", "routine_id", "team_id"}
    keys |= {f"{table}_id" for table in tables}
    columns = {f"{table}.{name}" for table in tables for name in COLUMNS[table] if name not in keys}
    columns.discard("result.club_id")
    assert columns == listed - {"result.club_id"}
    assert not [
        name
        for table in COLUMNS.values()
        for name in table
        if "licence_n" in name or "birth_d" in name
    ]


# Real documents: the bundled archive, and those that are never part of a checkout

WIDE = re.compile(
    r"[\w.+-]+@[\w-]+\.[a-z]{2,}|\b(?:nat[ao] il|born on)\b|infortun|malatt|\bcaviglia|tessera n"
    r"|codice fiscale",
    re.IGNORECASE,
)


def require_clean(database: Path) -> None:
    """Value by value: beside one another in the file a score and an index look like an address of mail."""
    with closing(sqlite3.connect(database)) as connection:
        text = "\n".join(connection.iterdump())
    assert sorted({match[0] for match in WIDE.finditer(text)}) == []


def test_the_bundled_archive_holds_none(archive_database: Path) -> None:
    require_clean(archive_database)


def test_real_sheets_hold_none(
    shared_real: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = str(tmp_path / "archive")
    files = {
        "result_pdf": "pdf/*.pdf",
        "scoreholder_json": "scoreholder/*",
        "ffgym_api_json": "ffgym/*",
    }
    for source, pattern in files.items():
        for path in sorted(shared_real.glob(pattern)):
            main(
                ["add", str(path), "--source", source, "--archive", archive, "--date", "2023-05-05"]
            )
    main(["build", "--archive", archive, "--out", str(tmp_path / "out")])
    (database,) = (tmp_path / "out").glob("*.db")
    require_clean(database)
    assert WIDE.findall(lines_printed(capsys)) == []


def test_the_module_and_the_list_are_small() -> None:
    assert len(curated("published")) < 12
    assert (ROOT / "ingest" / "published.py").read_text(encoding="utf-8").count("\n") < 150


@pytest.mark.parametrize(
    "part",
    [
        "a",
        " ",
        "1",
        "(",
        "%",
        "a@",
        "@a.",
        "tel ",
        "tess. ",
        "nata a ",
        "12.",
        "1 ",
        "a (",
        "[omesso] ",
    ],
)
def test_a_hostile_text_is_read_once(part: str) -> None:
    """A pattern that goes back over a long text would never end here."""
    text = part * (200_000 // len(part))
    assert plain_name(text) is not None and plain_note(text, 2024) is not None and for_log(text)
