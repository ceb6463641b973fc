"""The event: people and clubs, rounds with what they rank, scores.

Everything inside a score, a result or a pass is read exactly: a key that is not known there stops the
document. Event, sessions, rounds, people and clubs gain descriptive keys from year to year (a logo,
certificates): those pass, unless a mark is in them (json_reading.described).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.json_reading import day, described, exact, items, place_number, text
from ingest.reading import ReadingError, one_of
from ingest.scoreholder.scores import Printed, Score, by_apparatus, printed_mark, read_score

EVENT_KEYS = ("event", "rounds", "scores", "competitors", "organizations")
DISCIPLINES = {"WAG": "artistic", "MAG": "artistic"}
COMPLETED = {"COMPLETED", "VERIFIED"}
NEWER_SCHEMA = "performanceScores"


@dataclass(frozen=True, slots=True)
class Entry:
    """A competitor's results in one round."""

    ordinal: int
    competitor_id: str
    division: str
    score_ids: frozenset[str]
    passes: frozenset[tuple[str, int]]
    apparatus: dict[str, Printed]
    all_around: Printed
    all_around_parts: dict[str, Printed]
    team_parts: dict[str, Printed]
    team_apparatus: frozenset[str]


@dataclass(frozen=True, slots=True)
class Team:
    ordinal: int
    name: str
    club: str
    members: tuple[str, ...]
    total: Printed


@dataclass(frozen=True, slots=True)
class Round:
    """One category on one day. `ranked` are the apparatus with a ranking of their own; a team counts its
    `team_size` best on each apparatus.
    """

    round_id: str
    ordinal: int
    name: str
    category: str
    discipline: str
    divisions: dict[str, str]
    entries: dict[str, Entry]
    teams: tuple[Team, ...]
    ranked: frozenset[str]
    has_all_around: bool
    team_size: int
    is_complete: bool
    carries_over_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    club: str
    licence: str


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    organiser: str
    start: str
    end: str
    people: dict[str, Person] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=dict)


def read_event(top: Any) -> Event:
    """Raises ReadingError where the document is not understood, with its record."""
    if isinstance(top, dict) and NEWER_SCHEMA in top:
        raise ReadingError(
            "document", f"Scoreholder's schema with {NEWER_SCHEMA}: only the one before it is read"
        )
    top = described("document", top, EVENT_KEYS)
    one_of("document", "scope", top.get("scope", "PUBLIC"), ["PUBLIC"])
    one_of("document", "sport", top.get("sport", "GYMNASTICS"), ["GYMNASTICS"])
    about = described("event", top["event"], ("name", "startDate"))
    hosts = _names("scoreholderOrganizations", top.get("scoreholderOrganizations"))
    clubs = _names("organizations", top["organizations"])
    return Event(
        name=_filled("event", "name", about["name"]),
        organiser=(hosts | clubs).get(text("event", about.get("organization")), ""),
        start=day("event", about["startDate"]),
        end=day("event", about["endDate"]) if about.get("endDate") else "",
        people=_people(top["competitors"], clubs),
        rounds=_by_id(
            "round", [_round(*each, clubs) for each in _numbered(top["rounds"])], "round_id"
        ),
        scores=_by_id(
            "score", [read_score(*each) for each in _numbered(top["scores"])], "score_id"
        ),
    )


def known(place: str, what: str, key: str, known: dict[str, Any]) -> str:
    if key not in known:
        raise ReadingError(place, f"{what} {key!r} is not in the document")
    return key


def _numbered(values: Any) -> list[tuple[int, Any]]:
    return list(enumerate(items("document", values), 1))


def _by_id(what: str, values: list[Any], key: str) -> dict[str, Any]:
    found = {getattr(value, key): value for value in values}
    if len(found) != len(values):
        raise ReadingError("document", f"a {what} with the _id of another")
    return found


def _filled(place: str, what: str, value: Any) -> str:
    found = text(place, value)
    if not found:
        raise ReadingError(place, f"{what} is empty")
    return found


def _names(what: str, values: Any) -> dict[str, str]:
    """_id -> name of a list of clubs or divisions."""
    names = {}
    for number, value in _numbered(values):
        each = described(f"{what} {number}", value, ("_id", "name"))
        names[_filled(f"{what} {number}", "_id", each["_id"])] = text(what, each["name"])
    return names


def _people(values: Any, clubs: dict[str, str]) -> dict[str, Person]:
    """Competitors by id. `number` is that of a licence; tags, which repeat it, stay unread."""
    people = {}
    for number, value in _numbered(values):
        place = f"competitor {number}"
        each = described(place, value, ("_id", "name"))
        people[_filled(place, "_id", each["_id"])] = Person(
            _filled(place, "name", each["name"]),
            _club(place, each.get("organization"), clubs),
            str(each.get("number") or ""),
        )
    return people


def _club(place: str, value: Any, clubs: dict[str, str]) -> str:
    club_id = text(place, value)
    return clubs[known(place, "organization", club_id, clubs)] if club_id else ""


