"""RawRow -> Row: printed strings become codes, numbers and dates; nothing is looked up between rows.

A printed value that does not fit is a ReadingError that names record and text. The printed text of
every value travels on beside what was read.
"""

import re
from dataclasses import dataclass, fields, replace
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from ingest.archive import Document
from ingest.decisions import Decisions
from ingest.published import keep_notes, keep_published, published_address
from ingest.reading import RawRow, ReadingError
from ingest.text import fold, is_initials, licence_key, name_key
from ingest.values import parse_points, parse_rank, parse_whole, require_date
from ingest.vocabulary import (
    Apparatus,
    Series,
    find_apparatus,
    find_scoring_code,
    find_series,
    nation_name,
    nations,
)  # fmt: skip

NAME_SPLITS = ("printed", "comma", "capitals", "order")  # the surest first
PRECISIONS = {4: "year", 7: "month", 10: "day"}
EDITION = re.compile(r"(\d+)(?:°|º|ª) ")
YEAR = re.compile(r" (\d{4})$")
NATION = re.compile(r"[A-Z]{3}")
NATIONAL = re.compile(r"(.+?)( \d)?")
RECORD = re.compile(r"\d{1,8}(\.\d{1,8})*", re.ASCII)
# What bytes read in a wrong charset give, and what neither SQLite nor a page can hold.
UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
TEXTS = attrgetter(*(field.name for field in fields(RawRow) if field.type is str))
WORDS = {
    "kind": {"all-around", "apparatus", "team", "group", "pair", "special points", "duel"},
    "discipline": {"rhythmic", "artistic", "unknown"},
    "round": {"", "qualification", "semifinal", "final", "partial", "standing"},
    "competitor_kind": {"athlete", "team", "group", "pair", "national"},
    "name_split": {"", *NAME_SPLITS},
    "status": {"", "out of ranking", "DNS", "DNF", "DSQ", "withdrawn", "reserve"},
}


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of a competition: rows with an equal header are of one competition.

    year is that of the title, else of the date; stage "classifiche" gathers the standings of a season.
    """

    title: str
    series: Series
    name: str
    edition: str
    stage: str
    phase: str
    zone: str
    year: int | None
    season: str
    city: str
    venue: str
    organiser: str
    discipline: str
    date_start: str
    date_end: str
    date_note: str


class Row(NamedTuple):
    """One printed mark, read. `phase` tells performances apart: prelim, semifinal, final, aa-final.

    category, kind, round and scope name a ranking of the competition; a routine in the ranking of its
    apparatus is in apparatus_round. team_* is whom a gymnast's routine counts for. clubs: those that the row
    names, (club_id, as printed); clubs and teams are final once ingest.clubs has linked the names. points:
    three decimals. attempt 0 is the mark of several performances together. trust: how far the document itself
    is believed. corrected: which of points and rank a decision put right by hand. before: the same mark in
    the versions and sheets that this one replaces (ingest/versions.py).
    """

    document_id: str
    record: str
    address: str
    date: str
    category: str
    kind: str
    round: str
    apparatus_round: str
    scope: str
    phase: str
    apparatus: Apparatus | None
    attempt: int
    scoring_code_id: str
    competitor: str
    competitor_kind: str
    family_name: str
    given_name: str
    name_split: str
    name_key: str
    is_initials: bool
    club_id: str
    club_printed: str
    team_id: str
    team_printed: str
    clubs: tuple[tuple[str, str], ...]
    nation: str
    birth_year: int | None
    licence: str
    rank_printed: str
    rank: int | None
    points_printed: str
    points: float | None
    components: tuple[tuple[str, str, float], ...]
    status: str
    is_loan: bool
    is_complete: bool
    is_counted: bool
    field_size: int | None
    squad: str
    note: str
    is_doubtful: bool = False
    corrected: tuple[str, ...] = ()
    trust: int = 1
    fetched_at: str = ""
    revision: str = ""
    is_category_said: bool = True
    before: "tuple[Row, ...]" = ()


def normalise(
    raw: RawRow, document: Document, decisions: Decisions, trust: int = 1
) -> tuple[Header, Row]:
    """Read one RawRow. Raises ReadingError with the record and the text that does not fit."""
    place = f"record {raw.record}"
    _require_texts(raw, place)
    for name, words in WORDS.items():
        if getattr(raw, name) not in words:
            raise ReadingError(place, f"{name} {getattr(raw, name)!r} not understood")
    printed, raw = raw, decisions.correct(document.document_id, keep_notes(raw))
    if raw.competitor != printed.competitor:  # the parts of a name that was corrected are wrong too
        raw = replace(raw, family_name="", given_name="", name_split="")
    raw = keep_published(raw, place)
    header, said = _header(raw, place, decisions)
    round_, kind = _round(raw, header.series), raw.kind
    discipline = "group" if raw.competitor_kind == "group" else "individual"
    apparatus = _apparatus(raw, header.series, place)
    points = parse_points(raw.points, place)
    if points is not None and points < 0:
        raise ReadingError(place, f"points {raw.points!r} are below zero")
    team = raw.competitor if raw.competitor_kind != "athlete" else raw.team
    nation = _nation(raw, place)
    team_id = _team_id(team, raw, decisions)
    row = Row(
        document_id=document.document_id,
        record=raw.record,
        address=published_address(raw.address or document.address)
        or f"documento {document.document_id}",
        date=raw.date,
        category=_category(raw, header.series, said),
        kind=kind,
        round=round_,
        apparatus_round=_apparatus_round(round_, discipline, header.series),
        scope=raw.scope,
        phase=performance_phase(kind, round_),
        apparatus=apparatus,
        attempt=parse_whole(raw.attempt, place) or 0,
        scoring_code_id=_scoring_code(raw, header.series, discipline),
        competitor=raw.competitor,
        competitor_kind=raw.competitor_kind,
        family_name=raw.family_name,
        given_name=raw.given_name,
        name_split=raw.name_split or ("printed" if raw.family_name else ""),
        name_key=name_key(raw.competitor),
        is_initials=is_initials(raw.competitor),
        club_id=decisions.club_id(raw.club),
        club_printed=raw.club,
        team_id=team_id,
        team_printed=decisions.club(team).name if raw.club or raw.team else team,
        clubs=_clubs(raw, team_id, decisions),
        nation=nation,
        birth_year=parse_whole(raw.birth_year, place),
        licence=licence_key(raw.licence),
        rank_printed=printed.rank,
        rank=parse_rank(raw.rank, place),
        points_printed=printed.points,
        points=points,
        components=tuple(_component(code, text, place) for code, text in raw.components),
        status=raw.status,
        is_loan=raw.is_loan,
        is_complete=raw.is_complete,
        is_counted=raw.is_counted,
        field_size=parse_whole(raw.field_size, place),
        squad=raw.squad,
        note="; ".join(filter(None, [raw.note, _apparatus_note(raw, apparatus)])),
        is_doubtful=decisions.is_doubtful(document.document_id, printed),
        corrected=tuple(x for x in ("points", "rank") if getattr(raw, x) != getattr(printed, x)),
        trust=trust,
        fetched_at=document.fetched_at,
        revision=raw.revision,
        is_category_said=bool(raw.category or said.get("category")),
    )
    return header, row


def _require_texts(raw: RawRow, place: str) -> None:
    """A record must be a number, a text print, and what gets an id must have a letter or a digit."""
    if not RECORD.fullmatch(raw.record):
        raise ReadingError(place, "a record is numbers parted by points")
    texts = [*TEXTS(raw), *chain.from_iterable(raw.components)]
    if UNPRINTED.search("".join(texts)):
        text = next(text for text in texts if UNPRINTED.search(text))
        raise ReadingError(place, f"{text!r} holds a character that is no print")
    named = [raw.competition, *filter(None, [raw.title, raw.competitor, raw.club, raw.team])]
    for text in named:
        if not fold(text):
            raise ReadingError(place, f"{text!r} is no name: it has neither letter nor digit")


def _header(raw: RawRow, place: str, decisions: Decisions) -> tuple[Header, dict[str, str]]:
    require_date(raw.date, place)
    require_date(raw.date_end, place)
    edition = EDITION.match(raw.competition)
    name = raw.competition[edition.end() :] if edition else raw.competition
    year = YEAR.search(name)
    name = name[: year.start()] if year else name
    name = decisions.competition_name(raw.title or raw.competition) or name
    series, said = find_series(name)
    is_standing = raw.round == "standing"
    header = Header(
        title=raw.title or raw.competition,
        series=series,
        name=name,
        edition=edition[1] if edition else "",
        stage="classifiche" if is_standing else raw.stage,
        phase=raw.phase,
        zone=raw.zone or said.get("zone", "").capitalize(),
        year=int(year[1]) if year else int(raw.date[:4]) if raw.date else None,
        season=raw.season,
        city="" if is_standing else raw.place,
        venue="" if is_standing else raw.venue,
        organiser=raw.organiser or series.organiser,
        discipline=raw.discipline,
        date_start=raw.date[:4] if is_standing else raw.date,
        date_end=raw.date_end,
        date_note=raw.date_note,
    )
    return header, said


def _round(raw: RawRow, series: Series) -> str:
    """The all-around of a world cup is its qualification; that of the Worlds is a final of its own."""
    discipline = "group" if raw.competitor_kind == "group" else "individual"
    is_all_around = raw.kind == "all-around" or discipline == "group"
    if series.programme != "senior" or not is_all_around:
        return raw.round
    if discipline in series.all_around_final:
        return raw.round or "final"
    return "" if raw.round == "qualification" else raw.round


def _apparatus_round(round_: str, discipline: str, series: Series) -> str:
    """The round of a ranking by apparatus: with apparatus finals behind it, the first is a qualification."""
    is_first = not round_ and discipline not in series.all_around_final
    return "qualification" if is_first and series.programme == "senior" else round_


def performance_phase(kind: str, round_: str) -> str:
    """Which performances a ranking counts: the all-around final is danced apart from the others."""
    if round_ == "final" and kind == "all-around":
        return "aa-final"
    return round_ if round_ in ("final", "semifinal") else "prelim"


def _scoring_code(raw: RawRow, series: Series, discipline: str) -> str:
    programme = series.programme if raw.discipline == "rhythmic" else ""
    return find_scoring_code(programme, discipline, raw.date or None)


def _apparatus(raw: RawRow, series: Series, place: str) -> Apparatus | None:
    """The apparatus of a row. "CL" is corpo libero in most lists and clavette in some news: seniors of the
    international programme have no exercise without apparatus, so theirs is clavette.
    """
    if not raw.apparatus and raw.kind == "apparatus":
        raise ReadingError(place, "a ranking by apparatus that does not say which")
    if not raw.apparatus:
        return None
    is_rhythmic = raw.discipline == "rhythmic"
    is_clubs = is_rhythmic and raw.apparatus == "CL" and series.programme == "senior"
    apparatus = find_apparatus("CV" if is_clubs else raw.apparatus, raw.discipline)
    if not apparatus:
        raise ReadingError(place, f"apparatus {raw.apparatus!r} not understood")
    return apparatus


def _apparatus_note(raw: RawRow, apparatus: Apparatus | None) -> str:
    if raw.apparatus == "CL" and apparatus and apparatus.apparatus_id == "CV":
        return "la fonte scrive CL: clavette"
    return ""


def _category(raw: RawRow, series: Series, said: dict[str, str]) -> str:
    text = raw.category or said.get("category", "") or series.default_category
    if text != text.lower():
        return text
    return " ".join(
        word.capitalize() if word.isalpha() and word != "fascia" else word for word in text.split()
    )


def _team_id(team: str, raw: RawRow, decisions: Decisions) -> str:
    """What makes a team the same in another row: its nation, its club, or its folded name."""
    if not team:
        return ""
    national = NATIONAL.fullmatch(team)
    if national and fold(national[1]) in nations() and not raw.club:
        return nations()[fold(national[1])] + (national[2] or "")
    return decisions.club_id(team) if raw.club or raw.team else fold(team)


def _clubs(raw: RawRow, team_id: str, decisions: Decisions) -> tuple[tuple[str, str], ...]:
    """The clubs of a row: each beside the name, and the one a gymnast's mark counts for."""
    printed = [part for part in raw.club.split(" / ") if fold(part)]
    if raw.competitor_kind == "athlete" and raw.team and not team_id.isupper():
        printed.append(raw.team)
    return tuple((decisions.club_id(name), name) for name in printed)


def _nation(raw: RawRow, place: str) -> str:
    if not raw.nation:
        return ""
    code = nations().get(fold(raw.nation), raw.nation)
    if not NATION.fullmatch(code):
        raise ReadingError(place, f"nation {raw.nation!r} not understood")
    return code


def _component(code: str, text: str, place: str) -> tuple[str, str, float]:
    points = parse_points(text, place)
    if points is None:
        raise ReadingError(place, f"component {code} is empty")
    return code, text, abs(points) if code == "PEN" else points


def team_name(team_id: str, printed: str) -> str:
    """The name a team goes by: the nation's ("Italia", "Italia 2") for a national one, else as printed."""
    return nation_name(team_id[:3]) + team_id[3:] if team_id.isupper() else printed
