"""A sheet read against itself: do the components of a row give its score?"""

from collections.abc import Mapping
from decimal import Decimal

from ingest.sheet.headings import COMPONENTS
from ingest.sheet.marks import INQUIRY, NUMBER, SCORED_PLACE

CLOSE = Decimal("0.0015")  # printed parts may be rounded, each by half a thousandth


def number(text: str) -> Decimal | None:
    """The number a cell prints, without the place or the sign of inquiry beside it; None if none."""
    bare = INQUIRY.sub("", text).strip()
    match = SCORED_PLACE.fullmatch(bare)
    plain = match[1] if match else bare.strip("()")  # a penalty may stand in brackets
    return Decimal(plain.replace(",", ".")) if NUMBER.fullmatch(plain) else None


def is_difficulty_again(cells: Mapping[str, str]) -> bool:
    """Whether D only repeats DB and DA: it counts once and is not carried."""
    parts = [number(cells.get(role, "")) for role in ("D", "DB", "DA")]
    return None not in parts and parts[0] == (parts[1] or 0) + (parts[2] or 0)


def components_close(cells: Mapping[str, str]) -> bool | None:
    """Whether the components of {role: text} give its score; None where there is nothing to add up.

    A difficulty printed as DB and DA may be printed once more as D, which then counts once.
    """
    parts = {role: number(cells[role]) for role in COMPONENTS if role in cells}
    score = number(cells.get("score", ""))
    known = {role: part for role, part in parts.items() if part is not None}
    if score is None or len(known.keys() - {"PEN", "BONUS"}) < 2:
        return None
    if is_difficulty_again(cells):
        known.pop("D")
    penalty = abs(known.pop("PEN", Decimal(0)))
    return abs(sum(known.values(), Decimal(0)) - penalty - score) <= CLOSE
