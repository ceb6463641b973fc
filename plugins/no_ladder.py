"""No ladder of children by counting rows: a facet by gymnast of the first places would be one.

Sorting by marks is closed in metadata.yml (sortable_columns). SQL stays open, as the whole database does.
"""

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
    persons = PERSONS | ({"name", "search_text"} if table.startswith("athlete") else set())
    for key in request.args:
        if key.startswith("_facet") and persons & set(request.args.getlist(key)):
            raise BadRequest("Le righe non si contano per ginnasta: qui non ci sono graduatorie.")
