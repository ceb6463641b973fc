"""What names of clubs mean: printed names -> clubs, with an id each, once all documents are staged and before
gymnasts are linked, for whom the club is evidence.

Decisions (decisions/clubs.csv) come first: names that they give to one club are one, to two clubs two. An id
is the one decided, else an address made of a name: that with the fewest words and no squad or legal form,
of these the first by date. The addresses of the other names redirect.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from ingest.club_linking import ClubForm, ClubLink, ClubLinker
from ingest.club_names import ClubName, read_club_name
from ingest.club_rows import ClubRows
from ingest.decisions import Decisions
from ingest.identity import derive_id
from ingest.stage import Member, Stage
from ingest.text import fold, slug


@dataclass(frozen=True, slots=True)
class KnownClub:
    """A link that was made, or a doubt left open, between two names. mentions: rows of the rarer club."""

    club_id: str
    other_club_id: str
    name: str
    other_name: str
    bits: float | None
    reasons: str
    mentions: int


class Clubs:
    """The club of every printed name; names, redirects, links and doubts of them."""

    def __init__(self, stage: Stage, decisions: Decisions) -> None:
        self.decisions = decisions
        rows = ClubRows(stage.connection)
        self.forms = {form.key: form for form in _read_forms(rows, decisions)}
        decisions.stale += _contradictions(self.forms.values())
        linker = ClubLinker(
            [*self.forms.values()],
            rows.shared_gymnasts(),
            rows.gymnasts_of_both,
            rows.share_page,
        )
        linked = linker.link()
        self.members: dict[str, Member] = {}
        self.names: dict[str, str] = {}
        self._name({id(keys): keys for keys in linked.clusters.values()}.values())
        self.redirects = self._redirects()
        self.links = [*self._decided(), *(self._known(link) for link in linked.links)]
        self.doubts = self._open(linked.doubts)
        stage.map_clubs(self.members)

    def club_id(self, printed: str) -> str:
        """The club of a printed name; of "Fiamme Oro / ASU Udine" the first, for which she is entered."""
        key = self.decisions.club_id(printed)
        return self.members[key].club_id if key in self.members else key

    def _name(self, clusters: Iterable[list[str]]) -> None:
        """Give each club its id and its name, those decided first, then by the day of the first row."""
        ordered = [_in_order([self.forms[key] for key in keys]) for keys in clusters]
        taken = {club.club_id for club in self.decisions.clubs.values()}
        for forms in sorted(ordered, key=lambda forms: (not forms[0].is_decided, _order(forms[0]))):
            club_id = forms[0].key if forms[0].is_decided else _new_id(forms, taken)
            taken.add(club_id)
            self.names[club_id] = _shown_name(forms, self.decisions)
            for form in forms:
                self.members[form.key] = Member(club_id, _squad(form, forms))

    def _redirects(self) -> dict[str, str]:
        """The addresses that the names of a club would have alone, where they are of no other club."""
        claims: dict[str, set[str]] = {}
        for form in self.forms.values():
            for name in form.names:
                for old in (slug(name.printed), f"{slug(name.printed)}-{name.code}"):
                    claims.setdefault(old, set()).add(self.members[form.key].club_id)
        return {
            old: min(ids)
            for old, ids in sorted(claims.items())
            if len(ids) == 1 and old not in self.names and not old.endswith("-")
        }

    def _decided(self) -> list[KnownClub]:
        """The links that decisions make: each printed name with the name decided."""
        known = []
        for form in self.forms.values():
            for name in form.names if form.is_decided else ():
                shown = self.names[form.key]
                reason = self.decisions.club_reasons.get(fold(name.printed), "")
                if fold(name.printed) != fold(shown):
                    known.append(KnownClub(form.key, form.key, name.printed, shown, None,
                                           f"decisione: {reason}", form.count))  # fmt: skip
        return known

    def _known(self, link: ClubLink, mentions: int = 0) -> KnownClub:
        one, other = self.forms[link.one], self.forms[link.other]
        if _shown_text(other) < _shown_text(one):
            one, other = other, one
        return KnownClub(
            self.members[one.key].club_id,
            self.members[other.key].club_id,
            _shown_text(one),
            _shown_text(other),
            link.evidence.bits,
            str(link.evidence),
            mentions or min(one.count, other.count),
        )

    def _open(self, doubts: Iterable[ClubLink]) -> list[KnownClub]:
        """The best doubt of each two clubs that are still two, that which would change most first."""
        rows: Counter[str] = Counter()
        for form in self.forms.values():
            rows[self.members[form.key].club_id] += form.count
        best: dict[tuple[str, ...], KnownClub] = {}
        for link in sorted(doubts, key=lambda link: (-link.evidence.bits, link.one, link.other)):
            pair = tuple(sorted(self.members[key].club_id for key in (link.one, link.other)))
            if pair[0] != pair[1]:
                best.setdefault(pair, self._known(link, min(rows[club_id] for club_id in pair)))
        return sorted(
            best.values(), key=lambda doubt: (-doubt.mentions, doubt.name, doubt.other_name)
        )


def _read_forms(club_rows: ClubRows, decisions: Decisions) -> list[ClubForm]:
    """The forms by key; the names of a form by how often they are printed."""
    decided = {club.club_id for club in decisions.clubs.values()}
    forms = []
    for key, group in groupby(club_rows.names(), key=itemgetter(0)):
        rows = sorted(group, key=lambda row: (-row[3], row[1]))
        names = tuple(dict.fromkeys(read_club_name(printed) for _, printed, _, _ in rows))
        first, count = min(row[2] for row in rows), sum(row[3] for row in rows)
        forms.append(ClubForm(key, names, key in decided, first, count))
    return forms


def _contradictions(forms: Iterable[ClubForm]) -> list[str]:
    """One line for each decision that the federation's codes contradict."""
    lines, of_code = [], dict[str, str]()
    for form in forms:
        if form.is_decided and len(form.codes) > 1:
            lines.append(f"clubs.csv: {form.key} is one club with {len(form.codes)} codes: "
                         f"{', '.join(sorted(form.codes))}")  # fmt: skip
        for code in form.codes if form.is_decided else ():
            other = of_code.setdefault(code, form.key)
            if other != form.key:
                lines.append(
                    f"clubs.csv: {other} and {form.key} are two clubs with one code: {code}"
                )
    return lines


