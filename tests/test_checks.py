"""Each data check: one bad row it must catch, one near miss it must not."""

import pytest

from ingest import check
from tests.small_database import (
    add_athlete,
    add_competition,
    add_four,
    add_ranking,
    add_result,
    add_routine,
    add_witness,
    insert,
    make_database,
)


@pytest.fixture
def database():
    connection = make_database()
    yield connection
    connection.close()


def find(database, name):
    return [finding for finding in check.run_checks(database) if finding.check_name == name]


def messages(database, name):
    return [finding.message for finding in find(database, name)]


# components_add_up


def test_components_that_do_not_add_up(database):
    routine_id = add_routine(
        database,
        add_result(database, None),
        32.25,
        components=(("D", 16.8), ("A", 7.65), ("E", 7.6)),
    )
    (finding,) = find(database, "components_add_up")
    assert finding.message == "punteggio stampato 32.250, somma delle voci 32.050"
    assert (finding.key, finding.routine_id) == (f"routine:{routine_id}", routine_id)
    assert (finding.document_id, finding.record) == ("d0c", "1")


def test_a_penalty_is_subtracted(database):
    result_id = add_result(database, None)
    add_routine(
        database,
        result_id,
        24.95,
        components=(("DB", 9.1), ("DA", 4.0), ("A", 6.05), ("E", 6.1), ("PEN", 0.3)),
    )
    assert messages(database, "components_add_up") == []
    add_routine(
        database,
        result_id,
        25.55,
        "CE",
        components=(("DB", 9.1), ("DA", 4.0), ("A", 6.05), ("E", 6.1), ("PEN", 0.3)),
    )
    assert len(messages(database, "components_add_up")) == 1


def test_two_components_of_a_code_without_artistry_must_add_up(database):
    add_ranking(database, "old", scoring_code_id="old")
    result_id = add_result(database, None, ranking_id="old")
    add_routine(database, result_id, 18.55, components=(("D", 9.15), ("E", 9.2)))
    assert messages(database, "components_add_up") == [
        "punteggio stampato 18.550, somma delle voci 18.350"
    ]


@pytest.mark.parametrize(
    "printed",
    [
        [("D", 16.3)],
        [("D", 19.6), ("E", 8.4)],
        [("D", 19.6), ("A", 8.4)],
        [("A", 8.5), ("E", 8.4)],
    ],
)
def test_components_printed_in_part_are_short_not_wrong(database, printed):
    add_ranking(database, "new", scoring_code_id="new")
    result_id = add_result(database, None, ranking_id="new")
    add_routine(database, result_id, 36.5, components=printed)
    assert messages(database, "components_add_up") == []


def test_one_component_cannot_exceed_the_points(database):
    result_id = add_result(database, None)
    add_routine(database, result_id, 16.3, components=[("D", 36.5)])
    assert messages(database, "components_add_up") == [
        "punteggio stampato 16.300, somma delle voci 36.500"
    ]


# parts_add_up_to_total


def test_a_total_that_is_not_the_sum_of_its_parts(database):
    result_id = add_four(database, 101.15, (24.9, 25.85, 25.6, 24.75))
    (finding,) = find(database, "parts_add_up_to_total")
    assert finding.message == "totale stampato 101.150, somma delle parti 101.100"
    assert (finding.key, finding.result_id) == (f"result:{result_id}", result_id)
    assert (finding.document_id, finding.record) == ("d0c", "1")


def test_a_total_that_closes(database):
    add_four(database, 101.1, (24.9, 25.85, 25.6, 24.75))
    assert messages(database, "parts_add_up_to_total") == []


def test_a_rounded_total_says_so(database):
    add_four(database, 33.53, (16.9, 16.625))
    assert messages(database, "parts_add_up_to_total") == [
        "totale stampato 33.530, somma delle parti 33.525 (parti o totale arrotondati?)"
    ]


def test_parts_printed_in_part_are_not_all_the_parts(database):
    add_four(database, 100.0, (25.0, 25.0))
    add_four(database, 99.0, (25.0, 25.0, 25.0))
    add_four(database, 99.0, (25.0, 25.0, 25.0, None))
    add_four(database, 25.0, (25.0,))
    assert messages(database, "parts_add_up_to_total") == []


def test_the_part_that_does_not_count_is_left_out(database):
    result_id = add_result(database, 30.775)
    for points, apparatus, is_counted in ((15.4, "CE", 1), (15.375, "CV", 1), (13.8, "NA", 0)):
        add_routine(database, result_id, points, apparatus, is_counted)
    assert messages(database, "parts_add_up_to_total") == []


