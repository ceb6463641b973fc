"""Which headers are one competition, and what that competition is called."""

import itertools

import pytest

from ingest.join import join_headers
from tests.rows import header

NO_SCORES: dict[int, frozenset[tuple[str, float]]] = {}


def joined(*headers, scores=NO_SCORES):
    """The competitions of headers 0, 1, 2 ..., each as the set of its headers, in the order of ids."""
    return [
        sorted(number for number, _ in found.headers) for found in compete(*headers, scores=scores)
    ]


def compete(*headers, scores=NO_SCORES):
    return join_headers(enumerate(headers), lambda number: scores.get(number, frozenset()))


def stage(**changes):
    return header(
        **({"competition": "Serie A1 2021", "stage": "2", "place": "Città Finta"} | changes)
    )


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Campionato Serie A1, 2a prova", "competition": "Campionato Serie A1"},
        {"competition": "Serie A 2021"},
        {"date": "2021-03-05"},
        {"date": "2021-03-13"},
        {"date": "2021-03"},
        {"date": "2021"},
        {"place": ""},
        {"place": "CITTA FINTA"},
        {"venue": "PalaFinto"},
        {"date_end": "2021-03-07"},
    ],
    ids=str,
)
def test_one_competition_under_two_headers(other):
    assert joined(stage(), stage(**other)) == [[0, 1]]


@pytest.mark.parametrize(
    "other",
    [
        {"competition": "Serie A2 2021"},
        {"stage": "3"},
        {"phase": "regionale"},
        {"zone": "ZT1"},
        {"place": "Altra Finta"},
        {"date": "2021-03-14"},
        {"date": "2021-04"},
        {"date": "2020", "competition": "Serie A1 2020"},
        {"round": "standing"},
    ],
    ids=str,
)
def test_two_competitions(other):
    assert sorted(joined(stage(), stage(**other))) == [[0], [1]]


def test_a_competition_does_not_grow_from_week_to_week():
    days = [stage(date="2021-03-06"), stage(date="2021-03-12"), stage(date="2021-03-18")]
    assert sorted(joined(*days)) == [[0, 1], [2]]


def test_a_year_joins_the_one_competition_of_that_year_in_whatever_order():
    headers = [
        stage(date="2021"),
        stage(date="2021-03-06"),
        stage(date="2020-03-06", competition="Serie A1 2020"),
    ]
    for order in itertools.permutations(range(3)):
        found = joined(*(headers[number] for number in order))
        named = sorted(sorted(order[number] for number in group) for group in found)
        assert named == [[0, 1], [2]]


def test_a_year_that_fits_two_competitions_is_decided_by_shared_scores():
    marks = frozenset({("inventata prova", 30.5), ("esempio finta", 29.0)})
    headers = [
        stage(date="2021-03-06", place="Città Finta"),
        stage(date="2021-05-08", place="Altra Finta"),
        stage(date="2021", place=""),
    ]
    assert joined(*headers, scores={1: marks, 2: marks}) == [[1, 2], [0]]
    assert joined(*headers, scores={0: marks, 2: marks}) == [[1], [0, 2]]
    assert sorted(joined(*headers)) == [[0], [1], [2]]


def test_as_many_shared_scores_with_two_competitions_decide_nothing():
    headers = [
        stage(date="2021-03-06", place="Città Finta"),
        stage(date="2021-05-08", place="Altra Finta"),
        stage(date="2021", place=""),
    ]
    scores = {
        0: frozenset({("inventata prova", 30.5)}),
        1: frozenset({("esempio finta", 29.0)}),
        2: frozenset({("inventata prova", 30.5), ("esempio finta", 29.0)}),
    }
    assert sorted(joined(*headers, scores=scores)) == [[0], [1], [2]]


def test_all_the_headers_of_a_competition_share_scores():
    """Two of the first competition's headers share two scores each, that of the second three."""
    one = {"date": "2021-03-06", "place": "Città Finta"}
    headers = [
        stage(**one, title="uno"),
        stage(**one, title="due"),
        stage(date="2021-05-08", place="Altra Finta"),
        stage(date="2021", place=""),
    ]
    marks = [("alfa", 1.0), ("beta", 2.0), ("gamma", 3.0), ("delta", 4.0)]
    said = {0: marks[:2], 1: marks[2:], 2: marks[:3], 3: marks}
    scores = {number: frozenset(known) for number, known in said.items()}
    assert sorted(joined(*headers, scores=scores)) == [[0, 1, 3], [2]]


def test_without_a_date_only_shared_scores_join():
    headers = [stage(), stage(competition="Serie A1", date="")]
    marks = frozenset({("inventata prova", 30.5)})
    other = frozenset({("inventata prova", 30.4)})
    assert joined(*headers, scores={0: marks, 1: marks}) == [[0, 1]]
    assert sorted(joined(*headers, scores={0: marks, 1: other})) == [[0], [1]]
    assert sorted(joined(*headers)) == [[0], [1]]


