"""A name is found in every form in which a text may print it, and nothing else is."""

import pytest

from ingest.names import Names, is_address
from ingest.removal import MASK, names_of
from ingest.text import name_key

HER_NAME = Names({"aletta zibarova": MASK}, {})
SHORT = Names({"anna rozzi": MASK, "a rozzi": MASK}, {})
LONG_KEY = "anna del finta maria quonelli zibarova"


@pytest.mark.parametrize(
    "text",
    ["Aletta Zibàrova", "ZIBAROVA  Aletta", "zibarova-aletta", "aletta_zibarova", "alettazibarova",
     "ALETTA ZIBÀROVA", "Aletta (Zibarova", "Ziba\u00adrova Aletta", "AlettaZibarova", "Zibarova, Aletta",
     "Aletta e Lia Zibarova", "Zibarova;Aletta", "Z i b a r o v a Aletta", "A L E T T A Z I B A R O V A"],
)  # fmt: skip
def test_every_form_of_a_name_is_put_out(text: str) -> None:
    assert HER_NAME.masked(f"prima {text}, poi") == f"prima {MASK}, poi"


@pytest.mark.parametrize(
    "text",
    ["Aletta%20Zibarova", "Aletta%2520Zibarova", "Zib%C3%A0rova+Aletta", "Aletta Zib&agrave;rova",
     "Zibarova (Spes Finta) Aletta", "Aletta%20Zib%E0rova", "aletta-zib%u00E0rova",
     "Aletta Zib\\u00e0rova", "Aletta ZibÃ\xa0rova"],
)  # fmt: skip
def test_a_name_in_code_is_found(text: str) -> None:
    assert HER_NAME.found(text)


@pytest.mark.parametrize(
    "text",
    ["Aletta Zibarovese", "Colaletta Zibarova", "Aletta e Zibarova", "Lia Zibarova; Aletta Belzira"],
)  # fmt: skip
def test_what_is_not_the_name_is_not_found(text: str) -> None:
    assert not HER_NAME.found(text)


@pytest.mark.parametrize(
    ("text", "is_name"),
    [("https://g.example/2024annarozzivince.html", True), ("anna-rozzi2013.pdf", True),
     ("con AnnaRozzi2013", True), ("con 2013rozzianna", True), ("A. Rozzi", True), ("Rozzi A.", True),
     ("https://g.example/?nome=anna&gara=finta&cognome=rozzi", True), ("foglio 24_annarozzivince.pdf", True),
     ("dietro a Rozzi", False), ("in giovannarozzi", False)],
)  # fmt: skip
def test_a_name_is_found_inside_an_address_and_beside_digits(text: str, is_name: bool) -> None:
    assert bool(SHORT.found(text)) is is_name


@pytest.mark.parametrize(
    ("text", "is_name"),
    [("Straniero vince", True), ("prestito straniero", False), ("https://g.example/straniero-vince", True),
     ("https://g.example/vincestranierobene", True), ("la sua Zia", False),
     ("Punteggi: https://g.example/straniero-vince", True)],
)  # fmt: skip
def test_a_family_name_alone_is_a_name_with_its_capital_or_in_an_address(
    text: str, is_name: bool
) -> None:
    assert bool(Names({"anna straniero": MASK}, {"straniero": MASK}).found(text)) is is_name


@pytest.mark.parametrize(
    "text",
    ["Anna Maria Quonelli Del Finta Zibarova", "Del Finta Zibarova Quonelli Anna Maria",
     "con annamariaquonellidelfintazibarova"],
)  # fmt: skip
def test_a_name_of_many_words_is_found_in_any_order(text: str) -> None:
    names = Names({LONG_KEY: MASK}, {})
    assert names.found(text) == {LONG_KEY} and MASK in names.masked(text)
    assert not names.found("Anna Maria Zibarova Del Finta Belzira")