def _order(form: ClubForm) -> tuple[object, ...]:
    name = form.names[0]
    blemishes = bool(name.squad), name.is_cut, name.has_form, len(fold(name.printed).split())
    return (not form.is_decided, *blemishes, form.first, form.key)


def _in_order(forms: list[ClubForm]) -> list[ClubForm]:
    return sorted(forms, key=_order)


def _squad(form: ClubForm, forms: list[ClubForm]) -> str:
    """The squad of a name: marked as one ("sq. B"), or like another name of its club but for it."""
    name = form.names[0]
    if form.is_decided or not name.squad:
        return ""
    others = [each for one in forms if one is not form for each in one.names]
    is_one = name.is_marked or any(
        each.words == name.words and each.squad != name.squad for each in others
    )
    return name.squad if is_one else ""


def _new_id(forms: list[ClubForm], taken: set[str]) -> str:
    """A readable address that no other club has."""
    name = forms[0].names[0]
    text = slug(name.plain if _squad(forms[0], forms) else name.printed)
    codes = sorted(code for form in forms for code in form.codes)
    unlike = derive_id(forms[0].key)
    tries = [text, *(f"{text}-{code}" for code in codes[:1]), f"{text}-{unlike}"]
    return next(each for each in tries if each not in taken)


def _shown_name(forms: list[ClubForm], decisions: Decisions) -> str:
    """The name decided, else the one printed most often, rather not in capitals, without its squad."""
    if forms[0].is_decided:
        return next(club.name for club in decisions.clubs.values() if club.club_id == forms[0].key)
    found = [(form, name) for form in forms for name in form.names]
    form, name = min(found, key=lambda pair: _fitness(*pair))
    return name.plain if _squad(form, forms) else name.printed


def _fitness(form: ClubForm, name: ClubName) -> tuple[object, ...]:
    """The fittest name to show comes first."""
    blemishes = bool(name.squad), name.is_cut, name.has_form, name.printed.isupper()
    return (*blemishes, -form.count, name.printed)


def _shown_text(form: ClubForm) -> str:
    name: ClubName = form.names[0]
    return f"{name.code} {name.printed}" if name.code else name.printed
