"""Names of sheets: surname and given name are parted only by what print shows."""

import pytest

from ingest.sheet.names import clean_name, read_name, split_nation, split_status


@pytest.mark.parametrize(
    ("printed", "heading", "family", "given", "split"),
    [
        ("PROVA Inventata", "Name", "PROVA", "Inventata", "capitals"),
        ("Inventata PROVA", "Name", "PROVA", "Inventata", "capitals"),
        ("MC PROVA Ada", "Name", "MC PROVA", "Ada", "capitals"),
        ("D'PROVA Ada Lia", "Name", "D'PROVA", "Ada Lia", "capitals"),
        ("PROVA-FINTA Ada", "Name", "PROVA-FINTA", "Ada", "capitals"),
        ("Ada Lia DE PROVA", "Name", "DE PROVA", "Ada Lia", "capitals"),
        ("PROVA, Ada", "Name", "PROVA", "Ada", "comma"),
        ("De Prova, Ada Lia", "Name", "De Prova", "Ada Lia", "comma"),
        ("Prova Ada", "Cognome e Nome", "Prova", "Ada", "order"),
        ("Ada Prova", "Nome e Cognome", "Prova", "Ada", "order"),
        ("Prova Ada", "Nazwisko i imię", "Prova", "Ada", "order"),
        ("De Prova Ada", "Cognome e Nome", "", "", ""),
        ("Prova Ada", "Name", "", "", ""),
        ("PROVA ADA", "Name", "", "", ""),
        ("Ada Westprova-Mor…", "Name", "", "", ""),
        ("P. I.", "Cognome e Nome", "P.", "I.", "order"),
    ],
)
def test_a_name_is_parted_by_what_is_printed(printed, heading, family, given, split) -> None:
    name = read_name(printed, heading)
    assert (name.printed, name.family, name.given, name.split) == (printed, family, given, split)


@pytest.mark.parametrize(
    ("cell", "name", "year"),
    [
        ("PROVA Ada [2009] lic: 22965", "PROVA Ada", "2009"),
        ("PROVA Ada (2009)", "PROVA Ada", "2009"),
        ("PROVA Ada - Tess. 403508", "PROVA Ada", ""),
        ("GS230268 Ada Prova", "Ada Prova", ""),
        ("3 - PROVA Ada", "PROVA Ada", ""),
        ("PROVA Ada lic: Z/2004/497", "PROVA Ada", ""),
    ],
)
def test_numbers_of_persons_are_not_carried(cell: str, name: str, year: str) -> None:
    assert clean_name(cell) == (name, year)


def test_what_stands_in_brackets_behind_a_name_or_a_club() -> None:
    assert split_status("PROVA Ada (fuori gara)") == ("PROVA Ada", "out of ranking")
    assert split_status("PROVA Ada (Lia)") == ("PROVA Ada (Lia)", "")
    assert split_nation("Klub Finto (Polska)") == ("Klub Finto", "Polska")
    assert split_nation("Società Finta (Roma)") == ("Società Finta (Roma)", "")
