"""News of the federation: what sentences and lists say is read as it stands there, or is seen not to be."""

from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.archive import Document, describe_document
from ingest.html import read_lines
from ingest.news.page import read_news
from ingest.news.words import find_competition, find_ranks, find_scores, plain
from ingest.reading import FetchError, Page, RawRow, ReadingError
from ingest.sources import federation_news

ASSOLUTI = "Nessundove - Campionato Italiano Assoluto di ritmica"
SERIE_A = "Nessundove - Serie A1 di ritmica, 2ª prova"
INSIEME = "Nessundove - Campionato d'Insieme Allieve di ritmica"
CUP = "Coppa Finta di ritmica"
EXAMPLE = Path(__file__).parent / "examples" / "federation_news" / "notizia_inventata.html"


def news(
    *lines: str, title: str = ASSOLUTI, date: str = "12 Novembre 2023", **said: str
) -> list[RawRow]:
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    return read_news(read_lines(f"<h1>{title}</h1><p>{date}</p>{body}"), said)


def marks(rows: Iterable[RawRow]) -> list[tuple[str, ...]]:
    """Competitor, club, rank and points of the totals and rankings; routines of a total are left out."""
    return [
        (row.competitor, row.club, row.rank, row.points)
        for row in rows
        if not (row.kind == "all-around" and row.apparatus)
    ]


TOTAL = (
    "Prova Inventata (Società Finta) vince con il totale di 134.400 "
    "(CE 34.700 - PA 33.600 – CL 34.400 – NA 31.700)."
)


def test_a_total_is_read_with_its_routines_and_they_add_up() -> None:
    total, *routines = news(TOTAL)
    assert (total.kind, total.apparatus, total.rank, total.points) == (
        "all-around",
        "",
        "1",
        "134.400",
    )
    assert [(row.apparatus, row.points, row.rank) for row in routines] == [
        ("CE", "34.700", ""), ("PA", "33.600", ""), ("clavette", "34.400", ""), ("NA", "31.700", ""),
    ]  # fmt: skip
    assert sum(Decimal(row.points) for row in routines) == Decimal(total.points)
    assert {(row.competitor, row.club, row.kind) for row in routines} == {
        ("Prova Inventata", "Società Finta", "all-around")
    }


def test_cl_is_read_with_its_neighbours_only() -> None:
    clubs = news(TOTAL)[3]
    assert (clubs.apparatus, clubs.note) == ("clavette", "la fonte scrive CL: clavette")
    six = "Prova Inventata (Finta) ha 90.0 (CL 15.0 - FU 15.0 - CE 15.0 - PA 15.0 - CV 15.0 - NA 15.0)."
    assert [row.apparatus for row in news(six)][1:] == [
        "corpo libero",
        "FU",
        "CE",
        "PA",
        "CV",
        "NA",
    ]
    either = "Prova Inventata chiude con il totale di 45.000 (CL 15.0 - FU 15.0 - CE 15.0)."
    with pytest.raises(ReadingError, match="half understood: 'Prova Inventata chiude"):
        news(either)


def test_a_sum_that_does_not_close_is_loaded_as_printed() -> None:
    total, *routines = news(TOTAL.replace("134.400", "134.450"))
    assert (total.points, len(routines)) == ("134.450", 4)


