"""How values read on a page and in a CSV."""

import sqlite3
from contextlib import closing

import pytest

from ingest import formats
from ingest.formats import ages_text, better_than, csv_cell, date_range, place

# Every column of code words and the names that pages have for them; '' is said by silence.
WORDS = [
    ("select round from routine union select round from ranking", formats.ROUND_NAMES),
    ("select kind from ranking", formats.KIND_NAMES),
    ("select status from result", formats.STATUS_NAMES),
    ("select kind from team", formats.TEAM_KIND_NAMES),
    ("select kind from team", formats.TEAM_PHRASES),
    ("select kind from team", formats.TEAM_TOTALS),
    ("select kind from team", formats.OTHERS),
    ("select visibility from athlete union select form from visibility_rule", formats.FORM_NAMES),
    ("select severity from finding", formats.SEVERITY_NAMES),
    ("select code from component", formats.COMPONENT_NAMES),
]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2024-05-25", "2024-05-26", "25–26 maggio 2024"),
        ("2024-03-30", "2024-04-02", "30 marzo – 2 aprile 2024"),
        ("2023-12-30", "2024-01-02", "30 dicembre 2023 – 2 gennaio 2024"),
        ("2024-05-01", None, "1º maggio 2024"),
        ("2024-05", None, "maggio 2024"),
        ("2024", "2024", "2024"),
        (None, None, ""),
    ],
)
def test_dates_are_as_precise_as_they_are_known(start, end, text):
    assert date_range(start, end) == text


@pytest.mark.parametrize(
    ("percentile", "team_kind", "text"),
    [
        (80.0, None, "meglio dell'80 % delle altre"),
        (75.4, None, "meglio del 75 % delle altre"),
        (11.1, "group", "meglio dell'11 % degli altri insiemi"),
        (99.9, "team", "meglio del 99 % delle altre squadre"),
        (0.2, None, "meglio dell'1 % delle altre"),
    ],
)
def test_a_percentile_in_words(percentile, team_kind, text):
    assert better_than(percentile, team_kind).replace("\u202f", " ") == text


@pytest.mark.parametrize(
    ("rank", "printed", "text"),
    [(2, "2", "2ª"), (2, "2°", "2ª"), (2, "2=", "2="), (None, "PK", "PK"), (3, "", "3ª")],
)
def test_a_place_is_what_is_printed(rank, printed, text):
    assert place(rank, printed) == text


@pytest.mark.parametrize(
    ("band", "text"),
    [("16-", "dai 16 anni"), ("-13", "fino a 13 anni"), ("8-13", "da 8 a 13 anni"), ("", "")],
)
def test_ages_in_words(band, text):
    assert ages_text(band) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (28.55, "28.550"),
        (-0.05, "-0.050"),
        (None, ""),
        (3, "3"),
        ("=1+1", "'=1+1"),
        ("@a", "'@a"),
        ("+39", "'+39"),
        ("-", "'-"),
        ("-0.1", "-0.1"),
        ("-0,10", "-0,10"),
        ("-1+1|cmd", "'-1+1|cmd"),
        ("-1\n=1", "'-1\n=1"),
        ("\n=1+1", "'\n=1+1"),
        ("＝1+1", "'＝1+1"),
        ("\tx", "'\tx"),
        ("D'Amato", "D'Amato"),
    ],
)
def test_a_csv_cell_is_never_a_formula(value, cell):
    assert csv_cell(value) == cell


@pytest.mark.parametrize(("sql", "names"), WORDS)
def test_every_code_word_that_is_stored_has_an_italian_name(both_databases, sql, names):
    with closing(sqlite3.connect(f"file:{both_databases}?mode=ro", uri=True)) as database:
        stored = {word for (word,) in database.execute(sql)} - {""}
    assert stored - names.keys() == set()
