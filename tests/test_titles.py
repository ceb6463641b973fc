"""Each phrase of a title is taken out once; what nothing explains stops the document."""

import pytest

from ingest.reading import ReadingError
from ingest.titles import parse_title

CASES = [
    # notes
    (
        "55° Campionato Inventato [i parziali non tornano]",
        "55° Campionato Inventato",
        {"note": "i parziali non tornano"},
    ),
    (
        "Serie A1 2021 - 2a prova (classifica corretta)",
        "Serie A1 2021",
        {
            "note": "classifica corretta",
            "revision": "nella classifica corretta",
            "stage": "2",
        },
    ),
    (
        "Trofeo Inventato (ginnaste 1996; anno non nella pagina)",
        "Trofeo Inventato",
        {"note": "ginnaste 1996; anno non nella pagina"},
    ),
    # standings and what they sum
    (
        "Trofeo Inventato LE (classifica = somma dei 2 migliori)",
        "Trofeo Inventato LE",
        {"scope": "2 migliori"},
    ),
    (
        "Serie A1 classifica dopo 3 prove (somma punteggi)",
        "Serie A1",
        {"note": "somma punteggi", "round": "standing", "scope": "dopo 3 prove"},
    ),
    (
        "Serie A1 2021 - classifica dopo 2 prove (somma, prima della correzione)",
        "Serie A1 2021",
        {
            "note": "somma, prima della correzione",
            "round": "standing",
            "scope": "dopo 2 prove, prima della correzione",
        },
    ),
    (
        "Serie A1 2014 - classifica dopo la 1a prova (punti speciali)",
        "Serie A1 2014",
        {"kind": "special points", "round": "standing", "scope": "dopo 1 prova"},
    ),
    (
        "Serie A1 classifica punti speciali dopo 2 prove",
        "Serie A1",
        {"kind": "special points", "round": "standing", "scope": "dopo 2 prove"},
    ),
    (
        "Serie A1 classifica finale (punti speciali, 4 prove)",
        "Serie A1",
        {"kind": "special points", "round": "standing", "scope": "classifica finale"},
    ),
    (
        "Serie C classifica ZT1 dopo 2 prove (somma)",
        "Serie C",
        {"zone": "ZT1", "note": "somma", "round": "standing", "scope": "dopo 2 prove"},
    ),
    (
        "Serie A1 2024 - Regular Season (punti speciali)",
        "Serie A1 2024",
        {"kind": "special points", "round": "standing", "scope": "regular season"},
    ),
    # stages, phases, zones
    ("Serie A1 2011 - 3a prova", "Serie A1 2011", {"stage": "3"}),
    ("Serie A1, ultima prova", "Serie A1", {"stage": "ultima"}),
    (
        "1a Prova Regionale Campionato Inventato",
        "Campionato Inventato",
        {"stage": "1", "phase": "regionale"},
    ),
    ("Serie C1 2005 - finale nazionale", "Serie C1 2005", {"phase": "nazionale"}),
    (
        "Campionato Inventato, interregionale ZT1",
        "Campionato Inventato",
        {"phase": "interregionale", "zone": "ZT1"},
    ),
    ("Serie C, 1a prova ZT2", "Serie C", {"stage": "1", "zone": "ZT2"}),
    ("Serie C ZT2 2019 - 3a prova", "Serie C 2019", {"stage": "3", "zone": "ZT2"}),
    ("Trofeo Inventato 2022 - seconda edizione", "Trofeo Inventato 2022", {"edition": "seconda"}),
    # rounds and kinds
    (
        "Serie A1 2024 - Final Six, semifinali",
        "Serie A1 2024",
        {"stage": "Final Six", "kind": "duel", "round": "semifinal"},
    ),
    (
        "Serie A1 2024 - Final Six, finale",
        "Serie A1 2024",
        {"stage": "Final Six", "kind": "duel", "round": "final"},
    ),
    (
        "Campionato Inventato, finale cerchio",
        "Campionato Inventato",
        {"apparatus": "cerchio", "kind": "apparatus", "round": "final"},
    ),
    (
        "Campionato Inventato, Finale Corpo Libero",
        "Campionato Inventato",
        {"apparatus": "corpo libero", "kind": "apparatus", "round": "final"},
    ),
    ("38° Coppa Inventata, finale all-around", "38° Coppa Inventata", {"kind": "all-around"}),
    ("Campionato Inventato, concorso generale", "Campionato Inventato", {"kind": "all-around"}),
    ("Coppa Inventata, concorso generale (qualifica)", "Coppa Inventata", {"kind": "all-around"}),
    (
        "Coppa Inventata 2019 - concorso generale dopo 2 attrezzi",
        "Coppa Inventata 2019",
        {"round": "partial", "scope": "dopo 2 attrezzi"},
    ),
    (
        "Torneo Inventato 2016 - dopo 2 attrezzi",
        "Torneo Inventato 2016",
        {"round": "partial", "scope": "dopo 2 attrezzi"},
    ),
    (
        "Insieme Inventato 2022 (Città Finta) - qualificazione",
        "Insieme Inventato 2022",
        {"round": "qualification"},
    ),
    ("Insieme Inventato, finale", "Insieme Inventato", {"round": "final"}),
    # who competes
    (
        "Trofeo Inventato 2018 - team junior",
        "Trofeo Inventato 2018",
        {"category": "junior", "of": "national"},
    ),
    (
        "Trofeo Inventato 2019 - team individuale junior",
        "Trofeo Inventato 2019",
        {"category": "junior", "of": "national"},
    ),
    (
        "Trofeo Inventato 2015 - totale",
        "Trofeo Inventato 2015",
        {"of": "national", "scope": "totale"},
    ),
    ("Trofeo Inventato 2018 - squadre", "Trofeo Inventato 2018", {"of": "group"}),
    (
        "Trofeo Inventato 2019 - squadre junior, 5 nastri",
        "Trofeo Inventato 2019",
        {"category": "junior", "of": "group", "apparatus": "5 nastri"},
    ),
    # a group's own apparatus
    (
        "Coppa Inventata 2017 - squadre, finale 3 palle 2 funi",
        "Coppa Inventata 2017",
        {"of": "group", "apparatus": "3 palle 2 funi", "round": "final"},
    ),
    (
        "Coppa Inventata 2022 - squadre, 3 palle e 2 nastri",
        "Coppa Inventata 2022",
        {"of": "group", "apparatus": "3 palle e 2 nastri"},
    ),
    (
        "Coppa Inventata 2014 - squadre, 10 clavette (concorso generale)",
        "Coppa Inventata 2014",
        {"of": "group", "apparatus": "10 clavette", "kind": "all-around"},
    ),
    (
        "Coppa Inventata 2017 - squadre, 5 cerchi (qualificazione)",
        "Coppa Inventata 2017",
        {"of": "group", "apparatus": "5 cerchi", "round": "qualification"},
    ),
    (
        "Insieme Inventato 2025 - Cerchi e Clavette",
        "Insieme Inventato 2025",
        {"apparatus": "cerchi e clavette"},
    ),
    # categories and scopes behind a dash
    ("Insieme Inventato 2025 - completo", "Insieme Inventato 2025", {}),
    ("Torneo Inventato 2024 - Senior A", "Torneo Inventato 2024", {"category": "Senior A"}),
    ("Coppa Inventata 2005 - 2a fascia", "Coppa Inventata 2005", {"category": "2a fascia"}),
    ("Torneo Inventato 2024 - codice 2025", "Torneo Inventato 2024", {"scope": "codice 2025"}),
    # a title that says nothing more than its name
    ("Campionato d'Insieme Inventato 2005", "Campionato d'Insieme Inventato 2005", {}),
    ("Coppa Città-Finta 2021", "Coppa Città-Finta 2021", {}),
]


@pytest.mark.parametrize(("title", "name", "said"), CASES, ids=[case[0] for case in CASES])
def test_title(title: str, name: str, said: dict[str, str]) -> None:
    parsed = parse_title(title, "row 1")
    assert (parsed.name, parsed.said) == (name, said)


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("Trofeo Inventato 2021 - prova misteriosa", "prova misteriosa"),
        ("Trofeo Inventato, girone azzurro", "girone azzurro"),
        ("Trofeo Inventato 2021 – girone azzurro", "girone azzurro"),
        ("Serie A1 2021 - 2a prova, girone azzurro", "girone azzurro"),
        ("Trofeo Inventato, finale trave", "trave"),
    ],
)
def test_a_part_that_no_phrase_explains_is_an_error(title: str, rest: str) -> None:
    with pytest.raises(ReadingError) as error:
        parse_title(title, "row 7")
    assert str(error.value).startswith("row 7: ")
    assert repr(title) in str(error.value)
    assert f"{rest}' not understood" in str(error.value)
    assert "\n" not in str(error.value)
