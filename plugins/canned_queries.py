"""The questions of canned_queries/*.sql as canned queries: the file name is the address.

Beyond what Datasette knows, each query carries `group` and `fields` (name, label, example), for
pages that list questions and fill in forms. An example is a value, or SQL ("select ...") of one.
"""

from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

from ingest.serve import DATABASE_NAME
from ingest.sql_file import SqlFile, SqlFileError, read_sql_files

FOLDER = Path(__file__).parent.parent / "canned_queries"


def load_queries(folder: Path) -> dict[str, dict[str, Any]]:
    """Every question of a folder, by name."""
    files = read_sql_files(folder, ("title", "description", "group"), repeated=("param",))
    return {file.name: describe_query(file) for file in files}


def describe_query(file: SqlFile) -> dict[str, Any]:
    """One question as Datasette wants it, with its group and the fields of its form."""
    fields = [split_param(file.name, text) for text in file.facts.get("param", [])]
    return {
        "title": file.facts["title"][0],
        "description": file.facts["description"][0],
        "sql": file.sql,
        "params": [field["name"] for field in fields],
        "hide_sql": False,
        "group": file.facts["group"][0],
        "fields": fields,
    }


def split_param(file_name: str, text: str) -> dict[str, str]:
    """Read "name | label | example: value"."""
    parts = [part.strip() for part in text.split("|", 2)]
    if len(parts) != 3 or not parts[2].startswith("example: "):
        raise SqlFileError(f"{file_name}.sql: a param is 'name | label | example: value': {text!r}")
    return {"name": parts[0], "label": parts[1], "example": parts[2].removeprefix("example: ")}


# Datasette 0.65 asks for the queries on every request: the files are read once.
QUERIES = load_queries(FOLDER)


@hookimpl  # type: ignore[untyped-decorator]
def canned_queries(database: str) -> dict[str, dict[str, Any]]:
    return QUERIES if database == DATABASE_NAME else {}


@hookimpl  # type: ignore[untyped-decorator]
async def startup(datasette: Datasette) -> None:
    """Datasette 1.0 has no hook for canned queries: they are added once, at start."""
    if not hasattr(datasette, "add_query"):
        return
    for name, query in QUERIES.items():
        await datasette.add_query(
            DATABASE_NAME,
            name,
            query["sql"],
            title=query["title"],
            description=query["description"],
            parameters=query["params"],
            is_trusted=True,
            source="file",
        )
