"""What one synthetic result sheet is to look like: an entry of pdf_sheets.toml, with its defaults."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SPECS = Path(__file__).with_name("pdf_sheets.toml")
PARTS = ("DB", "DA", "D", "A", "E", "PEN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One printed table. apparatus () means those of the sheet; exactly one makes an apparatus ranking.

    status  rows out of the common order: {word, status, at, rank, total, order}; `at` is where the word
            is printed, `rank` and `total` what stands there instead, order = "last" puts her at the end
    """

    category: str = ""
    section: str = ""
    kind: str = ""
    athletes: int = 12
    apparatus: tuple[str, ...] = ()
    columns: str = ""
    status: tuple[dict[str, str], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One sheet. Lengths are points before `scale`; words of columns and parts are keys of `heads`.

    columns   in printed order; "app" stands for the block of every apparatus, `each` for what is in it
    block     beside | under | stacked: where the parts stand around the points of an apparatus
    numbers   sign and decimals by column, as ".3"; "*" for those not named
    penalty   the sign of a penalty, a bar, what stands for none: "-|" is "-0.300" and nothing, "|0" is
              "0.300" and "0.000", "|-" is "0.300" and a dash
    points_cell  the points of an apparatus with their place; missing: what a routine not shown prints
              ("" nothing, "-" dashes for its parts, "0" zeros)
    team_row  "all", "points" where the row of a team has no parts, "total" where it has only its total
    cut       the width at which a cell is cut with an ellipsis; wrap: at which it goes on below
    middle    the columns that stand in the middle of a row whose name wraps
    compact   rows as high as what is in them, not all alike
    strokes   how the file holds a string: whole | words | letters | fat (bold by thick strokes)
    order     in which order it holds the strings: rows | columns | heads last | shuffled
    wrong     deliberate printing errors: {ranking, row, apparatus}, apparatus "" for the total
    """

    name: str
    families: str
    competition: str
    titles: tuple[str, ...]
    date: str
    date_end: str = ""
    place: str = ""
    language: str = "it"
    rankings: tuple[Plan, ...]
    apparatus: tuple[str, ...] = ()
    # the page
    page: str = "A4"
    landscape: bool = False
    rotate: bool = False
    scale: float = 1.0
    margin: float = 36
    title_align: str = "c"
    title_size: float = 12
    title_pages: str = "every"
    logos: int = 0
    foot: tuple[str, str, str] = ("", "", "{page}")
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    judges: int = 0
    cover: bool = False
    order: str = "rows"
    strokes: str = "whole"
    # letters
    font: str = "Helvetica"
    size: float = 9
    row: float = 1.6
    fonts: dict[str, str] = field(default_factory=dict)
    bold: str = ""
    sizes: dict[str, float] = field(default_factory=dict)
    lower: dict[str, float] = field(default_factory=dict)
    # the table
    columns: str = ""
    each: str = "points"
    block: str = "beside"
    heads: dict[str, str] = field(default_factory=dict)
    head_align: dict[str, str] = field(default_factory=dict)
    head_size: float = 1.0
    head_valign: str = "bottom"
    head_pages: str = "every"
    head_fill: str = ""
    pictures: bool = False
    align: dict[str, str] = field(default_factory=dict)
    gap: float = 8
    gaps: dict[str, float] = field(default_factory=dict)
    width: float = 1.0
    stretch: dict[str, float] = field(default_factory=dict)
    rules: str = "none"
    section_pages: str = "flow"
    orphan: bool = False
    cut: dict[str, float] = field(default_factory=dict)
    wrap: dict[str, float] = field(default_factory=dict)
    middle: str = ""
    compact: bool = False
    # what is printed
    names: str = "SURNAME First"
    special_names: bool = False
    name_cell: str = "{name}"
    second: str = ""
    second_at: str = "name"
    clubs: str = ""
    numbers: dict[str, str] = field(default_factory=dict)
    penalty: str = "|"
    thirds: bool = False
    rank: str = "{}"
    tie: str = ""
    ties: int = 0
    app_rank: str = "({})"
    points_cell: str = "{points}"
    missing: str = ""
    team_row: str = "all"
    marks: str = ""
    inquiry: dict[str, str] = field(default_factory=dict)
    status: tuple[dict[str, str], ...] = ()
    zeros: int = 0
    empty_ranks: int = 0
    gaps_below: bool = False
    squad: str = ""
    wrong: tuple[dict[str, Any], ...] = ()


def read_specs() -> tuple[list[Spec], dict[str, dict[str, str]]]:
    """Return the sheets and, by language, the usual head of each column."""
    with SPECS.open("rb") as file:
        table = tomllib.load(file)
    return [make_spec(entry) for entry in table["sheet"]], table["heads"]


def make_spec(entry: dict[str, Any]) -> Spec:
    values = {key: freeze(value) for key, value in entry.items()}
    values["rankings"] = tuple(
        Plan(**{key: freeze(value) for key, value in plan.items()}) for plan in entry["rankings"]
    )
    return Spec(**values)


def freeze(value: Any) -> Any:
    return tuple(freeze(each) for each in value) if isinstance(value, list) else value


def columns_of(spec: Spec, plan: Plan) -> list[str]:
    return (plan.columns or spec.columns).split()


def apparatus_of(spec: Spec, plan: Plan) -> tuple[str, ...]:
    return plan.apparatus or spec.apparatus


def parts_of(spec: Spec, plan: Plan) -> list[str]:
    """The score components that the table prints, in printed order."""
    words = spec.each.split() if "app" in columns_of(spec, plan) else columns_of(spec, plan)
    return [word for word in words if word in PARTS]


def number_style(spec: Spec, column: str) -> str:
    """Sign and number of decimals, as ".3"."""
    return spec.numbers.get(column) or spec.numbers.get("*") or ".3"
