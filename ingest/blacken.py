"""One row of a document without the name of somebody: what `pedana erase --redact` writes in its place.

Her name goes where she is printed, told by document and record, so that a namesake keeps hers. In every other
text her full name goes, in whatever order and spelling of accents, as in a release (ingest/removal.py).
"""

import functools
import secrets
import string
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ingest.citations import cite
from ingest.corrections import Line, lines_about
from ingest.decisions import Decisions
from ingest.names import Names
from ingest.private import Place
from ingest.reading import RawRow
from ingest.removal import without_members
from ingest.squad_names import NAME, member_name, split_squad, with_member
from ingest.text import NO_NAME, fold, name_key
from ingest.vocabulary import curated

LETTERS = 8
# A family name alone may be a word of these: of a place or of a known series, or of what is ranked.
TITLES = ("competition", "title", "organiser", "date_note")
CLASSES = ("stage", "scope", "category")
OF_HER = dict.fromkeys(("family_name", "given_name", "name_split", "birth_year", "licence"), "")
NAMED = ("competitor", "club")  # corrections of these are applied, since what they correct goes


@dataclass(slots=True)
class Her:
    """Who is blackened: her name keys at each place, which competition a place is of, the names that texts
    must not hold, the clubs and places that are none but her name, and the letters that stand for her in
    each competition and for each address.
    """

    places: dict[Place, set[str]]
    competitions: dict[Place, str]
    names: Names
    called_so: set[str] = field(default_factory=set)
    letters: dict[object, str] = field(default_factory=dict)

    def letters_of(self, key: object) -> str:
        """Drawn by lot: they say nothing of her, and of two competitions they are not the same."""
        if key not in self.letters:
            drawn = (secrets.choice(string.ascii_lowercase) for _ in range(LETTERS))
            self.letters[key] = "".join(drawn)
        return self.letters[key]

    def mask(self, text: str, *, alone: bool = True, kept: Iterable[str] = ()) -> str:
        """A text without her names, as Removal.mask: with alone=False, and of the words `kept`, a family name
        alone stays.
        """
        words = {word for one in kept for word in fold(one).split()}
        if not self.names.found(text, alone=alone, kept=words):
            return text
        masked = self.names.masked(text, alone=alone, kept=words)
        return NO_NAME if self.names.found(masked, alone=alone, kept=words) else masked

    def mask_address(self, address: str) -> str:
        """An address that names her as one that leads nowhere, on its host; equal ones stay equal."""
        if "/" not in address or self.mask(address) == address:
            return self.mask(address)
        cited = cite(address)
        numbered = f"https://{cited.key}-..."  # one page by its number, however others cite it
        if cite(numbered).key == cited.key and self.mask(numbered) == numbered:
            return numbered
        host = cited.host if self.mask(cited.host) == cited.host else ""
        name = f"{NO_NAME.replace(' ', '-')}-{self.letters_of(cited.citation_id)}"
        return f"https://{host}/.../{name}" if host else name


@functools.lru_cache
def series_names() -> tuple[str, ...]:
    return tuple(row["name"] for row in curated("series"))


def blacken(
    raw: RawRow, document_id: str, her: Her, corrections: dict[Place, list[Line]]
) -> RawRow:
    """The row without her."""
    if raw.competitor_kind == "athlete":
        raw = _without_competitor(raw, document_id, her, corrections)
    else:
        raw = _without_members(raw, document_id, her, corrections)
    kept = [raw.place, raw.venue, *series_names()]
    changes = {name: her.mask(getattr(raw, name), kept=kept) for name in TITLES}
    changes |= {name: her.mask(getattr(raw, name), alone=False) for name in CLASSES}
    changes["note"] = her.mask(raw.note)
    changes |= {name: _without_clubs(getattr(raw, name), her) for name in ("club", "team")}
    changes |= {name: _without_place(getattr(raw, name), her) for name in ("place", "venue")}
    return replace(raw, **changes, address=her.mask_address(raw.address))  # type: ignore[arg-type]


def _without_competitor(
    raw: RawRow, document_id: str, her: Her, corrections: dict[Place, list[Line]]
) -> RawRow:
    place = (document_id, raw.record)
    if place not in her.places:
        return raw
    about = lines_about(corrections, document_id, raw)
    lines = [line for line in about if line["field"] in NAMED]
    correct = _corrected(raw, document_id, lines)
    if name_key(correct.competitor) not in her.places[place]:
        return raw  # another one, on the same line
    name = f"{NO_NAME} {her.letters_of(her.competitions.get(place))}"
    team = name if correct.team == correct.competitor else correct.team
    printed = dict.fromkeys({raw.competitor, correct.competitor} - {""}, NO_NAME)
    note = without_members(correct.note, printed)
    return replace(correct, competitor=name, team=team, note=note, **OF_HER)  # type: ignore[arg-type]


def _without_members(
    raw: RawRow, document_id: str, her: Her, corrections: dict[Place, list[Line]]
) -> RawRow:
    """A squad keeps its other names and their order; a text that is no list of names is a text."""
    count = len(split_squad(raw.squad))
    hers = [at for at in range(1, count + 1) if (document_id, f"{raw.record}-{at}") in her.places]
    for at in hers:
        lines = corrections.get((document_id, f"{raw.record}-{at}"), [])
        correct = _corrected(raw, document_id, lines)
        printed = {member_name(split_squad(one.squad)[at - 1]): NO_NAME for one in (raw, correct)}
        name = member_name(split_squad(correct.squad)[at - 1])
        squad = with_member(correct.squad, at, name, NO_NAME)
        raw = replace(correct, squad=squad, note=without_members(correct.note, printed))
    if not all(NAME.fullmatch(member_name(part)) for part in split_squad(raw.squad)):
        raw = replace(raw, squad=her.mask(raw.squad))
    is_club = raw.competitor in (raw.club, "") and raw.club not in her.called_so
    return raw if is_club else replace(raw, competitor=her.mask(raw.competitor))


def _without_clubs(printed: str, her: Her) -> str:
    """The names of clubs in a cell but for those that are hers."""
    parts = printed.split(" / ")
    return " / ".join(part for part in parts if part not in her.called_so)


def _without_place(printed: str, her: Her) -> str:
    """A place, "Town, Hall" too, without one that is hers."""
    for place in sorted(her.called_so, key=len, reverse=True):
        printed = printed.replace(place, "")
    return printed.strip(" ,")


def _corrected(raw: RawRow, document_id: str, lines: list[Line]) -> RawRow:
    """The row as decisions correct it, with the notes that say so."""
    about: dict[Place, list[Line]] = {}
    for line in lines:
        about.setdefault((line["document_id"], line["record"]), []).append(line)
    return Decisions(corrections=about).correct(document_id, raw)
