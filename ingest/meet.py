"""What one competition holds once it is resolved: the value that travels from resolve to load."""

from collections import Counter
from dataclasses import dataclass, field

from ingest.normalise import Row
from ingest.vocabulary import Apparatus
from ingest.votes import Ballot

RankingKey = tuple[str, str, str, str, str]
TeamKey = tuple[str, str, str]
Notes = dict[tuple[str, float | None], None]  # (note, points of its row), in order
Owner = tuple[str | None, TeamKey | None]


@dataclass(slots=True)
class Team:
    kind: str
    name: str
    club_id: str
    nation: str
    printed: set[str] = field(default_factory=set)
    squads: set[str] = field(default_factory=set)
    members: dict[str, bool] = field(default_factory=dict)
    reserves: set[str] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Routine:
    """One performance of a gymnast, a group or (by a gymnast not named) a team. is_own: whether it counts
    for herself, or for the group itself; it may count for_team as well.
    """

    athlete_id: str | None
    team: TeamKey | None
    apparatus: Apparatus
    phase: str
    for_team: TeamKey | None
    category: str
    ballot: Ballot
    attempt: int = 1
    round: str = ""
    is_own: bool = False
    dates: Counter[str] = field(default_factory=Counter)
    is_counted: bool = True
    notes: Notes = field(default_factory=dict)
    components: dict[str, Ballot] = field(default_factory=dict)
    homes: list["Result"] = field(default_factory=list)
    ranked_on: set[str] = field(default_factory=set)  # the days of the rankings that count it

    @property
    def date(self) -> str:
        """Its day: that of the first ranking that counts it, where it fits what its own rows print."""
        printed = most_said(self.dates)
        days = [day for day in self.ranked_on if day in self.dates or day.startswith(printed)]
        return min(days, key=lambda day: (-len(day), day), default=printed)


@dataclass(slots=True, eq=False)
class Result:
    """One competitor in one ranking. parts: its routines with the place printed beside each; in the
    ranking of an apparatus the one routine is the result. out: who prints its status.
    """

    athlete_id: str | None
    team: TeamKey | None
    order: tuple[str, str]
    clubs: dict[str, int] = field(default_factory=dict)
    total: Ballot = field(default_factory=Ballot)
    rank: Ballot = field(default_factory=Ballot)
    out: Ballot = field(default_factory=Ballot)
    status: str = ""
    notes: Notes = field(default_factory=dict)
    parts: list[tuple[Routine, Ballot]] = field(default_factory=list)


@dataclass(slots=True)
class Ranking:
    category: str
    kind: str
    round: str
    scope: str
    apparatus: Apparatus | None
    scoring_code_id: str = "unknown"
    dates: Counter[str] = field(default_factory=Counter)
    is_complete: bool = False
    field_size: int | None = None
    results: dict[Owner, Result] = field(default_factory=dict)


def most_said(dates: Counter[str]) -> str:
    """Of the most precise dates the one most rows say, the earliest among equals; "" if none."""
    known = [date for date in dates if date]
    return min(known, key=lambda date: (-len(date), -dates[date], date), default="")


def shown_notes(notes: Notes, ballot: Ballot) -> str:
    """The notes of the rows whose value is shown; a conflict is said by its votes, not by a note."""
    is_conflict = len(ballot.numbers()) > 1
    texts = [
        text
        for note, number in notes
        for text in note.split("; ")
        if number in (None, ballot.number)
        and not (is_conflict and text.casefold().startswith("conflitto"))
    ]
    return "; ".join(dict.fromkeys(texts))


@dataclass(slots=True)
class Outcome:
    """What became of a row that gives no value: merged with another, replaced by another, or listed."""

    row: Row
    outcome: str
    reason: str
    other: Row | None = None


@dataclass(slots=True)
class Meet:
    """All that one competition holds, ready to load."""

    rankings: dict[RankingKey, Ranking] = field(default_factory=dict)
    routines: dict[tuple[object, ...], Routine] = field(default_factory=dict)
    danced: dict[tuple[object, ...], list[Routine]] = field(default_factory=dict)  # by whom, what
    shared: dict[tuple[object, ...], Routine] = field(
        default_factory=dict
    )  # further keys of routines
    own_marks: dict[tuple[object, ...], Routine] = field(default_factory=dict)  # by printed mark
    teams: dict[TeamKey, Team] = field(default_factory=dict)
    mentions: dict[tuple[str, str, str, str], tuple[Row, str]] = field(default_factory=dict)
    initials: dict[tuple[str, ...], str] = field(default_factory=dict)
    unnamed: dict[str, list[Row]] = field(default_factory=dict)  # the rows of initials, by their id
    outcomes: list[Outcome] = field(default_factory=list)
