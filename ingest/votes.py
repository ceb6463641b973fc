"""One value and everybody who printed it. A witness is a cited address: a page counts once for a value.

The value shown is chosen in a stated order: one that a decision corrected by hand; one that no decision
calls doubtful; the more trusted document or host (trust.csv: the official sheet, the federation, CONI,
press); a sheet that says it is corrected; the value with which the printed total closes; the value more
addresses print; the first address in alphabetical order.
"""

from dataclasses import dataclass, field

from ingest.citations import cite
from ingest.normalise import Row

Number = float | int


@dataclass(frozen=True, slots=True)
class Vote:
    row: Row
    text: str
    number: Number

    @property
    def trust(self) -> int:
        return max(self.row.trust, cite(self.row.address).trust)


@dataclass(slots=True)
class Ballot:
    """The votes for one value, and the number that is shown once `decide` has run. revised: the rows whose
    earlier version may have printed another; corrected: the numbers that decisions put in place of printed
    ones.
    """

    votes: dict[tuple[Number, str], Vote] = field(default_factory=dict)
    revised: list[Row] = field(default_factory=list)
    corrected: set[Number] = field(default_factory=set)
    shown: Number | None = None

    def vote_points(self, row: Row) -> Row | None:
        """Note the points of a row: see `vote`."""
        self._note_correction(row, "points", row.points)
        return self.vote(row, row.points_printed, row.points)

    def vote_rank(self, row: Row) -> Row | None:
        """Note the place of a row: see `vote`."""
        self._note_correction(row, "rank", row.rank)
        return self.vote(row, row.rank_printed, row.rank)

    def _note_correction(self, row: Row, name: str, number: Number | None) -> None:
        if number is not None and name in row.corrected:
            self.corrected.add(number)

    def take(self, other: "Ballot") -> None:
        """Add the votes of another ballot."""
        self.votes.update(other.votes)
        self.revised += other.revised
        self.corrected |= other.corrected

    def vote(self, row: Row, text: str, number: Number | None) -> Row | None:
        """Note what a row prints; return the row whose vote stands, None when it prints nothing."""
        if row.before:
            self.revised.append(row)
        if number is None:
            return None
        key = (number, cite(row.address).citation_id)
        return self.votes.setdefault(key, Vote(row, text, number)).row

    def numbers(self) -> set[Number]:
        return {number for number, _ in self.votes}

    @property
    def number(self) -> Number | None:
        """The number shown; before `decide` the best by trust and count alone."""
        if self.shown is None and self.votes:
            self.decide(frozenset())
        return self.shown

    @property
    def text(self) -> str:
        """The shown value as its first witness prints it."""
        return next((vote.text for vote in self.ordered()), "")

    def ordered(self) -> list[Vote]:
        """The votes, those for the number shown first, the most trusted of them before the others."""
        if len(self.votes) < 2:
            return list(self.votes.values())
        shown = self.number
        return sorted(
            self.votes.values(), key=lambda vote: (vote.number != shown, *_by_trust(vote))
        )

    @property
    def is_doubtful(self) -> bool:
        """Whether the number shown is one that a decision calls doubtful."""
        shown = [vote for vote in self.votes.values() if vote.number == self.number]
        return bool(shown) and all(vote.row.is_doubtful for vote in shown)

    def decide(self, closing: frozenset[Number]) -> None:
        """Choose the number to show; `closing` are those with which the printed total closes."""
        numbers = self.numbers()
        if len(numbers) == 1:
            self.shown = next(iter(numbers))
        elif numbers:
            self.shown = max(numbers, key=lambda number: self._weight(number, closing))

    def _weight(self, number: Number, closing: frozenset[Number]) -> tuple[object, ...]:
        votes = [vote for vote in self.votes.values() if vote.number == number]
        citations = [cite(vote.row.address) for vote in votes]
        trust = max(vote.trust for vote in votes)
        is_revised = any(vote.row.revision for vote in votes)
        first = min(citation.key for citation in citations)
        is_doubtful = all(vote.row.is_doubtful for vote in votes)
        return (number in self.corrected, not is_doubtful, trust, is_revised, number in closing,
                len(citations), _reversed(first), -number)  # fmt: skip


def _by_trust(vote: Vote) -> tuple[object, ...]:
    return -vote.trust, cite(vote.row.address).key, vote.row.document_id, vote.row.record


def _reversed(text: str) -> tuple[int, ...]:
    """A key that sorts texts backwards, so that max() takes the first in alphabetical order."""
    return (*(-ord(char) for char in text), 1)
