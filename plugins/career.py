"""/ginnaste/{id}: a gymnast's career, as a page, .json and .csv."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from ingest import site
from ingest.formats import csv_text
from ingest.line_sources import source_cells
from ingest.lines import join_lines, line_facts, read_lines

Row = dict[str, Any]
OPEN_LINES = 40
FEWEST_IN_TREND = 3
QUESTIONS = {
    "athlete_podiums": "athlete_id",
    "athlete_places_in_field": "athlete_id",
    "athlete_rivals": "athlete_id",
    "athlete_career_by_season": "athlete_id",
}
SEASON = itemgetter("season_id", "season_name")
CSV_COLUMNS = [
    "season_id", "date", "competition_id", "competition_name", "place", "ranking_id",
    "ranking_name", "category_name", "kind", "round", "scoring_code_id", "level", "row_kind",
    "apparatus_id", "club_name", "team_name", "is_loan", "rank_printed", "rank", "status",
    "field_size", "percentile", "gap", "points_printed", "points", "note", "sources",
    "records", "conflicts", "correction", "revisions",
    "is_reserve",
]  # fmt: skip


def read_career(connection: sqlite3.Connection, athlete_id: str) -> dict[str, list[Row]]:
    """Everything of the page in one hop to the database."""
    data = site.read_page(connection, "career", {"id": athlete_id})
    parts = read_lines(connection, data["results"])
    join_lines(data["results"], parts, athlete_id)
    return data | {"documents": parts["documents"]}


def group_seasons(results: list[Row]) -> list[Row]:
    """Seasons, newest first, each with its competitions and their lines; the rows come in order.

    Standings of a whole championship are lines, not events. The newest season is open, and as many
    more as keep the page short.
    """
    seasons: list[Row] = []
    line_count = 0
    for (_, name), rows in groupby(results, SEASON):
        lines = list(rows)
        line_count += len(lines)
        seasons.append(
            {
                "name": name,
                "competitions": group_competitions(lines),
                "event_count": len({row["competition_id"] for row in lines if row["is_event"]}),
                "is_open": not seasons or line_count <= OPEN_LINES,
            }
        )
    return seasons


def group_competitions(results: list[Row]) -> list[Row]:
    """The competitions of one season with the lines of each."""
    grouped = [list(rows) for _, rows in groupby(results, itemgetter("competition_id"))]
    return [rows[0] | {"lines": rows} for rows in grouped]


def list_clubs(athlete: Row, results: list[Row]) -> dict[str, str]:
    """Her clubs, hers of today first: one for herself, another in Serie A. Loans are not hers."""
    clubs = {athlete["club_id"]: athlete["club_name"]}
    clubs |= {row["club_id"]: row["club_name"] for row in results if not row["is_loan"]}
    return {club_id: name for club_id, name in clubs.items() if club_id}


def group_bests(bests: list[Row], trend: list[Row]) -> list[Row]:
    """One line per scoring code and level: its bests by apparatus, with where each was first done."""
    comparable = itemgetter("scoring_code_id", "level", "apparatus_id", "points")
    done_at: dict[Any, Row] = {}
    for routine in trend:
        done_at.setdefault(comparable(routine), routine)
    return [
        {
            "scoring_code_name": name,
            "level": level,
            "by_apparatus": {
                best["apparatus_id"]: best | {"done_at": done_at[comparable(best)]} for best in rows
            },
        }
        for (name, level), rows in groupby(bests, itemgetter("scoring_code_name", "level"))
    ]


def list_apparatus(bests: list[Row]) -> dict[str, str]:
    """The apparatus that have a best, by id and in their order: the columns of the table."""
    in_order = sorted(bests, key=itemgetter("position"))
    return {row["apparatus_id"]: row["apparatus_name"] for row in in_order}


def group_trend(trend: list[Row]) -> list[Row]:
    """For each apparatus all routines by date, and the bands that show a trend, newest first."""
    grouped = groupby(trend, itemgetter("apparatus_id", "apparatus_name"))
    apparatus = [
        {"apparatus_id": key, "name": name, "points": (points := list(rows))}
        | {"bands": trend_bands(points)}
        for (key, name), rows in grouped
    ]
    return [one for one in apparatus if one["bands"]]


def trend_bands(routines: list[Row]) -> list[list[Row]]:
    """The routines that compare, by scoring code and level: a few at least, newest band first."""
    bands: dict[Any, list[Row]] = {}
    for routine in routines:
        if routine["scoring_code_id"] != "unknown" and routine["date"]:
            key = routine["scoring_code_id"], routine["level"]
            bands.setdefault(key, []).append(routine)
    shown = [band for band in bands.values() if len(band) >= FEWEST_IN_TREND]
    return sorted(shown, key=lambda band: str(band[-1]["date"]), reverse=True)


def career_rows(results: list[Row]) -> Iterator[Row]:
    """The career for CSV: one row per printed total, hers or a team's, and one per routine."""
    for result in results:
        shared = dict(result)
        if result["percentile"] is not None:
            shared["percentile"] = f"{result['percentile']:.1f}"
        if result["total_printed"] or result["rank_printed"] or not result["routines"]:
            total = {"points_printed": result["total_printed"], "points": result["total"]}
            row_kind = "team" if result["team_id"] else "total"
            yield shared | source_cells(result) | total | {"row_kind": row_kind}
        alone = shared | {"field_size": None, "percentile": None, "gap": None}
        for routine in result["routines"]:
            date = routine["date"] or result["date"]
            yield alone | routine | source_cells(routine) | {"row_kind": "routine", "date": date}


