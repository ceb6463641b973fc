"""Scores transcribed from federation news and press reports, one mark a row (layout B).

Offers: Olympic Games, Worlds, Europeans, World Cups, Assoluti, Serie A, Insieme, Gold and Specialità as
reported, 2005-2025. A row is a gymnast's routine or total, or a team's or group's (round SQ, GR-, TEAM).
The note carries meaning: segments that this reader knows become fields, all of it stays as the note.
Known faults: some days, years and places are inferred by the transcriber (the note says so); initials
stand for children and for gymnasts of unknown category. Never fetched: an editor adds rows by hand.
"""

import re
from collections.abc import Iterator
from typing import Any

from ingest.archive import Document
from ingest.citations import host_of
from ingest.reading import Expects, RawRow, ReadingError, Source, csv_rows, require
from ingest.text import fold
from ingest.titles import GROUP_APPARATUS, Title, parse_title
from ingest.vocabulary import italian_notes

COLUMNS = (
    "competition", "date", "place", "round", "rank", "athlete", "club", "nation", "apparatus",
    "score_as_printed", "source", "url", "note",
)  # fmt: skip

SOURCE = Source(
    key="press_scores",
    name="Notizie federali e stampa: punteggi",
    publisher="pedana",
    lineage="press",
    home_url="",
    licence="fatti pubblici trascritti, ogni riga con il suo indirizzo",
    covers="2005-",
    media_types=("text/csv",),
    expects=Expects(min_rows=1, filled={"points": 0.5, "address": 1}),
)

SAID = ("stage", "phase", "zone", "category", "round", "scope", "status", "field_size", "squad")
APPARATUS = {"CE", "PA", "CV", "NA", "FU", "CL"}
ROUNDS: dict[str, dict[str, str]] = {
    "AA": {"kind": "all-around"},
    "QUAL": {"kind": "all-around", "round": "qualification"},
    "QUAL-best3": {"kind": "all-around", "round": "qualification", "scope": "3 migliori su 4"},
    "FIN": {"kind": "apparatus", "round": "final"},
    "SQ": {"kind": "team"},
    "TEAM": {"kind": "team", "of": "national"},
    "CROSS BATTLE": {"kind": "duel"},
    "GR-AA": {"kind": "group", "of": "group"},
    "GR-QUAL": {"kind": "group", "of": "group", "round": "qualification"},
    "GR-FIN": {"kind": "group", "of": "group", "round": "final"},
}
GROUP_KINDS = {False: "group", True: "apparatus"}  # by whether a place is printed beside a routine
POINTS = r"(\d+(?:[.,]\d+)?)"
COMPONENTS = re.compile(rf"D {POINTS} ([AE]) {POINTS}(?: ([AE]) {POINTS})?(?=$|[,:]| \()")
COMPLETE = re.compile(r"campo completo \((?!.*ammesse)\D*(\d+)\b.*\)")
SQUAD_NAME = r"(?:riserva )?(?:[A-Z]\. )?[A-Z][a-zà-ù]+"
SQUAD = re.compile(rf"{SQUAD_NAME}(?:, {SQUAD_NAME}){{2,}}")
SEGMENT_END = re.compile(r";(?![^(]*\))")  # a semicolon inside brackets ends nothing
DATE_NOTE = re.compile(
    r"(?:anno|giorno|mese) (?:dedott[oa]|da altra pagina|dal calendario)|dat[ae] "
)
# A place that no page prints: the transcriber counted or inferred it.
NOT_PRINTED = ("posto calcolato", "posto dedotto")
# Segments that say nothing beyond the field they become; the others stay in the note.
MARKER = re.compile(
    r"squadra|nazione|classifica per nazioni|gruppo|punti speciali|punti degli scontri diretti"
    r"|prestito straniero|fuori classifica|somma|somma torna|somma punteggi|somma \d prove|posto calcolato.*"
    r"|attrezzo non detto|totale parziale su 2 attrezzi(?:, chiude)?|[\d.,+= ]+ torna(?: col totale)?"
    rf"|{COMPLETE.pattern}|{SQUAD.pattern}|{COMPONENTS.pattern}(?:, somma torna)?"
)
PAGE = re.compile(r"\b(?:(dalla|nella|della|la) )?pagina ([a-z]+\d\w*)\b")
OTHER_PAGE = {"dalla": "da ", "nella": "in ", "della": "di "}
GROUP_NOTE = re.compile(rf"({GROUP_APPARATUS})(?:, qualificazione)?")


