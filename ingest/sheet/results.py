"""The rows of one table -> RawRow: a total, the routines it counts, their components.

Not carried: numbers of bib and licence, days of birth, regions, averages, sums of parts, remarks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.dates import parse_dates
from ingest.reading import RawRow, ReadingError
from ingest.sheet.columns import Layout
from ingest.sheet.context import Context, phrases
from ingest.sheet.headings import COMPONENTS
from ingest.sheet.lines import place_of
from ingest.sheet.marks import (
    DAY,
    INQUIRY,
    MARK,
    NATION,
    NUMBER,
    PLACE,
    RANK,
    SCORED_PLACE,
    is_nothing,
    status_of,
)
from ingest.sheet.names import Name, read_name, split_nation, split_status, without_codes
from ingest.sheet.programme import Programme, read_programme, read_title
from ingest.sheet.row_starts import SCORES, WHO
from ingest.sheet.sums import components_close, is_difficulty_again, number
from ingest.sheet.table import Body, Row
from ingest.text import fold
from ingest.vocabulary import find_apparatus

MEMBERS = frozenset({"ginnaste", "ginnasti", "atlete", "gymnasts", "gimnastas", "zawodniczki"})
MARKED = re.compile(rf"({NUMBER.pattern})\s*\(?(Q|R\d?)\)?")
PLACED = re.compile(r"(\d{1,3}[.)°ª])\s")
GLUED = re.compile(r"[.,]\d{4}")  # a small number printed right behind a score
COACH = re.compile(
    r"(?:all\.|allenatric[ei]|allenator[ei]|tecnic[oah]|istruttric[ei]|coach|trainer)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Mark:
    """One performance as printed: score, the place beside it, components, a sign of inquiry."""

    points: str = ""
    place: str = ""
    components: dict[str, str] = field(default_factory=dict)
    has_inquiry: bool = False

    @property
    def is_absent(self) -> bool:
        """Whether it was not performed: no score, or a zero whose difficulty is a dash or a zero too."""
        points = number(self.points)
        if points is None:
            return True
        parts = [number(text) or 0 for code, text in self.components.items() if code != "PEN"]
        return points == 0 and bool(parts) and not any(parts)


@dataclass(slots=True)
class Entry:
    """One row by meaning: {role: text}, the total, the marks of its groups, further attempts.

    apparatus is that of a row which names its own, in a column of apparatus.
    """

    row: Row
    cells: dict[str, str] = field(default_factory=dict)
    total: Mark = field(default_factory=Mark)
    marks: dict[int, Mark] = field(default_factory=dict)
    apparatus: str = ""
    attempts: list[Mark] = field(default_factory=list)


def table_rows(body: Body, context: Context, team: str = "") -> list[RawRow]:
    """The RawRows of one table; `team` is the one at the end of the page before, whose gymnasts may go on
    here. Raises ReadingError when its components do not give its scores.
    """
    _require_headings(body)
    has_clubs = _has_clubs(body)
    entries = [_entry(body, row, has_clubs=has_clubs) for row in body.rows]
    programme = read_programme(
        body, context, entries_have_members(entries), _has_components(entries)
    )
    if programme.kind == "team":
        _require_places(entries)
    if programme.competitor_kind in ("group", "pair"):
        _name_groups(body, entries)
    _require_sums(entries)
    counted = _counted(entries, programme)
    left_out = _left_out(entries) if programme.kind == "team" else set()
    rows: list[RawRow] = []
    for entry in entries:
        is_member = programme.kind == "team" and _is_member(entry)
        base = _base(body, context, programme, entry, team if is_member else "")
        team = team if is_member else base.competitor
        for row in _entry_rows(base, entry, programme, counted):
            is_out = (id(entry), row.apparatus) in {
                (key, programme.words[at]) for key, at in left_out
            }
            rows.append(replace(row, is_counted=False) if is_out else row)
    return rows


def entries_have_members(entries: Sequence[Entry]) -> bool:
    """Whether rows with a place are followed by rows without: teams and their gymnasts."""
    ranks = [entry.row.has_rank for entry in entries]
    return bool(ranks) and ranks[0] and ranks.count(False) >= ranks.count(True)


def _require_headings(body: Body) -> None:
    """Raise ReadingError on a column that holds something and whose heading is not understood."""
    filled = {at for row in body.rows for at in row.cells}
    names = [at for at in sorted(filled) if body.upper.role(at) in ("name", "surname")]
    if len(names) > 1:
        texts = " and ".join(repr(body.upper.columns[at].text) for at in names[:2])
        raise ReadingError(
            place_of(body.rows[0].line), f"two columns of names side by side: {texts}"
        )
    for row in body.rows:
        bands = zip([body.upper, *body.lower], [row.cells, *row.lower], strict=False)
        for layout, cells in bands:
            for at, text in cells.items():
                if not layout.role(at):
                    raise ReadingError(
                        place_of(row.line),
                        f"heading {layout.columns[at].text!r} is not understood (below it: {text!r})",
                    )


def _require_places(entries: Sequence[Entry]) -> None:
    """Rows without a place and with a total among teams may be teams or gymnasts: raise ReadingError."""
    loose = [e for e in entries if not e.row.has_rank and number(e.total.points) is not None
             and not (e.apparatus or _status(e, has_rank=False))]  # fmt: skip
    if len(loose) > 1 and any(entry.row.has_rank for entry in entries):
        raise ReadingError(
            place_of(loose[0].row.line),
            "a row without a place: a team, or a gymnast of the one above?",
        )


def _is_member(entry: Entry) -> bool:
    """Whether a row of a team ranking is a gymnast's: neither a place nor a total, or a single score."""
    return not entry.row.has_rank and (not entry.total.points or bool(entry.apparatus))


