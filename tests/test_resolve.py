"""One competition: each performance is one routine, each value one set of witnesses."""

from collections import Counter

import pytest

from ingest.meet import most_said, shown_notes
from tests.rows import (
    OTHER_PAGE,
    PAGE,
    mark,
    only,
    parts,
    ranking,
    resolved,
    row,
    team_mark,
    team_total,
    total,
)


def routines(meet):
    return sorted(
        (routine.apparatus.apparatus_id, routine.phase, routine.ballot.number)
        for routine in meet.routines.values()
    )


def outcomes(meet):
    return [(one.row.record, one.outcome) for one in meet.outcomes]


# All-around and apparatus


def test_the_mark_of_two_attempts_is_a_result_of_two_routines():
    meet = resolved(
        mark("1", "13.05", kind="apparatus", attempt="1"),
        mark("2", "13.25", kind="apparatus", attempt="2"),
        mark("3", "13.15", kind="apparatus", attempt="", rank="5"),
        total("4", "51.15"),
    )
    result = only(ranking(meet, "apparatus", "CE"))
    assert (result.total.number, result.rank.number) == (13.15, 5)
    assert routines(meet) == [("CE", "prelim", 13.05), ("CE", "prelim", 13.25)]
    assert len(parts(ranking(meet, "apparatus", "CE"))) == 2
    assert len(parts(ranking(meet, "all-around"))) == 2
    assert outcomes(meet) == []


def test_a_total_and_its_parts():
    meet = resolved(total("1", "62,5"), mark("2", "32", "CE"), mark("3", "30.5", "PA"))
    found = ranking(meet, "all-around")
    assert (only(found).total.number, only(found).rank.number) == (62.5, 1)
    assert parts(found) == [("CE", 32.0, True), ("PA", 30.5, True)]
    assert len(meet.rankings) == 1
    assert meet.outcomes == []


def test_the_order_of_total_and_parts_does_not_matter():
    meet = resolved(mark("1", "32", "CE"), mark("2", "30.5", "PA"), total("3", "62,5"))
    assert parts(ranking(meet, "all-around")) == [("CE", 32.0, True), ("PA", 30.5, True)]
    assert len(meet.rankings) == 1


def test_a_total_without_parts():
    meet = resolved(total("1", "62.5"))
    assert only(ranking(meet, "all-around")).parts == []
    assert meet.routines == {}


def test_parts_without_a_total_are_no_all_around_result():
    meet = resolved(mark("1", "32", "CE"), mark("2", "30.5", "PA"))
    assert {one.kind for one in meet.rankings.values()} == {"apparatus"}
    assert routines(meet) == [("CE", "prelim", 32.0), ("PA", "prelim", 30.5)]
    assert only(ranking(meet, "apparatus", "CE")).total.number is None


def test_a_performance_printed_in_two_rankings_is_one_routine():
    on_apparatus = {"kind": "apparatus", "address": OTHER_PAGE}
    meet = resolved(
        total("1", "32"),
        mark("2", "32"),
        mark("3", "32.000", rank="4", **on_apparatus),
        mark("4", "33.000", rank="1", competitor="Altra Esempia", **on_apparatus),
    )
    assert routines(meet) == [("CE", "prelim", 32.0), ("CE", "prelim", 33.0)]
    (part,) = only(ranking(meet, "all-around")).parts
    routine = part[0]
    assert len(routine.ballot.votes) == 2, "both pages are witnesses"
    found = ranking(meet, "apparatus", "CE")
    placed = found.results[routine.athlete_id, None]
    assert placed.rank.number == 4
    assert [part for part, _ in placed.parts] == [routine]


def test_a_place_without_a_score_is_a_result_and_no_routine():
    meet = resolved(mark("1", "", kind="apparatus", round="final", rank="4"))
    found = only(ranking(meet, "apparatus", "CE"))
    assert (found.rank.number, found.total.number, found.parts) == (4, None, [])
    assert meet.routines == {}


