"""Rankings transcribed from federation news and press reports, one mark a row (layout A).

Offers: Assoluti, Serie A1/A2/B/C, Insieme, Squadra Allieve, Individuale Gold, World Cup as reported,
2008-2025. `score` is one apparatus, `total` a sum, a team total or special points.
Known faults: a few dates are only a year or missing; sums of two apparatus are printed as one score.
Never fetched: an editor adds rows by hand.
"""

import re
from collections.abc import Iterator

from ingest.archive import Document
from ingest.reading import Expects, RawRow, ReadingError, Source, csv_rows, require
from ingest.titles import GROUP_APPARATUS, Title, parse_title

COLUMNS = (
    "date", "competition", "place", "category", "athlete_or_team", "club", "apparatus", "D", "A", "E",
    "penalty", "score", "total", "rank", "source",
)  # fmt: skip

SOURCE = Source(
    key="press_rankings",
    name="Notizie federali e stampa: classifiche",
    publisher="pedana",
    lineage="press",
    home_url="",
    licence="fatti pubblici trascritti, ogni riga con il suo indirizzo",
    covers="2008-",
    media_types=("text/csv",),
    expects=Expects(min_rows=1, filled={"points": 0.5, "address": 1}),
)

TOTALS = {"Totale squadra", "Punti speciali", "Insieme", "All-around"}
NAME_NOTES = {"junior", "prestito straniero"}
# A category cell repeats the series; what is left is the category, a zone or a group's apparatus.
CATEGORY = re.compile(
    r"(?P<team>A1|A2|B)(?: punti speciali)?|Serie C (?P<zone>ZT\d+)|Assoluti|World Cup|Mondiali"
    rf"|Insieme (?P<group>\w+)(?: (?P<apparatus>{GROUP_APPARATUS}))?|Specialità (?P<single>.+)"
    r"|Squadra (?P<squad>.+)|(?P<other>(?:Gold|Silver) .+)"
)
NATION = re.compile(r"[A-Z]{3}")


def parse(document: Document) -> Iterator[RawRow]:
    for record, row in csv_rows(document, COLUMNS):
        yield _row(record, row)


def _row(record: str, row: dict[str, str]) -> RawRow:
    place = f"row {record}"
    require(place, row, ("competition", "athlete_or_team", "apparatus", "source"))
    title = parse_title(row["competition"], place)
    category = CATEGORY.fullmatch(row["category"])
    if not category:
        raise ReadingError(place, f"category {row['category']!r} not understood")
    name, name_notes = _name(row["athlete_or_team"], place)
    word, _, remark = row["apparatus"].partition(" (")
    is_nation = bool(NATION.fullmatch(row["club"]))
    kind = _kind(row, title, category)
    is_athlete = word not in TOTALS - {"All-around"} and name != row["club"]
    city, _, venue = row["place"].partition(" (")
    is_team = kind in ("team", "special points", "duel")
    return RawRow(
        record=record,
        address=row["source"],
        revision=title.said.get("revision", ""),
        title=row["competition"],
        competition=title.name,
        date=row["date"],
        place=city,
        venue=venue.rstrip(")"),
        stage=title.said.get("stage", ""),
        phase=title.said.get("phase", ""),
        zone=title.said.get("zone", "") or category["zone"] or "",
        category=next(
            (category[key] for key in ("group", "single", "squad", "other") if category[key]), ""
        ),
        kind=kind,
        round=title.said.get("round", ""),
        scope=title.said.get("scope", ""),
        apparatus=(category["apparatus"] or "") if word in TOTALS else word,
        competitor=name,
        competitor_kind="athlete" if is_athlete else "group" if kind == "group" else "team",
        club="" if is_nation else row["club"],
        nation=row["club"] if is_nation else "",
        team=row["club"] if is_athlete and is_team else "",
        rank=row["rank"],
        points=row["total"] if word in TOTALS else row["score"] or row["total"],
        components=tuple(
            (code, row[column])
            for code, column in (("D", "D"), ("A", "A"), ("E", "E"), ("PEN", "penalty"))
            if row[column]
        ),
        is_loan="prestito straniero" in name_notes,
        note="; ".join(filter(None, [_title_note(title, row), *name_notes, remark.rstrip(")")])),
    )


def _title_note(title: Title, row: dict[str, str]) -> str:
    """A note in the title is of the rows it speaks of: those with the total it names, or the totals."""
    note = title.said.get("note", "")
    totals = re.findall(r"\d+\.\d{3}", note)
    is_of_row = row["total"] in totals or ("sommano" in note and bool(row["total"]))
    return note if not totals or is_of_row else ""


def _kind(row: dict[str, str], title: Title, category: re.Match[str]) -> str:
    if row["apparatus"] == "Punti speciali":
        return "special points"
    if row["apparatus"] == "Insieme":
        return "group"
    if category["team"] or category["zone"] or category["squad"]:
        return "team"
    return title.said.get("kind") or ("apparatus" if category["single"] else "all-around")


def _name(printed: str, place: str) -> tuple[str, list[str]]:
    """Part a name from the notes in its brackets; "fune+palla" behind a name repeats the apparatus."""
    notes = re.findall(r"\(([^)]*)\)", printed)
    unknown = [note for note in notes if note not in NAME_NOTES]
    if unknown:
        raise ReadingError(place, f"name {printed!r}: {unknown[0]!r} not understood")
    return re.sub(r"\s*\([^)]*\)(?: \w+\+\w+)?", "", printed), notes
