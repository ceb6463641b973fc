"""Which performance a printed mark is of: one that is known, in whatever ranking, or a new one."""

from collections.abc import Iterable

from ingest.meet import Meet, Owner, Routine, TeamKey
from ingest.normalise import Row
from ingest.vocabulary import Apparatus
from ingest.votes import Ballot


def find_performance(
    meet: Meet, row: Row, apparatus: Apparatus, owner: Owner, for_team: TeamKey | None
) -> Routine:
    """The routine a row is about: one already known, or a new one."""
    athlete_id, team = owner
    key: tuple[object, ...] = (
        *owner, for_team, row.phase, apparatus.apparatus_id, row.attempt, row.category
    )  # fmt: skip
    if is_unknown(apparatus) or (team and team[0] == "team"):
        fuller = _fuller(row, owner, for_team, meet.routines.values())
        if fuller:
            return fuller
        key = (*key, row.points)
    known = meet.routines.get(key) or meet.shared.get(key) or _other_way(meet, row, owner, for_team)
    if known:
        meet.shared.setdefault(key, known)
        if not for_team and not known.is_own:
            known.category = row.category  # the totals it counts for are those of her own category
        known.for_team, known.is_own = known.for_team or for_team, known.is_own or not for_team
        return known
    new = Routine(
        athlete_id, team, apparatus, row.phase, for_team, row.category, Ballot(), row.attempt,
        is_own=not for_team,
    )  # fmt: skip
    meet.danced.setdefault((athlete_id, row.phase, apparatus, row.attempt), []).append(new)
    return meet.routines.setdefault(key, new)


def _other_way(meet: Meet, row: Row, owner: Owner, for_team: TeamKey | None) -> Routine | None:
    """A gymnast's own routine that another page prints for her team, or the other way round: the same
    points on one apparatus. One page that prints both apart says that she danced twice.
    """
    athlete_id, _ = owner
    if athlete_id is None or row.points is None:
        return None
    for routine in meet.danced.get((athlete_id, row.phase, row.apparatus, row.attempt), ()):
        pages = {(vote.row.document_id, vote.row.address) for vote in routine.ballot.votes.values()}
        if (
            bool(routine.for_team) != bool(for_team)
            and row.points in routine.ballot.numbers()
            and (row.document_id, row.address) not in pages
        ):
            return routine
    return None


def _fuller(
    row: Row, owner: Owner, for_team: TeamKey | None, known: Iterable[Routine]
) -> Routine | None:
    """A routine that says more of the same performance: same points, same team, nothing contradicts."""
    athlete_id, team = owner
    assert row.apparatus
    for routine in known:
        if (
            row.points is not None
            and row.points in routine.ballot.numbers()
            and (routine.phase, routine.category) == (row.phase, row.category)
            and (routine.for_team or routine.team) == (for_team or team)
            and athlete_id in (None, routine.athlete_id)
            and _may_be(row, routine)
        ):
            return routine
    return None


def _may_be(row: Row, routine: Routine) -> bool:
    """Whether a row's apparatus is that of a routine; one that is not named may be any that is."""
    if row.apparatus and is_unknown(row.apparatus) and not is_unknown(routine.apparatus):
        return True
    return (routine.apparatus, routine.attempt) == (row.apparatus, row.attempt)


def is_unknown(apparatus: Apparatus) -> bool:
    return apparatus.apparatus_id.startswith("UNKNOWN")
