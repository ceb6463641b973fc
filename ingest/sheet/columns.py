"""Which words of a row stand in which column: stacks of words are matched with the headings in order.

Values rarely stand exactly below their heading: one is centred, the other aligned right, a column is
empty. So the words of many rows that lie above one another are a stack, and the stacks are dealt out to
the columns from left to right at the least cost: near, of the right kind, and nothing left over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from ingest.sheet.groups import Column
from ingest.sheet.headings import COMPONENTS
from ingest.sheet.lines import Line, Word
from ingest.sheet.marks import MARK, NATION, TEXT_ROLES, fits, is_letters, status_of
from ingest.sheet.sums import components_close

MISMATCH = 100.0
LEFT_OVER = 70.0  # numbers without a heading
LEFT_OVER_TEXT = 400.0
MAX_GAP = 40.0  # points: a name that far from its heading is still below it
EMPTY = {"score": 150.0, "name": 200.0, "surname": 200.0, "rank": 60.0, "special": 60.0,
         "PEN": 6.0, "BONUS": 6.0, "mark": 1.0, "place": 4.0, "birth": 8.0, "note": 1.0,
         "attempt": 4.0, "bib": 8.0, "licence": 8.0, "average": 8.0, "sum": 8.0}  # fmt: skip
EMPTY_OTHER = 20.0
FEW = 5  # lines: of more, one long word does not make one stack of two
FAR = 14.0  # points from a stack within which a word of another row still belongs to it


@dataclass(slots=True)
class Stack:
    """Words of several lines that lie above one another."""

    x0: float
    x1: float
    words: list[tuple[int, Word]] = field(default_factory=list)

    @property
    def rows(self) -> set[int]:
        return {row for row, _ in self.words}

    def fit(self, roles: Iterable[str]) -> float:
        """The share of its words that suit the best of some roles."""
        return max(
            sum(fits(role, w.text) for _, w in self.words) / len(self.words) for role in roles
        )


@dataclass(slots=True)
class Layout:
    """Columns and the stacks that fill them; `loose` are stacks without a heading."""

    columns: list[Column]
    stacks: list[list[Stack]]
    loose: list[Stack]
    cost: float
    has_labels: bool = False  # each line says by a letter what its numbers are

    def column_of(self, word: Word) -> int | None:
        """The column a word stands in: the one it overlaps most, else the nearest; a text may also stand
        anywhere between the start of a column of text and the next stack. None if it is far from all.
        """
        best, reach = None, FAR
        for at, stacks in enumerate(self.stacks):
            for stack in stacks:
                gap = max(stack.x0 - word.x1, word.x0 - stack.x1)
                if gap < reach:
                    best, reach = at, gap
        if (
            reach > 0
        ):  # it stands in no stack: perhaps below a heading whose column was empty so far
            for at, column in enumerate(self.columns):
                if not self.stacks[at] and column.x0 < word.x1 and word.x0 < column.x1:
                    return at
        if best is None and is_letters(word.text):
            return self._text_before(word)
        return best

    def _text_before(self, word: Word) -> int | None:
        before = [
            (stack.x1, at) for at, stacks in enumerate(self.stacks) for stack in stacks
            if stack.x0 < word.x0
        ]  # fmt: skip
        at = max(before, default=(0.0, None))[1]
        return at if at is not None and self.role(at) in TEXT_ROLES else None

    def role(self, at: int) -> str:
        """The role of a column: of those its heading may have the one that its words suit."""
        roles = self.columns[at].roles
        if len(roles) == 1 or not self.stacks[at]:
            return roles[0]
        return max(roles, key=lambda role: sum(stack.fit([role]) for stack in self.stacks[at]))


def build_stacks(lines: Sequence[Line]) -> list[Stack]:
    """The stacks of some lines from left to right. A word that runs over into the next column in a row
    among many does not make one stack of two.
    """
    words = [
        (row, word)
        for row, line in enumerate(lines)
        for word in line.words
        if len(word.text) < 4 or not status_of(word.text)  # "assente" is as wide as two columns
    ]
    often = _covered(words, max(len(lines) // 30, int(len(lines) > FEW)))
    bridges = {
        id(word) for _, word in words
        if sum(left < word.x1 and word.x0 < right for left, right in often) > 1
    }  # fmt: skip
    spans = _covered([(row, word) for row, word in words if id(word) not in bridges], 0)
    stacks = [Stack(left, right) for left, right in spans]
    for row, word in words:
        near = min(stacks, key=lambda stack: _gap(stack, word), default=None)
        if near:
            near.words.append((row, word))
    return [stack for stack in stacks if stack.words]


def _covered(words: Sequence[tuple[int, Word]], allowed: int) -> list[tuple[float, float]]:
    """The intervals that more than `allowed` words cover, from left to right."""
    edges = sorted([(word.x0, 1) for _, word in words] + [(word.x1, -1) for _, word in words])
    spans: list[tuple[float, float]] = []
    depth, left = 0, 0.0
    for x, step in edges:
        was, depth = depth, depth + step
        if was <= allowed < depth:
            left = x
        elif depth <= allowed < was and x > left:
            spans.append((left, x))
    return spans


def _gap(stack: Stack, word: Word) -> float:
    return max(stack.x0 - word.x1, word.x0 - stack.x1)


def fit_columns(columns: Sequence[Column], lines: Sequence[Line]) -> Layout:
    """Deal the stacks of some lines out to columns, from left to right, at the least cost."""
    stacks = build_stacks(lines)
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None, str]] = {
        (0, 0): (0.0, None, "")
    }
    for i in range(len(stacks) + 1):
        for j in range(len(columns) + 1):
            if (i, j) not in best:
                continue
            for state, cost, move in _moves(stacks, columns, i, j, best[i, j][2]):
                total = best[i, j][0] + cost
                if state not in best or total < best[state][0] - 1e-9:
                    best[state] = (total, (i, j), move)
    return _trace(stacks, list(columns), best)


def _moves(
    stacks: Sequence[Stack], columns: Sequence[Column], i: int, j: int, last: str
) -> Iterable[tuple[tuple[int, int], float, str]]:
    """From i stacks dealt out to j columns: fill a column, add to the last one, skip either."""
    if j < len(columns):
        yield (i, j + 1), EMPTY.get(columns[j].role, EMPTY_OTHER), "empty"
    if i < len(stacks):
        yield (i + 1, j), _left_over(stacks[i]), "loose"
    if i < len(stacks) and j < len(columns):
        yield (i + 1, j + 1), _cost(stacks[i], columns[j]), "fill"
    if i < len(stacks) and j and last in ("fill", "add") and _may_share(stacks, i, columns[j - 1]):
        yield (i + 1, j), _cost_of_more(stacks[i - 1], stacks[i], columns[j - 1]), "add"


def _may_share(stacks: Sequence[Stack], i: int, column: Column) -> bool:
    """A text may stand in several stacks; numbers only when no row has one in both."""
    is_text = bool(TEXT_ROLES & {*column.roles})
    return is_text or not stacks[i - 1].rows & stacks[i].rows


def _cost(stack: Stack, column: Column) -> float:
    gap = min(max(stack.x0 - column.x1, column.x0 - stack.x1, 0.0), MAX_GAP)
    middle = abs((stack.x0 + stack.x1) / 2 - column.middle)
    is_text = bool(TEXT_ROLES & {*column.roles})
    near = 0.3 * gap + 0.02 * middle if is_text else gap + 0.2 * middle
    return near + MISMATCH * (1 - stack.fit(column.roles))


def _cost_of_more(last: Stack, stack: Stack, column: Column) -> float:
    """A text goes on near where it stopped, even with a number: "Società Finta 2"."""
    if not TEXT_ROLES & {*column.roles}:
        return _cost(stack, column) + 0.5
    fit = stack.fit(column.roles)
    return min(stack.x0 - last.x1, MAX_GAP) + (0.3 if fit > 0.5 else 1) * MISMATCH * (1 - fit)


def _left_over(stack: Stack) -> float:
    texts = [word.text for _, word in stack.words]
    if all(MARK.fullmatch(text) for text in texts):
        return 1.0
    if all(NATION.fullmatch(text) for text in texts):
        return 10.0
    if all(text in COMPONENTS for text in texts):
        return 3.0
    is_text = sum(map(is_letters, texts)) > len(texts) / 2
    return LEFT_OVER_TEXT if is_text else LEFT_OVER


def settle_numbers(layout: Layout) -> None:
    """Where a group has fewer stacks than columns, let the sums of its rows say which columns are empty."""
    for group in {column.group for column in layout.columns}:
        of_group = [
            at for at, column in enumerate(layout.columns)
            if column.group == group and {"score", *COMPONENTS} & {*column.roles}
        ]  # fmt: skip
        stacks = [layout.stacks[at] for at in of_group if layout.stacks[at]]
        if not 1 < len(stacks) < len(of_group) or _share(layout, of_group) > 0.5:
            continue
        for chosen in combinations(of_group, len(stacks)):
            tried = Layout(layout.columns, [*layout.stacks], layout.loose, layout.cost)
            for at in of_group:
                tried.stacks[at] = stacks[chosen.index(at)] if at in chosen else []
            if _share(tried, of_group) > 0.8:
                layout.stacks = tried.stacks
                break


def _share(layout: Layout, columns: Sequence[int]) -> float:
    """The share of rows whose components give the score, among those where both are printed."""
    rows: dict[int, dict[str, str]] = {}
    for at in columns:
        for stack in layout.stacks[at]:
            for row, word in stack.words:
                rows.setdefault(row, {})[layout.columns[at].role] = word.text
    closing = [result for cells in rows.values() if (result := components_close(cells)) is not None]
    return sum(closing) / len(closing) if closing else 0.0


def _trace(
    stacks: Sequence[Stack], columns: list[Column],
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None, str]],
) -> Layout:  # fmt: skip
    dealt: list[list[Stack]] = [[] for _ in columns]
    loose: list[Stack] = []
    state: tuple[int, int] | None = (len(stacks), len(columns))
    cost = best[len(stacks), len(columns)][0]
    while state and state != (0, 0):
        i, j = state
        _, before, move = best[state]
        if move in ("fill", "add"):
            dealt[j - 1].insert(0, stacks[i - 1])
        elif move == "loose":
            loose.insert(0, stacks[i - 1])
        state = before
    return Layout(columns, dealt, loose, cost)
