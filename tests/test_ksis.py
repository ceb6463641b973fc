"""KSIS: the event page gives its categories; each component of the broken table goes to its gymnast."""

import json
import re
from contextlib import suppress
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.archive import Document, describe_document
from ingest.check import load_checks
from ingest.ksis.cells import read_cells
from ingest.ksis.table import read_category
from ingest.reading import Page, RawRow, ReadingError
from ingest.sources import ksis_html
from ingest.vocabulary import CURATED

EXAMPLE = Path(__file__).parent / "examples" / "ksis_html" / "categoria_inventata.html"
SAID = json.loads(EXAMPLE.with_suffix(".said.json").read_text(encoding="utf-8"))
EVENT = "https://rgform.eu/resultx.php?id_prop=99001"
EVENT_PAGE = """<html><body><h3>Menu</h3><div class="jumbotron"><div class="col-sm-12">
<h3>Coppa  Inventata 2024</h3><h4>10.05.2024 - 12.05.2024, Nessundove</h4></div></div>
<select id="id_sut"><option value="-1">Choose</option><option value="0">All</option><option value="">-
<option value="501" data-nac="1,3">Juniors  2010-2011</option><option value="502">Group Seniors</option>
</select><select id="state"><option value="7">ITA</option></select></body></html>"""


def page(url: str, text: str) -> Page:
    return Page(url=url, content=text.encode(), text=text)


def discover(monkeypatch: pytest.MonkeyPatch, text: str = EVENT_PAGE, *events: str) -> list:
    rows = [{"address": event} for event in events or (EVENT,)]
    monkeypatch.setattr(ksis_html, "curated", lambda name: rows if name == "ksis_events" else [])
    return list(ksis_html.discover(lambda url: page(url, text)))


def base(**said: str) -> RawRow:
    fields = {
        "record": "",
        "competition": "Coppa Inventata",
        "competitor": "",
        "kind": "all-around",
    }
    return RawRow(**fields | {"category": "Juniors"} | said)


def head(words: str = "DB DA A E", apparatus: str = "hoop clubs", places: str = "Place") -> str:
    count = len(words.split())
    pictures = "".join(
        f'<th colspan="{count}"><img src="./{a}.png"></th>' for a in apparatus.split()
    )
    place = f"<th rowspan=2>{places}</th>" if places else ""
    parts = "".join(f"<th>{word}</th>" for word in words.split() * len(apparatus.split()))
    return (
        f"<thead><tr>{place}<th rowspan=2>State</th><th rowspan=2>Name</th><th rowspan=2>Born</th>"
        f"{pictures}<th rowspan=2>Total</th></tr><tr>{parts}</tr></thead>"
    )


def gymnast(place: str, name: str, scores: str, parts: str = "", **other: str) -> str:
    cells = "".join(f"<td colspan=4>{score.replace('_', '')}</td>" for score in scores.split())
    rank = f"<td rowspan=2>{place}</td>" if place else ""
    year = other.get("year", "2010")
    row = f"<tr>{rank}<td>ITA</td><td>{name}<br>Società Finta</td><td>{year}</td>{cells}</tr>"
    return row + "".join(f"<td>{part.replace('_', '')}</td>" for part in parts.split())


def table(*gymnasts: str, above: str | None = None) -> str:
    above = head() if above is None else above
    return f"<table id='myTablePrihlasky'>{above}<tbody>{''.join(gymnasts)}</tbody></table>"


def rows(text: str, **said: str) -> list[RawRow]:
    return list(read_category(text, base(**said)))


TWO = (
    gymnast("1", "<a>Prova Una</a>", "20.0 21.0 41.0", "4.0 3.0 6.0 7.0 4.5 3.5 6.0 7.0"),
    gymnast("2", "<a>Gara Due</a>", "19.0 18.0 37.0", "3.0 3.0 6.0 7.0 2.0 3.0 6.0 7.0"),
)