def test_qualification_and_final_are_two_routines():
    meet = resolved(
        mark("1", "32", kind="apparatus", round="qualification", rank="1"),
        mark("2", "33", kind="apparatus", round="final", rank="2"),
    )
    assert routines(meet) == [("CE", "final", 33.0), ("CE", "prelim", 32.0)]
    assert only(ranking(meet, "apparatus", "CE", round="final")).rank.number == 2
    assert only(ranking(meet, "apparatus", "CE", round="qualification")).rank.number == 1


def test_the_same_points_in_qualification_and_final_are_still_two_routines():
    meet = resolved(
        mark("1", "32", kind="apparatus", round="qualification"),
        mark("2", "32", kind="apparatus", round="final"),
    )
    assert len(meet.routines) == 2
    assert meet.outcomes == []


def test_the_all_around_final_of_the_worlds_is_danced_apart():
    worlds = {"competition": "Mondiali 2021"}
    meet = resolved(
        mark("1", "24", kind="apparatus", round="qualification", **worlds),
        mark("2", "25", **worlds),
        total("3", "25", **worlds),
    )
    assert routines(meet) == [("CE", "aa-final", 25.0), ("CE", "prelim", 24.0)]
    assert parts(ranking(meet, "all-around")) == [("CE", 25.0, True)]


def test_two_categories_are_two_rankings():
    meet = resolved(
        total("1", "62.5", category="Junior 1"),
        total("2", "60.5", category="Junior 2", competitor="Altra Esempia"),
    )
    assert {one.category for one in meet.rankings.values()} == {"Junior 1", "Junior 2"}


def test_ties_share_a_rank():
    meet = resolved(
        total("1", "62.5", rank="1="), total("2", "62.5", rank="1=", competitor="Altra Esempia")
    )
    found = ranking(meet, "all-around").results.values()
    assert [(result.rank.number, result.rank.text) for result in found] == [(1, "1="), (1, "1=")]


def test_out_of_ranking_and_absent():
    meet = resolved(
        total("1", "62.5", rank="", status="out of ranking"),
        total("2", "", rank="", status="DNS", competitor="Altra Esempia"),
    )
    found = [
        (result.status, result.rank.number, result.total.number)
        for result in ranking(meet, "all-around").results.values()
    ]
    assert found == [("out of ranking", None, 62.5), ("DNS", None, None)]
    assert meet.outcomes == [], "a status is a value of its own"


def test_a_sum_of_two_apparatus_is_no_routine():
    meet = resolved(mark("1", "57.000", "Fune+Palla", rank="2"))
    assert meet.routines == {}
    assert only(ranking(meet, "apparatus", "FU+PA")).total.number == 57.0


# Teams


def test_a_gymnast_of_a_team_has_a_routine_and_no_rank():
    meet = resolved(team_total("1", "32", rank="3"), team_mark("2", "32", rank="5"))
    found = ranking(meet, "team")
    assert len(meet.rankings) == 1
    assert [(owner[0], result.rank.number) for owner, result in found.results.items()] == [
        (None, 3)
    ]
    ((routine, place),) = only(found).parts
    assert routine.athlete_id is not None
    assert place.number == 5, "the place beside the routine stays beside it"


def test_a_team_is_there_without_its_total():
    meet = resolved(team_mark("1", "32"), team_mark("2", "30.5", "PA", competitor="Altra Esempia"))
    found = ranking(meet, "team")
    assert only(found).total.number is None
    assert [points for _, points, _ in parts(found)] == [32.0, 30.5]


@pytest.mark.parametrize("unnamed_first", [True, False])
def test_the_teams_unnamed_routine_folds_into_the_gymnasts(unnamed_first):
    unnamed, named = ("1", "2") if unnamed_first else ("2", "1")
    meet = resolved(
        team_total(unnamed, "32", apparatus="CE", rank="", address=OTHER_PAGE),
        team_mark(named, "32.000"),
    )
    (routine,) = meet.routines.values()
    assert routine.athlete_id is not None
    assert len(routine.ballot.votes) == 2


