"""Cases of the checks that look at one row."""

from ingest import load
from tests.check_cases import Case, all_around, parts_of, press, ranked, sheet, spoil, team

OTHER = {"competition": "Coppa Inventata 2024", "place": "Altrove"}
YEAR = "LC1 A5 (anno 2012)"
EIGHT = (
    "99.000", "97.525", "95.150", "92.475", "90.000", "88.250", "85.900", "80.350",
)  # fmt: skip
# Serie A1 2024: three stages, of which the first ranks four teams.
TIED = [
    team("Società Finta", "90.000", rank="1", note="squadra; 30 punti speciali"),
    team("Altra Finta", "80.000", rank="2", note="squadra; 27 punti speciali"),
    team("Terza Finta", "80.000", rank="2", note="squadra; 27 punti speciali"),
    team("Quarta Finta", "70.000", rank="4", note="squadra; 23 punti speciali"),
]
STANDING = {
    "competition": "Serie A1 2024 - classifica dopo 1 prova",
    "date": "2024",
    "place": "",
    "note": "squadra; punti speciali",
}
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


def read_as(printed: str, points: float, table: str = "result"):
    """The points of a result or a routine, the tenth column of either, are not those printed."""
    return spoil(table, lambda row: (*row[:9], points, *row[10:]) if printed in row else row)


def at_most_one_percentile(monkeypatch):
    """The view as if it did not ask whether the place is within the field."""
    guard = "result.rank <= ranking.field_size"
    assert guard in load.SCHEMA
    monkeypatch.setattr(load, "SCHEMA", load.SCHEMA.replace(guard, "result.rank is not null"))