ITEMS = {
    "1. Prova Inventata (Società Finta) 26.300": (
        "Prova Inventata",
        "Società Finta",
        "1",
        "26.300",
    ),
    "1ª Prova Inventata (Società Finta) pt. 26,300": (
        "Prova Inventata",
        "Società Finta",
        "1",
        "26,300",
    ),
    "2° Prova Inventata - Società Finta 26.300 punti": (
        "Prova Inventata",
        "Società Finta",
        "2",
        "26.300",
    ),
    "3) Prova Inventata, Società Finta: 26.300;": (
        "Prova Inventata",
        "Società Finta",
        "3",
        "26.300",
    ),
    "4^ PROVA Inventata 26.300 (Società Finta)": (
        "PROVA Inventata",
        "Società Finta",
        "4",
        "26.300",
    ),
    "Oro: Prova D'Inventata (A.S. Finta '79) 26.300": (
        "Prova D'Inventata",
        "A.S. Finta '79",
        "1",
        "26.300",
    ),
    "2. M. B. (Società Finta) pt. 11.250": ("M. B.", "Società Finta", "2", "11.250"),
    "1. Prova Inventata con 26.300": ("Prova Inventata", "", "1", "26.300"),
}
SPELLINGS = (
    "1 - Prova Inventata (Società Finta) 26.300",
    "1 Prova Inventata (Società Finta) 26.300",
    "1: Prova Inventata (Società Finta) 26.300",
    "• 1. Prova Inventata (Società Finta) 26.300",
    "🥇 Prova Inventata (Società Finta) 26.300",
    "1° posto: Prova Inventata (Società Finta) 26.300",
    "1ª classificata: Prova Inventata (Società Finta) 26.300",
    "1^ class. Prova Inventata [Società Finta] 26.300",
    "Prima: Prova Inventata (Società Finta) 26.300",
    "1. Prova Inventata / Società Finta / 26.300",
    "1. Prova Inventata | Società Finta | 26.300",
    "1. Prova Inventata della Società Finta 26.300",
    "1. Prova Inventata (Società Finta) Punti: 26.300",
    "1. Prova Inventata (Società Finta) p.ti 26.300 (Q)",
    "1. Prova Inventata (Società Finta) totale 26.300 qualificata",
)


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_of_a_list_is_read(item: str) -> None:
    (row,) = news("Cerchio", item, title=CUP)
    assert (row.competitor, row.club, row.rank, row.points) == ITEMS[item]
    assert (row.kind, row.apparatus, row.competitor_kind) == ("apparatus", "cerchio", "athlete")


@pytest.mark.parametrize("item", SPELLINGS)
def test_an_item_is_read_however_it_is_spelt(item: str) -> None:
    assert marks(news("Cerchio", item, title=CUP)) == [
        ("Prova Inventata", "Società Finta", "1", "26.300")
    ]


@pytest.mark.parametrize("nation", ["(BUL)", "(Bulgaria)", "BUL"])
def test_a_nation_beside_a_name_is_no_club(nation: str) -> None:
    (row,) = news("Nastro", f"1. Prova Inventata {nation} 26.300", title=CUP)
    assert (row.competitor, row.nation, row.club) == ("Prova Inventata", nation.strip("()"), "")


@pytest.mark.parametrize(
    "item",
    [
        "1. Prova Inventata 2008 (Società Finta) 26.300",
        "1. Prova Inventata Società Finta 26.300",
        "1. Prova Inventata Finta 26.300",
        "1. Società Finta – Prova Inventata 26.300",
        "1. ITA Prova Inventata 26.300",
        "1. la Prova Inventata 26.300",
        "1. Prova Inventata (Società Finta, 2008) 26.300",
    ],
)
def test_an_item_that_holds_more_than_a_name_and_a_club_stops_the_page(item: str) -> None:
    with pytest.raises(ReadingError, match="half understood: '1"):
        news("Cerchio", item, title=CUP)


@pytest.mark.parametrize(
    "heading", ["Questa la classifica finale", "Classifica di giornata", "Risultati"]
)
def test_a_heading_that_says_nothing_new_is_understood(heading: str) -> None:
    (row,) = news(heading, "1. Prova Inventata 126.300")
    assert (row.kind, row.points) == ("all-around", "126.300")


def test_a_list_goes_on_behind_a_word_that_says_so() -> None:
    rows = news("Cerchio", "1. Prova Una 26.300", "Seguono:", "2. Prova Due 26.100", title=CUP)
    assert [row.apparatus for row in rows] == ["cerchio", "cerchio"]


def test_a_sum_of_several_days_is_no_result_of_one() -> None:
    with pytest.raises(ReadingError, match="half understood"):
        news("Classifica", "1. Società Finta 552.500", title=SERIE_A)


TABLE = """<h3>Finale cerchio</h3><table><tr><th>Pos.<th>Ginnasta<th>Società<th>Punti
<tr><td>1<td>Prova Una<td>Società Finta<td>26.300<tr><td>2<td>Prova Due<td>Altra Finta<td>25.750</table>"""


