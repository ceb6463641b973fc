"""How a later document may print somebody who asked not to be named: forms of her name to compare by.

Two names are alike where a form of one is a form of the other: a letter more, less, wrong or in another place
in each word, a given name cut to its letter, a name left out, a name inside a longer one, or all in one word.
Forms are texts that can be hashed: of somebody whose documents were blackened nothing else is left. What is
alike is not the same; it is kept back until the operator has looked at it.

Of the names of lines (`printed_forms`) and of words in a text (`Alike`) the same is asked.

Words are compared as in a symmetric delete index (W. Garbe, SymSpell, 2012): of two that differ by one letter
both give the same word once a letter is left out of either.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from itertools import combinations, permutations

from ingest.evidence import given_names
from ingest.text import PARTICLES, fold
from ingest.vocabulary import curated

SHORTEST_CUT = 4  # letters of a word of two in which one may be wrong
SHORTEST_CUT_ALONE = 6  # of one that stands alone
SHORTEST_GLUED = 8  # letters of a name that is looked for in one word
MOST_WORDS = 8  # of a text that is taken for names
# Letters that look like ours.
LIKE_OURS = str.maketrans("асеіорхукмнтвѕјαεικνορτυχ", "aceiopxykmhtbsjaeiknoptux")


@lru_cache(maxsize=50_000)
def printed_forms(name: str) -> frozenset[str]:
    """What a printed name is compared by, as it stands; nothing of initials."""
    names, letters = _words(name)
    forms = {f"={word}" for word in names if len(word) >= SHORTEST_GLUED}
    if len(names) == 1 and letters:
        forms |= {f"{letter} {cut}" for letter in letters for cut in _cut(names[0])}
    elif len(names) == 1:
        forms |= {*_cut(names[0], SHORTEST_CUT_ALONE)}
    return frozenset(forms | _pairs(names))


def known_forms(name: str) -> set[str]:
    """The forms in which somebody of a name may be printed."""
    names, _ = _words(name)
    forms = {cut for word in names for cut in _cut(word, SHORTEST_CUT_ALONE)} | _pairs(names)
    for first, second in permutations(names, 2):
        forms |= {f"{first[0]} {cut}" for cut in _cut(second)}
        forms |= {f"={first}{second}"} if len(first + second) >= SHORTEST_GLUED else set()
    return forms


class Alike:
    """Whether words of a text are like the name of somebody who asked, for ingest.names.

    is_form  whether a text is a form of one of their names (`known_forms`), or its hash is
    others   the names of who is shown: what they are called is like nobody
    """

    def __init__(self, is_form: Callable[[str], bool], others: Collection[str]) -> None:
        self.is_form = is_form
        series = " ".join(fold(row["name"]) for row in curated("series"))
        self.known = {*given_names(), *PARTICLES, *series.split(), *" ".join(others).split()}
        self.pairs = {frozenset(pair) for name in others for pair in _borne(name.split())}
        self.two = lru_cache(maxsize=100_000)(self._two)
        self.one = lru_cache(maxsize=100_000)(self._one)
        self.near = lru_cache(maxsize=100_000)(self._near)

    def _two(self, first: str, second: str) -> bool:
        """Of two folded words side by side, of which one may be a letter: "sofia raffaelli"."""
        pair = {first, second}
        if pair <= given_names() or not pair.isdisjoint(PARTICLES) or pair in self.pairs:
            return False
        return all(map(self.near, pair)) and self._near(f"{first} {second}")

    def _one(self, word: str) -> bool:
        """Of a folded word of an address: "raffaelli"."""
        return len(word) >= SHORTEST_CUT_ALONE and word not in self.known and self.near(word)

    def glued(self, word: str) -> bool:
        """Of two names written as one word: "sofiaraffaelli"."""
        ends = range(SHORTEST_CUT - 1, len(word) - SHORTEST_CUT + 2)
        return word not in self.known and any(self.two(word[:end], word[end:]) for end in ends)

    def _near(self, words: str) -> bool:
        """Whether they have a form of a name; a short word alone may have one only beside another."""
        is_short = " " not in words and len(words) < SHORTEST_CUT_ALONE
        return is_short or any(map(self.is_form, printed_forms(words)))


def _borne(words: list[str]) -> Iterator[tuple[str, str]]:
    """What may stand side by side of a name: two words of it, or a letter and a word."""
    for first, second in permutations(words, 2):
        yield first, second
        yield first[0], second


def _words(name: str) -> tuple[list[str], list[str]]:
    """The words of a name without particles, and its single letters."""
    words = re.sub(r"\d", "", fold(name).translate(LIKE_OURS)).replace("ph", "f").split()
    names = [word for word in words if len(word) > 1 and word not in PARTICLES]
    return names[:MOST_WORDS], [word for word in words if len(word) == 1]


def _pairs(names: list[str]) -> set[str]:
    return {
        " ".join(sorted((first, second)))
        for one, other in combinations(names, 2)
        for first in _cut(one)
        for second in _cut(other)
    }


def _cut(word: str, shortest: int = SHORTEST_CUT) -> Iterator[str]:
    """A word, and each that is left when one of its letters is."""
    yield word
    for at in range(len(word)) if len(word) >= shortest else ():
        yield word[:at] + word[at + 1 :]
