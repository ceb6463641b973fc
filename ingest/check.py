"""Data checks: each file of checks/ is a SELECT of the rows that are wrong.

A check says what is wrong with what we loaded and never changes it. `error` is for what a build
must never produce; what is really printed wrong is a `warning`: it is loaded as printed, and shown.
"""

import csv
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import groupby
from pathlib import Path

from ingest.sql_file import SqlFileError, read_sql_files

CHECKS = Path(__file__).parent / "checks"
EXEMPTIONS = Path(__file__).parent / "curated" / "exemptions.csv"
SEVERITIES = ("error", "warning")
COLUMNS = ["key", "document_id", "record", "message"]


@dataclass(frozen=True, slots=True)
class Check:
    """One file of checks/: hint is the likely cause, for who reads the report."""

    name: str
    title: str
    severity: str
    hint: str
    sql: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One wrong row. document_id and record are those of its shown witness, "" if there is none.

    key  "result:123", "routine:45", "ranking:slug", "athlete:id": what the finding is about
    """

    check_name: str
    title: str
    severity: str
    key: str
    result_id: int | None
    routine_id: int | None
    document_id: str
    record: str
    message: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """A finding we decided to accept, by what survives a rebuild: check, document and record."""

    check: str
    document_id: str
    record: str
    reason: str
    decided_on: str


def load_checks() -> list[Check]:
    """Read checks/*.sql, by name."""
    checks = []
    for file in read_sql_files(CHECKS, required=("title", "severity", "hint")):
        title, severity, hint = (file.facts[key][0] for key in ("title", "severity", "hint"))
        if severity not in SEVERITIES:
            raise SqlFileError(f"{file.name}.sql: severity is {severity!r}")
        checks.append(Check(file.name, title, severity, hint, file.sql))
    return checks


def run_checks(connection: sqlite3.Connection) -> list[Finding]:
    """Run every check; return what is not exempted, by check, document, record and key."""
    exemptions = load_exemptions()
    used: set[tuple[str, str, str]] = set()
    findings = []
    for finding in _find(connection, load_checks()):
        place = (finding.check_name, finding.document_id, finding.record)
        if place in exemptions:
            used.add(place)
        else:
            findings.append(finding)
    findings.extend(_find_stale(connection, exemptions, used))
    return sorted(findings, key=_order)


def load_exemptions() -> dict[tuple[str, str, str], Exemption]:
    """Read curated/exemptions.csv, by check, document and record."""
    with open(EXEMPTIONS, encoding="utf-8", newline="") as file:
        exemptions = [Exemption(**row) for row in csv.DictReader(file)]
    return {(line.check, line.document_id, line.record): line for line in exemptions}


def store_findings(connection: sqlite3.Connection, findings: Iterable[Finding]) -> None:
    """Write the table finding anew, numbered from 1 in the given order."""
    with connection:
        connection.execute("delete from finding")
        connection.executemany(
            "insert into finding values (?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), ?)",
            ((number, *astuple(finding)) for number, finding in enumerate(findings, 1)),
        )


def format_report(findings: Iterable[Finding]) -> str:
    """One line per finding under its document, then the totals of each check and of all."""
    findings = list(findings)
    lines = []
    by_document = sorted(findings, key=lambda finding: (finding.document_id, _order(finding)))
    for document_id, group in groupby(by_document, key=lambda finding: finding.document_id):
        lines.append(document_id or "no document")
        lines.extend(
            f"  {finding.record:>6}  {finding.severity:<7}  {finding.check_name}  "
            f"{finding.message}  [{finding.key}]"
            for finding in group
        )
    lines.extend(_format_totals(findings))
    return "\n".join(lines)


def _format_totals(findings: list[Finding]) -> Iterator[str]:
    for check in load_checks():
        count = sum(finding.check_name == check.name for finding in findings)
        yield f"{count:>6}  {check.severity:<7}  {check.name}" + (f"  ({check.hint})" * bool(count))
    errors = sum(finding.severity == "error" for finding in findings)
    yield f"{errors} errors, {len(findings) - errors} warnings"


def _find(connection: sqlite3.Connection, checks: Iterable[Check]) -> Iterator[Finding]:
    for check in checks:
        rows = connection.execute(check.sql)
        if [column[0] for column in rows.description] != COLUMNS:
            raise SqlFileError(f"{check.name}.sql: columns must be {', '.join(COLUMNS)}")
        for key, document_id, record, message in rows:
            yield Finding(
                check.name,
                check.title,
                check.severity,
                key,
                _number(key, "result"),
                _number(key, "routine"),
                document_id or "",
                record or "",
                message,
            )


def _find_stale(
    connection: sqlite3.Connection,
    exemptions: dict[tuple[str, str, str], Exemption],
    used: set[tuple[str, str, str]],
) -> Iterator[Finding]:
    """An exemption that silences nothing. Those of a document of another archive do not apply."""
    documents = {row[0] for row in connection.execute("select document_id from document")}
    for place, line in exemptions.items():
        if place not in used and line.document_id in documents:
            yield Finding(
                "exemptions",
                "Ogni eccezione serve ancora",
                "error",
                "exemption:" + "/".join(place),
                None,
                None,
                line.document_id,
                line.record,
                f"l'eccezione a {line.check} non serve più: {line.reason}",
            )


def _number(key: str, kind: str) -> int | None:
    match = re.fullmatch(rf"{kind}:(\d+)", key)
    return int(match[1]) if match else None


def _order(finding: Finding) -> tuple[str, str, str, str]:
    """Records and keys hold numbers: "result:9" comes before "result:10"."""
    return (
        finding.check_name,
        finding.document_id,
        _padded(finding.record),
        _padded(finding.key),
    )


def _padded(text: str) -> str:
    return re.sub(r"\d+", lambda number: number[0].zfill(12), text)
