"""Rows of one competition -> its rankings, results, routines and teams, each said once.

A performance is one routine whatever the number of rankings, documents and rows that print it; a value
is a set of votes, one per cited address, of which one is shown. A routine belongs to
  - the total of its own ranking, when the competitor has one there, and (settle) the other totals of the
    same performances: the all-around printed by another page, a partial standing that closes with it;
  - the ranking of its apparatus, when it is printed as one or nothing else holds it;
  - its team, when it counts for a team.
"""

from collections import defaultdict
from collections.abc import Iterable

from ingest.categories import settle_categories
from ingest.identity import Identity
from ingest.meet import Meet, Notes, Outcome, Owner, Ranking, Result, Routine, Team, TeamKey
from ingest.normalise import Row, team_name
from ingest.performances import find_performance, is_unknown
from ingest.settle import add_part, settle
from ingest.squads import members_of
from ingest.stage import record_key
from ingest.text import is_nobody
from ingest.versions import replace_corrected, versions_of
from ingest.vocabulary import Apparatus
from ingest.votes import Ballot

TEAM_KINDS = ("team", "special points", "duel")


def resolve(rows: Iterable[Row], identity: Identity) -> Meet:
    """Build one competition from its rows, which come by document and record."""
    meet = Meet()
    known, meet.outcomes = replace_corrected(settle_categories(list(rows)))
    meet.initials = _initials(known, identity)
    owners = [_owner(meet, row, identity) for row in known]
    marks = list(zip(known, owners, strict=True))
    for row, owner in marks:
        if not _is_performance(row):
            _add_total(meet, row, owner)
    for row, owner in sorted(marks, key=_named_first):
        if _is_performance(row):
            _add_routine(meet, row, owner)
    settle(meet)
    return meet


def _is_performance(row: Row) -> bool:
    """Whether a row is one routine; a sum of two apparatus or the mean of two vaults is a total."""
    return bool(row.apparatus and row.apparatus.discipline != "sum" and row.attempt)


def _owner(meet: Meet, row: Row, identity: Identity) -> Owner:
    """Whose mark it is: (athlete_id, None) or (None, team)."""
    if row.competitor_kind != "athlete":
        key = _team(meet, row)
        for member in members_of(row):
            athlete_id = identity.athlete_id(member.row)
            _mention(meet, member.row, athlete_id)
            meet.teams[key].reserves |= {athlete_id} if member.is_reserve else set()
            meet.teams[key].members.setdefault(athlete_id, False)
        return None, key
    known = meet.initials
    athlete_id = known[_initials_key(row)] if row.is_initials else identity.athlete_id(row)
    if row.is_initials:
        meet.unnamed.setdefault(athlete_id, []).extend(versions_of(row))
    _mention(meet, row, athlete_id)
    return athlete_id, None


def _mention(meet: Meet, row: Row, athlete_id: str) -> None:
    key = (row.document_id, athlete_id, row.competitor, row.club_printed)
    meet.mentions.setdefault(key, (row, athlete_id))


def _initials(rows: Iterable[Row], identity: Identity) -> dict[tuple[str, ...], str]:
    """Who stands as initials, one for each club and category, or as nobody: an id of one competition."""
    places: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row.competitor_kind == "athlete" and row.is_initials:
            printed = [(version.document_id, version.record) for version in versions_of(row)]
            places[_initials_key(row)] += printed
    return {
        key: identity.initials_id(found) if len(key) > 1 else identity.nobody_id(found)
        for key, found in places.items()
    }


def _initials_key(row: Row) -> tuple[str, ...]:
    """What tells initials of one competition apart. A blackened name is told by its letters."""
    if is_nobody(row.competitor):
        return (row.competitor,)
    return row.name_key, row.team_id or row.club_id or row.nation, row.category


def _team(meet: Meet, row: Row) -> TeamKey:
    """The team a row names or counts for; squads of one club in two categories are two teams."""
    kind = row.competitor_kind if row.competitor_kind != "athlete" else "team"
    key = (kind, row.team_id, row.category)
    nation = row.team_id[:3] if row.team_id.isupper() else ""
    name = team_name(row.team_id, row.team_printed)
    team = meet.teams.setdefault(key, Team(kind, name, _team_club_id(row), nation))
    if row.competitor_kind != "athlete":
        team.club_id = team.club_id and row.club_id  # "Società Finta 2" is a team of Società Finta
    if row.competitor_kind != "athlete" and row.club_printed:
        team.printed.add(row.club_printed)
    if row.squad:
        team.squads.add(row.squad)
    return key


def _team_club_id(row: Row) -> str:
    """The club of a row's team: the one printed beside the team's name, or the one a gymnast scores for;
    "" for a nation, and for a team printed without a club.
    """
    if row.team_id.isupper():
        return ""
    return row.club_id if row.competitor_kind != "athlete" else row.team_id.partition(" ")[0]


def _named_first(mark: tuple[Row, Owner]) -> int:
    """Routines with a gymnast and an apparatus before those that leave one out: those join them."""
    row, (athlete_id, _) = mark
    return (athlete_id is None) + 2 * (row.apparatus is not None and is_unknown(row.apparatus))


def _ranking(meet: Meet, row: Row, kind: str, apparatus: Apparatus | None, round_: str) -> Ranking:
    key = (row.category, kind, round_, row.scope, apparatus.apparatus_id if apparatus else "")
    ranking = meet.rankings.setdefault(
        key, Ranking(row.category, kind, round_, row.scope, apparatus)
    )
    if ranking.scoring_code_id == "unknown":
        ranking.scoring_code_id = row.scoring_code_id
    ranking.dates[row.date] += 1
    return ranking


