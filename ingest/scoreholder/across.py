"""What is found out once for the whole event: the names of categories and teams, the passes of a
competitor, which attempt a score is; that what it refers to is there, and nobody is twice in a round.
"""

from collections import Counter, defaultdict

from ingest.reading import ReadingError, one_of, tell_apart, unlike
from ingest.scoreholder.event import Entry, Event, Round, known
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
            names[round_.round_id, division_id] = unlike(
                set(names.values()), first, f"{first}, {round_.name}"
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


def check_references(event: Event) -> None:
    """Every score is of a known round and competitor, and every mark that is printed beside a round is of
    a score that is there.
    """
    passes = set()
    for score in event.scores.values():
        place, key = f"record 1.{score.ordinal}", (score.round_id, score.competitor_id)
        known(place, "competitor", score.competitor_id, event.people)
        round_ = event.rounds[known(place, "round", score.round_id, event.rounds)]
        one_of(place, "discipline", score.discipline, [round_.discipline])
        if (*key, score.apparatus, score.pass_number) in passes:
            raise ReadingError(place, f"a second score of pass {score.pass_number}")
        passes.add((*key, score.apparatus, score.pass_number))
    for round_ in event.rounds.values():
        for entry in round_.entries.values():
            _check_marks(event, round_, entry, passes)


def _check_marks(
    event: Event, round_: Round, entry: Entry, passes: set[tuple[str, str, str, int]]
) -> None:
    place = f"round {round_.ordinal} competitor {entry.ordinal}"
    known(place, "competitor", entry.competitor_id, event.people)
    scores = [
        event.scores[known(place, "score", score_id, event.scores)]
        for score_id in sorted(entry.score_ids)
    ]
    listed = {score.apparatus for score in scores if score.round_id == round_.round_id}
    for apparatus, number in sorted(entry.passes):
        if (round_.round_id, entry.competitor_id, apparatus, number) not in passes:
            raise ReadingError(place, f"{apparatus}, pass {number}: a mark without a score")
    for apparatus, printed in (*entry.apparatus.items(), *entry.all_around_parts.items()):
        if printed.points and apparatus not in listed:
            raise ReadingError(place, f"{apparatus}: the mark {printed.points} without a score")


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
