"""The categories of an FFGym event: entities with their totals and routines, teams with their members."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ingest.ffgym.routines import (
    APPARATUS,
    agreed_rank,
    check_component,
    mark_of,
    number_of,
    routines_of,
)
from ingest.json_reading import described, items, text
from ingest.reading import RawRow, ReadingError, one_of, tell_apart

COMPETITOR_KINDS = {"IND": "athlete", "EQU": "group"}
NOT_A_CLUB = "LICENCES INDIVIDUELLES FFGym"
NAME_KEYS = {"IND": ("lastname", "firstname"), "EQU": ("label",)}


def category_rows(base: RawRow, record: str, category: dict[str, Any]) -> Iterator[RawRow]:
    """The teams and the ranking of a category whose name `base` has."""
    place = f"record {record}"
    kind_word = one_of(place, "entityType", category["entityType"], COMPETITOR_KINDS)
    for label in items(place, category.get("corpsMarksLabels")):
        check_component(place, label)
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
        " ".join(text(place, each[key]) for key in keys if key != "entities").strip()
        for each in found
    ]
    if not all(names):
        raise ReadingError(f"{place}.{names.index('') + 1}", "a competitor without a name")
    clubs = [_club(place, each) for each in found]
    names = tell_apart(place, list(zip(names, clubs, strict=True)))
    if "label" not in keys:
        return found
    return [each | {"label": name} for each, name in zip(found, names, strict=True)]


def _kind_of(
    place: str, category: dict[str, Any], kind_word: str, entities: list[dict[str, Any]]
) -> tuple[str, str]:
    """The kind of the ranking; a category of one apparatus is the ranking of that apparatus, unless a total
    of it is not the score on the apparatus: then both are loaded, and the sum becomes a finding.
    """
    codes = [
        one_of(place, "apparatus", described(place, each, ("code",))["code"], APPARATUS)
        for each in items(place, category.get("apparatus"))
    ]
    totals = [mark_of(place, entity) for entity in entities]
    marks = [items(place, total.get("appMarks")) for total in totals]
    if kind_word == "EQU":
        return "group", ""
    is_sum = any(
        len({str(value) for value in (total.get("value"), each.get("value")) if value}) > 1
        for total, apparatus in zip(totals, marks, strict=True)
        for each in apparatus
        if isinstance(each, dict)
    )
    if len(codes) != 1 or is_sum or any(len(each) > 1 for each in marks):
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