def test_three_parts_of_four_may_not_be_the_best_three(database):
    add_ranking(database, "best", scope="3 migliori su 4")
    add_four(database, 55.2, (18.3, 19.3, 17.6), ranking_id="best")
    add_four(database, 55.55, (18.3, 19.3, 17.6), ranking_id="best")
    assert messages(database, "parts_add_up_to_total") == []
    add_four(database, 55.1, (18.3, 19.3, 17.6), ranking_id="best")
    assert messages(database, "parts_add_up_to_total") == [
        "totale stampato 55.100, somma delle parti 55.200"
    ]


def test_as_many_parts_as_a_result_that_closes_are_all(database):
    add_ranking(database, "team", kind="team")
    add_four(database, 50.0, (25.0, 25.0), ranking_id="team")
    add_four(database, 70.0, (25.0, 25.0), ranking_id="team")
    assert messages(database, "parts_add_up_to_total") == [
        "totale stampato 70.000, somma delle parti 50.000"
    ]


def test_four_parts_of_an_all_around_are_all(database):
    add_four(database, 115.0)
    assert len(messages(database, "parts_add_up_to_total")) == 1


def test_a_sum_beyond_the_total_is_wrong_however_many_the_parts(database):
    add_four(database, 49.0, (25.0, 25.0))
    assert len(messages(database, "parts_add_up_to_total")) == 1


def test_two_attempts_on_one_apparatus_are_not_summed(database):
    add_ranking(database, "ce", kind="apparatus", apparatus_id="CE")
    add_four(database, 14.0, (14.0, 13.0), ranking_id="ce")
    add_four(database, 14.0, (14.0,), ranking_id="ce")
    assert messages(database, "parts_add_up_to_total") == []
    add_four(database, 14.0, (14.1,), ranking_id="ce")
    assert len(messages(database, "parts_add_up_to_total")) == 1


def test_an_all_around_with_two_attempts_is_not_summed(database):
    add_athlete(database, "zeta0001")
    result_id = add_four(database, 93.5, athlete_id="zeta0001")
    assert len(messages(database, "parts_add_up_to_total")) == 1
    add_routine(database, result_id, 19.0, "CE", athlete_id="zeta0001", attempt=2)
    assert messages(database, "parts_add_up_to_total") == []


def test_two_gymnasts_of_a_team_on_one_apparatus_are_summed(database):
    add_ranking(database, "team", kind="team")
    result_id = add_result(database, 49.0, ranking_id="team")
    for athlete_id in ("zeta0001", "zeta0002"):
        add_athlete(database, athlete_id)
        add_routine(database, result_id, 25.0, athlete_id=athlete_id)
    assert len(messages(database, "parts_add_up_to_total")) == 1


@pytest.mark.parametrize(
    "values", [{"kind": "special points"}, {"kind": "duel"}, {"kind": "team", "round": "standing"}]
)
def test_a_standing_is_no_sum_of_routines(database, values):
    add_ranking(database, "standing", **values)
    add_four(database, 30.0, ranking_id="standing")
    assert messages(database, "parts_add_up_to_total") == []


# ranks_follow_totals, equal_totals_share_rank


def test_a_better_place_with_a_lower_total(database):
    for rank, total in ((1, 28.85), (2, 38.5), (3, 38.0)):
        add_result(database, total, rank)
    (finding,) = find(database, "ranks_follow_totals")
    assert finding.message == (
        "posto 2 con 38.500, posto 1 con 28.850: il posto migliore ha il totale più basso"
    )
    assert finding.record == "2"


def test_one_place_with_two_totals(database):
    for rank, total in ((1, 30.0), (1, 29.0), (3, 28.0)):
        add_result(database, total, rank)
    assert messages(database, "ranks_follow_totals") == [
        "posto 1 con 29.000 e con 30.000: stesso posto, totali diversi"
    ]


def test_ties_and_rows_out_of_ranking_follow(database):
    add_ranking(database, "other")
    for rank, total in ((1, 30.0), (2, 29.0), (3, 28.0), (3, 28.0), (5, 27.0)):
        add_result(database, total, rank)
    add_result(database, 29.5, 4, status="out of ranking")
    add_result(database, None, 6)
    add_ranking(database, "third")
    add_result(database, 27.0, 6, ranking_id="other")
    add_result(database, 31.0, 7, ranking_id="third")
    assert messages(database, "ranks_follow_totals") == []
    assert messages(database, "equal_totals_share_rank") == []


