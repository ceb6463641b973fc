"""Who is one athlete: names in full, vetoes, decisions, and ids that are for life."""

import itertools
import re

import pytest

from ingest.decisions import DecisionError, Decisions
from ingest.identity import Identity, derive_id
from tests.rows import read, staged


def person(doc="a", record="1", name="Prova Inventata", **changes):
    return read(doc, record=record, competitor=name, **changes)


def identify(*mentions, decisions=None):
    stage = staged(*mentions)
    try:
        return Identity(stage, decisions or Decisions())
    finally:
        stage.close()


def ids(*mentions, decisions=None):
    """The athlete id of each mention."""
    identity = identify(*mentions, decisions=decisions)
    return [identity.athlete_id(row) for _, row in mentions]


def decided(decision, one=("a", "1"), other=("b", "1")):
    (doc, record), (other_doc, other_record) = one, other
    row = {
        "document_id": doc * 12,
        "record": record,
        "decision": decision,
        "other_document_id": other_doc * 12,
        "other_record": other_record,
        "reason": "prova",
        "decided_on": "2025-01-01",
    }
    return Decisions(identity=[row])


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"name": "INVENTATA Prova"},
        {"name": "Prova  Inventàta"},
        {"club": "Altra Finta"},
        {"nation": ""},
        {"birth_year": "2010"},
        {"date": "2009-01-01"},
    ],
    ids=str,
)
def test_one_person(other):
    one, two = ids(person(), person("b", **other))
    assert one == two


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"name": "Prova Inventato", "club": "Altra Esempia"}),
        ({}, {"name": "Prova"}),
        ({"nation": "ITA"}, {"nation": "ROC"}),
        ({"birth_year": "2010"}, {"birth_year": "2012"}),
        ({"birth_year": "2010"}, {"birth_year": "2011", "club": "Altra Esempia"}),
    ],
    ids=str,
)
def test_two_people(one, other):
    first, second = ids(person(**one), person("b", **other))
    assert first != second


def test_roc_and_russia_are_one_nation():
    one, two = ids(person(nation="ROC"), person("b", nation="RUS"))
    assert one == two


def test_a_mention_that_fits_two_people_is_given_to_neither():
    found = ids(
        person(nation="ITA", date="2020"),
        person("b", nation="RUS", date="2021"),
        person("c", nation="", date="2022"),
    )
    assert len(set(found)) == 3


def test_one_ranking_of_a_page_names_nobody_twice():
    one, two = ids(
        person(record="1", club="Società Finta", rank="1"),
        person(record="2", club="Altra Finta", rank="4"),
    )
    assert one != two


def test_two_rankings_of_a_page_may_name_one_person_under_two_clubs():
    one, two = ids(
        person(record="1", club="Società Finta"),
        person(record="2", club="Corpo Finto", kind="apparatus", round="final", apparatus="CE"),
    )
    assert one == two


def test_initials_are_nobody_here():
    identity = identify(person(name="P. I."), person("b"))
    assert len(identity.athlete_ids) == 1
    with pytest.raises(KeyError):
        identity.athlete_id(person(name="P. I.")[1])


# Decisions


def test_a_decision_unites_two_names():
    mentions = person(), person("b", name="Prova Esempia")
    assert len(set(ids(*mentions))) == 2
    assert len(set(ids(*mentions, decisions=decided("same")))) == 1


def test_a_decision_unites_in_chains():
    mentions = person(), person("b", name="Prova Invenata"), person("c", name="Prova Inventatta")
    rows = decided("same").identity + decided("same", ("b", "1"), ("c", "1")).identity
    for order in (rows, rows[::-1]):
        assert len(set(ids(*mentions, decisions=Decisions(identity=order)))) == 1


def test_the_earliest_mention_names_the_united_person():
    mentions = person(date="2021"), person("b", name="Prova Invenata", date="2019")
    (first, second) = ids(*mentions, decisions=decided("same"))
    assert first == second == ids(mentions[1])[0]


def test_a_decision_parts_namesakes():
    mentions = person(club="Società Finta"), person("b", club="Altra Finta")
    assert len(set(ids(*mentions))) == 1
    assert len(set(ids(*mentions, decisions=decided("different")))) == 2


def test_a_decision_about_nobody_is_loud():
    decisions = decided("same", other=("z", "1"))
    ids(person(), decisions=decisions)
    assert decisions.unused() == [f"identity.csv: {'z' * 12} record 1 names nobody"]


def test_a_decision_of_another_word_is_loud():
    with pytest.raises(DecisionError, match="'sama' is not same or different"):
        ids(person(), person("b"), decisions=decided("sama"))


