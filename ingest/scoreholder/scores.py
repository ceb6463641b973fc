"""The marks: a score with its revisions, of which the last counts, and the marks that results print.

A revision says what it is by `didNotStart` (2022) or `type` (since 2023). Left out by name: the judges'
single marks (their mean is compared with the mark for execution), the marks of reference judges, the
time of entry and the passcode of who entered it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from ingest.json_reading import exact, items, place_number, show, text
from ingest.reading import ReadingError, one_of

SCORE_KEYS = {
    "_id", "apparatus", "competitor", "discipline", "pass", "revision", "round", "history",
}  # fmt: skip
SCORE_EXTRAS = {"codeOfPoints", "useReferenceJudgesSystem"}
COMPONENTS = {"difficultyScore": "D", "executionScore": "E", "neutralDeductions": "PEN"}
REVISION_EXTRAS = {
    *COMPONENTS, "timestamp", "type", "didNotStart", "finalScore", "executionJuryScores",
    "referenceExecutionJuryScores", "recorderPasscode",
}  # fmt: skip
TYPES = ("NORMAL", "DNS", "ZERO")
STATUSES = ("DNS", "DNF", "DSQ")
NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,20})?", re.ASCII)
MEAN_CUT = Decimal(
    "0.0015"
)  # the mean of the judges is printed cut, not rounded, to three decimals


class Printed(NamedTuple):
    """A mark of the results: points or a status, and the place beside it."""

    points: str = ""
    status: str = ""
    rank: str = ""


class Revision(NamedTuple):
    """points "" and status DNS for a routine that was not started."""

    number: int
    points: str
    status: str
    components: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Score:
    """One pass of one competitor on one apparatus in one round, as its last revision has it."""

    ordinal: int
    score_id: str
    round_id: str
    competitor_id: str
    discipline: str
    apparatus: str
    pass_number: int
    points: str
    status: str
    components: tuple[tuple[str, str], ...]
    note: str


def read_score(ordinal: int, value: Any) -> Score:
    """Raises ReadingError, with the record of the score, on any key or word that is not known."""
    place = f"record 1.{ordinal}"
    each = exact(place, value, SCORE_KEYS, SCORE_EXTRAS)
    history = [_revision(place, one, each) for one in items(place, each["history"])]
    history.sort(key=lambda revision: revision.number)
    if not history:
        raise ReadingError(place, "a score without a revision")
    last = history[-1]
    one_of(place, "last revision", last.number, [_count(place, each["revision"])])
    return Score(
        ordinal=ordinal,
        score_id=text(place, each["_id"]),
        round_id=text(place, each["round"]),
        competitor_id=text(place, each["competitor"]),
        discipline=text(place, each["discipline"]),
        apparatus=text(place, each["apparatus"]),
        pass_number=_count(place, each["pass"]),
        points=last.points,
        status=last.status,
        components=last.components,
        note="; ".join(filter(None, [_corrected(history), last.note])),
    )


def _corrected(history: list[Revision]) -> str:
    """What earlier revisions said, where the last says something else."""
    last = history[-1].points or history[-1].status
    before = [revision.points or revision.status for revision in history[:-1]]
    other = dict.fromkeys(one for one in before if one != last)
    return f"punteggio corretto: prima {', '.join(other)}" if other else ""


def _revision(place: str, value: Any, score: dict[str, Any]) -> Revision:
    printed = exact(place, value, {"revision"}, REVISION_EXTRAS)
    each = {key: one for key, one in printed.items() if one is not None}
    kind = _kind(place, each)
    final = points_of(place, each["finalScore"]) if "finalScore" in each else ""
    if (kind == "NORMAL" and not final) or (kind == "DNS" and final):
        raise ReadingError(place, f"{kind} with the points {final or 'missing'}")
    if kind == "ZERO":
        one_of(place, "points of a ZERO", Decimal(final or 0), [0])
        final = final or "0"
    components = tuple(
        (COMPONENTS[key], points_of(place, one)) for key, one in each.items() if key in COMPONENTS
    )
    notes = [
        "zero (ZERO)" if kind == "ZERO" else "",
        _jury_note(place, each, score),
    ]
    number = _count(place, printed["revision"])
    status = "DNS" if kind == "DNS" else ""
    return Revision(number, final, status, components, "; ".join(filter(None, notes)))


def _kind(place: str, revision: dict[str, Any]) -> str:
    if "type" not in revision and "didNotStart" not in revision:
        raise ReadingError(place, "neither type nor didNotStart")
    kind = one_of(place, "type", revision.get("type", "NORMAL"), TYPES)
    started = one_of(
        place, "didNotStart", revision.get("didNotStart", kind == "DNS"), (True, False)
    )
    if "type" in revision:
        one_of(place, "didNotStart", started, [kind == "DNS"])
    return "DNS" if started else kind


def _jury_note(place: str, revision: dict[str, Any], score: dict[str, Any]) -> str:
    """Reference judges weigh in by a rule that no document tells: there the mean is not compared."""
    judges = items(place, revision.get("executionJuryScores"))
    kept = [Decimal(points) for points in (_judge(place, one) for one in judges) if points]
    for one in items(place, revision.get("referenceExecutionJuryScores")):
        _judge(place, one)
    if not kept or "executionScore" not in revision or score.get("useReferenceJudgesSystem"):
        return ""
    mean = sum(kept, Decimal(0)) / len(kept)
    is_mean = abs(mean - Decimal(points_of(place, revision["executionScore"]))) <= MEAN_CUT
    return "" if is_mean else f"media dei giudici di esecuzione {mean:.3f}"


def _judge(place: str, value: Any) -> str:
    """A judge's mark; "" for one that is not retained, or not given."""
    each = exact(place, value, (), {"index", "score", "isRetained"})
    is_retained = one_of(place, "isRetained", each.get("isRetained", False), [True, False])
    points = "" if each.get("score") is None else points_of(place, each["score"])
    return points if is_retained else ""


def _count(place: str, value: Any) -> int:
    """A number of a revision or a pass, from 1."""
    found = place_number(place, value)
    if not found:
        raise ReadingError(place, "no number of revision or pass")
    return int(found)


def points_of(place: str, value: Any) -> str:
    """A number of JSON as printed: 13.2, 9."""
    found = str(value)
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if not is_number or not NUMBER.fullmatch(found):
        raise ReadingError(place, f"not points: {show(value)}")
    return found


def by_apparatus(place: str, values: Any) -> dict[str, Printed]:
    found = {}
    for value in items(place, values):
        each = exact(place, value, {"code"}, {"ranks", "score"})
        found[text(place, each["code"])] = printed_mark(f"{place} {each['code']}", each, "score")
    return found


def printed_mark(place: str, results: dict[str, Any], key: str) -> Printed:
    value = results.get(key)
    status = one_of(place, key, value, STATUSES) if isinstance(value, str) else ""
    points = "" if status or value is None else points_of(place, value)
    return Printed(points, status, _rank(place, results.get("ranks")))


def _rank(place: str, value: Any) -> str:
    """The place: a list of one object, which is empty where there is none. With several (one for each tag
    of the results, perhaps) nothing says which is the place among all.
    """
    ranks = [exact(place, each, (), {"rank"}) for each in items(place, value)]
    if len(ranks) > 1:
        raise ReadingError(place, f"{len(ranks)} places beside one mark: {show(value)}")
    return place_number(place, ranks[0].get("rank")) if ranks else ""
