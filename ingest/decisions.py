"""What people decided about an archive: decisions/*.csv, read once for a build.

    clubs.csv          name_printed, club_id, club_name, kind, reason, decided_on
                       names with one club_id are one club, with two they are two; squads are left out
    competitions.csv   title, name, reason, decided_on           a title that belongs to another name
    corrections.csv    document_id, record, field, printed, correct, reason, decided_on
                       correct "?" for a value that cannot be right when nobody knows the right one
    identity.csv       document_id, record, decision, other_document_id, other_record, reason, decided_on
    athletes.csv       athlete_id, document_id, record           recorded ids, which win for life
    visibility.csv     ages, category, level, form, reason, decided_on   who is shown how (visibility.py)
People are referred to by document and record, never by name. A correction, a competition's name, a
recorded id that applies to nothing is loud; a club's name may wait for its first document.
"""

import csv
import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.club_names import split_code
from ingest.corrections import (
    DOUBTFUL,
    Key,
    Line,
    corrected,
    fault_of,
    line_key,
    lines_about,
    printed_in,
    subject,
)
from ingest.published import published_reason
from ingest.reading import RawRow
from ingest.text import fold, slug

FILES = {
    "clubs": ("name_printed", "club_id", "club_name", "kind", "reason", "decided_on"),
    "competitions": ("title", "name", "reason", "decided_on"),
    "corrections": ("document_id", "record", "field", "printed", "correct", "reason", "decided_on"),
    "identity": (
        "document_id", "record", "decision", "other_document_id", "other_record", "reason",
        "decided_on",
    ),
    "athletes": ("athlete_id", "document_id", "record"),
    "visibility": ("ages", "category", "level", "form", "reason", "decided_on"),
}  # fmt: skip
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
ATHLETE_ID = re.compile(r"[a-z0-9]{8,10}")


class DecisionError(Exception):
    """A decision that cannot be read or that applies to nothing: one line."""


@dataclass(frozen=True, slots=True)
class Club:
    club_id: str
    name: str
    kind: str