@pytest.mark.parametrize(
    ("name", "text"),
    [("Marta De Rosa", "M. De Rosa"), ("Marta De Rosa", "Derosa"), ("Marta De Rosa", "Trofeo De Rosa 2026"),
     ("Marta De Rosa", "https://g.example/m-de-rosa-vince"), ("Marta De Rosa", "https://g.example/derosa-cade"),
     ("Anna De Luca", "A. De Luca"), ("Anna De Luca", "a pari merito con A. Deluca"),
     ("Anna De Luca", "De Luca A."),
     ("Gaia La Rosa", "La Rosa"), ("Gaia La Rosa", "G. Larosa"), ("Anna Di Maria", "A. Di Maria"),
     ("Anna De Santis", "Desantis"), ("Anna D'Amato", "Damato"), ("Anna D'Angelo", "A. D'Angelo"),
     ("Sara Lo Bianco", "S. Lobianco"), ("Anna van der Meer", "A. van der Meer")],
)  # fmt: skip
def test_a_family_name_with_a_particle_is_found(name: str, text: str) -> None:
    names = names_of({name_key(name): MASK}, ())
    assert names.found(text)
    assert is_address(text) or not names.found(names.masked(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [("Anna De Luca", "A. De Luca"), ("Sara Lo Bianco", "S. Lobianco"), ("Anna D'Angelo", "A. D'Angelo")],
)  # fmt: skip
def test_an_initial_tells_her_from_who_has_her_family_name(name: str, text: str) -> None:
    first, _, rest = name.partition(" ")
    others = [name_key(f"Marta {rest}")]
    names = names_of({name_key(name): MASK}, others)
    assert names.found(text) and names.masked(text).startswith(MASK)
    assert not names.found(rest) and not names.found(f"Marta {rest}")


@pytest.mark.parametrize(
    ("text", "masked"),
    [("pari con Sara, Anna e Gaia Rossi", f"pari con {MASK}, Anna e Gaia Rossi"),
     ("pari con Anna, Sara e Gaia Rossi", f"pari con Anna, {MASK}"),
     ("Rossi Gaia e Sara", f"Rossi Gaia e {MASK}"), ("Rossi Gaia, Anna e Sara", f"Rossi Gaia, Anna e {MASK}"),
     ("Rossi Gaia e Sara Verdi", "Rossi Gaia e Sara Verdi"),
     ("Verdi Sara e Rossi Gaia", "Verdi Sara e Rossi Gaia"), ("Rossi e Sara", "Rossi e Sara")],
)  # fmt: skip
def test_her_given_name_in_a_list_of_sisters_is_put_out(text: str, masked: str) -> None:
    assert names_of({"rossi sara": MASK}, ["gaia rossi"]).masked(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "la vittoria di Maria",
        "la rosa delle squadre",
        "La rosa delle squadre",
        "Rosa de Amicis",
        "in dirosata",
    ],
)
def test_a_particle_in_a_sentence_is_none(text: str) -> None:
    names = names_of({"anna di maria": MASK, "gaia la rosa": MASK, "marta de rosa": MASK}, ())
    assert not names.found(text)


@pytest.mark.parametrize(
    ("key", "text", "is_name"),
    [("anna hu", "prima Hu Anna", True), ("anna hu", "annahu", False), ("anna li", "negli annali", False),
     ("anna maria", "Annamaria Belzira", False), ("amato anna d", "prima Anna d'Amato", True)],
)  # fmt: skip
def test_a_short_name_is_no_part_of_a_word(key: str, text: str, is_name: bool) -> None:
    assert bool(Names({key: MASK}, {}).found(text)) is is_name


@pytest.mark.parametrize(
    ("text", "is_name"),
    [("b4kwROZZI Annaspes", True), ("giovanna rozzi", True), ("anna\x02\x17rozzi", False),
     ("Anna\nRozzi", False), ("annarozzi", False), ("maria rozzi", False)],
)  # fmt: skip
def test_bytes_are_read_between_control_characters(text: str, is_name: bool) -> None:
    assert bool(SHORT.written_in(text)) is is_name


def test_a_name_that_is_in_longer_words_is_looked_for_alone() -> None:
    assert not SHORT.written_in("giovanna rozzi", whole={"anna rozzi"})
    assert SHORT.written_in("b4, anna rozzi", whole={"anna rozzi"}) == {"anna rozzi"}


def test_words_of_a_place_stay() -> None:
    names = Names({"emilia reggio": MASK}, {"reggio": MASK})
    assert not names.found("Trofeo Reggio Emilia", kept={"reggio", "emilia"})
    assert names.found("Trofeo Reggio Emilia", kept={"reggio"}) == {"emilia reggio"}
