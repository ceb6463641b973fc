"""What only the whole competition tells: the parts of a total, what counts, which value is shown."""

from tests.rows import (
    OTHER_PAGE,
    mark,
    only,
    parts,
    ranking,
    resolved,
    team_mark,
    team_total,
    total,
)

# Totals and parts


def test_a_total_printed_by_another_page_holds_the_parts():
    meet = resolved(
        mark("1", "32", competition="World Cup Pesaro 2021", address=OTHER_PAGE),
        total("2", "32", competition="World Cup Pesaro 2021", round="qualification"),
    )
    assert parts(ranking(meet, "all-around")) == [("CE", 32.0, True)]


def test_two_categories_of_one_gymnast_do_not_share_parts():
    points = {"Junior": "32", "Open": "30"}
    rows = [
        (
            total(f"{number}.1", text, category=category),
            mark(f"{number}.2", text, category=category),
        )
        for number, (category, text) in enumerate(points.items(), 1)
    ]
    meet = resolved(*sum(rows, ()))
    for category, text in points.items():
        found = ranking(meet, "all-around", category=category)
        assert parts(found) == [("CE", float(text), True)]


# Partial standings


def test_a_partial_standing_is_a_ranking_and_no_new_performance():
    partial = {"round": "partial", "scope": "dopo 2 attrezzi"}
    meet = resolved(
        total("1", "62.5", **partial),
        mark("2", "32", "CE", **partial),
        mark("3", "30.5", "PA", **partial),
        total("4", "123.5", rank="2"),
        mark("5", "32", "CE", address=OTHER_PAGE),
        mark("6", "30.5", "PA", address=OTHER_PAGE),
        mark("7", "31", "CV"),
        mark("8", "30", "NA"),
    )
    assert len(meet.routines) == 4
    assert len(parts(ranking(meet, "all-around", round="partial"))) == 2
    assert len(parts(ranking(meet, "all-around", round=""))) == 4


def test_a_partial_total_takes_the_only_routines_that_add_up_to_it():
    partial = {"round": "partial", "scope": "dopo 2 attrezzi"}
    marks = [mark(str(n), points, name) for n, (points, name) in enumerate(
        [("32", "CE"), ("30.5", "PA"), ("31", "CV"), ("30", "NA")], 3)]  # fmt: skip
    meet = resolved(total("1", "62.5", **partial), total("2", "123.5"), *marks)
    found = ranking(meet, "all-around", round="partial")
    assert [name for name, _, _ in parts(found)] == ["CE", "PA"]


def test_a_partial_total_that_two_pairs_add_up_to_takes_none():
    partial = {"round": "partial", "scope": "dopo 2 attrezzi"}
    marks = [mark(str(n), points, name) for n, (points, name) in enumerate(
        [("32", "CE"), ("30", "PA"), ("31.5", "CV"), ("30.5", "NA")], 3)]  # fmt: skip
    meet = resolved(total("1", "62", **partial), total("2", "124"), *marks)
    assert only(ranking(meet, "all-around", round="partial")).parts == []


# Places beside routines


def test_a_lone_place_on_an_apparatus_stands_beside_the_routine():
    meet = resolved(total("1", "32"), mark("2", "32.000", kind="apparatus", rank="4"))
    assert [one.kind for one in meet.rankings.values()] == ["all-around"]
    ((_, place),) = only(ranking(meet, "all-around")).parts
    assert (place.number, place.text) == (4, "4")


def test_a_lone_place_of_a_final_or_of_a_complete_list_is_a_ranking():
    for changes in ({"round": "final"}, {"is_complete": True, "field_size": "8"}):
        meet = resolved(total("1", "32"), mark("2", "32", kind="apparatus", rank="4", **changes))
        assert only(ranking(meet, "apparatus", "CE")).rank.number == 4


def test_a_ranking_of_an_apparatus_goes_or_stays_whole():
    """Rows without a place stay beside two that have one, and beside one that no total holds."""
    apparatus = {"kind": "apparatus"}
    placed = mark("3", "31", competitor="Seconda Prova", rank="2", **apparatus)
    meet = resolved(
        total("1", "32"), total("2", "30", competitor="Terza Prova"),
        mark("4", "32.000", rank="1", **apparatus), placed,
        mark("5", "30.000", competitor="Terza Prova", **apparatus),
    )  # fmt: skip
    assert len(ranking(meet, "apparatus", "CE").results) == 3
    meet = resolved(total("1", "32"), mark("4", "32.000", rank="1", **apparatus), placed)
    assert len(ranking(meet, "apparatus", "CE").results) == 2
    meet = resolved(
        total("1", "32"),
        mark("4", "32.000", **apparatus),
        mark("5", "29", competitor="Terza Prova", **apparatus),
    )
    assert len(ranking(meet, "apparatus", "CE").results) == 2