@pytest.mark.parametrize(
    ("one", "other", "competition_id", "name"),
    [
        (
            {
                "competition": "38° Campionato del Mondo",
                "date": "2021-10-30",
                "place": "Kitakyushu",
            },
            {"competition": "Mondiali 2021", "date": "2021-10-30", "place": "Kitakyushu"},
            "mondiali-2021",
            "Mondiali 2021",
        ),
        (
            {"competition": "Campionato Italiano Assoluto 2021", "date": "2021", "place": ""},
            {
                "competition": "51° Campionato Italiano Assoluto",
                "date": "2021-06-05",
                "place": "Folgaria",
            },
            "assoluti-2021",
            "Campionato Italiano Assoluto 2021",
        ),
        (
            {"competition": "World Cup", "date": "2021-05-28", "place": "Pesaro"},
            {"competition": "World Cup Pesaro 2021", "date": "2021-05", "place": ""},
            "world-cup-pesaro-2021",
            "World Cup Pesaro 2021",
        ),
        (
            {"competition": "Serie A", "stage": "2", "date": "2021-03-06", "place": ""},
            {"competition": "Serie A1 2021", "stage": "2", "date": "2021-03-06", "place": ""},
            "serie-a1-2021-2",
            "Serie A1 2021, 2ª prova",
        ),
    ],
)
def test_names_of_one_competition(one, other, competition_id, name):
    (found,) = compete(header(**one), header(**other))
    assert (found.competition_id, found.name) == (competition_id, name)


def test_two_places_on_one_day_stay_two_with_an_id_each():
    found = compete(
        header(competition="World Cup", date="2021-05-28", place="Pesaro"),
        header(competition="World Cup", date="2021-05-28", place="Sofia"),
    )
    assert [one.competition_id for one in found] == [
        "world-cup-pesaro-2021",
        "world-cup-sofia-2021",
    ]


def test_two_editions_of_a_year_are_told_apart_by_their_day():
    found = compete(
        header(competition="Trofeo Inventato 2021", date="2021-03-06", place="Città Finta"),
        header(competition="Trofeo Inventato 2021", date="2021-11-06", place="Città Finta"),
    )
    assert [one.competition_id for one in found] == [
        "trofeo-inventato-2021-citta-finta-2021-03-06",
        "trofeo-inventato-2021-citta-finta-2021-11-06",
    ]


@pytest.mark.parametrize(
    ("headers", "ids"),
    [
        (
            [
                {"competition": "Serie A1", "date": "", "place": "", "title": "uno"},
                {"competition": "Serie A1", "date": "", "place": "", "title": "due"},
            ],
            ["serie-a1-2", "serie-a1-2-2"],
        ),
        (
            [
                {"date": "2021-03-06"},
                {"date": "2021-05-08", "place": "Altra Finta"},
                {"date": "2021", "place": "", "title": "uno"},
                {"date": "2021", "place": "", "title": "due"},
            ],
            [
                "serie-a1-2021-2-2021",
                "serie-a1-2021-2-2021-2",
                "serie-a1-2021-2-altra-finta-2021-05-08",
                "serie-a1-2021-2-citta-finta-2021-03-06",
            ],
        ),
    ],
    ids=["without a date", "of a year"],
)
def test_competitions_that_nothing_tells_apart_are_numbered(headers, ids):
    found = compete(*(stage(**changes) for changes in headers))
    assert [one.competition_id for one in found] == ids


def test_only_the_most_precise_dates_count():
    (found,) = compete(
        stage(date="2021"), stage(date="2021-03-06", date_end="2021-03-07"), stage(date="2021-03")
    )
    assert found.dates == ("2021-03-06", "2021-03-07", "day")
    (found,) = compete(stage(date="2021"), stage(date="2021-03"))
    assert found.dates == ("2021-03", "2021-03", "month")


def test_the_fullest_place_is_shown():
    (found,) = compete(stage(place="", venue="PalaFinto"), stage(place="Città Finta"))
    assert (found.longest("city"), found.longest("venue")) == ("Città Finta", "PalaFinto")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"stage": "ultima"}, "Serie A1 2021, ultima prova"),
        ({"stage": "Final Six"}, "Serie A1 2021, Final Six"),
        ({"stage": "", "phase": "nazionale"}, "Serie A1 2021, nazionale"),
        ({"round": "standing"}, "Serie A1 2021, classifiche del campionato"),
        ({"competition": "Serie C 2021", "zone": "ZT1"}, "Serie C ZT1 2021, 2ª prova"),
        ({"competition": "Serie A1", "date": ""}, "Serie A1 (anno non noto), 2ª prova"),
    ],
)
def test_name(changes, name):
    (found,) = compete(stage(**changes))
    assert found.name == name


def test_ids_do_not_depend_on_the_order_of_the_headers():
    headers = [
        stage(),
        stage(date="2021"),
        stage(date="2021-03", title="Serie A, tappa di marzo"),
        stage(date="2021-05-08", place="Altra Finta"),
        stage(competition="Serie A1", date=""),
    ]
    marks = {header_: frozenset({(header_.title, 1.0), ("comune", 2.0)}) for header_ in headers}
    results = set()
    for order in itertools.permutations(headers):
        scores = {number: marks[header_] for number, header_ in enumerate(order)}
        found = compete(*order, scores=scores)
        results.add(
            tuple(
                (one.competition_id, tuple(sorted(h.title + h.date_start for _, h in one.headers)))
                for one in found
            )
        )
    assert len(results) == 1
