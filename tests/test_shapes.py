"""The shapes in which people write what is not published, in each place where it may stand: no byte of a
release, and no line that `add` or `build` prints, holds one of them.
"""

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote_plus

import pytest

from ingest.cli import main
from ingest.confidential import plain_name, plain_note, plain_squad
from ingest.correcting import require_publishable
from ingest.decisions import DecisionError
from ingest.published import published_address
from tests.small_archive import SmallArchive

# What stands behind a name, a club, or in a note -> what of it must be nowhere.
SHAPES = {
    "2010-3-12": "3-12", "2010/3/12": "3/12", "12-mar-2010": "mar-2010", "12-mar-10": "12-mar",
    "12 mar. 2010": "12 mar", "12. 3. 2010": "12. 3", "12–03–2010": "03–2010", "12 03 2010": "12 03",
    "１２/０３/２０１０": "１２", "12032010": "12032010", "(12 marzo 2010)": "12 marzo", "n. 12/3/10": "12/3",
    "347 1234 567": "1234", "347 12 34 567": "34 567", "0541 654321": "654321", "+39 0541/654321": "654321",
    "3471234567": "347123", "zeta(at)posta.example": "posta", "zeta@posta.example": "posta",
    "ZBLBEA10C52H501X": "ZBLBEA", "ZBLBEAMLCRNHRLMX": "ZBLBEA", "FGI403508": "403508", "FGI 403508": "403508",
    "tesserino 403508": "403508", "ID 403508": "403508", "(varicella)": "varicella",
    "347.55.12.983": "347.55", "347/55.12.983": "55.12", "tessera n° 44 71 823": "44 71",
    "T4471823": "4471823", "tess. nr. IT/4471823": "4471823", "ZBL-BEA-10C52-H501X": "10c52",
    "14 III 2012": "iii 2012",
    "March 14, 2012": "march 14", "il 14 di marzo del 2012": "di marzo", "zeta＠posta.example": "posta",
    "zeta AT posta DOT example": "posta", "- infortunio": "infortun", "- appendicite": "appendic",
    "infortunata": "infortun",
}  # fmt: skip
# Only in a note: there words are decided by what may stand in one.
SAID = {
    "assente; mononucleosi": "mononucleosi", "ha la varicella": "varicella", "appendicite": "appendic",
    "tendinite": "tendinit", "asma": "asma", "anoressia": "anoressia", "DSA": "dsa",
    "certificato DSA": "dsa", "madre: Rossi Carla": "carla", "via Roma 12, Rimini": "rimini",
    "ricoverata al Gaslini": "gaslini", "in lutto per la nonna": "nonna", "gamba ingessata": "gamba",
    "nata nel marzo 2010": "marzo", "anno 2008": "2008", "abita a Rimini": "rimini",
    "ZBLBEA 10C52 H501X": "h501x", "allergia al lattosio": "lattosio", "celiaca": "celiac",
}  # fmt: skip
# In an address, behind the name of what it is.
ADDRESSES = {
    "?nascita=2010-03-12": "2010-03-12", "?data_nascita=12.03.2010": "12.03", "?tessera=403508": "403508",
    "?id=1&tel=3331234567": "333123", "?cf=ZBLBEA10C52H501X": "zblbea",
    "/tessera-403508": "403508", "/FGI-403508": "403508", "/tel.-0541/654321": "654321",
    "/infortunata": "infortun", "/operata-al-menisco": "operata",
    "/zbelta-assente-per-infortunio": "infortun", "/zbelta-nata-il-12-03-2010": "12-03",
}  # fmt: skip
FILES = {
    "classifica 12-03-2024 Zbelta 3331234567.csv": "333123", "zbelta_ZBLBEA10C52H501X.csv": "zblbea",
    "zbelta_nata_il_12-03-2010.csv": "12-03-2010", "zbelta_tessera_403508.csv": "403508",
}  # fmt: skip


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", f"{text}\n{unquote_plus(text)}").casefold()
    return re.sub(r"[–—]", "-", plain)


def bytes_of(archive: SmallArchive) -> str:
    raw = [path.read_bytes() for path in (archive.folder / "out").iterdir() if path.is_file()]
    return folded(b"\n".join(raw).decode("utf-8", "replace"))


def row(place: int, **said: str) -> dict[str, str]:
    return {
        "athlete": f"Zbelta {'BCDFGH'[place % 6]}ea", "club": "Spes Finta", "rank": str(place),
        "score_as_printed": f"{40 - place / 10:.3f}", "apparatus": "TOT",
    } | said  # fmt: skip


