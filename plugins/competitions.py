"""/gare, /gare/{id} and /classifiche/{id} (also .json and .csv)."""

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
QUESTIONS = {
    "competition_podiums": "competition_id",
    "competition_margins": "competition_id",
    "series_winners_by_year": "series_id",
    "season_overview": "season_id",
}
CSV_COLUMNS = [
    "row_kind", "rank_printed", "rank", "status", "athlete_id", "team_id", "competitor_name",
    "nation", "club_id", "club_name", "apparatus_id", "gymnast_id", "gymnast_name", "is_loan",
    "is_counted", "points_printed", "points", "gap", "note", "sources",
    "records", "conflicts", "correction", "revisions",
]  # fmt: skip


async def competition_list(datasette: Datasette, request: Request) -> Response:
    """One season at a time, the newest unless another is asked for; a series narrows it."""
    season_id, series_id = request.args.get("stagione") or "", request.args.get("serie") or ""
    data = await site.fetch_page(
        datasette, "competitions", season_id=season_id, series_id=series_id
    )
    shown = data["competitions"][0]["season_id"] if data["competitions"] else season_id
    context = data | {"season_id": shown, "series_id": series_id}
    return site.html_page(datasette, "competitions.html", context, request=request)


def read_competition(connection: sqlite3.Connection, competition_id: str) -> dict[str, list[Row]]:
    """Everything of the page in one hop to the database."""
    data = site.read_page(connection, "competition", {"id": competition_id})
    join_lines(data["podium"], read_lines(connection, data["podium"]))
    return data


async def competition(datasette: Datasette, request: Request) -> Response:
    competition_id = request.url_vars["id"]
    read = partial(read_competition, competition_id=competition_id)
    data = await site.read_database(datasette, read)
    if not data["competition"]:
        return site.not_found(datasette)
    podium = groupby(data["podium"], itemgetter("ranking_id"))
    context = data | {
        "competition": data["competition"][0],
        "names": [row["name_printed"] for row in data["names"]],
        "podium": {ranking_id: list(rows) for ranking_id, rows in podium},
        "questions": await site.question_links(datasette, QUESTIONS, data["competition"][0]),
    }
    return site.html_page(datasette, "competition.html", context, request=request)


def read_ranking(connection: sqlite3.Connection, ranking_id: str) -> dict[str, list[Row]]:
    """Everything of the page in one hop to the database."""
    data = site.read_page(connection, "ranking", {"id": ranking_id})
    parts = read_lines(connection, data["results"])
    join_lines(data["results"], parts)
    return data | {"documents": parts["documents"]}


def apparatus_columns(results: list[Row]) -> list[Row]:
    """The apparatus as columns in their order, when every competitor did each once and for herself.

    None where the routine of each competitor is her total: its points stand there.
    """
    columns: dict[str, Row] = {}
    for result in results:
        done = [routine["apparatus_id"] for routine in result["routines"]]
        if len(set(done)) < len(done) or (result["team_id"] and done):
            return []
        columns |= {routine["apparatus_id"]: routine for routine in result["routines"]}
    if not any(result["shows_routines"] for result in results):
        return []
    return sorted(columns.values(), key=itemgetter("apparatus_position", "apparatus_id"))


def ranking_rows(results: list[Row]) -> Iterator[Row]:
    """The ranking for CSV: for each competitor her total, then her routines."""
    for result in results:
        yield (
            result
            | source_cells(result)
            | {
                "row_kind": "total",
                "points_printed": result["total_printed"],
                "points": result["total"],
            }
        )
        for routine in result["routines"]:
            gymnast = {"gymnast_id": routine["athlete_id"], "gymnast_name": routine["athlete_name"]}
            competitor = {key: result[key] for key in ("athlete_id", "team_id", "competitor_name")}
            yield routine | gymnast | competitor | source_cells(routine) | {"row_kind": "routine"}


def ranking_json(ranking: Row, data: dict[str, list[Row]]) -> Row:
    """The ranking for programs, in official order."""
    facts = ranking | {"is_complete": bool(ranking["is_complete"])}
    return facts | {"results": [line_facts(result) for result in data["results"]]}


def render_ranking(datasette: Datasette, request: Request, data: dict[str, list[Row]]) -> Response:
    ranking, results = data["ranking"][0], data["results"]
    members = groupby(sorted(data["members"], key=itemgetter("team_id")), itemgetter("team_id"))
    context = {
        "ranking": ranking,
        "results": results,
        "ranked_count": sum(result["status"] == "" for result in results),
        "columns": apparatus_columns(results),
        "findings": data["findings"],
        "members": {team_id: list(rows) for team_id, rows in members},
        "documents": data["documents"],
    }
    return site.html_page(datasette, "ranking.html", context, request=request)


async def ranking(datasette: Datasette, request: Request) -> Response:
    ranking_id, suffix = request.url_vars["id"], request.url_vars["suffix"]
    data = await site.read_database(datasette, partial(read_ranking, ranking_id=ranking_id))
    if not data["ranking"]:
        return site.not_found(datasette)
    if suffix == ".json":
        return Response.json(ranking_json(data["ranking"][0], data))
    if suffix == ".csv":
        text = csv_text(CSV_COLUMNS, ranking_rows(data["results"]))
        return site.csv_file(f"classifica-{ranking_id}.csv", text)
    return render_ranking(datasette, request, data)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"/gare$", competition_list),
        (r"/gare/(?P<id>[^/.]+)$", competition),
        (r"/classifiche/(?P<id>[^/.]+)(?P<suffix>\.json|\.csv)?$", ranking),
    ]
