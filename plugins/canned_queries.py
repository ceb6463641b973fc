"""The questions of canned_queries/*.sql as canned queries: the file name is the address.

Beyond what Datasette knows, each query carries `group`, `fields` (name, label, example, where to find
others) and `examples` (value by name), for pages that list questions and fill in forms. An example is
a value, or SQL ("select ...") of one, which is run once for a release.
"""

import sqlite3
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette

from ingest import site
from ingest.serve import DATABASE_NAME
from ingest.sql_file import SqlFile, SqlFileError, read_sql_files

Row = dict[str, Any]
FOLDER = Path(__file__).parent.parent / "canned_queries"
AT_THE_END = "Il codice è la fine dell'indirizzo della pagina"
# What is said beside a field whose label does not list its codes: words, link, address.
WHERE = {
    "athlete_id": (AT_THE_END, "cerca una ginnasta", "/cerca"),
    "club_id": (AT_THE_END, "le società", "/societa"),
    "competition_id": (AT_THE_END, "le gare", "/gare"),
    "scoring_code_id": (
        "I codici sono una tabella",
        "i codici dei punteggi",
        "/pedana/scoring_code",
    ),
    "season_id": ("Una stagione è un anno", "le stagioni", "/pedana/season"),
    "series_id": ("I codici sono una tabella", "le serie di gare", "/pedana/series"),
}


def load_queries(folder: Path) -> dict[str, Row]:
    """Every question of a folder, by name."""
    files = read_sql_files(folder, ("title", "description", "group"), repeated=("param",))
    return {file.name: describe_query(file) for file in files}


def describe_query(file: SqlFile) -> Row:
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


def split_param(file_name: str, text: str) -> Row:
    """Read "name | label | example: value", and say where to find other values."""
    parts = [part.strip() for part in text.split("|", 2)]
    if len(parts) != 3 or not parts[2].startswith("example: "):
        raise SqlFileError(f"{file_name}.sql: a param is 'name | label | example: value': {text!r}")
    name, label, example = parts[0], parts[1], parts[2].removeprefix("example: ")
    where = dict(zip(("text", "link", "address"), WHERE.get(name, ()), strict=False))
    return {"name": name, "label": label, "example": example, "where": where}


def find_examples(connection: sqlite3.Connection) -> dict[str, Row]:
    """Every question with the values of its examples in this database; without those it lacks."""
    return {
        name: query | {"examples": query_examples(connection, query["fields"])}
        for name, query in QUERIES.items()
    }


def query_examples(connection: sqlite3.Connection, fields: list[Row]) -> Row:
    """The example of each field, when all have one: half a form answers nothing."""
    found = {field["name"]: example_value(connection, field["example"]) for field in fields}
    return found if all(found.values()) else {}


def example_value(connection: sqlite3.Connection, example: str) -> Any:
    """A value as written, or what its SQL gives."""
    if not example.startswith("select "):
        return example
    row = connection.execute(example).fetchone()
    return row[0] if row else None


# Datasette 0.65 asks for the queries on every request: files are read and examples found once.
QUERIES = load_queries(FOLDER)
READY: WeakKeyDictionary[Datasette, dict[str, Row]] = WeakKeyDictionary()


@hookimpl  # type: ignore[untyped-decorator]
async def canned_queries(datasette: Datasette, database: str) -> dict[str, Row]:
    if database != DATABASE_NAME:
        return {}
    if datasette not in READY:
        READY[datasette] = await site.read_database(datasette, find_examples)
    return READY[datasette]


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
