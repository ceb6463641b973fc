"""The lines of a career or of a ranking: each result with all that hangs on it.

A line is a result row (a dict) that got routines, witnesses, conflicts, findings, revisions and correction;
a routine got its own, and components. For pages it also has sources, adds_up (the check mark), notes,
doubts and history in the order they are read, whether its routines are shown beside the total, and as
origin the address of the line of a document that its number comes from.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ingest.line_sources import (
    correction_of,
    line_revisions,
    line_sources,
    origin_of,
    revision_facts,
    value_sources,
)  # fmt: skip
from ingest.site import page_queries, rows

Row = dict[str, Any]
# The printed order of the components of a score; the penalty is subtracted.
COMPONENT_ORDER = ("D", "DB", "D1", "D2", "DA", "A", "E", "PEN")
DOUBTFUL = {
    "message": "punteggio dubbio, forse un refuso: non entra nei migliori punteggi e nell'andamento"
}
PER_ROUTINE = ("components", "witnesses", "findings", "revisions")
PER_RESULT = ("witnesses", "findings", "revisions")
FOR_PAGES = (
    "adds_up", "notes", "doubts", "shows_routines", "witnesses", "apparatus_position", "origin",
    "history",
)  # fmt: skip


def read_lines(connection: sqlite3.Connection, results: list[Row]) -> dict[str, list[Row]]:
    """All that hangs on these results, and the documents they come from."""
    params = {"result_ids": json.dumps([result["result_id"] for result in results])}
    queries = page_queries("lines")
    return {name: rows(connection, sql, params) for name, sql in queries.items()}


def join_lines(results: list[Row], parts: dict[str, list[Row]], athlete_id: str = "") -> list[Row]:
    """Hang the parts on their results; with an athlete, only her routines of her teams' results."""
    routines = parts["routines"]
    if athlete_id:
        routines = [routine for routine in routines if routine["athlete_id"] == athlete_id]
    of_routine = {name: _by(parts[name], "routine_id") for name in PER_ROUTINE}
    of_result = {name: _by(parts[name], "result_id") for name in PER_RESULT}
    for routine in routines:
        _hang(routine, of_routine, routine["routine_id"])
        routine["components"] = sorted(routine["components"], key=_component_position)
    done = _by(routines, "result_id")
    for result in results:
        _hang(result, of_result, result["result_id"])
        result["routines"] = done[result["result_id"]]
        result["sources"] = line_sources(result)
        result["adds_up"] = adds_up(result)
        result["shows_routines"] = shows_routines(result)
        result["notes"] = line_notes(result)
        result["doubts"] = line_doubts(result)
        result["history"] = line_revisions(result)
    return results


def _hang(row: Row, parts: dict[str, defaultdict[Any, list[Row]]], key: int) -> None:
    row.update({name: rows_[key] for name, rows_ in parts.items()})
    row["conflicts"] = [witness for witness in row["witnesses"] if not witness["is_shown"]]
    row["correction"] = correction_of(row["witnesses"])
    row["origin"] = origin_of(row["witnesses"])


def shows_routines(result: Row) -> bool:
    """Whether the parts say more than the total: not for one routine that is the total."""
    routines = result["routines"]
    if len(routines) != 1 or result["team_id"] or routines[0]["components"]:
        return bool(routines)
    has_total = result["total"] is not None or bool(result["total_printed"])
    return has_total and routines[0]["points"] != result["total"]


def adds_up(result: Row) -> bool:
    """Whether the printed parts, two or more, give the printed total or points of this result."""
    counted = [routine for routine in result["routines"] if routine["is_counted"]]
    if len(counted) == 1:
        return components_add_up(counted[0])
    parts = [routine["points"] for routine in counted]
    return len(parts) > 1 and _is_sum(result["total"], parts)


def components_add_up(routine: Row) -> bool:
    """Whether the components of a routine give its points."""
    parts = [
        -part["points"] if part["code"] == "PEN" else part["points"]
        for part in routine["components"]
    ]
    return len(parts) > 1 and _is_sum(routine["points"], parts)


def line_notes(result: Row) -> list[str]:
    """What the sources note beside a line, each text once; which routine is said where it matters."""
    own = [routine for routine in result["routines"] if routine["note"] not in result["note"]]
    texts = {routine["note"] for routine in own}
    if len(texts) == 1 and len(own) == len(result["routines"]):
        notes = list(texts)
    else:
        notes = [f"{row['apparatus_name'].capitalize()}: {row['note']}" for row in own]
    return [result["note"], *notes] if result["note"] else notes


def line_doubts(result: Row) -> list[Row]:
    """What is not certain about a line: the values that another source prints, then the findings.

    A routine that is the whole result repeats the doubts of its total: each is said once.
    """
    doubts: dict[Any, Row] = {}
    for about, row in [("", result), *((row["apparatus_name"], row) for row in result["routines"])]:
        for conflict in row["conflicts"]:
            key = conflict["value_printed"], conflict["address"]
            doubts.setdefault(key, {"about": about, "conflict": conflict})
        for finding in [*row["findings"], *([DOUBTFUL] if row.get("is_doubtful") else [])]:
            doubts.setdefault(finding["message"], {"about": about, "finding": finding})
    return sorted(doubts.values(), key=lambda doubt: "finding" in doubt)


def _is_sum(total: float | None, parts: list[float | None]) -> bool:
    """Compare in thousandths: points have three decimals and floats do not."""
    numbers = [part for part in parts if part is not None]
    if total is None or len(numbers) < len(parts):
        return False
    return round(total * 1000) == sum(round(number * 1000) for number in numbers)


def _by(rows_: Iterable[Row], key: str) -> defaultdict[Any, list[Row]]:
    grouped: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows_:
        if row[key] is not None:
            grouped[row[key]].append(row)
    return grouped


def _component_position(component: Row) -> tuple[int, str]:
    code = component["code"]
    known = COMPONENT_ORDER.index(code) if code in COMPONENT_ORDER else len(COMPONENT_ORDER)
    return known, code


def line_facts(result: Row) -> Row:
    """One line for programs: points as numbers and as printed, who printed each, open questions."""
    facts = _value_facts(result) | {key: bool(result.get(key)) for key in ("is_loan", "is_reserve")}
    return facts | {"routines": [_routine_facts(routine) for routine in result["routines"]]}


def _routine_facts(routine: Row) -> Row:
    return _value_facts(routine) | {
        "is_loan": bool(routine["is_loan"]),
        "is_counted": bool(routine["is_counted"]),
        "is_doubtful": bool(routine["is_doubtful"]),
        "components": {part["code"]: part["points"] for part in routine["components"]},
    }


def _value_facts(row: Row) -> Row:
    """What a total and a routine have alike."""
    return {key: value for key, value in row.items() if key not in FOR_PAGES} | {
        "sources": value_sources(row),
        "conflicts": [_conflict_facts(conflict) for conflict in row["conflicts"]],
        "findings": [finding["message"] for finding in row["findings"]],
        "revisions": [revision_facts(revision) for revision in row["revisions"]],
    }


def _conflict_facts(conflict: Row) -> Row:
    return {
        "field": conflict["field"],
        "value_printed": conflict["value_printed"],
        "source": conflict["address"],
        "document_id": conflict["document_id"],
        "record": conflict["record"],
    }
