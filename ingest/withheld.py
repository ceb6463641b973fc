"""What the last build kept back because it may be of somebody who is removed: the operator's list.

`withheld.csv` lies beside the private file, in mode 600: who is named there, by document and record alone, is
in no release. The operator looks at both lines and decides in the private file (`decide`); nothing of it is
published, and the next build follows.
"""

import csv
import io
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ingest.identity import Identity, Known
from ingest.likeness import printed_forms
from ingest.names import Names
from ingest.private import MODE, Place, PrivateError, PrivateFile, create_private
from ingest.removal import Removal, names_of_asked, staged_mentions
from ingest.stage import Stage, record_key
from ingest.text import fold

WITHHELD = "withheld.csv"
ONLY_NAME = "solo il nome: uguale, simile, o una parte"
# A club or a place has no line of its own: its record is one of these and letters of its hash.
CLUB, PLACE = "club-", "place-"
CALLED_SO = {CLUB: "una società col suo nome, o simile", PLACE: "un luogo col suo nome, o simile"}
CLUBS = """
select printed, substr(min(page), 1, instr(min(page), ' ') - 1) from club_print group by printed
"""
FIRST_DOCUMENT = "select min(document_id) from row where header_id = ?"
# What the evidence says in words of its own; anything else may be a name.
NAMELESS = re.compile(r"(?:tante|stess|altr|livello|anno|due)[^/,]* [+-][\d.]+")


class Withheld(NamedTuple):
    """One who may be somebody who is removed.

    document_id, record              where the first mention of her stands; of a club or a place "club-5e18c5"
    request                          the number of the request she may be of
    other_document_id, other_record  where the other one stands, "" where no line of hers is left
    bits, reasons                    the evidence; of a family name that stands alone none is weighed
    athlete                          the hash of the id, or of the name of the club or place
    """

    document_id: str
    record: str
    request: str
    other_document_id: str
    other_record: str
    bits: str
    reasons: str
    athlete: str


