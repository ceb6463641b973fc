"""The site: where database, metadata, templates, plugins, static files and settings meet."""

from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import parse_metadata

ROOT = Path(__file__).resolve().parent.parent
DATABASE_NAME = "pedana"
SETTINGS = {
    "default_page_size": 100,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 1000,
    "num_sql_threads": 3,
    "suggest_facets": False,  # on a table of millions of rows they cost seconds
    "allow_facet": True,
    "default_allow_sql": True,
    "allow_download": True,
}


class Release(Database):  # type: ignore[misc]
    """A database that does not print the SQL that fails, in which the words of a search stand."""

    async def execute(self, *args: Any, **options: Any) -> Any:
        return await super().execute(*args, **(options | {"log_sql_errors": False}))


def make_datasette(database: Path) -> Datasette:
    """Serve a release read-only, whatever its file is called, at the address /pedana. Links are resolved
    once: Datasette opens the file again and again, and `current` may lead to another release by then.
    """
    datasette = Datasette(
        metadata=_read_metadata(ROOT / "metadata.yml"),
        template_dir=str(ROOT / "templates"),
        plugins_dir=str(ROOT / "plugins"),
        static_mounts=[("static", str(ROOT / "static"))],
        settings=SETTINGS,
    )
    # A file named in the constructor would be called after its stem; without one comes _memory.
    datasette.remove_database("_memory")
    release = Release(datasette, path=str(database.resolve()), is_mutable=False)
    datasette.add_database(release, name=DATABASE_NAME)
    return datasette


def serve(database: Path, host: str, port: int) -> None:
    """Run until stopped. A log of accesses would hold the addresses of visitors and what they look for."""
    app = make_datasette(database).app()
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, lifespan="on")


def _read_metadata(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    metadata: dict[str, object] = parse_metadata(path.read_text(encoding="utf-8"))
    return metadata
