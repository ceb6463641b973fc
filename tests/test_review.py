"""Decisions on who is who: taken at the terminal, written as lines, undone by removing them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.archive import list_documents
from ingest.cli import main

HEADER = "competition,date,place,round,rank,athlete,club,nation,apparatus,score_as_printed,source,url,note"
GARE = {  # competition -> day
    "Trofeo Inventato 2021": "2021-03-06",
    "Coppa Finta 2022": "2022-03-06",
    "Gara Esempia 2023": "2023-03-06",
}
CLUBS = ("Spes Finta", "Spes Finta Brillo")
OTHER = {"Torneo Ignoto 2023": "2023-05-06"}


def line(competition: str, name: str, club: str, points: str = "62.5") -> str:
    url, day = f"https://example.org/{competition[:6].strip()}", (GARE | OTHER)[competition]
    return f"{competition},{day},Città Finta,AA,1,{name},{club},ITA,TOT,{points},x,{url},"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of three competitions: one name and club in all of them, another spelling elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PEDANA_ARCHIVE", raising=False)
    monkeypatch.delenv("PEDANA_BUILD", raising=False)
    lines = [line(competition, "Prova Inventata", "Società Finta") for competition in GARE]
    lines += [line(competition, "Prova Inventala", "Altra Ignota") for competition in OTHER]
    Path("gare.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    assert main(["add", "gare.csv", "--source", "press_scores"]) == 0
    assert main(["build"]) == 0
    return tmp_path / "archive"


def test_open_pairs_of_clubs_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [line(gara, "Prova Inventata", club) for gara, club in zip(GARE, CLUBS, strict=False)]
    Path("gare.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    assert main(["add", "gare.csv", "--source", "press_scores", "--archive", "a"]) == 0
    assert main(["build", "--archive", "a", "--out", "b"]) == 0
    capsys.readouterr()
    assert main(["review", "b/pedana.db", "--clubs"]) == 0
    said = capsys.readouterr().out
    assert "spes-finta spes-finta-brillo: +1.0 bits (un nome contiene l'altro +1.0)" in said
    assert said.endswith("1 open pairs; one club, or two: lines of decisions/clubs.csv\n")


def athletes() -> dict[str, list[str]]:
    """Athlete id -> the competitions and names of her mentions, as the release has them."""
    with closing(sqlite3.connect("build/pedana.db")) as connection:
        rows = connection.execute(
            "select athlete_id, competition_id || ' ' || name_printed from mention order by 1, 2"
        )
        found: dict[str, list[str]] = {}
        for athlete_id, text in rows:
            found.setdefault(athlete_id, []).append(text)
        return found


def redirects() -> list[tuple[str, str]]:
    with closing(sqlite3.connect("build/pedana.db")) as connection:
        return connection.execute("select old_id, athlete_id from athlete_redirect").fetchall()


def who(name: str) -> str:
    return next(
        key for key, texts in athletes().items() if any(text.endswith(name) for text in texts)
    )


def documents(archive: Path) -> list[str]:
    return [document.document_id for document in list_documents(archive)]


def decided(archive: Path) -> list[str]:
    return (archive / "decisions" / "identity.csv").read_text(encoding="utf-8").splitlines()[1:]


def test_open_pairs_are_shown_side_by_side(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["review"]) == 0
    said = capsys.readouterr().out
    assert f"{who('Inventata')} {who('Inventala')}" in said
    assert "2021-03-06 Prova Inventata · Società Finta · Trofeo Inventato" in said
    assert "altra società -2.5" in said
    (document,) = documents(archive)
    assert f"\n  {document} 1 | {document} 4\n" in said, "the lines that the doubt is about"
    assert said.endswith(
        "\n1 open pairs; one athlete: pedana merge ID ID --reason ...;"
        " two: pedana split ID ID --reason ...\n"
    )


def test_a_merge_redirects_and_removing_its_line_undoes_it(archive: Path) -> None:
    before = athletes()
    one, other = who("Inventata"), who("Inventala")
    assert main(["merge", one, other, "--reason", "due grafie", "--yes"]) == 0
    assert main(["build"]) == 0
    assert list(athletes()) == [one]
    assert redirects() == [(other, one)]
    assert main(["merge", other, one, "--reason", "di nuovo", "--yes"]) == 1
    (archive / "decisions" / "identity.csv").unlink()
    assert main(["build"]) == 0
    assert athletes() == before
    assert redirects() == []


def test_a_split_parts_one_competition_and_removing_its_lines_undoes_it(archive: Path) -> None:
    before = athletes()
    her = who("Inventata")
    assert main(["split", her, "coppa-finta-2022", "--reason", "omonima", "--yes"]) == 0
    assert main(["build"]) == 0
    after = athletes()
    assert after[her] == [text for text in before[her] if not text.startswith("coppa")]
    (parted,) = after.keys() - before.keys()
    assert after[parted] == ["coppa-finta-2022 Prova Inventata"]
    (archive / "decisions" / "identity.csv").unlink()
    assert main(["build"]) == 0
    assert athletes() == before


SQUAD = "gruppo; Finta, Prova, Esempia"


def squad_line(year: int, more: str) -> str:
    """The line of a nation's group, with its squad."""
    return (
        f"Torneo Ignoto {year},{year}-05-06,Città Finta,GR-AA,1,Italia,,ITA,TOT,60.{year % 100:03},x,"
        f'https://example.org/{year},"{SQUAD}, {more}"'
    )


