"""The heads of tables: runs of lines that hold headings -> columns with their role, apparatus and place.

A head may take several lines: apparatus over their components, a heading broken in two, a second language
below. What stands on the second line of a row is told apart by `band`.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.sheet.groups import IDENTITY, MARKS, Column, flat_groups, named_groups, numbered_groups
from ingest.sheet.headings import APPARATUS, Phrase, apparatus_and_mark, find_phrases, roles_of
from ingest.sheet.lines import Line
from ingest.sheet.marks import is_score

NAMED = ("name", "surname", "club", "team", "nation")
MAX_RISE = 28.0  # points between two lines of one head; a picture may stand between them
COLUMN_GAP = 9.0  # points: a head has wider gaps than the words of a title


@dataclass(frozen=True, slots=True)
class Head:
    """A head: lines[first:last] and its columns from left to right; groups are apparatus as printed,
    "" where only a picture names it. apparatus is that of a table of one apparatus. The head of a section
    has only its title for a line, and the columns of the head above.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    groups: tuple[str, ...] = ()
    apparatus: str = ""
    is_section: bool = False

    def has(self, *roles: str) -> bool:
        return any(column.role in roles for column in self.columns)


def find_heads(lines: Sequence[Line]) -> list[Head]:
    """The heads of a document, from top to bottom."""
    phrases = [find_phrases(line) for line in lines]
    heads: list[Head] = []
    at = 0
    while at < len(lines):
        if is_core(lines[at], phrases[at]) or _is_core_between(lines, phrases, at):
            first, last = _extent(lines, phrases, at, heads[-1].last if heads else 0)
            heads.append(_head(first, last, phrases[first:last]))
            at = last
        else:
            at += 1
    return heads


def is_core(line: Line, phrases: Sequence[Phrase]) -> bool:
    """Whether a line is the heart of a head: columns, most of them known, and one says who."""
    known = [phrase for phrase in phrases if phrase.roles]
    if len(known) < 2 or len(known) < 0.6 * len(phrases) or any(map(_is_number, line.words)):
        return False
    gaps = [other.x0 - one.x1 for one, other in zip(phrases, phrases[1:], strict=False)]
    roles = {phrase.roles[0] for phrase in known}
    who = roles & (IDENTITY - {"rank", "bib"})
    is_pair = len(known) == 2 and bool(roles & MARKS)
    return max(gaps) >= COLUMN_GAP and bool(who) and (len(known) > 2 or is_pair)


def _is_core_between(lines: Sequence[Line], phrases: Sequence[list[Phrase]], at: int) -> bool:
    """A line that only says place and name is the heart of a head when scores stand right above or below."""
    roles = [phrase.roles[:1] for phrase in phrases[at]]
    who = {role for one in roles for role in one}
    if (
        len(roles) != 2
        or not all(roles)
        or "rank" not in who
        or not who & (IDENTITY - {"rank", "bib"})
    ):
        return False
    if phrases[at][1].x0 - phrases[at][0].x1 < COLUMN_GAP:
        return False
    around = [
        near for near in (at - 2, at - 1, at + 1, at + 2)
        if 0 <= near < len(lines) and lines[near].page == lines[at].page
        and abs(lines[near].y - lines[at].y) <= MAX_RISE
    ]  # fmt: skip
    return any(len(phrases[near]) > 1 and _share_of_marks(phrases[near]) >= 0.8 for near in around)


def _share_of_marks(phrases: Sequence[Phrase]) -> float:
    marks = [phrase for phrase in phrases if phrase.roles[:1] != () and phrase.roles[0] in MARKS]
    return len(marks) / len(phrases)


def _is_number(word: object) -> bool:
    return is_score(getattr(word, "text", ""))


def _extent(
    lines: Sequence[Line], phrases: Sequence[list[Phrase]], core: int, floor: int
) -> tuple[int, int]:
    """The lines around the heart that belong to the same head."""
    first, last = core, core + 1
    below = [
        phrases[at] for at in range(core, min(core + 3, len(lines))) if not _has_digits(lines[at])
    ]
    while first > floor and _is_near(lines, first - 1, first):
        if not _belongs(lines[first - 1], phrases[first - 1], [*phrases[first:core], *below]):
            break
        first -= 1
    while last < len(lines) and _is_near(lines, last - 1, last):
        if not _belongs(lines[last], phrases[last], phrases[first:last]):
            break
        last += 1
    return first, last


def _has_digits(line: Line) -> bool:
    return any(word.text.isdigit() for word in line.words)


def _is_near(lines: Sequence[Line], upper: int, lower: int) -> bool:
    one, other = lines[upper], lines[lower]
    return one.page == other.page and other.y - one.y <= MAX_RISE


def _belongs(line: Line, phrases: list[Phrase], others: Sequence[list[Phrase]]) -> bool:
    """Whether a line beside a head is part of it: several headings, or one that completes another."""
    if any(map(_is_number, line.words)):
        return False
    known = [phrase for phrase in phrases if phrase.roles]
    completes = [
        phrase for phrase in phrases
        if any(_merged(phrase, other) or _merged(other, phrase) for row in others for other in row)
    ]  # fmt: skip
    if len(phrases) > 1:
        columns = [one for one in known if one.roles[0] in MARKS | IDENTITY | {APPARATUS}]
        gaps = [other.x0 - one.x1 for one, other in zip(phrases, phrases[1:], strict=False)]
        fitting = {*columns, *completes}
        return len(fitting) >= 0.8 * len(phrases) and max(gaps) >= COLUMN_GAP
    return bool(completes)


def _overlap(one: Phrase, other: Phrase) -> bool:
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > 0.4 * min(one.x1 - one.x0, other.x1 - other.x0)