@pytest.mark.parametrize(
    ("decisions", "changes", "message"),
    [
        (
            decided("different", other=("a", "1")),
            {},
            f"{'a' * 12} 1 is compared with itself",
        ),
        (
            Decisions(identity=decided("same").identity + decided("different").identity),
            {"club": "Altra Finta"},
            f"who stands at {'a' * 12} 1 is called both same and different",
        ),
    ],
    ids=["nothing to part", "contradiction"],
)
def test_a_decision_that_cannot_hold_is_loud(decisions, changes, message):
    with pytest.raises(DecisionError, match=f"^identity.csv: {message}$"):
        ids(person(), person("b", **changes), decisions=decisions)


# Ids


def test_an_id_is_opaque_and_derived_from_the_first_mention():
    (found,) = ids(person(record="3.12"))
    assert re.fullmatch(r"[a-z2-7]{9}", found)
    assert found == derive_id("a" * 12, "00000003.00000012")
    assert "prova" not in found and "inventata" not in found


def test_records_are_ordered_as_numbers():
    mentions = person(record="10"), person(record="9")
    assert set(ids(*mentions)) == {derive_id("a" * 12, "00000009")}


def test_a_mention_without_a_date_is_never_the_first():
    found = ids(person(date=""), person("b", date="2021"))
    assert set(found) == {derive_id("b" * 12, "00000001")}


def test_ids_do_not_depend_on_the_order_of_the_documents():
    mentions = [
        person("a", date="2021"),
        person("b", name="INVENTATA Prova", date="2019", nation=""),
        person("c", nation="RUS", date="2020"),
        person("d", name="Altra Esempia", birth_year="2010"),
        person("e", name="Altra Esempia", birth_year="2011"),
    ]
    results = set()
    for order in itertools.permutations(mentions):
        identity = identify(*order)
        results.add(tuple(identity.athlete_id(row) for _, row in mentions))
    assert len(results) == 1


def test_another_document_with_a_later_mention_changes_no_id():
    alone = ids(person(date="2020"))
    assert ids(person(date="2020"), person("b", date="2021"))[0] == alone[0]


def test_a_recorded_id_wins_over_an_earlier_mention():
    decisions = Decisions(athletes={("a" * 12, "1"): "registrata"})
    found = ids(person(date="2021"), person("b", date="2019"), decisions=decisions)
    assert found == ["registrata", "registrata"]


def test_after_a_merge_the_other_recorded_id_redirects():
    decisions = decided("same")
    decisions.athletes = {("a" * 12, "1"): "zeta", ("b" * 12, "1"): "alfa"}
    identity = identify(person(), person("b", name="Prova Invenata"), decisions=decisions)
    assert set(identity.athlete_ids.values()) == {"alfa"}
    assert identity.redirects == {"zeta": "alfa"}


def test_a_recorded_id_touches_nobody_else():
    decisions = Decisions(athletes={("a" * 12, "1"): "registrata"})
    identity = identify(person(), person("b", name="Altra Esempia"), decisions=decisions)
    assert len(set(identity.athlete_ids.values())) == 2
    assert identity.redirects == {}


def test_a_contradiction_over_a_chain_is_loud():
    mentions = person(), person("b", name="Altra Esempia"), person("c", name="Terza Ignota")
    decisions = Decisions(
        identity=decided("same").identity
        + decided("same", ("b", "1"), ("c", "1")).identity
        + decided("different", ("a", "1"), ("c", "1")).identity
    )
    with pytest.raises(DecisionError, match="is called both same and different"):
        ids(*mentions, decisions=decisions)


# Evidence


CLUB = {"club": "Società Finta"}


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Invenatta Prova", **CLUB},
        {"name": "Inventatta Prova", **CLUB},
        {"name": "Inventàta Pròva"},
        {"name": "PROVA INVENTATA", "club": "Altra Finta"},
        {"name": "Prova Lia Inventata", **CLUB},
        {"name": "Prova Invent…", **CLUB},
    ],
    ids=lambda changes: changes["name"],
)
def test_one_person_under_two_spellings(other):
    one, two = ids(person(**CLUB), person("b", **other))
    assert one == two


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Le Finta Ada", "Lefinta Ada"),
        ("MC FINTA Ada", "MCFINTA Ada"),
        ("D'ESEMPIA Ada", "D ESEMPIA Ada"),
        ("D'ESEMPIA Ada", "DESEMPIA Ada"),
        ("Finta Katharina", "Finta Catarina"),
    ],
)
def test_a_surname_in_one_word_or_two(name, other):
    one, two = ids(person(name=name, **CLUB), person("b", name=other, **CLUB))
    assert one == two


def test_an_initial_tells_little():
    one, two = ids(person(name="Ada Z.", **CLUB), person("b", name="Ada Z.", club="Altra Esempia"))
    assert one != two


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Dina Inventata", "Arina Inventata"),
        ("Sara Inventata", "Lara Inventata"),
        ("Ada Inventata", "Ida Inventata"),
        ("Prova Inventata", "Prova Esempia"),
        ("Inventata", "Inventata Prova"),
        ("P. Inventata", "Prova Inventata"),
    ],
)
def test_sisters_twins_and_half_names_are_not_united(name, other):
    one, two = ids(person(name=name, **CLUB), person("b", name=other, **CLUB))
    assert one != two