def test_a_split_of_a_squad_moves_one_competition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [squad_line(year, f"Altra{chr(year - 1920)}") for year in range(2018, 2024)]
    Path("gare.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    assert main(["add", "gare.csv", "--source", "press_scores"]) == 0
    assert main(["build"]) == 0
    (her,) = [key for key, mentions in athletes().items() if mentions[0].endswith(" Prova")]
    assert len(athletes()[her]) == 6
    assert main(["split", her, "torneo-ignoto-2021", "--reason", "omonima", "--yes"]) == 0
    assert main(["build"]) == 0
    counts = sorted(len(each) for each in athletes().values() if each[0].endswith(" Prova"))
    assert counts == [1, 5]


def test_two_places_of_a_ranking_are_not_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    second = line("Gara Esempia 2023", "Altra Esempia", "Altra Ignota", "61.5").replace(
        "AA,1", "AA,2"
    )
    text = "\n".join(
        [HEADER, line("Gara Esempia 2023", "Prova Inventata", "Società Finta"), second]
    )
    Path("gare.csv").write_text(text + "\n", encoding="utf-8")
    assert main(["add", "gare.csv", "--source", "press_scores"]) == 0
    assert main(["build"]) == 0
    capsys.readouterr()
    assert main(["merge", *athletes(), "--reason", "prova", "--yes"]) == 1
    assert "has both at two places: they are two" in capsys.readouterr().err


def test_an_id_recorded_for_two_stays_with_the_earlier_and_is_reported(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ids", "--yes"]) == 0
    path = archive / "decisions" / "athletes.csv"
    (one, _, _), (_, *place) = (text.split(",") for text in path.read_text().splitlines()[1:])
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], ",".join([one, *place])]) + "\n")
    before = len(athletes())
    capsys.readouterr()
    assert main(["build"]) == 1
    assert f"athletes.csv: {one} is recorded for two gymnasts" in capsys.readouterr().err
    assert len(athletes()) == before


def test_the_part_with_the_recorded_mention_keeps_the_id(archive: Path) -> None:
    her = who("Inventata")
    assert main(["ids", "--yes"]) == 0
    assert main(["split", her, "trofeo-inventato-2021", "--reason", "omonima", "--yes"]) == 0
    assert main(["build"]) == 0
    assert athletes()[her] == ["trofeo-inventato-2021 Prova Inventata"]


