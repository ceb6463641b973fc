"""What became of every row of every document: loaded, merged with the same witness, listed, or replaced."""

import sqlite3
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class DocumentCoverage:
    """rows = loaded + merged + listed + replaced, or something was lost. listed_rows are (record, reason,
    text).
    """

    document_id: str
    source_id: str
    name: str
    rows: int
    loaded: int
    merged: int
    listed: int
    replaced: int
    listed_rows: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def is_accounted(self) -> bool:
        return self.rows == self.loaded + self.merged + self.listed + self.replaced


def read_coverage(connection: sqlite3.Connection) -> list[DocumentCoverage]:
    """Count the rows of each document. A loaded row is one that a witness names."""
    rows = connection.execute("""
        with loaded as (
            select document_id, count(distinct record) as rows from witness group by document_id
        ),
        outcome as (
            select document_id, sum(outcome = 'merged') as merged, sum(outcome = 'listed') as listed,
                sum(outcome = 'replaced') as replaced
            from row_outcome group by document_id
        )
        select document.document_id, document.source_id, document.name, document.row_count,
            coalesce(loaded.rows, 0), coalesce(outcome.merged, 0), coalesce(outcome.listed, 0),
            coalesce(outcome.replaced, 0)
        from document
        left join loaded using (document_id)
        left join outcome using (document_id)
        order by document.source_id, document.name, document.document_id
    """).fetchall()
    return [_document(connection, row) for row in rows]


def _document(connection: sqlite3.Connection, row: tuple[Any, ...]) -> DocumentCoverage:
    document = DocumentCoverage(*row)
    document.listed_rows = _listed(connection, document.document_id)
    return document


def _listed(connection: sqlite3.Connection, document_id: str) -> list[tuple[str, str, str]]:
    return connection.execute(
        "select record, reason, text from row_outcome"
        " where document_id = ? and outcome = 'listed' order by cast(record as integer), record",
        (document_id,),
    ).fetchall()


def format_coverage(coverage: list[DocumentCoverage], *, with_listed: bool = False) -> str:
    """One line a document, totals last; with `with_listed` each row that was not loaded."""
    lines = [
        f"{'document':14}{'source':18}{'rows':>8}{'loaded':>8}{'merged':>8}{'listed':>8}"
        f"{'replaced':>9}  name"
    ]
    for one in coverage:
        lines.append(
            f"{one.document_id:14}{one.source_id:18}{one.rows:8}{one.loaded:8}{one.merged:8}"
            f"{one.listed:8}{one.replaced:9}  {one.name}{'' if one.is_accounted else '  ROWS LOST'}"
        )
        if with_listed:
            lines += [
                f"    row {record}: {reason}: {text}" for record, reason, text in one.listed_rows
            ]
    names = ("rows", "loaded", "merged", "listed", "replaced")
    sums = [sum(getattr(one, name) for one in coverage) for name in names]
    lines.append(f"{'all':32}" + "".join(f"{number:8}" for number in sums[:-1]) + f"{sums[-1]:9}")
    return "\n".join(lines)
