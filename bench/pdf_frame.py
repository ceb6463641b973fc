"""What stands around the tables of a synthetic result sheet: titles, logos, judges, feet."""

from dataclasses import replace
from random import Random

from bench.names import make_family_name, make_given_name
from bench.pdf_page import Page, Shape, Text, page_size
from bench.pdf_spec import Spec

SYNTHETIC = "Dati sintetici"
ROLES = ("Presidente", "DB1", "DB2", "DA1", "DA2", "A1", "A2", "E1", "E2", "E3", "Linea")


def print_titles(spec: Spec, page: Page, y: float) -> float:
    """Print the lines above all tables and the logos beside them; return how far down they reach."""
    width = page_size(spec)[0]
    x = {"l": spec.margin, "c": width / 2, "r": width - spec.margin}[spec.title_align]
    for at, title in enumerate(spec.titles):
        size = spec.title_size * (1 if at == 0 else 0.8)
        y += size * 1.3
        text = Text(x, y, title, spec.fonts.get("titles", spec.font), size, spec.title_align)
        page.texts.append(replace(text, is_bold=at == 0, is_head=True))
    for at in range(spec.logos):
        right = spec.margin + 96 if spec.title_align == "r" else width - spec.margin - 40
        left = (spec.margin, right, spec.margin + 48)[at]
        page.shapes += draw_logo(left, spec.margin, at)
    return y + spec.size * 1.5


def draw_logo(x: float, y: float, kind: int) -> list[Shape]:
    if kind == 1:
        return [
            Shape(x, y, x + 40, y + 30, grey=0.8, fill=True),
            Shape(x, y, x + 40, y + 30, width=2),
        ]
    ring = Shape(x, y, x + 36, y + 36, width=2, grey=0.3, oval=True)
    return [ring, Shape(x + 8, y + 8, x + 28, y + 28, grey=0.7, fill=True, oval=True)]


def print_judges(random: Random, spec: Spec, page: Page, y: float) -> float:
    """Print the panels of judges side by side, one role a line; return how far down they reach."""
    step = (page_size(spec)[0] - 2 * spec.margin) / (spec.judges + 1)
    size = spec.size * 0.85
    panels = spec.apparatus[: spec.judges] or ("Giuria",)
    for line, role in enumerate(("", *ROLES)):
        y += size * 1.35
        page.texts.append(Text(spec.margin, y, role, spec.font, size))
        for at in range(spec.judges):
            judge = f"{make_family_name(random)} {make_given_name(random)} <i>(ITA)</i>"
            text = judge if line else panels[at % len(panels)]
            x = spec.margin + step * (at + 0.6)
            page.texts.append(Text(x, y, text, spec.font, size, is_bold=not line))
    return y + spec.size * 2


def print_foot(spec: Spec, page: Page, number: int, count: int) -> None:
    width, height = page_size(spec)
    y = height - spec.margin
    places = ((spec.margin, "l"), (width / 2, "c"), (width - spec.margin, "r"))
    for text, (x, align) in zip(spec.foot, places, strict=True):
        line = text.format(page=number, pages=count)
        page.texts.append(Text(x, y, line, spec.font, 7, align, is_head=True))
    page.texts.append(Text(spec.margin, y + 10, SYNTHETIC, spec.font, 5.5, grey=0.4, is_head=True))
    page.shapes.append(Shape(spec.margin, y - 9, width - spec.margin, y - 9, width=0.6))