def test_a_table_is_read_as_a_sheet_under_its_heading(tmp_path: Path) -> None:
    text = f"<h1>{ASSOLUTI}</h1><p>12 Novembre 2023</p><p>Che gara.</p>{TABLE}"
    rows = list(federation_news.parse(archived(tmp_path / "x.html", text.encode(), "x.html")))
    assert marks(rows) == [
        ("Prova Una", "Società Finta", "1", "26.300"), ("Prova Due", "Altra Finta", "2", "25.750"),
    ]  # fmt: skip
    said = {(row.competition, row.date, row.place, row.kind, row.round) for row in rows}
    assert said == {
        ("Campionato Italiano Assoluto 2023", "2023-11-12", "Nessundove", "apparatus", "final")
    }


def test_a_table_beside_a_list_of_scores_stops_the_page(tmp_path: Path) -> None:
    text = (
        f"<h1>{ASSOLUTI}</h1><p>12 Novembre 2023</p>{TABLE}<h3>Palla</h3><p>1. Prova Una 26.100</p>"
    )
    document = archived(tmp_path / "x.html", text.encode(), "x.html")
    with pytest.raises(ReadingError, match=r"in a table and in a text: '1\. Prova Una 26.100'"):
        list(federation_news.parse(document))


def test_components_behind_a_score_are_read() -> None:
    (row,) = news("Palla", "1. Prova Inventata pt. 11.600 (D. 5 – E. 6.6)", title=CUP)
    assert row.components == (("D", "5"), ("E", "6.6"))
    (row,) = news(
        "Palla", "1. Prova Inventata 26,2 (DB 8,1; DA 4,2; A 7,5; E 7,0; Pen. 0,6)", title=CUP
    )
    assert row.components == (
        ("DB", "8,1"),
        ("DA", "4,2"),
        ("A", "7,5"),
        ("E", "7,0"),
        ("PEN", "0,6"),
    )


def test_ties_keep_the_place_that_is_printed() -> None:
    rows = news("Fune", "1. Prova Una 26.300", "2. Prova Due 26.1 ex aequo", "2. Prova Tre 26,1 (parimerito)",
                "4. Prova Quattro 25.900", title=CUP)  # fmt: skip
    assert [(row.rank, row.note) for row in rows] == [
        ("1", ""), ("2", "ex aequo"), ("2", "ex aequo"), ("4", ""),
    ]  # fmt: skip


def test_a_row_out_of_the_ranking_has_no_place() -> None:
    rows = news("Fune", "1. Prova Una 26.300", "2. Prova Due 26.100 (fuori classifica)", title=CUP)
    assert [(row.rank, row.status) for row in rows] == [("1", ""), ("", "out of ranking")]


def test_teams_of_a_series_are_teams() -> None:
    rows = news(
        "<h2>Serie A1 – 2ª prova</h2><ol><li>Società Finta 92.700</li><li>San Finto '79 Falsa 81,550</ol>",
        "Completano la classifica: Forza e Coraggio Finto (pt. 75.450) e Armonia d’Invento (pt.74.900).",
        title=SERIE_A,
    )
    assert marks(rows) == [
        ("Società Finta", "Società Finta", "1", "92.700"),
        ("San Finto '79 Falsa", "San Finto '79 Falsa", "2", "81,550"),
        ("Forza e Coraggio Finto", "Forza e Coraggio Finto", "", "75.450"),
        ("Armonia d’Invento", "Armonia d’Invento", "", "74.900"),
    ]
    said = {(row.competition, row.stage, row.kind, row.competitor_kind) for row in rows}
    assert said == {("Serie A1 2023", "2", "team", "team")}


def test_a_heading_names_another_division() -> None:
    rows = news(
        "1. Società Finta 92.700", "<h3>Serie A2</h3>", "1. Altra Finta 75.800", title=SERIE_A
    )
    assert [row.competition for row in rows] == ["Serie A1 2023", "Serie A2 2023"]
    (row,) = news("In Serie B vince la Società Finta con 71.200.", title=SERIE_A)
    assert row.competition == "Serie B 2023"