@dataclass(slots=True)
class Decisions:
    """All decisions of the archives of a build, and which of them were used."""

    clubs: dict[str, Club] = field(default_factory=dict)
    club_reasons: dict[str, str] = field(default_factory=dict)
    competitions: dict[str, str] = field(default_factory=dict)
    corrections: dict[tuple[str, str], list[Line]] = field(default_factory=dict)
    identity: list[dict[str, str]] = field(default_factory=list)
    athletes: dict[tuple[str, str], str] = field(default_factory=dict)
    visibility: list[dict[str, str]] = field(default_factory=list)
    used: set[tuple[str, ...]] = field(default_factory=set)
    stale: list[str] = field(default_factory=list)  # about lines that are not there
    warnings: list[str] = field(default_factory=list)  # about reasons that are not published
    misfits: dict[Key, str] = field(default_factory=dict)  # the value found instead
    applied: dict[Key, str] = field(default_factory=dict)  # corrections, to which apparatus
    known: dict[str, Club] = field(default_factory=dict, compare=False)  # what `club` has answered

    @property
    def club_names(self) -> set[str]:
        """The folded names that are a club's by a decision."""
        return {*self.clubs, *(fold(club.name) for club in self.clubs.values())}

    def club(self, printed: str) -> Club:
        """The club a printed name is decided to mean, with its federation code ("000112 SPES MESTRE") or
        without; a name without a decision is a club of its own, for `clubs` to link.
        """
        club = self.known.get(printed)
        if not club:
            club = self.known[printed] = self._find_club(printed)
        return club

    def _find_club(self, printed: str) -> Club:
        code, name = split_code(printed)
        decided = self.clubs.get(fold(printed)) or self.clubs.get(fold(name))
        if decided:
            return decided
        key = slug(name)
        is_taken = any(club.club_id == key for club in self.clubs.values())
        return Club(f"{key}:{code}" if code or is_taken else key, name, "club")

    def club_id(self, printed: str) -> str:
        """Its id, or what it goes by until it is linked (an address with ":" and the code behind it); of
        "Fiamme Oro / ASU Udine" the first, for which she is entered. "" stays "".
        """
        return self.club(printed.split(" / ")[0]).club_id if printed else ""

    def recorded_ids(self, places: Iterable[tuple[str, str]]) -> set[str]:
        """The ids that are recorded for who is named at (document_id, record) of these places."""
        known = [place for place in places if place in self.athletes]
        self.used.update(("athletes", *place) for place in known)
        return {self.athletes[place] for place in known}

    def competition_name(self, title: str) -> str:
        if title in self.competitions:
            self.used.add(("competitions", title))
        return self.competitions.get(title, "")

    def correct(self, document_id: str, raw: RawRow) -> RawRow:
        """Apply the corrections to the marks that print what they correct: a line may hold several.
        `require_fitting` says what was not there.
        """
        done, subjects = raw, set()
        for line in lines_about(self.corrections, document_id, raw):
            key, printed = line_key(line), printed_in(raw, line)
            if printed != line["printed"]:
                self.misfits.setdefault(key, printed)
            elif subject(line) not in subjects:
                self._note_applied(key, raw)
                subjects.add(subject(line))
                done = corrected(done, line)
        return done

    def _note_applied(self, key: Key, raw: RawRow) -> None:
        """Raise DecisionError where a record prints one value for two apparatus."""
        first = self.applied.setdefault(key, raw.apparatus)
        if key[3] == "points" and first != raw.apparatus:
            raise DecisionError(
                f"corrections.csv: {key[1]} record {key[2]}: {key[4]!r} is printed for "
                f"{first or 'the total'} and {raw.apparatus or 'the total'}"
            )
        self.used.add(key[:4])

    def require_fitting(self, document_id: str) -> None:
        """Raise DecisionError if a value that a correction is about is not printed there any more."""
        for key, printed in self.misfits.items():
            if key[1] == document_id and key not in self.applied:
                raise DecisionError(
                    f"corrections.csv: {document_id} record {key[2]}: {key[3]} is printed "
                    f"{printed!r}, not {key[4]!r}"
                )

    def is_doubtful(self, document_id: str, raw: RawRow) -> bool:
        """Whether a decision says of a mark's points that they cannot be right."""
        rows = self.corrections.get((document_id, raw.record), ())
        return any(
            (row["field"], row["correct"], row["printed"]) == ("points", DOUBTFUL, raw.points)
            for row in rows
        )

    def unused(self) -> list[str]:
        """One line for each decision that applied to nothing."""
        keys = [line_key(line) for lines in self.corrections.values() for line in lines]
        corrections = dict.fromkeys(key[:4] for key in keys if key not in self.applied)
        names = [("competitions", title) for title in self.competitions]
        ids = [("athletes", *key) for key in self.athletes]
        missed = [*corrections, *(key for key in [*names, *ids] if key not in self.used)]
        lines = [f"{key[0]}.csv: {' '.join(key[1:])} applies to nothing" for key in missed]
        return [*lines, *self.stale]

    def outlived(self, newer: dict[str, str]) -> list[str]:
        """One line for each correction of a document that a newer version has replaced."""
        return [
            f"corrections.csv: {document_id} {record} {row['field']}: {newer[document_id]} has replaced "
            "the document: move the line to it, or remove it if it is right there"
            for (document_id, record), rows in sorted(self.corrections.items())
            if document_id in newer
            for row in rows
        ]


def load_decisions(archives: Sequence[Path]) -> Decisions:
    """Read decisions/ of every archive. Raises DecisionError on a file that is not in its form."""
    decisions = Decisions()
    for archive in archives:
        rows = {name: _published_rows(archive, name, decisions) for name in FILES}
        for row in rows["clubs"]:
            _add_club(decisions, row)
        for row in rows["competitions"]:
            decisions.competitions[row["title"]] = row["name"]
        for row in rows["corrections"]:
            add_correction(decisions, row)
        for row in rows["athletes"]:
            _add_athlete(decisions, row)
        decisions.identity.extend(rows["identity"])
        decisions.visibility.extend(rows["visibility"])
    return decisions


