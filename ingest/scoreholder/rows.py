"""The rows of an event: routines, totals, the marks of several passes, teams."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.reading import RawRow, one_of
from ingest.scoreholder.across import (
    Pass,
    check_references,
    count_attempts,
    group_passes,
    name_categories,
    name_teams,
    refuse_namesakes,
)
from ingest.scoreholder.event import Entry, Event, Round, Team
from ingest.scoreholder.scores import Printed, Score


@dataclass(frozen=True, slots=True)
class Sheet:
    """An event, with what is found out once for all of it. categories: (round, division) -> name;
    teams: (round, team) -> name.
    """

    event: Event
    base: RawRow
    categories: dict[tuple[str, str], str]
    teams: dict[tuple[str, int], str]
    passes: dict[Pass, list[Score]]
    attempts: dict[str, int]


def event_rows(event: Event) -> Iterator[RawRow]:
    """Yield routines (record 1.score), totals (2.round.competitor), the marks of several passes
    (3.round.competitor.apparatus), teams (4.round.team) and the routines of their members (1.score, again).
    """
    base = RawRow(
        record="",
        competition=event.name,
        competitor="",
        kind="",
        organiser=event.organiser,
        date=event.start,
        date_end=event.end,
        discipline="artistic",
    )
    check_references(event)
    refuse_namesakes(event)
    sheet = Sheet(
        event=event,
        base=base,
        categories=name_categories(event),
        teams=name_teams(event),
        passes=group_passes(event),
        attempts=count_attempts(event),
    )
    for score in event.scores.values():
        yield from _routine(sheet, score)
    for round_ in event.rounds.values():
        for entry in round_.entries.values():
            yield from _marks_together(sheet, round_, entry)
        for team in round_.teams if round_.team_size else ():
            yield from _team(sheet, round_, team)


def _scores(sheet: Sheet, round_: Round, competitor_id: str, apparatus: str) -> list[Score]:
    """The scores of a competitor on an apparatus in a round, by pass."""
    return sheet.passes.get((round_.round_id, competitor_id, apparatus), [])


def _of(sheet: Sheet, round_: Round, competitor_id: str, record: str) -> RawRow:
    person, entry = sheet.event.people[competitor_id], round_.entries.get(competitor_id)
    division = entry.division if entry else ""
    one_of(f"record {record}", "division", division, ["", *round_.divisions])
    return replace(
        sheet.base,
        record=record,
        competitor=person.name,
        club=person.club,
        licence=person.licence,
        category=sheet.categories[round_.round_id, division],
        is_complete=round_.is_complete,
    )


def _routine(sheet: Sheet, score: Score) -> Iterator[RawRow]:
    """A pass, with the place beside it where it is the only one on the apparatus."""
    round_ = sheet.event.rounds[score.round_id]
    entry = round_.entries.get(score.competitor_id)
    is_listed = entry is not None and score.score_id in entry.score_ids
    is_ranked = score.apparatus in round_.ranked or not round_.has_all_around
    is_only = len(_scores(sheet, round_, score.competitor_id, score.apparatus)) == 1
    if score.status and is_listed and not (is_ranked and is_only):
        return  # no result of its own: the note of the total, or of the mark of all passes, says it
    printed = Printed()
    if entry and is_listed:
        marks = entry.apparatus if is_ranked else entry.all_around_parts
        printed = marks.get(score.apparatus, printed)
    notes = [
        score.note,
        "" if is_listed else "in nessuna classifica della gara",
        f"nei risultati {_shown(printed)}" if is_only and _differs(printed, score) else "",
    ]
    yield replace(
        _of(sheet, round_, score.competitor_id, f"1.{score.ordinal}"),
        kind="apparatus" if is_ranked else "all-around",
        apparatus=score.apparatus,
        attempt=str(sheet.attempts[score.score_id]),
        rank=printed.rank if is_only else "",
        points=score.points,
        components=score.components,
        status=score.status or ("" if is_listed else "out of ranking"),
        note="; ".join(filter(None, notes)),
    )


def _shown(printed: Printed) -> str:
    return printed.points or printed.status


def _differs(printed: Printed, score: Score) -> bool:
    """Whether the results print another mark than the score, or than its passes together."""
    if not printed.points or not score.points:
        return _shown(printed) not in ("", score.points or score.status)
    return Decimal(printed.points) != Decimal(score.points)


def _marks_together(sheet: Sheet, round_: Round, entry: Entry) -> Iterator[RawRow]:
    """The all-around total, and the mark of an apparatus with several passes."""
    record = f"{round_.ordinal}.{entry.ordinal}"
    total = _of(sheet, round_, entry.competitor_id, f"2.{record}")
    if round_.has_all_around and any(entry.all_around):
        yield replace(
            total,
            kind="all-around",
            rank=entry.all_around.rank,
            points=entry.all_around.points,
            status=entry.all_around.status,
            note="; ".join(_total_notes(sheet, round_, entry)),
        )
    for number, (apparatus, printed) in enumerate(entry.apparatus.items(), 1):
        passes = _scores(sheet, round_, entry.competitor_id, apparatus)
        not_started = [f"prova {one.pass_number}: {one.status}" for one in passes if one.status]
        if len(passes) != 1 and apparatus in round_.ranked and any(printed):
            yield replace(
                total,
                record=f"3.{record}.{number}",
                kind="apparatus",
                apparatus=apparatus,
                attempt="",
                rank=printed.rank,
                points=printed.points,
                status=printed.status,
                note="; ".join(not_started),
            )


def _total_notes(sheet: Sheet, round_: Round, entry: Entry) -> Iterator[str]:
    """What the total counts that is not simply its routines."""
    for apparatus, printed in entry.all_around_parts.items():
        scores = _scores(sheet, round_, entry.competitor_id, apparatus)
        is_unranked = bool(printed.status) and apparatus not in round_.ranked
        if is_unranked or len(scores) > 1 or any(_differs(printed, score) for score in scores):
            yield f"{apparatus} nel totale: {_shown(printed)}"
    for other in sheet.event.rounds.values():
        if round_.round_id in other.carries_over_to:
            yield f"con il riporto di {other.name}"


def _team(sheet: Sheet, round_: Round, team: Team) -> Iterator[RawRow]:
    """A team's total, and the routines of its members, with which count for it."""
    if not any(team.total):
        return
    category, name = (
        sheet.categories[round_.round_id, ""],
        sheet.teams[round_.round_id, team.ordinal],
    )
    record = f"{round_.ordinal}.{team.ordinal}"
    yield replace(
        sheet.base,
        record=f"4.{record}",
        kind="team",
        competitor_kind="team",
        competitor=name,
        team=name,
        club=team.club,
        category=category,
        rank=team.total.rank,
        points=team.total.points,
        status=team.total.status,
        is_complete=round_.is_complete,
    )
    counted = set(_counted(sheet, round_, team))
    for score in _scores_of(sheet, round_, team):
        yield replace(
            _of(sheet, round_, score.competitor_id, f"1.{score.ordinal}"),
            kind="team",
            category=category,
            team=name,
            apparatus=score.apparatus,
            attempt=str(sheet.attempts[score.score_id]),
            points=score.points,
            is_counted=score.score_id in counted,
        )


