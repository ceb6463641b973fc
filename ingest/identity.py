"""Mentions -> athletes, with an id each. What the evidence (linking) cannot tell, decisions unite and part.

A node is what mentions share: name, nation, year of birth, club, licence. Mentions that a decision parts from
others of their own node are carved out of it. Initials never link: see resolve.

Ids are opaque and for life: a new one is derived from its anchor, the first mention by date, then
document, then record; a recorded one (decisions/athletes.csv) wins. A merged id redirects.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, product
from typing import NamedTuple

from ingest.decisions import DecisionError, Decisions
from ingest.evidence import Form, born_between, levels_of
from ingest.generations import carve_generations
from ingest.linking import Link, link_forms
from ingest.normalise import Row
from ingest.squads import mates_of
from ingest.stage import Stage, record_key

ID_LENGTH = 9
NOBODY = "-"  # no id begins so
NODE = (
    "name_key = ? and nation = ? and birth_year is ? and club_id = ? and licence = ? and carved = ?"
)
Place = tuple[str, str]  # document_id, record


class Node(NamedTuple):
    """What mentions share. carved: the mention by which a decision parts them from others of the same; of a
    family name in a squad, the squad.
    """

    name: str
    nation: str
    birth_year: int | None
    club_id: str
    licence: str = ""
    carved: str = ""


class Anchor(NamedTuple):
    """The first mention of a node; its id derives from document and record key."""

    date: str
    document_id: str
    record_key: str
    record: str

    @property
    def place(self) -> Place:
        return self.document_id, self.record

    @property
    def athlete_id(self) -> str:
        return derive_id(self.document_id, self.record_key)


@dataclass(slots=True)
class Person:
    """The nodes of one athlete. anchor: the first mention; merged: the ids of those that a decision calls
    the same.
    """

    anchor: Anchor
    nodes: list[Node] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """A link that was made, or a doubt left open, between the first mentions of two nodes.

    mentions  of the smaller side: of the node in a link, of the athlete in a doubt, what it would move
    """

    one: Place
    other: Place
    athlete_id: str
    other_athlete_id: str
    bits: float
    reasons: str
    mentions: int


class Identity:
    """Who a row is about, which ids redirect to which, the links that were made and the doubts left open."""

    def __init__(
        self, stage: Stage, decisions: Decisions,
        strangers: Callable[[Stage], set[tuple[Node, Node]]] = lambda _: set(),
    ) -> None:  # fmt: skip
        self.decisions = decisions
        self.athlete_ids: dict[Node, str] = {}
        self.redirects: dict[str, str] = {}
        self.carved: dict[Place, Node] = {}
        carve_generations(stage)
        self.same, self.different = _read_decisions(stage, decisions, self.carved)
        self.meeting = stage.meeting
        self.nodes, forms, self.anchors = _read_nodes(stage)
        place_of = {node: place for place, node in enumerate(self.nodes)}
        told = self.different | {(Node(*one), Node(*other)) for one, other in stage.apart()}
        told |= strangers(stage)
        apart = {(place_of[one], place_of[other]) for one, other in told
                 if one in place_of and other in place_of}  # fmt: skip
        linked = link_forms(
            forms,
            apart,
            lambda one, other: stage.meeting(self.nodes[one], self.nodes[other]),
        )
        given: set[str] = set()
        for person in self._persons(linked.clusters):
            recorded = _recorded_ids(person, stage, decisions)
            decisions.stale += [
                f"athletes.csv: {athlete_id} is recorded for two gymnasts: it stays with the earlier one"
                for athlete_id in sorted(recorded & given)
            ]
            self._name(person, recorded - given, given)
            given |= recorded | {self.athlete_ids[person.nodes[0]]}
        self.links = [self._known(link, forms) for link in linked.links]
        self.doubts = self._open([self._known(link, forms) for link in linked.doubts], forms)

    def athlete_id(self, row: Row) -> str:
        """The id of a gymnast named in full. Raises KeyError for initials: see `initials_id`."""
        node = Node(row.name_key, row.nation, row.birth_year, row.club_id, row.licence)
        return self.athlete_ids[self.carved.get((row.document_id, row.record), node)]

    def nobody_id(self, places: Sequence[Place]) -> str:
        """What the lines of a blackened name go by in a build: no id, and never published (Removal.has)."""
        document_id, record = places[0]
        return NOBODY + derive_id(document_id, record_key(record))

    def initials_id(self, places: Sequence[Place]) -> str:
        """The id of initials that stand at these places of one competition, the first of them the anchor."""
        recorded = self.decisions.recorded_ids(places)
        document_id, record = places[0]
        athlete_id = min(recorded, default=derive_id(document_id, record_key(record)))
        self.redirects |= dict.fromkeys(recorded - {athlete_id}, athlete_id)
        return athlete_id

    def _persons(self, clusters: list[list[int]]) -> list[Person]:
        """The clusters as persons, those that a decision calls the same joined: the earliest anchor stays."""
        owner: dict[Node, Person] = {}
        for cluster in clusters:
            nodes = [self.nodes[place] for place in cluster]
            person = Person(min(self.anchors[place] for place in cluster), nodes)
            owner |= dict.fromkeys(nodes, person)
        for one, other in self.same:
            first, second = sorted((owner[one], owner[other]), key=lambda person: person.anchor)
            if first is not second:
                self._require_apart_in_rankings(first, second)
                first.merged += [*second.merged, second.anchor.athlete_id]
                first.nodes += second.nodes
                owner |= dict.fromkeys(second.nodes, first)
        for one, other in self.different:
            if owner.get(one) is not None and owner[one] is owner.get(other):
                where = " ".join(owner[one].anchor.place)
                raise DecisionError(
                    f"identity.csv: who stands at {where} is called both same and different"
                )
        persons = {id(person): person for person in owner.values()}
        return sorted(persons.values(), key=lambda person: person.anchor)

    def _require_apart_in_rankings(self, first: Person, second: Person) -> None:
        """Raise DecisionError where two who are called the same take two places of one ranking."""
        for one, other in product(first.nodes, second.nodes):
            if self.meeting(one, other).line:
                raise DecisionError(
                    f"identity.csv: who stands at {' '.join(first.anchor.place)} and at "
                    f"{' '.join(second.anchor.place)} are called the same, and one page ranks both"
                )

    def _name(self, person: Person, recorded: set[str], given: set[str]) -> None:
        """Give a person its id: the smallest recorded one, else that of its anchor, unless it is given to
        another by mistake; the others redirect.
        """
        athlete_id = min(recorded, default=person.anchor.athlete_id)
        athlete_id = derive_id(athlete_id) if athlete_id in given else athlete_id
        others = (recorded or {*person.merged}) - {athlete_id}
        self.redirects |= dict.fromkeys(others, athlete_id)
        self.athlete_ids |= dict.fromkeys(person.nodes, athlete_id)

    def _open(self, doubts: list[Known], forms: list[Form]) -> list[Known]:
        """The best doubt of each two athletes who are still two, that which would change most first."""
        sizes: Counter[str] = Counter()
        for node, form in zip(self.nodes, forms, strict=True):
            sizes[self.athlete_ids[node]] += form.mentions
        parted = {
            frozenset((self.athlete_ids[one], self.athlete_ids[other]))
            for one, other in self.different
            if one in self.athlete_ids and other in self.athlete_ids
        }
        best: dict[tuple[str, ...], Known] = {}
        for doubt in sorted(doubts, key=lambda doubt: -doubt.bits):
            pair = tuple(sorted((doubt.athlete_id, doubt.other_athlete_id)))
            if pair[0] != pair[1] and frozenset(pair) not in parted:
                mentions = min(sizes[athlete_id] for athlete_id in pair)
                best.setdefault(pair, replace(doubt, mentions=mentions))
        return sorted(best.values(), key=lambda doubt: (-doubt.mentions, -doubt.bits, doubt.one))

    def _known(self, link: Link, forms: list[Form]) -> Known:
        one, other = sorted((link.one, link.other), key=lambda place: self.anchors[place])
        return Known(
            self.anchors[one].place,
            self.anchors[other].place,
            self.athlete_ids[self.nodes[one]],
            self.athlete_ids[self.nodes[other]],
            link.bits,
            link.reasons,
            min(forms[one].mentions, forms[other].mentions),
        )


def derive_id(*parts: str) -> str:
    """An opaque id of 9 letters and digits, the same for the same parts for ever."""
    digest = hashlib.sha256(":".join(parts).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:ID_LENGTH]


def _read_nodes(stage: Stage) -> tuple[list[Node], list[Form], list[Anchor]]:
    """The nodes in the order of their names, their forms and their anchors, place by place."""
    nodes, forms, anchors = [], [], []
    rows = stage.connection.execute("""
        select name_key, nation, birth_year, club_id, licence, carved, category,
            min(date || ' ' || document_id || ' ' || record_key || ' ' || record), count(*),
            min(date), max(iif(date < '9999', date, ''))
        from mention group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
    """)
    for columns, group in groupby(rows, key=lambda row: row[:6]):
        _, _, _, _, _, _, categories, starts, counts, first, last = zip(*group, strict=True)
        node = Node(*columns)
        levels = frozenset[tuple[str, int]]().union(*map(levels_of, categories))
        starting = [int(day[:4]) % 9999 for day in first]  # 0 for a category without a date
        ending = [int(day[:4] or 0) for day in last]
        born = born_between(zip(categories, starting, ending, strict=True))
        years = min(filter(None, starting), default=0), max(ending)
        nodes.append(node)
        mates = mates_of(node.carved, node.name)
        forms.append(Form(*node[:5], sum(counts), *years, levels, born, mates))
        date, document_id, key, record = min(starts).split(" ")
        anchors.append(Anchor(date, document_id, key, record))
    return nodes, forms, anchors


def _read_decisions(
    stage: Stage, decisions: Decisions, carved: dict[Place, Node]
) -> tuple[list[tuple[Node, Node]], set[tuple[Node, Node]]]:
    """The pairs of nodes that decisions call the same, and different, both ways."""
    decided = [row for row in decisions.identity if _is_known(stage, row, decisions)]
    _carve(stage, [_places(row) for row in decided if row["decision"] == "different"], carved)
    same: list[tuple[Node, Node]] = []
    different: set[tuple[Node, Node]] = set()
    for row in decided:
        place, other_place = _places(row)
        if place == other_place:
            raise DecisionError(f"identity.csv: {' '.join(place)} is compared with itself")
        one, other = _node_of(stage, place), _node_of(stage, other_place)
        if row["decision"] == "same":
            same.append((one, other))
        elif one == other:
            raise DecisionError(f"identity.csv: {' '.join(place)} is parted from itself")
        else:
            different |= {(one, other), (other, one)}
    return same, different


def _carve(stage: Stage, pairs: list[tuple[Place, Place]], carved: dict[Place, Node]) -> None:
    """Where both mentions of a pair are of one node, carve those of the second's page out of it."""
    for one, other in pairs:
        if _node_of(stage, one) == _node_of(stage, other):
            stage.carve(one, other)
    for document_id, record, *columns in stage.connection.execute(
        "select document_id, record, name_key, nation, birth_year, club_id, licence, carved"
        " from mention where carved <> ''"
    ):
        carved[document_id, record] = Node(*columns)


