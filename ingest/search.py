"""Words for full-text search: what was typed, made safe; the nearest words of a misspelt one."""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from ingest.text import fold

SHORT_WORD = 4
TRIGRAM = 3
MOST_WORDS = 8


def query_words(text: str) -> list[str]:
    """The folded words of a query, each once: "D'Ambrogio" is d and ambrogio, as in the indexes."""
    return list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]


def match_all(words: Iterable[Sequence[str]]) -> str:
    """An FTS5 expression: for every group of words, one of them, as a prefix.

    A word is only letters and digits and stands in double quotes: nothing typed is syntax.
    """
    groups = [" OR ".join(f'"{word}"*' for word in group) for group in words]
    return " AND ".join(f"({group})" for group in groups)


def match_trigrams(word: str) -> str:
    """An FTS5 expression for the words that share three letters in a row with this one."""
    last = len(word) - TRIGRAM
    return " OR ".join(f'"{word[start : start + TRIGRAM]}"' for start in range(last + 1))


def nearest_words(word: str, candidates: Iterable[str]) -> list[str]:
    """The candidates at the smallest edit distance: one edit up to four letters, two beyond.

    A word still being typed is compared with the beginning of longer candidates too.
    """
    farthest = 1 if len(word) <= SHORT_WORD else 2
    distances = {candidate: _distance(word, candidate) for candidate in candidates}
    smallest = min(distances.values(), default=farthest + 1)
    if smallest > farthest:
        return []
    return sorted(found for found, distance in distances.items() if distance == smallest)


def _distance(word: str, candidate: str) -> int:
    whole = OSA.distance(word, candidate)
    if len(word) <= SHORT_WORD:
        return whole
    return min(whole, OSA.distance(word, candidate[: len(word)]) + 1)
