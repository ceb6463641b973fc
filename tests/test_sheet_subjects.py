"""Who a row is about: a team with its gymnasts, a gymnast, or nobody can tell."""

import pytest

from ingest.reading import ReadingError
from tests.test_sheet_rows import Read, read

__all__ = ["read"]

HEAD = "Pos;Squadra;Ginnasta;Cerchio;Palla;Totale"


def test_teams_and_gymnasts_in_two_columns(read: Read) -> None:
    rows = read(
        "Pos;Squadra;Ginnasta;Cerchio;Palla;Totale",
        "1;Ginnastica Finta;;32,150;27,100;59,250",
        ";;Prova Ada;32,150;;",
        ";;Finta Lia;;27,100;",
        "2;Società Inventata;;31,550;25,200;56,750",
        ";;Saggio Pia;31,550;;",
        ";;Esempia Zoe;;25,200;",
    )
    rows = sorted(rows, key=lambda row: row.record)
    assert [(row.competitor_kind, row.competitor, row.rank, row.team, row.points, row.apparatus)
            for row in rows if row.apparatus or not row.scope][:3] == [
        ("team", "Ginnastica Finta", "1", "", "59,250", ""),
        ("athlete", "Prova Ada", "", "Ginnastica Finta", "32,150", "Cerchio"),
        ("athlete", "Finta Lia", "", "Ginnastica Finta", "27,100", "Palla"),
    ]  # fmt: skip
    assert {row.kind for row in rows} == {"team"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("14", "14,5"), ("14", "14"), ("14,000", "14,100")],
)
def test_whole_numbers_of_gymnasts_are_scores(read: Read, one: str, other: str) -> None:
    rows = read(
        "Pos;Squadra;Cerchio;Palla;Totale",
        f"1;Soc Uno;{one};{other};28,5",
        f";Prova Ada;{one};;",
        f";Finta Lia;;{other};",
        f"2;Soc Due;{one};{one};28",
        f";Saggio Pia;{one};;",
        f";Bozza Eva;;{one};",
    )
    routines = [(row.competitor, row.team, row.points) for row in rows if row.apparatus]
    assert routines == [
        ("Prova Ada", "Soc Uno", one),
        ("Finta Lia", "Soc Uno", other),
        ("Saggio Pia", "Soc Due", one),
        ("Bozza Eva", "Soc Due", one),
    ]
    assert [row.competitor for row in rows if row.rank] == ["Soc Uno", "Soc Due"]


@pytest.mark.parametrize(
    "lines",
    [
        ["1;Soc Uno;Prova Ada;14,1;;28,2", ";;Finta Lia;;14,1;",
         "2;Soc Due;Saggio Pia;13,1;;26,2", ";;Bozza Eva;;13,1;"],
        ["1;Soc Uno;Prova Ada;14;;28", "1;Soc Uno;Finta Lia;;14;28",
         "2;Soc Due;Saggio Pia;13;;26", "2;Soc Due;Bozza Eva;;13;26"],
        ["1;Soc Uno;Prova Ada;;;28,2", ";;Finta Lia;;;",
         "2;Soc Due;Saggio Pia;;;26,2", ";;Bozza Eva;;;"],
    ],
)  # fmt: skip
def test_a_team_and_a_gymnast_in_one_row_are_an_error(read: Read, lines: list[str]) -> None:
    with pytest.raises(ReadingError, match="line 2: a team and a gymnast in one row"):
        read(HEAD, *lines)


def test_gymnasts_without_scores_below_their_team_are_an_error(read: Read) -> None:
    teams = ["1;Soc Uno;;56,0", ";;Prova Ada;", ";;Finta Lia;", "2;Soc Due;;52,0", ";;Saggio Pia;"]
    with pytest.raises(ReadingError, match="line 2: 'Soc Uno' stands below 'Squadra' and not in"):
        read("Pos;Squadra;Ginnasta;Totale", *teams)


@pytest.mark.parametrize("apart", [", ", "; ", " / ", " - ", " e "])
def test_several_gymnasts_in_one_cell_are_an_error(read: Read, apart: str) -> None:
    head = "Pos,Società,Ginnaste,Totale"
    rows = [
        f'1,Soc Uno,"Prova Ada{apart}Finta Lia",28.1',
        f'2,Soc Due,"Saggio Pia{apart}Bozza Eva",26',
    ]
    with pytest.raises(ReadingError, match=f"'Prova Ada{apart}Finta Lia': a team or a group"):
        read(head, *rows)
    groups = read("Campionato d'insieme", head, *rows)
    assert [(row.competitor, row.competitor_kind) for row in groups] == [
        ("Soc Uno", "group"),
        ("Soc Due", "group"),
    ]


def test_a_surname_before_a_comma_is_one_gymnast(read: Read) -> None:
    rows = read(
        "Pos,Società,Ginnaste,Totale",
        '1,Soc Uno,"PROVA FINTA, Ada Lia",28.1',
        '2,Soc Due,"SAGGIO, Pia",26.5',
    )
    assert [(row.family_name, row.given_name) for row in rows] == [
        ("PROVA FINTA", "Ada Lia"),
        ("SAGGIO", "Pia"),
    ]
