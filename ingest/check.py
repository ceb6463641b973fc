"""Data checks: each file of checks/ is a SELECT of the rows that are wrong, as (key, message).

A check says what is wrong with what we loaded and never changes it. `error` is for what a build
must never produce; what is really printed wrong is a `warning`: it is loaded as printed, and shown.
The key says what a finding is about ("result:123"); where that stands follows from it (PLACES).
"""

import csv
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import groupby
from pathlib import Path

from ingest.sql_file import SqlFileError, read_sql_files

CHECKS = Path(__file__).parent / "checks"
EXEMPTIONS = Path(__file__).parent / "curated" / "exemptions.csv"
SEVERITIES = ("error", "warning")
# What a check looks at: one sheet against itself, one row, a career (one competitor across
# competitions), or the whole run.
ALTITUDES = ("sheet", "row", "career", "run")
COLUMNS = ["key", "message"]
FACTS = ("title", "severity", "altitude", "hint", "why")
# Where the subject of a key stands: its competition, ranking, result, routine and athlete, and the
# document and record that print it.
Place = tuple[str | None, str | None, int | None, int | None, str | None, str, str]
NOWHERE: Place = (None, None, None, None, None, "", "")
PLACES = {
    "result": """
        select ranking.competition_id, result.ranking_id, result.result_id, null, result.athlete_id,
            coalesce(witness.document_id, ''), coalesce(witness.record, '')
        from result
        join ranking on ranking.ranking_id = result.ranking_id
        left join witness on witness.witness_id = (
            select shown.witness_id
            from witness as shown
            where shown.result_id = result.result_id and shown.is_shown = 1
            order by shown.field <> 'total', shown.witness_id
            limit 1
        )
        where result.result_id = ?""",
    "routine": """
        select routine.competition_id, (
                select min(result.ranking_id)
                from result_routine
                join result on result.result_id = result_routine.result_id
                where result_routine.routine_id = routine.routine_id
            ), null, routine.routine_id, routine.athlete_id,
            coalesce(witness.document_id, ''), coalesce(witness.record, '')
        from routine
        left join witness on witness.witness_id = (
            select shown.witness_id
            from witness as shown
            where shown.routine_id = routine.routine_id and shown.is_shown = 1
            order by shown.field <> 'points', shown.witness_id
            limit 1
        )
        where routine.routine_id = ?""",
    "ranking": """
        select ranking.competition_id, ranking.ranking_id, null, null, null,
            coalesce(witness.document_id, ''), coalesce(witness.record, '')
        from ranking
        left join result on result.ranking_id = ranking.ranking_id
        left join witness on witness.result_id = result.result_id and witness.is_shown = 1
        where ranking.ranking_id = ?
        order by result.position, witness.witness_id
        limit 1""",
    "competition": """
        select competition.competition_id, null, null, null, null,
            coalesce(witness.document_id, ''), coalesce(witness.record, '')
        from competition
        left join ranking on ranking.competition_id = competition.competition_id
        left join result on result.ranking_id = ranking.ranking_id
        left join witness on witness.result_id = result.result_id and witness.is_shown = 1
        where competition.competition_id = ?
        order by ranking.position, result.position, witness.witness_id
        limit 1""",
    "mention": """
        select competition_id, null, null, null, athlete_id, document_id, record
        from mention
        where mention_id = ?""",
    "club": """
        select null, null, null, null, null, witness.document_id, witness.record
        from result
        join witness on witness.result_id = result.result_id and witness.is_shown = 1
        where result.club_id = ?
        order by result.result_id, witness.witness_id
        limit 1""",
    "document": """
        select null, null, null, null, null, document_id, ''
        from document
        where document_id = ?""",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One file of checks/: hint is the likely cause, for who reads the report; why is the real case or
    the rule that asks for it.
    """

    name: str
    title: str
    severity: str
    altitude: str
    hint: str
    why: str
    sql: str


STALE = Check(
    name="exemptions",
    title="Ogni eccezione serve ancora",
    severity="error",
    altitude="run",
    hint="la riga di exemptions.csv va tolta",
    why="un'eccezione che non tace più nulla nasconderebbe il prossimo errore vero",
    sql="",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One wrong row, and where it stands. document_id and record are "" if no document prints it.

    key  "result:123", "routine:45", "ranking:slug", "mention:6": what the finding is about
    """

    check_name: str
    title: str
    severity: str
    key: str
    competition_id: str | None
    ranking_id: str | None
    result_id: int | None
    routine_id: int | None
    athlete_id: str | None
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
    for file in read_sql_files(CHECKS, required=FACTS):
        facts = {key: file.facts[key][0] for key in FACTS}
        for key, words in (("severity", SEVERITIES), ("altitude", ALTITUDES)):
            if facts[key] not in words:
                raise SqlFileError(f"{file.name}.sql: {key} is {facts[key]!r}")
        checks.append(Check(name=file.name, sql=file.sql, **facts))
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


def store_findings(
    connection: sqlite3.Connection, findings: Iterable[Finding], mask: Callable[[str], str] = str
) -> None:
    """Write the tables of checks and of what they found anew, numbered from 1 in the given order. mask puts
    out who is not named: the case behind a check may be hers.
    """
    with connection:
        connection.execute("delete from finding")
        connection.execute("delete from data_check")
        connection.executemany(
            "insert into data_check values (?, ?, ?, ?, ?, ?)",
            [(check.name, *map(mask, astuple(check)[1:-1])) for check in (*load_checks(), STALE)],
        )
        connection.executemany(
            "insert into finding values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), ?)",
            (
                (number, *astuple(finding)[:-1], mask(finding.message))
                for number, finding in enumerate(findings, 1)
            ),
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
        for key, message in rows.fetchall():
            yield _finding(check, key, _place(connection, key), message)


def _finding(check: Check, key: str, place: Place, message: str) -> Finding:
    return Finding(check.name, check.title, check.severity, key, *place, message)


def _place(connection: sqlite3.Connection, key: str) -> Place:
    kind, _, subject = key.partition(":")
    if kind not in PLACES:
        raise SqlFileError(f"a check says {key!r}: a key is {', '.join(PLACES)} and an id")
    place: Place = connection.execute(PLACES[kind], [subject]).fetchone() or NOWHERE
    return place


def _find_stale(
    connection: sqlite3.Connection,
    exemptions: dict[tuple[str, str, str], Exemption],
    used: set[tuple[str, str, str]],
) -> Iterator[Finding]:
    """An exemption that silences nothing. Those of a document of another archive do not apply."""
    documents = {row[0] for row in connection.execute("select document_id from document")}
    for place, line in exemptions.items():
        if place not in used and line.document_id in documents:
            message = f"l'eccezione a {line.check} non serve più: {line.reason}"
            key = "exemption:" + "/".join(place)
            where = (*NOWHERE[:5], line.document_id, line.record)
            yield _finding(STALE, key, where, message)


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
