"""The trend of one apparatus as inline SVG. Rows in, text out.

A line never crosses a change of scoring code or level: each (code, level) is a band of its own,
with its own years and points, so that heights of two codes are never compared by eye.
"""

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup, escape

from ingest import formats
from ingest.trends import UNKNOWN, Key, Point, band_name, group_points, point_key, trend_sentence

# Above these numbers a chart is thinned, and its description says how.
TITLED_DOTS = 80
LINE_POINTS = 60

# Units of the viewBox: 360 wide, so that text of 12 is about 12 px on a phone.
LEFT, RIGHT = 52, 352
NAME_LINE, PLOT_TOP, PLOT_HEIGHT, BELOW_PLOT, BELOW_ONE = 15, 28, 44, 29, 14
NAME_LENGTH = 50


class Dot(NamedTuple):
    """One routine on the chart; y counts from the top of its band."""

    x: float
    y: float
    point: Point


class Band(NamedTuple):
    """The routines of one (scoring code, level), placed."""

    key: Key
    name: str
    first_year: int
    last_year: int
    low: float
    high: float
    dots: list[Dot]
    floor: int


@lru_cache(maxsize=8192)
def year_fraction(text: str) -> float:
    """Where a date lies, in years. A date of month or year precision lies in the middle of it."""
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return year + 0.5
    day = rest[1] if len(rest) > 1 else 15
    days = 366 if calendar.isleap(year) else 365
    return year + ((date(year, rest[0], day) - date(year, 1, 1)).days + 0.5) / days


def place_band(points: Sequence[Point]) -> Band:
    """Place dated points of one key. The axis covers whole years: a lone day is no trend."""
    years = [int(point["date"][:4]) for point in points]
    first, last = min(years), max(years)
    scores = [point["points"] for point in points]
    low, high = min(scores), max(scores)
    dots = []
    for point in points:
        along = (year_fraction(point["date"]) - first) / (last + 1 - first)
        down = (high - point["points"]) / (high - low) * PLOT_HEIGHT if high > low else 0
        x = round(LEFT + along * (RIGHT - LEFT), 1)
        dots.append(Dot(x, round(PLOT_TOP + down, 1), point))
    floor = PLOT_TOP + (PLOT_HEIGHT if high > low else 0)
    return Band(point_key(points[0]), band_name(points[0]), first, last, low, high, dots, floor)


def place_bands(points: Sequence[Point]) -> list[Band]:
    """The bands, the latest code first. Points without a date cannot be placed."""
    dated = [point for point in points if point["date"]]
    return [place_band(group) for group in group_points(dated).values()]


def line_dots(band: Band) -> list[Dot]:
    """The dots that the line of a band joins, none when their order or their code is not known.

    Of a day only the best takes part, of a crowded band the best of each month; a date of year or
    month precision only when it is alone in that year or month.
    """
    if band.key == UNKNOWN:
        return []
    dates = [dot.point["date"] for dot in band.dots]
    within = Counter(prefix for day in dates for prefix in {day[:4], day[:7]})
    joined = [dot for dot in band.dots if within.get(dot.point["date"], 1) == 1]
    best = best_of_dates(sorted(joined, key=itemgetter(0)), 10)
    if len(best) > LINE_POINTS:
        best = best_of_dates(best, 7)
    return best if len(best) > 1 else []


def best_of_dates(dots: Sequence[Dot], length: int) -> list[Dot]:
    """The highest dot of each day (length 10) or month (7) of dots in date order."""
    dates = groupby(dots, key=lambda dot: dot.point["date"][:length])
    return [min(same, key=itemgetter(1)) for _, same in dates]


def loose_dots(points: Sequence[Point]) -> str:
    """Why some dots of a chart are off its lines, in one sentence; '' when none is."""
    reasons = set()
    for band in place_bands(points):
        joined = line_dots(band)
        reasons |= {loose_reason(dot, joined) for dot in band.dots if dot not in joined}
    return f"Punti isolati: {formats.join_words(sorted(reasons))}." if reasons else ""


def loose_reason(dot: Dot, joined: Sequence[Dot]) -> str:
    """Why a line leaves a dot out."""
    day = dot.point["date"]
    if len(day) < 10:
        return "gare di cui si sa solo il mese o l'anno"
    if not joined:
        return "gare di un solo giorno"
    if any(other.point["date"] == day for other in joined):
        return "punteggi più bassi dello stesso giorno"
    return "punteggi più bassi dello stesso mese"


def draw_line(dots: Sequence[Dot]) -> str:
    path = "L".join(f"{dot.x:g} {dot.y:g}" for dot in dots)
    return (
        f'<path class="line" d="M{path}" fill="none" stroke="currentColor"'
        ' stroke-width="1.5" stroke-opacity=".6"/>'
    )


def draw_titled_dots(dots: Sequence[Dot]) -> str:
    """A circle each, with its date, competition and points; hollow when only the year is known."""
    drawn = []
    for dot in dots:
        point = dot.point
        hollow = ' fill="none" stroke="currentColor"' if len(point["date"]) == 4 else ""
        when, score = formats.date_text(point["date"]), formats.points(point["points"])
        title = escape(f"{when}, {point['label']}: {score}")
        drawn.append(
            f'<circle cx="{dot.x:g}" cy="{dot.y:g}" r="3"{hollow}><title>{title}</title></circle>'
        )
    return "".join(drawn)


