"""Decisions on who is who: taken at the terminal, written as lines, undone by removing them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

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


def test_open_pairs_are_shown_side_by_side(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["review"]) == 0
    said = capsys.readouterr().out
    assert f"{who('Inventata')} {who('Inventala')}" in said
    assert "2021-03-06 Prova Inventata · Società Finta · Trofeo Inventato" in said
    assert "altra società -2.5" in said
    assert "1 open pairs" in said


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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
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
    assert capsys.readouterr().err == f"pedana: {said}\n"
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
