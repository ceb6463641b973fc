"""Which scores of a trend may be compared, and the trend in words.

A comparison never crosses a change of scoring code or level.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ingest import formats

Point = Mapping[str, Any]
Key = tuple[str, str]

UNKNOWN: Key = ("unknown", "")


def point_key(point: Point) -> Key:
    """What a point may be compared with. Points of unknown codes share a band that has no line."""
    if point["scoring_code_id"] == UNKNOWN[0]:
        return UNKNOWN
    return (point["scoring_code_id"], point["level"])


def group_points(points: Sequence[Point]) -> dict[Key, list[Point]]:
    """Points by (code, level), the latest code first; those without a score are left out."""
    groups: dict[Key, list[Point]] = {}
    for point in points:
        if point["points"] is not None:
            groups.setdefault(point_key(point), []).append(point)
    latest = {key: max(point["date"] or "" for point in group) for key, group in groups.items()}
    return {key: groups[key] for key in sorted(groups, key=latest.__getitem__, reverse=True)}


def band_name(point: Point) -> str:
    """'Codice 2022-2024, assoluti'; a code that names its level says it once."""
    if point_key(point) == UNKNOWN:
        return "Codice dei punteggi non noto"
    code, level = str(point["scoring_code_name"]), str(point["level"]).replace("-", " ")
    name = f"Codice {code[:1].lower()}{code[1:]}"
    return name if level.lower() in code.lower() else f"{name}, {level}"


def trend_sentence(points: Sequence[Point]) -> str:
    """Say the same in words: per code and level how many, from, to and the latest. Numbers only."""
    return " ".join(group_sentence(group) for group in group_points(points).values())


def group_sentence(points: Sequence[Point]) -> str:
    """'Codice 2022-2024, assoluti: 12 esercizi, da 31.700 a 36.100; ultimo 33.100 (2024).'"""
    name = band_name(points[0])
    dates = [point["date"] for point in points if point["date"]]
    if len(points) == 1:
        return f"{name}: 1 esercizio, {formats.points(points[0]['points'])}{in_brackets(dates)}."
    if point_key(points[0]) == UNKNOWN:
        return f"{name}: {len(points)} esercizi, non confrontabili tra gare diverse."
    undated = len(points) - len(dates)
    without = f"; {undated} senza data" if undated else ""
    return f"{name}: {len(points)} esercizi, {score_range(points)}{latest_text(points)}{without}."


def score_range(points: Sequence[Point]) -> str:
    scores = [point["points"] for point in points]
    low, high = min(scores), max(scores)
    if low == high:
        return f"tutti {formats.points(low)}"
    return f"da {formats.points(low)} a {formats.points(high)}"


def latest_text(points: Sequence[Point]) -> str:
    """The latest score, or all that may be: '2024' is neither before nor after '2024-06'."""
    dated = [point for point in points if point["date"]]
    last = max((point["date"] for point in dated), default="")
    latest = [point for point in dated if point["date"] >= last[: len(point["date"])]]
    if not latest or len(latest) == len(points):
        return in_brackets([point["date"] for point in latest])
    when = in_brackets([point["date"] for point in latest])
    if len(latest) == 1:
        return f"; ultimo {formats.points(latest[0]['points'])}{when}"
    return f"; ultimi {len(latest)}: {score_range(latest)}{when}"


def in_brackets(dates: Sequence[str]) -> str:
    """The coarsest of dates that do not exclude each other: ' (8 giugno 2024)', '' for none."""
    return f" ({formats.date_text(min(dates, key=len))})" if dates else ""
