"""The marks of FFGym's API, read exactly: an apparatus, its passages, their components."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ingest.json_reading import exact, items, place_number, show, text
from ingest.reading import RawRow, ReadingError, one_of

APPARATUS = {
    "014": ("Cerceau", "CE"),
    "015": ("Massues", "CV"),
    "016": ("Corde", "FU"),
    "017": ("Ruban", "NA"),
    "018": ("Ballon", "PA"),
    "019": ("Mains Libres", "CL"),
    "020": ("Engin Libre", "Engin Libre"),
}
FREE_CHOICE = "Engin Libre"
COMPONENTS = {"DB": "DB", "DA": "DA", "Art.": "A", "Exé.": "E", "Pén.": "PEN"}
DIFFICULTY_SUM = re.compile(r"DIFFICULTE \d{4}", re.ASCII)
NUMBER = re.compile(r"\d{1,4}\.\d{10}|0E-10", re.ASCII)

MARK_EXTRAS = {"id", "value", "rank", "dossart", "entityType", "appMarks"}
APPARATUS_KEYS = {"labelApp", "codeApp", "value", "passageMarks"}
PASSAGE_KEYS = {"passage", "value", "corpsMarks"}
COMPONENT_KEYS = {"corps", "value"}
EXTRAS = {"id", "dossart", "ordre", "rank"}


def routines_of(total: RawRow, record: str, mark: dict[str, Any]) -> tuple[list[RawRow], str]:
    """The routines of a mark, and a note on the apparatus that have none."""
    routines: list[RawRow] = []
    missing: list[str] = []
    seen: set[str] = set()
    for number, value in enumerate(items(f"record {record}", mark.get("appMarks")), 1):
        found = list(_read_routines(total, f"{record}.{number}", value))
        routines += found
        apparatus = found[0].apparatus if found else text(f"record {record}", value["labelApp"])
        if not found:
            missing.append(apparatus)
        elif apparatus in seen - {FREE_CHOICE}:
            raise ReadingError(f"record {record}.{number}", f"{apparatus} twice")
        seen.add(apparatus)
    return routines, f"nessun punteggio: {', '.join(missing)}" if missing else ""


def _read_routines(total: RawRow, record: str, value: Any) -> Iterator[RawRow]:
    """Yield the routine of an apparatus, or one for each passage that has a mark. With several the mark of
    the apparatus is a row of its own where the apparatus is the ranking, else a note on the first.
    """
    place = f"record {record}"
    mark = exact(place, value, APPARATUS_KEYS, EXTRAS)
    label, apparatus = APPARATUS[one_of(place, "codeApp", mark["codeApp"], APPARATUS)]
    one_of(place, "labelApp", mark["labelApp"], [label])
    together = replace(
        total,
        record=record,
        apparatus=apparatus,
        attempt="",
        rank=place_number(place, mark.get("rank")),
        points=number_of(place, mark["value"]),
        note="",
    )
    passages = list(_passages(together, mark["passageMarks"]))
    if len(passages) > 1:
        is_ranking = total.kind == "apparatus"
        yield passages[0] if is_ranking else _with_note(passages[0], together)
        yield from passages[1:]
        if is_ranking:
            yield together
    elif passages and not together.points:
        yield replace(passages[0], rank=together.rank)
    elif together.points:
        yield _only(together, passages)


def _with_note(passage: RawRow, together: RawRow) -> RawRow:
    points = f"con gli altri passaggi {_short(together.points)}" if together.points else ""
    rank = f"posto {together.rank}" if together.rank else ""
    note = ", ".join(filter(None, [points, rank]))
    return replace(passage, note="; ".join(filter(None, [passage.note, note])))


def _only(together: RawRow, passages: list[RawRow]) -> RawRow:
    """The one passage with the mark of its apparatus, or that mark without a passage."""
    passage = passages[0] if passages else replace(together, attempt="1")
    differs = passage.points != together.points
    note = f"passaggio {_short(passage.points)}" if differs else passage.note
    return replace(
        passage, record=together.record, rank=together.rank, points=together.points, note=note
    )


def _passages(together: RawRow, values: Any) -> Iterator[RawRow]:
    for number, value in enumerate(items(f"record {together.record}", values), 1):
        record = f"{together.record}.{number}"
        passage = exact(f"record {record}", value, PASSAGE_KEYS, EXTRAS)
        points = number_of(f"record {record}", passage["value"])
        components, note = read_components(f"record {record}", passage["corpsMarks"])
        one_of(f"record {record}", "passage", passage["passage"], [number])
        if points:
            yield replace(
                together,
                record=record,
                attempt=str(number),
                rank="",
                points=points,
                components=components,
                note=note,
            )


def read_components(place: str, values: Any) -> tuple[tuple[tuple[str, str], ...], str]:
    """The components in printed order, and a note where the repeated sum of difficulty is another one."""
    printed: dict[str, str] = {}
    for value in items(place, values):
        mark = exact(place, value, COMPONENT_KEYS, EXTRAS)
        label = check_component(place, mark["corps"])
        if label in printed:
            raise ReadingError(place, f"component {label!r} twice")
        points = number_of(place, mark["value"])
        if points:
            printed[label] = points
    sums = [printed.pop(label) for label in list(printed) if label not in COMPONENTS]
    parts = [Decimal(printed[label]) for label in ("DB", "DA") if label in printed]
    whole = [("D", points) for points in sums[:1] if not parts]
    wrong = [points for points in sums if parts and Decimal(points) != sum(parts)]
    note = f"difficoltà ristampata {_short(wrong[0])}, DB e DA {sum(parts):.3f}" if wrong else ""
    return (*whole, *((COMPONENTS[label], points) for label, points in printed.items())), note


def mark_of(place: str, entity: dict[str, Any]) -> dict[str, Any]:
    """The mark of an entity, {} for none at all."""
    return exact(f"{place} mark", entity.get("mark") or {}, (), MARK_EXTRAS)


def agreed_rank(place: str, *values: Any) -> str:
    """The place that is printed once or several times."""
    ranks = [rank for rank in (place_number(place, value) for value in values) if rank]
    return str(one_of(place, "rank", ranks[-1], ranks[:1])) if ranks else ""


def check_component(place: str, value: Any) -> str:
    label = text(place, value)
    if not DIFFICULTY_SUM.fullmatch(label):
        one_of(place, "component", label, COMPONENTS)
    return label


def number_of(place: str, value: Any) -> str:
    """A number as printed, with ten decimals; "" for none at all."""
    if value is None:
        return ""
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise ReadingError(place, f"not a number of ten decimals: {show(value)}")
    return value


def _short(points: str) -> str:
    return f"{Decimal(points):.3f}"
