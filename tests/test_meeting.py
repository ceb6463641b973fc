"""What the places of two mentions tell: one ranking, one page, one day, two ages; namesakes among them."""

import pytest

from ingest.ages import ages_of
from ingest.decisions import DecisionError, Decisions
from ingest.evidence import Form, Rarity, born_between, is_far, weigh
from ingest.identity import Identity
from ingest.join import join_headers
from tests.rows import read, staged


def line(doc="a", record="1", name="Prova Inventata", **changes):
    return read(doc, record=record, competitor=name, **changes)


def identify(*lines, decisions=None):
    stage = staged(*lines)
    competitions = join_headers(stage.headers(), stage.scores)
    stage.set_meetings(
        (one.longest("city"), (key for key, _ in one.headers)) for one in competitions
    )
    identity = Identity(stage, decisions or Decisions())
    stage.close()
    return identity


def people(*lines, decisions=None):
    """How many gymnasts the lines are."""
    identity = identify(*lines, decisions=decisions)
    return len({identity.athlete_id(row) for _, row in lines})


ALTRA = {"club": "Altra Finta"}
THIRD = {"rank": "3", "points": "27.000"}
FIFTH = {"rank": "5", "points": "25.000"}


# One ranking


def test_two_places_of_one_ranking_are_two_gymnasts_whatever_sheet_prints_them():
    assert people(line(**THIRD), line("b", **FIFTH, **ALTRA)) == 2
    assert people(line(**THIRD), line("b", **THIRD, **ALTRA)) == 1
    assert people(line(**THIRD), line("b", rank="5", points="27.000", **ALTRA)) == 1
    assert people(line(**THIRD), line("b", **FIFTH, **ALTRA, competition="Coppa Finta")) == 1


def test_two_spellings_in_one_ranking_of_a_page_are_two_gymnasts():
    assert people(line(**THIRD), line(record="2", name="Prova Inventatta", **FIFTH)) == 2
    assert people(line(**THIRD), line("b", name="Prova Inventatta", **THIRD)) == 1


def test_namesakes_of_one_club_in_one_ranking_are_two_gymnasts():
    """Nobody knows which of them another page prints: a question for a person, and no guess."""
    lines = line(**THIRD), line(record="2", **FIFTH)
    assert people(*lines) == 2
    identity = identify(*lines, line("c", competition="Coppa Finta", rank="1"))
    assert len({*identity.athlete_ids.values()}) == 3
    assert len(identity.doubts) == 2


def test_the_routines_of_a_namesake_are_hers():
    lines = [
        line(record="1.6", **THIRD), line(record="1.6.1", apparatus="CE", points="13"),
        line(record="1.7", **FIFTH), line(record="1.7.1", apparatus="CE", points="12"),
    ]  # fmt: skip
    identity = identify(*lines)
    first, routine, second, other = (identity.athlete_id(row) for _, row in lines)
    assert first == routine != second == other


def test_a_ranking_printed_twice_has_no_namesakes():
    names = ("Prova Inventata", "Seconda Finta", "Terza Esempia")
    once = [
        line(record=str(at), name=name, rank=str(at), points=f"3{at}")
        for at, name in enumerate(names, 1)
    ]
    again = [
        line(record=str(at + 3), name=name, rank=str(4 - at), points=f"2{at}")
        for at, name in enumerate(names, 1)
    ]
    assert people(*once, *again) == 3
    assert people(line(**THIRD), line(record="2", **THIRD)) == 1


def test_a_decision_that_makes_two_places_of_a_ranking_one_is_loud():
    decision = {
        "document_id": "a" * 12, "record": "1", "decision": "same",
        "other_document_id": "a" * 12, "other_record": "2", "reason": "prova",
        "decided_on": "2025-01-01",
    }  # fmt: skip
    with pytest.raises(DecisionError, match="are called the same, and one page ranks both"):
        people(
            line(**THIRD),
            line(record="2", name="Altra Esempia", **FIFTH),
            decisions=Decisions(identity=[decision]),
        )


# One day, one competition


def test_two_towns_on_one_day_speak_against():
    day = {"date": "2021-03-06", "rank": "1"}
    here, there = {"place": "Nessundove"}, {"place": "Altrove", "competition": "Coppa Finta"}
    first, second = line(**day, **here), line("b", **day, **there, **ALTRA)
    (link,) = identify(line(**here), line("b", **there, **ALTRA, date="2021-03-07")).links
    assert "due città" not in link.reasons
    identity = identify(first, second)
    assert "due città in un giorno -6.0" in "".join(
        one.reasons for one in (*identity.links, *identity.doubts)
    )