def _has_components(entries: Sequence[Entry]) -> bool:
    return any(entry.total.components or entry.attempts for entry in entries)


def _entry(body: Body, row: Row, *, has_clubs: bool) -> Entry:
    entry = Entry(row)
    _deal(body.upper, row.cells, entry)
    for layout, cells in zip(body.lower, row.lower, strict=False):
        _deal(layout, cells, entry)
    for (group, label), text in row.labelled.items():
        mark = entry.total if group < 0 else entry.marks.setdefault(group, Mark())
        if label == "place":
            mark.place = text.strip("() ")
        else:
            mark.components[label] = text
    for cells in [row.cells, *row.attempts] if row.attempts else []:
        attempt = Entry(row)
        first = _first_score(body.upper, cells)
        _deal(body.upper, {at: text for at, text in cells.items() if at <= first}, attempt)
        entry.attempts.append(attempt.total)
    if entry.attempts:
        entry.total.components = {}
    entry.apparatus = entry.cells.pop("apparatus_name", "")
    if entry.apparatus and not find_apparatus(entry.apparatus):
        raise ReadingError(place_of(row.line), f"{entry.apparatus!r} is not an apparatus")
    _add_lines(body, row, entry, has_clubs=has_clubs)
    return entry


def _name_groups(body: Body, entries: Sequence[Entry]) -> None:
    """A column of gymnasts beside that of the clubs holds the members of a group, named for its club."""
    headings = {fold(c.text) for c in body.upper.columns if "name" in c.roles}
    for entry in entries:
        club = entry.cells.get("club", "") or entry.cells.get("team", "")
        if club and headings & MEMBERS:
            entry.cells |= {"members": entry.cells.get("name", ""), "name": club}


def _has_clubs(body: Body) -> bool:
    """Whether a column of clubs holds something, be it on the further lines of rows."""
    filled = {at for row in body.rows for at in (*row.cells, *row.above, *row.below)}
    return any(body.upper.role(at) == "club" for at in filled)


def _first_score(layout: Layout, cells: dict[int, str]) -> int:
    return min(at for at in cells if layout.role(at) == "score")


def _deal(layout: Layout, cells: dict[int, str], entry: Entry) -> None:
    """Put the cells of one band where they belong; of several totals the last is the total."""
    for at, text in sorted(cells.items()):
        role, group = layout.role(at), layout.columns[at].group
        mark = entry.total if group < 0 else entry.marks.setdefault(group, Mark())
        plain = MARKED.sub(r"\1", text)
        is_score = number(plain) is not None and (entry.row.line.is_grid or not GLUED.search(text))
        if role in SCORES and not (is_score or is_nothing(text) or status_of(text)):
            raise ReadingError(place_of(entry.row.line), f"{text!r} is not a score")
        _require_one_total(entry, mark, role, group, text)
        if role in COMPONENTS:
            mark.components[role] = text
        elif role == "special" and any(layout.role(other) == "score" for other in cells):
            entry.cells["special"] = text
        elif role in ("score", "special") or (role == "average" and _is_total(layout, at)):
            _set_points(entry, mark, text)
        elif role == "place" and group >= 0:
            mark.place = text.strip("()")
        else:
            entry.cells[role] = f"{entry.cells[role]} {text}" if role in entry.cells else text


