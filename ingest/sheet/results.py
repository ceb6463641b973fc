"""The rows of one table -> RawRow: a total, the routines it counts, their components.

Not carried: numbers of bib, days of birth, regions, averages, sums of parts, remarks.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.dates import parse_dates
from ingest.reading import RawRow, ReadingError
from ingest.sheet.consistency import (
    counted_scores,
    left_out_scores,
    require_first_place,
    require_headings,
    require_one_subject,
    require_places,
    require_sums,
)
from ingest.sheet.context import Context, phrases
from ingest.sheet.entries import (
    Entry,
    Mark,
    has_clubs_in,
    have_components,
    have_members,
    is_blank,
    is_member,
    name_groups,
    name_teams,
    read_entry,
    settle_codes,
    settle_ties,
    settle_zeros,
    status_in,
)
from ingest.sheet.lines import place_of
from ingest.sheet.marks import DAY, INQUIRY, MARK, NATION, RANK, YEAR, is_nothing, status_of
from ingest.sheet.names import Name, read_name, split_nation, split_status, without_codes
from ingest.sheet.programme import Programme, read_programme, read_title
from ingest.sheet.sums import is_difficulty_again, number
from ingest.sheet.table import Body
from ingest.text import fold

logger = logging.getLogger(__name__)

CODE_HEADING = re.compile(r"cod|id\b|n\b")
TOTAL_NOTES = {"PEN": "penalità sul totale:", "BONUS": "bonus sul totale:"}
FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
SHORT_YEAR = re.compile(r"(?:.*\D)?(\d\d)", re.ASCII)
PLACED = re.compile(r"(\d{1,3}[.)°ª])\s")


def table_rows(body: Body, context: Context, team: str = "") -> list[RawRow]:
    """The RawRows of one table; `team` is the one at the end of the page before, whose gymnasts may go on
    here. Raises ReadingError when its components do not give its scores.
    """
    require_headings(body)
    has_clubs = has_clubs_in(body)
    entries = [read_entry(body, row, has_clubs=has_clubs) for row in body.rows]
    has_teams = name_teams(body, entries)
    for entry in filter(is_blank, entries):
        logger.warning("left out, a place without a name: %s", entry.row.line.text)
    entries = [entry for entry in entries if not is_blank(entry)]
    has_members = has_teams or have_members(entries)
    programme = read_programme(
        body, context, has_members, have_components(entries), has_teams=has_teams
    )
    if programme.kind == "team":
        require_places(entries)
    if programme.competitor_kind in ("group", "pair"):
        name_groups(body, entries)
    elif programme.competitor_kind == "athlete":
        require_one_subject(body, entries)
    settle_codes(entries)
    settle_ties(entries)
    settle_zeros(entries)
    if not team:
        require_first_place(entries)
    require_sums(entries)
    counted = counted_scores(entries, programme)
    left_out = left_out_scores(entries) if programme.kind == "team" else set()
    rows: list[RawRow] = []
    for entry in entries:
        is_own = programme.kind != "team" or not is_member(entry)
        base = _base(body, context, programme, entry, "" if is_own else team)
        team = base.competitor if is_own else team
        for row in _entry_rows(base, entry, programme, counted):
            is_out = (id(entry), row.apparatus) in {
                (key, programme.words[at]) for key, at in left_out
            }
            rows.append(replace(row, is_counted=False) if is_out else row)
    return rows


def _base(body: Body, context: Context, programme: Programme, entry: Entry, team: str) -> RawRow:
    """What all the RawRows of one row share."""
    cells = entry.cells
    is_athlete = programme.competitor_kind == "athlete" or bool(team)
    cells["name"], said = split_status(cells.get("name", ""))
    cells["name"], own = split_nation(cells["name"])
    club, nation = split_nation(without_codes(_club(cells)))
    name = _name(body, cells, is_athlete=is_athlete)
    if not any(map(str.isalpha, name.printed)):
        raise ReadingError(
            place_of(entry.row.line), f"a row without a name: {entry.row.line.text!r}"
        )
    rank = _rank(entry, has_places=body.head.has("rank"))
    first, last = _days(entry, context)
    title = read_title(cells["event"]) if cells.get("event") else None
    status = said or status_in(entry, has_rank=bool(rank)) or context.said.get("status", "")
    return RawRow(
        record=f"{entry.row.line.page}.{entry.row.line.number}",
        title=programme.title
        if not title
        else cells["event"]
        if cells["event"] != title.name
        else "",
        competition=title.name if title else programme.competition,
        season=cells.get("season", ""),
        stage=programme.said.get("stage", ""),
        phase=programme.said.get("phase", ""),
        zone=programme.said.get("zone", ""),
        date=first,
        date_end=last,
        place=context.place,
        discipline=programme.discipline,
        category=cells.get("category", "") or context.category,
        kind=programme.kind,
        round=_round(entry) or context.said.get("round", ""),
        competitor=name.printed,
        competitor_kind="athlete" if is_athlete else programme.competitor_kind,
        family_name=name.family,
        given_name=name.given,
        name_split=name.split,
        club=club if is_athlete else club or name.printed,
        team=team or (name.printed if programme.kind == "team" and is_athlete else ""),
        nation=_nation(entry) or own or nation,
        birth_year=name.birth_year or _birth_year(entry),
        licence=_licence(body, cells) if is_athlete else "",
        rank=rank,
        status=status,
        field_size=context.said.get("field_size", ""),
        squad=cells.get("members", ""),
        revision=context.said.get("revision", ""),
        note="; ".join(_notes(entry)),
    )


def _days(entry: Entry, context: Context) -> tuple[str, str]:
    """The first and the last day, of the row's own cell or of the titles."""
    cell = entry.cells.get("date", "")
    days = parse_dates(cell)
    if cell and not days:
        raise ReadingError(place_of(entry.row.line), f"{cell!r} is not a date")
    return (
        (days[0], days[1] if days[1] != days[0] else "")
        if days
        else (context.date, context.date_end)
    )


