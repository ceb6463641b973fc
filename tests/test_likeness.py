"""A name is kept back in each form in which somebody may print it, and no other name is."""

import pytest

from ingest.likeness import Alike, known_forms, printed_forms
from ingest.names import Names


def is_alike(asked: str, printed: str) -> bool:
    return not known_forms(asked).isdisjoint(printed_forms(printed))


@pytest.mark.parametrize(
    "printed",
    ["Aletta Zibarova", "ZIBAROVA ALETTA", "Zibàrova, Aletta", "Aletta Zibarava", "Aletta Zibarva",
     "Aletta Zibbarova", "Aletta Zibaorva", "Alletta Zibarava", "Oletta Zibarova", "A. Zibarova",
     "A. Zibarava", "Aletta Z.", "Zibarova", "Zibarovo", "Aletta", "Aletta Zibarova e Lia Fnarulla",
     "Lia Fnarulla e Aletta Zibarova", "AlettaZibarova", "ZibarovaAletta", "AlettaZibarova Ucraina",
     "Aletta Maria Zibarova", "Alett\u0430 Zib\u0430rova", "\u0391letta Zibarova", "Aletta Zibarova 2"],
)  # fmt: skip
def test_a_name_may_be_printed_so(printed: str) -> None:
    assert is_alike("aletta zibarova", printed)


@pytest.mark.parametrize(
    "printed",
    ["Aletta Fnarulla", "Lia Zibarova", "Lia Quonella", "L. Zibarova", "A. Z.", "A. Fnarulla", "Aletta F.",
     "Lia", "Zibarese", "", "nome rimosso"],
)  # fmt: skip
def test_another_name_is_not_like_it(printed: str) -> None:
    assert not is_alike("aletta zibarova", printed)


@pytest.mark.parametrize("printed", ["Anna Rossi", "Maria Rossi", "Anna Rosi", "Rossi", "M. Rossi"])
def test_of_a_longer_name_a_word_may_be_left_out(printed: str) -> None:
    assert is_alike("anna maria rossi", printed)


def test_a_short_word_that_stands_alone_must_be_the_same() -> None:
    assert is_alike("mia lodi", "Lodi") and not is_alike("mia lodi", "Lodo")
    assert is_alike("anna de luca", "De Luca") and not is_alike("anna de luca", "De Rosi")


@pytest.mark.parametrize("printed", ["MartaDeRosa", "DeRosaMarta", "DEROSAMARTA"])
def test_a_name_with_a_particle_may_be_one_word(printed: str) -> None:
    assert is_alike("de marta rosa", printed)


@pytest.mark.parametrize(
    ("name", "text"),
    [("anna seri", "Serie A1 2026"), ("anna seri", "Serie A 2026"),
     ("carla segre", "Serie C 2026 - 1a prova"),
     ("anna pace", "athlete_in_one_place_a_day"), ("ceschi elena", "Finale, 3 cerchi e 4 clavette"),
     ("luigia parisi", "Giochi Olimpici Parigi 2024 Parigi"),
     ("conte elena", "la fonte elenca 7 squadre"), ("olga volta", "sta una sola volta in una classifica"),
     ("balla lara", "migliore della gara alla fune"), ("adele prati", "somma delle parti 101.100")],
)  # fmt: skip
def test_words_of_ours_are_nobody(name: str, text: str) -> None:
    assert not Names({}, {}, Alike([name], ())).found(text)


@pytest.mark.parametrize("printed", ["Derosa Marta", "De Rosa Marta", "Marta Derossa", "DEROSA"])
def test_a_particle_may_be_part_of_the_word(printed: str) -> None:
    assert is_alike("de marta rosa", printed)


@pytest.mark.parametrize(
    "name", ["x" * 9000, f"{'x' * 4000} {'y' * 4000}", " ".join(["Zibarova" * 30] * 20)]
)
def test_what_is_too_long_for_a_name_has_no_form(name: str) -> None:
    assert sum(map(len, printed_forms(name))) < 20_000
    assert not found(f"{name} {name}")


# In texts

SITE = "https://giornale.example"


def found(text: str, *others: str) -> set[str]:
    alike = Alike(["aletta zibarova"], others)
    return Names({}, {}, alike).found(text)


@pytest.mark.parametrize(
    "text",
    ["Trofeo Aletta Zibarava", "pari con Alletta Zibarova", "Zibarva, Aletta",
     "pari con A. Zibarava", "forza #alettazibarava", "AlettaZibbarova",
     f"{SITE}/coppa-aletta-zibarava-superlativa", f"{SITE}/zibbarova-d-oro", f"{SITE}/ZibarovaAleta",
     f"{SITE}/?q=Zib%C3%A0rava%20Aletta", "Trofeo Aletta De Zibarava 2026"],
)  # fmt: skip
def test_a_text_may_misspell_her(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    ["Lia Zibarava", "Coppa Zibarava", "la zibarava aletta", "Zibarava A", "Serie A Zibarava", "di Zibarava",
     "L. Zibarava", f"{SITE}/zibaresi-d-oro", "Zibarava a lungo guida lei", "Anna Rosa", ""],
)  # fmt: skip
def test_other_words_are_not_like_her(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    "text", ["Aletta Zibarava", "A. Zibarava", "AlettaZibarava", f"{SITE}/zibarava-d-oro"]
)
def test_what_is_anothers_name_is_not_like_hers(text: str) -> None:
    assert found(text) and not found(text, "aletta zibarava")
