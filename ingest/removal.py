"""Who is shown how in a release: as printed, by initials, or not at all.

Linking runs first, on the real names: whoever is linked to a mention that was removed is removed, however a
later document spells her. The results of who is removed stay, without her: no id, no club, no year of birth,
no name. What a text says by name of her, or of who is shown by initials, is masked.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import permutations, product
from typing import Any

from ingest.citations import host_of
from ingest.club_names import split_code
from ingest.decisions import Decisions
from ingest.evidence import given_names
from ingest.identity import NOBODY, Identity, Known, Node, derive_id
from ingest.join import Competition, in_order
from ingest.likeness import Alike, family_names, known_forms, printed_forms
from ingest.names import Names, is_address
from ingest.normalise import Header, Row
from ingest.private import Place, PrivateFile
from ingest.squad_names import member_name, split_squad
from ingest.stage import Stage, record_key
from ingest.text import NO_NAME, PARTICLES, fold, is_full_name, is_nobody, join_spaced, slug
from ingest.visibility import HIDDEN, INITIALS, MASKED, NOT_INDEXED, REMOVED, strictest
from ingest.vocabulary import curated

MASK = NO_NAME
# What is written of an athlete herself, under her id: nobody's who is removed.
OF_ATHLETES = frozenset({"mention", "athlete", "athlete_name"})
# What is written of a club under its own id: "Raffaello Motto" is one.
OF_CLUBS = frozenset({"club", "club_name", "club_link", "club_doubt", "club_redirect"})
# What is written of competitions, and our own words: a family name alone may be a place, or a word.
OF_COMPETITIONS = frozenset({
    "competition", "competition_name", "series", "ranking", "category", "season", "apparatus",
    "data_check", "source",
})  # fmt: skip
# What is written of a team is masked where it is made: its own club and those who are shown stay.
OF_TEAMS = frozenset({"team"})
# A place may bear anybody's name.
OF_PLACES = frozenset({("competition", "place"), ("competition", "venue")})
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
CLUBS = "select distinct key, printed from club_print"
MOST_PARTICLES = 3  # of a name: "van der"
SPACES = re.compile(r"(\s+)")
MENTIONS = """
select document_id, record, name_key, nation, birth_year, club_id, licence, carved from mention
"""


class RemovalError(Exception):
    """A removed name stands in what would be published: one line, without the name."""


class Removal:
    """How each athlete of a build is shown, and the masking of texts that name who is not shown in full.

    forms     how each is shown (ingest.visibility.FORMS), requests included
    initials  what is shown of those who are shown by initials
    names     the names that must not be read, and what is read in their place
    named     who is printed with more than initials
    known     the hashes of who and what was known to be another when they asked
    hers      who asked; like_hers: the forms of their names (ingest.likeness) -> whose; hashes: of those
              whose documents were blackened
    places    where those are printed who are not shown in full
    withheld  the doubts that keep new mentions back until the operator decides
    alike     who is kept back for a name like hers, and whose; "" of one whose documents were blackened
    asked_names  the names of those who asked; kept_back_names: of those who may be one of them
    clubs     the ids of clubs of which every name is kept back
    """

    def __init__(
        self, private: PrivateFile, stage: Stage, identity: Identity, forms: dict[str, str],
        decided: Collection[str] = (),
    ) -> None:  # fmt: skip
        self.private, self.forms = private, forms
        self.named = {*identity.athlete_ids.values()}
        self.withheld: list[Known] = []
        self.alike: dict[str, str] = {}
        self.hers: set[str] = set()
        self.kept_back: set[str] = set()
        self.like_hers: dict[str, str] = {}
        self.hashes = {one for request in private.requests for one in request.names}
        self.known = {one for request in private.requests for one in request.others}
        self.asked = {one.athlete: one.form for one in private.requests}
        self.asked_at = {key: one.form for one in private.requests for key in one.mentions}
        if private.requests:
            self._apply_requests(stage, identity)
        self._apply_to_parts(identity)
        self.initials = {
            athlete_id: initials_of(names)
            for athlete_id, names in _names_by_athlete(identity).items()
            if forms.get(athlete_id) == INITIALS
        }
        self.asked_names = self._names(identity, self.hers)
        self.decided = decided  # folded names of clubs that are clubs by a decision
        self.keeps_back = lru_cache(maxsize=50_000)(self._keeps_back)
        self.clubs: set[str] = set()
        words: set[str] = set()
        if self.asked_names:
            words = self._keep_clubs_back(stage) | self._words_of_places(stage)
        self.names = self._names(identity, words=words)
        self.kept_back_names = {
            node.name for node, key in identity.athlete_ids.items() if key in self.kept_back
        }
        self.places: set[Place] = set()
        if self.names:
            self.places = {
                place for place, key in staged_mentions(stage, identity) if self.shown(key)
            }

    def form(self, athlete_id: str) -> str:
        """How an athlete is shown; of who is printed as initials, once `add_initials` was told of her."""
        if athlete_id not in self.forms:
            asked = self.asked.get(self.private.hash_athlete(athlete_id)) if self.asked else None
            self.forms[athlete_id] = strictest(NOT_INDEXED, asked or NOT_INDEXED)
        return self.forms[athlete_id]

    def add_initials(self, rows: Mapping[str, list[Row]], forms: Mapping[str, str]) -> None:
        """Take in who is printed as initials in a competition, by athlete_id: linking knows nothing of them.
        An id that is recorded for somebody who is named has her form.
        """
        for athlete_id, printed in rows.items():
            if athlete_id not in self.named:
                asked = [
                    form for row in printed if (form := self._asked_at(row.document_id, row.record))
                ]
                self.forms[athlete_id] = strictest(self.form(athlete_id), forms[athlete_id], *asked)
                if self.forms[athlete_id] == INITIALS:
                    self.initials[athlete_id] = printed[0].competitor
            if self.shown(athlete_id):
                self.places |= {(row.document_id, row.record) for row in printed}

    def _asked_at(self, document_id: str, record: str) -> str | None:
        """The form that a request asks for who stands at a place; None where none does."""
        return self.asked_at.get(self.private.hash_mention((document_id, record)))

    def has(self, athlete_id: str | None) -> bool:
        """Whether an athlete is removed, or nobody."""
        if not athlete_id:
            return False
        return athlete_id.startswith(NOBODY) or self.form(athlete_id) in REMOVED

    def _keeps_back(self, printed: str, *, is_place: bool = False) -> bool:
        """Whether a club or a place is called like who asked and was not there when she did: a name in a
        wrong column, until the operator has looked at it. A town may have her family name.
        """
        words = [
            word for word in fold(join_spaced(split_code(printed)[1])).split()
            if word not in PARTICLES
        ]  # fmt: skip
        if not self.asked_names or not words or fold(printed) in self.decided:
            return False
        alike, is_alone = self.asked_names.alike, len(words) == 1 and not is_place
        is_like = alike and (
            alike.among(words) or (is_alone and (alike.one(words[0]) or alike.hers(words[0])))
        )
        if not is_like and not self.asked_names.found(printed, alone=is_alone):
            return False
        return self.private.hash_club(printed) not in self.known

    def _keep_clubs_back(self, stage: Stage) -> set[str]:
        """Find the clubs of which no name may be shown, nor an id that is made of it; the words of others."""
        names: dict[str, list[str]] = {}
        for key, printed in stage.connection.execute(CLUBS):
            names.setdefault(stage.members[key].club_id, []).append(printed)
        words = set()
        for club_id, printed in names.items():
            back = [slug(split_code(one)[1]) for one in printed if self.keeps_back(one)]
            if len(back) == len(printed) or any(
                f"{club_id}-".startswith(f"{one}-") for one in back
            ):
                self.clubs.add(club_id)
            words |= {w for one in printed if not self.keeps_back(one) for w in fold(one).split()}
        return words

    def _words_of_places(self, stage: Stage) -> set[str]:
        """Of those that are not kept back."""
        places = {place for _, header in stage.headers() for place in (header.city, header.venue)}
        shown = (place for place in places if not self.keeps_back(place, is_place=True))
        return {word for place in shown for word in fold(place).split()}

    def shown(self, athlete_id: str) -> str:
        """What stands in the place of her name: initials, or the mask; "" of who is shown in full."""
        return MASK if self.has(athlete_id) else self.initials.get(athlete_id, "")

    def prints(self, row: Row) -> bool:
        """Whether a row prints somebody who is not shown in full."""
        return (row.document_id, row.record) in self.places or is_nobody(row.competitor)

    def mask(self, text: str, *, alone: bool = True, kept: Iterable[str] = ()) -> str:
        """A text without the names that must not be read; an address that holds one is its host. With
        alone=False, and of the words `kept`, a family name alone stays.
        """
        words = {word for one in kept for word in fold(one).split()}
        if not self.names or not self.names.found(text, alone=alone, kept=words):
            return text
        text = "".join(self._mask_address(part, words, alone=alone) for part in SPACES.split(text))
        masked = self.names.masked(text, alone=alone, kept=words)
        return MASK if self.names.found(masked, alone=alone, kept=words) else masked

    def _mask_address(self, text: str, kept: Collection[str], *, alone: bool) -> str:
        """Of an address that holds a name its host, of a file's name nothing; any other text as it is."""
        if not is_address(text) or not self.names.found(text, alone=alone, kept=kept):
            return text
        host = host_of(text)
        if "/" not in text or not HOST.fullmatch(host):  # "Zibarova/Fnarulla" are two gymnasts
            masked = self.names.masked(text, alone=alone, kept=kept)
            return MASK if self.names.found(masked, alone=alone, kept=kept) else masked
        return MASK if self.names.found(host, alone=alone) else f"{host} ({MASK})"

    def without_names(self, competitions: list[Competition]) -> list[Competition]:
        """The competitions with titles, names and ids that name nobody; a family name that is a word of its
        own place or of a known series stays.
        """
        if not self.names:
            return competitions
        series = {row["series_id"]: row["name"] for row in curated("series")}
        for one in competitions:
            kept = [one.longest("city"), one.longest("venue"), series.get(one.series.series_id, "")]
            one.headers = [(key, self._header(header, kept)) for key, header in one.headers]
        return in_order(competitions)

    def mask_title(self, text: str, *, alone: bool = True, kept: Collection[str] = ()) -> str:
        """A text of which ids are made: a full name in it goes whatever is kept, and in small letters too."""
        masked = self.mask(self.mask(text, alone=alone, kept=kept), alone=False)
        return MASK if self.names.found(slug(masked), alone=False) else masked

    def mask_squad(self, squad: str, shown: Mapping[str, str], kept: Collection[str]) -> str:
        """The text of a squad with what is shown in the place of each name; in a list a family name is one
        that is like hers, too.
        """
        alike = self.names.alike
        parts = [member_name(part) for part in split_squad(squad)] if alike else []
        like = {
            part: MASK for part in parts
            if alike and part not in kept and alike.one(fold(part))
        }  # fmt: skip
        return self.mask(without_members(squad, {**like, **shown}), kept=kept)

    def _header(self, header: Header, kept: list[str]) -> Header:
        texts: dict[str, Any] = {
            name: self.mask_title(getattr(header, name), kept=kept)
            for name in ("title", "name", "edition", "organiser", "date_note")
        }
        places = {"city": header.city, "venue": header.venue}
        texts |= {
            name: "" for name, place in places.items() if self.keeps_back(place, is_place=True)
        }
        series = header.series
        name = self.mask_title(series.name, kept=kept)
        if name != series.name:
            series = replace(series, series_id=slug(name), name=name, level=slug(name))
        return replace(header, series=series, **texts)

    def _apply_requests(self, stage: Stage, identity: Identity) -> None:
        """Take what was asked for, by a mention that was hers or by her id; keep back who may be her."""
        for place, athlete_id in staged_mentions(stage, identity):
            if form := self._asked_at(*place):
                self._take(athlete_id, form)
        for athlete_id in list(self.forms):
            if form := self.asked.get(self.private.hash_athlete(athlete_id)):
                self._take(athlete_id, form)
        hers = {key for key in self.hers if self.forms[key] in MASKED}
        kept_back = self._withhold(identity.doubts, hers)
        alike = self._withhold_alike(identity, hers)
        self.alike = {key: one for key, one in alike.items() if key not in kept_back}
        self.kept_back = kept_back | self.alike.keys()
        self.forms |= dict.fromkeys(self.kept_back, HIDDEN)

    def _take(self, athlete_id: str, form: str) -> None:
        self.forms[athlete_id] = strictest(self.forms.get(athlete_id, NOT_INDEXED), form)
        self.hers.add(athlete_id)

    def _withhold(self, doubts: Iterable[Known], hers: set[str]) -> set[str]:
        """Who may be one of them and was not there, or not in doubt, when she asked."""
        found = set()
        for doubt in doubts:
            pair = {doubt.athlete_id, doubt.other_athlete_id}
            (other, *more) = pair - hers or {""}
            if other and not more and self.private.hash_athlete(other) not in self.known:
                self.withheld.append(doubt)
                found.add(other)
        return found

    def _withhold_alike(self, identity: Identity, hers: set[str]) -> dict[str, str]:
        """Who has a name like one of theirs and was not there when she asked, and whose; "" of one whose
        documents were blackened: no line of hers is left to link to, but hashes.
        """
        nodes = identity.athlete_ids.items()
        self.like_hers = {
            form: key for node, key in nodes if key in hers for form in known_forms(node.name)
        }
        found: dict[str, str] = {}
        names = {node.name for node, key in nodes if key in hers}
        glued = Alike(names, (), (), self._is_hashed if self.hashes else None)
        for node, key in nodes if self.like_hers or self.hashes else ():
            if key in self.hers or key in found or self.private.hash_athlete(key) in self.known:
                continue
            printed = printed_forms(node.name)
            if like := sorted(self.like_hers.keys() & printed):
                found[key] = self.like_hers[like[0]]
            elif self.hashes and any(map(self._is_hashed, printed)):
                found[key] = ""
            elif " " not in node.name and glued.glued(node.name):
                found[key] = next(iter(sorted(hers)), "")
        return found

    def _is_hashed(self, form: str) -> bool:
        """Whether somebody whose documents were blackened may be printed in a form (ingest.likeness)."""
        return self.private.hash_name(form) in self.hashes

    def _apply_to_parts(self, identity: Identity) -> None:
        """Show a family name, alone or behind an initial, like those of that name who are not shown in full,
        where no other has it.
        """
        shown: dict[str, str] = {}
        others: set[str] = set()
        nodes = identity.athlete_ids.items()
        named = {key for node, key in nodes if is_full_name(node.name)}
        masked = {key for key in named if self.forms.get(key) in MASKED} - self.hers
        for node, key in nodes if masked else ():
            for word in node.name.split() if key in masked else ():
                shown[word] = strictest(shown.get(word, NOT_INDEXED), self.forms[key])
            others |= {*node.name.split()} if key in named - masked else set()
        shown = {word: form for word, form in shown.items()
                 if word not in others | given_names() | PARTICLES and len(word) > 1}  # fmt: skip
        for node, key in nodes if shown else ():
            forms = [shown[word] for word in node.name.split() if word in shown]
            if forms and key not in named:
                self.forms[key] = strictest(self.forms.get(key, NOT_INDEXED), *forms)

    def _names(
        self, identity: Identity, ids: Collection[str] | None = None, words: Collection[str] = ()
    ) -> Names:
        """The names of who is not shown in full, all or of these; of a name that two have, nobody's
        initials. words: those of clubs and places, which resemble nobody.
        """
        full: dict[str, str] = {}
        others = set()
        for node, athlete_id in identity.athlete_ids.items():
            if shown := self.shown(athlete_id):
                if ids is not None and athlete_id not in ids:
                    continue
                full[node.name] = shown if full.get(node.name, shown) == shown else MASK
            elif is_full_name(node.name):
                others.add(node.name)
        hers = {node.name for node, key in identity.athlete_ids.items()
                if key in self.hers and self.shown(key)}  # fmt: skip
        if not hers and not self.hashes:
            return names_of(full, others)
        is_hashed = self._is_hashed if self.hashes else None
        return names_of(full, others, Alike(hers, others, words, is_hashed))


