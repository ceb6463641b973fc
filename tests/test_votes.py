"""Which of several printed values is shown, and who printed each."""

import itertools

import pytest

from ingest.decisions import Decisions
from ingest.votes import Ballot
from tests.rows import read, row

PRESS, OTHER_PRESS = "https://alfa.example.org/x", "https://beta.example.org/x"
FEDERATION = "https://www.federginnastica.it/news/12345-gara-inventata.html"
CONI = "https://www.coni.it/gara-inventata"


def vote(ballot, printed, address, record="1", doc="a"):
    read = row(doc, record=record, points=printed, address=address)
    return ballot.vote(read, read.points_printed, read.points)


def ballot_of(*votes):
    ballot = Ballot()
    for record, (printed, address) in enumerate(votes, 1):
        vote(ballot, printed, address, str(record))
    return ballot


CASES = {
    "one value": ([("34.25", PRESS)], set(), 34.25),
    "the federation before the press, however many": (
        [("34.9", FEDERATION), ("34.25", PRESS), ("34.25", OTHER_PRESS)],
        {34.25},
        34.9,
    ),
    "the federation before CONI": ([("34.25", CONI), ("34.9", FEDERATION)], set(), 34.9),
    "CONI before the press": ([("34.25", PRESS), ("34.9", CONI)], set(), 34.9),
    "of two of the press the one with which the total closes": (
        [("34.25", PRESS), ("34.9", OTHER_PRESS)],
        {34.9},
        34.9,
    ),
    "the closing one before the one of more addresses": (
        [("34.25", PRESS), ("34.25", "https://gamma.example.org"), ("34.9", OTHER_PRESS)],
        {34.9},
        34.9,
    ),
    "the one of more addresses": (
        [("34.25", PRESS), ("34.9", OTHER_PRESS), ("34.9", "https://gamma.example.org")],
        set(),
        34.9,
    ),
    "a page cited twice is one address": (
        [
            ("34.25", PRESS),
            ("34.9", OTHER_PRESS),
            ("34.9", OTHER_PRESS + "/?utm_source=prova"),
        ],
        set(),
        34.25,
    ),
    "the first address in alphabetical order": (
        [("34.25", OTHER_PRESS), ("34.9", PRESS)],
        set(),
        34.9,
    ),
    "a shorter address before the one it begins": (
        [("34.25", PRESS + "/y"), ("34.9", PRESS)],
        set(),
        34.9,
    ),
    "of two values of one page the lower": (
        [("34.9", PRESS), ("34.25", PRESS)],
        set(),
        34.25,
    ),
}


@pytest.mark.parametrize(("votes", "closing", "shown"), CASES.values(), ids=CASES.keys())
def test_order_of_trust(votes, closing, shown):
    for order in itertools.permutations(votes):
        ballot = ballot_of(*order)
        ballot.decide(frozenset(closing))
        assert ballot.number == shown


def test_the_official_sheet_comes_before_the_federations_news():
    ballot = ballot_of(("34.25", FEDERATION), ("34.25", CONI))
    sheet = row("b", points="34.9", address=PRESS)._replace(trust=4)
    ballot.vote(sheet, sheet.points_printed, sheet.points)
    ballot.decide(frozenset({34.25}))
    assert ballot.number == 34.9
    assert [vote.text for vote in ballot.ordered()] == ["34.9", "34.25", "34.25"]


def test_of_equal_trust_what_is_said_to_be_corrected_comes_first():
    ballot = ballot_of(("34.25", PRESS), ("34.25", OTHER_PRESS))
    ranking = row("b", points="34.9", address=CONI.replace("coni", "zeta"))
    corrected = ranking._replace(revision="nella classifica corretta")
    ballot.vote(corrected, corrected.points_printed, corrected.points)
    ballot.decide(frozenset({34.25}))
    assert ballot.number == 34.9


def test_a_value_is_shown_as_its_most_trusted_witness_prints_it():
    ballot = ballot_of(("34.9", PRESS), ("34,900", FEDERATION))
    assert ballot.text == "34,900"


