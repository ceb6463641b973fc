"""The results in the sentences and list items of a news page: who, with what score, in which place.

    Prova Inventata (Società Finta) vince con il totale di 99.400 (CE 34.700 - PA 33.600 – CL 31.100)
    1. Prova Inventata (Società Finta) pt. 26,300
    Completano la classifica: Forza Finta (pt. 75.450), Armonia Finta (pt. 74.900)

Between a name and its score only the words of a closed list are understood, and a place only beside the name
or between the two. What else a sentence says may be anything but a name, a place or a number. None is the
answer for what is not understood.
"""

import re
from dataclasses import dataclass, replace

from ingest.news.context import DIVISION, Context, of_lead, of_tail
from ingest.news.marks import Mark, rows_of
from ingest.news.words import (
    APPARATUS,
    CATEGORIES,
    GLUE,
    GROUP_APPARATUS,
    ON,
    RANK,
    TIE,
    find_ranks,
    find_scores,
    group_apparatus,
    plain,
)
from ingest.reading import RawRow

CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
WORD = rf"{CAPITAL}(?:\.|[\w'-]*\w)?"
NAME = rf"{WORD}(?: (?:(?:de|van|von|el) )?{WORD}){{1,3}}"
CLUB_WORD = rf"(?:(?:{CAPITAL}\.)+|{CAPITAL}[\w'-]*\w|'?\d\d(?:\d\d)?\b)"
CLUB = rf"{CLUB_WORD}(?: (?:di |e |del |della |dei |d'|dell')?{CLUB_WORD}){{0,7}}"
OF = r"(?:in forza |stella |portacolori |ginnasta |atleta )?(?:della |dello |del |dell['’]|alla |all['’])"
OF_CLUB = rf"(?: ?\([^()\d]*\)|,? {OF}{CLUB})?"
CLUB_MARKS = re.compile(rf"^[\s,(]*(?:{OF})?|[\s)]+$")
FILLING = (
    rf"[\s,:-]|l'|d'|\b(?:pt|p)\.|\b(?:{RANK}|{TIE}|{ON} (?:{APPARATUS})"
    rf"|(?:con i |con le |ai |alle )?{GROUP_APPARATUS}|{GLUE})(?!\w)"
)
FILL = rf"(?:{FILLING})*+"
BESIDE = re.compile(
    rf"(?:{FILLING}|all'|dell'|\b(?:per|ed?|i|le|va|vanno|andat[oa]|lo|(?i:{CATEGORIES}))(?!\w))*+$"
)
CALLED = r"(?i:(?:\b(?:pt|p|punti)\b\.? ?)?)"
ONE = {  # by whether the page ranks teams
    False: re.compile(rf"(?P<name>{NAME})(?P<club>{OF_CLUB})"),
    True: re.compile(rf"(?P<name>{CLUB})(?P<club>(?: ?\([^()\d]*\))?)"),
}
PEOPLE = {
    False: rf"(?<!\w){NAME}{OF_CLUB}(?:(?:, | ed? ){NAME}{OF_CLUB}){{0,3}}",
    True: rf"(?<!\w){CLUB}(?: ?\([^()\d]*\))?",
}
# What stands before a score: a name and words, or a name, an open bracket and words.
BEFORE = {
    is_team: re.compile(rf"(?P<lead>.*?)(?P<people>{people})(?P<between>{FILL})")
    for is_team, people in PEOPLE.items()
}
BEFORE_INSIDE = {
    is_team: re.compile(
        rf"(?P<lead>.*?)(?P<people>(?<!\w){CLUB if is_team else NAME + OF_CLUB}) ?"
        rf"\((?P<club>(?:{CAPITAL}|\d)[^()]*?)??(?P<between>{FILL})"
    )
    for is_team in PEOPLE
}
AFTER = re.compile(
    rf"(?i:(?: ?(?:punti|pt|p)\b\.?)?(?: {ON} (?P<apparatus>{APPARATUS})\b)?(?: sui quattro attrezzi)?)"
)
BRACKETS = re.compile(r" ?\((?P<parts>[^()]*\d[^()]*)\)")
CLUB_BEHIND = re.compile(rf" ?\((?!(?i:{TIE}|fuori ))(?P<club>[^()\d]*)\)")
HEAD = re.compile(
    rf"(?i:(?P<rank>\d{{1,3}}) ?[.)°ªº^:-]+|(?P<medal>oro|argento|bronzo) ?[:-])? ?(?P<who>\S.*?)[ ,:-]*"
    rf"(?i:\bcon )?{CALLED}"
)
TAIL = re.compile(rf"(?i:[ ,;.:-]|\(?(?P<tie>{TIE})\)?|\(?(?P<out>fuori (?:classifica|gara))\)?)*")
CALLED_TOTAL = re.compile(
    r"\btotale\b|complessiv|all[ -]around|concorso generale|quattro attrezzi", re.I
)
# Another day or round, or something that did not happen: the score may not be of this ranking.
ELSEWHEN = re.compile(
    r"qualific|semifinal|\bieri\b|\bdomani\b|\bscors[oaie]\b|preceden|record|\bnon\b|mancat|sfior"
    r"|(?<!sua )\bvolta\b|provvisori|parzial|metà gara|\bdopo (?:due|tre)\b",
    re.I,
)
OF_BEFORE = re.compile(r"\b(?:del|della|dello|dei|delle|dell')\s?$", re.I)
SOMEBODY = re.compile(rf"(?<![\w']){NAME}")
FIRST_WORD = re.compile(  # words that begin a sentence with a capital and are no part of the name behind
    rf"(?i:{RANK}|{GLUE}|ben[ei]|brav[ae]|bravissim[ae]|ottim[ae]|grande|super|splendid[ae]|strepitos[ae]"
    r"|fantastic[ae]|straordinari[ae]|immens[ae]|magic[ae]|solo|soltanto|ancora|infine|poi|ecco|sempre|tra"
    r"|fra|dietro|dopo|alle|ai|sull'|nelle|nel|quindi|invece|mentre|intanto|applausi|festa|gioia)(?: |$)"
)
TITLE = re.compile(r"(?i:avier[ei]|agente|capitan[oa]?|atleta|azzurra|farfalla|campionessa)(?: |$)")
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
    name, club = _who(text[slice(*head.span("who"))])
    said = behind.groupdict() if behind else {}
    if not (tail and name) or (club and "club" in said):
        return None
    mark = Mark(
        record=record,
        name=name,
        points=text[start:end],
        club=club or said.get("club", ""),
        rank="" if tail["out"] else head["rank"] or _place(find_ranks(head["medal"] or "")),
        apparatus=after["apparatus"] or "",
        parts=said.get("parts", ""),
        status="out of ranking" if tail["out"] else "",
        note="ex aequo" if tail["tie"] else "",
    )
    return rows_of(context, mark)


