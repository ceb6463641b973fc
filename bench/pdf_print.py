"""How synthetic result sheets print names, numbers and marks."""

import re

from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]

from bench.pdf_field import Competitor
from bench.pdf_spec import Spec, number_style


def print_marks(marks: str) -> list[str]:
    """The marks from the first place down: "Q8 R3" is Q eight times, then R1, R2 and R3."""
    printed = []
    for word, count in re.findall(r"(\w)(\d+)", marks):
        numbers = range(1, int(count) + 1)
        printed += [f"{word}{number}" if word == "R" else word for number in numbers]
    return printed


def print_name(style: str, person: Competitor) -> str:
    words = {
        "SURNAME": person.family_name.upper(),
        "Surname": person.family_name,
        "FIRST": person.given_name.upper(),
        "First": person.given_name,
        "F.": f"{person.given_name[0]}.",
    }
    return re.sub(r"SURNAME|Surname|FIRST|First|F\.", lambda found: words[found[0]], style)


def split_name(style: str, name: str, person: Competitor) -> dict[str, str]:
    """Surname and given name in the letters printed; of a cut name, what is left of them."""
    order = style.replace(",", "").split()
    end = len(print_name(order[0], person))
    parts = [name[:end].strip(), name[end:].strip(" ,")]
    if order[0].upper() != "SURNAME":
        parts.reverse()
    return {"family_name": parts[0], "given_name": parts[1]}


def cut(spec: Spec, column: str, text: str) -> str:
    width = spec.cut.get(column)
    if width is None or text_width(spec, column, text) <= width:
        return text
    while text_width(spec, column, f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def text_width(spec: Spec, column: str, text: str) -> float:
    return float(stringWidth(text, "Helvetica-Bold", spec.size * spec.sizes.get(column, 1)))


def print_number(spec: Spec, column: str, value: int) -> str:
    """Thousandths as the column prints them. Raises ValueError where that would round."""
    style = number_style(spec, column)
    decimals = int(style[1:])
    digits = f"{value % 1000:03d}"
    if digits[decimals:].strip("0"):
        raise ValueError(f"{spec.name}: {column} {value} does not fit {decimals} decimals")
    return f"{value // 1000}{style[0]}{digits[:decimals]}"
