"""A table read against itself: headings, places, sums. What does not add up all over is not understood."""

from collections.abc import Sequence
from decimal import Decimal

from ingest.reading import ReadingError
from ingest.sheet.entries import Entry, is_member, status_in
from ingest.sheet.lines import place_of
from ingest.sheet.names import are_names
from ingest.sheet.programme import Programme
from ingest.sheet.sums import components_close, number
from ingest.sheet.table import Body

MAX_WRONG = 0.3  # of the scores of a table: with more the columns are not understood
TOTAL_CLOSE = Decimal("0.0055")  # each of several scores may be rounded


def require_headings(body: Body) -> None:
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


def require_places(entries: Sequence[Entry]) -> None:
    """Rows without a place and with a total among teams may be teams or gymnasts: raise ReadingError."""
    loose = [e for e in entries if not e.row.has_rank and number(e.total.points) is not None
             and not (e.apparatus or status_in(e, has_rank=False))]  # fmt: skip
    if len(loose) > 1 and any(entry.row.has_rank for entry in entries):
        raise ReadingError(
            place_of(loose[0].row.line),
            "a row without a place: a team, or a gymnast of the one above?",
        )


def require_one_subject(body: Body, entries: Sequence[Entry]) -> None:
    """Raise ReadingError where a row is of a team and of a gymnast at once: more gymnasts follow below her
    without a total, or share her place; or where one cell names several of them.
    """
    ranked = [entry for entry in entries if entry.row.has_rank and _team(entry)]
    if not ranked:
        return
    loose = [e for e in entries if not (e.row.has_rank or _team(e) or e.total.points)]
    below = [e for e in ranked if e.cells.get("team") and _has_name_below(body, e)]
    places: dict[tuple[str, ...], set[str]] = {}
    for entry in ranked:
        key = entry.cells.get("rank", ""), _team(entry), entry.cells.get("category", "")
        places.setdefault(key, set()).add(entry.cells.get("name", ""))
    is_shared = len(places) > 1 and all(len(names) > 1 for names in places.values())
    if len(loose) >= len(ranked) or len(below) == len(ranked) or is_shared:
        raise ReadingError(
            place_of(ranked[0].row.line), "a team and a gymnast in one row: whose total is it?"
        )
    several = [e.cells["name"] for e in ranked if are_names(e.cells.get("name", ""))]
    if 2 * len(several) > len(ranked):
        raise ReadingError(
            place_of(ranked[0].row.line), f"{several[0]!r}: a team or a group? No title says it"
        )


def _team(entry: Entry) -> str:
    return entry.cells.get("team", "") or entry.cells.get("club", "")


def _has_name_below(body: Body, entry: Entry) -> bool:
    return any(body.upper.role(at) in ("name", "surname") for at in entry.row.below)


def require_first_place(entries: Sequence[Entry]) -> None:
    """The first rows of a ranking without a place, before the one that counts them: their places stand where
    nobody reads them, as medals in pictures do. Raises ReadingError.
    """
    at = next((at for at, entry in enumerate(entries) if entry.row.has_rank), 0)
    first = entries[:at]
    if not at or any(number(e.total.points) is None or status_in(e, has_rank=False) for e in first):
        return
    place = "".join(filter(str.isdecimal, entries[at].cells.get("rank", "")))
    if place == str(at + 1):
        raise ReadingError(
            place_of(first[0].row.line), f"{at} rows without a place before place {place}"
        )


def require_sums(entries: Sequence[Entry]) -> None:
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


def counted_scores(entries: Sequence[Entry], programme: Programme) -> int:
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
        penalty -= number(entry.total.components.get("BONUS", "")) or Decimal(0)
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


def left_out_scores(entries: Sequence[Entry]) -> set[tuple[int, int]]:
    """(row, group) of the scores that a team's score on an apparatus does not count: where its k best give
    it, and all do not. Of equal scores those printed first count.
    """
    found: set[tuple[int, int]] = set()
    members: list[Entry] = []
    for entry in reversed(entries):
        if is_member(entry):
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