@pytest.mark.parametrize(("shape", "secret"), SHAPES.items())
@pytest.mark.parametrize("place", ["athlete", "club", "note"])
def test_no_byte_of_a_release_holds_a_shape(
    place: str, shape: str, secret: str, tmp_path: Path
) -> None:
    archive = SmallArchive(tmp_path)
    before = {"athlete": "Zbelta Bea ", "club": "Altra Finta ", "note": ""}[place]
    archive.press(row(1, **{place: f"{before}{shape}"}), row(2))
    archive.build()
    assert folded(secret) not in bytes_of(archive)
    if place == "athlete":
        assert archive.ask("select name from athlete where name like '%Bea'") == [("Zbelta Bea",)]


@pytest.mark.parametrize(("note", "secret"), SAID.items())
def test_no_byte_of_a_release_holds_what_a_note_says(
    note: str, secret: str, tmp_path: Path
) -> None:
    archive = SmallArchive(tmp_path)
    archive.press(row(1, note=f"pari merito; {note}"), row(2))
    archive.build()
    said = [text for (text,) in archive.ask("select note from result where note <> ''")]
    assert len(said) == 1 and said[0].startswith("pari merito")
    assert folded(secret) not in folded(said[0])
    assert len(secret) < 6 or folded(secret) not in bytes_of(archive)


def test_a_note_that_loses_a_part_is_counted_and_not_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = SmallArchive(tmp_path)
    notes = ["pari merito; fnordica", "assente per infortunio", "pari merito", *["fnordica"] * 6]
    archive.press(*(row(at, note=note) for at, note in enumerate(notes, 1)), name="note.csv")
    line = (
        "press_scores/note.csv: warning: a note, or a part of one, is not published (of 7: record 1, 4, 5,"
        " 6, 7 ...): it tells something of a person, or has a word that curated/note_words.csv lacks"
    )
    assert archive.build().warnings == [line]
    (document,) = tmp_path.glob("archive/documents/*/*.csv")
    path = tmp_path / "nuovo.csv"
    path.write_bytes(document.read_bytes() + b"\n")
    add = ["add", str(path), "--source", "press_scores", "--archive", str(tmp_path / "altro")]
    assert main(add) == 0
    assert capsys.readouterr().err == f"pedana: {line.replace('note.csv:', 'nuovo.csv:', 1)}\n"


@pytest.mark.parametrize(("end", "secret"), ADDRESSES.items())
def test_no_byte_of_a_release_holds_what_an_address_says(
    end: str, secret: str, tmp_path: Path
) -> None:
    archive = SmallArchive(tmp_path)
    archive.press(row(1, url=f"https://giornale.example/notizia{end}"), row(2))
    archive.build()
    assert folded(secret) not in bytes_of(archive)
    assert archive.ask("select count(*) from citation where address like '%giornale.example%'") == [
        (2,)
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [("competition", "Trofeo Finto 2024 assente per frattura"),
     ("place", "Nessundove, Pala Finto assente per frattura al polso")],
)  # fmt: skip
def test_no_byte_of_a_release_holds_an_absence_in_a_title_or_a_place(
    name: str, text: str, tmp_path: Path
) -> None:
    archive = SmallArchive(tmp_path)
    archive.press(row(1) | {name: text}, row(2))
    archive.build()
    assert "frattura" not in bytes_of(archive)
    assert text.partition(" assente")[0].partition(", ")[2].casefold() in bytes_of(archive)


def test_an_address_that_is_none_is_left_out_whole() -> None:
    assert published_address("https://[x.example/?tessera=403508") == "[omesso]"
    assert published_address("https://[x.example/gara") == "https://[x.example/gara"


@pytest.mark.parametrize(("name", "secret"), FILES.items())
def test_no_byte_of_a_release_holds_what_a_file_is_called(
    name: str, secret: str, tmp_path: Path
) -> None:
    archive = SmallArchive(tmp_path)
    archive.press(row(1), row(2), name=name)
    archive.build()
    assert folded(secret) not in bytes_of(archive)


