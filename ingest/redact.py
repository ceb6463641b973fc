"""`pedana erase --redact`: the archived documents without the name of somebody, for good.

What a build links to her is blackened, in every archive, in every version of a document that was kept, with
the decisions that speak of her lines and what fetch has kept of pages that name her. What only may be hers is
left: it is on the list of what was kept back, to be decided first. Nothing is printed here that names her.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.archive import Document, beside, list_documents, write_whole
from ingest.blacken import Her, blacken
from ingest.blackened import remove_bytes, write_blackened
from ingest.build import STAGE, Linked, Report, link_stage, stage_documents
from ingest.corrections import Line, line_key
from ingest.decisions import FILES, Decisions, decision_rows, load_decisions
from ingest.identity import Node
from ingest.private import Place, PrivateFile, Request, create_private
from ingest.reading import RawRow
from ingest.removal import Removal
from ingest.review import save_rows
from ingest.sandbox import Sandbox
from ingest.sources import load_sources
from ingest.squad_names import member_name, split_squad
from ingest.stage import Stage
from ingest.text import is_nobody
from ingest.visibility import NOT_INDEXED
from ingest.withheld import called_so, list_withheld

STAGED = """
select mention.document_id, mention.record,
    coalesce('competition ' || meeting.competition, 'header ' || mention.header_id),
    name_key, nation, birth_year, club_id, licence, carved
