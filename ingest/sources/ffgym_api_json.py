"""FFGym, palmarès of one event as its results site answers (JSON).

Offers: rhythmic (codeDiscipline GR): totals, places, scores and places on the apparatus, components. One
event is a list of one object (several, if answered by day). Numbers have ten decimals, zero is "0E-10".
Known quirks:
- "DIFFICULTE 2023" prints DB + DA once more: it is left out, and a note says where it is another number.
  Where neither is printed it is the difficulty. Some classes have no DA.
- A category of one apparatus prints its only score as total and as routine: one row of an apparatus
  ranking. With several apparatus a total row and the routines of an all-around.
- markRank of a category runs from 1 to its last entity: the list is taken as the complete ranking.
- "Engin Libre" lets each gymnast choose: the apparatus is not said.
- An entity without mark and place was entered and did not start (DNS); why is not carried.
- A mixed event: the categories of other disciplines are left out, and a warning names them.
- Two categories may share a label (pools, qualification and final, a category a day): "classifica 2".
- Licence numbers, nationalities of persons, bibs (dossart) and the club's town are not carried.
Read in one real event (individual). Nobody here has seen: groups (EQU with `entities`: `label` in place
of names) and several passages, read as the format describes them; teams (EQU with `teams`), read as
public programs read them in artistic events: the sums of members and of apparatus are left out.
discover: public programs POST {"season": "2023"} (with a discipline: 401 is GAF, that of GR is not known)
and read {"listEvenement": [{"id": 13579, ...}]}. That an item has the `libelle` of the event, "GR / ...",
is a guess: without it discover stops. It never ran against the live site.
"""

import datetime
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ingest.archive import Document
from ingest.ffgym.categories import category_rows
from ingest.ffgym.routines import FREE_CHOICE
from ingest.json_reading import day, described, items, read_json, show, text
from ingest.reading import Expects, Get, Link, Page, RawRow, ReadingError, Source, one_of
from ingest.text import name_key

SITE = "https://resultats.ffgym.fr/"
SOURCE = Source(
    key="ffgym_api_json",
    name="FFGym, palmarès (API)",
    publisher="Fédération Française de Gymnastique",
    lineage="first_party",
    home_url=SITE,
    licence="non dichiarata: citati solo i fatti",
    covers="2022-",
    media_types=("application/json",),
    hosts=("resultats.ffgym.fr",),
    expects=Expects(min_rows=1, filled={"points": 0.5, "category": 1, "club": 0.5, "date": 1}),
)

logger = logging.getLogger(__name__)
FIRST_SEASON = 2022
RHYTHMIC = "GR"
OTHERS = re.compile(
    r"\b(?:GAM|GAF|GAC|TRA?|TU|TG|AER?|TEAM ?GYM|TEAM|PK|ARTISTIQUE|TRAMPOLINE|TUMBLING|A[EÉ]ROBIC"
    r"|ACROBATIQUE|PARKOUR)\b",
    re.I,
)
MAYBE_RHYTHMIC = re.compile(rf"\b{RHYTHMIC}|R[YI]TH?MI", re.I)
PAGING = re.compile(r"total|page|size|count|last|next|limit|offset", re.I)


def discover(get: Get) -> Iterator[Link]:
    """Yield the events of every season but those that name another discipline only."""
    known = set[str]()
    for season in seasons(datetime.date.today()):
        for link in _events_of(get(f"{SITE}api/search/criteria", {"season": season}), season):
            if link.url not in known:
                yield link
            known.add(link.url)
    if not known:
        raise ReadingError("search", "no rhythmic event in any season")


def seasons(today: datetime.date) -> list[str]:
    """A season has the year of its end: that of 2023 began in September 2022."""
    last = today.year + (today.month >= 9)
    return [str(year) for year in range(FIRST_SEASON, last + 1)]


