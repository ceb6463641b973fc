"""FFGym, palmarès of one event as its results site answers (JSON).

Offers: rhythmic (codeDiscipline GR), individual categories: totals, places, scores and places on
the apparatus, every component. One event is one document: a list of one object.
Known quirks:
- "DIFFICULTE 2023" prints DB + DA once more: it is checked and left out. Some classes have no DA.
- Numbers are text with ten decimals; zero is "0E-10". They are kept as printed.
- A category of one apparatus prints its only score as total and as routine: one row of an apparatus
  ranking. With several apparatus a total row and the routines of an all-around.
- markRank of a category runs from 1 to its last entity: the list is taken as the complete ranking.
- "Engin Libre" lets each gymnast choose: the apparatus is not said.
- Licence numbers, nationalities of persons, bibs (dossart) and the club's town are not carried.
- Groups (EQU: `label` in place of names) follow the description of the format; none was seen in GR.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ingest.archive import Document
from ingest.reading import RawRow, ReadingError, Source, one_of

SOURCE = Source(
    key="ffgym_api_json",
    name="FFGym, palmarès (API)",
    publisher="Fédération Française de Gymnastique",
    lineage="first_party",
    home_url="https://resultats.ffgym.fr/",
    licence="non dichiarata: citati solo i fatti",
    covers="2022-",
    media_types=("application/json",),
)

APPARATUS = {
    "014": ("Cerceau", "CE"),
    "015": ("Massues", "CV"),
    "016": ("Corde", "FU"),
    "017": ("Ruban", "NA"),
    "018": ("Ballon", "PA"),
    "019": ("Mains Libres", "CL"),
    "020": ("Engin Libre", "Engin Libre"),
}
COMPONENTS = {"DB": "DB", "DA": "DA", "Art.": "A", "Exé.": "E", "Pén.": "PEN"}
DIFFICULTY_SUM = "DIFFICULTE 2023"
COMPETITOR_KINDS = {"IND": "athlete", "EQU": "group"}
NOT_A_CLUB = "LICENCES INDIVIDUELLES FFGym"
NUMBER = re.compile(r"\d+\.\d{10}|0E-10")
MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T00:00:00\.000\+00:00")

EVENT_KEYS = {"id", "libelle", "lieu", "dateDebut", "dateFin"}
CATEGORY_KEYS = {
    "id",
    "label",
    "code",
    "labelDiscipline",
    "codeDiscipline",
    "corpsMarksLabels",
    "event",
    "entityType",
    "apparatus",
    "entities",
}
ENTITY_KEYS = {"markRank", "id", "type", "idClub", "club", "city", "dossart", "mark"}
NAME_KEYS = {
    "IND": {"lastname", "firstname", "licence", "nationality"},
    "EQU": {"label"},
}
MARK_KEYS = {"id", "value", "rank", "dossart", "entityType", "appMarks"}
ROUTINE_KEYS = {"id", "labelApp", "codeApp", "value", "dossart", "rank", "passageMarks"}
PASSAGE_KEYS = {"id", "passage", "value", "dossart", "corpsMarks"}
COMPONENT_KEYS = {"id", "corps", "value", "dossart"}


def parse(document: Document) -> Iterator[RawRow]:
    """Yield totals (record = category.entity) and routines (record = category.entity.apparatus)."""
    top = _only_event(document.content)
    event = _object("event", top["event"], EVENT_KEYS)
    base = RawRow(
        record="",
        competition=_text("event", event["libelle"]),
        competitor="",
        kind="",
        organiser="FFGym",
        date=_day("event", event["dateDebut"]),
        date_end=_day("event", event["dateFin"]),
        place=_text("event", event["lieu"]),
        is_complete=True,
    )
    for number, category in enumerate(_list("categories", top["categories"]), 1):
        yield from _category_rows(base, str(number), category, event)


def _category_rows(
    base: RawRow, record: str, category: Any, event: dict[str, Any]
) -> Iterator[RawRow]:
    _object(record, category, CATEGORY_KEYS)
    one_of(f"record {record}", "event", category["event"], [event])
    one_of(f"record {record}", "codeDiscipline", category["codeDiscipline"], ["GR"])
    for label in category["corpsMarksLabels"]:
        one_of(f"record {record}", "component", label, [*COMPONENTS, DIFFICULTY_SUM])
    kind_word = one_of(f"record {record}", "entityType", category["entityType"], COMPETITOR_KINDS)
    apparatus = _list(f"{record} apparatus", category["apparatus"])
    for each in apparatus:
        _object(f"{record} apparatus", each, {"id", "label", "code", "nbPassage"})
    entities = _list(f"{record} entities", category["entities"])
    ranking = replace(
        base,
        category=_text(record, category["label"]),
        kind=_ranking_kind(kind_word, len(apparatus)),
        competitor_kind=COMPETITOR_KINDS[kind_word],
        field_size=str(len(entities)),
    )
    for number, entity in enumerate(entities, 1):
        yield from _entity_rows(ranking, f"{record}.{number}", entity, kind_word)


def _ranking_kind(kind_word: str, apparatus_count: int) -> str:
    if kind_word == "EQU":
        return "group"
    return "all-around" if apparatus_count > 1 else "apparatus"


def _entity_rows(ranking: RawRow, record: str, entity: Any, kind_word: str) -> Iterator[RawRow]:
    _object(record, entity, ENTITY_KEYS | NAME_KEYS[kind_word])
    mark = _object(f"{record} mark", entity["mark"], MARK_KEYS)
    one_of(f"record {record}", "type", entity["type"], [kind_word])
    one_of(f"record {record}", "entityType", mark["entityType"], [kind_word])
    one_of(f"record {record}", "rank", mark["rank"], [entity["markRank"]])
    total = replace(
        _named(ranking, record, entity),
        record=record,
        rank=_rank(record, mark["rank"]),
        points=_number(record, mark["value"]),
    )
    marks = _list(f"{record} appMarks", mark["appMarks"])
    routines = [_routine(total, f"{record}.{at}", each) for at, each in enumerate(marks, 1)]
    if ranking.kind == "apparatus":
        printed = [(routine.rank, routine.points) for routine in routines]
        one_of(f"record {record}", "rank and score", printed, [[(total.rank, total.points)]])
    else:
        yield total
    yield from routines


def _named(ranking: RawRow, record: str, entity: dict[str, Any]) -> RawRow:
    club = _text(record, entity["club"])
    club = "" if club == NOT_A_CLUB else club
    if "label" in entity:
        return replace(ranking, competitor=_text(record, entity["label"]), club=club)
    family_name = _text(record, entity["lastname"])
    given_name = _text(record, entity["firstname"])
    return replace(
        ranking,
        competitor=f"{family_name} {given_name}",
        family_name=family_name,
        given_name=given_name,
        club=club,
    )


def _routine(total: RawRow, record: str, mark: Any) -> RawRow:
    _object(record, mark, ROUTINE_KEYS)
    code = one_of(f"record {record}", "codeApp", mark["codeApp"], APPARATUS)
    label, apparatus = APPARATUS[code]
    one_of(f"record {record}", "labelApp", mark["labelApp"], [label])
    passages = _list(f"{record} passageMarks", mark["passageMarks"])
    one_of(f"record {record}", "number of passages", len(passages), [1])
    passage = _object(record, passages[0], PASSAGE_KEYS)
    one_of(f"record {record}", "passage", passage["passage"], [1])
    one_of(f"record {record}", "value of the passage", passage["value"], [mark["value"]])
    return replace(
        total,
        record=record,
        apparatus=apparatus,
        rank=_rank(record, mark["rank"]),
        points=_number(record, mark["value"]),
        components=_components(record, passage["corpsMarks"]),
    )


def _components(record: str, marks: Any) -> tuple[tuple[str, str], ...]:
    """The components in printed order, the repeated sum of difficulty checked and left out."""
    printed: dict[str, str] = {}
    for mark in _list(f"{record} corpsMarks", marks):
        _object(record, mark, COMPONENT_KEYS, optional={"ordre"})
        label = one_of(
            f"record {record}", "component", mark["corps"], [*COMPONENTS, DIFFICULTY_SUM]
        )
        if label in printed:
            raise ReadingError(f"record {record}", f"component {label!r} twice")
        printed[label] = _number(record, mark["value"])
    difficulty = printed.pop(DIFFICULTY_SUM, None)
    if difficulty is not None:
        parts = sum(Decimal(printed.get(label, "0")) for label in ("DB", "DA"))
        one_of(f"record {record}", DIFFICULTY_SUM, Decimal(difficulty), [parts])
    return tuple((COMPONENTS[label], value) for label, value in printed.items())


def _only_event(content: bytes) -> dict[str, Any]:
    """The one object of the answer; an unpublished event answers [], a failure {"error": ...}."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ReadingError("document", f"not JSON ({error})") from error
    if isinstance(answer, dict) and "error" in answer:
        raise ReadingError("document", f"the API answered an error: {answer['error']!r}")
    if answer == []:
        raise ReadingError("document", "an empty list: the event is not published")
    events = _list("document", answer)
    one_of("record document", "number of events", len(events), [1])
    return _object("document", events[0], {"evenementDate", "event", "categories"})


