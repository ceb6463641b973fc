"""A synthetic result sheet on its pages: tables with their heads, rows and page breaks."""

from dataclasses import dataclass, field, replace
from random import Random

from bench.pdf_frame import draw_logo, print_foot, print_judges, print_titles
from bench.pdf_page import Page, Shape, Text, page_size, width_of
from bench.pdf_rows import Entry, Ranking
from bench.pdf_spec import Spec
from bench.pdf_table import (
    Column,
    alignment,
    cell_text,
    gap_of,
    group_span,
    head_alignment,
    make_columns,
    put,
    styled,
    styled_head,
)

LEADING = 1.18
PICTURE = 36.0
FOOT_ROOM = 34


@dataclass(slots=True)
class Flow:
    """Pages being filled from top to bottom; y is how far down the last one is."""

    spec: Spec
    heads: dict[str, str]
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0

    @property
    def bottom(self) -> float:
        return page_size(self.spec)[1] - self.spec.margin - FOOT_ROOM


def lay_out(
    random: Random, spec: Spec, heads: dict[str, str], rankings: list[Ranking]
) -> list[Page]:
    flow = Flow(spec, heads)
    turn_page(flow)
    if spec.cover:
        turn_page(flow)
    if spec.judges:
        flow.y = print_judges(random, spec, flow.pages[-1], flow.y)
    for number, ranking in enumerate(rankings):
        if number and spec.section_pages == "page":
            turn_page(flow)
        print_table(flow, ranking)
    print_lines(flow, spec.after, spec.size * 0.8)
    for number, page in enumerate(flow.pages, 1):
        print_foot(spec, page, number, len(flow.pages))
    return flow.pages


def turn_page(flow: Flow) -> None:
    spec = flow.spec
    flow.pages.append(Page())
    flow.y = spec.margin
    if spec.title_pages == "every" or len(flow.pages) == 1:
        flow.y = print_titles(spec, flow.pages[-1], flow.y)


def print_lines(flow: Flow, lines: tuple[str, ...], size: float) -> None:
    for line in lines:
        if flow.y + size * 1.5 > flow.bottom:
            turn_page(flow)
        flow.y += size * 1.5
        flow.pages[-1].texts.append(Text(flow.spec.margin, flow.y, line, flow.spec.font, size))


def print_table(flow: Flow, ranking: Ranking) -> None:
    spec = flow.spec
    columns = make_columns(spec, flow.heads, ranking)
    head = head_height(spec, columns)
    if flow.y + 4 * spec.size + head * (not spec.orphan) > flow.bottom:
        turn_page(flow)
    print_section(flow, ranking)
    row = row_height(spec, columns, ranking.entries[0])
    if flow.y + head + row * (5 if spec.orphan else 1) > flow.bottom:
        turn_page(flow)
    print_head(flow, columns)
    top = flow.y
    for number, entry in enumerate(ranking.entries):
        height = row_height(spec, columns, entry)
        if flow.y + height > flow.bottom:
            close_table(flow, columns, top)
            turn_page(flow)
            if spec.head_pages == "every":
                print_head(flow, columns)
            top = flow.y
        print_entry(flow, columns, entry, height, number)
    close_table(flow, columns, top)
    flow.y += spec.size * 1.5


def print_section(flow: Flow, ranking: Ranking) -> None:
    """The heading of one table, and the lines that stand under it."""
    spec, plan = flow.spec, ranking.plan
    if plan.section:
        flow.y += spec.size * 2
        text = Text(spec.margin, flow.y, plan.section, spec.font, spec.size * 1.2, is_bold=True)
        flow.pages[-1].texts.append(text)
    before = tuple(line.format(athletes=ranking.printed) for line in spec.before)
    print_lines(flow, before, spec.size)
    flow.y += spec.size * 0.8


def head_height(spec: Spec, columns: list[Column]) -> float:
    lines = (head_lines(columns) * LEADING + 0.8) * spec.size * spec.head_size
    return lines + PICTURE * spec.pictures


def head_lines(columns: list[Column]) -> int:
    return max(len(each.head.split("\n")) + bool(each.group) for each in columns)


def print_head(flow: Flow, columns: list[Column]) -> None:
    """Heads of one to three lines in a band, those of the apparatus above those of their parts."""
    spec, page = flow.spec, flow.pages[-1]
    height, lines = head_height(spec, columns), head_lines(columns)
    step = step_of(spec)
    first = flow.y + step + PICTURE * spec.pictures
    draw_band(flow, columns, height)
    for group in dict.fromkeys(each.group for each in columns if each.group):
        left, right = group_span(columns, group)
        span = Column("group", (), group, left=left, right=right)
        if spec.pictures:
            centre = (left + right) / 2
            page.shapes += draw_logo(centre - 18, flow.y + 3, 0)
        else:
            align = spec.head_align.get("group", "c")
            page.texts.append(put(styled_head(spec, group), span, spec.gap, align, first))
    for column in columns:
        words = column.head.split("\n")
        spare = lines - len(words)
        top = (
            spare
            if column.group
            else {"top": 0, "middle": spare / 2, "bottom": spare}[spec.head_valign]
        )
        for at, word in enumerate(words):
            y = first + (top + at) * step
            text = put(
                styled_head(spec, word),
                column,
                gap_of(spec, column),
                head_alignment(spec, column),
                y,
            )
            page.texts += [text] if word else []
    flow.y += height


