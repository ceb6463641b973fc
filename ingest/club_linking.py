"""Printed names of clubs -> clubs: candidate pairs, then the surest links first, as gymnasts are linked.

A link needs LINK bits. Different codes and different decisions stop it; one page that prints both names, save
for squads, speaks against. A name that fits two clubs is given to neither.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from ingest.club_evidence import PAGE, WordCounts, best_bits, is_frail, weigh
from ingest.club_names import ClubName
from ingest.evidence import Evidence
from ingest.linking import LINK, MARGIN

DOUBT = -2.0
MAX_BLOCK = 300  # clubs that share a word: of more, it tells nothing
PREFIX = 6  # letters that a cut name has at least


@dataclass(frozen=True, slots=True)
class ClubForm:
    """A club as documents print it: one name, or those of a decision.

    key    what rows call it until it is linked
    first  the day of its first row; count the number of its rows
    """

    key: str
    names: tuple[ClubName, ...]
    is_decided: bool
    first: str
    count: int

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(name.code for name in self.names) - {""}


@dataclass(frozen=True, slots=True)
class ClubLink:
    """Two forms by their keys, and the evidence that they are one."""

    one: str
    other: str
    evidence: Evidence


@dataclass(slots=True)
class LinkedClubs:
    """clusters: key -> the keys of its club; links: what joined them; doubts: pairs left open."""

    clusters: dict[str, list[str]] = field(default_factory=dict)
    links: list[ClubLink] = field(default_factory=list)
    doubts: list[ClubLink] = field(default_factory=list)


def contradicts(one: ClubForm, other: ClubForm) -> bool:
    """Whether two forms cannot be one club: other codes, or decisions that call them two."""
    is_other_code = one.codes and other.codes and not one.codes & other.codes
    return bool(is_other_code or (one.is_decided and other.is_decided))


class ClubLinker:
    """Links forms.

    shared       pairs of keys with gymnasts of one name in one season, and how many
    gymnasts     (keys, other keys) -> how many both have in one season, the smaller roster of those seasons
    shares_page  (key, other key) -> whether a page prints both
    """

    def __init__(
        self,
        forms: Sequence[ClubForm],
        shared: Mapping[tuple[str, str], int],
        gymnasts: Callable[[Sequence[str], Sequence[str]], tuple[int, int]],
        shares_page: Callable[[str, str], bool],
    ) -> None:
        self.forms = {form.key: form for form in forms}
        self.shared, self.gymnasts, self.shares_page = shared, gymnasts, shares_page
        self.counts = WordCounts(name for form in forms for name in form.names)

    def link(self) -> LinkedClubs:
        """Sure links first; then those that only names speak for, where they fit one club alone."""
        linked = LinkedClubs({key: [key] for key in self.forms})
        pairs = sorted(self._candidates())
        found = [link for one, other in pairs if (link := self._weigh(one, other, [one], [other]))]
        good = [link for link in found if link.evidence.bits >= LINK]
        sure = self._without_torn([link for link in good if not is_frail(link.evidence)], linked)
        known = {(link.one, link.other) for link in good}
        self._unite(sure, known, linked)
        frail = [link for link in good if is_frail(link.evidence)]
        self._unite(self._fitting(frail, known, linked), known, linked)
        self._link_again([link for link in found if link.evidence.bits < LINK], linked)
        return linked

    def _link_again(self, links: list[ClubLink], linked: LinkedClubs) -> None:
        """Weigh the pairs left open once more, by the gymnasts of all the names of both clubs."""
        again: list[ClubLink] = []
        for link in links:
            one, other = linked.clusters[link.one], linked.clusters[link.other]
            if one is not other and (found := self._weigh(link.one, link.other, one, other)):
                is_sure = found.evidence.bits >= LINK and not is_frail(found.evidence)
                (again if is_sure else linked.doubts).append(found)
        known = {(link.one, link.other) for link in again}
        self._unite(self._without_torn(again, linked), known, linked)

    def _candidates(self) -> set[tuple[str, str]]:
        pairs = {*self.shared}
        blocks: dict[object, set[str]] = defaultdict(set)
        for form in self.forms.values():
            for block in _blocks(form):
                blocks[block].add(form.key)
        for block, keys in blocks.items():
            if len(keys) <= MAX_BLOCK or isinstance(block, frozenset):
                pairs.update(combinations(sorted(keys), 2))
        return pairs

    def _weigh(
        self, key: str, other_key: str, club: Sequence[str], other_club: Sequence[str]
    ) -> ClubLink | None:
        """The evidence of two names, with the gymnasts of the clubs they are known to be of; None if it is
        not worth a question.
        """
        one, other = self.forms[key], self.forms[other_key]
        if contradicts(one, other):
            return None
        names = list(product(one.names, other.names))
        code = bool(one.codes & other.codes)
        if (key, other_key) not in self.shared and best_bits(names, code, self.counts) < DOUBT:
            return None
        evidence = weigh(names, code, self.gymnasts(club, other_club), self.counts)
        if evidence.bits >= DOUBT and self._meet(key, other_key):
            evidence = Evidence((*evidence.weights, (PAGE, "due nomi in una pagina")))
        return ClubLink(key, other_key, evidence) if evidence.bits >= DOUBT else None

    def _meet(self, key: str, other_key: str) -> bool:
        """Whether a page prints both and they are not squads of one name."""
        pairs = product(self.forms[key].names, self.forms[other_key].names)
        are_squads = any(a.words == b.words and a.squad != b.squad for a, b in pairs)
        return not are_squads and self.shares_page(key, other_key)

    def _without_torn(self, links: list[ClubLink], linked: LinkedClubs) -> list[ClubLink]:
        """The links without those of a form that fits two forms equally, which cannot be one club."""
        torn: set[int] = set()
        for key, own in _by_form(links).items():
            for (at, link), (second_at, second) in combinations(own, 2):
                one, other = (self.forms[_partner(each, key)] for each in (link, second))
                is_close = abs(link.evidence.bits - second.evidence.bits) < MARGIN
                if is_close and contradicts(one, other):
                    torn |= {at, second_at}
        linked.doubts += [links[at] for at in sorted(torn)]
        return [link for at, link in enumerate(links) if at not in torn]

    def _fitting(
        self, links: list[ClubLink], known: set[tuple[str, str]], linked: LinkedClubs
    ) -> list[ClubLink]:
        """The links without those of a form that fits two forms which nothing says are one."""
        torn: set[int] = set()
        for key, own in _by_form(links).items():
            for (at, link), (second_at, second) in combinations(own, 2):
                one, other = sorted((_partner(link, key), _partner(second, key)))
                if linked.clusters[one] is not linked.clusters[other] and (one, other) not in known:
                    torn |= {at, second_at}
        linked.doubts += [links[at] for at in sorted(torn)]
        return [link for at, link in enumerate(links) if at not in torn]

    def _unite(
        self, links: list[ClubLink], known: set[tuple[str, str]], linked: LinkedClubs
    ) -> None:
        for link in sorted(links, key=lambda link: (-link.evidence.bits, link.one, link.other)):
            one, other = linked.clusters[link.one], linked.clusters[link.other]
            if one is other:
                continue
            if any(self._are_two(a, b, known) for a, b in product(one, other)):
                linked.doubts.append(link)
                continue
            linked.links.append(link)
            one += other
            linked.clusters |= dict.fromkeys(other, one)

    def _are_two(self, key: str, other_key: str, known: set[tuple[str, str]]) -> bool:
        if contradicts(self.forms[key], self.forms[other_key]):
            return True
        is_known = (min(key, other_key), max(key, other_key)) in known
        return not is_known and self._meet(key, other_key)


def _by_form(links: Sequence[ClubLink]) -> dict[str, list[tuple[int, ClubLink]]]:
    found: dict[str, list[tuple[int, ClubLink]]] = defaultdict(list)
    for at, link in enumerate(links):
        found[link.one].append((at, link))
        found[link.other].append((at, link))
    return found


def _partner(link: ClubLink, key: str) -> str:
    return link.other if link.one == key else link.one


def _blocks(form: ClubForm) -> Iterator[object]:
    """Under what a form is looked for: each word, two of them, its first letters, its initials; and, however
    many have them (a frozenset), all its words and its code.
    """
    for name in form.names:
        text = " ".join(name.words)
        yield frozenset({text.replace(" ", "")})
        yield frozenset(name.words)
        yield from name.words
        yield from combinations(sorted({*name.words}), 2)
        yield "letters", text[:PREFIX]
        yield "initials", "".join(word[0] for word in name.printed.casefold().split())
        if len(name.words) == 1:
            yield "initials", name.words[0]
        if name.code:
            yield frozenset({f"code {name.code}"})
