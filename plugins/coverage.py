"""/copertura: what is here of each season, series and zone, and what is known to be missing."""

from collections import defaultdict
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from ingest import site

Row = dict[str, Any]


def join_series(data: dict[str, list[Row]]) -> list[Row]:
    """The series and zones of a season, each with its competitions and its missing stages."""
    here: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    missing: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for competition in data["competitions"]:
        here[competition["series_id"], competition["zone"]].append(competition)
    for stage in data["missing_stages"]:
        missing[stage["series_id"], stage["zone"]].append(stage)
    return [
        row | {"competitions": here[place], "missing": missing[place]}
        for row in data["series"]
        for place in [(row["series_id"], row["zone"])]
    ]


async def coverage(datasette: Datasette, request: Request) -> Response:
    """One season at a time, the newest unless another is asked for; "" is that of undated ones."""
    asked = request.args.get("stagione")
    data = await site.fetch_page(datasette, "coverage", season_id=asked)
    known = [season["season_id"] for season in data["seasons"]]
    if asked is not None and asked not in known:
        return site.not_found(datasette)
    context = {
        "season_id": asked if asked is not None else next(iter(known), ""),
        "seasons": data["seasons"],
        "series": join_series(data),
        "missing_editions": data["missing_editions"],
    }
    return site.html_page(datasette, "coverage.html", context, request=request)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/copertura$", coverage)]
