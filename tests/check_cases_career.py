"""Cases of the checks that follow one competitor across competitions."""

from itertools import pairwise

from tests.check_cases import FAMILIES, Case, elsewhere, press, ranked, sheet, team

OTHER = {"competition": "Coppa Inventata 2024", "place": "Altrove", "date": "2024-06-01"}
LAST = {"competition": "Coppa Inventata 2023", "place": "Altrove", "date": "2023-06-01"}
LATER = OTHER | {"date": "2025-06-01"}
LOAN = {"kind": "team", "apparatus": "CE", "competition": "Serie A1 Sintetica 2024"}


def at(place: str, **cells: str) -> dict[str, str]:
    return sheet("Zibarova Prova", "30.000", rank="1", place=place, **cells)


def squads_of(name: str, **clubs: str) -> list[dict[str, str]]:
    """What a gymnast showed for a club in each category."""
    return [
        sheet(name, "23.000", **LOAN, team=club, category=category, date="2024-08-01", stage="4")
        for category, club in clubs.items()
    ]


def near_at(place: str, **cells: str) -> dict[str, str]:
    return at(place, **cells) | {"competitor": "Vrolucci Prova"}


def ages(name: str, *entries: tuple[str, str]) -> list[dict[str, str]]:
    """A gymnast in some years, or months, and categories."""
    return [
        sheet(f"{name} Prova", "30.000", competition=f"Trofeo {name} {day[:4]}{day[6:]}", date=day,
              place=f"Luogo {day}", category=category, rank="1")
        for day, category in entries
    ]  # fmt: skip


def ladder(given: str, *categories: str) -> list[dict[str, str]]:
    """A gymnast for each two neighbours of the list: in the first in 2023, in the second in 2024."""
    return [
        row | {"competitor": f"{family} {given}"}
        for family, pair in zip(FAMILIES, pairwise(categories), strict=False)
        for row in ages(family, *zip(("2023", "2024"), pair, strict=True))
    ]


def routines(name: str, *points: str) -> list[dict[str, str]]:
    """Her hoop at the Assoluti of four years of one code, then of the year after."""
    years = ("2018", "2019", "2020", "2021", "2022")
    return [
        press(name, score, apparatus="CE", competition=f"Campionato Italiano Assoluto {year}",
              date=f"{year}-06-06", url=f"https://esempio.example/{year}")
        for year, score in zip(years, points, strict=False)
    ]  # fmt: skip


def stage(number: str, *names: str, **cells: str) -> list[dict[str, str]]:
    """A stage of Serie A1 2024: the teams in their places."""
    return [
        team(name, f"{90 - rank}.000", rank=str(rank), competition=f"Serie A1 2024 - {number}a prova",
             date=f"2024-0{number}-03", place=f"Luogo{number}", **cells)
        for rank, name in enumerate(names, 1)
    ]  # fmt: skip


def standing(name: str, points: str, rank: str) -> dict[str, str]:
    return team(
        name, points, rank=rank, competition="Serie A1 2024 - classifica dopo 2 prove", date="2024",
        place="", note="squadra; punti speciali",
    )  # fmt: skip


STEPS = (
    "Allieve A1", "Allieve A2", "A3", "A4", "LB A5", "J1", "J2", "J3", "Senior S1",
)  # fmt: skip
EIGHT = ("47.500", "47.400", "47.300", "47.200", "47.100", "47.000", "46.900", "46.800")
SINCE = ("46.600", "46.500", "46.400", "46.300")
POINTS = ranked("30", "27", "25", "23", kind="special points")
STAGES = (
    stage("1", "Società Finta", "Altra Finta", "Terza Finta", "Quarta Finta")
    + stage("2", "Altra Finta", "Società Finta", "Quarta Finta")
    + stage("3", "Quarta Finta", "Terza Finta", "Altra Finta", "Società Finta")
)
# The same clubs in the stages of another season and of another series.
BESIDE = [
    row | {"competition": row["competition"].replace(*names), "date": row["date"].replace(*years)}
    for names, years in ((("2024", "2023"), ("2024", "2023")), (("A1", "A2"), ("-03", "-04")))
    for row in stage("1", "Quarta Finta", "Altra Finta") + stage("2", "Terza Finta", "Altra Finta")
]