def _object(
    record: str, value: Any, keys: set[str], optional: frozenset[str] | set[str] = frozenset()
) -> dict[str, Any]:
    """The value when it is an object of exactly these keys."""
    if not isinstance(value, dict):
        raise ReadingError(f"record {record}", f"expected an object, found {value!r}")
    wrong = sorted((value.keys() - optional) ^ keys)
    if wrong:
        raise ReadingError(f"record {record}", f"unknown or missing keys: {', '.join(wrong)}")
    return value


def _list(record: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise ReadingError(f"record {record}", "expected a list with something in it")
    return value


def _text(record: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ReadingError(f"record {record}", f"not a text: {value!r}")
    return value.strip()


def _number(record: str, value: Any) -> str:
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise ReadingError(f"record {record}", f"not a number of ten decimals: {value!r}")
    return value


def _rank(record: str, value: Any) -> str:
    if not isinstance(value, int) or value < 1:
        raise ReadingError(f"record {record}", f"not a place: {value!r}")
    return str(value)


def _day(record: str, value: Any) -> str:
    """The day of a date at midnight; another hour could mean the day before and is not guessed."""
    match = MIDNIGHT.fullmatch(_text(record, value))
    if match is None:
        raise ReadingError(f"record {record}", f"not a day at midnight UTC: {value!r}")
    return match[1]