ROW = {
    "components_add_up": [
        Case(
            bad=[
                parts_of("32.250", "D=16.800;A=7.650;E=7.600"),
                parts_of("16.300", "D=36.500", category="A"),
                parts_of("25.000", "D=9.000;A=8.000;E=8.050", category="B"),
                parts_of("25.000", "DB=9.000;DA=3.000;A=6.000;E=6.950", category="C"),
            ],
            near=[
                parts_of("25.000", "A=8.000;E=8.000", **OTHER, category="Open"),
                parts_of("25.000", "DB=9.000;DA=3.000;A=6.000", **OTHER, category="Esordienti"),
                parts_of("24.950", "DB=9.100;DA=4.000;A=6.050;E=6.100;PEN=0.300", **OTHER),
                parts_of("36.500", "D=19.600;E=8.400", **OTHER, category="Junior"),
                parts_of("36.500", "D=16.300", **OTHER, category="Allieve"),
            ],
            finds=4,
            say="punteggio stampato 32.250, somma delle voci 32.050",
        ),
        Case(
            bad=[
                press(
                    "Prova Inventata",
                    "18.550",
                    apparatus="CE",
                    note="D 9.15 E 9.2",
                    competition="Campionato Italiano Assoluto 2016",
                    date="2016-06-04",
                )
            ],
            near=[
                press(
                    "Prova Inventata",
                    "28.550",
                    apparatus="CE",
                    note="D 9.15 E 9.2",
                    competition="Campionato Italiano Assoluto 2023",
                    date="2023-06-04",
                )
            ],
            finds=1,
            say="punteggio stampato 18.550, somma delle voci 18.350",
        ),
    ],
    "parts_add_up_to_total": [
        Case(
            bad=four("101.150", "24.900", "25.850", "25.600", "24.750"),
            near=four("101.100", "24.900", "25.850", "25.600", "24.750", **OTHER)
            + all_around("Vrolucci Prova", "99.000", "25.000", "25.000", line="2", **OTHER)
            + all_around("Belzira Prova", "25.000", "25.000", line="3", **OTHER),
            finds=1,
            say="totale stampato 101.150, somma delle parti 101.100",
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
    "printed_is_what_is_read": [
        Case(
            bad=ranked("29.950"),
            near=ranked("29,950", **OTHER),
            finds=1,
            say="stampato 29.950, letto 2995.000",
            breaks=read_as("29.950", 2995.0),
        ),
        Case(  # a correction excuses its own line only, and of that the number
            bad=ranked("30.500", "29.950"),
            near=ranked("829.950", **OTHER),
            finds=1,
            say="stampato 29.950, letto 2995.000",
            at="2",
            decisions=lambda ids: {
                "corrections": [
                    f"{ids['near']},1,points,829.950,29.950,refuso finto,2025-01-01",
                    f"{ids['bad']},1,points,30.500,30.400,refuso finto,2025-01-01",
                    f"{ids['bad']},2,rank,2,3,refuso finto,2025-01-01",
                ]
            },
            breaks=read_as("29.950", 2995.0),
        ),
        Case(  # a routine, and by a hair
            bad=all_around("Zibarova Prova", "49.500", "25.000", "24.500"),
            near=all_around("Vrolucci Prova", "49.500", "824.750", "24,750", **OTHER),
            finds=1,
            say="stampato 25.000, letto 25.010",
            decisions=lambda ids: {
                "corrections": [f"{ids['near']},1,points,824.750,24.750,refuso finto,2025-01-01"]
            },
            breaks=read_as("25.000", 25.01, table="routine"),
        ),
        Case(  # means have four decimals, of which three are read
            bad=ranked("29.950"),
            near=[press("Altra Finta", "10.3995")],
            finds=1,
            say="stampato 29.950, letto 29.960",
            breaks=read_as("29.950", 29.96),
        ),
    ],
    "points_in_scale": [
        Case(
            bad=ranked("829.950", "30.000", "29.950", "29.000"),
            near=ranked("31.000", "30.000", "29.000", "0.000", "0.000", "0.000", **OTHER)
            + ranked("10.000", "40.000", category="Junior", **OTHER)
            + ranked(
                "90.000", "3.000", "2.000", "1.000", kind="special points", category="A", **OTHER
            ),
            finds=1,
            say="stampato 829.950, media degli altri 29.650",
        ),
    ],
    "points_on_their_grid": [
        Case(
            bad=ranked(*EIGHT[:4], "89.970", *EIGHT[5:]),
            near=ranked(*EIGHT, **OTHER)
            + ranked(*EIGHT[:3], "90.108", "89.970", *EIGHT[5:], **OTHER | {"place": "Altrimenti"})
            + ranked(*EIGHT[:5], "89.970", **OTHER | {"place": "Lontano"}),
            finds=1,
            say="stampato 89.970, gli altri vanno di 25 in 25 millesimi",
        ),
    ],
    "place_without_score": [
        Case(
            bad=ranked("30.000", "", "29.000"),
            near=ranked("30.000", "29.000", **OTHER)
            + [sheet("Belzira Prova", status="DNS", **OTHER)]
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
    "percentile_is_a_share": [
        Case(
            bad=ranked("30.000", "29.000", ranks=(1, 4), field_size="3"),
            near=ranked("30.000", "29.000", ranks=(1, 3), field_size="3", **OTHER),
            finds=1,
            say="percentile -50.0 per il posto 4 su 3",
            breaks=at_most_one_percentile,
        ),
        Case(
            bad=ranked("30.000", "29.000", ranks=(1, 4), field_size="3"), near=[], finds=0, say=""
        ),
    ],
    "points_within_maximum": [
        Case(
            bad=[
                press(
                    "Prova Inventata",
                    "20.050",
                    apparatus="CE",
                    competition="Campionato Italiano Assoluto 2014",
                    date="2014-06-07",
                )
            ],
            near=[
                press(
                    "Prova Inventata",
                    "20.000",
                    apparatus="PA",
                    competition="Campionato Italiano Assoluto 2014",
                    date="2014-06-07",
                ),
                press(
                    "Prova Inventata",
                    "20.050",
                    apparatus="CE",
                    competition="Campionato Italiano Assoluto 2021",
                    date="2021-06-05",
                ),
            ],
            finds=1,
            say="punteggio 20.050, massimo 20.000 (2013-2016)",
        ),
    ],
    "components_fit_their_code": [
        Case(
            bad=[
                press(
                    "Prova Inventata",
                    "26.000",
                    apparatus="CE",
                    note="D 9 A 8 E 9",
                    competition="Campionato Italiano Assoluto 2020",
                    date="2020-06-06",
                )
            ],
            near=[
                press(
                    "Prova Inventata",
                    "17.000",
                    apparatus="PA",
                    note="D 9 E 8",
                    competition="Campionato Italiano Assoluto 2020",
                    date="2020-06-06",
                ),
                press(
                    "Prova Inventata",
                    "26.000",
                    apparatus="CE",
                    note="D 9 A 8 E 9",
                    competition="Campionato Italiano Assoluto 2023",
                    date="2023-06-06",
                ),
            ],
            finds=1,
            say="voce A, ma il codice 2018-2021 ha D E",
        ),
    ],
    "difficulty_is_counted_once": [
        Case(
            bad=[parts_of("21.000", "DB=5.000;DA=3.000;D=8.000;A=6.000;E=7.000")],
            near=[parts_of("21.000", "DB=5.000;DA=3.000;A=6.000;E=7.000", **OTHER)],
            finds=1,
            say="D 8.000 accanto a DA 3.000, DB 5.000",
        ),
    ],
    "special_points_are_of_their_scale": [
        Case(
            bad=[team("Quinta Finta", "60.000", rank="5", note="squadra; 23 punti speciali")],
            near=TIED,
            finds=1,
            say="posto 5: 23 punti speciali stampati, 21 nella scala",
        ),
        Case(
            bad=[team("Altra Finta", "25", rank="2", **STANDING)],
            near=[
                team("Società Finta", "30", rank="1", **STANDING),
                team("Terza Finta", "25", rank="3", **STANDING),
            ],
            finds=1,
            say="posto 2: 25 punti speciali stampati, 27 nella scala",
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