from mention
left join meeting using (header_id)
"""


@dataclass(slots=True)
class Redacted:
    """names: the keys of her names; documents: the ids of those that were blackened; failures: a line for
    each that could not be read, and stays as it is; decisions: a line for each file of them that was changed;
    open: how many lines only may be hers. Where there are any nothing is blackened: without her own lines
    nobody could tell of them any more.
    """

    open: int = 0
    names: set[str] = field(default_factory=set)
    documents: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)


def redact(
    archives: Sequence[Path], private: PrivateFile, request: Request, day: str
) -> Iterator[Redacted]:
    """Blacken who a request is of. Yields twice: when her names are known, so that they are noted before the
    lines that hold them are gone, and at the end.
    """
    done, staged = Redacted(), beside(private.path.with_name(STAGE))
    create_private(staged)
    try:
        with Sandbox(load_sources()) as sandbox:
            stage, decisions, report = Stage(staged), load_decisions(archives), Report(staged)
            stage_documents(archives, stage, sandbox, decisions, report)
            linked = link_stage(stage, decisions, private, report.documents)
            alone = PrivateFile(private.path, private.key, [request], private.epoch)
            forms = dict.fromkeys(linked.identity.athlete_ids.values(), NOT_INDEXED)
            removal = Removal(alone, stage, linked.identity, forms, decisions.club_names)
            her = find_her(stage, linked, removal)
            done.failures = [f"{her.mask(line)}: stays as it is" for line in report.failures]
            done.names = {name for names in her.places.values() for name in names}
            done.open = len(list_withheld(removal, stage, linked.identity))
            yield done
            if done.open:
                return
            read = {document.document_id for document, _ in report.documents}
            for archive in archives:
                remove_bytes(archive)
                for document in list_documents(archive):
                    if document.document_id in read and _blacken(
                        document, sandbox, her, decisions, day
                    ):
                        done.documents.append(document.document_id)
                done.decisions += _clean_decisions(archive, sandbox, her)
                _clean_fetched(archive, her)
        yield done
    finally:
        staged.unlink(missing_ok=True)


def find_her(stage: Stage, linked: Linked, removal: Removal) -> Her:
    """Where she is printed, as a build links it, and how she is called; removal is of her request alone."""
    whose = linked.identity.athlete_ids
    places: dict[Place, set[str]] = {}
    competitions: dict[Place, str] = {}
    for document_id, record, competition, *columns in stage.connection.execute(STAGED):
        node = Node(*columns)
        if whose[node] in removal.hers:
            places.setdefault((document_id, record), set()).add(node.name)
            competitions[document_id, record] = competition
    _follow_versions(competitions, linked.newer)
    names = {printed for _, printed, _ in called_so(removal, stage)}
    return Her(places, competitions, removal.names, names)


def _follow_versions(competitions: dict[Place, str], newer: dict[str, str]) -> None:
    """A line of an older version is of the competition of the newer one: they are compared by name."""
    of_document = {place[0]: competition for place, competition in competitions.items()}
    for place, competition in competitions.items():
        document_id = place[0]
        while competition.startswith("header") and document_id in newer:
            document_id = newer[document_id]
            competition = of_document.get(document_id, competition)
        competitions[place] = competition


def _blacken(
    document: Document, sandbox: Sandbox, her: Her, decisions: Decisions, day: str
) -> bool:
    """Whether a document named her, who is gone from it now."""
    rows = list(sandbox.rows(document))
    black = [blacken(row, document.document_id, her, decisions.corrections) for row in rows]
    said = {key: her.mask(text) for key, text in document.said.items()}
    facts = replace(
        document,
        name=her.mask(document.name),
        address=her.mask_address(document.address),
        said=said,
    )
    if black == rows and facts == document:
        return False
    write_blackened(document, black, facts, day)
    return True


def _clean_decisions(archive: Path, sandbox: Sandbox, her: Her) -> Iterator[str]:
    """Take out the decisions about blackened lines, which nothing would answer to any more, and her name out
    of the reasons of the others. Yields a line for each file that was changed.
    """
    gone: set[Place] = set()
    applied: set[tuple[str, ...]] = set()
    corrections = load_decisions([archive]).corrections
    for document in list_documents(archive):
        if document.blackened:
            rows = list(sandbox.rows(document))
            gone |= {place for row in rows for place in _nobodies(document.document_id, row)}
            applied |= _applied(document.document_id, rows, corrections)
    black = {document_id for document_id, _ in gone}
    for name in FILES:
        lines = decision_rows(archive, name)
        kept = [
            _without_name(line, her)
            for line in lines
            if not (
                _is_stale(line, black, applied) if name == "corrections" else _is_about(line, gone)
            )
        ]
        if kept != lines:
            path = save_rows(archive, name, kept)
            yield f"{path}: {len(lines) - len(kept)} lines about her taken out"


def _nobodies(document_id: str, row: RawRow) -> Iterator[Place]:
    """The places of a row that name nobody."""
    if is_nobody(row.competitor):
        yield document_id, row.record
    for at, part in enumerate(split_squad(row.squad), 1):
        if is_nobody(member_name(part)):
            yield document_id, f"{row.record}-{at}"


def _applied(
    document_id: str, rows: Sequence[RawRow], corrections: dict[Place, list[Line]]
) -> set[tuple[str, ...]]:
    """The corrections of a document that find what they correct."""
    of_document = {place: lines for place, lines in corrections.items() if place[0] == document_id}
    decisions = Decisions(corrections=of_document)
    for row in rows:
        decisions.correct(document_id, row)
    return set(decisions.applied)


def _is_stale(line: Line, black: set[str], applied: set[tuple[str, ...]]) -> bool:
    is_name = line["field"] in ("competitor", "club")
    return is_name and line["document_id"] in black and line_key(line) not in applied


def _is_about(line: Line, gone: set[Place]) -> bool:
    """Whether a decision on people speaks of a line that names nobody."""
    places = {
        (line.get(f"{side}document_id", ""), line.get(f"{side}record", ""))
        for side in ("", "other_")
    }
    return not places.isdisjoint(gone)


def _without_name(line: Line, her: Her) -> Line:
    """Names of clubs stay, hers too: a club is told by its id."""
    texts = {name: her.mask(line[name]) for name in ("reason", "title", "name") if name in line}
    return line | texts


def _clean_fetched(archive: Path, her: Her) -> None:
    """Delete listing pages that name her, which the next fetch asks for again, and lines of the journal."""
    for page in archive.glob("pages/*/*"):
        if _names_her(page.read_bytes().decode("utf-8", "replace"), her):
            page.unlink()
    for journal in archive.glob("fetched/*.jsonl"):
        lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not _names_her(_decoded(line), her)]
        if kept != lines:
            write_whole(journal, "".join(kept).encode())


def _decoded(line: str) -> str:
    """A line of a journal as text: it may write letters as \\u00e0."""
    try:
        return json.dumps(json.loads(line), ensure_ascii=False)
    except ValueError:
        return line


def _names_her(text: str, her: Her) -> bool:
    return bool(her.names.found(text))