def test_a_name_without_its_club_at_one_competition_is_hers_again():
    lines = (
        line(rank="1"),
        line("b", club="", nation="", kind="apparatus", apparatus="CE", rank="2"),
    )
    (link,) = identify(*lines).links
    assert "stessa gara +3.0" in link.reasons


# Ages


@pytest.mark.parametrize(
    ("category", "ages"),
    [
        ("LB J2", (14, 14)),
        ("Allieve A3", (10, 10)),
        ("Allieve", (8, 12)),
        ("LC1 A5 (anno 2012)", (12, 12)),
        ("Junior/Senior", (13, 99)),
        ("LC3 – S1", (16, 99)),
        ("Allieva 3", (10, 10)),
        ("Juniores", (13, 15)),
        ("Juniors 2010-2011", (13, 15)),
        ("Seniores 2", (16, 99)),
        ("Under 12", (0, 12)),
        ("Gold U14", (0, 14)),
        ("Pre-Junior B", (0, 17)),
        ("Giovanissime", (0, 17)),
        ("Giovanile/Senior", (0, 99)),
        ("Espoirs", (0, 17)),
        ("Youth Group", (0, 17)),
        ("Esordienti", (0, 17)),
        ("Serie A1", None),
        ("Open", None),
        ("Minsk", None),
    ],
)
def test_the_ages_of_a_category(category, ages):
    assert ages_of(category) == ages


def test_the_years_of_birth_that_categories_leave():
    assert born_between([("Allieve A1", 2012, 2012)]) == (2004, 2004)
    assert born_between([("Allieve", 2012, 2014), ("Open", 2013, 2013)]) == (2002, 2004)
    assert born_between([("Allieve A1", 2012, 2012), ("Senior S2", 2012, 2012)]) is None
    assert born_between([("Allieve A1", 0, 0)]) is None


def form(born, **changes):
    return Form("inventata prova", "", None, "societa-finta", born=born)._replace(**changes)


@pytest.mark.parametrize(
    ("born", "other", "bits"),
    [
        ((2004, 2004), (2004, 2005), 2.0),
        ((2004, 2008), (2003, 2005), 1.0),
        ((1990, 2004), (2004, 2004), 0.0),
        ((2004, 2004), (2005, 2005), -2.0),
        ((2004, 2004), (2013, 2013), -8.0),
    ],
)
def test_ages_speak_for_and_against(born, other, bits):
    one, two = form(born), form(other, club_id="altra-finta")
    weights = {reason: weight for weight, reason in weigh(one, two, Rarity([one, two])).weights}
    assert weights.get("stessa età", weights.get("altra età", 0.0)) == bits
    assert is_far(one, two) == (bits == -8.0)
    printed = form(None, birth_year=other[0], club_id="altra-finta")
    assert is_far(one, printed) == (bits == -8.0)


def test_an_allieva_of_ten_years_later_is_another_of_the_same_club():
    lines = [
        line("a", category="Allieve A1", date="2012-03-04"),
        line("b", category="Allieve A3", date="2014-03-04"),
        line("c", category="Allieve A2", date="2022-03-04"),
        line("d", category="Senior", date="2021-03-04"),
    ]
    identity = identify(*lines)
    first, second, later, senior = (identity.athlete_id(row) for _, row in lines)
    assert first == second == senior != later
    assert "altra età -8.0" in identity.doubts[0].reasons


def test_a_gymnast_who_competes_above_her_age_stays_one():
    at = {"date": "2021-03-04"}
    assert people(line(category="Junior J1", **at), line("b", category="Senior", **at)) == 1
    assert people(line(category="Allieve A1", **at), line("b", category="Senior", **at)) == 2


def test_what_tells_no_age_is_of_the_generation_of_the_nearest_year():
    lines = [
        line("a", category="Senior", date="2012-03-04"),
        line("b", category="Allieve A2", date="2022-03-04"),
        line("c", category="Open", date="2013-03-04"),
        line("d", category="Serie C", date="2025-03-04"),
    ]
    identity = identify(*lines)
    senior, allieva, later, latest = (identity.athlete_id(row) for _, row in lines)
    assert senior == later != allieva == latest
