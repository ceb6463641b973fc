"""The lines of careers and rankings: the check mark, the notes, the doubts."""

import pytest

from ingest.lines import adds_up, line_doubts, line_notes


def routine(points, *, is_counted=1, note="", components=(), conflicts=(), findings=()):
    return {
        "points": points,
        "is_counted": is_counted,
        "note": note,
        "apparatus_name": "palla",
        "components": [{"code": code, "points": value} for code, value in components],
        "conflicts": list(conflicts),
        "findings": list(findings),
    }


def line(total, *routines, note="", conflicts=(), findings=()):
    return {
        "total": total,
        "note": note,
        "routines": list(routines),
        "conflicts": list(conflicts),
        "findings": list(findings),
    }


D_A_E = [("D", 12.0), ("A", 8.3), ("E", 8.3), ("PEN", 0.05)]


@pytest.mark.parametrize(
    ("result", "is_sum"),
    [
        (line(0.3, routine(0.1), routine(0.2)), True),  # 0.1 + 0.2 is not 0.3 in floats
        (line(100.6, routine(25.2), routine(25.1), routine(25.3), routine(25.0)), True),
        (line(100.65, routine(25.2), routine(25.1), routine(25.3), routine(25.0)), False),
        (line(30.775, routine(15.4), routine(15.375), routine(13.8, is_counted=0)), True),
        (line(50.0, routine(25.0), routine(None)), False),  # a part is not printed
        (line(25.0, routine(25.0)), False),  # one part proves nothing
        (line(28.55, routine(28.55, components=D_A_E)), True),
        (line(28.65, routine(28.65, components=D_A_E)), False),  # the penalty is subtracted
        (line(None, routine(25.0), routine(25.0)), False),
        (line(98.0), False),
    ],
)
def test_the_check_mark_is_for_sums_that_close(result, is_sum):
    assert adds_up(result) is is_sum


@pytest.mark.parametrize(
    ("result", "notes"),
    [
        (line(1.0, routine(1.0, note="loan"), note="guest"), ["guest", "loan"]),
        (line(1.0, routine(1.0, note="loan"), routine(1.0, note="loan")), ["loan"]),
        (line(1.0, routine(1.0, note="loan"), routine(1.0)), ["Palla: loan"]),
        (line(1.0, routine(1.0, note="guest"), note="guest; loan"), ["guest; loan"]),
        (line(1.0, routine(1.0)), []),
    ],
)
def test_a_note_is_said_once_and_of_what(result, notes):
    assert line_notes(result) == notes


def test_the_other_value_of_a_routine_that_is_the_total_is_said_once():
    other = {"field": "total", "value_printed": "34.550", "address": "https://due.invalid"}
    of_routine = other | {"field": "points"}
    doubts = line_doubts(line(34.45, routine(34.45, conflicts=[of_routine]), conflicts=[other]))
    assert doubts == [{"about": "", "conflict": other}]


def test_doubts_name_the_apparatus_and_end_with_the_findings():
    other = {"field": "points", "value_printed": "25.9", "address": "https://due.invalid"}
    finding = {"message": "totale 1, somma 2"}
    doubts = line_doubts(line(50.0, routine(25.0, conflicts=[other]), findings=[finding]))
    assert doubts == [
        {"about": "palla", "conflict": other},
        {"about": "", "finding": finding},
    ]
