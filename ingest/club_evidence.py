"""What speaks for and against two names being one club, added up in bits like the evidence of gymnasts.

The names say how far they may be one; codes, gymnasts and pages decide. Gymnasts alone never link: Fiamme
Oro and a gymnast's home club share her all year.
"""

from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from ingest.club_names import ClubName
from ingest.evidence import Evidence

Weight = tuple[float, str]
SAME = 6.0  # but for legal form, year and squad
KIND_LESS = 4.0  # "Ginnastica Finta" and "Finta"
KIND_OTHER = 1.0  # "Ginnastica Finta" and "Polisportiva Finta"
YEAR_OTHER = -2.0
CUT = 5.0  # "Virtus Fin…"
WITHIN = 1.0  # a sponsor, a town or another club: "Virtus Finta" and "Virtus Finta Brillo"
WITHIN_ONE = -2.0  # the same, with one word: "Iris" and "Iris Finta"
SLIP = 2.0
INITIALS = 0.0  # "ASF" for "Associazione Sportiva Finta"
OVERLAP = -4.0  # "Ottica Brillo Virtus Finta" and "Virtus Finta Pasta Quonda"
OVERLAP_ONE = -6.0  # "Virtus Finta" and "Virtus Esempia"
UNLIKE = -8.0
COMMON = -2.0  # the one word of a name tells little when longer names have it too
COMMON_NAMES = 3
CODE = 10.0
PAGE = -8.0  # a page calls a club by one name
GYMNAST, GYMNASTS_MOST = 2.0, 8.0
GYMNAST_SHARE = 0.3  # of the smaller roster: fewer move together
STRANGERS = -2.0
ROSTER = 8
SLIP_LETTERS = 5
CUT_LETTERS = 6


class WordCounts:
    """In how many names of clubs a word stands, variants with other kinds and years counted once."""

    def __init__(self, names: Iterable[ClubName]) -> None:
        self.names = Counter(word for words in {name.words for name in names} for word in {*words})

    def is_common(self, words: tuple[str, ...]) -> bool:
        return len(words) == 1 and self.names[words[0]] > COMMON_NAMES


def weigh_names(one: ClubName, other: ClubName, counts: WordCounts) -> Weight:
    """How far two names may be one club's, from the names alone."""
    left, right = Counter(one.words), Counter(other.words)
    if left == right or "".join(one.words) == "".join(other.words):
        return _weigh_same(one, other, counts)
    if any(_is_cut_of(*pair) for pair in ((one, other), (other, one))):
        return CUT, "nome tagliato"
    common, rest, others = left & right, left - right, right - left
    if _is_slip(rest, others):
        return SLIP, f"{next(iter(rest))} / {next(iter(others))}"
    if not common:
        is_initials = any(_is_initials_of(*pair) for pair in ((one, other), (other, one)))
        return (INITIALS, "sigla") if is_initials else (UNLIKE, "nomi diversi")
    is_one = common.total() == 1
    if not rest or not others:
        return (WITHIN_ONE if is_one else WITHIN), "un nome contiene l'altro"
    return (OVERLAP_ONE if is_one else OVERLAP), "parole uguali e parole diverse"


def _weigh_same(one: ClubName, other: ClubName, counts: WordCounts) -> Weight:
    less = COMMON if counts.is_common(one.words) else 0.0
    if one.year and other.year and one.year != other.year:
        return YEAR_OTHER, "stesso nome, anni diversi"
    if one.kinds == other.kinds:
        return SAME, f"stesso nome{_taken_away(one, other)}"
    kinds = " ".join(sorted(one.kinds ^ other.kinds))
    if one.kinds <= other.kinds or other.kinds <= one.kinds:
        return KIND_LESS + less, f"stesso nome con e senza {kinds}"
    return KIND_OTHER + less, f"stesso nome, ma {kinds}"


def _taken_away(one: ClubName, other: ClubName) -> str:
    """What two names of the same words were compared without."""
    parts = {
        "forma giuridica": one.has_form or other.has_form,
        "anno": one.year != other.year,
        "squadra": one.squad != other.squad,
    }
    told = [part for part, is_taken in parts.items() if is_taken]
    return f" senza {' e '.join(told)}" if told else ""


def _is_cut_of(cut: ClubName, whole: ClubName) -> bool:
    text = " ".join(cut.words)
    return cut.is_cut and len(text) >= CUT_LETTERS and " ".join(whole.words).startswith(text)


def _is_slip(rest: Counter[str], others: Counter[str]) -> bool:
    """Whether two names differ by one wrong letter in one long word."""
    if rest.total() != 1 or others.total() != 1:
        return False
    (word,), (second,) = rest, others
    is_long = min(len(word), len(second)) > SLIP_LETTERS
    return is_long and OSA.distance(word, second, score_cutoff=1) == 1


def _is_initials_of(short: ClubName, long: ClubName) -> bool:
    words = [word[0] for word in long.printed.casefold().split() if word[0].isalpha()]
    return len(short.words) == 1 and len(words) > 2 and short.words[0] == "".join(words)


def weigh_gymnasts(shared: int, smaller: int) -> Weight | None:
    """The weight of the gymnasts that both names have in one season; `smaller` is the smaller roster."""
    if shared > 1 and shared >= GYMNAST_SHARE * smaller:
        return min(GYMNAST * shared, GYMNASTS_MOST), f"{shared} ginnaste in comune su {smaller}"
    if shared > 1:
        return 1.0, f"solo {shared} ginnaste su {smaller} in comune"
    return (STRANGERS, "nessuna ginnasta in comune") if smaller >= ROSTER else None


def best_bits(
    names: Iterable[tuple[ClubName, ClubName]], is_one_code: bool, counts: WordCounts
) -> float:
    """The bits of a pair before gymnasts are asked."""
    return max(weigh_names(*pair, counts)[0] for pair in names) + CODE * is_one_code


def weigh(
    names: Iterable[tuple[ClubName, ClubName]],
    is_one_code: bool,
    gymnasts: tuple[int, int],
    counts: WordCounts,
) -> Evidence:
    """The evidence of a pair: its best names, the code, the gymnasts (shared, of the smaller roster)."""
    weights = [max(weigh_names(one, other, counts) for one, other in names)]
    if is_one_code:
        weights.append((CODE, "stesso codice federale"))
    roster = weigh_gymnasts(*gymnasts)
    return Evidence((*weights, roster) if roster else tuple(weights))


def is_frail(evidence: Evidence) -> bool:
    """Whether only names that are not the same speak for a pair: it must fit no other club as well."""
    (bits, _), *others = evidence.weights
    return bits < SAME and all(weight <= 0 for weight, _ in others)
