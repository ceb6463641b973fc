"""No ladder of children by counting rows: a facet by gymnast of the first places would be one.

Sorting by marks is closed in metadata.yml (sortable_columns). SQL stays open, as the whole database does.
"""

import json
from collections.abc import Iterator

from datasette import hookimpl
from datasette.utils.asgi import BadRequest, Request

# The columns that tell who somebody is.
PERSONS = frozenset({
    "athlete_id", "athlete_name", "competitor_name", "name_printed", "family_name", "given_name",
    "member_name", "other_athlete_id",
})  # fmt: skip


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(request: Request, table: str) -> None:
    """Refuse to count rows by gymnast; no filter of ours is added."""
    persons = PERSONS | (
        {"name", "search_text"} if table.casefold().startswith("athlete") else set()
    )
    for key in request.args:
        values = request.args.getlist(key) if key.startswith("_facet") else []
        if persons & {column.casefold() for value in values for column in _columns(value)}:
            raise BadRequest("Le righe non si contano per ginnasta: qui non ci sono graduatorie.")


def _columns(facet: str) -> Iterator[str]:
    """The columns that a facet counts: it is a name, or an object with one (datasette.facets)."""
    if not facet.startswith("{"):
        yield facet
        return
    try:
        said = json.loads(facet)
    except ValueError as error:
        raise BadRequest("_facet non è leggibile") from error
    columns = [said.get(name) for name in ("simple", "column")]
    if not any(columns):
        raise BadRequest("_facet non dice di quale colonna")
    yield from map(str, filter(None, columns))