def _places(row: dict[str, str]) -> tuple[Place, Place]:
    return (row["document_id"], row["record"]), (row["other_document_id"], row["other_record"])


def _is_known(stage: Stage, row: dict[str, str], decisions: Decisions) -> bool:
    """Whether both mentions of a decision are there; one that is not is reported, and decides nothing."""
    if row["decision"] not in ("same", "different"):
        raise DecisionError(f"identity.csv: decision {row['decision']!r} is not same or different")
    try:
        return all(_node_of(stage, place) for place in _places(row))
    except LookupError as error:
        decisions.stale.append(f"identity.csv: {error.args[0]} names nobody")
        return False


def _node_of(stage: Stage, place: Place) -> Node:
    row = stage.connection.execute(
        "select name_key, nation, birth_year, club_id, licence, carved from mention"
        " where document_id = ? and record = ?",
        place,
    ).fetchone()
    if not row:
        raise LookupError(f"{place[0]} record {place[1]}")
    return Node(*row)


def _recorded_ids(person: Person, stage: Stage, decisions: Decisions) -> set[str]:
    if not decisions.athletes:
        return set()
    sql = f"select document_id, record from mention where {NODE}"
    places = (stage.connection.execute(sql, node) for node in person.nodes)
    return decisions.recorded_ids(chain.from_iterable(places))