def decided(field, printed, correct, address):
    """A row of which a decision corrects one value."""
    correction = {
        "document_id": "a" * 12, "record": "1", "field": field, "printed": printed, "correct": correct,
        "reason": "refuso", "decided_on": "2025-01-01",
    }  # fmt: skip
    decisions = Decisions(corrections={("a" * 12, "1"): [correction]})
    return read(decisions=decisions, address=address, **{field: printed})[1]


def doubtful(printed, address):
    """A value that a decision calls doubtful, without a right one to put in its place."""
    return decided("points", printed, "?", address)


@pytest.mark.parametrize("others", [(OTHER_PRESS, FEDERATION), (FEDERATION, OTHER_PRESS)])
def test_a_value_that_was_corrected_by_hand_wins(others):
    ballot = ballot_of(*(("34.9", address) for address in others))
    ballot.vote_points(decided("points", "34.52", "34.25", PRESS))
    ballot.decide(frozenset({34.9}))
    assert ballot.number == 34.25
    assert ballot.text == "34.52", "as its only witness prints it"


def test_a_correction_of_the_points_is_none_of_the_place():
    fixed = decided("points", "34.52", "34.25", PRESS)
    places = Ballot()
    places.vote_rank(fixed._replace(rank=9, rank_printed="9"))
    places.vote_rank(row("b", rank="2", address=FEDERATION))
    assert places.number == 2
    places = Ballot()
    places.vote_rank(decided("rank", "9", "1", PRESS))
    places.vote_rank(row("b", rank="2", address=FEDERATION))
    assert places.number == 1


def test_a_correction_counts_even_where_its_page_prints_the_right_value_too():
    ballot = ballot_of(("34.25", PRESS), ("34.9", FEDERATION))
    ballot.vote_points(decided("points", "34.52", "34.25", PRESS))
    assert ballot.number == 34.25
    taken = Ballot()
    taken.take(ballot)
    assert taken.number == 34.25


def test_a_doubtful_value_gives_way_to_any_other():
    ballot = ballot_of(("34.25", PRESS))
    assert not ballot.is_doubtful
    wrong = doubtful("3.425", FEDERATION)
    ballot.vote(wrong, wrong.points_printed, wrong.points)
    ballot.decide(frozenset({3.425}))
    assert (ballot.number, ballot.is_doubtful) == (34.25, False)


def test_a_doubtful_value_that_stands_alone_is_shown_as_printed():
    ballot, wrong = Ballot(), doubtful("829.950", PRESS)
    ballot.vote(wrong, wrong.points_printed, wrong.points)
    assert (ballot.number, ballot.text, ballot.is_doubtful) == (829.95, "829.950", True)
    vote(ballot, "829,950", OTHER_PRESS, "2")
    assert not ballot.is_doubtful, "a second page prints it too"


def test_nothing_printed_is_no_vote():
    ballot = Ballot()
    assert vote(ballot, "", PRESS) is None
    assert (ballot.numbers(), ballot.number, ballot.text) == (set(), None, "")
    ballot.decide(frozenset({24.0}))
    assert ballot.number is None


def test_zero_is_a_value():
    assert ballot_of(("0E-10", PRESS)).number == 0


def test_another_notation_is_the_same_value():
    ballot = ballot_of(("24,000", OTHER_PRESS), ("24", PRESS))
    assert ballot.numbers() == {24.0}
    assert len(ballot.votes) == 2, "each address is a witness"
    assert ballot.text == "24", "as the first address prints it"


def test_a_page_is_one_witness_of_a_value():
    ballot = Ballot()
    first = vote(ballot, "24.000", PRESS, "1")
    again = vote(ballot, "24", PRESS + "/#podio", "2", doc="b")
    assert again is first, "the row is told which row's vote stands"
    assert len(ballot.votes) == 1


def test_a_page_with_two_values_is_a_witness_of_both():
    ballot = ballot_of(("34.250", PRESS), ("34.900", PRESS))
    assert ballot.numbers() == {34.25, 34.9}
    assert len(ballot.votes) == 2


def test_a_value_that_is_not_shown_keeps_its_vote():
    ballot = ballot_of(("109.850", PRESS), ("109.800", FEDERATION))
    assert (ballot.number, ballot.text) == (109.8, "109.800")
    assert {vote.text for vote in ballot.votes.values()} == {"109.850", "109.800"}
