"""Competitions -> pedana.db. Only this step writes the database; check adds its findings to it.

Ids of results, routines and the like are counted in the order of competition, ranking and printed
place, so the same archive gives the same ids whatever the order of its documents.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from functools import partial
from itertools import count
from pathlib import Path

from ingest.citations import Citation, cite
from ingest.clubs import Clubs
from ingest.corrections import without_person
from ingest.join import Competition
from ingest.meet import Meet, Outcome, Ranking, Result, Routine, TeamKey, most_said, shown_notes
from ingest.naming import category_id, ranking_name
from ingest.normalise import NAME_SPLITS, Row
from ingest.published import needs_birth_year
from ingest.removal import (
    OF_ATHLETES,
    OF_CLUBS,
    OF_COMPETITIONS,
    OF_PLACES,
    OF_TEAMS,
    Removal,
    is_key,
)
from ingest.settle import counted_parts
from ingest.text import slug
from ingest.versions import CHANGED, revisions
from ingest.vocabulary import Apparatus
from ingest.votes import Ballot

SCHEMA = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
UNRANKED = 10**6


class Loader:
    """Writes meets one by one and remembers the small tables that they share."""

    def __init__(self, connection: sqlite3.Connection, clubs: Clubs, removal: Removal) -> None:
        self.connection = connection
        self.removal = removal
        self.columns: dict[str, list[str]] = {}
        self.club_of = clubs.club_id
        self.split_names: dict[str, tuple[str, str, str]] = {}  # split, family and given name
        self.waiting: dict[str, list[tuple[object, ...]]] = {}
        self.categories: set[str] = set()
        self.apparatus: dict[str, Apparatus] = {}
        self.citations: dict[str, Citation] = {}
        self.clubs: dict[str, set[str]] = {}
        self.result_ids, self.routine_ids, self.team_ids = count(1), count(1), count(1)
        self.mention_ids, self.witness_ids, self.revision_ids = count(1), count(1), count(1)
        self.told: set[tuple[str, str]] = (
            set()
        )  # records of this competition that are accounted for
        connection.executescript(SCHEMA)

    def insert(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Take full rows of a table; they are written by `flush`. No text of them names who is not shown in
        full.
        """
        if self.removal.names and table not in OF_ATHLETES | OF_CLUBS | OF_TEAMS:
            rows = (self._masked(table, row) for row in rows)
        self.waiting.setdefault(table, []).extend(rows)

    def _masked(self, table: str, row: tuple[object, ...]) -> tuple[object, ...]:
        """A row whose texts name nobody who is not shown in full. Ids lead from table to table: they stay."""
        if table not in self.columns:
            columns = self.connection.execute("select name from pragma_table_info(?)", [table])
            self.columns[table] = [name for (name,) in columns]
        alone = table not in OF_COMPETITIONS
        values = dict(zip(self.columns[table], row, strict=True))
        return tuple(
            self.removal.mask(value, alone=alone)
            if isinstance(value, str) and not is_key(name) and (table, name) not in OF_PLACES
            else value
            for name, value in values.items()
        )

    def _public(self, athlete_id: str | None) -> str | None:
        """The id under which a mark is published; None of who is removed."""
        return None if self.removal.has(athlete_id) else athlete_id

    def flush(self) -> None:
        """Write the rows taken so far; the number of values is the number of columns."""
        for table, rows in self.waiting.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self.connection.executemany(f"insert into {table} values ({marks})", rows)
        self.waiting.clear()

    def load(self, competition: Competition, meet: Meet) -> None:
        """Write one competition whole."""
        self.told.clear()
        self._load_competition(competition)
        self._load_mentions(competition, meet)
        teams = self._load_teams(competition, meet)
        routines: dict[int, int] = {}
        known = Counter[str]()
        for position, ranking in enumerate(sorted(meet.rankings.values(), key=_ranking_order), 1):
            ranking.category = self.removal.mask_title(ranking.category, alone=False)
            ranking.scope = self.removal.mask_title(ranking.scope, alone=False)
            is_default = ranking.category == competition.series.default_category
            name = ranking_name(ranking, with_category=not is_default)
            key = f"{competition.competition_id}-{slug(name)}"
            known[key] += 1
            key = f"{key}-{known[key]}" if known[key] > 1 else key  # two names of one address
            self._load_ranking(key, name, position, competition, ranking)
            results = sorted(ranking.results.values(), key=partial(_result_order, ranking))
            for place, result in enumerate(results, 1):
                self._load_result(key, place, ranking, result, teams, routines, competition)
        self.load_outcomes(meet.outcomes)

    def load_outcomes(self, outcomes: Iterable[Outcome]) -> None:
        """Write what became of rows that give no value, once a line; a name that was taken off a sheet is
        not published again.
        """
        for outcome in sorted(outcomes, key=lambda outcome: outcome.reason != CHANGED):
            row, other = outcome.row, outcome.other
            if (row.document_id, row.record) in self.told:
                continue  # of a line of several marks: another mark of it gave a value, or was said
            self.told.add((row.document_id, row.record))
            is_named = outcome.outcome != "replaced" and not self.removal.prints(row)
            name = row.competitor if is_named else ""
            text = " | ".join(filter(None, [name, row.rank_printed, row.points_printed]))
            self.insert("row_outcome", [(
                row.document_id, row.record, outcome.outcome, outcome.reason, text,
                other.document_id if other else None, other.record if other else None,
            )])  # fmt: skip

    def _load_competition(self, competition: Competition) -> None:
        first, (start, end, precision) = competition.first, competition.dates
        titles = sorted({header.title for _, header in competition.headers})
        season = competition.longest("season") or start[:4] or None
        notes = sorted({header.date_note for _, header in competition.headers} - {""})
        self.insert("competition", [(
            competition.competition_id, competition.name, competition.series.series_id,
            competition.longest("edition"), first.stage, competition.longest("organiser"),
            competition.series.sector, first.phase, first.zone, first.discipline, season,
            int(not competition.longest("season")), start or None,
            end if end != start else None, precision or None, None, "; ".join(notes),
            competition.longest("city"), competition.longest("venue"),
            " ".join([*titles, competition.longest("city")]),
        )])  # fmt: skip
        key = competition.competition_id
        self.insert("competition_name", [(key, title) for title in titles])

    def _load_mentions(self, competition: Competition, meet: Meet) -> None:
        mentions = [
            (self._shown(row, athlete_id), athlete_id)
            for row, athlete_id in meet.mentions.values()
            if not self.removal.has(athlete_id)
        ]
        self.insert("mention", (
            (next(self.mention_ids), athlete_id, competition.competition_id, row.competitor,
             row.family_name, row.given_name, row.name_split,
             self._public_clubs(row.club_printed), row.nation,
             row.birth_year if needs_birth_year(row.category) else None,
             row.document_id, row.record, int(row.is_loan))
            for row, athlete_id in mentions
        ))  # fmt: skip
        for row, athlete_id in mentions:
            if row.name_split:
                known = self.split_names.get(athlete_id)
                split = (row.name_split, row.family_name, row.given_name)
                self.split_names[athlete_id] = min(known or split, split, key=_sureness)
            for printed in self._public_clubs(row.club_printed).split(" / "):
                self._note_club(printed)

    def _shown(self, row: Row, athlete_id: str) -> Row:
        """A row of an athlete as it is shown: with her name, or with her initials alone."""
        shown = self.removal.shown(athlete_id)
        if not shown:
            return row
        return row._replace(
            competitor=shown, family_name="", given_name="", name_split="", birth_year=None
        )

    def _public_clubs(self, printed: str) -> str:
        """The names of clubs in a cell, without those that are kept back."""
        parts = [part for part in printed.split(" / ") if not self.removal.keeps_back(part)]
        return " / ".join(part for part in parts if self._public_club(self.club_of(part)))

    def _public_club(self, club_id: str | None) -> str | None:
        """A club's id; None of one that is kept back."""
        return None if club_id in self.removal.clubs else club_id or None

    def _note_club(self, printed: str) -> None:
        if printed:
            self.clubs.setdefault(self.club_of(printed), set()).add(printed)

    def _load_teams(self, competition: Competition, meet: Meet) -> dict[TeamKey, int]:
        ids = {}
        shown = {
            row.competitor: mask
            for row, key in meet.mentions.values()
            if (mask := self.removal.shown(key))
        }
        # Two may have one family name, and be printed with nothing else.
        alone = {row.competitor for row, _ in meet.mentions.values() if " " not in row.competitor}
        alone -= shown.keys()
        for key, team in sorted(meet.teams.items()):
            ids[key] = next(self.team_ids)
            squads = (self.removal.mask_squad(one, shown, alone) for one in team.squads)
            squad = "; ".join(sorted(squads))
            club_id = self._public_club(team.club_id)
            for printed in sorted(team.printed) if club_id else ():
                self._note_club(self._public_clubs(printed))
            if club_id:  # a gymnast scores for a club that no line of its own names
                self.clubs.setdefault(club_id, {team.name})
            self.insert("team", [(
                ids[key], competition.competition_id, team.kind,
                self.removal.mask(team.name, kept=self.clubs.get(club_id, ()) if club_id else ()),
                club_id, team.nation, squad,
            )])  # fmt: skip
            self.insert("team_member", (
                (ids[key], athlete_id, int(is_loan), None, int(athlete_id in team.reserves))
                for athlete_id, is_loan in sorted(team.members.items())
                if not self.removal.has(athlete_id)
            ))  # fmt: skip
        return ids

    def _load_ranking(
        self, key: str, name: str, position: int, competition: Competition, ranking: Ranking
    ) -> None:
        # Neither who is out of ranking, nor who was absent, is one of the field or its winner.
        ranked = [one for one in ranking.results.values() if one.rank.number and not one.status]
        totals = [_total_ballot(ranking, result) for result in ranked if result.rank.number == 1]
        winners = [total.number for total in totals if not total.is_doubtful]
        size = ranking.field_size or (len(ranked) if ranking.is_complete else None) or None
        self._load_category(ranking)
        if ranking.apparatus:
            self.apparatus[ranking.apparatus.apparatus_id] = ranking.apparatus
        self.insert("ranking", [(
            key, competition.competition_id, name, category_id(ranking.category), ranking.kind,
            ranking.round, ranking.scope,
            ranking.apparatus.apparatus_id if ranking.apparatus else None,
            ranking.scoring_code_id, most_said(ranking.dates) or None, int(ranking.is_complete), size,
            winners[0] if winners else None, position,
        )])  # fmt: skip

    def _load_category(self, ranking: Ranking) -> None:
        key = category_id(ranking.category)
        if key not in self.categories:
            self.categories.add(key)
            self.insert("category", [(key, ranking.category or "non indicata")])

    def _load_result(
        self, ranking_key: str, position: int, ranking: Ranking, result: Result,
        teams: dict[TeamKey, int], routines: dict[int, int], competition: Competition,
    ) -> None:  # fmt: skip
        result_id, total = next(self.result_ids), _total_ballot(ranking, result)
        club = max(sorted(result.clubs), key=lambda club: result.clubs[club], default=None)
        athlete_id = self._public(result.athlete_id)
        notes = shown_notes(result.notes, total)
        if result.athlete_id and not athlete_id:
            club, notes = None, without_person(notes)
        club = self._public_club(club)
        self.insert("result", [(
            result_id, ranking_key, athlete_id,
            teams[result.team] if result.team else None, club, result.rank.text,
            result.rank.number, result.status, total.text, total.number,
            notes, position,
        )])  # fmt: skip
        self._load_witnesses(result_id, None, "total", total)
        self._load_revisions(
            result_id, None, "total", result.total
        )  # a routine's are said of the routine
        self._load_witnesses(result_id, None, "rank", result.rank)
        self._load_witnesses(result_id, None, "status", result.out)
        for routine, place, is_counted in counted_parts(ranking, result):
            if id(routine) not in routines:
                routines[id(routine)] = self._load_routine(routine, teams, competition)
            routine_id = routines[id(routine)]
            self.insert("result_routine", [(
                result_id, routine_id, place.text, place.number, int(is_counted)
            )])  # fmt: skip
            self._load_witnesses(None, routine_id, "rank", place)

    def _load_routine(
        self, routine: Routine, teams: dict[TeamKey, int], competition: Competition
    ) -> int:
        routine_id, athlete_id = next(self.routine_ids), self._public(routine.athlete_id)
        notes = shown_notes(routine.notes, routine.ballot)
        if routine.athlete_id and not athlete_id:
            notes = without_person(notes)
        self.apparatus[routine.apparatus.apparatus_id] = routine.apparatus
        self.insert("routine", [(
            routine_id, competition.competition_id, athlete_id,
            teams[routine.team] if routine.team else None, routine.apparatus.apparatus_id,
            routine.round, routine.attempt, routine.date or None, routine.ballot.text,
            routine.ballot.number, notes, int(routine.ballot.is_doubtful),
        )])  # fmt: skip
        self._load_witnesses(None, routine_id, "points", routine.ballot)
        for code, ballot in routine.components.items():
            self.insert("component", [(routine_id, code, ballot.text, ballot.number)])
            self._load_witnesses(None, routine_id, code, ballot)
        return routine_id

    def _load_witnesses(
        self, result_id: int | None, routine_id: int | None, field: str, ballot: Ballot
    ) -> None:
        shown = ballot.number
        rows = []
        for vote in ballot.ordered():
            citation = cite(vote.row.address)
            known = self.citations.get(citation.citation_id)
            if not known or (citation.is_link, citation.address) > (known.is_link, known.address):
                self.citations[citation.citation_id] = citation
            rows.append((
                next(self.witness_ids), result_id, routine_id, field, vote.text,
                vote.row.document_id, vote.row.record, citation.citation_id,
                int(vote.number == shown),
            ))  # fmt: skip
            self.told.add((vote.row.document_id, vote.row.record))
        self.insert("witness", rows)
        if field != "total":
            self._load_revisions(result_id, routine_id, field, ballot)

    def _load_revisions(
        self, result_id: int | None, routine_id: int | None, field: str, ballot: Ballot
    ) -> None:
        self.insert("revision", (
            (next(self.revision_ids), result_id, routine_id, field, *revision)
            for row in ballot.revised for revision in revisions(row, field)
        ))  # fmt: skip