def _result(meet: Meet, ranking: Ranking, row: Row, owner: Owner) -> Result:
    athlete_id, team = owner
    order = (row.document_id, record_key(row.record))
    result = ranking.results.setdefault(owner, Result(athlete_id, team, order))
    club_id = (meet.teams[team].club_id if team else "") or row.club_id
    if club_id:
        result.clubs[club_id] = result.clubs.get(club_id, 0) + 1
    result.status = result.status or row.status
    return result


def _add_total(meet: Meet, row: Row, owner: Owner) -> None:
    kind = "apparatus" if row.apparatus else row.kind
    for_team = _count_for_team(meet, row, owner)  # the sum of two apparatus may count for a team
    if for_team and row.points is None and not row.rank_printed:
        meet.outcomes.append(Outcome(row, "listed", "in squadra, senza punteggio"))
        return
    round_ = row.round if row.attempt else row.apparatus_round
    ranking = _ranking(meet, row, kind, row.apparatus, round_)
    _note_field(ranking, row)
    result = _result(meet, ranking, row, owner)
    votes = [
        result.total.vote_points(row),
        result.rank.vote_rank(row),
        result.out.vote(row, row.status, 1 if row.status else None),
    ]
    _close_row(meet, row, votes, result.notes)


def _note_field(ranking: Ranking, row: Row) -> None:
    ranking.is_complete = ranking.is_complete or row.is_complete
    ranking.field_size = max(filter(None, (ranking.field_size, row.field_size)), default=None)


def _add_routine(meet: Meet, row: Row, owner: Owner) -> None:
    assert row.apparatus
    for_team = _count_for_team(meet, row, owner)
    if row.points is None and not for_team:
        _add_place(meet, row, owner)
        return
    mark = (row.document_id, row.record, owner, row.apparatus, row.attempt)
    if for_team and mark in meet.own_marks:
        _count_own(meet, row, owner, meet.own_marks[mark], for_team)
        return
    routine = find_performance(meet, row, row.apparatus, owner, for_team)
    if not for_team:
        meet.own_marks[mark] = routine
    routine.dates[row.date] += 1
    round_ = "all-around final" if row.phase == "aa-final" else row.round
    routine.round = max(routine.round, round_ if round_ != "partial" else "")
    routine.is_counted = routine.is_counted and row.is_counted
    votes = [routine.ballot.vote_points(row)]
    for code, text, points in row.components:
        votes.append(routine.components.setdefault(code, Ballot()).vote(row, text, points))
    place = _attach_home(meet, row, owner, routine, for_team)
    votes.append(place.vote_rank(row))
    _close_row(meet, row, votes, routine.notes)


def _count_own(meet: Meet, row: Row, owner: Owner, routine: Routine, for_team: TeamKey) -> None:
    """One printed mark that is the gymnast's own and her team's: one routine, also of the team if it
    counts there. The row has a fate already, with the one before it.
    """
    if row.is_counted:
        place = _attach_home(meet, row, owner, routine, for_team)
        place.vote_rank(row)


def _add_place(meet: Meet, row: Row, owner: Owner) -> None:
    """A place on an apparatus without a score: a result, and no routine."""
    result = _apparatus_result(meet, row, owner)
    votes = [
        result.rank.vote_rank(row),
        result.out.vote(row, row.status, 1 if row.status else None),
    ]
    _close_row(meet, row, votes, result.notes)


def _count_for_team(meet: Meet, row: Row, owner: Owner) -> TeamKey | None:
    """The team a gymnast's mark counts for, with her among its members; None when it counts for none."""
    athlete_id, _ = owner
    if athlete_id is None or not row.team_id:
        return None
    key = _team(meet, row)
    members = meet.teams[key].members
    members[athlete_id] = members.get(athlete_id, False) or row.is_loan
    return key


def _attach_home(
    meet: Meet, row: Row, owner: Owner, routine: Routine, for_team: TeamKey | None
) -> Ballot:
    """Put a routine under the result its row names; return the ballot for the place beside it."""
    named = meet.rankings.get((row.category, row.kind, row.round, row.scope, ""))
    holder = (None, for_team) if for_team else owner
    total = named.results.get(holder) if named else None
    if (row.kind in TEAM_KINDS and holder[1]) or (row.phase == "aa-final" and not total):
        ranking = _ranking(meet, row, row.kind, None, row.round)
        return add_part(_result(meet, ranking, row, holder), routine)
    if total and row.kind != "apparatus":
        return add_part(total, routine)
    result = _apparatus_result(meet, row, owner)
    add_part(result, routine)
    result.out.vote(row, row.status, 1 if row.status else None)
    return result.rank


def _apparatus_result(meet: Meet, row: Row, owner: Owner) -> Result:
    kind = "group" if row.competitor_kind == "group" else "apparatus"
    ranking = _ranking(meet, row, kind, row.apparatus, row.apparatus_round)
    _note_field(ranking, row)
    return _result(meet, ranking, row, owner)


def _close_row(meet: Meet, row: Row, votes: list[Row | None], notes: Notes) -> None:
    """Keep the note, and say what became of a row that gave no new value."""
    if row.note:
        notes[row.note, row.points] = None
    cast = [vote for vote in votes if vote is not None]
    if any(vote is row for vote in cast):
        return
    if cast:
        meet.outcomes.append(Outcome(row, "merged", "stesso valore della stessa pagina", cast[0]))
    else:
        meet.outcomes.append(Outcome(row, "listed", "né posto né punteggio"))
