"""Cases of the checks that hold one sheet against itself."""

from tests.check_cases import Case, all_around, elsewhere, press, ranked, sheet, spoil

OTHER = {"competition": "Coppa Inventata 2024", "place": "Altrove"}
HOOP = {"kind": "apparatus", "apparatus": "CE"}
FULL = {"is_complete": "1"}
TIED = ranked("30.000", "29.000", "29.000", "27.000", ranks=(1, 2, 2, 4), **OTHER)


def once(table_column: int, first: dict):
    """Rows of result in which everyone of the bad ranking has the id of the first."""

    def change(row):
        if not row[1].startswith("trofeo-inventato"):
            return row
        owner = first.setdefault("id", row[table_column])
        return (*row[:table_column], owner, *row[table_column + 1 :])

    return spoil("result", change)


def guest(name: str, points: str, **cells: str) -> dict[str, str]:
    """A line out of the ranking; the place that stands there in brackets is the one she would have."""
    return sheet(name, points, status="out of ranking", **cells)


def crowd(printed: str, **cells: str) -> list[dict[str, str]]:
    """Two who are ranked, a guest, one who was absent and a reserve, under the printed number."""
    cells |= {"field_size": printed}
    return [
        *ranked("30.000", "29.000", **cells),
        guest("Quonelli Prova", "29.500", rank="(2)", **cells),
        sheet("Hjolosta Prova", status="DNS", **cells),
        sheet("Nzorini Prova", status="reserve", **cells),
    ]


def four(name: str, **cells: str) -> list[dict[str, str]]:
    """An all-around of four apparatus."""
    return all_around(f"{name} Prova", "80.000", *["20.000"] * 4, **cells)


def squads(*names: str, **cells: str) -> list[dict[str, str]]:
    return [
        sheet(
            name,
            f"{90 - n}.000",
            rank=str(n),
            competitor_kind="team",
            kind="team",
            club=name,
            **cells,
        )
        for n, name in enumerate(names, 1)
    ]


