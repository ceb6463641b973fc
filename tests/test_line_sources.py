"""Who printed what of a line."""

import pytest

from ingest.line_sources import (
    correction_of,
    line_sources,
    place_text,
    places_text,
    source_cells,
    value_sources,
)  # fmt: skip


def witness(page, field="points", *, routine=None, record="1", is_shown=1, trust=1, **values):
    return {
        "citation_id": page,
        "host": f"{page}.invalid",
        "address": f"https://{page}.invalid",
        "trust": trust,
        "routine_id": routine,
        "field": field,
        "value_printed": "1",
        "document_id": "d0c",
        "media_type": "text/csv",
        "record": record,
        "is_shown": is_shown,
        "correction_reason": None,
        **values,
    }


def line(*witnesses):
    """A line of a total, a hoop (1) and a ball (2), with what was printed of each."""
    names = {1: "cerchio", 2: "palla"}
    return {
        "witnesses": [one for one in witnesses if one["routine_id"] is None],
        "routines": [
            {
                "routine_id": number,
                "apparatus_name": name,
                "witnesses": [one for one in witnesses if one["routine_id"] == number],
            }
            for number, name in names.items()
        ],
    }


@pytest.mark.parametrize(
    ("witnesses", "says"),
    [
        ([witness("a", "total"), witness("a", routine=1)], [("a", "")]),
        ([witness("a", "total"), witness("b", "total")], [("a", ""), ("b", "")]),
        (
            [witness("a", "total"), witness("a", routine=2), witness("b", routine=2)],
            [("a", "tutti"), ("b", "palla")],
        ),
        (
            [witness("a", "total"), witness("b", routine=1), witness("b", routine=2)],
            [("a", "totale"), ("b", "cerchio, palla")],
        ),
        (
            [witness("a", "total"), witness("b", "total", is_shown=0)],
            [("a", "tutti"), ("b", "totale: altro valore")],
        ),
        (
            [witness("a", routine=1), witness("a", "D", routine=1), witness("b", routine=1)],
            [("a", ""), ("b", "")],  # components belong to their routine
        ),
        (
            [witness("b", "total"), witness("b", "rank"), witness("a", "rank", trust=3)],
            [("a", "posto"), ("b", "tutti")],  # the more trusted first
        ),
    ],
)
def test_pages_say_which_values_they_printed_where_they_differ(witnesses, says):
    pages = line_sources(line(*witnesses))
    assert [(page["citation_id"], page["says"]) for page in pages] == says


def test_a_page_leads_to_its_records():
    rows = [witness("a", "total", record="1"), witness("a", routine=1, record="2")]
    ((place,),) = [page["places"] for page in line_sources(line(*rows))]
    assert place["text"] == "2 righe"
    assert place["address"] == "/fonti/d0c/1,2"


@pytest.mark.parametrize(
    ("record", "media_type", "text"),
    [
        ("12", "text/csv", "riga 12"),
        ("1.12.3", "text/csv", "riga 12"),
        ("3.12.2", "application/pdf", "pagina 3, riga 12"),
        ("2.5", "application/vnd.oasis.opendocument.spreadsheet", "foglio 2, riga 5"),
        ("2.5", "application/vnd.ms-excel", "foglio 2, riga 5"),
        ("2.5.1", "application/json", "record 2.5.1"),
    ],
)
def test_where_a_record_stands(record, media_type, text):
    assert place_text(record, media_type) == text


def test_marks_of_one_line_are_one_place():
    assert places_text(["3.12", "3.12.2"], "application/pdf") == "pagina 3, riga 12"


def test_a_value_is_sourced_by_those_who_printed_it():
    shown, other = witness("a", record="7"), witness("b", is_shown=0)
    row = {
        "witnesses": [shown, shown, other],
        "conflicts": [other],
        "correction": None,
        "revisions": [],
    }
    expected = {"address": "https://a.invalid", "document_id": "d0c", "record": "7"}
    assert value_sources(row) == [expected]
    assert source_cells(row) == {
        "sources": "https://a.invalid",
        "records": "d0c:7",
        "conflicts": "1 https://b.invalid",
        "correction": "",
        "revisions": "",
    }


def test_a_correction_is_of_the_number_shown():
    reason = {"correction_reason": "una cifra di troppo", "corrected_from": "924.500"}
    found = correction_of([witness("a", **reason)])
    assert found == {"printed": "924.500", "reason": "una cifra di troppo"}
    assert correction_of([witness("a", is_shown=0, **reason)]) is None
    assert correction_of([witness("a")]) is None