def _published_rows(archive: Path, name: str, decisions: Decisions) -> list[dict[str, str]]:
    """The lines of a file with their reasons as pages may show them."""
    rows, lost = decision_rows(archive, name), 0
    for row in rows:
        if "reason" in row:
            reason = published_reason(row["reason"], row["decided_on"])
            lost += bool(row["reason"].strip()) and reason != row["reason"].strip()
            row["reason"] = reason
    if lost:
        decisions.warnings.append(
            f"{name}.csv: a reason, or a part of one, is not published (of {lost}): it tells something of a"
            " person, or has a word that curated/note_words.csv lacks"
        )
    return rows


def _add_club(decisions: Decisions, row: dict[str, str]) -> None:
    """The name decided is a name of the club too. Raises DecisionError where two lines contradict."""
    club = Club(row["club_id"], row["club_name"], row["kind"] or "club")
    others = [each for each in decisions.clubs.values() if each.club_id == club.club_id]
    if others and others[0] != club:
        raise DecisionError(f"clubs.csv: {club.club_id} has two names or kinds")
    for printed in (row["name_printed"], row["club_name"]):
        if decisions.clubs.setdefault(fold(printed), club) != club:
            raise DecisionError(f"clubs.csv: {printed!r} is given to two clubs")
    decisions.club_reasons[fold(row["name_printed"])] = row["reason"]


def add_correction(decisions: Decisions, line: Line) -> None:
    """Raises DecisionError for a line that cannot be one, or that says a second thing of one value."""
    place = f"corrections.csv: {line['document_id']} record {line['record']}"
    if fault := fault_of(line):
        raise DecisionError(f"{place}: {fault}")
    lines = decisions.corrections.setdefault((line["document_id"], line["record"]), [])
    if any(line_key(known) == line_key(line) for known in lines):
        raise DecisionError(f"{place}: {line['field']} {line['printed']!r} is corrected twice")
    lines.append(line)


def _add_athlete(decisions: Decisions, row: dict[str, str]) -> None:
    """Raises DecisionError for what is no id, and for two ids of one mention."""
    place, athlete_id = (row["document_id"], row["record"]), row["athlete_id"]
    said = f"athletes.csv: {place[0]} record {place[1]}"
    if not ATHLETE_ID.fullmatch(athlete_id):
        raise DecisionError(f"{said}: {athlete_id!r} is no id: 8 to 10 letters a-z and digits")
    known = decisions.athletes.setdefault(place, athlete_id)
    if known != athlete_id:
        raise DecisionError(f"{said} has two ids: {known} and {athlete_id}")


def decision_rows(archive: Path, name: str) -> list[dict[str, str]]:
    """The lines of decisions/<name>.csv of an archive; none without the file. Raises DecisionError."""
    path = archive / "decisions" / f"{name}.csv"
    if not path.exists():
        return []
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            header, *rows = [*csv.reader(file, strict=True)] or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise DecisionError(f"{path}: not a CSV in UTF-8 ({error})") from error
    if not "".join(header).strip():
        raise DecisionError(f"{path}: the first line is empty: it must be {','.join(FILES[name])}")
    if tuple(header) != FILES[name]:
        raise DecisionError(f"{path}: the columns are not {', '.join(FILES[name])}")
    found = []
    for number, row in enumerate(rows, 1):
        if not row:  # a blank line
            continue
        if len(row) != len(header):
            raise DecisionError(
                f"{path}: row {number} has {len(row)} cells, expected {len(header)}"
            )
        found.append(dict(zip(header, row, strict=True)))
        if fault := reason_fault(found[-1]):
            raise DecisionError(f"{path}: row {number}: {fault}")
    return found


def reason_fault(line: Line) -> str:
    """What is missing where a decision must say why and when, or ""."""
    if not line.get("reason", "not asked").strip():
        return "the reason is empty"
    day = line.get("decided_on", "2025-01-01")
    try:
        datetime.date.fromisoformat(day if DAY.fullmatch(day) else "")
    except ValueError:
        return f"decided_on {day!r} is not a day such as 2025-01-31"
    return ""