def parse(document: Document) -> Iterator[RawRow]:
    rows = list(csv_rows(document, COLUMNS))
    hosts = {row["source"]: host_of(row["url"]) for _, row in rows}
    for record, row in rows:
        yield _row(record, row, hosts)


def _row(record: str, row: dict[str, str], hosts: dict[str, str]) -> RawRow:
    place = f"row {record}"
    require(place, row, ("competition", "round", "apparatus", "url"))
    if not row["url"].startswith(("https://", "http://")):
        raise ReadingError(place, f"url {row['url']!r} is not the address of a page")
    title = parse_title(row["competition"], place)
    notes = [*filter(None, [title.said.get("note")]), *_segments(row["note"])]
    if any(note.startswith(NOT_PRINTED) for note in notes):
        told = f"posto {row['rank']} dedotto"
        notes = [note.replace("posto dedotto", told) for note in notes]
        row = row | {"rank": ""}
    said = title.said | _round(row["round"], place) | _notes(notes)
    said |= {key: title.said[key] for key in ("round", "scope") if key in title.said}
    apparatus = _apparatus(row["apparatus"], said, place)
    city, _, venue = row["place"].partition(", ")
    fields: dict[str, Any] = {key: said.get(key, "") for key in SAID}
    return RawRow(
        record=record,
        address=row["url"],
        revision=title.said.get("revision", ""),
        title=row["competition"],
        competition=title.name,
        date=row["date"],
        place=city,
        venue=venue,
        rank=row["rank"],
        points=row["score_as_printed"],
        apparatus=apparatus,
        is_loan="is_loan" in said,
        is_complete="field_size" in said,
        components=_components(notes),
        date_note="; ".join(_readable(notes, hosts, dated=True)),
        note="; ".join(_readable(notes, hosts, dated=False, drop=said.get("group_apparatus"))),
        **fields,
        **_competitor(row, said, title, apparatus, place),
    )


def _readable(
    notes: list[str], hosts: dict[str, str], *, dated: bool, drop: str | None = None
) -> list[str]:
    """The notes on the date or the others, each once, in Italian, pages by their host."""
    kept = [
        PAGE.sub(lambda match: _page(match, hosts), italian_notes().get(note, note))
        for note in notes
        if bool(DATE_NOTE.match(note)) == dated and not MARKER.fullmatch(note) and note != drop
    ]
    return list(filter(None, dict.fromkeys(kept)))


def _page(match: re.Match[str], hosts: dict[str, str]) -> str:
    """A page that a note names by the transcriber's key: "dalla pagina di sportface.it"."""
    article, key = match[1] or "", match[2]
    host = "federginnastica.it" if re.fullmatch(r"fg\d+", key) else hosts.get(key, "")
    if not host:
        return f"{OTHER_PAGE.get(article, '')}un'altra pagina"
    return f"{article} pagina di {host.removeprefix('www.')}".strip()


def _segments(note: str) -> list[str]:
    """The parts of a note; the transcriber's English ones are whole notes."""
    if note in italian_notes():
        return [note]
    return [segment.strip() for segment in SEGMENT_END.split(note) if segment.strip()]


def _round(word: str, place: str) -> dict[str, str]:
    """Say what a round word means: a row of ROUNDS, with an apparatus or a scope behind it."""
    base, _, scope = word.partition(" dopo ")
    if scope:
        return _round(base, place) | {"round": "partial", "scope": f"dopo {scope}"}
    match = re.fullmatch(r"TEAM \((.+)\)", word)
    if match:
        return ROUNDS["TEAM"] | {"scope": match[1]}
    if word in ROUNDS:
        return ROUNDS[word]
    head, _, apparatus = word.rpartition("-")
    if apparatus in APPARATUS and head in ("FIN", "QUAL", ""):
        rounds = {"FIN": "final", "QUAL": "qualification", "": ""}
        return {"kind": "apparatus", "round": rounds[head]}
    raise ReadingError(place, f"round {word!r} not understood")