def _round(entry: Entry) -> str:
    cell = entry.cells.get("round", "")
    found = next((said["round"] for pattern, said in phrases()
                  if "round" in said and pattern.search(cell)), "")  # fmt: skip
    if cell and not found:
        raise ReadingError(place_of(entry.row.line), f"{cell!r} is not a round that is known")
    return found


def _rank(entry: Entry, *, has_places: bool) -> str:
    """The place as printed, without "ex aequo"; "" where a dash, a status or a mark stands for it. Without
    a column of places it may stand before the name: "1. PROVA Ada".
    """
    before = PLACED.match(entry.cells.get("name", ""))
    if before and not has_places:
        return before[1]
    words = entry.cells.get("rank", "").split()
    found = next((word for word in words if RANK.fullmatch(word)), "")
    is_known = all(status_of(word) or is_nothing(word) or MARK.fullmatch(word) for word in words)
    if not found and not is_known and not status_of(" ".join(words)):
        raise ReadingError(place_of(entry.row.line), f"{' '.join(words)!r} is not a place")
    return found


def _name(body: Body, cells: dict[str, str], *, is_athlete: bool) -> Name:
    if cells.get("surname") and cells.get("given"):
        printed = f"{cells['surname']} {cells['given']}"
        return Name(printed, cells["surname"], cells["given"], "printed")
    heading = next((c.text for c in body.upper.columns if {"name", "surname"} & {*c.roles}), "")
    text = cells.get("name") or cells.get("surname", "")
    return read_name(text, heading) if is_athlete else Name(without_codes(text))


def _club(cells: dict[str, str]) -> str:
    return cells.get("club", "") or cells.get("team", "")


def _nation(entry: Entry) -> str:
    loose = [
        mark for mark in entry.row.marks if NATION.fullmatch(mark) and not MARK.fullmatch(mark)
    ]
    cell = entry.cells.get("nation", "") or (loose[0] if loose else "")
    return "" if is_nothing(cell) else cell.strip("()")


def _licence(body: Body, cells: dict[str, str]) -> str:
    """The number of her licence; a column headed "Cod." may hold that of her club."""
    heading = next((c.text for c in body.upper.columns if c.role == "licence"), "")
    return "" if CODE_HEADING.match(fold(heading)) else cells.get("licence", "")


