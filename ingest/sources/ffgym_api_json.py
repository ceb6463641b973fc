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
- A mixed event: the categories of OTHER_DISCIPLINES are left out, and a warning names them.
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
from ingest.ffgym_marks import (
    APPARATUS,
    FREE_CHOICE,
    agreed_rank,
    check_component,
    mark_of,
    number_of,
    routines_of,
)
from ingest.json_reading import described, items, read_json, show, text
from ingest.reading import (
    Expects,
    Get,
    Link,
    Page,
    RawRow,
    ReadingError,
    Source,
    one_of,
    tell_apart,
)
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
    expects=Expects(min_rows=2, filled={"points": 0.5, "category": 1, "club": 0.5, "date": 1}),
)

logger = logging.getLogger(__name__)
FIRST_SEASON = 2022
RHYTHMIC = "GR"
OTHER_DISCIPLINES = {"GAM", "GAF", "TR", "TU", "AER", "GAC", "TEAM", "PK"}
COMPETITOR_KINDS = {"IND": "athlete", "EQU": "group"}
NOT_A_CLUB = "LICENCES INDIVIDUELLES FFGym"
MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T00:00:00\.000\+00:00")
NAME_KEYS = {"IND": ("lastname", "firstname"), "EQU": ("label",)}


def discover(get: Get) -> Iterator[Link]:
    for season in seasons(datetime.date.today()):
        yield from _events_of(get(f"{SITE}api/search/criteria", {"season": season}), season)


def seasons(today: datetime.date) -> list[str]:
    """A season has the year of its end: that of 2023 began in September 2022."""
    last = today.year + (today.month >= 9)
    return [str(year) for year in range(FIRST_SEASON, last + 1)]


def _events_of(page: Page, season: str) -> Iterator[Link]:
    place = f"search of season {season}"
    answer = read_json(page.content)
    _refuse_error(place, answer)
    for event in items(place, described(place, answer, ("listEvenement",))["listEvenement"]):
        each = described(place, event, ("id", "libelle"))
        if isinstance(each["id"], bool) or not isinstance(each["id"], int):
            raise ReadingError(place, f"not the id of an event: {show(each['id'])}")
        if re.search(rf"\b{RHYTHMIC}\b", text(place, each["libelle"])):
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
        date=_day("event", event["dateDebut"]),
        date_end=_day("event", event["dateFin"]),
        place=text("event", event.get("lieu")),
        is_complete=True,
    )
    categories = [each for day in days for each in items("categories", day["categories"])]
    left_out, seen = [], Counter[tuple[str, ...]]()
    for number, value in enumerate(categories, 1):
        category = _category(str(number), value, event)
        if category["codeDiscipline"] == RHYTHMIC:
            yield from _count_attempts(seen, _category_rows(base, str(number), category))
        else:
            left_out.append(f"{category['label']} ({category['codeDiscipline']})")
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
        described("document", day, ("event", "categories")) for day in items("document", answer)
    ]
    for day in days:
        event = described("event", day["event"], ("id", "libelle", "dateDebut", "dateFin"))
        one_of("document", "event", event["id"], [days[0]["event"]["id"]])
    return days


def _refuse_error(place: str, answer: Any) -> None:
    if isinstance(answer, dict) and "error" in answer:
        raise ReadingError(place, f"the API answered an error: {show(answer['error'])}")


def _category(record: str, value: Any, event: dict[str, Any]) -> dict[str, Any]:
    place, keys = f"record {record}", ("label", "codeDiscipline", "entityType")
    category = described(place, value, keys, {"apparatus", "entities", "teams"})
    if category.get("event") is not None:
        about = described(place, category["event"], ("id",))
        one_of(place, "event", about["id"], [event["id"]])
    one_of(place, "codeDiscipline", category["codeDiscipline"], [RHYTHMIC, *OTHER_DISCIPLINES])
    return category


def _category_rows(base: RawRow, record: str, category: dict[str, Any]) -> Iterator[RawRow]:
    place = f"record {record}"
    kind_word = one_of(place, "entityType", category["entityType"], COMPETITOR_KINDS)
    for label in items(place, category.get("corpsMarksLabels")):
        check_component(place, label)
    base = replace(base, category=text(place, category["label"]))
    teams = _listed(place, category.get("teams"), ("label", "entities"))
    for number, team in enumerate(teams, 1):
        yield from _team_rows(base, f"{record}.{number}", team)
    entities = _listed(place, category.get("entities"), NAME_KEYS[kind_word])
    kind, apparatus = _kind_of(place, category, kind_word, entities)
    ranking = replace(
        base,
        competitor_kind=COMPETITOR_KINDS[kind_word],
        field_size=_field_size(place, entities),
        kind=kind,
        apparatus=apparatus,
    )
    for number, entity in enumerate(entities, 1):
        yield from _entity_rows(ranking, f"{record}.{number}", entity, kind_word)


