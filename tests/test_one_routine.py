"""One performance is one routine, whatever prints it: each pair of rankings goes through a real build, and
the number of routines grows only where something else was danced.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.small_archive import SmallArchive

ZETA = {"athlete": "Zeta Finta", "club": "Spes Finta"}
TEAM = {"athlete": "Spes Finta", "club": "Spes Finta", "round": "SQ", "note": "squadra"}
GROUP = {"athlete": "Spes Finta", "club": "Spes Finta", "note": "gruppo"}
OTHER = "https://altro-giornale.example/trofeo"
HEAD = "Pos.;Ginnasta;Società;CE;PA;CV;NA;Totale"
AROUND = (
    "Categoria: Senior",
    HEAD,
    "1.;FINTA Zeta;SPES FINTA;24,900;25,850;25,600;24,750;101,100",
    "2.;INVENTATA Prova;GINNASTICA INVENTATA;23,500;22,750;21,000;22,250;89,500",
)
HOOP = (
    "Categoria: Senior",
    "Cerchio",
    "Pos.;Ginnasta;Società;Punteggio",
    "1.;FINTA Zeta;SPES FINTA;24,900",
    "2.;INVENTATA Prova;GINNASTICA INVENTATA;23,500",
)
HOOP_FINAL = tuple(line.replace("Cerchio", "Finale Cerchio") for line in HOOP)
MARKS = {"CE": "24.900", "PA": "25.850", "CV": "25.600", "NA": "24.750"}


@pytest.fixture
def archive(tmp_path: Path) -> SmallArchive:
    return SmallArchive(tmp_path)


def mark(points: str, apparatus: str = "TOT", **said: str) -> dict[str, str]:
    return ZETA | {"score_as_printed": points, "apparatus": apparatus} | said


def marks(**said: str) -> list[dict[str, str]]:
    """Her all-around as the press prints it: the total with its place, and the four apparatus."""
    routines = [mark(points, apparatus, **said) for apparatus, points in MARKS.items()]
    return [mark("101.100", rank="1", **said), *routines]


def sheet(
    *lines: str, name: str = "foglio.csv", date: str = "4 maggio 2024"
) -> Callable[[SmallArchive], object]:
    address = f"https://organizzatore.example/{name}"
    return lambda archive: archive.sheet(*lines, name=name, address=address, date=date)


def press(*rows: dict[str, str], name: str = "stampa.csv") -> Callable[[SmallArchive], object]:
    return lambda archive: archive.press(*rows, name=name)


def team(*said: dict[str, str]) -> list[dict[str, str]]:
    return [TEAM | {"apparatus": "TOT"} | row for row in said]


# (one, other, (competitions, results, routines) of the first alone, of both)
PAIRS = {
    "all-around and apparatus of one qualification": (
        sheet(*AROUND), sheet(*HOOP, name="cerchio.csv"), (1, 2, 8), (1, 4, 8),
    ),
    "apparatus first, all-around behind it": (
        sheet(*HOOP), sheet(*AROUND, name="generale.csv"), (1, 2, 2), (1, 4, 8),
    ),
    "all-around of the press and of the official sheet": (
        press(*marks()), sheet(*AROUND), (1, 1, 4), (1, 2, 8),
    ),
    "all-around of the sheet and the apparatus of the press": (
        sheet(*AROUND), press(mark("24.900", "CE", round="CE", rank="1")), (1, 2, 8), (1, 2, 8),
    ),
    "all-around of two reports": (
        press(*marks()), press(*marks(url=OTHER), name="altra.csv"), (1, 1, 4), (1, 1, 4),
    ),
    "all-around of two sheets": (
        sheet(*AROUND), sheet(*AROUND, "", name="copia.csv"), (1, 2, 8), (1, 2, 8),
    ),
    "apparatus of two documents": (
        sheet(*HOOP), sheet(*HOOP, "", name="copia.csv"), (1, 2, 2), (1, 2, 2),
    ),
    "apparatus of the press and of the sheet": (
        press(mark("24.900", "CE", round="CE", rank="1")), sheet(*HOOP), (1, 1, 1), (1, 2, 2),
    ),
    "qualification and final of one apparatus": (
        sheet(*HOOP), sheet(*HOOP_FINAL, name="finale.csv"), (1, 2, 2), (1, 4, 4),
    ),
    "all-around and the final of an apparatus": (
        sheet(*AROUND), sheet(*HOOP_FINAL, name="finale.csv"), (1, 2, 8), (1, 4, 10),
    ),
    "the final of the next day": (
        sheet(*AROUND), sheet(*HOOP_FINAL, name="finale.csv", date="5 maggio 2024"),
        (1, 2, 8), (1, 4, 10),
    ),
    "qualification with its word and the all-around without": (
        sheet(*AROUND),
        sheet(*(line.replace("Cerchio", "Qualificazione Cerchio") for line in HOOP), name="q.csv"),
        (1, 2, 8), (1, 4, 8),
    ),
    "final of the press and of the sheet": (
        sheet(*HOOP_FINAL), press(mark("24.900", "CE", round="FIN-CE", rank="1")),
        (1, 2, 2), (1, 2, 2),
    ),
    "a junior and a senior of one name, of which the press says no category": (
        sheet(*AROUND), press(mark("80.000", rank="1")), (1, 2, 8), (1, 3, 8),
    ),
    "a list without category of which one total is another": (
        sheet(*AROUND),
        press(mark("101.100", rank="1"),
              {"athlete": "Prova Inventata", "apparatus": "TOT", "score_as_printed": "89.000"}),
        (1, 2, 8), (1, 2, 8),
    ),
    "all-around of two categories": (
        sheet(*AROUND),
        sheet(*(line.replace("Senior", "Junior").replace("Z", "B") for line in AROUND), name="j.csv"),
        (1, 2, 8), (1, 4, 16),
    ),
    "total and partial standing": (
        press(*marks()), press(mark("50.750", round="AA dopo 2 attrezzi"), name="parziale.csv"),
        (1, 1, 4), (1, 2, 4),
    ),
    "total and the routines of another page": (
        press(mark("101.100", rank="1")), press(*marks(url=OTHER)[1:], name="altra.csv"),
        (1, 1, 0), (1, 1, 4),
    ),
    "team and the gymnasts of the team": (
        press(*team({"score_as_printed": "49.650", "rank": "1"})),
        press(
            mark("24.900", "CE", round="SQ", url=OTHER), mark("24.750", "NA", round="SQ", url=OTHER),
            name="altra.csv",
        ),
        (1, 1, 0), (1, 1, 2),
    ),
    "the gymnasts of a team in two reports": (
        press(*team({"score_as_printed": "49.650", "rank": "1"}), mark("24.900", "CE", round="SQ")),
        press(mark("24.900", "CE", round="SQ", url=OTHER), name="altra.csv"),
        (1, 1, 1), (1, 1, 1),
    ),
    "the team's routine without a name and the gymnast's": (
        press(mark("24.900", "CE", round="SQ")),
        press(*team({"apparatus": "CE", "score_as_printed": "24.900", "url": OTHER}), name="b.csv"),
        (1, 1, 1), (1, 1, 1),
    ),
    "the team's ranking and the all-around of a gymnast of it": (
        press(*marks()),
        press(
            *team({"score_as_printed": "49.650", "rank": "1", "url": OTHER}),
            mark("24.900", "CE", round="SQ", url=OTHER), mark("24.750", "NA", round="SQ", url=OTHER),
            name="squadre.csv",
        ),
        (1, 1, 4), (1, 2, 4),
    ),
    "the team's ranking first, the all-around behind it": (
        press(
            *team({"score_as_printed": "49.650", "rank": "1", "url": OTHER}),
            mark("24.900", "CE", round="SQ", url=OTHER), mark("24.750", "NA", round="SQ", url=OTHER),
        ),
        press(*marks(), name="generale.csv"), (1, 1, 2), (1, 2, 4),
    ),
    "a routine for the team of other points than her own": (
        press(*marks()), press(mark("25.000", "CE", round="SQ", url=OTHER), name="squadre.csv"),
        (1, 1, 4), (1, 2, 5),
    ),
    "a stage and the standing after two": (
        press(*team({"competition": "Serie A1 2024 - 1a prova", "score_as_printed": "99.000"}),
              mark("24.900", "CE", round="SQ", competition="Serie A1 2024 - 1a prova")),
        press(*team({"competition": "Serie A1 2024 - classifica dopo 2 prove", "date": "2024",
                     "score_as_printed": "198.000"}), name="dopo.csv"),
        (1, 1, 1), (2, 2, 1),
    ),
    "the all-around of a group and its apparatus": (
        press(GROUP | {"round": "GR-AA", "apparatus": "TOT", "score_as_printed": "60.000"},
              GROUP | {"round": "GR-AA", "apparatus": "5 cerchi", "score_as_printed": "31.000"}),
        press(GROUP | {"round": "GR-QUAL", "apparatus": "5 cerchi", "score_as_printed": "31.000",
                       "rank": "1", "url": OTHER}, name="altra.csv"),
        (1, 1, 1), (1, 1, 1),
    ),
    "the apparatus of a group and its final": (
        press(GROUP | {"round": "GR-AA", "apparatus": "5 cerchi", "score_as_printed": "31.000"}),
        press(GROUP | {"round": "GR-FIN", "apparatus": "5 cerchi", "score_as_printed": "31.000",
                       "rank": "1"}, name="finale.csv"),
        (1, 1, 1), (1, 2, 2),
    ),
    "a routine without its apparatus and with it": (
        press(mark("24.900", round="SQ", note="attrezzo non detto")),
        press(mark("24.900", "CE", round="SQ", url=OTHER), name="altra.csv"), (1, 1, 1), (1, 1, 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "alone", "both"), PAIRS.values(), ids=PAIRS.keys())
def test_a_pair_of_rankings(
    archive: SmallArchive, one: Callable, other: Callable, alone: tuple, both: tuple
) -> None:
    one(archive)
    assert archive.counts() == alone
    other(archive)
    assert archive.counts() == both
