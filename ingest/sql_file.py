"""Files of SQL with facts on top: data checks and canned queries.

    -- title: Carriera stagione per stagione
    -- param: athlete_id | Codice ginnasta | example: select min(athlete_id) from athlete
    select ...

The facts are the comment lines before the first line of SQL; one key may stand on several lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FACT = re.compile(r"-- ([a-z_]+): (.+)")


class SqlFileError(Exception):
    """A file of SQL whose facts are not in order: one line that names file and text."""


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One file: its name without .sql, the facts by key, and the SQL below them."""

    name: str
    facts: dict[str, list[str]]
    sql: str


def read_sql_files(
    folder: Path, required: Sequence[str], repeated: Sequence[str] = ()
) -> list[SqlFile]:
    """Read every .sql by name. A key of `required` stands once, of `repeated` any times."""
    return [_read_sql_file(path, required, repeated) for path in sorted(folder.glob("*.sql"))]


def _read_sql_file(path: Path, required: Sequence[str], repeated: Sequence[str]) -> SqlFile:
    lines = path.read_text(encoding="utf-8").splitlines()
    facts: dict[str, list[str]] = {}
    while lines and lines[0].startswith("--"):
        line = lines.pop(0)
        match = FACT.fullmatch(line.strip())
        if match is None or match[1] not in (*required, *repeated):
            raise SqlFileError(f"{path.name}: this line says nothing known: {line!r}")
        facts.setdefault(match[1], []).append(match[2].strip())
    for key in required:
        if len(facts.get(key, [])) != 1:
            raise SqlFileError(f"{path.name}: '-- {key}: ...' must stand once")
    sql = "\n".join(lines).strip().removesuffix(";")
    if not sql:
        raise SqlFileError(f"{path.name}: no SQL below the facts")
    return SqlFile(path.stem, facts, sql)