def test_groups_are_read_with_apparatus_and_members() -> None:
    rows = news(
        "Il titolo con i cinque cerchi va alla Società Finta (Prova Una, Gara Due, Terza Tre) con 24.100, "
        "davanti alla Altra Finta (23.050 pt.).",
        title=INSIEME,
    )
    assert [(r.competitor, r.rank, r.points, r.squad) for r in rows] == [
        ("Società Finta", "1", "24.100", "Prova Una, Gara Due, Terza Tre"), ("Altra Finta", "", "23.050", ""),
    ]  # fmt: skip
    said = {(row.kind, row.competitor_kind, row.apparatus, row.category) for row in rows}
    assert said == {("apparatus", "group", "5 cerchi", "Allieve")}


def test_categories_and_apparatus_of_a_paragraph_hold_within_it() -> None:
    rows = news(
        "Il titolo Senior va a Prova Una della Società Finta, con il totale di 118,950.",
        "Nella categoria Junior 1 oro per Gara Due (Finta) con 108.600 punti. Argento a Terza Tre (107,500).",
        title="Nessundove - Campionato nazionale Gold di ritmica",
    )
    assert [(row.category, row.competitor, row.rank) for row in rows] == [
        ("Senior", "Prova Una", "1"), ("Junior 1", "Gara Due", "1"), ("Junior 1", "Terza Tre", "2"),
    ]  # fmt: skip
    rows = news("Al nastro oro a Prova Una con 26.300. Argento per Gara Due (25.900).", title=CUP)
    assert [(row.apparatus, row.rank) for row in rows] == [("nastro", "1"), ("nastro", "2")]


def test_an_apparatus_beside_a_score_holds_for_those_behind_it() -> None:
    rows = news("Oro per Prova Una con 26.300 al cerchio, argento a Gara Due (25.900).", title=CUP)
    assert [(row.apparatus, row.rank) for row in rows] == [("cerchio", "1"), ("cerchio", "2")]
    (row,) = news(
        "Con le 5 palle oro alla Società Finta con 24.100.",
        title="Insieme Open di ritmica: Coppa Finta",
    )
    assert (row.kind, row.apparatus) == ("apparatus", "5 palle")


def test_a_day_of_a_competition_is_no_stage() -> None:
    day = "Oro per Prova Una con 134.400."
    (row,) = news(day, title="Nessundove - Seconda giornata degli Assoluti di ritmica")
    assert row.stage == ""
    (row,) = news(
        "Vince la Società Finta con 92.700.", title="Serie A1 di ritmica, seconda giornata"
    )
    assert row.stage == "2"


SENTENCES = {
    "Oro per Prova Inventata (Società Finta) con 134.400.": [
        ("Prova Inventata", "Società Finta", "1", "134.400")
    ],
    "Bronzo a Prova Inventata della Società Finta (130.200 punti).": [
        ("Prova Inventata", "Società Finta", "3", "130.200")
    ],
    "Bene anche Prova Inventata, stella dell’Armonia d’Invento (130.200 punti).": [
        ("Prova Inventata", "Armonia d’Invento", "", "130.200")
    ],
    "Piazza d'onore per Prova Inventata (a quota 131,500).": [("Prova Inventata", "", "2", "131,500")],
    "Ai piedi del podio troviamo Prova Inventata (64.650), in splendida forma.": [
        ("Prova Inventata", "", "", "64.650")
    ],
    "In finale Prova Inventata (Società Finta, 4° con 122.650) e Gara Due (Altra Finta, 5ª con 121.000).": [
        ("Prova Inventata", "Società Finta", "4", "122.650"), ("Gara Due", "Altra Finta", "5", "121.000"),
    ],
    "Strepitosa Prova Inventata (134.400)!": [("Prova Inventata", "", "", "134.400")],
    "Brava l'Aviere Prova Inventata, seconda con 131.500.": [("Prova Inventata", "", "2", "131.500")],
    "Chiude Prova Inventata a quota 128.650, decima posizione.": [("Prova Inventata", "", "10", "128.650")],
    "Sale Prova Inventata (104.300), distante un solo decimo.": [("Prova Inventata", "", "", "104.300")],
}  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_is_read(text: str) -> None:
    assert marks(news(text)) == SENTENCES[text]


