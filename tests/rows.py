"""Small builders for the tests of the ingest core: a document, a printed row, a row that was read;
and what a resolved competition holds.

Rows are built through `normalise`, so that a value and its printed text are always in step.
"""

from pathlib import Path

from ingest.archive import Document
from ingest.decisions import Decisions
from ingest.identity import Identity
from ingest.meet import Meet
from ingest.normalise import Header, Row, normalise
from ingest.reading import RawRow
from ingest.resolve import resolve
from ingest.settle import counted_parts
from ingest.stage import Stage

PAGE = "https://example.org/pagina-inventata"
OTHER_PAGE = "https://example.org/altra-pagina-inventata"
TEAM = {"kind": "team", "club": "Società Finta", "competitor": "Società Finta"}


def document(letter: str = "a") -> Document:
    """A document that is only named: its id is the letter, twelve times."""
    return Document(
        source="press_scores",
        name=f"{letter}.csv",
        address="",
        fetched_at="2025-01-01T00:00:00Z",
        media_type="text/csv",
        status="added",
        sha256=letter * 64,
        size=1,
        path=Path(f"{letter}.csv"),
    )


def raw(**changes: object) -> RawRow:
    """The all-around total of an invented gymnast in an invented trophy."""
    fields = {
        "record": "1",
        "competition": "Trofeo Inventato 2021",
        "competitor": "Prova Inventata",
        "kind": "all-around",
        "address": PAGE,
        "date": "2021-03-06",
        "club": "Società Finta",
        "nation": "ITA",
    }
    return RawRow(**(fields | changes))


def read(doc: str = "a", decisions: Decisions | None = None, **changes: object):
    """(Header, Row) of a printed row of the document `doc`."""
    return normalise(raw(**changes), document(doc), decisions or Decisions())


def row(doc: str = "a", **changes: object) -> Row:
    return read(doc, **changes)[1]


def header(**changes: object) -> Header:
    return read(**changes)[0]


def total(record, points, **changes):
    """The all-around total of the gymnast."""
    return row(record=record, points=points, **({"rank": "1"} | changes))


def mark(record, points, apparatus="CE", **changes):
    """A routine of the gymnast's all-around."""
    return row(record=record, points=points, apparatus=apparatus, **changes)


def team_total(record, points, **changes):
    fields = TEAM | {"competitor_kind": "team", "rank": "1"} | changes
    return row(record=record, points=points, **fields)


def team_mark(record, points, apparatus="CE", **changes):
    """A gymnast's routine for her team."""
    fields = {"kind": "team", "team": "Società Finta"} | changes
    return row(record=record, points=points, apparatus=apparatus, **fields)


def staged(*rows: tuple[Header, Row]) -> Stage:
    """A stage in memory that holds the rows, document by document in the order they are given."""
    stage = Stage(Path(":memory:"))
    for document_id in dict.fromkeys(row.document_id for _, row in rows):
        stage.add(pair for pair in rows if pair[1].document_id == document_id)
    stage.finish()
    return stage


def resolved(*rows: Row) -> Meet:
    """The rows of one competition, resolved as a build does: by document and record."""
    stage = staged(*((header(), row) for row in rows))
    identity = Identity(stage, Decisions())
    meet = resolve(stage.rows([1]), identity)
    stage.close()
    return meet


def ranking(meet, kind, apparatus_id="", **fields):
    (found,) = [
        one
        for one in meet.rankings.values()
        if one.kind == kind
        and (one.apparatus.apparatus_id if one.apparatus else "") == apparatus_id
        and all(getattr(one, name) == value for name, value in fields.items())
    ]
    return found


def only(found):
    (result,) = found.results.values()
    return result


def parts(found, result=None):
    """(apparatus, points, is_counted) of the parts of a ranking's result."""
    return [
        (routine.apparatus.apparatus_id, routine.ballot.number, is_counted)
        for routine, _, is_counted in counted_parts(found, result or only(found))
    ]