def list_withheld(removal: Removal, stage: Stage, identity: Identity) -> list[Withheld]:
    """What a build keeps back, by document and record."""
    if not removal.private.requests:
        return []
    ids = removal.hers | removal.alike.keys()
    ids |= {key for one in removal.withheld for key in (one.athlete_id, one.other_athlete_id)}
    places: dict[str, list[Place]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    for place, athlete_id in staged_mentions(stage, identity):
        if athlete_id in ids:
            places[athlete_id].append(place)
    for node, athlete_id in identity.athlete_ids.items():
        if athlete_id in ids:
            names[athlete_id].add(node.name)
    asked = {key: number for key in places if (number := _request_of(key, places, removal.private))}
    found = [_of_doubt(doubt, asked, removal.private) for doubt in removal.withheld]
    found += [
        _of_name(key, like, asked, places, names, removal.private)
        for key, like in removal.alike.items()
    ]
    found += _called_so(removal, stage, asked, names)
    return sorted(found, key=lambda one: (one.document_id, record_key(one.record)))


def _request_of(key: str, places: dict[str, list[Place]], private: PrivateFile) -> str:
    """The number of the request that an id, or one of its mentions, is of; "" for who is only kept back."""
    hashes = {private.hash_athlete(key), *map(private.hash_mention, places[key])}
    for request in private.requests:
        if not hashes.isdisjoint([request.athlete, *request.mentions]):
            return str(request.number)
    return ""


def _of_doubt(doubt: Known, asked: dict[str, str], private: PrivateFile) -> Withheld:
    sides = [(doubt.athlete_id, doubt.one), (doubt.other_athlete_id, doubt.other)]
    (hers, there), (new, here) = sorted(sides, key=lambda side: side[0] not in asked)
    reasons = [text for text in doubt.reasons.split("; ") if NAMELESS.fullmatch(text)]
    return Withheld(*here, asked.get(hers, ""), *there, f"{doubt.bits:+.1f}",
                    "; ".join(reasons), private.hash_athlete(new))  # fmt: skip


def _of_name(
    key: str, like: str, asked: dict[str, str], places: dict[str, list[Place]], names: dict[str, set[str]],
    private: PrivateFile,
) -> Withheld:  # fmt: skip
    """Of one who has but a name like another's, or like one of which no line is left."""
    here, athlete = min(places[key], key=_order), private.hash_athlete(key)
    if like:
        there = min(places[like], key=_order)
        return Withheld(*here, asked.get(like, ""), *there, "", ONLY_NAME, athlete)
    forms = {form for name in names[key] for form in printed_forms(name)}
    hashes = set(map(private.hash_name, forms))
    numbers = [str(one.number) for one in private.requests if not hashes.isdisjoint(one.names)]
    return Withheld(*here, numbers[0], "", "", "", ONLY_NAME, athlete)


def _called_so(
    removal: Removal, stage: Stage, asked: dict[str, str], names: dict[str, set[str]]
) -> Iterator[Withheld]:
    """The clubs and places that are kept back, but those of which it is decided that they are her name."""
    hers = {number: names_of_asked(names[key], ()) for key, number in asked.items() if number}
    decided = {one for request in removal.private.requests for one in request.mentions}
    blackened = [str(one.number) for one in removal.private.requests if one.names]
    for kind, printed, document_id in called_so(removal, stage):
        one = removal.private.hash_club(printed)
        if one not in decided:
            numbers = [number for number, known in hers.items() if _is_called(printed, known)]
            number = [*numbers, *blackened, *hers][0]
            record = f"{kind}{one[:6]}"
            yield Withheld(document_id, record, number, "", "", "", CALLED_SO[kind], one)


def _is_called(printed: str, names: Names) -> bool:
    alike = names.alike
    return bool(names.found(printed) or (alike and alike.among(fold(printed).split())))


def called_so(removal: Removal, stage: Stage) -> Iterator[tuple[str, str, str]]:
    """(kind, name, document) of each club and each place that is kept back."""
    for printed, document_id in stage.connection.execute(CLUBS):
        if removal.keeps_back(printed):
            yield CLUB, printed, document_id
    places: dict[str, str] = {}
    for header_id, header in stage.headers() if removal.asked_names else ():
        for place in (header.city, header.venue):
            if removal.keeps_back(place, is_place=True):
                (document_id,) = stage.connection.execute(FIRST_DOCUMENT, [header_id]).fetchone()
                places[place] = min(places.get(place, document_id), document_id)
    yield from ((PLACE, place, document_id) for place, document_id in sorted(places.items()))


def _order(place: Place) -> tuple[str, str]:
    return place[0], record_key(place[1])


def write_withheld(private: PrivateFile, found: list[Withheld]) -> None:
    """Write the list of a build anew; no list where there is no private file, or nothing to list."""
    path = private.path.with_name(WITHHELD)
    if not found or not private.path.exists():
        path.unlink(missing_ok=True)
        return
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([Withheld._fields, *found])
    half = path.with_name(f".{path.name}.{os.getpid()}")
    create_private(half)
    half.write_text(text.getvalue(), encoding="utf-8")
    os.replace(half, path)


def read_withheld(private: Path) -> list[Withheld]:
    """The list of the last build. Raises PrivateError where others may read it, or it is none."""
    path = private.with_name(WITHHELD)
    if not path.exists():
        return []
    if path.stat().st_mode & 0o777 != MODE:
        raise PrivateError(f"{path}: others may read it: chmod 600 {path}")
    try:
        return list(_rows(path))
    except (ValueError, TypeError, KeyError) as error:
        raise PrivateError(f"{path}: not what pedana build writes") from error


def _rows(path: Path) -> Iterator[Withheld]:
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Withheld(**row)


def decide(private: PrivateFile, place: Place, *, is_hers: bool) -> Withheld:
    """Note of a line of the list that it is of the request it may be of, or of somebody else. Raises
    PrivateError where the list has no such line.
    """
    known = {(one.document_id, one.record): one for one in read_withheld(private.path)}
    if place not in known:
        raise PrivateError(f"{' '.join(place)} is not kept back: pedana withheld lists what is")
    one = known[place]
    for request in private.requests:
        if str(request.number) != one.request:
            continue
        if is_hers:
            is_line = not one.record.startswith((CLUB, PLACE))
            mention = private.hash_mention(place) if is_line else one.athlete
            mentions = sorted({*request.mentions, mention})
            private.change(replace(request, mentions=mentions))
        else:
            private.change(replace(request, others=sorted({*request.others, one.athlete})))
        return one
    raise PrivateError(f"request {one.request} is not there any more: build again")
