"""Cases of the checks that look at the whole run: documents, sources, clubs, stages."""

from tests.check_cases import Case, all_around, elsewhere, parts_of, press, ranked, sheet, spoil

OTHER = {"competition": "Coppa Inventata 2024", "place": "Altrove"}
LAST = {"competition": "Premio Inventato 2023", "date": "2023-05-04"}
FIVE = ("30.000", "29.000", "28.000", "27.000", "26.000")
NAMES = ("Prova Inventata", "Altra Finta", "Terza Finta", "Quarta Finta", "Quinta Finta")
SIX = (*FIVE, "25.000")


def fetched(file: str, *totals: str, **cells: str) -> list[dict[str, str]]:
    """A ranking as a document prints it; the documents of a page are fetched by the number of their file."""
    return ranked(*totals, file=file, **cells)


def stage(number: str, date: str, **cells: str) -> dict[str, str]:
    return press(
        "Prova Inventata", "30.000", competition=f"Serie A1 {date[:4]} - {number}a prova", date=date,
        apparatus="CE", place=f"Luogo{number}", **cells,
    )  # fmt: skip


def unseen(row: tuple) -> tuple | None:
    """A witness without that of 25.000, and that of 30.000 as of a value that is not shown."""
    if "25.000" in row:
        return None
    return (*row[:8], 0) if "30.000" in row else row