def test_ids_are_recorded_once(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ids", "--yes"]) == 0
    recorded = (archive / "decisions" / "athletes.csv").read_text(encoding="utf-8")
    assert len(recorded.splitlines()) == 1 + len(athletes())
    assert main(["build"]) == 0
    capsys.readouterr()
    assert main(["ids", "--yes"]) == 0
    assert capsys.readouterr().out == "all ids are recorded\n"
    assert (archive / "decisions" / "athletes.csv").read_text(encoding="utf-8") == recorded


def test_an_open_pair_is_decided_to_be_two(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, one, other = athletes(), who("Inventata"), who("Inventala")
    (document,) = documents(archive)
    capsys.readouterr()
    assert main(["split", one, other, "--reason", "due  ginnaste", "--yes"]) == 0
    assert "2023-05-06 Prova Inventala" in capsys.readouterr().out
    (said,) = decided(archive)
    assert said.startswith(f"{document},1,different,{document},4,due ginnaste,")
    assert main(["build"]) == 0
    assert athletes() == before
    for command in ("split", "merge"):
        capsys.readouterr()
        assert main([command, other, one, "--reason", "di nuovo", "--yes"]) == 1
        assert "identity.csv says already: " in capsys.readouterr().err


def test_a_former_id_is_of_who_has_it_now(archive: Path) -> None:
    one, other = who("Inventata"), who("Inventala")
    assert main(["merge", one, other, "--reason", "due grafie", "--yes"]) == 0
    assert main(["build"]) == 0
    assert main(["split", one, other, "--reason", "no", "--yes"]) == 1
    (said,) = decided(archive)
    assert ",same," in said


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another archive, of which the release is not."""
    other = tmp_path / "altrove"
    text = "\n".join([HEADER, line("Gara Esempia 2023", "Altra Ignota", "Terza Finta")]) + "\n"
    Path("altra.csv").write_text(text, encoding="utf-8")
    assert main(["add", "altra.csv", "--source", "press_scores", "--archive", str(other)]) == 0
    return other


COMMANDS = [
    ["merge", "{one}", "{other}", "--reason", "x"],
    ["split", "{one}", "{other}", "--reason", "x"],
    ["split", "{one}", "coppa-finta-2022", "--reason", "x"],
    ["ids"],
]


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_decision_is_about_the_archive_it_is_written_to(
    archive: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    ids = {"one": who("Inventata"), "other": who("Inventala")}
    (document,) = documents(archive)
    command = [each.format(**ids) for each in arguments]
    capsys.readouterr()
    assert main([*command, "--archive", str(elsewhere), "--yes"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"pedana: document {document} is not in {elsewhere}: the database is of another archive\n"
    )
    assert not (elsewhere / "decisions").exists()


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_folder_that_is_no_archive_is_not_made_one(
    archive: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    ids = {"one": who("Inventata"), "other": who("Inventala")}
    command = [each.format(**ids) for each in arguments]
    capsys.readouterr()
    assert main([*command, "--archive", "nessuno", "--yes"]) == 1
    assert capsys.readouterr().err == "pedana: nessuno is no archive: it has no folder documents\n"
    assert not Path("nessuno").exists()


@pytest.mark.parametrize("reason", ["", " \t "])
@pytest.mark.parametrize("command", ["merge", "split"])
def test_a_decision_has_a_reason(
    archive: Path, capsys: pytest.CaptureFixture[str], command: str, reason: str
) -> None:
    capsys.readouterr()
    with pytest.raises(SystemExit) as stop:
        main([command, who("Inventata"), who("Inventala"), "--reason", reason, "--yes"])
    assert stop.value.code == 2
    assert capsys.readouterr().err == (
        f"pedana {command}: error: argument --reason: the reason is empty; see pedana {command} --help\n"
    )
    assert not (archive / "decisions").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["split", "{one}", "{one}", "--reason", "x", "--yes"],
         "they are one athlete: say which competitions are another's"),
        (["split", "{one}", "{other}", "coppa-finta-2022", "--reason", "x", "--yes"],
         "she has no mention at {other}"),
        (["merge", "{one}", "{one}", "--reason", "x", "--yes"], "they are one athlete already"),
        (["merge", "{one}", "nessuna", "--reason", "x", "--yes"], "no athlete 'nessuna' in this release"),
        (["merge", "{one}", "{other}", "--reason", "x"], "nobody can be asked here: say --yes"),
        (["split", "{one}", "altra-gara", "--reason", "x", "--yes"], "she has no mention at altra-gara"),
        (["split", "{other}", "torneo-ignoto-2023", "--reason", "x", "--yes"],
         "these are all her competitions: nothing would stay"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_one_line(
    archive: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    ids = {"one": who("Inventata"), "other": who("Inventala")}
    capsys.readouterr()
    assert main([argument.format(**ids) for argument in arguments]) == 1
    assert capsys.readouterr().err == f"pedana: {said.format(**ids)}\n"
    assert not (archive / "decisions" / "identity.csv").exists()


def test_a_decision_about_a_line_that_is_gone_is_reported(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["merge", who("Inventata"), who("Inventala"), "--reason", "x", "--yes"]) == 0
    path = archive / "decisions" / "identity.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",4,x,", ",99,x,"), encoding="utf-8")
    capsys.readouterr()
    assert main(["build"]) == 1
    assert "record 99 names nobody" in capsys.readouterr().err
    assert len(athletes()) == 2


def test_what_is_decided_is_not_decided_again(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = who("Inventata"), who("Inventala")
    assert main(["merge", one, other, "--reason", "x", "--yes"]) == 0
    assert main(["merge", one, other, "--reason", "x", "--yes"]) == 1
    assert main(["build"]) == 0
    lines = (archive / "decisions" / "identity.csv").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["split", one, "torneo-ignoto-2023", "--reason", "x", "--yes"]) == 1
    assert "identity.csv says already: " in capsys.readouterr().err
    assert (archive / "decisions" / "identity.csv").read_text(encoding="utf-8") == lines