def test_an_unnamed_routine_of_other_points_stays():
    meet = resolved(
        team_total("1", "31", apparatus="CE", rank=""),
        team_mark("2", "32"),
    )
    assert sorted(routine.ballot.number for routine in meet.routines.values()) == [31.0, 32.0]


@pytest.mark.parametrize("unknown_first", [True, False])
def test_an_unknown_apparatus_folds_into_the_known_one(unknown_first):
    unknown, known = ("1", "2") if unknown_first else ("2", "1")
    meet = resolved(
        total("9", "32"),
        mark(unknown, "32", "attrezzo non indicato", address=OTHER_PAGE),
        mark(known, "32", "CE"),
    )
    assert routines(meet) == [("CE", "prelim", 32.0)]


def test_an_unknown_apparatus_does_not_fold_into_another_category():
    meet = resolved(
        mark("1", "32", category="Junior"),
        mark("2", "32", "attrezzo non indicato", category="Open"),
    )
    assert len(meet.routines) == 2


def test_two_unknown_apparatus_of_other_points_are_two():
    meet = resolved(
        total("1", "62.5"),
        mark("2", "32", "attrezzo non indicato"),
        mark("3", "30.5", "attrezzo non indicato"),
    )
    assert [points for _, points, _ in parts(ranking(meet, "all-around"))] == [32.0, 30.5]


def test_a_routine_for_a_team_is_another_than_her_own():
    meet = resolved(total("1", "32"), mark("2", "32"), team_mark("3", "32"))
    assert len(meet.routines) == 2


def test_one_mark_that_is_her_own_and_her_teams_is_one_routine():
    meet = resolved(
        team_total("4", "62.5", category="A1", rank="2"),
        total("2", "32", category="Junior"),
        mark("1", "32", category="Junior", kind="apparatus", rank="3", is_complete=True),
        team_mark("1", "32", category="A1"),
    )
    assert routines(meet) == [("CE", "prelim", 32.0)]
    assert parts(ranking(meet, "all-around")) == [("CE", 32.0, True)]
    assert parts(ranking(meet, "team")) == [("CE", 32.0, True)]
    assert only(ranking(meet, "apparatus", "CE")).rank.number == 3
    assert outcomes(meet) == []
    assert [len(team.members) for team in meet.teams.values()] == [1]


def test_a_mark_that_does_not_count_for_the_team_counts_for_herself():
    meet = resolved(
        team_total("4", "62.5"),
        total("2", "32"),
        mark("1", "32"),
        team_mark("1", "32", is_counted=False),
    )
    assert parts(ranking(meet, "all-around")) == [("CE", 32.0, True)]
    assert parts(ranking(meet, "team")) == []
    assert [len(team.members) for team in meet.teams.values()] == [1]


def test_a_team_with_a_name_of_its_own_is_of_its_club():
    meet = resolved(
        team_mark("1", "32", team="Società Finta 2"),
        team_total("2", "62.5", competitor="Società Finta 2"),
    )
    (team,) = meet.teams.values()
    assert (team.name, team.club_id) == ("Società Finta 2", "societa-finta")
    assert only(ranking(meet, "team")).clubs.keys() == {"societa-finta"}


def test_a_team_of_no_club_is_of_none():
    meet = resolved(
        team_mark("1", "32", team="Mista Finta", club=""),
        team_total("2", "62.5", competitor="Mista Finta", team="Mista Finta", club=""),
    )
    (team,) = meet.teams.values()
    assert (team.name, team.club_id) == ("Mista Finta", "")
    assert only(ranking(meet, "team")).clubs == {}


