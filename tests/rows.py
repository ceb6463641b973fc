"""Small builders for the tests of the ingest core: a document, a printed row, a row that was read.

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
from ingest.stage import Stage

PAGE = "https://example.org/pagina-inventata"


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
