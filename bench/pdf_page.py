"""Pages of a synthetic result sheet as strings and lines with places, and the PDF made of them.

Lengths are points from the top left corner of the page as it is read; y of a string is its base line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from reportlab.lib.pagesizes import A3, A4, letter  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from bench.pdf_spec import Spec

PAGES = {"A4": A4, "A3": A3, "letter": letter}
FACES = {
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "Courier": ("Courier", "Courier-Bold", "Courier-Oblique"),
}
SMALL = 0.72


@dataclass(frozen=True, slots=True)
class Text:
    """One string. <b>, <i> and <s> around parts of it mean bold, italic and small print."""

    x: float
    y: float
    text: str
    family: str
    size: float
    align: str = "l"
    is_bold: bool = False
    grey: float = 0.0
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A line, or with `fill` a box, with `oval` a ring: what logos are made of."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.5
    grey: float = 0.0
    fill: bool = False
    oval: bool = False


@dataclass(slots=True)
class Page:
    texts: list[Text] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)


def page_size(spec: Spec) -> tuple[float, float]:
    """Width and height as read, in the points of the table (before `scale`)."""
    width, height = (float(each) / spec.scale for each in PAGES[spec.page])
    return (height, width) if spec.landscape else (width, height)


def runs(text: Text) -> Iterator[tuple[str, str, float]]:
    """Yield (string, font, size) of the parts of a marked string."""
    faces, face, size = FACES[text.family], int(text.is_bold), text.size
    for part in re.split(r"(</?[bis]>)", text.text):
        if part in ("<b>", "<i>"):
            face = 1 if part == "<b>" else 2
        elif part in ("</b>", "</i>"):
            face = int(text.is_bold)
        elif part in ("<s>", "</s>"):
            size = text.size * (SMALL if part == "<s>" else 1)
        elif part:
            yield part, faces[face], size


def width_of(text: Text) -> float:
    return sum(float(stringWidth(*run)) for run in runs(text))


def draw(path: Path, spec: Spec, pages: list[Page], random: Random) -> None:
    """Write the PDF: the same pages give the same bytes."""
    size = PAGES[spec.page]
    # For a rotated page reportlab turns the size that it is given into an upright MediaBox.
    canvas = Canvas(str(path), pagesize=size[::-1] if spec.landscape else size, invariant=1)
    canvas.setTitle(spec.competition)
    for page in pages:
        if spec.rotate:
            canvas.setPageRotation(90)
            canvas.translate(size[0], 0)
            canvas.rotate(90)
        canvas.scale(spec.scale, spec.scale)
        height = page_size(spec)[1]
        for shape in page.shapes:
            draw_shape(canvas, shape, height)
        for text in in_order(spec, page.texts, random):
            draw_text(canvas, spec, text, height)
        canvas.showPage()
    canvas.save()


def in_order(spec: Spec, texts: list[Text], random: Random) -> list[Text]:
    """The order in which the file holds the strings, which need not be that of reading."""
    if spec.order == "columns":
        return sorted(texts, key=lambda text: (round(text.x), text.y))
    if spec.order == "heads last":
        return sorted(texts, key=lambda text: text.is_head)
    if spec.order == "shuffled":
        return random.sample(texts, len(texts))
    return texts


def draw_shape(canvas: Any, shape: Shape, height: float) -> None:
    canvas.setLineWidth(shape.width)
    canvas.setStrokeGray(shape.grey)
    canvas.setFillGray(shape.grey)
    x, y = shape.x0, height - shape.y1
    if shape.oval:
        canvas.ellipse(x, y, shape.x1, height - shape.y0, fill=int(shape.fill))
    elif shape.fill:
        canvas.rect(x, y, shape.x1 - x, shape.y1 - shape.y0, stroke=0, fill=1)
    else:
        canvas.line(x, height - shape.y0, shape.x1, y)


def draw_text(canvas: Any, spec: Spec, text: Text, height: float) -> None:
    x = text.x - {"l": 0.0, "c": 0.5, "r": 1.0}[text.align] * width_of(text)
    canvas.setFillGray(text.grey)
    for string, font, size in runs(text):
        draw_run(canvas, spec, (x, height - text.y), string, font, size)
        x += stringWidth(string, font, size)


def draw_run(
    canvas: Any, spec: Spec, at: tuple[float, float], string: str, font: str, size: float
) -> None:
    """Print a string at once, word by word, or letter by letter; "fat" thickens instead of bold."""
    x, y = at
    mode = 0
    if spec.strokes == "fat" and font.endswith("Bold"):
        font, mode = FACES["Helvetica"][0], 2
        canvas.setLineWidth(size / 30)
        canvas.setStrokeGray(0)
    pieces = {"words": re.findall(r"\S+|\s+", string), "letters": list(string)}
    canvas.setFont(font, size)
    for piece in pieces.get(spec.strokes, [string]):
        if piece.strip():
            canvas.drawString(x, y, piece, mode=mode)
        x += stringWidth(piece, font, size)