def test_one_total_at_two_places(database):
    for rank, total in ((1, 151.0), (2, 150.2), (3, 150.2)):
        add_result(database, total, rank)
    assert messages(database, "equal_totals_share_rank") == [
        "stesso totale 150.200 per il posto 2 e per il posto 3: "
        "lecito solo con una regola di spareggio"
    ]
    assert messages(database, "ranks_follow_totals") == []


@pytest.mark.parametrize("table", ["result", "routine"])
def test_a_printed_rule_breaks_a_tie(database, table):
    for rank in (3, 4):
        add_four(database, 17.9, (17.9,), rank=rank)
    assert len(messages(database, "equal_totals_share_rank")) == 1
    database.execute(
        f"update {table} set note = 'pari merito sciolto per esecuzione' where {table}_id = 1"
    )
    assert messages(database, "equal_totals_share_rank") == []


# once


def test_an_athlete_twice_in_one_ranking(database):
    add_athlete(database, "zeta0001")
    add_ranking(database, "final", round="final")
    add_result(database, 30.0, 1, athlete_id="zeta0001")
    add_result(database, 31.0, 1, athlete_id="zeta0001", ranking_id="final")
    add_result(database, 29.0, 2)
    add_result(database, 28.0, 3)
    assert messages(database, "athlete_once_per_ranking") == []
    add_result(database, 29.0, 2, athlete_id="zeta0001")
    (finding,) = find(database, "athlete_once_per_ranking")
    assert finding.severity == "error"
    assert finding.message == "la stessa ginnasta zeta0001 sta 2 volte nella classifica aa"


def test_a_team_twice_in_one_ranking(database):
    for number in (1, 2):
        insert(
            database,
            "team",
            team_id=number,
            competition_id="prova",
            kind="team",
            name="Squadra Finta",
            nation="",
            squad_printed="",
        )
    add_result(database, 30.0, 1, team_id=1)
    add_result(database, 29.0, 2, team_id=2)
    add_result(database, 28.0, 3)
    add_result(database, 27.0, 4)
    assert messages(database, "team_once_per_ranking") == []
    add_result(database, 29.0, 3, team_id=2)
    assert messages(database, "team_once_per_ranking") == [
        "la stessa squadra 2 sta 2 volte nella classifica aa"
    ]


def test_a_routine_written_twice(database):
    add_athlete(database, "zeta0001")
    result_id = add_result(database, None)
    add_routine(database, result_id, 25.0, athlete_id="zeta0001")
    add_routine(database, result_id, 25.0, athlete_id="zeta0001", round="final")
    add_routine(database, result_id, 24.0, athlete_id="zeta0001", attempt=2)
    for points in (24.0, 25.0):
        add_routine(database, result_id, points, "UNKNOWN", athlete_id="zeta0001")
        add_routine(database, result_id, points)
    assert messages(database, "routine_once_per_competition") == []
    add_routine(database, result_id, 26.0, athlete_id="zeta0001")
    assert messages(database, "routine_once_per_competition") == [
        "2 esercizi allo stesso attrezzo (PA) nella stessa prova: 25.000 e 26.000"
    ]


def test_an_athlete_in_two_places_on_one_day(database):
    add_athlete(database, "zeta0001")
    add_competition(database, "vicino", place="Cittafinta")
    add_competition(database, "dopo", place="Altrafinta", date="2020-05-02")
    add_competition(database, "mese", place="Altrafinta", date_precision="month")
    add_competition(database, "chissa", place="")
    add_competition(database, "giorni", place="Altrafinta", date_end="2020-05-03")
    for number, row in enumerate(database.execute("select competition_id from competition"), 1):
        add_mention(database, row[0], number)
    assert messages(database, "athlete_in_one_place_a_day") == []
    add_competition(database, "altrove", place="Altrafinta")
    add_mention(database, "altrove", "9")
    found = find(database, "athlete_in_one_place_a_day")
    assert {finding.key for finding in found} == {"athlete:zeta0001"}
    assert "il 2020-05-01 a Altrafinta (altrove) e a Cittafinta (prova)" in {
        finding.message for finding in found
    }


def add_mention(database, competition_id, record):
    insert(
        database,
        "mention",
        athlete_id="zeta0001",
        competition_id=competition_id,
        name_printed="Zeta Finta",
        club_printed="",
        nation="",
        document_id="d0c",
        record=record,
    )


# field and scale


def test_a_rank_beyond_the_field(database):
    database.execute("update ranking set field_size = 10")
    add_result(database, 20.0, 10)
    assert messages(database, "rank_within_field") == []
    add_result(database, 19.0, 11)
    assert messages(database, "rank_within_field") == ["posto 11 su 10 concorrenti"]


