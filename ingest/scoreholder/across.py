"""What is found out once for the whole event: the names of categories and teams, the passes of a
competitor, which attempt a score is; and that nobody is twice in a round.
"""

from collections import Counter, defaultdict
from itertools import chain, count

from ingest.reading import tell_apart
from ingest.scoreholder.event import Event
from ingest.scoreholder.scores import Score
from ingest.text import name_key

Pass = tuple[str, str, str]  # round, competitor, apparatus


def name_categories(event: Event) -> dict[tuple[str, str], str]:
    """Category and division as printed; with the discipline where two share the name, with the name of
    the round where an earlier round has it, with a number where that is not enough.
    """
    users: dict[str, set[str]] = defaultdict(set)
    for round_ in event.rounds.values():
        users[round_.category].add(round_.discipline)
    names: dict[tuple[str, str], str] = {}
    for round_ in event.rounds.values():
        shared = len(users[round_.category]) > 1
        for division_id, division in {"": "", **round_.divisions}.items():
            words = [round_.discipline if shared else "", round_.category, division]
            first = " ".join(filter(None, words))
            named = f"{first}, {round_.name}"
            numbered = (f"{named} ({number})" for number in count(2))
            taken = set(names.values())
            names[round_.round_id, division_id] = next(
                name for name in chain([first, named], numbered) if name not in taken
            )
    return names


def group_passes(event: Event) -> dict[Pass, list[Score]]:
    found: dict[Pass, list[Score]] = defaultdict(list)
    for score in sorted(event.scores.values(), key=lambda score: score.pass_number):
        found[score.round_id, score.competitor_id, score.apparatus].append(score)
    return dict(found)


def count_attempts(event: Event) -> dict[str, int]:
    """score_id -> which performance of the gymnast on the apparatus it is in the whole event."""
    seen: Counter[tuple[str, str, str]] = Counter()
    attempts = {}
    by_pass = sorted(event.scores.values(), key=lambda score: (score.pass_number, score.ordinal))
    for score in sorted(by_pass, key=lambda score: event.rounds[score.round_id].ordinal):
        person = event.people[score.competitor_id]
        key = (name_key(person.name), person.club, score.apparatus)
        seen[key] += 1
        attempts[score.score_id] = seen[key]
    return attempts


def refuse_namesakes(event: Event) -> None:
    for round_ in event.rounds.values():
        people = [event.people[entry.competitor_id] for entry in round_.entries.values()]
        tell_apart(f"round {round_.ordinal}", [(person.name, person.club) for person in people])


def name_teams(event: Event) -> dict[tuple[str, int], str]:
    """(round, team) -> its name, with the club before it where two teams of the round share it."""
    return {
        (round_.round_id, team.ordinal): name
        for round_ in event.rounds.values()
        for team, name in zip(
            round_.teams,
            tell_apart(
                f"round {round_.ordinal} teams", [(team.name, team.club) for team in round_.teams]
            ),
            strict=True,
        )
    }