NOT_UNDERSTOOD = {
    "a score before its name": "Con 134.400 punti Prova Inventata, con 131.500 Gara Due.",
    "two names and two scores": "Prova Una (Finta) e Gara Due (Falsa) seconda e terza con 131.500 e 130.200.",
    "two who share a score": "Argento ex aequo per Prova Una (Finta) e Gara Due (Falsa) con 131.500.",
    "a score before its name, behind another": "Terza Prova Una, 131.500 per Gara Due.",
    "two who may share a score": "Oro per Prova Una e Gara Due con 131.500.",
    "a place of somebody else": "Prova Una è prima, Gara Due con 131.500.",
    "two places": "Oro lo scorso anno, argento per Prova Inventata con 131.500.",
    "a place behind, of whom?": "Prova Una (131.500) davanti alla vice campionessa.",
    "a club and a name in one": "Terzo posto per la stellina della Fabrica Prova Inventata con 131.500.",
    "another round": "In qualificazione Prova Inventata con 131.500.",
    "half of a competition": "Dopo due attrezzi Prova Inventata con 66.200.",
    "a word between": "Prova Inventata sbaglia e finisce con 131.500.",
    "a total that may be a score": "Oro per Prova Inventata (26.300).",
    "a letter in a score": "Oro per Prova Inventata con 26.55o.",
    "who beats": "Prova Una batte Gara Due con 134.400.",
    "who comes before": "Prova Una (Società Finta) precede Gara Due con 134.400.",
    "who is better": "Prova Una ha la meglio su Gara Due con 134.400.",
    "a verb nobody knows": "Brava Prova Una che stacca Gara Due con un punteggio di 134.400.",
    "somebody beside her": "Oro per Prova Una, tifata da Gara Due, 134.400.",
    "somebody without a name": "La rivale precede Gara Due con 134.400.",
    "the champion before her": "La campionessa davanti a Gara Due con 134.400.",
    "a town": "Oro a Nessundove Prova Inventata con 134.400.",
    "a surname alone": "Inventata supera Gara Due con 134.400.",
    "a third medal": "Terza medaglia per Gara Due con 134.400.",
}


TEAMS_NOT_UNDERSTOOD = {
    "a standing": "In testa alla classifica generale la Società Finta con 175.550.",
    "points of a league": "Inseguono la Società Finta (53 pt) e la Altra Finta (50 pt).",
    "a sentence that begins with another word": "Inseguono Società Finta (81.550).",
    "a town": "A Nessundove Società Finta prima con 92.700.",
    "one club or two": "Oro per Finta e Falsa con 92.700.",
    "a gymnast's score": "Decisiva nella Società Finta la prova di Prova Inventata (17.900).",
    "a gymnast's score on an apparatus": "Nella Società Finta brilla Prova Inventata con 97.100 alla palla.",
    "a division and a place": "La Società Finta retrocede in Serie B, in testa la Altra Finta con 92.700.",
}


@pytest.mark.parametrize("case", TEAMS_NOT_UNDERSTOOD)
def test_what_is_no_total_of_a_team_is_not_read(case: str) -> None:
    with pytest.raises(
        ReadingError, match=r"page: 0 of \d scores are read; the first that is not: "
    ):
        news(TEAMS_NOT_UNDERSTOOD[case], title=SERIE_A)


def test_behind_a_word_of_a_standing_nothing_is_read() -> None:
    with pytest.raises(ReadingError, match="0 of 1 scores are read"):
        news("Ecco la graduatoria. In testa la Società Finta con 175.550.", title=SERIE_A)
    with pytest.raises(ReadingError, match="half understood"):
        news("<h2>Regular season</h2>", "1. Società Finta 175.550", title=SERIE_A)
    (row,) = news("Ecco la gara. In testa la Società Finta con 92.700.", title=SERIE_A)
    assert row.points == "92.700"


