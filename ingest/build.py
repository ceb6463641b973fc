"""archive -> release folder with pedana.db: parse, normalise, resolve, load, check; offline."""

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ingest.absent import require_absent
from ingest.archive import ArchiveError, Document, beside, list_documents, remove_leftovers
from ingest.check import Finding, run_checks, store_findings
from ingest.clubs import Clubs
from ingest.decisions import Decisions, load_decisions
from ingest.identity import Identity
from ingest.indexable import load_indexable
from ingest.join import Competition, join_headers
from ingest.load import Loader
from ingest.load_shared import (
    build_search,
    load_athletes,
    load_clubs,
    load_corrections,
    load_documents,
    load_rules,
    load_vocabulary,
    order_competitions,
)  # fmt: skip
from ingest.manifest import MANIFEST, Manifest, describe, write_manifest
from ingest.meet import Outcome
from ingest.normalise import Header, Row, normalise
from ingest.private import (
    PrivateFile,
    create_private,
    default_private,
    is_private_named,
    load_private,
)
from ingest.published import loses_note, published_name
from ingest.reading import ReadingError
from ingest.removal import Removal, strangers
from ingest.resolve import resolve
from ingest.sandbox import Sandbox
from ingest.sources import load_sources
from ingest.stage import Stage
from ingest.versions import newer_versions, replace_versions
from ingest.visibility import hash_rules, idle_rules, initials_forms, read_rules, visibility
from ingest.vocabulary import document_trust
from ingest.withheld import WITHHELD, list_withheld, write_withheld

DATABASE, REFUSED, STAGE = "pedana.db", "refused.db", "stage"
MOST_RECORDS = 5  # that a line of a build names


