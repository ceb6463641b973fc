"""The lines around a table -> what its ranking is: competition, date, category, kind, round, apparatus.

Read destructively: every phrase of curated/title_phrases.csv is taken out of a line; what is left of the
lines is the competition's name, and the category.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.dates import find_dates
from ingest.sheet.headings import APPARATUS, roles_of
from ingest.sheet.lines import Line
from ingest.text import fold
from ingest.vocabulary import curated, find_apparatus

WIDE = 14.0  # points: a gap in a title line that parts two titles

LONG = 10  # words of a title; what is longer is a sentence
WORDS = (
    "event",
    "category",
    "stage",
    "officials",
)  # what a title is; other rows say what a phrase says
AROUND = " \t-–—|:;,./•*()[]"


@dataclass(slots=True)
class Context:
    """What the lines around a table say. said: kind, round, of, discipline, sex, field_size."""

    competition: str = ""
    date: str = ""
    date_end: str = ""
    place: str = ""
    category: str = ""
    apparatus: str = ""
    said: dict[str, str] = field(default_factory=dict)


@functools.cache
def phrases() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """(pattern, what it says) in the order of the file: longer phrases first. A named group says its text."""
    return [
        (re.compile(row["pattern"], re.IGNORECASE), _said(row["says"]))
        for row in curated("title_phrases")
        if row["says"] not in WORDS
    ]


def _said(text: str) -> dict[str, str]:
    """ "kind=special_points round=final" -> what it says."""
    pairs = (pair.partition("=") for pair in text.split() if "=" in pair)
    return {key: value.replace("_", " ") for key, _, value in pairs}


@functools.cache
def title_is(what: str) -> re.Pattern[str]:
    """The pattern of the words that make a title the name of an event, a category, a stage, of officials."""
    known = (row["pattern"] for row in curated("title_phrases") if row["says"] == what)
    return re.compile("|".join(known), re.IGNORECASE)


def read_context(
    lines: Iterable[Line], given: dict[str, str], shared: frozenset[str] = frozenset()
) -> Context:
    """Read title lines, those of the whole document first, those right above the table last. `given` is
    what is known from outside the document (Document.said); what is printed comes first. A title that
    names no event is the competition's if it stands above all tables (`shared`, folded).
    """
    context = Context()
    texts: dict[str, list[str]] = {"event": [], "category": [], "other": []}
    for line in lines:
        if not title_is("officials").search(line.text):
            for segment in segments(line):
                _take(context, segment, texts)
    names = texts["event"] or [given.get("title", "")]
    if not names[0]:
        above = [t for key in ("other", "category") for t in texts[key] if fold(t) in shared]
        long = [text for text in texts["category"] if len(text.split()) > 2]
        names = above or [text for text in texts["other"] if " " in text] or long[:1] or [""]
        texts["category"] = [text for text in texts["category"] if text != names[0]]
    stages = [text for text in texts["other"] if title_is("stage").search(text)]
    context.competition = " - ".join(filter(None, [names[0], *dict.fromkeys(stages)]))
    whole = " ".join(texts["category"])
    kept = [text for text in texts["category"] if whole.count(text) == 1]
    context.category = " ".join(kept or texts["category"][:1]) or given.get("category", "")
    context.date = context.date or given.get("date", "")
    context.place = context.place or given.get("place", "")
    context.said.setdefault("discipline", given.get("discipline", ""))
    return context


def segments(line: Line) -> list[str]:
    """The titles of one line: parted by wide gaps."""
    parts: list[list[str]] = []
    last = None
    for word in line.words:
        if last is None or word.x0 - last.x1 > WIDE:
            parts.append([])
        parts[-1].append(word.text)
        last = word
    return [" ".join(part) for part in parts]


def _take(context: Context, segment: str, texts: dict[str, list[str]]) -> None:
    """Take out of a title what is known and sort what is left into names of events, categories, others."""
    found = find_dates(segment)
    if found:
        context.date, context.date_end = (
            found.first,
            found.last if found.last != found.first else "",
        )
        segment = " - ".join(filter(None, [found.before, found.after]))
        if segment and not title_is("event").search(segment):
            context.place = context.place or re.split(r"[,(]| - ", segment)[0].strip(AROUND)
            return
    if len(segment.split()) > LONG and not title_is("event").search(segment):
        return  # a sentence: a legend, a rule of the event
    for part in re.split(r"\s+[-–—|]\s+", segment):
        rest = _without_phrases(context, part, texts)
        if rest and title_is("event").search(rest) and not title_is("stage").fullmatch(rest):
            texts["event"].append(part.strip(AROUND))
        elif rest and title_is("category").search(rest):
            texts["category"].append(rest)
        elif rest:
            texts["other"].append(rest)


def _without_phrases(context: Context, part: str, texts: dict[str, list[str]]) -> str:
    rest = part
    for pattern, fixed in phrases():
        match = pattern.search(rest)
        if match:
            context.said |= {key: text for key, text in match.groupdict().items() if text}
            if not ("kind" in fixed and "is_sure" in context.said):
                context.said |= fixed
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
            if "sex" in fixed and not title_is("event").search(part):
                texts["category"].append(match[0])
    rest = _without_apparatus(context, rest)
    if re.search(r"^\s*,|\s,|,\s*,", rest):
        return part.strip()  # a list of what a category competes in stays whole
    return re.sub(r"\s+", " ", rest).strip(AROUND) if re.search(r"\w", rest) else ""


def _without_apparatus(context: Context, text: str) -> str:
    """A part of a title that is an apparatus, in full or as a code in capitals, names that of the table."""
    parts = re.split(r"(\s[-–—:]\s|\s{2,}|[()])", text)
    for at, part in enumerate(parts):
        plain = part.strip(AROUND)
        is_group = bool(re.match(r"\d ", plain)) and find_apparatus(plain) is not None
        is_known = APPARATUS in roles_of(plain) and (len(plain) > 2 or plain.isupper())
        if len(plain) > 1 and (is_known or is_group):
            context.apparatus = plain
            parts[at] = ""
    return "".join(parts)


def repeated_lines(pages: Sequence[Sequence[Line]]) -> set[str]:
    """The texts that stand above the first table of nearly every page: they speak of the whole document."""
    counts: dict[str, int] = {}
    for page in pages:
        for text in {fold(line.text) for line in page}:
            counts[text] = counts.get(text, 0) + 1
    return {text for text, count in counts.items() if count > 1 and count >= 0.8 * len(pages)}