def _require_one_total(entry: Entry, mark: Mark, role: str, group: int, text: str) -> None:
    """Of two scores in one row, outside the columns of the apparatus, nobody knows which is the total."""
    if "attempt" in entry.cells:
        return  # the score of an attempt stands beside the mean
    if role == "score" and group < 0 and number(mark.points) not in (None, number(text)):
        raise ReadingError(
            place_of(entry.row.line), f"{mark.points} and {text}: which of the two is the total?"
        )


def _is_total(layout: Layout, average: int) -> bool:
    """Whether a mean is the total: nothing else is, as of two vaults."""
    own = (c for c, stacks in zip(layout.columns, layout.stacks, strict=True) if stacks)
    return layout.columns[average].group < 0 and not any(
        column.group < 0 and column.role in ("score", "special") for column in own
    )


def _set_points(entry: Entry, mark: Mark, text: str) -> None:
    marked = MARKED.fullmatch(text)
    if marked:  # "9.800 Q"
        entry.row.marks.append(marked[2])
        text = marked[1]
    mark.has_inquiry = bool(INQUIRY.search(text)) and not PLACE.fullmatch(text)
    plain = INQUIRY.sub("", text).strip()
    scored = SCORED_PLACE.fullmatch(plain)
    mark.points = scored[1] if scored else plain
    mark.place = scored[2].strip("() ") if scored else mark.place


def _add_lines(body: Body, row: Row, entry: Entry, *, has_clubs: bool) -> None:
    """Who the row is about is its name; texts below go on with their cell. Below the name of a sheet
    without a column of clubs stands the club, below a group the list of its members.
    """
    upper = body.upper
    who = next(
        (role for role in WHO if any(role == column.role for column in upper.columns)), "name"
    )
    if who in ("team", "club"):
        entry.cells["name"] = entry.cells.pop(who, "")
    if not any(column.role in WHO for column in upper.columns):
        entry.cells["name"] = entry.cells.get("nation", "")  # groups known by their country
    for at in row.above.keys() | row.below.keys():
        role = upper.role(at)
        texts = [*row.above.get(at, ()), entry.cells.get("name" if role == who else role, "")]
        below = [text for text in row.below.get(at, ()) if not COACH.match(text)]
        if role == who:
            _add_who(entry, texts, below, has_clubs=has_clubs and who != "club")
        else:
            entry.cells[role] = " ".join(filter(None, [*texts, *below]))


def _add_who(entry: Entry, texts: list[str], below: list[str], *, has_clubs: bool) -> None:
    """The cell of a name with the lines around it: the name, then the members of a group or the club."""
    lines = [text for text in [*texts, *below] if text]
    first = next((at for at, text in enumerate(lines) if text.count(",") > 1), len(lines))
    if first < len(lines):
        entry.cells["members"] = " ".join(lines[first:])
    elif below and not has_clubs:
        lines = [text for text in texts if text]
        entry.cells["club"] = " ".join(filter(None, [entry.cells.get("club"), *below]))
    entry.cells["name"] = " ".join(lines[:first])


def _require_sums(entries: Sequence[Entry]) -> None:
    """Components that do not give the score: in one row a fault of the sheet, in most of ours."""
    results = []
    for entry in entries:
        for mark in [entry.total, *entry.marks.values(), *entry.attempts]:
            closes = components_close({"score": mark.points, **mark.components})
            if closes is not None and not mark.is_absent:
                results.append((closes, entry, mark))
    wrong = [(entry, mark) for closes, entry, mark in results if not closes]
    if len(wrong) > 1 and len(wrong) > MAX_WRONG * len(results):
        entry, mark = wrong[0]
        said = ", ".join(f"{code} {text}" for code, text in mark.components.items())
        raise ReadingError(
            place_of(entry.row.line),
            f"{said} do not give {mark.points}, as in {len(wrong)} of {len(results)} scores:"
            " the columns are not understood",
        )


MAX_WRONG = 0.3  # of the scores of a table: with more the columns are not understood


