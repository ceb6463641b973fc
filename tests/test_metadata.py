"""metadata.yml describes the schema, all of it and nothing else, and Datasette uses it."""

import html
import sqlite3
from pathlib import Path

import pytest
import yaml

from tests.small_database import SCHEMA, add_athlete, insert, make_database

METADATA = Path(__file__).parent.parent / "metadata.yml"
TABLES = yaml.safe_load(METADATA.read_text(encoding="utf-8"))["databases"]["pedana"]["tables"]
KNOWN_KEYS = {
    "description",
    "columns",
    "label_column",
    "sort",
    "sort_desc",
    "sortable_columns",
    "facets",
}


def read_columns():
    """Every table and view with its columns, the full text tables and their shadows left out."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    objects = connection.execute(
        "select name, sql from sqlite_master where type <> 'index'"
    ).fetchall()
    full_text = [name for name, sql in objects if sql.startswith("CREATE VIRTUAL TABLE")]
    shadows = tuple(f"{name}_" for name in full_text)
    return {
        name: [row[1] for row in connection.execute(f"pragma table_info({name})")]
        for name, _ in objects
        if name not in full_text and not name.startswith(shadows)
    }


COLUMNS = read_columns()
VIEWS = {
    "ranking_row",
    "career",
    "athlete_routine",
    "athlete_best",
    "conflict",
    "missing_stage",
    "missing_edition",
    "coverage",
    "provenance",
}


@pytest.fixture
def database_file(tmp_path):
    """The small database as a file, with its search indexes filled."""
    database = make_database()
    add_athlete(database, "zeta0001")
    insert(database, "club", club_id="finta", name="Società Finta", kind="club", search_text="")
    for table in ("athlete", "club", "competition"):
        database.execute(f"insert into {table}_fts ({table}_fts) values ('rebuild')")
    database.commit()
    database.execute("vacuum into ?", [str(tmp_path / "pedana.db")])
    database.close()
    return tmp_path / "pedana.db"


def test_every_table_and_view_is_described_and_nothing_else():
    assert sorted(TABLES) == sorted(COLUMNS)


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_every_column_is_described_in_its_order_and_nothing_else(table):
    assert list(TABLES[table]["columns"]) == COLUMNS[table]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_description_is_one_sentence_of_text(table):
    texts = [TABLES[table]["description"], *TABLES[table]["columns"].values()]
    for text in texts:
        assert isinstance(text, str) and "\n" not in text
        assert len(text) > 9 and text.endswith(".")


@pytest.mark.parametrize("table", sorted(TABLES))
def test_labels_facets_and_orders_are_columns(table):
    config = TABLES[table]
    assert set(config) <= KNOWN_KEYS
    named = [*config.get("facets", []), *config.get("sortable_columns", [])]
    named += [config[key] for key in ("sort", "sort_desc") if key in config]
    assert set(named) | {config.get("label_column", COLUMNS[table][0])} <= set(COLUMNS[table])


def test_every_table_that_others_point_to_has_a_label():
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    for table in COLUMNS:
        for key in connection.execute(f"pragma foreign_key_list({table})"):
            assert "label_column" in TABLES[key[2]], f"{table} points to {key[2]}"


async def test_datasette_shows_the_descriptions(datasette_for, database_file):
    datasette = datasette_for(database_file)
    for table in COLUMNS:
        response = await datasette.client.get(f"/pedana/{table}")
        assert response.status_code == 200, table
        text = html.unescape(response.text)
        assert TABLES[table]["description"] in text
        assert all(description in text for description in TABLES[table]["columns"].values())


async def test_the_search_tables_are_hidden(datasette_for, database_file):
    datasette = datasette_for(database_file)
    tables = (await datasette.client.get("/pedana.json")).json()["tables"]
    assert {table["name"] for table in tables if not table["hidden"]} == {
        name for name in COLUMNS if name not in VIEWS
    }


@pytest.mark.parametrize(
    ("table", "word"), [("athlete", "zeta"), ("club", "societa"), ("competition", "invent*")]
)
async def test_datasette_finds_by_words(datasette_for, database_file, table, word):
    datasette = datasette_for(database_file)
    address = f"/pedana/{table}.json?_shape=array&_searchmode=raw&_search="
    assert len((await datasette.client.get(address + word)).json()) == 1
    assert (await datasette.client.get(address + "nessuna")).json() == []


async def test_foreign_keys_show_names(datasette_for, database_file):
    datasette = datasette_for(database_file)
    answer = await datasette.client.get("/pedana/competition.json?_labels=on&_shape=array")
    assert answer.json()[0]["series_id"] == {"value": "finta", "label": "Serie Finta"}