def test_a_routine_is_of_the_first_day_that_counts_it():
    partial = {"round": "partial", "scope": "dopo 2 attrezzi", "date": "2021-03-05"}
    marks = [mark("3", "32", "CE", date="2021-03"), mark("4", "30", "PA", date="2021-03")]
    meet = resolved(total("1", "62", **partial), total("2", "124", date="2021-03-06"), *marks)
    assert {routine.date for routine in meet.routines.values()} == {"2021-03-05"}
    meet = resolved(total("2", "32", date="2021-03-06"), mark("3", "32", date="2021-03-07"))
    assert {routine.date for routine in meet.routines.values()} == {"2021-03-07"}


# What counts


def test_the_best_two_of_three_count():
    best = {"scope": "2 migliori"}
    meet = resolved(
        total("1", "30.775", **best),
        mark("2", "13.8", "CE", **best),
        mark("3", "15.4", "PA", **best),
        mark("4", "15.375", "NA", **best),
    )
    assert parts(ranking(meet, "all-around")) == [
        ("PA", 15.4, True), ("NA", 15.375, True), ("CE", 13.8, False),
    ]  # fmt: skip


def test_the_best_three_of_four_are_those_of_their_own_ranking():
    qualification = {"competition": "Mondiali 2021", "round": "qualification"}
    best = qualification | {"scope": "3 migliori su 4"}
    meet = resolved(
        total("1", "90", **best),
        *(
            mark(str(number), points, apparatus, **best)
            for number, (apparatus, points) in enumerate(
                [("CE", "29"), ("PA", "30"), ("CV", "28"), ("NA", "31")], 2
            )
        ),
    )
    counted = {name for name, _, is_counted in parts(ranking(meet, "all-around")) if is_counted}
    assert counted == {"CE", "PA", "NA"}


def test_a_routine_that_the_document_does_not_count():
    meet = resolved(total("1", "32"), mark("2", "32"), mark("3", "30", "PA", is_counted=False))
    assert parts(ranking(meet, "all-around")) == [("CE", 32.0, True), ("PA", 30.0, False)]


def test_nothing_adds_up_in_duels():
    duel = {"kind": "duel", "stage": "Final Six"}
    meet = resolved(
        team_total("1", "6", **duel),
        team_mark("2", "31", **duel),
        team_mark("3", "30", "PA", **duel),
    )
    found = ranking(meet, "duel")
    assert only(found).total.number == 6
    assert parts(found) == [("CE", 31.0, False), ("PA", 30.0, False)]


# The value shown


def test_of_two_totals_the_one_the_parts_add_up_to_is_shown():
    for sum_of_parts in ("62.5", "62.4"):
        meet = resolved(
            total("1", "62.5"),
            total("2", "62.4", address=OTHER_PAGE),
            mark("3", sum_of_parts),
        )
        assert only(ranking(meet, "all-around")).total.number == float(sum_of_parts)


def test_of_two_scores_the_one_with_which_the_total_closes_is_shown():
    for shown in (34.25, 34.9):
        meet = resolved(
            total("1", str(30 + shown)),
            mark("2", "30", "PA"),
            mark("3", "34.250"),
            mark("4", "34.900", address=OTHER_PAGE),
        )
        assert parts(ranking(meet, "all-around"))[1] == ("CE", shown, True)


def test_a_score_decided_by_the_total_is_not_undone_by_another_ranking():
    for shown in (34.25, 34.9):
        meet = resolved(
            total("1", str(30 + shown)),
            mark("2", "30", "PA"),
            mark("3", "34.250"),
            mark("4", "34.900", address=OTHER_PAGE),
            mark("5", "34.250", kind="apparatus", rank="1", address="https://example.org/terza"),
        )
        assert parts(ranking(meet, "all-around"))[1] == ("CE", shown, True)


def test_a_printed_total_whose_parts_do_not_add_up_stays_as_printed():
    meet = resolved(total("1", "101.150"), mark("2", "50.1", "CE"), mark("3", "51", "PA"))
    assert only(ranking(meet, "all-around")).total.number == 101.15