def test_a_loan_is_a_member_of_the_borrowing_team():
    meet = resolved(
        team_total("1", "62.5"),
        team_mark("2", "32", competitor="Straniera Finta", is_loan=True, club="", nation="GER"),
        team_mark("3", "30.5", "PA"),
    )
    (team,) = meet.teams.values()
    assert sorted(team.members.values()) == [False, True]
    assert team.club_id == "societa-finta"
    assert only(ranking(meet, "team")).total.number == 62.5
    assert len(parts(ranking(meet, "team"))) == 2


def test_squads_of_a_club_in_two_categories_are_two_teams():
    meet = resolved(
        team_total("1", "62.5", category="A1"), team_total("2", "60.5", category="B", rank="4")
    )
    assert sorted(category for _, _, category in meet.teams) == ["A1", "B"]


def test_a_nations_team_is_no_club():
    meet = resolved(
        row(kind="team", competitor_kind="national", competitor="Italia 2", club="", points="90")
    )
    (team,) = meet.teams.values()
    assert (team.kind, team.name, team.club_id, team.nation) == ("national", "Italia 2", "", "ITA")


def test_special_points_are_a_ranking_apart():
    meet = resolved(
        team_total("1", "98.000"), team_total("2", "30", kind="special points", address=OTHER_PAGE)
    )
    assert only(ranking(meet, "team")).total.number == 98
    assert only(ranking(meet, "special points")).total.number == 30


def test_a_group_and_its_apparatus():
    group = {"kind": "group", "competitor_kind": "group", "competitor": "Società Finta"}
    meet = resolved(
        row(record="1", points="60.5", rank="1", squad="Prima, Seconda, Terza", **group),
        row(record="2", points="32", apparatus="5 cerchi", **group),
        row(record="3", points="28.5", apparatus="3 nastri 2 palle", **group),
    )
    assert parts(ranking(meet, "group")) == [("5CE", 32.0, True), ("3NA+2PA", 28.5, True)]
    (team,) = meet.teams.values()
    assert (team.kind, team.squads) == ("group", {"Prima, Seconda, Terza"})


# Initials


def test_initials_of_two_clubs_are_two_people():
    meet = resolved(
        team_mark("1", "20", competitor="M. B."),
        team_mark("2", "19", competitor="M. B.", team="Altra Finta", club="Altra Finta"),
    )
    assert len({routine.athlete_id for routine in meet.routines.values()}) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [({"nation": "ITA"}, {"nation": "GER"}), ({"category": "Junior"}, {"category": "Senior"})],
    ids=str,
)
def test_initials_of_two_nations_or_categories_are_two_people(one, other):
    initials = {"competitor": "M. B.", "club": ""}
    meet = resolved(total("1", "32", **initials | one), total("2", "30", **initials | other))
    found = [key for one in meet.rankings.values() for key in one.results]
    assert len(set(found)) == 2


def test_initials_of_one_club_are_one_person_of_one_competition():
    marks = [
        team_mark("1", "20", competitor="M. B."),
        team_mark("2", "19", "PA", competitor="M.B."),
    ]
    meet = resolved(*marks)
    assert len({routine.athlete_id for routine in meet.routines.values()}) == 1
    elsewhere = resolved(team_mark("7", "20", competitor="M. B."))
    assert not set(meet.initials.values()) & set(elsewhere.initials.values())


def test_initials_never_join_a_full_name():
    meet = resolved(
        mark("1", "20", competitor="P. I."), mark("2", "20", competitor="Prova Inventata")
    )
    assert len(meet.routines) == 2


# Witnesses, conflicts and what became of each row


def test_a_row_of_the_same_witness_is_merged():
    meet = resolved(total("1", "62.500"), row("b", record="4", points="62,5", rank="1"))
    assert outcomes(meet) == [("4", "merged")]
    assert meet.outcomes[0].other.record == "1"
    assert len(only(ranking(meet, "all-around")).total.votes) == 1