def test_an_event_gives_a_link_per_category(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = discover(monkeypatch)
    assert first.url == (
        "https://rgform.eu/load_result_total_ksismg.php?lang=en&id_prop=99001&id_sut=501"
        "&rn=&mn=&state=&age_group=&award=&nacinie="
    )
    assert (first.name, second.name) == ("ksis_99001_501.html", "ksis_99001_502.html")
    assert first.said == {
        "title": "Coppa Inventata 2024", "date": "2024-05-10", "place": "Nessundove",
        "discipline": "rhythmic", "category": "Juniors 2010-2011",
    }  # fmt: skip
    assert second.said["category"] == "Group Seniors"


def test_the_program_that_the_page_names_is_the_one_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "<script>$.get('load_result_total_ksismg_art.php?lang=en')</script>"
    disciplines = {EVENT: "rhythmic", EVENT.replace("rgform", "ksis"): "artistic"}
    for event, discipline in disciplines.items():
        (link, _) = discover(monkeypatch, EVENT_PAGE + script, event)
        assert "/load_result_total_ksismg_art.php?" in link.url
        assert link.said["discipline"] == discipline
    with pytest.raises(ReadingError, match="programs that load results is 2"):
        discover(monkeypatch, EVENT_PAGE + script + script.replace("_art", "_aer"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<h3>Coppa</h3><p>10.05.2024</p>", "no event"),
        ("<h3></h3><h4>10.05.2024</h4>", "no event"),
        (EVENT_PAGE.replace("id_sut", "altro"), "no categories"),
        (re.sub("50[12]", "0", EVENT_PAGE), "no categories"),
    ],
)
def test_a_page_of_another_shape_is_refused(
    text: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ReadingError, match=message) as raised:
        discover(monkeypatch, text)
    assert str(raised.value).startswith(EVENT)


def test_events_are_listed_by_their_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadingError, match="'https://ksis.eu/menu.php' is not the address"):
        discover(monkeypatch, EVENT_PAGE, "https://ksis.eu/menu.php")


def test_an_empty_list_of_events_is_nothing_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ksis_html, "curated", lambda name: [])
    assert "ksis_events.csv: nothing to ask" in ksis_html.nothing_to_ask()
    with pytest.raises(ReadingError, match="ksis_events.csv: no event is listed yet"):
        list(ksis_html.discover(lambda url: page(url, EVENT_PAGE)))
    monkeypatch.setattr(ksis_html, "curated", lambda name: [{"address": EVENT}])
    assert ksis_html.nothing_to_ask() == ""


def test_two_categories_of_one_name_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    links = discover(monkeypatch, EVENT_PAGE.replace("Group Seniors", "Juniors 2010-2011"))
    assert [link.said["category"] for link in links] == [
        "Juniors 2010-2011",
        "Juniors 2010-2011 (2)",
    ]


