"""What a later document replaces, mark by mark, with the value that stood there before.

Two things replace: a document fetched anew from its address, whole (`replace_versions`, before competitions
are joined), and an official sheet that says it is corrected, ranking by ranking (`replace_corrected`, within
a competition). What was replaced gives no result and no name any more: its values stay behind those that
replaced them (Row.before), and each of its rows is accounted for with an Outcome.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.archive import Document
from ingest.meet import Outcome
from ingest.naming import category_id
from ingest.normalise import Row
from ingest.stage import Stage
from ingest.vocabulary import SHEET_TRUST

SAME, CHANGED, GONE = (
    "valore confermato dal foglio nuovo",
    "valore cambiato",
    "tolta dal foglio nuovo",
)
NEW_VERSION = "nella pagina aggiornata"
Key = tuple[object, ...]


def newer_versions(documents: Iterable[Document]) -> dict[str, str]:
    """Which document replaces which: of one source, name and address the one fetched next. Oldest first."""
    versions: dict[Key, list[Document]] = defaultdict(list)
    for document in documents:
        if document.address:
            versions[document.source, document.name, document.address].append(document)
    newer: dict[str, str] = {}
    for same in versions.values():
        same.sort(key=lambda document: (document.fetched_at, document.sha256))
        newer |= {old.document_id: new.document_id for old, new in pairwise(same)}
    return newer


def replace_versions(stage: Stage, newer: dict[str, str]) -> list[Outcome]:
    """Take the rows of replaced documents out of the stage; return what became of them. Their mentions
    stay: an id that was given to one of them is for life.
    """
    outcomes: list[Outcome] = []
    for old_id, new_id in newer.items():
        old, new = stage.take(old_id), stage.take(new_id)
        replaced, found = replace_rows([row for _, row in old], [row for _, row in new])
        stage.put((header_id, row) for (header_id, _), row in zip(new, replaced, strict=True))
        stage.keep_anchors(old_id, new_id)
        outcomes += found
    return outcomes


def replace_corrected(rows: Sequence[Row]) -> tuple[list[Row], list[Outcome]]:
    """The rows of a competition without those of sheets that a corrected one prints anew. Only official
    sheets replace and are replaced: what the press printed stays, as what the press printed.
    """
    kept: list[Row | None] = list(rows)
    outcomes: list[Outcome] = []
    for plain, corrected in _corrected_rankings(rows):
        for old, new in [*((sheet, corrected[0]) for sheet in plain), *pairwise(corrected)]:
            outcomes += _replace_sheet(kept, old, new)
    return [row for row in kept if row], outcomes


def _corrected_rankings(rows: Sequence[Row]) -> Iterator[tuple[list[list[int]], list[list[int]]]]:
    """For each ranking that a corrected sheet prints the places of its rows, by sheet in the order they were
    fetched: the plain sheets and the corrected ones.
    """
    rankings: dict[Key, dict[Key, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, row in enumerate(rows) if any(row.revision for row in rows) else ():
        if row.trust >= SHEET_TRUST:
            sheet = (bool(row.revision), row.fetched_at, row.document_id, row.revision)
            rankings[_ranking(row)][sheet].append(at)
    for sheets in rankings.values():
        corrected = [sheets[sheet] for sheet in sorted(sheets) if sheet[0]]
        if corrected:
            yield [sheets[sheet] for sheet in sorted(sheets) if not sheet[0]], corrected


def _replace_sheet(kept: list[Row | None], old: list[int], new: list[int]) -> list[Outcome]:
    """Take the rows of one sheet out, for those of another; what became of them. A sheet that prints no
    more than half of the other corrects some lines: only those are taken out.
    """
    befores = [row for at in old if (row := kept[at])]
    rows, outcomes = replace_rows(befores, [row for at in new if (row := kept[at])])
    for at, row in zip(new, rows, strict=True):
        kept[at] = row
    is_whole = 2 * len(new) > len(old)
    done = [outcome for outcome in outcomes if is_whole or outcome.other]
    gone = {id(outcome.row) for outcome in done}
    for at in old:
        kept[at] = None if id(kept[at]) in gone else kept[at]
    return done


def replace_rows(old: Sequence[Row], new: Sequence[Row]) -> tuple[list[Row], list[Outcome]]:
    """The new rows with the old one behind each, and what became of the old ones."""
    pairs = _pairs(old, new)
    replaced = list(new)
    outcomes = []
    for at, row in enumerate(old):
        if at not in pairs:
            outcomes.append(Outcome(row, "replaced", GONE))
            continue
        other = new[pairs[at]]
        taken = replaced[pairs[at]]
        replaced[pairs[at]] = taken._replace(before=(*taken.before, row))
        reason = SAME if _values(row) == _values(other) else CHANGED
        outcomes.append(Outcome(row, "replaced", reason, other))
    return replaced, outcomes


def _pairs(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """Which old row is which new one: the same mark of the same competitor, the closest likeness first."""
    pairs: dict[int, int] = {}
    for likeness in (_exactly, _mark):
        left, right = _by(likeness, old, set(pairs)), _by(likeness, new, set(pairs.values()))
        for key in left.keys() & right.keys():
            if len(left[key]) == len(right[key]):
                pairs |= dict(zip(left[key], right[key], strict=True))
    return pairs


def _by(
    likeness: Callable[[Row], Key], rows: Sequence[Row], done: set[int]
) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if at not in done:
            found[likeness(row)].append(at)
    return found


def _ranking(row: Row) -> Key:
    apparatus = row.apparatus.apparatus_id if row.apparatus and row.kind == "apparatus" else ""
    return category_id(row.category), row.kind, row.round, row.scope, apparatus


def _mark(row: Row) -> Key:
    apparatus = row.apparatus.apparatus_id if row.apparatus else ""
    return (row.competitor_kind, row.name_key, row.team_id, *_ranking(row), apparatus, row.attempt)


def _exactly(row: Row) -> Key:
    return (*_mark(row), row.club_id, row.nation, row.birth_year, row.date)


def _values(row: Row) -> Key:
    return row.points, row.rank, row.status, tuple(part[::2] for part in row.components)


def versions_of(row: Row) -> Iterator[Row]:
    """A row and the same mark in what it replaced, oldest first."""
    for before in row.before:
        yield from versions_of(before)
    yield row


def revisions(row: Row, field: str) -> Iterator[tuple[str, ...]]:
    """What a value was in each version before this one, oldest first: value before and after, document and
    record of each, why. Equal numbers in another notation are no change.
    """
    for before in row.before:
        yield from revisions(before, field)
        (old, was), (new, now) = _value(before, field), _value(row, field)
        if old != new:
            yield (was, now, before.document_id, before.record, row.document_id, row.record,
                   row.revision or NEW_VERSION)  # fmt: skip


def _value(row: Row, field: str) -> tuple[object, str]:
    """A value and how it is printed."""
    if field in ("total", "points"):
        return row.points, row.points_printed
    if field == "rank":
        return row.rank, row.rank_printed
    if field == "status":
        return row.status, row.status
    return next(
        ((points, text) for code, text, points in row.components if code == field), ("", "")
    )