def test_the_first_document_is_the_witness_whatever_came_in_first():
    meet = resolved(row("b", points="62.5", rank="1"), row("a", points="62.5", rank="1"))
    assert [one.row.document_id for one in meet.outcomes] == ["b" * 12]


def test_a_row_that_adds_a_place_is_not_merged():
    meet = resolved(total("1", "62.500", rank=""), total("2", "62.500", rank="1"))
    assert meet.outcomes == []
    assert only(ranking(meet, "all-around")).rank.number == 1


def test_a_row_of_another_witness_is_not_merged():
    meet = resolved(total("1", "62.5"), total("2", "62.5", address=OTHER_PAGE))
    assert meet.outcomes == []
    assert len(only(ranking(meet, "all-around")).total.votes) == 2


def test_a_row_without_place_and_points_is_listed():
    meet = resolved(total("1", "", rank=""))
    assert outcomes(meet) == [("1", "listed")]
    assert meet.outcomes[0].reason == "né posto né punteggio"


@pytest.mark.parametrize("address", [PAGE, OTHER_PAGE])
def test_a_conflict_keeps_both_values(address):
    meet = resolved(
        total("1", "109.850"),
        total("2", "109.800", address=address),
    )
    ballot = only(ranking(meet, "all-around")).total
    assert ballot.numbers() == {109.85, 109.8}
    assert meet.outcomes == []


def test_components_are_witnessed_one_by_one():
    meet = resolved(
        mark("1", "16.8", components=(("D", "8.1"), ("E", "8.7"))),
        mark("2", "16,800", components=(("D", "8,2"),), address=OTHER_PAGE),
    )
    (routine,) = meet.routines.values()
    assert list(routine.components) == ["D", "E"]
    assert routine.components["D"].numbers() == {8.1, 8.2}
    assert len(routine.ballot.votes) == 2


def test_notes_are_kept_once():
    meet = resolved(
        total("1", "62.5", note="pari merito"),
        total("2", "62.5", note="pari merito", address=OTHER_PAGE),
    )
    result = only(ranking(meet, "all-around"))
    assert shown_notes(result.notes, result.total) == "pari merito"


def test_of_a_conflict_the_notes_of_the_shown_value_stand():
    meet = resolved(
        total("1", "62.5", note="senza decimali nella fonte"),
        total(
            "2", "62.4", note="conflitto: un'altra pagina stampa 62.5; ultima", address=OTHER_PAGE
        ),
    )
    result = only(ranking(meet, "all-around"))
    assert result.total.number == 62.4
    assert shown_notes(result.notes, result.total) == "ultima"


# Fields


def test_a_complete_field():
    meet = resolved(
        total("1", "62.5"),
        total("2", "60", rank="8", competitor="Altra Esempia", is_complete=True, field_size="8"),
    )
    found = ranking(meet, "all-around")
    assert (found.is_complete, found.field_size) == (True, 8)


def test_a_list_without_a_printed_size_is_not_complete():
    found = ranking(resolved(total("1", "62.5")), "all-around")
    assert (found.is_complete, found.field_size) == (False, None)


def test_the_more_precise_day_is_the_rankings():
    meet = resolved(total("1", "62.5", date="2021"), total("2", "62.5", date="2021-03-06"))
    assert most_said(ranking(meet, "all-around").dates) == "2021-03-06"


def test_of_equally_precise_days_most_rows_decide_then_the_earliest():
    days = ["2021-03-06", "2021-03-07", "2021-03-07", "2021"]
    meet = resolved(
        *(total(str(number), str(number), date=day, competitor=f"Prova {chr(64 + number)}lfa")
          for number, day in enumerate(days, 1))
    )  # fmt: skip
    dates = ranking(meet, "all-around").dates
    assert most_said(dates) == "2021-03-07"
    assert most_said(Counter(days[:2])) == "2021-03-06"
    assert most_said(Counter()) == most_said(Counter([""])) == ""