def test_a_ranking_lacks_a_row(database):
    database.execute("update ranking set field_size = 3")
    add_result(database, 20.0, 1)
    add_result(database, 19.0, 2)
    (finding,) = find(database, "field_size_matches_rows")
    assert finding.message == "3 concorrenti stampate, 2 righe con un posto, 2 righe in tutto"
    assert (finding.key, finding.result_id, finding.record) == ("ranking:aa", None, "1")
    add_result(database, 18.0, status="out of ranking")
    assert messages(database, "field_size_matches_rows") == []
    database.execute("update ranking set field_size = 2")
    assert messages(database, "field_size_matches_rows") == []
    database.execute("update ranking set field_size = null")
    assert messages(database, "field_size_matches_rows") == []


def test_a_total_out_of_scale(database):
    add_ranking(database, "pair")
    for total in (10.0, 40.0):
        add_result(database, total, ranking_id="pair")
    for total in (29.95, 30.0, 31.0, 0, 0, 0, 0, 0, 0, 0):
        add_result(database, total)
    assert messages(database, "points_in_scale") == []
    add_result(database, 829.95)
    assert messages(database, "points_in_scale") == ["stampato 829.950, media degli altri 30.317"]


def test_routines_and_totals_have_a_scale_of_their_own(database):
    for _ in range(3):
        add_four(database, 100.0)
        add_four(database, None, (0, 0, 0, 0))
    assert messages(database, "points_in_scale") == []
    add_routine(database, 1, 250.0)
    assert messages(database, "points_in_scale") == ["stampato 250.000, media degli altri 25.000"]


def test_special_points_have_no_scale(database):
    add_ranking(database, "points", kind="special points")
    for total in (30, 3, 2, 1):
        add_result(database, total, ranking_id="points")
    assert messages(database, "points_in_scale") == []


def test_a_number_without_a_witness(database):
    result_id = add_four(database, 100.0, (25.0, None))
    add_result(database, None)
    assert messages(database, "every_number_has_a_witness") == []
    database.execute("update witness set field = 'rank' where field = 'total'")
    database.execute("update witness set is_shown = 0 where routine_id = 1")
    found = find(database, "every_number_has_a_witness")
    assert [(finding.key, finding.message) for finding in found] == [
        (f"result:{result_id}", "il totale 100.000 non ha una fonte mostrata"),
        ("routine:1", "il punteggio 25.000 non ha una fonte mostrata"),
    ]


@pytest.mark.parametrize("printed", ["29.950", "29,950", "29.95", "29,95 0", "29.950o", "29.9502"])
def test_one_number_in_several_notations(database, printed):
    add_result(database, 29.95)
    database.execute("update result set total_printed = ?", [printed])
    assert messages(database, "printed_is_what_is_read") == []


def test_a_mean_of_four_decimals_is_read_to_three(database):
    add_result(database, 10.4)
    database.execute("update result set total_printed = '10.3995'")
    assert messages(database, "printed_is_what_is_read") == []
    database.execute("update result set total_printed = '10.399'")
    assert len(messages(database, "printed_is_what_is_read")) == 1


def test_a_total_that_was_corrected(database):
    add_result(database, 32.15)
    database.execute("update result set total_printed = '32.100'")
    (finding,) = find(database, "printed_is_what_is_read")
    values = {"record": finding.record, "field": "points", "printed": "32.100", "correct": "32.150"}
    insert(database, "correction", document_id="d0c", **values)
    assert messages(database, "printed_is_what_is_read") == []


def test_a_number_that_is_not_what_is_printed(database):
    add_routine(database, add_result(database, 0.0), 29.95)
    database.execute("update routine set points_printed = '829.950'")
    (finding,) = find(database, "printed_is_what_is_read")
    assert finding.message == "stampato 829.950, letto 29.950"
    correction = {"document_id": "d0c", "record": finding.record, "printed": "829.950"}
    insert(database, "correction", **correction, correct="29.950", field="rank")
    assert len(messages(database, "printed_is_what_is_read")) == 1
    insert(database, "correction", **correction, correct="29.950", field="points")
    assert messages(database, "printed_is_what_is_read") == []


# place_without_score


def test_a_place_without_a_score(database):
    database.execute("update source set lineage = 'first_party'")
    add_result(database, 20.0, 1)
    add_witness(database, "rank", result_id=add_result(database, None, 2))
    assert messages(database, "place_without_score") == ["posto 2 senza punteggio né stato"]
    database.execute("update result set status = 'DNS' where rank = 2")
    assert messages(database, "place_without_score") == []
    database.execute("update result set status = ''")
    database.execute("update source set lineage = 'press'")  # it often prints places alone
    assert messages(database, "place_without_score") == []