CAREER = {
    "athlete_in_one_place_a_day": [
        Case(
            bad=[at("Nessundove"), at("Altrove", competition="Coppa Inventata 2024")],
            near=[
                near_at("Nessundove"),
                near_at("Altrove", competition="Gara Finta 2024", date="2024-05-05"),
                near_at("Nessundove", competition="Premio Finto 2024"),
                near_at("Lontano", competition="Trofeo Mese 2024", date="2024-05"),
                near_at("Vicino", competition="Coppa Mese 2024", date="2024-05"),
                near_at("", competition="Trofeo Ignoto 2024"),
                near_at("Giorni", competition="Trofeo Giorni 2024", date_end="2024-05-06"),
            ],
            finds=1,
            say="il 2024-05-04 a Altrove (coppa-inventata-2024) e a Nessundove (trofeo-inventato-2024)",
        ),
    ],
    "category_grows_with_age": [
        Case(
            bad=ages("Zibarova", ("2023", "Senior S1"), ("2024", "Junior J2")),
            near=ages("Vrolucci", ("2023", "Junior J2"), ("2024", "Senior S1"), ("2025", "LC Open"))
            + ages("Belzira", ("2023", "Allieve"), ("2024", "Junior"), ("2025", "Junior / Senior"))
            + ages("Quonelli", ("2023", "Junior J1"), ("2024", "Allieve/Junior")),
            finds=1,
            say="Senior S1 nel 2023, Junior J2 nel 2024",
        ),
        Case(  # the years of Allieve and Junior are told apart
            bad=ages("Zibarova", ("2023", "Allieve A5"), ("2024", "LC1 A2 (anno 2015)"))
            + ages("Vrolucci", ("2023", "LE - J3"), ("2025", "J1"))
            + ages("Belzira", ("2023", "Gold Junior 3"), ("2024", "GOLD JUNIOR 1")),
            near=ages("Quonelli", ("2023", "Allieve A2"), ("2024", "Allieve A3"), ("2025", "A4"))
            + ages("Hjolosta", ("2023", "Allieve A5"), ("2024", "LB2 A5"), ("2025", "A4-A5"))
            + ages(
                "Nzorini", ("2023", "Junior 2a fascia"), ("2024", "Junior"), ("2025", "Junior J1")
            )
            + ages("Plokandro", ("2023", "J1"), ("2024", "A1"), ("2025", "A2")),  # Serie A
            finds=3,
            say="Allieve A5 nel 2023, LC1 A2 (anno 2015) nel 2024",
        ),
        Case(  # within a season too: among older ones a young gymnast may compete, by three years at most
            bad=ages("Zibarova", ("2024-03", "Senior"), ("2024-05", "Allieve"))
            + ages("Vrolucci", ("2024-03", "Allieve A1"), ("2024-05", "A5")),
            near=ages("Belzira", ("2024-03", "Senior"), ("2024-05", "Junior"))
            + ages("Quonelli", ("2024-03", "Allieve A5"), ("2024-05", "Junior J3"))
            + ages("Hjolosta", ("2024-03", "Allieve A3"), ("2024-05", "Junior J1")),
            finds=2,
            say="Senior nel 2024, Allieve nel 2024",
        ),
        Case(  # every step of the ladder, down and up
            bad=ladder("Prova", *reversed(STEPS)),
            near=ladder("Altra", *STEPS),
            finds=8,
            say="Senior S1 nel 2023, J3 nel 2024",
        ),
        Case(
            bad=ladder("Prova", "Senior", "Junior 3", "Junior 2", "Junior 1", "Allieve"),
            near=ladder("Altra", "Allieve", "Junior 1", "Junior 2", "Junior 3", "Senior"),
            finds=4,
            say="Senior nel 2023, Junior 3 nel 2024",
        ),
    ],
    "athlete_has_one_birth_year": [
        Case(
            bad=[
                *ranked("30.000", birth_year="2010", category="Junior"),
                *ranked("29.000", birth_year="2011", category="Junior", **OTHER),
            ],
            near=[
                sheet("Vrolucci Altra", "28.000", rank="2", birth_year="2010", category="Junior"),
                sheet("Vrolucci Altra", "28.000", rank="2", category="Junior", **OTHER),
                *(
                    sheet(
                        "Belzira Altra",
                        "27.000",
                        rank="3",
                        birth_year="2009",
                        category="Junior",
                        **day,
                    )
                    for day in ({}, OTHER)
                ),
            ],
            finds=1,
            say="nata nel 2010 e nel 2011",
            decisions=lambda ids: {
                "identity": [f"{ids['bad']},1,same,{ids['bad']},2,finta,2025-01-01"]
            },
        ),
    ],
    "athlete_in_one_club_a_season": [
        Case(
            bad=[
                *ranked("30.000"),
                *ranked("30.000", **OTHER, club="Altra Finta"),
                # A longer name of the year before is no longer name of this one.
                sheet("Nzorini Prova", "25.000", rank="6", **LAST),
                sheet("Nzorini Prova", "25.000", rank="6", club="A.S.D. Società Finta"),
                sheet("Nzorini Prova", "25.000", rank="6", club="Altra Finta", **OTHER),
            ],
            near=[
                sheet("Plokandro Prova", "24.000", rank="7"),
                sheet("Plokandro Prova", "24.000", rank="7", club="Altra Finta", **LAST),
                sheet("Vrolucci Prova", "29.000", rank="2"),
                sheet(
                    "Vrolucci Prova",
                    "29.000",
                    apparatus="CE",
                    club="Altra Finta",
                    kind="team",
                    team="Altra Finta",
                    is_loan="1",
                    **OTHER,
                ),
                sheet("Belzira Prova", "28.000", rank="3"),
                sheet("Hjolosta Prova", "26.000", rank="5"),
                sheet("Hjolosta Prova", "26.000", rank="5", **OTHER, club="A.S.D. Società Finta"),
                sheet("Quonelli Prova", "27.000", rank="4"),
                sheet("Quonelli Prova", "27.000", rank="4", **OTHER, club="Corpo Finto"),
            ],
            finds=2,
            say="stagione 2024: Altra Finta e Società Finta",
            decisions=lambda ids: {
                "clubs": ["Corpo Finto,corpo-finto,Corpo Finto,military,finta,2025-01-01"]
            },
        ),
        Case(  # whoever comes from abroad competes for whom she likes; without a date there is no season
            bad=[
                press("Prova Inventata", "30.000"),
                press(
                    "Prova Inventata",
                    "30.000",
                    club="Società Altra",
                    competition="Coppa Finta 2024",
                ),
            ],
            near=[
                press("Altra Finta", "29.000", nation="GER"),
                press(
                    "Altra Finta",
                    "29.000",
                    nation="GER",
                    club="Società Altra",
                    competition="Coppa Finta 2024",
                ),
                press("Terza Finta", "28.000", date="", competition="Trofeo Senzadata"),
                press(
                    "Terza Finta",
                    "28.000",
                    date="",
                    competition="Coppa Senzadata",
                    club="Società Altra",
                ),
            ],
            finds=1,
            say="stagione 2024: ",
        ),
    ],
    "athlete_in_one_team_a_competition": [
        Case(
            bad=[
                sheet("Zibarova Prova", "25.000", **LOAN, team="Società Finta"),
                sheet("Zibarova Prova", "24.000", **LOAN | {"apparatus": "PA"}, team="Altra Finta"),
            ],
            near=[
                sheet(
                    "Vrolucci Prova",
                    "25.000",
                    **LOAN,
                    team="Società Finta",
                    date="2024-06-01",
                    stage="2",
                ),
                sheet(
                    "Vrolucci Prova",
                    "24.000",
                    **LOAN,
                    team="Altra Finta",
                    is_loan="1",
                    date="2024-07-01",
                    stage="3",
                ),
                # Two squads of her club, of two categories.
                *squads_of("Belzira Prova", Senior="Società Finta", Junior="Società Finta"),
            ],
            finds=1,
            say="per Altra Finta e per Società Finta",
        ),
    ],
    "same_field_is_one_competition": [
        Case(
            bad=ranked("30.000", "29.000", "28.000")
            + ranked("30.000", "29.000", "28.000", **OTHER),
            near=[
                *ranked("50.000", "49.000", "48.000", competition="Gara Finta 2024", place="Qui"),
                *ranked("50.000", "49.000", "47.000", competition="Premio Finto 2024", place="Qua"),
                # Four of eight did the same twice: chance. Special points come back every year.
                *elsewhere(POINTS, competition="Coppa Punti 2023", date="2023-03-03"),
                *elsewhere(POINTS, competition="Premio Punti 2022", date="2022-03-03"),
                *ranked(*EIGHT, competition="Trofeo Lungo 2023", date="2023-02-02"),
                *ranked(*EIGHT[:4], *SINCE, competition="Trofeo Lungo 2022", date="2022-02-02"),
            ],
            finds=1,
            say="3 concorrenti con gli stessi totali di coppa-inventata-2024",
        ),
    ],
    "points_are_no_sudden_jump": [
        Case(
            bad=routines("Prova Inventata", "20.000", "20.500", "21.000", "36.000")
            + routines("Belzira Prova", "20.000", "20.500", "21.000", "9.000"),
            near=routines("Altra Finta", "20.000", "20.500", "21.000", "26.000", "36.000")
            + routines("Quonelli Prova", "20.000", "20.500", "36.000")
            + routines("Hjolosta Prova", "20.000", "20.500", "21.000", "0.000")
            + routines("Nzorini Prova", "20.000", "20.500", "21.000", "12.000")
            + [
                press(
                    "Nzorini Prova",
                    "36.000",
                    apparatus="CE",
                    competition="World Cup Sofia 2020",
                    date="2020-07-07",
                    place="Sofia",
                ),
            ],
            finds=2,
            say="punteggio 36.000, media delle altre sue prove 20.500",
        ),
    ],
    "special_points_add_up": [
        Case(
            bad=[standing("Altra Finta", "58", "1")],
            near=[
                *STAGES,
                *BESIDE,
                standing("Società Finta", "57", "2"),
                standing("Terza Finta", "44", "3"),  # her place in the second stage is not known
                standing("Quarta Finta", "48", "4"),
            ],
            finds=1,
            say="58 punti speciali stampati, dai posti delle prove 27 + 30 = 57",
        ),
    ],
}
