"""The results in the sentences and list items of a news page: who, with what score, in which place.

    Prova Inventata (Società Finta) vince con il totale di 99.400 (CE 34.700 - PA 33.600 – CL 31.100)
    1. Prova Inventata (Società Finta) pt. 26,300
    Completano la classifica: Forza Finta (pt. 75.450), Armonia Finta (pt. 74.900)

Between two scores of a sentence stand one name and words of a closed list, and nothing else: with a second
name, another number or any other word the score is not read. None is the answer for what is not understood.
"""

import re
from dataclasses import replace

from ingest.news.headings import DIVISION, Context, of_lead, of_tail
from ingest.news.rows import Mark, rows_of
from ingest.news.words import (
    APPARATUS,
    CATEGORIES,
    GLUE,
    GROUP_APPARATUS,
    ON,
    RANK,
    TIE,
    TITLES,
    find_ranks,
    find_scores,
    group_apparatus,
    plain,
)
from ingest.reading import RawRow
from ingest.text import PARTICLES, fold
from ingest.vocabulary import nations

CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
WORD = rf"{CAPITAL}(?:\.|[\w'-]*\w)?"
NAME = rf"{WORD}(?: (?:(?:de|van|von|el) )?{WORD}){{1,3}}"
LONG_NAME = rf"{WORD}(?: (?:(?:de|van|von|el) )?{WORD}){{1,5}}?"
CLUB_WORD = rf"(?:(?:{CAPITAL}\.)+|{CAPITAL}[\w'-]*\w|'?\d\d(?:\d\d)?\b)"
CLUB = rf"{CLUB_WORD}(?: (?:di |e |del |della |dei |d'|dell')?{CLUB_WORD}){{0,7}}"
OF = (
    r"(?:(?:stella |portacolori |ginnasta |atleta )?(?:della |dello |del |dell['’])"
    r"|in forza (?:alla |al |all['’]))"
)
OF_CLUB = rf"(?: ?\([^()\d]*\)|,? {OF}{CLUB})?"
CLUB_MARKS = re.compile(rf"^[\s,(]*(?:{OF})?|[\s)]+$")
KNOWN = (
    rf"[\s,:-]|l'|d'|all'|dell'|sull'|\b(?:pt|p)\.|\b(?:{RANK}|{TIE}|{ON} (?:{APPARATUS})"
    rf"|(?:con i |con le |ai |alle )?{GROUP_APPARATUS}|{GLUE}"
    rf"|(?i:{TITLES}|{CATEGORIES}|{DIVISION.pattern}))(?!\w)"
)
FILL = rf"(?:{KNOWN})*+"
# All that may stand between two scores, by whether the page ranks teams: known words, one name, known words.
ENTRY = {
    is_team: re.compile(
        rf"(?P<lead>(?:[;.]|{KNOWN})*+)(?P<name>{name})(?P<own>{club})"
        rf"(?P<inside> ?\((?:(?P<club>{CLUB})[, ]+)?)?(?P<between>{FILL})"
    )
    for is_team, name, club in ((False, NAME, OF_CLUB), (True, CLUB, r"(?: ?\([^()\d]*\))?"))
}
# Where the place may be that of somebody else, or of something else.
NOT_HERS = re.compile(
    rf"\b(?:davanti|dietro|su|campioness\w+|(?:{RANK}) (?:finale|medaglia|gara))\b"
)
OF_BEFORE = {  # by whether a name has more than two words: "a Nessundove Prova Inventata"
    False: re.compile(r"\b(?:del|della|dello|dei|delle|dell')\s?$", re.I),
    True: re.compile(r"\b(?:del|della|dello|dei|delle|dell'|di|a|da|in)\s?$", re.I),
}
OF_NEXT = re.compile(
    rf",? (?:è )?(?:per|di|ad?|della|del) {CAPITAL}"
)  # "34.900 per Prova Inventata"
AFTER = re.compile(
    rf"(?i:(?: ?(?:punti|pt|p)\b\.?)?(?: {ON} (?P<apparatus>{APPARATUS})\b)?(?: sui quattro attrezzi)?)"
)
BRACKETS = re.compile(r" ?\((?P<parts>[^()]*\d[^()]*)\)")
CLUB_BEHIND = re.compile(rf" ?\((?!(?i:{TIE}|fuori |q\b))(?P<club>[^()\d+]+)\)")
CALLED_TOTAL = re.compile(
    r"\btotale\b|complessiv|all[ -]around|concorso generale|quattro attrezzi", re.I
)
HEAD = re.compile(
    rf"(?i:(?P<rank>\d{{1,3}})(?=\D)(?: ?[.)°ªº^:-])*|(?P<word>oro|argento|bronzo|{RANK}) ?(?=[:-]))? ?"
    r"(?i:\b(?:posto|classificata|class)\b\.?)?[ :-]*(?P<who>\S.*?)"
    r"(?i:[ ,;:=/|-]|\.{2,}|\b(?:con|totale|score|punti|p\.ti|ptt?|p)\b\.?)*"
)
# Who an item of a list speaks of: nothing but a name and what parts it from a club, or a nation.
BEHIND_NAME = (
    rf"(?: ?[(\[](?P<inside>[^()\[\]]+)[)\]]|(?:\s[-/|]\s|[,;|] | \"|,? {OF})(?P<behind>{CLUB})\"?"
    r"| (?P<nation>[A-Z]{3}))?"
)
WHO = {
    is_team: re.compile(rf"(?P<name>{name}){BEHIND_NAME}")
    for is_team, name in ((False, LONG_NAME), (True, CLUB))
}
IN_BRACKETS = re.compile(rf"(?:\d{{6}} )?[\"']?{CAPITAL}[^\d,;:|]+(?:\d{{2,4}})?[\"']?")
NO_PERSON = re.compile(
    r"(?i)\b(?:societ|soc\b|ginnastic|ginnic|ginn\b|polisportiv|pol\b|a\.?s\.?d\b|s\.?s\.?d\b|sport|club|gym)"
)
TAIL = re.compile(
    rf"(?i:[ ,;.:*-]|\(?(?P<tie>{TIE})\)?|\(?(?P<out>fuori (?:classifica|gara))\)?|\(\+\)"
    r"|\bqualificat[ae]\b|\(?\bq\b\)?)*"
)
MAX_SENTENCE = 2_000


