"""What a sheet prints, string by string, and the same strings as rows of its answer key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bench.pdf_field import (
    SQUADS,
    Competitor,
    Routine,
    is_absent,
    make_field,
    place_numbers,
)
from bench.pdf_print import cut, print_marks, print_name, print_number, split_name
from bench.pdf_spec import Plan, Spec, apparatus_of, columns_of, parts_of

INQUIRY_SHARE = 0.2
KEY_FIELDS = {"club": "club", "nation": "nation", "year": "birth_year", "cat": "category"}


@dataclass(slots=True)
class Entry:
    """A competitor's place in the table and in the key. level 1 is a gymnast under her team."""

    cells: dict[str, str]
    row: dict[str, Any] = field(default_factory=dict)
    level: int = 0


@dataclass(slots=True)
class Ranking:
    """One printed table, and what the answer key says of it."""

    plan: Plan
    columns: list[str]
    apparatus: tuple[str, ...]
    kind: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_single(self) -> bool:
        """Whether the total is the score of one routine."""
        return len(self.apparatus) == 1 and "app" not in self.columns

    @property
    def printed(self) -> int:
        """How many competitors the table holds."""
        return sum(bool(entry.row) for entry in self.entries)

    @property
    def key(self) -> dict[str, Any]:
        return {
            "category": self.plan.category,
            "kind": self.kind,
            "apparatus": self.apparatus[0] if self.is_single else "",
            "rows": [entry.row for entry in self.entries if entry.row],
        }


def print_ranking(random: Random, spec: Spec, plan: Plan) -> Ranking:
    columns = columns_of(spec, plan)
    kind = plan.kind or ("all-around" if "app" in columns else "apparatus")
    ranking = Ranking(plan, columns, apparatus_of(spec, plan), kind)
    competitors = make_field(random, spec, plan)
    marks = print_marks(spec.marks)
    for competitor, rank in zip(competitors, print_ranks(spec, competitors), strict=True):
        mark = marks.pop(0) if marks and rank else ""
        add_competitor(random, spec, ranking, competitor, rank, mark)
    if not plan.kind:
        add_apparatus_ranks(spec, ranking, competitors)
    if spec.gaps_below:
        add_gaps(spec, ranking, competitors)
    for at in range(spec.empty_ranks):
        ranking.entries.append(Entry({"rank": str(len(competitors) + 1 + at)}))
    return ranking


def print_ranks(spec: Spec, competitors: Sequence[Competitor]) -> list[str]:
    """The printed rank of each, without its dot or brackets; "" for those out of the order."""
    places = place_numbers([each.total for each in competitors if not each.state])
    printed = iter([f"{at}{spec.tie if places.count(at) > 1 else ''}" for at in places])
    return ["" if each.state else next(printed) for each in competitors]


def add_competitor(
    random: Random, spec: Spec, ranking: Ranking, competitor: Competitor, rank: str, mark: str
) -> None:
    entry = Entry({"rank": spec.rank.format(rank) if rank else "", "mark": mark})
    if ranking.kind in SQUADS:
        entry.row = {"name": competitor.club, "club": competitor.club}
        entry.cells["name"] = competitor.club
    else:
        add_person(spec, ranking, competitor, entry)
    entry.row |= {"rank": rank, "status": competitor.state.get("status", ""), "mark": mark}
    add_scores(random, spec, ranking, competitor, entry)
    if competitor.state:
        print_state(competitor, entry)
    ranking.entries.append(entry)
    if ranking.kind == "team":
        ranking.entries += [
            print_member(random, spec, ranking, competitor, member) for member in competitor.members
        ]
    if ranking.kind == "group" and spec.squad:
        squad = ", ".join(print_name(spec.squad, each) for each in competitor.members)
        entry.row["squad"] = entry.cells["second"] = squad


def add_person(spec: Spec, ranking: Ranking, person: Competitor, entry: Entry) -> None:
    """Her name and what stands around it, in the form of the sheet."""
    name = cut(spec, "name", print_name(spec.names, person))
    known = {
        "name": name,
        "club": cut(spec, "club", person.club),
        "nation": person.nation,
        "year": str(person.birth_year),
        "bib": str(person.bib),
        "licence": str(person.licence),
        "cat": ranking.plan.category,
    }
    entry.cells |= known
    entry.cells["name"] = spec.name_cell.format(**known)
    entry.cells["second"] = spec.second.format(**known)
    entry.row = {"name": name, **split_name(spec.names, name, person)}
    used = [*ranking.columns, *re.findall(r"{(\w+)}", spec.name_cell + spec.second)]
    entry.row |= {KEY_FIELDS[word]: known[word] for word in KEY_FIELDS if word in used}


def add_scores(
    random: Random, spec: Spec, ranking: Ranking, competitor: Competitor, entry: Entry
) -> None:
    if competitor.special:
        add_special_points(ranking, competitor, entry)
        return
    total = print_number(spec, "total", competitor.total)
    entry.cells["total"] = entry.row["total"] = total
    if ranking.kind == "team" and spec.team_row == "total":
        return
    printed = {}
    for at, (word, routine) in enumerate(competitor.routines.items(), 1):
        known = print_routine(random, spec, ranking, routine, word, entry)
        if known:
            printed[f"attrezzo {at}" if spec.pictures else word] = known
    if not ranking.is_single:
        entry.row["apparatus"] = printed
        return
    known = printed.get(ranking.apparatus[0], {})
    entry.row["components"] = known.get("components", {})