def test_the_list_of_events_is_in_canonical_form() -> None:
    lines = (CURATED / "ksis_events.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "address,reason"
    assert lines[1:] == sorted(set(lines[1:]))
    assert all(ksis_html.EVENT.fullmatch(line.split(",")[0]) for line in lines[1:])


def cells(page: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_cells(page)]


def test_cells_outside_a_row_open_one_of_their_own() -> None:
    page = (
        "<table id=myTablePrihlasky><tbody><tr><td>1<td>Prova</td></tr><td>7.1</td><td></td>"
        "<tr><td>2</td><td>Altra</td></tr><td>6.1</td><td>7.2</td></tr><tr></tr></tbody></table>"
        "<td>fuori</td><table id=y><tr><td>altrove</table>"
    )
    assert cells(page) == [["1", "Prova"], ["7.1", ""], ["2", "Altra"], ["6.1", "7.2"]]


def test_a_cell_keeps_its_lines_links_and_images() -> None:
    page = (
        "<table id='myTablePrihlasky'><thead><tr><th colspan=4><img src='./hoop.png'></th></tr><td>D</td>"
        "</thead><tr><td>3 - <a href=p>Inventata <b>Prova</b></a><br>Società <i>Finta</i><td></tr></table>"
    )
    top, words, row = read_cells(page)
    assert top[0].images == ("./hoop.png",) and top[0].span == 4 and top[0].is_head
    assert words[0].is_head and not row[0].is_head
    assert row[0].lines == ("3 - Inventata Prova", "Società Finta")
    assert (row[0].link, row[1].text) == ("Inventata Prova", "")


def test_another_table_is_not_read_and_two_are_refused() -> None:
    assert cells("<table><tr><td>a</td></tr></table>") == []
    one = "<table id=myTablePrihlasky><tr><td>a<td>b</table>"
    for page in (one * 2, one.replace("<td>b", "<td><table><tr><td>b</table>")):
        with pytest.raises(ReadingError, match="more than one, or a table in a cell"):
            cells(page)


def by_gymnast(text: str) -> dict[str, list[tuple[str, ...]]]:
    grouped = groupby(rows(text), key=lambda row: row.competitor)
    return {
        name: [tuple(points for _, points in row.components) for row in group if row.components]
        for name, group in grouped
    }


def test_each_component_goes_to_its_gymnast_however_the_cells_stand() -> None:
    """As the site writes them, as a browser saves them, and with the empty rows that it adds."""
    expected = {
        "Prova Una": [("4.0", "3.0", "6.0", "7.0"), ("4.5", "3.5", "6.0", "7.0")],
        "Gara Due": [("3.0", "3.0", "6.0", "7.0"), ("2.0", "3.0", "6.0", "7.0")],
    }
    bare = table(*TWO)
    assert "</tr><td>" in bare
    assert by_gymnast(bare) == expected
    assert by_gymnast(table(*(each + "</tr><tr></tr>" for each in TWO))) == expected
    assert (
        by_gymnast(table(*(re.sub("</tr>(<td>.*)", r"</tr><tr>\1</tr>", e) for e in TWO)))
        == expected
    )
    assert by_gymnast(bare.replace("</td>", "").replace("</tr>", "</tr>\n")) == expected


def test_a_gymnast_without_components_takes_none_of_the_next() -> None:
    absent = gymnast("-", "<a>Prova Assente</a>", "DNS DNS DNS")
    found = rows(table(absent, *TWO))
    assert [(row.competitor, row.status, row.points, row.rank) for row in found[:3]] == [
        ("Prova Assente", "DNS", "", ""), ("Prova Assente", "DNS", "", ""), ("Prova Assente", "DNS", "", ""),
    ]  # fmt: skip
    assert by_gymnast(table(absent, *TWO))["Prova Una"][0] == ("4.0", "3.0", "6.0", "7.0")


def test_a_gymnast_out_of_the_ranking_keeps_her_scores_without_a_place() -> None:
    guest = TWO[1].replace("<td rowspan=2>2</td>", "<td rowspan=2>OOC</td>")
    found = rows(table(TWO[0], guest))[3:]
    assert {(row.rank, row.status) for row in found} == {("", "out of ranking")}
    assert [row.points for row in found] == ["37.0", "19.0", "18.0"]


def test_a_routine_not_performed_is_no_row_and_a_zero_is_one() -> None:
    one = gymnast("3", "<a>Prova Mezza</a>", "- 0.000 0.000", "_ _ _ _ 0.0 0.0 0.0 0.0")
    found = rows(table(*TWO, one))[6:]
    assert [(row.record, row.apparatus, row.points) for row in found] == [
        ("3", "", "0.000"), ("3.2", "clubs", "0.000"),
    ]  # fmt: skip
    lost = gymnast("3", "<a>Prova Mezza</a>", "- 0.000 0.000", "1.0 _ _ _ 0.0 0.0 0.0 0.0")
    with pytest.raises(ReadingError, match="gymnast 3, hoop: components 1.0 .* of no score"):
        rows(table(*TWO, lost))


def test_a_penalty_is_subtracted_with_and_without_sign() -> None:
    above = head("D E ND", "ribbon ball")
    found = rows(
        table(
            gymnast("1", "<a>Prova Una</a>", "12.7 13.0 25.7", "6.0 7.0 0.3 6.0 7.0 0.0"),
            gymnast("2", "<a>Gara Due</a>", "11.7 13.0 24.7", "5.0 7.0 -0.3 6.0 7.0 _"),
            above=above,
        )
    )
    assert found[1].components == (("D", "6.0"), ("E", "7.0"), ("PEN", "0.3"))
    assert found[4].components == (("D", "5.0"), ("E", "7.0"), ("PEN", "-0.3"))
    assert found[5].components == (("D", "6.0"), ("E", "7.0"))


def test_a_sum_of_difficulty_is_not_added_again() -> None:
    above = head("DB DA D A E", "hoop ball")
    one = gymnast(
        "1", "<a>Prova Una</a>", "20.0 20.0 40.0", "4.0 3.0 7.0 6.0 7.0 4.0 3.0 7.0 6.0 7.0"
    )
    assert [code for code, _ in rows(table(one, above=above))[1].components] == [
        "DB",
        "DA",
        "A",
        "E",
    ]
    wrong = one.replace("<td>7.0</td>", "<td>7.1</td>", 1)
    with pytest.raises(ReadingError, match="D 7.1 beside"):
        rows(table(wrong, above=above))


def test_one_sum_that_does_not_close_is_loaded_as_printed() -> None:
    three = gymnast("3", "<a>Prova Tre</a>", "10.0 11.0 22.0", "1.0 1.0 4.0 4.0 1.0 2.0 4.0 9.0")
    found = rows(table(*TWO, three))
    assert [row.points for row in found[6:]] == ["22.0", "10.0", "11.0"]
    assert "components_add_up" in {check.name for check in load_checks()}


LIVE = """<table id="myTablePrihlasky"><thead><tr><th rowspan="2" class="titulka">Final</th>
<th rowspan="2">Place</th><th rowspan="2">Country</th><th rowspan="2">Name/Club</th><th rowspan="2">Year</th>
<th colspan="3"><img src="./hoop_30.png?v=2"></th><th colspan="3"><img src="./kuzele.png"></th>
<th rowspan="2">Score</th></tr><tr><th>D</th><th>A</th><th>E</th><th>D</th><th>A</th><th>E</th></tr></thead>
<tbody id="tBodyFinale"><tr><tr><td rowspan="2"></td><td rowspan="2">1.</td>
<td rowspan="2"><img src="flags/ITA.png"> ITA</td>
<td rowspan="2"><a href="x">Prova Una</a><br>Società Finta</td>
<td rowspan="2">2013<br>CB</td><td colspan="3"><b>14.100</b><div style="float:right">(1)</div></td>
<td colspan="3"><b>13.200</b><div>(2)</div></td><td rowspan="2"><b>27.300</b></td>
<tr><td>5.0</td><td>4.1</td><td>5.0</td><td>4.6</td><td>4.1</td><td>4.5</td></tr></tr></tr></tbody></table>"""


def test_the_table_of_the_live_page_is_read() -> None:
    """As a public program copied it: the year above a category, the place in a box beside the score."""
    total, hoop, clubs = rows(LIVE)
    assert (total.competitor, total.club, total.nation, total.birth_year, total.note) == (
        "Prova Una", "Società Finta", "ITA", "2013", "CB",
    )  # fmt: skip
    assert [(row.apparatus, row.points, row.rank) for row in (total, hoop, clubs)] == [
        ("", "27.300", "1."), ("hoop", "14.100", "1"), ("kuzele", "13.200", "2"),
    ]  # fmt: skip
    assert clubs.components == (("D", "4.6"), ("A", "4.1"), ("E", "4.5"))
    with pytest.raises(ReadingError, match=r"gymnast 1: a second total: '13\.5'"):
        rows(LIVE.replace('<td rowspan="2"></td>', '<td rowspan="2">13.5</td>'))


@pytest.mark.parametrize(
    ("words", "parts", "codes"),
    [
        ("Miesto Štát Meno Ročník Spolu", "D A E P", ["D", "A", "E"]),
        ("Platz Land Name Jahrgang Gesamt", "D1 D2 A E", ["DB", "DA", "A", "E"]),
        ("Pos. Naz. Ginnasta Anno Totale", "DB DA AV EX", ["DB", "DA", "A", "E"]),
    ],
)
def test_heads_are_read_in_the_words_of_the_vocabulary(
    words: str, parts: str, codes: list[str]
) -> None:
    above = head(parts)
    for word, other in zip(["Place", "State", "Name", "Born", "Total"], words.split(), strict=True):
        above = above.replace(f">{word}<", f">{other}<")
    printed = {"D": "7.0", "D1": "4.0", "D2": "3.0", "DB": "4.0", "DA": "3.0", "P": "_"}
    cells = " ".join(printed.get(part, "6.5") for part in parts.split())
    one = gymnast("1", "<a>Prova Una</a>", "20.0 20.0 40.0", f"{cells} {cells}")
    assert [code for code, _ in rows(table(one, above=above))[1].components] == codes


def test_members_stand_below_the_club_of_a_group() -> None:
    one = TWO[0].replace("Società Finta", "Società Finta<br>Ada F., Bea P.")
    (row, *_) = rows(table(one), category="Group Seniors")
    assert (row.club, row.squad) == ("Società Finta", "Ada F., Bea P.")


def test_a_tie_over_two_places_keeps_the_first() -> None:
    assert rows(table(TWO[0].replace(">1<", ">1.-2.<")))[0].rank == "1."


def test_columns_that_were_mixed_up_are_refused() -> None:
    with pytest.raises(ReadingError, match="the components are not the score in 4 of 4"):
        rows(table(*TWO, above=head("DB DA ND E")))
    swapped = (
        gymnast("1", "<a>Prova Una</a>", "41.0 20.0 21.0"), gymnast("2", "<a>Gara Due</a>", "37.0 19.0 18.0"),
    )  # fmt: skip
    with pytest.raises(ReadingError, match="the scores are not the total in 2 of 2"):
        rows(table(*swapped))


def test_the_number_before_a_name_is_a_place_only_without_a_column_of_places() -> None:
    numbered = [each.replace("<a>", f"{n} - <a>") for n, each in zip((17, 4), TWO, strict=True)]
    assert [row.rank for row in rows(table(*numbered)) if "." not in row.record] == ["1", "2"]
    one = gymnast("", "1 - <a>Prova Una</a>", "20.0 21.0 41.0")
    two = gymnast("", "2 - <a>Gara Due</a>", "19.0 18.0 37.0")
    tie = gymnast("", "2 - <a>Pari Tre</a>", "19.0 18.0 37.0")
    found = rows(table(one, two, tie, above=head(places="")))
    assert [row.rank for row in found if "." not in row.record] == ["1", "2", "2"]
    starting = (one.replace("1 -", "17 -"), two.replace("2 -", "4 -"))
    with pytest.raises(ReadingError, match="do not follow the totals"):
        rows(table(*starting, above=head(places="")))


def test_ties_keep_the_printed_place() -> None:
    places = [
        gymnast(place, f"<a>Prova {place}</a>", "20.0 21.0 41.0").replace("Prova 2=", "Gara Pari")
        for place in ("1", "2=", "2=", "4.")
    ]
    assert [row.rank for row in rows(table(*places)) if "." not in row.record] == [
        "1",
        "2=",
        "2=",
        "4.",
    ]


def test_a_category_of_one_apparatus_is_a_ranking_of_it() -> None:
    one = gymnast("1", "<a>Prova Una</a>", "20.0 20.0", "4.0 3.0 6.0 7.0")
    (row,) = rows(table(one, above=head(apparatus="ball")), category="Ball final")
    assert (row.record, row.kind, row.round, row.apparatus, row.rank, row.points) == (
        "1", "apparatus", "final", "ball", "1", "20.0",
    )  # fmt: skip
    with pytest.raises(ReadingError, match="20.0 on the only apparatus, '20.5' in all"):
        rows(table(one.replace(">20.0</td></tr>", ">20.5</td></tr>"), above=head(apparatus="ball")))


@pytest.mark.parametrize(
    ("category", "kind", "of"),
    [
        ("Group Seniors", "group", "group"), ("Skupiny juniorky", "group", "group"),
        ("Duo 2012", "pair", "pair"), ("Teams", "team", "team"), ("Juniors 2010", "all-around", "athlete"),
    ],
)  # fmt: skip
def test_groups_pairs_and_teams_are_told_by_the_category(category: str, kind: str, of: str) -> None:
    assert {(row.kind, row.competitor_kind) for row in rows(table(*TWO), category=category)} == {
        (kind, of)
    }


def test_the_apparatus_say_the_discipline() -> None:
    assert {row.discipline for row in rows(table(*TWO))} == {"rhythmic"}
    artistic = table(*TWO, above=head("D E Bonus ND", "vault beam"))
    found = read_category(artistic.replace("<td>7.0</td>", "<td>0.0</td>"), base())
    with pytest.raises(ReadingError, match="not the score"):
        list(found)
    with pytest.raises(ReadingError, match="apparatus of two disciplines: hoop, vault"):
        rows(table(*TWO, above=head(apparatus="hoop vault")))


def test_only_the_year_of_a_birth_date_is_carried_and_no_starting_number() -> None:
    one = gymnast("1", "88 - <a>Prova Una</a>", "20.0 21.0 41.0", year="31.12.2010")
    (row, *_) = rows(table(one))
    assert (row.birth_year, row.competitor) == ("2010", "Prova Una")
    assert "88" not in repr(row) and "31.12" not in repr(row)


def test_names_of_two_words_are_split_and_others_are_not() -> None:
    found = rows(table(*(each.replace("Gara Due", "De La Gara Due") for each in TWO)))
    names = {(row.competitor, row.family_name, row.given_name) for row in found}
    assert names == {("Prova Una", "Prova", "Una"), ("De La Gara Due", "", "")}


REFUSED = {
    "another table": ("<table><tr><td>1</table>", "table myTablePrihlasky: no rows"),
    "no rows": (table(), "no rows: nothing is published here"),
    "no head": (table(*TWO, above=""), "head: the table has none"),
    "a place in a picture": (
        table(TWO[0].replace(">1<", "><img src='1.png'><")), "place 'in a picture' not understood",
    ),
    "a name and a club in one": (
        table(TWO[0].replace("<a>Prova Una</a><br>", "Prova Una ")), "name 'Prova Una Società Finta' not",
    ),
    "unknown column": (table(*TWO, above=head(places="Liga")), "column 'Liga' not understood"),
    "unknown apparatus": (table(*TWO, above=head(apparatus="hoop pole")), "column 'pole' not understood"),
    "unknown component": (table(*TWO, above=head("DB DA A SV")), "component 'SV' not understood"),
    "cells without names": (
        table(*TWO, above=re.sub("<tr><th>DB.*?</tr>", "", head())), "8 components, expected 0",
    ),
    "one apparatus twice": (table(*TWO, above=head(apparatus="hoop hoop")), "2 columns 'hoop'"),
    "cells missing": (table(TWO[0].replace("<td>ITA</td>", "")), "row 1: 6 cells, expected 7"),
    "a component missing": (table(TWO[0].removesuffix("<td>7.0</td>")), "row 2: 7 components, expected 8"),
    "a letter in a score": (table(TWO[0].replace(">41.0<", ">41.o<")), "score '41.o' not understood"),
    "a letter in a component": (table(TWO[0].replace(">4.5<", ">4.s<")), "row 2: 8 cells, expected 7"),
    "words beside a name": (table(TWO[0].replace("</a>", "</a> (x)")), "name .* not understood"),
    "a nation of four": (table(TWO[0].replace("ITA", "ITAL")), "nation 'ITAL' not understood"),
    "an odd year": (table(TWO[0].replace("2010", "'10")), 'year "\'10" not understood'),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_understood_is_refused(case: str) -> None:
    text, message = REFUSED[case]
    with pytest.raises(ReadingError, match=message):
        rows(text)


def archived(tmp_path: Path, content: bytes, **said: str) -> Document:
    path = tmp_path / "x.html"
    path.write_bytes(content)
    return describe_document(
        content, path, source="ksis_html", name="x.html", address="", fetched_at="", status="", said=said
    )  # fmt: skip


@pytest.mark.parametrize("key", ["title", "category"])
def test_a_page_of_which_nothing_is_said_is_refused(key: str, tmp_path: Path) -> None:
    said = {name: text for name, text in SAID.items() if name != key}
    with pytest.raises(ReadingError, match=f"its {key} is not said"):
        list(ksis_html.parse(archived(tmp_path, EXAMPLE.read_bytes(), **said)))


def test_a_page_in_another_charset_is_read(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace("Societ&agrave;", "Società")
    document = archived(tmp_path, text.encode("cp1252"), **SAID)
    assert next(ksis_html.parse(document)).club == "Società Finta"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 60), st.text(max_size=8)), max_size=4)
)
def test_any_text_gives_rows_or_a_named_error(cuts: list[tuple[int, int, str]]) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for start, length, other in cuts:
        text = text[:start] + other + text[start + length :]
    with suppress(ReadingError):
        assert rows(text)
