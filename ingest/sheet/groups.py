"""The columns of a head, and which of them belong to which apparatus."""

from collections import Counter
from dataclasses import dataclass, replace

from ingest.sheet.headings import COMPONENTS, Phrase, apparatus_and_mark

IDENTITY = frozenset({
    "rank", "bib", "licence", "name", "surname", "given", "club", "team", "nation", "birth",
})  # fmt: skip
MARKS = frozenset({*COMPONENTS, "score", "place", "average", "sum", "attempt", "special"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the roles its heading may have, where it stands, its group (-1: none) and its band.

    A group is the columns of one apparatus. Band 1 is printed on the second line of a row; level is the line
    of the head on which the heading begins.
    """

    roles: tuple[str, ...]
    x0: float
    x1: float
    text: str
    group: int = -1
    band: int = 0
    level: int = 0

    @property
    def role(self) -> str:
        return self.roles[0]

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def named_groups(
    leaves: list[Column], apparatus: list[Phrase], level: int
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Give each apparatus its columns; one that prints no score among them is the score itself."""
    owner = _owners(leaves, apparatus, level)
    columns = [replace(leaf, group=owner.get(at, -1)) for at, leaf in enumerate(leaves)]
    for group, phrase in enumerate(apparatus):
        own = [column for column in columns if column.group == group]
        sums = [column for column in own if column.role == "sum"]
        if not any(column.role == "score" for column in own) and len(sums) == 1:
            columns = [replace(c, roles=("score",)) if c is sums[0] else c for c in columns]
        elif not any(column.role == "score" for column in own):
            if any(column.role in COMPONENTS and column.level > level for column in own):
                columns = [replace(c, band=c.band + 1) if c.group == group else c for c in columns]
            above = [
                c for c in columns if c.role in IDENTITY and c.x0 < phrase.x1 and phrase.x0 < c.x1
            ]
            if above:  # an apparatus over "Pos" or "Ginnasta": nobody knows whose column it is
                text = f"{phrase.text} / {above[0].text}"
                columns = [replace(c, roles=("",), text=text) if c in above else c for c in columns]
            else:
                columns.append(Column(("score",), phrase.x0, phrase.x1, phrase.text, group))
    columns.sort(key=lambda column: (column.x0, column.band))
    return tuple(columns), tuple(phrase.text for phrase in apparatus)


def _owners(leaves: list[Column], apparatus: list[Phrase], level: int) -> dict[int, int]:
    """Index of a column -> its apparatus: as often as a pattern of columns repeats; else the nearest of
    those above it.
    """
    marks = [at for at, leaf in enumerate(leaves) if leaf.role in MARKS]
    size = len(apparatus)
    first = apparatus[0].x0 - (apparatus[1].x0 - apparatus[0].x0 if size > 1 else 0)
    for length in range(len(marks) // size, 0, -1):
        for start in range(len(marks) - length * size + 1):
            run = marks[start : start + length * size]
            roles = [leaves[at].role for at in run]
            is_there = leaves[run[0]].x0 > first
            if roles == roles[:length] * size and is_there and len({*roles}) == length:
                return {at: place // length for place, at in enumerate(run)}
    reach = min(
        (b.middle - a.middle for a, b in zip(apparatus, apparatus[1:], strict=False)), default=1e9
    )
    owner = {}
    for at in (at for at in marks if leaves[at].level > level):
        near = min(range(size), key=lambda group: abs(apparatus[group].middle - leaves[at].middle))
        if abs(apparatus[near].middle - leaves[at].middle) < 0.7 * reach:
            owner[at] = near
    return owner


def flat_groups(
    leaves: list[Column], apparatus: list[Phrase]
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns that name their apparatus each: "Hoop D", "Hoop E", "Hoop Total"."""
    scores = [Column(("score",), each.x0, each.x1, each.text) for each in apparatus]
    columns = sorted([*leaves, *scores], key=lambda column: (column.x0, column.band))
    groups: list[str] = []
    grouped = []
    for column in columns:
        both = apparatus_and_mark(column.text)
        name = both[0] if both else column.text if column in scores else ""
        if name and name not in groups:
            groups.append(name)
        grouped.append(replace(column, group=groups.index(name)) if name else column)
    return tuple(grouped), tuple(groups)


def numbered_groups(leaves: list[Column]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns that repeat without a name are apparatus in pictures: they are told apart by number."""
    counts = Counter(leaf.role for leaf in leaves if leaf.role in {*COMPONENTS, "place", "score"})
    size = max((count for role, count in counts.items() if role != "score"), default=1)
    if size < 2:
        return tuple(leaves), ()
    repeated = {role for role, count in counts.items() if count >= size}
    seen: Counter[str] = Counter()
    columns = []
    for leaf in leaves:
        if leaf.role in repeated and seen[leaf.role] < size:
            columns.append(replace(leaf, group=seen[leaf.role]))
            seen[leaf.role] += 1
        else:
            columns.append(leaf)
    return tuple(columns), ("",) * size
