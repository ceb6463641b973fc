"""Forms -> athletes: candidate pairs by blocks, then the surest links first, as long as nothing contradicts.

No name is compared with all others: a pair shares a whole word and the first or last letters of another. A
link needs LINK bits; what lies between DOUBT and LINK stays apart and is a question for a person.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import combinations, product

from ingest.evidence import Evidence, Form, Rarity, contradicts, is_far, weigh
from ingest.meeting import Meeting

LINK = 3.0  # bits: eight to one
DOUBT = -5.0
MARGIN = 4.0  # bits by which a form must belong to one rather than to another
MEET = -10.0  # two spellings on one page of one competition are two people
COMPETITION = 3.0  # an archive has many, and few gymnasts of one name at each
TOWNS = -6.0  # a day may be the first of a competition's, or inferred
IDENTITY = 5  # fields of a form that say which it is
MAX_BLOCK = 300  # names that share a word and two letters; of more, the words tell nothing


@dataclass(frozen=True, slots=True)
class Link:
    """Two forms, by their place in the list, and the evidence that they are one, in bits and words."""

    one: int
    other: int
    bits: float
    reasons: str


@dataclass(slots=True)
class Linked:
    """clusters: the places of each athlete's forms; links: those that joined them; doubts: open pairs."""

    clusters: list[list[int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    doubts: list[Link] = field(default_factory=list)


Meet = Callable[[int, int], Meeting]


def link_forms(forms: Sequence[Form], told: Set[tuple[int, int]], meet: Meet) -> Linked:
    """Unite the forms of each athlete. told are the pairs, both ways, that a page or a decision tells apart;
    meet says how the mentions of two forms stand beside one another.
    """
    rarity = Rarity(forms)
    links, linked = [], Linked()
    apart = set(told)
    for one, other in _candidates(forms):
        if contradicts(forms[one], forms[other]) or (one, other) in apart:
            continue
        evidence = weigh(forms[one], forms[other], rarity)
        if evidence is None or evidence.bits < DOUBT:
            continue
        meeting = meet(one, other)
        if meeting.ranking:
            apart |= {(one, other), (other, one)}
            continue
        evidence = _weigh_meeting(evidence, meeting, forms[one], forms[other])
        found = Link(one, other, evidence.bits, str(evidence))
        if evidence.bits >= LINK:
            links.append(found)
        elif evidence.bits >= DOUBT:
            linked.doubts.append(found)
    linked.doubts += (
        Link(one, other, evidence.bits, str(evidence))
        for one, other in _squad_pairs(forms)
        if (one, other) not in apart
        and (evidence := weigh(forms[one]._replace(mates=frozenset()), forms[other], rarity))
    )
    torn = _torn(forms, links, apart)
    linked.doubts += [link for link in links if link in torn]
    _unite(forms, [link for link in links if link not in torn], apart, linked)
    return linked


def _weigh_meeting(evidence: Evidence, meeting: Meeting, one: Form, other: Form) -> Evidence:
    """The evidence with what their mentions say beside one another: a name at one competition, once without
    its club, is hers again; two spellings on a page, two towns on a day are of two.
    """
    weights = []
    if meeting.competition and one.name == other.name and not (one.club_id and other.club_id):
        weights.append((COMPETITION, "stessa gara"))
    if meeting.page and one.name != other.name:
        weights.append((MEET, "due grafie in una pagina"))
    if meeting.towns:
        weights.append((TOWNS, "due città in un giorno"))
    return Evidence((*evidence.weights, *weights))


def _candidates(forms: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """The pairs of forms worth weighing, each once: of one name, then of names alike."""
    of_name: dict[str, list[int]] = defaultdict(list)
    for place, form in enumerate(forms):
        of_name[form.name].append(place)
    for places in of_name.values():
        yield from combinations(places, 2)
    for name, other in _alike(sorted(of_name)):
        yield from product(of_name[name], of_name[other])


def _squad_pairs(forms: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """The family names of a nation's squads with the full names that hold them: a question, never a link."""
    full: dict[str, list[int]] = defaultdict(list)
    for place, form in enumerate(forms):
        for word in form.name.split() if " " in form.name and not form.mates else ():
            full[word].append(place)
    for place, form in enumerate(forms):
        if form.mates and " " not in form.name:
            yield from (
                (place, other)
                for other in full[form.name]
                if forms[other].nation == form.nation and not contradicts(form, forms[other])
            )


def _alike(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for key in _keys(name):
            blocks[key].append(place)
    seen: dict[int, set[int]] = defaultdict(set)
    for block in blocks.values():
        if len(block) <= MAX_BLOCK:
            for one, other in combinations(block, 2):
                if other not in seen[one]:
                    seen[one].add(other)
                    yield names[one], names[other]


def _keys(name: str) -> set[tuple[str, str]]:
    """A whole word of a name with the first two letters of another, and with its last two."""
    words = name.split()
    return {
        key
        for at, word in enumerate(words) if len(word) > 2
        for second in (*words[:at], *words[at + 1 :])
        for key in ((word, second[:2]), (word, f"-{second[-2:]}"))
    }  # fmt: skip


def _torn(forms: Sequence[Form], links: Iterable[Link], apart: Set[tuple[int, int]]) -> set[Link]:
    """The links of a form that fits two others equally, which cannot be one: it is given to neither. Others
    of one nation and year are looked at together, so that a name of very many forms takes no time.
    """
    of_form: dict[int, dict[int, Link]] = defaultdict(dict)
    for link in links:
        of_form[link.one][link.other] = link
        of_form[link.other][link.one] = link
    pairs = [
        (of_form[place][one], of_form[place][other])
        for one, other in apart for place in of_form[one].keys() & of_form[other].keys()
    ]  # fmt: skip
    for own in of_form.values():
        kinds: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        for other in own:
            kinds[forms[other].nation, forms[other].birth_year].append(other)
        for first, second in combinations(kinds.values(), 2):
            if contradicts(forms[first[0]], forms[second[0]]):
                pairs += ((own[one], own[other]) for one, other in product(first, second))
    close = (pair for pair in pairs if abs(pair[0].bits - pair[1].bits) < MARGIN)
    return {link for pair in close for link in pair}


def _unite(
    forms: Sequence[Form], links: Iterable[Link], apart: Set[tuple[int, int]], linked: Linked
) -> None:
    """Join clusters by the surest links first; a link that would join what contradicts stays open."""
    cluster: dict[int, list[int]] = {place: [place] for place in range(len(forms))}
    for link in sorted(links, key=lambda link: (-link.bits, *_order(forms, link))):
        one, other = cluster[link.one], cluster[link.other]
        if one is other:
            continue
        if any(
            contradicts(forms[a], forms[b]) or (a, b) in apart or is_far(forms[a], forms[b])
            for a, b in product(one, other)
        ):
            linked.doubts.append(link)
            continue
        linked.links.append(link)
        if len(one) < len(other):
            one, other = other, one
        one += other
        cluster |= dict.fromkeys(other, one)
    linked.clusters = [sorted(members) for place, members in cluster.items() if members[0] == place]


def _order(forms: Sequence[Form], link: Link) -> list[tuple[str, ...]]:
    """What puts links of equal weight in an order that is not that of the documents."""
    pair = (forms[link.one], forms[link.other])
    return sorted(tuple(map(str, form[:IDENTITY])) for form in pair)
