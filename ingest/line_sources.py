"""Who printed what of a line: the pages that are cited, and the rows of our documents that say so."""

import re
from collections.abc import Iterable
from typing import Any

from ingest.formats import FIELD_NAMES, STATUS_NAMES, value_name

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
        "revisions": "; ".join(
            f"{each['field']}: {each['value_before']}, {each['reason']} {each['value_after']}"
            for each in row["revisions"]
        ),
    }


def correction_of(witnesses: list[Row]) -> Row | None:
    """What was printed and why another number is read, when a decision corrected the number shown."""
    for witness in witnesses:
        if witness["is_shown"] and witness["correction_reason"]:
            return {"printed": witness["corrected_from"], "reason": witness["correction_reason"]}
    return None


def origin_of(witnesses: list[Row]) -> str:
    """The address of the line that a number shown comes from, of its most trusted witness; "" if none."""
    for witness in witnesses:
        if witness["is_shown"] and witness["field"] in ("total", "points"):
            return place_address(witness["document_id"], [witness["record"]])
    return ""


def line_revisions(result: Row) -> list[Row]:
    """What changed on a line from one version of a document to the next, as it is read: what, from which
    value to which, and where each stands.
    """
    said: dict[Any, Row] = {}
    for about, row in [("", result), *((row["apparatus_name"], row) for row in result["routines"])]:
        for each in row["revisions"]:
            change = change_text(each, about)
            said.setdefault((change["about"], change["before"], change["after"]), change)
    return list(said.values())


def change_text(revision: Row, apparatus_name: str) -> Row:
    """One change as it is read: of which value, from what to what, and the addresses of both lines."""
    field = revision["field"]
    return {
        "about": value_name(field, apparatus_name),
        "before": _value_text(field, revision["value_before"]),
        "after": _value_text(field, revision["value_after"]),
        "reason": revision["reason"],
        "before_at": place_address(revision["document_before"], [revision["record_before"]]),
        "after_at": place_address(revision["document_after"], [revision["record_after"]]),
    }


def revision_facts(revision: Row) -> Row:
    """For programs: a revision without the keys of what it is about."""
    return {key: value for key, value in revision.items() if key not in ("result_id", "routine_id")}


def _value_text(field: str, printed: str) -> str:
    """A value of a revision as it is read: 2ª, non partita, 35.900 for 35,900; a dash for none."""
    if field == "rank" and printed.isdecimal():
        return f"{printed}ª"
    return STATUS_NAMES.get(printed, printed.replace(",", ".")) or "–"


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
    """The lines of our documents behind a page: what the link says, and where they are shown."""
    records: dict[tuple[str, str], dict[str, None]] = {}
    for witness in page:
        key = witness["document_id"], witness["media_type"]
        records.setdefault(key, {})[witness["record"]] = None
    return [
        {"text": places_text(found, media_type), "address": place_address(document_id, found)}
        for (document_id, media_type), found in records.items()
    ]


def place_address(document_id: str, records: Iterable[str]) -> str:
    """Our page of some records of a document."""
    return f"/fonti/{document_id}/{','.join(records)}"


def places_text(records: Iterable[str], media_type: str) -> str:
    """The line of some records, or how many lines they are."""
    texts = dict.fromkeys(place_text(record, media_type) for record in records)
    return next(iter(texts)) if len(texts) == 1 else f"{len(texts)} righe"


def place_text(record: str, media_type: str) -> str:
    """Where a record stands: "riga 12", "pagina 3, riga 12", "foglio 2, riga 5"; of JSON, its number."""
    page, _, rest = record.partition(".")
    line = rest.partition(".")[0]
    if media_type == "application/json":
        return f"record {record}"
    if not line or (page == "1" and media_type.startswith("text/")):
        return f"riga {line or page}"
    is_workbook = re.search(r"excel|spreadsheet", media_type)
    return f"{'foglio' if is_workbook else 'pagina'} {page}, riga {line}"