def add_special_points(ranking: Ranking, team: Competitor, entry: Entry) -> None:
    stages = dict(zip(ranking.apparatus, map(str, team.special), strict=True))
    entry.cells |= {f"{word}/points": value for word, value in stages.items()}
    entry.cells["total"] = entry.row["total"] = str(sum(team.special))
    entry.row["stages"] = stages


def print_routine(
    random: Random, spec: Spec, ranking: Ranking, routine: Routine, word: str, entry: Entry
) -> dict[str, Any]:
    """Fill the cells of an apparatus and return what the key says of it."""
    if routine.is_missing and spec.missing == "":
        return {}
    is_dashed = routine.is_missing and spec.missing == "-"
    components = {}
    for code in parts_printed(spec, ranking, entry):
        text = "-" if is_dashed else print_part(spec, code, routine)
        if text not in ("", "-"):
            components[code] = text
        if spec.inquiry.get("at") == code and random.random() < INQUIRY_SHARE:
            text = spec.inquiry["text"].format(text)
        entry.cells[f"{word}/{code}"] = entry.cells[code] = text
    points = print_number(spec, "points", routine.points)
    entry.cells["sum"] = entry.cells[f"{word}/sum"] = print_sum(spec, routine)
    entry.cells[f"{word}/points"] = points
    known: dict[str, Any] = {"points": points}
    if components:
        known["components"] = components
    if routine.is_missing:
        known["not_performed"] = True
    return known


def parts_printed(spec: Spec, ranking: Ranking, entry: Entry) -> list[str]:
    """The row of a team may print points only, and its gymnasts the parts."""
    if ranking.kind == "team" and not entry.level and spec.team_row == "points":
        return []
    return parts_of(spec, ranking.plan)


def print_part(spec: Spec, code: str, routine: Routine) -> str:
    value = 0 if routine.is_missing else routine.parts[code]
    if code != "PEN":
        return print_number(spec, code, value)
    sign, none = spec.penalty.split("|")
    if not value:
        return print_number(spec, code, 0) if none == "0" else none
    return sign + print_number(spec, code, value)


def print_sum(spec: Spec, routine: Routine) -> str:
    """DB and DA together: some sheets print it beside them."""
    value = sum(routine.parts.get(code, 0) for code in ("DB", "DA"))
    return print_number(spec, "DB", 0 if routine.is_missing else value)


def print_state(competitor: Competitor, entry: Entry) -> None:
    """Print why she is out of the order, and where the sheet says it."""
    state = competitor.state
    word, at = state.get("word", ""), state.get("at", "total")
    entry.cells["rank"] = state.get("rank", "")
    entry.row["rank"] = entry.cells["rank"] if entry.cells["rank"].isdigit() else ""
    if is_absent(competitor):
        entry.cells["total"] = entry.row["total"] = state.get("total", "")
    if at == "name":
        entry.cells["name"] += f" ({word})"
    elif at == "apparatus":
        for apparatus, routine in competitor.routines.items():
            if routine.is_missing:
                entry.cells[f"{apparatus}/points"] = word
                entry.row["apparatus"][apparatus] = {"status": state["status"]}
    elif word:
        entry.cells[at] = word


def print_member(
    random: Random, spec: Spec, ranking: Ranking, team: Competitor, member: Competitor
) -> Entry:
    """A gymnast under her team, with the apparatus that she showed for it."""
    name = print_name(spec.names, member)
    cells = {"name": name, "year": str(member.birth_year), "licence": str(member.licence)}
    entry = Entry(cells, level=1)
    entry.row = {"name": name, **split_name(spec.names, name, member), "team": team.club}
    if "year" in ranking.columns:
        entry.row["birth_year"] = entry.cells["year"]
    entry.row["apparatus"] = {
        word: print_routine(random, spec, ranking, routine, word, entry)
        for word, routine in member.routines.items()
    }
    entry.cells["word"] = " + ".join(member.routines)
    entry.cells["points"] = "".join(value["points"] for value in entry.row["apparatus"].values())
    return entry


def add_apparatus_ranks(spec: Spec, ranking: Ranking, competitors: Sequence[Competitor]) -> None:
    """Print the place on each apparatus beside its points, where the sheet does."""
    if "{rank}" not in spec.points_cell and "rank" not in spec.each.split():
        return
    for at, word in enumerate(ranking.apparatus, 1):
        shown = [each.routines[word] for each in competitors]
        placed = [routine.points for routine in shown if not routine.is_missing]
        for entry, routine in zip(ranking.entries, shown, strict=True):
            if routine.is_missing:
                continue
            place = 1 + sum(points > routine.points for points in placed)
            rank = f"{place}{spec.tie if placed.count(routine.points) > 1 else ''}"
            entry.row["apparatus"][f"attrezzo {at}" if spec.pictures else word]["rank"] = rank
            points = entry.cells[f"{word}/points"]
            entry.cells[f"{word}/rank"] = spec.app_rank.format(rank)
            entry.cells[f"{word}/points"] = spec.points_cell.format(points=points, rank=rank)


def add_gaps(spec: Spec, ranking: Ranking, competitors: Sequence[Competitor]) -> None:
    """Under the total, in small print: how far behind the one before, and the first."""
    totals = [competitor.total for competitor in competitors]
    for at, entry in enumerate(ranking.entries[: len(totals)]):
        for line, better in enumerate((totals[at - 1], totals[0]), 1):
            gap = print_number(spec, "total", better - totals[at])
            sign = "-" if better > totals[at] else ""
            entry.cells[f"gap{line}"] = f"{sign}{gap}" if at else ""
