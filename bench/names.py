"""Invented names, of syllables no Italian name has, and the forms in which sheets print them."""

import json
from pathlib import Path
from random import Random

SYLLABLES: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("syllables.json").read_text(encoding="utf-8")
)
ACCENTS = {"a": "à", "o": "ò", "i": "ì"}


def make_town(random: Random) -> str:
    parts = (SYLLABLES[kind] for kind in ("family_head", "family_middle", "town_tail"))
    return "".join(random.choice(part) for part in parts)


def make_family_name(random: Random) -> str:
    """A surname nobody has; few of them are common, as in life."""
    name = (
        pick_skewed(random, SYLLABLES["family_head"])
        + pick_skewed(random, SYLLABLES["family_middle"])
        + random.choice(SYLLABLES["family_tail"])
    )
    draw = random.random()
    if draw < 0.03:
        return f"De {name}"
    if draw < 0.05:
        return f"D'{name}"
    if draw < 0.07:
        return name[:-1] + ACCENTS[name[-1]]
    return name


def make_given_name(random: Random) -> str:
    name = (
        pick_skewed(random, SYLLABLES["given_head"])
        + random.choice(SYLLABLES["given_middle"])
        + random.choice(SYLLABLES["given_tail"])
    )
    if random.random() < 0.03:
        return f"{name} {random.choice(SYLLABLES['given_head'])}a"
    return name


def pick_skewed(random: Random, words: list[str]) -> str:
    return words[int(len(words) * random.random() ** 1.5)]


def misprint(random: Random, word: str) -> str:
    """One slip of a typist: a letter lost, doubled, or two letters swapped."""
    at = random.randrange(1, len(word) - 1)
    slip = random.randrange(3)
    if slip == 0:
        return word[:at] + word[at + 1 :]
    if slip == 1:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def print_name(random: Random, family_name: str, given_name: str, style: str) -> str:
    """The name as one sheet prints it: the sheet's style, and now and then a slip."""
    if random.random() < 0.015:
        family_name = misprint(random, family_name)
    if random.random() < 0.2:
        family_name = family_name.replace("D'", "D ")
    if random.random() < 0.01:
        style = "swapped"
    if style == "capitals":
        return f"{family_name} {given_name}".upper()
    if style == "swapped":
        return f"{given_name} {family_name}"
    if style == "capital surname":
        return f"{family_name.upper()} {given_name}"
    return f"{family_name} {given_name}"


def print_club(random: Random, name: str, code: str, style: str) -> str:
    """The club as one sheet prints it: in full, with its code, or with this year's sponsor."""
    draw = random.random()
    if draw < 0.06:
        return f"A.S.D. {name}"
    if draw < 0.10:
        return f"{name} {random.choice(SYLLABLES['sponsor'])}"
    if style == "capitals":
        return f"{code} {name.upper()}"
    return name