def _counted(entries: Sequence[Entry], programme: Programme) -> int:
    """How many of its scores a total counts: 0 all of them, k the k best. Raises ReadingError when the
    scores give the totals in no such way.
    """
    if programme.kind != "all-around" or not programme.words:
        return 0
    tried: dict[int, int] = {}
    of = 0
    for entry in entries:
        total = number(entry.total.points)
        scores = sorted(
            (number(mark.points) or Decimal(0) for at, mark in entry.marks.items()
             if programme.attempts[at] == "1" and number(mark.points) is not None),
            reverse=True,
        )  # fmt: skip
        if total is None or not total or len(scores) < 2:
            continue
        of += 1
        penalty = abs(number(entry.total.components.get("PEN", "")) or Decimal(0))
        for best in range(2, len(scores) + 1):
            if abs(sum(scores[:best], Decimal(0)) - total - penalty) <= TOTAL_CLOSE:
                tried[best] = tried.get(best, 0) + 1
                if best == len(scores):
                    tried[0] = tried.get(0, 0) + 1
    for best in (0, 3, 2):
        if tried.get(best, 0) >= (1 - MAX_WRONG) * of or of - tried.get(best, 0) < 2:
            return best
    raise ReadingError(
        place_of(entries[0].row.line),
        f"the scores on the apparatus give the totals in {tried.get(0, 0)} of {of} rows:"
        " the columns are not understood",
    )


def _left_out(entries: Sequence[Entry]) -> set[tuple[int, int]]:
    """(row, group) of the scores that a team's score on an apparatus does not count: where its k best give
    it, and all do not. Of equal scores those printed first count.
    """
    found: set[tuple[int, int]] = set()
    members: list[Entry] = []
    for entry in reversed(entries):
        if _is_member(entry):
            members.append(entry)
            continue
        for at, mark in entry.marks.items():
            scores = sorted(
                ((number(m.marks[at].points) or Decimal(0), place, id(m))
                 for place, m in enumerate(members) if at in m.marks and not m.marks[at].is_absent),
                reverse=True,
            )  # fmt: skip
            for best in range(1, len(scores)):
                if sum(score for score, _, _ in scores[:best]) == number(mark.points):
                    found |= {(key, at) for _, _, key in scores[best:]}
                    break
        members = []
    return found


TOTAL_CLOSE = Decimal("0.0055")  # each of several scores may be rounded


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
    status = said or _status(entry, has_rank=bool(rank)) or context.said.get("status", "")
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
        birth_year=name.birth_year or _birth_year(cells.get("birth", "")),
        rank=rank,
        status=status,
        field_size=context.said.get("field_size", ""),
        squad=cells.get("members", ""),
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


def _status(entry: Entry, *, has_rank: bool) -> str:
    """The status that the place, the total or a mark says; one of the scores only when all of them say it.
    Zeros all along without a place are a gymnast who did not compete.
    """
    rank = entry.cells.get("rank", "")
    said = [rank, *rank.split(), entry.total.points, entry.cells.get("note", ""), *entry.row.marks]
    found = next(filter(None, map(status_of, said)), "")
    texts = [mark.points for mark in entry.marks.values()]
    statuses = {status_of(text) for text in texts} - ({""} if not entry.total.points else set())
    if not found and len(statuses) == 1:
        found = statuses.pop()
    zeros = [number(text) == 0 for text in [entry.total.points, *texts]]
    return found or ("DNS" if len(zeros) > 2 and all(zeros) and not has_rank else "")


def _nation(entry: Entry) -> str:
    loose = [
        mark for mark in entry.row.marks if NATION.fullmatch(mark) and not MARK.fullmatch(mark)
    ]
    cell = entry.cells.get("nation", "") or (loose[0] if loose else "")
    return "" if is_nothing(cell) else cell.strip("()")


def _birth_year(cell: str) -> str:
    """The year of a year or a day of birth: a day is never carried."""
    day = DAY.search(cell)
    year = (day[1] or day[2]) if day else cell.strip("[]() ")
    if re.fullmatch(r"\d\d", year):
        return f"20{year}" if int(year) <= 30 else f"19{year}"
    return year if re.fullmatch(r"(?:19|20)\d\d", year) else ""


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
    absent = [programme.words[at] for at, mark in sorted(entry.marks.items()) if mark.is_absent]
    is_single = programme.kind == "apparatus" or bool(base.team and entry.apparatus)
    is_group_of_one = base.kind in ("group", "pair") and not entry.marks and bool(programme.single)
    if (is_single or is_group_of_one) and not entry.attempts:
        row = _with_mark(base, entry.total, entry.apparatus or programme.apparatus)
        yield replace(row, record=f"{row.record}.1") if entry.apparatus and base.team else row
        return
    if base.team and base.competitor_kind == "athlete" and len(absent) == len(entry.marks):
        yield base
        return
    notes = [base.note, f"non eseguiti: {', '.join(absent)}" if absent and not base.status else ""]
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
