"""The curated words: each printed form is one thing, and an unknown one is never guessed."""

import pytest

from ingest.vocabulary import (
    curated,
    document_trust,
    find_apparatus,
    find_scoring_code,
    find_series,
    nation_name,
    nations,
    series_patterns,
    trust_of,
)


@pytest.mark.parametrize(
    ("word", "apparatus_id", "discipline", "name"),
    [
        ("Cerchio", "CE", "individual", "cerchio"),
        ("CV", "CV", "individual", "clavette"),
        ("nastro", "NA", "individual", "nastro"),
        ("Corpo libero", "CL", "individual", "corpo libero"),
        ("Ballon", "PA", "individual", "palla"),
        ("Engin Libre", "UNKNOWN", "individual", "attrezzo non indicato"),
        ("attrezzo non indicato", "UNKNOWN", "individual", "attrezzo non indicato"),
        ("5 cerchi", "5CE", "group", "5 cerchi"),
        ("10 clavette", "10CV", "group", "10 clavette"),
        ("3 nastri 2 palle", "3NA+2PA", "group", "3 nastri e 2 palle"),
        ("3 nastri e 2 palle", "3NA+2PA", "group", "3 nastri e 2 palle"),
        ("2 palle e 3 nastri", "3NA+2PA", "group", "3 nastri e 2 palle"),
        ("2 Cerchi, 6 Clavette", "6CV+2CE", "group", "6 clavette e 2 cerchi"),
        ("4 clavette 3 cerchi", "3CE+4CV", "group", "3 cerchi e 4 clavette"),
        ("nastri", "nNA", "group", "nastri"),
        ("cerchi e clavette", "nCE+nCV", "group", "cerchi e clavette"),
        ("Fune+Palla", "FU+PA", "sum", "fune + palla"),
        ("Palla+Fune", "FU+PA", "sum", "fune + palla"),
    ],
)
def test_apparatus(word: str, apparatus_id: str, discipline: str, name: str) -> None:
    found = find_apparatus(word)
    assert found
    assert (found.apparatus_id, found.discipline, found.name) == (apparatus_id, discipline, name)


@pytest.mark.parametrize(
    "word",
    [
        "trave", "Rotation 1", "5 trave", "cerchi o palle", "Fune+Trave", "5", "cerchio 2024",
        "", ",", " ",
    ],
)  # fmt: skip
def test_an_unknown_apparatus_is_not_guessed(word: str) -> None:
    assert find_apparatus(word) is None


@pytest.mark.parametrize(
    ("printed", "code"),
    [("italia", "ITA"), ("ita", "ITA"), ("roc", "RUS"), ("rus", "RUS"), ("repubblica ceca", "CZE")],
)
def test_nations(printed: str, code: str) -> None:
    assert nations()[printed] == code


def test_a_nation_is_called_by_its_first_name() -> None:
    assert (nation_name("RUS"), nation_name("CZE"), nation_name("XYZ")) == (
        "Russia", "Cechia", "XYZ",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "series_id", "said"),
    [
        ("Mondiali", "mondiali", {}),
        ("Campionato del Mondo", "mondiali", {}),
        ("Serie A", "serie-a1", {}),
        ("Campionato Serie A1", "serie-a1", {}),
        ("Serie A2", "serie-a2", {}),
        ("World Cup Pesaro", "world-cup", {}),
        ("World Challenge Cup Portimao", "world-challenge-cup", {}),
        ("Campionato d'Insieme Giovanile", "insieme", {"category": "giovanile"}),
        ("Campionato di Squadra Allieve Gold 1", "squadra-allieve", {"category": "gold 1"}),
        (
            "Individuale Gold Junior 3 Piemonte",
            "individuale-gold",
            {"category": "gold junior 3", "zone": "piemonte"},
        ),
    ],
)
def test_series(name: str, series_id: str, said: dict[str, str]) -> None:
    series, found = find_series(name)
    assert (series.series_id, found) == (series_id, said)