def _notes(notes: list[str]) -> dict[str, str]:
    """Turn the segments that carry meaning into fields; every other segment is prose."""
    said: dict[str, str] = {}
    for note in notes:
        complete, group = COMPLETE.fullmatch(note), GROUP_NOTE.fullmatch(note)
        if note in ("squadra", "team row"):
            said["of"] = "team"
        elif note in ("nazione", "classifica per nazioni"):
            said["of"] = "national"
        elif note == "gruppo":
            said |= {"of": "group", "kind": "group"}
        elif note.startswith("punti speciali"):
            said["kind"] = "special points"
        elif note.startswith("punti degli scontri diretti"):
            said["kind"] = "duel"
        elif note.startswith(("prestito straniero", "foreign athlete on loan")):
            said["is_loan"] = "yes"
        elif note == "fuori classifica":
            said["status"] = "out of ranking"
        elif note.startswith("totale parziale su 2 attrezzi"):
            said |= {"round": "partial", "scope": "dopo 2 attrezzi"}
        elif "attrezzo non detto" in note:
            said["unknown"] = "yes"
        elif complete:
            said["field_size"] = complete[1]
        elif group:
            said["group_apparatus"] = group[1]
        elif SQUAD.fullmatch(note):
            said["squad"] = note
    return said


def _components(notes: list[str]) -> tuple[tuple[str, str], ...]:
    """The components a note begins with: "D 9.7 E 8.65", "D 8.4 E 8.750: somma 17.150 ..."."""
    match = next((match for note in notes if (match := COMPONENTS.match(note))), None)
    if not match:
        return ()
    difficulty, *others = match.groups()
    parts = [("D", difficulty), (others[0], others[1]), (others[2], others[3])]
    return tuple((code, points) for code, points in parts if code)


def _apparatus(word: str, said: dict[str, str], place: str) -> str:
    """The apparatus of a routine, "" for a total; a group's own apparatus is in the title or the note."""
    if said.get("kind") in ("special points", "duel") and "of" in said:
        return ""
    group = said.get("apparatus") or said.get("group_apparatus")
    if group and said.get("of"):
        return group
    if word == "TOT":
        return "attrezzo non indicato" if "unknown" in said else ""
    if word in APPARATUS or re.fullmatch(rf"{GROUP_APPARATUS}|nastri", word):
        return word
    raise ReadingError(place, f"apparatus {word!r} not understood")


def _competitor(
    row: dict[str, str], said: dict[str, str], title: Title, apparatus: str, place: str
) -> dict[str, Any]:
    """Who the row is about: a nation's group or team, a club's team or group, or a gymnast."""
    kind = title.said.get("kind", "") if said["kind"] == "team" else ""
    kind = kind if kind in ("special points", "duel") else said["kind"]
    of = said.get("of", "")
    is_ranked_routine = bool(row["rank"] and apparatus)
    if not of and row["club"] and fold(row["athlete"]) in ("", fold(row["club"])):
        raise ReadingError(
            place, f"{row['club']!r} is a club: the note of a team's row says squadra"
        )
    if not of and row["round"] == "SQ" and not apparatus:
        raise ReadingError(
            place, f"{row['athlete']!r} has a TOT in round SQ: squadra, or which apparatus?"
        )
    if not of:
        if said.get("round") == "qualification" and is_ranked_routine:
            kind = "apparatus"  # a place printed beside one apparatus is a place on that apparatus
        return {
            "kind": kind, "competitor": row["athlete"], "club": row["club"], "nation": row["nation"],
            "team": row["club"] if kind in ("team", "duel") else "",
        }  # fmt: skip
    name = row["athlete"] or row["club"]
    if row["club"]:
        is_group = "insieme" in title.name.casefold()
        kind, of = (GROUP_KINDS[is_ranked_routine], "group") if is_group else (kind, "team")
        return {"kind": kind, "competitor_kind": of, "competitor": name, "club": row["club"]}
    if row["round"] == "SQ":
        is_national = title.said.get("of") == "national" or said.get("round") == "partial"
        of = "national" if is_national else "group"
    kind = GROUP_KINDS[is_ranked_routine] if of == "group" else kind
    return {"kind": kind, "competitor_kind": of, "competitor": name, "nation": row["nation"]}