def _sureness(split: tuple[str, str, str]) -> tuple[object, ...]:
    """The surest way to part a name first; among equals the first by alphabet."""
    return (NAME_SPLITS.index(split[0]), *split)


def _total_ballot(ranking: Ranking, result: Result) -> Ballot:
    """The votes for a total; in the ranking of an apparatus those for the points of its routine, unless
    the mark of several routines is printed.
    """
    is_routine = ranking.apparatus and result.parts and not result.total.votes
    return result.parts[0][0].ballot if is_routine else result.total


def _ranking_order(ranking: Ranking) -> tuple[object, ...]:
    kinds = ["all-around", "team", "group", "special points", "duel", "pair", "apparatus"]
    rounds = ["standing", "final", "", "semifinal", "qualification", "partial"]
    apparatus = ranking.apparatus
    return (
        ranking.category, kinds.index(ranking.kind), rounds.index(ranking.round), ranking.scope,
        apparatus.position if apparatus else 0, apparatus.apparatus_id if apparatus else "",
    )  # fmt: skip


def _result_order(ranking: Ranking, result: Result) -> tuple[object, ...]:
    """Printed order: by place, then those without a place by points, then those out of ranking."""
    rank, total = result.rank.number, _total_ballot(ranking, result).number
    return (
        bool(result.status), UNRANKED if rank is None else rank,
        0 if rank is not None else -(total or 0), result.order,
    )  # fmt: skip