def test_a_spelling_of_another_club_is_a_doubt():
    identity = identify(person(**CLUB), person("b", name="Prova Inventala", club="Altra Esempia"))
    (doubt,) = identity.doubts
    assert len(set(identity.athlete_ids.values())) == 2
    assert (doubt.one, doubt.other, doubt.mentions) == (("a" * 12, "1"), ("b" * 12, "1"), 1)
    assert doubt.bits == pytest.approx(sum(map(float, re.findall(r"[-+][\d.]+", doubt.reasons))))
    assert "altra società" in doubt.reasons


def test_a_pair_that_was_decided_is_no_doubt_any_more():
    mentions = person(**CLUB), person("b", name="Prova Inventala", club="Altra Esempia")
    assert len(identify(*mentions).doubts) == 1
    for decision in ("same", "different"):
        assert identify(*mentions, decisions=decided(decision)).doubts == []


def test_a_link_says_what_speaks_for_it():
    identity = identify(person(**CLUB), person("b", name="Prova Inventatta", **CLUB))
    (link,) = identity.links
    assert identity.doubts == []
    assert re.fullmatch(
        r"tante ginnaste -[\d.]+; parole uguali \+[\d.]+; inventata / inventatta \+[\d.]+;"
        r" stessa società \+[\d.]+; stessa nazione \+[\d.]+",
        link.reasons,
    )


def test_two_spellings_on_one_page_are_two_people():
    rows = [
        person(record="1", rank="1", **CLUB),
        person(record="2", rank="2", name="Prova Inventatta", **CLUB),
    ]
    assert len(set(ids(*rows))) == 2


def test_nobody_grows_younger():
    one, two = ids(
        person(name="Rossa Finta", category="Senior", date="2010-05-01", club="Prima Finta"),
        person(
            "b", name="Rossa Finta", category="Allieve", date="2016-05-01", club="Altra Esempia"
        ),
    )
    assert one != two


def test_series_a1_is_no_age():
    one, two = ids(
        person(category="A2", date="2010-05-01", **CLUB),
        person("b", category="A1", date="2016-05-01", club="Altra Esempia"),
    )
    assert one == two


def test_another_licence_and_another_club_are_another_gymnast():
    mentions = [
        person(licence="GS410523", **CLUB),
        person("b", licence="410523", club="Altra Esempia"),
        person("c", licence="884201", club="Terza Ignota"),
    ]
    one, two, three = ids(*mentions)
    assert one == two != three


def test_one_wrong_licence_does_not_part_a_career():
    """A number is misprinted more often than two of one name train in one club."""
    one, two = ids(person(licence="410523", **CLUB), person("b", licence="884201", **CLUB))
    assert one == two


def test_one_wrong_year_of_birth_does_not_part_a_career():
    found = ids(
        person(birth_year="2010", **CLUB),
        person("b", birth_year="2011", **CLUB),
        person("c", **CLUB),
    )
    assert len(set(found)) == 1


def test_a_licence_unites_two_spellings_and_two_clubs():
    one, two = ids(
        person(licence="410523", **CLUB),
        person("b", name="Prova Inventatta", club="Altra Esempia", licence="410532"),
    )
    assert one == two


def test_a_placeholder_and_the_number_of_a_club_are_no_licence():
    assert len(set(ids(person(licence="999999"), person("b", licence="410523")))) == 1
    others = [person("a", str(at), f"Altra {word}", licence="410523", club="Società Finta", rank=str(at))
              for at, word in enumerate(("Alfesia", "Betunia", "Gammosa"), 2)]  # fmt: skip
    mentions = [
        person(licence="410523", **CLUB),
        person("b", club="Altra Esempia", licence="884201"),
        *others,
    ]
    one, two, *_ = ids(*mentions)
    assert one == two


# Decisions about namesakes that nothing printed tells apart


def test_namesakes_of_one_club_are_parted_page_by_page():
    """Of three mentions of one name and club the second is another girl, in both her marks."""
    mentions = [
        person(**CLUB),
        person("b", **CLUB),
        person("b", record="2", kind="apparatus", apparatus="CE", **CLUB),
        person("c", **CLUB),
    ]
    one, two, two_again, three = ids(*mentions, decisions=decided("different"))
    assert one == three != two == two_again


def test_a_parted_mention_goes_where_a_decision_says():
    mentions = person(**CLUB), person("b", **CLUB), person("c", name="Altra Esempia")
    decisions = Decisions(
        identity=decided("different").identity + decided("same", ("b", "1"), ("c", "1")).identity
    )
    one, two, three = ids(*mentions, decisions=decisions)
    assert one != two == three


def test_what_a_decision_merged_redirects():
    mentions = person(date="2020"), person("b", name="Altra Esempia", date="2021")
    first, second = ids(*mentions)
    identity = identify(*mentions, decisions=decided("same"))
    assert identity.redirects == {second: first}
