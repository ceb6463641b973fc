"""Cases of the checks that look at one row; those of its points are in check_cases_points."""

from tests.check_cases import Case, all_around, press, ranked, sheet, spoil

OTHER = {"competition": "Coppa Inventata 2024", "place": "Altrove"}
YEAR = "LC1 A5 (anno 2012)"
EIGHT = (
    "99.000", "97.525", "95.150", "92.475", "90.000", "88.250", "85.900", "80.350",
)  # fmt: skip
SQUAD = {"kind": "team", "team": "Altra Finta"}
UNNAMED = {"competitor_kind": "team", "team": ""}
GROUP = {"kind": "group", "competitor_kind": "group", "competition": "Insieme Inventato 2024"}


def four(total: str, *parts: str, **cells: str) -> list[dict[str, str]]:
    return all_around("Zibarova Prova", total, *parts, rank="1", **cells)


def out_of(*statuses: str, points: str = "", **cells: str) -> list[dict[str, str]]:
    """A line for each status."""
    names = ("Vrolucci", "Belzira", "Quonelli", "Hjolosta", "Nzorini")
    return [
        sheet(f"{name} Prova", points, status=status, **cells)
        for name, status in zip(names, statuses, strict=False)
    ]


ROW = {
    "parts_add_up_to_total": [
        Case(
            bad=four("101.150", "24.900", "25.850", "25.600", "24.750"),
            near=four("101.100", "24.900", "25.850", "25.600", "24.750", **OTHER)
            + all_around("Vrolucci Prova", "99.000", "25.000", "25.000", line="2", **OTHER)
            + all_around("Belzira Prova", "25.000", "25.000", line="3", **OTHER),
            finds=1,
            say="totale stampato 101.150, somma delle parti 101.100",
        ),
        Case(  # a total that was corrected to one that does not close either
            bad=four("110.150", "24.900", "25.850", "25.600", "24.750"),
            near=four("101,100", "24.900", "25.850", "25.600", "24.750", **OTHER),
            finds=1,
            say="totale corretto in 101.150 (stampato 110.150), somma delle parti 101.100",
            decisions=lambda ids: {
                "corrections": [f"{ids['bad']},1,points,110.150,101.150,refuso finto,2025-01-01"]
            },
        ),
        Case(  # two parts rounded in print: 33.53 for a true 33.525
            bad=four("33.530", "16.900", "16.625"),
            near=four("33.525", "16.900", "16.625", **OTHER),
            finds=1,
            say="(parti o totale arrotondati?)",
        ),
        Case(  # Silver LE 2023: the best two of three count
            bad=four("30.000", "15.400", "15.375"),
            near=[
                *four("30.775", "15.400", "15.375", **OTHER),
                sheet(
                    "Zibarova Prova", "13.800", apparatus="NA", line="1", is_counted="0", **OTHER
                ),
            ],
            finds=1,
            say="totale stampato 30.000, somma delle parti 30.775",
        ),
        Case(
            bad=four("115.000", "25.000", "25.000", "25.000", "25.000"),
            near=ranked("94.000", kind="special points", round="standing", **OTHER),
            finds=1,
            say="totale stampato 115.000, somma delle parti 100.000",
        ),
    ],
    "routine_once_per_competition": [
        Case(
            bad=four("50.000", "25.000", "25.000"),
            near=four("50.000", "25.000", "25.000", **OTHER)
            + [
                sheet(
                    "Zibarova Prova",
                    "26.000",
                    kind="apparatus",
                    round="final",
                    apparatus="CE",
                    rank="1",
                    **OTHER,
                ),
                sheet(
                    "Zibarova Prova", "25.000", kind="apparatus", apparatus="PA", rank="1", **OTHER
                ),
            ],
            finds=1,
            say="2 esercizi allo stesso attrezzo (CE) nella stessa prova: 25.000 e 25.000",
            breaks=spoil(
                "routine",
                lambda row: (*row[:4], "CE", *row[5:]) if row[1].startswith("trofeo") else row,
            ),
        ),
        Case(  # each is danced once more: in another category, for a team, by a team mate who is not named
            bad=[
                sheet("Società Finta", "50.000", rank="1", **GROUP),
                sheet("Società Finta", "25.000", apparatus="5 cerchi", **GROUP),
                sheet("Società Finta", "25.000", apparatus="5 nastri", **GROUP),
            ],
            near=all_around("Vrolucci Prova", "49.000", "25.000", "24.000", rank="1", category="A5")
            + all_around("Vrolucci Prova", "43.000", "22.000", "21.000", line="2", category="J1")
            + [
                sheet("Vrolucci Prova", "23.000", apparatus="CE", **SQUAD, line="3", category="A5"),
                sheet("Altra Finta", "90.000", rank="1", **SQUAD | UNNAMED, line="4"),
                sheet("Altra Finta", "24.000", apparatus="CE", **SQUAD | UNNAMED, line="5"),
                sheet("Altra Finta", "21.000", apparatus="CE", **SQUAD | UNNAMED, line="6"),
            ],
            finds=1,
            say="2 esercizi allo stesso attrezzo (5CE) nella stessa prova: 25.000 e 25.000",
            breaks=spoil(
                "routine",
                lambda row: (*row[:4], "5CE", *row[5:]) if row[3] and row[4] == "5NA" else row,
            ),
        ),
    ],
    "place_without_score": [
        Case(
            bad=ranked("30.000", "", "29.000"),
            near=ranked("30.000", "29.000", **OTHER)
            + [sheet("Belzira Prova", status="DNS", **OTHER)]
            + [sheet("Quonelli Prova", rank="3", status="out of ranking", **OTHER)]
            + ranked("", "", category="Junior", **OTHER),
            finds=1,
            say="posto 2 senza punteggio né stato",
        ),
    ],
    "absent_has_no_place": [
        Case(
            bad=[*ranked("30.000"), sheet("Vrolucci Prova", rank="2", status="DNS")],
            near=[
                *ranked(*EIGHT, category="Open", **OTHER),
                *out_of("DNS", "withdrawn", "DNF", "DSQ", "reserve", rank="", **OTHER),
                sheet("Altra Inventata", "29.000", rank="2", status="out of ranking", **OTHER),
            ],
            finds=1,
            say="non partita, ma posto 2",
        ),
        Case(  # whoever was not ranked has no place
            bad=ranked(*EIGHT[:4], category="Open")
            + out_of("withdrawn", "DNF", "DSQ", "reserve", rank="5"),
            near=ranked("30.000", **OTHER),
            finds=4,
            say="ritirata, ma posto 5",
        ),
        Case(  # whoever stopped half way has the sum of what she showed; who did not compete has none
            bad=out_of("DNS", "reserve", points="20.000"),
            near=out_of("withdrawn", "DNF", "DSQ", points="20.000", **OTHER)
            + out_of("DNS", "reserve", points="0.000", category="Junior", **OTHER),
            finds=2,
            say="non partita, ma totale 20.000",
        ),
    ],
    "category_fits_birth_year": [
        Case(
            bad=[sheet("Zibarova Prova", "30.000", rank="1", category=YEAR, birth_year="2011")],
            near=[
                sheet("Vrolucci Prova", "29.000", rank="2", category=YEAR, birth_year="2012"),
                sheet("Belzira Prova", "29.000", rank="1", category="LC1 A4", birth_year="2011"),
            ],
            finds=1,
            say="nata nel 2011, categoria LC1 A5 (anno 2012)",
        ),
    ],
    "season_follows_date": [
        Case(
            bad=[
                press(
                    "Prova Inventata", "30.000", competition="Trofeo Finto 2019", date="2021-03-06"
                )
            ],
            near=[
                press(
                    "Prova Inventata", "30.000", competition="Coppa Finta 2021", date="2021-03-06"
                )
            ],
            finds=1,
            say="titolo «Trofeo Finto 2019», data del 2021",
        ),
    ],
}