def draw_band(flow: Flow, columns: list[Column], height: float) -> None:
    """The ground and the frame of the head."""
    spec, shapes = flow.spec, flow.pages[-1].shapes
    left, right = columns[0].left, max(each.right for each in columns)
    top, bottom = flow.y, flow.y + height
    if spec.head_fill:
        grey = 0.35 if spec.head_fill == "dark" else 0.85
        shapes.append(Shape(left, top, right, bottom, grey=grey, fill=True))
    if spec.rules in ("grid", "box"):
        shapes += [Shape(left, top, right, top), Shape(left, top, left, bottom)]
        shapes.append(Shape(right, top, right, bottom))
    if spec.rules != "none":
        shapes.append(Shape(left, bottom, right, bottom, width=0.8))
    if spec.rules == "grid":
        middle = top + step_of(spec) * 1.3
        inner = [each.left for each in columns if each.left not in edges(spec, columns)]
        shapes += [Shape(x, top, x, bottom) for x in edges(spec, columns)]
        shapes += [Shape(x, middle, x, bottom) for x in inner if spec.block == "beside"]


def step_of(spec: Spec) -> float:
    return spec.size * spec.head_size * LEADING


def edges(spec: Spec, columns: list[Column]) -> list[float]:
    """Where upright lines part the columns; those of one apparatus count as one."""
    first = {each.group: each.left for each in reversed(columns) if each.group and not each.is_over}
    return sorted({first.get(each.group, each.left) for each in columns} | {columns[-1].right})


def row_height(spec: Spec, columns: list[Column], entry: Entry) -> float:
    used = [
        line
        for column in columns
        for line, key in column.lines
        if cell_text(entry, key) or not (spec.compact or entry.level)
    ]
    return spec.size * (spec.row + LEADING * (max(used) + wraps(spec, columns, entry)))


def wraps(spec: Spec, columns: list[Column], entry: Entry) -> bool:
    return any(len(wrapped(spec, each.key, entry.cells.get(each.key, ""))) > 1 for each in columns)


def wrapped(spec: Spec, key: str, text: str) -> list[str]:
    """The cell as the lines it is printed on: two, where it is wider than its limit."""
    limit = spec.wrap.get(key)
    if limit is None or width_of(styled(spec, key, text)) <= limit:
        return [text]
    words = text.split(" ")
    for end in range(len(words) - 1, 0, -1):
        if width_of(styled(spec, key, " ".join(words[:end]))) <= limit:
            return [" ".join(words[:end]), " ".join(words[end:])]
    return [text]


def print_entry(
    flow: Flow, columns: list[Column], entry: Entry, height: float, number: int
) -> None:
    spec, page = flow.spec, flow.pages[-1]
    left, right = columns[0].left, max(each.right for each in columns)
    if spec.rules == "zebra" and number % 2:
        page.shapes.append(Shape(left, flow.y, right, flow.y + height, grey=0.93, fill=True))
    first = flow.y + spec.size * (spec.row + 0.7) / 2
    is_wrapped = wraps(spec, columns, entry)
    for column in columns:
        lower = spec.lower.get(column.key, 0)
        if is_wrapped and column.key in spec.middle.split():
            lower += spec.size * LEADING / 2
        page.texts += print_cells(spec, column, entry, first + lower)
    flow.y += height
    if spec.rules in ("rows", "grid"):
        page.shapes.append(Shape(left, flow.y, right, flow.y, grey=0.4))


def print_cells(spec: Spec, column: Column, entry: Entry, first: float) -> list[Text]:
    """What stands in one column of an entry, line by line."""
    gap, align = gap_of(spec, column), alignment(spec, column)
    indent = 12.0 if entry.level and column.key == "name" else 0.0
    texts = []
    for line, key in column.lines:
        cell = cell_text(entry, key)
        for at, part in enumerate([cell] if line else wrapped(spec, column.key, cell)):
            y = first + (line + at) * spec.size * LEADING
            text = styled(spec, column.key, part, line, entry.level)
            text = put(text, column, gap, align, y)
            texts += [replace(text, x=text.x + indent)] if part else []
    return texts


def close_table(flow: Flow, columns: list[Column], top: float) -> None:
    """The upright lines of a grid; only where the parts stand beside the score they are parted too."""
    if flow.spec.rules != "grid":
        return
    lines = set(edges(flow.spec, columns))
    if flow.spec.block == "beside":
        lines |= {each.left for each in columns}
    flow.pages[-1].shapes += [Shape(x, top, x, flow.y, grey=0.4) for x in sorted(lines)]