def initials_of(names: Iterable[str]) -> str:
    """ "A. Z." of the keys of a gymnast's names: given names first, by the plainest name."""
    name = min(names, key=lambda key: (not is_full_name(key), len(key.split()), key))
    words = [word for word in name.split() if word not in PARTICLES] or name.split()
    ordered = sorted(words, key=lambda word: len(word) > 1 and word not in given_names())
    return " ".join(f"{word[0].upper()}." for word in ordered)


def _names_by_athlete(identity: Identity) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for node, athlete_id in identity.athlete_ids.items():
        names.setdefault(athlete_id, set()).add(node.name)
    return names


def strangers(private: PrivateFile, decisions: Decisions, stage: Stage) -> set[tuple[Node, Node]]:
    """Each who asked beside each who was known to be another when she did, both ways: no later document makes
    them one.
    """
    asked = {key: one.number for one in private.requests for key in one.mentions}
    known: dict[str, list[int]] = {}
    for one in private.requests:
        for key in one.others:
            known.setdefault(key, []).append(one.number)
    hers: dict[int, set[Node]] = {}
    others: dict[int, set[Node]] = {}
    for document_id, record, *columns in stage.connection.execute(MENTIONS) if known else ():
        place, node = (document_id, record), Node(*columns)
        if number := asked.get(private.hash_mention(place)):
            hers.setdefault(number, set()).add(node)
        athlete_id = decisions.athletes.get(place) or derive_id(document_id, record_key(record))
        for number in known.get(private.hash_athlete(athlete_id), ()):
            others.setdefault(number, set()).add(node)
    pairs = {
        pair for key in hers for pair in product(hers[key], others.get(key, set()) - hers[key])
    }
    return pairs | {(other, one) for one, other in pairs}