def test_a_name_of_no_series_is_a_series_of_its_own() -> None:
    series, said = find_series("Trofeo Inventato")
    assert (series.series_id, series.name, series.level, said) == (
        "trofeo-inventato", "Trofeo Inventato", "trofeo-inventato", {},
    )  # fmt: skip
    assert series.programme == "", "its points compare only within the event"


@pytest.mark.parametrize(
    "name",
    [
        "Giochi Olimpici Giovanili", "Giochi Olimpici della Gioventù", "World Cup Junior Sofia",
        "World Cup Sofia U15", "World Challenge Cup Juniors Pesaro", "Grand Prix Thiais Espoirs",
        "World Cup Junior/Senior Sofia", "Mondiali Junior", "Europei Giovanili", "Giochi della Gioventù",
        "Youth Olympic Games", "European Youth Olympic Festival",
    ],
)  # fmt: skip
def test_an_event_of_the_young_is_none_of_seniors(name: str) -> None:
    """It keeps the word by which it differs, and who dances there is no senior by default."""
    series, _ = find_series(name)
    assert (series.name, series.sector, series.default_category) == (name, "", "")


def test_an_event_of_juniors_that_is_known_as_one_stays() -> None:
    series, _ = find_series("Torneo Internazionale Junior Città di Pesaro")
    assert series.default_category == "Junior"


def test_the_name_of_a_series_is_a_name_its_pattern_reads() -> None:
    """Else a title written as the site writes it would found a second series."""
    for pattern, series in series_patterns():
        # A series held in many cities is named without the city, which its pattern asks for.
        assert find_series(series.name)[0] is series or series.is_per_city, pattern.pattern


@pytest.mark.parametrize(
    ("programme", "discipline", "date", "code"),
    [
        ("senior", "individual", "2008", "fig-2005"),
        ("senior", "individual", "2012-12-31", "fig-2009"),
        ("senior", "individual", "2013-01-01", "fig-2013"),
        ("senior", "individual", "2016-12", "fig-2013"),
        ("senior", "individual", "2017", "fig-2017"),
        ("senior", "individual", "2021-08-07", "fig-2018"),
        ("senior", "individual", "2022", "fig-2022"),
        ("senior", "individual", "2025-01-01", "fig-2025"),
        ("senior", "group", "2017-04-09", "fig-group-2017"),
        ("serie-a", "individual", "2018-12-01", "serie-a-2018"),
        ("serie-a", "group", "2018-12-01", "unknown"),
        ("senior", "individual", None, "unknown"),
        ("senior", "individual", "2029", "unknown"),
        ("", "individual", "2021", "unknown"),
        ("programma inventato", "individual", "2021", "unknown"),
    ],
)
def test_scoring_code(programme: str, discipline: str, date: str | None, code: str) -> None:
    assert find_scoring_code(programme, discipline, date) == code


def test_scoring_codes_of_a_programme_never_overlap() -> None:
    for programme, discipline in {
        (row["programme"], row["discipline"]) for row in curated("scoring_codes")
    }:
        spans = sorted(
            (row["valid_from"], row["valid_to"])
            for row in curated("scoring_codes")
            if (row["programme"], row["discipline"]) == (programme, discipline)
        )
        for (_, ended), (began, _) in zip(spans, spans[1:], strict=False):
            assert ended < began, (programme, discipline)


@pytest.mark.parametrize(
    ("host", "trust"),
    [
        ("federginnastica.it", 3),
        ("archivio.federginnastica.it", 3),
        ("coni.it", 2),
        ("example.org", 1),
        ("nonfederginnastica.it", 1),
        ("", 1),
    ],
)
def test_trust(host: str, trust: int) -> None:
    assert trust_of(host) == trust


@pytest.mark.parametrize(
    ("source", "media_type", "lineage", "trust"),
    [
        ("table_file", "text/csv", "first_party", 4),
        ("federation_news", "application/pdf", "first_party", 4),
        ("federation_news", "text/html", "first_party", 3),
        ("press_scores", "text/csv", "press", 1),
    ],
)
def test_trust_of_a_document(source: str, media_type: str, lineage: str, trust: int) -> None:
    assert document_trust(source, media_type, lineage) == trust
