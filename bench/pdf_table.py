"""The columns of a table on a synthetic result sheet: their heads, their cells, their places."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench.pdf_page import Text, page_size, width_of
from bench.pdf_rows import Entry, Ranking
from bench.pdf_spec import Spec

CENTRED = ("rank", "bib", "nation", "year", "code", "mark", "labels", "word")
LEFT = ("name", "club", "licence")
PARTS_BELOW = ("points", "rank", "PEN")


@dataclass(slots=True)
class Column:
    """`lines` says which cell stands on which line of an entry; a key with = is itself the text.

    group    the apparatus under whose head it stands
    is_over  it spans the group, above its other columns
    """

    key: str
    lines: tuple[tuple[int, str], ...]
    head: str
    group: str = ""
    is_over: bool = False
    left: float = 0.0
    right: float = 0.0


def make_columns(spec: Spec, heads: dict[str, str], ranking: Ranking) -> list[Column]:
    """The columns in printed order, with their places on the page."""
    columns: list[Column] = []
    heads = {**heads, **spec.heads}
    for word in ranking.columns:
        if word == "app":
            for apparatus in ranking.apparatus:
                columns += block_columns(spec, heads, apparatus)
        elif word == "labels":
            parts = stacked_parts(spec)
            columns.append(
                Column("labels", tuple((at, f"={code}") for at, code in enumerate(parts)), "")
            )
        else:
            columns.append(Column(word, ((0, word),), heads.get(word, "")))
        if columns and columns[-1].key == spec.second_at and (spec.second or spec.squad):
            columns[-1].lines = ((0, word), (1, "second"))
        if word == "rank" and spec.second:
            columns[-1].lines = ((0, "rank"), (1, "below rank"))
        if word == "total" and spec.gaps_below:
            columns[-1].lines = ((0, "total"), (1, "gap1"), (2, "gap2"))
    measure(spec, ranking, columns)
    return columns


def stacked_parts(spec: Spec) -> list[str]:
    return [code for code in spec.each.split() if code not in PARTS_BELOW]


def block_columns(spec: Spec, heads: dict[str, str], apparatus: str) -> Iterator[Column]:
    """The columns of one apparatus, its parts beside, under or stacked before its points."""
    words = spec.each.split()
    if spec.block == "stacked":
        parts = enumerate(stacked_parts(spec))
        below = ((1, f"{apparatus}/PEN"),) if "PEN" in words else ()
        stacked = {
            "parts": tuple((at, f"{apparatus}/{code}") for at, code in parts),
            "points": ((0, f"{apparatus}/points"), *below),
            "rank": ((0, f"{apparatus}/rank"),),
        }
        for key in ("parts", "points", "rank") if "rank" in words else ("parts", "points"):
            yield Column(key, stacked[key], heads.get(f"app {key}", ""), apparatus)
        return
    if words == ["points"]:
        yield Column("points", ((0, f"{apparatus}/points"),), apparatus)
        return
    line = int(spec.block == "under")
    for word in words:
        if line and word == "points":
            yield Column(word, ((0, f"{apparatus}/{word}"),), "", apparatus, is_over=True)
        else:
            head = heads.get(f"app {word}", heads.get(word, ""))
            yield Column(word, ((line, f"{apparatus}/{word}"),), head, apparatus)


def cell_text(entry: Entry, key: str) -> str:
    if key.startswith("="):
        return key[1:] if entry.row else ""
    return entry.cells.get(key, "")


def styled(spec: Spec, key: str, text: str, line: int = 0, level: int = 0) -> Text:
    """A string in the letters of its column, yet without a place."""
    size = spec.size * spec.sizes.get(key, 1)
    if line and key in ("name", "club", "total"):
        size = spec.size * spec.sizes.get("second" if key != "total" else "gaps", 0.8)
    is_bold = key in spec.bold.split() and not line and not level
    return Text(0, 0, text, spec.fonts.get(key, spec.font), size, is_bold=is_bold)


def styled_head(spec: Spec, text: str) -> Text:
    grey = 1.0 if spec.head_fill == "dark" else 0.0
    size = spec.size * spec.head_size
    bold = "heads" in spec.bold.split()
    return Text(
        0, 0, text, spec.fonts.get("heads", spec.font), size, is_bold=bold, grey=grey, is_head=True
    )


def alignment(spec: Spec, column: Column) -> str:
    usual = "c" if column.key in CENTRED or column.is_over else "l" if column.key in LEFT else "r"
    return spec.align.get(column.key, usual)


def head_alignment(spec: Spec, column: Column) -> str:
    named = spec.head_align.get(column.key) or spec.head_align.get("*")
    return named or alignment(spec, column)


def gap_of(spec: Spec, column: Column) -> float:
    return spec.gaps.get(column.key, spec.gap)


def natural_width(spec: Spec, ranking: Ranking, column: Column) -> float:
    """What the widest string of the column needs; a name that wraps needs no more than its limit."""
    widths = [width_of(styled_head(spec, line)) for line in column.head.split("\n")]
    for entry in ranking.entries:
        for line, key in column.lines:
            if line and key == "second" and spec.squad:
                continue
            width = width_of(styled(spec, column.key, cell_text(entry, key), line, entry.level))
            widths.append(min(width, spec.wrap.get(column.key, width)))
    return max(widths) + gap_of(spec, column)


class TooWideError(ValueError):
    """The table does not fit its page in letters of this size."""


def measure(spec: Spec, ranking: Ranking, columns: list[Column]) -> None:
    """Give every column its left and right edge. Raises TooWideError if the page is too narrow."""
    widths = [0.0 if each.is_over else natural_width(spec, ranking, each) for each in columns]
    widen_groups(spec, ranking, columns, widths)
    room = page_size(spec)[0] - 2 * spec.margin
    if sum(widths) > room:
        raise TooWideError(f"{spec.name}: the table needs {sum(widths):.0f} points of {room:.0f}")
    stretch = [spec.stretch.get(each.key, spec.stretch.get("*", 0.0)) for each in columns]
    if not sum(stretch):
        stretch = [float(each.key in ("name", "club")) for each in columns]
    stretch = [0.0 if each.is_over else part for each, part in zip(columns, stretch, strict=True)]
    spare = max(0.0, room * spec.width - sum(widths))
    widths = [
        width + spare * part / sum(stretch) for width, part in zip(widths, stretch, strict=True)
    ]
    left = spec.margin + (room - sum(widths)) / 2 * (spec.title_align == "c")
    for column, width in zip(columns, widths, strict=True):
        column.left, column.right, left = left, left + width, left + width
    for column in columns:
        if column.is_over:
            column.left, column.right = group_span(columns, column.group)


def widen_groups(spec: Spec, ranking: Ranking, columns: list[Column], widths: list[float]) -> None:
    """Make room for the head of a group and for what spans it."""
    for group in dict.fromkeys(each.group for each in columns if each.group):
        members = [
            at for at, each in enumerate(columns) if each.group == group and not each.is_over
        ]
        needs = [
            natural_width(spec, ranking, each)
            for each in columns
            if each.group == group and each.is_over
        ]
        needs.append(width_of(styled_head(spec, group)) + spec.gap)
        missing = max(needs) - sum(widths[at] for at in members)
        for at in members:
            widths[at] += max(0.0, missing) / len(members)


def group_span(columns: list[Column], group: str) -> tuple[float, float]:
    members = [each for each in columns if each.group == group and not each.is_over]
    return min(each.left for each in members), max(each.right for each in members)


def put(text: Text, column: Column, gap: float, align: str, y: float) -> Text:
    """The string at its place between the edges of its column."""
    x = {
        "l": column.left + gap / 2,
        "c": (column.left + column.right) / 2,
        "r": column.right - gap / 2,
    }[align]
    return replace(text, x=x, y=y, align=align)