def _merged(one: Phrase, other: Phrase) -> Phrase | None:
    """Two headings one above the other that are one: "NOC" over "Code", "Rank" over "Pos."."""
    if not _overlap(one, other):
        return None
    is_apparatus = (one.roles, other.roles) == ((APPARATUS,), (APPARATUS,))
    text = f"{one.text} / {other.text}" if is_apparatus else f"{one.text} {other.text}"
    shared = tuple(role for role in one.roles if role in other.roles)
    roles = roles_of(text) or shared
    if not roles:
        return None
    return Phrase(text, min(one.x0, other.x0), max(one.x1, other.x1), roles)


def _head(first: int, last: int, rows: Sequence[list[Phrase]]) -> Head:
    columns, apparatus, level = _levels(rows)
    leaves = _narrowed(sorted(columns, key=lambda column: (column.x0, column.band)))
    flat = {both[0] for column in leaves if (both := apparatus_and_mark(column.text))}
    if len(flat) == 1 and not apparatus:  # "Totale Palla": a table of one apparatus
        return Head(first, last, tuple(leaves), apparatus=flat.pop())
    if flat:
        return Head(first, last, *flat_groups(leaves, apparatus))
    if len(apparatus) == 1:
        only = apparatus[0]
        if not any(
            _overlap(only, Phrase(c.text, c.x0, c.x1, c.roles)) for c in leaves if c.role in MARKS
        ):
            leaves.append(Column(("score", "attempt"), only.x0, only.x1, only.text))
        leaves.sort(key=lambda column: (column.x0, column.band))
        return Head(first, last, tuple(leaves), apparatus=only.text)
    if not apparatus:
        return Head(first, last, *numbered_groups(leaves))
    return Head(first, last, *named_groups(leaves, apparatus, level))


def _levels(rows: Sequence[list[Phrase]]) -> tuple[list[Column], list[Phrase], int]:
    """Columns and apparatus of the lines of a head, headings broken over lines put together, and the
    lowest line on which an apparatus begins.
    """
    done: list[tuple[Phrase, int]] = []
    for level, row in enumerate(rows):
        for phrase in row:
            for at, (above, start) in enumerate(done):
                whole = _merged(above, phrase) if start < level else None
                if start < level and not phrase.roles and above.roles and _overlap(above, phrase):
                    whole = above._replace(text=f"{above.text} {phrase.text}")
                if whole:
                    done[at] = (whole, start)
                    break
            else:
                done.append((phrase, level))
    apparatus = [phrase for phrase, _ in done if _is_apparatus(phrase, done)]
    columns = []
    for phrase, level in done:
        if phrase not in apparatus:
            higher = {
                start for other, start in done
                if start < level and other not in apparatus and _overlap(other, phrase)
                and _are_alike(other, phrase)
            }  # fmt: skip
            columns.append(Column(phrase.roles or ("",), phrase.x0, phrase.x1, phrase.text,
                                  band=len(higher), level=level))  # fmt: skip
    lowest = max((level for phrase, level in done if phrase in apparatus), default=0)
    return columns, sorted(apparatus, key=lambda phrase: phrase.x0), lowest


def _are_alike(above: Phrase, below: Phrase) -> bool:
    """Whether two headings one above the other stand for two lines of a row: marks, or name and club."""
    kinds = [MARKS, frozenset({"name", "surname", "club", "team"})]
    return any({*above.roles} & kind and {*below.roles} & kind for kind in kinds)


def _is_apparatus(phrase: Phrase, others: Iterable[tuple[Phrase, int]]) -> bool:
    """ "Cl." is a place when it stands before the name and nothing else is the place."""
    if phrase.roles[:1] == (APPARATUS,):
        return True
    if APPARATUS not in phrase.roles:
        return False
    names = [other for other, _ in others if other is not phrase and {*NAMED} & {*other.roles}]
    return bool(names) and phrase.x0 > min(name.x0 for name in names)


def _narrowed(columns: list[Column]) -> list[Column]:
    """Settle what only the whole head tells: given name or name, place of the ranking or on the apparatus."""
    roles = Counter(role for column in columns for role in column.roles)
    start = min(
        (c.x0 for c in columns if {"name", "surname", "club", "team"} & {*c.roles}), default=0
    )
    ranks = [c for c in columns if "rank" in c.roles]
    alone = ranks[0] if len(ranks) == 1 and "PEN" not in ranks[0].roles else None
    first = next((c for c in ranks if c.x0 <= start), alone)
    total = max((c.x0 for c in columns if c.roles == ("score",)), default=math.inf)
    has_given = any(c.roles == ("given",) for c in columns)
    has_surname = any(c.roles[0] == "surname" for c in columns) and roles["given"] > 0
    settled = []
    for column in columns:
        kept = [role for role in column.roles if role != APPARATUS] or ["score"]
        if "rank" in kept:
            kept = (
                ["rank"] if column is first else (["PEN", "place"] if "PEN" in kept else ["place"])
            )
        if "note" in kept and len(kept) > 1:  # "Note": French for a score, Italian for remarks
            kept = ["note"] if column.x0 > total else [role for role in kept if role != "note"]
        if has_given and not has_surname and kept[0] == "name":
            kept = ["surname"]  # "Nom" beside "Prénom"
        elif has_given and not has_surname and kept == ["given"]:
            pass
        elif "given" in kept or "surname" in kept:
            wanted = ("surname" if "surname" in kept else "given") if has_surname else "name"
            kept = [wanted] if wanted in kept or not has_surname else kept
        settled.append(replace(column, roles=tuple(kept)))
    return settled