@pytest.mark.parametrize("case", NOT_UNDERSTOOD)
def test_what_may_mean_two_things_is_not_read(case: str) -> None:
    with pytest.raises(
        ReadingError, match=r"page: 0 of \d scores are read; the first that is not: "
    ):
        news(NOT_UNDERSTOOD[case])


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["1. Prova Inventata (Società Finta) 26.300"], CUP),  # of what?
        (["Regular Season – classifica generale", "1. Società Finta 185.500"], SERIE_A),
        (["Serie A1", "1. Società Finta 92.700", "2. Altra Finta"], SERIE_A),
        (["Serie A1", "1. Prova Inventata 17.900"], SERIE_A),
        (["Serie A1", "1. Società Finta: 25 punti speciali"], SERIE_A),
        (["Cerchio", "1. Prova Inventata (Società Finta) 26.300 (D 9.7 X 8.5)"], CUP),
        (["Cerchio e palla", "1. Prova Inventata (Società Finta) 26.300"], CUP),
        (["CL", "1. Prova Inventata (Società Finta) 26.300"], CUP),
    ],
)
def test_a_list_that_is_half_understood_stops_the_page(lines: list[str], title: str) -> None:
    with pytest.raises(ReadingError, match="page: half understood: "):
        news(TOTAL if title == ASSOLUTI else "Prosa.", *lines, title=title)


def test_prose_that_is_not_read_is_counted_in_each_row() -> None:
    rows = news(TOTAL, "Con 131.500 punti si piazza seconda la rivale.")
    assert len(rows) == 5
    assert all(row.note.endswith("notizia letta in parte: 5 punteggi su 6") for row in rows)
    others = "Con 131.500 punti la rivale. " * 6
    with pytest.raises(
        ReadingError, match="5 of 11 scores are read; the first that is not: 'Con 131.500"
    ):
        news(TOTAL, others)


def test_behind_a_sentence_that_is_not_read_nothing_is_sure() -> None:
    """The one in between speaks of another apparatus: the last may speak of either."""
    read = "Al cerchio oro a Prova Una con 26.300, argento a Gara Due (26.100), bronzo a Terza Tre (26.000). "
    rows = news(
        read + "Al nastro una caduta costa il 25.100. Oro per Quarta Quattro con 25.900.", title=CUP
    )
    assert [row.competitor for row in rows] == ["Prova Una", "Gara Due", "Terza Tre"]


def test_the_same_result_twice_is_one_row_and_two_results_are_an_error() -> None:
    rows = news(
        "Oro per Prova Una con 134.400.",
        "Concorso generale",
        "1. Prova Una (Società Finta) 134,400",
    )
    assert marks(rows) == [("Prova Una", "Società Finta", "1", "134.400")]
    with pytest.raises(
        ReadingError, match="Prova Una has two points in one ranking: 134.400 and 134.450"
    ):
        news("Oro per Prova Una con 134.400.", "Concorso generale", "1. Prova Una 134.450")
    with pytest.raises(ReadingError, match="Prova Una has two rank in one ranking: 1 and 2"):
        news("Oro per Prova Una con 134.400.", "Concorso generale", "2. Prova Una 134.400")


def test_the_pages_own_words_say_competition_day_and_place() -> None:
    (row,) = news("Oro per Prova Una con 134.400.")
    assert (row.competition, row.place) == ("Campionato Italiano Assoluto 2023", "Nessundove")
    assert (row.date, row.date_end, row.date_note) == ("2023-11-12", "", "giorno della notizia")
    (row,) = news(
        "In gara dal 10 al 11 novembre, oro per Prova Una con 134.400. Si torna il 3 dicembre."
    )
    assert (row.date, row.date_end, row.date_note) == ("2023-11-10", "2023-11-11", "")
    (row,) = news(
        "Oro per Prova Una con 134.400.", title="Ritmica - La finale della Coppa Finta d'Invento"
    )
    assert (row.competition, row.place) == ("Coppa Finta d'Invento 2023", "")