def _scores_of(sheet: Sheet, round_: Round, team: Team) -> Iterator[Score]:
    for entry in _members(round_, team):
        for apparatus in entry.team_parts:
            for score in _scores(sheet, round_, entry.competitor_id, apparatus):
                if apparatus in entry.team_apparatus and score.points:
                    yield score


def _members(round_: Round, team: Team) -> list[Entry]:
    """Her team may name a reserve who is not in the round."""
    return [round_.entries[member] for member in team.members if member in round_.entries]


def _counted(sheet: Sheet, round_: Round, team: Team) -> Iterator[str]:
    """The scores that a team counts: on each apparatus its best marks; of a mark made of several passes
    the pass that is the mark, else all of them.
    """
    marks: dict[str, list[tuple[Decimal, str]]] = defaultdict(list)
    for entry in _members(round_, team):
        for apparatus, printed in entry.team_parts.items():
            if printed.points and apparatus in entry.team_apparatus:
                marks[apparatus].append((Decimal(printed.points), entry.competitor_id))
    for apparatus, found in marks.items():
        found.sort(key=lambda mark: -mark[0])
        for points, member in found[: round_.team_size]:
            scores = _scores(sheet, round_, member, apparatus)
            equal = [score for score in scores if score.points and Decimal(score.points) == points]
            yield from (score.score_id for score in equal[:1] or scores)