def draw_bare_dots(dots: Sequence[Dot]) -> str:
    """Every dot as a round point of one path; those that all but cover each other, once."""
    places = dict.fromkeys((round(dot.x / 2) * 2, round(dot.y / 2) * 2) for dot in dots)
    path = "".join(f"M{x} {y}h0" for x, y in places)
    return f'<path class="dots" d="{path}" stroke="currentColor" stroke-width="3"/>'


def draw_text(x: float, y: int, text: object, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def draw_one(dot: Dot) -> str:
    """The only dot of a band needs no axis: its points, and its date on the free side of it."""
    score = draw_text(LEFT - 8, PLOT_TOP + 4, formats.points(dot.point["points"]), "end")
    x, anchor = (dot.x + 8, "start") if dot.x < 200 else (dot.x - 8, "end")
    return score + draw_text(x, PLOT_TOP + 4, formats.date_text(dot.point["date"]), anchor)


def draw_axis(band: Band) -> str:
    """Highest and lowest points at their height, first and last year, a tick per new year."""
    floor = band.floor
    labels = [draw_text(LEFT - 8, PLOT_TOP + 4, formats.points(band.high), "end")]
    if band.high > band.low:
        labels.append(draw_text(LEFT - 8, floor + 4, formats.points(band.low), "end"))
    labels.append(draw_text(LEFT, floor + 20, band.first_year))
    if band.last_year > band.first_year:
        labels.append(draw_text(RIGHT, floor + 20, band.last_year, "end"))
    years = band.last_year + 1 - band.first_year
    ends = [LEFT + (RIGHT - LEFT) * year / years for year in range(years + 1)]
    path = f"M{LEFT} {floor + 5}H{RIGHT}" + "".join(f"M{x:.1f} {floor + 5}v4" for x in ends)
    line = f'<path class="axis" d="{path}" fill="none" stroke="currentColor" stroke-opacity=".4"/>'
    return line + "".join(labels)


def draw_band(band: Band, joined: Sequence[Dot], top: int, *, titled: bool) -> str:
    """One band: a thin rule under the band before, name, axis or date, line and dots."""
    rule = '<path class="rule" d="M0 0H360" stroke="currentColor" stroke-opacity=".4"/>'
    name = band.name if len(band.name) <= NAME_LENGTH else band.name[: NAME_LENGTH - 1] + "…"
    line = draw_line(joined) if joined else ""
    axis = draw_axis(band) if len(band.dots) > 1 else draw_one(band.dots[0])
    dots = draw_titled_dots(band.dots) if titled else draw_bare_dots(band.dots)
    return (
        f'<g transform="translate(0 {top})">{rule if top else ""}'
        f"{draw_text(0, NAME_LINE, name)}{axis}"
        f'<g class="marks" fill="currentColor">{line}{dots}</g></g>'
    )


def describe_chart(points: Sequence[Point], *, has_lines: bool, titled: bool) -> str:
    """The sentence of the trend, what lines join, and how the drawing was thinned."""
    parts = [trend_sentence(points)]
    if has_lines:
        parts.append(f"Le linee uniscono il migliore del giorno o, oltre {LINE_POINTS}, del mese.")
    if not titled:
        parts.append(f"Oltre {TITLED_DOTS} esercizi i punti non hanno etichetta.")
    return " ".join(parts)


def trend_chart(points: Sequence[Point], apparatus_id: str, apparatus_name: str) -> Markup:
    """Draw the routines of one gymnast on one apparatus, in date order; '' when none can be placed.

    A point has date (ISO, cut to its precision), points, label (the competition), scoring_code_id,
    scoring_code_name and level. One chart of an apparatus per page: its ids come from apparatus_id.
    """
    bands = place_bands(points)
    if not bands:
        return Markup("")
    titled = sum(len(band.dots) for band in bands) <= TITLED_DOTS
    lines = [line_dots(band) for band in bands]
    description = describe_chart(points, has_lines=any(lines), titled=titled)
    drawn, top = [], 0
    for band, joined in zip(bands, lines, strict=True):
        drawn.append(draw_band(band, joined, top, titled=titled))
        top += band.floor + (BELOW_PLOT if len(band.dots) > 1 else BELOW_ONE)
    word = re.sub(r"[^A-Za-z0-9]+", "-", apparatus_id)
    return Markup(
        f'<svg class="chart chart-{word}" viewBox="0 0 360 {top}" role="img"'
        f' aria-labelledby="chart-{word}-title chart-{word}-desc"'
        ' font-size="12" fill="currentColor" stroke-linecap="round" stroke-linejoin="round">'
        f'<title id="chart-{word}-title">Andamento: {escape(apparatus_name)}</title>'
        f'<desc id="chart-{word}-desc">{escape(description)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment) -> None:
    env.globals["loose_dots"] = loose_dots
    env.globals["trend_chart"] = trend_chart
    env.globals["trend_sentence"] = trend_sentence
