"""A new line of decisions/corrections.csv, tried on its document as a build would before it is written."""

from pathlib import Path

from ingest.archive import list_documents
from ingest.build import read_document
from ingest.corrections import Line, line_key
from ingest.decisions import DecisionError, add_correction, reason_fault
from ingest.published import published_reason
from ingest.review import decisions_of
from ingest.sandbox import Sandbox
from ingest.sources import load_sources
from ingest.versions import newer_versions


def require_publishable(line: Line) -> None:
    """Raises DecisionError for a reason of which a part would be left out: the text is not repeated."""
    reason = line["reason"].strip()
    if reason and published_reason(reason, line["decided_on"]) != reason:
        raise DecisionError(
            "the reason says what is not published of a person, or has a word that is not in"
            " ingest/curated/note_words.csv: say it without"
        )


def require_correction(archive: Path, line: Line) -> None:
    """Raises DecisionError for a line that a build would refuse or report: no correction, a second one of one
    value, a document that is not there or was replaced, a record that does not print it; ReadingError for a
    document that cannot be read.
    """
    if fault := reason_fault(line):
        raise DecisionError(fault)
    decisions = decisions_of(archive)
    add_correction(decisions, line)
    document_id, place = line["document_id"], f"corrections.csv: {line['document_id']}"
    documents = {document.document_id: document for document in list_documents(archive)}
    if document_id not in documents:
        raise DecisionError(f"{place} is not in {archive}")
    if newer := newer_versions(documents.values()).get(document_id):
        raise DecisionError(f"{place} was replaced by {newer}: correct that one")
    with Sandbox(load_sources()) as sandbox:
        for _ in read_document(documents[document_id], sandbox, decisions):
            pass
    if line_key(line) not in decisions.applied:
        raise DecisionError(f"{place} has no record {line['record']}")