def without_members(squad: str, shown: Mapping[str, str]) -> str:
    """The text of a squad with what is shown in the place of each name, as printed."""
    for name, mask in shown.items():
        squad = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", mask, squad)
    return squad


def staged_mentions(stage: Stage, identity: Identity) -> Iterator[tuple[Place, str]]:
    """Where each mention stands, and whose it is."""
    for document_id, record, *node in stage.connection.execute(MENTIONS):
        yield (document_id, record), identity.athlete_ids[Node(*node)]


def names_of_asked(names: Collection[str], others: Collection[str]) -> Names:
    """What is looked for of one who asked, by the keys of her names; others are those of who is shown."""
    return names_of(dict.fromkeys(names, MASK), others, Alike(names, others))


def names_of(full: Mapping[str, str], others: Collection[str], alike: Alike | None = None) -> Names:
    """What is looked for of names, each with what is shown in its place; others are those of who is shown."""
    family: dict[str, str] = {}
    alone = family_names(full, others)
    borne = {pair for name in others for pair in _with_particles(name)}
    for name, shown in full.items():
        words = {*name.split()}
        parted = {pair for pair in _with_particles(name) - borne if _is_family(pair, words)}
        for word in (words & alone) | parted:
            family[word] = shown if family.get(word, shown) == shown else MASK
    every = {**full, **_with_initials(full, others)}
    return Names({name: shown for name, shown in every.items() if " " in name}, family, alike)


