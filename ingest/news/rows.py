"""One score of a news page with all that is said of it -> rows: a total with its routines, or one routine."""

import re
from dataclasses import dataclass, replace

from ingest.news.headings import Context
from ingest.news.words import APPARATUS, GROUP_APPARATUS, ON, POINTS, group_apparatus
from ingest.reading import RawRow
from ingest.sheet.names import read_name
from ingest.text import fold
from ingest.vocabulary import nations

CODE = "CE|PA|CL|CV|NA|FU"
COMPONENTS = {
    "d": "D", "db": "DB", "da": "DA", "a": "A", "e": "E", "p": "PEN", "pen": "PEN", "penalità": "PEN",
}  # fmt: skip
APPARATUS_WORD = rf"(?:\b(?:{CODE})\b|(?i:\b(?:{APPARATUS}|{GROUP_APPARATUS})\b))"
PART = re.compile(
    rf"(?P<word>{APPARATUS_WORD})[ .:]*(?P<points>{POINTS})"
    rf"|(?P<before>{POINTS}) (?:(?i:{ON}) )?(?P<behind>{APPARATUS_WORD})"
)
COMPONENT = re.compile(
    rf"(?i:(?P<code>{'|'.join(sorted(COMPONENTS, key=len, reverse=True))}))[ .:]*(?P<points>{POINTS})"
)
BETWEEN_PARTS = re.compile(r"\s*[;/+-]\s*|\s*,\s+|\s+e\s+")
CLUBS = "CL, clavette"
CLUBS_NOTE = "la fonte scrive CL: clavette"
MOST_ROUTINE = 45  # no routine was ever scored more
MOST_TOTAL = {False: 4 * MOST_ROUTINE, True: 300}  # in one day, of a gymnast and of a team


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is said of one score, as printed. apparatus: named beside it, not above; parts: what stands in
    brackets behind it; is_total: called a total.
    """

    record: str
    name: str
    points: str
    club: str = ""
    rank: str = ""
    apparatus: str = ""
    parts: str = ""
    is_total: bool = False
    status: str = ""
    note: str = ""


def rows_of(context: Context, mark: Mark) -> list[RawRow] | None:
    """The rows of a mark; None if what is said does not fit together."""
    parts = _parts(mark.parts)
    most = MOST_TOTAL[context.kind == "team"]
    if (
        parts is None
        or _value(mark) > most
        or (context.has_categories and not context.row.category)
    ):
        return None
    routines, components = parts
    row = replace(
        context.row,
        record=mark.record,
        competitor=mark.name,
        points=mark.points,
        rank=mark.rank,
        status=mark.status,
        note=mark.note,
        components=components,
    )
    if context.kind == "team":
        return _team(row, mark) if not (routines or components) else None
    total = _group(row, mark) if context.kind == "group" else _athlete(row, mark, context, routines)
    if total is None or (components and not total.apparatus):
        return None
    return [total, *(_routine(total, *routine) for routine in routines)]


def _athlete(
    row: RawRow, mark: Mark, context: Context, routines: list[tuple[str, str]]
) -> RawRow | None:
    """A gymnast's total or her score on an apparatus. A score that may be either is neither: a number above
    what any routine scored is a total, one below it only where it is called so or several routines follow.
    """
    is_high = _value(mark) > MOST_ROUTINE
    is_total = mark.is_total or len(routines) > 1 or (is_high and context.kind != "apparatus")
    apparatus = mark.apparatus or (row.apparatus if context.kind == "apparatus" else "")
    is_one = not mark.apparatus or bool(re.fullmatch(APPARATUS, mark.apparatus, re.I))
    if (
        (is_total and mark.apparatus)
        or not is_one
        or len(routines) == 1
        or not re.search(r"\w\W+\w", mark.name)
    ):
        return None
    if not is_total and (is_high or not apparatus):
        return None
    is_nation = fold(mark.club) in nations()
    parted = read_name(mark.name, "")
    row = replace(
        row,
        family_name=parted.family,
        given_name=parted.given,
        name_split=parted.split,
        club="" if is_nation else mark.club,
        nation=mark.club if is_nation else "",
    )
    if is_total:
        return replace(row, kind="all-around", apparatus="", round="")
    return replace(row, kind="apparatus", apparatus=apparatus)


def _value(mark: Mark) -> float:
    return float(mark.points.replace(",", "."))


def _team(row: RawRow, mark: Mark) -> list[RawRow] | None:
    """A team's total; a gymnast's score among them is not read: nothing says which team it counts for."""
    if mark.apparatus or _value(mark) < MOST_ROUTINE or not re.search("[.,]", mark.points):
        return None
    if mark.club and "," not in mark.club:
        return None
    team = replace(row, kind="team", competitor_kind="team", club=row.competitor, apparatus="")
    return [replace(team, squad=mark.club)]


def _group(row: RawRow, mark: Mark) -> RawRow | None:
    """A group's score: of one exercise where one is named, else of all."""
    if mark.apparatus or (mark.club and "," not in mark.club):
        return None
    return replace(
        row,
        kind="apparatus" if row.apparatus else "group",
        competitor_kind="group",
        club=row.competitor,
        squad=mark.club,
    )


def _routine(total: RawRow, apparatus: str, points: str) -> RawRow:
    is_clubs = apparatus == CLUBS
    note = "; ".join(filter(None, [total.note, CLUBS_NOTE if is_clubs else ""]))
    apparatus = "clavette" if is_clubs else apparatus
    return replace(total, apparatus=apparatus, points=points, rank="", note=note)


def _parts(
    text: str,
) -> tuple[list[tuple[str, str]], tuple[tuple[str, str], ...]] | None:
    """The routines or the components in brackets behind a score; None if a piece of them is neither."""
    if not text:
        return [], ()
    pieces = BETWEEN_PARTS.split(text.strip())
    components = [COMPONENT.fullmatch(piece) for piece in pieces]
    if all(components):
        found = [
            (COMPONENTS[match["code"].lower()], match["points"]) for match in components if match
        ]
        return ([], tuple(found)) if len(dict(found)) == len(found) else None
    matches = [PART.fullmatch(piece) for piece in pieces]
    words = [match["word"] or match["behind"] for match in matches if match]
    apparatus = _apparatus(words)
    if apparatus is None or len(words) < len(pieces):
        return None
    points = [match["points"] or match["before"] for match in matches if match]
    return list(zip(apparatus, points, strict=True)), ()


def _apparatus(words: list[str]) -> list[str] | None:
    """The apparatus of words that stand together: CL is clavette beside CE PA NA, corpo libero beside CV;
    None where it may be either, and where one stands twice.
    """
    if len(set(words)) < len(words):
        return None
    meant = "corpo libero" if "CV" in words else CLUBS if {"CE", "PA", "NA"} <= set(words) else ""
    if "CL" in words and not meant:
        return None
    return [meant if word == "CL" else group_apparatus(word) or word for word in words]
