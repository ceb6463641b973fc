"""A line of decisions/corrections.csv: which marks of a document it is about, and what they are with it.

A sheet prints a name, a club and a day once for all the marks of a line. A correction of one of them at the
record of the line ("1.6") holds for every record below it ("1.6.2") that prints the same; points, place and
apparatus are those of their own record. "418-2" is the second name of the squad at record 418.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from ingest.confidential import plain_club
from ingest.reading import RawRow, ReadingError
from ingest.squad_names import NAME, member_name, split_squad, with_member
from ingest.text import fold
from ingest.values import parse_points, parse_rank, require_date

DOUBTFUL = "?"
CORRECTABLE = {
    "points": "punteggio",
    "rank": "posto",
    "apparatus": "attrezzo",
    "competitor": "nome",
    "club": "società",
    "date": "data",
}
SHARED = ("competitor", "club", "date")  # by all the marks of a line
# Where else a mark says it: a gymnast's mark counts for the team that another mark names.
ALSO_IN = {"competitor": ("team",), "club": ("team",)}
MEMBER = re.compile(r"[\d.]+-[1-9]\d*", re.ASCII)

Line = dict[str, str]
Key = tuple[str, ...]


def line_key(line: Line) -> Key:
    """What tells a line from every other: two of one key would say two things of one value."""
    return ("corrections", *(line[name] for name in ("document_id", "record", "field", "printed")))


def lines_about(
    known: Mapping[tuple[str, str], Sequence[Line]], document_id: str, raw: RawRow
) -> Iterator[Line]:
    """The lines that may be about a mark: of its own record, of those above it, of the names of its squad."""
    names = split_squad(raw.squad) if raw.competitor_kind != "athlete" else []
    for record in reversed([*accumulate(raw.record.split("."), "{}.{}".format)]):
        for line in known.get((document_id, record), ()):
            if record == raw.record or line["field"] in SHARED:
                yield line
        for place in range(1, len(names) + 1):
            yield from known.get((document_id, f"{record}-{place}"), ())


def printed_in(raw: RawRow, line: Line) -> str:
    """What a mark prints where a line corrects it."""
    if place := _place(line):
        return member_name(split_squad(raw.squad)[place - 1])
    texts: list[str] = [getattr(raw, name) for name in _fields(line)]
    return line["printed"] if line["printed"] in texts else texts[0]


def subject(line: Line) -> tuple[str, int]:
    """What of a mark a line corrects: of two lines on one thing the nearer record's counts."""
    return line["field"], _place(line)


def corrected(raw: RawRow, line: Line) -> RawRow:
    """The mark with the correction and, unless pages show it beside the number, a note that says it."""
    reason = line["reason"]
    if line["correct"] == DOUBTFUL:
        return dataclasses.replace(raw, note=_joined(raw.note, f"punteggio in dubbio: {reason}"))
    changes = _changes(raw, line)
    if line["field"] != "points":
        # A name may be corrected to protect a child: what was printed is not said again.
        is_name = line["field"] == "competitor"
        shown = plain_club(line["printed"]) if line["field"] == "club" else line["printed"]
        printed = "" if is_name else f": stampato {shown or 'niente'},"
        text = f"{CORRECTABLE[line['field']]}{printed} corretto: {reason}"
        changes["note"] = _joined(raw.note, text)
    return dataclasses.replace(raw, **changes)


def without_person(note: str) -> str:
    """A note without the corrections of a name and a club: they tell whose she was."""
    said = (f"{CORRECTABLE['competitor']} corretto: ", f"{CORRECTABLE['club']}: stampato ")
    starts = [note.find(text) for text in said]
    return note[: min((one for one in starts if one >= 0), default=None)].rstrip("; ")


def _changes(raw: RawRow, line: Line) -> dict[str, Any]:
    printed, correct = line["printed"], line["correct"]
    if place := _place(line):
        return {"squad": with_member(raw.squad, place, printed, correct)}
    return {name: correct for name in _fields(line) if getattr(raw, name) == printed}


def _fields(line: Line) -> tuple[str, ...]:
    """The columns of RawRow that a line is about. An empty one beside the name is no place of it."""
    return line["field"], *(ALSO_IN.get(line["field"], ()) if line["printed"] else ())


def _place(line: Line) -> int:
    """Which name of a squad a line is about; 0 for the mark itself."""
    return int(line["record"].partition("-")[2] or 0)


def _joined(note: str, text: str) -> str:
    return f"{note}; {text}" if note else text


def fault_of(line: Line) -> str:
    """Why a line cannot be one, or ""."""
    field, correct = line["field"], line["correct"]
    if field not in CORRECTABLE:
        return f"field {field!r} cannot be corrected"
    if correct == DOUBTFUL and field != "points":
        return "only points can be doubtful"
    if line["printed"] == correct:
        return f"{field} {correct!r} is corrected to itself"
    if "-" in line["record"]:
        return _fault_of_member(line)
    if not fold(correct) and (field == "competitor" or (field == "club" and correct)):
        return f"{field} {correct!r} is no name: it has neither letter nor digit"
    try:
        _require_readable(field, correct)
    except ReadingError as error:
        return error.text
    return ""


def _fault_of_member(line: Line) -> str:
    if line["field"] != "competitor":
        return "of a name of a squad only the competitor can be corrected"
    if not MEMBER.fullmatch(line["record"]):
        return "the record of a name of a squad is record-number, the first is 1"
    return "" if NAME.fullmatch(line["correct"]) else f"{line['correct']!r} is not one name"


def _require_readable(field: str, correct: str) -> None:
    """Raise ReadingError where what is correct could not be read."""
    if field == "points" and correct != DOUBTFUL:
        parse_points(correct, "")
    elif field == "rank":
        parse_rank(correct, "")
    elif field == "date":
        require_date(correct, "")