@dataclass(slots=True)
class Report:
    """What a build made, what it had to leave out and what its readers warned of: one line each."""

    database: Path
    documents: list[tuple[Document, int]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    competitions: int = 0
    withheld: int = 0  # new mentions that may be somebody's who is removed

    @property
    def errors(self) -> int:
        """Findings with which a release is not published."""
        return sum(finding.severity == "error" for finding in self.findings)

    def __str__(self) -> str:
        rows = sum(rows for _, rows in self.documents)
        return (
            f"{self.database}: {len(self.documents)} documents, {rows} rows, "
            f"{self.competitions} competitions; {len(self.findings)} findings, {self.errors} errors; "
            f"{len(self.failures)} failures, {len(self.warnings)} warnings"
        )


def build_release(archives: Sequence[Path], out: Path, private: Path | None = None) -> Report:
    """Build a release from archives. A document that cannot be read whole is left out and reported. A release
    in which a check finds an error does not take the place of the one before: it is refused.db.

    Raises DecisionError, ArchiveError or PrivateError when the archive or the private file is not in its
    form, BuildError when no document could be read, RemovalError when somebody removed would be named.
    """
    path = private or default_private()
    requests = load_private(path, not_in=[*archives, out], must_exist=is_private_named())
    out.mkdir(parents=True, exist_ok=True)
    remove_leftovers(out, f"({STAGE}|{re.escape(DATABASE)}|{re.escape(MANIFEST)})")
    remove_leftovers(requests.path.parent, f"({STAGE}|{re.escape(WITHHELD)})")
    written, staged = beside(out / DATABASE), beside(out / STAGE)
    report = Report(out / DATABASE)
    try:
        for path in (staged, written):
            create_private(path)
        with Sandbox(load_sources()) as sandbox:
            stage = Stage(staged)
            decisions = load_decisions(archives)
            stage_documents(archives, stage, sandbox, decisions, report)
            report.warnings += [*decisions.warnings, *sandbox.warnings]
        _write_database(written, stage, decisions, requests, report)
        stage.close()
        with open(written, "rb") as file:
            os.fsync(file.fileno())
        (out / REFUSED).unlink(missing_ok=True)
        report.database = out / (REFUSED if report.errors else DATABASE)
        written.chmod(0o644)
        manifest = describe(written, requests.epoch, hash_rules(read_rules(decisions)))
        _put_in_place(written, report, manifest)
    finally:
        for path in (staged, written):
            path.unlink(missing_ok=True)
    return report


def _put_in_place(written: Path, report: Report, manifest: Manifest) -> None:
    """Give a database its name, and what may be published its manifest: at no moment that of another one."""
    if not report.errors:
        (report.database.parent / MANIFEST).unlink(missing_ok=True)
    os.replace(written, report.database)
    if not report.errors:
        write_manifest(report.database.parent, manifest)


class BuildError(Exception):
    """Nothing could be built: one line."""


def stage_documents(
    archives: Sequence[Path], stage: Stage, sandbox: Sandbox, decisions: Decisions, report: Report
) -> None:
    """Stage the documents that can be read; those that cannot become failures of the report."""
    unique: dict[str, Document] = {}
    for archive in archives:
        for document in list_documents(archive):
            unique.setdefault(document.sha256, document)
    documents = sorted(unique.values(), key=lambda document: document.sha256)
    for number, document in enumerate(documents):
        sandbox.begin(documents[number : number + 2])  # the next is read while this one is staged
        try:
            rows = stage.add(read_document(document, sandbox, decisions))
        except (ReadingError, ArchiveError) as error:
            report.failures.append(f"{document.source}/{published_name(document.name)}: {error}")
        else:
            report.documents.append((document, rows))
    stage.finish()
    if not report.documents:
        lines = report.failures or [f"no documents in {', '.join(map(str, archives))}"]
        raise BuildError("; ".join(lines))


def read_document(
    document: Document, sandbox: Sandbox, decisions: Decisions
) -> Iterator[tuple[Header, Row]]:
    """Parse (in a child process) and normalise one document and hold it to what its source expects. The
    sandbox is told of the lines that lose a note.

    Raises ReadingError with the place and the text that is not understood.
    """
    source = sandbox.sources.get(document.source)
    if not source:
        raise ReadingError("document", f"no source {document.source!r}")
    trust = document_trust(document.source, document.media_type, source.SOURCE.lineage)
    expects, filled, rows = source.SOURCE.expects, dict.fromkeys(source.SOURCE.expects.filled, 0), 0
    without_note: dict[str, None] = {}
    with closing(sandbox.rows(document)) as raws:
        for raw in raws:
            rows += 1
            for column in filled:
                filled[column] += bool(getattr(raw, column))
            if loses_note(raw):
                without_note[raw.record] = None
            yield normalise(raw, document, decisions, trust)
    decisions.require_fitting(document.document_id)
    if without_note:
        sandbox.warn(document, _lost_notes([*without_note]))
    if document.blackened:  # it was held to them when its source read it, and has lost names since
        return
    if rows < expects.min_rows:
        raise ReadingError("document", f"{rows} rows, expected at least {expects.min_rows}")
    for column, share in expects.filled.items():
        if filled[column] < share * rows:
            raise ReadingError(
                "document",
                f"{column} is filled in {filled[column]} of {rows} rows, expected {share:.0%}",
            )


def _lost_notes(records: list[str]) -> str:
    shown = ", ".join(records[:MOST_RECORDS]) + (" ..." if len(records) > MOST_RECORDS else "")
    return (
        f"a note, or a part of one, is not published (of {len(records)}: record {shown}): it tells something"
        " of a person, or has a word that curated/note_words.csv lacks"
    )


class Linked(NamedTuple):
    """What is what in a stage: clubs, which document replaces which and what became of its rows,
    competitions, athletes.
    """

    clubs: Clubs
    newer: dict[str, str]
    outcomes: list[Outcome]
    competitions: list[Competition]
    identity: Identity


def link_stage(
    stage: Stage,
    decisions: Decisions,
    private: PrivateFile,
    documents: Sequence[tuple[Document, int]],
) -> Linked:
    """Link what the documents of a stage say, each read alone until here."""
    clubs = Clubs(stage, decisions)
    newer = newer_versions(document for document, _ in documents)
    outcomes = replace_versions(stage, newer)
    competitions = join_headers(stage.headers(), stage.scores)
    stage.set_meetings(
        (one.longest("city"), (key for key, _ in one.headers)) for one in competitions
    )
    identity = Identity(stage, decisions, partial(strangers, private, decisions))
    return Linked(clubs, newer, outcomes, competitions, identity)


def _write_database(
    path: Path, stage: Stage, decisions: Decisions, private: PrivateFile, report: Report
) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = off")
    connection.execute("pragma synchronous = off")
    connection.execute("pragma secure_delete = on")  # a row that was rewritten leaves no bytes
    clubs, newer, outcomes, competitions, identity = link_stage(
        stage, decisions, private, report.documents
    )
    rules = read_rules(decisions)
    forms = visibility(stage, identity, competitions, rules)
    removal = Removal(private, stage, identity, forms, decisions.club_names)
    competitions = removal.without_names(competitions)
    loader = Loader(connection, clubs, removal)
    connection.execute("begin")
    for competition in competitions:
        header_ids = [header_id for header_id, _ in competition.headers]
        meet = resolve(stage.rows(header_ids), identity)
        removal.add_initials(meet.unnamed, initials_forms(meet, competition, rules))
        loader.load(competition, meet)
        loader.flush()
    loader.load_outcomes(outcomes)
    load_rules(loader, rules)
    report.warnings += idle_rules(rules)
    _load_shared(loader, competitions, clubs, identity, report, newer)
    connection.execute("commit")
    connection.execute("analyze")
    report.competitions = len(competitions)
    report.failures += [*decisions.unused(), *decisions.outlived(newer)]
    report.findings = run_checks(connection)
    store_findings(connection, report.findings, removal.mask)
    load_indexable(connection)
    broken = connection.execute("pragma foreign_key_check").fetchall()
    connection.close()
    if broken:
        raise BuildError(f"{len(broken)} broken foreign keys, the first {broken[0]}")
    require_absent(path, removal)
    withheld = list_withheld(removal, stage, identity)
    write_withheld(private, withheld)
    report.withheld = len(withheld)


def _load_shared(
    loader: Loader, competitions: list[Competition], clubs: Clubs, identity: Identity,
    report: Report, newer: dict[str, str],
) -> None:  # fmt: skip
    used = {document.source for document, _ in report.documents}
    sources = [module.SOURCE for key, module in load_sources().items() if key in used]
    load_documents(loader, sources, report.documents, newer)
    load_vocabulary(loader, competitions)
    document_ids = {document.document_id for document, _ in report.documents}
    load_corrections(loader, clubs.decisions, document_ids)
    load_clubs(loader, clubs)
    loader.flush()
    load_athletes(loader, identity)
    loader.flush()
    order_competitions(loader.connection)
    build_search(loader.connection)