def _with_initials(full: Mapping[str, str], others: Collection[str]) -> dict[str, str]:
    """ "A. Zibarova" and what is shown of her, unless another of that name and initial is shown."""
    borne = {short for name in others for short in _shortened(name)}
    short: dict[str, str] = {}
    for name, shown in full.items():
        for key in _shortened(name) - borne:
            short[key] = shown if short.get(key, shown) == shown else MASK
    return short


def _shortened(name: str) -> set[str]:
    """The keys of a name of two words with a letter for the given name: "anna zibarova" -> "a zibarova",
    "de marta rosa" -> "de m rosa" and, since both may be given names, "de marta r".
    """
    particles, words = _parted(name)
    if len(words) != 2 or min(map(len, words)) == 1:
        return set()
    given = {word for word in words if word in given_names()} or {*words}
    return {" ".join(sorted((word[0], *particles, *({*words} - {word})))) for word in given}


def _with_particles(name: str) -> set[str]:
    """Each word of a name behind its particles: "de marta", "de rosa"."""
    particles, words = _parted(name)
    if not 0 < len(particles) <= MOST_PARTICLES or len(words) < 2:
        return set()
    orders = [*permutations(particles)]
    return {" ".join((*order, word)) for word in words for order in orders}


def _is_family(parted: str, words: set[str]) -> bool:
    """Whether the word behind particles may be a family name: a given name too, where all its words are."""
    *_, word = parted.split()
    is_given = word in given_names() and not words <= given_names() | PARTICLES
    return not is_given and parted.replace(" ", "") not in given_names()


def _parted(name: str) -> tuple[list[str], list[str]]:
    """The particles of a key, and its other words."""
    words = name.split()
    return [word for word in words if word in PARTICLES], [
        word for word in words if word not in PARTICLES
    ]


def is_key(column: str) -> bool:
    """Whether a column leads from table to table: an id is masked where it is made, of what it is made of."""
    return column in ("key", "check_name") or column.endswith("_id")
