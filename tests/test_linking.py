"""Which forms are one athlete: blocks, vetoes, the surest first; what is left open."""

import random

import pytest

from ingest.evidence import Form, Rarity, levels_of, weigh
from ingest.linking import LINK, Linked, link_forms
from ingest.meeting import Meeting

FINTA, ALTRA = "societa-finta", "altra-esempia"
NAMES = ("ada", "lia", "mia", "zoe", "pia", "eva", "ida", "rosa", "asia", "gaia")
SURNAMES = ("alfieri", "bettoni", "cavalli", "dalmasso", "esposti", "fabbri", "gallina", "inverni")


def form(name: str = "inventata prova", club: str = FINTA, **changes: object) -> Form:
    return Form(name, "", None, club)._replace(**changes)


def link(*forms: Form, apart: tuple[int, int] | None = None, meet: bool = False) -> Linked:
    pairs = {apart, apart[::-1]} if apart else set()
    return link_forms(forms, pairs, lambda *_: Meeting(page=meet))


def crowd() -> list[Form]:
    """Eighty gymnasts of ten clubs, no two of one name."""
    return [
        form(" ".join(sorted((surname, name))), f"club {at % 10}")
        for at, (name, surname) in enumerate((n, s) for n in NAMES for s in SURNAMES)
    ]


def test_nobody_of_a_crowd_is_another() -> None:
    linked = link(*crowd())
    assert [len(cluster) for cluster in linked.clusters] == [1] * 80
    assert linked.links == []


def word(number: int) -> str:
    """A surname of its own for each number, none a slip away from another."""
    return "".join(random.Random(number).choices("abcdefgilmnoprstuvz", k=9)) + "ssimo"


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_forms_changes_nothing(seed: int) -> None:
    forms = [form(f"{word(900 + at)} {word(at)}", f"club {at % 10}") for at in range(60)]
    forms += [one._replace(club_id="altra-esempia", birth_year=2010) for one in forms[:20]]
    forms += [one._replace(name=one.name.replace("ssimo", "simo", 1)) for one in forms[10:40]]
    forms += [one._replace(birth_year=2012) for one in forms[:5]]
    shuffled = random.Random(seed).sample(forms, len(forms))
    found = [{frozenset(forms[at] for at in cluster) for cluster in link(*forms).clusters}]
    found.append(
        {frozenset(shuffled[at] for at in cluster) for cluster in link(*shuffled).clusters}
    )
    assert found[0] == found[1]
    assert max(map(len, found[0])) > 2


def test_a_common_name_needs_more_than_a_name() -> None:
    """Of a given name and a surname that many bear, two in two clubs are a question."""
    crowded = [form(f"{word(9000 + at)} {word(at)}", f"club {at % 7}") for at in range(1900)]
    crowded += [form(f"ada {word(20_000 + at)}", f"club {at % 7}") for at in range(60)]
    crowded += [form(f"{word(30_000 + at)} rossi", f"club {at % 7}") for at in range(20)]
    pair = [form("ada rossi", "primo"), form("ada rossi", "secondo")]
    linked = link(*crowded, *pair)
    assert [1980] in linked.clusters
    assert [(doubt.one, doubt.other) for doubt in linked.doubts] == [(1980, 1981)]
    same_club = [pair[0], pair[1]._replace(club_id="primo", birth_year=2010)]
    assert [1980, 1981] in link(*crowded, *same_club).clusters


def test_what_fits_two_people_is_given_to_neither() -> None:
    forms = [form(nation="ITA"), form(nation="RUS"), form()]
    linked = link(*forms)
    assert linked.clusters == [[0], [1], [2]]
    assert len(linked.doubts) == 2


def test_what_fits_one_much_better_is_hers() -> None:
    forms = [form(nation="ITA"), form(nation="RUS", club=ALTRA), form()]
    assert link(*forms).clusters == [[0, 2], [1]]


def test_a_chain_does_not_join_what_contradicts() -> None:
    """2010 and 2012 are two gymnasts, though each is like the one of 2011."""
    forms = [form(birth_year=2010), form(birth_year=2011), form(birth_year=2012)]
    for cluster in link(*forms).clusters:
        assert not {0, 2} <= {*cluster}


def test_a_page_that_prints_both_spellings_speaks_against() -> None:
    forms = [form(), form("inventatta prova")]
    assert len(link(*forms).clusters) == 1
    assert len(link(*forms, meet=True).clusters) == 2
    assert len(link(*forms, apart=(0, 1)).clusters) == 2


def test_a_link_carries_its_evidence() -> None:
    (made,) = link(form(), form(birth_year=2010)).links
    evidence = weigh(form(), form(birth_year=2010), Rarity([form(), form(birth_year=2010)]))
    assert evidence is not None
    assert (made.bits, made.reasons) == (evidence.bits, str(evidence))
    assert made.bits >= LINK


def test_levels_that_no_gymnast_moves_between_part_two_clubs() -> None:
    low, high = (frozenset({("step", number)}) for number in (1, 7))
    forms = [
        form(levels=low, first=2023, last=2023),
        form(club=ALTRA, levels=high, first=2023, last=2023),
    ]
    assert len(link(*forms).clusters) == 2
    later = forms[1]._replace(first=2029, last=2029)
    assert len(link(forms[0], later).clusters) == 1


@pytest.mark.parametrize(
    ("category", "levels"),
    [
        ("STEP 7 - Day 1", {("step", 7)}),
        ("LB J2", set()),
        ("A1", set()),
        ("Serie A1", set()),
        ("Open", set()),
        ("", set()),
    ],
)
def test_the_levels_of_a_category(category: str, levels: set[tuple[str, int]]) -> None:
    assert levels_of(category) == levels


def test_a_name_under_very_many_clubs_is_nobodys() -> None:
    """A team, "da definire": two clubs that bear it are not one, and many take no time."""
    forms = [form("a squadra", f"club {word(at)}") for at in range(400)]
    linked = link(*forms, *crowd())
    assert max(map(len, linked.clusters)) == 1


@pytest.mark.parametrize("category", ["Turno 1", "Gara 9", "kg 57", "Gruppo 2"])
def test_what_is_numbered_and_is_no_level(category: str) -> None:
    assert levels_of(category) == frozenset()


@pytest.mark.parametrize(
    ("name", "other", "is_one"),
    [
        ("inventata marta", "inventata maria", False),
        ("elena inventata", "elisa inventata", False),
        ("giulia inventata", "guilia inventata", True),
        ("inventata mariia", "inventata maria", True),
    ],
)
def test_two_given_names_are_sisters_and_a_slip_is_one(name: str, other: str, is_one: bool) -> None:
    linked = link(*crowd(), form(name), form(other))
    assert ([80, 81] in linked.clusters) == is_one


def test_a_common_name_tells_little_in_a_small_archive() -> None:
    """Two clubs of one Giulia Rossi are a question, those of a rare name are not."""
    for name, is_one in (("giulia rossi", False), (f"giulia {word(1)}", True)):
        linked = link(*crowd(), form(name, "primo"), form(name, "secondo"))
        assert ([80, 81] in linked.clusters) == is_one
        assert len(linked.doubts) == 1 - is_one
