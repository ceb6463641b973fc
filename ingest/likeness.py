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
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from itertools import combinations, permutations, product

from ingest.evidence import given_names
from ingest.text import PARTICLES, fold
from ingest.vocabulary import curated

SHORTEST = 4  # letters of a family name that is looked for alone
SHORTEST_CUT = 4  # letters of a word of two in which one may be wrong
SHORTEST_CUT_ALONE = 6  # of one that stands alone
SHORTEST_GLUED = 8  # letters of a name that is looked for in one word
MOST_WORDS = 8  # of a text that is taken for names
MOST_GLUED = 5  # words of a name with particles that is looked for in one word
MOST_LETTERS = 30  # of a word that is taken for a name
# Letters that look like ours.
LIKE_OURS = str.maketrans("асеіорхукмнтвѕјαεικνορτυχ", "aceiopxykmhtbsjaeiknoptux")


def printed_forms(name: str) -> set[str]:
    """What a printed name is compared by, as it stands; nothing of initials."""
    names, letters = _words(name)
    forms = {f"={word}" for word in names if len(word) >= SHORTEST_GLUED}
    if len(names) == 1 and letters:
        forms |= {f"{letter} {cut}" for letter in letters for cut in _cut(names[0])}
    elif len(names) == 1:
        forms |= {*_cut(names[0], SHORTEST_CUT_ALONE)}
    return forms | _pairs(names)


def known_forms(name: str) -> set[str]:
    """The forms in which somebody of a name may be printed; "De Rosa" may be "Derosa"."""
    names, _ = _words(name)
    particles = {word for word in fold(name).split()[:MOST_WORDS] if word in PARTICLES}
    forms = {cut for word in names for cut in _cut(word, SHORTEST_CUT_ALONE)} | _pairs(names)
    for particle, word in product(particles, names):
        forms |= {*_cut(particle + word, SHORTEST_CUT_ALONE)}
        for other in names:
            forms |= _pairs([particle + word, other]) if other != word else set()
    for first, second in permutations(names, 2):
        forms |= {f"{first[0]} {cut}" for cut in _cut(second)}
        forms |= {f"={first}{second}"} if len(first + second) >= SHORTEST_GLUED else set()
    words = fold(name).split()
    if particles and len(words) <= MOST_GLUED:
        forms |= {f"={''.join(order)}" for order in permutations(words)}
    return forms


class Alike:
    """Whether words of a text are like the name of somebody who asked, for ingest.names.

    names     the keys of their names
    others    those of who is shown: what they are called is like nobody
    words     other words that are like nobody: of clubs and places
    is_hashed whether a form is one of those of whom hashes alone are left
    """

    def __init__(
        self,
        names: Collection[str],
        others: Collection[str],
        words: Collection[str] = (),
        is_hashed: Callable[[str], bool] | None = None,
    ) -> None:
        self.is_hashed = is_hashed or (lambda _: False)
        self.forms = {form for name in names for form in known_forms(name)}
        self.families = {
            cut for word in family_names(names, others) for cut in _cut(word, SHORTEST_CUT_ALONE)
        }
        ours = " ".join(
            fold(row["name"]) for name in ("series", "apparatus") for row in curated(name)
        )
        self.known = {
            *given_names(),
            *PARTICLES,
            *ours.split(),
            *" ".join(others).split(),
            *words,
        }
        # Of hashes nobody knows which are of a family name: what is like another's name is none.
        words_of_others = {word for name in others for word in name.split()} if is_hashed else ()
        self.like_others = {
            cut for word in words_of_others for cut in _cut(word, SHORTEST_CUT_ALONE)
        }
        self.pairs = {
            frozenset(pair) for name in others for pair in _borne(name.split()[:MOST_WORDS])
        }
        self.two = lru_cache(maxsize=100_000)(self._two)
        self.one = lru_cache(maxsize=100_000)(self._one)
        self.near = lru_cache(maxsize=100_000)(self._near)

    def is_form(self, form: str) -> bool:
        """Whether it is a form of one of their names (`known_forms`)."""
        return form in self.forms or self.is_hashed(form)

    def hers(self, word: str) -> bool:
        """Of a folded word: whether it is a family name, or one with a letter left out; of whom hashes alone
        are left any name.
        """
        if len(word) < SHORTEST or word in self.known:
            return False
        return word in self.families or self.is_hashed(word)

    def among(self, words: list[str]) -> bool:
        """Of folded words, wherever they stand: whether two of them are."""
        return any(self.two(*pair) for pair in combinations(words[:MOST_WORDS], 2))

    def _two(self, first: str, second: str) -> bool:
        """Of two folded words side by side, of which the first may be a letter: "sofia raffaelli"."""
        pair = {first, second}
        if first == second or (len(first) == 1 and second in self.known):
            return False
        if not all(0 < len(word) <= MOST_LETTERS for word in pair):
            return False
        if pair <= given_names() or not pair.isdisjoint(PARTICLES) or pair in self.pairs:
            return False
        return all(map(self.near, pair)) and self._near(f"{first} {second}")

    def _one(self, word: str) -> bool:
        """Of a folded word of an address, or one that stands alone in a list: "raffaelli"."""
        if word in self.known or len(word) < SHORTEST_CUT_ALONE:
            return False
        forms = printed_forms(word)
        if not self.families.isdisjoint(forms):
            return True
        return self.like_others.isdisjoint(forms) and any(map(self.is_hashed, forms))

    def glued(self, word: str) -> bool:
        """Of two names written as one word: "sofiaraffaelli"."""
        ends = range(SHORTEST_CUT - 1, len(word) - SHORTEST_CUT + 2)
        is_name = len(word) <= MOST_LETTERS and word not in self.known
        return is_name and any(self.two(word[:end], word[end:]) for end in ends)

    def _near(self, words: str) -> bool:
        """Whether they have a form of a name; a short word alone may have one only beside another."""
        is_short = " " not in words and len(words) < SHORTEST_CUT_ALONE
        return is_short or any(map(self.is_form, printed_forms(words)))


def family_names(names: Iterable[str], others: Iterable[str]) -> set[str]:
    """The words by which names alone tell who they are: no given names, and borne by no other."""
    known = {word for name in others for word in name.split()} | given_names() | PARTICLES
    return {
        word
        for name in names
        for word in name.split()
        if len(word) >= SHORTEST and word not in known
    }


def _borne(words: list[str]) -> Iterator[tuple[str, str]]:
    """What may stand side by side of a name: two words of it, or a letter and a word."""
    for first, second in permutations(words, 2):
        yield first, second
        yield first[0], second


def _words(name: str) -> tuple[list[str], list[str]]:
    """The words of a name without particles, and its single letters; a word that stands twice is one."""
    words = re.sub(r"\d", "", fold(name).translate(LIKE_OURS)).replace("ph", "f").split()
    names = [
        word for word in dict.fromkeys(words)
        if 1 < len(word) <= MOST_LETTERS and word not in PARTICLES
    ]  # fmt: skip
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
