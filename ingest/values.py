"""Printed strings -> numbers and dates. What does not fit is a ReadingError with its place."""

import datetime
import re
from decimal import Decimal

from ingest.reading import ReadingError

RANK = re.compile(r"[=(T]?([0-9]{1,6})(?:[=T.)°ºª^a]|e|er|ère|ème|st|nd|rd|th)*", re.IGNORECASE)
# Of more than five digits before the point it is a licence or a telephone, in a wrong column.
POINTS = re.compile(r"-? ?(?:\d{1,5}|\d{1,2} \d{3})(?: ?\. ?\d{1,20})?|0E-?\d{1,2}", re.ASCII)
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
DATE = re.compile(r"[12]\d{3}(-\d\d){0,2}", re.ASCII)


def parse_points(text: str, place: str) -> float | None:
    """Read "24", "24.000", "97,900", "1 234.5", "17.8000000000" or "0E-10"; "" is None, never zero. A space
    between other digits parts two numbers: "98,450 4471823" is none.
    """
    if not text:
        return None
    plain = text.strip(" ").replace(",", ".")
    if not POINTS.fullmatch(plain):
        raise ReadingError(place, f"points {text!r} are not a number")
    return float(round(Decimal(plain.replace(" ", "")), 3))


def parse_rank(text: str, place: str) -> int | None:
    """Read "2", "2=", "T2", "3°", "1ª"; "" is None."""
    if not text:
        return None
    match = RANK.fullmatch(text)
    if not match:
        raise ReadingError(place, f"rank {text!r} is not a place")
    return int(match[1])


def parse_whole(text: str, place: str) -> int | None:
    """Read a whole number; "" is None."""
    if text and not WHOLE.fullmatch(text):
        raise ReadingError(place, f"{text!r} is not a whole number")
    return int(text) if text else None


def require_date(text: str, place: str) -> None:
    """Accept "", "2021", "2021-03" and "2021-03-06", if the calendar has it."""
    if text and not DATE.fullmatch(text):
        raise ReadingError(place, f"date {text!r} is not year, year-month or year-month-day")
    try:
        datetime.date.fromisoformat(f"{text or '2021'}-01-01"[: len("2021-01-01")])
    except ValueError as error:
        raise ReadingError(place, f"date {text!r} is not a day of the calendar") from error
