"""Who the line of a team names: full names like everybody's, family names by the names beside them."""

import pytest

from ingest.decisions import Decisions
from ingest.identity import Identity
from ingest.resolve import resolve
from ingest.squads import members_of
from tests.rows import read, staged

NATION = {
    "competitor": "Italia",
    "competitor_kind": "group",
    "kind": "group",
    "club": "",
    "nation": "ITA",
}
CLUB = {
    "competitor": "Società Finta",
    "competitor_kind": "group",
    "kind": "group",
    "club": "Società Finta",
}


def line(squad, doc="a", record="1", of=NATION, **changes):
    return read(doc, record=record, squad=squad, **of | changes)


def named(squad, of=NATION):
    return [member.row.competitor for member in members_of(line(squad, of=of)[1])]


@pytest.mark.parametrize(
    ("squad", "names"),
    [
        ("Finta, Prova, D. Esempia", ["Finta", "Prova", "D. Esempia"]),
        ("Finta; Prova\nD'Esempia", ["Finta", "Prova", "D'Esempia"]),
        ("Ada Finta, Lia De Prova", ["Ada Finta", "Lia De Prova"]),
        ("Finta, M. B., Prova", ["Finta", "Prova"]),
        ("Finta, Prova, riserva Esempia", ["Finta", "Prova", "Esempia"]),
        ("Finta", []),
        ("5 cerchi, 3 nastri", []),
        ("Finta, Prova 2012", []),
        (", ".join(["Finta"] * 13), []),
        ("", []),
    ],
)
def test_a_list_of_names_is_its_members(squad, names):
    assert named(squad) == names


def test_single_names_of_a_club_may_be_given_names():
    assert named("Ada, Lia, Mia", CLUB) == []
    assert named("Ada F., Lia P.", CLUB) == []
    assert named("Ada Finta, Lia, Mia Prova", CLUB) == ["Ada Finta", "Mia Prova"]


def ids(*lines, decisions=None):
    """The ids of the members of each line, by the name printed."""
    stage = staged(*lines)
    identity = Identity(stage, decisions or Decisions())
    found = [
        {one.row.competitor: identity.athlete_id(one.row) for one in members_of(row)}
        for _, row in lines
    ]
    reasons = [link.reasons for link in identity.links]
    stage.close()
    return found, reasons


def test_a_family_name_is_hers_where_others_stand_beside_it_again():
    (one, other), reasons = ids(
        line("Finta, Prova, Esempia", date="2022"),
        line("Finta, Prova, Invento", "b", date="2023"),
    )
    assert one["Finta"] == other["Finta"] != one["Prova"] == other["Prova"]
    assert "stesso cognome, nomi della squadra in comune: " in "".join(reasons)


def test_a_family_name_with_nobody_beside_it_again_is_another():
    (one, other), _ = ids(
        line("Finta, Prova, Esempia", date="2022"),
        line("Finta, Alfiera, Invento", "b", date="2022"),
    )
    assert one["Finta"] != other["Finta"]


def test_squads_of_two_nations_or_far_in_time_share_nobody():
    squad = "Finta, Prova, Esempia"
    (one, other), _ = ids(line(squad), line(squad, "b", nation="FRA", competitor="Francia"))
    assert not {*one.values()} & {*other.values()}
    (one, other), _ = ids(line(squad, date="1996"), line(squad, "b", date="2022"))
    assert not {*one.values()} & {*other.values()}


def test_a_squad_printed_twice_is_one():
    (one, other), _ = ids(line("Finta, Prova"), line("Prova, Finta", record="2"))
    assert one == other


def test_a_family_name_is_no_full_name_that_holds_it():
    """Two of one name, one of the group and one not, are a decision."""
    alone = read("c", record="1", competitor="Ada Finta", club="", nation="ITA")
    squad = line("Finta, Prova, Esempia")
    stage = staged(squad, alone)
    identity = Identity(stage, Decisions())
    member = members_of(squad[1])[0].row
    assert identity.athlete_id(member) != identity.athlete_id(alone[1])
    (doubt,) = identity.doubts
    assert "un nome in più" in doubt.reasons
    decision = {
        "document_id": "a" * 12, "record": "1-1", "decision": "same",
        "other_document_id": "c" * 12, "other_record": "1", "reason": "prova",
        "decided_on": "2025-01-01",
    }  # fmt: skip
    identity = Identity(stage, Decisions(identity=[decision]))
    assert identity.athlete_id(member) == identity.athlete_id(alone[1])
    stage.close()


def test_a_full_name_in_a_squad_is_that_of_her_own_lines():
    alone = read("b", record="1", competitor="FINTA Ada", club="Società Finta")
    squad = line("Ada Finta, Lia Prova", of=CLUB)
    stage = staged(squad, alone)
    identity = Identity(stage, Decisions())
    assert identity.athlete_id(members_of(squad[1])[0].row) == identity.athlete_id(alone[1])
    meet = resolve(stage.rows([1, 2]), identity)
    (team,) = meet.teams.values()
    assert identity.athlete_id(alone[1]) in team.members
    stage.close()


def test_who_a_page_prints_as_reserve_is_one():
    squad = line("Finta, Prova, riserva Esempia", points="30.100", rank="1")
    again = line("Finta, Prova, Esempia", record="2", points="30.100", rank="1")
    stage = staged(squad, again)
    identity = Identity(stage, Decisions())
    (team,) = resolve(stage.rows([1]), identity).teams.values()
    stage.close()
    assert len(team.members) == 3
    assert team.reserves == {identity.athlete_id(members_of(squad[1])[2].row)}
