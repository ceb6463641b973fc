"""Cases of the checks that look at one row: its points, its components, what they were read from."""

from tests.check_cases import Case, all_around, parts_of, press, ranked, sheet, spoil, team

OTHER = {"competition": "Coppa Inventata 2024", "place": "Altrove"}
EIGHT = (
    "99.000", "97.525", "95.150", "92.475", "90.000", "88.250", "85.900", "80.350",
)  # fmt: skip
YEARS = (("2018", "20.000"), ("2019", "20.500"), ("2020", "21.000"), ("2021", "70.000"))
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
SECOND = STANDING | {"competition": "Serie A1 2024 - classifica dopo 2 prove"}


def routines(*points: str, **cells: str) -> list[dict[str, str]]:
    """A routine of each gymnast with the hoop, as the press prints it."""
    names = ("Prova Inventata", "Altra Finta", "Terza Finta", "Quarta Finta")
    return [
        press(name, score, apparatus="CE", **cells)
        for name, score in zip(names, points, strict=False)
    ]


def event(number: int) -> dict[str, str]:
    """A competition of its own, in a document of sheets."""
    name = ("Primo", "Secondo", "Terzo", "Quarto")[number]
    return {"competition": f"Trofeo {name} 2024", "place": f"Luogo {name}", "file": "2"}


def champion(year: str, points: str, apparatus: str) -> dict[str, str]:
    """The one score that is printed of a year of the Assoluti."""
    return press(
        "Prova Inventata", points, apparatus=apparatus, date=f"{year}-06-06",
        competition=f"Campionato Italiano Assoluto {year}", url=f"https://esempio.example/{year}",
    )  # fmt: skip


def read_as(printed: str, points: float, table: str = "result"):
    """The points of a result or a routine, the tenth column of either, are not those printed."""
    return spoil(table, lambda row: (*row[:9], points, *row[10:]) if printed in row else row)


POINTS = {
    "components_add_up": [
        Case(
            bad=[
                parts_of("32.250", "D=16.800;A=7.650;E=7.600"),
                parts_of("16.300", "D=36.500", category="A"),
                parts_of("25.000", "D=9.000;A=8.000;E=8.005", category="B"),
                parts_of("25.000", "DB=9.000;DA=3.000;A=6.000;E=6.995", category="C"),
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
            bad=ranked("829.950", "30.000", "29.950", "29.000")
            + ranked("88.000", "30.000", "28.000", category="Junior"),
            near=ranked("31.000", "30.000", "29.000", "0.000", "0.000", "0.000", **OTHER)
            + ranked("10.000", "40.000", category="Junior", **OTHER)
            + ranked("86.000", "30.000", "28.000", category="Open", **OTHER)
            + ranked(
                "90.000", "3.000", "2.000", "1.000", kind="special points", category="A", **OTHER
            ),
            finds=2,
            say="stampato 829.950, media degli altri 29.650",
        ),
        Case(  # the routines of a competition, and those of one apparatus under one code
            bad=routines("92.500", "25.000", "24.000", "23.000")
            + [champion(year, points, "CE") for year, points in YEARS]
            + [champion(year, f"{float(points) * 4:.3f}", "TOT") for year, points in YEARS],
            near=[
                *routines("71.000", "25.000", "24.000", "23.000", competition="Coppa Finta 2024"),
                # Of a code that is not known nothing compares.
                *(
                    sheet("Zibarova Prova", points, **event(number), **cells)
                    for number, points in enumerate(("9.000", "9.000", "9.000", "45.000"))
                    for cells in ({}, {"kind": "apparatus", "apparatus": "CE", "category": "Open"})
                ),
            ],
            finds=4,  # in the ranking of an apparatus the routine is the result too
            say="stampato 92.500, media degli altri 24.000",
        ),
    ],
    "points_on_their_grid": [
        Case(
            bad=ranked(*EIGHT[:4], "89.970", *EIGHT[5:]),
            near=ranked(*EIGHT, **OTHER)
            + ranked(*EIGHT[:3], "90.108", "89.970", *EIGHT[5:], **OTHER | {"place": "Altrimenti"})
            + ranked(*EIGHT[:6], "89.970", **OTHER | {"place": "Lontano"})
            + ranked("11.007", kind="special points", **OTHER),
            finds=1,
            say="stampato 89.970, gli altri vanno di 25 in 25 millesimi",
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
            near=[
                parts_of("21.000", "DB=5.000;DA=3.000;A=6.000;E=7.000", **OTHER),
                parts_of("21.000", "D=8.000;A=6.000;E=7.000", **OTHER, category="Junior"),
            ],
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
                # After two stages the points are the sum of two places.
                team("Società Finta", "57", rank="1", **SECOND),
            ],
            finds=1,
            say="posto 2: 25 punti speciali stampati, 27 nella scala",
        ),
    ],
}
