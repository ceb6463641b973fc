"""An error of reading is one short line that a terminal and a log can bear, whatever the document says."""

import pytest

from ingest.reading import ReadingError


@pytest.mark.parametrize(
    ("place", "text", "line"),
    [
        ("row 3", "points 'x' are not a number", "row 3: points 'x' are not a number"),
        ("row 3", "Società «Finta»", "row 3: Società «Finta»"),
        ("line\r\n1", "a\tb\0", r"line\r\n1: a\tb\x00"),
        ("page 1", "\x1b[31m\x9b\u2028\u202e\ud800", r"page 1: \x1b[31m\x9b\u2028\u202e\ud800"),
        ("row 1", "x" * 10_000_000, f"row 1: {'x' * 500}…"),
    ],
    ids=["plain", "accents", "several lines", "terminal", "long"],
)
def test_one_line(place: str, text: str, line: str) -> None:
    assert str(ReadingError(place, text)) == line
