"""Who printed what of a line: the pages that are cited, and the rows of our documents that say so."""

import json
from typing import Any
from urllib.parse import urlencode

from ingest.formats import FIELD_NAMES

Row = dict[str, Any]
# (routine or None, field of the result or ""): what a witness is a witness of. Rows of components
# speak for their routine.
Value = tuple[int | None, str]


def line_sources(result: Row) -> list[Row]:
    """The pages behind a line in order of trust, with which values each printed where they differ."""
    names = value_names(result)
    witnesses = [result, *result["routines"]]
    rows = [witness for row in witnesses for witness in row["witnesses"]]
    pages: dict[str, list[Row]] = {}
    for witness in sorted(rows, key=_trust):
        pages.setdefault(witness["citation_id"], []).append(witness)
    printed = [_values(page) for page in pages.values()]
    says_which = any(values != printed[0] for values in printed)
    shown = {value for values in printed for value, is_other in values if not is_other}
    return [
        page[0]
        | {"says": _words(values, shown, names) if says_which else "", "places": _places(page)}
        for page, values in zip(pages.values(), printed, strict=True)
    ]


def value_names(result: Row) -> dict[Value, str]:
    """What the values of a line are called in a list of sources."""
    fields: dict[Value, str] = {(None, key): word.lower() for key, word in FIELD_NAMES.items()}
    return fields | {
        (routine["routine_id"], ""): routine["apparatus_name"] for routine in result["routines"]
    }


def value_sources(row: Row) -> list[Row]:
    """For programs: the addresses that printed the value shown, each with document and record."""
    keys = ("address", "document_id", "record")
    shown = [witness for witness in row["witnesses"] if witness["is_shown"]]
    found = {tuple(witness[key] for key in keys): None for witness in shown}
    return [dict(zip(keys, values, strict=True)) for values in found]


def source_cells(row: Row) -> dict[str, str]:
    """For CSV: addresses, their document:record, and what other pages print instead."""
    sources = value_sources(row)
    correction = row["correction"]
    return {
        "sources": " ".join(dict.fromkeys(source["address"] for source in sources)),
        "records": " ".join(f"{source['document_id']}:{source['record']}" for source in sources),
        "conflicts": " ".join(
            f"{other['value_printed']} {other['address']}" for other in row["conflicts"]
        ),
        "correction": correction["reason"] if correction else "",
    }


def correction_of(witnesses: list[Row]) -> Row | None:
    """What was printed and why another number is read, when a decision corrected the number shown."""
    for witness in witnesses:
        if witness["is_shown"] and witness["correction_reason"]:
            return {"printed": witness["corrected_from"], "reason": witness["correction_reason"]}
    return None


def _trust(witness: Row) -> tuple[int, str, str]:
    return -witness["trust"], witness["host"], witness["address"]


def _values(page: list[Row]) -> dict[tuple[Value, bool], None]:
    """The values that a page printed, and whether as another number than the one shown."""
    values: dict[tuple[Value, bool], None] = {}
    for witness in page:
        routine_id = witness["routine_id"]
        value = routine_id, "" if routine_id else witness["field"]
        values[value, not witness["is_shown"]] = None
    return values


def _words(
    values: dict[tuple[Value, bool], None], shown: set[Value], names: dict[Value, str]
) -> str:
    if values.keys() >= {(value, False) for value in shown}:
        return "tutti"
    words = [names[value] + (": altro valore" if is_other else "") for value, is_other in values]
    return ", ".join(dict.fromkeys(words))


def _places(page: list[Row]) -> list[Row]:
    """The rows of our documents behind a page: what the link says, and the witnesses it lists."""
    records: dict[str, dict[str, None]] = {}
    for witness in page:
        records.setdefault(witness["document_id"], {})[witness["record"]] = None
    return [_place(document_id, list(found)) for document_id, found in records.items()]


def _place(document_id: str, records: list[str]) -> Row:
    if len(records) == 1:
        text, which = f"riga {records[0]}", {"record": records[0]}
    else:
        text, which = f"{len(records)} righe", {"record__in": json.dumps(records)}
    return {
        "text": text,
        "address": f"/pedana/witness?{urlencode({'document_id': document_id} | which)}",
    }
