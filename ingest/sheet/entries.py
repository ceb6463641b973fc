"""One row of a table by meaning: its texts, its total, the marks of its apparatus."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.reading import ReadingError
from ingest.sheet.columns import Layout
from ingest.sheet.headings import COMPONENTS
from ingest.sheet.lines import place_of
from ingest.sheet.marks import (
    EQUAL,
    INQUIRY,
    NUMBER,
    PLACE,
    SCORED_PLACE,
    is_letters,
    is_nothing,
    status_of,
)
from ingest.sheet.programme import read_codes
from ingest.sheet.row_starts import SCORES, WHO
from ingest.sheet.sums import number
from ingest.sheet.table import Body, Row
from ingest.text import fold
from ingest.vocabulary import find_apparatus

MEMBERS = frozenset({"ginnaste", "ginnasti", "atlete", "gymnasts", "gimnastas", "zawodniczki"})
MARKED = re.compile(rf"({NUMBER.pattern})\s*\(?(Q|R\d?)\)?")
MANY_ZEROS = 0.2  # of the scores of a table
TIE = re.compile(rf"=|(?:{EQUAL})", re.IGNORECASE)
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

    apparatus is that of a row which names its own, in a column of apparatus; note says how it is read.
    """

    row: Row
    cells: dict[str, str] = field(default_factory=dict)
    total: Mark = field(default_factory=Mark)
    marks: dict[int, Mark] = field(default_factory=dict)
    apparatus: str = ""
    note: str = ""
    attempts: list[Mark] = field(default_factory=list)


def read_entry(body: Body, row: Row, *, has_clubs: bool) -> Entry:
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


def has_clubs_in(body: Body) -> bool:
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


def name_teams(body: Body, entries: Sequence[Entry]) -> bool:
    """Whether teams and their gymnasts stand in two columns, each on lines of their own; if so the teams
    are named.
    """
    ranked = [entry for entry in entries if entry.row.has_rank]
    are_teams = body.head.has("name", "surname") and all(
        not {"name", "surname"} & entry.cells.keys() and {"team", "club"} & entry.cells.keys()
        for entry in ranked
    )
    if not are_teams or len(ranked) in (0, len(entries)):
        return False
    for entry in ranked:
        entry.cells["name"] = entry.cells.pop("team", "") or entry.cells["club"]
    return True


def name_groups(body: Body, entries: Sequence[Entry]) -> None:
    """A column of gymnasts beside that of the clubs holds the members of a group, named for its club."""
    headings = {fold(c.text) for c in body.upper.columns if "name" in c.roles}
    for entry in entries:
        club = entry.cells.get("club", "") or entry.cells.get("team", "")
        if club and headings & MEMBERS:
            entry.cells |= {"members": entry.cells.get("name", ""), "name": club}


def settle_codes(entries: Sequence[Entry]) -> None:
    """Read "CL" in a column of apparatus as the others there let it be read."""
    known = read_codes(list(dict.fromkeys(entry.apparatus for entry in entries)))
    for entry in entries:
        if entry.apparatus.upper() in known:
            entry.apparatus, entry.note = known[entry.apparatus.upper()]


def settle_ties(entries: Sequence[Entry]) -> None:
    """Give a row whose place says no more than "ex aequo" that of the row above, whose total it shares."""
    for above, entry in pairwise(entries):
        is_tie = bool(TIE.fullmatch(entry.cells.get("rank", "")))
        if is_tie and number(entry.total.points) == number(above.total.points) is not None:
            entry.cells["rank"] = above.cells.get("rank", "")


def settle_zeros(entries: Sequence[Entry]) -> None:
    """Take zeros for routines that were not performed where they are many: the programme has fewer apparatus
    than the sheet has columns. One zero among scores is a score.
    """
    marks = [
        mark
        for entry in entries
        for mark in entry.marks.values()
        if number(mark.points) is not None
    ]
    zeros = [mark for mark in marks if number(mark.points) == 0 and not mark.components]
    if len(zeros) > MANY_ZEROS * len(marks) and len(zeros) > 1:
        for mark in zeros:
            mark.points = ""


def is_blank(entry: Entry) -> bool:
    """Whether a row is a place of the form that nobody took: no name, and no mark but zeros."""
    texts = (entry.cells.get(role, "") for role in ("name", "surname", "given", "members"))
    marks = [entry.total, *entry.marks.values()]
    numbers = [text for mark in marks for text in (mark.points, *mark.components.values())]
    return not any(map(is_letters, texts)) and not any(map(number, numbers))


def is_member(entry: Entry) -> bool:
    """Whether a row of a team ranking is a gymnast's: neither a place nor a total, or a single score."""
    return not entry.row.has_rank and (not entry.total.points or bool(entry.apparatus))


def have_members(entries: Sequence[Entry]) -> bool:
    """Whether rows with a place are followed by rows without: teams and their gymnasts."""
    ranks = [entry.row.has_rank for entry in entries]
    return bool(ranks) and ranks[0] and ranks.count(False) >= ranks.count(True)


def have_components(entries: Sequence[Entry]) -> bool:
    return any(entry.total.components or entry.attempts for entry in entries)


def status_in(entry: Entry, *, has_rank: bool) -> str:
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
