"""The release of site.sql: a few invented rows, one for each thing that a page must show."""

import sqlite3
from pathlib import Path

from ingest.load_shared import order_competitions

ROOT = Path(__file__).parent.parent


def write_site_database(folder):
    """Write pedana.db into the folder and return its path."""
    path = folder / "pedana.db"
    database = sqlite3.connect(path)
    database.execute("pragma foreign_keys = on")
    database.executescript((ROOT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
    database.executescript((ROOT / "tests" / "site.sql").read_text(encoding="utf-8"))
    order_competitions(database)
    database.commit()
    database.close()
    return path
