"""Strict reading of JSON documents, for the sources that read them.

What carries marks is read key by key: `exact` refuses a key it does not know. What only describes a
competition or a person may grow between two years: `described` lets a new key pass, unless a mark is
in it, for a mark that nobody reads is a row silently lost.
"""

import html
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ingest.reading import ReadingError

MARK_KEY = re.compile(
    r"(?:score|rank|result|total|penalt(?:y|ie)|p[eé]nalit[eé]|deduction|bonus|point|mark|value|note|rang|classement)"
    r"s?$",
    re.IGNORECASE,
)

PRINTED = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:E[+-]?\d+)?", re.ASCII)
LONG_DECIMALS = re.compile(r"[+-]?\d+\.\d{10}|0E-10", re.ASCII)  # as FFGym prints its marks
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T00:00:00(?:\.0+)?(?:Z|\+00:?00))?", re.ASCII)


def read_json(content: bytes) -> Any:
    """The value of a JSON document. Its decimals are Decimal, so that "13.20" stays as printed."""
    try:
        return json.loads(content, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, ArithmeticError, RecursionError) as error:
        # Of a number too long, Python goes on to say how its own limit is lifted.
        reason = " ".join(str(error).partition(";")[0].split()) or type(error).__name__
        raise ReadingError("document", f"not JSON ({reason})") from error


def _refuse(text: str) -> Any:
    raise ValueError(f"{text} is not a number of JSON")


def exact(
    place: str, value: Any, keys: Iterable[str], optional: Iterable[str] = ()
) -> dict[str, Any]:
    """The value when it is an object of these keys and no others, those of `optional` there or not; a new
    key may be there that says nothing: null, false, an empty text or list.
    """
    found, asked = _object(place, value), set(keys)
    new = {key for key in found.keys() - asked - set(optional) if not _is_empty(found[key])}
    wrong = sorted(new | (asked - found.keys() - set(optional)))
    if wrong:
        raise ReadingError(place, f"unknown or missing keys: {', '.join(wrong)}")
    return found


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def described(
    place: str, value: Any, keys: Iterable[str], known: Iterable[str] = ()
) -> dict[str, Any]:
    """The value when it is an object with these keys; others pass if known or if no mark is in them."""
    found = _object(place, value)
    missing = sorted(set(keys) - found.keys())
    if missing:
        raise ReadingError(place, f"missing keys: {', '.join(missing)}")
    unread = sorted(found.keys() - set(keys) - set(known))
    marked = [key for key in unread if bears_mark(key, found[key])]
    if marked:
        raise ReadingError(place, f"unknown keys that bear marks: {', '.join(marked)}")
    return found


def bears_mark(key: str, value: Any) -> bool:
    """Whether a key, or one below it, is named after a mark and holds a number, or holds a text with the
    decimals of one.
    """
    if isinstance(value, dict):
        return any(bears_mark(*item) for item in value.items())
    if isinstance(value, list):
        return any(bears_mark(key, item) for item in value)
    if isinstance(value, str) and LONG_DECIMALS.fullmatch(value.strip()):
        return True
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    is_number = is_number or (isinstance(value, str) and bool(PRINTED.fullmatch(value.strip())))
    return is_number and bool(MARK_KEY.search(key))


def items(place: str, value: Any) -> list[Any]:
    """The value when it is a list; none at all counts as empty."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise ReadingError(place, f"expected a list, found {show(value)}")
    return value


def text(place: str, value: Any) -> str:
    """The value when it is a text, as a browser would show it; none at all counts as empty."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ReadingError(place, f"not a text: {show(value)}")
    return html.unescape(value).strip()


def day(place: str, value: Any) -> str:
    """The day of a date, printed alone or at midnight UTC; another hour could mean the day before."""
    match = DAY.fullmatch(text(place, value))
    if match is None:
        raise ReadingError(place, f"not a day at midnight UTC: {show(value)}")
    return match[1]


def place_number(place: str, value: Any) -> str:
    """A place in a ranking, from 1; "" for none at all and for 0, which stands for no place."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 100_000:
        raise ReadingError(place, f"not a place: {show(value)}")
    return str(value or "")


def show(value: Any) -> str:
    """A value for an error: one short line."""
    found = repr(value)
    return found if len(found) <= 60 else f"{found[:57]}..."


def _object(place: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ReadingError(place, f"expected an object, found {show(value)}")
    return value
