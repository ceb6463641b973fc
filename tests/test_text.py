"""Folding: the forms in which names are compared, ordered and addressed."""

import pytest

from ingest.text import fold, is_initials, name_key, slug


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("D'AMATO", "d amato"),
        ("D’Amato", "d amato"),
        ("Niccolò", "niccolo"),
        ("  Prova   Inventata ", "prova inventata"),
        ("S.G. Finta '79", "s g finta 79"),
        ("1ª prova", "1a prova"),
        ("Bjørn", "bjorn"),
        ("BJØRN", "bjorn"),
        ("Michałowska", "michalowska"),
        ("ŁUCJA", "lucja"),
        ("Đorđe", "dorde"),
        ("Işık", "isik"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_fold(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize(
    ("printed", "part"),
    [
        ("Serie A1 2022, 2ª prova", "serie-a1-2022-2a-prova"),
        ("Società Finta d'Esempio", "societa-finta-d-esempio"),
    ],
)
def test_slug(printed: str, part: str) -> None:
    assert slug(printed) == part


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prova Inventata", "INVENTATA Prova"),
        ("Prova Inventata", "inventata  prova"),
        ("Nicolò D'Esempio", "D ESEMPIO NICOLO"),
        ("Le-Prova Finta", "Finta Le Prova"),
    ],
)
def test_a_name_in_another_order_or_dress_has_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prova Inventata", "Prova Inventato"),
        ("Prova Inventata", "Prova"),
        ("Le Prova", "Leprova"),
        ("Проба Инвентата", "Есемпиа Финта"),
    ],
)
def test_another_name_has_another_key(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("M. B.", True),
        ("A.C.", True),
        (" A. C. D. ", True),
        ("È. B.", True),
        ("X.", True),
        ("M.B", True),
        ("M. B", True),
        ("M B", True),
        ("M. Inventata", False),
        ("Prova I.", False),
        ("Prova Inventata", False),
        ("A.S. Finta", False),
        ("", False),
    ],
)
def test_is_initials(printed: str, expected: bool) -> None:
    assert is_initials(printed) is expected