def test_what_is_said_of_a_page_counts_more() -> None:
    said = {
        "title": "Assoluti 2023",
        "date": "2023-11-10",
        "place": "Altrove",
        "discipline": "rhythmic",
    }
    (row,) = read_news(read_lines("<h1>Notizia</h1><p>Oro per Prova Una con 134.400.</p>"), said)
    assert (row.competition, row.date, row.place) == ("Assoluti 2023", "2023-11-10", "Altrove")


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<p>12 Novembre 2023</p>", "no headline"),
        ("<h1>Serie A1 di ritmica</h1><p>1. Società Finta 92.700</p>", "no date of the news"),
        ("<h1>Serie A1</h1><p>12/11/2023</p><p>1. Società Finta 92.700</p>", "nothing says so"),
        (
            "<h1>Serie A1 di ritmica</h1><p>12/11/2023</p><p>Artistica femminile: 92.700</p>",
            "is named",
        ),
        ("<h1>Prova Inventata, ritmica</h1><p>12/11/2023</p>", "no competition is named"),
        ("<h1>Serie A1 di ritmica</h1><p>12/11/2023</p><p>Domani si parte.</p>", "0 of 0 scores"),
    ],
)
def test_a_page_that_does_not_say_what_it_is_about_is_refused(html: str, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        read_news(read_lines(html), {})


def test_a_headline_is_carried_nowhere() -> None:
    rows = news(TOTAL, title="Nessundove - Gara Famosa incanta gli Assoluti di ritmica")
    assert not any("Famosa" in repr(row) for row in rows)


SCORES = {
    "134.400 (CE 34.700 - PA 33,6)": ["134.400", "34.700", "33,6"],
    "pt.70.850, p.73.000 e 26.55o": ["70.850", "73.000", "26.55"],
    "terza a quota 16 con punti 17 e 100 punti": ["16", "17", "100"],
    "1.200 spettatori, 11.000 ginnaste": [],
    "alle 20.30 del 21.03.2026, ore 9.00": [],
    "staccata di 0.050, il 23.5%": [],
    "tempo 1:20.15, le 5 palle, 12 squadre, 2ª": [],
}


@pytest.mark.parametrize("text", SCORES)
def test_what_looks_like_a_score(text: str) -> None:
    assert [text[start:end] for start, end in find_scores(text)] == SCORES[text]


def test_words_of_places() -> None:
    assert find_ranks("medaglia d'oro, la prima") == {1}
    assert find_ranks("vice campionessa") == {2}
    assert find_ranks("4° posto, 12ª") == {4, 12}
    assert find_ranks("un solo decimo, Allieve 2ª fascia, due terzi") == set()


def test_competitions_are_found_in_headlines() -> None:
    assert (
        find_competition("Nessundove, il Campionato italiano assoluto")
        == "Campionato Italiano Assoluto"
    )
    assert find_competition("I Campionati Nazionali Assoluti") == "Campionato Italiano Assoluto"
    assert find_competition("La Serie A2 a Nessundove") == "Serie A2"
    assert find_competition("Serie A1 e Serie A2") == ""
    assert find_competition("le finali di specialità", 2) == ""
    assert find_competition("Mondiali a Nessundove") == "Mondiali"
    assert find_competition("Mondiali juniores a Nessundove") == ""


def test_the_event_of_the_young_keeps_its_own_name() -> None:
    title = "Nessundove - Ritmica, il Campionato Europeo giovanile"
    (row,) = news("1. Prova Inventata (Società Finta) 90.100", title=title)
    assert row.competition == "Campionato Europeo giovanile 2023"


def test_plain_text_has_the_length_of_the_text() -> None:
    text = "l’Armonia d’Invento – 24.100\xa0pt — «Prova»"
    assert len(plain(text)) == len(text)


def page(url: str, text: str) -> Page:
    return Page(url=url, content=text.encode(), text=text)


SITE = "https://www.federginnastica.it"
LISTED = """<ul><li><a href="/news/21-competizioni-nazionali/30001-ritmica.html">Ritmica</a></li>
<li><a href="/news/30002-artistica.html#top">Artistica</a></li><li><a href="/news/21-nazionali.html">Tutte</a>
<li><a href="https://altrove.example/news/30003-ritmica.html">Altrove</a></li></ul>"""
RHYTHMIC = f"""<h1>{ASSOLUTI}</h1><p>12 Novembre 2023</p><p>Ha vinto Prova Inventata.</p><h4>Allegati</h4>
<p><a href="/docs/assoluti%20finti.pdf">Classifica</a> <a href="/docs/serie.xlsx">Altra</a></p>
<h4>Altre notizie</h4><a href="/docs/altro.pdf">Altro</a>"""


def test_the_list_gives_rhythmic_pages_with_their_files() -> None:
    asked = []

    def get(url: str, body: object = None) -> Page:
        asked.append(url)
        if "news.html" in url:
            return page(url, LISTED if "start=40" not in url else "<p>fine</p>")
        return page(url, RHYTHMIC if "30001" in url else "<h1>Artistica a Nessundove</h1>")

    links = list(federation_news.discover(get))
    assert [(link.url, link.name) for link in links] == [
        (f"{SITE}/news/21-competizioni-nazionali/30001-ritmica.html", "30001-ritmica.html"),
        (f"{SITE}/docs/assoluti%20finti.pdf", "assoluti finti.pdf"),
        (f"{SITE}/docs/serie.xlsx", "serie.xlsx"),
    ]  # fmt: skip
    assert links[0].said == {}
    assert links[1].said == {
        "discipline": "rhythmic", "title": "Campionato Italiano Assoluto 2023", "date": "2023-11-12",
        "place": "Nessundove",
    }  # fmt: skip
    assert [url for url in asked if "start" in url] == [f"{SITE}/news.html?start=20"]


def test_news_of_gymnasts_and_apparatus_are_rhythmic_and_links_to_others_are_not() -> None:
    pages = {
        "123-a.html": "<h1>World Cup: oro per Prova Una</h1><p>Con il cerchio e le clavette.</p>",
        "1234567-b.html?x=1": "<h1>Serie A a Nessundove</h1><p>Gare.</p><p><a href='/n'>Ritmica, oro</a></p>",
    }
    listed = "".join(f"<a href='/News/{address}'>x</a>" for address in pages)

    def get(url: str, body: object = None) -> Page:
        return page(url, pages.get(url.rpartition("/")[2], listed))

    assert [link.name for link in federation_news.discover(get)] == ["123-a.html"]


def test_a_news_page_that_fails_keeps_none_back() -> None:
    def get(url: str, body: object = None) -> Page:
        if "11111" in url:
            raise FetchError("the answer is 500")
        if "news.html" not in url:
            return page(url, RHYTHMIC)
        links = "<a href='/news/11111-a.html'>A</a><a href='/news/22222-b.html'>B</a>"
        return page(url, links if "start" not in url else "<p>fine</p>")

    assert "22222-b.html" in [link.name for link in federation_news.discover(get)]


def test_a_list_without_news_is_an_error() -> None:
    with pytest.raises(ReadingError, match=r"news\.html: no link to a news page"):
        list(
            federation_news.discover(
                lambda url, body=None: page(url, "<p>Sito in manutenzione</p>")
            )
        )


def archived(path: Path, content: bytes, name: str, **said: str) -> Document:
    path.write_bytes(content)
    return describe_document(
        content, path, source="federation_news", name=name, address="", fetched_at="", status="", said=said
    )  # fmt: skip


def test_a_file_of_a_page_is_a_ranking(tmp_path: Path) -> None:
    table = (
        "Rank;Nome;Società;Cerchio;Palla;Totale\n1;Prova Inventata;Finta;24,1;23,1;47,2\n".encode()
    )
    document = archived(
        tmp_path / "x.csv", table, "x.csv", title="Coppa Finta 2026", date="2026-03-21"
    )
    rows = list(federation_news.parse(document))
    assert [(row.competition, row.points, row.discipline) for row in rows] == [
        ("Coppa Finta 2026", points, "rhythmic") for points in ("47,2", "24,1", "23,1")
    ]


def test_a_page_in_another_charset_is_read(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('<meta charset="utf-8">', "")
    document = archived(tmp_path / "x.html", text.encode("cp1252"), "x.html")
    assert next(iter(federation_news.parse(document))).club == "Società Finta"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2500), st.integers(0, 60), st.text(max_size=8)), max_size=4)
)
def test_any_text_gives_rows_or_a_named_error(cuts: list[tuple[int, int, str]]) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for start, length, other in cuts:
        text = text[:start] + other + text[start + length :]
    with suppress(ReadingError):
        assert read_news(read_lines(text), {})


@pytest.mark.parametrize(
    "text",
    [
        " e ".join(["Aa Bb"] * 180) + " xx 81.550", "Aa di " * 300 + "xx 81.550", "Aa Bb (" * 250 + " 81.550",
        "Aa Bb " + "con il totale di medaglia d'oro " * 60 + "xx 81.550", "12.500 " * 5000,
    ],
)  # fmt: skip
def test_a_text_made_to_be_slow_ends(text: str) -> None:
    for title in (ASSOLUTI, SERIE_A):
        with pytest.raises(ReadingError):
            news(text, title=title)
