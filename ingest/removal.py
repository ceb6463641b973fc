"""Who is not named in a release: those of the private file, and new mentions that may be theirs.

Linking runs first, on the real names: whoever is linked to a mention that was removed is removed, however a
later document spells her. Her results stay, without her: no id, no club, no year of birth, no name; what a
text says of her by her full name is masked.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ingest.evidence import given_names
from ingest.identity import Identity, Known, Node
from ingest.normalise import Row
from ingest.private import Place, PrivateFile
from ingest.stage import Stage
from ingest.text import PARTICLES, fold, is_full_name

MASK = "nome rimosso"
MOST_WORDS = 4  # of a name, of which every order is looked for; of a longer one two
BETWEEN = r"(?:%[0-9a-f]{2}|[ \-_.,+'’/]){0,3}"
# What is written of an athlete herself, under her id: nobody's who is removed.
OF_ATHLETES = frozenset({"mention", "athlete", "athlete_name"})
# What is written of a club under its own id: "Raffaello Motto" is one.
OF_CLUBS = frozenset({"club", "club_name", "club_link", "club_doubt", "club_redirect"})
# What is written under the ids of others: athletes of her name, clubs, and the words of both for search.
OF_OTHERS = re.compile(r"mention$|athlete|club|search_word")
SHORTEST = 4  # letters of a family name that is looked for alone
CHUNK, OVERLAP = 1 << 22, 1 << 10
MENTIONS = """
select document_id, record, name_key, nation, birth_year, club_id, licence, carved from mention
"""


class RemovalError(Exception):
    """A removed name stands in what would be published: one line, without the name."""


class Removal:
    """Which athletes of a build are removed, and the masking of texts that name them.

    places    where they are printed
    withheld  the doubts that keep new mentions back until the operator decides
    parts     how many family names without a given name are kept back
    """

    def __init__(self, private: PrivateFile, stage: Stage, identity: Identity) -> None:
        self.private = private
        self.ids: set[str] = set()
        self.places: set[Place] = set()
        self.withheld: list[Known] = []
        self.parts = 0
        self.pattern: re.Pattern[str] | None = None
        self.athletes = {request.athlete for request in private.requests}
        if private.requests:
            self._remove(list(_mentions(stage, identity)), identity)

    def has(self, athlete_id: str | None) -> bool:
        """Whether an athlete is removed. Initials are no mention of anybody: their id tells."""
        if not athlete_id or not self.athletes:
            return False
        return athlete_id in self.ids or self.private.hash_athlete(athlete_id) in self.athletes

    def prints(self, row: Row) -> bool:
        """Whether a row prints somebody who is removed."""
        return (row.document_id, row.record) in self.places

    def mask(self, text: str) -> str:
        """A text without the full names of those who are removed; an address that holds one is its host."""
        if not self.pattern or not self.pattern.search(plain(unquote(text))):
            return text
        if "/" in text and " " not in text:
            host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
            return MASK if self.pattern.search(plain(host)) else f"{host} ({MASK})"
        return mask_spans(text, self.pattern)

    def _remove(self, mentions: list[tuple[Place, str]], identity: Identity) -> None:
        asked = {one for request in self.private.requests for one in request.mentions}
        self.ids = {athlete_id for _, athlete_id in mentions if self.has(athlete_id)}
        self.ids |= {
            athlete_id
            for place, athlete_id in mentions
            if self.private.hash_mention(place) in asked
        }
        self._withhold(identity.doubts)
        self._withhold_parts(identity)
        self.places = {place for place, athlete_id in mentions if athlete_id in self.ids}
        hers = {node.name for node, key in identity.athlete_ids.items() if key in self.ids}
        others = {
            node.name
            for node, key in identity.athlete_ids.items()
            if key not in self.ids and is_full_name(node.name)
        }
        full = {key for key in hers if " " in key}
        self.pattern = name_pattern(full | family_names(full, others))

    def _withhold(self, doubts: Iterable[Known]) -> None:
        """Keep back who may be one of them and was not there, or not in doubt, when she asked."""
        known = {one for request in self.private.requests for one in request.others}
        found = []
        for doubt in doubts:
            pair = {doubt.athlete_id, doubt.other_athlete_id}
            (other, *more) = pair - self.ids or {""}
            if other and not more and self.private.hash_athlete(other) not in known:
                self.withheld.append(doubt)
                found.append(other)
        self.ids.update(found)

    def _withhold_parts(self, identity: Identity) -> None:
        """Keep back a family name, alone or behind an initial, that is one of theirs and was not there."""
        known = {one for request in self.private.requests for one in request.others}
        hers = {node.name for node, key in identity.athlete_ids.items() if key in self.ids}
        words = {word for name in hers for word in name.split()} - given_names() - PARTICLES
        named = {key for node, key in identity.athlete_ids.items() if is_full_name(node.name)}
        parts = {
            key
            for node, key in identity.athlete_ids.items()
            if key not in self.ids | named and not words.isdisjoint(node.name.split())
            and self.private.hash_athlete(key) not in known
        }  # fmt: skip
        self.parts = len(parts)
        self.ids |= parts


def without_members(squad: str, removed: Iterable[str]) -> str:
    """The text of a squad with the names of those who are removed put out."""
    for name in removed:
        squad = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", MASK, squad)
    return squad


def _mentions(stage: Stage, identity: Identity) -> Iterator[tuple[Place, str]]:
    for document_id, record, *node in stage.connection.execute(MENTIONS):
        yield (document_id, record), identity.athlete_ids[Node(*node)]


def family_names(names: Iterable[str], others: Iterable[str]) -> set[str]:
    """The words by which names alone tell who they are: no given names, and borne by no other."""
    known = {word for name in others for word in name.split()} | given_names() | PARTICLES
    return {
        word
        for name in names
        for word in name.split()
        if len(word) >= SHORTEST and word not in known
    }


def name_pattern(keys: Iterable[str]) -> re.Pattern[str] | None:
    """What finds full names, given as keys (ingest.text.name_key), in plain text, in whatever order."""
    names = sorted(
        (BETWEEN.join(map(re.escape, order)) for key in keys for order in _orders(key.split())),
        key=lambda name: (-len(name), name),
    )
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(names)})(?![^\W_])") if names else None


def _orders(words: list[str]) -> Iterable[tuple[str, ...]]:
    if len(words) <= MOST_WORDS:
        return set(permutations(words))
    return {tuple(words), tuple(reversed(words))}


def plain(text: str) -> str:
    """A text in lower case and without accents, otherwise as it is."""
    return "".join(map(_plain, text))


def _plain(char: str) -> str:
    folded = fold(char)
    if folded:
        return folded
    decomposed = unicodedata.normalize("NFKD", char)
    return "" if all(map(unicodedata.combining, decomposed)) else char


def mask_spans(text: str, pattern: re.Pattern[str]) -> str:
    """A text with each name that a pattern finds in its plain form put out."""
    letters = [(place, letter) for place, char in enumerate(text) for letter in _plain(char)]
    found = pattern.finditer("".join(letter for _, letter in letters))
    masked, end = [], 0
    for match in found:
        masked += [text[end : letters[match.start()][0]], MASK]
        end = letters[match.end() - 1][0] + 1
    return "".join([*masked, text[end:]]) if masked else MASK


def require_absent(database: Path, removal: Removal) -> None:
    """Raise RemovalError where a release holds the full name of somebody who is removed: in a value of any
    table, shadow tables of the full-text indexes included, or in any byte of the file. Tables of clubs are
    let be, and of a name that a homonym bears those of athletes: who is removed has no row in them.
    """
    if not removal.pattern:
        return
    has_others = False
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        connection.text_factory = lambda value: value.decode("utf-8", "replace")
        for table, column in _columns(connection):
            for (value,) in connection.execute(f'select "{column}" from "{table}"'):
                text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
                if isinstance(text, str) and removal.pattern.search(plain(unquote(text))):
                    if not OF_OTHERS.match(table) and not column.endswith("club_id"):
                        raise RemovalError(
                            f"a removed name stands in {table}.{column}: not published"
                        )
                    has_others = True
    connection.close()
    if not has_others:
        _require_absent_bytes(database, removal.pattern)


def _columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("""
        select tables.name, columns.name
        from sqlite_master as tables, pragma_table_info(tables.name) as columns
        where tables.type = 'table' and tables.name not like 'sqlite_%'
        order by 1, 2
    """).fetchall()


def _require_absent_bytes(path: Path, pattern: re.Pattern[str]) -> None:
    with open(path, "rb") as file:
        before = b""
        while chunk := file.read(CHUNK):
            text = (before + chunk).decode("utf-8", "replace")
            if pattern.search(plain(unquote(text))):
                raise RemovalError(
                    f"a removed name stands in the bytes of {path.name}: not published"
                )
            before = chunk[-OVERLAP:]
