"""A synthetic result sheet on its pages: titles, judges, tables with their heads and breaks, feet."""

from dataclasses import dataclass, field, replace
from random import Random

from bench.names import make_family_name, make_given_name
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
SYNTHETIC = "Dati sintetici"
ROLES = ("Presidente", "DB1", "DB2", "DA1", "DA2", "A1", "A2", "E1", "E2", "E3", "Linea")


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
    if spec.judges:
        print_judges(random, flow)
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
        print_titles(flow)


def print_titles(flow: Flow) -> None:
    spec, page = flow.spec, flow.pages[-1]
    width = page_size(spec)[0]
    x = {"l": spec.margin, "c": width / 2, "r": width - spec.margin}[spec.title_align]
    for at, title in enumerate(spec.titles):
        size = spec.title_size * (1 if at == 0 else 0.8)
        flow.y += size * 1.3
        text = Text(x, flow.y, title, spec.fonts.get("titles", spec.font), size, spec.title_align)
        page.texts.append(replace(text, is_bold=at == 0, is_head=True))
    for at in range(spec.logos):
        right = spec.margin + 96 if spec.title_align == "r" else width - spec.margin - 40
        left = (spec.margin, right, spec.margin + 48)[at]
        page.shapes += draw_logo(left, spec.margin, at)
    flow.y += spec.size * 1.5


def draw_logo(x: float, y: float, kind: int) -> list[Shape]:
    if kind == 1:
        return [
            Shape(x, y, x + 40, y + 30, grey=0.8, fill=True),
            Shape(x, y, x + 40, y + 30, width=2),
        ]
    ring = Shape(x, y, x + 36, y + 36, width=2, grey=0.3, oval=True)
    return [ring, Shape(x + 8, y + 8, x + 28, y + 28, grey=0.7, fill=True, oval=True)]


def print_judges(random: Random, flow: Flow) -> None:
    """The panels of judges, side by side, one role a line."""
    spec, page = flow.spec, flow.pages[-1]
    step = (page_size(spec)[0] - 2 * spec.margin) / (spec.judges + 1)
    size = spec.size * 0.85
    panels = spec.apparatus[: spec.judges] or ("Giuria",)
    for line, role in enumerate(("", *ROLES)):
        flow.y += size * 1.35
        page.texts.append(Text(spec.margin, flow.y, role, spec.font, size))
        for at in range(spec.judges):
            judge = f"{make_family_name(random)} {make_given_name(random)} <i>(ITA)</i>"
            text = judge if line else panels[at % len(panels)]
            x = spec.margin + step * (at + 0.6)
            page.texts.append(Text(x, flow.y, text, spec.font, size, is_bold=not line))
    flow.y += spec.size * 2


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
    if flow.y + head + row_height(spec, columns, ranking.entries[0]) > flow.bottom:
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
    known = {"athletes": len([entry for entry in ranking.entries if entry.row])}
    print_lines(flow, tuple(line.format(**known) for line in spec.before), spec.size)
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
    lines = 1 + max(line for column in columns for line, _ in column.lines) * (entry.level == 0)
    wraps = any(
        len(wrapped(spec, column.key, entry.cells.get(column.key, ""))) > 1 for column in columns
    )
    return spec.size * (spec.row + LEADING * (lines - 1 + wraps))


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
    for column in columns:
        gap, align = gap_of(spec, column), alignment(spec, column)
        indent = 12.0 if entry.level and column.key == "name" else 0.0
        for line, key in column.lines:
            parts = (
                wrapped(spec, column.key, cell_text(entry, key))
                if not line
                else [cell_text(entry, key)]
            )
            for at, part in enumerate(parts):
                y = first + (line + at) * spec.size * LEADING + spec.lower.get(column.key, 0)
                text = put(styled(spec, column.key, part, line, entry.level), column, gap, align, y)
                page.texts += [replace(text, x=text.x + indent)] if part else []
    flow.y += height
    if spec.rules in ("rows", "grid"):
        page.shapes.append(Shape(left, flow.y, right, flow.y, grey=0.4))


def close_table(flow: Flow, columns: list[Column], top: float) -> None:
    """The upright lines of a grid; only where the parts stand beside the score they are parted too."""
    if flow.spec.rules != "grid":
        return
    lines = set(edges(flow.spec, columns))
    if flow.spec.block == "beside":
        lines |= {each.left for each in columns}
    flow.pages[-1].shapes += [Shape(x, top, x, flow.y, grey=0.4) for x in sorted(lines)]


def print_foot(spec: Spec, page: Page, number: int, count: int) -> None:
    width, height = page_size(spec)
    y = height - spec.margin
    places = ((spec.margin, "l"), (width / 2, "c"), (width - spec.margin, "r"))
    for text, (x, align) in zip(spec.foot, places, strict=True):
        line = text.format(page=number, pages=count)
        page.texts.append(Text(x, y, line, spec.font, 7, align, is_head=True))
    page.texts.append(Text(spec.margin, y + 10, SYNTHETIC, spec.font, 5.5, grey=0.4, is_head=True))
    page.shapes.append(Shape(spec.margin, y - 9, width - spec.margin, y - 9, width=0.6))
