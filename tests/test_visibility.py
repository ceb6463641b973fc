"""How much of a gymnast is shown follows from her newest season, in every row, page and file."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ingest import indexable
from ingest.build import build_release
from ingest.cli import main
from ingest.decisions import FILES, DecisionError, Decisions
from ingest.evidence import given_names
from ingest.likeness import SHORTEST
from ingest.text import fold
from ingest.visibility import Standing, form_of, read_rules, strictest
from tests.conftest import ROOT
from tests.small_archive import SmallArchive

ADDRESS = "https://giornale.example/gara"
ALLIEVE = ",Allieve,,initials,scelta del gestore,2026-11-23"
SENIOR = {
    "athlete": "Aletta Zibàrova", "club": "Spes Finta", "rank": "1", "apparatus": "TOT",
    "score_as_printed": "90.000", "competition": "Campionato Italiano Assoluto 2024", "url": ADDRESS,
}  # fmt: skip
CHILD = {
    "athlete": "Mia Belzira", "club": "Altra Finta", "rank": "1", "apparatus": "TOT",
    "score_as_printed": "20.000", "competition": "Coppa Finta 2019",
    "date": "2019-05-04", "url": ADDRESS,
}  # fmt: skip


def standing(age: int | None, *categories: str, level: str = "gold") -> Standing:
    seen = [] if age is None else [("", 2024, 2024)]
    return Standing(2024, set(categories), {level}, seen, {2024 - age} if age else set())


def rules(*lines: str) -> list[object]:
    columns = ("ages", "category", "level", "form", "reason", "decided_on")
    decisions = Decisions()
    decisions.visibility = [dict(zip(columns, line.split(","), strict=True)) for line in lines]
    return read_rules(decisions)


# Rules


@pytest.mark.parametrize(
    ("who", "form"),
    [
        (standing(25, "Senior", level="internazionale"), "open"),
        (standing(16, "Assoluti", level="assoluti"), "open"),
        (standing(15, "Assoluti", level="assoluti"), "not indexed"),
        (standing(None, "A1", level="serie-a"), "not indexed"),
        (standing(30, "Gold Senior"), "not indexed"),
        (standing(30, "Senior", level="tornei"), "not indexed"),
        (Standing(), "not indexed"),
    ],
)
def test_below_senior_national_level_nobody_is_indexed(who: Standing, form: str) -> None:
    assert form_of(who, rules()) == form


@pytest.mark.parametrize(
    ("who", "form"),
    [
        (standing(10, "Allieve I fascia"), "initials"),
        (standing(None, "LC A2", "Serie C"), "initials"),
        (standing(10, "Campionato di Squadra Allieve"), "initials"),
        (standing(14, "Junior 2"), "not indexed"),
    ],
)
def test_one_line_sets_allieve_to_initials(who: Standing, form: str) -> None:
    assert form_of(who, rules(ALLIEVE)) == form


@pytest.mark.parametrize(
    ("age", "lines", "form"),
    [
        (None, ["-17,,,hidden"], "hidden"),
        (None, ["8-13,,,initials"], "initials"),
        (None, ["16-,,,open", ",,,initials"], "initials"),
        (None, ["-13,,,not indexed", ",,,open"], "not indexed"),
        (18, ["-17,,,hidden"], "not indexed"),
        (13, ["8-13,,,initials", ",,,hidden"], "initials"),
        (14, ["8-13,,,initials"], "not indexed"),
    ],
)
def test_of_the_ages_she_may_be_of_the_strictest_form_counts(
    age: int | None, lines: list[str], form: str
) -> None:
    assert form_of(standing(age), rules(*(f"{line},x,2026-01-01" for line in lines))) == form


def test_who_may_be_younger_than_sixteen_is_not_open() -> None:
    young = Standing(2024, {"Assoluti"}, {"assoluti"}, [("Assoluti", 2015, 2024)])
    grown = Standing(2024, {"Assoluti"}, {"assoluti"}, [("Assoluti", 2014, 2024)])
    assert [form_of(one, rules()) for one in (young, grown)] == ["not indexed", "open"]


@pytest.mark.parametrize(
    ("seen", "birth_years", "ages"),
    [
        ([("Senior", 2020, 2020)], set(), (20, 99)),  # sixteen in 2020, in a season of 2024
        ([("Junior 1", 2024, 2024)], set(), (13, 13)),
        ([("Junior", 2024, 2024)], set(), (13, 15)),
        ([("Under 12", 2023, 2024)], set(), (7, 12)),
        ([("", 2010, 2024)], set(), (20, 99)),  # six in 2010
        ([("Senior", 2024, 2024)], {2001}, (23, 23)),
        ([("Senior", 2024, 2024)], {2001, 2002}, (22, 23)),
        ([("Junior", 2024, 2024)], {2010, 1995}, (14, 15)),
        ([], set(), (6, 99)),
    ],
)
def test_an_age_is_what_all_that_is_printed_leaves(
    seen: list[tuple[str, int, int]], birth_years: set[int], ages: tuple[int, int]
) -> None:
    assert Standing(2024, seen=seen, birth_years=birth_years).ages == ages


@pytest.mark.parametrize(
    ("seen", "birth_year", "ages"),
    [
        ([("Junior 1", 2024, 2024)], 1995, (13, 29)),
        ([("Giovanissime", 2024, 2024)], 1995, (6, 29)),
        ([("Allieve 2", 2024, 2024)], 2014, (9, 10)),  # federations draw the line elsewhere
        ([("Allieve 2", 2024, 2024), ("Senior", 2024, 2024)], 1995, (9, 99)),
        ([("Senior", 2024, 2024)], 2010, (14, 99)),
        ([("", 2010, 2024)], 2009, (15, 99)),  # one year old at her first competition
        ([("Senior", 2024, 2024)], 2031, (0, 99)),
        ([("Senior", 2024, 2024)], 2024, (0, 99)),
        ([("Senior", 2024, 2024)], 12, (0, 99)),
    ],
)
def test_what_contradicts_itself_leaves_each_age_and_what_cannot_be_any(
    seen: list[tuple[str, int, int]], birth_year: int, ages: tuple[int, int]
) -> None:
    assert Standing(2024, seen=seen, birth_years={birth_year}).ages == ages


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("13-8,,,open,x,2026-01-01", "ages '13-8' are upside down"),
        ("-,,,open,x,2026-01-01", "ages '-' are not like 8-13, -13 or 16-"),
        (",???,,open,x,2026-01-01", "category '???' has neither letter nor digit"),
        ("tredici,,,open,x,2026-01-01", "ages 'tredici' are not like 8-13, -13 or 16-"),
        (",,,secret,x,2026-01-01", "'secret' is none of open, not indexed, initials, hidden"),
        (",,,erased,x,2026-01-01", "'erased' is none of"),
        (",,seriea,open,x,2026-01-01", "'seriea' is none of assoluti, "),
    ],
)
def test_a_line_that_is_no_rule_stops_the_build(line: str, said: str) -> None:
    with pytest.raises(DecisionError, match=r"^visibility.csv: .*" + re.escape(said)):
        rules(line)


def test_the_form_that_shows_the_least_wins() -> None:
    assert strictest("not indexed", "hidden", "open", "initials") == "hidden"


# A release


@pytest.fixture
def archive(tmp_path: Path) -> SmallArchive:
    archive = SmallArchive(tmp_path)
    archive.press(
        SENIOR | {"competition": "Individuale Gold Senior 2020", "date": "2020-05-04"},
        SENIOR,
        CHILD | {"note": "davanti a Lia Fnarulla"},
        CHILD
        | {"athlete": "BELZIRA Mia", "competition": "Campionato Nazionale di Categoria Allieve 2020",
           "date": "2020-05-04", "url": "https://giornale.example/belzira-vince"},
        CHILD
        | {"athlete": "Lia Fnarulla", "rank": "2", "score_as_printed": "19.000",
           "note": "dietro a Mia Belzira"},
    )  # fmt: skip
    return archive


def raw(archive: SmallArchive) -> str:
    data = (archive.folder / "out" / "pedana.db").read_bytes()
    return fold(data.decode("utf-8", "replace"))


def test_her_newest_season_decides_for_all_her_rows(archive: SmallArchive) -> None:
    """She is one of the allieve in 2020: what she did the year before stands under her initials too."""
    archive.decide("visibility", ",Allieve,,initials,scelta del gestore,2026-11-23")
    report = archive.build()
    assert report.errors == 0
    rows = archive.ask("select name, visibility, birth_year, is_initials from athlete order by 1")
    assert rows == [
        ("Aletta Zibàrova", "open", None, 0),
        ("Lia Fnarulla", "not indexed", None, 0),
        ("M. B.", "not indexed", None, 1),
    ]
    names = archive.ask("select competitor_name from ranking_row where athlete_id is not null")
    assert sorted(name for (name,) in names).count("M. B.") == 2
    assert "belzira" not in raw(archive)
    assert archive.ask("select note from result where note <> '' order by 1") == [
        ("davanti a Lia Fnarulla",),
        ("dietro a M. B.",),
    ]
    assert archive.ask("select address from citation where address like '%(%'") == [
        ("giornale.example (nome rimosso)",)
    ]


@pytest.mark.parametrize("rule", ["initials", "hidden"])
@pytest.mark.parametrize("asked", ["initials", "hidden"])
def test_of_what_the_rules_say_and_what_she_asked_the_stricter_holds(
    archive: SmallArchive, private: Path, rule: str, asked: str
) -> None:
    archive.build()
    ((her,),) = archive.ask("select athlete_id from athlete where name like '%Belzira%'")
    database = str(archive.folder / "out" / "pedana.db")
    assert main(["hide", her, "--as", asked, "--database", database, "--later", "--yes"]) == 0
    archive.decide("visibility", f",Allieve,,{rule},scelta del gestore,2026-11-23")
    archive.build()
    shown = {name for (name,) in archive.ask("select name from athlete")}
    assert ("M. B." in shown) == (rule == asked == "initials")
    assert "belzira" not in raw(archive)


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Giochi Olimpici Giovanili 2018", "giochi-olimpici-giovanili-2018"),
        ("World Cup Junior Sofia 2022", "world-cup-junior-sofia-2022"),
        ("Grand Prix Thiais Espoirs 2022", "grand-prix-thiais-espoirs-2022"),
    ],
)
def test_nobody_is_open_by_an_event_of_the_young(tmp_path: Path, title: str, address: str) -> None:
    archive = SmallArchive(tmp_path)
    day = f"{title[-4:]}-04-10"
    cup = {"competition": "World Cup Sofia 2022", "club": "", "date": "2022-04-10"}
    archive.press(SENIOR | {"competition": title, "club": "", "date": day}, CHILD | cup)
    archive.build()
    assert archive.ask("select name, visibility from athlete order by 1") == [
        ("Aletta Zibàrova", "not indexed"),
        ("Mia Belzira", "open"),
    ]
    names = dict(archive.ask("select competition_id, name from competition"))
    assert names[address] == title
    assert len(names) == 2


SQUAD = {
    "athlete": "", "club": "", "round": "GR-AA", "rank": "1", "apparatus": "TOT", "url": ADDRESS,
    "score_as_printed": "60.000", "note": "gruppo; Zibarova, Belzira, Fnarulla",
}  # fmt: skip


@pytest.mark.parametrize(("squads", "form"), [("junior", "not indexed"), ("senior", "open")])
def test_the_members_of_a_squad_are_of_its_category(tmp_path: Path, squads: str, form: str) -> None:
    archive = SmallArchive(tmp_path)
    archive.press(
        SQUAD | {"competition": f"Mondiali 2022 - squadre {squads}", "date": "2022-05-04"}
    )
    archive.build()
    assert archive.ask("select distinct visibility from athlete") == [(form,)]


def test_a_rule_of_a_category_is_of_its_squads_too(tmp_path: Path) -> None:
    archive = SmallArchive(tmp_path)
    archive.sheet("Insieme Allieve", "Pos.;Società;Componenti;Punteggio",
                  "1;SPES FINTA;Aletta Zibàrova, Lia Fnarulla;60,100")  # fmt: skip
    archive.decide("visibility", ALLIEVE)
    archive.build()
    assert archive.ask("select distinct is_initials, visibility from athlete") == [
        (1, "not indexed")
    ]


def test_a_printed_year_of_birth_is_not_believed_against_the_category(tmp_path: Path) -> None:
    archive = SmallArchive(tmp_path)
    sheet = ["Campionato Italiano Assoluto 2024", "Nessundove, 4 maggio 2024", "Junior 1"]
    sheet += ["Pos.;Ginnasta;Società;Anno;Punteggio", "1;ZIBÀROVA Aletta;SPES FINTA;1995;90,100"]
    archive.add("table_file", "foglio.csv", "\n".join(sheet) + "\n", ADDRESS)
    archive.build()
    assert archive.ask("select visibility from athlete") == [("not indexed",)]


def printed_as_initials(tmp_path: Path, form: str) -> SmallArchive:
    archive = SmallArchive(tmp_path)
    archive.sheet("Allieve", "Pos.;Ginnasta;Società;Anno;Punteggio", "1;Z. A.;SPES FINTA;2013;90,100",
                  "2;BELZIRA Mia;ALTRA FINTA;2014;89,100")  # fmt: skip
    archive.decide("visibility", f"11-11,,,{form},scelta,2026-11-23")
    assert archive.build().warnings == []
    return archive


def test_who_is_printed_as_initials_is_shown_by_initials(tmp_path: Path) -> None:
    archive = printed_as_initials(tmp_path, "initials")
    shown = "select name, visibility, birth_year, is_initials from athlete order by 1"
    assert archive.ask(shown)[-1] == ("Z. A.", "not indexed", None, 1)
    years = "select birth_year from mention where name_printed = 'Z. A.'"
    assert archive.ask(years) == [(None,)]
    assert archive.ask("select count(*) from result where club_id = 'spes-finta'") == [(1,)]


def test_who_is_printed_as_initials_can_be_hidden(tmp_path: Path) -> None:
    archive = printed_as_initials(tmp_path, "hidden")
    assert archive.ask("select name from athlete") == [("BELZIRA Mia",)]
    assert archive.ask("select athlete_id, club_id from result where rank = 1") == [(None, None)]
    assert "spes finta" not in raw(archive)
    assert b"Z. A." not in (archive.folder / "out" / "pedana.db").read_bytes()


def test_a_rule_that_fits_nobody_is_a_line_of_the_build(archive: SmallArchive) -> None:
    archive.decide(
        "visibility",
        ",Alieve,,initials,scelta,2026-11-23",
        ALLIEVE,
        "8-9,,gold,hidden,scelta,2026-11-23",
    )
    assert archive.build().warnings == [
        "visibility.csv: ,Alieve,,initials: fits nobody",
        "visibility.csv: 8-9,,gold,hidden: fits nobody",
    ]
    archive.decide("visibility")
    assert archive.build().warnings == []


def test_a_competition_is_of_no_level_by_its_name(tmp_path: Path) -> None:
    archive = SmallArchive(tmp_path)
    archive.press(SENIOR | {"competition": "Individuale Gold Senior 2014", "date": "2014-05-04"},
                  SENIOR | {"competition": "Internazionale 2024"})  # fmt: skip
    archive.build()
    assert archive.ask("select visibility from athlete") == [("not indexed",)]


@pytest.mark.parametrize("form", ["initials", "hidden"])
def test_her_family_name_alone_is_shown_like_her(tmp_path: Path, form: str) -> None:
    """Printed in a squad, or behind an initial, and linked to nobody."""
    archive = SmallArchive(tmp_path)
    archive.press(
        CHILD | {"competition": "Campionato Nazionale di Categoria Allieve 2020", "date": "2020-05-04"},
        CHILD | {"athlete": "M. Belzira", "club": "", "competition": "Gara Finta 2020", "date": "2020-06-04"},
        CHILD | {"athlete": "", "club": "", "nation": "ITA", "round": "GR-AA",
                 "note": "gruppo; Zibarova, Belzira, Fnarulla"},
    )  # fmt: skip
    archive.decide("visibility", f",Allieve,,{form},scelta del gestore,2026-11-23")
    archive.build()
    assert "belzira" not in raw(archive)
    names = {name for (name,) in archive.ask("select name from athlete")}
    assert names == {"Zibarova", "Fnarulla"} | ({"M. B.", "B."} if form == "initials" else set())


async def test_initials_are_the_same_in_pages_search_and_files(
    archive: SmallArchive, datasette_for: Callable
) -> None:
    archive.decide("visibility", ALLIEVE)
    archive.build()
    site = datasette_for(archive.folder / "out" / "pedana.db").client
    ((her,),) = archive.ask("select athlete_id from athlete where is_initials = 1")
    ((ranking_id,),) = archive.ask(
        "select ranking_id from ranking_row where athlete_id = ? and competition_id like '%2019%'",
        her,
    )
    for path in (f"/ginnaste/{her}", f"/ginnaste/{her}.json", f"/classifiche/{ranking_id}.csv",
                 f"/classifiche/{ranking_id}", "/pedana/mention.json", "/pedana/athlete_name"):  # fmt: skip
        text = (await site.get(path)).text
        assert "M. B." in text and "elzira" not in text.lower(), path
    page = (await site.get(f"/ginnaste/{her}")).text
    assert "si mostrano solo le iniziali" in page
    assert her not in (await site.get("/cerca?q=belzira")).text


async def test_only_pages_that_name_nobody_unlisted_are_indexable(
    archive: SmallArchive, datasette_for: Callable
) -> None:
    archive.build()
    site = datasette_for(archive.folder / "out" / "pedana.db").client
    ids = dict(archive.ask("select name_printed, athlete_id from athlete_name"))
    listed = (await site.get("/sitemap.xml")).text
    for name, is_listed in (("Aletta Zibàrova", True), ("Mia Belzira", False)):
        path = f"/ginnaste/{ids[name]}"
        page = await site.get(path)
        assert ('name="robots" content="noindex"' not in page.text) is is_listed
        assert ("x-robots-tag" not in page.headers) is is_listed
        assert (f"<loc>http://localhost{path}</loc>" in listed) is is_listed
        for other in (f"{path}.json", f"{path}.csv", f"{path}?x=1"):
            assert (await site.get(other)).headers["x-robots-tag"] == "noindex"


async def test_an_indexable_page_shows_no_address_that_names_who_is_not(
    tmp_path: Path, datasette_for: Callable
) -> None:
    archive = SmallArchive(tmp_path)
    hers = {"url": "https://giornale.example/belzira-e-zibarova"}
    archive.press(SENIOR | {"competition": "Individuale Gold Senior 2020", "date": "2020-05-04"},
                  SENIOR | hers, CHILD)  # fmt: skip
    archive.build()
    ((her,),) = archive.ask("select athlete_id from athlete where visibility = 'open'")
    site = datasette_for(archive.folder / "out" / "pedana.db").client
    page = await site.get(f"/ginnaste/{her}")
    assert "x-robots-tag" not in page.headers and "belzira" not in page.text
    ((ranking_id,),) = archive.ask(
        "select ranking_id from ranking_row where competition_id like 'assoluti%'"
    )
    assert "belzira" not in (await site.get(f"/classifiche/{ranking_id}")).text
    origin = re.search(r'href="(/fonti/[^"]+)"', page.text)
    assert origin
    source = await site.get(origin[1])
    assert source.headers["x-robots-tag"] == "noindex"


def test_a_page_is_closed_for_a_note_and_the_tier_of_the_gymnast_stays(tmp_path: Path) -> None:
    """Other pages that name her are open."""
    archive = SmallArchive(tmp_path)
    before = {"competition": "Individuale Gold Senior 2020", "date": "2020-05-04"}
    archive.press(SENIOR | before, SENIOR | {"note": "pari con Mia Belzira"}, CHILD)
    archive.build()
    ((her, form),) = archive.ask(
        "select athlete_id, visibility from athlete where name like '%Zib%'"
    )
    pages = {address for (address,) in archive.ask("select address from indexable_page")}
    assert form == "open" and f"/ginnaste/{her}" not in pages
    assert any(page.startswith("/classifiche/individuale-gold") for page in pages)


async def test_no_indexable_page_of_the_archive_names_who_is_not_indexed(
    archive_database: Path,
    datasette_for: Callable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = []
    unlisted = indexable._unlisted_names
    monkeypatch.setattr(
        indexable, "_unlisted_names", lambda one: found.append(unlisted(one)) or found[0]
    )
    build_release([ROOT / "archive"], tmp_path)
    (names,) = found
    with closing(sqlite3.connect(archive_database)) as connection:
        pages = [page for (page,) in connection.execute("select address from indexable_page")]
    client = datasette_for(archive_database).client
    assert len([page for page in pages if page.startswith("/ginnaste/")]) > 90
    for page in pages:
        answer = await client.get(page)
        assert answer.status_code == 200 and "x-robots-tag" not in answer.headers, page
        text = re.sub(r'href="/(?:societa|classifiche|gare|ginnaste)/[^"]*"', "", answer.text)
        assert names.found(text, alone=False) == set(), page


TEAM = {"round": "SQ", "rank": "1", "note": "squadra", "club": "Spes Finta"}


@pytest.mark.parametrize(
    ("more", "reason", "is_listed"),
    [
        ({}, "letto nella foto", True),
        ({}, "letto nella foto di Mia Belzira", False),
        (TEAM | {"athlete": "Spes Finta"}, "", True),
        (TEAM | {"athlete": "Mia Belzira e altre"}, "", False),
        ({"place": "Nessundove, Pala Zeta"}, "", True),
        ({"place": "Nessundove, Pala Mia Belzira"}, "", False),
    ],
)
def test_a_text_beside_a_result_closes_its_page(
    tmp_path: Path, more: dict[str, str], reason: str, is_listed: bool
) -> None:
    archive = SmallArchive(tmp_path)
    before = SENIOR | {"competition": "Individuale Gold Senior 2010", "date": "2010-05-04"}
    document = archive.press(SENIOR | more, SENIOR, before, CHILD)
    if reason:
        archive.decide(
            "corrections", f"{document.document_id},1,points,90.000,91.000,{reason},2025-01-01"
        )
    archive.build()
    assert archive.ask("select count(*) from correction") == [(int(bool(reason)),)]
    pages = archive.ask(
        "select address from indexable_page where address like '/classifiche/assoluti%'"
    )
    ((rankings,),) = archive.ask(
        "select count(*) from ranking where competition_id like 'assoluti%'"
    )
    assert (len(pages) == rankings) is is_listed


def test_a_page_in_no_list_is_not_indexed(archive: SmallArchive) -> None:
    archive.build()
    pages = {page for (page,) in archive.ask("select address from indexable_page")}
    assert {"/", "/gare", "/societa"} < pages
    assert not any(page.startswith(("/cerca", "/pedana", "/fonti", "/qualita")) for page in pages)


@pytest.mark.parametrize("form", ["initials", "hidden"])
def test_nobody_of_the_archive_is_named_in_any_byte_when_a_rule_says_so(
    archive_database: Path, tmp_path: Path, form: str
) -> None:
    """All of it at once: no family name of anybody is left as a word, but for one that is a word of prose."""
    shutil.copytree(ROOT / "archive", tmp_path / "archive")
    lines = [",".join(FILES["visibility"]), f",,,{form},prova,2026-11-23"]
    path = tmp_path / "archive" / "decisions" / "visibility.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = build_release([tmp_path / "archive"], tmp_path / "out")
    assert report.errors == 0 and len(report.findings) < 40
    with closing(sqlite3.connect(archive_database)) as connection:
        names = connection.execute("select name from athlete where is_initials = 0").fetchall()
    words = {word for (name,) in names for word in fold(name).split() if len(word) >= SHORTEST}
    words -= given_names() | {"straniero"}  # "prestito straniero"
    text = fold(report.database.read_bytes().decode("utf-8", "replace"))
    assert len(words) > 200 and words.isdisjoint(text.split())
