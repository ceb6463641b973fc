"""What a title, a heading or the beginning of a sentence says of the results that follow."""

import re
from dataclasses import dataclass, replace

from ingest.news.words import (
    APPARATUS,
    CATEGORY,
    GROUP_APPARATUS,
    find_competition,
    group_apparatus,
    plain,
)
from ingest.reading import RawRow

KINDS = (
    ("group", re.compile(r"\binsieme\b", re.I)),
    ("team", re.compile(r"\bserie [abcd]\d?\b|\bsquadr[ae]\b", re.I)),
    ("all-around", re.compile(
        r"\bassolut[aoi]\b|\bindividual[ei]\b|\ball[ -]around\b|\bconcorso generale\b|\bdi categoria\b", re.I
    )),
)  # fmt: skip
NAMED = re.compile(rf"\b(?:{APPARATUS})\b", re.I)
GROUP_NAMED = re.compile(rf"\b{GROUP_APPARATUS}\b", re.I)
DIVISION = re.compile(r"\bserie [abcd]\d?\b", re.I)
BEGINS = re.compile(r"\W*(?:in|nella|nel|per la|passando alla|quanto alla)\b", re.I)
FINAL = re.compile(r"\bfinal[ei]\b(?! nazional)", re.I)
STAGE = re.compile(
    r"\b(?:(\d)\s?[ªa°^]|(prima|seconda|terza|quarta|ultima)) (?:prova|tappa|giornata)\b", re.I
)
STAGES = {"prima": "1", "seconda": "2", "terza": "3", "quarta": "4", "ultima": "ultima"}
# A table over several days: other sums than the day's, in the words of any league.
STANDING = re.compile(
    r"classifica (?:generale|di campionato|provvisoria)|regular season|graduatoria|punti speciali|capolista"
    r"|\bsommando\b|\bsomma\b|\bdopo (?:la|due|tre) (?:prima|seconda|prov[ae]|giornat[ae]|tapp[ae])",
    re.I,
)
# What else a heading above a list may say; "generale" is not among it: a standing is another ranking.
SILENT = re.compile(
    r"(?:\b(?:la|il|le|i|lo|l|di|d|del|della|dei|delle|al|alla|alle|nella|per|con|ed?|classific[ah]e?"
    r"|risultat[oi]|quest[aoie]|di giornata|ecco|così|podio|podi|prim[ae]|migliori|gara|categori[ae]"
    r"|campionat[oi]|ritmica|ginnastica|nazional[ei]|italian[oi]|gold|silver|attrezz[oi]|specialità"
    r"|concorso generale|società|ginnaste|titol[oi]|aggiornat[ae] al \d{1,2} [a-z]+)\b|[\s\W])*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Context:
    """row holds the fields of what follows; kind is "" where nothing says what is ranked. Of a page with
    several categories each result must say its own. is_clear: nothing was said that is not understood.
    """

    row: RawRow
    kind: str = ""
    has_categories: bool = False
    is_clear: bool = True


def of_heading(context: Context, text: str) -> Context:
    """The context below a title or a heading."""
    text = plain(text)
    kinds = [kind for kind, pattern in KINDS if pattern.search(text)]
    kind = kinds[0] if len(kinds) == 1 else "" if kinds else context.kind
    kind = "" if STANDING.search(text) else kind
    context = replace(context, kind=kind)
    narrowed = _named(context, text)
    rest = text
    for pattern in (*(pattern for _, pattern in KINDS), GROUP_NAMED, NAMED, FINAL, STAGE, CATEGORY):
        rest = pattern.sub(" ", rest)
    is_clear = narrowed is not None and len(kinds) < 2 and bool(SILENT.fullmatch(rest))
    row, stage, series = (narrowed or context).row, STAGE.search(text), find_competition(text)
    if stage and (DIVISION.search(text) or not stage[0].endswith("giornata")):
        row = replace(row, stage=stage[1] or STAGES[stage[2].lower()])
    if series:
        row = replace(row, competition=f"{series} {row.date[:4]}")
    return replace(narrowed or context, row=row, is_clear=is_clear)


def of_lead(context: Context, text: str) -> Context | None:
    """The context with what the words before a name say; None if they say two things, or speak of a
    standing.
    """
    if STANDING.search(text):
        return None
    divisions = {match[0].lower() for match in DIVISION.finditer(text)}
    if divisions and find_competition(divisions.pop()) != context.row.competition[:-5]:
        if divisions or not BEGINS.match(text):
            return None
        series = find_competition(DIVISION.search(text)[0])  # type: ignore[index]
        context = replace(
            context, row=replace(context.row, competition=f"{series} {context.row.date[:4]}")
        )
    return _named(context, text)


def of_tail(context: Context, text: str) -> Context | None:
    """The context behind a sentence that ends in a text; None if that text names another apparatus or
    category or a standing, so that nobody knows what the next sentence speaks of.
    """
    return context if of_lead(context, text) == context else None


def _named(context: Context, text: str) -> Context | None:
    """The context with the apparatus, round and category that a text names; None if it names two."""
    group = group_apparatus(text)
    one = {match[0].lower() for match in NAMED.finditer(GROUP_NAMED.sub(" ", text))}
    categories = {match[0].lower(): match[0] for match in CATEGORY.finditer(text)}
    if len(one) > 1 or len(categories) > 1 or (one and group):
        return None
    row, kind = context.row, context.kind
    if categories:
        row = replace(row, category=min(categories.values()))
    if kind in ("team", "group"):
        row = replace(row, apparatus=group or row.apparatus)
    elif one:
        row, kind = replace(row, apparatus=min(one)), "apparatus"
    if FINAL.search(text) and kind in ("apparatus", "group"):
        row = replace(row, round="final")
    return replace(context, row=row, kind=kind)
