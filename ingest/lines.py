"""The lines of a career or of a ranking: each result with all that hangs on it.

A line is a result row (a dict) that got: routines (each with components, conflicts and findings of
its own), sources, conflicts, findings, and adds_up, the check mark.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ingest.site import page_queries, rows

Row = dict[str, Any]
# The printed order of the components of a score; the penalty is subtracted.
COMPONENT_ORDER = ("D", "DB", "D1", "D2", "DA", "A", "E", "PEN")
FOR_PAGES = ("adds_up", "notes", "shows_routines")


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
    components = _by(parts["components"], "routine_id")
    conflicts = _by(parts["conflicts"], "routine_id"), _by(parts["conflicts"], "result_id")
    findings = _by(parts["findings"], "routine_id"), _by(parts["findings"], "result_id")
    for routine in routines:
        key = routine["routine_id"]
        routine["components"] = sorted(components[key], key=_component_position)
        routine["conflicts"] = conflicts[0][key]
        routine["findings"] = findings[0][key]
    of_result = _by(routines, "result_id")
    sources = _by(parts["sources"], "result_id")
    for result in results:
        key = result["result_id"]
        result["routines"] = of_result[key]
        result["sources"] = _distinct(sources[key], {row["routine_id"] for row in of_result[key]})
        result["conflicts"] = conflicts[1][key]
        result["findings"] = findings[1][key]
        result["adds_up"] = adds_up(result)
        result["notes"] = line_notes(result)
    return results


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


def _distinct(sources: list[Row], routine_ids: set[Any]) -> list[Row]:
    """The sources of the result and of the routines shown, each once, in their order of trust."""
    shown = [
        row for row in sources if row["routine_id"] is None or row["routine_id"] in routine_ids
    ]
    return list({row["citation_id"]: row for row in shown}.values())


def _component_position(component: Row) -> tuple[int, str]:
    code = component["code"]
    known = COMPONENT_ORDER.index(code) if code in COMPONENT_ORDER else len(COMPONENT_ORDER)
    return known, code


def line_facts(result: Row) -> Row:
    """One line for programs: points as numbers and as printed, every source and open question."""
    facts = {key: value for key, value in result.items() if key not in FOR_PAGES}
    facts["is_loan"] = bool(result.get("is_loan"))
    facts["sources"] = [source["address"] for source in result["sources"]]
    facts["conflicts"] = [_conflict_facts(conflict) for conflict in result["conflicts"]]
    facts["findings"] = [finding["message"] for finding in result["findings"]]
    facts["routines"] = [_routine_facts(routine) for routine in result["routines"]]
    return facts


def _routine_facts(routine: Row) -> Row:
    return routine | {
        "is_loan": bool(routine["is_loan"]),
        "is_counted": bool(routine["is_counted"]),
        "components": {part["code"]: part["points"] for part in routine["components"]},
        "conflicts": [_conflict_facts(conflict) for conflict in routine["conflicts"]],
        "findings": [finding["message"] for finding in routine["findings"]],
    }


def _conflict_facts(conflict: Row) -> Row:
    return {
        "field": conflict["field"],
        "value_printed": conflict["value_printed"],
        "source": conflict["address"],
    }