RUN = {
    "every_number_has_a_witness": [
        Case(
            bad=ranked("30.000"),
            near=ranked("29.000", **OTHER),
            finds=1,
            say="il totale 30.000 non ha una fonte mostrata",
            breaks=spoil("witness", lambda row: None if "30.000" in row else row),
        ),
        Case(
            bad=all_around("Zibarova Prova", "49.500", "25.000", "24.500", rank="1"),
            near=all_around("Zibarova Prova", "49.500", "24.750", "24.750", rank="1", **OTHER),
            finds=1,
            say="il punteggio 25.000 non ha una fonte mostrata",
            breaks=spoil("witness", lambda row: None if "25.000" in row else row),
        ),
        Case(  # a witness of another value is none, nor is one whose value is not shown
            bad=[parts_of("25.000", "D=9.000;E=16.000"), *ranked("30.000")],
            near=[parts_of("24.000", "D=9.000;E=15.000", **OTHER), *ranked("29.000", **OTHER)],
            finds=2,
            say="il punteggio 25.000 non ha una fonte mostrata",
            breaks=spoil("witness", unseen),
        ),
        Case(
            bad=all_around("Zibarova Prova", "49.500", "25.000", "24.500", rank="1"),
            near=ranked("29.000", **OTHER),
            finds=1,
            say="il punteggio 25.000 non ha una fonte mostrata",
            breaks=spoil("witness", lambda row: (*row[:8], 0) if "25.000" in row else row),
        ),
    ],
    "rows_are_accounted_for": [
        Case(
            bad=[press("Prova Inventata", "30.000"), press("Altra Finta", "")],
            near=[press("Prova Inventata", "30.000", competition="Coppa Finta 2024")] * 2,
            finds=1,
            say="2 righe lette, 1 con un esito",
            breaks=spoil("row_outcome", lambda row: None if row[2] == "listed" else row),
        ),
    ],
    "document_gives_results": [
        Case(
            bad=ranked(*FIVE[:3]) + elsewhere(ranked("", "", "", "", category="Junior"), rank=""),
            near=ranked(*FIVE[:3], **OTHER)
            + elsewhere(ranked("", "", **OTHER, category="Junior"), rank="")
            + [press("Prova Inventata", "30.000", file="2")] * 3,
            finds=1,
            say="4 righe su 9 senza posto né punteggio",
        ),
    ],
    "document_fills_as_its_source": [
        Case(
            bad=ranked(*FIVE[:2]) + elsewhere(ranked(*FIVE[:4], category="Junior"), club=""),
            near=[
                row | {"file": file}
                for file in "12"
                for row in ranked(*FIVE, competition=f"Coppa {file} 2024")
            ]
            # Four names are too few to tell, and a few clubs may be missing.
            + elsewhere(ranked(*FIVE[:2], file="3", **OTHER), club="")
            + [
                *ranked(*SIX, file="4", **OTHER),
                *elsewhere(ranked(*FIVE[:2], file="4", **LAST), club=""),
            ],
            finds=1,
            say="società in 4 menzioni su 8, negli altri documenti della fonte nel 86 %",
        ),
    ],
    "newer_document_has_not_shrunk": [
        Case(
            bad=fetched("1", *FIVE) + fetched("2", *FIVE[:2]),
            near=fetched("3", *SIX, **OTHER)
            + fetched("4", *SIX[:3], **OTHER)
            + fetched("5", *FIVE[:2], **OTHER, category="Junior")
            + fetched("6", *FIVE, **OTHER, category="Junior")
            + [press(name, "30.000", file="7") for name in NAMES]
            + [
                press(name, "30.000", file="8", url="https://altro.example/1") for name in NAMES[:2]
            ],
            finds=1,
            say="2 righe di trofeo-inventato-2024-",
        ),
        Case(  # a page that was fetched again: the rows of its older version are no results any more
            bad=fetched("1", *SIX, page="gara") + fetched("2", *SIX[:2], page="gara"),
            near=fetched("3", *SIX, **OTHER, page="coppa")
            + fetched("4", *SIX[:3], **OTHER, page="coppa")
            + fetched("5", *SIX[:2], **OTHER, page="junior", category="Junior")
            + fetched("6", *SIX, **OTHER, page="junior", category="Junior")
            # Another page of this name, another file of this address; what was added has no address.
            + fetched("7", *SIX[:2], **OTHER, page="gara", address="a", category="Open")
            + fetched("8", *SIX[:2], **OTHER, page="b", address="gara", category="Allieve")
            + fetched("9", *SIX, **OTHER, page="mia", address="", category="LA")
            + fetched("A", *SIX[:2], **OTHER, page="mia", address="", category="LB"),
            finds=1,
            say="2 righe lette, ne aveva 6 una versione precedente, il documento ",
        ),
        Case(  # of three versions the last one counts
            bad=fetched("1", *SIX, page="gara")
            + fetched("2", *SIX[:2], page="gara")
            + fetched("3", "30.500", *SIX[1:2], page="gara"),
            near=fetched("4", *SIX, **OTHER, page="coppa")
            + fetched("5", *SIX[:2], **OTHER, page="coppa")
            + fetched("6", "30.500", *SIX[1:], **OTHER, page="coppa"),
            finds=1,
            say="2 righe lette, ne aveva 6 una versione precedente, il documento ",
        ),
    ],
    "stages_follow_dates": [
        Case(
            bad=[stage("1", "2024-03-02"), stage("2", "2024-02-03")],
            near=[
                stage("1", "2023-02-04"),
                stage("2", "2023-03-04"),
                stage("3", "2023-03"),
                # Another series goes its own way; two stages may be of one day.
                *elsewhere([stage("1", "2023-05-06")], competition="Serie A2 2023 - 1a prova"),
                *elsewhere([stage("2", "2023-05-06")], competition="Serie A2 2023 - 2a prova"),
            ],
            finds=1,
            say="Serie A1 2024, 2ª prova è del 2024-02-03, Serie A1 2024, 1ª prova del 2024-03-02",
        ),
    ],
    "club_is_not_part_of_another": [
        Case(
            bad=ranked("30.000", club="Ritmica Inventata")
            + ranked("30.000", **OTHER, club="Ritmica Inventata Blu")
            + ranked("29.000", club='Ginnastica "Virgoletta', category="Junior"),
            near=[
                sheet(
                    name,
                    f"{80 - n}.000",
                    rank=str(n),
                    kind="team",
                    competitor_kind="team",
                    club=name,
                    competition="Serie Finta 2024",
                    place="Lontano",
                )
                for n, name in enumerate(
                    ("Ginnastica Esempia", "Ginnastica Esempia Prova", "Ginnastica Altra"), 1
                )
            ],
            finds=1,
            say="Ritmica Inventata è parte di Ritmica Inventata Blu",
        ),
    ],
}