def read_item(text: str, context: Context, record: str) -> list[RawRow] | None:
    """The rows of one item of a list: "2ª Prova Inventata (Società Finta) pt. 26,300 ex aequo"."""
    even = plain(text)
    scores = find_scores(even)
    if not (scores and context.is_clear) or len(text) > MAX_SENTENCE:
        return None
    (start, end), *_ = scores
    head, after = HEAD.fullmatch(even, 0, start), AFTER.match(even, end)
    if not (head and after):
        return None
    behind = CLUB_BEHIND.match(even, after.end()) or BRACKETS.match(even, after.end())
    tail = TAIL.fullmatch(even, (behind or after).end())
    said = behind.groupdict() if behind else {}
    who = _who(text, even, head.span("who"), said.get("club", ""), context)
    if not (tail and who):
        return None
    mark = Mark(
        record=record,
        name=who[0],
        points=text[start:end],
        club=who[1],
        rank="" if tail["out"] else head["rank"] or _place(find_ranks(head["word"] or "")),
        apparatus=after["apparatus"] or "",
        parts=said.get("parts", ""),
        status="out of ranking" if tail["out"] else "",
        note="ex aequo" if tail["tie"] else "",
    )
    return rows_of(context, mark)


def _who(
    text: str, even: str, span: tuple[int, int], club: str, context: Context
) -> tuple[str, str] | None:
    """Name and club (or nation) of an item; None for words that may be neither, or that are not parted:
    more than two words of which the last may be a club.
    """
    is_team = context.kind in ("team", "group")
    match = WHO[is_team].fullmatch(even, *span)
    if not match:
        return None
    name = text[slice(*match.span("name"))]
    own = "".join(
        text[slice(*match.span(part))] for part in ("inside", "behind", "nation") if match[part]
    )
    if club and own:
        return None
    club = club or own
    if is_team:
        return name, club
    words = [word for word in map(fold, name.split()) if word not in PARTICLES]
    if NO_PERSON.search(name) or {*words} & nations().keys():
        return None
    is_club = not club or bool(IN_BRACKETS.fullmatch(plain(club)))
    return (name, club) if is_club and len(words) <= (4 if club else 2) else None


