"""/qualita: what the data checks found, by check and by competition."""

from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from ingest import site

Row = dict[str, Any]
PAGE_SIZE = 100


def page_number(text: str | None) -> int:
    """The page asked for; the first for anything that is no page."""
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 5 else 1


def where_it_stands(finding: Row) -> Row:
    """The finding with the page, and the line of it, where its subject is shown, and what that is called.

    A document has no page of ours: its row among the tables is shown.
    """
    kind = finding["key"].partition(":")[0]
    if finding["ranking_id"]:
        line = f"#r{finding['result_id']}" if finding["result_id"] else ""
        name = f"{finding['competition_name']}, {finding['ranking_name']}"
        return finding | {"page": f"/classifiche/{finding['ranking_id']}{line}", "page_name": name}
    if finding["athlete_id"]:
        page, name = f"/ginnaste/{finding['athlete_id']}", finding["competitor_name"]
    elif finding["competition_id"]:
        page, name = f"/gare/{finding['competition_id']}", finding["competition_name"]
    elif kind == "club":
        page, name = f"/societa/{finding['club_id']}", finding["club_name"]
    else:
        page, name = f"/pedana/document/{finding['document_id']}", finding["document_name"]
    return finding | {"page": page, "page_name": name}


async def overview(datasette: Datasette) -> Response:
    """Every check with what it found, and the competitions with the most findings."""
    data = await site.fetch_page(datasette, "quality")
    counts = {"error": 0, "warning": 0}
    for check in data["checks"]:
        counts[check["severity"]] += check["finding_count"]
    return site.html_page(datasette, "quality.html", data | {"counts": counts})


async def findings(datasette: Datasette, request: Request, chosen: dict[str, str]) -> Response:
    """The findings of one check or of one competition, a page at a time."""
    page = page_number(request.args.get("pagina"))
    data = await site.fetch_page(
        datasette, "findings", **chosen, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE
    )
    if not data["checks"] and not data["competitions"]:
        return site.not_found(datasette)
    context = {
        "check": next(iter(data["checks"]), None),
        "competition": next(iter(data["competitions"]), None),
        "findings": [where_it_stands(finding) for finding in data["findings"][:PAGE_SIZE]],
        "page": page,
        "has_next": len(data["findings"]) > PAGE_SIZE,
    }
    return site.html_page(datasette, "findings.html", context)


async def quality(datasette: Datasette, request: Request) -> Response:
    check_name = request.args.get("controllo") or ""
    competition_id = "" if check_name else request.args.get("gara") or ""
    if not check_name and not competition_id:
        return await overview(datasette)
    chosen = {"check_name": check_name, "competition_id": competition_id}
    return await findings(datasette, request, chosen)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/qualita$", quality)]
