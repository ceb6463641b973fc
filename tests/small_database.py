"""A database of a few invented rows, made from the schema: what checks and queries are tried on."""

import sqlite3
from pathlib import Path

SCHEMA = Path(__file__).parent.parent / "ingest" / "schema.sql"
APPARATUS = {"CE": "cerchio", "PA": "palla", "CV": "clavette", "NA": "nastro"}
SCORING_CODES = {"unknown": "", "old": "D E", "new": "D A E"}


def make_database():
    """One source, one document, one competition "prova" with one ranking "aa"."""
    database = sqlite3.connect(":memory:")
    database.execute("pragma foreign_keys = on")
    database.executescript(SCHEMA.read_text(encoding="utf-8"))
    insert(database, "source", source_id="finta_csv", name="Fonte Finta", lineage="synthetic")
    insert(database, "document", document_id="d0c", source_id="finta_csv", name="finta.csv")
    insert(database, "citation", citation_id="c1", address="https://esempio.invalid/1", is_link=1)
    insert(database, "series", series_id="finta", name="Serie Finta", level="finto")
    insert(database, "category", category_id="senior", name="Senior")
    for apparatus_id, name in {**APPARATUS, "UNKNOWN": "attrezzo non indicato"}.items():
        values = {"apparatus_id": apparatus_id, "discipline": "individual", "name": name}
        insert(database, "apparatus", **values)
    for code, components in SCORING_CODES.items():
        insert(database, "scoring_code", scoring_code_id=code, name=code, components=components)
    add_competition(database, "prova")
    add_ranking(database, "aa")
    return database


def insert(database, table, **values):
    """Write one row; a column that must be filled and is not given is empty, or 0."""
    for _, name, kind, is_required, default, is_key in database.execute(
        f"pragma table_info({table})"
    ):
        if is_required and not is_key and default is None:
            values.setdefault(name, "" if kind.lower() == "text" else 0)
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    statement = f"insert into {table} ({names}) values ({marks})"
    return database.execute(statement, list(values.values())).lastrowid


def add_competition(database, competition_id, date="2020-05-01", place="Cittafinta", **values):
    precision = {4: "year", 7: "month", 10: "day"}[len(date)]
    values = {"name": "Prova Inventata", "date_precision": precision, **values}
    insert(
        database,
        "competition",
        competition_id=competition_id,
        series_id="finta",
        discipline="rhythmic",
        date_start=date,
        place=place,
        **values,
    )


def add_ranking(database, ranking_id, **values):
    values = {"competition_id": "prova", "kind": "all-around", **values}
    values = {"category_id": "senior", "scoring_code_id": "unknown", **values}
    insert(database, "ranking", ranking_id=ranking_id, name="Classifica Finta", **values)


def add_athlete(database, athlete_id):
    insert(database, "athlete", athlete_id=athlete_id, name="Zeta Finta", search_text="finta zeta")


def add_result(database, total, rank=None, **values):
    """A result of the ranking "aa", with the witness of its total."""
    values = {"ranking_id": "aa", "rank": rank, "total": total, **values}
    result_id = insert(database, "result", total_printed=f"{total or 0:.3f}", **values)
    if total is not None:
        add_witness(database, "total", result_id=result_id)
    return result_id


def add_routine(database, result_id, points, apparatus="PA", is_counted=1, components=(), **values):
    """A routine of a result, with the witness of its points."""
    values = {"competition_id": "prova", "apparatus_id": apparatus, "attempt": 1, **values}
    values["points_printed"] = f"{points or 0:.3f}"
    routine_id = insert(database, "routine", points=points, **values)
    keys = {"result_id": result_id, "routine_id": routine_id}
    insert(database, "result_routine", **keys, is_counted=is_counted)
    for code, value in components:
        insert(database, "component", routine_id=routine_id, code=code, points=value)
    add_witness(database, "points", routine_id=routine_id)
    return routine_id


def add_four(database, total, points=(25.0, 25.0, 25.0, 25.0), **values):
    """A result with its total and one routine on each apparatus, as far as there are points."""
    result_id = add_result(database, total, **values)
    for apparatus, value in zip(APPARATUS, points, strict=False):
        add_routine(database, result_id, value, apparatus, athlete_id=values.get("athlete_id"))
    return result_id


def add_witness(database, field, **values):
    """The next record of the one document prints the value."""
    count = database.execute("select count(*) from witness").fetchone()[0]
    values = {"document_id": "d0c", "record": str(count + 1), "is_shown": 1, **values}
    insert(database, "witness", field=field, citation_id="c1", **values)
    database.execute("update document set row_count = row_count + 1")