def read_sentence(
    text: str, context: Context, first: int
) -> tuple[list[RawRow], Context | None] | None:
    """The rows of a sentence and the context for the next one (None: it is not sure); None if a score of it
    is not understood.

    first: the number of the sentence's first score on the page.
    """
    even = plain(text)
    scores, rows, at = find_scores(even), list[RawRow](), 0
    last: list[RawRow] = []
    for number, score in enumerate(scores, first):
        if score[0] < at:
            continue  # read in the brackets of the one before
        found = _entry(text, at, score, context, str(number)) if len(text) < MAX_SENTENCE else None
        if not found:
            return None
        last, context, at = found
        rows += last
    tail = find_ranks(even[at:])
    if tail and last and not last[0].rank:
        rest = even[at:]
        if len(tail) > 1 or NOT_HERS.search(rest) or not re.fullmatch(rf"{FILL}[.!]?", rest):
            return None  # a place behind the last score: hers, or somebody else's
        rows[-len(last)] = replace(last[0], rank=_place(tail))
    return rows, of_tail(context, even[at:])


def _entry(
    text: str, at: int, score: tuple[int, int], context: Context, record: str
) -> tuple[list[RawRow], Context, int] | None:
    """The rows of one score, read from `at` to where its brackets close."""
    even, is_team = plain(text), context.kind in ("team", "group")
    form, after = _form(even, at, score[0], is_team=is_team), AFTER.match(even, score[1])
    rank = _rank(form, is_team=is_team) if form else None
    if not (form and after) or rank is None:
        return None
    end = after.end() + bool(form["inside"])
    is_closed = not form["inside"] or even[end - 1 : end] == ")"
    is_joined = is_team and not form["inside"] and " e " in form["name"]  # one club, or two?
    if not is_closed or is_joined or OF_NEXT.match(even, end):
        return None
    brackets, lead, between = BRACKETS.match(even, end), form["lead"], form["between"]
    mark = Mark(
        record=record,
        name=text[slice(*form.span("name"))],
        club=CLUB_MARKS.sub("", text[slice(*form.span("club" if form["club"] else "own"))]),
        rank=rank,
        points=text[slice(*score)],
        apparatus=_apparatus(between, after),
        parts=brackets["parts"] if brackets else "",
        is_total=bool(CALLED_TOTAL.search(lead + between + after[0])),
        note="ex aequo" if re.search(TIE, lead + between, re.I) else "",
    )
    narrowed = of_lead(context, lead)
    beside = mark.apparatus or (group_apparatus(between) if context.kind == "group" else "")
    narrowed = of_lead(narrowed, beside) if narrowed else None
    rows = rows_of(narrowed, mark) if narrowed else None
    return (rows, narrowed, brackets.end() if brackets else end) if rows and narrowed else None


def _form(even: str, at: int, start: int, *, is_team: bool) -> re.Match[str] | None:
    """How a score stands behind its name. The first word of a sentence is a known one in small letters, or
    begins the name: then only two words are taken for a gymnast, if her club or more than "con" stands
    behind them ("Brilla Inventata con ...").
    """
    small = even if at else even[:1].lower() + even[1:]
    form = ENTRY[is_team].fullmatch(small, at, start)
    if form or at or is_team:
        return form
    form = ENTRY[False].fullmatch(even, at, start)
    if not form or form["lead"] or len(form["name"].split()) != 2:
        return None
    return form if form["own"] or form["inside"] or len(form["between"].split()) > 1 else None


def _rank(form: re.Match[str], *, is_team: bool) -> str | None:
    """The place that is said around a name; None if it may be another's, or if the name may begin with the
    word of something else: "della Fabrica Prova Inventata".
    """
    lead, ranks = form["lead"], find_ranks(f"{form['lead']} {form['between']}")
    if len(ranks) > 1 or (NOT_HERS.search(lead) and (ranks or not form["inside"])):
        return None
    is_long = len(form["name"].split()) > 2
    if re.fullmatch(r"(?:a|in|da)\s+", lead) or (not is_team and OF_BEFORE[is_long].search(lead)):
        return None
    return _place(ranks)


def _apparatus(between: str, after: re.Match[str]) -> str:
    """The apparatus named between name and score, or behind the score; both are more than a name of one."""
    named = re.findall(rf"{ON} ({APPARATUS})", between, re.I) + [after["apparatus"] or ""]
    return " ".join(filter(None, named))


def _place(ranks: set[int]) -> str:
    return str(min(ranks)) if ranks else ""