@pytest.mark.parametrize(("name", "secret"), FILES.items())
def test_add_does_not_repeat_what_a_file_is_called(
    name: str, secret: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("Trofeo Finto 2024\n", "utf-8")
    arguments = ["--source", "table_file", "--archive", str(tmp_path / "archive")]
    assert main(["add", str(tmp_path / name), *arguments]) == 1
    said = capsys.readouterr()
    assert "not added" in said.out + said.err
    assert folded(secret) not in folded(said.out + said.err)


def test_the_day_of_a_competition_stays_in_the_name_of_a_file(tmp_path: Path) -> None:
    archive = SmallArchive(tmp_path)
    archive.press(row(1), row(2), name="classifica_12-03-2024.csv")
    archive.build()
    assert archive.ask("select name from document") == [("classifica_12-03-2024.csv",)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("place", ["birth", "score", "between"])
def test_no_line_of_add_or_build_repeats_a_shape(
    place: str, shape: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {"birth": "2010", "score": "25.000"} | {place: shape}
    lines = [
        "Trofeo Finto 2024", "Nessundove, 4 maggio 2024", "CATEGORIA: JUNIOR",
        "Pos;Cognome e Nome;Data di nascita;Società;Fune;Palla;Totale",
        f"1;ZIBAROVA Aletta;{cells['birth']};Spes Finta;{cells['score']};24.000;49.000",
        *([f";;{shape};;{shape};;{shape}"] if place == "between" else []),
        "2;FNARULLA Lia;2011;Altra Finta;24.000;23.000;47.000",
    ]  # fmt: skip
    sheet = tmp_path / "foglio.csv"
    sheet.write_text("\n".join(lines), "utf-8")
    folder = str(tmp_path / "archive")
    main(["add", str(sheet), "--source", "table_file", "--archive", folder, "--keep"])
    main(["build", "--archive", folder, "--out", str(tmp_path / "out")])
    said = capsys.readouterr()
    assert folded(SHAPES[shape]) not in folded(said.out + said.err)


@pytest.mark.parametrize(
    "name",
    ["Anne marie Finta", "Portia lee Finta", "Olivia de vegt", "Edward (Teddy) Finta", "FINTA, Dildora",
     "D'ESEMPIA-FINTA Zoé", "Zbe O\"Finta", "M. B.", "Westwood-Morri…", "Finta - Prova Mila", "Nguyễn Ánh",
     "Zbelta de Fnarulla de la Finta",
     "Зинта Проба", "d'Esempia Lia", "FINTA Zeta (fuori gara)", "FINTA Zeta (riserva)"],
)  # fmt: skip
def test_a_name_that_people_bear_stays(name: str) -> None:
    assert plain_name(name) == name


@pytest.mark.parametrize(
    "name", ["ZBELTA Tessa", "Zbelta Licia", "Finta Telma", "Finta Prova Cella"]
)
def test_a_name_like_a_word_of_ours_stays(name: str) -> None:
    assert plain_name(f"{name} 2010-3-12") == plain_name(name) == name


@pytest.mark.parametrize(
    "behind",
    ["12|03|2010", "12 03 '10", "(n. 2010)", "#403508", "②⓪①⓪", "XII/III/MMX", "[covid]", "*inf.*", "tel:347",
     "— asma", ", 15 anni", "{febbre}", "dodici marzo duemiladieci", "<zeta@x.example>", "cl.10",
     "nata a Rimini", "zeta at posta punto example", "– rotto il piede", "RITIRATA", "infortunata"],
)  # fmt: skip
def test_what_stands_behind_a_name_is_no_name(behind: str) -> None:
    assert plain_name(f"Zbelta Bea {behind}") == "Zbelta Bea"


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("D. Zbelta, A. Zbelta, riserva Finta", "D. Zbelta, A. Zbelta, riserva Finta"),
        ("Zbelta, Prova, riserva nome rimosso", "Zbelta, Prova, riserva nome rimosso"),
        ("Zbelta 2010-3-12, Finta (varicella), Prova", "Zbelta, Finta, Prova"),
        ("Zbelta, varicella, Prova FGI403508", "Zbelta, Prova"),
        ("Zbelta Bea 347 1234 567, Prova", "Zbelta Bea, Prova"),
        ("1. Zbelta Bea 2. Prova Lia", "Zbelta Bea, Prova Lia"),
    ],
)
def test_a_squad(printed: str, published: str) -> None:
    assert plain_squad(printed) == published


# Reasons of decisions

REASONS = {
    "lo scrive la madre Carla 333 1234567, nata il 12/03/2010, era infortunata":
        ["carla", "1234567", "12/03/2010", "infortun"],
    "refuso; assente per mononucleosi": ["mononucleosi"],
    "refuso: vedi zeta@posta.example, tesserino 403508": ["posta.example", "403508"],
}  # fmt: skip


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("field", ["points", "rank", "club"])
def test_no_byte_of_a_release_holds_what_a_reason_says(
    field: str, reason: str, tmp_path: Path
) -> None:
    archive = SmallArchive(tmp_path)
    document = archive.press(row(1), row(2))
    printed, correct = {
        "points": ("39.800", "?"), "rank": ("2", "3"), "club": ("Spes Finta", "Altra Finta 403508"),
    }[field]  # fmt: skip
    place = f"{document.document_id},2"
    archive.decide("corrections", f'{place},{field},{printed},{correct},"{reason}",2025-01-01')
    archive.decide("identity", f'{place},different,{document.document_id},1,"{reason}",2025-01-01')
    archive.decide("clubs", f'Spes Finta,spes-finta,Spes Finta,club,"{reason}",2025-01-01')
    archive.decide("visibility", f',,,not indexed,"{reason}",2025-01-01')
    assert archive.build().failures == []
    found = bytes_of(archive)
    assert [secret for secret in [*REASONS[reason], "altra finta 403508"] if secret in found] == []
    assert archive.ask("select reason <> '' from correction") == [(1,)]


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_that_would_be_masked_is_refused(
    reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = SmallArchive(tmp_path)
    document = archive.press(row(1), row(2))
    line = {
        "document_id": document.document_id, "record": "2", "field": "points", "printed": "39.800",
        "correct": "?", "decided_on": "2025-01-01",
    }  # fmt: skip
    with pytest.raises(DecisionError) as error:
        require_publishable(line | {"reason": reason})
    assert "\n" not in str(error.value)
    assert not [secret for secret in REASONS[reason] if secret in str(error.value)]
    require_publishable(line | {"reason": "refuso della fonte: con 39.700 il totale chiude"})


def test_no_evidence_speaks_of_licences_or_years_of_birth(tmp_path: Path) -> None:
    archive = SmallArchive(tmp_path)
    lines = ("CATEGORIA: OPEN", "Pos;Tessera;Cognome e Nome;Anno di nascita;Società;Totale")
    archive.sheet(*lines, "1;403508;ZIBAROVA Aletta;2010;Spes Finta;49.000",
                  "2;403509;FNARULLA Lia;2011;Altra Finta;47.000")  # fmt: skip
    archive.sheet(*lines, "1;403508;ZIBAROVA Alleta;2010;Spes Finta;48.000",
                  "2;403777;FNARULA Lia;2012;Altra Finta;46.000",
                  name="altro.csv", address="https://altro.example/b.csv", date="4 maggio 2023")  # fmt: skip
    archive.build()
    reasons = archive.ask(
        "select reasons from identity_link union all select reasons from identity_doubt"
    )
    assert reasons
    assert not [text for (text,) in reasons if re.search("tessera|nascita", text)]
    assert any("tante ginnaste" in text for (text,) in reasons)


@pytest.mark.parametrize(
    ("printed", "name"),
    [("Zbelta Anna*", "Zbelta Anna"), ("Zbelta Anna†", "Zbelta Anna"), ("ZBELTA ANNA**", "ZBELTA ANNA"),
     ("Zbelta Anna1", "Zbelta Anna"), ("Zbelta Anna²", "Zbelta Anna"), ("*Zbelta Lia", "Zbelta Lia"),
     ("Zbelta Anna; Finta Lia", "Zbelta Anna; Finta Lia"), ("Anna Maria Malatesta", "Anna Maria Malatesta"),
     ("Anna Maria Familiari", "Anna Maria Familiari"), ("Maria Sole Ginocchio", "Maria Sole Ginocchio"),
     ("Z b e l t a Anna", "Zbelta Anna"), ("Z B E L T A  A N N A R", "ZBELTA  ANNAR")],
)  # fmt: skip
def test_a_mark_behind_a_name_is_left_out_and_the_name_is_not(printed: str, name: str) -> None:
    assert plain_name(printed) == name


@pytest.mark.parametrize(
    "club", ["Polisportiva 1 Maggio 1945", "Polisportiva 2000", "Ginnastica 1883", "Polisportiva"]
)
def test_a_club_that_is_called_after_a_day_or_only_a_kind(tmp_path: Path, club: str) -> None:
    archive = SmallArchive(tmp_path)
    archive.press(row(1, club=club), row(2))
    archive.build()
    assert (club,) in archive.ask("select name from club")


@pytest.mark.parametrize(
    "note",
    ["punteggio provvisorio", "totale calcolato dalla somma dei quattro attrezzi", "penalità linea 0,3",
     "nastro rotto, ripetuto", "pari punti, posto diverso"],
)  # fmt: skip
def test_what_is_said_of_marks_stays(note: str) -> None:
    assert plain_note(note, 2024) == note


def test_a_row_whose_address_is_none_is_read(tmp_path: Path) -> None:
    archive = SmallArchive(tmp_path)
    archive.press(row(1, url="https://[x.example/gara"), row(2))
    archive.build()
    assert archive.ask("select count(*) from result") == [(2,)]
    assert ("https://[x.example/gara", 0) in archive.ask("select address, is_link from citation")
