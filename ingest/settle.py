"""What only the whole competition tells: which totals a routine counts for, and which values are shown."""

import re
from collections.abc import Iterator
from itertools import combinations

from ingest.meet import Meet, Owner, Ranking, Result, Routine, most_said
from ingest.normalise import performance_phase
from ingest.votes import Ballot

BEST_OF = re.compile(r"(\d) migliori")
AFTER = re.compile(r"dopo (\d) attrezzi")


def settle(meet: Meet) -> None:
    """Attach the routines to the totals they count for, then choose the values shown."""
    for routine in meet.routines.values():
        if routine.is_own and (routine.athlete_id or _is_group(routine)):
            _attach_to_totals(meet, routine)
    for ranking in meet.rankings.values():
        if ranking.round == "partial":
            _attach_to_partial(meet, ranking)
    _drop_stubs(meet)
    for ranking in meet.rankings.values():
        day = most_said(ranking.dates)
        for result in ranking.results.values():
            _decide(ranking, result)
            for routine, _ in result.parts:
                routine.ranked_on.add(day)


def add_part(result: Result, routine: Routine) -> Ballot:
    """Put a routine under a result, once; return the ballot for the place printed beside it."""
    for known, place in result.parts:
        if known is routine:
            return place
    place = Ballot()
    result.parts.append((routine, place))
    routine.homes.append(result)
    return place


def counted_parts(ranking: Ranking, result: Result) -> Iterator[tuple[Routine, Ballot, bool]]:
    """The parts of a result with whether each counts towards its total."""
    best = BEST_OF.search(ranking.scope)
    for number, (routine, place) in enumerate(result.parts):
        is_beyond = bool(best and number >= int(best[1]))
        yield routine, place, routine.is_counted and not is_beyond and ranking.kind != "duel"


def _is_group(routine: Routine) -> bool:
    return bool(routine.team and routine.team[0] == "group")


def _holder(routine: Routine) -> Owner:
    return routine.athlete_id, routine.team


def _attach_to_totals(meet: Meet, routine: Routine) -> None:
    """The totals of the same performances in every ranking; a partial standing is another matter."""
    kind = "group" if _is_group(routine) else "all-around"
    for ranking in meet.rankings.values():
        if (
            ranking.kind == kind
            and ranking.category == routine.category
            and ranking.apparatus is None
            and ranking.round != "partial"
            and performance_phase(ranking.kind, ranking.round) == routine.phase
            and _holder(routine) in ranking.results
        ):
            add_part(ranking.results[_holder(routine)], routine)


def _attach_to_partial(meet: Meet, ranking: Ranking) -> None:
    """A partial total without parts takes the only routines of its competitor that add up to it."""
    after = AFTER.search(ranking.scope)
    for holder, result in ranking.results.items():
        total = result.total.number
        if not after or result.parts or total is None:
            continue
        known = [
            routine
            for routine in meet.routines.values()
            if _holder(routine) == holder
            and routine.phase == "prelim"
            and routine.category == ranking.category
        ]
        closing = [
            chosen
            for chosen in combinations(known, int(after[1]))
            if abs(sum(routine.ballot.number or 0 for routine in chosen) - total) < 0.0005
        ]
        for routine in closing[0] if len(closing) == 1 else ():
            add_part(result, routine)


def _drop_stubs(meet: Meet) -> None:
    """A ranking by apparatus that prints no places, or a single one, of routines that totals hold is no
    ranking: the place goes beside the routine under its total. It goes or stays whole, for what is left of
    it would have another first.
    """
    for key, ranking in list(meet.rankings.items()):
        if not ranking.apparatus or ranking.round == "final" or ranking.is_complete:
            continue
        results = ranking.results.values()
        places = sum(bool(result.rank.votes) for result in results)
        if places < 2 and all(_other_homes(result) and not _is_own(result) for result in results):
            for result in results:
                _move_place(result)
            del meet.rankings[key]


def _other_homes(result: Result) -> list[Result]:
    """The other results that the routines of a result count for."""
    return [home for routine, _ in result.parts for home in routine.homes if home is not result]


def _is_own(result: Result) -> bool:
    """Whether a result is more than its routine: a status, the mark of several attempts."""
    return bool(result.status or result.total.votes)


def _move_place(result: Result) -> None:
    routine = result.parts[0][0]
    homes = _other_homes(result)
    routine.homes.remove(result)
    routine.notes |= result.notes
    for home in homes:
        place = add_part(home, routine)
        place.take(result.rank)


def _decide(ranking: Ranking, result: Result) -> None:
    """Choose the values shown, preferring those with which the printed total closes."""
    if BEST_OF.search(ranking.scope):
        result.parts.sort(key=lambda part: -(part[0].ballot.number or 0))
    if ranking.kind == "duel" or not result.total.votes:
        return
    parts = [routine for routine, _, is_counted in counted_parts(ranking, result) if is_counted]
    for routine in parts:
        if len(routine.ballot.numbers()) > 1:
            others = sum(other.ballot.number or 0 for other in parts if other is not routine)
            closing = {round(total - others, 3) for total in result.total.numbers()}
            routine.ballot.decide(frozenset(closing))
    if len(result.total.numbers()) > 1 and parts:
        result.total.decide(frozenset({round(sum(part.ballot.number or 0 for part in parts), 3)}))