def _who(text: str) -> tuple[str, str]:
    """Name and club of an item: "Name (Club)", "Name - Club", "Name, Club" or a name alone; "" for more."""
    match = re.fullmatch(r"([^()]+?) ?\(([^()]*)\)", text)
    if match:
        return match[1], match[2]
    parts = re.split(r"\s+[-–—]\s+|,\s+", text)
    if len(parts) > 2 or "(" in text:
        return "", ""
    return parts[0], parts[1] if len(parts) > 1 else ""


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
        is_one = len(tail) == 1 and len({row.competitor for row in last}) == 1
        if not is_one or not re.fullmatch(rf"{FILL}[.!]?", even[at:]):
            return None  # a place behind the last score: hers, or somebody else's
        rows[-len(last)] = replace(last[0], rank=_place(tail))
    return rows, of_tail(context, even[at:])


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a score stands in a sentence: `form` is what stands before it, the name from `start` on."""

    form: re.Match[str]
    start: int
    is_inside: bool  # the score stands in a bracket behind the name
    after: re.Match[str]
    brackets: re.Match[str] | None
    end: int

    @property
    def between(self) -> str:
        return self.form["between"]


def _shape(even: str, at: int, score: tuple[int, int], *, is_team: bool) -> _Shape | None:
    inside = BEFORE_INSIDE[is_team].fullmatch(even, at, score[0])
    form = inside or BEFORE[is_team].fullmatch(even, at, score[0])
    after = AFTER.match(even, score[1])
    start = _start(form, is_team=is_team) if form else None
    if not (form and after) or start is None:
        return None
    end = after.end() + bool(inside)
    if inside and even[end - 1 : end] != ")":
        return None
    brackets = BRACKETS.match(even, end)
    return _Shape(form, start, bool(inside), after, brackets, brackets.end() if brackets else end)


def _entry(
    text: str, at: int, score: tuple[int, int], context: Context, record: str
) -> tuple[list[RawRow], Context, int] | None:
    """The rows of one score, read from `at` to where its brackets close."""
    even, is_team = plain(text), context.kind in ("team", "group")
    shape = _shape(even, at, score, is_team=is_team)
    if not shape:
        return None
    lead, between = even[at : shape.start], shape.between
    narrowed, rank = of_lead(context, lead), _rank(lead, between, is_team=is_team)
    people = list(ONE[is_team].finditer(even, shape.start, shape.form.end("people")))
    is_tie = bool(re.search(TIE, lead + between, re.I))
    is_joined = len(people) > 1 or (
        is_team and not shape.is_inside and " e " in shape.form["people"]
    )
    if narrowed is None or rank is None or (is_joined and (is_team or not is_tie)):
        return None  # joined are two who share a score, or one club with "e" in its name
    mark = Mark(
        record=record,
        name="",
        rank=rank,
        points=text[slice(*score)],
        apparatus=_apparatus(between, shape.after),
        parts=shape.brackets["parts"] if shape.brackets else "",
        is_total=bool(CALLED_TOTAL.search(lead + between + shape.after[0])),
        note="ex aequo" if is_tie else "",
    )
    beside = mark.apparatus or (group_apparatus(between) if context.kind == "group" else "")
    narrowed = of_lead(narrowed, beside)
    rows = _rows(text, people, shape, mark, narrowed) if narrowed else None
    return (rows, narrowed, shape.end) if rows and narrowed else None


def _rows(
    text: str, people: list[re.Match[str]], shape: _Shape, mark: Mark, context: Context
) -> list[RawRow] | None:
    """The rows of all who share a mark: one, or several with the word for it."""
    rows: list[RawRow] = []
    for person in people:
        is_said = shape.is_inside and shape.form["club"]
        club = shape.form.span("club") if is_said else person.span("club")
        name = text[slice(*person.span("name"))]
        new = rows_of(context, replace(mark, name=name, club=_club(text[slice(*club)])))
        if new is None:
            return None
        rows += new
    return rows


def _apparatus(between: str, after: re.Match[str]) -> str:
    """The apparatus named between name and score, or behind the score; both are more than a name of one."""
    named = re.findall(rf"{ON} ({APPARATUS})", between, re.I) + [after["apparatus"] or ""]
    return " ".join(filter(None, named))


def _start(form: re.Match[str], *, is_team: bool) -> int | None:
    """Where the name begins: a sentence's first word has a capital without being one, and so has a title.

    None where a sentence begins with the name itself, and its first word may be another ("Seguono Forza
    Finta"): only two words are taken for a gymnast, if her club or more than "con" stands behind them.
    """
    begin, end = form.span("people")
    is_first = not form.string[:begin].strip()
    start = begin
    while word := (FIRST_WORD if is_first else TITLE).match(form.string, start, end):
        start = word.end()
    if start == begin and is_first:
        one = None if is_team else ONE[False].match(form.string, start, end)
        if not one or len(one["name"].split()) != 2:
            return None
        return start if one["club"] or len(form["between"].split()) > 1 else None
    return start if start < end else None


def _rank(lead: str, between: str, *, is_team: bool) -> str | None:
    """The place that is said beside the name or between name and score; None if it may be another's.

    Words of the closed list are small letters ("Una" may be a name), but for the first of a sentence.
    """
    match = BESIDE.search(lead[:1].lower() + lead[1:])
    beside = match[0] if match else ""
    free = DIVISION.sub(" ", lead[: len(lead) - len(beside)])
    ranks = find_ranks(f"{beside} {between}")
    other = re.search(rf"(?<=\w )(?<!\w){CAPITAL}\w", free) if is_team else SOMEBODY.search(free)
    if len(ranks) > 1 or find_ranks(free) - ranks or ELSEWHEN.search(lead + between):
        return None
    if (other and find_ranks(beside)) or (not is_team and OF_BEFORE.search(lead)):
        return None
    return _place(ranks)


def _place(ranks: set[int]) -> str:
    return str(min(ranks)) if ranks else ""


def _club(text: str) -> str:
    """The club in " (Società Finta)" and in ", in forza alla Società Finta"."""
    return CLUB_MARKS.sub("", text)
