"""/fonti/{document} and /fonti/{document}/{record}: where a number comes from, in one click."""

import json
from collections import defaultdict
from operator import itemgetter
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from ingest import site
from ingest.formats import value_name
from ingest.line_sources import change_text, place_address, place_text, places_text

Row = dict[str, Any]
MAX_RECORDS = 200


def name_values(data: dict[str, list[Row]]) -> list[Row]:
    """What the records say: each value once, with what it is called and who else prints it."""
    others: defaultdict[int, list[Row]] = defaultdict(list)
    for other in data["others"]:
        place = {
            "text": place_text(other["record"], other["media_type"]),
            "link": place_address(other["document_id"], [other["record"]]),
        }
        others[other["about_id"]].append(other | place)
    known: dict[Any, Row] = {}
    for row in data["said"]:
        name = value_name(row["field"], row["apparatus_name"] or "")
        key = name, row["value_printed"], row["competitor_name"], row["is_shown"], row["ranking_id"]
        known.setdefault(key, row | {"value_name": name, "others": others[row["witness_id"]]})
    return list(known.values())


def name_outcomes(outcomes: list[Row]) -> list[Row]:
    """What became of the records that gave no value, with the line that stands in their place."""
    return [
        row
        | {
            "other": row["other_record"]
            and {
                "text": place_text(row["other_record"], row["other_media_type"]),
                "address": place_address(row["other_document_id"], [row["other_record"]]),
            }
        }
        for row in outcomes
    ]


async def document(datasette: Datasette, request: Request) -> Response:
    """A document, and what some of its records say."""
    asked = (request.url_vars["records"] or "").split(",")[:MAX_RECORDS]
    records = list(filter(None, dict.fromkeys(asked)))
    data = await site.fetch_page(
        datasette, "document", id=request.url_vars["id"], records=json.dumps(records)
    )
    is_known = data["said"] or data["outcomes"] or not records
    if not data["document"] or not is_known:
        return site.not_found(datasette)
    values = name_values(data)
    context = {
        "document": data["document"][0],
        "records": ",".join(records),
        "place": places_text(records, data["document"][0]["media_type"]) if records else "",
        "older": data["older"],
        "values": values,
        "cited": {row["address"]: row for row in sorted(values, key=itemgetter("address"))},
        "outcomes": name_outcomes(data["outcomes"]),
        "changes": [change_text(row, row["apparatus_name"] or "") for row in data["changes"]],
    }
    return site.html_page(datasette, "document.html", context)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/fonti/(?P<id>[^/.]+)(?:/(?P<records>[\d.,]+))?$", document)]
