"""An answer key of a sheet beside the rows that were read: every difference is a line of text.

A key holds every string as printed; what a sheet does not print is absent or "".
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ingest.reading import RawRow
from ingest.vocabulary import find_apparatus

FIELDS = ("name", "rank", "total", "club", "nation", "birth_year", "status", "mark", "family_name",
          "given_name", "team", "participants")  # fmt: skip


def differences(key: dict[str, Any], rows: Iterable[RawRow]) -> list[str]:
    """What was read otherwise than printed: one line each, with the place of the row in the sheet."""
    found = read_entries(rows)
    wanted = [row for ranking in key["rankings"] for row in _wanted(ranking)]
    lines = []
    if len(found) != len(wanted):
        lines.append(f"{len(found)} rows, printed are {len(wanted)}")
    for at, (one, other) in enumerate(zip(wanted, found, strict=False), 1):
        lines += [f"row {at}: {line}" for line in _differences(one, other)]
    return lines


def _wanted(ranking: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in ranking["rows"]:
        single = {}
        if "components" in row:
            single = {"": {"points": row["total"], "components": row["components"]}}
        yield row | {
            "kind": ranking["kind"],
            "apparatus": row.get("apparatus") or single,
            "participants": ranking.get("participants", ""),
        }


def read_entries(rows: Iterable[RawRow]) -> list[dict[str, Any]]:
    """Rows of one line of a sheet together: the total or the only routine, and the routines it counts."""
    entries: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in (row for row in rows if row.kind != "special points" or row.record.count(".") == 1):
        place = tuple(row.record.split(".")[:2])
        entry = entries.setdefault(place, {"apparatus": {}, "kind": row.kind})
        is_own = row.record.count(".") == 1
        if is_own:
            entry |= {
                "name": row.competitor, "rank": row.rank, "total": row.points, "club": row.club,
                "nation": row.nation, "birth_year": row.birth_year, "status": row.status,
                "mark": _mark(row.note), "family_name": row.family_name, "given_name": row.given_name,
                "team": row.team if row.competitor_kind == "athlete" else "",
                "participants": row.field_size,
            }  # fmt: skip
        else:
            entry.setdefault("name", row.competitor)
            entry.setdefault("club", row.club)
            entry.setdefault("birth_year", row.birth_year)
            entry.setdefault("nation", row.nation)
            entry.setdefault("team", row.team)
        if not is_own or row.components:
            word = "" if is_own else row.apparatus or row.scope
            word += f" {row.attempt}" if row.attempt != "1" else ""
            entry["apparatus"][word] = {
                "points": row.points, "rank": "" if is_own else row.rank, "components": dict(row.components),
            }  # fmt: skip
    return list(entries.values())


def _mark(note: str) -> str:
    return next(
        (
            part.split(":")[0]
            for part in note.split("; ")
            if ": qualif" in part or ": riserva" in part
        ),
        "",
    )


def _is_absent(mark: dict[str, Any]) -> bool:
    """Nothing printed, or zeros that stand for a gymnast who did not compete on the apparatus."""
    numbers = [mark.get("points", ""), *mark.get("components", {}).values()]
    return not any(set(text) & set("123456789") for text in numbers)


def _is_same(printed: str, read: str) -> bool:
    """Whether a word is read as printed; "CL" behind another apparatus is clubs."""
    one, other = find_apparatus(printed), find_apparatus(read)
    is_known = one and other and one.apparatus_id == other.apparatus_id
    return bool(is_known) or printed == read or (printed, read) == ("CL", "CV")


def _differences(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for field in FIELDS:
        one, other = wanted.get(field, ""), found.get(field, "")
        if field == "rank":
            one, other = one.strip("().°ªº^"), other.strip("().°ªº^")
        if field in ("family_name", "given_name") and not (one and other):
            continue  # a name that print does not part stays whole
        if field in ("nation", "club") and not one:
            continue  # a nation in the name of a club; a team's own name
        if one != other:
            yield f"{field} {other!r}, printed {one!r}"
    marks, read = list(wanted["apparatus"].items()), list(found["apparatus"].items())
    missing = len(marks) - len(read)
    for word, mark in list(marks):
        if missing > 0 and _is_absent(mark):  # printed as zero, did not compete
            marks.remove((word, mark))
            missing -= 1
    if len(marks) != len(read):
        yield f"scores on {[word for word, _ in read]}, printed on {[word for word, _ in marks]}"
        return
    for (word, mark), (name, other) in zip(marks, read, strict=True):
        if not _is_same(word, name):
            yield f"apparatus {name!r}, printed {word!r}"
        for field in ("points", "rank", "components"):
            empty: Any = {} if field == "components" else ""
            if mark.get(field, empty) != other[field]:
                yield f"{word} {field} {other[field]!r}, printed {mark.get(field, empty)!r}"