def _field_size(place: str, entities: list[dict[str, Any]]) -> str:
    """How many have a mark: who did not start is no part of the field."""
    size = sum(mark_of(place, entity).get("value") is not None for entity in entities)
    return str(size or "")


def _listed(place: str, values: Any, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """The entities or teams of a category. Groups may share a label ("Ensemble 1"), not with their club."""
    found = [
        described(f"{place}.{number}", value, keys, {"mark", "markRank", "entities"})
        for number, value in enumerate(items(place, values), 1)
    ]
    names = [
        " ".join(text(place, each[key]) for key in keys if key != "entities") for each in found
    ]
    clubs = [_club(place, each) for each in found]
    names = tell_apart(place, list(zip(names, clubs, strict=True)))
    if "label" not in keys:
        return found
    return [each | {"label": name} for each, name in zip(found, names, strict=True)]


def _kind_of(
    place: str, category: dict[str, Any], kind_word: str, entities: list[dict[str, Any]]
) -> tuple[str, str]:
    """The kind of the ranking; a category of one apparatus is the ranking of that apparatus."""
    codes = [
        one_of(place, "apparatus", described(place, each, ("code",))["code"], APPARATUS)
        for each in items(place, category.get("apparatus"))
    ]
    marks = [items(place, mark_of(place, entity).get("appMarks")) for entity in entities]
    if kind_word == "EQU":
        return "group", ""
    if len(codes) != 1 or any(len(each) > 1 for each in marks):
        return "all-around", ""
    return "apparatus", APPARATUS[codes[0]][1]


def _entity_rows(
    ranking: RawRow, record: str, entity: dict[str, Any], kind_word: str
) -> Iterator[RawRow]:
    place = f"record {record}"
    mark = mark_of(place, entity)
    one_of(place, "type", entity.get("type", kind_word), [kind_word])
    one_of(place, "entityType", mark.get("entityType", kind_word), [kind_word])
    total = replace(
        _named(ranking, place, entity),
        record=record,
        rank=agreed_rank(place, entity.get("markRank"), mark.get("rank")),
        points=number_of(place, mark.get("value")),
    )
    routines, missing = routines_of(total, record, mark)
    if not (routines or total.points or total.rank):
        total = replace(total, status="DNS")
    if ranking.kind == "apparatus":
        yield from _as_ranked(total, routines)
    else:
        yield replace(total, note=missing)
        yield from routines


def _as_ranked(total: RawRow, routines: list[RawRow]) -> Iterator[RawRow]:
    """The only mark of a category of one apparatus is printed twice, as total and as routine."""
    if not routines:
        yield total
        return
    (*passages, ranked), place = routines, f"record {total.record}"
    if total.points:
        one_of(place, "score of the apparatus", ranked.points, [total.points])
    rank = agreed_rank(place, *(int(each.rank) for each in (total, ranked) if each.rank))
    yield from passages
    yield replace(ranked, rank=rank)


def _team_rows(base: RawRow, record: str, team: dict[str, Any]) -> Iterator[RawRow]:
    """A team's total, and the routines that its members did for it."""
    place = f"record {record}"
    mark = mark_of(place, team)
    base = replace(base, kind="team", team=team["label"])
    yield replace(
        base,
        record=record,
        competitor=base.team,
        competitor_kind="team",
        club=_club(place, team),
        rank=agreed_rank(place, team.get("markRank"), mark.get("rank")),
        points=number_of(place, mark.get("value")),
    )
    for number, each in enumerate(_listed(place, team["entities"], NAME_KEYS["IND"]), 1):
        gymnast = _named(base, place, each)
        yield from routines_of(gymnast, f"{record}.{number}", mark_of(place, each))[0]


def _named(row: RawRow, place: str, entity: dict[str, Any]) -> RawRow:
    club = _club(place, entity)
    if "label" in entity:
        return replace(row, competitor=entity["label"], club=club)
    family_name = text(place, entity["lastname"])
    given_name = text(place, entity["firstname"])
    return replace(
        row,
        competitor=f"{family_name} {given_name}".strip(),
        family_name=family_name,
        given_name=given_name,
        club=club,
    )


def _club(place: str, entity: dict[str, Any]) -> str:
    club = text(place, entity.get("club"))
    return "" if club == NOT_A_CLUB else club


def _count_attempts(seen: Counter[tuple[str, ...]], rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """Tell apart the routines that one competitor does on one apparatus in several categories."""
    for row in rows:
        key = (name_key(row.competitor), row.club, row.apparatus)
        is_routine = row.apparatus not in ("", FREE_CHOICE) and row.points and row.attempt
        seen[key] += bool(is_routine)
        yield replace(row, attempt=str(seen[key])) if is_routine else row


def _day(place: str, value: Any) -> str:
    """The day of a date at midnight; another hour could mean the day before and is not guessed."""
    match = MIDNIGHT.fullmatch(text(place, value))
    if match is None:
        raise ReadingError(place, f"not a day at midnight UTC: {show(value)}")
    return match[1]