def career_json(athlete: Row, data: dict[str, list[Row]]) -> Row:
    """The career for programs: who she is, the names printed, every line with its sources."""
    return {
        "athlete_id": athlete["athlete_id"],
        "name": athlete["name"],
        "nation": athlete["nation"],
        "club_id": athlete["club_id"],
        "club_name": athlete["club_name"],
        "names_printed": [row["name_printed"] for row in data["names"]],
        "results": [line_facts(result) for result in data["results"]],
    }


async def render_career(
    datasette: Datasette, request: Request, data: dict[str, list[Row]]
) -> Response:
    context = {
        "questions": await site.question_links(datasette, QUESTIONS, data["athlete"][0]),
        "athlete": data["athlete"][0],
        "names": [row["name_printed"] for row in data["names"]],
        "findings": data["findings"],
        "clubs": list_clubs(data["athlete"][0], data["results"]),
        "seasons": group_seasons(data["results"]),
        "bests": group_bests(data["bests"], data["trend"]),
        "apparatus": list_apparatus(data["bests"]),
        "trend": group_trend(data["trend"]),
        "documents": data["documents"],
    }
    return site.html_page(datasette, "career.html", context, request=request)


async def career(datasette: Datasette, request: Request) -> Response:
    """A career, or the way to it from a former id, or the one 404 of what is not there."""
    athlete_id, suffix = request.url_vars["id"], request.url_vars["suffix"] or ""
    data = await site.read_database(datasette, partial(read_career, athlete_id=athlete_id))
    if data["redirect"]:
        address = f"/ginnaste/{data['redirect'][0]['athlete_id']}{suffix}"
        return site.moved(datasette, request, address)
    if not data["athlete"]:
        return site.not_found(datasette)
    if suffix == ".json":
        return Response.json(career_json(data["athlete"][0], data))
    if suffix == ".csv":
        text = csv_text(CSV_COLUMNS, career_rows(data["results"]))
        return site.csv_file(f"ginnasta-{athlete_id}.csv", text)
    return await render_career(datasette, request, data)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/ginnaste/(?P<id>[^/.]+)(?P<suffix>\.json|\.csv)?$", career)]