def _birth_year(entry: Entry) -> str:
    """The year of a year or a day of birth: a day is never carried. "" where several years stand, or none.
    Raises ReadingError, without the text, where what stands there is neither.
    """
    cell = entry.cells.get("birth", "").strip("[]() ")
    years = set(FULL_YEAR.findall(cell))
    short = SHORT_YEAR.fullmatch(cell)
    if not years and short and (DAY.fullmatch(cell) or YEAR.fullmatch(cell)):
        return f"20{short[1]}" if int(short[1]) <= 30 else f"19{short[1]}"
    if not years and re.search(r"\d", cell):
        raise ReadingError(place_of(entry.row.line), "the year or day of birth cannot be read")
    return years.pop() if len(years) == 1 else ""


def _notes(entry: Entry) -> Iterator[str]:
    marks = [*entry.row.marks, *entry.cells.get("mark", "").split()]
    for mark in marks:
        if re.fullmatch(r"Q|q|QF", mark):
            yield f"{mark}: qualificata"
        elif re.fullmatch(r"[Rr]\d?|Ris\.?", mark):
            yield f"{mark}: riserva"
    if entry.total.has_inquiry or any("!" in text for text in entry.total.components.values()):
        yield "!: punteggio dopo ricorso"


def _entry_rows(base: RawRow, entry: Entry, programme: Programme, counted: int) -> Iterator[RawRow]:
    """The total of a row, then its routines; in a ranking of one apparatus the routine is the result."""
    scope = f"{counted} migliori" if counted else base.scope
    base = replace(base, scope=scope)
    if base.kind == "team" and number(entry.cells.get("special", "")) is not None:
        record = f"{base.record}.{len(programme.words) + 1}"
        yield replace(base, record=record, kind="special points", points=entry.cells["special"])
    absent = [programme.name_of(at) for at, mark in sorted(entry.marks.items()) if mark.is_absent]
    is_single = programme.kind == "apparatus" or bool(base.team and entry.apparatus)
    is_group_of_one = base.kind in ("group", "pair") and not entry.marks and bool(programme.single)
    if (is_single or is_group_of_one) and not entry.attempts:
        row = _with_mark(base, entry.total, entry.apparatus or programme.apparatus)
        row = replace(row, note="; ".join(filter(None, [row.note, entry.note or programme.note])))
        yield replace(row, record=f"{row.record}.1") if entry.apparatus and base.team else row
        return
    if base.team and base.competitor_kind == "athlete" and len(absent) == len(entry.marks):
        yield base
        return
    notes = [base.note, f"non eseguiti: {', '.join(absent)}" if absent and not base.status else ""]
    for code, said in TOTAL_NOTES.items():
        text = entry.total.components.get(code, "")
        notes.append(f"{said} {text}" if entry.marks and number(text) else "")
    if not base.team or base.competitor_kind != "athlete":
        total = replace(base, points=_points(entry.total), note="; ".join(filter(None, notes)))
        is_mean = bool(entry.attempts)  # of several performances on one apparatus
        yield replace(total, apparatus=programme.apparatus, attempt="") if is_mean else total
    routine = replace(base, rank="", note="", status="", field_size="")
    for at, mark in enumerate(entry.attempts, 1):
        row = _with_mark(routine, mark, programme.apparatus)
        yield replace(row, record=f"{base.record}.{at}", attempt=str(at))
    for at, mark in sorted(entry.marks.items()):
        if mark.is_absent:
            continue
        row = _with_mark(routine, mark, programme.words[at])
        is_sum = programme.kind == "team" and base.competitor_kind != "athlete"
        if is_sum:  # the sum of several routines is a result with a scope, never a routine
            row = replace(row, apparatus="", scope=programme.words[at])
        yield replace(
            row,
            record=f"{base.record}.{at + 1}",
            attempt=programme.attempts[at],
            is_counted=programme.attempts[at] == "1",
            note=programme.notes.get(at, ""),
        )


def _with_mark(row: RawRow, mark: Mark, apparatus: str) -> RawRow:
    components = {
        code: INQUIRY.sub("", text).strip(" ()")
        for code, text in mark.components.items() if number(text) is not None
    }  # fmt: skip
    if is_difficulty_again(components):
        components.pop("D")
    return replace(
        row,
        apparatus=apparatus,
        points=_points(mark),
        rank=row.rank or mark.place,
        components=tuple(components.items()),
    )


def _points(mark: Mark) -> str:
    return mark.points if number(mark.points) is not None else ""
