"""Mentions -> athletes. A name printed in full, in any order of its words, is one athlete, unless birth
years or nations contradict or one page prints it twice in a ranking; initials never link. Decisions
unite and part what the name cannot tell.

Ids are opaque and for life: a new one is derived from its anchor, the first mention by date, then
document, then record; a recorded one (decisions/athletes.csv) wins.
"""

import base64
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from ingest.decisions import DecisionError, Decisions
from ingest.normalise import Row
from ingest.stage import Stage

Node = tuple[str, str, int | None, str]
Anchor = tuple[str, str, str]

ID_LENGTH = 9


@dataclass(slots=True)
class Person:
    """A set of nodes (name, nation, birth year, club) that is one athlete."""

    anchor: Anchor
    nodes: list[Node] = field(default_factory=list)

    def contradicts(self, node: Node) -> bool:
        _, nation, birth_year, _ = node
        return any(
            (nation and other[1] and nation != other[1])
            or (birth_year and other[2] and birth_year != other[2])
            for other in self.nodes
        )


class Identity:
    """Who a row is about, and which ids redirect to which."""

    def __init__(self, stage: Stage, decisions: Decisions) -> None:
        self.athlete_ids: dict[Node, str] = {}
        self.redirects: dict[str, str] = {}
        for person in _persons(stage, decisions):
            recorded = sorted(_recorded_ids(person, stage, decisions))
            athlete_id = recorded[0] if recorded else derive_id(*person.anchor[1:])
            self.redirects |= dict.fromkeys(recorded[1:], athlete_id)
            self.athlete_ids |= dict.fromkeys(person.nodes, athlete_id)

    def athlete_id(self, row: Row) -> str:
        """The id of a gymnast named in full. Raises KeyError for initials: see resolve."""
        return self.athlete_ids[_node(row)]


def derive_id(*parts: str) -> str:
    """An opaque id of 9 letters and digits, the same for the same parts for ever."""
    digest = hashlib.sha256(":".join(parts).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:ID_LENGTH]


def _node(row: Row) -> Node:
    return (row.name_key, row.nation, row.birth_year, row.club_id)


def _persons(stage: Stage, decisions: Decisions) -> list[Person]:
    same, different = _decided(stage, decisions)
    persons: dict[str, list[Person]] = defaultdict(list)
    rows = stage.connection.execute("""
        select name_key, nation, birth_year, club_id, min(date || ' ' || document_id || ' ' || record_key)
        from mention group by 1, 2, 3, 4 order by 5, 1, 2, 3, 4
    """)
    for *columns, anchor_text in rows.fetchall():
        node: Node = tuple(columns)
        known = [
            person
            for person in persons[node[0]]
            if not person.contradicts(node)
            and not any((node, other) in different for other in person.nodes)
        ]
        if len(known) == 1:
            known[0].nodes.append(node)
        else:
            date, document_id, record = anchor_text.split(" ")
            persons[node[0]].append(Person((date, document_id, record), [node]))
    return _unite([person for group in persons.values() for person in group], same)


def _unite(persons: list[Person], same: list[tuple[Node, Node]]) -> list[Person]:
    """Join the persons that a decision calls the same; the earliest anchor stays."""
    owner = {node: person for person in persons for node in person.nodes}
    for one, other in same:
        first, second = sorted((owner[one], owner[other]), key=lambda person: person.anchor)
        if first is not second:
            first.nodes += second.nodes
            owner |= dict.fromkeys(second.nodes, first)
    united = {id(person): person for person in owner.values()}
    return sorted(united.values(), key=lambda person: person.anchor)


def _decided(
    stage: Stage, decisions: Decisions
) -> tuple[list[tuple[Node, Node]], set[tuple[Node, Node]]]:
    same: list[tuple[Node, Node]] = []
    different: set[tuple[Node, Node]] = {
        ((name, *columns[:3]), (name, *columns[3:]))
        for name, *columns in stage.connection.execute("select * from apart")
    }
    for row in decisions.identity:
        one = _node_of(stage, row["document_id"], row["record"])
        other = _node_of(stage, row["other_document_id"], row["other_record"])
        if row["decision"] == "same":
            same.append((one, other))
        elif row["decision"] == "different":
            if one == other:
                raise DecisionError(f"identity.csv: {_pair(row)} have one name, club and nation")
            different |= {(one, other), (other, one)}
        else:
            raise DecisionError(
                f"identity.csv: decision {row['decision']!r} is not same or different"
            )
    both = set(same) & different
    if both:
        raise DecisionError(f"identity.csv: {both.pop()[0][0]!r} is called both same and different")
    return same, different


def _pair(row: dict[str, str]) -> str:
    return "{document_id} {record} and {other_document_id} {other_record}".format_map(row)


def _node_of(stage: Stage, document_id: str, record: str) -> Node:
    row = stage.connection.execute(
        "select name_key, nation, birth_year, club_id from mention"
        " where document_id = ? and record = ?",
        (document_id, record),
    ).fetchone()
    if not row:
        raise DecisionError(f"identity.csv: {document_id} record {record} names nobody")
    node: Node = tuple(row)
    return node


def _recorded_ids(person: Person, stage: Stage, decisions: Decisions) -> set[str]:
    if not decisions.athletes:
        return set()
    found = set()
    for node in person.nodes:
        for document_id, record in stage.connection.execute(
            "select document_id, record from mention where name_key = ? and nation = ?"
            " and birth_year is ? and club_id = ?",
            node,
        ):
            if (document_id, record) in decisions.athletes:
                decisions.used.add(("athletes", document_id, record))
                found.add(decisions.athletes[document_id, record])
    return found