def _round(ordinal: int, value: Any, clubs: dict[str, str]) -> Round:
    place = f"round {ordinal}"
    keys = ("_id", "name", "discipline", "competitors", "events")
    each = described(place, value, keys, {"teams"})
    events = described(f"{place} events", each["events"], ("apparatus",))
    settings = [
        described(f"{place} events", one, ("code",))
        for one in items(f"{place} events", events["apparatus"])
    ]
    team = events.get("team") or {}
    return Round(
        round_id=_filled(place, "_id", each["_id"]),
        ordinal=ordinal,
        name=text(place, each["name"]),
        category=text(place, each.get("category")),
        discipline=one_of(place, "discipline", each["discipline"], DISCIPLINES),
        divisions=_names(f"{place} division", each.get("divisions")),
        entries=_by_id(
            f"competitor of {place}",
            [_entry(place, *one) for one in _numbered(each["competitors"])],
            "competitor_id",
        ),
        teams=tuple(_team(place, *one, clubs) for one in _numbered(each.get("teams"))),
        ranked=frozenset(text(place, one["code"]) for one in settings if _occurs(place, one)),
        has_all_around=_occurs(place, events.get("allAround")),
        team_size=_team_size(place, team),
        is_complete=text(place, each.get("stage")) in COMPLETED,
        carries_over_to=_carried(place, each.get("carryOverResults")),
    )


def _occurs(place: str, settings: Any) -> bool:
    """Whether a ranking takes place; one without settings does not. The key is misspelt by the publisher."""
    if not settings:
        return False
    each = described(f"{place} events", settings, ())
    word = each.get("isOccuring", each.get("isOccurring"))
    return bool(one_of(f"{place} events", "isOccuring", word, [True, False]))


def _team_size(place: str, settings: Any) -> int:
    """How many scores count on each apparatus; 0 where no team ranking is public."""
    if not _occurs(place, settings) or settings.get("hasPublicResults") is False:
        return 0
    return int(place_number(f"{place} events team", settings.get("scoreCount")) or 0)


def _carried(place: str, value: Any) -> tuple[str, ...]:
    """The rounds whose totals start from the totals of this one."""
    if not value:
        return ()
    carried = described(f"{place} carryOverResults", value, ("to",))
    return tuple(text(place, each) for each in items(place, carried["to"]))


def _entry(round_place: str, ordinal: int, value: Any) -> Entry:
    place = f"{round_place} competitor {ordinal}"
    each = described(place, value, ("id",), {"passes", "results"})
    results = exact(
        place, each.get("results") or {}, (), {"scores", "allAround", "apparatus", "team"}
    )
    all_around = exact(
        f"{place} all-around",
        results.get("allAround") or {},
        (),
        {"apparatusScores", "ranks", "totalScore"},
    )
    return Entry(
        ordinal=ordinal,
        competitor_id=_filled(place, "id", each["id"]),
        division=text(place, each.get("division")),
        score_ids=frozenset(text(place, one) for one in items(place, results.get("scores"))),
        passes=frozenset(_passes(place, each.get("passes"))),
        apparatus=by_apparatus(place, results.get("apparatus")),
        all_around=printed_mark(place, all_around, "totalScore"),
        all_around_parts=by_apparatus(place, all_around.get("apparatusScores")),
        team_parts=by_apparatus(place, results.get("team")),
        team_apparatus=_team_apparatus(place, each, results),
    )


def _team_apparatus(place: str, entry: dict[str, Any], results: dict[str, Any]) -> frozenset[str]:
    """Where she may count for her team: where she is registered for it, if the document says so."""
    codes = entry.get("registeredOnTeamApparatus")
    if codes is None:
        return frozenset(by_apparatus(place, results.get("team")))
    return frozenset(text(place, code) for code in items(place, codes))


def _passes(place: str, values: Any) -> Iterator[tuple[str, int]]:
    """The passes that have a mark: each must be a score. What they print is repeated there."""
    for value in items(place, values):
        each = exact(place, value, {"apparatus", "processed"}, {"count"})
        for one in items(place, each["processed"]):
            done = exact(place, one, {"index"}, {"didNotStart", "score"})
            if done.get("score") is not None or done.get("didNotStart"):
                yield text(place, each["apparatus"]), int(place_number(place, done["index"]) or 0)


def _team(round_place: str, ordinal: int, value: Any, clubs: dict[str, str]) -> Team:
    place = f"{round_place} team {ordinal}"
    each = described(place, value, ("name", "results"))
    results = exact(place, each["results"], (), {"apparatusScores", "ranks", "totalScore"})
    by_apparatus(place, results.get("apparatusScores"))
    return Team(
        ordinal=ordinal,
        name=_filled(place, "name", each["name"]),
        club=_club(place, each.get("organization"), clubs),
        members=tuple(text(place, one) for one in items(place, each.get("competitors"))),
        total=printed_mark(place, results, "totalScore"),
    )
