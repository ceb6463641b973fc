"""A database of a few invented rows, made from the schema: what checks and queries are tried on."""

import sqlite3
from pathlib import Path

SCHEMA = Path(__file__).parent.parent / "ingest" / "schema.sql"
BASE = """
insert into source values ('finta_csv', 'Fonte Finta', 'Finta', 'synthetic', '', '', '');
insert into document values ('d0c', 'finta_csv', 'finta.csv', 'd0c', '', '', 'text/csv', '', 1, 1);
insert into citation values ('c1', 'https://esempio.invalid/1', 'esempio.invalid', 1, 1);
insert into series values ('finta', 'Serie Finta', '', '', 'finto');
insert into category values ('senior', 'Senior', '', 1);
insert into apparatus values
    ('CE', 'individual', 'cerchio', 'hoop', 1), ('PA', 'individual', 'palla', 'ball', 2),
    ('CV', 'individual', 'clavette', 'clubs', 3), ('NA', 'individual', 'nastro', 'ribbon', 4);
insert into scoring_code values
    ('unknown', 'non noto', '', '', '', null, null, '', ''),
    ('old', 'vecchio', '', '', '', null, null, 'D E PEN', ''),
    ('new', 'nuovo', '', '', '', null, null, 'DB DA A E PEN', '');
"""


def make_database():
    """One source, one document, one competition "prova" with one ranking "aa"."""
    database = sqlite3.connect(":memory:")
    database.execute("pragma foreign_keys = on")
    database.executescript(SCHEMA.read_text(encoding="utf-8") + BASE)
    add_competition(database, "prova")
    add_ranking(database, "aa")
    return database


def insert(database, table, **values):
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    statement = f"insert into {table} ({names}) values ({marks})"
    return database.execute(statement, list(values.values())).lastrowid


def add_competition(database, competition_id, date="2020-05-01", place="Cittafinta", **values):
    insert(
        database,
        "competition",
        competition_id=competition_id,
        name="Prova Inventata",
        series_id="finta",
        edition="",
        stage="",
        organiser="",
        sector="",
        phase="",
        zone="",
        discipline="rhythmic",
        is_season_assumed=0,
        date_start=date,
        **{"date_precision": "day", **values},
        place=place,
        venue="",
        search_text="",
    )


def add_ranking(database, ranking_id, **values):
    insert(
        database,
        "ranking",
        **{
            "ranking_id": ranking_id,
            "competition_id": "prova",
            "name": "Finta",
            "category_id": "senior",
            "kind": "all-around",
            "round": "",
            "scope": "",
            "scoring_code_id": "unknown",
            "is_complete": 0,
            "position": 1,
            **values,
        },
    )


def add_athlete(database, athlete_id):
    insert(
        database,
        "athlete",
        athlete_id=athlete_id,
        name="Zeta Finta",
        family_name="Finta",
        given_name="Zeta",
        nation="ITA",
        is_initials=0,
        routine_count=0,
        search_text="",
    )


def add_result(database, total, rank=None, **values):
    result_id = insert(
        database,
        "result",
        **{
            "ranking_id": "aa",
            "rank_printed": str(rank or ""),
            "rank": rank,
            "status": "",
            "total_printed": f"{total or 0:.3f}",
            "total": total,
            "note": "",
            "position": 1,
            **values,
        },
    )
    if total is not None:
        add_witness(database, "total", result_id=result_id)
    return result_id


def add_routine(database, result_id, points, apparatus="PA", is_counted=1, components=(), **values):
    routine_id = insert(
        database,
        "routine",
        **{
            "competition_id": "prova",
            "apparatus_id": apparatus,
            "round": "",
            "attempt": 1,
            "points_printed": f"{points:.3f}",
            "points": points,
            "note": "",
            **values,
        },
    )
    insert(
        database,
        "result_routine",
        result_id=result_id,
        routine_id=routine_id,
        rank_printed="",
        is_counted=is_counted,
    )
    for code, value in components:
        insert(
            database, "component", routine_id=routine_id, code=code, points_printed="", points=value
        )
    add_witness(database, "points", routine_id=routine_id)
    return routine_id


def add_witness(database, field, is_shown=1, **values):
    count = database.execute("select count(*) from witness").fetchone()[0]
    insert(
        database,
        "witness",
        field=field,
        value_printed="",
        document_id="d0c",
        record=str(count + 1),
        citation_id="c1",
        is_shown=is_shown,
        **values,
    )


def add_four(database, total, points=(25.0, 25.0, 25.0, 25.0), **values):
    result_id = add_result(database, total, **values)
    for apparatus, value in zip(("CE", "PA", "CV", "NA"), points, strict=False):
        add_routine(database, result_id, value, apparatus, athlete_id=values.get("athlete_id"))
    return result_id