SHEET = {
    "athlete_once_per_ranking": [
        Case(
            bad=ranked("30.000", "29.000"),
            near=ranked("30.000", **OTHER) + ranked("30.000", **OTHER, category="Junior"),
            finds=1,
            say="sta 2 volte nella classifica",
            breaks=once(2, {}),
        ),
    ],
    "team_once_per_ranking": [
        Case(
            bad=squads("Società Finta", "Altra Finta"),
            near=squads("Società Finta", **OTHER) + squads("Società Finta", **OTHER, round="final"),
            finds=1,
            say="sta 2 volte nella classifica",
            breaks=once(3, {}),
        ),
    ],
    "namesakes_in_one_ranking": [
        Case(  # the year of birth parts them: nothing else would
            bad=[
                *ranked("30.000", "29.000", birth_year="2010"),
                sheet("ZIBAROVA Prova", "28.000", rank="3", birth_year="2011"),
                *ranked("30.000", birth_year="2009", category="Junior", club=""),
                *ranked("29.000", birth_year="2010", category="Junior", club="", ranks=(2,)),
            ],
            near=[
                *ranked("30.000", birth_year="2009", club="Ritmica Inventata", **OTHER),
                sheet("Zibarova Prova", "29.000", rank="2", club="Ritmica Inventata Blu", **OTHER),
                # Two of a club in two rankings, and without a club two of two nations.
                *ranked("30.000", birth_year="2008", category="Junior", **OTHER),
                *ranked("30.000", birth_year="2012", category="Allieve", **OTHER),
                press("Zibarova Prova", "30.000", club="", nation="ITA", file="2"),
                press("Zibarova Prova", "29.000", club="", nation="ESP", file="2"),
            ],
            finds=2,
            say="stesso nome e stessa società in 2 righe: posto 1, posto 3",
        ),
    ],
    "ranks_follow_totals": [
        Case(
            bad=ranked("28.850", "38.500", "38.000"),
            near=TIED
            + [guest("Quonelli Altra", "29.500", rank="3", **OTHER)]
            + [guest("Nzorini Altra", "29.900", rank="(2)", **OTHER)],
            finds=1,
            say="posto 2 con 38.500, posto 1 con 28.850: il posto migliore ha il totale più basso",
            at="2",
        ),
        Case(
            bad=ranked("30.000", "29.000", "28.000", ranks=(1, 1, 3)),
            near=ranked("30.000", "30.000", "28.000", ranks=(1, 1, 3), **OTHER),
            finds=1,
            say="posto 1 con 29.000 e con 30.000: stesso posto, totali diversi",
            at="2",
        ),
        Case(  # by a hair, and with a total that is not printed between the two
            bad=ranked("30.000", "", "30.005", "29.000", "28.995", ranks=(1, 2, 3, 4, 4)),
            near=ranked("30.000", "29.950", "", "29.900", **OTHER),
            finds=2,
            say="posto 3 con 30.005, posto 1 con 30.000",
            at="3",
        ),
    ],
    "equal_totals_share_rank": [
        Case(
            bad=ranked("151.000", "150.200", "150.200"),
            near=TIED
            + [guest("Quonelli Altra", "29.000", rank="3", **OTHER)]
            + ranked("30.000", "29.995", "29.990", category="Junior", **OTHER),
            finds=1,
            say="stesso totale 150.200 per il posto 2 e per il posto 3: lecito solo con",
            at="3",
        ),
        Case(
            bad=[
                press("Prova Inventata", "30.000", rank="1"),
                press("Altra Finta", "30.000", rank="2"),
                press("Terza Finta", "29.000", rank="3"),
                press("Quarta Finta", "29.000", rank="3", note="terzo posto senza spareggio"),
            ],
            near=[
                press("Terza Finta", "29.000", rank="3", competition="Coppa Finta 2024"),
                press(
                    "Quarta Finta",
                    "29.000",
                    rank="4",
                    competition="Coppa Finta 2024",
                    note="dopo spareggio",
                ),
                press("Prova Inventata", "30.000", rank="1", competition="Coppa Finta 2024"),
                press(
                    "Altra Finta",
                    "30.000",
                    rank="2",
                    competition="Coppa Finta 2024",
                    note="pari merito sciolto per esecuzione",
                ),
            ],
            finds=1,
            say="stesso totale 30.000",
        ),
    ],
    "rank_within_field": [
        Case(
            bad=ranked("30.000", "29.000", ranks=(10, 11), field_size="10"),
            near=ranked("30.000", "29.000", ranks=(9, 10), field_size="10", **OTHER)
            + [guest("Quonelli Prova", "28.000", rank="(11)", field_size="10", **OTHER)],
            finds=1,
            say="posto 11 su 10 concorrenti",
        ),
    ],
    "field_size_matches_rows": [
        Case(
            bad=ranked("30.000", "29.000", field_size="3"),
            near=ranked("30.000", "29.000", field_size="3", **OTHER)
            + [sheet("Quonelli Prova", status="DNS", field_size="3", **OTHER)],
            finds=1,
            say="3 concorrenti stampate, 2 in classifica, 2 righe in tutto",
        ),
        Case(  # a place in brackets is that of nobody who is ranked
            bad=crowd("6") + crowd("1", category="Junior") + crowd("4", category="Allieve"),
            near=crowd("2", **OTHER)
            + crowd("3", category="Junior", **OTHER)
            + crowd("5", category="Allieve", **OTHER),
            finds=3,
            say="6 concorrenti stampate, 2 in classifica, 5 righe in tutto",
        ),
    ],
    "ranks_skip_after_ties": [
        Case(
            bad=ranked("30.000", "29.000", "29.000", "27.000", ranks=(1, 2, 2, 3)),
            near=[*TIED, guest("Quonelli Altra", "29.500", rank="(2)", **OTHER)],
            finds=1,
            say="posto 3 dopo 2 concorrenti al posto 2",
        ),
    ],
    "complete_ranking_has_no_gaps": [
        Case(
            bad=ranked("30.000", "29.000", "27.000", ranks=(1, 2, 5), **FULL),
            near=elsewhere(TIED, **FULL)
            + ranked("30.000", "29.000", ranks=(1, 5), competition="Gara Finta 2024", place="Qui")
            # A sheet may count a guest, or print the place that she would have.
            + ranked("30.000", "28.000", ranks=(1, 3), category="Junior", **FULL, **OTHER)
            + [guest("Quonelli Prova", "29.000", rank="2", category="Junior", **FULL, **OTHER)],
            finds=1,
            say="manca il posto 3 e i seguenti fino al 4",
        ),
        Case(
            bad=ranked("30.000", "29.000", ranks=(2, 3), **FULL),
            near=[],
            finds=1,
            say="manca il posto 1",
        ),
        Case(  # the place of a guest ties with nobody
            bad=ranked("30.000", "27.000", ranks=(1, 3), **FULL)
            + [guest("Quonelli Prova", "29.500", rank="(1)", **FULL)],
            near=[],
            finds=1,
            say="manca il posto 2",
        ),
    ],
    "all_around_has_all_apparatus": [
        Case(
            bad=all_around(
                "Zibarova Prova", "80.000", "20.000", "20.000", "20.000", "20.000", rank="1"
            )
            + all_around("Vrolucci Prova", "40.000", "20.000", "20.000", rank="2", line="2"),
            near=all_around("Zibarova Prova", "40.000", "20.000", "20.000", rank="1", **OTHER)
            + all_around(
                "Vrolucci Prova", "39.000", "20.000", "19.000", rank="2", line="2", **OTHER
            ),
            finds=1,
            say="totale 40.000 su 2 attrezzi, altre ne hanno 4",
        ),
        Case(  # one who stopped is not ranked; parts that do not close are not all there
            bad=four("Zibarova", rank="1")
            + all_around("Vrolucci Prova", "20.000", "20.000", rank="2", line="2"),
            near=four("Zibarova", rank="1", **OTHER)
            + all_around("Vrolucci Prova", "40.000", "20.000", "20.000", line="2", **OTHER)
            + all_around(
                "Belzira Prova",
                "40.000",
                "20.000",
                "20.000",
                line="3",
                rank="3",
                status="withdrawn",
                **OTHER,
            )
            + all_around(
                "Quonelli Prova", "79.000", "20.000", "20.000", line="4", rank="2", **OTHER
            )
            + all_around(
                "Hjolosta Prova", "40.005", "20.000", "20.000", line="5", rank="4", **OTHER
            ),
            finds=1,
            say="totale 20.000 su 1 attrezzo, altre ne hanno 4",
        ),
    ],
    "ranking_is_loaded_once": [
        Case(
            bad=ranked("30.000", "29.000", "28.000")
            + ranked("30.000", "29.000", "28.000", category="Senior S1"),
            near=[
                *ranked("30.000", "29.000", "28.000", **OTHER),
                *ranked("30.000", "29.000", "27.000", **OTHER, category="Senior S1"),
                *ranked("30.000", "29.000", "28.000", **OTHER, category="J1", ranks=(1, 2, 2)),
                # Two lines may be equal by chance, and guests are no lines of a ranking.
                *ranked("25.000", "24.000", **OTHER, category="A1"),
                *ranked("25.000", "24.000", **OTHER, category="A2"),
                guest("Quonelli Prova", "23.000", rank="3", **OTHER, category="A1"),
                guest("Quonelli Prova", "23.000", rank="3", **OTHER, category="A2"),
            ],
            finds=1,
            say="3 righe uguali a quelle della classifica trofeo-inventato-2024-",
        ),
        Case(  # in the ranking of an apparatus the routine is the result
            bad=ranked("25.000", "24.000", "23.000", **HOOP)
            + ranked("25.000", "24.000", "23.000", category="Senior S1", **HOOP),
            near=ranked("25.000", "24.000", "23.000", **HOOP, **OTHER)
            + ranked("25.000", "24.000", "22.000", category="Senior S1", **HOOP, **OTHER)
            + [
                sheet(f"{name} Altra", points, rank=rank, category="J1", **HOOP, **OTHER)
                for name, points, rank in (
                    ("Hjolosta", "25.000", "1"),
                    ("Nzorini", "24.000", "2"),
                    ("Belzira", "23.000", "3"),
                )
            ],
            finds=1,
            say="3 righe uguali a quelle della classifica trofeo-inventato-2024-",
        ),
    ],
    "competition_has_a_date": [
        Case(
            bad=[press("Prova Inventata", "30.000", date="", competition="Trofeo Senzadata")],
            near=[
                press("Prova Inventata", "30.000", date="2024", competition="Trofeo Annofinto 2024")
            ],
            finds=1,
            say="nessuna fonte ne dice la data",
        ),
    ],
}
