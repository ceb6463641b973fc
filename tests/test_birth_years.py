"""The year of birth that a sheet prints, whatever the form of its day: that year or an error, no other."""

from pathlib import Path

import pytest

from ingest.cli import main
from tests.small_archive import SmallArchive

HEAD = ("CATEGORIA: JUNIOR", "Pos;Cognome e Nome;Data di nascita;Società;Fune;Palla;Totale")
REST = "2;FNARULLA Lia;2011;Altra Finta;24.000;23.000;47.000"


def line(birth: str) -> str:
    return f"1;ZIBAROVA Aletta;{birth};Spes Finta;25.000;24.000;49.000"


@pytest.mark.parametrize(
    "printed",
    ["2010/03/12", "2010-3-12", "2010.3.12", "2010-03-12", "12/03/2010", "12-3-10", "12.03.10", "2010",
     "'10", "10", "(2010)", "12-mar-2010", "12-mar-10", "12 marzo 2010", "12. 3. 2010", "12–03–2010",
     "2010-03-12 00:00:00"],
)  # fmt: skip
def test_a_day_gives_its_year(printed: str, tmp_path: Path) -> None:
    archive = SmallArchive(tmp_path)
    archive.sheet(*HEAD, line(printed), REST)
    assert archive.build().failures == []
    years = dict(archive.ask("select name_printed, birth_year from mention"))
    assert years == {"ZIBAROVA Aletta": 2010, "FNARULLA Lia": 2011}


@pytest.mark.parametrize("printed", ["12032010", "40249", "12/03", "3/2/1"])
def test_what_is_no_day_is_an_error_that_does_not_repeat_it(
    printed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "foglio.csv"
    lines = ["Trofeo Finto 2024", "Nessundove, 4 maggio 2024", *HEAD, line(printed), REST]
    sheet.write_text("\n".join(lines), "utf-8")
    arguments = ["--source", "table_file", "--archive", str(tmp_path / "archive")]
    assert main(["add", str(sheet), *arguments]) == 1
    said = capsys.readouterr()
    assert "not added" in said.out + said.err
    assert printed not in said.out + said.err


@pytest.mark.parametrize("printed", ["2027", "1901"])
def test_an_impossible_year_is_not_published(printed: str, tmp_path: Path) -> None:
    archive = SmallArchive(tmp_path)
    archive.sheet(*HEAD, line(printed), REST)
    archive.build()
    years = dict(archive.ask("select name_printed, birth_year from mention"))
    assert years == {"ZIBAROVA Aletta": None, "FNARULLA Lia": 2011}