def _events_of(page: Page, season: str) -> Iterator[Link]:
    place = f"search of season {season}"
    answer = read_json(page.content)
    _refuse_error(place, answer)
    answer = described(place, answer, ("listEvenement",))
    paging = sorted(key for key in answer if PAGING.search(key))
    if paging or answer["listEvenement"] is None:
        raise ReadingError(place, f"not the whole list of events: {', '.join(paging) or 'null'}")
    for event in items(place, answer["listEvenement"]):
        each = described(place, event, ("id", "libelle"))
        if isinstance(each["id"], bool) or not isinstance(each["id"], int):
            raise ReadingError(place, f"not the id of an event: {show(each['id'])}")
        label = text(place, each["libelle"])
        if MAYBE_RHYTHMIC.search(label) or not OTHERS.search(label):
            url = f"{SITE}api/palmares/evenement/{each['id']}"
            yield Link(url=url, name=f"evenement_{each['id']}.json")


def parse(document: Document) -> Iterator[RawRow]:
    """Yield totals (record = category.entity) and routines (record = category.entity.apparatus)."""
    days = _days(read_json(document.content))
    event = days[0]["event"]
    base = RawRow(
        record="",
        competition=text("event", event["libelle"]),
        competitor="",
        kind="",
        organiser="FFGym",
        date=day("event", event["dateDebut"]),
        date_end=day("event", event["dateFin"]) if event["dateFin"] else "",
        place=text("event", event.get("lieu")),
        is_complete=True,
    )
    categories = [each for day in days for each in items("categories", day["categories"])]
    left_out, seen, labels = [], Counter[tuple[str, ...]](), Counter[str]()
    for number, value in enumerate(categories, 1):
        category = _category(f"record {number}", value, event)
        label = text(f"record {number}", category["label"])
        if _is_rhythmic(f"record {number}", category):
            labels[label] += 1
            scope = f"classifica {labels[label]}" if labels[label] > 1 else ""
            named = replace(base, category=label, scope=scope)
            yield from _count_attempts(seen, category_rows(named, str(number), category))
        else:
            left_out.append(f"{label} ({category['codeDiscipline']})")
    if left_out and len(left_out) == len(categories):
        raise ReadingError("document", f"no rhythmic category: {', '.join(left_out)}")
    if left_out:
        logger.warning("left out, not rhythmic: %s", ", ".join(left_out))


def _days(answer: Any) -> list[dict[str, Any]]:
    """The objects of the answer, all of one event; [] is one not published, {"error": ...} a failure."""
    _refuse_error("document", answer)
    if answer is None or answer == []:
        raise ReadingError("document", "an empty list: the event is not published")
    days = [
        described("document", each, ("event", "categories")) for each in items("document", answer)
    ]
    for each in days:
        event = described("event", each["event"], ("id", "libelle", "dateDebut", "dateFin"))
        one_of("document", "event", event["id"], [days[0]["event"]["id"]])
    return days


def _refuse_error(place: str, answer: Any) -> None:
    if isinstance(answer, dict) and "error" in answer:
        raise ReadingError(place, f"the API answered an error: {show(answer['error'])}")


def _category(place: str, value: Any, event: dict[str, Any]) -> dict[str, Any]:
    keys = ("label", "codeDiscipline", "entityType")
    category = described(place, value, keys, {"apparatus", "entities", "teams"})
    if category.get("event") is not None:
        about = described(place, category["event"], ("id",))
        one_of(place, "event", about["id"], [event["id"]])
    return category


def _is_rhythmic(place: str, category: dict[str, Any]) -> bool:
    """A code that nobody knows is another discipline where its label says more, and not of rhythm."""
    code, label = (text(place, category.get(key)) for key in ("codeDiscipline", "labelDiscipline"))
    if code == RHYTHMIC:
        return True
    if not OTHERS.fullmatch(code) and (not label or MAYBE_RHYTHMIC.search(f"{code} {label}")):
        raise ReadingError(place, f"codeDiscipline is {code!r}: is it rhythmic?")
    return False


def _count_attempts(seen: Counter[tuple[str, ...]], rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """Tell apart the routines that one competitor does on one apparatus in several categories."""
    for row in rows:
        key = (name_key(row.competitor), row.club, row.apparatus)
        is_routine = row.apparatus not in ("", FREE_CHOICE) and row.points and row.attempt
        seen[key] += bool(is_routine)
        yield replace(row, attempt=str(seen[key])) if is_routine else row
